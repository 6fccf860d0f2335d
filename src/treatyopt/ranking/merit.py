"""Merit apart from feasibility: what an option is worth once it is had, and what chance of having it would justify.

Trying for one option beats trying for another only if the ratio of their chances exceeds the inverse ratio of their
gains over the baseline. That supposes neutrality to risk, a failure that costs nothing and leaves the baseline, and
one attempt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from treatyopt.methods.stability import TIE, Row
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.rows import by_column
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study
from treatyopt.study.records import Option


class Chance(NamedTuple):
    """The ratio of an option's chance to `of`'s above which trying for it is better, at these weights.

    `ratio` is 0 where any chance is enough, and None where none is. `low` and `high` are the least and the greatest
    over the weight set, None where somewhere in it one of the two is worth no more than the baseline.
    """

    of: str
    ratio: float | None
    low: float | None
    high: float | None


class Merit(NamedTuple):
    """What an option is worth once it is had (0-100): its value with the criteria of feasibility left out.

    The other weights are renormalised. `gain` is that over the baseline, in value points. `chance` sets it against the
    leader; None for the leader, and where none leads alone.
    """

    id: str
    merit: float
    gain: float
    chance: Chance | None


def merits(
    study: Study, weights: Weights, standings: Sequence[Standing], leaders: Sequence[str]
) -> tuple[Merit, ...]:
    """The merit of every option compared, the baseline last; none without criteria of feasibility, or a baseline.

    None either where feasibility has all of the weight.
    """
    worth = {each.id: each.weight for each in weights.criteria if not study.criterion(each.id).feasibility}
    total = math.fsum(worth.values())
    if study.baseline is None or len(worth) == len(study.criteria) or total <= TIE:
        return ()
    compared = [each.id for each in standings if each.id != study.baseline]
    options = [study.option(id) for id in (*compared, study.baseline)]
    found = {each.id: math.fsum(w * each.on(id).score for id, w in worth.items()) / total for each in options}
    gain = {id: merit - found[study.baseline] for id, merit in found.items()}
    leader = leaders[0] if len(leaders) == 1 else None
    rows = {each.id: _gains(study, weights, each) for each in options} if leader in gain else {}
    counted = by_column(weights, dict.fromkeys(worth, 1.0))

    def chance(id: str) -> Chance | None:
        if leader is None or id in (leader, study.baseline) or leader not in gain:
            return None
        ends = _over_set(weights, counted, rows[id], rows[leader])
        return Chance(leader, _ratio(gain[id], gain[leader]), *ends)

    return tuple(Merit(id, found[id], gain[id], chance(id)) for id in found)


def _gains(study: Study, weights: Weights, option: Option) -> Row:
    """By what weightings are of, what an option adds to the baseline's merit, not yet renormalised."""
    assert study.baseline is not None
    baseline = study.option(study.baseline)
    return by_column(
        weights,
        {
            each.id: option.on(each.id).score - baseline.on(each.id).score
            for each in weights.criteria
            if not study.criterion(each.id).feasibility
        },
    )


def _ratio(ours: float, theirs: float) -> float | None:
    """How many times their chance ours must exceed."""
    if ours <= TIE:
        return None
    return max(theirs, 0.0) / ours


def _over_set(weights: Weights, counted: Row, ours: Row, theirs: Row) -> tuple[float | None, float | None]:
    """The extremes of the ratio over the weight set, which are at corners: it is a fraction of sums of weights.

    Corners where feasibility has all of the weight say nothing; what is near them is bounded by the others.
    """
    corners = [each for each in weights.weight_set.corners if _sum(counted, each) > TIE]
    sums = [(_sum(ours, each), _sum(theirs, each)) for each in corners]
    if not sums or min(map(min, sums)) <= TIE:
        return None, None
    ratios = [b / a for a, b in sums]
    return min(ratios), max(ratios)


def _sum(row: Row, weights: Row) -> float:
    return math.fsum(x * w for x, w in zip(row, weights, strict=True))


def worth_most(found: Sequence[Merit]) -> Iterator[Merit]:
    """Those that are worth most once they are had, to 1e-9."""
    most = max((each.merit for each in found), default=0.0)
    return (each for each in found if each.merit >= most - TIE)
