"""Concession costs in words: one figure for all parties or one for each, and the other costs that are looked at."""

from __future__ import annotations

from treatyopt.bargaining.frontier import Frontier, Rung
from treatyopt.bargaining.negotiate import AtCost, AtMultiple, Negotiation
from treatyopt.documents.words import listed
from treatyopt.methods.solutions import SOLUTIONS
from treatyopt.tables.columns import Head


def cost(found: Frontier | Negotiation, all_: str = "") -> str:
    """The figure, with what it is said to be for where it is one for all; else the figure of each party."""
    if found.cost is not None:
        return f"{found.cost:g}{all_}"
    names = (side.name for side in found.sides)
    return listed([f"{own:g} for {name}" for name, (_, own) in zip(names, found.party_costs, strict=True)])


def assumed(found: Frontier | Negotiation, kind: str) -> str:
    """What a solution takes and assumes, the concession cost with it.

    One cost for all prices a unit of burden in the points of all parties alike, which compares these; a cost for each
    is in the points of that party.
    """
    solution = SOLUTIONS[kind]
    if solution.compares or found.cost == 0:
        return solution.assumes
    if found.cost is None:
        return f"{solution.assumes}, each concession cost being in its party's own points"
    return f"{solution.assumes}, save in the concession cost, which is one figure for all"


def heads(found: Frontier | Negotiation, label: str) -> tuple[Head, ...]:
    """The first columns of a table over other costs, under this label where there is one cost for all."""
    if found.cost is not None:
        return (Head(label, lead=True),)
    return (Head("times", lead=True), Head("costs", lead=True))


def cells(at: Rung | AtCost | AtMultiple) -> tuple[str, ...]:
    """What stands in these columns: the cost, or how many times those given and what that comes to."""
    if isinstance(at, AtCost) or at.times is None:
        return (f"{at.cost:g}",)
    return (f"{at.times:g}", ", ".join(f"{own:g}" for _, own in at.party_costs))


def caption(found: Frontier | Negotiation) -> str:
    """What a table over other costs shows."""
    if found.cost is not None:
        return "The same at other concession costs (value points per unit of burden)"
    parties = ", ".join(side.name for side in found.sides)
    return f"The same at multiples of these concession costs (value points per unit of burden: {parties})"
