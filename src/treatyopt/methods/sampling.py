"""Rank acceptability by seeded sampling of weights and scores (SMAA-2).

Lahdelma & Salminen 2001, Operations Research 49:444-454. Memory is bounded by the chunk, whatever the sample size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from treatyopt.methods.population import Blend, Floats, Population, draw_scores, draw_weights
from treatyopt.methods.stability import TIE

CHUNK = 8192
CELLS = 2**20  # options x draws of confidence factors held at a time
PRODUCT = 2**18  # multiplications in a matrix product up to which no threads are started
SHARED = -1  # the source of what is drawn for all options alike
SORTED = 1024  # draws of many options that are sorted at a time
PAIRWISE = 12  # up to so many options, counting pairs is faster than sorting

Progress = Callable[[int], None]


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


def sample(asked: Population, draws: int, seed: int, progress: Progress | None = None) -> Sample:
    """Draw so many weightings (and scores) with a seeded generator; the same seed gives the same figures."""
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
    return Sample(draws, counts / draws, central, _confidence(asked, central, draws, random))


def _tallied(ranks: NDArray[np.integer[Any]], options: int) -> NDArray[np.intp]:
    if options > PAIRWISE:
        return np.bincount(ranks, minlength=options)
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
    """What an option's value is made of: by sampled weight what is fixed, and by what is drawn how far it moves that.

    What is drawn are rows, or where all options are drawn at one quantile a single source. By source stands how steeply
    values rise with its quantile at first, by source, criterion and quantile how much more steeply from there.
    """

    fixed: Floats
    drawn: Mapping[tuple[float, ...], Floats]


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
    drawn: dict[tuple[float, ...], Floats] = {}
    for row, part in parts:
        constant = constant + part * asked.low[row]
        source = SHARED if asked.dependence == "criterion" else row
        steep, turns = _steepness(asked, row)
        by_weight = shares * (part * steep)
        if by_weight.any():
            drawn[source,] = drawn.get((source,), 0.0) + by_weight
        for (c, quantile), more in turns.items():
            key = source, c, quantile
            drawn[key] = drawn.get(key, 0.0) + shares[:, c] * (part[c] * more)
    return _Makeup(shares @ constant, drawn)


def _steepness(asked: Population, row: int) -> tuple[Floats, dict[tuple[int, float], float]]:
    """How steeply the scores of a row rise with the quantile at first, and how much more from where one bends."""
    steep = asked.high[row] - asked.low[row]
    turns: dict[tuple[int, float], float] = {}
    for each in asked.courses.get(row, ()):
        slopes = each.slopes
        steep[each.criterion] = slopes[0]
        for quantile, more in zip(each.quantiles[1:-1].tolist(), np.diff(slopes).tolist(), strict=True):
            turns[each.criterion, quantile] = more
    return steep, turns


def _alike(one: _Makeup, other: _Makeup) -> bool:
    """Whether two values are made alike; what one has and the other has not must come to nothing."""
    none = np.zeros(1)
    return bool((abs(one.fixed - other.fixed) <= TIE).all()) and all(
        bool(np.all(np.abs(one.drawn.get(key, none) - other.drawn.get(key, none)) <= TIE))
        for key in {*one.drawn, *other.drawn}
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
        for i, scores in draw_scores(asked, random, shape[1]):
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
        draw_weights(asked, random, weights)
        if asked.ranges:
            _uncertain(asked, random, weights, values)
        else:
            np.matmul(fixed, weights, out=values)
        yield values, weights
        if progress is not None:
            progress(size)


def _uncertain(asked: Population, random: np.random.Generator, weights: Floats, values: Floats) -> None:
    """Values with every score drawn uniformly in its range."""
    by_criterion = asked.shares.T @ weights
    for i, scores in draw_scores(asked, random, weights.shape[1]):
        np.einsum("cn,cn->n", scores, by_criterion, out=values[i])


def _ranks(values: Floats) -> NDArray[np.integer[Any]]:
    """How many options are ahead of each; a tie goes to the earlier one."""
    options, size = values.shape
    if options > PAIRWISE:
        sorted_ranks = np.empty((options, size), dtype=np.int32)
        for start in range(0, size, SORTED):
            part = slice(start, start + SORTED)
            order = np.argsort(
                -values[:, part].T, axis=1, kind="stable"
            )  # row by row is several times as fast
            placed = np.empty_like(order)
            np.put_along_axis(placed, order, np.arange(options)[np.newaxis], axis=1)
            sorted_ranks[:, part] = placed.T
        return sorted_ranks
    ranks = np.zeros((options, size), dtype=np.int8)
    for i in range(options):
        for j in range(i + 1, options):
            ahead = (values[i] >= values[j]).view(np.int8)
            ranks[j] += ahead
            ranks[i] += 1 - ahead
    return ranks
