"""A ranking beside what it would be without some passages, and what falls with each passage of the source."""

from __future__ import annotations

from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.provenance import Passages, Provenance
from treatyopt.study.filling import UNKNOWN
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted
from treatyopt.tables.ranking import place


def then(found: Provenance) -> Forms:
    """Each option with its place and value as it is and as it would be, and its scores that would be unknown."""

    def was(each: Standing) -> Standing:
        return found.ranking.standing(each.id)

    def unknown(each: Standing) -> int:
        return sum(score.basis == UNKNOWN for score in found.after.study.option(each.id).scores)

    columns = (
        Column("id"),
        Column("name", Head(found.ranking.study.words.option, lead=True)),
        Column(
            "rank", Head("now", "number"), of=lambda each: was(each).rank, said=lambda each: place(was(each))
        ),
        Column("value", Head("value", "number"), of=lambda each: was(each).value, measure=True),
        Column("rank_then", Head("then", "number"), of="rank", said=place),
        Column("value_then", Head("value then", "number"), of="value", measure=True),
        Column("low_then", Head("low", "number"), of="low", measure=True),
        Column("high_then", Head("high", "number"), of="high", measure=True),
        Column("unknown", Head("unknown scores", "number", 0), of=unknown, measure=True),
    )
    return melted(Listing(found.after.standings, columns))


def passages(found: Passages) -> Forms:
    """Each passage of the source with what falls if it is struck out by itself."""
    columns = (
        Column("id", Head("locator", lead=True), of="locator"),
        Column(
            "unknown", Head("unknown scores", "number", 0), of=lambda each: len(each.scores), measure=True
        ),
        Column("scores"),
        Column("leaders", Head("would lead")),
        Column("lead", Head("by", "number"), measure=True),
        Column("shortlist"),
        Column("tier", Head("tier")),
        Column("upper"),
        Column("changes", Head("would change")),
        Column("could", Head("could turn")),
        Column("claims", of=lambda each: tuple(f"{turned.id}={turned.now}" for turned in each.claims)),
        Column("footing"),
    )
    return melted(Listing(found.passages, columns))


TABLES = {"then": then}
PASSAGES = {"passages": passages}
