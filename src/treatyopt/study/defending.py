"""What a study lacks that will be asked of whoever has to defend it: questions, reasons, ranges, ends of scales."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.parts import UNTITLED, assessed
from treatyopt.study.secondlook import Remark

Place = tuple[str, ...]


def wanting(study: Study) -> tuple[Remark, ...]:
    """What is missing from a study that has to be defended, one remark a kind, each with the first place of it."""
    return tuple(remark for look in _LOOKS for remark in look(study))


def _whole(study: Study) -> Iterator[Remark]:
    if study.title == UNTITLED:
        yield Remark(("title",), "no title; say what is studied")
    if not study.question:
        yield Remark(("question",), "no question; ask what is to be decided")
    if study.source is None and not study.assessors:
        yield Remark(("assessors",), "no source and no assessors; say whose judgements these are")
    if any(each.assumed for each in study.profiles):
        yield Remark(("profiles",), "no weights; a profile with points says what counts how much, and why")


def _criteria(study: Study) -> Iterator[Remark]:
    unclear = [
        _at_criterion(study, each.id)
        for each in study.criteria
        if each.scale is None and not (each.zero and each.hundred)
    ]
    yield from _first(
        unclear, "criterion", "criteria", "without zero and hundred: what do 0 and 100 mean in words"
    )


def _scores(study: Study) -> Iterator[Remark]:
    for missing, message in _ASKED_OF_SCORES:
        places = [place for place, each in assessed(study) if missing(each)]
        yield from _first(places, "score", "scores", message)


_ASKED_OF_SCORES: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (lambda each: each.basis == UNKNOWN, "not known: the middle of the scale stands for each"),
    (lambda each: not each.reason, "without a reason"),
    (lambda each: each.low == each.high, "without a range: how far could each be out"),
)


def _judgements(study: Study) -> Iterator[Remark]:
    profiles = [("profiles", each.id) for each in study.profiles if not (each.reason or each.assumed)]
    yield from _first(profiles, "profile", "profiles", "without a reason")
    screens = [("screens", each.id) for each in study.screens if not each.reason]
    yield from _first(screens, "screen", "screens", "without a reason")


def _at_criterion(study: Study, id: str) -> Place:
    group = study.group_of(id)
    return ("criteria", id) if group.id == id else ("groups", group.id, "criteria", id)


def _first(places: Iterable[Place], one: str, several: str, message: str) -> Iterator[Remark]:
    """One remark of how many there are, at the first of them."""
    found = list(places)
    if found:
        count = f"1 {one}" if len(found) == 1 else f"{len(found)} {several}, this one first"
        yield Remark(found[0], f"{count}: {message}")


_LOOKS: tuple[Callable[[Study], Iterator[Remark]], ...] = (_whole, _criteria, _scores, _judgements)
