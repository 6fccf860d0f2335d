"""What two parties bargain over: the packages of a stretch, and what each obligation is worth to either side.

A package's worth to a side is a sum over its obligations, so that each has one net effect per side whatever else
the package holds: the weighted points of score it carries, less the concession cost x its burden.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple

from treatyopt.bargaining.sides import Side
from treatyopt.errors import ArgumentProblem
from treatyopt.methods.dominance import Item, Point, frontier
from treatyopt.methods.exact import weighed
from treatyopt.packages.stretch import Stretch, stretch
from treatyopt.study.screens import Bound, Screen


class Bundle(NamedTuple):
    """A frontier package: both gains, and as bit masks over the offered obligations what it adds.

    `ties` counts the packages with just these gains, `always` is what all of them add and `ever` what any does.
    """

    gains: tuple[Any, ...]
    adds: int
    ties: int
    always: int
    ever: int


Status = Literal["core", "open", "out"]


class Classes(NamedTuple):
    """Bit masks over the offered obligations: what is in every package of a frontier, and what is in any."""

    always: int
    ever: int

    def of(self, place: int) -> Status:
        """Whether the offered obligation at this place is core, open or out."""
        return "core" if self.always >> place & 1 else "open" if self.ever >> place & 1 else "out"


def classed(points: Iterable[Bundle]) -> Classes:
    """What the packages of a frontier, tied ones included, have in common."""
    always, ever = -1, 0
    for each in points:
        always, ever = always & each.always, ever | each.ever
    return Classes(always, ever)


def _seen_by(side: Side, along: Stretch) -> Stretch:
    """A stretch with the scores that a side gives its ends and what lies between."""
    if side.view is None:
        return along
    try:
        return stretch(side.view, along.lower.id, along.upper.id)
    except ArgumentProblem as problem:
        raise ArgumentProblem(f"by what {side.id} scores otherwise, {problem}") from None


@dataclass(frozen=True)
class Stakes:
    """Two sides and their reservation values, a stretch, and what a package must and must not add.

    `required` and `excluded` are closed under prerequisites and do not meet; `screens` are to be passed.
    """

    stretch: Stretch
    sides: tuple[Side, ...]
    reservations: tuple[Fraction, ...]
    screens: tuple[Screen, ...]
    required: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The offered obligations."""
        return tuple(each.id for each in self.stretch.offered)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretch as either side sees it; ArgumentProblem where by a side's own scores a package could leave 0-100.

        Screens ask the common scores, those of `stretch`.
        """
        return tuple(_seen_by(side, self.stretch) for side in self.sides)

    @cached_property
    def worths(self) -> tuple[tuple[Fraction, ...], ...]:
        """What each offered obligation is worth to either side before its burden, exactly."""
        return tuple(
            tuple(
                weighed((w, seen.carries(id, criterion)) for criterion, w in side.weights.items())
                for side, seen in zip(self.sides, self.stretches, strict=True)
            )
            for id in self.ids
        )

    @cached_property
    def burdens(self) -> tuple[tuple[int, ...], ...]:
        """The burden units that each offered obligation puts on either side."""
        return tuple(tuple(side.burden([each]) for side in self.sides) for each in self.stretch.offered)

    @cached_property
    def start(self) -> tuple[tuple[Fraction, int], ...]:
        """What every package has from the lower type: worth and burden units for either side."""
        lower, held = self.stretch.lower, self.stretch.held
        return tuple((side.worth(lower), side.burden(held)) for side in self.sides)

    def nets(self, costs: Sequence[Fraction]) -> list[tuple[Fraction, ...]]:
        """What each offered obligation brings either side, its burden paid; exactly."""
        return [
            tuple(w - cost * b for w, b, cost in zip(worth, burden, costs, strict=True))
            for worth, burden in zip(self.worths, self.burdens, strict=True)
        ]

    def unmask(self, mask: int) -> tuple[str, ...]:
        """The offered obligations of a bit mask."""
        return tuple(id for i, id in enumerate(self.ids) if mask >> i & 1)

    @cached_property
    def _units(self) -> tuple[int, ...]:
        """By side, what turns every worth into a whole number."""
        return tuple(
            math.lcm(
                self.start[k][0].denominator,
                reserved.denominator,
                *(each[k].denominator for each in self.worths),
            )
            for k, reserved in enumerate(self.reservations)
        )

    @cached_property
    def _whole(self) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
        """What the lower type gains and each offered obligation is worth before burdens, in whole units."""
        start = (worth - reserved for (worth, _), reserved in zip(self.start, self.reservations, strict=True))
        return self._counted(start), [self._counted(each) for each in self.worths]

    def _counted(self, worths: Iterable[Fraction]) -> tuple[int, ...]:
        return tuple(int(worth * unit) for worth, unit in zip(worths, self._units, strict=True))

    def _figures(self, costs: Sequence[Fraction]) -> tuple[list[int], list[tuple[int, ...]], tuple[int, ...]]:
        """What the lower type and each offered obligation bring, burdens paid, in whole numbers of a unit.

        Last, by side, how many units a point of value is. Whole numbers are as exact as fractions and far faster.
        """
        per_point = tuple(u * cost.denominator for u, cost in zip(self._units, costs, strict=True))
        # By side, one after the other: this is asked for at every cost that is tried.
        paid = [
            [worth * cost.denominator - unit * cost.numerator * burden for worth, burden in column]
            for column, unit, cost in zip(self._columns, self._units, costs, strict=True)
        ]
        start, *nets = zip(*paid, strict=True)
        return list(start), nets, per_point

    @cached_property
    def _columns(self) -> list[list[tuple[int, int]]]:
        """By side, the worth in whole units and the burden: of the lower type, then of each offered obligation."""
        start, worths = self._whole
        worth = zip(start, *worths, strict=True)
        burden = zip((each for _, each in self.start), *self.burdens, strict=True)
        return [list(zip(*column, strict=True)) for column in zip(worth, burden, strict=True)]

    def gains(self, adds: int, costs: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Either side's gain over the baseline from a package, exactly."""
        start, nets, per_point = self._figures(costs)
        taken = [net for i, net in enumerate(nets) if adds >> i & 1]
        return tuple(Fraction(sum(parts), per) for *parts, per in zip(start, *taken, per_point, strict=True))

    def solved(self, costs: Sequence[Fraction]) -> list[Bundle]:
        """The whole frontier at the sides' concession costs, exactly."""
        start, nets, per_point = self._figures(costs)
        return [
            each._replace(gains=tuple(map(Fraction, each.gains, per_point)))
            for each in self.solved_for(start, nets)
        ]

    def rounded(
        self, adds: int, costs: Sequence[Fraction]
    ) -> tuple[tuple[float, ...], list[tuple[float, ...]]]:
        """Either side's gains from a package, and from each of the frontier, as `gains` and `solved` say; floats."""
        start, nets, per_point = self._figures(costs)
        one, other = per_point
        taken = [net for i, net in enumerate(nets) if adds >> i & 1]
        own = tuple(sum(parts) / per for *parts, per in zip(start, *taken, per_point, strict=True))
        first, second, points = self._points(start, nets)
        return own, [((first + each.first) / one, (second + each.second) / other) for each in points]

    def _points(self, start: Sequence[Any], nets: Sequence[Sequence[Any]]) -> tuple[Any, Any, list[Point]]:
        """What the lower type and all that is forced bring either side, and the frontier of what is free."""
        forced, free, items = self._items
        first = start[0] + sum(nets[i][0] for i in forced)
        second = start[1] + sum(nets[i][1] for i in forced)
        filled = [
            Item(nets[i][0], nets[i][1], item.needs, item.levels) for i, item in zip(free, items, strict=True)
        ]
        return first, second, frontier(filled, self._floors)

    def solved_for(self, start: Sequence[Any], nets: Sequence[Sequence[Any]]) -> list[Bundle]:
        """The whole frontier for given figures: what the lower type and each offered obligation bring."""
        forced, free, _ = self._items
        first, second, points = self._points(start, nets)
        held = sum(1 << i for i in forced)

        @cache  # most points have no other choice, so that their three masks are one
        def spread(mask: int) -> int:
            """A choice of the free ones, with what is forced, as a mask over all that is offered."""
            if len(free) == len(nets):  # each is in its own place
                return mask
            return held | sum(1 << i for k, i in enumerate(free) if mask >> k & 1)

        return [
            Bundle(
                (first + each.first, second + each.second),
                spread(each.taken), each.ties, spread(each.always), spread(each.ever),
            )
            for each in points
        ]  # fmt: skip

    @cached_property
    def _items(self) -> tuple[list[int], list[int], list[Item]]:
        """What is settled beforehand, what is free, and the free ones as items without their figures."""
        forced = [i for i, id in enumerate(self.ids) if id in self.required]
        free = [i for i, id in enumerate(self.ids) if id not in self.required | self.excluded]
        place = {self.ids[i]: k for k, i in enumerate(free)}
        items = []
        for i in free:
            offered = self.stretch.offered[i]
            needs = tuple(place[need] for need in offered.needs if need in place)
            items.append(Item(0, 0, needs, self.towards(i)))
        return forced, free, items

    def towards(self, place: int) -> tuple[int, ...]:
        """How far the offered obligation at this place takes a package towards passing each bound that some fail.

        In whole numbers, each bound's in its own unit; below 0, away from it.
        """
        return tuple(
            int(bound.sign * self.stretch.carries(self.ids[place], criterion) * scale)
            for (criterion, bound), scale in zip(self._binding, self._scales, strict=True)
        )

    @cached_property
    def _binding(self) -> tuple[tuple[str, Bound], ...]:
        """What screens ask that some package would fail: a criterion, and a bound on its score."""
        return tuple(
            (screen.criterion, bound)
            for screen in self.screens
            for bound in screen.bounds
            if bound.room(self.stretch.nearest(bound, screen.criterion)) < 0
        )

    @cached_property
    def _scales(self) -> tuple[int, ...]:
        """What turns each binding bound's figures into whole numbers."""
        return tuple(
            math.lcm(
                self._missing(criterion, bound).denominator,
                *(self.stretch.carries(id, criterion).denominator for id in self.ids),
            )
            for criterion, bound in self._binding
        )

    @cached_property
    def _floors(self) -> tuple[int, ...]:
        """What the free obligations must bring towards each binding bound, in whole numbers.

        What a maximum asks is a floor too, of the score with its sign turned.
        """
        return tuple(
            int(self._missing(criterion, bound) * scale)
            for (criterion, bound), scale in zip(self._binding, self._scales, strict=True)
        )

    def _missing(self, criterion: str, bound: Bound) -> Fraction:
        """How far outside a bound the lower type and what is required leave the score; below 0, how far inside."""
        required = [id for id in self.ids if id in self.required]
        return -bound.room(self.stretch.figure(criterion, "score", required))

    @property
    def possible(self) -> bool:
        """Whether any package passes the screens."""
        return bool(self.solved_for((0, 0), [(0, 0)] * len(self.ids)))
