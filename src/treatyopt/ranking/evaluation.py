"""One option by itself: how it meets the screens, and its additive value with where that comes from.

Value is the sum of weight x score. That assumes mutual preferential independence of the criteria.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from treatyopt.errors import ids
from treatyopt.methods.stability import TIE
from treatyopt.ranking.weights import Weights
from treatyopt.result import SPARE
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study, find
from treatyopt.study.records import Option
from treatyopt.study.screens import Screen


class Screening(NamedTuple):
    """How one option meets one screen, on its best score; `margin` is by how many points it passes, or fails.

    `throughout`: the answer is the same at every score in the option's range. `passing` is the share (0-1) of that
    range in which it passes: of performances drawn uniformly in it, of a package's types by criterion. `by_middle`: the
    answer is only that of the middle of a scale, in place of a score that is unknown, and could be the other one.
    """

    screen: str
    criterion: str
    minimum: float | None
    maximum: float | None
    score: float
    margin: float
    passes: bool
    throughout: bool
    passing: float
    by_middle: Annotated[bool, SPARE] = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One option's place: rank (None if screened out), value 0-100, and where the value comes from.

    `low` and `high` are the value with all scores at the low or high end of their ranges: bounds, not a
    confidence interval. `criteria` and `groups` hold (id, contribution) with contributions summing to value.
    """

    id: str
    name: str
    rank: int | None
    value: float
    low: float
    high: float
    groups: tuple[tuple[str, float], ...]
    criteria: tuple[tuple[str, float], ...]
    screens: tuple[Screening, ...]

    @property
    def passes(self) -> bool:
        """Whether the option passes every screen in use."""
        return all(each.passes for each in self.screens)

    @property
    def returns_at(self) -> dict[str, float]:
        """By failed screen, the threshold (0-100) nearest to it at which the option would pass."""
        return {each.screen: each.score for each in self.screens if not each.passes}

    def let_pass(self, criterion: str) -> tuple[float, float] | None:
        """The least and the greatest score on a criterion that passes every screen in use; None if no score does."""
        met = [each for each in self.screens if each.criterion == criterion]
        least = max((each.minimum for each in met if each.minimum is not None), default=0.0)
        most = min((each.maximum for each in met if each.maximum is not None), default=100.0)
        return None if least > most else (least, most)


def applied(study: Study, screens: Sequence[str] | None) -> tuple[Screen, ...]:
    """The screens to apply, by id: all of the study's by default, none for an empty list."""
    if screens is None:
        return study.screens
    wanted = [find("screen", id, study.screens).id for id in ids("screens", screens)]
    return tuple(screen for screen in study.screens if screen.id in wanted)


def screening(option: Option, screen: Screen) -> Screening:
    """How an option meets a screen."""
    judged = option.on(screen.criterion)
    throughout = screen.throughout(judged.low, judged.score, judged.high)
    return Screening(
        screen=screen.id,
        criterion=screen.criterion,
        minimum=screen.minimum,
        maximum=screen.maximum,
        score=judged.score,
        margin=screen.margin(judged.score),
        passes=screen.passes(judged.score),
        throughout=throughout,
        passing=screen.passing(judged.course),
        by_middle=judged.basis == UNKNOWN and not throughout,
    )


def overruled(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Those set aside by a screen though they are worth no less than the leader, the highest value first.

    Where nothing passes, those of the highest value among several.
    """
    bar = max((each.value for each in standings if each.rank == 1), default=None)
    if bar is None and len(standings) < 2:
        return ()
    if bar is None:
        bar = max(each.value for each in standings)
    found = [each for each in standings if each.rank is None and each.value >= bar - TIE]
    return tuple(sorted(found, key=lambda each: -each.value))


def stand(study: Study, weights: Weights, option: Option, screens: Iterable[Screen]) -> Standing:
    """An option's standing by itself, not yet ranked."""
    parts = tuple((each.id, each.weight * option.on(each.id).score) for each in weights.criteria)
    homes = {each.id: each.group for each in weights.criteria}
    groups = tuple(
        (group.id, math.fsum(part for id, part in parts if homes[id] == group.id)) for group in study.groups
    )
    return Standing(
        id=option.id,
        name=option.name,
        rank=None,
        value=math.fsum(part for _, part in parts),
        low=math.fsum(each.weight * option.on(each.id).low for each in weights.criteria),
        high=math.fsum(each.weight * option.on(each.id).high for each in weights.criteria),
        groups=groups,
        criteria=parts,
        screens=tuple(screening(option, screen) for screen in screens),
    )
