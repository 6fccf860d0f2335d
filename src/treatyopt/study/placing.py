"""Where obligations enter, and what has to move along when one of them is placed with another option."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from treatyopt.study.parts import Parts
from treatyopt.study.records import Obligation


class Placing(NamedTuple):
    """An obligation by id, the option that it enters with in the study, and the one that it is placed with instead."""

    obligation: str
    was: str
    now: str


class Alternative(NamedTuple):
    """One placing that the study allows for, and those of other obligations that it brings along."""

    own: Placing
    along: tuple[Placing, ...]


class Stuck(Exception):
    """What keeps an obligation from entering with another option, in words."""


def placings(study: Parts) -> tuple[Placing, ...]:
    """What was placed elsewhere for a run, in the order of the study."""
    return tuple(
        Placing(each.id, each.placed_from, each.enters)
        for each in study.obligations
        if each.placed_from is not None
    )


def alternatives(study: Parts) -> Iterator[Alternative]:
    """Every placing that the study allows for, by obligation in its order, the likeliest option of each first.

    What was placed for a run is settled by that, and so is what could move only along with it.
    """
    was = {each.id: each.enters for each in study.obligations}
    for each in study.obligations:
        for option in each.may_enter if each.placed_from is None else ():
            try:
                found = brought(study, each, option)
            except Stuck:  # a study is not read with one of these, but a run may place what it needs
                continue
            own, *along = (Placing(id, was[id], now) for id, now in found.items())
            yield Alternative(own, tuple(along))


def likeliest(found: Iterable[Alternative]) -> tuple[Placing, ...]:
    """For each obligation the first of its alternatives, which is the likeliest."""
    firsts: dict[str, Placing] = {}
    for each in found:
        firsts.setdefault(each.own.obligation, each.own)
    return tuple(firsts.values())


def brought(study: Parts, obligation: Obligation, option: str) -> dict[str, str]:
    """What has to be placed where for an obligation to enter with this option: first itself, then what comes along.

    What it needs may enter no later, and what needs it no earlier; each goes as short a way as it may, but for what
    was placed for a run. Raises Stuck where one of them may go nowhere that will do.
    """
    degrees = {each.id: each.degree for each in study.options}
    sign = 1 if degrees[option] < degrees[obligation.enters] else -1
    bound_up = _bound_up(study, down=sign > 0)
    found = {obligation.id: option}
    waiting = [obligation.id]
    while waiting:  # each goes further every time that it comes up, so that even a circle has an end
        id = waiting.pop()
        most = sign * degrees[found[id]]
        for other in bound_up.get(id, ()):
            if sign * degrees[found.get(other.id, other.enters)] > most:
                free = other.may_enter if other.placed_from is None else ()
                fit = [each for each in free if sign * degrees[each] <= most]
                if not fit:
                    raise Stuck(_stuck(obligation.id, id, other, found[id], down=sign > 0))
                found[other.id] = max(fit, key=lambda each: sign * degrees[each])
                waiting.append(other.id)
    return found


def _bound_up(study: Parts, *, down: bool) -> dict[str, list[Obligation]]:
    """By obligation, what it needs or what needs it: what may not be left behind when it moves."""
    known = {each.id: each for each in study.obligations}
    found: dict[str, list[Obligation]] = {}
    for each in study.obligations:
        for need in (known[id] for id in each.needs if id in known):
            mover, other = (each, need) if down else (need, each)
            found.setdefault(mover.id, []).append(other)
    return found


def _stuck(first: str, id: str, other: Obligation, option: str, *, down: bool) -> str:
    who = "it" if id == first else id
    verb = "needs" if down else "is needed by"
    later = "later" if down else "earlier"
    return (
        f"{who} {verb} {other.id}, which enters with {other.enters}, {later} than {option}, and has no may-enter that "
        "would do"
    )
