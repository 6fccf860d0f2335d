"""Which cells of a table are names, which say something of criteria, and which are scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose
from typing import Literal

from treatyopt.drafting.cells import Cell, Grid, Reader
from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable

Way = Literal["rows", "columns"]
MAX_OPTIONS, MAX_CRITERIA, MAX_SCORES = 1_000, 200, 20_000

_WORDS = ("group", "unit", "direction", "weight", "worst", "best")
HEADS = {spelling: word for word in _WORDS for spelling in (word, f"{word}s", f"{word}:")}
_NUMERIC, _WORDED = ("weight", "worst", "best"), ("unit", "direction")


@dataclass(frozen=True)
class Layout:
    """A table with its options in rows: `scores` has a row for each option, `heads` one for each head that it has.

    `way` is how options stand in the file.
    """

    grid: Grid
    way: Way
    criteria: tuple[Cell, ...]
    options: tuple[Cell, ...]
    scores: tuple[tuple[Cell, ...], ...]
    heads: Mapping[str, tuple[Cell, ...]]

    def problem(self, cell: Cell, criterion: Cell, row: str, message: str) -> Problem:
        """A fault of a cell in the row of an option or a head, placed by the head of its column in the file."""
        return self.grid.problem(cell, criterion.text if self.way == "rows" else row, message)


def laid_out(grid: Grid, way: Way | None) -> Layout:
    """The table that a grid holds; `way` says where its options are, None that its heads do, or else rows.

    Raises FileProblem where names are missing or there is too much of it, ArgumentProblem where its way cannot be
    told.
    """
    if len(grid.rows) < 2 or len(grid.rows[0]) < 2:
        raise FileProblem.of(
            grid.file, "holds no table of two rows and two columns: names, and scores beside them"
        )
    title, *names = grid.rows[0]
    if all(cell.blank for cell in names):
        what = "stands by itself, where the names of criteria belong; take away what is above them"
        raise FileProblem([grid.problem(title, "", f"{printable(title.text, 40)} {what}")])
    taken = way or _way(grid)
    table = _names_first(grid if taken == "rows" else grid.turned())
    criteria = table.rows[0][1:]
    heads: dict[str, tuple[Cell, ...]] = {}
    options: list[Cell] = []
    scores: list[tuple[Cell, ...]] = []
    problems: list[Problem] = []
    for first, *rest in table.rows[1:]:
        word = _head(first)
        if word is None:
            options.append(first)
            scores.append(tuple(rest))
        elif word in heads:
            problems.append(grid.problem(first, first.text, f"the head {word} stands twice"))
        else:
            heads[word] = tuple(rest)
    found = Layout(grid, taken, criteria, tuple(options), tuple(scores), heads)
    problems += _unnamed(found)
    if problems:
        raise FileProblem(problems)
    _require_bounded(found)
    return found


def _names_first(table: Grid) -> Grid:
    """A table with the names of its criteria in its first row, where heads stood above them.

    A head in the corner stands above names where the next row that has none holds texts in place of scores; else it
    heads the names of the options.
    """
    above = next((i for i, row in enumerate(table.rows) if _head(row[0]) is None), 0)
    given = [cell for cell in table.rows[above][1:] if not cell.unknown]
    if not above or not given or _figures(given, table):
        return table
    names, heads, rest = table.rows[above], table.rows[:above], table.rows[above + 1 :]
    return replace(table, rows=(names, *heads, *rest))


def _way(grid: Grid) -> Way:
    """Where options are: as heads show that can be nothing else, or in rows where nothing is like a head."""
    tables: dict[Way, Grid] = {"rows": grid, "columns": grid.turned()}
    heads = {way: _heads(_names_first(table)) for way, table in tables.items()}
    sure = [
        way
        for way, table in tables.items()
        if _names_first(table) is not table or _are_heads(heads[way], table)
    ]
    if len(sure) == 1:
        return sure[0]
    if not any(heads.values()):
        return "rows"
    row, column = (next(iter(found), None) for found in heads.values())
    reason = f"{row} heads a row" if row and column else "that could be a criterion of this name"
    shown = f"{column} heads a column" if column else f"{row} heads a row"
    raise ArgumentProblem(
        f"{grid.file}: {shown}, but {reason}; say whether options are in rows or in columns",
        arguments=("way",),
    )


def _heads(grid: Grid) -> dict[str, Sequence[Cell]]:
    """What stands beside each head of a table with its options in rows; nothing beside those that must be names.

    Units and directions are words: where figures stand beside them, and no word, they are names.
    """
    found: dict[str, Sequence[Cell]] = {}
    for first, *rest in grid.rows[1:]:
        word = _head(first)
        given = [cell for cell in rest if not (cell.blank if word == "direction" else cell.unknown)]
        if word is not None and not (word in _WORDED and given and len(_figures(given, grid)) == len(given)):
            found.setdefault(word, given)
    return found


def _are_heads(found: Mapping[str, Sequence[Cell]], grid: Grid) -> bool:
    """Whether these cannot be names: for words beside them, weights that sum to 100 or 1, or as there are several."""
    worded = any(
        word not in _NUMERIC and len(_figures(cells, grid)) < len(cells) for word, cells in found.items()
    )
    total = sum(_figures(found.get("weight", ()), grid))
    return worded or len(found) > 1 or any(isclose(total, whole, rel_tol=1e-9) for whole in (1, 100))


def _head(cell: Cell) -> str | None:
    return HEADS.get(cell.text.casefold())


def _figures(cells: Sequence[Cell], grid: Grid) -> list[float]:
    """The numbers among cells."""
    reader = Reader(grid, cells)
    return [each for each in map(reader.figure, cells) if isinstance(each, float)]


def _unnamed(table: Layout) -> list[Problem]:
    """What stands in a row or a column without a name, and names that look like scores."""
    found: list[Problem] = []
    grid = table.grid
    for j, name in enumerate(table.criteria):
        column = [*(row[j] for row in table.heads.values()), *(row[j] for row in table.scores)]
        first = next((cell for cell in column if not cell.blank), None)
        if first is not None and name.blank:
            found.append(grid.problem(first, "", f"{printable(first.text, 40)} stands under no name"))
    for name, row in zip(table.options, table.scores, strict=True):
        first = next((cell for cell in row if not cell.blank), None)
        if first is not None and name.blank:
            found.append(grid.problem(first, "", f"{printable(first.text, 40)} stands beside no name"))
    behind = [row[0] for row in table.scores if not row[0].unknown]
    names = not _figures(behind, grid) and any(not re.search("[0-9]", cell.text) for cell in behind)
    if names and len(_figures(table.options, grid)) == len(table.options):
        what = "numbers stand where the names of options belong, and names behind them; take the numbers away"
        found.append(grid.problem(table.options[0], table.options[0].text, what))
    reader = Reader(grid, table.criteria)
    if all(isinstance(reader.figure(cell), float) for cell in table.criteria):
        where = "row" if table.way == "rows" else "column"
        message = f"the first {where} holds numbers where the names of criteria belong"
        found.append(grid.problem(table.criteria[0], "", message))
    return found


def _require_bounded(table: Layout) -> None:
    file, options, criteria = table.grid.file, len(table.options), len(table.criteria)
    if options < 2:
        raise FileProblem.of(
            file, f"holds {'one option' if options else 'no option'}; a comparison needs two"
        )
    if options > MAX_OPTIONS or criteria > MAX_CRITERIA or options * criteria > MAX_SCORES:
        raise FileProblem.of(
            file,
            f"holds {options:,} options on {criteria:,} criteria; at most {MAX_OPTIONS:,} and {MAX_CRITERIA:,} can be "
            f"read, and {MAX_SCORES:,} scores",
        )
