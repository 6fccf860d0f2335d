"""How often such things ended how: tables of counts with their intervals, what was counted, and what may mislead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.words import capital, sentence
from treatyopt.history.results import Counted
from treatyopt.tables.evidence import rates as listing

_CAVEAT = (
    "Intervals are Wilson's at 95%, as if the cases were drawn independently of many like them. They are all that the "
    "source lists, and may hang together."
)


def sourced(says: str, source: str) -> str:
    """What is said, with where it is from."""
    return f"{sentence(says)} {sentence(f'Source: {source}')}"


def rate_tables(chosen: Sequence[Counted], option: str | None = None) -> Iterator[Block]:
    """A table for each rate, with what was counted and what may mislead under it; rows of `option` stand out."""
    for _, counts in groupby(chosen, key=lambda each: each.id):
        shown = listing(tuple(counts))
        rate = shown.rows[0]
        rows = tuple(
            Row(
                shown.cells(each),
                detail=each.remark,
                strong=option is not None and each.option == option,
            )
            for each in shown.rows
        )
        yield Table(shown.heads, rows, caption=rate.name, detail="remark")
        text = f"{capital(sentence(rate.definition))} {sourced(rate.caveat, rate.source)}"
        yield Prose(text, faint=True)
    if chosen:
        yield Prose(_CAVEAT, faint=True)
