"""What sides could gain by misreporting their weights: the most found under each solution."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.methods.solutions import NAMES
from treatyopt.tables.columns import Column, Forms, Getter, Listing


def misreports(found: Negotiation | Frontier) -> Forms:
    """Each solution with what each side gains at most by a false report, what that costs the others, and the report."""
    order = list(NAMES)
    every = sorted(found.misreports.found, key=lambda each: order.index(each.solution))
    rows = [tuple(each) for _, each in groupby(every, key=lambda each: each.solution)]
    sides = (
        column.within(itemgetter(k), f"{side.id}-")
        for k, side in enumerate(found.sides)
        for column in _of_side(found, [other.id for other in found.sides if other is not side])
    )
    long = (Column("solution"), Column("party"), *_of_side(found, [side.id for side in found.sides]))
    return Forms(
        Listing(rows, (Column("solution", of=lambda row: row[0].solution), *sides)), Listing(every, long)
    )


def _of_side(found: Negotiation | Frontier, others: list[str]) -> Iterator[Column]:
    yield from map(Column, ("gain", "tried", "kind"))
    yield Column("report", of="id")
    for id in others:
        yield Column(f"costs-{id}", of=_cost(id))
    for group in found.study.groups:
        if any(each.id in found.sides[0].weights for each in group.criteria):
            yield Column(f"{group.id}-weight", of=_weight(group.id))
    yield Column("leads_to")


def _cost(party: str) -> Getter:
    return lambda each: dict(each.costs).get(party)


def _weight(group: str) -> Getter:
    return lambda each: dict(each.weights)[group]
