"""The kinds of field a study is made of: ids, texts, scores, references and keyed collections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, TypeVar

from annotated_types import Ge, Le
from pydantic import AfterValidator, AllowInfNan, BeforeValidator, PlainSerializer, Strict
from pydantic_core import PydanticCustomError

from treatyopt.errors import printable, unknown

T = TypeVar("T")

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
# Control characters, line and paragraph separators, and the marks that reorder what a terminal shows.
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")

_declared: ContextVar[Mapping[str, Sequence[str]] | None] = ContextVar("declared", default=None)


def fault(message: str) -> PydanticCustomError:
    """A validation error that says exactly this message."""
    return PydanticCustomError("study", "{message}", {"message": message})


@contextmanager
def declaring(ids: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """While open, every reference must name one of these ids; outside, references are not checked."""
    token = _declared.set(ids)
    try:
        yield
    finally:
        _declared.reset(token)


def _check_id(value: str) -> str:
    if not _ID.match(value):
        raise fault(
            f"{printable(value)!r} is not an id; an id begins with a letter a-z and goes on with a-z, 0-9 and hyphens"
        )
    return value


def _check_text(value: str) -> str:
    text = " ".join(line.strip(" ") for line in value.split("\n")).strip(" ")
    found = _REFUSED.search(text)
    if found:
        raise fault(f"control character {found.group()!r} is not allowed in text")
    if not text:
        raise fault("must not be empty")
    return text


def _check_distinct(values: tuple[T, ...]) -> tuple[T, ...]:
    repeated = next((value for i, value in enumerate(values) if value in values[:i]), None)
    if repeated is not None:
        raise fault(f"{repeated} is listed twice")
    return values


def _check_filled(values: tuple[T, ...]) -> tuple[T, ...]:
    if not values:
        raise fault("must not be empty")
    return values


def require_declared(kind: str, id: str) -> None:
    """Raise a fault, with the nearest id, if a study is being read that does not declare this id."""
    ids = _declared.get()
    if ids is not None and id not in ids[kind]:
        raise fault(unknown(kind, id, ids[kind]))


def reference(kind: str) -> AfterValidator:
    """A check that an id of this kind is declared somewhere in the study being read."""

    def check(value: str) -> str:
        require_declared(kind, value)
        return value

    return AfterValidator(check)


def _keyed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(_entry(key, body) for key, body in value.items())
    if isinstance(value, (tuple, list)):
        return value
    raise fault("must be a mapping of ids")


def _pairs(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(value.items())
    if isinstance(value, (tuple, list)):
        return value
    raise fault("must be a mapping")


def _entry(id: Any, body: Any) -> Any:
    if not isinstance(body, Mapping):
        return body
    if "id" in body:
        raise fault(f"{printable(str(id))}: the id is the key itself; remove 'id'")
    return {"id": id, **body}


# A mapping `id: record` read as a sequence of records that carry their id.
KEYED = BeforeValidator(_keyed)
# A mapping read as a sequence of (key, value) pairs, which unlike a dict cannot be changed.
PAIRS = (BeforeValidator(_pairs), PlainSerializer(dict))

FILLED = AfterValidator(_check_filled)
Distinct = AfterValidator(_check_distinct)
Id = Annotated[str, AfterValidator(_check_id)]
Text = Annotated[str, AfterValidator(_check_text)]
Score = Annotated[float, Strict(), Ge(0), Le(100), AllowInfNan(False)]
Points = Annotated[float, Strict(), Ge(0), Le(1e9), AllowInfNan(False)]
Grade = Annotated[int, Strict(), Ge(0), Le(3)]
Flag = Annotated[bool, Strict()]

Locator = Annotated[str, reference("locator")]
CriterionId = Annotated[str, reference("criterion")]
GroupId = Annotated[str, reference("group")]
OptionId = Annotated[str, reference("option")]
ObligationId = Annotated[str, reference("obligation")]
ScreenId = Annotated[str, reference("screen")]
ProfileId = Annotated[str, reference("profile")]
PartyId = Annotated[str, reference("party")]
ConditionId = Annotated[str, reference("condition")]

Locators = Annotated[tuple[Locator, ...], Distinct]
CriterionIds = Annotated[tuple[CriterionId, ...], Distinct, FILLED]
OptionIds = Annotated[tuple[OptionId, ...], Distinct, FILLED]
ObligationIds = Annotated[tuple[ObligationId, ...], Distinct]
ScreenIds = Annotated[tuple[ScreenId, ...], Distinct, FILLED]
PartyIds = Annotated[tuple[PartyId, ...], Distinct, FILLED]
