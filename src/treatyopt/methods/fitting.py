"""Those weightings that fit several constraints, as cells: half-spaces, equalities, and what is too thin for either.

Plain numbers, as in `weightspace`: a constraint is a row of coefficients, and holds where the weighted sum of the
row is at least 0. Percentages are such rows too, because weights sum to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from treatyopt.methods.stability import Row
from treatyopt.methods.weightspace import ZERO, Cell, Cells, cut, share, valued, whole

THIN = 1e-9  # the width, as a weight, below which a set is read as having none


class Constraint(NamedTuple):
    """What is asked of a weighting: that the weighted sum of a row be at least 0, or just 0 if `level`.

    `strict` ones hold with more than 0 somewhere in any set that fits them.
    """

    row: Row
    level: bool = False
    strict: bool = False


class Fit(NamedTuple):
    """The weightings that fit: their cells, whose shares sum to 1, and their share of all weightings (0-1).

    `share` is None where they are all level somewhere, and so are no part of all weightings that could be measured.
    `thin` holds the places of those constraints that leave a width of no more than 1e-9 and are read as equalities.
    """

    cells: Cells
    share: float | None
    thin: tuple[int, ...]


class NothingFits(Exception):
    """No weighting fits."""


class NoRoom(Exception):
    """What fits has fewer dimensions than equalities account for, or is a single weighting."""


def fitting(columns: int, constraints: Sequence[Constraint], limit: int | None = None) -> Fit:
    """The weightings of so many columns that fit; NothingFits, NoRoom, or TooManyCells past the limit of cells.

    A constraint that turns out to hold with no more than 0 wherever the others hold is an equality, and the cutting
    begins anew with it: equalities come first.
    """
    level = [i for i, each in enumerate(constraints) if each.level]
    while True:
        cells = _on_all(whole(columns), [constraints[i].row for i in level])
        rest = [i for i in range(len(constraints)) if i not in level]
        met = _next_level(cells, [(i, constraints[i].row) for i in rest], limit)
        if isinstance(met, int):
            level.append(met)
            continue
        if constraints:
            _require_room(met, [each.row for each in constraints if each.strict])
        total = share(met)
        found = tuple(Cell(each.share / total, each.vertices) for each in met)
        thin = tuple(i for i in level if not constraints[i].level)
        return Fit(found, None if level and len(found[0].vertices) < columns else total, thin)


def _on_all(cells: Cells, rows: Iterable[Row]) -> Cells:
    for row in rows:
        cells = on(cells, row)
    return cells


def _next_level(cells: Cells, asked: Iterable[tuple[int, Row]], limit: int | None) -> Cells | int:
    """The cells cut by all rows, or the place of the first row that leaves no width.

    A row that is 0 all over the equalities, but for less than that width, asks nothing more.
    """
    told = [(i, row) for i, row in asked if max(map(abs, _values(cells, row))) > THIN]
    for i, row in told:
        if max(_values(cells, row)) < 0:
            raise NothingFits
        kept = cut(cells, row, limit)
        if not kept:
            return i
        cells = kept
    return next((i for i, row in told if max(_values(cells, row)) <= THIN), cells)


def _values(cells: Cells, row: Row) -> list[float]:
    return [value for each in cells for value in valued(each, row)]


def _require_room(cells: Cells, strict: Iterable[Row]) -> None:
    for row in strict:
        if max(_values(cells, row)) <= THIN:
            raise NothingFits
    if len(cells[0].vertices) < 2:
        raise NoRoom


def on(cells: Cells, row: Row) -> Cells:
    """Where in some cells the weighted sum of a row is 0, as cells of one vertex less; NothingFits or NoRoom.

    A cell with one vertex off it has the facet opposite, whose size is that of the cell over the distance. Cells
    on one side of it are enough; a row that is 0 all over leaves all as they are.
    """
    values = _values(cells, row)
    if not any(values):
        return cells
    if min(values) > 0 or max(values) < 0:
        raise NothingFits
    side = row if max(values) > 0 else [-each for each in row]
    facets = tuple(facet for each in cut(cells, side) for facet in _facet(each, side))
    if not facets:
        raise NoRoom
    return facets


def _facet(cell: Cell, row: Row) -> Iterable[Cell]:
    values = valued(cell, row)
    off = [i for i, each in enumerate(values) if each > ZERO]
    if len(off) == 1 and len(values) > 1:
        (i,) = off
        yield Cell(cell.share / values[i], cell.vertices[:i] + cell.vertices[i + 1 :])
