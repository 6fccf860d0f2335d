"""How packages that the judgements recommend compare with what was agreed, against chance. Exact, in fractions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import comb
from typing import NamedTuple

from treatyopt.bargaining.design import design
from treatyopt.bargaining.placing import NONE
from treatyopt.errors import ArgumentProblem
from treatyopt.history.agreed import READINGS, Reading
from treatyopt.history.records import EvidenceFile, Outcome
from treatyopt.study.model import Study

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


class Hindsight(NamedTuple):
    """The classes of the obligations offered between two options, in one reading of what was agreed by a year.

    `offered` counts all of them that did not exist before, and `agreed` those that were agreed. `turning` are those
    whose class turns on where obligations enter, as far as the study leaves that open.
    """

    lower: str
    upper: str
    reading: Reading
    year: int
    offered: int
    agreed: int
    classes: tuple[Class, ...]
    turning: tuple[str, ...]


def hindsight(study: Study, evidence: EvidenceFile) -> tuple[Hindsight, ...]:
    """The packages that a study recommends beside what was agreed by the last year, in each reading.

    Empty where a study has not two parties, or nothing to recommend, or where all or none of it was agreed.
    """
    try:
        found = design(study, samples=0, reports=0)
    except ArgumentProblem:
        return ()
    outcomes = {each.id: each for each in evidence.outcomes if each.status != "existed"}
    turning = tuple(
        each.obligation for each in (found.placing or NONE).turning if each.obligation in outcomes
    )
    held = {each.obligation.id: each.status for each in found.offered if each.obligation.id in outcomes}
    year = max(evidence.until)
    told = []
    for reading in READINGS:
        agreed = [id for id in held if _agreed(outcomes[id], reading, year)]
        if 0 < len(agreed) < len(held):
            classes = tuple(
                _class(name, [id for id in held if held[id] == name], agreed, len(held)) for name in CLASSES
            )
            ends = found.lower, found.upper
            told.append(Hindsight(*ends, reading, year, len(held), len(agreed), classes, turning))
    return tuple(told)


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
