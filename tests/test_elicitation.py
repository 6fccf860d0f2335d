"""Swing weighting without a terminal: what is asked after what, and what is understood of what is typed."""

from __future__ import annotations

from typing import Any

import pytest

from interviews import ALL, PLAN, C, asked, said
from studies import Plan
from treatyopt import Study
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.answers import read_answer
from treatyopt.ranking.elicitation import Beside, Between, Doubt, First, Open, Points, begun


@pytest.fixture(scope="module")
def study() -> Study:
    """A study in groups."""
    return PLAN.study()


def test_swings_are_asked_for_within_groups_and_then_between_them(study: Study) -> None:
    """Each group of more than one criterion is a round, and the first swings of all groups are the last one."""
    interviews = [said(study, *ALL[:n]) for n in range(len(ALL) + 1)]
    found = [(each.round.group, each.first, each.swing) for each in map(asked, interviews[:-1])]
    assert found == [
        ("group-0", None, None), ("group-0", C[1], C[0]), ("group-0", C[1], C[2]),
        ("group-1", None, None), ("group-1", C[3], C[4]),
        (None, None, None), (None, C[5], C[1]), (None, C[5], C[3]),
    ]  # fmt: skip
    assert [asked(each).number for each in interviews[:-1]] == list(range(1, 9))
    assert interviews[-1].question is None


def test_one_criterion_leaves_nothing_to_ask() -> None:
    """It has all the weight."""
    with pytest.raises(ArgumentProblem, match="one criterion, which has all the weight"):
        begun(Plan((1,), (100,), (((1, 1, 1),), ((2, 2, 2),))).study())


def test_going_back_offers_what_was_answered(study: Study) -> None:
    """Answers after one that is changed are offered too, as long as the first swing stays the same."""
    back = said(study, *ALL[:3]).back().back()
    assert (asked(back).swing, back.remembered) == (C[0], Points(40))
    changed = back.answered(Doubt())
    assert (asked(changed).doubt, changed.remembered) == (True, None)
    assert changed.answered(Open()).remembered == Points(100)
    other = back.back().answered(First(C[0]))
    assert (asked(other).swing, other.remembered) == (C[1], None)
    assert back.back().back().answers == ()


QUESTION = ("2", "40")  # what was answered before the swing criterion-2 is asked about


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("70", Points(70)),
        (" 7.25 ", Points(7.25)),
        ("=", Points(100)),
        ("=criterion-0", Points(40)),
        ("= CRITERION-0", Points(40)),
        ("?", Doubt()),
        ("20-60", Between(20, 60)),
        ("20 to 60", Between(20, 60)),
        ("30-30", Points(30)),
        ("0-100", Open()),
        ("<60", Between(0, 60)),
        (">=60", Between(60, 100)),
        ("<criterion-0", Beside("<=", "criterion-0")),
        ("> criterion-0", Beside(">=", "criterion-0")),
        ("<criterion-1", Open()),
        (">criterion-1", Points(100)),
    ],
)
def test_what_is_typed_is_understood(text: str, answer: Any, study: Study) -> None:
    """A figure, about equal, a range, more or less than another, or that it is not known."""
    assert read_answer(asked(said(study, *QUESTION)), text) == answer


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "give a number from 0 to 100, = if about equal, or ? if you do not know"),
        ("much", '"much" is no answer here'),
        ("\x1b[D", r'"\x1b[d" is no answer here'),
        ("-5", '"-5" is no answer here'),
        ("130", "130 is more than 100"),
        ("7,5", "write 7.5 with a point"),
        ("20,5-60", "write 20.5-60 with a point"),
        ("60-20", "60-20 runs backwards; write 20-60"),
        (">", "> of what?"),
        ("<criterion-2", "that is the swing that is asked about"),
        ("=criterion-9", "unknown swing criterion-9"),
    ],
    ids=[
        "nothing",
        "word",
        "arrow",
        "negative",
        "large",
        "comma",
        "comma-inside",
        "backwards",
        "sign",
        "itself",
        "unknown",
    ],
)
def test_what_is_no_answer_is_told(text: str, problem: str, study: Study) -> None:
    """With what would be one."""
    with pytest.raises(ArgumentProblem) as caught:
        read_answer(asked(said(study, *QUESTION)), text)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("0", "0 is none of the numbers 1 to 3"), ("", "give the number"), ("crit", "unknown swing crit")],
)
def test_what_is_no_first_swing_is_told(text: str, problem: str, study: Study) -> None:
    """A number out of the list, nothing, or the beginning of several ids."""
    with pytest.raises(ArgumentProblem, match=problem):
        read_answer(asked(begun(study)), text)
