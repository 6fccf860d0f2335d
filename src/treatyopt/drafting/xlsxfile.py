"""Reading a sheet of a workbook as plain cells, once its archive was found sound. Needs openpyxl."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, time, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

from treatyopt.drafting.cells import POINT_FIRST, Cell, Grid, squared
from treatyopt.errors import ArgumentProblem, FileProblem, Unreadable, printable
from treatyopt.study.officefile import require_sound

ROWS, COLUMNS = 2_000, 500  # of a sheet; where anything stands beyond, it is refused
_LAST_ROW = 1_048_576  # of Excel
_UNSTORED = (
    "a formula whose value is not stored; open and save the file in Excel or LibreOffice, or paste values"
)
_DATE = "is a date, neither number nor name; spreadsheets make dates of what looks like one"
_TRUTH = "is true or false, neither number nor name"
_QUOTED = re.compile(r'"[^"]*"|\\.')  # what a format shows as it is


def read_xlsx(raw: bytes, file: str, sheet: str | None = None) -> Grid:
    """The cells of a sheet, by its name, or of the first that can be seen and holds any, which is noted of several.

    Raises FileProblem for what is no workbook or has no end, ArgumentProblem for a sheet that is not there, and
    ModuleNotFoundError if openpyxl is not installed.
    """
    load = import_module("openpyxl").load_workbook
    try:
        require_sound(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know
            given = (load(BytesIO(raw), read_only=True, data_only=each) for each in (True, False))
            values, formulas = given
            with closing(values), closing(formulas):
                for taken in _chosen(values.worksheets, sheet):
                    rows = squared(_rows(taken, formulas[taken.title]))
                    if rows:
                        notes = () if sheet is not None else _noted(values.worksheets, taken)
                        return Grid(file, rows, POINT_FIRST, notes)
                raise Unreadable(
                    f"holds nothing on {'that sheet' if sheet else 'any sheet that can be seen'}"
                )
    except (ArgumentProblem, FileProblem):
        raise
    except Unreadable as reason:
        raise FileProblem.of(file, str(reason)) from None
    except Exception:  # openpyxl lets pass whatever it stumbles over
        raise FileProblem.of(file, "is no workbook that can be read; save it as .xlsx or as CSV") from None


def _chosen(sheets: Sequence[Any], wanted: str | None) -> Sequence[Any]:
    """The sheets to read, of which the first that holds anything is taken."""
    if wanted is not None:
        exact = [each for each in sheets if each.title.casefold() == wanted.casefold()]
        if not exact:
            raise ArgumentProblem.unknown("sheet", wanted, [str(each.title) for each in sheets])
        return exact[:1]
    seen = [each for each in sheets if each.sheet_state == "visible"] or sheets
    if not seen:
        raise Unreadable("has no sheet of cells")
    return seen


def _noted(sheets: Sequence[Any], taken: Any) -> tuple[str, ...]:
    """What is to be told of the sheet that was taken, where there are others."""
    others = [printable(str(each.title)) for each in sheets if each.title != taken.title]
    note = f"of {len(sheets)} sheets it took {printable(taken.title)}, not {' or '.join(others[:3])}"
    return (note,) if others else ()


def _rows(values: Any, formulas: Any) -> Iterator[list[Cell]]:
    """The rows of a sheet, read for what cells hold and for what formulas stand in them; Unreadable without end."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a sheet says of its size may be false
    both = (each.iter_rows(max_row=_LAST_ROW + 1) for each in (values, formulas))
    for i, (row, sources) in enumerate(zip(*both, strict=True)):
        if not row:
            continue  # one of perhaps a million above a cell that stands far down
        cells = [_cell(values.title, *pair) for pair in zip(row, sources, strict=True)]
        filled = [j for j, cell in enumerate(cells) if not cell.blank]
        if filled and (i >= ROWS or filled[-1] >= COLUMNS):
            raise Unreadable(f"holds more than {ROWS:,} rows or {COLUMNS:,} columns; copy out the table")
        yield cells


def _cell(sheet: str, cell: Any, source: Any) -> Cell:
    """A cell as it is read, with what a formula comes to."""
    value = cell.value
    if value is None and (source.value is None or cell.data_type == "str"):
        return Cell("")  # nothing, or a formula that comes to nothing
    address = f"{printable(sheet)}!{cell.coordinate}"
    if value is None:
        return Cell("", address=address, fault=_UNSTORED)
    if isinstance(value, bool):
        return Cell(str(value), address=address, fault=_TRUTH)
    if isinstance(value, (int, float)):
        percent = "%" in _QUOTED.sub("", str(cell.number_format))
        figure = float(f"{value * 100:.15g}") if percent else value
        return Cell(f"{figure:.15g}{'%' if percent else ''}", None, address, figure, percent)
    fault = _DATE if isinstance(value, (date, time, timedelta)) else ""
    return Cell(" ".join(str(value).split()), address=address, fault=fault)
