"""Linear interpolation between points in the order of their values, and back: what scales in natural units rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Points = Sequence[tuple[float, float]]


def worth(points: Points, value: float) -> float:
    """The worth (0-100) at a value between points (value, worth), ascending in value; beyond them, that of the end."""
    if value <= points[0][0]:
        return points[0][1]
    if value >= points[-1][0]:
        return points[-1][1]
    right = bisect_right([x for x, _ in points], value)
    (x0, y0), (x1, y1) = points[right - 1], points[right]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0)


def value_at(points: Points, level: float) -> float:
    """The value at which the worth is `level` (0-100), the worths strictly rising or strictly falling."""
    turned = sorted((y, x) for x, y in points)
    return worth(turned, level)
