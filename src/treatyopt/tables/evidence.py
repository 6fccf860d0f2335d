"""What came of it: obligations, what bears on judgements, counts, instruments that there were, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from treatyopt.history.agreed import Valued
from treatyopt.history.records import Bearing, EvidenceFile, Example, Finding, Outcome, Rate, Tally
from treatyopt.ranking.evaluation import Standing
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment
from treatyopt.tables.columns import Column, Getter, Head, Listing

STATUSES = {
    "agreed": "agreed as law",
    "agreed-politically": "agreed politically",
    "existed": "existed already",
    "partly": "agreed in part",
    "agreed-not-in-force": "signed, never in force",
    "not-agreed": "not agreed",
}
_GRADE = Column("grade", Head("grade"))
_SOURCE = Column("source")


class Borne(NamedTuple):
    """A judgement of an option on a criterion, and what bears on it, if anything."""

    option: str
    criterion: str
    judged: Assessment
    bearing: Bearing | None


class Counted(NamedTuple):
    """One count of a rate."""

    rate: Rate
    tally: Tally


def outcomes(rows: Sequence[Outcome]) -> Listing:
    """What came of obligations."""
    columns = (
        Column("id", Head("obligation", lead=True)),
        Column("status", Head("what came of it", fold=True), said=lambda each: STATUSES[each.status]),
        Column("date", Head("date")),
        Column("form", Head("form")),
        _GRADE,
        *map(Column, ("instrument", "begun", "nature", "effect", "between", "says", "since")),
        _SOURCE,
    )
    return Listing(rows, columns)


def judgements(study: Study, evidence: EvidenceFile, option: str) -> Listing:
    """The judgements of an option, each with what bears on it."""
    rows = [
        Borne(option, each.id, study.option(option).on(each.id), evidence.bearing(option, each.id))
        for each in study.criteria
    ]
    columns = (
        Column("criterion", Head("criterion", lead=True)),
        Column("option"),
        Column("score", Head("score"), of="judged.score"),
        Column("low", Head("range"), of="judged.low"),
        Column("high", of="judged.high"),
        Column("bearing", Head("evidence"), of=lambda each: each.bearing and each.bearing.bearing),
        *(Column(key, of=_of(key)) for key in ("says", "source")),
        Column("grade", Head("grade"), of=_of("grade")),
    )
    return Listing(rows, columns)


def _of(key: str) -> Getter:
    return lambda row: getattr(row.bearing, key, None)


def rates(chosen: Sequence[Rate]) -> Listing:
    """Counts with the interval of each share (Wilson, 95%), which are worked out here and in no file."""
    rows = [Counted(rate, tally) for rate in chosen for tally in rate.counts]
    rate, tally = itemgetter(0), itemgetter(1)
    columns = (
        Column("id", of="rate.id"),
        Column("of", Head("of", lead=True, fold=True)).within(tally),
        Column("option").within(tally),
        Column("criterion").within(rate),
        Column("cases", Head("cases"), said=lambda each: f"{each.cases} of {each.among}").within(tally),
        Column("among").within(tally),
        Column("share", Head("share", "percent", 0)).within(tally),
        Column("low", Head("95%"), of="interval.low", said=_interval).within(tally),
        Column("high", of="interval.high").within(tally),
        Column("definition").within(rate),
        Column("caveat", of=lambda each: each.tally.caveat or each.rate.caveat),
        _SOURCE.within(rate),
        _GRADE.within(rate),
    )
    return Listing(rows, columns)


def _interval(tally: Tally) -> str:
    return "–".join(f"{100 * end:.0f}" for end in tally.interval) + "%"


def examples(rows: Sequence[Example]) -> Listing:
    """Instruments that there were."""
    columns = (
        Column("instrument", Head("instrument", lead=True, fold=True)),
        Column("parties", Head("parties", fold=True)),
        Column("option"),
        Column("signed", Head("signed", fold=True)),
        Column("form", Head("form")),
        Column("ended", Head("how it ended", fold=True)),
        _GRADE,
        *map(Column, ("remark", "nature", "in_force", "term", "exit", "assistance", "duty")),
        _SOURCE,
    )
    return Listing(rows, columns)


def research(rows: Sequence[Finding]) -> Listing:
    """What research found."""
    return Listing(rows, (*map(Column, ("work", "finding", "period")), _SOURCE, _GRADE))


def agreed(found: Valued) -> Listing:
    """What was agreed by the end of each year, valued; by screen that it fails its score."""
    columns = (
        *map(Column, ("year", "reading", "bound", "adds", "unheld", "early")),
        Column("value", of="standing.value"),
        Column("fails", of="standing.returns_at"),
        Column("apart"),
    )
    return Listing(found.packages, columns)


def types(rows: Sequence[Standing]) -> Listing:
    """What that is set beside: each option with its value, and by screen that it fails its score."""
    return Listing(rows, (*map(Column, ("id", "name", "value")), Column("fails", of="returns_at")))
