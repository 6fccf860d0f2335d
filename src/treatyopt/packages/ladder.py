"""The ladder of types: how the change of each score at a step divides among the obligations entering there.

The first step leads from the baseline, where there is one, to the weakest type: it is a step like any other.
The change is divided in proportion to relevance, exactly (fractions); the sign is the step's. Where no
obligation bears on a criterion, each carries an equal part of what changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from treatyopt.methods.stability import TIE
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation, Option
from treatyopt.study.secondlook import Remark

_HEAVY = 10.0


@dataclass(frozen=True)
class Step:
    """From one type, or the baseline, to the next type, with the obligations that enter there."""

    lower: Option
    upper: Option
    entering: tuple[Obligation, ...]

    @cached_property
    def _relevance(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for obligation in self.entering:
            for criterion, relevance in obligation.moves:
                if relevance:
                    found.setdefault(criterion, {})[obligation.id] = relevance
        return found

    @cached_property
    def uncarried(self) -> tuple[str, ...]:
        """The criteria on which the best score changes though no entering obligation moves them, by id.

        What is set for a run is what if, and is left to all of them.
        """
        return tuple(
            now.id
            for was, now in ((self.lower.on(each.id), each) for each in self.upper.scores)
            if was.score != now.score
            and now.id not in self._relevance
            and "set" not in (was.basis, now.basis)
        )

    def shares(self, criterion: str) -> dict[str, Fraction]:
        """The share of the change on a criterion that each entering obligation carries; they sum to 1."""
        relevance = self._relevance.get(criterion)
        if not relevance:
            return {each.id: Fraction(1, len(self.entering)) for each in self.entering}
        total = sum(relevance.values())
        return {id: Fraction(part, total) for id, part in relevance.items()}


def steps(study: Study, lower: Option, upper: Option) -> tuple[Step, ...]:
    """The steps from one type, or the baseline, up to another type."""
    climbed = [each for each in study.ascent if lower.degree <= each.degree <= upper.degree]
    return tuple(
        Step(a, b, tuple(each for each in study.obligations if each.enters == b.id))
        for a, b in pairwise(climbed)
    )


class Carried(NamedTuple):
    """What one obligation carries of a step's change on one criterion: points of score, signed."""

    obligation: str
    enters: str
    criterion: str
    share: Fraction
    points: float


def carried(study: Study) -> tuple[Carried, ...]:
    """Everything that the obligations carry, step by step from the baseline or else the weakest type; best scores."""
    found = []
    for step in steps(study, study.ascent[0], study.ascent[-1]):
        for criterion in study.criteria:
            change = step.upper.on(criterion.id).score - step.lower.on(criterion.id).score
            told = change and criterion.id not in step.uncarried
            for id, share in step.shares(criterion.id).items() if told else ():
                found.append(Carried(id, step.upper.id, criterion.id, share, change * float(share)))
    return tuple(found)


def uncarried(study: Study) -> tuple[Remark, ...]:
    """That changes of score from one option to the next are carried by no obligation: how many, at the first."""
    if not study.obligations:
        return ()
    climbed = [each for each in steps(study, study.ascent[0], study.ascent[-1]) if each.entering]
    found = [(step, id) for step in climbed for id in step.uncarried]  # no package lies where nothing enters
    if not found:
        return ()
    step, criterion = found[0]
    count = "1 change of a score" if len(found) == 1 else f"{len(found)} changes of scores, this one first"
    enters = f"no obligation that enters with {step.upper.id} moves {criterion}"
    place = ("options", step.upper.id, "scores", criterion)
    return (Remark(place, f"{count}: {enters}, so that in packages it is divided equally among those"),)


def warnings(study: Study) -> tuple[str, ...]:
    """Obligations that alone carry 10 points or more of a score, one line each: look at them again."""
    return heavy(carried(study))


def heavy(found: Iterable[Carried], whose: str = "") -> tuple[str, ...]:
    """A line for each obligation that carries 10 points or more of a score, with `whose` score it is behind its id."""
    moves: dict[str, list[str]] = {}
    for each in found:
        if abs(each.points) >= _HEAVY - TIE:
            moves.setdefault(each.obligation, []).append(f"{each.criterion} {each.points:+.1f}")
    return tuple(f"{id}{whose}: {', '.join(each)}" for id, each in moves.items())
