"""The parties' view of the options: values, refusals, dominance, settlements and trades, worked out once more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, plan
from studies import plain_negotiate as negotiate
from test_frontier import (
    PAPER_ENDS,
    RIVER_ENDS,
    SOLUTIONS,
    altered,
    beats,
    burden,
    every,
    gain,
    profiles_of,
    settled,
    value,
    weights,
)
from test_packages import exact, types
from treatyopt import ArgumentProblem, Negotiation, Study
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch

RIVER_PARTIES = ("upstream", "midstream", "downstream")
PAPER_PARTIES = ("russia", "nato")


def rows(found: Negotiation, cost: float) -> dict[str, list[Fraction]]:
    """The exact gains of every option, by id, one for each party."""
    sides = [(side.id, side.profile) for side in found.sides]
    return {each.id: [gain(found.study, each.id, *side, cost) for side in sides] for each in found.outcomes}


def passes(study: Study, option: str, screens: Sequence[str]) -> bool:
    """Whether an option's best scores are within the limits of these screens."""
    return all(
        (each.minimum or 0) <= study.option(option).on(each.criterion).score <= (each.maximum or 100)
        for each in study.screens
        if each.id in screens
    )


# --- values and gains


@pytest.mark.parametrize("cost", [0, 0.3, 0.5, 1, 4])
@pytest.mark.parametrize(
    ("study", "parties"),
    [
        ("paper", PAPER_PARTIES),
        ("river", RIVER_PARTIES),
        ("river", ("downstream", "upstream")),
    ],
)
def test_values_and_gains_are_those_of_the_formula(
    study: str, parties: tuple[str, ...], cost: float, paper: Study, river: Study
) -> None:
    """Worth, burden, value and gain of every option for every party follow from scores, weights and obligations."""
    used = paper if study == "paper" else river
    found = negotiate(used, parties, concession_cost=cost)
    assert [side.id for side in found.sides] == list(parties)
    assert [each.id for each in found.outcomes] == [each.id for each in types(used)]
    for outcome in found.outcomes:
        for seen, profile in zip(outcome.parties, profiles_of(used, parties), strict=True):
            expected = value(used, outcome.id, seen.party, profile, cost)
            assert seen.burden == burden(used, outcome.id, seen.party)
            assert seen.value == pytest.approx(float(expected), abs=1e-9)
            assert seen.worth == pytest.approx(float(expected) + cost * seen.burden, abs=1e-9)
            over = gain(used, outcome.id, seen.party, profile, cost)
            assert seen.gain == pytest.approx(float(over), abs=1e-9)


def test_the_reservation_value_is_the_formula_on_the_baseline(paper: Study, river: Study) -> None:
    """What a party falls back on is the worth of the baseline, whatever conceding costs."""
    for study in (paper, river):
        assert study.baseline is not None
        for cost in (0, 2):
            found = negotiate(study, concession_cost=cost)
            assert found.reservations == tuple(
                pytest.approx(float(value(study, study.baseline, side.id, side.profile, cost)), abs=1e-9)
                for side in found.sides
            )


def test_the_papers_gains(paper: Study) -> None:
    """At half a point a unit both gain most from mutual defense, which is screened out, then from mutual security."""
    found = negotiate(paper)
    gains = {each.id: [round(seen.gain, 1) for seen in each.parties] for each in found.outcomes}
    assert gains == {
        "non-aggression": [6.4, 7.4],
        "cooperation": [25.0, 25.5],
        "mutual-security": [35.5, 29.6],
        "mutual-defense": [36.2, 35.5],
    }
    assert {each.options for each in found.settlements} == {("mutual-security",)}


def test_the_weights_are_those_of_the_profile_without_feasibility(river: Study) -> None:
    """Each side's weights sum to 1, leave feasibility out and keep the proportions of the rest."""
    sides = negotiate(river).sides
    assert tuple(side.id for side in sides) == RIVER_PARTIES
    for side in sides:
        assert dict(side.weights) == weights(river, side.profile)
        assert sum(side.weights.values()) == 1
        assert not {"acceptance", "speed"} & side.weights.keys()


def test_a_study_without_feasibility_leaves_nothing_out(paper: Study) -> None:
    """Where no criterion is marked, the sides' weights are the profile's own."""
    plain = paper.changed(
        groups=tuple(
            group.changed(criteria=tuple(each.changed(feasibility=False) for each in group.criteria))
            for group in paper.groups
        )
    )
    sides = negotiate(plain).sides
    assert tuple(side.id for side in sides) == PAPER_PARTIES
    for side in sides:
        points = dict(next(each.points for each in plain.profiles if each.id == side.profile))
        assert side.weights["readiness"] == exact(points["realism"]) / 200


# --- refusals and screens


def test_who_is_left_below_no_treaty_refuses(paper: Study) -> None:
    """A party refuses just what it loses by, and what anyone refuses cannot be settled on."""
    for cost in (0.5, 1, 1.61, 1.62, 2):
        found = negotiate(paper, concession_cost=cost, screens=[])
        for outcome in found.outcomes:
            losers = [
                side.id for side in found.sides if gain(paper, outcome.id, side.id, side.profile, cost) < 0
            ]
            assert list(outcome.refused) == losers
            assert outcome.possible is not bool(losers)
    both = {outcome.refused for outcome in negotiate(paper, concession_cost=1.62, screens=[]).outcomes}
    assert ("nato",) in both
    assert ("russia", "nato") in both


def test_a_gain_of_nothing_is_not_refused(paper: Study) -> None:
    """An option worth just what no treaty is leaves nobody below it."""
    scores = {f"non-aggression.{c.id}": paper.option("no-treaty").on(c.id).score for c in paper.criteria}
    found = negotiate(paper, concession_cost=0, scores=scores, screens=[])
    outcome = found.outcome("non-aggression")
    assert [seen.gain for seen in outcome.parties] == [0, 0]
    assert outcome.possible


def test_screens_apply_and_can_be_chosen(paper: Study) -> None:
    """What fails a screen is not settled on, whatever is gained by it; without screens it can be."""
    found = negotiate(paper)
    assert found.screens == ("sufficient", "realistic")
    assert {each.id: each.fails for each in found.outcomes if each.fails} == {
        "non-aggression": ("sufficient",),
        "mutual-defense": ("realistic",),
    }
    one = negotiate(paper, screens=["sufficient"])
    assert one.screens == ("sufficient",)
    assert [each.id for each in one.outcomes if each.possible] == [
        "cooperation",
        "mutual-security",
        "mutual-defense",
    ]
    assert all(each.possible for each in negotiate(paper, screens=[]).outcomes)
    assert {each.options for each in negotiate(paper, screens=[]).settlements} == {("mutual-defense",)}


def test_a_score_set_counts_for_gains_and_screens(paper: Study) -> None:
    """A what-if changes values and screens for this run, and is listed."""
    found = negotiate(paper, scores={"mutual-defense.readiness": 40, "mutual-defense.equality": 0})
    assert [each[:4] for each in found.changes] == [
        ("mutual-defense", "readiness", 40.0, 10.0),
        ("mutual-defense", "equality", 0.0, 75.0),
    ]
    outcome = found.outcome("mutual-defense")
    before = negotiate(paper).outcome("mutual-defense")
    assert outcome.fails == ()
    lost = weights(paper, "russia")["equality"] * 75
    assert before.parties[0].gain - outcome.parties[0].gain == pytest.approx(float(lost))


# --- dominance


@pytest.mark.parametrize("cost", [0.5, 1, 1.5, 1.7])
@pytest.mark.parametrize("screens", [None, []])
def test_dominance_by_options_and_by_packages(cost: float, screens: list[str] | None, paper: Study) -> None:
    """An option is dominated by what can be settled on and betters it, and by packages that both accept.

    Beyond the ends of the packages looked at nothing is said unless one of them does.
    """
    found = negotiate(paper, concession_cost=cost, screens=screens)
    gains = rows(found, cost)
    assert set(gains) == {"non-aggression", "cooperation", "mutual-security", "mutual-defense"}
    applied = paper.screens if screens is None else ()
    packages = [
        pair
        for pair, _ in every(paper, PAPER_PARTIES, PAPER_ENDS, cost, screens=applied).frontier()
        if min(pair) >= 0
    ]
    for outcome in found.outcomes:
        own = gains[outcome.id]
        assert set(outcome.dominated) == {
            each.id for each in found.outcomes if each.possible and beats(gains[each.id], own)
        }
        bettered = any(beats(pair, own) for pair in packages)
        assert outcome.bettered is (True if bettered else False if outcome.id in PAPER_ENDS else None)


def test_mutual_security_is_bettered_by_a_package(paper: Study) -> None:
    """On the paper no option dominates mutual security, but packages between it and cooperation do."""
    outcome = negotiate(paper).outcome("mutual-security")
    assert (outcome.dominated, outcome.bettered) == ((), True)


def test_the_packages_behind_the_options_are_the_whole_frontier(paper: Study, river: Study) -> None:
    """With two parties the gains of every package of the frontier are given, between the ends that pass."""
    for study, parties, ends in (
        (paper, PAPER_PARTIES, PAPER_ENDS),
        (river, ("midstream", "downstream"), RIVER_ENDS),
    ):
        found = negotiate(study, parties, concession_cost=0.75)
        between = found.between
        assert (between.lower, between.upper, between.reason) == (*ends, None)
        expected = every(study, parties, ends, 0.75).frontier()
        assert between.gains == tuple((float(a), float(b)) for (a, b), _ in expected)


@pytest.mark.parametrize(
    ("parties", "reason"),
    [(("upstream",), "between two parties"), (RIVER_PARTIES, "between two parties")],
)
def test_packages_are_looked_at_between_two_parties_only(
    parties: tuple[str, ...], reason: str, river: Study
) -> None:
    """With one party or three nothing is said of packages but why."""
    found = negotiate(river, parties)
    assert found.between.gains == ()
    assert reason in str(found.between.reason)
    assert {each.bettered for each in found.outcomes} == {None}


def test_why_there_are_no_packages_is_said(paper: Study) -> None:
    """Where the study offers no packages the reason stands in their place, and the rest is answered."""
    one = negotiate(paper, scores={"cooperation.readiness": 30})
    assert "only mutual-security passes the study's screens" in str(one.between.reason)
    assert [each.options for each in one.settlements] == [("mutual-security",)] * len(SOLUTIONS)
    bare = negotiate(paper.changed(obligations=()))
    assert "the study has no obligations" in str(bare.between.reason)


# --- settlements


@pytest.mark.parametrize("cost", [0, 0.5, 1, 1.5, 1.6, 3])
@pytest.mark.parametrize("study", ["paper", "river"])
def test_settlements_follow_from_the_definitions(study: str, cost: float, paper: Study, river: Study) -> None:
    """Each solution picks what its definition says among what passes and nobody refuses."""
    used = paper if study == "paper" else river
    held_to_definitions(negotiate(used, concession_cost=cost), cost)


def held_to_definitions(found: Negotiation, cost: float) -> None:
    """Compares the settlements with brute force from the exact gains."""
    gains = rows(found, cost)
    able = [id for id in gains if passes(found.study, id, found.screens)]
    assert [each.solution for each in found.settlements] == list(SOLUTIONS)
    for each in found.settlements:
        expected = settled(each.solution, [gains[id] for id in able])
        assert list(each.options) == [able[i] for i in expected]
        assert (each.measure is None) is not bool(expected)


@QUICK
@given(st.data())
def test_settlements_of_random_rivers_follow_from_the_definitions(river: Study, data: st.DataObject) -> None:
    """The same for random burdens, random coarse scores and any of the three parties."""
    study = altered(data, river, moved=False)
    ids = [f"{each.id}.{c.id}" for each in types(river) for c in river.criteria]
    scores = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 4).map(lambda n: 25.0 * n)))
    parties = data.draw(st.lists(st.sampled_from(RIVER_PARTIES), unique=True, min_size=1))
    profiles = dict.fromkeys(parties, "even") if data.draw(st.booleans()) else None
    cost = data.draw(st.sampled_from([0, 0.5, 1, 2]))
    screens = data.draw(st.sampled_from([None, []]))
    found = negotiate(study, parties, concession_cost=cost, scores=scores, profiles=profiles, screens=screens)
    held_to_definitions(found, cost)


def test_ties_are_all_listed(paper: Study) -> None:
    """Options alike in every score and burden are picked together."""
    twin = paper.option("mutual-security")
    study = paper.changed(
        obligations=(),
        options=tuple(
            twin.changed(id=each.id, name=each.name, degree=each.degree) if each.id == "cooperation" else each
            for each in paper.options
        ),
    )
    found = negotiate(study)
    assert [each.options for each in found.settlements] == [("cooperation", "mutual-security")] * len(
        SOLUTIONS
    )
    assert found.outcome("cooperation").dominated == ()


def test_nothing_can_be_settled_on_when_somebody_refuses_everything(paper: Study) -> None:
    """At a high concession cost there is no settlement, under any solution."""
    found = negotiate(paper, concession_cost=3)
    assert {(each.options, each.measure) for each in found.settlements} == {((), None)}
    assert not any(each.possible for each in found.outcomes)
    assert found.costs[-1] == (3.0, found.settlements)


def test_the_cost_ladder_answers_each_cost_as_if_asked(paper: Study, river: Study) -> None:
    """The settlements at 0, 0.25, 0.5, 1 and the cost in use are those of a run at that cost."""
    for study in (paper, river):
        found = negotiate(study, concession_cost=1.3)
        assert [cost for cost, _ in found.costs] == [0, 0.25, 0.5, 1, 1.3]
        for cost, settlements in found.costs:
            assert settlements == negotiate(study, concession_cost=cost).settlements
    assert [cost for cost, _ in negotiate(paper).costs] == [0, 0.25, 0.5, 1]


def test_measures_are_those_of_the_solution(paper: Study) -> None:
    """Product, least share of the ideal, least gain and sum of the gains of what is picked."""
    found = negotiate(paper)
    picked = [gain(paper, "mutual-security", *each, 0.5) for each in (("russia", "russia"), ("nato", "nato"))]
    a, b = picked
    expected = {"nash": a * b, "ks": 1, "egalitarian": min(a, b), "utilitarian": a + b}
    assert {each.solution for each in found.settlements} == set(expected)
    for each in found.settlements:
        assert each.measure == pytest.approx(float(expected[each.solution]), abs=1e-9)


def two_sided(*gains: tuple[float, float], without: float = 20) -> Study:
    """A study in which the options' gains for two parties are just these, over a baseline of `without` each."""
    rows = [[without, without], *([without + a, without + b] for a, b in gains)]
    data = plan(*rows, baseline=True).data()
    data["profiles"] |= {
        id: {"points": {"group-0": a, "group-1": 100 - a}, "reason": "For a test."}
        for id, a in (("one", 100), ("two", 0))
    }
    data["parties"] = {id: {"name": id.title(), "profile": id} for id in ("one", "two")}
    return Study.model_validate(data)


@pytest.mark.parametrize(
    ("gains", "picks"),
    [
        # ideals count what nobody refuses: with 80 for the first party the third would tip the scales
        (
            ((20, 10), (10, 20), (80, -10)),
            {"nash": "12", "ks": "12", "egalitarian": "12", "utilitarian": "12"},
        ),
        # of those with the same least gain, what is better for one side and worse for none
        (
            ((10, 20), (10, 30), (30, 10)),
            {"nash": "23", "ks": "23", "egalitarian": "23", "utilitarian": "23"},
        ),
        (
            ((10, 20), (10, 30), (10, 30)),
            {"nash": "23", "ks": "23", "egalitarian": "23", "utilitarian": "23"},
        ),
        # the four part ways
        (
            ((1, 60), (18, 25), (20, 20), (30, 15)),
            {"nash": "24", "ks": "2", "egalitarian": "3", "utilitarian": "1"},
        ),
        # a party with nothing to gain stands in nobody's way
        (((0, 10), (0, 30), (0, 20)), {"nash": "2", "ks": "2", "egalitarian": "2", "utilitarian": "2"}),
        (((-1, 50), (50, -1)), {"nash": "", "ks": "", "egalitarian": "", "utilitarian": ""}),
    ],
)
def test_solutions_on_plain_gains(gains: tuple[tuple[float, float], ...], picks: dict[str, str]) -> None:
    """Worked by hand: what each solution picks from a few pairs of gains, options counted from 1."""
    found = negotiate(two_sided(*gains))
    assert [tuple(seen.gain for seen in each.parties) for each in found.outcomes] == list(gains)
    settled = {each.solution: each.options for each in found.settlements}
    assert {kind: "".join(id[-1] for id in settled[kind]) for kind in picks} == picks
    held_to_definitions(found, 0.5)


# --- one party


def test_one_party_takes_what_it_gains_most_by(river: Study) -> None:
    """With a single party every solution picks its best option, and there is nothing to trade."""
    found = negotiate(river, ["upstream"])
    best = max(
        (each for each in found.outcomes if each.possible),
        key=lambda each: each.parties[0].gain,
    )
    assert {each.options for each in found.settlements} == {(best.id,)}
    assert found.trades == ()


# --- trades


@pytest.mark.parametrize("parties", [*combinations(RIVER_PARTIES, 2), RIVER_PARTIES])
def test_trades_are_the_differences_of_the_weights(parties: tuple[str, ...], river: Study) -> None:
    """Every criterion that is weighed differently, with who weighs it most and least, widest gap first."""
    found = negotiate(river, parties)
    by_party = {
        id: weights(river, profile) for id, profile in zip(parties, profiles_of(river, parties), strict=True)
    }
    gaps = {}
    for criterion in river.criteria:
        if not criterion.feasibility:
            among = [by_party[id][criterion.id] for id in parties]
            gaps[criterion.id] = max(among) - min(among)
    assert {each.criterion: each.difference for each in found.trades} == {
        id: float(gap) for id, gap in gaps.items() if gap
    }
    differences = [each.difference for each in found.trades]
    assert differences == sorted(differences, reverse=True)
    for each in found.trades:
        among_all = {id: by_party[id][each.criterion] for id in parties}
        assert each.weights == tuple(map(float, among_all.values()))
        assert among_all[each.most] == max(among_all.values())
        assert among_all[each.least] == min(among_all.values())


def test_parties_with_the_same_weights_have_nothing_to_trade(paper: Study) -> None:
    """Where both judge by one profile no criterion is weighed differently."""
    assert negotiate(paper, profiles={"russia": "balanced", "nato": "balanced"}).trades == ()


# --- packages among the options


def test_a_package_is_an_outcome_like_any_other(paper: Study) -> None:
    """A package added to the study is judged by its scores and its obligations, and remarked on."""
    study = paper.with_option(package(stretch(paper), ["broad-interests", "frontier-guarantee"], "mine"))
    found = negotiate(study, concession_cost=1)
    outcome = found.outcome("mine")
    for seen, profile in zip(outcome.parties, ("russia", "nato"), strict=True):
        assert seen.burden == burden(paper, "cooperation", seen.party) + (4 if seen.party == "nato" else 2)
        over = gain(study, "mine", seen.party, profile, 1)
        assert seen.gain == pytest.approx(float(over), abs=1e-9)
    (remark,) = found.remarks
    assert (
        remark == "Cooperation + 2: scores interpolated between types, which assumes that obligations add up."
    )
    held_to_definitions(found, 1)
    assert "cooperation" not in {id for each in found.settlements for id in each.options}
    assert "mine" in found.outcome("cooperation").dominated


# --- what is refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"parties": ["upstreem"]}, "unknown party upstreem; did you mean upstream?"),
        ({"parties": ["upstream", "midstream", "upstream"]}, "upstream is named twice"),
        ({"parties": "upstream"}, "parties='upstream': give a list of ids"),
        ({"profiles": {"upstream": "evn"}}, "unknown profile evn; did you mean even?"),
        ({"profiles": {"upstrem": "even"}}, "unknown party upstrem; did you mean upstream?"),
        ({"profiles": {"upstream": "soon"}}, "soon: all its weight is on feasibility"),
        ({"screens": ["trustd"]}, "unknown screen trustd; did you mean trusted?"),
        ({"concession_cost": -1}, "concession cost -1: must be a number from 0 to 1000000"),
        ({"concession_cost": float("nan")}, "concession cost nan: must be a number from 0 to 1000000"),
        ({"scores": {"river-union.trust": 101}}, "a score is a number from 0 to 100"),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any], said: str, river: Study) -> None:
    """Unknown and repeated ids and impossible figures are refused, saying which."""
    with pytest.raises(ArgumentProblem) as caught:
        negotiate(river, arguments.pop("parties", None), **arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize("study", [None, "options.yaml", []])
def test_what_is_no_study_is_refused(study: Any) -> None:
    """In place of a study a name or nothing is answered with how to get one."""
    with pytest.raises(ArgumentProblem, match=r"study=.*: give a study, as treatyopt.load\(\) returns it"):
        negotiate(study)


def test_an_empty_list_of_parties_is_refused(river: Study) -> None:
    """As with options in a ranking, naming nobody is a mistake and not a way to say everybody."""
    with pytest.raises(ArgumentProblem):
        negotiate(river, [])


def test_an_unknown_outcome_is_refused(river: Study) -> None:
    """Asking for an option that does not exist is answered with the nearest."""
    with pytest.raises(ArgumentProblem, match="unknown option river-unon; did you mean river-union"):
        negotiate(river).outcome("river-unon")


def test_the_baseline_has_no_outcome_and_says_so(river: Study) -> None:
    """Asking for the baseline, which nobody gains by, is a mistake with a clear answer."""
    with pytest.raises(ArgumentProblem, match="no-accord"):
        negotiate(river).outcome("no-accord")


def test_a_study_without_parties_or_baseline_is_refused(paper: Study) -> None:
    """The message says what is missing and where it goes."""
    with pytest.raises(ArgumentProblem, match="the study has no parties; add, for example:\n    parties:"):
        negotiate(paper.changed(parties=()))
    with pytest.raises(
        ArgumentProblem, match=r"the study names no baseline.*; add, for example:\n    baseline:"
    ):
        negotiate(paper.changed(baseline=None))


def test_a_study_without_obligations_can_be_negotiated(paper: Study) -> None:
    """Nothing burdens anybody then, and the answer says so."""
    found = negotiate(paper.changed(obligations=()), concession_cost=5)
    assert {seen.burden for each in found.outcomes for seen in each.parties} == {0}
    assert found.remarks == ("The study has no obligations, so no type burdens anybody.",)
    assert {each.options for each in found.settlements} == {("mutual-security",)}


def test_a_party_without_burdens_is_remarked_on(river: Study) -> None:
    """Who gives nothing up by our figures is named, and only that party."""
    study = river.changed(
        obligations=tuple(
            each.changed(binds=tuple(id for id in each.binds if id != "downstream") or ("upstream",))
            for each in river.obligations
        )
    )
    assert negotiate(study).remarks == (
        "No obligation burdens Lowland: what it gives up, if anything, shows in scores alone.",
    )


# --- profiles and data


def test_a_party_can_judge_by_another_profile(paper: Study) -> None:
    """With its profile replaced a party has other gains, and the other party keeps its own."""
    before, after = negotiate(paper), negotiate(paper, profiles={"nato": "ambitious"})
    assert [side.profile for side in after.sides] == ["russia", "ambitious"]
    for old, new in zip(before.outcomes, after.outcomes, strict=True):
        assert old.parties[0] == new.parties[0]
        expected = gain(paper, new.id, "nato", "ambitious", 0.5)
        assert new.parties[1].gain == pytest.approx(float(expected), abs=1e-9)
    assert before.outcomes != after.outcomes


def test_parties_come_in_the_order_named(river: Study) -> None:
    """The order asked for is the order of the answer, and the study's by default."""
    assert [side.id for side in negotiate(river).sides] == list(RIVER_PARTIES)
    turned = negotiate(river, ["downstream", "upstream"])
    assert [seen.party for seen in turned.outcomes[0].parties] == ["downstream", "upstream"]


@pytest.mark.parametrize("parties", [None, ["upstream"], ["midstream", "downstream"]])
def test_the_answer_is_plain_data(parties: list[str] | None, river: Study) -> None:
    """The whole answer goes through JSON and comes back the same: no tuples, no objects, no NaN."""
    data = negotiate(river, parties, concession_cost=np.float64(0.5)).to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert [each["id"] for each in data["outcomes"]] == [each.id for each in types(river)]
    assert len(data["sides"]) == len(parties or RIVER_PARTIES)
    assert {each["solution"] for each in data["settlements"]} == set(SOLUTIONS)
