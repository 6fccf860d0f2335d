"""Several studies: values side by side with their mean, what differs, and what each difference does."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from treatyopt.ranking.judges import Change, Judges, MeanStanding, Together, Turn
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.words import Words
from treatyopt.tables.columns import FAILS, Column, Forms, Getter, Head, Listing
from treatyopt.tables.ranking import of_standing
from treatyopt.tables.weightings import long_spread, spread_columns


def values(found: Judges) -> Forms:
    """Each option with its rank and value in every study and by the mean; tidy, all of its standing in each study."""
    wide = Listing(
        found.mean,
        (
            Column("id"),
            Column("name", Head(found.rankings[0].study.words.option, lead=True)),
            *(
                column
                for name, ranking in zip(found.names, found.rankings, strict=True)
                for column in _under(name, ranking)
            ),
            Column("mean-rank", of="rank"),
            Column("mean-value", Head("mean", "number"), of="value"),
            Column("fails"),
        ),
    )
    pairs = [
        (name, each)
        for name, ranking in zip(found.names, found.rankings, strict=True)
        for each in ranking.standings
    ]
    standing = itemgetter(1)
    columns = (
        Column("id").within(standing),
        Column("study", of=itemgetter(0)),
        *(each.within(standing) for each in of_standing(found.rankings[0].study) if _plain(each)),
    )
    return Forms(wide, Listing(pairs, columns))


def _plain(column: Column) -> bool:
    """Whether a column of a standing is of no group, of which studies may have others."""
    return column.key is not None and not column.key.endswith("-contribution")


def _under(name: str, ranking: Ranking) -> tuple[Column, Column]:
    def of(key: str) -> Getter:
        return lambda each: getattr(ranking.standing(each.id), key)

    return (
        Column(f"{name}-rank", of=of("rank")),
        Column(f"{name}-value", Head(name, "number"), of=of("value")),
    )


def place(each: MeanStanding) -> str:
    """An option's rank by the mean, or the mark of what a screen sets aside in some study."""
    return FAILS if each.rank is None else f"{each.rank}"


def weights(found: Judges) -> Forms:
    """How far studies are apart on the weight of each group and criterion; tidy, the weight in each."""
    pairs = [
        (each, name, weight)
        for each in found.spreads
        for name, weight in zip(found.names, each.weights, strict=True)
    ]
    return Forms(Listing(found.spreads, spread_columns(found.names)), Listing(pairs, long_spread()))


def scores(found: Judges) -> Forms:
    """Scores that studies give otherwise, those that weigh most first; tidy, the score in each."""
    what = (Column("id"), Column("option"), Column("criterion"))
    wide = (
        *what,
        *(Column(f"{name}-score", of=_score(i)) for i, name in enumerate(found.names)),
        *(Column(key) for key in ("most", "least", "difference", "weighted")),
    )
    pairs = [
        (each, name, score)
        for each in found.scores
        for name, score in zip(found.names, each.scores, strict=True)
    ]
    long = (
        *(each.within(itemgetter(0)) for each in what),
        Column("study", of=itemgetter(1)),
        Column("score", of=itemgetter(2)),
    )
    return Forms(Listing(found.scores, wide), Listing(pairs, long))


def _score(place: int) -> Getter:
    return lambda each: each.scores[place]


def changes(found: Judges) -> Forms:
    """What each other study has otherwise than the first, and what that moves by itself; tidy, by option."""
    ids = [each.id for each in found.rankings[0].standings]
    rows = [(turn, each) for turn in found.turns for each in turn.changes]
    what = _of_change()
    wide = (
        Column("id", of=_named(found)),
        *what,
        *(Column(f"{id}-moved", of=_moved(id)) for id in ids),
    )
    pairs = [(row, id) for row in rows for id in ids]
    long = (
        *(each.within(itemgetter(0)) for each in (wide[0], what[0], what[1])),
        Column("option", of=itemgetter(1)),
        Column("moved", of=lambda pair: dict(pair[0][1].moves).get(pair[1], 0.0)),
    )
    return Forms(Listing(rows, wide), Listing(pairs, long))


def _named(found: Judges) -> Getter:
    """The id of what a turn has; with the study that it is of, where there are several of which it can be."""
    if len(found.turns) == 1:
        return lambda row: row[1].id
    return lambda row: f"{row[0].name}: {row[1].id}"


def _of_change() -> tuple[Column, ...]:
    change: Getter = itemgetter(1)
    plain = ("kind", "option", "criterion", "was", "now")
    return (
        Column("study", of=lambda row: row[0].name),
        *(Column(key).within(change) for key in plain),
        Column("ranks", of=_ranks),
        Column("leaders").within(change),
    )


def _ranks(row: tuple[Turn, Change]) -> tuple[str, ...]:
    return tuple(f"{id}={'set aside' if rank is None else rank}" for id, rank in row[1].ranks)


def _moved(option: str) -> Getter:
    return lambda row: dict(row[1].moves).get(option, 0.0)


def options(turn: Turn, first: str, words: Words) -> Listing:
    """Each option, so called, from the first study to another: what changes move alone, and beyond their sum, if so."""
    beyond = () if turn.sums else (Column("beyond", Head("beyond that", "signed")),)
    return Listing(
        turn.options,
        (
            Column("id"),
            Column("name", Head(words.option, lead=True)),
            Column("before", Head(first, "number")),
            Column("alone", Head("sum of each alone", "signed")),
            *beyond,
            Column("after", Head(turn.name, "number")),
            Column("ranks", Head("rank"), of=_rank),
        ),
    )


def _rank(each: Together) -> str:
    was, now = (FAILS if rank is None else f"{rank}" for rank in (each.rank_before, each.rank_after))
    return was if was == now else f"{was} → {now}"


def together(found: Judges) -> Forms:
    """Each option from the first study to each other: before, what changes add alone and beyond that, and after."""
    rows = [(turn, each) for turn in found.turns for each in turn.options]
    keys = ("name", "before", "alone", "beyond", "after", "rank_before", "rank_after")
    columns = (
        Column("id", of=_named(found)),
        Column("study", of=lambda row: row[0].name),
        *(Column(key).within(itemgetter(1)) for key in keys),
    )
    measures: list[tuple[Any, str]] = [(row, key) for row in rows for key in keys[1:]]
    long = (
        columns[0].within(itemgetter(0)),
        Column("measure", of=itemgetter(1)),
        Column("value", of=lambda pair: getattr(pair[0][1], pair[1])),
    )
    return Forms(Listing(rows, columns), Listing(measures, long))


def others(found: Judges) -> Forms:
    """What each other study has otherwise that no value hangs on."""
    rows = [(turn, each) for turn in found.turns for each in turn.others]
    columns = (
        Column("id", of=_named(found)),
        Column("study", of=lambda row: row[0].name),
        *(Column(key).within(itemgetter(1)) for key in ("kind", "was", "now")),
    )
    listing = Listing(rows, columns)
    return Forms(listing, listing)


TABLES = {
    "values": values,
    "changes": changes,
    "together": together,
    "scores": scores,
    "weights": weights,
    "others": others,
}
