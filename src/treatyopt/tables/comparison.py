"""Two options side by side, criterion by criterion."""

from __future__ import annotations

from treatyopt.ranking.comparison import Difference, SideBySide
from treatyopt.tables.columns import Bar, Column, Forms, Getter, Head, Listing, melted


def differences(sides: SideBySide) -> Forms:
    """Each criterion with both scores, their difference, and what that comes to under its weight."""
    study = sides.ranking.study
    first, second = study.option(sides.first), study.option(sides.second)
    largest = max((abs(each.weighted) for each in sides.differences), default=0.0) or 1.0
    digits = int(any(each.difference % 1 for each in sides.differences))

    def basis(option: str) -> Getter:
        return lambda each: study.option(option).on(each.criterion).basis

    def bar(each: Difference) -> Bar:
        return Bar(abs(each.weighted) / largest, each.weighted >= 0)

    columns = (
        Column("criterion"),
        Column("name", Head("criterion", lead=True)),
        Column("group"),
        Column(f"{first.id}-score", Head(first.name, "number"), of="theirs", measure=True),
        Column(f"{first.id}-basis", of=basis(first.id)),
        Column(f"{second.id}-score", Head(second.name, "number"), of="ours", measure=True),
        Column(f"{second.id}-basis", of=basis(second.id)),
        Column("difference", Head("difference", "signed", digits), measure=True),
        Column("weight", measure=True),
        Column("weighted", Head("x weight", "signed"), measure=True),
        Column(None, Head("", "bar"), of=bar),
    )
    return melted(Listing(sides.differences, columns))


TABLES = {"differences": differences}
