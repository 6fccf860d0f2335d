"""A weight set: the points and weight of every group, and the share and weight of every criterion."""

from __future__ import annotations

from treatyopt.ranking.weights import Weights
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted

_WEIGHT = Column("weight", Head("weight", "percent"), measure=True)


def groups(weights: Weights) -> Forms:
    """Each group with its points and its weight."""
    columns = (
        Column("id", Head("criterion" if _flat(weights) else "group", lead=True)),
        Column("points", Head("points", "number"), measure=True),
        _WEIGHT,
    )
    return melted(Listing(weights.groups, columns))


def criteria(weights: Weights) -> Forms:
    """Each criterion with its share of its group and its weight."""
    flat = _flat(weights)
    columns = (
        Column("id", Head("criterion", lead=True)),
        Column("group", None if flat else Head("group")),
        Column("share", None if flat else Head("share of the group", "percent"), measure=True),
        _WEIGHT,
    )
    return melted(Listing(weights.criteria, columns))


def _flat(weights: Weights) -> bool:
    """Whether every criterion stands in no group."""
    return all(each.id == each.group for each in weights.criteria)


TABLES = {"groups": groups, "criteria": criteria}
