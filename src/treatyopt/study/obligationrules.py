"""The rules of obligations: what they enter with, what they need, and what they move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from treatyopt.study.parts import Parts
from treatyopt.study.placing import Stuck, brought
from treatyopt.study.records import Obligation
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
    settled: set[str] = set()
    progress = True
    while progress:
        free = {id for id in needs if id not in settled and settled.issuperset(set(needs[id]) & set(needs))}
        settled |= free
        progress = bool(free)
    for id in needs:
        if id not in settled and _reaches(id, needs):
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
        criteria = [id for id, _ in obligation.moves]
        for repeated in sorted({id for id in criteria if criteria.count(id) > 1}):
            yield ("obligations", obligation.id, "moves", repeated), "listed twice"


def _alternatives(study: Parts) -> Iterator[Fault]:
    """What an obligation may enter with is another option than it enters with, and can be had with what it needs."""
    # what a run placed may have gone to where it could, and then needs nothing along
    options = {option.id for option in study.options}
    named = {id for each in study.obligations for id in (each.enters, *each.may_enter)}
    for obligation in study.obligations:
        for i, option in enumerate(obligation.may_enter):
            place = ("obligations", obligation.id, "may-enter", i)
            if option == study.baseline:
                yield place, "the baseline obliges to nothing; name another option"
            elif option == obligation.enters and obligation.placed_from is not None:
                continue
            elif option == obligation.enters:
                yield place, f"{option} is what it enters with; name others that it could enter with"
            elif named <= options:  # an unknown option is a fault of its own
                yield from ((place, str(stuck)) for stuck in _stuck(study, obligation, option))


def _stuck(study: Parts, obligation: Obligation, option: str) -> Iterator[Stuck]:
    try:
        brought(study, obligation, option)
    except Stuck as stuck:
        yield stuck


OBLIGATIONS: tuple[Rule, ...] = (_entering, _acyclic, _moves_once, _alternatives)
