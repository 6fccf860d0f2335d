"""Whether an unknown score could turn an answer: what a side accepts, and what passes a screen; each by itself, exact.

Gains and scores are linear in one score, so that what holds at both ends of its scale, and now, holds all along it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.bargaining.sides import Side
from treatyopt.methods.solutions import agreeable
from treatyopt.methods.stability import TIE
from treatyopt.packages.package import made_of, mixture
from treatyopt.packages.stretch import stretch
from treatyopt.study.filling import UNKNOWN, WHOLE
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment, Package
from treatyopt.study.screens import Screen

# An option and a criterion, and the party whose own score it is there; None for the common one.
Place = tuple[str, str, str | None]


class Deal(NamedTuple):
    """What sides say yes or no to: either side's gain, its scores, and what part of which option's each is made of."""

    id: str
    gains: tuple[float, ...]
    scores: Mapping[str, float]
    parts: Mapping[str, Mapping[str, float]]


class Turn(NamedTuple):
    """An answer that one unknown score, as (option, criterion, party whose own it is), can turn by itself.

    It is that of the party or screen `by` to a deal, an option or a package by its place on the frontier; `now` says
    what it is with the middle of the scale in place of the score.
    """

    place: Place
    deal: str
    kind: Literal["party", "screen"]
    by: str
    now: bool


def turned_options(found: Negotiation) -> tuple[Turn, ...]:
    """What the unknown scores of the options, and of what the parties fall back on, can turn each by itself."""
    study = found.study
    ids = [each.id for each in found.outcomes]
    places = unknown_places(study, found.sides, [*ids, *([study.baseline] if study.baseline else [])])
    if not places:
        return ()
    deals = []
    for each in found.outcomes:
        option = study.option(each.id)
        mixed = mixture(study, option) if isinstance(option, Package) else {}
        deals.append(
            Deal(
                each.id,
                tuple(seen.gain for seen in each.parties),
                {judged.id: judged.score for judged in option.scores},
                {judged.id: mixed.get(judged.id) or {each.id: 1.0} for judged in option.scores},
            )
        )
    return tuple(_turns(study, found.sides, found.screens, places, deals))


def turned_packages(found: Frontier) -> tuple[Turn, ...]:
    """The same of the packages that make the frontier: those of the ends of the steps, and of the baseline."""
    study = found.study
    along = stretch(study, found.lower, found.upper)
    types = [each.id for each in along.types]
    places = unknown_places(study, found.sides, [*types, *([study.baseline] if study.baseline else [])])
    if not places:
        return ()
    criteria = dict.fromkeys(criterion for _, criterion, _ in places)
    deals = [
        Deal(
            str(i),
            tuple(seen.gain for seen in each.parties),
            {id: float(along.figure(id, "score", each.adds)) for id in criteria},
            {id: made_of(along, each.adds, id) for id in criteria},
        )
        for i, each in enumerate(found.packages)
    ]
    screens = [each.id for each in found.demands if each.kind == "screen"]
    return tuple(_turns(study, found.sides, screens, places, deals))


def unknown_places(study: Study, sides: Sequence[Side], options: Iterable[str]) -> list[Place]:
    """The scores of some options that are unknown, each once: common ones, and those that a side has of its own."""
    return [
        (id, each.id, whose)
        for id in dict.fromkeys(options)
        for each in study.option(id).scores
        for whose, judged in _judged(study, sides, id, each)
        if judged.basis == UNKNOWN
    ]


def _judged(
    study: Study, sides: Sequence[Side], option: str, common: Assessment
) -> Iterator[tuple[str | None, Assessment]]:
    """The common score where a side or a screen goes by it, and those that sides have of their own."""
    seen = [(side.id, side.sees(study.option(option)).on(common.id)) for side in sides]
    if any(own is common for _, own in seen) or any(each.criterion == common.id for each in study.screens):
        yield None, common
    yield from ((id, own) for id, own in seen if own is not common)


def _turns(
    study: Study,
    sides: Sequence[Side],
    screens: Sequence[str],
    places: Sequence[Place],
    deals: Sequence[Deal],
) -> Iterator[Turn]:
    used = [each for each in study.screens if each.id in screens]
    for place in places:
        option, criterion, whose = place
        common = study.option(option).on(criterion)
        for deal in deals:
            part = deal.parts[criterion].get(option, 0.0)
            moved = part - (option == study.baseline)  # what a party falls back on is taken off
            for side, gain in zip(sides, deal.gains, strict=True):
                own = side.sees(study.option(option)).on(criterion)
                if (own is common) != (whose is None) or whose not in (None, side.id):
                    continue
                pace = float(side.weights.get(criterion, 0)) * moved
                says = agreeable([gain])
                if any(agreeable([gain + pace * each]) is not says for each in _away(own)):
                    yield Turn(place, deal.id, "party", side.id, says)
            for screen in used if whose is None else ():
                ends = [deal.scores[criterion] + part * each for each in _away(common)]
                if screen.criterion == criterion and _unsure(screen, deal.scores[criterion], ends):
                    passes = screen.passes(deal.scores[criterion], TIE)
                    yield Turn(place, deal.id, "screen", screen.id, passes)


def _away(judged: Assessment) -> list[float]:
    """How far it is from what stands for an unknown score to both ends of its scale; of a known one, nowhere."""
    return [end - judged.score for end in WHOLE] if judged.basis == UNKNOWN else []


def _unsure(screen: Screen, score: float, ends: Sequence[float]) -> bool:
    """Whether of the scores between two ends, and one between them, some pass a screen and some fail it."""
    if screen.passes(score, TIE):
        return not all(screen.passes(end, TIE) for end in ends)
    return all(any(bound.room(end) >= -TIE for end in ends) for bound in screen.bounds)
