"""What a side scores otherwise than the study does, and what goes by whose scores."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.bargaining.disagreements import Disagreement
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.otherwise import ranged
from treatyopt.documents.shortening import few
from treatyopt.documents.words import sentence
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.tables.columns import Getter
from treatyopt.tables.disagreements import disagreements, score_of

_WHOSE = (
    "What a side gains is by its own scores where it has any, else by the study's. Screens, the ranking of {} and "
    "values under profiles go by the study's alone."
)


def apart(found: Negotiation | Frontier) -> Iterator[Block]:
    """Each score that a side has of its own, with its reason, beside the common one; nothing where there is none."""
    if not found.disagreements:
        return
    study = found.study
    told = disagreements(found).wide.reading(
        {
            "option": lambda each: study.option(each.option).name,
            "criterion": lambda each: study.criterion(each.criterion).name,
            "score": lambda each: ranged(study.criterion(each.criterion), each.common),
            **{f"{side.id}-score": _own(study, side.id) for side in found.sides},
        }
    )
    names = {side.id: side.name for side in found.sides}
    rows = []
    for each in found.disagreements:
        reasons = [f"{names[party]}: {sentence(own.reason)}" for party, own in each.own if own.reason]
        rows.append(Row(told.cells(each), detail=" ".join(reasons) or None))
    count = len(rows)
    title = f"Scored otherwise by a side than by the study ({count})"
    yield Table(told.heads, tuple(rows), caption=title, detail="reason")
    yield Prose(_WHOSE.format(study.words.options))


def kept(found: Negotiation | Frontier) -> Iterator[str]:
    """One sentence a side for the scores set for this run that it does not follow, as it has its own."""
    changed = {(each.option, each.criterion) for each in found.changes}
    held = [each for each in found.disagreements if (each.option, each.criterion) in changed]
    study = found.study
    for side in found.sides:
        own = [each for each in held if side.id in dict(each.own)]
        by: dict[str, list[str]] = {}
        for each in own:
            by.setdefault(study.criterion(each.criterion).name, []).append(study.option(each.option).name)
        if by:
            which = "; ".join(f"{criterion} of {few(options)}" for criterion, options in by.items())
            score = "its own score" if len(own) == 1 else "its own scores"
            yield f"{side.name} keeps {score} on {which}: what is set is the common one."


def not_known(found: Negotiation | Frontier) -> Iterator[str]:
    """Which scores of a side's own are not known, one sentence a side."""
    study = found.study
    for side in found.sides:
        places = [
            f"{study.option(each.option).name} on {study.criterion(each.criterion).name}"
            for each in found.disagreements
            if dict(each.own).get(side.id, each.common).basis == UNKNOWN and side.id in dict(each.own)
        ]
        if places:
            middle = (
                "its middle stands for it"
                if len(places) == 1
                else "the middles of their scales stand for them"
            )
            yield f"Not known of what {side.name} scores for itself: {few(places)}; {middle}."


def _own(study: Study, party: str) -> Getter:
    """What people read of a side's score, its own or the common one."""

    def said(each: Disagreement) -> str:
        criterion, seen = study.criterion(each.criterion), score_of(each, party)
        return ranged(criterion, seen)

    return said
