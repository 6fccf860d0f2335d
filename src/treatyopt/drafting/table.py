"""A plain table of options by criteria, read out of a file: names, scores, and what its heads say of criteria."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from treatyopt.drafting.cells import Cell, Grid, Reader
from treatyopt.drafting.columns import Column, columns
from treatyopt.drafting.csvfile import read_csv
from treatyopt.drafting.layout import Layout, Way, laid_out
from treatyopt.drafting.names import Named, alike, fault_of, identified
from treatyopt.drafting.scales import looks_coarse
from treatyopt.drafting.xlsxfile import read_xlsx
from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable
from treatyopt.study.yamlfile import MAX_BYTES, contents

_ARCHIVE, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST = 40  # problems that are told one by one
_FEW = 6  # names that are told in one line
_CLOSE = 1e-6
_OF_ALL = frozenset({"total", "totals", "grand total", "subtotal", "sum", "average", "mean", "median"})


@dataclass(frozen=True)
class PlainTable:
    """Options and criteria of a table; `notes` are to be told: what was guessed, and what could be meant otherwise."""

    file: str
    options: tuple[Named, ...]
    criteria: tuple[Column, ...]
    notes: tuple[str, ...]

    @property
    def weighted(self) -> bool:
        """Whether it gives weights."""
        return any(each.weight is not None for each in self.criteria)


def read_table(path: str | os.PathLike[str], way: Way | None = None, sheet: str | None = None) -> PlainTable:
    """The table in a file of CSV or in a workbook; `way` says where its options are, `sheet` on which sheet it is.

    Raises FileProblem with the place of everything that is wrong, ArgumentProblem where it must be said which way or
    which sheet, and ModuleNotFoundError if a workbook is given and openpyxl is not installed.
    """
    file = printable(Path(path).name, 200)
    raw = contents(Path(path), MAX_BYTES)
    if len(raw) > MAX_BYTES:
        raise FileProblem.of(file, f"larger than {MAX_BYTES // 1_000_000} MB; a table of scores is a few kB")
    return in_table(_grid(raw, file, sheet), way)


def _grid(raw: bytes, file: str, sheet: str | None) -> Grid:
    if raw.startswith(_ARCHIVE):
        return read_xlsx(raw, file, sheet)
    if raw.startswith(_OLD):
        raise FileProblem.of(file, "is a workbook of an old kind, or is encrypted; save it as .xlsx or CSV")
    if sheet is not None:
        raise ArgumentProblem(f"{file}: a text file has no sheets; leave out", arguments=("sheet",))
    return read_csv(raw, file)


def in_table(grid: Grid, way: Way | None = None) -> PlainTable:
    """The table in a grid of cells; raises as `read_table` does."""
    table = laid_out(grid, way)
    problems = [*_names(table, table.options, "option"), *_names(table, table.criteria, "criterion")]
    found, wrong = columns(table, _reader(table))
    problems += wrong
    if problems:
        rest = len(problems) - _MOST
        more = [Problem(grid.file, None, "", f"and {rest:,} more")] if rest > 0 else []
        problems.sort(key=lambda each: each.line or 0)
        raise FileProblem([*problems[:_MOST], *more])
    options = identified("option", [cell.text for cell in table.options])
    return PlainTable(grid.file, tuple(options), found, (*grid.notes, *_notes(table, found)))


def _reader(table: Layout) -> Reader:
    numbers = [row for word, row in table.heads.items() if word in ("weight", "worst", "best")]
    return Reader(table.grid, [cell for row in (*table.scores, *numbers) for cell in row])


def _names(table: Layout, cells: Sequence[Cell], kind: str) -> Iterator[Problem]:
    """What is wrong with names: what a study cannot take, and what stands twice."""
    first: dict[str, Cell] = {}
    for cell in cells:
        if cell.blank:
            continue
        fault = cell.fault or fault_of(cell.text)
        before = first.setdefault(alike(cell.text), cell)
        if before is not cell:
            where = before.address or f"line {before.line}"
            fault = f"the {kind} {printable(cell.text)} stands twice, first in {where}; give each a name of its own"
        if fault:
            yield table.grid.problem(cell, cell.text, fault)


def _notes(table: Layout, found: Sequence[Column]) -> Iterator[str]:
    """How the table was read, and what could be meant otherwise."""
    heads = f"; heads are {_listed(table.heads)}" if table.heads else ""
    yield f"options were read in {table.way}{heads}"
    of_all = [
        each.text for each in (*table.options, *table.criteria) if each.text.casefold().rstrip(":") in _OF_ALL
    ]
    if of_all:
        yield f"read like any other, though it may sum up the rest: {_listed(of_all)}"
    weights = [each.weight for each in found if each.weight is not None]
    if weights and abs(sum(weights) - 100) > _CLOSE:
        yield f"weights sum to {sum(weights):g}: they were taken in proportion, to sum to 100"
    made = [each.name for each in found if each.scale is not None and each.scale.made]
    if made:
        yield f"worst or best was made up, which decides what a weight means: {_listed(made)}"
    confined = [each.name for each in found if each.confined]
    if confined:
        held = f"an unknown score is taken to lie between ends that were made up: {_listed(confined)}"
        yield f"{held}; widen them if it could lie beyond"
    undirected = [each.name for each in found if not each.directed]
    if undirected:
        yield f"more is taken as better, as no direction is given: {_listed(undirected)}"
    if "group" in table.heads:
        alone = [each.name for each in found if each.group is None]
        if alone:
            yield f"no group, so that each counts as one of its own: {_listed(alone)}"
    coarse = [each.name for each in found if each.scale is None and looks_coarse(each.known)]
    if coarse:
        yield f"read on 0-100, though no score is above 10: {_listed(coarse)}; if their scale is another, give its ends"
    missing = sum(score is None for each in found for score in each.scores)
    if missing:
        yield f"{missing:,} of {len(found) * len(table.options):,} scores are unknown"
    rows = zip(table.options, *(each.scores for each in found), strict=True)
    empty = [name.text for name, *scores in rows if all(each is None for each in scores)]
    if empty:
        yield f"no score is known of {_listed(empty)}"


def _listed(names: Iterable[str]) -> str:
    shown = [printable(each) for each in names]
    more = f" and {len(shown) - _FEW} more" if len(shown) > _FEW else ""
    return ", ".join(shown[:_FEW]) + more
