"""The weight set as cells: exact shares and central weights over all weightings that fit. Pure Python.

All weightings of n columns are a simplex. A statement about weights, or one option being ahead of another, is a
half-space through it. A set is kept as simplices (cells), each with its share of the whole and its n vertices; a
half-space cuts a cell along an edge, again and again, until no vertex is on the wrong side (Rubin 1984, Mathematics of
Operations Research 9:260-268, cuts simplices so). What is measured is exact but for rounding, and exact in full where
coefficients are fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add, mul
from typing import NamedTuple

from treatyopt.methods.proportions import Bounds
from treatyopt.methods.stability import Row, gaps, pairwise_index

ZERO = 1e-12  # of a cut, whose largest coefficient is 1
LIMIT = 1_000_000  # figures that the cells of a set may hold; past it bounds and sampling step in


class Cell(NamedTuple):
    """A simplex of weightings: its share of the whole (0-1), and its vertices, each a weighting that sums to 1."""

    share: float
    vertices: tuple[Row, ...]


Cells = tuple[Cell, ...]


class TooManyCells(Exception):
    """More cells would be needed than the limit allows."""


def whole(columns: int) -> Cells:
    """All weightings of so many columns, as one cell."""
    vertices = tuple(tuple(int(i == j) for j in range(columns)) for i in range(columns))
    return (Cell(1, vertices),)


def _total(figures: Iterable[float]) -> float:
    """The sum, one after the other: sum() adds floats otherwise from Python 3.12 on, and fsum() knows no fractions."""
    return reduce(add, figures, 0)


def share(cells: Iterable[Cell]) -> float:
    """The share of the whole that some cells have."""
    return _total(each.share for each in cells)


def allowed(columns: int) -> int:
    """How many cells there may be of so many columns: fewer of more, since each holds columns x columns figures.

    40,000 of five, 27,777 of six, 5,102 of fourteen: a few tenths of a second, and some tens of megabytes.
    """
    return LIMIT // columns**2


def cut(cells: Iterable[Cell], row: Row, limit: int | None = None) -> Cells:
    """Those parts of some cells in which the weighted sum of a row is at least 0; TooManyCells past the limit of cells.

    What is within 1e-12 of 0, the row's largest coefficient being 1, is 0. A row of zeros cuts nothing.
    """
    scaled = _scaled(row)
    if scaled is None:
        return tuple(cells)
    room = allowed(len(row)) if limit is None else limit
    kept: list[Cell] = []
    waiting = [(each, [_value(scaled, vertex) for vertex in each.vertices]) for each in cells]
    while waiting:
        cell, values = waiting.pop()
        least, most = min(values), max(values)
        if least >= 0:
            kept.append(cell)
            if len(kept) > room:
                raise TooManyCells
        elif most > 0:
            waiting += _halves(cell, values, values.index(most), values.index(least))
    return tuple(kept)


def parted(cells: Sequence[Cell], row: Row, limit: int | None = None) -> tuple[Cells, Cells]:
    """What `cut` leaves of some cells for a row that is not all 0, and what it leaves for that row with signs turned.

    Both come of the same cuts, so that one way through them is enough; in the order in which two would leave them.
    """
    scaled = _scaled(row) or row
    room = allowed(len(row)) if limit is None else limit
    above: list[Cell] = []
    below: list[Cell] = []
    for whole_cell in reversed(cells):
        found: list[Cell] = []
        waiting = [(whole_cell, [_value(scaled, vertex) for vertex in whole_cell.vertices])]
        while waiting:
            cell, values = waiting.pop()
            least, most = min(values), max(values)
            if least >= 0:
                above.append(cell)
            if most <= 0:
                found.append(cell)
            if max(len(above), len(below) + len(found)) > room:
                raise TooManyCells
            if least < 0 < most:
                waiting += _halves(cell, values, values.index(most), values.index(least))
        below += reversed(found)
    return tuple(above), tuple(below)


def _halves(cell: Cell, values: list[float], ahead: int, behind: int) -> list[tuple[Cell, list[float]]]:
    """A cell cut through the edge between two vertices where the value is 0, as two cells with their values.

    Their shares are as the parts of the edge. The value of the new vertex is 0 and not computed, or rounding would
    cut the same edge for ever.
    """
    x, y = values[ahead], -values[behind]
    there, here = cell.vertices[ahead], cell.vertices[behind]
    met = tuple((y * a + x * b) / (x + y) for a, b in zip(there, here, strict=True))
    found = []
    for place, part in ((behind, x), (ahead, y)):
        vertices = (*cell.vertices[:place], met, *cell.vertices[place + 1 :])
        cut_values = [*values[:place], 0, *values[place + 1 :]]
        found.append((Cell(cell.share * part / (x + y), vertices), cut_values))
    return found


def valued(cell: Cell, row: Row) -> list[float]:
    """The weighted sums of a row at a cell's vertices, its largest coefficient taken as 1; 0 within 1e-12."""
    scaled = _scaled(row)
    return [0] * len(cell.vertices) if scaled is None else [_value(scaled, each) for each in cell.vertices]


def _scaled(row: Row) -> list[float] | None:
    """A row divided by its largest coefficient; None if all are 0."""
    largest = max(map(abs, row))
    return [each / largest for each in row] if largest else None


def _value(row: Row, vertex: Row) -> float:
    found = _total(map(mul, row, vertex))
    return 0 if abs(found) <= ZERO else found


def centroid(cells: Sequence[Cell]) -> Row:
    """The mean weighting of some cells, uniform over them: their centroids, weighted by share."""
    total = share(cells)
    means = [
        [_total(column) / len(each.vertices) for column in zip(*each.vertices, strict=True)] for each in cells
    ]
    shares = [each.share / total for each in cells]
    return tuple(_total(map(mul, shares, column)) for column in zip(*means, strict=True))


def ahead(cells: Iterable[Cell], row: Row) -> float:
    """The share of the whole at which the weighted sum of a row is more than 0: in each cell, that of a simplex."""
    largest = max(map(abs, row))
    return math.fsum(
        each.share * pairwise_index([_cleared(value, largest) for value in _sums(each, row)])
        for each in cells
    )


def extremes(cells: Iterable[Cell], row: Row) -> Bounds:
    """The least and the greatest weighted sum of a row over some cells: each is reached at a vertex."""
    sums = [value for each in cells for value in _sums(each, row)]
    return Bounds(min(sums), max(sums))


def _sums(cell: Cell, row: Row) -> list[float]:
    return [_total(map(mul, row, vertex)) for vertex in cell.vertices]


def _cleared(value: float, largest: float) -> float:
    return 0 if abs(value) <= ZERO * largest else value


def behind(cells: Iterable[Cell], row: Row) -> Iterator[Row]:
    """The corners of those parts of some cells where the weighted sum of a row is at most 0.

    They are the vertices there, and where edges cross. What is linear is least and greatest at corners.
    """
    for cell in cells:
        values = valued(cell, row)
        placed = list(zip(cell.vertices, values, strict=True))
        yield from (vertex for vertex, value in placed if value <= 0)
        for there, x in placed:
            for here, y in placed if x > 0 else ():
                if y < 0:
                    yield tuple((x * b - y * a) / (x - y) for a, b in zip(there, here, strict=True))


def leading(cells: Cells, rows: Sequence[Row], leader: int, limit: int | None = None) -> Cells:
    """Those parts of a set in which one row leads all others; none if another has the same figures.

    Figures within 1e-9 of each other are the same. The hardest rival is cut first, which leaves the fewest cells.
    """
    rivals = [gaps(rows[leader], row) for i, row in enumerate(rows) if i != leader]
    if not all(map(any, rivals)):
        return ()
    for each in sorted(rivals, key=pairwise_index):
        cells = cut(cells, each, limit)
    return cells


class Ranked(NamedTuple):
    """How one row comes to stand among others: its share of each rank (0-1), and the cells in which it leads."""

    shares: tuple[float, ...]
    led: Cells
    cells: int


def ranked(cells: Cells, rows: Sequence[Row], one: int, limit: int | None = None) -> Ranked:
    """The share of each rank of one row, best first, level rows sharing theirs; TooManyCells past the limit of cells.

    Each rival cuts every part in two: where it is behind, and where it is ahead. `cells` says how many there came
    to be.
    """
    room = allowed(len(rows[0])) if limit is None else limit
    rivals = [gaps(rows[one], row) for i, row in enumerate(rows) if i != one]
    apart = sorted((each for each in rivals if any(each)), key=pairwise_index)
    parts = {0: cells}
    for each in apart:
        split: dict[int, Cells] = {}
        for ahead, part in parts.items():
            before, after = parted(part, each, room)
            split[ahead] = split.get(ahead, ()) + before
            split[ahead + 1] = split.get(ahead + 1, ()) + after
            if sum(map(len, split.values())) > room:
                raise TooManyCells
        parts = split
    level = len(rivals) - len(apart)
    shares = [0.0] * len(rows)
    for ahead, part in parts.items():
        for rank in range(ahead, ahead + level + 1):
            shares[rank] += float(share(part)) / (level + 1)
    return Ranked(tuple(shares), () if level else parts[0], sum(map(len, parts.values())))
