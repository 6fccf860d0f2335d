"""What it is worth to know a quantity before choosing: closed forms over lines. Pure Python.

Values are lines in one quantile, uniform on 0-1. Knowing it before choosing gives the mean of the highest line; not
knowing it, the highest mean (Felli & Hazen 1998, Medical Decision Making 18:95-109).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from treatyopt.methods.stability import TIE


class Line(NamedTuple):
    """A value as a quantile goes from 0 to 1: where it starts, and by how much it rises."""

    start: float
    rise: float

    @property
    def mean(self) -> float:
        """Its mean over all quantiles."""
        return self.start + self.rise / 2


def worth_knowing(lines: Sequence[Line]) -> float:
    """The mean of the highest of some lines less their highest mean; 0 where one is highest all along."""
    gain = _mean_of_highest(lines) - max(each.mean for each in lines)
    return gain if gain > TIE else 0.0


def _mean_of_highest(lines: Sequence[Line]) -> float:
    """The integral of the upper envelope, from one crossing to the next."""
    at, now = 0.0, max(lines, key=lambda each: (each.start, each.rise))
    parts = []
    while True:
        crossings = [
            ((now.start - each.start) / (each.rise - now.rise), each)
            for each in lines
            if each.rise > now.rise
        ]
        ahead = [(x, -each.rise, each) for x, each in crossings if x > at]
        end, _, after = min(ahead, default=(1.0, 0.0, now))
        end = min(end, 1.0)
        parts.append((end - at) * (now.start + now.rise * (at + end) / 2))
        if end >= 1.0:
            return math.fsum(parts)
        at, now = end, after
