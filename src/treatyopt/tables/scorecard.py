"""Every option on every criterion, or on every group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from treatyopt.ranking.ranking import Ranking, rank
from treatyopt.ranking.scorecard import CriterionRow, GroupRow, Scorecard, scorecard
from treatyopt.study.model import Study
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing


def criteria(card: Scorecard) -> Forms:
    """Each criterion with the score of every option; tidy, each score by itself, with what it rests on."""
    keys = (
        "score",
        "low",
        "high",
        "basis",
        "fails",
        *(("performance",) if card.ranking.study.in_units else ()),
    )
    wide = (
        Column("criterion", of="id"),
        Column("name", Head("criterion", lead=True)),
        Column("group"),
        *_of_options(card, keys),
    )
    long = (Column("criterion", of="id"), Column("group"), Column("weight"))
    return Forms(Listing(card.criteria, wide), _tidy(card.criteria, long, keys))


def groups(card: Scorecard) -> Forms:
    """Each group with the score of every option: the sum of share x score over its criteria; and tidy."""
    keys = ("score", "low", "high")
    noun = "criterion" if card.ranking.study.flat else "group"
    wide = (Column("group", of="id"), Column("name", Head(noun, lead=True)), *_of_options(card, keys))
    long = (Column("group", of="id"), Column("weight"))
    return Forms(Listing(card.groups, wide), _tidy(card.groups, long, keys))


def _of_options(card: Scorecard, keys: Sequence[str]) -> list[Column]:
    """The scores of all options beside each other, then the weight, then what else there is to each score."""
    study = card.ranking.study
    options = [study.option(id) for id in card.options]
    scores = [
        Column(f"{each.id}-score", Head(each.name, "number"), of=_cell(i, "score"))
        for i, each in enumerate(options)
    ]
    rest = [
        Column(f"{each.id}-{key}", of=_cell(i, key)) for i, each in enumerate(options) for key in keys[1:]
    ]
    return [*scores, Column("weight", Head("weight", "percent")), *rest]


def _cell(i: int, key: str) -> Getter:
    return lambda row: getattr(row.options[i], key)


def _tidy(
    rows: Sequence[CriterionRow] | Sequence[GroupRow], of_row: Sequence[Column], keys: Sequence[str]
) -> Listing:
    def row(pair: Any) -> Any:
        return pair[0]

    def cell(pair: Any) -> Any:
        return pair[1]

    pairs = [(each, on) for each in rows for on in each.options]
    columns = (
        *(each.within(row) for each in of_row),
        *(Column(key).within(cell) for key in ("option", *keys)),
    )
    return Listing(pairs, columns)


def of_ranking(ranking: Ranking) -> Forms:
    """The scorecard of a ranking by criterion."""
    return criteria(scorecard(ranking))


def of_study(study: Study) -> Forms:
    """The scorecard of a study by criterion, its baseline among the options, by its own weights."""
    return criteria(scorecard(rank(study, baseline=True)))


TABLES = {"criteria": criteria, "groups": groups}
