"""What one study has otherwise than another: what values or screens hang on, and what they do not.

Scores are compared by what they are worth. Where a criterion has another scale, a single score of the other study
could not be read on the scale of the first: scale, scores and the screens that read alike are then one alteration.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from treatyopt.result import plain
from treatyopt.study.base import Record
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment
from treatyopt.study.screens import Screen

Kind = Literal[
    "score", "scale", "screen", "weights", "range", "basis", "reason", "obligation", "own-score", "criterion",
    "option", "group", "profile", "party", "condition", "principle", "consideration", "claim", "study",
]  # fmt: skip
# How two worths of the same performance may differ by rounding.
_ALIKE = 1e-9
_WHOLE = ("title", "question", "assessors", "words", "baseline", "source", "overlaps")


class Alteration(NamedTuple):
    """One thing that another study has otherwise: what it was and what it is now, None where it is not there at all.

    Of a score those are the figures as written, in the unit of its criterion if it has one. `option` and `criterion`
    say where it is, if it is of any.
    """

    kind: Kind
    id: str
    was: Any
    now: Any
    option: str | None = None
    criterion: str | None = None


class Counting(NamedTuple):
    """An alteration that values or screens hang on: the worths (0-100) and the screens that it puts in place."""

    told: Alteration
    scores: Mapping[tuple[str, str], float]
    screens: Mapping[str, Screen | None]


def counting(
    first: Study, other: Study, options: Sequence[str], screens: tuple[Collection[str], Collection[str]]
) -> Iterator[Counting]:
    """What values and screens hang on, of these options and of the screens in use in either; weights apart."""
    rescaled = {each.id for each in first.criteria if each.scale != other.criterion(each.id).scale}
    used = [
        {each.id: each for each in study.screens if each.id in ids}
        for study, ids in zip((first, other), screens, strict=True)
    ]
    carried: set[str] = set()
    for id in (each.id for each in first.criteria if each.id in rescaled):
        moved = _rescaled(first, other, id, options, *used)
        carried |= set(moved.screens)
        if moved.scores or moved.screens:
            yield moved
    for option in options:
        for criterion in first.criteria:
            was, now = (study.option(option).on(criterion.id) for study in (first, other))
            if criterion.id not in rescaled and not _alike(was.score, now.score):
                yield _score(option, was, now)
    for id in dict.fromkeys([*used[0], *used[1]]):
        old, new = used[0].get(id), used[1].get(id)
        if id not in carried and _asked(old) != _asked(new):
            yield Counting(Alteration("screen", f"screen:{id}", _said(old), _said(new)), {}, {id: new})


def _alike(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) <= _ALIKE


def _score(option: str, was: Assessment, now: Assessment) -> Counting:
    told = Alteration("score", f"{option}.{was.id}", _figure(was), _figure(now), option, was.id)
    return Counting(told, {(option, was.id): now.score}, {})


def _figure(judged: Assessment) -> float | None:
    return None if judged.basis == UNKNOWN else judged.written[1]


def _rescaled(
    first: Study,
    other: Study,
    criterion: str,
    options: Sequence[str],
    ours: Mapping[str, Screen],
    theirs: Mapping[str, Screen],
) -> Counting:
    """The other scale with the scores on it, and with those screens that ask the same in figures and not in worth."""
    worths = {}
    for option in options:
        was, now = (study.option(option).on(criterion).score for study in (first, other))
        if not _alike(was, now):
            worths[option, criterion] = now
    screens: dict[str, Screen | None] = {
        id: theirs[id]
        for id, each in ours.items()
        if each.criterion == criterion
        and id in theirs
        and each.written == theirs[id].written
        and _asked(each) != _asked(theirs[id])
    }
    return Counting(_scale(first, other, criterion), worths, screens)


def _scale(first: Study, other: Study, criterion: str) -> Alteration:
    was, now = (plain(study.criterion(criterion).scale) for study in (first, other))
    return Alteration("scale", f"scale:{criterion}", was, now, None, criterion)


def _asked(screen: Screen | None) -> tuple[Any, ...] | None:
    return None if screen is None else (screen.criterion, screen.minimum, screen.maximum)


def _said(screen: Screen | None) -> dict[str, Any] | None:
    if screen is None:
        return None
    minimum, maximum = screen.written
    return {"criterion": screen.criterion, "minimum": minimum, "maximum": maximum}


def beside(
    first: Study, other: Study, options: Sequence[str], told: Iterable[str], weighed: Collection[str]
) -> Iterator[Alteration]:
    """What no value hangs on; `told` are the ids of what values do, `weighed` the profiles that were weighed by."""
    known = set(told)
    yield from _judgements(first, other, options, known)
    for criterion in first.criteria:
        scale = _scale(first, other, criterion.id)
        if scale.was != scale.now and scale.id not in known:
            yield scale
    yield from _own_scores(first, other)
    shared = [
        ("criterion", first.criteria, [other.criterion(each.id) for each in first.criteria], ("scale",)),
        ("option", *([study.option(id) for id in options] for study in (first, other)), ("scores",)),
    ]
    for kind, ours, theirs, left in (*shared, *_kept(first, other, weighed)):
        yield from _records(kind, ours, theirs, left)
    yield from _groups(first, other)
    was, now = ({key: getattr(study, key) for key in _WHOLE} for study in (first, other))
    if was != now:
        yield _fields("study", "study", was, now)


def _kept(first: Study, other: Study, weighed: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """The records of a study that are compared whole, by kind, and the fields of them that are not."""
    yield "obligation", first.obligations, other.obligations, ()
    yield "party", first.parties, other.parties, ("scores",)
    profiles = ([each for each in study.profiles if each.id not in weighed] for study in (first, other))
    yield "profile", *profiles, ()
    for kind in ("condition", "principle", "consideration", "claim"):
        yield kind, getattr(first, f"{kind}s"), getattr(other, f"{kind}s"), ()


def _judgements(first: Study, other: Study, options: Sequence[str], known: set[str]) -> Iterator[Alteration]:
    """Of scores that are worth the same: another range, basis or reason, the first of them that is otherwise."""
    for option in options:
        for criterion in first.criteria:
            place = f"{option}.{criterion.id}"
            if place in known or f"scale:{criterion.id}" in known:
                continue
            was, now = (study.option(option).on(criterion.id) for study in (first, other))
            kinds: tuple[tuple[Kind, Any, Any], ...] = (
                ("range", [was.written[0], was.written[2]], [now.written[0], now.written[2]]),
                ("basis", was.basis, now.basis),
                ("reason", [was.reason, *was.cites], [now.reason, *now.cites]),
            )
            for kind, had, has in kinds:
                if had != has:
                    yield Alteration(kind, f"{place}:{kind}", had, has, option, criterion.id)
                    break


def _own_scores(first: Study, other: Study) -> Iterator[Alteration]:
    """What parties score otherwise than the study does, by either study."""
    own = [{each.id: each.own for each in study.parties} for study in (first, other)]
    for party in dict.fromkeys([*own[0], *own[1]]):
        ours, theirs = (each.get(party, {}) for each in own)
        for option, criterion in dict.fromkeys([*ours, *theirs]):
            was, now = ours.get((option, criterion)), theirs.get((option, criterion))
            if was != now:
                had, has = (None if each is None else _figure(each) for each in (was, now))
                yield Alteration("own-score", f"{party}.{option}.{criterion}", had, has, option, criterion)


def _records(
    kind: Kind, ours: Iterable[Any], theirs: Iterable[Any], left: Sequence[str]
) -> Iterator[Alteration]:
    one, two = ({each.id: each for each in records} for records in (ours, theirs))
    for id in dict.fromkeys([*one, *two]):
        was, now = one.get(id), two.get(id)
        if was is None or now is None:
            yield Alteration(kind, f"{kind}:{id}", was and plain(was), now and plain(now))
            continue
        had, has = (_held(each, left) for each in (was, now))
        if had != has:
            yield _fields(kind, f"{kind}:{id}", had, has)


def _held(record: Record, left: Sequence[str]) -> dict[str, Any]:
    return {key: getattr(record, key) for key in type(record).model_fields if key not in left}


def _fields(kind: Kind, id: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Alteration:
    """The fields that differ alone."""
    keys = [key for key in was if was[key] != now.get(key)]
    return Alteration(
        kind, id, {key: plain(was[key]) for key in keys}, {key: plain(now.get(key)) for key in keys}
    )


def _groups(first: Study, other: Study) -> Iterator[Alteration]:
    """Groups with another name, or that hold other criteria."""
    was, now = (
        {
            each.id: {"name": each.name, "criteria": [inner.id for inner in each.criteria]}
            for each in study.groups
        }
        for study in (first, other)
    )
    for id in dict.fromkeys([*was, *now]):
        if was.get(id) != now.get(id):
            yield Alteration("group", f"group:{id}", was.get(id), now.get(id))
