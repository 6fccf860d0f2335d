"""What came of it: obligations, what bears on judgements, counts, instruments that there were, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from treatyopt.history.agreed import Agreed, Beside
from treatyopt.history.hindsight import Hindsight
from treatyopt.history.records import Example, Finding, Outcome
from treatyopt.history.results import Borne, Counted, ObligationEvidence
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted

STATUSES = {
    "agreed": "agreed as law",
    "agreed-politically": "agreed politically",
    "existed": "existed already",
    "partly": "agreed in part",
    "agreed-not-in-force": "signed, never in force",
    "not-agreed": "not agreed",
}
_GRADE = Column("grade", Head("grade"), measure=True)
_SOURCE = Column("source", measure=True)


def _facts(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, measure=True) for key in keys)


def outcomes(rows: Sequence[Outcome]) -> Listing:
    """What came of obligations."""
    columns = (
        Column("id", Head("obligation", lead=True)),
        Column(
            "status",
            Head("what came of it", fold=True),
            said=lambda each: STATUSES[each.status],
            measure=True,
        ),
        Column("date", Head("date"), measure=True),
        Column("form", Head("form"), measure=True),
        _GRADE,
        *_facts("instrument", "begun", "ended", "nature", "effect", "between", "says", "since"),
        _SOURCE,
    )
    return Listing(rows, columns)


def judgements(rows: Sequence[Borne]) -> Listing:
    """The judgements of one option, each with what bears on it."""
    return Listing(rows, (Column("criterion", Head("criterion", lead=True)), Column("option"), *_BORNE))


def bearings(rows: Sequence[Borne]) -> Listing:
    """The judgements of several options, each with what bears on it."""
    judgement = Column("judgement", of=lambda each: f"{each.option}.{each.criterion}")
    return Listing(rows, (judgement, Column("option"), Column("criterion"), *_BORNE))


_BORNE = (
    Column("score", Head("score"), measure=True),
    Column("low", Head("range"), measure=True),
    Column("high", measure=True),
    Column("bearing", Head("evidence"), measure=True),
    *_facts("says", "source"),
    _GRADE,
)


def rates(rows: Sequence[Counted]) -> Listing:
    """Counts with the interval of each share (Wilson, 95%), which are worked out and in no file."""
    columns = (
        Column("count", of=lambda each: f"{each.id}: {each.of}"),
        *_facts("id", "name", "criterion"),
        Column("of", Head("of", lead=True, fold=True), measure=True),
        Column("option", measure=True),
        Column("cases", Head("cases"), said=lambda each: f"{each.cases} of {each.among}", measure=True),
        Column("among", measure=True),
        Column("share", Head("share", "percent", 0), measure=True),
        Column("low", Head("95%"), said=_interval, measure=True),
        *_facts("high", "definition", "caveat", "remark"),
        _SOURCE,
        _GRADE,
    )
    return Listing(rows, columns)


def _interval(each: Counted) -> str:
    return "–".join(f"{100 * end:.0f}" for end in (each.low, each.high)) + "%"


def examples(rows: Sequence[Example]) -> Listing:
    """Instruments that there were."""
    columns = (
        Column("example", of=lambda each: f"{each.instrument} ({each.parties}, {each.signed})"),
        Column("instrument", Head("instrument", lead=True, fold=True), measure=True),
        Column("parties", Head("parties", fold=True), measure=True),
        Column("option", measure=True),
        Column("signed", Head("signed", fold=True), measure=True),
        Column("form", Head("form"), measure=True),
        Column("ended", Head("how it ended", fold=True), measure=True),
        _GRADE,
        *_facts("remark", "nature"),
        Column("in-force", of="in_force", measure=True),
        *_facts("term", "exit", "assistance", "duty"),
        _SOURCE,
    )
    return Listing(rows, columns)


def research(rows: Sequence[Finding]) -> Listing:
    """What research found."""
    return Listing(rows, (Column("work"), *_facts("finding", "period"), _SOURCE, _GRADE))


def agreed(rows: Sequence[Agreed]) -> Listing:
    """What was agreed by the end of each year, valued; by screen that it fails its score."""
    keys = ("year", "reading", "bound", "adds", "unheld", "early", "value", "fails", "apart")
    return Listing(rows, (Column("id"), *_facts(*keys)))


def beside(rows: Sequence[Beside]) -> Listing:
    """What that is set beside: each option with its value, and by screen that it fails its score."""
    return Listing(rows, (Column("id"), *_facts("name", "value", "fails")))


def hindsight(found: Sequence[Hindsight]) -> Listing:
    """Each class of the packages designed, in each reading, with what of it was agreed, and what chance would make."""
    rows = [
        {
            "id": f"{each.reading}-{own.name}",
            "reading": each.reading,
            "class": own.name,
            "obligations": own.obligations,
            "agreed": own.agreed,
            "chance": float(own.chance),
        }
        for each in found
        for own in each.classes
    ]
    keys = ("reading", "class", "obligations", "agreed", "chance")
    return Listing(rows, tuple(Column(key, of=_item(key), measure=key != "id") for key in ("id", *keys)))


def _item(key: str) -> Any:
    return lambda row: row[key]


def _of(listing: Any, field: str) -> Any:
    """The listing of a field of a result, with its tidy form: a row for each fact."""

    def forms(found: Any) -> Forms:
        return melted(listing(getattr(found, field)))

    return forms


def _outcome(found: ObligationEvidence) -> Forms:
    return melted(outcomes([found.outcome] if found.outcome else []))


TABLES = {
    "outcomes": _of(outcomes, "outcomes"),
    "bearings": _of(bearings, "bearings"),
    "agreed": _of(agreed, "agreed"),
    "beside": _of(beside, "beside"),
    "hindsight": _of(hindsight, "hindsight"),
    "rates": _of(rates, "rates"),
    "examples": _of(examples, "examples"),
    "research": _of(research, "research"),
}
OF_OPTION = {
    "judgements": _of(judgements, "judgements"),
    **{key: TABLES[key] for key in ("outcomes", "rates", "examples")},
}
OF_OBLIGATION = {"outcome": _outcome, "judgements": _of(judgements, "judgements")}
