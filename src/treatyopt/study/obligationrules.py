"""The rules of obligations: what they enter with, what they need, and what they move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from treatyopt.study.parts import Parts
from treatyopt.study.scorerules import Fault, Rule


def _entering(study: Parts) -> Iterator[Fault]:
    known = {each.id: each for each in study.obligations}
    degrees = {option.id: option.degree for option in study.options}
    for obligation in study.obligations:
        place = ("obligations", obligation.id)
        if obligation.enters == study.baseline:
            yield (*place, "enters"), "the baseline obliges to nothing; name another option"
        for need in (known[id] for id in obligation.needs if id in known):
            if not {need.enters, obligation.enters} <= degrees.keys():
                continue  # an unknown type is a fault of its own
            if degrees[need.enters] > degrees[obligation.enters]:
                yield (
                    (*place, "needs"),
                    f"{need.id} enters with {need.enters}, later than {obligation.id} ({obligation.enters})",
                )


def _acyclic(study: Parts) -> Iterator[Fault]:
    needs = {each.id: each.needs for each in study.obligations}
    placed: set[str] = set()
    progress = True
    while progress:
        free = {id for id in needs if id not in placed and placed.issuperset(set(needs[id]) & set(needs))}
        placed |= free
        progress = bool(free)
    for id in needs:
        if id not in placed and _reaches(id, needs):
            yield ("obligations", id, "needs"), "needs itself, directly or through others"


def _reaches(start: str, needs: Mapping[str, Sequence[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(needs[start])
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting.extend(needs.get(id, ()))
    return start in seen


def _moves_once(study: Parts) -> Iterator[Fault]:
    for obligation in study.obligations:
        moved = [id for id, _ in obligation.moves]
        for repeated in sorted({id for id in moved if moved.count(id) > 1}):
            yield ("obligations", obligation.id, "moves", repeated), "listed twice"


OBLIGATIONS: tuple[Rule, ...] = (_entering, _acyclic, _moves_once)
