"""Small valid studies for tests: a builder from plain figures, hypothesis strategies, and exact arithmetic."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from treatyopt import Study, design, negotiate
from treatyopt.methods.weightspace import cut, share, whole

Triple = tuple[float, float, float]

# Without what misreporting could gain, and what turns on where obligations enter: each is tested apart, and costs a
# frontier for every report and placing.
plain_design = partial(design, reports=0, placings=False)
plain_negotiate = partial(negotiate, reports=0)

# The settings of every property here: few enough examples to stay quick, no deadline on a busy machine. CI takes so
# many times as many, once.
_TIMES = int(os.environ.get("TREATYOPT_EXAMPLES", "1"))
QUICK = settings(deadline=None, max_examples=5 * _TIMES, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(QUICK, max_examples=15 * _TIMES)


@dataclass(frozen=True)
class Plan:
    """What a small study is made of, in plain figures: `scores[option][criterion]` as (low, best, high).

    `sizes` holds the number of criteria of each group; `points` gives the groups' points, `shares` the inner
    shares of a group where they are not equal; `screens` holds (index of criterion, minimum, maximum), of which
    one may be None and the last left out. With `baseline`, the first option is the baseline.
    """

    sizes: tuple[int, ...]
    points: tuple[float, ...]
    scores: tuple[tuple[tuple[float, float, float], ...], ...]
    shares: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    screens: tuple[tuple[int, float | None] | tuple[int, float | None, float | None], ...] = ()
    baseline: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """The ids of the groups."""
        return tuple(f"group-{g}" for g in range(len(self.sizes)))

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the criteria, in the order of their groups."""
        return tuple(id for group in range(len(self.sizes)) for id in self.within(group))

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the options, weakest first."""
        return tuple(f"option-{o}" for o in range(len(self.scores)))

    def within(self, group: int) -> tuple[str, ...]:
        """The ids of the criteria of a group, by the group's index."""
        start = sum(self.sizes[:group])
        return tuple(f"criterion-{c}" for c in range(start, start + self.sizes[group]))

    def share(self, group: int) -> list[Fraction]:
        """The inner shares of a group, exactly."""
        given = [Fraction(x) for x in self.shares.get(group, (1.0,) * self.sizes[group])]
        return [x / sum(given) for x in given]

    def weight(self) -> list[Fraction]:
        """The weight of every criterion under the profile, exactly."""
        total = sum(Fraction(x) for x in self.points)
        return [
            Fraction(points) / total * share
            for group, points in enumerate(self.points)
            for share in self.share(group)
        ]

    def group_row(self, option: int, end: int = 1) -> list[Fraction]:
        """An option's share-weighted score in each group, exactly; `end` is 0 low, 1 best, 2 high."""
        row, start = [], 0
        for group, size in enumerate(self.sizes):
            figures = self.scores[option][start : start + size]
            shares = self.share(group)
            row.append(sum((w * Fraction(x[end]) for w, x in zip(shares, figures, strict=True)), Fraction()))
            start += size
        return row

    def space_row(self, option: int, end: int = 1) -> list[Fraction]:
        """An option's scores on what weightings are of: the groups, or the criteria of the only group."""
        if len(self.sizes) > 1:
            return self.group_row(option, end)
        return [Fraction(figures[end]) for figures in self.scores[option]]

    def value(self, option: int, end: int = 1) -> Fraction:
        """An option's value under the profile, exactly."""
        pairs = zip(self.weight(), self.scores[option], strict=True)
        return sum((w * Fraction(x[end]) for w, x in pairs), Fraction())

    def passes(self, option: int) -> bool:
        """Whether an option passes every screen on its best scores."""
        return all(low <= self.scores[option][c][1] <= high for c, low, high in self.bands())

    def bands(self) -> list[tuple[int, float, float]]:
        """What each screen lets pass: the index of its criterion, and the scores from and to."""
        found = []
        for c, minimum, *rest in self.screens:
            maximum = rest[0] if rest else None
            found.append((c, 0.0 if minimum is None else minimum, 100.0 if maximum is None else maximum))
        return found

    def data(self) -> dict[str, Any]:
        """The study as a file would hold it."""
        return {
            "title": "A small study",
            "question": "Which one?",
            **({"baseline": "option-0"} if self.baseline else {}),
            "profile": "plain",
            "source": {
                "author": "Nobody",
                "title": "Nothing",
                "publication": "None",
                "date": "1996",
                "short": "Nobody 1996",
                "sections": {"one": "One"},
                "locators": {"one/1": "Says something."},
            },
            "groups": {
                id: {"name": id.title(), "criteria": {each: _criterion(each) for each in self.within(g)}}
                for g, id in enumerate(self.groups)
            },
            "options": {
                id: {
                    "name": id.title(),
                    "title": id.title(),
                    "degree": degree,
                    "gist": "An option.",
                    "scores": {
                        criterion: _score(*figures)
                        for criterion, figures in zip(self.criteria, self.scores[degree], strict=True)
                    },
                }
                for degree, id in enumerate(self.options)
            },
            "profiles": {
                "plain": {
                    "points": dict(zip(self.groups, self.points, strict=True)),
                    "shares": {
                        self.groups[g]: dict(zip(self.within(g), shares, strict=True))
                        for g, shares in self.shares.items()
                    },
                    "reason": "For a test.",
                }
            },
            "screens": {
                f"screen-{s}": {
                    "criterion": self.criteria[c],
                    "reason": "For a test.",
                    **{
                        end: limit
                        for end, limit in zip(("minimum", "maximum"), limits, strict=False)
                        if limit is not None
                    },
                }
                for s, (c, *limits) in enumerate(self.screens)
            },
        }

    def study(self) -> Study:
        """The study itself."""
        return Study.model_validate(self.data())

    def with_limit(self, screen: int, end: str, limit: float) -> Plan:
        """The same plan with another threshold at one end of one screen."""
        screens = list(self.screens)
        c, minimum, *rest = screens[screen]
        maximum = rest[0] if rest else None
        screens[screen] = (c, limit, maximum) if end == "minimum" else (c, minimum, limit)
        return replace(self, screens=tuple(screens))


def _criterion(id: str) -> dict[str, Any]:
    return {"name": id.title(), "asks": "How much?", "zero": "none", "hundred": "all"}


def _score(low: float, best: float, high: float) -> dict[str, Any]:
    return {
        "score": float(best),
        "range": [float(low), float(high)],
        "basis": "inferred",
        "reason": "For a test.",
    }


def in_fractions(rows: Sequence[Sequence[float | Fraction]], leader: int) -> Fraction:
    """The share of weightings in which one row leads, by cells in fractions: without rounding."""
    cells = whole(len(rows[0]))
    for i, row in enumerate(rows):
        if i != leader:
            differences: list[Any] = [
                Fraction(a) - Fraction(b) for a, b in zip(rows[leader], row, strict=True)
            ]
            cells = cut(cells, differences)
    return Fraction(share(cells))


def plan(
    *rows: Sequence[float],
    sizes: Sequence[int] | None = None,
    points: Sequence[float] | None = None,
    spread: float = 0.0,
    **more: Any,
) -> Plan:
    """A plan from best scores, one row per option; one group per criterion with equal points unless given.

    Ranges reach `spread` points to both sides.
    """
    sizes = tuple(sizes or (1,) * len(rows[0]))
    even = [100 // len(sizes)] * len(sizes)
    even[0] += 100 - sum(even)
    return Plan(
        sizes=sizes,
        points=tuple(map(float, points or even)),
        scores=tuple(
            tuple((max(x - spread, 0.0), float(x), min(x + spread, 100.0)) for x in row) for row in rows
        ),
        **more,
    )


# Multiples of 5 as in a real study, so that ties, dominance and equal group scores are common.
coarse = st.integers(0, 20).map(lambda n: 5.0 * n)


# A minimum, a maximum, or both.
limits = st.one_of(
    st.tuples(coarse, st.none()),
    st.tuples(st.none(), coarse),
    st.tuples(coarse, coarse).map(lambda ends: (min(ends), max(ends))),
)


@st.composite
def grids(draw: st.DrawFn, rows: int, columns: int) -> list[list[float]]:
    """Rows of scores as `coarse` gives them, now and then from a few scores only, so that still more are equal.

    They are drawn all at once, as bytes: figure by figure takes ten times as long.
    """
    levels = draw(st.sampled_from((21, 21, 5, 3)))
    found = [
        100.0 * (each % levels) / (levels - 1)
        for each in draw(st.binary(min_size=rows * columns, max_size=rows * columns))
    ]
    return [found[i * columns : (i + 1) * columns] for i in range(rows)]


@st.composite
def hundred(draw: st.DrawFn, parts: int) -> tuple[float, ...]:
    """Whole points that sum to 100, zeros among them."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=parts - 1, max_size=parts - 1)))
    return tuple(float(b - a) for a, b in zip([0, *cuts], [*cuts, 100], strict=True))


@st.composite
def plans(
    draw: st.DrawFn,
    *,
    min_options: int = 1,
    max_options: int = 5,
    max_groups: int = 4,
    screened: bool = True,
) -> Plan:
    """Small studies: up to four groups of up to three criteria, shares, ranges, screens and a baseline."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=max_groups)))
    count, width = draw(st.integers(min_options, max_options)), sum(sizes)
    shares = {}
    for group, size in enumerate(sizes):
        if draw(st.booleans()):
            given = st.tuples(*[st.integers(0, 5).map(float)] * size)
            shares[group] = draw(given.filter(any))
    screen = st.tuples(st.integers(0, width - 1), limits)
    figures = draw(grids(count * width, 3))
    return Plan(
        sizes=sizes,
        points=draw(hundred(len(sizes))),
        scores=tuple(
            tuple(cast(Triple, tuple(sorted(each))) for each in figures[o * width : (o + 1) * width])
            for o in range(count)
        ),
        shares=shares,
        screens=tuple((c, *ends) for c, ends in draw(st.lists(screen, max_size=2))) if screened else (),
        baseline=count > 1 and draw(st.booleans()),
    )


def winning_share(differences: Sequence[float | Fraction]) -> Fraction:
    """The share of the simplex on which these differences sum to more than 0, exactly; 0 if all are zero.

    By the Hermite-Genocchi formula it is the divided difference of max(0, x) ** (n - 1) at the n differences,
    repeated ones by derivatives: nothing in common with a race of exponentials.
    """
    knots = sorted(Fraction(x) for x in differences)
    n = len(knots)
    if not any(knots):
        return Fraction(0)

    def derivative(x: Fraction, order: int) -> Fraction:
        """The derivative of that order, divided by its factorial."""
        return math.comb(n - 1, order) * x ** (n - 1 - order) if x > 0 else Fraction(0)

    table = [derivative(x, 0) for x in knots]
    for order in range(1, n):
        table = [
            derivative(knots[i], order)
            if knots[i] == knots[i + order]
            else (table[i + 1] - table[i]) / (knots[i + order] - knots[i])
            for i in range(n - order)
        ]
    return table[0]


def moved(weights: Sequence[Fraction], target: int, to: Fraction) -> list[Fraction]:
    """Exact weights with one of them set and the others in proportion, equal if they are all zero."""
    rest = sum(w for j, w in enumerate(weights) if j != target)
    others = len(weights) - 1
    return [
        to if j == target else (1 - to) * (w / rest if rest else Fraction(1, others))
        for j, w in enumerate(weights)
    ]


def dot(weights: Sequence[Fraction], row: Sequence[float | Fraction]) -> Fraction:
    """The exact sum of products."""
    return sum((w * Fraction(x) for w, x in zip(weights, row, strict=True)), Fraction())


# Scales that fall, bend, rise, go below zero and have no unit, and criteria without any; some scores nobody knows.
IN_UNITS = """\
title: Crossing
criteria:
  cost: {scale: {unit: EUR m, worst: 200, best: 50}}
  days: {scale: {unit: days, points: [[0, 100], [10, 80], [90, 0]]}}
  noise:
  share: {scale: {unit: "%", points: [[-10, 0], [5, 20.5], [30, 90], [80, 100]]}}
  index: {scale: {worst: 0, best: 5}}
options:
  bridge: {scores: {cost: {score: 125, range: [110, 155]}, days: 30, noise: 60, share: 12.5, index: 3}}
  tunnel: {scores: {cost: 185, days: 5, noise: 90, share: 30, index: unknown}}
  ferry: {scores: {cost: 80, days: unknown, noise: unknown, share: 2.5, index: 0}}
screens:
  affordable: {criterion: cost, maximum: 170}
  quick: {criterion: days, maximum: 44.5}
  fair: {criterion: share, minimum: 5, maximum: 30}
  quiet: {criterion: noise, minimum: 20}
  indexed: {criterion: index, minimum: 0.5}
"""
