"""The frontier of packages for two parties, held to brute force over every package there is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studies import QUICK, hundred
from studies import plain_design as design
from test_packages import RIVER, all_closed, carried, closed, exact, offered
from treatyopt import ArgumentProblem, Frontier, Study, load
from treatyopt.bargaining.stakes import Stakes
from treatyopt.methods.solutions import NAMES
from treatyopt.study.profiles import Profile
from treatyopt.study.screens import Screen

SOLUTIONS = tuple(NAMES)
FEW = settings(QUICK, max_examples=8)
SOME = settings(QUICK, max_examples=15)
TIE = Fraction(1, 10**9)
PAIRS = list(combinations(("upstream", "midstream", "downstream"), 2))

Ends = tuple[str, str]
PAPER_ENDS = ("cooperation", "mutual-security")
RIVER_ENDS = ("quota-accord", "river-commission")
TOO_FAR = ("quota-accord", "river-union")  # some packages on the way fail the screen `acceptable`


# --- party values, once more and by themselves


def weights(study: Study, profile: str) -> dict[str, Fraction]:
    """A profile's weights without feasibility, the others brought to a sum of 1; exactly."""
    chosen = next(each for each in study.profiles if each.id == profile)
    points = dict(chosen.points)
    shares = {group: dict(given) for group, given in chosen.shares}
    found = {}
    for group in study.groups:
        inner = [exact(shares.get(group.id, {}).get(each.id, 1)) for each in group.criteria]
        for each, share in zip(group.criteria, inner, strict=True):
            if not each.feasibility:
                found[each.id] = exact(points[group.id]) * share / sum(inner)
    return {id: weight / sum(found.values()) for id, weight in found.items()}


def profiles_of(study: Study, parties: Sequence[str], others: Mapping[str, str] | None = None) -> list[str]:
    """The profile that each party judges by."""
    own = {each.id: each.profile for each in study.parties}
    return [(others or {}).get(id, own[id]) for id in parties]


def burden(study: Study, option: str, party: str) -> int:
    """The burden units of what an option obliges a party to."""
    return sum(each.burden for each in study.obligations_of(option) if party in each.binds)


def value(study: Study, option: str, party: str, profile: str, cost: float) -> Fraction:
    """What an option is worth to a party after its burdens; exactly."""
    own = weights(study, profile)
    judged = study.option(option)
    worth = sum((w * exact(judged.on(id).score) for id, w in own.items()), Fraction())
    return worth - exact(cost) * burden(study, option, party)


def gain(study: Study, option: str, party: str, profile: str, cost: float) -> Fraction:
    """The value of an option to a party, over that of the baseline."""
    baseline = str(study.baseline)
    return value(study, option, party, profile, cost) - value(study, baseline, party, profile, cost)


# --- every package there is


@dataclass(frozen=True)
class Every:
    """All packages that are allowed, as bit masks over `ids`, with the gains of both parties as whole numbers."""

    ids: list[str]
    masks: Any
    gains: tuple[Any, Any]
    scales: tuple[int, int]

    def frontier(self) -> list[tuple[tuple[Fraction, Fraction], list[int]]]:
        """The nondominated pairs of gains, the first party's largest first, each with all masks that reach it."""
        first, second = self.gains
        order = np.lexsort((-second, -first))
        best = np.maximum.accumulate(second[order])
        leads = np.ones(len(order), dtype=bool)
        leads[1:] = best[1:] > best[:-1]
        found = []
        for i in order[leads]:
            same = self.masks[(first == first[i]) & (second == second[i])]
            pair = (Fraction(int(first[i]), self.scales[0]), Fraction(int(second[i]), self.scales[1]))
            found.append((pair, [int(mask) for mask in same]))
        return found

    def some_acceptable(self) -> bool:
        """Whether any package leaves neither party below no treaty."""
        return bool(np.any((self.gains[0] >= 0) & (self.gains[1] >= 0)))


def every(
    study: Study,
    parties: Sequence[str],
    ends: Ends,
    cost: float | Mapping[str, float],
    *,
    profiles: Mapping[str, str] | None = None,
    screens: Sequence[Screen] | None = None,
    require: Sequence[str] = (),
    exclude: Sequence[str] = (),
    exclude_if: Sequence[str] = (),
) -> Every:
    """Every package between two types that meets the demands, one by one."""
    among = offered(study, *ends)
    ids = [each.id for each in among]
    masks = np.arange(1 << len(ids), dtype=np.int64)
    allowed = np.ones(len(masks), dtype=bool)
    for i, each in enumerate(among):
        taken = masks >> i & 1 == 1
        for need in each.needs:
            if need in ids:
                allowed &= ~taken | (masks >> ids.index(need) & 1 == 1)
        if each.id in require:
            allowed &= taken
        if each.id in exclude or (each.when is not None and each.when in exclude_if):
            allowed &= ~taken
    lower = study.option(ends[0])
    brought = {each.id: carried(study, *ends, each.id) for each in study.criteria}
    for screen in study.screens if screens is None else screens:
        score, parts = exact(lower.on(screen.criterion).score), [brought[screen.criterion][id] for id in ids]
        if screen.minimum is not None:
            allowed &= totals(score - exact(screen.minimum), parts)[0] >= 0
        if screen.maximum is not None:
            allowed &= totals(score - exact(screen.maximum), parts)[0] <= 0
    kept = masks[allowed]
    gains, scales = [], []
    for party, profile in zip(parties, profiles_of(study, parties, profiles), strict=True):
        own, price = weights(study, profile), cost[party] if isinstance(cost, Mapping) else cost
        nets = [
            sum((w * brought[c][each.id] for c, w in own.items() if w), Fraction())
            - exact(price) * each.burden * (party in each.binds)
            for each in among
        ]
        reached, scale = totals(gain(study, ends[0], party, profile, price), nets)
        gains.append(reached[allowed])
        scales.append(scale)
    return Every(ids, kept, (gains[0], gains[1]), (scales[0], scales[1]))


def totals(start: Fraction, parts: Sequence[Fraction]) -> tuple[Any, int]:
    """The sum of `start` and the parts of every bit mask, in whole numbers of a common scale; exact."""
    scale = math.lcm(start.denominator, *(each.denominator for each in parts))
    whole = [int(each * scale) for each in parts]
    fits = abs(int(start * scale)) + sum(map(abs, whole)) < 2**62
    sums = np.array([int(start * scale)], dtype=np.int64 if fits else object)
    for each in whole:
        sums = np.concatenate([sums, sums + each])
    return sums, scale


def bits(found: Frontier, adds: Sequence[str]) -> int:
    """A package as a bit mask over what is offered."""
    return sum(1 << i for i, each in enumerate(found.offered) if each.obligation.id in adds)


def agrees(found: Frontier, whole: Every) -> None:
    """Holds a frontier to brute force: its gains, its packages, its ties and the three classes."""
    expected = whole.frontier()
    assert [each.obligation.id for each in found.offered] == whole.ids
    assert [tuple(seen.gain for seen in point.parties) for point in found.packages] == [
        (float(a), float(b)) for (a, b), _ in expected
    ]
    for point, (pair, masks) in zip(found.packages, expected, strict=True):
        assert point.ties == len(masks)
        assert bits(found, point.adds) == min(masks, key=lambda mask: (mask.bit_count(), mask))
        assert point.acceptable is all(each >= -TIE for each in pair)
    on_it = [mask for _, masks in expected for mask in masks]
    always, ever = on_it[0], 0
    for mask in on_it:
        always, ever = always & mask, ever | mask
    for i, place in enumerate(found.offered):
        classed = "core" if always >> i & 1 else "open" if ever >> i & 1 else "out"
        by_demand = {"core": "required", "out": "excluded"}
        assert place.status == (by_demand[classed] if place.asked else classed)


def measured(kind: str, gains: Sequence[Fraction], ideal: Sequence[Fraction]) -> Fraction:
    """What a bargaining solution makes as large as it can."""
    if kind == "nash":
        return math.prod((max(each, Fraction()) for each in gains), start=Fraction(1))
    if kind == "ks":
        return min(
            (each / most for each, most in zip(gains, ideal, strict=True) if most > TIE), default=Fraction(1)
        )
    definitions = {"egalitarian": min, "utilitarian": sum}
    return Fraction(definitions[kind](gains))  # a solution without a definition here is a KeyError


def beats(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    """Whether one row of gains is as good for everybody and better for somebody."""
    return all(a >= b for a, b in zip(one, other, strict=True)) and tuple(one) != tuple(other)


def settled(kind: str, rows: Sequence[Sequence[Fraction]]) -> list[int]:
    """Which rows of gains a solution picks among those that leave nobody below zero, by the definition."""
    able = [i for i, row in enumerate(rows) if min(row) >= -TIE]
    ideal = [max(rows[i][k] for i in able) for k in range(len(rows[0]))] if able else []
    reached = {i: measured(kind, rows[i], ideal) for i in able}
    tied = [i for i in able if reached[i] >= max(reached.values()) - TIE]
    return [i for i in tied if not any(beats(rows[j], rows[i]) for j in tied)]


def chosen(found: Frontier) -> tuple[str, ...] | None:
    """What the illustration adds."""
    return None if found.point is None else found.point.adds


# --- gains


@pytest.mark.parametrize("cost", [0, 0.5, 2.75])
@pytest.mark.parametrize(
    ("study", "parties", "ends"),
    [
        ("paper", ("russia", "nato"), PAPER_ENDS),
        ("paper", ("nato", "russia"), ("non-aggression", "mutual-security")),
        ("river", ("upstream", "downstream"), RIVER_ENDS),
        ("river", ("downstream", "midstream"), ("data-pact", "river-union")),
    ],
)
def test_gains_are_the_party_values_of_the_packages(
    study: str, parties: tuple[str, str], ends: Ends, cost: float, paper: Study, river: Study
) -> None:
    """The gains of each point follow from the scores of its package as an option and from what it obliges to."""
    used = paper if study == "paper" else river
    found = design(used, parties, lower=ends[0], upper=ends[1], concession_cost=cost, samples=0)
    several = list(enumerate(found.packages))
    assert several
    for i, point in several[:: max(1, len(several) // 3)]:
        with_it = used.with_option(found.package(i, id="here"))
        for seen, profile in zip(point.parties, profiles_of(used, parties), strict=True):
            assert seen.burden == burden(with_it, "here", seen.party)
            expected = value(with_it, "here", seen.party, profile, cost)
            assert seen.value == pytest.approx(float(expected), abs=1e-9)
            assert seen.worth == pytest.approx(float(expected) + cost * seen.burden, abs=1e-9)
            over = gain(with_it, "here", seen.party, profile, cost)
            assert seen.gain == pytest.approx(float(over), abs=1e-9)
    for end in ends:
        for seen, profile in zip(found.end(end), profiles_of(used, parties), strict=True):
            over = gain(used, end, seen.party, profile, cost)
            assert seen.gain == pytest.approx(float(over), abs=1e-9)


def test_feasibility_is_left_out_of_gains(paper: Study) -> None:
    """Readiness and timeliness change no gain, however they are set, as long as the screens are passed."""
    before = design(paper, samples=0)
    after = design(paper, samples=0, scores={"mutual-security.readiness": 45, "no-treaty.timeliness": 0})
    assert before.packages == after.packages
    assert "readiness" not in before.sides[0].weights


def test_net_effects_add_up_to_the_gains(river: Study) -> None:
    """A package gains what the lower type does and the net effects of what it adds."""
    found = design(river, ["midstream", "downstream"], lower="data-pact", upper="river-union", samples=0)
    nets = {each.obligation.id: each.nets for each in found.offered}
    assert len(found.packages) > 1
    for k in (0, 1):
        start = found.end("data-pact")[k].gain
        for point in found.packages:
            total = math.fsum([start, *(nets[id][k] for id in point.adds)])
            assert point.parties[k].gain == pytest.approx(total, abs=1e-9)


def test_a_net_effect_is_the_worth_less_the_price_of_the_burden(river: Study) -> None:
    """Each obligation brings its worth less concession cost x burden, and no burden where it does not bind."""
    found = design(river, ["upstream", "downstream"], concession_cost=0.75, samples=0)
    assert [each.obligation for each in found.offered] == offered(river, *RIVER_ENDS)
    for place in found.offered:
        for k, side in enumerate(found.sides):
            units = place.obligation.burden * (side.id in place.obligation.binds)
            assert place.nets[k] == pytest.approx(place.worths[k] - 0.75 * units, abs=1e-12)


# --- the whole frontier


@pytest.mark.parametrize("cost", [0, 0.25, 0.3, 0.5, 1, 1.55, 3])
def test_the_paper_agrees_with_brute_force(cost: float, paper: Study) -> None:
    """Over all sets of the 19 obligations, the frontier, its ties and the classes are the same."""
    found = design(paper, concession_cost=cost, samples=0)
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, cost))


@pytest.mark.parametrize("parties", PAIRS)
@pytest.mark.parametrize(
    ("ends", "cost"),
    [
        *((RIVER_ENDS, cost) for cost in (0, 0.5, 1.25)),
        *((TOO_FAR, cost) for cost in (0.5, 1.25)),
        (("data-pact", "river-union"), 0.5),
    ],
)
def test_the_river_agrees_with_brute_force(
    parties: tuple[str, str], ends: Ends, cost: float, river: Study
) -> None:
    """The same for every two of the three parties, over one step and over several, screens binding or not."""
    found = design(river, parties, lower=ends[0], upper=ends[1], concession_cost=cost, samples=0)
    agrees(found, every(river, parties, ends, cost))


def profile(id: str, study: Study, points: Sequence[float]) -> Profile:
    """A profile with these points for the groups, and equal shares inside them."""
    return study.profiles[0].changed(
        id=id, points=tuple((group.id, x) for group, x in zip(study.groups, points, strict=True)), shares=()
    )


costs = st.sampled_from([0, 0.1, 0.25, 0.5, 0.75, 1, 1.5])


@FEW
@given(st.data())
def test_the_paper_with_random_weights_and_scores_agrees_with_brute_force(
    paper: Study, data: st.DataObject
) -> None:
    """Whatever the parties' weights and some of the scores, the frontier is that of brute force."""
    pair = [data.draw(hundred(5)) for _ in range(2)]
    assume(all(points[3] < 100 for points in pair))
    study = paper.changed(
        profiles=(*paper.profiles, profile("first", paper, pair[0]), profile("second", paper, pair[1]))
    )
    judged = st.sampled_from([c.id for c in paper.criteria if c.id not in ("stand-off", "readiness")])
    target = st.tuples(st.sampled_from([*PAPER_ENDS, "no-treaty"]), judged).map(".".join)
    scores = data.draw(st.dictionaries(target, st.integers(0, 20).map(lambda n: 5.0 * n), max_size=4))
    cost = data.draw(costs)
    sides = {"russia": "first", "nato": "second"}
    found = design(study, concession_cost=cost, scores=scores, profiles=sides, samples=0)
    for key, score in scores.items():
        option, criterion = key.split(".")
        study = study.with_score(option, criterion, score)
    agrees(found, every(study, ("russia", "nato"), PAPER_ENDS, cost, profiles=sides))


def altered(data: st.DataObject, river: Study, moved: bool) -> Study:
    """The river with random burdens, parties bound and prerequisites, and with `moved` random relevances."""
    parties = [each.id for each in river.parties]
    obligations: list[Any] = []
    for each in river.obligations:
        earlier = [other.id for other in obligations]
        changes: dict[str, Any] = {
            "burden": data.draw(st.integers(0, 3)),
            "binds": tuple(sorted(data.draw(st.sets(st.sampled_from(parties), min_size=1)))),
            "needs": tuple(sorted(data.draw(st.sets(st.sampled_from(earlier), max_size=2))))
            if earlier
            else (),
        }
        if moved:
            relevance = st.dictionaries(st.sampled_from([c.id for c in river.criteria]), st.integers(0, 3))
            changes["moves"] = tuple(data.draw(relevance).items())
        obligations.append(each.changed(**changes))
    return river.changed(obligations=tuple(obligations))


@SOME
@given(st.data(), st.booleans())
def test_rivers_with_random_obligations_agree_with_brute_force(
    river: Study, data: st.DataObject, several: bool
) -> None:
    """Whatever the obligations cost, bind, need and move, the frontier is that of brute force."""
    study = altered(data, river, moved=not several)
    ends = TOO_FAR if several else RIVER_ENDS
    parties = data.draw(st.permutations(["upstream", "midstream", "downstream"]))[:2]
    cost = data.draw(costs)
    found = design(study, parties, lower=ends[0], upper=ends[1], concession_cost=cost, samples=0)
    agrees(found, every(study, parties, ends, cost))


@SOME
@given(st.data())
def test_every_solution_picks_what_its_definition_says(river: Study, data: st.DataObject) -> None:
    """Each solution, and the illustration, follow from the exact gains of all packages."""
    study = altered(data, river, moved=True)
    parties = ("upstream", "downstream")
    cost = data.draw(costs)
    kind = data.draw(st.sampled_from(SOLUTIONS))
    found = design(study, parties, concession_cost=cost, solution=kind, samples=0)
    expected = every(study, parties, RIVER_ENDS, cost).frontier()
    rows = [pair for pair, _ in expected]
    for name, choice in found.solutions:
        assert list(choice.picks if choice else ()) == settled(name, rows)
    picks = settled(kind, rows)
    smallest = [min(expected[i][1], key=lambda mask: (mask.bit_count(), mask)) for i in picks]
    if picks:
        assert found.point is not None
        assert bits(found, found.point.adds) == min(smallest, key=lambda mask: (mask.bit_count(), mask))
    else:
        assert found.choice is None


@pytest.mark.parametrize("cost", [0.5, 1.5, 1.55, 1.6])
def test_what_a_side_refuses_counts_for_no_solution(cost: float, paper: Study) -> None:
    """Where part of the frontier leaves a side below no treaty, neither picks nor ideals are taken from there."""
    found = design(paper, concession_cost=cost, samples=0)
    rows = [pair for pair, _ in every(paper, ("russia", "nato"), PAPER_ENDS, cost).frontier()]
    assert (min(map(min, rows)) < 0) is (cost > 1)
    for name, choice in found.solutions:
        assert choice is not None
        assert list(choice.picks) == settled(name, rows)


def replaced(study: Study, **changes: Mapping[str, Any]) -> Study:
    """A copy in which single obligations are changed; ids with underscores for hyphens."""
    by_id = {id.replace("_", "-"): change for id, change in changes.items()}
    return study.changed(
        obligations=tuple(each.changed(**by_id.get(each.id, {})) for each in study.obligations)
    )


def test_packages_that_come_to_the_same_are_counted(river: Study) -> None:
    """Of obligations alike any can be in a package: all are open, and the smallest package stands for all."""
    alike = {"moves": (("harvests", 1), ("flow", 1)), "needs": (), "burden": 3, "binds": ("upstream",)}
    nothing = {"moves": (("speed", 1),), "needs": (), "burden": 0}
    free = {"needs": ()}
    study = replaced(
        river,
        canal_lining=alike,
        silt_share=alike,
        fish_passes=alike,
        flood_warning=nothing,
        spawning_grounds=free,
    )
    found = design(study, ["upstream", "downstream"], samples=0)
    agrees(found, every(study, ("upstream", "downstream"), RIVER_ENDS, 0.5))
    assert {each.ties for each in found.packages} == {2, 6}
    status = {each.obligation.id: each.status for each in found.offered}
    assert {status[id] for id in ("canal-lining", "silt-share", "fish-passes", "flood-warning")} == {"open"}
    assert not any("flood-warning" in each.adds for each in found.packages)


def test_of_two_alike_that_a_screen_asks_for_neither_is_core(river: Study) -> None:
    """Where every package holds the one or the other of two, both are open, and the first stands for them."""
    alike = {"moves": (("trust", 1),), "needs": (), "burden": 3, "binds": ("upstream", "downstream")}
    study = replaced(
        river,
        standing_commission=alike,
        joint_inspectors=alike,
        flood_warning={"moves": (("harvests", 1),)},
        silt_share={"needs": ()},
        canal_lining={"needs": ("standing-commission",)},
    ).changed(screens=tuple(each.changed(minimum=50.0) for each in river.screens if each.id == "trusted"))
    lower, upper = RIVER_ENDS
    found = design(study, ["upstream", "downstream"], lower=lower, upper=upper, concession_cost=1, samples=0)
    agrees(found, every(study, ("upstream", "downstream"), RIVER_ENDS, 1))
    twins = ("standing-commission", "joint-inspectors")
    assert all(len(set(twins) & set(each.adds)) == 1 for each in found.packages)
    assert [each.status for each in found.offered if each.obligation.id in twins] == ["open", "open"]
    tied = [each for each in found.packages if each.ties == 2]
    assert tied
    assert all("standing-commission" in each.adds for each in tied)


def test_of_tied_packages_the_illustration_is_the_smallest(river: Study) -> None:
    """Where one side's loss is just the other's gain, the sum of gains ties and less is added."""
    study = replaced(
        river, spawning_grounds={"binds": ("downstream",), "burden": 2, "needs": (), "moves": (("fish", 2),)}
    )
    judged = {"upstream": "even", "downstream": "even"}
    for parties in (["upstream", "downstream"], ["downstream", "upstream"]):
        found = design(
            study, parties, profiles=judged, concession_cost=1, solution="utilitarian", screens=[], samples=0
        )
        grounds = next(each for each in found.offered if each.obligation.id == "spawning-grounds")
        assert sorted(grounds.nets) == [-1, 1]
        choice = dict(found.solutions)["utilitarian"]
        assert choice is not None
        tied = [found.packages[i].adds for i in choice.picks]
        assert len(tied) > 1
        assert chosen(found) == min(tied, key=len)
        assert not grounds.held


# --- the finding on the paper


def test_the_paper_has_nine_packages_at_half_a_point(paper: Study) -> None:
    """At the default concession cost: nine packages, nine obligations core, four open and six out."""
    found = design(paper, samples=0)
    assert (found.lower, found.upper, found.cost) == (*PAPER_ENDS, 0.5)
    assert len(found.packages) == 9
    assert all(point.acceptable and point.ties == 1 for point in found.packages)
    assert [len(found.adding(status)) for status in ("core", "open", "out")] == [9, 4, 6]
    assert {each.obligation.id for each in found.adding("open")} == {
        "no-joint-activity-in-baltics",
        "kaliningrad",
        "equal-part-in-support",
        "commission-non-proliferation",
    }


def test_the_nash_package_of_the_paper(paper: Study) -> None:
    """The Nash package leaves out just seven obligations, and Kalai-Smorodinsky picks it too."""
    found = design(paper, samples=0)
    left = {
        "no-joint-activity-in-baltics",
        "cfe-2",
        "regional-liaison",
        "nato-cis",
        "commission-force-structure",
        "commission-nuclear",
        "commission-technology",
    }
    assert {each.obligation.id for each in found.offered if not each.held} == left
    assert found.point is not None
    assert set(found.point.adds) == {each.obligation.id for each in found.offered} - left
    ks = dict(found.solutions)["ks"]
    assert ks is not None
    assert ks.picks == (found.choice,)


@pytest.mark.parametrize("kind", SOLUTIONS)
def test_each_solution_can_be_the_illustration(kind: str, paper: Study) -> None:
    """The illustration is what the solution asked for picks, and the frontier is the same under each."""
    found = design(paper, solution=kind, samples=0)
    choice = dict(found.solutions)[kind]
    assert choice is not None
    assert found.choice in choice.picks
    assert found.packages == design(paper, samples=0).packages
    assert found.solutions == design(paper, samples=0).solutions


def test_the_order_of_the_parties_turns_the_frontier_round(paper: Study) -> None:
    """With the parties the other way round the same packages come in the opposite order."""
    one, other = design(paper, samples=0), design(paper, ["nato", "russia"], samples=0)
    assert [each.adds for each in one.packages] == [each.adds for each in other.packages][::-1]
    assert chosen(one) == chosen(other)


# --- demands


def test_what_is_required_brings_its_prerequisites(paper: Study) -> None:
    """A required obligation is in every package with what it needs, and both are marked, the one as needed."""
    found = design(paper, require=["regional-liaison"], samples=0)
    whole = every(paper, ("russia", "nato"), PAPER_ENDS, 0.5, require=["regional-liaison"])
    agrees(found, whole)
    asked = {each.obligation.id: each.asked for each in found.offered if each.asked}
    assert asked == {"regional-liaison": "required", "liaison-missions": "needed"}
    assert all({"regional-liaison", "liaison-missions"} <= set(each.adds) for each in found.packages)
    assert {each.obligation.id for each in found.adding("required")} == {
        "regional-liaison",
        "liaison-missions",
    }


def test_what_is_excluded_takes_its_dependents_along(paper: Study) -> None:
    """An excluded obligation is in no package, nor is what needs it, and both are marked."""
    found = design(paper, exclude=["frontier-guarantee"], samples=0)
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, 0.5, exclude=["frontier-guarantee"]))
    asked = {each.obligation.id: each.asked for each in found.offered if each.asked}
    assert asked == {"frontier-guarantee": "excluded", "kaliningrad": "follows"}


def test_what_supposes_an_excluded_condition_is_left_out(paper: Study, river: Study) -> None:
    """Excluding a condition leaves out all that suppose it, whatever the condition is called."""
    found = design(paper, exclude_if=["enlargement"], samples=0)
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, 0.5, exclude_if=["enlargement"]))
    assert sum(each.asked == "excluded" for each in found.offered) == 6
    parties = ("upstream", "downstream")
    dry = design(river, parties, lower="data-pact", exclude_if=["drought"], samples=0)
    agrees(dry, every(river, parties, ("data-pact", "river-commission"), 0.5, exclude_if=["drought"]))
    assert {each.obligation.id for each in dry.offered if each.asked} == {"drought-release", "ration-plan"}


def test_screens_bind(paper: Study) -> None:
    """From cooperation to mutual defense every package passes readiness 40, and without screens some do not."""
    ends = ("cooperation", "mutual-defense")
    found = design(paper, upper="mutual-defense", samples=0)
    agrees(found, every(paper, ("russia", "nato"), ends, 0.5))
    assert found.package(0).on("readiness").score >= 40
    assert found.package(len(found.packages) - 1).on("readiness").score >= 40
    free = design(paper, upper="mutual-defense", screens=[], samples=0)
    agrees(free, every(paper, ("russia", "nato"), ends, 0.5, screens=[]))
    most = max(range(len(free.packages)), key=lambda i: len(free.packages[i].adds))
    assert free.package(most).on("readiness").score < 40
    one = design(paper, upper="mutual-defense", screens=["sufficient"], samples=0)
    assert one.packages == free.packages
    assert [str(each) for each in one.demands] == ["passing the screen sufficient"]


@pytest.mark.parametrize("minimum", [20, 20.5, 22, 34, 43.5, 43.6, 48.5, 57, 65])
def test_a_screen_binds_at_any_threshold(minimum: float, river: Study) -> None:
    """From a threshold that every package reaches to one that only the lower type does, brute force agrees."""
    screens = tuple(each.changed(minimum=float(minimum)) for each in river.screens if each.id == "acceptable")
    study = river.changed(screens=screens)
    found = design(study, ["upstream", "downstream"], lower=TOO_FAR[0], upper=TOO_FAR[1], samples=0)
    agrees(found, every(study, ("upstream", "downstream"), TOO_FAR, 0.5))


@pytest.mark.parametrize(
    ("criterion", "minimum", "maximum"),
    [
        ("flow", None, 45.0), ("flow", None, 60.5), ("flow", 40.0, 55.0), ("fish", None, 50.0),
        ("acceptance", 34.0, 57.0), ("trust", 50.0, 50.0),
    ],
)  # fmt: skip
def test_a_maximum_binds_packages_as_a_minimum_does(
    criterion: str, minimum: float | None, maximum: float, river: Study
) -> None:
    """What a screen lets pass only up to a limit, no package of the frontier exceeds; brute force agrees."""
    band = river.screens[0].changed(criterion=criterion, minimum=minimum, maximum=maximum)
    study = river.changed(screens=(band,))
    whole = every(study, ("upstream", "downstream"), TOO_FAR, 0.5)
    if not len(whole.masks):
        with pytest.raises(ArgumentProblem, match=f"needed: {criterion} {band.asks}"):
            design(study, ["upstream", "downstream"], lower=TOO_FAR[0], upper=TOO_FAR[1], samples=0)
        return
    found = design(study, ["upstream", "downstream"], lower=TOO_FAR[0], upper=TOO_FAR[1], samples=0)
    agrees(found, whole)
    scores = [found.package(i).on(criterion).score for i in range(len(found.packages))]
    assert (minimum or 0) <= min(scores) <= max(scores) <= maximum


def test_a_screen_decides_what_both_would_gain_by(river: Study) -> None:
    """Where two obligations together fail a screen, both parties may gain by one that is left out."""
    found = design(river, ["midstream", "downstream"], upper="river-union", samples=0)
    court = next(each for each in found.offered if each.obligation.id == "river-court")
    assert min(court.nets) > 0
    assert court.status == "out"
    free = design(river, ["midstream", "downstream"], upper="river-union", screens=[], samples=0)
    assert next(each for each in free.offered if each.obligation.id == "river-court").status == "core"


demanded = st.lists(
    st.sampled_from([
        "standing-commission", "joint-inspectors", "fish-passes", "spawning-grounds", "silt-share",
        "river-court", "pooled-dams", "ration-plan",
    ]),
    max_size=2, unique=True,
)  # fmt: skip


@settings(QUICK, max_examples=15)
@given(demanded, demanded, st.booleans(), costs)
def test_random_demands_agree_with_brute_force(
    river: Study, require: list[str], exclude: list[str], dry: bool, cost: float
) -> None:
    """The frontier under demands is that of the packages that meet them; without any, a smallest conflict is told."""
    parties = ("upstream", "downstream")
    condition = ["drought"] if dry else []
    asked = [
        *(("requiring", "require", id) for id in require),
        *(("excluding", "exclude", id) for id in exclude),
        *(("excluding all that suppose", "exclude_if", id) for id in condition),
        *(("passing the screen", "screens", each.id) for each in river.screens),
    ]

    def under(some: Sequence[tuple[str, str, str]]) -> Every:
        demands: dict[str, Any] = {"require": [], "exclude": [], "exclude_if": [], "screens": []}
        for _, key, id in some:
            demands[key].append(id)
        demands["screens"] = [each for each in river.screens if each.id in demands["screens"]]
        return every(river, parties, TOO_FAR, cost, **demands)

    more: dict[str, Any] = {"require": require, "exclude": exclude, "exclude_if": condition}
    if len(under(asked).masks):
        found = design(river, parties, upper="river-union", concession_cost=cost, samples=0, **more)
        agrees(found, under(asked))
        return
    with pytest.raises(ArgumentProblem) as caught:
        design(river, parties, upper="river-union", concession_cost=cost, samples=0, **more)
    named = [each for each in asked if f"{each[0]} {each[2]}" in str(caught.value)]
    assert not len(under(named).masks)
    fewer = [some for size in range(len(named)) for some in combinations(asked, size)]
    assert all(len(under(some).masks) for some in fewer)


@pytest.mark.parametrize(
    ("demands", "said"),
    [
        (
            {"require": ["kaliningrad", "cfe-2"], "exclude": ["npt-2", "nato-cis", "frontier-guarantee"]},
            "unknown obligation npt-2; did you mean npt?",
        ),
        (
            {"require": ["cfe-2", "kaliningrad"], "exclude": ["nato-cis", "frontier-guarantee"]},
            "no package between cooperation and mutual-security allows requiring kaliningrad and excluding "
            "frontier-guarantee together: kaliningrad needs frontier-guarantee",
        ),
        (
            {"require": ["kaliningrad"], "exclude": ["cfe-2"], "exclude_if": ["enlargement"]},
            "requiring kaliningrad and excluding all that suppose enlargement together: kaliningrad supposes "
            "enlargement",
        ),
        (
            {"require": ["automatic-assistance"]},
            "automatic-assistance enters with mutual-defense, above mutual",
        ),
        ({"exclude": ["npt"]}, "npt is part of cooperation, which every package holds whole"),
        ({"exclude_if": ["enlargment"]}, "unknown condition enlargment; did you mean enlargement?"),
    ],
)
def test_demands_that_cannot_be_met_are_named(demands: dict[str, list[str]], said: str, paper: Study) -> None:
    """The smallest conflict is named with the prerequisite or the condition behind it, and nothing else."""
    with pytest.raises(ArgumentProblem) as caught:
        design(paper, samples=0, **demands)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert "nato-cis" not in str(caught.value)


def test_a_conflict_is_followed_through_several_prerequisites(river: Study) -> None:
    """Every link of the chain is named, from what is required to what is excluded."""
    with pytest.raises(ArgumentProblem) as caught:
        design(
            river,
            ["upstream", "downstream"],
            require=["silt-share"],
            exclude=["standing-commission"],
            samples=0,
        )
    assert str(caught.value).endswith(
        "together: silt-share needs joint-inspectors, joint-inspectors needs standing-commission"
    )


def test_a_conflict_with_a_screen_names_what_it_needs(river: Study) -> None:
    """Two requirements that a screen forbids together are named with it and with its minimum."""
    with pytest.raises(ArgumentProblem) as caught:
        design(
            river,
            ["upstream", "downstream"],
            upper="river-union",
            require=["fish-passes", "river-court", "joint-inspectors"],
            samples=0,
        )
    assert str(caught.value) == (
        "no package between quota-accord and river-union allows requiring river-court, requiring joint-inspectors "
        "and passing the screen acceptable together (needed: acceptance at least 45)"
    )


def test_a_requirement_that_a_screen_forbids_alone_is_named(paper: Study) -> None:
    """Automatic assistance and the screen on readiness exclude each other."""
    with pytest.raises(ArgumentProblem) as caught:
        design(paper, upper="mutual-defense", require=["integrated-military"], samples=0)
    assert str(caught.value).endswith(
        "allows requiring integrated-military and passing the screen realistic together "
        "(needed: readiness at least 40)"
    )
    assert design(
        paper, upper="mutual-defense", require=["integrated-military"], screens=[], samples=0
    ).packages


def test_requiring_and_excluding_the_same_ends_in_a_whole_sentence(paper: Study) -> None:
    """Where there is no prerequisite to name, the message does not break off at a colon."""
    with pytest.raises(ArgumentProblem) as caught:
        design(paper, require=["cfe-2"], exclude=["cfe-2"], samples=0)
    assert "requiring cfe-2 and excluding cfe-2 together" in str(caught.value)
    assert str(caught.value)[-1].isalnum()


def test_demands_without_effect_are_remarked_on(paper: Study) -> None:
    """What every package holds, or none does, needs no demand, and is said to."""
    found = design(
        paper,
        lower="mutual-security",
        upper="mutual-defense",
        require=["npt"],
        screens=[],
        samples=0,
    )
    assert found.moot == ("npt is part of Mutual Security, so every package holds it anyway.",)
    assert found.demands == ()
    above = design(paper, exclude=["automatic-assistance"], samples=0)
    assert above.moot == (
        "automatic-assistance enters with Mutual Defense, above Mutual Security, so no package holds it anyway.",
    )


def test_a_demand_repeated_is_one_demand(paper: Study) -> None:
    """Asking twice for the same changes nothing."""
    once = design(paper, require=["cfe-2"], samples=0)
    assert design(paper, require=["cfe-2", "cfe-2"], samples=0) == once


# --- nothing acceptable


def test_nothing_is_acceptable_at_a_high_concession_cost(paper: Study) -> None:
    """At 3 points a unit every package leaves a side worse off: no illustration, and no demand is to blame."""
    found = design(paper, concession_cost=3, samples=20)
    assert (found.choice, found.point, found.stands, found.blocking) == (None, None, None, ())
    assert not every(paper, ("russia", "nato"), PAPER_ENDS, 3).some_acceptable()
    assert not any(point.acceptable for point in found.packages)
    assert found.solutions == tuple((kind, None) for kind in SOLUTIONS)
    assert [each.adds is None for each in found.costs] == [False, False, False, False, True]
    assert not any(each.held for each in found.offered)
    assert found.to_dict()["illustration"] is None
    with pytest.raises(ArgumentProblem, match="no package is acceptable to both sides"):
        found.package()
    assert found.package(0).adds == found.packages[0].adds


def test_demands_that_block_every_agreement_are_named(paper: Study) -> None:
    """At 1.55 points a unit two of four demands together rule out what both could accept, and they are named."""
    found = design(
        paper,
        concession_cost=1.55,
        require=["regional-liaison"],
        exclude=["broad-interests", "nato-cis"],
        samples=0,
    )
    assert found.choice is None
    assert [str(each) for each in found.blocking] == [
        "requiring regional-liaison",
        "excluding broad-interests",
    ]
    sides = ("russia", "nato")

    def possible(**demands: Sequence[str]) -> bool:
        return every(paper, sides, PAPER_ENDS, 1.55, **demands).some_acceptable()  # type: ignore[arg-type]

    assert not possible(require=["regional-liaison"], exclude=["broad-interests"])
    assert possible(require=["regional-liaison"], exclude=["nato-cis"])
    assert possible(exclude=["broad-interests", "nato-cis"])


# --- left out, and what it would bring along


def test_what_is_left_out_says_what_it_brings_along(paper: Study, river: Study) -> None:
    """For what the illustration leaves out, the missing prerequisites come along and the bundle sums them up."""
    for study, parties, ends in (
        (paper, ("russia", "nato"), PAPER_ENDS),
        (paper, ("russia", "nato"), ("cooperation", "mutual-defense")),
        (river, ("upstream", "downstream"), ("data-pact", "river-union")),
    ):
        found = design(study, parties, lower=ends[0], upper=ends[1], concession_cost=1, samples=0)
        among = offered(study, *ends)
        assert [each.obligation for each in found.offered] == among
        nets = {each.obligation.id: each.nets for each in found.offered}
        held = set(chosen(found) or ())
        for place in found.offered:
            id = place.obligation.id
            along = closed(among, [id]) - held - {id} if id not in held else set()
            assert set(place.along) == along
            for k in (0, 1):
                total = math.fsum(nets[each][k] for each in (id, *along))
                assert place.bundle[k] == pytest.approx(total, abs=1e-9)


# --- the interval of the concession cost


def stays(study: Study, parties: Sequence[str] | None, kind: str, cost: float, **more: Any) -> None:
    """Holds the interval of the illustration to designs just inside and just outside its ends."""
    found = design(study, parties, concession_cost=cost, solution=kind, samples=0, **more)
    assert found.stands is not None
    low, high = found.stands
    assert low <= cost
    assert high is None or high >= cost

    def at(other: float) -> Any:
        return chosen(design(study, parties, concession_cost=other, solution=kind, samples=0, **more))

    step = 1e-4
    if low > 0:
        assert at(low + step) == chosen(found)
        assert at(low - step) != chosen(found)
    else:
        assert at(0) == chosen(found)
    if high is not None:
        assert at(high - step) == chosen(found)
        assert at(high + step) != chosen(found)


@pytest.mark.parametrize("kind", SOLUTIONS)
@pytest.mark.parametrize("cost", [0.5, 1.2])
def test_the_choice_stays_inside_its_interval_only(kind: str, cost: float, paper: Study) -> None:
    """Just inside either end of the interval the same package is chosen, and just outside another."""
    stays(paper, None, kind, cost)


@pytest.mark.parametrize("kind", SOLUTIONS)
def test_the_interval_holds_on_the_river(kind: str, river: Study) -> None:
    """The same with three parties to choose from; each solution with another two, as five designs are made for each."""
    stays(river, PAIRS[(SOLUTIONS.index(kind) + 1) % len(PAIRS)], kind, 0.5)


@pytest.mark.parametrize("kind", SOLUTIONS)
def test_the_interval_holds_where_a_screen_binds(kind: str, river: Study) -> None:
    """The same over two steps, where some packages fail a screen."""
    stays(river, PAIRS[SOLUTIONS.index(kind) % len(PAIRS)], kind, 0.8, upper="river-union")


def test_an_interval_without_an_end_says_so(river: Study) -> None:
    """Where nothing burdens anybody the choice stands at every concession cost, and there is no upper end."""
    free = river.changed(obligations=tuple(each.changed(burden=0) for each in river.obligations))
    assert design(free, ["upstream", "downstream"], samples=0).stands == (0.0, None)


def test_the_search_for_an_interval_does_not_grow_with_the_concession_cost(
    river: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a choice stands at every cost, a cost of 40 points a unit is not walked down in steps of 0.01."""
    free = river.changed(obligations=tuple(each.changed(burden=0) for each in river.obligations))
    rounded, runs = Stakes.rounded, []

    def counted(stakes: Stakes, adds: int, costs: Sequence[Fraction]) -> Any:
        runs.append(costs)
        return rounded(stakes, adds, costs)

    monkeypatch.setattr(Stakes, "rounded", counted)
    design(free, ["upstream", "downstream"], concession_cost=40, samples=0)
    assert 10 < len(runs) < 2000


def test_the_interval_ends_where_the_choice_is_bettered_for_one_side(river: Study) -> None:
    """Once leaving something out is better for one side and the same for the other, the package stands no longer."""
    study = river.with_score("river-commission", "power", 60.0)
    dam = {"moves": (("power", 1),), "binds": ("downstream",), "burden": 3}
    study = replaced(study, fish_passes=dam, spawning_grounds={"needs": ()})
    judged = {"upstream": "delta", "downstream": "even"}
    found = design(study, ["upstream", "downstream"], profiles=judged, solution="ks", samples=0)
    passes = next(each for each in found.offered if each.obligation.id == "fish-passes")
    assert (passes.held, passes.worths[0]) == (True, 0)
    stays(study, ["upstream", "downstream"], "ks", 0.5, profiles=judged)


def test_other_concession_costs_are_answered_as_if_asked(paper: Study) -> None:
    """Each rung of the ladder is the design at that cost, set against the illustration."""
    found = design(paper, concession_cost=0.7, samples=0)
    assert [each.cost for each in found.costs] == [0, 0.25, 0.5, 0.7, 1]
    held = set(chosen(found) or ())
    for rung in found.costs:
        there = design(paper, concession_cost=rung.cost, samples=0)
        assert there.point is not None
        assert (rung.packages, rung.adds) == (len(there.packages), there.point.adds)
        assert rung.gains == tuple(each.gain for each in there.point.parties)
        assert set(rung.enters) == set(there.point.adds) - held
        assert set(rung.leaves) == held - set(there.point.adds)


# --- drawings


def test_the_same_seed_gives_the_same_shares(paper: Study) -> None:
    """Drawings follow from the seed alone, and leave the exact answer as it is."""
    one, again, other = (design(paper, samples=40, seed=seed) for seed in (3, 3, 4))
    assert one.drawn is not None
    assert other.drawn is not None
    assert one == again
    assert one.drawn.shares != other.drawn.shares
    assert (one.packages, one.choice) == (other.packages, other.choice)
    assert [each.drawn for each in one.offered] == list(one.drawn.shares)
    assert (one.drawn.draws, one.drawn.seed) == (40, 3)


def points_only(study: Study) -> Study:
    """A copy in which every range is the best score alone."""
    return study.changed(
        options=tuple(
            each.changed(scores=tuple(x.changed(range=(x.score, x.score)) for x in each.scores))
            for each in study.options
        )
    )


@pytest.mark.parametrize("kind", SOLUTIONS)
def test_without_ranges_every_drawing_is_the_illustration(kind: str, paper: Study, river: Study) -> None:
    """Where every range is a point, what the illustration adds is drawn always and the rest never."""
    for study, parties, upper in ((paper, None, None), (river, ["upstream", "downstream"], "river-union")):
        for cost in (0.25, 0.5, 1):
            found = design(
                points_only(study), parties, upper=upper, concession_cost=cost, solution=kind, samples=3
            )
            assert [each.drawn for each in found.offered] == [float(each.held) for each in found.offered]
            assert found.drawn is not None
            assert found.drawn.agreed == 1
    none = design(points_only(paper), concession_cost=3, samples=3).drawn
    assert none is not None
    assert (none.agreed, set(none.shares)) == (0, {0})


def test_shares_agree_with_drawings_of_our_own(river: Study) -> None:
    """Scores drawn apart from the engine give the same shares within error, by brute force over all packages.

    That is, of the Nash package holding an obligation, and of the obligation being core, open or out as at best scores.
    """
    parties, draws, cost = ("upstream", "downstream"), 2000, 1.0
    found = design(river, parties, concession_cost=cost, samples=draws, seed=11)
    assert found.drawn is not None
    rng = np.random.default_rng(5)
    among = offered(river, *RIVER_ENDS)
    packages = np.array([[each.id in some for each in among] for some in all_closed(among)], dtype=float)
    criteria = [each.id for each in river.criteria if not each.feasibility]
    share = np.array([
        [float(found_share(river, each.id, criterion)) for criterion in criteria] for each in among
    ])  # fmt: skip
    scores = {}
    for option in ("no-accord", *RIVER_ENDS):
        judged = [river.option(option).on(id) for id in criteria]
        low, high = (np.array([getattr(each, end) for each in judged]) for end in ("low", "high"))
        scores[option] = low + rng.random((draws, len(criteria))) * (high - low)
    product = np.ones((draws, len(packages)))
    both = []
    for party, name in zip(parties, profiles_of(river, parties), strict=True):
        own = weights(river, name)
        by = np.array([float(own[id]) for id in criteria])
        units = np.array([each.burden * (party in each.binds) for each in among])
        start = (scores["quota-accord"] - scores["no-accord"]) @ by
        change = scores["river-commission"] - scores["quota-accord"]
        nets = change @ (share * by).T - cost * units
        gains = (start - cost * burden(river, "quota-accord", party))[:, None] + nets @ packages.T
        product = np.where((product >= 0) & (gains >= 0), product * gains, -1.0)
        both.append(gains)
    best = product.argmax(axis=1)
    agreed = product.max(axis=1) >= 0
    ours = (packages[best] * agreed[:, None]).mean(axis=0)
    error = 4 * math.sqrt(0.5 / draws)
    assert found.drawn.agreed == pytest.approx(agreed.mean(), abs=error)
    assert found.drawn.shares == pytest.approx(ours, abs=error)
    assert 0.05 < agreed.mean() < 0.995
    held = packages.astype(bool)
    same = np.array([
        [
            ("core" if held[on, i].all() else "open" if held[on, i].any() else "out") == place.status
            for i, place in enumerate(found.offered)
        ]
        for on in (_nondominated(both[0][k], both[1][k]) for k in range(draws))
    ])  # fmt: skip
    assert [each.kept for each in found.offered] == pytest.approx(same.mean(axis=0), abs=error)
    assert found.drawn.kept == pytest.approx(same.all(axis=1).mean(), abs=error)
    assert 0.05 < same.mean(axis=0).min() < 0.95


def _nondominated(first: Any, second: Any) -> Any:
    """Which of some pairs no other is at least as good as on both and better on one."""
    better = (first[:, None] >= first) & (second[:, None] >= second)
    better &= (first[:, None] > first) | (second[:, None] > second)
    return ~better.any(axis=0)


def found_share(study: Study, id: str, criterion: str) -> Fraction:
    """The share of the change that an obligation carries from quotas to a commission."""
    among = {each.id: dict(each.moves).get(criterion, 0) for each in offered(study, *RIVER_ENDS)}
    total = sum(among.values())
    return Fraction(among[id], total) if total else Fraction(1, len(among))


def test_progress_is_told_once_a_drawing(paper: Study) -> None:
    """Who waits is told of every drawing."""
    steps: list[int] = []
    design(paper, samples=7, progress=steps.append)
    assert steps == [1] * 7


def test_no_drawings_are_made_when_none_are_asked_for(paper: Study) -> None:
    """With samples=0 nothing is drawn, and nothing is said of it."""
    found = design(paper, samples=0)
    assert found.drawn is None
    assert {each.drawn for each in found.offered} == {None}
    assert found.to_dict()["drawn"] is None


# --- the answer as data


@pytest.mark.parametrize("more", [{}, {"concession_cost": 3}, {"exclude_if": ["enlargement"], "samples": 0}])
def test_the_answer_is_plain_data(more: dict[str, Any], paper: Study) -> None:
    """The whole answer goes through JSON and comes back the same: no tuples, no objects, no NaN."""
    data = design(paper, **({"samples": 5} | more)).to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert [each["id"] for each in data["sides"]] == ["russia", "nato"]
    assert len(data["offered"]) == 19
    assert {each["status"] for each in data["offered"]} <= {"core", "open", "out", "excluded"}
    assert [each["cost"] for each in data["costs"]][:2] == [0.0, 0.25]


def test_the_illustration_in_the_data_is_the_package(paper: Study) -> None:
    """Scores, ranges and values of the illustration are those of the package as an option."""
    found = design(paper, samples=0)
    data = found.to_dict()
    made = found.package()
    assert data["illustration"] == made.to_dict()
    assert data["illustration_values"] == found.values(made)
    assert data["illustration"]["adds"] == list(made.adds)
    assert data["choice"] == found.choice


def test_a_package_of_the_frontier_can_be_taken_by_number(paper: Study) -> None:
    """Each package is an option like any other; a number that is none and an id that is taken are refused."""
    found = design(paper, samples=0)
    for i, point in enumerate(found.packages):
        assert found.package(i, id="mine").adds == point.adds
    for i in (-1, 9):
        with pytest.raises(ArgumentProblem, match="the frontier has packages 0 to 8"):
            found.package(i)
    with pytest.raises(ArgumentProblem, match="cooperation: the id is taken"):
        found.package(id="cooperation")


def test_the_input_study_is_left_as_it_is(paper: Study) -> None:
    """A what-if changes the answer's own study and no other."""
    found = design(paper, scores={"mutual-security.equality": 50}, samples=0)
    assert [each[:4] for each in found.changes] == [("mutual-security", "equality", 50.0, 70.0)]
    assert found.study.option("mutual-security").on("equality").score == 50
    assert paper.option("mutual-security").on("equality").score == 70
    assert found.packages != design(paper, samples=0).packages


# --- parties


def test_a_third_party_that_is_bound_is_remarked_on(river: Study) -> None:
    """Who is bound but does not take part is named, with how much binds it."""
    found = design(river, ["upstream", "downstream"], samples=0)
    within = [*river.obligations_of("quota-accord"), *offered(river, *RIVER_ENDS)]
    bound = sum("midstream" in each.binds for each in within)
    assert found.remarks == (
        f"Of these obligations {bound} also bind Midland, whose side is not looked at here.",
    )


def test_a_party_without_burdens_is_remarked_on(paper: Study) -> None:
    """Who gives nothing up by our figures is named."""
    study = paper.changed(obligations=tuple(each.changed(binds=("russia",)) for each in paper.obligations))
    assert design(study, samples=0).remarks == (
        "No obligation here burdens NATO: what it gives up, if anything, shows in scores alone.",
    )


def test_a_party_can_judge_by_another_profile(paper: Study) -> None:
    """With its profile replaced a party has other weights and other gains, and the other party keeps its own."""
    profiles = {"nato": "ambitious"}
    found = design(paper, profiles=profiles, samples=0)
    assert [side.profile for side in found.sides] == ["russia", "ambitious"]
    for side in found.sides:
        assert dict(side.weights) == weights(paper, side.profile)
        assert sum(side.weights.values()) == 1
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, 0.5, profiles=profiles))


def test_inner_shares_count_in_a_sides_weights(river: Study) -> None:
    """Weights follow the shares inside the groups, and what is left out of a group raises what stays in it."""
    found = design(river, ["upstream", "downstream"], samples=0)
    assert found.sides[0].weights["thrift"] == Fraction(25 * 2, 5) / (100 - 25 * Fraction(3, 5))
    assert found.sides[1].weights["harvests"] == 30 * Fraction(5, 7) / 90
    assert found.sides[1].weights["thrift"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"parties": ["upstream"]}, "between exactly two parties, not 1 (upstream)"),
        ({}, "between exactly two parties, not 3 (upstream, midstream, downstream)"),
        ({"parties": ["upstream", "upstream"]}, "upstream is named twice"),
        ({"parties": ["upstream", "downstreem"]}, "unknown party downstreem; did you mean downstream?"),
        ({"profiles": {"upstream": "evn"}}, "unknown profile evn; did you mean even?"),
        ({"profiles": {"upstrem": "even"}}, "unknown party upstrem; did you mean upstream?"),
        ({"profiles": {"upstream": "soon"}}, "soon: all its weight is on feasibility"),
        ({"solution": "nsh"}, "unknown solution nsh; did you mean nash?"),
        ({"solution": ["nash"]}, "unknown solution ['nash']; did you mean nash?"),
        ({"solution": None}, f"unknown solution None; known: {', '.join(SOLUTIONS)}"),
        ({"samples": "500"}, "samples=500: must be a whole number from 0 to 1,000,000"),
        ({"seed": None}, "seed=None: must be a whole number"),
        ({"progress": 5}, "progress=5: give a function of one number, or None"),
        ({"scores": ""}, "scores='': give a mapping by id"),
        ({"profiles": []}, "profiles=[]: give a mapping by id"),
        ({"profiles": {"upstream": []}}, "unknown profile []; known: "),
        ({"require": None}, "require=None: give a list of ids"),
        ({"screens": 5}, "screens=5: give a list of ids"),
        ({"lower": ["quota-accord"]}, "unknown option ['quota-accord']"),
        ({"samples": -1}, "samples=-1: must be a whole number from 0 to 1,000,000"),
        ({"samples": 1.5}, "samples=1.5: must be a whole number"),
        ({"samples": True}, "samples=True: must be a whole number"),
        ({"samples": 10**7}, "samples=10000000: must be a whole number"),
        ({"seed": -1}, "seed=-1: must be a whole number"),
        ({"concession_cost": -0.1}, "concession cost -0.1: must be a number from 0 to 1000000"),
        ({"concession_cost": math.nan}, "concession cost nan: must be a number from 0 to 1000000"),
        ({"concession_cost": math.inf}, "concession cost inf: must be a number from 0 to 1000000"),
        ({"concession_cost": 2e6}, "concession cost 2000000: must be a number from 0 to 1000000"),
        ({"concession_cost": True}, "concession cost True: must be a number from 0 to 1000000"),
        ({"concession_cost": "half"}, "concession cost half: must be a number from 0 to 1000000"),
        ({"lower": "quota-acord"}, "unknown option quota-acord; did you mean quota-accord?"),
        ({"upper": "no-accord"}, "no-accord is the baseline"),
        ({"screens": ["trustd"]}, "unknown screen trustd; did you mean trusted?"),
        ({"scores": {"quota-accord": 5}}, "write OPTION.CRITERION"),
        ({"require": ["fish-pases"]}, "unknown obligation fish-pases; did you mean fish-passes?"),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any], said: str, river: Study) -> None:
    """Unknown ids, other than two parties and impossible figures are refused, saying which."""
    given = {"samples": 0, "parties": ["upstream", "downstream"], **arguments}
    if not arguments:
        del given["parties"]
    with pytest.raises(ArgumentProblem) as caught:
        design(river, given.pop("parties", None), **given)
    assert said in str(caught.value)


@pytest.mark.parametrize("study", [None, "options.yaml", {}])
def test_what_is_no_study_is_refused(study: Any) -> None:
    """In place of a study a name or nothing is answered with how to get one."""
    with pytest.raises(ArgumentProblem, match=r"study=.*: give a study, as treatyopt.load\(\) returns it"):
        design(study)


def test_whole_numbers_of_numpy_are_taken(paper: Study) -> None:
    """What an array gives as samples and seed is as good as Python's own."""
    found = design(paper, samples=np.int64(2), seed=np.uint8(3))  # type: ignore[arg-type]
    assert found.drawn is not None
    assert (found.drawn.draws, found.drawn.seed) == (2, 3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("first",), "package 'first': the frontier has packages 0 to 8"),
        ((True,), "package True: the frontier has packages 0 to 8"),
        (([1],), "package [1]: the frontier has packages 0 to 8"),
        ((0, "My package"), "id='My package': 'My package' is not an id"),
        ((0, ""), "is not an id"),
        ((0, 5), "id=5: "),
    ],
)
def test_an_odd_number_or_id_of_a_package_is_refused(
    arguments: tuple[Any, ...], said: str, paper: Study
) -> None:
    """A package is asked for by its number on the frontier, under an id that a study could hold."""
    with pytest.raises(ArgumentProblem) as caught:
        design(paper, samples=0).package(*arguments)
    assert said in str(caught.value)


def test_what_is_no_option_has_no_values(paper: Study) -> None:
    """The id of an option is not the option."""
    with pytest.raises(ArgumentProblem, match="option='cooperation': give an option"):
        design(paper, samples=0).values("cooperation")  # type: ignore[arg-type]


def test_an_unknown_status_is_refused(paper: Study) -> None:
    """A misspelt class is no empty class."""
    with pytest.raises(ArgumentProblem, match="unknown status cor; did you mean core"):
        design(paper, samples=0).adding("cor")  # type: ignore[arg-type]


def test_an_enormous_whole_number_as_concession_cost_is_refused(paper: Study) -> None:
    """A whole number beyond what a float holds is refused like any other that is too large."""
    with pytest.raises(ArgumentProblem, match="concession cost"):
        design(paper, concession_cost=10**400, samples=0)


def test_a_study_without_what_is_needed_is_refused(paper: Study) -> None:
    """Without parties, baseline or obligations there is nothing to design, and the message says what is missing."""
    for changes, said in (
        ({"parties": ()}, "the study has no parties"),
        ({"baseline": None}, "the study names no baseline"),
        ({"obligations": ()}, "the study has no obligations"),
    ):
        with pytest.raises(ArgumentProblem, match=said):
            design(paper.changed(**changes), samples=0)


def test_a_concession_cost_is_taken_as_written(paper: Study) -> None:
    """One tenth is a tenth, not the nearest binary fraction, and a numpy number is as good as any other."""
    found = design(paper, concession_cost=np.float64(0.1), samples=0)
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, 0.1))
    assert found.cost == 0.1


def test_results_can_be_read_from_the_river_file() -> None:
    """The study for these tests is well formed, and says at its top that it is invented."""
    assert "INVENTED FOR TESTS" in Path(RIVER).read_text(encoding="utf-8").splitlines()[0]
    assert load(RIVER).source.author == "Nobody"
