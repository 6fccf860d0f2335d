"""What in a sound study deserves a second look: names that repeat, and figures that outgrew their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from treatyopt.study.model import Identified, Study
from treatyopt.study.parts import assessed
from treatyopt.study.records import Option
from treatyopt.study.scales import grouped

Named = tuple[tuple[str, ...], str]
Placed = Iterator[tuple[tuple[str, ...], Any]]


class Remark(NamedTuple):
    """A place in a study, by its keys, and what to look at there."""

    place: tuple[str, ...]
    message: str


def same_names(study: Study) -> tuple[Remark, ...]:
    """Names borne twice, where output would not tell the two apart: among options, groups and criteria, parties."""
    weighed: list[Named] = [(("groups", group.id), group.name) for group in study.groups]
    for group in study.groups:
        within = ("groups", group.id, "criteria")
        weighed += [
            ((*within, each.id), each.name)
            for each in group.criteria
            if len(group.criteria) > 1 or each.name != group.name  # then the two are one
        ]
    options: list[Named] = [(("options", each.id), each.name) for each in study.options]
    parties: list[Named] = [(("parties", each.id), each.name) for each in study.parties]
    return tuple(remark for named in (options, weighed, parties) for remark in _repeated(named))


def _repeated(named: Iterable[Named]) -> Iterator[Remark]:
    first: dict[str, tuple[str, ...]] = {}
    for place, name in named:
        other = first.setdefault(name.casefold(), place)
        if other != place:
            message = f"{name} is the name of {'.'.join(other)} too; output cannot tell them apart"
            yield Remark((*place, "name"), message)


def unanswerable(study: Study) -> tuple[Remark, ...]:
    """What keeps a whole study from being answered: no option passes the screens, or parties have no baseline."""
    found = []
    if study.screens and not any(_passes(study, each) for each in study.ladder):
        which = (
            f"none of the {len(study.ladder)} {study.words.options}" if len(study.ladder) > 1 else "not one"
        )
        these = "the screen" if len(study.screens) == 1 else "all screens"
        message = f"{which} passes {these} at its best scores, so that none can lead; look at limits and scores again"
        found.append(Remark(("screens",), message))
    if study.parties and study.baseline is None:
        message = "no baseline, from which gains are measured; name an option under it, such as one for no agreement"
        found.append(Remark(("parties",), message))
    return tuple(found)


def _passes(study: Study, option: Option) -> bool:
    return all(screen.passes(option.on(screen.criterion).score) for screen in study.screens)


def unexplained(study: Study, original: Study) -> tuple[Remark, ...]:
    """Figures that differ from those of an original while the texts and passages beside them are still its.

    Compared by id: scores with their ranges and bases, points of profiles, thresholds, and what obligations
    weigh. A figure whose reason was rewritten says for itself why it differs.
    """
    found = []
    for part, figures, texts in _JUDGED:
        before = dict(part(original))
        for place, now in part(study):
            was = before.get(place)
            if was is None or _read(now, texts) != _read(was, texts):
                continue
            beside = ", ".join(_TEXTS[key] for key in texts if getattr(now, key))
            for key in figures:
                figure, old = getattr(now, key), getattr(was, key)
                if figure != old:
                    changed = f"{_shown(figure, old)} in place of {_shown(old, figure)}"
                    found.append(Remark((*place, key), f"{changed}, beside the bundled study's {beside}"))
    return tuple(found)


def _read(record: Any, keys: Iterable[str]) -> list[Any]:
    return [getattr(record, key) for key in keys]


def _listed(part: str) -> Callable[[Study], Placed]:
    def placed(study: Study) -> Placed:
        records: tuple[Identified, ...] = getattr(study, part)
        yield from (((part, each.id), each) for each in records)

    return placed


# What holds judgements: its figures, and the texts that give their reason.
_JUDGED: tuple[tuple[Callable[[Study], Placed], tuple[str, ...], tuple[str, ...]], ...] = (
    (assessed, ("score", "range", "basis"), ("reason", "cites")),
    (_listed("profiles"), ("points", "shares"), ("reason", "cites")),
    (_listed("screens"), ("criterion", "minimum", "maximum"), ("reason", "cites")),
    (_listed("obligations"), ("binds", "enters", "basis", "burden", "moves"), ("says", "note", "cites")),
)
_TEXTS = {"reason": "reason", "says": "text", "note": "note", "cites": "passages"}


def _shown(value: Any, other: Any) -> str:
    """A figure in a word; of figures by id only those that differ."""
    if value is None:
        return "none"
    if isinstance(value, float):
        return grouped(value)
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(each, tuple) for each in (*value, *other)):
        others: Mapping[str, Any] = dict(other)
        own = {key: each for key, each in value if key not in others or others[key] != each}
        return ", ".join(f"{key} {_inner(each)}" for key, each in own.items()) or "nothing"
    return f"[{', '.join(_shown(each, each) for each in value)}]"


def _inner(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(f'{key} {grouped(points)}' for key, points in value)}]"
    return grouped(value)
