"""Reading a text file of cells: in which encoding it is, and what stands between the cells. What is guessed is told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable

from treatyopt.drafting.cells import COMMA_FIRST, POINT, POINT_FIRST, Cell, Grid, Reader, squared
from treatyopt.errors import FileProblem, printable

_DELIMITERS = {",": ("commas", POINT), ";": ("semicolons", COMMA_FIRST), "\t": ("tabs", POINT_FIRST)}
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # as Excel writes and obeys
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OPEN = "a quote is opened and never closed, or has text behind it; double each quote inside a quoted cell"
_TOO_LONG = "holds a cell of more than 100,000 characters"
_NO_TABLE = (
    "holds no table: the names of the criteria in its first row, and a row for each option below it, with commas, "
    "semicolons or tabs between cells"
)

_Row = tuple[int, list[str]]  # its line (1-based), its cells


def read_csv(raw: bytes, file: str) -> Grid:
    """The cells of a text file; `file` stands for it in messages.

    UTF-8, UTF-16 with its mark, or else Windows-1252, which is noted. Raises FileProblem for bytes that are no text,
    quotes left open, and where it cannot be told what stands between the cells.
    """
    text, notes = _decoded(raw, file)
    said = _SAID.match(text)
    if said is not None and said[1] in _DELIMITERS:
        return _grid(_rows(text[said.end() :], said[1], 2, file), said[1], notes, file)
    return _likeliest(text, notes, file)


def _decoded(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what is to be told of its encoding."""
    if raw.startswith(_UTF_16):
        try:
            return raw.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise FileProblem.of(file, "is broken UTF-16; save it as CSV UTF-8 or .xlsx") from None
    if b"\0" in raw:
        raise FileProblem.of(file, "is not a text file (it holds NUL bytes); save it as CSV UTF-8 or .xlsx")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _western(raw, file)


def _western(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise FileProblem.of(file, "is neither UTF-8 nor Windows-1252; save it as UTF-8") from None
    odd = re.search(r"\w*[^\x00-\x7f]+\w*", text)
    seen = f"; {printable(odd[0], 30)} is what comes first of it" if odd else ""
    return text, (f"it is not UTF-8 and was read as Windows-1252 (Western European){seen}: check the names",)


def _likeliest(text: str, notes: tuple[str, ...], file: str) -> Grid:
    """The cells by the delimiter under which rows are alike and scores are numbers; FileProblem if two are as good."""
    found: dict[str, list[_Row]] = {}
    faults: list[FileProblem] = []
    for delimiter in _DELIMITERS:
        try:
            rows = _rows(text, delimiter, 1, file)
        except FileProblem as fault:
            faults.append(fault)
        else:
            if _alike(rows) > 0:
                found[delimiter] = rows
    if not found:
        raise faults[0] if faults else FileProblem.of(file, _NO_TABLE)
    likely = _best(found, lambda each: _alike(found[each]))
    if len(likely) > 1:
        likely = _best(likely, lambda each: -_strange(_grid(found[each], each, (), file)))
    if len(likely) > 1:
        names = " or ".join(_DELIMITERS[each][0] for each in likely)
        raise FileProblem.of(file, f"cells could be separated by {names}; use tabs, or save it as .xlsx")
    return _grid(found[likely[0]], likely[0], notes, file)


def _best(delimiters: Iterable[str], merit: Callable[[str], float]) -> list[str]:
    merits = {each: merit(each) for each in delimiters}
    return [each for each, found in merits.items() if found == max(merits.values())]


def _rows(text: str, delimiter: str, first: int, file: str) -> list[_Row]:
    """The rows of a text that begins on the line `first` of its file; FileProblem for quotes that do not fit."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    line = first
    try:
        for row in reader:
            rows.append((line, row))
            line = first + reader.line_num
    except csv.Error as error:
        what = _TOO_LONG if "limit" in str(error) else _OPEN
        raise FileProblem.of(file, what, line) from None
    return rows


def _alike(rows: list[_Row]) -> float:
    """Which part of the rows has the commonest length; 0 if that, or what is filled of the first row, is one cell."""
    lengths = [len(row) for _, row in rows if any(each.strip() for each in row)]
    heads = next((row for _, row in rows if any(each.strip() for each in row)), [])
    ((length, times),) = Counter(lengths).most_common(1) or [(0, 0)]
    return times / len(lengths) if length > 1 and any(each.strip() for each in heads[1:]) else 0


def _strange(grid: Grid) -> int:
    """How many cells below and behind the names are neither numbers nor said to be unknown."""
    cells = [cell for row in grid.rows[1:] for cell in row[1:]]
    reader = Reader(grid, cells)
    return sum(isinstance(reader.figure(cell), str) for cell in cells if not cell.unknown)


def _grid(rows: list[_Row], delimiter: str, notes: tuple[str, ...], file: str) -> Grid:
    name, marks = _DELIMITERS[delimiter]
    cells = [[Cell(" ".join(each.split()), line) for each in row] for line, row in rows]
    told = () if delimiter == "," else (f"cells are separated by {name}",)
    return Grid(file, squared(cells), marks, (*notes, *told))
