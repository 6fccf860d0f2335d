"""Where sides score a thing otherwise than the study does: of a negotiation and of a frontier alike."""

from __future__ import annotations

from operator import itemgetter

from treatyopt.bargaining.disagreements import Disagreement
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.study.records import Assessment
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing


def disagreements(found: Negotiation | Frontier) -> Forms:
    """Each score that a side has of its own beside the common one; tidy, by side, with range, basis and reason."""
    what = (
        Column("id", of=lambda each: f"{each.option}.{each.criterion}"),
        Column("option", Head(found.study.words.option, lead=True)),
        Column("criterion", Head("criterion", lead=True)),
    )
    sides = (
        Column(f"{side.id}-score", Head(side.name, fold=True), of=_score_of(side.id)) for side in found.sides
    )
    common = Column("score", Head("common score", fold=True), of="common.score")
    rows = [(each, party, own) for each in found.disagreements for party, own in each.own]
    long = (
        *(each.within(itemgetter(0)) for each in what),
        Column("party", of=itemgetter(1)),
        *(Column(key).within(itemgetter(2)) for key in ("score", "low", "high", "basis", "reason")),
    )
    return Forms(Listing(found.disagreements, (*what, common, *sides)), Listing(rows, long))


def score_of(each: Disagreement, party: str) -> Assessment:
    """A party's score, its own or the common one."""
    return dict(each.own).get(party, each.common)


def _score_of(party: str) -> Getter:
    return lambda each: score_of(each, party).score
