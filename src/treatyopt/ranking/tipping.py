"""Single scores whose change alone, all else equal, changes the leader: exact, packages following their types.

Every value is linear in one score, so the leader can change only where two values cross or a screen's threshold
is met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from treatyopt.methods.stability import TIE
from treatyopt.packages.package import constituents, mixture
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.result import SPARE
from treatyopt.study.records import Assessment, Package
from treatyopt.study.scales import Scale
from treatyopt.study.screens import Screen

Direction = Literal["below", "above"]

_SAME = 1e-12
_REACHED = 1e-9
_NEAR = 1e-6


class Tipping(NamedTuple):
    """The change of one score, all else equal, at or beyond which the leader changes.

    `at` is the score (0-100) where it tips and `change` how far that is from `score`, 0 where any move at all
    does it. `direction` is the way the score moves: `below` or `above`. `exactly` says what holds where the
    score is `at` itself: `unchanged` (the leader still leads; only beyond is it another), `level` (others draw
    level with it), `changed`, or `only`, where a limit meets another or a tie and nothing is changed beyond.
    `leaders` are first just beyond `at`, or there alone: several are level with each other, and the leader of
    now is among them where others only draw level with it, at the end of the scale or there. `leader` is the
    first of them that does not lead now. `in_range` says whether the score's own range reaches the change. `by`
    says whether values meet or a screen is passed or failed there. On a criterion with a scale `performance` and
    `performance_at` are the score and where it tips in its `unit`.
    """

    option: str
    criterion: str
    score: float
    at: float
    change: float
    in_range: bool
    by: Literal["value", "screen"]
    leader: str | None
    direction: Direction
    exactly: Literal["unchanged", "level", "changed", "only"]
    leaders: tuple[str, ...]
    unit: Annotated[str | None, SPARE] = None
    performance: Annotated[float | None, SPARE] = None
    performance_at: Annotated[float | None, SPARE] = None


def tippings(ranking: Ranking, only: Collection[tuple[str, str]] | None = None) -> tuple[Tipping, ...]:
    """Every single score whose change, within 0-100, can change the leader, the smallest change first.

    Of the options that are ranked, and of those that ranked packages are made of, the baseline among them.
    `only` names those to look at, as (option, criterion). Nothing while several lead.
    """
    if len(ranking.verdict.leaders) > 1:
        return ()
    mixed = {
        each.id: mixture(ranking.study, each) for each in ranking.study.options if isinstance(each, Package)
    }
    ground, asked = _Ground.of(ranking), None if only is None else set(only)
    found = [
        _in_unit(ranking.study.criterion(weight.id).scale, tip)
        for option in moved(ranking)
        for weight in ranking.weights.criteria
        if asked is None or (option, weight.id) in asked
        for tip in _Line.of(ranking, ground, mixed, option, weight.id, weight.weight).tips()
    ]
    return tuple(sorted(found, key=lambda each: abs(each.change)))


def moved(ranking: Ranking) -> tuple[str, ...]:
    """The options whose scores move the ranking: those ranked, and then what else ranked packages are made of."""
    ranked = [each.id for each in ranking.standings]
    made = constituents(ranking.study, ranked)
    return (
        *ranked,
        *(each.id for each in ranking.study.options if each.id in made and each.id not in ranked),
    )


def _in_unit(scale: Scale | None, tip: Tipping) -> Tipping:
    if scale is None:
        return tip
    return tip._replace(
        unit=scale.unit, performance=scale.value(tip.score), performance_at=scale.value(tip.at)
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What no line moves by itself: the standings in their order, with the place of each, and those that pass.

    `passing` begins with the highest value, so that of hundreds of options only the first are looked at.
    """

    standings: Mapping[str, Standing]
    places: Mapping[str, int]
    passing: tuple[Standing, ...]
    screens: Mapping[str, Screen]

    @classmethod
    def of(cls, ranking: Ranking) -> _Ground:
        passing = (each for each in ranking.standings if all(met.passes for met in each.screens))
        return cls(
            {each.id: each for each in ranking.standings},
            {each.id: i for i, each in enumerate(ranking.standings)},
            tuple(sorted(passing, key=lambda each: -each.value)),
            {each.id: each for each in ranking.study.screens},
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """All values and screens as one score moves; `slopes` is how far each option's score moves with it."""

    ground: _Ground
    leader: str | None
    judged: Assessment
    option: str
    weight: float
    slopes: Mapping[str, float]

    @property
    def standings(self) -> Mapping[str, Standing]:
        return self.ground.standings

    @classmethod
    def of(
        cls,
        ranking: Ranking,
        ground: _Ground,
        mixed: Mapping[str, Mapping[str, Mapping[str, float]]],
        option: str,
        criterion: str,
        weight: float,
    ) -> _Line:
        slopes = {
            id: part
            for id, parts in mixed.items()
            if id in ground.standings and (part := parts[criterion].get(option, 0.0))
        }
        leader = next(iter(ranking.verdict.leaders), None)
        judged = ranking.study.option(option).on(criterion)
        own = {option: 1.0} if option in ground.standings else {}
        return cls(ground, leader, judged, option, weight, slopes | own)

    def tips(self) -> Iterator[Tipping]:
        ways: tuple[tuple[Direction, float], ...] = (("below", 0.0), ("above", 100.0))
        for direction, end in ways:
            places = self._places(end)
            between = [(a + b) / 2 for a, b in pairwise([places[0], *places, end])]
            follows = [*places[1:], places[-1]]
            for place, after, (before, beyond) in zip(places, follows, pairwise(between), strict=True):
                leaders, there = self._leaders(beyond), self._leaders(place)
                # Level beyond one place and no further than the next, very near, is on the way to that; level
                # all along a stretch, as where the score has no weight, or beyond the last, is all there is.
                lasting = place == places[-1] or abs(after - place) > _NEAR
                if leaders != self._now and (self.leader not in leaders or lasting):
                    yield self._tip(direction, place, before, beyond)
                    break
                if leaders == self._now != there:  # a score that several limits leave alone
                    yield self._tip(direction, place, before, place)._replace(exactly="only")
                    break

    @property
    def _now(self) -> tuple[str, ...]:
        return () if self.leader is None else (self.leader,)

    def _places(self, end: float) -> list[float]:
        """Where something can change on the way to an end of the scale, the nearest first.

        The score itself is the first: a threshold that is just met gives way to the least move.
        """
        start = self.judged.score
        limits = [*self._screens()]
        # Values that meet at a threshold meet there, though the figures that say so miss it by rounding.
        crossings = (
            next((at for at in limits if abs(at - each) <= _REACHED), each) for each in self._crossings()
        )
        met = [_clipped(each, end) for each in (*limits, *crossings)]
        way = [each for each in met if _between(start, each, end)]
        ordered = [start, *sorted(way, key=lambda each: abs(each - start))]
        return [each for i, each in enumerate(ordered) if not i or abs(each - ordered[i - 1]) > _SAME]

    def _screens(self) -> Iterator[float]:
        """Where an option that moves meets a threshold of this criterion."""
        for id, slope in self.slopes.items():
            for each in self.standings[id].screens:
                for bound in (
                    self.ground.screens[each.screen].bounds if each.criterion == self.judged.id else ()
                ):
                    yield self.judged.score + (bound.limit - each.score) / slope

    def _crossings(self) -> Iterator[float]:
        """Where an option's value meets the leader's."""
        if self.leader is None:
            return
        lead = self.slopes.get(self.leader, 0.0)
        for id in self.standings if lead else self.slopes:
            pace = self.weight * (self.slopes.get(id, 0.0) - lead)
            if pace:
                gap = self.standings[self.leader].value - self.standings[id].value
                yield self.judged.score + gap / pace

    def _leaders(self, at: float) -> tuple[str, ...]:
        """Who leads when the score is there."""
        move = at - self.judged.score
        values = {
            id: self.standings[id].value + self.weight * slope * move
            for id, slope in self.slopes.items()
            if self._passes(id, move)
        }
        still = (each for each in self.ground.passing if each.id not in self.slopes)
        for each in still:
            if max(values.values(), default=each.value) - each.value > TIE:
                break
            values[each.id] = each.value
        best = max(values.values(), default=0.0)
        leaders = (id for id, value in values.items() if best - value <= TIE)
        return tuple(sorted(leaders, key=self.ground.places.__getitem__))

    def _passes(self, id: str, move: float) -> bool:
        slope = self.slopes.get(id)
        return all(
            each.passes
            if slope is None or each.criterion != self.judged.id
            else self.ground.screens[each.screen].passes(each.score + slope * move, _SAME)
            for each in self.standings[id].screens
        )

    def _tip(self, direction: Direction, at: float, before: float, beyond: float) -> Tipping:
        judged, there, leaders = self.judged, self._leaders(at), self._leaders(beyond)
        new = next((id for id in leaders if id != self.leader), None)
        reached = judged.low - at if direction == "below" else at - judged.high
        # What comes only beyond a place has not come where the range ends there.
        comes_there = there == leaders or self.leader not in there
        return Tipping(
            option=self.option,
            criterion=judged.id,
            score=judged.score,
            at=at,
            change=at - judged.score,
            in_range=reached <= _REACHED if comes_there else reached < -_REACHED,
            by="screen" if self._screened(new, before, beyond) else "value",
            leader=new,
            direction=direction,
            exactly="unchanged" if there == self._now else "level" if self.leader in there else "changed",
            leaders=leaders,
        )

    def _screened(self, new: str | None, before: float, beyond: float) -> bool:
        """Whether it takes a screen to change the leader: it fails one then, or what follows failed one before."""
        fails = self.leader is not None and not self._passes(self.leader, beyond - self.judged.score)
        return fails or (new is not None and not self._passes(new, before - self.judged.score))


def _clipped(place: float, end: float) -> float:
    """A place, or the end of the scale where it misses it by rounding alone."""
    return end if abs(place - end) <= _REACHED else place


def _between(start: float, place: float, end: float) -> bool:
    """Whether a place lies beyond the start, and no further than the end."""
    return min(start, end) <= place <= max(start, end) and abs(place - start) > _SAME
