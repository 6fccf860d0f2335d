"""Scores that are set to what nobody knows, for one run."""

from pathlib import Path

import pytest

from conftest import Run
from treatyopt import ArgumentProblem, Study, load, negotiate, rank
from treatyopt.documents.units import set_for_this_run
from treatyopt.packages.changes import changed
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch

UNITS = """\
criteria:
  cost: {scale: {unit: EUR m, worst: 200, best: 50}}
  quiet:
options:
  bridge: {scores: {cost: {score: 80, range: [70, 90]}, quiet: 20}}
  ferry: {scores: {cost: 60, quiet: unknown}}
"""


@pytest.fixture
def units(tmp_path: Path) -> Study:
    file = tmp_path / "units.yaml"
    file.write_text(UNITS, encoding="utf-8")
    return load(file)


def test_a_score_set_to_unknown_is_as_if_the_study_did_not_know_it(units: Study, tmp_path: Path) -> None:
    found, changes = changed(units, {"bridge.cost": "unknown"})
    text = UNITS.replace("{score: 80, range: [70, 90]}", "unknown")
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    other = load(tmp_path / "other.yaml").option("bridge").on("cost")
    now = found.option("bridge").on("cost")
    assert now.changed(reason=None) == other
    assert now.reason == "Set for this run; the study has 80 EUR m (70-90, judged)."
    assert [(each.score, each.was) for each in changes] == [(None, 80)]


def test_what_was_set_to_unknown_is_told_and_scores_in_several_units_can_be_at_once(units: Study) -> None:
    _, one = changed(units, {"bridge.cost": "unknown"})
    _, all_of_them = changed(units, {"bridge.*": "unknown"})
    assert set_for_this_run(units, one) == (
        "* Set for this run: bridge.cost = unknown (not known, for this run; the study has 80 EUR m)."
    )
    assert set_for_this_run(units, all_of_them) == (
        "* Set for this run: bridge.* = unknown (not known, for this run; 2 scores)."
    )


def test_a_score_set_to_unknown_counts_as_one_wherever_scores_are_counted(inside: Run) -> None:
    told = inside("compare", "--set", "cooperation.readiness=unknown").stdout
    assert "1 is not known (" in " ".join(told.split())


def test_sides_take_a_score_that_was_set_to_unknown(paper: Study) -> None:
    found = negotiate(paper, scores={"cooperation.readiness": "unknown"})
    assert found.to_dict()["changes"][0]["score"] is None


def test_a_score_of_a_package_is_not_to_be_unknown(paper: Study) -> None:
    made = package(stretch(paper), ["broad-interests", "frontier-guarantee"], "mine")
    with pytest.raises(ArgumentProblem, match="worked out of others, and cannot be unknown"):
        rank(paper.with_option(made), scores={"mine.readiness": "unknown"})


def test_studies_of_several_judges_can_have_a_score_set_to_unknown(inside: Run, tmp_path: Path) -> None:
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.yaml").write_text(UNITS, encoding="utf-8")
    told = inside(
        "compare", "--study", "ann.yaml", "--study", "bob.yaml", "--set", "bridge.cost=unknown"
    ).stdout
    assert "bridge.cost = unknown (not known, for this run)" in " ".join(told.split())
