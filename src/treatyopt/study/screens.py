"""What a screen asks of a score: the one place that says what passes."""

import math
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, Self, TypeVar

from pydantic import model_validator

from treatyopt.errors import as_typed
from treatyopt.methods.exact import exact
from treatyopt.methods.scale import Points
from treatyopt.study.base import Record
from treatyopt.study.fields import DERIVED, CriterionId, Id, Locators, Measure, Text, fault
from treatyopt.study.scales import grouped, with_unit

N = TypeVar("N", float, Fraction)


class Bound(NamedTuple):
    """One end of what a screen lets pass: scores from a `minimum` up, or up to a `maximum` (0-100)."""

    end: Literal["minimum", "maximum"]
    limit: float

    @property
    def sign(self) -> int:
        """Which way a score must go to pass: 1 up, -1 down."""
        return 1 if self.end == "minimum" else -1

    def room(self, score: N) -> N:
        """By how many points a score is inside the limit; below 0, by how many it is outside.

        A fraction is set against the limit as it is written, exactly.
        """
        if isinstance(score, Fraction):
            return (score - exact(self.limit)) * self.sign
        return (score - self.limit) * self.sign


class Screen(Record):
    """A non-compensatory requirement: an option passes if its best score is from `minimum` to `maximum` (0-100).

    Either may be left out, not both. This is the one place that says what passes. Where the criterion has a scale, a
    file gives them in its `unit`; they are kept as `limits`, and `minimum` and `maximum` are what they are worth.
    """

    id: Id
    criterion: CriterionId
    minimum: Measure | None = None
    maximum: Measure | None = None
    reason: Text | None = None
    cites: Locators = ()
    limits: Annotated[tuple[Measure | None, Measure | None] | None, DERIVED] = None
    unit: Annotated[str | None, DERIVED] = None

    @property
    def written(self) -> tuple[float | None, float | None]:
        """The minimum and the maximum as a file gives them: in the unit of the criterion, if it has any."""
        return self.limits or (self.minimum, self.maximum)

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.minimum is None and self.maximum is None:
            raise fault("a screen needs a minimum, a maximum, or both")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise fault(
                f"minimum {as_typed(self.minimum)} is above maximum {as_typed(self.maximum)}: no score passes"
            )
        return self

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """The one or two ends of what passes."""
        ends: tuple[tuple[Literal["minimum", "maximum"], float | None], ...] = (
            ("minimum", self.minimum),
            ("maximum", self.maximum),
        )
        return tuple(Bound(end, limit) for end, limit in ends if limit is not None)

    def margin(self, score: N) -> N:
        """By how many points a score passes; below 0, by how many it fails."""
        return min(bound.room(score) for bound in self.bounds)

    def passes(self, score: N, slack: float = 0.0) -> bool:
        """Whether a score passes; one that fails by no more than `slack` points is let through."""
        return self.margin(score) >= -slack

    def throughout(self, low: float, score: float, high: float) -> bool:
        """Whether every score from `low` to `high` passes, or every one fails, as `score` between them does."""
        if self.passes(score):
            return self.passes(low) and self.passes(high)
        return any(bound.room(low) < 0 and bound.room(high) < 0 for bound in self.bounds)

    def passing(self, course: Points) -> float:
        """The share (0-1) of a range in which it passes: of the quantiles of a `course` (quantile, score), exactly."""
        return min(
            math.fsum((x1 - x0) * self._part(min(a, b), max(a, b)) for (x0, a), (x1, b) in pairwise(course)),
            1.0,
        )

    def _part(self, low: float, high: float) -> float:
        """The share (0-1) of the scores from `low` to `high` that pass; of a single score, whether it does."""
        if low == high:
            return float(self.passes(low))
        least = low if self.minimum is None else max(low, self.minimum)
        most = high if self.maximum is None else min(high, self.maximum)
        return max(most - least, 0.0) / (high - low)

    @property
    def asks(self) -> str:
        """What it asks of a score, in words."""
        low, high = self.written
        if low is None or high is None:
            limit = high if low is None else low
            assert limit is not None
            return f"at {'most' if low is None else 'least'} {with_unit(limit, self.unit)}"
        return f"{grouped(low)} to {with_unit(high, self.unit)}"
