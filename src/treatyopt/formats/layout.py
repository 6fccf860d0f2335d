"""How wide the columns of a table on paper are: as wide as what is in them, in letters that leave it room.

A table that is too wide for a page takes smaller letters first, and then a page on its side. Lengths are in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from treatyopt.documents.blocks import Row, Table
from treatyopt.documents.words import cell
from treatyopt.tables.columns import Drawing, Head, Shaded

TEXT, DETAIL = 9.0, 8.5  # the height of letters
SHRINK = 1.5  # less of it in a table that is too wide
PADDING = 10.0  # at the sides of a cell
INDENT = 11.0  # before a detail
BESIDE = 3.0  # between a drawing and what is beside it
SHORT, LONG, MARGIN = 21.0, 29.7, 2.0  # of a page, in centimetres
_ROOM = {sideways: (side - 2 * MARGIN) * 72 / 2.54 for sideways, side in ((False, SHORT), (True, LONG))}
_CHARACTER = 4.6  # of a drawing, for each character that it takes on a screen
# Sizes of letters in parts of their height, near enough to those of common fonts, and a little room to spare.
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[] -"), frozenset("mwMW@%✓✗●→█▓▒░")
_SPARE, _BOLD = 1.06, 1.08
_GROWN = 60  # characters of a drawing that takes what room there is, at most
# In characters: of a text that is folded and of a header before it is, and of a word that is kept whole.
_FOLD, _HEADER, _WORD = 18, 12, 24


class Fit(NamedTuple):
    """The widths of a table's columns in points, whether its letters are small, and its page on its side."""

    widths: tuple[float, ...]
    small: bool
    sideways: bool


def fit(table: Table) -> Fit:
    """The first layout with room for every word: upright, in smaller letters, then on its side."""
    wants: list[tuple[float, float]] = []
    for sideways, small in ((False, False), (False, True), (True, False), (True, True)):
        wants = [_wanted(table, i, small) for i in range(len(table.columns))]
        if sum(least for least, _ in wants) <= _ROOM[sideways]:
            return Fit(tuple(_shared(table, wants, _ROOM[sideways], small)), small, sideways)
    part = _ROOM[True] / sum(least for least, _ in wants)
    return Fit(tuple(least * part for least, _ in wants), small=True, sideways=True)


def _shared(table: Table, wants: Sequence[tuple[float, float]], room: float, small: bool) -> Iterator[float]:
    """What each column wants, or its least and a part of what is left in proportion to what more it wants.

    Details longer than their rows are given room by the last column of words.
    """
    least, most = (sum(each) for each in zip(*wants, strict=True)) if wants else (0.0, 0.0)
    part = min(1.0, (room - least) / (most - least)) if most > least else 0.0
    words = [i for i, column in enumerate(table.columns) if not column.right and column.kind != "bar"]
    more = min(room, _detailed(table, small)) - least - part * (most - least)
    for i, (low, high) in enumerate(wants):
        yield low + part * (high - low) + (max(more, 0.0) if words[-1:] == [i] else 0.0)


def _detailed(table: Table, small: bool) -> float:
    size = DETAIL - SHRINK * small
    longest = max((_length(row.detail, size) for row in table.rows if row.detail), default=0.0)
    return longest + INDENT + PADDING


def _wanted(table: Table, i: int, small: bool) -> tuple[float, float]:
    """The least width of a column, and that in which nothing is folded but a long header."""
    column = table.columns[i]
    size = TEXT - SHRINK * small
    head = _headed(column.label, size) if table.headed else 0.0
    if column.kind == "bar":
        most = max(_GROWN if column.grows else 0, column.width)
        ends = (each * _CHARACTER * size / TEXT for each in (column.width / 2, most))
        least, whole = (max(each, head) + PADDING + BESIDE for each in ends)
        return least, whole
    tail = _tail(table, i)
    texts = [(_said(row.cells[i], column, tail), _boldness(row, row.cells[i])) for row in table.rows]
    whole = max((_length(text, size) * bold for text, bold in texts), default=0.0)
    word = max((_longest(text, size) * bold for text, bold in texts), default=0.0)
    least = whole if column.right else max(word, min(whole, _FOLD * size / 2))
    beside = PADDING + (INDENT if i == 0 and any(row.heading for row in table.rows) else 0.0)
    return max(least, head) + beside, max(whole, head) + beside


def _boldness(row: Row, value: object) -> float:
    strong = row.strong or row.heading or (isinstance(value, Shaded) and value.strong)
    return _BOLD if strong else 1.0


def _headed(label: str, size: float) -> float:
    """The width of a header, folded where it is long."""
    return max(_longest(label, size), min(_length(label, size), _HEADER * size / 2)) * _BOLD


def _tail(table: Table, i: int) -> str:
    """The room behind every shaded figure of a column, for marks and ranges that some have, in blanks and digits."""
    shaded = [row.cells[i] for row in table.rows if isinstance(row.cells[i], Shaded)]
    lengths = (max((len(getattr(each, part)) for each in shaded), default=0) for part in ("mark", "range"))
    return "".join(f" {'0' * each}" for each in lengths if each)


def _said(value: object, column: Head, tail: str) -> str:
    if isinstance(value, Shaded):
        return max(value.said, f"{value.figure}{tail}", key=len)
    return "" if isinstance(value, Drawing) else cell(value, column.kind, column.digits)


def _longest(text: str, size: float) -> float:
    """The width of the longest word, as far as words are kept whole."""
    return max(min(_length(word, size), _WORD * size / 2) for word in re.split(r"[ \t\n]+|(?<=-)", text))


def _length(text: str, size: float) -> float:
    """The width of the longest line of a text."""
    return max(sum(map(_part, line)) for line in text.split("\n")) * size * _SPARE


def _part(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.31
    if letter in _BROAD:
        return 0.87
    return 0.7 if letter.isupper() else 0.55
