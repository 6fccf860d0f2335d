"""What it is worth to know a quantity before choosing: closed forms over lines. Pure Python.

Values are lines in one quantile, uniform on 0-1, or lines of several pieces. Knowing it before choosing gives the mean
of the highest; not knowing it, the highest mean (Felli & Hazen 1998, Medical Decision Making 18:95-109).
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


class Piece(NamedTuple):
    """Part of all quantiles, so wide (0-1), and the values in it as lines along its own way from 0 to 1."""

    width: float
    lines: Sequence[Line]


def worth_knowing(pieces: Sequence[Piece]) -> float:
    """The mean of the highest of some values less their highest mean; 0 where one is highest all along.

    Every piece has a line for each value, in one order; their widths sum to 1.
    """
    highest = math.fsum(each.width * _mean_of_highest(each.lines) for each in pieces)
    values = zip(*(each.lines for each in pieces), strict=True)
    means = (
        math.fsum(piece.width * line.mean for piece, line in zip(pieces, lines, strict=True))
        for lines in values
    )
    gain = highest - max(means)
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
