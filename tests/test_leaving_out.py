"""Leaving out all obligations of a kind, and from where what a lower type carries can be left out."""

from __future__ import annotations

import pytest

from conftest import Run
from studies import plain_design
from treatyopt import ArgumentProblem, Study
from treatyopt.bargaining.requirements import Demand
from treatyopt.documents.design import frontier_document
from treatyopt.formats.text import to_markdown


def test_a_kind_is_left_out_whole_with_what_needs_it(paper: Study) -> None:
    """As if each of its obligations had been excluded by itself."""
    of_kind = [each.id for each in paper.obligations if each.kind == "arms-control"]
    found = plain_design(paper, lower="no-treaty", exclude_kind=["arms-control"], samples=0)
    single = plain_design(paper, lower="no-treaty", exclude=of_kind, samples=0)
    assert found.demands[0] == Demand("exclude-kind", "arms-control")
    assert {each.obligation.id for each in found.offered if each.asked == "excluded"} == set(of_kind)
    assert [each.asked for each in found.offered] == [each.asked for each in single.offered]
    assert found.packages == single.packages


def test_what_needs_a_kind_that_is_left_out_follows(paper: Study) -> None:
    """It is not of the kind itself, and is told apart."""
    moved = tuple(
        each.changed(kind="hinge") if each.id == "frontier-guarantee" else each for each in paper.obligations
    )
    found = plain_design(paper.changed(obligations=moved), exclude_kind=["hinge"], samples=0)
    asked = {each.obligation.id: each.asked for each in found.offered if each.asked}
    assert asked == {"frontier-guarantee": "excluded", "kaliningrad": "follows"}
    said = to_markdown(frontier_document(found))
    assert "Asked for: excluding all of kind hinge." in said


def test_a_conflict_with_a_kind_is_named(paper: Study) -> None:
    """With the prerequisite that leads there, and that it is of that kind."""
    moved = tuple(
        each.changed(kind="hinge") if each.id == "frontier-guarantee" else each for each in paper.obligations
    )
    with pytest.raises(ArgumentProblem) as caught:
        plain_design(
            paper.changed(obligations=moved), exclude_kind=["hinge"], require=["kaliningrad"], samples=0
        )
    assert str(caught.value) == (
        "no package between cooperation and mutual-security allows requiring kaliningrad and excluding all of kind "
        "hinge together: kaliningrad needs frontier-guarantee, frontier-guarantee is of kind hinge"
    )


def test_a_kind_of_which_nothing_is_offered_is_remarked_on(paper: Study) -> None:
    """And that what the lower type carries of it stays."""
    found = plain_design(paper, exclude_kind=["voice"], samples=0)
    assert [each.kind for each in found.demands] == ["screen", "screen"]
    assert found.moot[:2] == (
        "Nothing that a package could add is of kind voice.",
        "Cooperation is held whole, so no-veto-claim, direct-participation, common-interest-definition stay although "
        "they are of kind voice. Packages that start from Non-Aggression can leave them out.",
    )


def test_an_unknown_kind_is_answered_with_the_nearest(paper: Study) -> None:
    """Kinds are those of the study's obligations."""
    with pytest.raises(ArgumentProblem, match="unknown kind assurence; did you mean assurance"):
        plain_design(paper, exclude_kind=["assurence"], samples=0)
    with pytest.raises(ArgumentProblem, match="exclude_kind='assurance': give a list of ids"):
        plain_design(paper, exclude_kind="assurance", samples=0)


@pytest.mark.parametrize(
    ("lower", "upper", "id", "way", "arguments"),
    [
        ("cooperation", "mutual-security", "npt", "; start from non-aggression to leave it out", ("lower",)),
        (
            "cooperation",
            "mutual-security",
            "non-aggression-pledge",
            "; start from no-treaty to leave it out",
            ("lower",),
        ),
        (
            "mutual-security",
            "mutual-defense",
            "npt",
            "; start from non-aggression, and go no further than mutual-security, to leave it out",
            ("lower", "upper"),
        ),
    ],
    ids=["a-type", "the-baseline", "not-so-far"],
)
def test_what_every_package_holds_can_be_left_out_from_a_lower_start(
    lower: str, upper: str, id: str, way: str, arguments: tuple[str, ...], paper: Study
) -> None:
    """The nearest from which it is offered, and how far packages get from there; that start is then allowed."""
    with pytest.raises(ArgumentProblem) as caught:
        plain_design(paper, lower=lower, upper=upper, exclude=[id], screens=[], samples=0)
    assert str(caught.value) == f"{id} is part of {lower}, which every package holds whole{way}"
    assert caught.value.arguments == arguments


def test_the_way_out_is_open(paper: Study) -> None:
    """From the start that is named the obligation can be left out."""
    found = plain_design(paper, lower="non-aggression", exclude=["npt"], samples=0)
    assert {each.obligation.id: each.asked for each in found.offered}["npt"] == "excluded"


def test_what_supposes_a_condition_and_stays_can_be_left_out_from_a_lower_start(paper: Study) -> None:
    """The remark says from which; where the upper end is out of reach from there, how far packages get."""
    found = plain_design(
        paper,
        lower="mutual-security",
        upper="mutual-defense",
        exclude_if=["enlargement"],
        screens=[],
        samples=0,
    )
    (kept,) = [each for each in found.moot if "is held whole" in each]
    assert kept.endswith("Packages that start from Cooperation can leave them out.")
    found = plain_design(
        paper,
        lower="mutual-security",
        upper="mutual-defense",
        exclude_kind=["voice"],
        screens=[],
        samples=0,
    )
    (kept,) = [each for each in found.moot if "is held whole" in each]
    assert kept.endswith("Packages from Non-Aggression to Mutual Security can leave them out.")


def test_the_command_line_names_the_flags(inside: Run) -> None:
    """By which a lower start, and a nearer end, are given."""
    assert inside("design", "--samples", "0", "--exclude", "npt").stderr.strip().endswith("(--from)")
    ends = ("--from", "cooperation", "--to", "mutual-defense", "--no-screens")
    told = inside("design", "--samples", "0", *ends, "--exclude", "npt").stderr
    assert told.strip().endswith("(--from and --to)")
    assert (
        "of kind arms-control" in inside("design", "--samples", "0", "--exclude-kind", "arms-control").stdout
    )
