"""Classes that hold: held to the definition, set by set, and to whole frontiers under doubts drawn at random."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import captioned, cells, prose
from studies import QUICK, Plan
from studies import plain_design as design
from test_frontier import (
    PAPER_ENDS,
    RIVER_ENDS,
    TOO_FAR,
    Ends,
    Every,
    altered,
    every,
    profiles_of,
    totals,
    weights,
)
from test_packages import ENDS, carried, climbed, closed, exact, offered, parts
from treatyopt import Frontier, Study
from treatyopt.bargaining.robust import Robust
from treatyopt.documents.design import frontier_document

FEW = settings(QUICK, max_examples=6)
PAPER = ("russia", "nato")
RIVER = ("upstream", "downstream")
LADDER = ("data-pact", "river-union")  # three steps


# --- the definition, once more and by itself


class Case(NamedTuple):
    """What is bargained over: the study, the parties, and the ends of the packages."""

    study: Study
    parties: Sequence[str]
    span: Ends

    def brought(self, ends: Sequence[str]) -> dict[str, list[dict[str, Fraction]]]:
        """By criterion and end, what each obligation carries."""
        return {
            c.id: [carried(self.study, *self.span, c.id, end) for end in ends] for c in self.study.criteria
        }


def net(
    case: Case,
    held: Robust,
    brought: Mapping[str, Sequence[Mapping[str, Fraction]]],
    some: set[str],
    sign: int,
) -> list[Fraction]:
    """The least (`sign` 1) or greatest (-1) net of a set for either side, under the doubts of one setting."""
    found = []
    for party, profile, cost in zip(
        case.parties, profiles_of(case.study, case.parties), held.costs, strict=True
    ):
        sums = {c: [sum(end[id] for id in some) for end in brought[c]] for c in brought}
        pick = min if sign > 0 else max
        whole = sum((w * pick(sums[c]) for c, w in weights(case.study, profile).items()), Fraction())
        grades = sum(
            min(3, max(0, each.burden + sign * held.grades))
            for each in case.study.obligations
            if each.id in some and party in each.binds
        )
        whole -= exact(cost.high if sign > 0 else cost.low) * grades
        found.append(whole)
    return found


def subsets(ids: set[str]) -> list[set[str]]:
    """All sets of these ids."""
    return [set(some) for size in range(len(ids) + 1) for some in combinations(sorted(ids), size)]


def defined(case: Case, held: Robust, ends: Sequence[str] = ENDS) -> tuple[set[str], set[str]]:
    """Firmly core and firmly out straight from the definition, over what no demand settles."""
    among = {*held.core, *held.out, *held.neither}
    free = [each for each in offered(case.study, *case.span) if each.id in among]
    need = {each.id: closed(free, [each.id]) - {each.id} for each in free}
    user = {id: {other for other in need if id in need[other]} for id in need}
    brought = case.brought(ends)
    core, out = set(need), set(need)
    for id in need:
        lacking = [m for m in subsets(need[id]) if all(user[x] & need[id] <= m for x in m)]
        nets = [net(case, held, brought, {id, *some}, 1) for some in lacking]
        if not all(min(each) >= 0 < max(each) for each in nets):
            core.remove(id)
        coming = [d for d in subsets(user[id]) if all(need[x] & user[id] <= d for x in d)]
        nets = [net(case, held, brought, {id, *some}, -1) for some in coming]
        if not all(max(each) <= 0 > min(each) for each in nets):
            out.remove(id)
    return core, out


def by_criterion(found: Frontier) -> list[Robust]:
    """The settings in which the scores of a criterion move together."""
    return [each for each in found.robust if each.scores == "criterion"]


@pytest.mark.parametrize(
    ("setting", "core", "out", "neither"),
    [
        ("scores", 8, 6, 5),
        ("scores-and-burdens", 3, 3, 13),
        ("scores-and-cost", 2, 0, 17),
        ("scores-burdens-and-cost", 1, 0, 18),
        ("each-score", 0, 0, 19),
    ],
)
def test_the_paper_comes_to_what_was_found_apart_from_this_project(
    setting: str, core: int, out: int, neither: int, paper: Study
) -> None:
    """How many obligations hold their place under each set of doubts, as a second program found it."""
    held = next(each for each in design(paper, samples=0).robust if each.id == setting)
    assert (len(held.core), len(held.out), len(held.neither)) == (core, out, neither)


@pytest.mark.parametrize("ends", [("low", "high"), ENDS])
def test_the_paper_agrees_with_the_definition(ends: Sequence[str], paper: Study) -> None:
    """Set by set, the classes that hold are those of the definition; the best scores change none of them here."""
    found = design(paper, samples=0)
    settings = by_criterion(found)
    case = Case(paper, PAPER, PAPER_ENDS)
    assert [(each.costs[0].low, each.costs[1].high, each.grades) for each in settings] == [
        (0.5, 0.5, 0), (0.5, 0.5, 1), (0, 1, 0), (0, 1, 1),
    ]  # fmt: skip
    assert [(set(each.core), set(each.out)) for each in settings] == [
        defined(case, each, ends) for each in settings
    ]


spans = st.sampled_from([RIVER_ENDS, ("quota-accord", "river-union"), LADDER])


@FEW
@given(st.data(), spans)
def test_rivers_agree_with_the_definition(river: Study, data: st.DataObject, span: Ends) -> None:
    """The same over several steps, whose scores pull in different ways, with random needs and burdens."""
    study = altered(data, river, moved=False).changed(screens=())
    cost = data.draw(st.sampled_from([0, 0.1, 0.25, 0.5, 1]))
    found = design(study, RIVER, lower=span[0], upper=span[1], concession_cost=cost, samples=0)
    settings = by_criterion(found)
    expected = [defined(Case(study, RIVER, span), each) for each in settings]
    assert [(set(each.core), set(each.out)) for each in settings] == expected


def opposed() -> Study:
    """Two steps on one criterion that pull opposite ways, the second's obligation needing the first's.

    The first brings -3, -1 or -0.5 (low, best, high), the second 4, 2 or 1; together they bring 1, 1 or 0.5.
    """
    rows = [(0, 0, 0), (50, 60, 70), (47, 59, 69.5), (51, 61, 70.5)]
    data = Plan((1,), (100,), tuple((row,) for row in rows), baseline=True).data()
    duty = {
        "says": "Is done",
        "kind": "deed",
        "binds": ["one", "two"],
        "basis": "inferred",
        "burden": 0,
        "moves": {"criterion-0": 1},
    }
    return Study.model_validate(
        data
        | {
            "parties": {id: {"name": id.title(), "profile": "plain"} for id in ("one", "two")},
            "obligations": {
                "first": duty | {"enters": "option-2"},
                "second": duty | {"enters": "option-3", "needs": ["first"]},
            },
        }
    )


def test_a_sum_is_least_as_a_whole_and_not_by_its_parts() -> None:
    """An obligation that gains with what it needs at either end is firmly core, though its parts are least apart."""
    held = design(opposed(), lower="option-1", upper="option-3", samples=0).robust
    assert [each.core for each in held] == [("second",), (), ("second",), (), ()]
    assert {each.out for each in held} == {()}


# --- whole frontiers, under doubts drawn at random


def place(data: st.DataObject) -> Fraction:
    """A place between the low end of a range (0) and its high end (1), the ends often."""
    return Fraction(data.draw(st.sampled_from([0, 0, 1, 2, 4, 5, 7, 8, 8])), 8)


def drawn_nets(case: Case, held: Robust, data: st.DataObject) -> list[list[Fraction]]:
    """What each obligation brings either side, with everything somewhere in what the setting takes it to be in."""
    study, among = case.study, offered(case.study, *case.span)
    scores: dict[tuple[str, str], Fraction] = {}
    for criterion in (each.id for each in study.criteria):
        together, best = place(data), data.draw(st.booleans())
        for option in study.options:
            judged = option.on(criterion)
            at = together if held.scores == "criterion" else place(data)
            low, high = exact(judged.low), exact(judged.high)
            inside = exact(judged.score) if best and held.scores == "criterion" else low + at * (high - low)
            scores[option.id, criterion] = inside
    shift = {each.id: data.draw(st.integers(-held.grades, held.grades)) for each in among}
    nets = []
    for party, profile, cost in zip(case.parties, profiles_of(study, case.parties), held.costs, strict=True):
        own = weights(study, profile)
        price = exact(cost.low) + place(data) * (exact(cost.high) - exact(cost.low))
        brings = {
            each.id: -price * min(3, max(0, each.burden + shift[each.id])) * (party in each.binds)
            for each in among
        }
        for below, above, entering in climbed(study, *case.span):
            for c, w in own.items():
                change = scores[above.id, c] - scores[below.id, c]
                for id, part in parts(entering, c).items():
                    brings[id] += w * part * change
        nets.append([brings[each.id] for each in among])
    return nets


def common(whole: Every, nets: Sequence[Sequence[Fraction]]) -> tuple[set[str], set[str]]:
    """What is in every nondominated package of those allowed, and what is in any, where obligations bring so much."""
    reached: list[Any] = []
    scales = []
    for side in nets:
        sums, scale = totals(Fraction(), side)
        reached.append(sums[whole.masks])
        scales.append(scale)
    frontier = Every(whole.ids, whole.masks, (reached[0], reached[1]), (scales[0], scales[1])).frontier()
    masks = [mask for _, those in frontier for mask in those]
    held = [{id for i, id in enumerate(whole.ids) if mask >> i & 1} for mask in masks]
    return set.intersection(*held), set.union(*held)


@FEW
@given(st.data(), st.booleans())
def test_what_is_firm_holds_on_every_frontier_that_is_drawn(
    river: Study, data: st.DataObject, several: bool
) -> None:
    """Wherever scores, costs and burdens come to lie, what is firmly core is in every nondominated package.

    What is firmly out is in none; screens that some packages fail and demands are among what is asked of them.
    """
    study = altered(data, river, moved=not several)
    span = TOO_FAR if several else RIVER_ENDS
    cost = data.draw(st.sampled_from([0, 0.1, 0.25, 0.5]))
    demands: dict[str, list[str]] = {}
    if data.draw(st.booleans()):
        demands = {"exclude": [data.draw(st.sampled_from(offered(study, *span))).id]}
    found = design(study, RIVER, lower=span[0], upper=span[1], concession_cost=cost, samples=0, **demands)
    whole = every(study, RIVER, span, cost, **demands)
    broken = []
    for held in found.robust:
        for _ in range(3):
            always, ever = common(whole, drawn_nets(Case(study, RIVER, span), held, data))
            broken += [*(set(held.core) - always), *(set(held.out) & ever)]
    assert broken == []


@FEW
@given(st.data())
def test_without_prerequisites_nothing_more_holds(river: Study, data: st.DataObject) -> None:
    """Where nothing needs anything, each obligation that is neither leaves some frontier, and enters some."""
    study = altered(data, river, moved=True).changed(screens=())
    study = study.changed(obligations=tuple(each.changed(needs=()) for each in study.obligations))
    case = Case(study, RIVER, RIVER_ENDS)
    found = design(study, RIVER, lower=RIVER_ENDS[0], upper=RIVER_ENDS[1], samples=0)
    whole = every(study, RIVER, RIVER_ENDS, 0.5)
    brought = case.brought(ENDS)
    missed = []
    for held in by_criterion(found):
        for sign, firm in ((1, held.core), (-1, held.out)):
            # the worst case of each, all at once: what is least for one side is so for the other
            alone = [net(case, held, brought, {id}, sign) for id in whole.ids]
            always, ever = common(whole, list(zip(*alone, strict=True)))
            missed.append(set(firm) ^ (always if sign > 0 else set(whole.ids) - ever))
    assert all(held.exact for held in found.robust)
    assert missed == [set()] * 8


# --- what is said with them


def test_what_holds_has_that_class_at_best_scores(paper: Study, river: Study) -> None:
    """Nothing is firmly core that is not core, or firmly out that is not out: the best scores are looked at too."""
    found = [design(paper, samples=0), design(river, RIVER, samples=0)]
    firm = [(each.firmly, each.status) for one in found for each in one.offered if each.firmly != "neither"]
    assert set(firm) == {("core", "core"), ("out", "out")}


def test_demands_are_left_out(paper: Study) -> None:
    """What is asked for, and what follows from it, is in none of the three, and leaves the others' places alone."""
    plain = design(paper, samples=0)
    asked = design(paper, samples=0, require=["regional-liaison"], exclude=["frontier-guarantee"])
    settled = {each.obligation.id for each in asked.offered if each.asked}
    assert settled == {"regional-liaison", "liaison-missions", "frontier-guarantee", "kaliningrad"}
    assert [each.obligation.id for each in asked.offered if each.firmly is None] == [
        each.obligation.id for each in asked.offered if each.asked
    ]
    assert [[set(part) for part in (each.core, each.out, each.neither)] for each in asked.robust] == [
        [set(part) - settled for part in (each.core, each.out, each.neither)] for each in plain.robust
    ]


def test_more_doubts_leave_fewer_classes(paper: Study) -> None:
    """What holds under more doubts holds under fewer."""
    scores, burdens, costs, both, each = design(paper, samples=0).robust
    assert set(both.core) <= set(burdens.core) & set(costs.core) <= set(scores.core)
    assert set(both.out) <= set(burdens.out) & set(costs.out) <= set(scores.out)
    assert set(each.core) <= set(scores.core)


@pytest.mark.parametrize(("given", "high"), [(0, 1), (0.25, 0.5), (3, 6)])
def test_the_cost_goes_from_nothing_to_twice_what_it_is(given: float, high: float, paper: Study) -> None:
    """The concession cost is in doubt from 0 to twice the one in use, or to 1 where that is 0."""
    held = design(paper, samples=0, concession_cost=given).robust
    assert [(each.low, each.high) for each in held[2].costs] == [(0, high)] * 2
    assert [(each.low, each.high) for each in held[0].costs] == [(given, given)] * 2


def test_json_says_which_doubts_a_count_covers(paper: Study) -> None:
    """Each setting of the data names its doubts beside the obligations."""
    data = json.loads(json.dumps(design(paper, samples=0).to_dict()))["robust"]
    assert [(each["scores"], each["grades"]) for each in data] == [
        ("criterion", 0), ("criterion", 1), ("criterion", 0), ("criterion", 1), ("each", 0),
    ]  # fmt: skip
    assert data[3]["costs"] == [
        {"party": "russia", "low": 0.0, "high": 1.0},
        {"party": "nato", "low": 0.0, "high": 1.0},
    ]
    assert data[3]["core"] == ["broad-interests"]


def test_a_screen_that_packages_fail_makes_the_test_sufficient(river: Study) -> None:
    """With a screen that sets some packages aside the classes are not called exact, and fewer are firm."""
    study = river.changed(obligations=tuple(each.changed(needs=()) for each in river.obligations))
    lower, upper = TOO_FAR
    screened = design(study, RIVER, lower=lower, upper=upper, samples=0).robust[0]
    free = design(study, RIVER, lower=lower, upper=upper, samples=0, screens=[]).robust[0]
    assert free.exact
    assert not screened.exact
    assert set(screened.core) <= set(free.core)


# --- what is said of them in words


def test_the_document_says_which_doubts_each_count_covers(paper: Study) -> None:
    """One row for each set of doubts, each naming all of them, with three counts."""
    shown = captioned(frontier_document(design(paper, samples=0)), "Classes that hold")
    together = "scores, together by criterion"
    burdens, cost = "burdens one grade either way", "concession cost 0 to 1"
    assert cells(shown, "in doubt") == [
        together,
        f"{together}; {burdens}",
        f"{together}; {cost}",
        f"{together}; {burdens}; {cost}",
        "scores, each by itself",
    ]
    assert [cells(shown, head) for head in ("firmly core", "firmly out", "neither")] == [
        [8, 3, 2, 1, 0], [6, 3, 0, 0, 0], [5, 13, 17, 18, 19],
    ]  # fmt: skip


def test_the_document_names_what_holds_and_how_it_was_found(paper: Study) -> None:
    """By name what is firm while scores alone are in doubt, then the assumption, the limits and the source."""
    shown = prose(frontier_document(design(paper, samples=0)))
    assert (
        "with burdens, weights and a concession cost of 0.5 for both as they are: firmly core, so in every package of "
        "the frontier, are no-nuclear-in-east, frontier-guarantee, liaison-missions,"
    ) in shown
    assert "firmly out, so in none of them, are cfe-2, regional-liaison, commission-force-structure," in shown
    assert "Neither is shown of 5 others." in shown
    assert "additive by assumption: exact without prerequisites, sufficient with them" in shown
    assert "sufficient here: what is called firm is so, and more may be" in shown
    assert "Liesio, Mild & Salo 2007" in shown
    assert "What you asked for settles" not in shown


def test_the_document_says_that_demands_are_left_out(paper: Study) -> None:
    """Where something is asked for, the classes that hold leave it out and say so; with all settled there are none."""
    some = prose(frontier_document(design(paper, samples=0, exclude_if=["enlargement"])))
    assert "What you asked for settles the place of some, and these are left out here." in some
    every_id = [each.obligation.id for each in design(paper, samples=0).offered]
    none = prose(frontier_document(design(paper, samples=0, require=every_id)))
    assert "firmly" not in none


def test_where_nothing_is_firm_nothing_is_named(paper: Study) -> None:
    """With no place that holds, the sentence names nothing, and what is exact is called so."""
    lower = {"lower": "non-aggression", "upper": "cooperation"}
    needless = paper.changed(obligations=tuple(each.changed(needs=()) for each in paper.obligations))
    found = design(needless, samples=0, screens=[], concession_cost=0, **lower)
    assert found.robust[0].exact
    assert "and so exact here." in prose(frontier_document(found))
