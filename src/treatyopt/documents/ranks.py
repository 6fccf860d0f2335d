"""The shares of ranks as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator

from treatyopt.documents import sentences
from treatyopt.documents.blocks import Block, Row, Table
from treatyopt.documents.shortening import first_rows
from treatyopt.study.model import Study
from treatyopt.tables.columns import Head, Listing

_OFTEN = 0.05  # of weightings, in which an option must be first to be shown whatever its rank
_RANKS, _FIRST_RANKS = 12, 3  # ranks that are all shown, and those that are shown of more


def ranks(study: Study, shares: Listing, caption: str) -> Iterator[Block]:
    """The shares of every rank as a table; of many ranks the first, and of many options the first by rank."""
    shown = shares.reading({"id": lambda each: sentences.name(study, each.id)})
    table = Table(shown.heads, tuple(Row(shown.cells(each)) for each in shown.rows), caption=caption)
    if len(shown.rows) > _RANKS:
        table = _summed(table)

    def often(i: int) -> bool:
        return bool(shown.rows[i].ranks[0].share >= _OFTEN)

    yield from first_rows(
        table,
        f"{study.called(each.id for each in shown.rows).options}, the first by rank and what is often 1st",
        kept=often,
    )


def _summed(table: Table) -> Table:
    """A table of the shares of many ranks with those of the first, and the sum of all further ones."""
    name, _, *ranks = table.columns
    heads = (name, *ranks[:_FIRST_RANKS], Head("lower", "share"))
    rows = []
    for row in table.rows:
        first, _, *held = row.cells
        lower = min(math.fsum(held[_FIRST_RANKS:]), 1.0)
        rows.append(row._replace(cells=(first, *held[:_FIRST_RANKS], lower)))
    return table._replace(columns=heads, rows=tuple(rows))
