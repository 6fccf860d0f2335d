"""A negotiation: how each party sees every option, what the solutions pick, and where the parties' weights differ."""

from __future__ import annotations

from operator import itemgetter

from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.bargaining.sides import Side
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing
from treatyopt.tables.disagreements import disagreements
from treatyopt.tables.misreports import misreports

_FATE = tuple(map(Column, ("possible", "fails", "refused", "dominated", "bettered")))


def _seen(name: str) -> tuple[Column, ...]:
    """The columns of what a party makes of something."""
    return (
        Column("worth"),
        Column("burden"),
        Column("value", Head(f"{name} value", "number")),
        Column("gain", Head(f"{name} gain", "signed")),
    )


def outcomes(found: Negotiation) -> Forms:
    """Each option with its worth, burden, value and gain for every party, and whether it can be settled on."""
    sides = (
        column.within(_of_party(k), f"{side.id}-")
        for k, side in enumerate(found.sides)
        for column in _seen(side.name)
    )
    named = (Column("id"), Column("name", Head(found.study.words.option, lead=True)))
    pairs = [(each, seen) for each in found.outcomes for seen in each.parties]
    option, seen = itemgetter(0), itemgetter(1)
    long = (
        *(each.within(option) for each in named),
        *(each.within(seen) for each in (Column("party"), *_seen(""))),
        *(each.within(option) for each in _FATE),
    )
    return Forms(Listing(found.outcomes, (*named, *sides, *_FATE)), Listing(pairs, long))


def _of_party(k: int) -> Getter:
    return lambda outcome: outcome.parties[k]


def trades(found: Negotiation) -> Forms:
    """The criteria that the parties weigh differently, with each party's weight, the largest difference first."""
    sides = (_weight(k, side) for k, side in enumerate(found.sides))
    wide = (
        Column("criterion", Head("criterion", lead=True)),
        *sides,
        Column("difference", Head("points apart", "number"), said=lambda each: 100 * each.difference),
        Column("most"),
        Column("least"),
    )
    triples = [
        (each, side.id, weight)
        for each in found.trades
        for side, weight in zip(found.sides, each.weights, strict=True)
    ]
    long = (
        Column("criterion").within(itemgetter(0)),
        Column("party", of=itemgetter(1)),
        Column("weight", of=itemgetter(2)),
    )
    return Forms(Listing(found.trades, wide), Listing(triples, long))


def _weight(k: int, side: Side) -> Column:
    return Column(f"{side.id}-weight", Head(side.name, "percent"), of=lambda each: each.weights[k])


TABLES = {"options": outcomes, "trades": trades, "disagreements": disagreements, "misreports": misreports}
