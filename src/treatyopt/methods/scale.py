"""Linear interpolation between points in the order of their values, and back: what scales in natural units rest on.

A score that is uniform in a unit is such a line too, of its worth along the quantile.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

N = TypeVar("N", float, Fraction)

Points = Sequence[tuple[float, float]]


def worth(points: Sequence[tuple[N, N]], value: N) -> N:
    """The worth (0-100) at a value between points (value, worth), ascending in value; beyond them, that of the end."""
    if value <= points[0][0]:
        return points[0][1]
    if value >= points[-1][0]:
        return points[-1][1]
    right = bisect_right([x for x, _ in points], value)
    (x0, y0), (x1, y1) = points[right - 1], points[right]
    between = y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return min(max(between, min(y0, y1)), max(y0, y1))  # rounding goes beyond neither point


def value_at(points: Points, level: float) -> float:
    """The value at which the worth is `level` (0-100), the worths strictly rising or strictly falling."""
    turned = sorted((y, x) for x, y in points)
    return worth(turned, level)


def mean(points: Points) -> float:
    """The mean worth between points (quantile, worth) that go from quantile 0 to 1, each as likely as any other."""
    return math.fsum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(points))
