"""What is in a study: its options and their scores, criteria, obligations, profiles, and the passages of its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from treatyopt.ranking.weights import Weights, weigh
from treatyopt.study.citations import citations
from treatyopt.study.model import Study
from treatyopt.study.records import Criterion, Obligation, Option, Passage
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing, melted


def scores(study: Study) -> Forms:
    """Each option with its scores by criterion; tidy, each score with its range and what it rests on."""
    wide = (Column("id"), *(Column(f"{each.id}-score", of=_score(each.id)) for each in study.criteria))
    keys = ("score", "low", "high", "basis", "cites", "reason", *(("performance",) if study.in_units else ()))
    pairs = [(option, option.on(each.id)) for option in study.options for each in study.criteria]
    long = (
        Column("id").within(itemgetter(0)),
        Column("group", of=lambda pair: study.group_of(pair[1].id).id),
        Column("criterion", of="id").within(itemgetter(1)),
        *(Column(key).within(itemgetter(1)) for key in keys),
    )
    return Forms(Listing(study.options, wide), Listing(pairs, long))


def _score(criterion: str) -> Getter:
    return lambda option: option.on(criterion).score


def options(study: Study) -> Forms:
    """The baseline and the other options, from the weakest commitment to the strongest."""

    def stated(option: Option) -> int:
        return sum(each.basis == "stated" for each in option.scores)

    columns = (
        Column("id", Head("id", lead=True)),
        Column("name"),
        Column("title", Head(study.words.option, lead=True)),
        Column("degree", Head("degree", "number", 0), measure=True),
        Column(
            "obligations",
            Head("obligations", "number", 0) if study.obligations else None,
            of=lambda option: len(study.obligations_of(option.id)),
            measure=True,
        ),
        Column(
            "stated",
            Head("stated scores"),
            of=stated,
            said=lambda option: f"{stated(option)} of {len(option.scores)}",
            measure=True,
        ),
        *map(Column, ("gist", "cites")),
    )
    baseline = [each for each in study.options if each.id == study.baseline]
    return melted(Listing([*baseline, *study.ladder], columns))


def criteria(study: Study, weights: Weights | None = None) -> Forms:
    """Each criterion with its scale and its weight: under the study's own profile, unless other weights are given."""
    used = weights or weigh(study)

    def group(criterion: Criterion) -> Any:
        return study.group_of(criterion.id)

    columns = (
        Column("id", Head("criterion", lead=True)),
        Column("name"),
        Column(
            "group",
            None if study.flat else Head("group"),
            of=lambda each: group(each).id,
            said=lambda each: "–" if group(each).alone else group(each).id,
        ),
        Column("group_name", of=lambda each: group(each).name),
        Column(
            "weight",
            Head("weight" if weights else f"weight ({used.name})", "percent"),
            of=lambda each: used.of(each.id),
            measure=True,
        ),
        Column("asks", Head("asks", fold=True) if any(each.asks for each in study.criteria) else None),
        *map(Column, ("zero", "hundred", "feasibility", "note", "cites")),
        *(_SCALES if study.in_units else ()),
    )
    return melted(Listing(study.criteria, columns))


def _of_scale(name: str) -> Callable[[Criterion], Any]:
    return lambda each: None if each.scale is None else getattr(each.scale, name)


# Natural units, in studies that have any: the value that is worth 0 and the one that is worth 100, in the unit.
_SCALES = (
    Column("unit", of=_of_scale("unit")),
    Column("worst", of=_of_scale("worst")),
    Column("best", of=_of_scale("best")),
)


def obligations(study: Study, chosen: Sequence[Obligation] | None = None) -> Forms:
    """Obligations, all by default, with whom they bind, what they take, and what they move."""

    def moves(each: Obligation) -> tuple[str, ...]:
        return tuple(f"{id}={relevance}" for id, relevance in each.moves)

    columns = (
        Column("id", Head("obligation", lead=True)),
        Column("kind"),
        Column("says"),
        Column("binds", Head("binds")),
        Column("enters", Head("enters with")),
        Column("basis", Head("basis")),
        Column("burden", Head("burden", "number", 0), measure=True),
        Column("when"),
        Column("moves", of=moves),
        Column("needs"),
        Column("may-enter", of="may_enter"),
        *map(Column, ("note", "cites")),
    )
    return melted(Listing(study.obligations if chosen is None else chosen, columns))


def profiles(study: Study) -> Forms:
    """The weight sets, in points per group."""
    digits = 0 if all(points.is_integer() for each in study.profiles for _, points in each.points) else 1
    columns = (
        Column("id", Head("profile", lead=True)),
        *(
            Column(
                f"{group.id}-points", Head(group.name, "number", digits), of=_points(group.id), measure=True
            )
            for group in study.groups
        ),
        Column(
            "default",
            Head(),
            of=lambda each: each.id == study.profile,
            said=lambda each: "default" if each.id == study.profile else "",
        ),
        *map(Column, ("say", "reason", "cites")),
    )
    return melted(Listing(study.profiles, columns))


def _points(group: str) -> Getter:
    return lambda profile: dict(profile.points).get(group)


def sources(study: Study, passages: Sequence[Passage] | None = None) -> Forms:
    """Passages of the source, all by default, with what rests on each."""
    uses = citations(study)
    columns = (
        Column("id", Head("locator", lead=True)),
        Column("gist", Head("gist (not a quotation)", fold=True)),
        Column("uses", Head("uses", "number", 0), of=lambda each: len(uses[each.id]), measure=True),
        Column("cited_by", of=lambda each: uses[each.id]),
    )
    return melted(Listing(study.passages if passages is None else passages, columns))


TABLES: dict[str, Callable[[Study], Forms]] = {
    "scores": scores,
    "options": options,
    "criteria": criteria,
    "obligations": obligations,
    "profiles": profiles,
    "sources": sources,
}
