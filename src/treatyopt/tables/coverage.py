"""The passages of a source with what uses each, or why none does."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.study.coverage import Covered
from treatyopt.tables.columns import Column, Head, Listing


def coverage(passages: Sequence[Covered]) -> Listing:
    """Each passage with its state, what cites it, and why it is left aside."""
    columns = (
        Column("id", Head("locator", lead=True)),
        Column("state"),
        Column("gist", Head("gist (not a quotation)", fold=True)),
        Column("uses", of=lambda each: len(each.cited_by)),
        Column("works"),
        Column("cited_by", Head("cited by", fold=True), said=lambda each: ", ".join(each.cited_by)),
        Column("why"),
    )
    return Listing(passages, columns)
