"""Result, the base of every answer: the same answer as plain data, a line, text, HTML, DataFrames and plots.

The rooms that draw results stand above this one. They are imported here inside the methods alone, so that an
answer that nobody draws loads none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar, Final, get_type_hints


class Result:
    """An answer: frozen, with its inputs, all of the answer and the reasons.

    `ROOM` is the name under which the rooms above keep what they show of this kind of answer; a subclass is shown
    as what it is derived from.
    """

    __slots__ = ()
    ROOM: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain data: its fields and properties, under their names.

        A study inside it is told by its title, source, file and hash, and not spelt out.
        """
        return _told(self)

    def __repr__(self) -> str:
        from treatyopt.notebook.text import line

        return line(self)

    def __str__(self) -> str:
        from treatyopt.notebook.text import text

        return text(self)

    def _repr_html_(self) -> str:
        from treatyopt.notebook.html import html

        return html(self)

    def to_frame(self, table: str | None = None, *, long: bool = False) -> Any:
        """The result as a pandas DataFrame with ids as index, or tidy (one figure or fact per row) if `long`.

        `table` picks one where the result holds several; a wrong name raises ArgumentProblem that lists them.
        Raises TreatyoptError if pandas is not installed (extra `notebook`).
        """
        from treatyopt.notebook.frames import frame

        return frame(self, table, long)

    def plot(self, ax: Any = None, *, kind: str | None = None, **options: Any) -> Any:
        """The result as a plot on the matplotlib Axes given (or a new one), which is returned.

        `kind` picks one where the result has several; a wrong name raises ArgumentProblem that lists them, and so
        does a result of which there is no plot. Raises TreatyoptError if matplotlib is not installed (extra
        `notebook`).
        """
        from treatyopt.notebook.plots import plot

        return plot(self, ax, kind, options)


# Marks the type of a field or property that is told only where it says something, such as a unit:
# `unit: Annotated[str | None, SPARE]`.
SPARE: Final = "told only where it says something"

# Marks a field of a dataclass that is no part of the answer as data: what it was worked out with.
UNTOLD = {"told": False}


def plain(value: Any) -> Any:
    """A value as plain data: mappings and lists of text, numbers and booleans; fractions as floats.

    Pairs of a name and something are told as a mapping; in results they are never an empty tuple.
    """
    if isinstance(value, Fraction):
        return float(value)
    if hasattr(value, "mention"):
        return value.mention()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if is_dataclass(value) or hasattr(value, "_fields"):
        return _told(value)
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        if value and all(map(_is_pair, value)):
            return {key: plain(each) for key, each in value}
        return [plain(each) for each in value]
    return value


def _says(value: Any) -> bool:
    """Whether a value says something: zero does."""
    return value is not None and value is not False


def _is_pair(value: Any) -> bool:
    return type(value) is tuple and len(value) == 2 and isinstance(value[0], str)


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass or a named tuple, and then its properties."""
    kind: Any = type(value)
    held = ((name, getattr(value, name), spare) for name, spare in _members(kind).items())
    return {name: plain(each) for name, each, spare in held if not spare or _says(each)}


@cache
def _members(kind: Any) -> dict[str, bool]:
    """The fields and properties of a dataclass or a named tuple that are told, and whether each is marked SPARE."""
    hints = get_type_hints(kind, include_extras=True)
    names = kind._fields if hasattr(kind, "_fields") else _fields(kind)
    found = {name: hints.get(name) for name in names}
    for base in reversed(kind.__mro__):
        for name, each in vars(base).items():
            if isinstance(each, property):
                found[name] = get_type_hints(each.fget, include_extras=True).get("return")
    return {name: SPARE in getattr(hint, "__metadata__", ()) for name, hint in found.items()}


def _fields(kind: Any) -> list[str]:
    return [each.name for each in fields(kind) if each.metadata.get("told", True)]
