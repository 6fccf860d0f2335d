"""Leaving out all obligations of a kind, and from where what a lower type carries can be left out."""

from __future__ import annotations

from pathlib import Path

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


def test_a_kind_that_every_package_holds_whole_is_refused(paper: Study) -> None:
    """As each of its obligations would be by itself, with the start from which all of them could be left out."""
    with pytest.raises(ArgumentProblem) as caught:
        plain_design(paper, exclude_kind=["voice"], samples=0)
    assert str(caught.value) == (
        "no-veto-claim, direct-participation and common-interest-definition, which are of kind voice, are part of "
        "cooperation, which every package holds whole; start from non-aggression to leave them out"
    )
    with pytest.raises(ArgumentProblem, match="form, which is of kind form, is part of cooperation"):
        plain_design(paper, exclude_kind=["form"], samples=0)


def test_a_kind_of_which_packages_hold_nothing_is_remarked_on(paper: Study) -> None:
    """What enters above them is in none anyway."""
    ends = {"lower": "non-aggression", "upper": "cooperation", "screens": []}
    moved = tuple(
        each.changed(kind="hinge") if each.id == "kaliningrad" else each for each in paper.obligations
    )
    found = plain_design(paper.changed(obligations=moved), exclude_kind=["hinge"], samples=0, **ends)
    assert (found.demands, found.moot) == ((), ("Nothing that a package could hold is of kind hinge.",))


def test_of_a_kind_that_stays_in_part_what_could_be_added_is_asked_to_stay_out(paper: Study) -> None:
    """What was asked for is not said to be more than was done; nor in the file that is saved."""
    found = plain_design(paper, exclude_kind=["assurance"], samples=0)
    said = to_markdown(frontier_document(found))
    assert "Asked for: excluding all of kind assurance that could be added." in said
    assert found.moot[0].startswith(
        "Cooperation is held whole, so non-aggression-pledge, no-forces-at-borders, "
    )
    moved = tuple(
        each.changed(when="enlargement") if each.id == "npt" else each for each in paper.obligations
    )
    found = plain_design(paper.changed(obligations=moved), exclude_if=["enlargement"], samples=0)
    said = to_markdown(frontier_document(found))
    assert "Asked for: excluding all that could be added and suppose enlargement." in said


def test_a_saved_package_says_what_could_be_left_out(inside: Run, tmp_path: Path) -> None:
    """As the answer does."""
    file = tmp_path / "package.yaml"
    inside("design", "--samples", "0", "--exclude-kind", "assurance", "--save", str(file))
    assert "excluding all of kind assurance that could be added" in " ".join(file.read_text("utf-8").split())


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


@pytest.mark.parametrize(
    ("more", "way"),
    [
        ({"exclude_if": ["enlargement"]}, "; start from cooperation to leave them out"),
        (
            {"exclude_kind": ["voice"]},
            "; start from non-aggression, and go no further than mutual-security, to leave them out",
        ),
    ],
    ids=["further-down", "not-so-far"],
)
def test_what_stays_whole_can_be_left_out_from_a_lower_start(
    more: dict[str, list[str]], way: str, paper: Study
) -> None:
    """The error says from which; where the upper end is out of reach from there, how far packages get."""
    with pytest.raises(ArgumentProblem) as caught:
        plain_design(paper, lower="mutual-security", upper="mutual-defense", screens=[], samples=0, **more)
    assert str(caught.value).endswith(way)


def test_what_stays_in_part_is_told_from_where_it_could_be_left_out(paper: Study) -> None:
    """In a remark, as the rest is left out."""
    (kept,) = plain_design(paper, exclude_kind=["arms-control"], samples=0).moot
    assert kept.endswith("Packages that start from Non-Aggression can leave them out.")


def test_the_command_line_names_the_flags(inside: Run) -> None:
    """By which a lower start, and a nearer end, are given."""
    assert inside("design", "--samples", "0", "--exclude", "npt").stderr.strip().endswith("(--from)")
    ends = ("--from", "cooperation", "--to", "mutual-defense", "--no-screens")
    told = inside("design", "--samples", "0", *ends, "--exclude", "npt").stderr
    assert told.strip().endswith("(--from and --to)")
    assert (
        "of kind arms-control" in inside("design", "--samples", "0", "--exclude-kind", "arms-control").stdout
    )
