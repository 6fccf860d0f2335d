"""Pairwise comparisons: weights by geometric means, and how consistent the comparisons are with each other.

A matrix holds in row i and column j how many times as much i counts as j; it is positive and reciprocal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

Matrix = Sequence[Sequence[float]]

# The mean consistency index of reciprocal matrices filled at random, by size: Saaty 1980, The Analytic Hierarchy
# Process. Larger ones he did not give.
RANDOM_INDEX = {
    3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49,
    11: 1.51, 12: 1.48, 13: 1.56, 14: 1.57, 15: 1.59,
}  # fmt: skip
USUAL_LIMIT = 0.1  # of the consistency ratio, by the same author

_ENOUGH, _MOST = 1e-13, 10_000


class Triad(NamedTuple):
    """Three that were compared, by place: `made`, i to j times j to k, and what was `given` for i to k."""

    i: int
    j: int
    k: int
    made: float
    given: float

    @property
    def off(self) -> float:
        """How far the two are apart, as a logarithm of at least 0."""
        return abs(math.log(self.made) - math.log(self.given))


def geometric_weights(matrix: Matrix) -> tuple[float, ...]:
    """The geometric mean of each row, normalised to sum to 1 (Crawford & Williams 1985)."""
    means = [math.fsum(map(math.log, row)) / len(row) for row in matrix]
    largest = max(means)
    powers = [math.exp(each - largest) for each in means]
    total = math.fsum(powers)
    return tuple(each / total for each in powers)


def principal_eigenvalue(matrix: Matrix) -> float:
    """The largest eigenvalue: at least the number of rows, and that only where all comparisons agree.

    By power iteration from the geometric means. The quotients of each step enclose the eigenvalue (Collatz 1942,
    Wielandt 1950), so that it is known when to stop; adding the larger of them to the diagonal keeps comparisons
    that run in a circle, whose other eigenvalues are as large, from going round for ever.
    """
    vector = list(geometric_weights(matrix))
    for _ in range(_MOST):
        image = [math.fsum(a * x for a, x in zip(row, vector, strict=True)) for row in matrix]
        quotients = [y / x for y, x in zip(image, vector, strict=True)]
        low, high = min(quotients), max(quotients)
        if high - low <= _ENOUGH * high:
            break
        shifted = [y + high * x for y, x in zip(image, vector, strict=True)]
        total = math.fsum(shifted)
        vector = [each / total for each in shifted]
    return max((low + high) / 2, float(len(matrix)))


def consistency_ratio(eigenvalue: float, n: int) -> float | None:
    """The consistency index, (eigenvalue - n) / (n - 1), by its mean at random (Saaty 1980); of two it is 0.

    `eigenvalue` is the largest of the comparisons of `n`. None for more than 15, for which no mean is given.
    """
    if n < min(RANDOM_INDEX):
        return 0.0
    if n not in RANDOM_INDEX:
        return None
    return (eigenvalue - n) / (n - 1) / RANDOM_INDEX[n]


def worst_triad(matrix: Matrix) -> Triad | None:
    """The three whose comparisons are furthest from agreeing, the first of several; None of less than three."""
    triads = [
        Triad(i, j, k, matrix[i][j] * matrix[j][k], matrix[i][k])
        for i, j, k in combinations(range(len(matrix)), 3)
    ]
    return max(triads, key=lambda each: each.off) if triads else None
