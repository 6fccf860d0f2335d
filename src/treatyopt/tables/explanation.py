"""One option's case: its scores with what they rest on."""

from __future__ import annotations

from treatyopt.ranking.explain import Explanation
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted


def scores(case: Explanation) -> Forms:
    """Each criterion with the option's score on it, its range, what it adds to the value, and why."""
    columns = (
        Column("criterion", Head("criterion", lead=True)),
        Column("id", of=lambda _: case.option.id),
        Column("group"),
        Column("score", Head("score", "number", 0, lead=True), measure=True),
        Column("low", Head("range"), measure=True),
        Column("high", measure=True),
        Column("weight", Head("weight"), measure=True),
        Column("contribution", Head("adds", "number"), measure=True),
        Column("basis", Head("basis", fold=True)),
        Column("cites"),
        Column("reason"),
    )
    return melted(Listing(case.judgements, columns))


TABLES = {"scores": scores}
