"""Whether an unknown score by itself could turn what sides accept, or what passes a screen, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents import sentences
from treatyopt.documents.shortening import few
from treatyopt.documents.words import counted, listed, whose
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study, find

if TYPE_CHECKING:
    from treatyopt.bargaining.unknown import Place, Turn

_NAMED = 4
Named = Callable[[Sequence[str]], str]


def turning_options(found: Negotiation, looked_at: Sequence[str]) -> Iterator[str]:
    """Which yes or no to an option an unknown score of those looked at could turn; nothing where none is unknown."""
    if not unknown_to_any(found, looked_at):
        return
    from treatyopt.bargaining.unknown import turned_options, unknown_places  # which few studies need

    study = found.study
    told = _told(
        study, turned_options(found), lambda ids: few([sentences.name(study, id) for id in ids], most=3)
    )
    one = study.called(id for id in looked_at if id != study.baseline).one
    yield told or _nothing(unknown_places(study, found.sides, looked_at), one, bool(found.screens))


def turning_packages(found: Frontier, looked_at: Sequence[str]) -> Iterator[str]:
    """The same of the packages of a frontier, the illustration by name and the others by number."""
    if not unknown_to_any(found, looked_at):
        return
    from treatyopt.bargaining.unknown import turned_packages, unknown_places

    screened = any(each.kind == "screen" for each in found.demands)
    told = _told(found.study, turned_packages(found), lambda ids: _packages(found, ids))
    yield told or _nothing(
        unknown_places(found.study, found.sides, looked_at), "a package of this frontier", screened
    )


def unknown_to_any(found: Negotiation | Frontier, options: Sequence[str]) -> bool:
    """Whether any score of these options is unknown to the study, or to a side where it has one of its own."""
    chosen = [found.study.option(id) for id in options]
    seen = (option for each in chosen for option in (each, *(side.sees(each) for side in found.sides)))
    return any(each.basis == UNKNOWN for option in seen for each in option.scores)


def _nothing(places: Sequence[Place], what: str, screened: bool) -> str:
    """That no answer turns, whatever any of them is."""
    whatever = (
        "Whatever it is," if len(places) == 1 else "Whatever any one of them is, the others left as they are,"
    )
    screens = f", and {what} that passes the screens fails none, nor the reverse" if screened else ""
    return f"{whatever} no side's yes to {what} becomes a no at these weights and costs, nor a no a yes{screens}."


def _told(study: Study, turns: Sequence[Turn], named: Named) -> str:
    """Which score could turn which answer, each by itself; empty where none could."""
    by_place: dict[Place, dict[tuple[str, str, bool], list[str]]] = {}
    for each in turns:
        by_place.setdefault(each.place, {}).setdefault((each.kind, each.by, each.now), []).append(each.deal)
    one = len(by_place) == 1
    parts = [
        f"{_score(study, o, c, whose)} {'alone ' if one else ''}could "
        f"{listed([_turn(study, *answer, named(deals)) for answer, deals in answers.items()])}"
        for (o, c, whose), answers in [*by_place.items()][:_NAMED]
    ]
    rest = len(by_place) - len(parts)
    more = [f"{counted(rest)} more could turn others"] if rest else []
    return f"Once known,{'' if one else ' each by itself,'} {'; '.join([*parts, *more])}." if parts else ""


def _score(study: Study, option: str, criterion: str, whose: str | None) -> str:
    """A score by its option and criterion, and the party whose own it is."""
    name = f"{study.option(option).name} on {study.criterion(criterion).name}"
    return name if whose is None else f"{find('party', whose, study.parties).name}'s own score of {name}"


def _turn(study: Study, kind: str, by: str, now: bool, what: str) -> str:
    """One answer that turns."""
    if kind == "screen":
        return f"make {what} fail {by}" if now else f"let {what} pass {by}"
    party = find("party", by, study.parties).name
    return f"turn {whose(party)} {'yes' if now else 'no'} to {what} into a {'no' if now else 'yes'}"


def _packages(found: Frontier, places: Sequence[str]) -> str:
    """Packages of the frontier: the illustration, and how many others."""
    others = [each for each in places if each != str(found.choice)]
    total = len(found.packages)
    rest = f"{counted(len(others))} of the {total} packages that stand for the frontier"
    if len(others) == len(places):
        return rest
    if not others:
        return "the illustration"
    more = f"{counted(len(others))} more of the {total} packages that stand for the frontier"
    return f"the illustration and {more}"
