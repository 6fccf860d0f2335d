"""The kinds of field a study is made of: ids, texts, scores, references and keyed collections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, NamedTuple, TypeVar

from annotated_types import Ge, Le
from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    Strict,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import (
    CoreSchema,
    no_info_after_validator_function,
    with_info_before_validator_function,
)

from treatyopt.errors import printable, unknown

T = TypeVar("T")

ID_PATTERN = "[a-z][a-z0-9-]*"
_ID = re.compile(rf"{ID_PATTERN}\Z")
# What a name, a title, a text and an id hold at most, in characters: names stand in tables and in mid-sentence.
MAX_NAME = 100
MAX_TITLE = 200
MAX_TEXT = 10_000
MAX_ID = 60

# Control, surrogate and private characters, and separators of lines and paragraphs; invisible ones (Cf) but for those
# that scripts need.
_REFUSED = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
_JOINING = frozenset("\u200c\u200d\u200e\u200f\u061c")  # as Persian, Hindi, Hebrew and Arabic need them
_NUMBER_SIGNS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Letters and a symbol that print as a blank.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")

_declared: ContextVar[Mapping[str, Sequence[str]] | None] = ContextVar("declared", default=None)


def fault(message: str) -> PydanticCustomError:
    """A validation error that says exactly this message."""
    return PydanticCustomError("study", "{message}", {"message": message})


# What is written as a mapping and is something else; whoever tells it adds how it is written.
MAPPING_EXPECTED = PydanticCustomError("mapping_expected", "must be a mapping")


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
        such = id_of(value)
        raise fault(
            f"{printable(value)!r} is not an id; an id begins with a letter a-z and goes on with a-z, 0-9 and hyphens"
            f"{f', as {such}' if such else ''}"
        )
    return _bounded(value, "an id", MAX_ID)


def id_of(text: str) -> str:
    """The id that a name was most likely meant to be: `Quota Treaty` is quota-treaty; nothing where there is none."""
    made = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
    return made if _ID.match(made) and len(made) <= MAX_ID else ""


def _check_text(value: str) -> str:
    return _bounded(_joined(value), "a text", MAX_TEXT)


def _check_title(value: str) -> str:
    return _bounded(_joined(value), "a title", MAX_TITLE)


def _check_name(value: str) -> str:
    name = value.strip(" \n")
    if "\n" in name:
        raise fault("a name must stand on one line")
    return _bounded(_plain(name, frozenset()), "a name", MAX_NAME)


def _joined(value: str) -> str:
    text = " ".join(line.strip(" ") for line in value.split("\n")).strip(" ")
    return _plain(text, _JOINING)


def _bounded(text: str, kind: str, most: int) -> str:
    if len(text) > most:
        raise fault(f"{kind} has at most {most:,} characters; this has {len(text):,}")
    return text


def _plain(text: str, joining: frozenset[str]) -> str:
    """A text without marks that no reader sees or that fool a terminal, and with something to be seen."""
    if text.isascii() and text.isprintable() and text:
        return text
    for mark in text:
        kind = unicodedata.category(mark)
        if kind in _REFUSED or _is_no_character(mark):
            raise fault(f"the control character {_code(mark)} is not allowed in text")
        if kind == "Cf" and mark not in _NUMBER_SIGNS and mark not in joining:
            where = "a name" if mark in _JOINING else "text"
            raise fault(f"the invisible character {_code(mark)} is not allowed in {where}")
    # a separator, an invisible mark or an accent on nothing shows nothing
    if all(unicodedata.category(mark)[0] in "ZCM" or mark in _BLANK for mark in text):
        raise fault("must not be empty")
    return text.strip()


def _is_no_character(mark: str) -> bool:
    return 0xFDD0 <= ord(mark) <= 0xFDEF or ord(mark) & 0xFFFE == 0xFFFE


def _code(mark: str) -> str:
    return f"U+{ord(mark):04X}"


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
    if ids is None or id in ids[kind]:
        return
    # what is declared under a key that is no id is told there
    if all(_ID.match(each) or id_of(each) != id for each in ids[kind]):
        raise fault(unknown(kind, id, [each for each in ids[kind] if "/" in each or _ID.match(each)]))


class Refers(NamedTuple):
    """Marks an id of this kind, which must be declared somewhere in the study being read."""

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._declared, handler(source))

    def _declared(self, value: str) -> str:
        require_declared(self.kind, value)
        return value


Completing = Callable[[str, Any], Any]


def _keyed(complete: Completing | None) -> Callable[[Any], Any]:
    def records(value: Any) -> Any:
        if isinstance(value, Mapping):
            return tuple(_entry(key, body, complete) for key, body in value.items())
        if _listing(value, (Mapping, BaseModel)):
            return value
        raise MAPPING_EXPECTED

    return records


def _pairs(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(value.items())
    if _listing(value, (tuple, list)):
        return value
    raise MAPPING_EXPECTED


def _listing(value: Any, kind: Any) -> bool:
    """Whether a value is what programs give in place of a mapping: a sequence of things of this kind."""
    return isinstance(value, (tuple, list)) and all(isinstance(each, kind) for each in value)


def _entry(id: Any, body: Any, complete: Completing | None) -> Any:
    if complete is not None and isinstance(id, str):
        body = complete(id, body)
    if not isinstance(body, Mapping):
        return body
    if "id" in body:
        raise fault(f"{printable(str(id))}: the id is the key itself; remove 'id'")
    return {"id": id, **body}


# What says that what is validated was read from a file.
IN_A_FILE = {"in": "a file"}


class Derived(NamedTuple):
    """Marks a field that is worked out when a study is read: programs write it out, but it is no key of a file."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return with_info_before_validator_function(_unwritten, handler(source))


def _unwritten(value: Any, info: ValidationInfo) -> Any:
    if info.context == IN_A_FILE:
        raise PydanticCustomError("extra_forbidden", "is worked out")
    return value


class Declares(NamedTuple):
    """Marks a field whose keys are the ids of things of one kind, which other fields may name.

    `complete` is what fills in what a file may leave out under each of them.
    """

    kind: str
    complete: Completing | None = None


def keyed(kind: str, complete: Completing | None = None) -> tuple[BeforeValidator, Declares]:
    """What marks a mapping `id: record`, read as a sequence of records of this kind that carry their id.

    `complete` makes of an id, and of what is written under it, a mapping with what is left out filled in.
    """
    return BeforeValidator(_keyed(complete)), Declares(kind, complete)


# A mapping read as a sequence of (key, value) pairs, which unlike a dict cannot be changed.
PAIRS = (BeforeValidator(_pairs), PlainSerializer(dict))

DERIVED = Derived()
FILLED = AfterValidator(_check_filled)
Distinct = AfterValidator(_check_distinct)
Id = Annotated[str, AfterValidator(_check_id)]
Text = Annotated[str, AfterValidator(_check_text)]
Name = Annotated[str, AfterValidator(_check_name)]
Title = Annotated[str, AfterValidator(_check_title)]
Score = Annotated[float, Strict(), Ge(0), Le(100), AllowInfNan(False)]
Measure = Annotated[float, Strict(), AllowInfNan(False)]
Points = Annotated[float, Strict(), Ge(0), Le(1e9), AllowInfNan(False)]
Grade = Annotated[int, Strict(), Ge(0), Le(3)]
Flag = Annotated[bool, Strict()]

Locator = Annotated[str, Refers("locator")]
CriterionId = Annotated[str, Refers("criterion")]
GroupId = Annotated[str, Refers("group")]
OptionId = Annotated[str, Refers("option")]
ObligationId = Annotated[str, Refers("obligation")]
ScreenId = Annotated[str, Refers("screen")]
ProfileId = Annotated[str, Refers("profile")]
PartyId = Annotated[str, Refers("party")]
ConditionId = Annotated[str, Refers("condition")]

Locators = Annotated[tuple[Locator, ...], Distinct]
CriterionIds = Annotated[tuple[CriterionId, ...], Distinct, FILLED]
OptionIds = Annotated[tuple[OptionId, ...], Distinct, FILLED]
ObligationIds = Annotated[tuple[ObligationId, ...], Distinct]
ScreenIds = Annotated[tuple[ScreenId, ...], Distinct, FILLED]
PartyIds = Annotated[tuple[PartyId, ...], Distinct, FILLED]
