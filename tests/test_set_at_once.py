"""Scores set several at once: all of an option, one criterion of all options, the criteria of a group."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from studies import IN_UNITS
from treatyopt import ArgumentProblem, Study, load, rank
from treatyopt.documents.units import set_for_this_run
from treatyopt.packages.changes import changed
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch

TYPES = ("non-aggression", "cooperation", "mutual-security", "mutual-defense")


@pytest.fixture
def units(tmp_path: Path) -> Study:
    """A study with criteria in several units, in none, and on a scale without a name for its unit."""
    path = tmp_path / "crossing.yaml"
    path.write_text(IN_UNITS, encoding="utf-8")
    return load(path)


def figures(study: Study, scores: dict[str, float]) -> dict[str, float]:
    """What is set, by option and criterion."""
    return {f"{each.option}.{each.criterion}": each.score for each in changed(study, scores)[1]}


def test_all_criteria_of_an_option_are_set(paper: Study) -> None:
    """And each is listed by itself among the changes, with what it was."""
    ranking = rank(paper, scores={"mutual-security.*": 60})
    assert ranking.standing("mutual-security").value == pytest.approx(60)
    assert [each.criterion for each in ranking.changes] == [each.id for each in paper.criteria]
    assert [each.was for each in ranking.changes] == [
        paper.option("mutual-security").on(each.id).score for each in paper.criteria
    ]


def test_all_options_are_the_types_and_not_the_baseline(paper: Study) -> None:
    """What there is without a treaty is not what is judged, and packages follow their types."""
    made = package(stretch(paper), ["cfe-2"], "mine")
    study, changes = changed(paper.with_option(made), {"*.readiness": 45})
    assert tuple(each.option for each in changes) == TYPES
    assert study.option("no-treaty").on("readiness").score == 100
    assert study.option("mine").on("readiness").score == 45
    assert study.option("mine").on("readiness").basis == "inferred"


def test_a_group_stands_for_its_criteria(paper: Study) -> None:
    """All of them, and no other."""
    (group,) = (each for each in paper.groups if each.id == "security")
    found = figures(paper, {"mutual-security.security": 60})
    assert found == {f"mutual-security.{each.id}": 60.0 for each in group.criteria}
    assert len(found) == 5


SETS = [
    ("mutual-security.*", 60.0),
    ("mutual-security.security", 70.0),
    ("mutual-security.stand-off", 80.0),
    ("*.*", 10.0),
]


@pytest.mark.parametrize(
    "given", [SETS, SETS[::-1], [*SETS[2:], *SETS[:2]]], ids=["downwards", "upwards", "mixed"]
)
def test_what_says_more_closely_which_wins(given: list[tuple[str, float]], paper: Study) -> None:
    """In whatever order it is given."""
    study, changes = changed(paper, dict(given))
    option = study.option("mutual-security")
    of = {each: option.on(each).score for each in ("stand-off", "arms-control", "readiness")}
    assert of == {"stand-off": 80, "arms-control": 70, "readiness": 60}
    assert study.option("cooperation").on("readiness").score == 10
    assert len(changes) == len(paper.criteria) * len(TYPES)


def test_two_that_neither_says_more_closely_are_refused(paper: Study) -> None:
    """Both are named, unless they agree or something closer than both settles it."""
    scores = {"mutual-security.*": 60, "*.readiness": 45.5}
    with pytest.raises(ArgumentProblem) as caught:
        rank(paper, scores=scores)
    assert str(caught.value) == (
        "mutual-security.*=60 and *.readiness=45.5 both set mutual-security.readiness, and neither says more closely "
        "which score it means; set that one by itself"
    )
    assert figures(paper, {**scores, "mutual-security.readiness": 50})["mutual-security.readiness"] == 50
    assert figures(paper, {**scores, "*.readiness": 60})["mutual-security.readiness"] == 60


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"mutual-secrity.*": 60}, "unknown option mutual-secrity; did you mean mutual-security?"),
        ({"*.readines": 60}, "unknown criterion readines; did you mean readiness?"),
        ({"*.partnershp": 60}, "unknown criterion partnershp; did you mean partnership?"),
        ({"mutual-*.readiness": 60}, "mutual-*.readiness: a * stands by itself, for all types"),
        ({"cooperation.r*": 60}, "cooperation.r*: a * stands by itself, for all criteria"),
        ({"*": 60}, "*: write OPTION.CRITERION, for example mutual-defense.architecture"),
        ({"*.readiness": 101}, "a score is a number from 0 to 100"),
        (
            {"*.readiness": 60, **{f"{id}.readiness": 50.0 for id in TYPES}},
            "*.readiness: nothing is left for it to set",
        ),
    ],
    ids=["option", "criterion", "group", "half-an-option", "half-a-criterion", "bare", "too-high", "idle"],
)
def test_what_sets_nothing_is_refused(scores: dict[str, float], said: str, paper: Study) -> None:
    """Unknown ids with the nearest, and a * among other letters."""
    with pytest.raises(ArgumentProblem) as caught:
        rank(paper, scores=scores)
    assert said in str(caught.value)


def test_one_figure_in_several_units_is_refused(units: Study) -> None:
    """A bare 60 would mean different things; what is left in one unit can be set."""
    with pytest.raises(ArgumentProblem) as caught:
        changed(units, {"bridge.*": 3})
    assert str(caught.value) == (
        "bridge.*=3 would mean different things, as cost is from 50 to 200 EUR m, days is from 0 to 90 days, noise is "
        "from 0 to 100, share is from -10 to 80%, index is from 0 to 5; set what is in one unit at a time"
    )
    rest = {"bridge.cost": 80, "bridge.days": 20, "bridge.share": 10, "bridge.index": 4}
    assert figures(units, {"bridge.*": 3, **rest}) == {"bridge.noise": 3, **rest}


def test_one_criterion_of_all_options_is_set_in_its_unit(units: Study) -> None:
    """And what nobody knew before is said not to have been known."""
    _, changes = changed(units, {"*.days": 20})
    assert [(each.option, each.score, each.was) for each in changes] == [
        ("bridge", 20, 30), ("tunnel", 20, 5), ("ferry", 20, None),
    ]  # fmt: skip
    assert set_for_this_run(units, changes) == (
        "* Set for this run: *.days = 20 days (3 scores, of bridge, tunnel and ferry)."
    )


def test_what_was_set_at_once_is_told_at_once(paper: Study) -> None:
    """With how many scores that were, of which options, and that the baseline is none of them."""
    scores = {"mutual-security.*": 60, "mutual-security.stand-off": 70, "*.*": 5}
    assert set_for_this_run(paper, changed(paper, scores)[1]) == (
        "* Set for this run: mutual-security.* = 60 (13 scores), mutual-security.stand-off = 70 (the study has 75), "
        "*.* = 5 (42 scores, of non-aggression, cooperation and mutual-defense; No Treaty keeps its own)."
    )
    both = changed(paper, {"*.readiness": 45, "no-treaty.readiness": 45})[1]
    assert "keeps its own" not in set_for_this_run(paper, both)


def test_data_list_every_score_and_name_what_set_it(paper: Study) -> None:
    """A score that was set by itself has no more keys than it had."""
    first, *_, last = rank(paper, scores={"cooperation.readiness": 5, "*.timeliness": 7}).to_dict()["changes"]
    assert first == {"option": "cooperation", "criterion": "readiness", "score": 5.0, "was": 75.0}
    assert last == {
        "option": "mutual-defense", "criterion": "timeliness", "score": 7.0, "was": 5.0, "target": "*.timeliness",
    }  # fmt: skip


def test_who_is_not_compared_is_told_only_if_named(inside: Run) -> None:
    """Of all options those that are not compared are nothing to wonder at."""
    ids = ("compare", "cooperation", "mutual-security", "--set")
    assert "Without effect" not in inside(*ids, "*.readiness=45").stdout
    assert "Without effect here" in inside(*ids, "mutual-defense.*=45").stdout


def test_a_file_in_the_place_of_a_star_is_told_as_the_shell_s(inside: Run, tmp_path: Path) -> None:
    """A shell puts the names of files there, unless it is in quotes."""
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    told = inside("compare", "--set", "notes.txt").stderr
    assert (
        "notes.txt: write OPTION.CRITERION=SCORE; that is a file here, so put what has a * in it in quotes"
        in told
    )
    assert "quotes" not in inside("compare", "--set", "other.txt").stderr


def test_figures_in_an_error_are_as_they_are_typed() -> None:
    """Both ends alike, with no commas and no exponent."""
    money = {"scale": {"unit": "EUR", "worst": 12500000, "best": 1000000}}
    study = Study.model_validate(
        {
            "criteria": {"cost": money, "noise": {}},
            "options": {"a": {"scores": {"cost": 1250000, "noise": 1}}},
        }
    )
    with pytest.raises(ArgumentProblem, match="cost is from 1000000 to 12500000 EUR, noise is from 0 to 100"):
        rank(study, scores={"a.*": 5})
