"""What is worth finding out: what it would be worth to know scores or weights before choosing, and regret without.

In value points. Scores are uniform in their ranges, so that their means lie mid-range; weights are those chosen, or
uniform over the weight set. What is chosen among are the options that pass the screens at best scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING, Literal, NamedTuple

from treatyopt.methods import stability, weightspace
from treatyopt.methods.information import Line, worth_knowing
from treatyopt.packages.stretch import mixture
from treatyopt.ranking.acceptability import DEPENDENCES, Dependence, Estimate, Space
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import space_rows
from treatyopt.ranking.verdict import doubted
from treatyopt.study.records import Option, Package

if TYPE_CHECKING:
    from collections.abc import Mapping


class Informed(NamedTuple):
    """All scores together, in one way of drawing them, at the chosen weights.

    `other` is the share of drawings in which another option than the leader is first. `points` is what knowing them
    would add to the mean of the option that is best on average, and `over_leader` what it would add to the leader's.
    """

    dependence: Dependence
    other: Estimate
    points: float
    over_leader: float


class Quantity(NamedTuple):
    """One thing in doubt and what knowing it alone would be worth, in value points, exactly: all else at its mean.

    Of `kind` score, `id` is OPTION.CRITERION; criterion: the quantile of all options on it; option: that of all
    its criteria.
    """

    kind: Literal["score", "criterion", "option"]
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

    `scores` holds the ways of drawing all together; `quantities` those single things that are worth anything, the most
    first; `weights` what it is worth to know the weights, over the weight set, exactly (None past the limit of cells).
    """

    scores: tuple[Informed, ...]
    quantities: tuple[Quantity, ...]
    weights: float | None
    regrets: tuple[Regret, ...]


def worth(space: Space) -> Worth:
    """What is worth finding out about the space's ranking; nothing is drawn if its samples are 0, or without ranges."""
    ranking = space.ranking
    draws = space.samples > 0 and doubted(ranking.study, ranking.shortlist)
    scores = tuple(_informed(space, each) for each in DEPENDENCES) if draws else ()
    return Worth(scores, _quantities(ranking), _of_weights(ranking), _regrets(ranking))


def _informed(space: Space, dependence: Dependence) -> Informed:
    found = space.informed(dependence)
    leader = found.means[0]
    points, over = found.highest - max(found.means), found.highest - leader
    return Informed(dependence, space.estimate(math.fsum(found.firsts[1:])), max(points, 0.0), max(over, 0.0))


def _quantities(ranking: Ranking) -> tuple[Quantity, ...]:
    """Every single score, criterion and option whose knowledge is worth something."""
    found = [
        each for each in (*_of_scores(ranking), *_of_criteria(ranking), *_of_options(ranking)) if each.points
    ]
    return tuple(sorted(found, key=lambda each: -each.points))


def _of_scores(ranking: Ranking) -> Iterator[Quantity]:
    for option in _drawn(ranking):
        for weight in ranking.weights.criteria:
            moves = {weight.id: _width(option, weight.id)}
            yield Quantity(
                "score", f"{option.id}.{weight.id}", worth_knowing(_lines(ranking, {option.id: moves}))
            )


def _of_criteria(ranking: Ranking) -> Iterator[Quantity]:
    drawn = _drawn(ranking)
    for weight in ranking.weights.criteria:
        moves = {option.id: {weight.id: _width(option, weight.id)} for option in drawn}
        yield Quantity("criterion", weight.id, worth_knowing(_lines(ranking, moves)))


def _of_options(ranking: Ranking) -> Iterator[Quantity]:
    for option in _drawn(ranking):
        moves = {weight.id: _width(option, weight.id) for weight in ranking.weights.criteria}
        yield Quantity("option", option.id, worth_knowing(_lines(ranking, {option.id: moves})))


def _drawn(ranking: Ranking) -> list[Option]:
    """The ranked options whose scores are drawn, and the types that ranked packages are made of."""
    study = ranking.study
    ranked = [study.option(id) for id in ranking.shortlist]
    made = [each for each in ranked if isinstance(each, Package)]
    types = {id for each in made for parts in mixture(study, each).values() for id in parts}
    plain = {each.id for each in ranked if not isinstance(each, Package)}
    return [each for each in study.options if each.id in plain | types]


def _width(option: Option, criterion: str) -> float:
    judged = option.on(criterion)
    return judged.high - judged.low


def _lines(ranking: Ranking, moves: Mapping[str, Mapping[str, float]]) -> list[Line]:
    """The values of the ranked options as what moves goes from the low to the high end, all else at its mean.

    `moves` gives by option and criterion how far its score moves; packages move with their types.
    """
    return [_line(ranking, ranking.study.option(id), moves) for id in ranking.shortlist]


def _line(ranking: Ranking, option: Option, moves: Mapping[str, Mapping[str, float]]) -> Line:
    mixed = mixture(ranking.study, option) if isinstance(option, Package) else {}
    mean, rise = [], []
    for each in ranking.weights.criteria:
        parts = mixed.get(each.id) or {option.id: 1.0}
        moved = math.fsum(part * moves.get(id, {}).get(each.id, 0.0) for id, part in parts.items())
        judged = option.on(each.id)
        mean.append(each.weight * (judged.low + judged.high) / 2)
        rise.append(each.weight * moved)
    total = math.fsum(rise)
    return Line(math.fsum(mean) - total / 2, total)


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


def negligible(found: Sequence[Informed], points: float) -> bool:
    """Whether knowing all scores is worth less than so many points in every way of drawing them."""
    return all(each.points < points and each.over_leader < points for each in found)
