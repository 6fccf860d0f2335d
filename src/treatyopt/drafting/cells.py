"""Cells of a plain table: where each stands, what is written in it, and which number that is, if one can be sure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from treatyopt.errors import Problem, printable

# The signs that may stand before decimals: where commas stand between cells; where tabs or nothing do; and where
# semicolons do, which programs write where decimals have a comma.
POINT, POINT_FIRST, COMMA_FIRST = ".", ".,", ",."

UNKNOWN = frozenset({"", "?", "-", "–", "—", ":", "..", "na", "n/a", "n.a.", "unknown"})
MAX_FIGURE = 1e9  # as points of weight have it; no table of judgements needs more

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,3})?\Z")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[.,' ’\u00a0\u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?\Z")
_EITHER = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}\Z")  # 1,234 is a thousand, or little more than one
# A number with a currency before it, or a unit behind.
_MEASURED = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3})?\s*[-+]?[0-9][0-9.,'’\u00a0\u2009\u202f]*\s*(?:[^\W\d_]|[$€£¥₹%°²³/ ])*\Z"
)
_SHOWN = 40  # characters of a cell in a message


@dataclass(frozen=True)
class Cell:
    """A cell: its text on one line, its line (1-based) in a text file, or its address in a workbook.

    `figure` is a number that a workbook stores as one, in per cent if its format says so (`percent`). `fault` says why
    it can be neither text nor number.
    """

    text: str
    line: int | None = None
    address: str = ""
    figure: float | None = None
    percent: bool = False
    fault: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.text or self.fault)

    @property
    def unknown(self) -> bool:
        """Whether it says that a score is not known."""
        return not self.fault and self.text.casefold() in UNKNOWN

    @property
    def number(self) -> str:
        """The text of a number, without a percent sign behind it, and with the plain hyphen for a minus."""
        return self.text.removesuffix("%").rstrip().replace("\u2212", "-")

    @property
    def in_percent(self) -> bool:
        """Whether a percent sign is behind its number."""
        return self.percent or self.text.endswith("%")


@dataclass(frozen=True)
class Grid:
    """Rows of cells of one length each, without blank rows and columns; and what was guessed of the file, to be told.

    `file` is its name as given. `marks` are the signs that may stand before decimals.
    """

    file: str
    rows: tuple[tuple[Cell, ...], ...]
    marks: str = POINT
    notes: tuple[str, ...] = ()

    def turned(self) -> Grid:
        """Rows for columns."""
        return Grid(self.file, tuple(zip(*self.rows, strict=True)), self.marks, self.notes)

    def problem(self, cell: Cell, what: str, message: str) -> Problem:
        """A fault of a cell, in words of the file; `what` names what the cell says something of."""
        place = cell.address or what
        return Problem(self.file, cell.line, printable(place), message)


def squared(rows: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows filled up to one length, without the rows and columns in which nothing stands."""
    filled = [row for row in map(tuple, rows) if not all(cell.blank for cell in row)]
    columns = [
        column
        for column in zip_longest(*filled)
        if any(cell is not None and not cell.blank for cell in column)
    ]
    lines = [next((cell.line for cell in row if cell.line), None) for row in filled]
    return tuple(
        tuple(cell or Cell("", line) for cell in row)
        for row, line in zip(zip(*columns, strict=True), lines, strict=True)
    )


class Reader:
    """Reads the numbers of a table, in which one sign stands before decimals throughout."""

    def __init__(self, grid: Grid, cells: Iterable[Cell]) -> None:
        texts = [cell.number for cell in cells if cell.figure is None and _NUMBER.match(cell.number)]
        self._sure = {mark for text in texts if (mark := _mark(text)) and not _EITHER.match(text)}
        self._marks = grid.marks

    def figure(self, cell: Cell) -> float | str:
        """The number in a cell that is not blank, or what is wrong with it, as the end of a message."""
        if cell.fault:
            return cell.fault
        if cell.figure is not None:
            return _bounded(cell.figure, cell.text)
        text, shown = cell.number, printable(cell.text, _SHOWN)
        if not _NUMBER.match(text):
            return _no_number(text, shown)
        mark = _mark(text)
        wrong = self._wrong(text, shown, mark) if mark else ""
        return wrong or _bounded(float(text.replace(",", ".")), cell.text)

    def _wrong(self, text: str, shown: str, mark: str) -> str:
        """Why a sign in a number cannot be taken to stand before decimals; empty if it can."""
        if mark not in self._marks:
            return f"{shown} has a comma, as stands between cells; write decimals with a point, thousands without"
        if self._sure & ({".", ","} - {mark}):
            names = "a comma" if mark == "." else "a point"
            return (
                f"{shown}: decimals have {names} elsewhere in the table; write it so, and thousands without"
            )
        if _EITHER.match(text) and mark not in self._sure and (mark == "," or self._marks == COMMA_FIRST):
            point, plain = text.replace(",", "."), text.replace(mark, "")
            return f"{shown} could be {point} or {plain}; write {plain}, or {point}0"
        return ""


def _mark(text: str) -> str:
    return "," if "," in text else "." if "." in text else ""


def _no_number(text: str, shown: str) -> str:
    if _GROUPED.match(text):
        return f"{shown} has a thousands separator; write the number without"
    if text.startswith("#"):
        return f"{shown} is an error of a spreadsheet, not a number"
    if _MEASURED.match(text):
        what = "write the number alone, and its unit in a row (or a column) called unit"
        return f"{shown!r} is more than a number; {what}"
    return f"{shown!r} is not a number; leave the cell empty, or write ?, where a score is not known"


def _bounded(value: float, text: str) -> float | str:
    if not math.isfinite(value) or abs(value) > MAX_FIGURE:
        return f"{printable(text, _SHOWN)} is beyond {MAX_FIGURE:,.0f}; choose a larger unit"
    return float(f"{value:.15g}") + 0.0  # without the noise of sums of decimals
