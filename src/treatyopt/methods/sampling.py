"""Rank acceptability by seeded sampling of weights and scores (SMAA-2). The only file that imports numpy.

Lahdelma & Salminen 2001, Operations Research 49:444-454. Weights are uniform on a simplex, or near the chosen
ones; scores are fixed, or uniform in their ranges. Memory is bounded by the chunk, whatever the sample size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from treatyopt.methods.stability import TIE
from treatyopt.methods.weightspace import Cells

CHUNK = 8192
CELLS = 2**20  # options x draws of confidence factors held at a time
PRODUCT = 2**18  # multiplications in a matrix product up to which no threads are started
RARE = 10_000  # weightings drawn again for each that lies within the limits, at most
PAIRWISE = 12  # up to so many options, counting pairs is faster than sorting

Floats = NDArray[np.float64]
Progress = Callable[[int], None]


class Blend(NamedTuple):
    """An option whose drawn scores are made of others' draws, not drawn: by criterion, a constant plus parts.

    `parts` gives the rows they are drawn in, each with its part per criterion.
    """

    constant: Floats
    parts: tuple[tuple[int, Floats], ...]


@dataclass(frozen=True)
class Population:
    """What is sampled: scores (options x criteria) with their ends, and the space of weights.

    `low` and `high` may have more rows than there are options, for `blends` to be made of; `blends` holds, by
    option, those that are not drawn themselves. `shares` maps the sampled weights to criteria (sampled weights x
    criteria): over groups, the share of each criterion in its group; over criteria, the identity. `chosen` holds
    the chosen sampled weights, summing to 1. `within` keeps each sampled weight within so many percent of the
    chosen one, where `limits` (rows of coefficients) have weighted sums of at least 0; None draws uniformly from the
    simplex, or from `cells` (cells x vertices x sampled weights), each as often as its part of `parts`, which sum to 1.
    """

    low: Floats
    best: Floats
    high: Floats
    shares: Floats
    chosen: Floats
    within: float | None
    ranges: bool
    blends: Mapping[int, Blend] = field(default_factory=dict)
    cells: Floats | None = None
    parts: Floats | None = None
    limits: Floats | None = None


class TooRare(Exception):
    """Hardly any of the weightings drawn near the chosen ones lie within the limits."""


@dataclass(frozen=True)
class Sample:
    """What the draws came to, over `draws` weightings.

    `ranks[i, r]` is the share of draws that give option i rank r (rows and columns sum to 1; options with
    the same scores share their ranks equally). `central[i]` is the mean weighting of the draws in which
    option i is first, or NaN where there is none. `confidence[i]` is the share of score draws in which
    option i is first at its central weights, or NaN.
    """

    draws: int
    ranks: Floats
    central: Floats
    confidence: Floats


def population(
    low: Sequence[Sequence[float]],
    best: Sequence[Sequence[float]],
    high: Sequence[Sequence[float]],
    shares: Sequence[Sequence[float]],
    chosen: Sequence[float],
    within: float | None,
    ranges: bool,
    blends: Mapping[int, tuple[Sequence[float], Sequence[tuple[int, Sequence[float]]]]] | None = None,
    cells: Cells = (),
    limits: Sequence[Sequence[float]] = (),
) -> Population:
    """A population from plain lists; from some cells, unless there is none or `within` says where weights are."""
    low_, best_, high_, shares_, chosen_ = map(_array, (low, best, high, shares, chosen))
    made = {
        i: Blend(_array(constant), tuple((row, _array(each)) for row, each in parts))
        for i, (constant, parts) in (blends or {}).items()
    }
    found = Population(low_, best_, high_, shares_, chosen_, within, ranges, made)
    if within is not None:
        return replace(found, limits=_array(limits) if limits else None)
    if not cells:
        return found
    return replace(found, cells=_array([c.vertices for c in cells]), parts=_array([c.share for c in cells]))


def _array(numbers: Sequence[Any]) -> Floats:
    return np.asarray(numbers, dtype=np.float64)


def sample(
    asked: Population, draws: int, seed: int, progress: Progress | None = None, *, confidence: bool = True
) -> Sample:
    """Draw so many weightings (and scores) with a seeded generator; the same seed gives the same figures.

    Confidence factors cost another run over the scores and can be left out.
    """
    random = np.random.default_rng(seed)
    options, dimension = asked.best.shape[0], asked.shares.shape[0]
    counts = np.zeros((options, options))
    sums = np.zeros((options, dimension))
    ones = np.ones(dimension)
    for values, weights in _drawn(asked, draws, random, progress):
        ranks = _ranks(values)
        for i in range(options):
            counts[i] += _tallied(ranks[i], options)
        first = (ranks == 0) / (ones @ weights)
        sums += first @ weights.T
    for twins in _twins(asked):
        counts[twins] = counts[twins].mean(axis=0)
        sums[twins] = sums[twins].mean(axis=0)
    central = np.full_like(sums, np.nan)
    np.divide(sums, counts[:, :1], out=central, where=counts[:, :1] > 0)
    factors = _confidence(asked, central, draws, random) if confidence else np.full(options, np.nan)
    return Sample(draws, counts / draws, central, factors)


def _tallied(ranks: NDArray[np.integer[Any]], options: int) -> NDArray[np.intp]:
    return np.array([np.count_nonzero(ranks == r) for r in range(options)])


def _twins(asked: Population) -> list[list[int]]:
    """Options that tie at every draw, which the ranking tells apart only by their order.

    They are those whose values are made alike: of the same draws in the same parts, over what is fixed the same.
    """
    classes: list[tuple[_Makeup, list[int]]] = []
    shares = _drawable(asked)
    for i in range(len(asked.best)):
        made = _made(asked, i, shares)
        like = next((members for other, members in classes if _alike(made, other)), None)
        if like is None:
            classes.append((made, [i]))
        else:
            like.append(i)
    return [members for _, members in classes if len(members) > 1]


class _Makeup(NamedTuple):
    """What an option's value is made of: by sampled weight what is fixed, and by row its drawn parts."""

    fixed: Floats
    drawn: Mapping[int, Floats]


def _drawable(asked: Population) -> Floats:
    """The shares of criteria in those sampled weights that can be more than zero; in their sum if none can vary."""
    if asked.cells is not None:
        found: Floats = asked.cells.reshape(-1, len(asked.shares)) @ asked.shares
        return found
    if asked.within is None:
        return asked.shares
    if not asked.within:
        return asked.chosen[np.newaxis] @ asked.shares
    return asked.shares[asked.chosen > 0]


def _made(asked: Population, i: int, shares: Floats) -> _Makeup:
    if not asked.ranges:
        return _Makeup(shares @ asked.best[i], {})
    whole = Blend(np.zeros(shares.shape[1]), ((i, np.ones(shares.shape[1])),))
    constant, parts = asked.blends.get(i, whole)
    drawn = {}
    for row, part in parts:
        varies = asked.low[row] < asked.high[row]
        constant = constant + np.where(varies, 0.0, part * asked.low[row])
        by_weight = shares * np.where(varies, part, 0.0)
        if by_weight.any():
            drawn[row] = by_weight
    return _Makeup(shares @ constant, drawn)


def _alike(one: _Makeup, other: _Makeup) -> bool:
    return (
        one.drawn.keys() == other.drawn.keys()
        and bool((abs(one.fixed - other.fixed) <= TIE).all())
        and all(bool((abs(part - other.drawn[row]) <= TIE).all()) for row, part in one.drawn.items())
    )


def _confidence(asked: Population, central: Floats, draws: int, random: np.random.Generator) -> Floats:
    """The share of score draws in which each option is first at its own central weights."""
    found = np.full(len(central), np.nan)
    asking = np.flatnonzero(~np.isnan(central).any(axis=1))
    if not asked.ranges or not len(asking):
        return found
    weights = central[asking] @ asked.shares
    first = np.zeros(len(asking))
    chunk = min(CHUNK, max(1, CELLS // len(asking)))
    for start in range(0, draws, chunk):
        shape = len(asking), min(chunk, draws - start)
        best, own = np.full(shape, -np.inf), np.empty(shape)
        for i, scores in _scores(asked, random, shape[1]):
            _raised(best, weights, scores)
            for row in np.flatnonzero(asking == i):
                np.matmul(weights[row], scores, out=own[row])
        first += np.count_nonzero(best - own <= TIE, axis=1)
    found[asking] = first / draws
    return found


def _raised(best: Floats, weights: Floats, scores: Floats) -> None:
    """Raise the best values so far (weightings x draws) to those of one more option, where it has more.

    In tiles so small that no matrix product is worth threads: starting them takes longer than the product.
    """
    rows = min(len(weights), 32)
    width = max(1, PRODUCT // (rows * len(scores)))
    for i in range(0, len(weights), rows):
        for j in range(0, scores.shape[1], width):
            tile = best[i : i + rows, j : j + width]
            np.maximum(tile, weights[i : i + rows] @ scores[:, j : j + width], out=tile)


def _scores(asked: Population, random: np.random.Generator, size: int) -> Iterator[tuple[int, Floats]]:
    """Each option with its scores drawn uniformly in their ranges, criteria x draws; what is blended comes last.

    An array is good until the next is asked for.
    """
    options, criteria = asked.best.shape
    needed = {row for blend in asked.blends.values() for row, _ in blend.parts}
    kept: dict[int, Floats] = {}
    buffer = np.empty((criteria, size))
    for row in range(len(asked.low)):
        if row in asked.blends:
            continue
        out = kept.setdefault(row, np.empty_like(buffer)) if row in needed else buffer
        random.random(out=out)
        out *= (asked.high[row] - asked.low[row])[:, np.newaxis]
        out += asked.low[row][:, np.newaxis]
        if row < options:
            yield row, out
    for i, blend in asked.blends.items():
        buffer[:] = blend.constant[:, np.newaxis]
        for row, part in blend.parts:
            buffer += part[:, np.newaxis] * kept[row]
        yield i, buffer


def _drawn(
    asked: Population, draws: int, random: np.random.Generator, progress: Progress | None
) -> Iterator[tuple[Floats, Floats]]:
    """Values (options x draws) with the unnormalised weights (sampled weights x draws), chunk by chunk."""
    fixed = asked.best @ asked.shares.T
    dimension, options = asked.shares.shape[0], asked.best.shape[0]
    weights_buffer = np.empty(dimension * CHUNK)
    values_buffer = np.empty(options * CHUNK)
    for start in range(0, draws, CHUNK):
        size = min(CHUNK, draws - start)
        weights = weights_buffer[: dimension * size].reshape(dimension, size)
        values = values_buffer[: options * size].reshape(options, size)
        _weights(asked, random, weights)
        if asked.ranges:
            _uncertain(asked, random, weights, values)
        else:
            np.matmul(fixed, weights, out=values)
        yield values, weights
        if progress is not None:
            progress(size)


def _weights(asked: Population, random: np.random.Generator, out: Floats) -> None:
    """Unnormalised weights: independent exponentials are uniform on the simplex once divided by their sum."""
    if asked.cells is not None and asked.parts is not None:
        _in_cells(asked.cells, asked.parts, random, out)
    elif asked.within is None:
        random.standard_exponential(out=out)
    elif asked.limits is None:
        _near(asked.chosen, asked.within, random, out)
    else:
        _near_within(asked, asked.within, asked.limits, random, out)


def _in_cells(cells: Floats, parts: Floats, random: np.random.Generator, out: Floats) -> None:
    """A cell by its part of the whole, then exponentials over its vertices."""
    bounds = np.cumsum(parts)[:-1]  # none for a single cell
    which = np.searchsorted(bounds, random.random(out.shape[1]), side="right")
    out[:] = 0
    for vertex in range(cells.shape[1]):
        out += random.standard_exponential(out.shape[1]) * cells[which, vertex].T


def _near(chosen: Floats, within: float, random: np.random.Generator, out: Floats) -> None:
    random.random(out=out)
    spread = within / 100
    out *= 2 * spread
    out += 1 - spread
    out *= chosen[:, np.newaxis]


def _near_within(
    asked: Population, within: float, limits: Floats, random: np.random.Generator, out: Floats
) -> None:
    """Near the chosen weights, what lies outside the limits being drawn again."""
    drawn, filled, tried = np.empty_like(out), 0, 0
    while filled < out.shape[1]:
        _near(asked.chosen, within, random, drawn)
        fits = (limits @ drawn >= -TIE).all(axis=0)
        kept = drawn[:, fits][:, : out.shape[1] - filled]
        out[:, filled : filled + kept.shape[1]] = kept
        filled, tried = filled + kept.shape[1], tried + out.shape[1]
        if filled * RARE < tried > RARE:
            raise TooRare


def _uncertain(asked: Population, random: np.random.Generator, weights: Floats, values: Floats) -> None:
    """Values with every score drawn uniformly in its range."""
    by_criterion = asked.shares.T @ weights
    for i, scores in _scores(asked, random, weights.shape[1]):
        np.einsum("cn,cn->n", scores, by_criterion, out=values[i])


def _ranks(values: Floats) -> NDArray[np.integer[Any]]:
    """How many options are ahead of each; a tie goes to the earlier one."""
    options, size = values.shape
    if options > PAIRWISE:
        order = np.argsort(-values, axis=0, kind="stable")
        return np.argsort(order, axis=0, kind="stable")
    ranks = np.zeros((options, size), dtype=np.int8)
    for i in range(options):
        for j in range(i + 1, options):
            ahead = (values[i] >= values[j]).view(np.int8)
            ranks[j] += ahead
            ranks[i] += 1 - ahead
    return ranks
