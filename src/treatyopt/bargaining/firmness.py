"""How firm one package of the frontier is: over the concession cost, and when scores are drawn in their ranges."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
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
from treatyopt.study.records import Assessment, Option

STEP = Fraction(1, 100)
_GROWTH = Fraction(1, 50)
_FURTHEST = Fraction(1000)
_HALVINGS = 14

Progress = Callable[[int], None]
# The step at which an obligation enters, by its place, and by criterion the side's weight of what it carries there.
_Carried = tuple[int, Sequence[tuple[int, float]]]


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
    return _stays(kind, _rounded(own), [_rounded(each.gains) for each in points])


def _stays(kind: str, gains: tuple[float, ...], rows: Sequence[tuple[float, ...]]) -> bool:
    """The same of gains that are rounded."""
    if not agreeable(gains):
        return False
    if any(dominates(row, gains) for row in rows):
        return False
    best = ideals(rows)
    top = max(measure(kind, row, best) for row in rows if agreeable(row))
    return bool(top - measure(kind, gains, best) <= TIE)


def interval(stakes: Stakes, kind: str, adds: int, costs: Costs) -> CostInterval:
    """The figures of other costs around these at which the package is what the solution picks, or tied with it."""

    def stands(x: Fraction) -> bool:
        return _stays(kind, *stakes.rounded(adds, costs.at(x).each))

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
    are drawn each by itself, at one quantile by criterion, or at one by option; what a side scores otherwise likewise,
    apart from the common scores. Burdens stay as they are, and screens on the best scores.
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
        baseline = study.option(study.baseline or "")
        self.options = [*found.types] if found.bare else [*found.types, baseline]  # each is drawn once
        self.steps, self.home = len(found.steps), self.options.index(baseline)
        common = [[option.on(id) for id in self.criteria] for option in self.options]
        self.scores = _Ranges(common)
        self.own = _Own(stakes, self.options, self.criteria, common, dependence)
        self.base = [-cost * burden for cost, (_, burden) in zip(costs, stakes.start, strict=True)]
        self.burdens = [[-cost * each[k] for each in stakes.burdens] for k, cost in enumerate(costs)]
        places = {step.upper.id: k for k, step in enumerate(found.steps)}
        self.parts = [
            [(places[each.enters], self._carried(found, each.id, weights)) for each in found.offered]
            for weights in self.weights
        ]

    def _carried(self, found: Stretch, obligation: str, weights: Sequence[float]) -> list[tuple[int, float]]:
        """Per criterion that an obligation bears on: a side's weight x the share of the change carried."""
        shares = [(c, float(found.share(obligation, id))) for c, id in enumerate(self.criteria)]
        return [(c, share * weights[c]) for c, share in shares if share]

    def _weights(self, side: Side) -> list[float]:
        return [float(side.weights.get(id, 0)) for id in self.criteria]

    def _quantiles(self, source: random.Random) -> list[list[float]]:
        """Of every option on every criterion, drawn as they hang together."""
        options, criteria = len(self.options), len(self.criteria)
        if self.dependence == "criterion":
            return [[source.random() for _ in range(criteria)]] * options
        if self.dependence == "option":
            return [[source.random()] * criteria for _ in range(options)]
        return [[source.random() for _ in range(criteria)] for _ in range(options)]

    def figures(self, source: random.Random) -> tuple[list[Any], list[Any]]:
        """One drawing: what the lower type and each offered obligation bring either side."""
        scores = self.scores.at(self._quantiles(source))
        start, nets = [], []
        for k, seen in enumerate(self.own.seen(scores, source)):
            changes = [[b - a for a, b in zip(seen[i], seen[i + 1], strict=True)] for i in range(self.steps)]
            start.append(
                self.base[k]
                + sum(w * (x - y) for w, x, y in zip(self.weights[k], seen[0], seen[self.home], strict=True))
            )
            nets.append(_nets(self.burdens[k], self.parts[k], changes))
        return start, list(zip(*nets, strict=True))


def _nets(
    burdens: Sequence[float], parts: Sequence[_Carried], changes: Sequence[Sequence[float]]
) -> list[float]:
    """What each offered obligation brings a side, its burden paid, where scores change so much at each step."""
    nets = []
    for net, (place, carried) in zip(burdens, parts, strict=True):
        change = changes[place]
        for c, weight in carried:
            net += weight * change[c]
        nets.append(net)
    return nets


class _Ranges:
    """Scores in their ranges, by option and criterion, to be taken at quantiles."""

    def __init__(self, judged: Sequence[Sequence[Assessment]]) -> None:
        self.ranges = [[(each.low, each.high - each.low) for each in row] for row in judged]
        self.bent = [
            (o, c, each.course) for o, row in enumerate(judged) for c, each in enumerate(row) if each.bends
        ]

    def at(self, quantiles: Sequence[Sequence[float]]) -> list[list[float]]:
        """The scores at these quantiles (0-1), by option and criterion."""
        scores = [
            [low + width * u for (low, width), u in zip(row, at, strict=True)]
            for row, at in zip(self.ranges, quantiles, strict=True)
        ]
        for o, c, course in self.bent:
            scores[o][c] = scale.worth(course, quantiles[o][c])
        return scores


class _Seen(NamedTuple):
    """A score that a side sees for itself: places of option and criterion, its course, and whose quantile it takes."""

    option: int
    criterion: int
    course: Sequence[tuple[float, float]]
    quantile: Hashable


class _Own:
    """What the sides score otherwise, drawn apart from the common scores and hanging together as these do."""

    def __init__(
        self,
        stakes: Stakes,
        options: Sequence[Option],
        criteria: Sequence[str],
        common: Sequence[Sequence[Assessment]],
        dependence: Dependence,
    ) -> None:
        self.sides = []
        for side in stakes.sides:
            views = [side.sees(option) for option in options]
            judged = [[view.on(id) for id in criteria] for view in views]
            other = {
                (o, c)
                for o, row in enumerate(judged)
                for c, each in enumerate(row)
                if each is not common[o][c]
            }
            if dependence == "criterion":  # all that the side sees on such a criterion is at one place
                apart = {c for _, c in other}
                other = {(o, c) for o in range(len(options)) for c in apart}
            by: dict[Dependence, Callable[[int, int], Hashable]] = {
                "each": lambda o, c: (o, c),
                "criterion": lambda _, c: c,
                "option": lambda o, _: o,
            }
            self.sides.append(
                [_Seen(o, c, judged[o][c].course, by[dependence](o, c)) for o, c in sorted(other)]
            )

    def seen(
        self, scores: Sequence[Sequence[float]], source: random.Random
    ) -> Iterator[Sequence[Sequence[float]]]:
        """The scores as each side sees them, those of its own drawn anew."""
        for own in self.sides:
            if not own:
                yield scores
                continue
            drawn: dict[Hashable, float] = {}
            seen = [list(row) for row in scores]
            for each in own:
                quantile = drawn.get(each.quantile)
                if quantile is None:
                    quantile = drawn[each.quantile] = source.random()
                seen[each.option][each.criterion] = scale.worth(each.course, quantile)
            yield seen
