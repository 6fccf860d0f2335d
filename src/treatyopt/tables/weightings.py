"""The same options under several weightings."""

from __future__ import annotations

from operator import itemgetter

from treatyopt.ranking.comparison import Columns
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing
from treatyopt.tables.ranking import of_standing


def values(found: Columns) -> Forms:
    """Each option with its rank and value under every weighting; tidy, all of its standing under each."""
    first = found.rankings[0]
    wide = Listing(
        first.standings,
        (
            Column("id"),
            Column("name", Head("option", lead=True)),
            *(
                column
                for name, ranking in zip(names(found), found.rankings, strict=True)
                for column in _under(name, ranking)
            ),
        ),
    )
    pairs = [(ranking, each) for ranking in found.rankings for each in ranking.standings]
    standing = itemgetter(1)
    columns = (
        Column("id").within(standing),
        Column("weights", of=lambda pair: pair[0].weights.name),
        *(each.within(standing) for each in of_standing(first.study)),
    )
    return Forms(wide, Listing(pairs, columns))


def names(found: Columns) -> list[str]:
    """The names of the weightings, those borne twice with their place from the second on."""
    given = [each.weights.name for each in found.rankings]
    return [f"{name}-{i}" if name in given[: i - 1] else name for i, name in enumerate(given, start=1)]


def _under(name: str, ranking: Ranking) -> tuple[Column, Column]:
    def of(key: str) -> Getter:
        return lambda each: getattr(ranking.standing(each.id), key)

    return (
        Column(f"{name}-rank", of=of("rank")),
        Column(f"{name}-value", Head(ranking.weights.name, "number"), of=of("value")),
    )


TABLES = {"values": values}
