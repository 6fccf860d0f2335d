"""Which cells of a table are names, which say something of criteria, and which are scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from treatyopt.drafting.cells import Cell, Grid, Reader
from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable

Way = Literal["rows", "columns"]
MAX_OPTIONS, MAX_CRITERIA, MAX_SCORES = 1_000, 200, 20_000

_WORDS = ("group", "unit", "direction", "weight", "worst", "best")
HEADS = {spelling: word for word in _WORDS for spelling in (word, f"{word}s", f"{word}:")}
_NUMERIC = ("weight", "worst", "best")


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
    taken = way or _way(grid)
    table = grid if taken == "rows" else grid.turned()
    corner, *criteria = table.rows[0]
    heads: dict[str, tuple[Cell, ...]] = {}
    options: list[Cell] = []
    scores: list[tuple[Cell, ...]] = []
    problems: list[Problem] = []
    for first, *rest in table.rows[1:]:
        word = HEADS.get(first.text.casefold())
        if word is None:
            options.append(first)
            scores.append(tuple(rest))
        elif word in heads:
            problems.append(grid.problem(first, first.text, f"the head {word} stands twice"))
        else:
            heads[word] = tuple(rest)
    found = Layout(grid, taken, tuple(criteria), tuple(options), tuple(scores), heads)
    problems += _unnamed(found, corner)
    if problems:
        raise FileProblem(problems)
    _require_bounded(found)
    return found


def _way(grid: Grid) -> Way:
    """Where options are: in columns if heads stand in the first row, else in rows."""
    below = [cell.text for cell in _headed(row[0] for row in grid.rows[1:])]
    columns = {column[0].text: column[1:] for column in zip(*grid.rows, strict=True)}
    beside = [cell.text for cell in _headed(grid.rows[0][1:])]
    telling = [each for each in beside if _says_more_than_figures(each, columns[each], grid)]
    if not beside or (below and not telling):
        return "rows"
    if telling and not below:
        return "columns"
    shown = printable((telling or beside)[0])
    reason = f"{printable(below[0])} heads a row" if below else "that could be a criterion of this name"
    raise ArgumentProblem(
        f"{grid.file}: {shown} heads a column, but {reason}; say whether options are in rows or in columns",
        arguments=("way",),
    )


def _headed(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.text.casefold() in HEADS]


def _says_more_than_figures(head: str, cells: Sequence[Cell], grid: Grid) -> bool:
    """Whether what stands below a head cannot be the scores of a criterion that is called like it."""
    given = [cell for cell in cells if not cell.unknown]
    reader = Reader(grid, given)
    return HEADS[head.casefold()] not in _NUMERIC and any(
        isinstance(reader.figure(each), str) for each in given
    )


def _unnamed(table: Layout, corner: Cell) -> list[Problem]:
    """What stands in a row or a column without a name, and names that look like scores."""
    found = _head_on_top(table, corner)
    if found:
        return found
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
    reader = Reader(grid, table.criteria)
    if all(isinstance(reader.figure(cell), float) for cell in table.criteria):
        where = "row" if table.way == "rows" else "column"
        message = f"the first {where} holds numbers where the names of criteria belong"
        found.append(grid.problem(table.criteria[0], "", message))
    return found


def _head_on_top(table: Layout, corner: Cell) -> list[Problem]:
    """A head in the corner is one where names stand below it in place of scores; else it heads the names."""
    if corner.text.casefold() not in HEADS:
        return []
    cells = table.scores[0] if table.scores else ()
    given = [cell for cell in cells if not cell.unknown]
    reader = Reader(table.grid, given)
    if not given or any(isinstance(reader.figure(cell), float) for cell in given):
        return []
    message = f"the names of criteria must come first; move {printable(corner.text)} below them"
    return [table.grid.problem(corner, "", message)]


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
