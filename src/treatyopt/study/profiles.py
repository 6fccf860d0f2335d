"""Profiles: named sets of weights, as frozen pydantic models."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from treatyopt.study.base import Record
from treatyopt.study.fields import (
    DERIVED,
    PAIRS,
    CriterionId,
    Distinct,
    GroupId,
    Id,
    Locators,
    Points,
    Text,
    fault,
)


def _several(value: Any) -> Any:
    """A text alone stands for a list of it."""
    if not isinstance(value, (str, list, tuple)):
        raise fault("holds statements such as security>=realism, one text or a list of texts")
    return (value,) if isinstance(value, str) else value


SEVERAL = BeforeValidator(_several)


class Profile(Record):
    """A named set of weights: points for every group, summing to 100. A judgement, with its reason.

    `shares` divides the points of a group among its criteria, where not equally; only proportions count. `say`
    holds statements such as `security>=realism`, which the points must fit, or which
    stand in their place. `assumed`: the study gives no weights, and every group counts the same.
    """

    id: Id
    points: Annotated[tuple[tuple[GroupId, Points], ...], *PAIRS] = ()
    shares: Annotated[
        tuple[tuple[GroupId, Annotated[tuple[tuple[CriterionId, Points], ...], *PAIRS]], ...], *PAIRS
    ] = ()
    say: Annotated[tuple[Text, ...], SEVERAL, Distinct] = ()
    reason: Text | None = None
    cites: Locators = ()
    assumed: Annotated[Literal[True] | None, DERIVED] = None
