"""What a party scores otherwise of one option, beside what the study has; a file apart, as `explain` starts with it."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents.blocks import Prose
from treatyopt.documents.units import held, known, reach
from treatyopt.documents.words import sentence
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment, Criterion


def ranged(criterion: Criterion, judged: Assessment) -> str:
    """A score with its range, if it has one and is known."""
    told = known(criterion, judged)
    if judged.basis == UNKNOWN or judged.low == judged.high:
        return told
    ends = reach(criterion, judged.low, judged.high)
    return f"{told} ({ends})" if criterion.scale is None else f"{told}, {ends}"


def others(study: Study, option: str) -> Iterator[Prose]:
    """One paragraph of what parties score otherwise of an option, if any does."""
    if not any(party.own for party in study.parties):
        return
    from treatyopt.packages.views import as_seen, seen_by  # which few studies need

    shown = study.option(option)
    said = [
        _otherwise(study, party.name, common, own)
        for party in study.parties
        if party.own
        for common, own in zip(shown.scores, as_seen(seen_by(study, party.id), shown).scores, strict=True)
        if own.written != common.written or own.basis != common.basis or own.reason != common.reason
    ]
    if said:
        name = study.option(option).name
        yield Prose(" ".join((*said, f"The value and rank of {name} here go by the study's scores.")))


def _otherwise(study: Study, party: str, common: Assessment, own: Assessment) -> str:
    criterion = study.criterion(common.id)
    has = (
        f"{ranged(criterion, common)} is set for this run"
        if common.basis == "set"
        else (f"the study has {ranged(criterion, common)}")
    )
    told = f"{party} scores {criterion.name} {ranged(criterion, own)} where {has}"
    if own.basis == UNKNOWN:
        told = (
            f"{party} does not know {criterion.name}, with {held(criterion, own)} in its place, where {has}"
        )
    return f"{told}: {sentence(own.reason)}" if own.reason else f"{told}."
