"""A ranking: the options with their values, and how far each weight can move."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.intervals import StabilityInterval
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study
from treatyopt.tables.columns import FAILS, Column, Forms, Getter, Head, Listing, Reach, Stack, melted

_BAR, _SCALE = 20, 41
_ENDS = ("below", "above", "level_low", "level_high", "said_low", "said_high")


def of_standing(study: Study) -> tuple[Column, ...]:
    """The columns of an option's standing, but for its id: its place, its value and what each group adds to it."""
    return (
        Column("rank", Head("", "number", lead=True), said=place),
        Column("name", Head(study.words.option, lead=True)),
        Column("value", Head("value", "number", lead=True)),
        Column("low"),
        Column("high"),
        Column("passes"),
        Column("fails", of=_failed),
        Column(None, Head("", "bar", width=_BAR, grows=True, parts=_names(study)), of=_added),
        *(
            Column(f"{group.id}-contribution", Head(group.name, "number"), of=_of_group(group.id))
            for group in study.groups
        ),
    )


def place(standing: Standing) -> str:
    """An option's rank, or the mark of one that fails a screen."""
    return FAILS if standing.rank is None else f"{standing.rank}"


def _names(study: Study) -> tuple[str, ...]:
    return tuple(group.name for group in study.groups)


def _added(standing: Standing) -> Stack:
    """What each group adds to an option's value, of the 100 points that it can have."""
    return Stack(tuple(points / 100 for _, points in standing.groups), standing.rank is not None)


def _failed(standing: Standing) -> tuple[str, ...]:
    return tuple(each.screen for each in standing.screens if not each.passes)


def _of_group(group: str) -> Getter:
    return lambda standing: dict(standing.groups)[group]


def values(ranking: Ranking) -> Forms:
    """Each option with its value; tidy, what each criterion adds to it."""
    changed = {each.option for each in ranking.changes}
    wide = Listing(
        ranking.standings,
        (
            Column("id"),
            Column("weights", of=lambda _: ranking.weights.name),
            *of_standing(ranking.study),
            Column("merit", of=lambda each: getattr(ranking.merit(each.id), "merit", None)),
        ),
    ).reading({"name": lambda each: f"{each.name} *" if each.id in changed else each.name})
    return Forms(wide, _by_criterion(ranking))


def _by_criterion(ranking: Ranking) -> Listing:
    pairs = [(each, weight) for each in ranking.standings for weight in ranking.weights.criteria]
    study, weight = ranking.study, itemgetter(1)
    columns = (
        Column("id").within(itemgetter(0)),
        Column("group").within(weight),
        Column("criterion", of="id").within(weight),
        Column("weight").within(weight),
        Column("score", of=lambda pair: study.option(pair[0].id).on(pair[1].id).score),
        Column("contribution", of=lambda pair: dict(pair[0].criteria)[pair[1].id]),
    )
    return Listing(pairs, columns)


def stability(ranking: Ranking) -> Forms:
    """Each weight with how far it can move while the leader leads, the others in proportion.

    On screens the kind of weight is told by the label of the first column.
    """
    kind = "group" if ranking.weights.weight_set.over == "groups" else "criterion"
    columns = (
        Column("id", Head(kind, lead=True)),
        Column("kind"),
        Column("weight", Head("now", lead=True), measure=True),
        Column(None, Head("0% 50% 100%", "bar", width=_SCALE), of=_reach),
        Column("low", of=_of_lead("low"), measure=True),
        Column("high", of=_of_lead("high"), measure=True),
        *(Column(key, of=_of_lead(key)) for key in _ENDS),
        Column("certain_below", of=lambda each: each.certain.below, measure=True),
        Column("certain_above", of=lambda each: each.certain.above, measure=True),
    )
    return melted(Listing(ranking.intervals, columns))


def _reach(each: StabilityInterval) -> Reach | None:
    return None if each.lead is None else Reach(each.lead.low, each.lead.high, each.weight)


def _of_lead(key: str) -> Getter:
    def get(each: StabilityInterval) -> Any:
        return None if each.lead is None else getattr(each.lead, key)

    return get


TABLES = {"values": values, "stability": stability}
