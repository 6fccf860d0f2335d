"""How far a share that was counted can be from the share that it stands for."""

from __future__ import annotations

import math
from typing import NamedTuple

Z = 1.959963984540054  # the two-sided 95% point of the standard normal distribution


class Bounds(NamedTuple):
    """The least and the most that a share (0-1) can be; equal where it is known."""

    low: float
    high: float


def wilson(share: float, count: int, z: float = Z) -> Bounds:
    """The Wilson score interval of a share (0-1) counted in so many independent trials; all of 0-1 for none.

    Wilson 1927, Journal of the American Statistical Association 22:209-212. Unlike share +- z standard errors it is
    sound for shares of 0 and 1 and for few trials.
    """
    if not count:
        return Bounds(0.0, 1.0)
    weight = z * z / count
    middle = (share + weight / 2) / (1 + weight)
    reach = z * math.sqrt(share * (1 - share) / count + weight / (4 * count)) / (1 + weight)
    return Bounds(max(middle - reach, 0.0), min(middle + reach, 1.0))
