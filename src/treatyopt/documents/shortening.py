"""What is too long to be read: the first part of it is shown, and the rest counted, with where it is.

Data (csv, json, and the first sheet of a workbook) always hold everything; small studies are never shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from treatyopt.documents.blocks import Prose, Table
from treatyopt.documents.words import listed
from treatyopt.packages.changes import named
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.records import Package

T = TypeVar("T")

FEW, FIRST, MOST = 8, 25, 40
IN_DATA = "all are in the data (csv, json, xlsx)"


def first_few(items: Sequence[T], most: int) -> Sequence[T]:
    """The first of some things; two more than `most` are still among them, as to count them would save nothing."""
    return items if len(items) <= most + 2 else items[:most]


def few(items: Sequence[str], last: str = "and", most: int = FEW) -> str:
    """a, b, c and 27 more."""
    shown = first_few(items, most)
    rest = len(items) - len(shown)
    return listed([*shown, *([f"{rest} more"] if rest else [])], last)


def first_rows(
    table: Table,
    things: str,
    where: str = IN_DATA,
    *,
    first: int = FIRST,
    most: int = MOST,
    kept: Callable[[int], bool] = lambda _: False,
) -> Iterator[Table | Prose]:
    """The table, or where it has more rows than `most` its first ones and those that are `kept`, and a count.

    `things` is what the rows are, `where` says where the rest can be seen.
    """
    total = len(table.rows)
    if total <= most:
        yield table
        return
    chosen = [row for i, row in enumerate(table.rows) if i < first or kept(i)]
    yield table._replace(rows=tuple(chosen))
    yield counting(len(chosen), total, things, where)


def always_shown(ranking: Ranking) -> set[str]:
    """The options, by id, that are shown whatever their rank: of which a score was set by name, and packages."""
    added = (each.id for each in ranking.study.options if isinstance(each, Package))
    return named(ranking.changes) | {*added}


def counting(shown: int, total: int, things: str, where: str = IN_DATA) -> Prose:
    """How many of some things are shown, and where all of them are."""
    return Prose(f"Shown are {shown:,} of {total:,} {things}; {where}.", faint=True)
