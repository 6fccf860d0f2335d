"""How often such things ended how: tables of counts with their intervals, what was counted, and what may mislead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.words import capital, sentence
from treatyopt.history.records import Rate
from treatyopt.tables.evidence import rates as listing

_CAVEAT = (
    "Intervals are Wilson's at 95%, as if the cases were independent of one another, which they need not be."
)


def rate_tables(chosen: Sequence[Rate], option: str | None = None) -> Iterator[Block]:
    """A table for each rate, with what was counted and what may mislead under it; rows of `option` stand out."""
    for rate in chosen:
        shown = listing([rate])
        rows = tuple(
            Row(
                shown.cells(each),
                detail=each.tally.caveat,
                strong=option is not None and each.tally.option == option,
            )
            for each in shown.rows
        )
        yield Table(shown.heads, rows, caption=rate.name, detail="remark")
        yield Prose(
            f"{capital(sentence(rate.definition))} {sentence(rate.caveat)} Source: {rate.source}.", faint=True
        )
    if chosen:
        yield Prose(_CAVEAT, faint=True)
