"""A workbook for spreadsheets, as XlsxWriter writes it, and what every sheet of ours keeps to.

Text is never run: it is written as text whatever it begins with. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from treatyopt import __version__
from treatyopt.documents.stamp import Stamp
from treatyopt.documents.words import cell

# What Excel holds: characters of a cell, counted in UTF-16, and of the name of a sheet.
MAX_TEXT, MAX_NAME = 32_767, 31
_CUT = " … (cut here: a cell holds no more)"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_FIGURE = re.compile(r"[+-]?\d+(?:\.(\d+))?(%?)")
_RUN = ("=", "+", "-", "@")
_CREATED = datetime(2000, 1, 1)  # no clock goes into a file, so that two of them can be compared
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_SIZE = 11  # points: of letters, of a line of them, and of a row, a little below Excel's limit
_TALLEST, _LINE, _HEAD = 400, 15, 18
_LETTER = 1.08  # of them to the width of a digit, a little below what it comes to
_LINES = _TALLEST // _LINE

TITLE = {"bold": True, "font_size": 16}
CAPTION = {"bold": True, "font_size": 12}
HEAD = {"bold": True, "bg_color": "#DDE4ED", "bottom": 1, "bottom_color": "#44546A"}
FAINT = {"font_color": "#595959"}
WRAPPED = {"text_wrap": True}
_TRUTH = {"num_format": '"TRUE";"TRUE";"FALSE"'}  # LibreOffice would show 0 among others


class Book:
    """A workbook being written; `to_bytes` ends it. ModuleNotFoundError if XlsxWriter is not installed.

    Its properties hold the record of its stamp, where Excel and LibreOffice keep it when they save.
    """

    def __init__(self, title: str, stamp: Stamp | None = None) -> None:
        self._file = io.BytesIO()
        self._book: Any = import_module("xlsxwriter").Workbook(self._file, _OPTIONS)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = {_RESERVED}
        self._book.set_properties(
            {
                "title": fitted(title, 255),
                "comments": stamp.written() if stamp else f"treatyopt {__version__}",
                "created": _CREATED,
            }
        )

    def sheet(self, name: str) -> Sheet:
        """A new sheet, under this name as far as Excel lets it, printed across and as wide as a page."""
        raw = self._book.add_worksheet(self._free(name))
        raw.set_landscape()
        raw.set_paper(9)
        raw.fit_to_pages(1, 0)
        raw.set_margins(0.5, 0.5, 0.6, 0.6)
        raw.set_footer("&L&8&A&R&8&P / &N")
        raw.hide_gridlines(2)
        return Sheet(self, raw)

    def _free(self, name: str) -> str:
        """A sheet's name without what Excel refuses, and not yet taken whatever the case of its letters."""
        plain = fitted(_FORBIDDEN.sub(" ", name).strip("' ") or "Sheet", MAX_NAME, "")
        number, found = 1, plain
        while found.casefold() in self._names:
            number += 1
            found = f"{fitted(plain, MAX_NAME - len(f' {number}'), '')} {number}"
        self._names.add(found.casefold())
        return found

    def look(self, **properties: Any) -> Any:
        """A format by its properties, made once."""
        if properties.get("indent"):
            properties = {"align": "left", **properties}
        key = tuple(sorted({"valign": "top", **properties}.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(dict(key))
        return self._looks[key]

    def chart(self, kind: dict[str, str]) -> Any:
        """A new chart, XlsxWriter's own."""
        return self._book.add_chart(kind)

    def to_bytes(self) -> bytes:
        """The whole file."""
        self._book.close()
        return self._file.getvalue()


class Sheet:
    """A sheet being written; rows and columns count from 0. `raw` is XlsxWriter's own."""

    def __init__(self, book: Book, raw: Any) -> None:
        self.book, self.raw = book, raw

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """A text, which stays one when the cell is edited too; none leaves the cell empty."""
        if text.startswith(_RUN):
            look = {**look, "quote_prefix": True}
        if text:
            self.raw.write_string(row, column, fitted(text), self.book.look(**look))
        else:
            self.raw.write_blank(row, column, None, self.book.look(**look))

    def put(self, row: int, column: int, value: Any, **look: Any) -> None:
        """A figure, a truth or a text as what it is; a list with blanks between; nothing as an empty cell."""
        if value is None:
            self.raw.write_blank(row, column, None, self.book.look(**look))
        elif isinstance(value, bool):
            self.raw.write_boolean(row, column, value, self.book.look(**{**_TRUTH, **look}))
        elif isinstance(value, (int, float)):
            self.raw.write_number(row, column, value, self.book.look(**look))
        elif isinstance(value, (tuple, list)):
            self.text(row, column, " ".join(str(each) for each in value), **look)
        else:
            self.text(row, column, str(value), **look)

    def formula(self, row: int, column: int, formula: str, value: Any, **look: Any) -> None:
        """A formula, without its sign, and what it comes to, for those who show a file without computing it."""
        if isinstance(value, str) and value.startswith("#"):
            value = f" {value}"  # which would be taken for an error
        self.raw.write_formula(row, column, f"={formula}", self.book.look(**look), value)

    def header(
        self, row: int, labels: Sequence[str], right: Container[int] = (), widths: Sequence[float] = ()
    ) -> None:
        """A row of heads, those of some columns at the right, as figures stand; wrapped where widths are given."""
        wrapped = WRAPPED if widths else {}
        for i, label in enumerate(labels):
            aligned: dict[str, Any] = (
                {"align": "right"} if i in right else {"align": "left", "indent": int(i > 0)}
            )
            self.text(row, i, label, **HEAD, **aligned, **wrapped)
        self.raw.set_row(row, _HEAD)
        self.tall(row, zip(labels, widths, strict=False))

    def widths(self, widths: Sequence[float], column: int = 0) -> None:
        """The widths of columns, in characters."""
        for i, width in enumerate(widths, start=column):
            self.raw.set_column(i, i, width)

    def paragraph(self, row: int, text: str, last: int, wide: float, **look: Any) -> int:
        """A text over the columns up to the last, `wide` characters together; the row after it.

        What is too tall for a row goes on below.
        """
        for part in _parted(fitted(text), wide):
            self.over(row, 0, last, part, **look)
            self.tall(row, [(part, wide)], look.get("font_size", _SIZE))
            row += 1
        return row

    def over(self, row: int, first: int, last: int, text: str, **look: Any) -> None:
        """A text over several columns of a row, wrapped."""
        look = {**WRAPPED, **look}
        if first < last:
            self.raw.merge_range(row, first, row, last, "", self.book.look(**look))
        self.text(row, first, text, **look)

    def tall(self, row: int, texts: Iterable[tuple[str, float]], size: float = _SIZE) -> None:
        """Make a row as high as the wrapped texts in it need, each with its width; not all programs do so."""
        most = max((lines(text, wide * _SIZE / size) for text, wide in texts), default=1)
        if most > 1 or size > _SIZE:
            self.raw.set_row(row, min(_TALLEST, _LINE * size / _SIZE * most))


def at(row: int, column: int) -> str:
    """How a formula names a cell, wherever it stands: $A$1."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${row + 1}"


def span(row: int, column: int, rows: int, columns: int = 1) -> str:
    """How a formula names so many rows and columns from a cell on."""
    return f"{at(row, column)}:{at(row + rows - 1, column + columns - 1)}"


def fitted(text: str, most: int = MAX_TEXT, cut: str = _CUT) -> str:
    """A text that a cell holds, cut with a word on it where it is too long; what UTF-8 cannot say becomes a mark."""
    text = text.encode("utf-8", "replace").decode()
    if len(text) * 2 <= most:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - len(cut))].decode("utf-16-le", "ignore") + cut


def breadth(text: str) -> int:
    """How many columns of characters a line takes; wide letters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def lines(text: str, wide: float) -> int:
    """About how many lines a text takes at a width in digits, which letters are narrower than."""
    room, count = max(wide * _LETTER, 1.0), 0
    for line in text.split("\n"):
        used, count = 0.0, count + 1
        for word in line.split(" "):
            size = breadth(word)
            if used and used + 1 + size > room:
                used, count = 0.0, count + 1
            count += int(size // room) if size > room else 0
            used += size % room + 1 if size > room else size + 1
    return count


def _parted(text: str, wide: float) -> Iterable[str]:
    """A text in parts that fit into a row, parted between words."""
    while lines(text, wide) > _LINES:
        most = int(wide * (_LINES - 1) / 2)
        at = text.rfind(" ", 1, most)
        at = at if at > 0 else most
        yield text[:at]
        text = text[at:].lstrip(" ")
    yield text


def as_said(value: Any, kind: str, digits: int) -> tuple[Any, str]:
    """What people read in a cell: the figure as it is told, and the number format that shows it so; else a text."""
    said = cell(value, kind, digits)
    found = _FIGURE.fullmatch(said)
    if isinstance(value, (bool, str)) or found is None:
        return said, ""
    decimals, unit = found.groups()
    shown = float(said.rstrip("%")) / 100 if unit else float(said)
    return shown, number_format(kind, len(decimals or ""), unit)


def number_format(kind: str, digits: int, unit: str = "") -> str:
    """The number format of a kind of column."""
    zeros = f"0.{'0' * digits}" if digits else "0"
    zeros += unit or "%" * (kind in ("percent", "share"))
    return f"+{zeros};-{zeros};{zeros}" if kind == "signed" else zeros
