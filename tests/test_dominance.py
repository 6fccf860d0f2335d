"""The exact frontier against every subset there is, and what must hold of it whatever the figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY, QUICK
from treatyopt.methods import dominance
from treatyopt.methods.dominance import Item, Point, frontier, merged

EMPTY = Point(0, 0, 0, 1, 0, 0)


class Problem(NamedTuple):
    """Items and the floors of their levels."""

    items: list[Item]
    floors: list[Any]


def every_subset(figures: Iterable[int]) -> np.ndarray:
    """The sum of these figures over each subset, by bit mask."""
    sums = np.zeros(1, dtype=np.int64)
    for each in figures:
        sums = np.concatenate([sums, sums + each])
    return sums


def brute(items: Sequence[Item], floors: Sequence[int] = ()) -> list[Point]:
    """The frontier from all subsets, one by one; whole figures only."""
    masks = np.arange(1 << len(items), dtype=np.int64)
    allowed = np.ones(len(masks), dtype=bool)
    for i, item in enumerate(items):
        for need in item.needs:
            allowed &= (masks >> i & 1) <= (masks >> need & 1)
    for k, floor in enumerate(floors):
        allowed &= every_subset(item.levels[k] for item in items) >= floor
    masks = masks[allowed]
    first = every_subset(item.first for item in items)[allowed]
    second = every_subset(item.second for item in items)[allowed]
    order = np.lexsort((-second, -first))
    masks, first, second = masks[order], first[order], second[order]
    # In this order a pair is nondominated just when its second figure is above all that come before it.
    before = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(second)[:-1]])
    found = []
    for place in np.flatnonzero(second > before):
        a, b = int(first[place]), int(second[place])
        same = [int(mask) for mask in masks[(first == a) & (second == b)]]
        taken = min(same, key=lambda mask: (mask.bit_count(), mask))
        always, ever = np.bitwise_and.reduce(same), np.bitwise_or.reduce(same)
        found.append(Point(a, b, taken, len(same), int(always), int(ever)))
    return found


def drawn(count: int, kind: str, most: int, levels: int, seed: int) -> Problem:
    """A random problem; about half of its items need one or two others, which may come later in the list."""
    rng = np.random.default_rng(seed)
    first = rng.integers(-most, most + 1, count)
    second = rng.integers(-most, most + 1, count)
    if kind != "unrelated":
        second = (first if kind == "aligned" else -first) + second // 2
    place = rng.permutation(count)
    items: list[Item] = [Item(0, 0)] * count
    for i in range(count):
        needed = rng.choice(i, size=min(i, int(rng.choice([0, 0, 1, 2]))), replace=False) if i else ()
        added = tuple(int(x) for x in rng.integers(-2, 4, levels))
        needs = tuple(int(place[need]) for need in needed)
        items[place[i]] = Item(int(first[i]), int(second[i]), needs, added)
    # Floors from one that hardly binds to one that is now and then out of reach.
    reach = [sum(max(item.levels[k], 0) for item in items) for k in range(levels)]
    floors = [int(rng.integers(0, 1 + most_of * 4 // 5)) for most_of in reach]
    return Problem(items, floors)


@st.composite
def problems(draw: st.DrawFn, max_items: int = 9, max_levels: int = 2) -> Problem:
    """Small problems with small whole figures, so that ties are common; prerequisites may come later."""
    count, levels = draw(st.integers(0, max_items)), draw(st.integers(0, max_levels))
    figure = st.integers(-4, 4)
    place = draw(st.permutations(range(count)))
    items: list[Item] = [Item(0, 0)] * count
    for i in range(count):
        needed = draw(st.sets(st.integers(0, i - 1), max_size=2)) if i else set()
        items[place[i]] = Item(
            draw(figure), draw(figure), tuple(place[need] for need in needed),
            tuple(draw(st.integers(-2, 3)) for _ in range(levels)),
        )  # fmt: skip
    return Problem(items, [draw(st.integers(-4, 8)) for _ in range(levels)])


def bits(mask: int) -> list[int]:
    """The indices in a bit mask."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def total(figures: Sequence[Any], mask: int) -> Any:
    """The sum of the figures at the indices of a bit mask."""
    return sum(figures[i] for i in bits(mask))


def closed(items: Sequence[Item], mask: int) -> bool:
    """Whether a choice holds what each of its items needs."""
    return all(mask >> need & 1 for i in bits(mask) for need in items[i].needs)


def pairs(points: Sequence[Point]) -> list[tuple[Any, Any]]:
    """The two totals of each point."""
    return [(each.first, each.second) for each in points]


# --- against every subset


@pytest.mark.parametrize("levels", [0, 1, 2])
@pytest.mark.parametrize("most", [2, 8, 60])
@pytest.mark.parametrize("kind", ["opposed", "aligned", "unrelated"])
def test_frontier_equals_all_subsets_of_eighteen(kind: str, most: int, levels: int) -> None:
    """Totals, smallest choice, ties and both masks are those of all 262,144 subsets, and of fewer more often."""
    for count, seed in [(18, 0), *((13, seed) for seed in range(1, 10))]:
        items, floors = drawn(count, kind, most, levels, seed)
        assert frontier(items, floors) == brute(items, floors)


@pytest.mark.parametrize("seed", range(4))
def test_frontier_equals_all_subsets_of_a_chain_and_a_star(seed: int) -> None:
    """The two extremes of prerequisites, each item on the one before and all on a single one, hold too."""
    plain, _ = drawn(18, "opposed", 5, 0, seed)
    chain = [item._replace(needs=(i - 1,) if i else ()) for i, item in enumerate(plain)]
    star = [item._replace(needs=(17,) if i < 17 else ()) for i, item in enumerate(plain)]
    for items in (chain, star):
        assert frontier(items) == brute(items)


def test_random_problems_have_ties_floors_that_bind_and_floors_out_of_reach() -> None:
    """The random problems above are not easy ones: choices tie, and floors change or empty the frontier."""
    hard = [drawn(18, "opposed", 2, 1, seed) for seed in range(6)]
    assert any(each.ties > 1 for items, floors in hard for each in frontier(items, floors))
    assert any(pairs(frontier(items, floors)) != pairs(frontier(items)) for items, floors in hard)
    tight = [drawn(18, kind, 2, 2, seed) for kind in ("opposed", "aligned") for seed in range(6)]
    assert any(not frontier(items, floors) for items, floors in tight)


@MANY
@given(problems())
def test_frontier_equals_all_subsets(problem: Problem) -> None:
    """For small problems of any shape it is the frontier of all subsets."""
    assert frontier(*problem) == brute(*problem)


# --- what holds whatever the figures


@MANY
@given(problems(), st.data())
def test_order_of_items_does_not_matter(problem: Problem, data: st.DataObject) -> None:
    """Permuting the items permutes the masks only, save which of the smallest choices is shown."""
    items, floors = problem
    place = data.draw(st.permutations(range(len(items))))
    turned: list[Item] = [Item(0, 0)] * len(items)
    for i, item in enumerate(items):
        turned[place[i]] = item._replace(needs=tuple(place[need] for need in item.needs))

    def told(mask: int) -> int:
        return sum(1 << place[i] for i in bits(mask))

    mine, other = frontier(items, floors), frontier(turned, floors)
    assert [each._replace(taken=0) for each in other] == [
        each._replace(taken=0, always=told(each.always), ever=told(each.ever)) for each in mine
    ]
    # The lowest mask among the smallest choices depends on the numbering, the number of items does not.
    assert [each.taken.bit_count() for each in other] == [each.taken.bit_count() for each in mine]


@MANY
@given(problems(), st.lists(st.integers(1, 12), min_size=22, max_size=22))
def test_fractions_and_scaled_whole_numbers_agree(problem: Problem, parts: list[int]) -> None:
    """Fractions and the whole numbers that they become over a common denominator have the same frontier."""
    items, floors = problem
    fine = [
        Item(
            Fraction(item.first, parts[i]), Fraction(item.second, parts[i + 1]),
            item.needs, tuple(Fraction(level, parts[i + 2]) for level in item.levels),
        )
        for i, item in enumerate(items)
    ]  # fmt: skip
    lows = [Fraction(floor, parts[-1]) for floor in floors]
    scale = math.lcm(*parts)
    whole = [
        Item(
            int(item.first * scale), int(item.second * scale),
            item.needs, tuple(int(level * scale) for level in item.levels),
        )
        for item in fine
    ]  # fmt: skip
    found = frontier(whole, [int(low * scale) for low in lows])
    assert frontier(fine, lows) == [
        each._replace(first=Fraction(each.first, scale), second=Fraction(each.second, scale))
        for each in found
    ]


@QUICK
@given(problems())
def test_whole_floats_agree_with_whole_numbers(problem: Problem) -> None:
    """Floats that hold whole numbers give the frontier of those numbers."""
    items, floors = problem
    loose = [item._replace(first=float(item.first), second=float(item.second)) for item in items]
    assert frontier(loose, floors) == frontier(items, floors)


@MANY
@given(problems(), st.data())
def test_useless_item_changes_nothing(problem: Problem, data: st.DataObject) -> None:
    """An item that only takes away, needed by nothing, leaves the frontier and its masks as they are."""
    items, floors = problem
    losses = st.tuples(st.integers(-3, 0), st.integers(-3, 0)).filter(any)
    needs = data.draw(st.sets(st.sampled_from(range(len(items))), max_size=2)) if items else set()
    levels = tuple(data.draw(st.integers(-2, 0)) for _ in floors)
    useless = Item(*data.draw(losses), tuple(needs), levels)
    assert frontier([*items, useless], floors) == frontier(items, floors)


@MANY
@given(problems(max_items=8), st.integers(1, 4), st.integers(0, 4))
def test_item_without_drawback_is_always_taken(problem: Problem, first: int, second: int) -> None:
    """An item that only adds and needs nothing shifts every point and is in each of its choices."""
    items, floors = problem
    bit = 1 << len(items)
    found = frontier([*items, Item(first, second, (), (0,) * len(floors))], floors)
    assert found == [
        Point(a + first, b + second, taken | bit, ties, always | bit, ever | bit)
        for a, b, taken, ties, always, ever in frontier(items, floors)
    ]


@MANY
@given(problems(max_items=8))
def test_item_that_does_nothing_doubles_the_ties(problem: Problem) -> None:
    """An item of zeros is in no smallest choice and in no mask but `ever`; it doubles every count of ties."""
    items, floors = problem
    found = frontier([*items, Item(0, 0, (), (0,) * len(floors))], floors)
    bit = 1 << len(items)
    assert found == [
        each._replace(ties=2 * each.ties, ever=each.ever | bit) for each in frontier(items, floors)
    ]


@MANY
@given(problems())
def test_choices_hold_what_their_items_need(problem: Problem) -> None:
    """What is taken, what is in every choice and what is in any are each closed under prerequisites."""
    items, floors = problem
    found = frontier(items, floors)
    assert found or floors
    for each in found:
        assert closed(items, each.taken)
        assert closed(items, each.always)
        assert closed(items, each.ever)


@MANY
@given(problems())
def test_taken_gives_the_totals_and_reaches_the_floors(problem: Problem) -> None:
    """The choice shown adds up to its point, reaches every floor and lies between both masks."""
    items, floors = problem
    found = frontier(items, floors)
    assert found or floors
    for each in found:
        assert total([item.first for item in items], each.taken) == each.first
        assert total([item.second for item in items], each.taken) == each.second
        assert each.always & ~each.taken == 0
        assert each.taken & ~each.ever == 0
        for k, floor in enumerate(floors):
            assert total([item.levels[k] for item in items], each.taken) >= floor


@MANY
@given(problems())
def test_points_fall_in_the_first_and_rise_in_the_second(problem: Problem) -> None:
    """Sorted by the first objective, largest first, the second strictly rises: no point dominates another."""
    found = pairs(frontier(*problem))
    assert found == sorted(set(found), reverse=True)
    assert [second for _, second in found] == sorted({second for _, second in found})


@QUICK
@given(problems())
def test_exchanging_the_objectives_turns_the_list_round(problem: Problem) -> None:
    """With the two objectives exchanged the same points come in the opposite order."""
    items, floors = problem
    turned = [item._replace(first=item.second, second=item.first) for item in items]
    assert frontier(turned, floors) == [
        each._replace(first=each.second, second=each.first) for each in reversed(frontier(items, floors))
    ]


# --- floors


@MANY
@given(problems(max_levels=1), st.integers(1, 5))
def test_floor_out_of_reach_leaves_nothing(problem: Problem, beyond: int) -> None:
    """A floor above all that the items could add leaves an empty list."""
    items, _ = problem
    graded = [item._replace(levels=(i % 3,)) for i, item in enumerate(items)]
    assert frontier(graded, [sum(item.levels[0] for item in graded) + beyond]) == []


@QUICK
@given(problems())
def test_floor_that_everything_reaches_changes_nothing(problem: Problem) -> None:
    """Floors below the least that the items could add give the frontier without floors."""
    items, floors = problem
    low = [sum(min(item.levels[k], 0) for item in items) for k in range(len(floors))]
    assert frontier(items, low) == frontier(items)


def test_floor_reached_only_together_with_a_prerequisite() -> None:
    """A floor forces an item in, and with it what that item needs and would not be taken for itself."""
    items = [Item(-2, -1, (), (0,)), Item(-1, -1, (0,), (3,)), Item(4, -3, (), (2,))]
    # Only the second item, with the first, adds enough for 3: {0, 1} = (-3, -2), {0, 1, 2} = (1, -5).
    assert frontier(items, [3]) == [
        Point(1, -5, 0b111, 1, 0b111, 0b111),
        Point(-3, -2, 0b011, 1, 0b011, 0b011),
    ]


# --- the plainest cases


def test_no_items_leave_the_empty_choice() -> None:
    """Without items there is one choice, which gives nothing; a floor of 0 allows it, one of 1 does not."""
    assert frontier([]) == frontier([], [0]) == [EMPTY]
    assert frontier([], [1]) == []


def test_smallest_choice_is_fewest_items_then_lowest_mask() -> None:
    """Of the choices that give the same pair the one with fewest items is shown, then the lowest mask."""
    # (3, -3) comes of {2}, {3} and {0, 1}; every other total is one of these taken several times.
    items = [Item(1, -1), Item(2, -2), Item(3, -3), Item(3, -3)]
    point = next(each for each in frontier(items) if each.first == 3)
    assert point == Point(3, -3, 0b0100, 3, 0, 0b1111)


def test_gain_that_costs_a_prerequisite_is_weighed_with_it() -> None:
    """An item worth having is left out of points for which what it needs costs too much."""
    # {} = (0, 0), {0} = (-3, -1), {0, 1} = (2, -1); the second item alone is not allowed.
    assert frontier([Item(-3, -1), Item(5, 0, (0,))]) == [Point(2, -1, 0b11, 1, 0b11, 0b11), EMPTY]


def test_prerequisite_named_twice_counts_once() -> None:
    """Naming a prerequisite twice says no more than naming it once."""
    once = [Item(-1, 1), Item(5, -2, (0,)), Item(3, -5)]
    twice = [Item(-1, 1), Item(5, -2, (0, 0)), Item(3, -5)]
    assert frontier(twice) == frontier(once)


def test_prerequisites_are_forgotten_after_their_last_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten items with one user each are never told apart two at a time, which keeps large problems quick."""
    seen: list[int] = []
    enter = dominance._enter

    def recorded(states: Any, open_: int, *rest: Any) -> None:
        seen.append(open_)
        enter(states, open_, *rest)

    monkeypatch.setattr(dominance, "_enter", recorded)
    items = [Item(1 + i, -2 - i, () if i < 10 else (i - 10,)) for i in range(20)]
    frontier(items)
    assert {each.bit_count() for each in seen} == {0, 1}


# --- merging


@MANY
@given(problems(max_levels=0), problems(max_levels=0))
def test_merged_keeps_only_the_nondominated(one: Problem, other: Problem) -> None:
    """Of two lists just the points that none of either dominates are left, sorted, with ties added up."""
    xs, ys = frontier(one.items), frontier(other.items)
    both = [*xs, *ys]
    kept = {
        (a.first, a.second)
        for a in both
        if not any(
            b.first >= a.first and b.second >= a.second and (b.first, b.second) != (a.first, a.second)
            for b in both
        )
    }
    found = merged(xs, ys)
    assert pairs(found) == sorted(kept, reverse=True)
    for each in found:
        same = [p for p in both if (p.first, p.second) == (each.first, each.second)]
        assert each.ties == sum(p.ties for p in same)
        assert (each.taken.bit_count(), each.taken) == min((p.taken.bit_count(), p.taken) for p in same)
        assert each.always == np.bitwise_and.reduce([p.always for p in same])
        assert each.ever == np.bitwise_or.reduce([p.ever for p in same])
    assert merged(ys, xs) == found


@QUICK
@given(problems())
def test_merging_with_nothing_changes_nothing(problem: Problem) -> None:
    """A list merged with an empty one is that list."""
    points = frontier(*problem)
    assert merged(points, []) == merged([], points) == points
