"""Classes that hold: what is in every package of the frontier, or in none, whatever holds of what is in doubt.

After robust portfolio modelling (Liesio, Mild & Salo 2007, EJOR 181:1488-1505), whose core, borderline and exterior
projects these are, here for two sides and for obligations with prerequisites. No drawing is made: by drawings, how
often a class stays is told in `firmness.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from treatyopt.bargaining.doubts import Doubt, Scores, moves_of
from treatyopt.bargaining.stakes import Stakes
from treatyopt.methods.dominance import Item, frontier
from treatyopt.study.records import Obligation

_SCORES: tuple[Scores, ...] = ("criterion", "each")
Firmly = Literal["core", "out", "neither"]

_HEAVIEST = 3
# Bounds looked at before a test is given up and nothing called firm. One suffices for what has no prerequisites, or
# has them within a step; more are needed where an obligation needs others of other steps and these pull both ways.
_SPLITS = 500

# By side, the lowest and the highest concession cost.
_Ranges = Sequence[tuple[Fraction, Fraction]]


class CostRange(NamedTuple):
    """The concession costs of a party that were looked at, in value points per burden unit."""

    party: str
    low: float
    high: float


class Robust(NamedTuple):
    """Which offered obligations hold their place under some doubts, and which doubts those are.

    `scores`: each score in its range, "criterion": on a criterion all types at the same place in their ranges, "each":
    each score by itself. What a side scores otherwise is in doubt apart from the common scores, "criterion": all that
    it then sees on a criterion together. `costs`: each side's concession cost in its range. `grades`: each burden of
    what binds so many grades lighter or heavier, 0-3. All else is as it is. `core` is in every nondominated package
    whatever holds of these, `out` in none; `neither` is what was not shown to be either. What a demand settles is in
    none of the three.
    With `exact` nothing that is called neither holds its place; else it might, as the test is sufficient only where
    obligations need others, or where some package fails a screen.
    """

    id: str
    scores: Scores
    costs: tuple[CostRange, ...]
    grades: int
    core: tuple[str, ...]
    out: tuple[str, ...]
    neither: tuple[str, ...]
    exact: bool

    def of(self, id: str) -> Firmly | None:
        """Which of the three an offered obligation is in; None where a demand settles its place."""
        places: tuple[Firmly, ...] = ("core", "out", "neither")
        return next((place for place in places if id in getattr(self, place)), None)


class _Part(NamedTuple):
    """What one obligation brings: what no score moves of either side, and points of score by what is in doubt.

    In whole numbers: of a unit of each side, and of a part of a point.
    """

    fixed: tuple[int, ...]
    moves: Mapping[Doubt, tuple[int, ...]]


class _Moves(NamedTuple):
    """By offered obligation, points of score by what is in doubt: in whole numbers, `scale` of which are a point."""

    scale: int
    points: Sequence[Mapping[Doubt, tuple[int, ...]]]


class _Sets(NamedTuple):
    """Sets of obligations, by place: `whole` less what can be left of `others`, or with what can come of them.

    `sign` is -1 or 1 for these two. Whatever of the others is taken holds its own prerequisites among them.
    """

    whole: tuple[int, ...]
    others: tuple[int, ...]
    sign: int

    def set_of(self, taken: int) -> list[int]:
        """The set where some of the others, a bit mask, are left out or come along."""
        some = [i for k, i in enumerate(self.others) if taken >> k & 1]
        return [*self.whole, *some] if self.sign > 0 else [i for i in self.whole if i not in some]


def robust(stakes: Stakes, costs: Sequence[Fraction]) -> tuple[Robust, ...]:
    """The classes that hold while scores are in doubt: they alone, then with burdens, the concession cost, and both.

    Each cost is taken from 0 to twice what it is, or to 1 where it is 0. Last come scores alone, each by itself.
    """
    given = [(cost, cost) for cost in costs]
    wide = [(Fraction(), 2 * cost or Fraction(1)) for cost in costs]
    moves = {scores: _moves(stakes, scores) for scores in _SCORES}
    settings: tuple[tuple[str, Scores, _Ranges, int], ...] = (
        ("scores", "criterion", given, 0),
        ("scores-and-burdens", "criterion", given, 1),
        ("scores-and-cost", "criterion", wide, 0),
        ("scores-burdens-and-cost", "criterion", wide, 1),
        ("each-score", "each", given, 0),
    )
    return tuple(_held(stakes, moves[setting[1]], *setting) for setting in settings)


def robust_to_scores(stakes: Stakes, costs: Sequence[Fraction]) -> Robust:
    """The classes that hold while scores alone are in doubt, together by criterion: the first of `robust`."""
    given = [(cost, cost) for cost in costs]
    return _held(stakes, _moves(stakes, "criterion"), "scores", "criterion", given, 0)


def _moves(stakes: Stakes, scores: Scores) -> _Moves:
    """What obligations move under these doubts."""
    moves = [dict(moves_of(stakes, id, scores)) for id in stakes.ids]
    scale = math.lcm(*_denominators(point for brought in moves for at in brought.values() for point in at))
    counted = [
        {doubt: tuple(int(point * scale) for point in at) for doubt, at in brought.items()}
        for brought in moves
    ]
    return _Moves(scale, counted)


def _held(stakes: Stakes, moves: _Moves, id: str, scores: Scores, costs: _Ranges, grades: int) -> Robust:
    """The classes that hold under one set of doubts.

    A package without an obligation lacks some of what it needs and all that depends on those: where adding all of that
    always gains, no such package is nondominated. A package with it holds some of what depends on it: where losing all
    of that always gains, likewise. Without prerequisites each obligation stands alone, and the converse is true too.
    """
    free = [i for i, id in enumerate(stakes.ids) if id not in stakes.required | stakes.excluded]
    needs = {i: _needs(stakes, i, free) for i in free}
    users = {i: [j for j in free if i in needs[j]] for i in free}
    added = _Case(stakes, moves, [high for _, high in costs], grades, 1)
    lost = _Case(stakes, moves, [low for low, _ in costs], grades, -1)
    core = [i for i in free if added.always_gains(_Sets((i, *needs[i]), tuple(needs[i]), -1))]
    out = [i for i in free if lost.always_gains(_Sets((i,), tuple(users[i]), 1))]
    neither = [i for i in free if i not in {*core, *out}]
    return Robust(
        id=id,
        scores=scores,
        costs=tuple(CostRange(s.id, *map(float, x)) for s, x in zip(stakes.sides, costs, strict=True)),
        grades=grades,
        core=tuple(stakes.ids[i] for i in core),
        out=tuple(stakes.ids[i] for i in out),
        neither=tuple(stakes.ids[i] for i in neither),
        exact=not any(needs.values()) and not any(stakes.towards(i) for i in free),
    )


def _needs(stakes: Stakes, place: int, free: Sequence[int]) -> list[int]:
    """What an obligation needs of what is free, directly or through others."""
    places = {stakes.ids[i]: i for i in free}
    found: list[int] = []
    waiting = [place]
    while waiting:
        for need in stakes.stretch.offered[waiting.pop()].needs:
            i = places.get(need)
            if i is not None and i not in found:
                found.append(i)
                waiting.append(i)
    return sorted(found)


def _denominators(figures: Iterable[Fraction]) -> Iterator[int]:
    return (each.denominator for each in figures)


def _whole(figures: Sequence[Fraction], units: Sequence[int]) -> tuple[int, ...]:
    """Figures of either side in whole numbers of that side's unit."""
    return tuple(int(figure * unit) for figure, unit in zip(figures, units, strict=True))


class _Case:
    """What obligations bring where they are added (`sign` 1), or where they are lost (-1), and how low that can be.

    It is least with the highest cost and burdens some grades up where they are added, with the lowest and some grades
    down where they are lost. No weight is negative, so that what is least for one side is so for the other. All is
    counted in whole numbers of a unit of each side, as exact as fractions and far faster.
    """

    def __init__(
        self, stakes: Stakes, moves: _Moves, costs: Sequence[Fraction], grades: int, sign: int
    ) -> None:
        self.stakes, self.sign = stakes, sign
        ids = [each.id for each in stakes.stretch.study.criteria]
        weights = {id: tuple(side.weights.get(id, Fraction()) for side in stakes.sides) for id in ids}
        prices = [self._price(each, costs, grades) for each in stakes.stretch.offered]
        units = [math.lcm(*_denominators(each)) for each in zip(*weights.values(), *prices, strict=True)]
        self.heights = {id: max(each) for id, each in weights.items()}
        self.weights = {id: _whole(each, units) for id, each in weights.items()}
        self.parts = [
            _Part(
                _whole(price, [unit * moves.scale for unit in units]),
                {doubt: tuple(sign * point for point in at) for doubt, at in brought.items()},
            )
            for price, brought in zip(prices, moves.points, strict=True)
        ]
        # Most questions are answered by these alone, and each obligation stands in many of them.
        self.bounds = [self._least(part, {}) for part in self.parts]

    def _bound(self, i: int, settled: Mapping[Doubt, int]) -> tuple[int, ...]:
        """The least that one obligation brings either side, by its place."""
        return self._least(self.parts[i], settled) if settled else self.bounds[i]

    def _price(self, obligation: Obligation, costs: Sequence[Fraction], grades: int) -> tuple[Fraction, ...]:
        """What its burden costs either side, or saves it."""
        grade = min(max(obligation.burden + self.sign * grades, 0), _HEAVIEST)
        return tuple(
            -self.sign * cost * (grade if side.id in obligation.binds else 0)
            for side, cost in zip(self.stakes.sides, costs, strict=True)
        )

    def always_gains(self, sets: _Sets) -> bool:
        """Whether each of the sets gains: at its least no side loses by it and one gains.

        What is least for each obligation by itself bounds what is least for all together from below. Where that bound
        says too little, it is split by one thing in doubt, at each of its places.
        """
        if not self._passing(sets):
            return False
        waiting: list[dict[Doubt, int]] = [{}]
        for _ in range(_SPLITS):
            if not waiting:
                return True
            settled = waiting.pop()
            short = self._short(sets, settled)
            if short is None:
                continue
            whole = _together(short)
            if not _is_gain(self._least(whole, {})):
                return False
            doubt = self._widest(short, whole, settled)
            waiting += [{**settled, doubt: place} for place in range(len(whole.moves[doubt]))]
        return not waiting

    def _passing(self, sets: _Sets) -> bool:
        """Whether nothing that could be added, or lost, takes a package nearer to failing a screen."""
        return all(
            self.sign * level >= 0 for i in (*sets.whole, *sets.others) for level in self.stakes.towards(i)
        )

    def _short(self, sets: _Sets, settled: Mapping[Doubt, int]) -> list[_Part] | None:
        """One of the sets whose bound is no gain, if there is one: the worst are a frontier themselves."""
        bounds = {i: self._bound(i, settled) for i in {*sets.whole, *sets.others}}
        base = [sum(parts) for parts in zip(*(bounds[i] for i in sets.whole), strict=True)]
        worst = frontier([self._item(sets, i, bounds[i]) for i in sets.others])
        for point in worst:
            if not _is_gain((base[0] - point.first, base[1] - point.second)):
                return [self.parts[i] for i in sets.set_of(point.taken)]
        return None

    def _item(self, sets: _Sets, i: int, bound: Sequence[int]) -> Item:
        """One of the others as an item: what is lost by leaving it out, or by its coming along."""
        needs = self.stakes.stretch.offered[i].needs
        places = (k for k, j in enumerate(sets.others) if self.stakes.ids[j] in needs)
        return Item(-sets.sign * bound[0], -sets.sign * bound[1], tuple(places))

    def _least(self, part: _Part, settled: Mapping[Doubt, int]) -> tuple[int, ...]:
        """The least it brings either side, by itself, with some things in doubt at a given place."""
        points = {
            doubt: at[settled[doubt]] if doubt in settled else min(at) for doubt, at in part.moves.items()
        }
        return tuple(
            sum(
                (self.weights[doubt.criterion][k] * at for doubt, at in points.items() if k in doubt.sides),
                fixed,
            )
            for k, fixed in enumerate(part.fixed)
        )

    def _widest(self, parts: Sequence[_Part], whole: _Part, settled: Mapping[Doubt, int]) -> Doubt:
        """What is in doubt and not settled, by which the least of all together is most above the bound."""

        def gap(doubt: Doubt) -> Fraction:
            bound = sum(min(part.moves[doubt]) for part in parts if doubt in part.moves)
            return (min(whole.moves[doubt]) - bound) * self.heights[doubt.criterion]

        return max((doubt for doubt in whole.moves if doubt not in settled), key=gap)


def _is_gain(nets: Sequence[float]) -> bool:
    """Whether neither side loses and one gains; exactly."""
    return min(nets) >= 0 and max(nets) > 0


def _together(parts: Sequence[_Part]) -> _Part:
    """What several obligations bring together."""
    moves: dict[Doubt, tuple[int, ...]] = {}
    for part in parts:
        for doubt, points in part.moves.items():
            before = moves.get(doubt)
            moves[doubt] = (
                points if before is None else tuple(a + b for a, b in zip(before, points, strict=True))
            )
    return _Part(tuple(map(sum, zip(*(part.fixed for part in parts), strict=True))), moves)
