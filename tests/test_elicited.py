"""What comes of answers about swings, and of a rank order: points, or statements where not all is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews import ALL, PLAN, C, asked, said
from studies import QUICK, Plan
from treatyopt import Study
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.answers import read_answer
from treatyopt.ranking.elicitation import Beside, Between, First, Open, Points, begun
from treatyopt.ranking.elicited import Elicited, order_said, swings_weighed


@pytest.fixture(scope="module")
def study() -> Study:
    """A study in groups."""
    return PLAN.study()


def test_points_are_swing_weights_over_all_criteria(study: Study) -> None:
    """A criterion's swing beside the first of its group, times that one's beside the first of all, out of 100."""
    points = dict(swings_weighed(said(study, *ALL)).points)
    assert points == dict(zip(C, (20, 50, 50, 60, 48, 100), strict=True))


def test_weights_have_the_ratios_that_were_given(study: Study) -> None:
    """40 for 100 inside a group, 50 for 100 between the first swings of two."""
    found = swings_weighed(said(study, *ALL)).weights(study)
    assert found.of(C[0]) / found.of(C[1]) == pytest.approx(0.4)
    assert found.of(C[1]) / found.of(C[5]) == pytest.approx(0.5)
    assert found.of("group-0") == pytest.approx(120 / 328)


def test_a_flat_study_has_one_round() -> None:
    """Every criterion is a group of its own there, and so it is with a single group of several."""
    flat = Plan((1, 1, 1), (50, 30, 20), (((1, 1, 1),) * 3, ((2, 2, 2),) * 3)).study()
    one = Plan((3,), (100,), (((1, 1, 1),) * 3, ((2, 2, 2),) * 3)).study()
    for each in (flat, one):
        elicited = swings_weighed(said(each, "1", "50", "25"))
        assert [x.points for x in elicited.points] == [100, 50, 25]


def test_what_is_not_known_becomes_statements(study: Study) -> None:
    """Figures as equalities, limits as they were given, and a first swing that is open as nothing inside its group."""
    elicited = swings_weighed(said(study, "2", "?", "20-60", "?", ">criterion-0", "?", "3", "35", "?", ""))
    assert elicited.points == ()
    assert elicited.over == "criteria"
    assert elicited.say == (
        "0.2*criterion-1<=criterion-0<=0.6*criterion-1",
        "criterion-1>=criterion-2>=criterion-0",
        "criterion-1=0.35*criterion-5",
        "criterion-5>=group-1",
    )
    assert "Which swing comes first inside group-1 is not known" in elicited.notes[-1]


@pytest.mark.parametrize(
    "texts",
    [("1", "100", "0", "1", "?", "20-60", "1", "0", "30"), ("1", "100", "0", "?", "1", "0", "30")],
    ids=["a swing", "the first"],
)
def test_nothing_is_left_to_know_inside_a_group_that_counts_nothing(
    texts: tuple[str, ...], study: Study
) -> None:
    """Whatever is not known there, there are points."""
    points = dict(swings_weighed(said(study, *texts)).points)
    assert points == dict(zip(C, (100, 100, 0, 0, 0, 30), strict=True))


def test_as_little_as_nothing_is_nothing(study: Study) -> None:
    """And as much as the first is the first, also where that was said before the other had its figure."""
    interview = said(study, "1", "0").answered(Beside("<=", C[1]))
    for text in ("1", "50", "1", "40", "30"):
        interview = interview.answered(read_answer(asked(interview), text))
    assert dict(swings_weighed(interview).points)[C[2]] == 0


def test_nothing_said_is_nothing_written(study: Study) -> None:
    """Nobody knows which swing comes first, anywhere."""
    with pytest.raises(ArgumentProblem, match="Nothing was said of any swing"):
        swings_weighed(said(study, "?", "?", "?"))


def limited(study: Study, every: str) -> Elicited:
    """What comes of knowing as much of every swing but the first ones."""
    interview = begun(study)
    while (question := interview.question) is not None:
        interview = interview.answered(read_answer(question, every if question.swing else "1"))
    return swings_weighed(interview)


def test_limits_everywhere_are_left_out_as_far_as_they_cannot_be_worked_out(paper: Study) -> None:
    """Inside the paper's groups they stand at their middle, between them as they were given; the file says so."""
    found = limited(paper, "20-60")
    assert len(found.say) == 13
    assert {each for each in found.say if "<=" not in each} > {"stand-off=0.4*reassurance"}
    assert "0.2*reassurance<=common-interests<=0.6*reassurance" in found.say
    assert "stands at the middle" in found.notes[-1]


def test_groups_that_nothing_is_known_inside_are_weighed_as_wholes(paper: Study) -> None:
    """What nobody knows inside all five leaves points for groups, whose shares inside stay the profile's."""
    found = swings_weighed(said(paper, *"?????", "1", "50", "40", "30", "20"))
    assert (found.say, found.over) == ((), "groups")
    assert [each.points for each in found.points] == [100, 50, 40, 30, 20]
    assert found.weights(paper).of("security") == pytest.approx(100 / 240)
    assert found.weights(paper).of("reassurance") / found.weights(paper).of("security") == pytest.approx(0.2)
    assert "the shares inside security, partnership, credibility, realism, europe stay" in found.notes[-1]


@pytest.mark.parametrize(
    ("texts", "say"),
    [
        ((*"?????", "1", "?", "20-60", "30", "?", "", "20"), "0.2*security<=partnership<=0.6*security"),
        ((*"???", "1", "?", "", "?", "1", "?", "20-60", "30", "?", "", "20"), "readiness>=timeliness"),
    ],
    ids=["limits between groups", "and something inside one"],
)
def test_what_is_said_beside_unknown_groups_is_kept(texts: tuple[str, ...], say: str, paper: Study) -> None:
    """Where more cannot be worked out only what nobody knows has the shares of the profile."""
    found = swings_weighed(said(paper, *texts))
    assert say in found.say
    assert "are left out" not in "".join(found.notes)


def test_no_answer_is_contradicted_by_the_weights_of_what_is_left(paper: Study) -> None:
    """The first swing is named everywhere and nothing else is known: no other counts more in the centroid."""
    interview = begun(paper)
    while (question := interview.question) is not None:
        interview = interview.answered(Open() if question.swing else First(question.round.swings[0]))
    weights = swings_weighed(interview).weights(paper)
    more = [
        id
        for round in interview.judged
        for id in round.others
        if weights.of(id) > weights.of(str(round.first)) + 1e-9
    ]
    assert more == []


def test_too_much_that_is_open_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no group can give way, figures are asked for."""
    monkeypatch.setattr("treatyopt.methods.weightspace.LIMIT", 100)
    many = Plan((1,) * 5, (20,) * 5, (((1, 1, 1),) * 5, ((2, 2, 2),) * 5)).study()
    with pytest.raises(ArgumentProblem, match="give figures for some of it"):
        limited(many, "20-60")


ANSWERS = st.sampled_from(["0", "35", "100", "=", "20-60", ">50", "?"])


@QUICK
@given(st.lists(ANSWERS, min_size=16, max_size=16), st.lists(st.integers(1, 3), min_size=3, max_size=3))
def test_whatever_is_answered_can_be_weighed(study: Study, answers: list[str], firsts: list[int]) -> None:
    """All statements and ratios hold of the weights that come of it, and of every corner of what fits."""
    interview, typed, leading = begun(study), iter(answers), iter(firsts)
    while (question := interview.question) is not None:
        most = len(question.round.swings)
        text = str(min(next(leading), most)) if question.swing is None else next(typed)
        interview = interview.answered(read_answer(question, text))
    elicited = swings_weighed(interview)
    assert bool(elicited.points) != bool(elicited.say)
    assert elicited.points or any(isinstance(each, (Between, Beside, Open)) for each in interview.answers)
    corners = elicited.weights(study).weight_set.corners if elicited.say else ()
    at = [dict(zip(C, corner, strict=True)) for corner in corners] or [dict(elicited.points)]
    broken = [
        id
        for round in interview.judged
        for id, known in round.others.items()
        for weights in at
        if isinstance(known, Points)
        and abs(weights[id] - known.points / 100 * weights[str(round.first)]) > 1e-9
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("order", "over", "say"),
    [
        ([["group-1"], ["group-0", "group-2"]], "groups", "group-1>=group-0=group-2"),
        ([["criterion-1"], ["criterion-0"]], "criteria", "criterion-1>=criterion-0"),
    ],
    ids=["groups", "inside a group"],
)
def test_an_order_is_a_statement(order: list[list[str]], over: str, say: str, study: Study) -> None:
    """Of groups, or over criteria where any is inside one; its centroid stands for points."""
    found = order_said(study, order)
    assert (found.say, found.over, found.points) == ((say,), over, ())
    assert found.weights(study).stand_in


def test_a_full_order_is_weighed_by_the_rank_order_centroid(study: Study) -> None:
    """Of three: 11/18, 5/18, 2/18 (Barron & Barrett 1996)."""
    found = order_said(study, [["group-2"], ["group-0"], ["group-1"]]).weights(study)
    assert [each.weight for each in found.groups] == pytest.approx([5 / 18, 2 / 18, 11 / 18])
