"""Reading tables as text: encodings, what stands between cells, and which number a cell is, if one can be sure."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY, QUICK
from treatyopt import FileProblem
from treatyopt.drafting.cells import Grid, Reader
from treatyopt.drafting.csvfile import read_csv

GUESSED = "it is not UTF-8 and was read as Windows-1252 (Western European)"
WESTERN = f"{GUESSED}; Grün is what comes first of it: check the names"
NONE = (
    "holds no table: the names of the criteria in its first row, and a row for each option below it, with commas, "
    "semicolons or tabs between cells"
)
OPEN = "a quote is opened and never closed, or has text behind it; double each quote inside a quoted cell"


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid, row by row."""
    return [[cell.text for cell in row] for row in grid.rows]


def refused(raw: bytes) -> str:
    """The one line that reading bytes raises, without the name of the file."""
    with pytest.raises(FileProblem) as caught:
        read_csv(raw, "f.csv")
    (only,) = caught.value.problems
    assert str(only).startswith("f.csv:")
    return str(only).removeprefix("f.csv:").strip()


def figures(raw: str) -> list[float | str]:
    """What is read of all cells below and behind the names."""
    grid = read_csv(raw.encode(), "f.csv")
    cells = [cell for row in grid.rows[1:] for cell in row[1:]]
    reader = Reader(grid, cells)
    return [reader.figure(cell) for cell in cells]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("cp1252", WESTERN)],
)
def test_a_file_is_read_in_the_encodings_of_spreadsheets(encoding: str, note: str | None) -> None:
    """UTF-8 with or without its mark and UTF-16 are known; Windows-1252 is a guess, and told as one."""
    grid = read_csv("o,Grün\r\nA,1\r\n".encode(encoding), "f.csv")
    assert texts(grid) == [["o", "Grün"], ["A", "1"]]
    assert [each for each in grid.notes if "Windows" in each] == ([note] if note else [])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", NONE),
        (b"o|a|b\nA|1|2\n", NONE),
        (b"o,a\n\x81,1\n", "is neither UTF-8 nor Windows-1252; save it as UTF-8"),
        (b"o,a\n\0,1\n", "is not a text file (it holds NUL bytes); save it as CSV UTF-8 or .xlsx"),
        (b"\xff\xfeo", "is broken UTF-16; save it as CSV UTF-8 or .xlsx"),
        (b"Scores\no,a\nA,1\n", NONE),
        (b'o,a\n\n"A,1\nB,2\n', f"3: {OPEN}"),
        (b'o,a\n"A"x,1\n', f"2: {OPEN}"),
        (b"o,a\nA," + b"1" * 200_000, "2: holds a cell of more than 100,000 characters"),
        (b"o;a,b\nA;1,5\nB;2,5\n", "cells could be separated by commas or semicolons; use tabs, or save it as .xlsx"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_with_its_line(raw: bytes, message: str) -> None:
    """Each way in which text is no table has one line that says what to do."""
    assert refused(raw) == message


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        ("o,a,b\nA,1,2\n", [["o", "a", "b"], ["A", "1", "2"]]),
        ("o;a;b\nA;1,5;2,5\n", [["o", "a", "b"], ["A", "1,5", "2,5"]]),
        ("o\ta, b\tc;d\nA\t1,5\t2\n", [["o", "a, b", "c;d"], ["A", "1,5", "2"]]),
        ("o,a; one-off,b; yearly\nA,1,2\n", [["o", "a; one-off", "b; yearly"], ["A", "1", "2"]]),
        ("sep=;\no;a,b\nA;1,5\nB;2,5\n", [["o", "a,b"], ["A", "1,5"], ["B", "2,5"]]),
        ('o,"a\nb",c\n"A, ""x""",1,2\n', [["o", "a b", "c"], ['A, "x"', "1", "2"]]),
        ("\n,,,\no,,a,,\n,,,\nA,,1,,\n", [["o", "a"], ["A", "1"]]),
        ("o,a,b\nA,1\nB,1,2,\n", [["o", "a", "b"], ["A", "1", ""], ["B", "1", "2"]]),
    ],
)
def test_cells_are_parted_by_what_makes_rows_alike(raw: str, rows: list[list[str]]) -> None:
    """Commas, semicolons or tabs, whatever stands inside cells; blank rows, blank columns and loose ends go."""
    assert texts(read_csv(raw.encode(), "f.csv")) == rows


@pytest.mark.parametrize(
    ("cell", "number"),
    [("70", 70), ("-1.5", -1.5), ("\u22122", -2), ("+.5", 0.5), ("1e-3", 0.001), ("14.7%", 14.7), ("14.7 %", 14.7)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(cell: str, number: float) -> None:
    """Signs, decimals, powers of ten and percent signs."""
    assert figures(f"o,a\nA,{cell}\n") == [number]


@pytest.mark.parametrize("cell", ["", " ", "?", "-", "N/A", "NA", "n.a.", "..", ":", "Unknown"])
def test_what_is_not_known_is_written_as_public_tables_write_it(cell: str) -> None:
    """Statistical offices and programs each have their own mark for it."""
    assert read_csv(f"o,a\nA,{cell}\n".encode(), "f.csv").rows[1][1].unknown


@pytest.mark.parametrize("cell", ["$1200", "€ 900", "US$5", "EUR 12.5", "14 kg", "3.5 m²", "12 EUR/t", "5€"])
def test_a_number_with_its_unit_is_told_where_the_unit_goes(cell: str) -> None:
    """Nobody who wrote a price does not know it."""
    told = f"{cell!r} is more than a number; write the number alone, and its unit in a row (or a column) called unit"
    assert figures(f"o;a\nA;{cell}\n") == [told]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("o;a;b\nA;1,5;2\n", [1.5, 2]),
        ("o\ta\tb\nA\t1,5\t1,234\n", [1.5, 1.234]),
        ("o;a;b\nA;0,125;2\n", [0.125, 2]),
        ("o\ta\tb\nA\t1.234\t2\n", [1.234, 2]),
        ("o;a;b\nA;1.5;2.25\n", [1.5, 2.25]),
        ("o;a;b\nA;1,234;2\n", ["1,234 could be 1.234 or 1234; write 1234, or 1.2340", 2]),
        ("o;a;b\nA;1.234;2\n", ["1.234 could be 1.234 or 1234; write 1234, or 1.2340", 2]),
        ("o\ta\tb\nA\t1,234\t2.5\n", ["1,234: decimals have a point elsewhere in the table; write it so, and "
         "thousands without", 2.5]),
        ("o;a;b\nA;1,5;2.345\n", [1.5, "2.345: decimals have a comma elsewhere in the table; write it so, and "
         "thousands without"]),
        ('o,a,b\nA,"1,5",2\n', ["1,5 has a comma, as stands between cells; write decimals with a point, thousands "
         "without", 2]),
        ("o;a;b\nA;1.234,5;1 234\n", ["1.234,5 has a thousands separator; write the number without",
         "1 234 has a thousands separator; write the number without"]),
        ("o,a,b\nA,1'234,soon\n", ["1'234 has a thousands separator; write the number without",
         "'soon' is not a number; leave the cell empty, or write ?, where a score is not known"]),
        ("o,a,b\nA,#REF!,nan\n", ["#REF! is an error of a spreadsheet, not a number",
         "'nan' is not a number; leave the cell empty, or write ?, where a score is not known"]),
        ("o,a,b\nA,1e99,1e999\n", ["1e99 is beyond 1,000,000,000; choose a larger unit",
         "1e999 is beyond 1,000,000,000; choose a larger unit"]),
    ],
)  # fmt: skip
def test_what_stands_before_decimals_is_never_guessed(raw: str, found: list[float | str]) -> None:
    """A comma is one where another shows it; what could be thousands is an error that names the number."""
    assert figures(raw) == found


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6)


@QUICK
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=3),
    st.sampled_from(["\t", ",", ";"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read_with_its_delimiter(
    rows: list[tuple[str, ...]], delimiter: str, encoding: str
) -> None:
    """Whatever is in cells, they come back from a file that names its delimiter as Excel does."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    found = texts(read_csv(f"sep={delimiter}\r\n{text.getvalue()}".encode(encoding), "f.csv"))
    assert found == [list(row) for row in rows]


def lengths(raw: bytes) -> set[int]:
    """The lengths of the rows that are read of bytes; one where a fault of the file is told."""
    try:
        return {len(row) for row in read_csv(raw, "f.csv").rows}
    except FileProblem as problem:
        return {len(problem.problems)}


@MANY
@given(st.binary(max_size=60) | st.text("ab,;\t\"'\n1.%", max_size=40).map(str.encode))
def test_any_bytes_are_a_grid_or_a_problem(raw: bytes) -> None:
    """Nothing but rows of one length, or a fault of the file."""
    assert len(lengths(raw)) == 1
