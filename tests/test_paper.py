"""What the study of the paper says of the paper, where a second reading found it wrong or silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from treatyopt import Study
from treatyopt.study.records import Obligation

GUARANTEES = (
    "no-bases-in-east",
    "no-nuclear-in-east",
    "no-joint-activity-in-baltics",
    "equal-part-in-support",
    "frontier-guarantee",
    "kaliningrad",
)


def obligations(study: Study) -> dict[str, Obligation]:
    """The obligations by id."""
    return {each.id: each for each in study.obligations}


@pytest.mark.parametrize(
    ("option", "criterion", "cites"),
    [
        ("no-treaty", "arms-control", ("arms-control/1",)),
        ("no-treaty", "substance", ("conclusions/2", "need/2", "equal-partnership/1")),
        ("no-treaty", "enlargement", ("need/4",)),
        ("cooperation", "substance", ("conclusions/4",)),
        ("mutual-security", "substance", ("conclusions/4",)),
        ("cooperation", "readiness", ("compromise/10", "conclusions/4", "need/3")),
        ("mutual-security", "readiness", ("compromise/10", "conclusions/4", "need/3")),
    ],
)
def test_a_score_that_the_paper_speaks_of_is_stated(
    option: str, criterion: str, cites: tuple[str, ...], paper: Study
) -> None:
    """A score on which the paper says something of that option is stated, and cites all that says it."""
    judged = paper.option(option).on(criterion)
    assert (judged.basis, judged.cites) == ("stated", cites)


def test_what_is_realistic_is_told_of_a_type_that_is_left_out(paper: Study) -> None:
    """Non-aggression is not among the more realistic types: its note and its readiness say how that is read."""
    left = paper.option("non-aggression")
    assert "(compromise/10)" in str(left.note)
    assert "more realistic" in str(left.on("readiness").reason)


def test_readiness_is_as_doubtful_as_the_paper_leaves_it(paper: Study) -> None:
    """Moscow has not said what it would accept, so the low ends of readiness are low."""
    assert [paper.option(id).on("readiness").low for id in ("cooperation", "mutual-security")] == [55, 40]


def test_a_passage_of_two_readings_leaves_room_for_both(paper: Study) -> None:
    """Compromise/8 may speak of either relation: the stand-off now may be milder, or a pledge may do less."""
    ranges = [
        (each.low, each.high)
        for id in ("no-treaty", "non-aggression")
        for each in [paper.option(id).on("stand-off")]
    ]
    assert ranges == [(0, 25), (5, 45)]


def test_nineteen_scores_of_the_types_rest_on_a_stated_passage(paper: Study) -> None:
    """Of the 56 scores of the four types, 19 are stated."""
    bases = [each.basis for option in paper.ladder for each in option.scores]
    assert (len(bases), bases.count("stated")) == (56, 19)


def test_the_russian_half_of_the_border_clause_is_light_and_stated(paper: Study) -> None:
    """The build-up clause is called half of the border clause: burden 1, on Russia, tied to the type it enters with."""
    clause = obligations(paper)["no-build-up-near-neighbours"]
    assert (clause.burden, clause.binds, clause.basis) == (1, ("russia",), "stated")
    assert "half of no-forces-at-borders" in str(clause.note)


@pytest.mark.parametrize("id", GUARANTEES)
def test_a_guarantee_of_nato_says_that_its_placing_is_ours(id: str, paper: Study) -> None:
    """Each guarantee in case of enlargement says in its note that the type it enters with is our placing."""
    assert "our placing" in str(obligations(paper)[id].note)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("denuclearization", "the paper does not say"),
        ("start", "with other parties too"),
        ("cfe-modernised", "Without enlargement"),
        ("cfe-2", "replaces cfe-modernised"),
        ("confidence-building", "between NATO and the CIS"),
        ("ministerial-committees", "NATO's own"),
        ("common-interest-definition", "ties it to no type"),
        ("no-build-up-near-neighbours", "which we read as the two types"),
        ("no-bases-in-east", "holds for it too is our reading"),
        ("no-nuclear-in-east", "holds for it too is our reading"),
        ("no-joint-activity-in-baltics", "holds for it too is our reading"),
    ],
)
def test_a_note_says_what_a_passage_leaves_open(id: str, words: str, paper: Study) -> None:
    """Where a passage can be read in two ways, or speaks of more than two sides, the note says so."""
    assert words in str(obligations(paper)[id].note)


def cited(data: Any) -> Iterator[str]:
    """Every locator under a `cites`, anywhere in plain data."""
    if isinstance(data, dict):
        yield from data.get("cites", ())
        for value in data.values():
            yield from cited(value)
    elif isinstance(data, list):
        for value in data:
            yield from cited(value)


def test_every_passage_bears_on_something(paper: Study) -> None:
    """Each of the 56 passages of the paper is cited by some part of the study."""
    passages = {each.id for each in paper.source.locators}
    assert len(passages) == 56
    assert passages == set(cited(paper.to_dict()))


@pytest.mark.parametrize(
    "subject", ["verification", "term", "exit", "disputes", "ratification", "neighbours"]
)
def test_the_study_says_on_what_the_paper_is_silent(subject: str, paper: Study) -> None:
    """The considerations name the subjects of a treaty on which the paper says nothing."""
    says = {each.id: each.says for each in paper.considerations}
    assert subject in says["silences"]


@pytest.mark.parametrize(
    ("claim", "kind"), [("goals-and-mechanisms", "reading"), ("realistic-options", "stated")]
)
def test_a_comparison_that_the_paper_does_not_make_is_a_reading(claim: str, kind: str, paper: Study) -> None:
    """A claim whose comparison is ours is called a reading."""
    assert {each.id: each.kind for each in paper.claims}[claim] == kind


def test_no_treaty_is_said_to_be_sufficient_by_the_paper(paper: Study) -> None:
    """The screen for sufficiency says that the paper calls none of the other treaties sufficient."""
    reasons = {each.id: each.reason for each in paper.screens}
    assert "the paper does not call the other treaties sufficient" in reasons["sufficient"]
