"""The ladder of types: how the change of each score at a step divides among the obligations entering there.

The change is divided in proportion to relevance, exactly (fractions); the sign is the step's.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from treatyopt.model import Study

HEAVY = 10.0


class Carried(NamedTuple):
    """What one obligation carries of a step's change on one criterion: points of score, signed."""

    obligation: str
    enters: str
    criterion: str
    share: Fraction
    points: float


def carried(study: Study) -> tuple[Carried, ...]:
    """Everything that the obligations carry, step by step from the weakest type; best scores."""
    found = []
    for lower, upper in pairwise(study.ladder):
        entering = [each for each in study.obligations if each.enters == upper.id]
        for criterion in study.criteria:
            change = upper.on(criterion.id).score - lower.on(criterion.id).score
            total = sum(each.relevance(criterion.id) for each in entering)
            for obligation in entering:
                relevance = obligation.relevance(criterion.id)
                if change and relevance:
                    share = Fraction(relevance, total)
                    found.append(
                        Carried(obligation.id, upper.id, criterion.id, share, change * relevance / total)
                    )
    return tuple(found)


def warnings(study: Study) -> tuple[str, ...]:
    """Obligations that alone carry 10 points or more of a score, one line each: look at them again."""
    heavy: dict[str, list[str]] = {}
    for each in carried(study):
        if abs(each.points) >= HEAVY - 1e-9:
            heavy.setdefault(each.obligation, []).append(f"{each.criterion} {each.points:+.1f}")
    return tuple(f"{id}: {', '.join(moves)}" for id, moves in heavy.items())
