"""What is worth finding out: what it would be worth to know scores or weights before choosing, and regret without.

In value points. Scores are uniform in their ranges, so that their means lie mid-range, or uniform in the unit of their
scale; weights are those chosen, or uniform over the weight set. What is chosen among are the options that pass the
screens at best scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import Literal, NamedTuple

from treatyopt.methods import scale, stability, weightspace
from treatyopt.methods.information import Line, Piece, worth_knowing
from treatyopt.methods.scale import Points
from treatyopt.packages.package import constituents, mixture
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import space_rows
from treatyopt.study.records import Option, Package

Kind = Literal["score", "criterion", "option"]
# By option and criterion, the course of a score that moves along the quantile.
Moves = Mapping[str, Mapping[str, Points]]


class Quantity(NamedTuple):
    """One thing in doubt and what knowing it alone would be worth, in value points, exactly: all else at its mean.

    Of `kind` score, `id` is OPTION.CRITERION; criterion: the quantile of all options on it; option: that of all
    its criteria.
    """

    kind: Kind
    id: str
    points: float


class Regret(NamedTuple):
    """The most, in value points, by which a ranked option falls short of another over the weight set, and of which."""

    id: str
    points: float
    of: str | None


@dataclass(frozen=True)
class Worth:
    """What is worth finding out about a ranking with one leader.

    `quantities` holds those single things that are worth anything, the most first; `weights` is what it is worth to
    know the weights, over the weight set (None past the limit of cells). All is exact; all scores together are drawn.
    """

    quantities: tuple[Quantity, ...]
    weights: float | None
    regrets: tuple[Regret, ...]


def worth(ranking: Ranking) -> Worth:
    """What is worth finding out about a ranking with one leader, exactly."""
    return Worth(_quantities(ranking), _of_weights(ranking), _regrets(ranking))


def _quantities(ranking: Ranking) -> tuple[Quantity, ...]:
    """Every single score, criterion and option whose knowledge is worth something."""
    means = _Means.of(ranking)
    found = (Quantity(kind, id, means.worth(moves)) for kind, id, moves in _moves(ranking))
    return tuple(sorted((each for each in found if each.points), key=lambda each: -each.points))


def _moves(ranking: Ranking) -> Iterator[tuple[Kind, str, Moves]]:
    """What moves, by option and criterion, with each thing in doubt."""
    drawn = _drawn(ranking)
    ids = [each.id for each in ranking.weights.criteria]
    for option in drawn:
        for id in ids:
            yield "score", f"{option.id}.{id}", {option.id: {id: option.on(id).course}}
    for id in ids:
        yield "criterion", id, {option.id: {id: option.on(id).course} for option in drawn}
    for option in drawn:
        yield "option", option.id, {option.id: {id: option.on(id).course for id in ids}}


def _drawn(ranking: Ranking) -> list[Option]:
    """The ranked options whose scores are drawn, and the types that ranked packages are made of."""
    study = ranking.study
    ranked = [study.option(id) for id in ranking.shortlist]
    types = constituents(study, ranking.shortlist)
    plain = {each.id for each in ranked if not isinstance(each, Package)}
    return [each for each in study.options if each.id in plain | types]


@dataclass(frozen=True)
class _Means:
    """The ranked options' values at mean scores, the highest first, and of what types packages are made."""

    weights: Mapping[str, float]
    values: Mapping[str, float]
    mixed: Mapping[str, Mapping[str, Mapping[str, float]]]

    @classmethod
    def of(cls, ranking: Ranking) -> _Means:
        study = ranking.study
        weights = {each.id: each.weight for each in ranking.weights.criteria}
        options = [study.option(id) for id in ranking.shortlist]
        values = {each.id: math.fsum(w * each.on(id).mean for id, w in weights.items()) for each in options}
        ordered = dict(sorted(values.items(), key=lambda item: -item[1]))
        mixed = {each.id: mixture(study, each) for each in options if isinstance(each, Package)}
        return cls(weights, ordered, mixed)

    def worth(self, moves: Moves) -> float:
        """What it is worth to know what moves, all else at its mean; packages move with their types."""
        quantiles = sorted({x for each in moves.values() for course in each.values() for x, _ in course})
        rises = {
            id: risen
            for id in {*moves, *self.mixed} & self.values.keys()
            if any(risen := [self._risen(id, moves, quantile) for quantile in quantiles])
        }
        lines = [self._lines(id, quantiles, risen) for id, risen in rises.items()]
        widths = [to - at for at, to in pairwise(quantiles)]
        still = next((value for id, value in self.values.items() if id not in rises), None)
        if still is not None:  # of what does not move only the highest can matter
            lines.append([Line(still, 0.0)] * len(widths))
        return worth_knowing([Piece(*each) for each in zip(widths, zip(*lines, strict=True), strict=True)])

    def _lines(self, id: str, quantiles: Sequence[float], risen: Sequence[float]) -> list[Line]:
        """An option's value from each quantile to the next, so that its mean over all of them is what it was."""
        start = self.values[id] - scale.mean(list(zip(quantiles, risen, strict=True)))
        return [Line(start + rise, after - rise) for rise, after in pairwise(risen)]

    def _risen(self, id: str, moves: Moves, quantile: float) -> float:
        """How far an option's value is, at a quantile of what moves, above what it is at the first."""
        if id not in self.mixed:
            return math.fsum(self.weights[c] * _above(course, quantile) for c, course in moves[id].items())
        return math.fsum(
            self.weights[c] * part * _above(moves[type_][c], quantile)
            for c, parts in self.mixed[id].items()
            for type_, part in parts.items()
            if type_ in moves and c in moves[type_]
        )


def _above(course: Points, quantile: float) -> float:
    return scale.worth(course, quantile) - course[0][1]


def _of_weights(ranking: Ranking) -> float | None:
    """The mean of the highest value over the weight set, less the highest value at its centroid, at best scores."""
    fits = ranking.weights.weight_set
    rows = space_rows(ranking.study, ranking.weights, ranking.shortlist)
    apart = [row for i, row in enumerate(rows) if row not in rows[:i]]
    try:
        led = [weightspace.leading(fits.cells, apart, i) for i in range(len(apart))]
    except weightspace.TooManyCells:
        return None
    highest = math.fsum(
        weightspace.share(cells) * math.fsum(map(mul, row, weightspace.centroid(cells)))
        for cells, row in zip(led, apart, strict=True)
        if cells
    )
    at_centroid = max(math.fsum(map(mul, row, fits.centroid)) for row in apart)
    return max(highest - at_centroid, 0.0)


def _regrets(ranking: Ranking) -> tuple[Regret, ...]:
    options, cells = ranking.shortlist, ranking.weights.weight_set.cells
    rows = dict(zip(options, space_rows(ranking.study, ranking.weights, options), strict=True))
    found = []
    for id in options:
        short = [
            (weightspace.extremes(cells, stability.gaps(rows[other], rows[id])).high, other)
            for other in options
            if other != id
        ]
        points, of = max(short)
        found.append(Regret(id, max(points, 0.0), of if points > 0 else None))
    return tuple(found)
