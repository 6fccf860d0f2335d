"""Closed forms: how far a ranking by additive value depends on its weights and thresholds. Pure Python.

Everything here works on plain numbers: a row holds one option's scores, a weight vector is in the same
order and sums to 1. Over groups, a row holds the share-weighted score of each group.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import mul
from typing import Literal, NamedTuple

TIE = 1e-9
ROBUST = 0.95
LEANING = 0.75

Row = Sequence[float]
Tier = Literal["necessary", "robust", "leaning", "contested"]


def pairwise_index(differences: Row) -> float:
    """The share of all weightings (uniform on the simplex) in which these differences sum to more than 0.

    Exact: a race of exponentials (each weight is one, normalised). Terms are only multiplied by
    probabilities and added, so nothing cancels. Zero differences drop out; if all are zero the two options
    are tied at every weighting and the index is 0.
    """
    gains = [d for d in differences if d > 0]
    losses = [-d for d in differences if d < 0]
    if not gains:
        return 0.0
    ahead = [1.0] * (len(gains) + 1)
    for y in losses:
        ahead[0] = 0.0
        for h, x in enumerate(gains, start=1):
            ahead[h] = y / (x + y) * ahead[h - 1] + x / (x + y) * ahead[h]
    return ahead[-1]


def gaps(one: Row, other: Row) -> list[float]:
    """One row minus another; what is within 1e-9 is no difference."""
    return [_cleared(a - b) for a, b in zip(one, other, strict=True)]


def leading_share(
    rows: Sequence[Row], leader: int, index: Callable[[Row], float] = pairwise_index
) -> tuple[float, float]:
    """Exact bounds on the share of weightings in which one option leads all others.

    From the pairwise winning indices, over all weightings or as `index` gives them for a set of them: max(0, 1 -
    sum(1 - index)) <= share <= min(index). With two options both bounds are the index itself; with one, 1.
    """
    # Rivals of the same scores are led at the same weightings, so that one stands for them.
    ahead = (gaps(rows[leader], row) for i, row in enumerate(rows) if i != leader)
    rivals = {tuple(round(gap, 9) for gap in each): each for each in ahead}
    indices = [index(each) for each in rivals.values()]
    if len(indices) <= 1:
        share = indices[0] if indices else 1.0
        return share, share
    return max(0.0, 1 - math.fsum(1 - index for index in indices)), min(indices)


def level_columns(rows: Sequence[Row], leader: int) -> tuple[int, ...]:
    """The columns on which an option that is nowhere behind is only level with a rival; none if it is behind."""
    differences = [gaps(rows[leader], row) for i, row in enumerate(rows) if i != leader]
    least = [min(column) for column in zip(*differences, strict=True)]
    return () if any(gap < 0 for gap in least) else tuple(j for j, gap in enumerate(least) if not gap)


def tier(share: float) -> Tier:
    """The word for a share of weightings: robust from 0.95, leaning from 0.75, contested below."""
    return "robust" if share >= ROBUST else "leaning" if share >= LEANING else "contested"


class Interval(NamedTuple):
    """The values of one weight (0-1) in which something holds, and the option that ends it at each side.

    `below` and `above` are indices of rows, or of limits after them, or None where the interval runs to the end of
    the scale. `level_low` and `level_high` are those with which it is only a tie at the very end: the same, or where
    no rival ends the interval one that draws level just there; None where it is ahead there too.
    """

    low: float
    high: float
    below: int | None = None
    above: int | None = None
    level_low: int | None = None
    level_high: int | None = None


def first_within(
    rows: Sequence[Row], weights: Row, target: int, option: int, limits: Sequence[Row] = ()
) -> Interval | None:
    """The values of one weight for which an option is first or shares first place, or None.

    The other weights keep their proportions (equal if all are zero). Every gap between two options is
    linear in that weight, so the answer is an intersection of half-lines (Mareschal 1988, EJOR 33:54-64).
    `limits` are rows whose weighted sum must be at least 0; their indices follow those of the rows.
    """
    return _intersection(_gaps_to_rivals(rows, weights, target, option), _bars(rows, limits, weights, target))


def leads_within(
    rows: Sequence[Row], weights: Row, target: int, option: int, limits: Sequence[Row] = ()
) -> Interval | None:
    """As `first_within`, but None where the option leads nowhere, being level with another all the way.

    It leads strictly inside the interval, and at its ends as far as they are not level.
    """
    rivals = _gaps_to_rivals(rows, weights, target, option)
    found = _intersection(rivals, _bars(rows, limits, weights, target))
    if found is None:
        return None
    # The least gap is concave and at least 0 at both ends, so half of its most is reached in the middle.
    middle = (found.low + found.high) / 2
    least = min((_at(middle, at_zero, at_one) for _, at_zero, at_one in rivals), default=math.inf)
    return found if least > TIE / 2 else None


def _gaps_to_rivals(
    rows: Sequence[Row], weights: Row, target: int, option: int
) -> list[tuple[int, float, float]]:
    ends = _ends(rows, weights, target)
    return [(i, *_gap(ends[option], ends[i])) for i in range(len(rows)) if i != option]


def _bars(
    rows: Sequence[Row], limits: Sequence[Row], weights: Row, target: int
) -> list[tuple[int, float, float]]:
    """The weighted sums of what must be at least 0, as gaps, at both ends of the scale."""
    return [
        (i, _cleared(zero), _cleared(one))
        for i, (zero, one) in enumerate(_ends(limits, weights, target), start=len(rows))
    ]


def _at(place: float, at_zero: float, at_one: float) -> float:
    return at_zero + place * (at_one - at_zero)


def order_holds_within(
    rows: Sequence[Row], weights: Row, target: int, order: Sequence[int], limits: Sequence[Row] = ()
) -> Interval | None:
    """The values of one weight for which no option passes one before it in an order; as `first_within` otherwise."""
    ends = _ends(rows, weights, target)
    pairs = pairwise(order)
    gaps = [(lower, *_gap(ends[upper], ends[lower])) for upper, lower in pairs]
    return _intersection(gaps, _bars(rows, limits, weights, target))


def _ends(rows: Sequence[Row], weights: Row, target: int) -> list[tuple[float, float]]:
    """Each option's value with the target's weight at 0 and at 1."""
    others = [w for j, w in enumerate(weights) if j != target]
    if not others:  # the only weight there is: it is always the whole
        return [(row[target], row[target]) for row in rows]
    total = math.fsum(others)
    if not total:
        others, total = [1.0] * len(others), float(len(others))
    return [
        (
            math.fsum(w * x for w, x in zip(others, _without(row, target), strict=True)) / total,
            row[target],
        )
        for row in rows
    ]


def _without(row: Row, target: int) -> list[float]:
    return [x for j, x in enumerate(row) if j != target]


def _gap(ours: tuple[float, float], theirs: tuple[float, float]) -> tuple[float, float]:
    return _cleared(ours[0] - theirs[0]), _cleared(ours[1] - theirs[1])


def _cleared(gap: float) -> float:
    return 0.0 if abs(gap) <= TIE else gap


def _intersection(
    gaps: Sequence[tuple[int, float, float]], bars: Sequence[tuple[int, float, float]]
) -> Interval | None:
    """Where all gaps, and what bars the way, are at least 0."""
    every = [*gaps, *bars]
    if any(at_zero < 0 and at_one < 0 for _, at_zero, at_one in every):
        return None
    met = [(rival, zero, one, zero / (zero - one)) for rival, zero, one in every if zero < 0 or one < 0]
    low, below = _end([(at, zero, rival) for rival, zero, _, at in met if zero < 0], max, 0.0)
    high, above = _end([(at, one, rival) for rival, _, one, at in met if one < 0], min, 1.0)
    if low > high + TIE:
        return None
    low, high = min(low, high), max(low, high)
    barring = {i for i, *_ in bars}
    level_low = _level(gaps, low, None if below in barring else below)
    level_high = _level(gaps, high, None if above in barring else above)
    return Interval(low, high, below, above, level_low, level_high)


def _end(
    met: Sequence[tuple[float, float, int]], nearest: Callable[[Iterable[float]], float], scale: float
) -> tuple[float, int | None]:
    """Where the first crossing is and who leads beyond it: where several meet, whoever is ahead most at the end."""
    if not met:
        return scale, None
    place = nearest([at for at, *_ in met])
    return place, min((gap, rival) for at, gap, rival in met if abs(at - place) <= TIE)[1]


def _level(gaps: Sequence[tuple[int, float, float]], end: float, rival: int | None) -> int | None:
    """Who is level at an end: the rival that ends it, or another that is just there."""
    if rival is not None:
        return rival
    return next((i for i, at_zero, at_one in gaps if abs(_at(end, at_zero, at_one)) <= TIE), None)


class Threshold(NamedTuple):
    """The thresholds between `low` and `high` (0-100) that leave a shortlist as it is.

    The end that keeps scores out is not one of them, and None where nothing has to be kept out; the other end is.
    """

    low: float | None
    high: float | None


def threshold_interval(stay_out: Row, stay_in: Row, furthest: float = 100.0, sign: int = 1) -> Threshold:
    """The thresholds that keep these best scores out (those failing nothing else) and these in (0-100).

    What passes reaches the threshold, or with `sign` -1 does not exceed it; `furthest` is as far as it can go.
    """
    if sign > 0:
        return Threshold(max(stay_out, default=None), min([*stay_in, furthest]))
    return Threshold(max([*stay_in, furthest]), min(stay_out, default=None))


class Component(NamedTuple):
    """The first principal component of a table of scores: its share of the variance (0-1) and loadings.

    Loadings are per column, unit length; their sign is chosen so that they sum to 0 or more.
    """

    share: float
    loadings: tuple[float, ...]


def first_component(rows: Sequence[Row]) -> Component | None:
    """The first principal component of the columns (scores as they are, centred); None if nothing varies."""
    means = [math.fsum(column) / len(rows) for column in zip(*rows, strict=True)]
    centred = [[x - m for x, m in zip(row, means, strict=True)] for row in rows]
    # The products of rows and those of columns have the same eigenvalues but for zeros: the smaller matrix is taken.
    long = len(rows) > len(rows[0])
    sides = [*zip(*centred, strict=True)] if long else centred
    gram = [[math.fsum(a * b for a, b in zip(p, q, strict=True)) for q in sides] for p in sides]
    variance = math.fsum(gram[i][i] for i in range(len(sides)))
    if variance <= TIE:
        return None
    values, vectors = _symmetric_eigen(gram)
    first = max(range(len(values)), key=values.__getitem__)
    part = [row[first] for row in vectors]
    loadings = part if long else [math.fsum(map(mul, part, column)) for column in zip(*centred, strict=True)]
    length = math.sqrt(math.fsum(x * x for x in loadings))
    sign = -1.0 if math.fsum(loadings) < 0 else 1.0
    return Component(values[first] / variance, tuple(sign * x / length for x in loadings))


def _symmetric_eigen(matrix: Sequence[Row]) -> tuple[list[float], list[list[float]]]:
    """Eigenvalues and eigenvectors (columns) of a small symmetric matrix, by Jacobi rotations."""
    n = len(matrix)
    a = [list(row) for row in matrix]
    v = [[float(i == j) for j in range(n)] for i in range(n)]
    scale = math.sqrt(math.fsum(x * x for row in a for x in row))
    for _ in range(60):
        if math.sqrt(math.fsum(a[i][j] ** 2 for i in range(n) for j in range(n) if i != j)) <= 1e-13 * scale:
            break
        for p in range(n):
            for q in range(p + 1, n):
                _rotate(a, v, p, q)
    return [a[i][i] for i in range(n)], v


def _rotate(a: list[list[float]], v: list[list[float]], p: int, q: int) -> None:
    if not a[p][q]:
        return
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = math.copysign(1.0, theta) / (abs(theta) + math.hypot(theta, 1.0))
    c = 1 / math.hypot(t, 1.0)
    s = t * c
    for k in range(len(a)):
        a[k][p], a[k][q] = c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]
    for k in range(len(a)):
        a[p][k], a[q][k] = c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]
    for row in v:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
