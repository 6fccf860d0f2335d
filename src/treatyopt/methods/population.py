"""What is drawn at random: weights uniform over a set of weightings or near chosen ones, scores uniform in ranges.

Scores of a scale that bends are drawn uniform in its unit: the quantile is uniform, the score a line of several pieces.
With `sampling` and `doubts`, the only files that import numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from treatyopt.methods.scale import Points
from treatyopt.methods.stability import TIE
from treatyopt.methods.weightspace import Cells

RARE = 10_000  # weightings drawn again for each that lies within the limits, at most
_NARROWEST = 1e-300  # what quantiles are apart at least where a slope is asked for, so that it is a number

Floats = NDArray[np.float64]
Dependence = Literal["each", "criterion", "option"]


class Blend(NamedTuple):
    """An option whose drawn scores are made of others' draws, not drawn: by criterion, a constant plus parts.

    `parts` gives the rows they are drawn in, each with its part per criterion.
    """

    constant: Floats
    parts: tuple[tuple[int, Floats], ...]


class Course(NamedTuple):
    """The score on one criterion, by index, along the quantile of its range: linear between quantiles from 0 to 1."""

    criterion: int
    quantiles: Floats
    scores: Floats

    @property
    def slopes(self) -> Floats:
        """How steeply the score rises from each quantile to the next, in points for the whole range."""
        found: Floats = np.diff(self.scores) / np.maximum(np.diff(self.quantiles), _NARROWEST)
        return found


@dataclass(frozen=True)
class Population:
    """What is sampled: scores (options x criteria) with their ends, and the space of weights.

    `low` and `high` may have more rows than there are options, for `blends` to be made of; `blends` holds, by
    option, those that are not drawn themselves. `courses` holds, by row, the scores that are not linear between their
    ends as the quantile goes from 0 to 1; all others are. `shares` maps the sampled weights to criteria (sampled
    weights x criteria): over groups, the share of each criterion in its group; over criteria, the identity. `chosen`
    holds the chosen sampled weights, summing to 1. `within` keeps each sampled weight within so many percent of the
    chosen one, where `limits` (rows of coefficients) have weighted sums of at least 0; None draws uniformly from the
    simplex, or from `cells` (cells x vertices x sampled weights), each as often as its part of `parts`, which sum to 1.

    Scores are drawn by `dependence`: `each` by itself; by `criterion`, all options at one quantile of their ranges; by
    `option`, all its criteria at one. A score below the first or above the second of `bars` (by
    criterion) fails a screen.
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
    dependence: Dependence = "each"
    bars: tuple[Floats, Floats] | None = None
    courses: Mapping[int, Sequence[Course]] = field(default_factory=dict)


class TooRare(Exception):
    """Hardly any of the weightings drawn near the chosen ones lie within the limits."""


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


def courses(bent: Mapping[tuple[int, int], Points]) -> dict[int, list[Course]]:
    """By row the scores that bend, given by row and criterion as points (quantile, score)."""
    found: dict[int, list[Course]] = {}
    for (row, criterion), points in bent.items():
        quantiles, scores = zip(*points, strict=True)
        found.setdefault(row, []).append(Course(criterion, _array(quantiles), _array(scores)))
    return found


def bars(bounds: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """By criterion what a drawn score must reach, and what it must not exceed, to pass every screen."""
    return _array([low for low, _ in bounds]), _array([high for _, high in bounds])


def _array(numbers: Sequence[Any]) -> Floats:
    return np.asarray(numbers, dtype=np.float64)


def draw_weights(asked: Population, random: np.random.Generator, out: Floats) -> None:
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


def _scored(asked: Population, row: int, out: Floats) -> None:
    """Turn the quantiles of a row into its scores, in place."""
    bent = [(each, out[each.criterion].copy()) for each in asked.courses.get(row, ())]
    out *= (asked.high[row] - asked.low[row])[:, np.newaxis]
    out += asked.low[row][:, np.newaxis]
    for each, drawn in bent:
        out[each.criterion] = np.interp(drawn, each.quantiles, each.scores)


def draw_scores(asked: Population, random: np.random.Generator, size: int) -> Iterator[tuple[int, Floats]]:
    """Each option with its scores drawn uniformly in their ranges, criteria x draws; what is blended comes last.

    An array is good until the next is asked for.
    """
    options, criteria = asked.best.shape
    needed = {row for blend in asked.blends.values() for row, _ in blend.parts}
    kept: dict[int, Floats] = {}
    buffer = np.empty((criteria, size))
    shared = random.random((criteria, size)) if asked.dependence == "criterion" else None
    for row in range(len(asked.low)):
        if row in asked.blends:
            continue
        out = kept.setdefault(row, np.empty_like(buffer)) if row in needed else buffer
        if shared is not None:
            out[:] = shared
        elif asked.dependence == "option":
            out[:] = random.random(size)
        else:
            random.random(out=out)
        _scored(asked, row, out)
        if row < options:
            yield row, out
    for i, blend in asked.blends.items():
        buffer[:] = blend.constant[:, np.newaxis]
        for row, part in blend.parts:
            buffer += part[:, np.newaxis] * kept[row]
        yield i, buffer
