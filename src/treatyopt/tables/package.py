"""A package by itself: its scores."""

from __future__ import annotations

from treatyopt.study.records import Package
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted


def scores(made: Package) -> Forms:
    """Each criterion with the package's interpolated score and its range."""
    columns = (
        Column("id", Head("criterion", lead=True)),
        Column("score", Head("score", "number"), measure=True),
        Column("low", Head("low", "number"), measure=True),
        Column("high", Head("high", "number"), measure=True),
        Column("reason"),
    )
    return melted(Listing(made.scores, columns))


TABLES = {"scores": scores}
