"""How packages that the judgements recommend compare with what was agreed, against chance. Exact, in fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import comb
from typing import NamedTuple

from treatyopt.bargaining.design import design
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.placing import NONE, Trial
from treatyopt.errors import ArgumentProblem
from treatyopt.history.agreed import READINGS, Reading
from treatyopt.history.records import EvidenceFile, Outcome
from treatyopt.study.model import Study
from treatyopt.study.placing import Placing

CLASSES = ("core", "open", "out")


class Class(NamedTuple):
    """A class of the frontier: its obligations, and which of them were agreed.

    `chance` (0-1) is that of so many or more being agreed among as many drawn blindly, and of so many or fewer where
    the class is what the frontier leaves out.
    """

    name: str
    obligations: tuple[str, ...]
    agreed: tuple[str, ...]
    chance: Fraction


class Tried(NamedTuple):
    """The chances (0-1) of the classes, in their order, were obligations to enter where one trial places them."""

    placings: tuple[Placing, ...]
    chances: tuple[Fraction, ...]


class Hindsight(NamedTuple):
    """The classes of the obligations offered between two options, in one reading of what was agreed by a year.

    `offered` counts all of them that did not exist before, and `agreed` those that were agreed. `turning` are those
    whose class turns on where obligations enter, as far as was tried, and `trials` the chances with each placing that
    the study names by itself, and with all together.
    """

    lower: str
    upper: str
    reading: Reading
    year: int
    offered: int
    agreed: int
    classes: tuple[Class, ...]
    turning: tuple[str, ...]
    trials: tuple[Tried, ...]


def hindsight(study: Study, evidence: EvidenceFile) -> tuple[Hindsight, ...]:
    """The packages that a study recommends beside what was agreed by the last year, in each reading.

    Empty where a study has not two parties, or nothing to recommend, or where all or none of it was agreed.
    """
    try:
        found = design(study, samples=0, reports=0)
    except ArgumentProblem:
        return ()
    outcomes = {each.id: each for each in evidence.outcomes if each.status != "existed"}
    tried = found.placing or NONE
    turning = tuple(each.obligation for each in tried.turning if each.obligation in outcomes)
    here = {each.obligation.id: str(each.status) for each in found.offered if each.obligation.id in outcomes}
    there = [(each.placings, _with(found, each, here, outcomes)) for each in tried.made()]
    year = max(evidence.until)
    told = []
    for reading in READINGS:
        agreed = {id for id, each in outcomes.items() if _agreed(each, reading, year)}
        had = sum(id in agreed for id in here)
        if 0 < had < len(here):
            trials = tuple(
                Tried(placings, tuple(each.chance for each in _classes(held, agreed)))
                for placings, held in there
            )
            ends = found.lower, found.upper
            classes = _classes(here, agreed)
            told.append(Hindsight(*ends, reading, year, len(here), had, classes, turning, trials))
    return tuple(told)


def _with(
    found: Frontier, trial: Trial, here: Mapping[str, str], outcomes: Mapping[str, Outcome]
) -> dict[str, str]:
    """The class of each obligation that is offered in a trial and did not exist before.

    A trial tells which are other than here, but for what it places where packages cannot add it.
    """
    low, high = (found.study.option(id).degree for id in (found.lower, found.upper))
    gone = {
        each.obligation for each in trial.placings if not low < found.study.option(each.now).degree <= high
    }
    held = {**here, **{each.obligation: str(each.now) for each in trial.turned}}
    return {id: name for id, name in held.items() if name in CLASSES and id in outcomes and id not in gone}


def _classes(held: Mapping[str, str], agreed: Iterable[str]) -> tuple[Class, ...]:
    marked = [id for id in held if id in {*agreed}]
    return tuple(_class(name, [id for id in held if held[id] == name], marked, len(held)) for name in CLASSES)


def _agreed(outcome: Outcome, reading: Reading, year: int) -> bool:
    return outcome.status in READINGS[reading] and outcome.by(year)


def _class(name: str, members: Iterable[str], agreed: Iterable[str], offered: int) -> Class:
    own, all_agreed = tuple(members), tuple(agreed)
    had = tuple(id for id in own if id in all_agreed)
    more = range(len(had), len(own) + 1)
    counts = range(len(had) + 1) if name == "out" else more
    chance = sum((drawn(each, len(own), len(all_agreed), offered) for each in counts), Fraction())
    return Class(name, own, had, chance)


def drawn(hits: int, size: int, marked: int, total: int) -> Fraction:
    """The chance of so many marked ones among `size` drawn without replacement of `total`: hypergeometric, exact."""
    return Fraction(comb(marked, hits) * comb(total - marked, size - hits), comb(total, size))
