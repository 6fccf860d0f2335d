"""What a side could gain by misreporting its weights, held to brute force over options and over every package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAPER
from documents import indifferent, prose
from test_frontier import (
    FEW,
    PAIRS,
    PAPER_ENDS,
    RIVER_ENDS,
    SOLUTIONS,
    TIE,
    altered,
    burden,
    every,
    profile,
    settled,
    weights,
)
from test_negotiation import RIVER_PARTIES, passes, two_sided
from test_packages import exact, types
from treatyopt import ArgumentProblem, Frontier, Negotiation, Study, design, load, negotiate
from treatyopt.bargaining.misreport import (
    REPORTS,
    SEED,
    Misreport,
    Report,
    over_options,
    over_packages,
    reports,
)
from treatyopt.bargaining.stakes import Stakes
from treatyopt.documents.design import frontier_document
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.methods.solutions import choose
from treatyopt.packages.stretch import stretch

Rows = list[tuple[Fraction, ...]]
GROUPS = ("security", "partnership", "credibility", "europe")


def of(found: Negotiation | Frontier, party: str, solution: str) -> Misreport:
    """What one side could gain under one solution."""
    (each,) = [x for x in found.misreports.found if (x.party, x.solution) == (party, solution)]
    return each


@cache
def designed() -> Frontier:
    """The packages of the paper with as many reports as by default, and nothing drawn."""
    return design(load(PAPER), samples=0, reports=REPORTS)


# --- the packages of the paper, over every one there is


def claimed(study: Study, points: Mapping[str, float] | str) -> tuple[Study, str]:
    """A study with a profile of these points, or one it has."""
    if isinstance(points, str):
        return study, points
    made = profile("claimed", study, [points.get(group.id, 0) for group in study.groups])
    return study.changed(profiles=(*study.profiles, made)), "claimed"


def led_to(
    study: Study, parties: Sequence[str], ends: Any, k: int, points: Mapping[str, float] | str, cost: float
) -> dict[str, Rows]:
    """By solution, the true gains of what is picked when the side at a place reports these weights.

    All packages are gone through; of those alike in reported gains the one that adds least stands for them.
    """
    used, id = claimed(study, points)
    true = every(used, parties, ends, cost)
    frontier = every(used, parties, ends, cost, profiles={parties[k]: id}).frontier()
    found = {}
    for kind in SOLUTIONS:
        picks = settled(kind, [pair for pair, _ in frontier])
        sparest = [min(frontier[i][1], key=lambda mask: (mask.bit_count(), mask)) for i in picks]
        places = np.searchsorted(true.masks, sparest)
        found[kind] = [
            tuple(Fraction(int(true.gains[j][place]), true.scales[j]) for j in (0, 1)) for place in places
        ]
    return found


@cache
def on_paper(k: int, points: tuple[float, ...] | str) -> dict[str, Rows]:
    """The same on the paper, for points of the groups that count."""
    given = points if isinstance(points, str) else dict(zip(GROUPS, points, strict=True))
    return led_to(load(PAPER), ("russia", "nato"), PAPER_ENDS, k, given, 0.5)


@pytest.mark.parametrize(
    ("party", "solution", "points", "gain", "loss"),
    [
        ("russia", "nash", (2, 34, 15, 49), 0.97, 0.92),
        ("nato", "nash", (0, 0, 100, 0), 0.19, 0.59),
        ("nato", "utilitarian", "ambitious", 0.92, 0.97),
        ("nato", "utilitarian", (0, 0, 100, 0), 1.12, 1.56),
        ("russia", "egalitarian", (9, 28, 0, 63), 1.56, 1.12),
    ],
)
def test_the_papers_gains_by_misreporting(
    party: str, solution: str, points: tuple[float, ...] | str, gain: float, loss: float
) -> None:
    """Over all sets of the 19 obligations these reports gain what is told, and cost the other what is told."""
    k = ("russia", "nato").index(party)
    (truth,) = on_paper(k, party)[solution]
    (false,) = on_paper(k, points)[solution]
    assert round(float(false[k] - truth[k]), 2) == gain
    assert round(float(truth[1 - k] - false[1 - k]), 2) == loss
    assert of(designed(), party, solution).gain >= float(false[k] - truth[k]) - 1e-9


@pytest.mark.parametrize("party", ["russia", "nato"])
@pytest.mark.parametrize("solution", SOLUTIONS)
def test_the_best_report_gains_what_is_told(party: str, solution: str) -> None:
    """The report that is named gives, over all packages, the gain and the cost that stand beside it."""
    parties = ("russia", "nato")
    k = parties.index(party)
    found = of(designed(), party, solution)
    assert tuple(id for id, _ in found.weights) == GROUPS
    points = tuple(round(100 * share) for _, share in found.weights)
    assert found.kind is None or sum(points) == 100
    (truth,) = on_paper(k, party)[solution]
    (false,) = on_paper(k, points if found.kind else party)[solution]
    assert found.gain == pytest.approx(float(false[k] - truth[k]), abs=1e-9)
    ((other, cost),) = found.costs
    assert other == parties[1 - k]
    assert cost == pytest.approx(float(truth[1 - k] - false[1 - k]), abs=1e-9)


def test_the_figures_of_the_paper() -> None:
    """What was found among 409 reports of each side: two figures that were published, and what goes beyond."""
    found = designed().misreports
    assert (found.samples, found.seed, {each.tried for each in found.found}) == (400, 1, {409})
    assert {
        (each.party, each.solution): (round(each.gain, 2), round(each.costs[0][1], 2), each.kind, each.id)
        for each in found.found
    } == {
        ("russia", "nash"): (0.97, 0.92, "sample", None),
        ("russia", "ks"): (0.75, 0.91, "sample", None),
        ("russia", "egalitarian"): (1.56, 1.12, "sample", None),
        ("russia", "utilitarian"): (0.0, 0.0, None, None),
        ("nato", "nash"): (0.19, 0.59, "group", "credibility"),
        ("nato", "ks"): (0.19, 0.59, "sample", None),
        ("nato", "egalitarian"): (0.01, 2.32, "sample", None),
        ("nato", "utilitarian"): (1.12, 1.56, "group", "credibility"),
    }


def replayed(found: Frontier, k: int, report: Mapping[str, Fraction]) -> dict[str, list[tuple[Any, ...]]]:
    """The true gains of what solutions pick where a side has other weights, by the frontier of exact fractions."""
    study, sides = found.study, found.sides
    along = stretch(study, found.lower, found.upper)

    def stakes(used: Any) -> Stakes:
        base = tuple(side.worth(study.option(str(study.baseline))) for side in used)
        return Stakes(along, tuple(used), base, study.screens)

    false = stakes([replace(side, weights=report) if i == k else side for i, side in enumerate(sides)])
    costs = tuple(exact(cost) for _, cost in found.party_costs)
    points = false.solved(costs)
    choices = {kind: choose(kind, [each.gains for each in points]) for kind in SOLUTIONS}
    true = stakes(sides)
    return {
        kind: [true.gains(points[i].adds, costs) for i in (choice.picks if choice else ())]
        for kind, choice in choices.items()
    }


def most(k: int, truth: Sequence[Any], tried: Sequence[Sequence[Any]]) -> Fraction:
    """The largest gain of a side over the truth, ties against it; none is less than nothing, by telling the truth."""
    before = max((row[k] for row in truth), default=Fraction())
    return max(Fraction(), *(min((row[k] for row in each), default=Fraction()) - before for each in tried))


@pytest.mark.parametrize("parties", PAIRS)
@pytest.mark.parametrize("cost", [0, 0.5, (1.25, 0.25)])
def test_no_report_that_was_tried_gains_more_on_the_river(
    parties: tuple[str, str], cost: float | tuple[float, float], river: Study
) -> None:
    """Of every two parties the figure is the largest over all reports, each judged as a run with those weights."""
    given = dict(zip(parties, cost, strict=True)) if isinstance(cost, tuple) else cost
    found = design(river, parties, concession_cost=given, samples=0, reports=25, seed=3)
    assert (found.lower, found.upper) == RIVER_ENDS
    assert len(found.misreports.found) == 2 * len(SOLUTIONS)
    tried = [list(reports(river, side, 25, 3)) for side in found.sides]
    outcomes = [[replayed(found, k, each.weights) for each in tried[k]] for k in (0, 1)]
    truth = replayed(found, 0, found.sides[0].weights)
    for each in found.misreports.found:
        k = parties.index(each.party)
        reached = [picks[each.solution] for picks in outcomes[k]]
        assert each.tried == len(tried[k])
        assert each.gain == pytest.approx(float(most(k, truth[each.solution], reached)), abs=1e-9)
        assert each.gain >= 0


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_reports_on_the_river_over_every_package(solution: str, river: Study) -> None:
    """By brute force over all packages, claiming one of the study's profiles never gains more than is told."""
    parties = ("upstream", "midstream")
    found = design(river, parties, samples=0)
    for k, party in enumerate(parties):
        told = of(found, party, solution)
        own = found.sides[k].profile
        truth = led_to(river, parties, RIVER_ENDS, k, own, 0.5)[solution]
        for each in river.profiles:
            if each.id not in ("soon", own):
                false = led_to(river, parties, RIVER_ENDS, k, each.id, 0.5)[solution]
                assert told.gain >= float(most(k, truth, [false])) - 1e-9
    assert found.misreports.samples == 0


def test_what_is_asked_for_holds_for_reports_too(paper: Study) -> None:
    """With all open obligations settled beforehand there is nothing left to gain."""
    whole = [each.id for each in paper.obligations_of("mutual-security")]
    held = {each.id for each in paper.obligations_of("cooperation")}
    found = design(paper, require=[id for id in whole if id not in held], samples=0, reports=20)
    assert len(found.packages) == 1
    assert {each.gain for each in found.misreports.found} == {0.0}


def test_where_nothing_is_acceptable_no_report_gains(paper: Study) -> None:
    """What both refuse by true weights brings a side nothing by false ones."""
    found = design(paper, concession_cost=9, samples=0, reports=20)
    assert found.point is None
    assert {(each.gain, each.leads_to) for each in found.misreports.found} == {(0.0, ())}


# --- options


def by_hand(study: Study, sides: Sequence[tuple[str, Mapping[str, Fraction]]], cost: float) -> Rows:
    """The gains of the options that pass the screens by any weights of the sides."""
    screens = [each.id for each in study.screens]
    baseline = study.option(str(study.baseline))
    return [
        tuple(
            sum(
                (
                    w * (exact(option.on(id).score) - exact(baseline.on(id).score))
                    for id, w in by.items()
                ),
                -exact(cost) * burden(study, option.id, party),
            )
            for party, by in sides
        )
        for option in types(study)
        if passes(study, option.id, screens)
    ]  # fmt: skip


def held_to_brute_force(found: Negotiation, cost: float, tried: Mapping[str, Sequence[Report]]) -> None:
    """Compares what every side could gain with a search through the reports by plain fractions."""
    study = found.study
    sides: list[Any] = [(side.id, weights(study, side.profile)) for side in found.sides]
    true = by_hand(study, sides, cost)
    assert [(each.party, each.solution) for each in found.misreports.found] == [
        (party, kind) for party, _ in sides for kind in SOLUTIONS
    ]
    rows = {
        side[0]: [
            by_hand(study, [*sides[:k], (side[0], each.weights), *sides[k + 1 :]], cost)
            for each in tried[side[0]]
        ]
        for k, side in enumerate(sides)
    }
    for each in found.misreports.found:
        k = [party for party, _ in sides].index(each.party)
        outcomes = [[true[i] for i in settled(each.solution, some)] for some in rows[each.party]]
        truth = [true[i] for i in settled(each.solution, true)]
        assert each.gain == pytest.approx(float(most(k, truth, outcomes)), abs=1e-9)
        assert (each.kind is None) is (each.gain == 0)
        assert [id for id, _ in each.costs] == [id for id, _ in sides if id != each.party]


@FEW
@given(st.data())
def test_gains_over_options_are_the_largest_of_the_reports(river: Study, data: st.DataObject) -> None:
    """For random burdens, scores and parties, two or three: the most over all reports, and never less than nothing."""
    study = altered(data, river, moved=False)
    ids = [f"{each.id}.{c.id}" for each in types(river) for c in river.criteria]
    scores = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 4).map(lambda n: 25.0 * n)))
    parties = data.draw(st.lists(st.sampled_from(RIVER_PARTIES), unique=True, min_size=2))
    cost = data.draw(st.sampled_from([0, 0.5, 1]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("treatyopt.bargaining.negotiate.REPORTS", 10)
        found = negotiate(study, parties, concession_cost=cost, scores=scores)
    tried = {side.id: list(reports(study, side, 10, SEED)) for side in found.sides}
    held_to_brute_force(found, cost, tried)


def test_a_gain_worked_by_hand() -> None:
    """The second party weighs both criteria alike and would rather have the first option.

    True gains (20, 20) and (30, 18): Nash picks the second, 540 to 400. By all weight on the second criterion it
    gains 20 and 6: the first, 400 to 180. Least gains are 20 and 18, so under that there is nothing to win.
    """
    found = negotiate(two_sided((20, 20), (30, 6)), profiles={"two": "plain"})
    told = {each.solution: each for each in found.misreports.found if each.party == "two"}
    assert {kind: (each.gain, dict(each.costs)["one"]) for kind, each in told.items()} == {
        "nash": (2, 10),
        "ks": (2, 10),
        "egalitarian": (0, 0),
        "utilitarian": (2, 10),
    }
    nash = told["nash"]
    assert (nash.kind, nash.id, nash.leads_to) == ("profile", "two", ("option-1",))
    assert dict(nash.weights) == {"group-0": 0, "group-1": 1}
    assert told["egalitarian"].leads_to == ("option-1",)
    assert {each.gain for each in found.misreports.found if each.party == "one"} == {0}


def test_one_party_has_nobody_to_mislead(paper: Study) -> None:
    """Alone a party takes what it likes best, and nothing is looked for."""
    found = negotiate(paper, ["russia"])
    assert found.misreports.found == ()
    assert "Weights, burdens and concession cost are judgements." in prose(negotiation_document(found))
    assert "misreport" not in prose(negotiation_document(found))
    assert found.to_frame("misreports").empty


@pytest.mark.parametrize("k", [0, 1])
def test_a_true_report_leads_to_what_the_result_shows(k: int, paper: Study) -> None:
    """By its own weights a side gets what the solutions pick anyway, with the same gains, and so wins nothing."""
    found = design(paper, samples=0)
    along = stretch(paper, found.lower, found.upper)
    base = tuple(side.worth(paper.option("no-treaty")) for side in found.sides)
    play = over_packages(Stakes(along, found.sides, base, paper.screens), (exact(0.5),) * 2)
    shown = {
        kind: [
            (tuple(pytest.approx(seen.gain) for seen in found.packages[i].parties), found.packages[i].adds)
            for i in choice.picks
        ]
        for kind, choice in found.picks.items()
    }
    assert {
        kind: [tuple(each) for each in picks] for kind, picks in play(k, found.sides[k].weights).items()
    } == shown
    options = [each for each in types(paper) if passes(paper, each.id, [x.id for x in paper.screens])]
    settle = over_options(paper, found.sides, options, (exact(0.5),) * 2)(k, found.sides[k].weights)
    assert {kind: tuple(id for each in picks for id in each.ids) for kind, picks in settle.items()} == {
        each.solution: each.options for each in negotiate(paper).settlements
    }


# --- what is tried


@pytest.mark.parametrize("name", ["paper", "river"])
def test_reports_are_weights_that_can_be_typed(name: str, paper: Study, river: Study) -> None:
    """Profiles, single groups and whole percentages, each once and not the side's own, feasibility left out."""
    study = paper if name == "paper" else river
    side = negotiate(study).sides[0]
    tried = list(reports(study, side, 50, 1))
    kinds = [each.kind for each in tried]
    assert kinds == sorted(kinds, key=["profile", "group", "sample"].index)
    assert {tuple(each.weights) for each in tried} == {tuple(side.weights)}
    assert {sum(each.weights.values()) for each in tried} == {1}
    assert side.weights not in [each.weights for each in tried]
    assert len({tuple(each.weights.items()) for each in tried}) == len(tried)
    named = {each.id: each.weights for each in tried if each.kind == "profile"}
    assert named == {id: weights(study, str(id)) for id in named}
    assert side.profile not in named
    groups = {each.id: [c.id for c in each.criteria if not c.feasibility] for each in study.groups}
    shares = [
        100 * sum(each.weights[id] for id in ids)
        for each in tried
        if each.kind == "sample"
        for ids in groups.values()
    ]
    assert shares
    assert {share.denominator for share in shares} == {1}


def test_single_groups_keep_the_shares_inside_them(paper: Study) -> None:
    """All weight on a group is divided as the side divides it; a group of feasibility alone is none of them."""
    side = negotiate(paper).sides[0]
    tried = {each.id: each.weights for each in reports(paper, side, 0, 1) if each.kind == "group"}
    assert tuple(tried) == GROUPS
    for group in GROUPS:
        within = {id: w for id, w in tried[group].items() if w}
        own = {id: side.weights[id] for id in within}
        assert within == {id: w / sum(own.values()) for id, w in own.items()}


def test_the_same_seed_draws_the_same_reports(paper: Study) -> None:
    """Figures come back with their seed; another seed tries others, and more samples hold the fewer."""
    side = negotiate(paper).sides[1]
    drawn = list(reports(paper, side, 30, 1))
    assert drawn == list(reports(paper, side, 60, 1))[: len(drawn)]
    assert drawn != list(reports(paper, side, 30, 2))


def test_more_reports_never_find_less(paper: Study) -> None:
    """The figure is a lower bound that grows with what is tried."""
    few, many = (design(paper, samples=0, reports=n).misreports.found for n in (1, 60))
    assert all(a.gain <= b.gain + float(TIE) for a, b in zip(few, many, strict=True))
    assert all(a.tried < b.tried for a, b in zip(few, many, strict=True))


def test_a_study_with_one_group_has_nothing_to_report(river: Study) -> None:
    """Where no other weights of the groups can be told, that is no finding."""
    group = river.groups[0].changed(
        criteria=tuple(c.changed(feasibility=False) for each in river.groups for c in each.criteria)
    )
    own = tuple(
        each.changed(points=((group.id, 100.0),), shares=())
        for each in river.profiles
    )  # fmt: skip
    found = negotiate(river.changed(groups=(group,), profiles=own))
    assert {(each.tried, each.gain) for each in found.misreports.found} == {(0, 0.0)}
    assert "a party that misreports its weights can gain by it" in prose(negotiation_document(found))


@pytest.mark.parametrize("reports", [-1, 2.5, "many", 1_000_001])
def test_how_many_reports_is_a_whole_number(reports: Any, paper: Study) -> None:
    """Anything else is refused by name."""
    with pytest.raises(ArgumentProblem, match=r"reports=.*: must be a whole number from 0 to 100,000"):
        design(paper, reports=reports)


def test_reports_follow_the_drawings_unless_given(paper: Study) -> None:
    """Few drawings try few reports, many no more than 400, and none the study's own alone."""
    assert design(paper, samples=0).misreports.samples == 0
    assert design(paper, samples=7, seed=5).misreports[:2] == (7, 5)
    assert design(paper, samples=REPORTS + 1).misreports.samples == REPORTS


def test_long_frontiers_leave_time_for_fewer_reports(paper: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be tried is bounded by packages x obligations, and the number that was tried is told."""
    found = design(paper, samples=0)
    size = len(found.packages) * len(found.offered)
    monkeypatch.setattr("treatyopt.bargaining.misreport._WORK", 6 * size + size // 2)
    few = design(paper, samples=0, reports=REPORTS)
    assert few.misreports.samples == 6
    assert "and 6 weightings of the groups drawn" in prose(frontier_document(few))


# --- in words


def test_design_says_what_was_found() -> None:
    """The most of both sides under the solution in use, at whose cost and by what, and what was tried."""
    shown = prose(frontier_document(designed()))
    assert (
        "A side that misreports its weights can gain by it: the most found among 409 reports of each under Nash is, "
        "for Russia, 0.97 points (NATO loses 0.92) by reporting security 2%, partnership 34%, credibility 15% and "
        "Europe 49%; for NATO, 0.19 points (Russia loses 0.59) by reporting all weight on credibility. More may be "
        "possible. Under the other solutions the most found is 1.56 points for Russia (Egalitarian) and 1.12 points "
        "for NATO (Utilitarian). Tried: the study's profiles, all weight on one group and 400 weightings of the groups "
        "drawn in whole percent (seed 1), one side at a time."
    ) in shown


def test_design_names_a_side_that_gains_nothing(paper: Study) -> None:
    """One side's nothing stands beside the other's gain; a profile is told as such."""
    found = design(paper, solution="utilitarian", samples=0)
    shown = prose(frontier_document(found))
    assert "under Utilitarian is, for Russia, nothing; for NATO, 1.12 points (Russia loses" in shown
    assert "Tried: the study's profiles and all weight on one group, one side at a time." in shown
    best = of(found, "nato", "utilitarian")._replace(kind="profile", id="ambitious", gain=0.003)
    rest = tuple(
        best if (each.party, each.solution) == ("nato", "utilitarian") else each
        for each in found.misreports.found
    )
    other = prose(frontier_document(replace(found, misreports=found.misreports._replace(found=rest))))
    assert "for NATO, 0.003 points (Russia loses 1.56) by reporting the profile ambitious." in other


def test_negotiate_says_that_nothing_was_found(paper: Study) -> None:
    """None of the reports gains anything over the paper's options, and that is said to prove nothing."""
    assert (
        "A side that misreports its weights may gain by it, but under any of the solutions no report of 409 tried "
        "gains either side anything; that is no proof. Tried: the study's profiles, all weight on one group and 400 "
        "weightings of the groups drawn in whole percent (seed 1), one side at a time."
    ) in prose(negotiation_document(negotiate(paper)))


def test_reports_that_repeat_others_are_said_not_to_be_counted() -> None:
    """Of two groups there are 101 weightings in whole percent, however many are drawn."""
    found = negotiate(two_sided((20, 20), (30, 6)))
    assert max(each.tried for each in found.misreports.found) <= 101
    assert (
        "and 400 weightings of the groups drawn in whole percent (seed 1; what repeats another report, or the side's "
        "own weights, is not counted), one side at a time."
    ) in prose(negotiation_document(found))


def test_negotiate_says_under_which_solution() -> None:
    """Over the options the most under any solution is told, with that solution."""
    shown = prose(negotiation_document(negotiate(two_sided((20, 20), (30, 6)), profiles={"two": "plain"})))
    assert (
        "under any of the solutions is, for One, nothing; for Two, 2.00 points under Nash (One loses 10.00) by "
        "reporting the profile two. More may be possible."
    ) in shown


def test_three_parties_are_all_told_of(river: Study) -> None:
    """With more than two the costs of all others are told, gains and nothing among them."""
    found = negotiate(river)
    assert "tried gains any side anything; that is no proof." in prose(negotiation_document(found))
    first, *rest = found.misreports.found
    told = first._replace(
        gain=1.5, costs=(("midstream", -0.25), ("downstream", 0.0)), kind="group", id="people"
    )
    moved = replace(found, misreports=found.misreports._replace(found=(told, *rest)))
    assert (
        "for Upland, 1.50 points under Nash (Midland gains 0.25 and Lowland loses nothing) by reporting all weight on "
        "People; for Midland, nothing; for Lowland, nothing."
    ) in prose(negotiation_document(moved))


def test_a_side_that_gains_by_nothing_is_no_fault(paper: Study) -> None:
    """Where a party is indifferent between all options, no report brings it anything."""
    found = negotiate(indifferent(paper), concession_cost=0)
    assert {each.gain for each in found.misreports.found if each.party == "nato"} == {0.0}
