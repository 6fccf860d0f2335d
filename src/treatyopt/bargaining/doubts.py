"""What is in doubt of scores while classes are tested: the points of score that each obligation brings, by what moves.

A common score and one that a side has of its own are in doubt apart from each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from treatyopt.bargaining.stakes import Stakes
from treatyopt.methods.exact import exact
from treatyopt.packages.stretch import ENDS
from treatyopt.study.records import Assessment, Option

Scores = Literal["criterion", "each"]


class Doubt(NamedTuple):
    """One thing in doubt: a criterion, the type whose score it is where each score moves by itself, and who sees it so.

    `sides` are places of sides. What a side scores otherwise is in doubt for it alone, apart from the common scores.
    """

    criterion: str
    option: str
    sides: tuple[int, ...]


def moves_of(stakes: Stakes, id: str, scores: Scores) -> Iterator[tuple[Doubt, tuple[Fraction, ...]]]:
    """What an obligation brings to each criterion, at each place that the scores are looked at.

    Those of one criterion together: at their low ends, best scores and high ends, as best scores need not lie at the
    same place in their ranges, and where scales bend, since all is linear between. Each by itself: at its own ends.
    """
    for criterion in (each.id for each in stakes.stretch.study.criteria):
        share = stakes.stretch.share(id, criterion)
        if not share or not any(side.weights.get(criterion) for side in stakes.sides):
            continue
        if scores == "criterion":
            yield from _together_on(stakes, id, criterion)
            continue
        step = stakes.stretch.step_of(id)
        for option, part in ((step.upper, share), (step.lower, -share)):
            for sides, judged in judgements(stakes, option, criterion):
                if not sides:
                    continue
                at = part * exact(judged.low), part * exact(judged.high)
                yield Doubt(criterion, option.id, sides), at


def _together_on(stakes: Stakes, id: str, criterion: str) -> Iterator[tuple[Doubt, tuple[Fraction, ...]]]:
    """What an obligation brings to a criterion while all scores on it are at one place in their ranges.

    A side that scores any type there otherwise has a place of its own for all that it sees.
    """
    apart = {
        k
        for each in stakes.stretch.types
        for sides, _ in judgements(stakes, each, criterion)[1:]
        for k in sides
    }
    common = tuple(k for k in range(len(stakes.sides)) if k not in apart)
    views = [(common, stakes.stretch)] if common else []
    for sides, seen in [*views, *(((k,), stakes.stretches[k]) for k in sorted(apart))]:
        places = (*ENDS, *seen.bends(criterion))
        yield Doubt(criterion, "", sides), tuple(seen.carries(id, criterion, at) for at in places)


def judgements(stakes: Stakes, option: Option, criterion: str) -> list[tuple[tuple[int, ...], Assessment]]:
    """The common score of a type on a criterion with the sides that go by it, then those that others have of their own.

    Sides by their places; none go by the common one where each has its own.
    """
    common = option.on(criterion)
    seen = [side.sees(option).on(criterion) for side in stakes.sides]
    sharing = tuple(k for k, each in enumerate(seen) if each is common)
    return [(sharing, common), *(((k,), each) for k, each in enumerate(seen) if each is not common)]
