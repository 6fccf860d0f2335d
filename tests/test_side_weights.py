"""Parties that judge by weights of their own: of a file or of points, on top of their profile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import treatyopt
from conftest import Run
from studies import plain_design as design
from studies import plain_negotiate as negotiate
from treatyopt import ArgumentProblem, Study


@pytest.mark.parametrize("ask", [negotiate, design])
def test_points_that_say_what_a_profile_says_change_no_figure(ask: Any, paper: Study) -> None:
    """A party given the points of another profile gains exactly what it does by that profile."""
    points = dict(next(each.points for each in paper.profiles if each.id == "cautious"))
    by_points = ask(paper, weights={"nato": points}).to_dict()
    by_profile = ask(paper, profiles={"nato": "cautious"}).to_dict()
    assert by_points["sides"][1].pop("profile") != by_profile["sides"][1].pop("profile")
    assert by_points.pop("misreports")["samples"] == by_profile.pop("misreports")["samples"]
    assert by_points == by_profile


def test_points_stand_on_top_of_the_partys_own_profile(paper: Study) -> None:
    """What is left out of a party's points is as its own profile, or the one named, has it."""
    side = negotiate(paper, weights={"russia": {"realism": 0}}).sides[0]
    weights = treatyopt.weigh(paper, {"realism": 0}, "russia")
    assert {id: float(weight) for id, weight in side.weights.items()} == pytest.approx(
        {each.id: each.weight for each in weights.criteria if each.group != "realism"}
    )
    other = negotiate(paper, weights={"russia": {"realism": 0}}, profiles={"russia": "nato"}).sides[0]
    assert other.weights["reassurance"] == pytest.approx(
        treatyopt.weigh(paper, {"realism": 0}, "nato").of("reassurance")
    )


def test_finished_weights_are_judged_by_and_statements_at_their_centroid(paper: Study) -> None:
    """Weights of what was said stand for a party's, and a remark says at which weights it is judged."""
    said = treatyopt.weigh(paper, say=["security>=realism"], name="hers")
    found = negotiate(paper, weights={"russia": said})
    assert found.sides[0].profile == "hers"
    assert (
        "Russia is judged at the centroid of what hers says of weights: security >= realism." in found.remarks
    )


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"rusia": {}}, "unknown party rusia; did you mean russia"),
        ({"russia": {"relism": 1}}, "unknown group or criterion relism; did you mean realism"),
        ({"russia": "anna.yaml"}, "give points by group or criterion id, or Weights"),
        ("anna.yaml", "give a mapping by id"),
    ],
    ids=["party", "criterion", "text", "no-mapping"],
)
def test_wrong_weights_of_a_party_are_refused(weights: Any, said: str, paper: Study) -> None:
    """What is no weights of a party is told with what to give."""
    with pytest.raises(ArgumentProblem, match=said):
        negotiate(paper, weights=weights)


def test_weights_of_another_study_and_a_profile_beside_finished_weights_are_refused(
    paper: Study, river: Study
) -> None:
    """Finished weights fit the study and leave no room for a profile."""
    with pytest.raises(ArgumentProblem, match="another study"):
        negotiate(paper, weights={"russia": treatyopt.weigh(river)})
    with pytest.raises(ArgumentProblem, match="finished"):
        negotiate(paper, weights={"russia": treatyopt.weigh(paper)}, profiles={"russia": "nato"})


def test_the_commands_name_the_file_and_a_saved_package_says_so(inside: Run, tmp_path: Path) -> None:
    """The heading, the stamp and the provenance of a package name the file that a party was judged by, and whose."""
    (tmp_path / "anna.yaml").write_text("by: Anna A\nrealism: 40\n", encoding="utf-8")
    asked = ["--weights", "russia=anna.yaml"]
    assert "Russia (anna.yaml by Anna A on russia)" in inside("negotiate", *asked).stdout
    made = inside("design", "--samples", "0", *asked, "--save", "package.yaml", "-o", "page.md")
    assert made.returncode == 0
    assert "- anna.yaml by Anna A on russia" in (tmp_path / "package.yaml").read_text(encoding="utf-8")
    assert "anna.yaml by Anna A on russia for Russia" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert inside("check", "page.md").returncode == 0


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("anna.yaml", 2, "anna.yaml: write PARTY=FILE"),
        ("rusia=anna.yaml", 2, "unknown party rusia; did you mean russia?"),
        ("russia=gone.yaml", 1, "gone.yaml: no such file"),
        (
            "russia=anna.yaml",
            1,
            "anna.yaml:1: relism: unknown group or criterion relism; did you mean realism?",
        ),
    ],
    ids=["no-party", "party", "file", "criterion"],
)
def test_wrong_files_of_a_party_are_refused(
    given: str, code: int, said: str, inside: Run, tmp_path: Path
) -> None:
    """A file without its party is told the form; what is wrong in one is the file's problem."""
    (tmp_path / "anna.yaml").write_text("relism: 40\n", encoding="utf-8")
    done = inside("negotiate", "--weights", given)
    assert (done.returncode, said in done.stderr) == (code, True)


FREE = 'over: criteria\nsay: "substance>=equality=stand-off>=europe>=realism"\n'


@pytest.mark.parametrize(
    "command", [["negotiate"], ["design", "--samples", "0"]], ids=["negotiate", "design"]
)
def test_a_file_over_criteria_judges_a_party_at_the_centroid_over_criteria(
    command: list[str], paper: Study, inside: Run, tmp_path: Path
) -> None:
    """A party's file that speaks of all criteria stands for their centroid, feasibility left out of it."""
    (tmp_path / "anna.yaml").write_text(FREE, encoding="utf-8")
    said = "substance>=equality=stand-off>=europe>=realism"
    weights = treatyopt.weigh(paper.changed(profile="russia"), say=[said], over="criteria")
    kept = {each.id: each.weight for each in weights.criteria if not paper.criterion(each.id).feasibility}
    found = json.loads(inside(*command, "--weights", "russia=anna.yaml", "-f", "json").stdout)
    assert found["sides"][0]["weights"] == pytest.approx(
        {id: weight / sum(kept.values()) for id, weight in kept.items()}
    )


def test_statements_that_need_all_criteria_say_what_a_file_of_a_party_lacks(
    inside: Run, tmp_path: Path
) -> None:
    """A file without `over` that compares criteria of one group is told what to write in it."""
    (tmp_path / "anna.yaml").write_text("say: reassurance=stand-off\n", encoding="utf-8")
    done = inside("negotiate", "--weights", "russia=anna.yaml")
    assert done.returncode == 1
    assert "anna.yaml: reassurance = stand-off: the shares inside security are fixed" in done.stderr
    assert "ask over criteria to let them move (over: criteria in the file)" in " ".join(done.stderr.split())
