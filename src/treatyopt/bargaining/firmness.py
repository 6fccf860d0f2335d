"""How firm one package of the frontier is: over the concession cost, and when scores are drawn in their ranges."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from treatyopt.bargaining.costs import Costs
from treatyopt.bargaining.sides import Side
from treatyopt.bargaining.stakes import Bundle, Stakes, classed
from treatyopt.methods import scale
from treatyopt.methods.solutions import agreeable, choose, dominates, ideals, measure
from treatyopt.methods.stability import TIE
from treatyopt.packages.stretch import Stretch
from treatyopt.ranking.acceptability import Dependence
from treatyopt.study.records import Option

STEP = Fraction(1, 100)
_GROWTH = Fraction(1, 50)
_FURTHEST = Fraction(1000)
_HALVINGS = 14

Progress = Callable[[int], None]


class CostInterval(NamedTuple):
    """The concession costs around those in use at which a package stays the choice, or multiples of them.

    `high` is None if no end was found. The ends were searched for in steps of 0.01 (2% above 0.5) and then halved down.
    """

    low: float
    high: float | None


class Drawn(NamedTuple):
    """What `draws` drawings of the scores came to.

    By offered obligation: in `shares`, the share of the drawings whose chosen package adds it, and in `classes`
    that in which it is core, open or out as it is at best scores. `kept` is the share in which all classes are
    the same, `agreed` that in which any package was acceptable to both sides. `dependence` is how scores were drawn.
    """

    draws: int
    seed: int
    shares: tuple[float, ...]
    classes: tuple[float, ...]
    kept: float
    agreed: float
    dependence: Dependence = "each"


def picked(kind: str, points: Sequence[Bundle]) -> int | None:
    """The frontier package that a solution picks, by index: the one that adds least where several tie."""
    choice = choose(kind, [each.gains for each in points])
    return None if choice is None else sparest(choice.picks, points)


def sparest(picks: Iterable[int], points: Sequence[Bundle]) -> int:
    """Of several frontier packages, by index, the one that adds least."""
    return min(picks, key=lambda i: (points[i].adds.bit_count(), points[i].adds))


def stays(kind: str, own: Sequence[Fraction], points: Sequence[Bundle]) -> bool:
    """Whether a package with these gains is what a solution picks from a frontier, or tied with it."""
    gains = _rounded(own)
    if not agreeable(gains):
        return False
    rows = [_rounded(each.gains) for each in points]
    if any(dominates(row, gains) for row in rows):
        return False
    best = ideals(rows)
    top = max(measure(kind, row, best) for row in rows if agreeable(row))
    return bool(top - measure(kind, gains, best) <= TIE)


def interval(stakes: Stakes, kind: str, adds: int, costs: Costs) -> CostInterval:
    """The figures of other costs around these at which the package is what the solution picks, or tied with it."""

    def stands(x: Fraction) -> bool:
        there = costs.at(x).each
        return stays(kind, stakes.gains(adds, there), stakes.solved(there))

    low = high = costs.figure
    while low > 0:
        below = max(low - _step(low), Fraction())
        if not stands(below):
            low = _edge(below, low, stands)
            break
        low = below
    while high < _FURTHEST:
        above = high + _step(high)
        if not stands(above):
            return CostInterval(float(low), float(_edge(above, high, stands)))
        high = above
    return CostInterval(float(low), None)


def _rounded(gains: Iterable[Fraction]) -> tuple[float, ...]:
    """Gains as floats, which are far closer than the tolerance for ties and far faster to compare."""
    return tuple(map(float, gains))


def _step(cost: Fraction) -> Fraction:
    return STEP * max(1, int(cost * _GROWTH / STEP))


def _edge(outside: Fraction, inside: Fraction, stands: Callable[[Fraction], bool]) -> Fraction:
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        if stands(middle):
            inside = middle
        else:
            outside = middle
    return inside


def drawn(
    stakes: Stakes,
    kind: str,
    costs: Sequence[Fraction],
    draws: int,
    seed: int,
    dependence: Dependence = "each",
    progress: Progress | None = None,
) -> Drawn:
    """Draw every score uniformly in its range, `draws` times, and count what the chosen package adds.

    On a scale in a unit it is the performance that is uniform. Scores of the options in the stretch and of the baseline
    are drawn each by itself, at one quantile by criterion, or at one by option; burdens stay as they are, and screens
    on the best scores.
    """
    source = random.Random(seed)
    draw = _Draw(stakes, [float(cost) for cost in costs], dependence)
    places = range(len(stakes.ids))
    best = classed(stakes.solved(costs))
    chosen, same = [0] * len(places), [0] * len(places)
    agreed = kept = 0
    for _ in range(draws):
        points = stakes.solved_for(*draw.figures(source))
        pick, classes = picked(kind, points), classed(points)
        moved = (classes.always ^ best.always) | (classes.ever ^ best.ever)
        adds = 0 if pick is None else points[pick].adds
        agreed += pick is not None
        kept += not moved
        for i in places:
            chosen[i] += adds >> i & 1
            same[i] += 1 - (moved >> i & 1)
        if progress is not None:
            progress(1)
    shares, classes_ = (tuple(each / draws for each in counts) for counts in (chosen, same))
    return Drawn(draws, seed, shares, classes_, kept / draws, agreed / draws, dependence)


class _Draw:
    """Everything about the stakes that does not change from one drawing to the next, as plain numbers."""

    def __init__(self, stakes: Stakes, costs: Sequence[float], dependence: Dependence) -> None:
        self.dependence = dependence
        found = stakes.stretch
        study = found.study
        self.criteria = [each.id for each in study.criteria if not each.feasibility]
        self.weights = [self._weights(side) for side in stakes.sides]
        self.ladder = [found.lower, *(step.upper for step in found.steps)]
        self.options = [*self.ladder, study.option(study.baseline or "")]
        self.ranges = [[self._range(option, id) for id in self.criteria] for option in self.options]
        self.bent = [
            (o, c, judged.course)
            for o, option in enumerate(self.options)
            for c, judged in enumerate(option.on(id) for id in self.criteria)
            if judged.bends
        ]
        self.base = [-cost * burden for cost, (_, burden) in zip(costs, stakes.start, strict=True)]
        self.burdens = [
            [-cost * burden for cost, burden in zip(costs, each, strict=True)] for each in stakes.burdens
        ]
        places = {step.upper.id: k for k, step in enumerate(found.steps)}
        self.parts = [(places[each.enters], self._carried(found, each.id)) for each in found.offered]

    def _carried(self, found: Stretch, obligation: str) -> list[tuple[int, float, float]]:
        """Per criterion that an obligation bears on: either side's weight x the share of the change carried."""
        shares = [(c, float(found.share(obligation, id))) for c, id in enumerate(self.criteria)]
        first, second = self.weights
        return [(c, share * first[c], share * second[c]) for c, share in shares if share]

    def _weights(self, side: Side) -> list[float]:
        return [float(side.weights.get(id, 0)) for id in self.criteria]

    def _range(self, option: Option, criterion: str) -> tuple[float, float]:
        judged = option.on(criterion)
        return judged.low, judged.high - judged.low

    def _quantiles(self, source: random.Random) -> list[list[float]]:
        """Of every option on every criterion, drawn as they hang together."""
        options, criteria = len(self.ranges), len(self.criteria)
        if self.dependence == "criterion":
            return [[source.random() for _ in range(criteria)]] * options
        if self.dependence == "option":
            return [[source.random()] * criteria for _ in range(options)]
        return [[source.random() for _ in range(criteria)] for _ in range(options)]

    def figures(self, source: random.Random) -> tuple[list[Any], list[Any]]:
        """One drawing: what the lower type and each offered obligation bring either side."""
        drawn = self._quantiles(source)
        scores = [
            [low + width * u for (low, width), u in zip(row, quantiles, strict=True)]
            for row, quantiles in zip(self.ranges, drawn, strict=True)
        ]
        for o, c, course in self.bent:
            scores[o][c] = scale.worth(course, drawn[o][c])
        lower, baseline = scores[0], scores[-1]
        start = [
            base + sum(w * (x - y) for w, x, y in zip(weights, lower, baseline, strict=True))
            for base, weights in zip(self.base, self.weights, strict=True)
        ]
        changes = [
            [b - a for a, b in zip(scores[k], scores[k + 1], strict=True)]
            for k in range(len(self.ladder) - 1)
        ]
        nets = []
        for (place, parts), burden in zip(self.parts, self.burdens, strict=True):
            change = changes[place]
            first, second = burden
            for c, for_first, for_second in parts:
                first += for_first * change[c]
                second += for_second * change[c]
            nets.append((first, second))
        return start, nets
