"""Reading a sheet as plain cells: what each holds and where, and nothing odd is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from rechecked import repacked
from sheets import saved
from treatyopt import ArgumentProblem, FileProblem
from treatyopt.drafting.cells import Cell, Grid
from treatyopt.drafting.xlsxfile import COLUMNS, ROWS, read_xlsx

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"


def read(rows: list[list[Any]], formats: dict[str, str] | None = None) -> Grid:
    """The grid of a sheet that holds these rows."""

    def write(sheet: Any) -> None:
        for row in rows:
            sheet.append(row)
        for place, look in (formats or {}).items():
            sheet[place].number_format = look

    return read_xlsx(saved(write), "f.xlsx")


def refused(raw: bytes) -> str:
    """The one line that reading bytes raises, without the name of the file."""
    with pytest.raises(FileProblem) as caught:
        read_xlsx(raw, "f.xlsx")
    (only,) = caught.value.problems
    return str(only).removeprefix("f.xlsx: ")


def part(raw: bytes, name: str) -> bytes:
    """What a part of an archive holds."""
    with ZipFile(BytesIO(raw)) as archive:
        return archive.read(name)


def test_cells_hold_texts_and_figures_and_know_their_address() -> None:
    """Blank rows and columns go, and addresses stay those of the sheet."""
    grid = read([[], ["", "o", None, "a"], [None, "A\nB", None, 12.5], [None, "C", None, 0.3]])
    assert grid.rows == (
        (Cell("o", address="S!B2"), Cell("a", address="S!D2")),
        (Cell("A B", address="S!B3"), Cell("12.5", None, "S!D3", 12.5)),
        (Cell("C", address="S!B4"), Cell("0.3", None, "S!D4", 0.3)),
    )


def test_per_cent_is_read_as_it_is_seen() -> None:
    """What a sheet shows as 14.7% is 14.7 per cent; a sign that the format only writes is none."""
    grid = read([["o", "a", "b"], ["A", 0.147, 0.147]], {"B2": "0.0%", "C2": '0.0"%"'})
    assert grid.rows[1][1:] == (
        Cell("14.7%", None, "S!B2", 14.7, True),
        Cell("0.147", None, "S!C2", 0.147, False),
    )


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (date(2026, 4, 3), "is a date, neither number nor name; spreadsheets make dates of what looks like one"),
        (True, "is true or false, neither number nor name"),
        ("=1+1", "a formula whose value is not stored; open and save the file in Excel or LibreOffice, or paste "
         "values"),
    ],
)  # fmt: skip
def test_what_is_no_score_is_told_at_its_cell(value: Any, fault: str) -> None:
    """Dates, truths, and formulas that no program has computed."""
    cell = read([["o", "a"], ["A", value]]).rows[1][1]
    assert (cell.fault, cell.address, cell.blank) == (fault, "S!B2", False)


def test_formulas_are_read_by_what_they_come_to() -> None:
    """The value that is stored beside a formula is the cell's."""
    raw = saved(lambda sheet: sheet.append(["o", "=20+22"]))
    computed = re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>42</v>", part(raw, SHEET))
    grid = read_xlsx(repacked(raw, SHEET, computed), "f.xlsx")
    assert grid.rows[0][1] == Cell("42", None, "S!B1", 42)


def sheets(*names: str, hidden: str | None = None) -> bytes:
    """A workbook of sheets, each of which holds its name, and nothing if it is given none."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(["o", name] if name else [])
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "sheet", "taken", "notes"),
    [
        (sheets("One"), None, "One", ()),
        (sheets("One", "Two"), None, "One", ("of 2 sheets it took One, not Two",)),
        (sheets("One", "Two", hidden="One"), None, "Two", ("of 2 sheets it took Two, not One",)),
        (sheets("", "Two", "Three"), None, "Two", ("of 3 sheets it took Two, not Sheet or Three",)),
        (sheets("One", "Two"), "two", "Two", ()),
    ],
    ids=[
        "the only one",
        "the first",
        "the first that is seen",
        "the first that holds anything",
        "the one named",
    ],  # the files hold the time
)
def test_a_sheet_is_taken_by_its_name_or_as_the_first_that_is_seen(
    raw: bytes, sheet: str | None, taken: str, notes: tuple[str, ...]
) -> None:
    """Which sheet was taken of several is told."""
    grid = read_xlsx(raw, "f.xlsx", sheet)
    assert (grid.rows[0][1].text, grid.notes) == (taken, notes)


@pytest.mark.parametrize(
    ("sheet", "where"), [(None, "any sheet that can be seen"), ("One", "that sheet")], ids=["any", "named"]
)
def test_sheets_that_hold_nothing_are_told(sheet: str | None, where: str) -> None:
    """There is no table to speak of."""
    raw = saved(lambda page: setattr(page, "title", "One"))
    with pytest.raises(FileProblem, match=rf"^f.xlsx: holds nothing on {where}$"):
        read_xlsx(raw, "f.xlsx", sheet)


def test_a_sheet_that_is_not_there_is_told() -> None:
    """With the names of those that are."""
    with pytest.raises(ArgumentProblem, match=r"^unknown sheet Three; known: One, Two$"):
        read_xlsx(sheets("One", "Two"), "f.xlsx", "Three")


@pytest.mark.parametrize(("row", "column"), [(ROWS + 1, 1), (1_048_576, 1), (1, COLUMNS + 1)])
def test_nothing_beyond_what_is_read_is_left_out_in_silence(row: int, column: int) -> None:
    """A cell far down or far to the right is a fault; the limits hold whatever is blank between."""
    raw = saved(lambda sheet: sheet.cell(row, column, 1))
    assert refused(raw) == "holds more than 2,000 rows or 500 columns; copy out the table"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: raw[:-200], "is a broken archive; an office program writes another"),
        (lambda raw: repacked(raw, BOOK, b"<x/>"), "has no sheet of cells"),
        (lambda raw: repacked(raw, BOOK, b"<"), "is no workbook that can be read; save it as .xlsx or as CSV"),
        (lambda raw: repacked(raw, BOOK, b"<!DOCTYPE x>" + part(raw, BOOK)), "holds a declaration that "
         "no office program writes"),
    ],
)  # fmt: skip
def test_what_is_no_sound_workbook_is_told(change: Callable[[bytes], bytes], message: str) -> None:
    """Archives that are cut, hold something else, or could unfold."""
    assert refused(change(sheets("One"))) == message
