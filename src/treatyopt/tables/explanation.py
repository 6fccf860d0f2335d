"""One option's case: its scores with what they rest on."""

from __future__ import annotations

from treatyopt.ranking.explain import Explanation, Judgement
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing, melted


def scores(case: Explanation) -> Forms:
    """Each criterion with the option's score on it, its range, what it adds to the value, why, and what is against it.

    `contradicted` says whether evidence contradicts the score; None where no evidence was looked up.
    """

    def contradicted(each: Judgement) -> bool | None:
        return None if case.contradicted is None else each.criterion in case.contradicted

    columns = (
        Column("criterion", Head("criterion", lead=True)),
        Column("id", of=lambda _: case.option.id),
        Column("group"),
        *(_PERFORMANCES if case.ranking.study.in_units else ()),
        Column("score", Head("score", "number", 0, lead=True), measure=True),
        Column("low", Head("range"), measure=True),
        Column("high", measure=True),
        Column("weight", Head("weight"), measure=True),
        Column("contribution", Head("adds", "number"), measure=True),
        Column("basis", Head("basis", fold=True)),
        Column("cites"),
        Column("reason"),
        Column("contradicted", of=contradicted),
    )
    return melted(Listing(case.judgements, columns))


def _end(place: int) -> Getter:
    return lambda each: None if each.performances is None else each.performances[place]


# What was scored in units, in studies that have any.
_PERFORMANCES = (
    Column("performance", Head("performance"), measure=True),
    Column("performance_low", of=_end(0), measure=True),
    Column("performance_high", of=_end(1), measure=True),
    Column("unit"),
)

TABLES = {"scores": scores}
