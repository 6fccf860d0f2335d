"""Leaving out all obligations of a kind."""

from __future__ import annotations

import pytest

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
    assert found.remarks[:2] == (
        "Nothing that a package could add is of kind voice.",
        "Cooperation is held whole, so no-veto-claim, direct-participation, common-interest-definition stay although "
        "they are of kind voice.",
    )


def test_an_unknown_kind_is_answered_with_the_nearest(paper: Study) -> None:
    """Kinds are those of the study's obligations."""
    with pytest.raises(ArgumentProblem, match="unknown kind assurence; did you mean assurance"):
        plain_design(paper, exclude_kind=["assurence"], samples=0)
    with pytest.raises(ArgumentProblem, match="exclude_kind='assurance': give a list of ids"):
        plain_design(paper, exclude_kind="assurance", samples=0)
