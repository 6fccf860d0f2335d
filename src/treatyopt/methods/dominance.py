"""The exact frontier of choices under two objectives with prerequisites, by dominance dynamic programming.

Nemhauser & Ullmann 1969, Management Science 15:494-505, with the prerequisites still open as the state. Works
on any numbers that add and compare; with whole numbers or fractions nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from treatyopt.methods.narrowing import settled


class Item(NamedTuple):
    """Something to take or leave: what it adds to the first and second objective, by index what it needs,
    and what it adds on each of the levels that have a floor.
    """

    first: Any
    second: Any
    needs: tuple[int, ...] = ()
    levels: tuple[Any, ...] = ()


class Point(NamedTuple):
    """A nondominated pair of totals. Sets of items are bit masks.

    `taken` is the smallest choice that gives the pair; `ties` counts all choices that do, `always` holds what
    is in each of them and `ever` what is in any.
    """

    first: Any
    second: Any
    taken: int
    ties: int
    always: int
    ever: int


Points = list[Point]
# With so few items left the choices are gone through sooner than bounded.
_FEW = 16
# Which open prerequisites are taken, and how far each level is from its floor (None where it is safe).
State = tuple[int, tuple[Any, ...]]


def frontier(items: Sequence[Item], floors: Sequence[Any] = ()) -> Points:
    """Every nondominated pair of totals over the choices whose levels reach their floors.

    A choice is allowed if it holds what each of its items needs. Sorted by the first objective, largest
    first; empty if no choice reaches the floors.
    """
    decided, rest = _decided(items)
    if floors and len(rest) > _FEW:
        decided, rest = _narrowed(items, floors, decided, rest)
    first = sum((items[i].first for i in decided), 0)
    second = sum((items[i].second for i in decided), 0)
    missing = tuple(floor - sum((items[i].levels[k] for i in decided), 0) for k, floor in enumerate(floors))
    taken = _mask(decided)
    start = Point(first, second, taken, 1, taken, taken)
    return _solved(items, rest, taken, start, missing)


def _narrowed(
    items: Sequence[Item], floors: Sequence[Any], decided: list[int], rest: list[int]
) -> tuple[list[int], list[int]]:
    """What is decided and left to decide once bounds have settled what they can; they are for exact numbers."""
    exact = (int, Fraction)
    for item in items:
        if not all(isinstance(each, exact) for each in (item.first, item.second, *item.levels)):
            return decided, rest
    if not all(isinstance(floor, exact) for floor in floors):
        return decided, rest
    left = [items[i] for i in rest]
    objectives = ([item.first for item in left], [item.second for item in left])
    levels = [[item.levels[k] for item in left] for k in range(len(floors))]
    missing = [floor - sum(items[i].levels[k] for i in decided) for k, floor in enumerate(floors)]
    place = {i: k for k, i in enumerate(rest)}
    needs = [{place[need] for need in item.needs if need in place} for item in left]
    taken, out = settled(objectives, levels, missing, needs)
    return (
        [*decided, *(i for k, i in enumerate(rest) if taken >> k & 1)],
        [i for k, i in enumerate(rest) if not (taken | out) >> k & 1],
    )


def _mask(indices: Iterable[int]) -> int:
    return sum(1 << i for i in set(indices))


def _decided(items: Sequence[Item]) -> tuple[list[int], list[int]]:
    """What every nondominated choice takes, and what is left to decide once it and what none takes are out."""
    undecided = dict(enumerate(items))
    taken: list[int] = []
    while True:
        needed = {need for item in undecided.values() for need in item.needs}
        gain = [i for i, x in undecided.items() if _gains(x) and not any(n in undecided for n in x.needs)]
        loss = [i for i, x in undecided.items() if _loses(x) and i not in needed]
        if not gain and not loss:
            return sorted(taken), list(undecided)
        taken += gain
        for i in (*gain, *loss):
            del undecided[i]


def _gains(item: Item) -> bool:
    """Whether taking it betters any choice that may hold it: an objective rises and nothing falls."""
    rises = item.first > 0 or item.second > 0
    return bool(rises and min(item.first, item.second, *item.levels) >= 0)


def _loses(item: Item) -> bool:
    """Whether leaving it betters any choice that can do without it."""
    falls = item.first < 0 or item.second < 0
    return bool(falls and max(item.first, item.second, *item.levels) <= 0)


def _solved(
    items: Sequence[Item], rest: Sequence[int], decided: int, start: Point, missing: tuple[Any, ...]
) -> Points:
    order = _ordered(items, rest)
    last_use = {need: i for i in order for need in items[i].needs}
    closing = {i: _mask(need for need, user in last_use.items() if user == i) for i in order}
    opening = {i: 1 << i if i in last_use else 0 for i in order}
    ahead = _ahead(items, order, len(missing))
    states: dict[State, Points] = {}
    _enter(states, 0, missing, ahead[0], [start])
    for place, i in enumerate(order):
        item, coming = items[i], ahead[place + 1]
        needs = _mask(item.needs) & ~decided
        after: dict[State, Points] = {}
        for (open_, lacking), points in states.items():
            kept = open_ & ~closing[i]
            _enter(after, kept, lacking, coming, points)
            if needs & open_ == needs:
                moved = tuple(
                    None if each is None else each - level
                    for each, level in zip(lacking, item.levels, strict=False)
                )
                _enter(after, kept | opening[i], moved, coming, _shifted(points, item, 1 << i))
        states = after
    found: Points = []
    for points in states.values():
        found = merged(found, points)
    return found


def _ordered(items: Sequence[Item], rest: Sequence[int]) -> list[int]:
    """The items, prerequisites first, in an order that keeps few prerequisites open at a time."""
    within = set(rest)
    needs = {i: within.intersection(items[i].needs) for i in rest}
    users: dict[int, list[int]] = {i: [] for i in rest}
    for i in rest:
        for need in needs[i]:
            users[need].append(i)
    awaited = {i: len(users[i]) for i in rest}
    unmet = {i: len(needs[i]) for i in rest}

    def opens(i: int) -> tuple[int, int]:
        """By how much the number of open prerequisites grows when an item is placed next."""
        return bool(users[i]) - sum(awaited[need] == 1 for need in needs[i]), i

    ready = [i for i in rest if not needs[i]]
    order: list[int] = []
    while ready:
        chosen = min(ready, key=opens)
        ready.remove(chosen)
        order.append(chosen)
        for need in needs[chosen]:
            awaited[need] -= 1
        for user in users[chosen]:
            unmet[user] -= 1
            if not unmet[user]:
                ready.append(user)
    return order


def _ahead(items: Sequence[Item], order: Sequence[int], levels: int) -> list[list[tuple[Any, Any]]]:
    """For each place in the order: the least and the most that what follows can add on each level."""
    ahead = [[(0, 0)] * levels]
    for i in reversed(order):
        added = [
            (least + min(level, 0), most + max(level, 0))
            for (least, most), level in zip(ahead[-1], items[i].levels, strict=False)
        ]
        ahead.append(added)
    return ahead[::-1]


def _enter(
    states: dict[State, Points],
    open_: int,
    lacking: tuple[Any, ...],
    ahead: Sequence[tuple[Any, Any]],
    points: Points,
) -> None:
    """Add points to a state, unless a floor is out of reach; a level that is safe is no longer told apart."""
    left: list[Any] = []
    for lack, (least, most) in zip(lacking, ahead, strict=True):
        if lack is not None and most < lack:
            return
        left.append(None if lack is None or least >= lack else lack)
    key = (open_, tuple(left))
    states[key] = merged(states[key], points) if key in states else points


def _shifted(points: Points, item: Item, bit: int) -> Points:
    first, second = item.first, item.second
    return [
        Point(a + first, b + second, t | bit, n, every | bit, some | bit)
        for a, b, t, n, every, some in points
    ]


def merged(xs: Points, ys: Points) -> Points:
    """The nondominated points of two lists, each sorted by the first objective, largest first."""
    if not xs or not ys:
        return xs or ys
    found: Points = []
    i = j = 0
    best: Any = None
    while i < len(xs) or j < len(ys):
        if j == len(ys) or (i < len(xs) and xs[i][:2] >= ys[j][:2]):
            point, i = xs[i], i + 1
        else:
            point, j = ys[j], j + 1
        if best is None or point[1] > best:
            best = point[1]
            found.append(point)
        elif point[1] == best and point[0] == found[-1][0]:
            found[-1] = _same(found[-1], point)
    return found


def _same(one: Point, other: Point) -> Point:
    """Two choices that come to the same: the one that takes less stands for both."""
    smaller = min(one, other, key=lambda each: (each.taken.bit_count(), each.taken))
    return smaller._replace(
        ties=one.ties + other.ties, always=one.always & other.always, ever=one.ever | other.ever
    )
