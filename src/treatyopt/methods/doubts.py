"""How often options are first, and what they are worth, where scores are drawn together with weights.

Memory is bounded by the chunk and the options, whatever the sample size; a chunk of many options is judged in blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from treatyopt.methods.population import Floats, Population, draw_scores, draw_weights
from treatyopt.methods.sampling import CHUNK, Progress
from treatyopt.methods.stability import TIE

FEW = 12  # options up to which each is judged by itself
BLOCK = 32  # options of many that are judged at a time


class Doubted(NamedTuple):
    """Scores and weights drawn together: how often each of the first options is first, and what it is worth on average.

    `firsts` is by drawn weights among those options, `rejudged` among all that pass the bars as drawn (None without
    bars). At the chosen weights `means` are their mean values, `highest` the mean of the highest of them, and
    `firsts_there` how often each is that. Options level for first place share it.
    """

    firsts: list[float]
    rejudged: list[float] | None
    means: list[float]
    highest: float
    firsts_there: list[float]


def doubted(
    asked: Population,
    ranked: int,
    chosen: Sequence[float],
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> Doubted:
    """Draw scores and weights so often, and count for the first so many options; `chosen` weighs the criteria."""
    random, at = np.random.default_rng(seed), np.asarray(chosen, dtype=np.float64)
    bars = _Bars.of(asked)
    totals: list[Any] = [0.0] * 5
    for start in range(0, draws, CHUNK):
        size = min(CHUNK, draws - start)
        found = _counted(*_judged(asked, ranked, at, bars, random, size))
        totals = [total + each for total, each in zip(totals, found, strict=True)]
        if progress is not None:
            progress(size)
    firsts, there, means, highest, rejudged = ((each / draws).tolist() for each in totals)
    return Doubted(firsts, None if asked.bars is None else rejudged, means, highest, there)


class _Bars(NamedTuple):
    """The criteria on which screens ask anything, by index, with the least and the most that passes there."""

    criteria: NDArray[np.intp]
    low: Floats
    high: Floats

    @classmethod
    def of(cls, asked: Population) -> _Bars:
        none = np.full(asked.best.shape[1], np.inf)
        low, high = asked.bars or (-none, none)
        criteria = np.flatnonzero(np.isfinite(low) | np.isfinite(high))
        return cls(criteria, low[criteria, np.newaxis, np.newaxis], high[criteria, np.newaxis, np.newaxis])

    def failed(self, scores: Floats) -> NDArray[np.bool_]:
        """Where any of the scores on these criteria (criteria x options x draws) does not pass."""
        out = (scores < self.low) | (scores > self.high)
        return np.asarray(out.any(axis=0))


class _Judged(NamedTuple):
    """What a chunk of draws comes to, options x draws: `fixed` has the values at fixed weights, of the first alone."""

    values: Floats
    fixed: Floats
    fails: NDArray[np.bool_]


def _judged(
    asked: Population, ranked: int, at: Floats, bars: _Bars, random: np.random.Generator, size: int
) -> _Judged:
    weights = np.empty((asked.shares.shape[0], size))
    draw_weights(asked, random, weights)
    by_criterion, options = asked.shares.T @ weights, len(asked.best)
    found = _Judged(
        np.empty((options, size)), np.empty((ranked, size)), np.empty((options, size), dtype=bool)
    )
    linear = not (asked.blends or asked.courses)
    if options > FEW and asked.dependence != "each" and linear:
        _judge_together(asked, at, bars, random, by_criterion, found)
        return found
    for i, scores in draw_scores(asked, random, size):
        np.einsum("cn,cn->n", scores, by_criterion, out=found.values[i])
        if i < ranked:
            np.matmul(at, scores, out=found.fixed[i])
        found.fails[i] = bars.failed(scores[bars.criteria, np.newaxis])
    return found


def _judge_together(
    asked: Population,
    at: Floats,
    bars: _Bars,
    random: np.random.Generator,
    by_criterion: Floats,
    out: _Judged,
) -> None:
    """Judge many options of which no score bends or is made of others, in blocks.

    One quantile stands for all scores of an option, or of a criterion, so that no score need be drawn by itself.
    """
    width, size = asked.high - asked.low, by_criterion.shape[1]
    shared = random.random(by_criterion.shape) if asked.dependence == "criterion" else None
    rising = by_criterion if shared is None else shared * by_criterion
    for start in range(0, len(width), BLOCK):
        rows = slice(start, start + BLOCK)
        low, wide = asked.low[rows], width[rows]
        if shared is None:
            drawn = random.random((len(wide), size))
            rise, rise_there = drawn * (wide @ rising), drawn * (wide @ at)[:, np.newaxis]
        else:
            drawn = shared[bars.criteria, np.newaxis]
            rise, rise_there = wide @ rising, (wide * at) @ shared
        there = (low @ at)[:, np.newaxis] + rise_there
        out.values[rows] = low @ by_criterion + rise
        out.fixed[rows] = there[: max(len(out.fixed) - start, 0)]
        start_at, goes_up = (each.T[bars.criteria, :, np.newaxis] for each in (low, wide))
        out.fails[rows] = bars.failed(start_at + goes_up * drawn)


def _counted(values: Floats, fixed: Floats, fails: NDArray[np.bool_]) -> tuple[Any, ...]:
    """Of a chunk of draws what `Doubted` tells, summed: `rejudged` comes last. The values of what fails are lost."""
    firsts, there = _firsts(values[: len(fixed)]), _firsts(fixed)
    values[fails] = -np.inf
    nobody = fails.all(axis=0)
    rejudged = _firsts(values[:, ~nobody] if nobody.any() else values)
    return firsts, there, fixed.sum(axis=1), fixed.max(axis=0).sum(), rejudged


def _firsts(values: Floats) -> Floats:
    """How often each option has the highest value, or its part of that where several do."""
    first = values >= values.max(axis=0, initial=-np.inf) - TIE
    level = first.sum(axis=0)
    return np.array([(each / level).sum() for each in first])  # row by row, as all of them would take memory
