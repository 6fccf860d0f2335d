"""Ids made from names in any script, and names that a study can take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from treatyopt.study.fields import MAX_ID, Name

# Letters that are Latin and no others with marks, as they are written without.
_LETTERS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
})  # fmt: skip


class Named(NamedTuple):
    """The id of something, and its name as it was written."""

    id: str
    name: str


def identified(kind: str, names: Iterable[str], taken: Collection[str] = ()) -> list[Named]:
    """Names with an id each, in their order: letters a-z and digits of the name, hyphens between.

    Where a name has none, or an id is used by another, it is the kind and the position, from 1: option-3; where it is
    `taken` by something of another kind, the kind is put behind it.
    """
    used = set(taken)
    found: list[Named] = []
    for i, name in enumerate(names, 1):
        id = _id(kind, name) or f"{kind}-{i}"
        if id in used:
            others = [f"{id}-{kind}"] if id in taken else [f"{kind}-{i}"]
            id = next(each for each in (*others, *_numbered(id)) if each not in used and len(each) <= MAX_ID)
        used.add(id)
        found.append(Named(id, name))
    return found


def _numbered(id: str) -> Iterable[str]:
    return (f"{id[: MAX_ID - 5].rstrip('-')}-{i}" for i in range(2, 10_000))


def _id(kind: str, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    id = "-".join(re.findall(r"[a-z0-9]+", letters.replace("'", "").replace("’", "")))
    if id and not id[0].isalpha():
        id = f"{kind}-{id}"
    return id[:MAX_ID].rstrip("-")


def alike(name: str) -> str:
    """What names have in common that differ in capitals, or in how their letters are put together."""
    return unicodedata.normalize("NFKC", name).casefold()


def fault_of(name: str) -> str | None:
    """Why a study cannot take a name; None if it can."""
    try:
        _names().validate_python(name)
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return None


@cache
def _names() -> TypeAdapter[str]:
    return TypeAdapter(Name)
