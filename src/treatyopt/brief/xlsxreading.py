"""Reading back a workbook that treatyopt wrote: the values that it stores, sheet by sheet, as tables and paragraphs.

Rows that follow each other are a table where they have several cells, whatever they look like; a row of one cell is a
paragraph, a caption or a line of detail. Figures are told to nine digits, so that another program's way of adding
them makes no difference. The sheet Working is left out, since all that comes of it is on others.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple

from treatyopt.brief.places import WORKING
from treatyopt.documents.reading import Computed, Grid, Passage, Path, Reading, one_line
from treatyopt.errors import Unreadable
from treatyopt.study.officefile import recorded, require_sound

_ROWS, _COLUMNS = 10_000, 300  # of all sheets, and of each
_DIGITS, _DECIMALS, _WHOLE = 9, 12, 1e15
# Lines and blocks, with no more among them than the marks of a picture and the end of its scale before them.
_DRAWN = re.compile(r"(?=.*[\u2500-\u25ff])[-+.e\d]*(?:[\s·\u2500-\u25ff]|\b\w{1,2}\b)*")
_CAPTION = 80  # characters
_LABELLED = 2  # columns of a table of labels and texts, which has no heads
_UNSTORED = "stores no values of its formulas; open and save it in Excel or LibreOffice first"


class _Filled(NamedTuple):
    """The value that a cell stores, in which column, and whether a formula comes to it."""

    column: int
    value: Any
    computed: bool


class _Cell(NamedTuple):
    """What a cell says, in which column, and whether that is a figure."""

    column: int
    text: str
    figure: bool


_Line = list[_Cell]


def read_xlsx(raw: bytes) -> Reading:
    """What a workbook says; Unreadable if it is none. ModuleNotFoundError if openpyxl is not installed."""
    load = import_module("openpyxl").load_workbook
    require_sound(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know
            given = (load(BytesIO(raw), read_only=True, data_only=each) for each in (True, False))
            values, formulas = given
            with closing(values), closing(formulas):
                about = values.properties
                return Reading(tuple(_said(values, formulas, about.title or "")), recorded(about.description))
    except Unreadable:
        raise
    except Exception:  # openpyxl lets pass whatever it stumbles over
        raise Unreadable("is no workbook that can be read") from None


def _said(values: Any, formulas: Any, title: str) -> Iterator[Passage | Grid]:
    """What stands on every sheet; Unreadable where no formula has a value, or rows have no end."""
    rows = 0
    stored: list[bool] = []  # of each formula
    for sheet, source in zip(values.worksheets, formulas.worksheets, strict=True):
        lines: list[_Line] = []
        for filled in _filled(sheet, source):
            stored += [each.value is not None for each in filled if each.computed]
            lines.append([*filter(None, map(_cell, filled))])
        rows += len(lines)
        if rows > _ROWS:
            raise Unreadable(f"holds more than {_ROWS:,} rows; what is read by people has some hundreds")
        if sheet.title != WORKING:
            yield from _items((one_line(title), one_line(sheet.title)), lines)
    if stored and not any(stored):
        raise Unreadable(_UNSTORED)


def _filled(values: Any, formulas: Any) -> Iterator[list[_Filled]]:
    """The cells of each row of a sheet that are not empty."""
    rows = (each.iter_rows(max_row=_ROWS + 1, max_col=_COLUMNS) for each in (values, formulas))
    for row in zip(*rows, strict=True):
        pairs = enumerate(zip(*row, strict=True))
        yield [
            _Filled(j, cell.value, source.data_type == "f")
            for j, (cell, source) in pairs
            if source.value is not None
        ]


def _cell(filled: _Filled) -> _Cell | None:
    """What is to be read of a cell; nothing of a drawing, and of what says nothing."""
    value = filled.value
    figure = isinstance(value, (int, float))  # truths among them, which LibreOffice saves as 1 and 0
    text = _figure(value) if figure else one_line("" if value is None else str(value))
    if not text or (_DRAWN.fullmatch(text) and not figure):
        return None
    return _Cell(filled.column, Computed(text) if filled.computed else text, figure)


def _figure(value: float) -> str:
    """A figure to nine digits, without an exponent; a whole number as it is."""
    if value == round(value) and abs(value) < _WHOLE:
        return str(round(value))
    return f"{Decimal(f'{round(value, _DECIMALS) + 0.0:.{_DIGITS}g}'):f}"


def _items(place: Path, lines: Iterable[_Line]) -> Iterator[Passage | Grid]:
    """The parts of a sheet, which rows without a cell part."""
    part: list[_Line] = []
    for line in (*lines, []):
        if line:
            part.append(line)
        elif part:
            yield from _part(place, part)
            part = []


def _part(place: Path, part: Sequence[_Line]) -> Iterator[Passage | Grid]:
    """Paragraphs, and below them a table with a caption or none; a row by itself is no table."""
    first = next((i for i, line in enumerate(part) if len(line) > 1), len(part))
    rows = part[first:] if len(part) > first + 1 else []
    above = [cell for line in part[: first if rows else len(part)] for cell in line]
    captioned = bool(rows and above) and len(above[-1].text) <= _CAPTION and not above[-1].text.endswith(".")
    caption = above.pop().text if captioned else ""
    yield from (Passage(place, each.text) for each in above)
    if rows:
        yield from _table(place, caption, rows)


def _table(place: Path, caption: str, rows: Sequence[_Line]) -> Iterator[Passage | Grid]:
    """A table, and what somebody wrote beside it."""
    headed = _is_head(rows)
    within = rows[0] if headed else [cell for line in rows for cell in line]
    columns = range(min(each.column for each in within), max(each.column for each in within) + 1)
    found: list[tuple[str, ...]] = []
    for line in rows:
        cells = {each.column: each.text for each in line if each.column in columns}
        if len(cells) == 1 and len(found) > headed:
            found[-1] += tuple(cells.values())  # a line of detail below its row
        elif cells:
            found.append(tuple(cells.get(each, "") for each in columns))
    head, body = (found[0], found[1:]) if headed else ((), found)
    yield Grid(place, caption, head, tuple(body))
    yield from (Passage(place, each.text) for line in rows for each in line if each.column not in columns)


def _is_head(rows: Sequence[_Line]) -> bool:
    """Whether the first row is one of heads: all texts, of more than labels and what is said of them."""
    if any(each.figure for each in rows[0]):
        return False
    return len(rows[0]) > _LABELLED or any(each.figure for line in rows[1:] for each in line)
