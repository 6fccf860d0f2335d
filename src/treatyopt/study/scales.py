"""Scales in natural units: what a performance, such as 12 days or 30%, is worth between 0 and 100."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator

from treatyopt.errors import as_typed, pointed, printable
from treatyopt.methods import scale as plain
from treatyopt.study.base import Record
from treatyopt.study.fields import Measure, Name, Score, fault

# What is left of a performance, and of the width of a scale, that is no more than rounding.
_SLACK = 1e-12
# The quantiles next to 0 and to 1.
_FIRST, _LAST = math.ulp(0.0), math.nextafter(1.0, 0.0)
# Of two neighbouring points: how far values are apart at least, in the unit and as a part of the largest value, and
# worths, in points. Nearer ones print alike, and have no middle.
_NARROW, _APART, _RISE = 1e-15, 1e-9, 1e-6

# From where on figures are grouped, need more digits than twelve to be whole, and are too long for any.
_LONG, _LONGER, _LONGEST = 1e4, 1e12, 1e15


def _point(value: Any) -> Any:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise fault("must be two numbers: [value, worth], the worth from 0 to 100")
    return value


def _but_is(given: Any) -> str:
    return f", not the text {printable(given, 40)!r}{pointed(given)}" if isinstance(given, str) else ""


POINT = BeforeValidator(_point)
ENDS = ("worst", "best")  # what a file may give in place of points


class Scale(Record):
    """What values in a `unit` are worth, 0-100: linear between `points` (value, worth).

    In a file `worst` and `best`, worth 0 and 100, may stand for the points. Less can be better. Values and worths
    rise, or the one rises as the other falls, throughout, and the ends are worth 0 and 100.
    """

    unit: Name | None = None
    points: tuple[Annotated[tuple[Measure, Score], POINT], ...]

    @model_validator(mode="before")
    @classmethod
    def _between_ends(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or not data.keys() & set(ENDS):
            return data
        if "points" in data:
            raise fault("takes either worst and best, or points [value, worth]; not both")
        for key in ENDS:
            if key not in data:
                raise fault(f"{key} is missing")
            if isinstance(data[key], bool) or not isinstance(data[key], (int, float)):
                raise fault(f"{key} must be a number{_but_is(data[key])}")
        rest = {key: each for key, each in data.items() if key not in ENDS}
        return {**rest, "points": ((data["worst"], 0.0), (data["best"], 100.0))}

    @model_validator(mode="after")
    def _monotone(self) -> Self:
        if len(self.points) < 2:
            raise fault("needs two points [value, worth] at least")
        ordered = tuple(sorted(self.points))
        if any(not low[0] < high[0] for low, high in pairwise(ordered)):
            raise fault("the worst and the best value, and those of all points, must differ")
        if not math.isfinite(100 * (ordered[-1][0] - ordered[0][0])):
            raise fault("the worst and the best value are too far apart to reckon with; take a larger unit")
        apart = max(_NARROW, _APART * max(abs(value) for value, _ in ordered))
        if any(high[0] - low[0] < apart for low, high in pairwise(ordered)):
            raise fault(
                f"two of its values are nearer to each other than {apart:.3g}, which is too near to tell apart"
            )
        rises = [high[1] - low[1] for low, high in pairwise(ordered)]
        if not (all(rise >= _RISE for rise in rises) or all(rise <= -_RISE for rise in rises)):
            raise fault("the worth must rise or fall throughout, from each value to the next")
        if {ordered[0][1], ordered[-1][1]} != {0.0, 100.0}:
            raise fault(
                "the values at its two ends must be worth 0 and 100: a weight is of the swing between them"
            )
        object.__setattr__(self, "points", ordered)
        return self

    @property
    def least(self) -> float:
        """The lowest value on the scale, in its unit."""
        return self.points[0][0]

    @property
    def most(self) -> float:
        """The highest value on the scale, in its unit."""
        return self.points[-1][0]

    @property
    def falling(self) -> bool:
        """Whether less is better."""
        return self.points[0][1] > self.points[-1][1]

    @property
    def worst(self) -> float:
        """The value that is worth 0."""
        return self.most if self.falling else self.least

    @property
    def best(self) -> float:
        """The value that is worth 100."""
        return self.least if self.falling else self.most

    @property
    def straight(self) -> bool:
        """Whether it is linear from end to end."""
        return len(self.points) == 2

    def holds(self, value: float) -> bool:
        """Whether a value lies on the scale."""
        slack = _SLACK * (self.most - self.least)
        return math.isfinite(value) and self.least - slack <= value <= self.most + slack

    def worth(self, value: float) -> float:
        """What a value is worth, 0-100; beyond the ends, what the end is."""
        return plain.worth(self.points, value)

    def value(self, worth: float) -> float:
        """The value that is worth so much, 0-100."""
        return plain.value_at(self.points, worth)

    def ends(self, low: float, high: float) -> tuple[float, float]:
        """The worth of the values from `low` to `high`, the lower first."""
        worths = self.worth(low), self.worth(high)
        return (worths[1], worths[0]) if self.falling else worths

    def bends(self, low: float, high: float) -> tuple[tuple[float, float], ...]:
        """The points between two values, as (quantile, worth): 0-1 is the way from the worse value to the better."""
        start = high if self.falling else low
        inside = (
            (abs(value - start) / (high - low), worth) for value, worth in self.points if low < value < high
        )
        # However near to an end of the range, a point lies inside: the worth of the end is another.
        return tuple(sorted((min(max(x, _FIRST), _LAST), worth) for x, worth in inside))


def in_unit(value: float, scale: Scale) -> str:
    """A value with the unit of a scale, as it is read: 14.7%, 12 days, 1,250,000 EUR."""
    return with_unit(value, scale.unit)


def with_unit(value: float, unit: str | None) -> str:
    """A value as it is read, with a unit if there is one."""
    return _behind(grouped(value), unit)


def typed(value: float, scale: Scale) -> str:
    """A value with the unit of a scale, the figure as a file has it: without commas."""
    return _behind(as_typed(value), scale.unit)


def grouped(value: float) -> str:
    """A value as it is read: from five figures before the point on in groups of three, as 1,250,000."""
    if abs(value) < _LONG or abs(value) >= _LONGEST:
        return f"{value + 0:.12g}"
    return f"{value:,.15g}" if abs(value) >= _LONGER else f"{value:,.12g}"


def _behind(figure: str, unit: str | None) -> str:
    return f"{figure}{'' if unit in (None, '%') else ' '}{unit or ''}"
