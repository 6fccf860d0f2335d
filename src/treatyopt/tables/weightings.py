"""The same options under several weightings."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from treatyopt.ranking.comparison import Columns
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing
from treatyopt.tables.ranking import of_standing


def values(found: Columns) -> Forms:
    """Each option with its rank and value under every weighting and their mean; tidy, its standing under each."""
    first = found.rankings[0]
    every = shown(found)
    wide = Listing(
        first.standings,
        (
            Column("id"),
            Column("name", Head(first.study.words.option, lead=True)),
            *(
                column
                for name, ranking in zip(names(found), every, strict=True)
                for column in _under(name, ranking)
            ),
        ),
    )
    pairs = [(ranking, each) for ranking in every for each in ranking.standings]
    standing = itemgetter(1)
    columns = (
        Column("id").within(standing),
        Column("weights", of=lambda pair: pair[0].weights.name),
        *(each.within(standing) for each in of_standing(first.study)),
    )
    return Forms(wide, Listing(pairs, columns))


def shown(found: Columns) -> tuple[Ranking, ...]:
    """The rankings in their order, and that of the mean after them, if there is one."""
    return found.rankings if found.mean is None else (*found.rankings, found.mean)


def names(found: Columns) -> list[str]:
    """The names of the weightings and of the mean, no two alike."""
    return [each.weights.name for each in shown(found)]


def weights(found: Columns) -> Forms:
    """How far weightings are apart on each group and criterion, the widest first; tidy, the weight under each."""
    named = [each.weights.name for each in found.rankings]
    wide = Listing(found.spreads, spread_columns(named))
    pairs = [
        (each, name, weight)
        for each in found.spreads
        for name, weight in zip(named, each.weights, strict=True)
    ]
    return Forms(wide, Listing(pairs, long_spread()))


def spread_columns(named: Sequence[str]) -> tuple[Column, ...]:
    """The columns of what several judges weigh otherwise."""
    return (
        Column("id"),
        Column("kind"),
        *(Column(f"{name}-weight", of=_given(i)) for i, name in enumerate(named)),
        Column("most"),
        Column("least"),
        Column("difference"),
    )


def long_spread() -> tuple[Column, ...]:
    """The same with a row for each judge: of a spread, a name and a weight."""
    return (
        Column("id").within(itemgetter(0)),
        Column("kind").within(itemgetter(0)),
        Column("weights", of=itemgetter(1)),
        Column("weight", of=itemgetter(2)),
    )


def _given(place: int) -> Getter:
    return lambda each: each.weights[place]


def _under(name: str, ranking: Ranking) -> tuple[Column, Column]:
    def of(key: str) -> Getter:
        return lambda each: getattr(ranking.standing(each.id), key)

    return (
        Column(f"{name}-rank", of=of("rank")),
        Column(f"{name}-value", Head(ranking.weights.name, "number"), of=of("value")),
    )


TABLES = {"values": values, "weights": weights}
