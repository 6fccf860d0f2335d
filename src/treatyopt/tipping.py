"""Single scores whose change alone, all else equal, changes the leader: exact, packages following their types.

Every value is linear in one score, so the leader can change only where two values cross or a screen's threshold
is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from treatyopt.packages import mixture
from treatyopt.ranking import Ranking
from treatyopt.records import Assessment, Package
from treatyopt.stability import TIE
from treatyopt.standing import Standing

_SAME = 1e-12


class Tipping(NamedTuple):
    """The change of one score, all else equal, beyond which the leader changes (`leader` is the new one).

    `at` is the score (0-100) where it tips, `in_range` whether the score's own range reaches beyond it.
    `by` says whether values cross or a screen is passed or failed there.
    """

    option: str
    criterion: str
    score: float
    at: float
    change: float
    in_range: bool
    by: Literal["value", "screen"]
    leader: str | None


def tippings(ranking: Ranking) -> tuple[Tipping, ...]:
    """Every single score whose change, within 0-100, can change the leader, the smallest change first.

    Nothing while several lead.
    """
    if len(ranking.verdict.leaders) > 1:
        return ()
    mixed = {
        each.id: mixture(ranking.study, each) for each in ranking.study.options if isinstance(each, Package)
    }
    found = [
        tip
        for standing in ranking.standings
        for weight in ranking.weights.criteria
        for tip in _Line.of(ranking, mixed, standing.option, weight.id, weight.weight).tips()
    ]
    return tuple(sorted(found, key=lambda each: abs(each.change)))


@dataclass(frozen=True, slots=True)
class _Line:
    """All values and screens as one score moves; `slopes` is how far each option's score moves with it."""

    standings: Mapping[str, Standing]
    leader: str | None
    judged: Assessment
    option: str
    weight: float
    slopes: Mapping[str, float]

    @classmethod
    def of(
        cls,
        ranking: Ranking,
        mixed: Mapping[str, Mapping[str, Mapping[str, float]]],
        option: str,
        criterion: str,
        weight: float,
    ) -> _Line:
        standings = {each.option: each for each in ranking.standings}
        slopes = {
            id: part for id in standings if id in mixed and (part := mixed[id][criterion].get(option, 0.0))
        }
        leader = next(iter(ranking.verdict.leaders), None)
        judged = ranking.study.option(option).on(criterion)
        return cls(standings, leader, judged, option, weight, {**slopes, option: 1.0})

    def tips(self) -> Iterator[Tipping]:
        for end in (0.0, 100.0):
            places = self._places(end)
            for place, following in zip(places, [*places[1:], end], strict=False):
                beyond = (place + following) / 2
                leaders = self._leaders(beyond)
                if leaders != self._now:
                    yield self._tip(place, leaders, end)
                    break

    @property
    def _now(self) -> tuple[str, ...]:
        return () if self.leader is None else (self.leader,)

    def _places(self, end: float) -> list[float]:
        """Where something can change on the way to an end of the scale, the nearest first."""
        start = self.judged.score
        way = [each for each in (*self._screens(), *self._crossings()) if _between(start, each, end)]
        ordered = sorted(way, key=lambda each: abs(each - start))
        return [each for i, each in enumerate(ordered) if not i or abs(each - ordered[i - 1]) > _SAME]

    def _screens(self) -> Iterator[float]:
        """Where an option that moves meets a threshold of this criterion."""
        for id, slope in self.slopes.items():
            for each in self.standings[id].screens:
                if each.criterion == self.judged.id:
                    yield self.judged.score + (each.minimum - each.score) / slope

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
            id: each.value + self.weight * self.slopes.get(id, 0.0) * move
            for id, each in self.standings.items()
            if self._passes(id, move)
        }
        best = max(values.values(), default=0.0)
        return tuple(id for id, value in values.items() if best - value <= TIE)

    def _passes(self, id: str, move: float) -> bool:
        slope = self.slopes.get(id)
        return all(
            each.passes
            if slope is None or each.criterion != self.judged.id
            else each.score + slope * move >= each.minimum - _SAME
            for each in self.standings[id].screens
        )

    def _tip(self, at: float, leaders: tuple[str, ...], end: float) -> Tipping:
        new = next((id for id in leaders if id != self.leader), None)
        judged = self.judged
        reached = judged.low - at if end < judged.score else at - judged.high
        gone = self.leader not in self._leaders(at) if self.leader else bool(self._leaders(at))
        by: Literal["value", "screen"] = (
            "screen" if any(abs(each - at) <= _SAME for each in self._screens()) else "value"
        )
        in_range = reached <= 0 if gone else reached < 0
        return Tipping(self.option, judged.id, judged.score, at, at - judged.score, in_range, by, new)


def _between(start: float, place: float, end: float) -> bool:
    """Whether a place lies beyond the start, and no further than the end."""
    return min(start, end) <= place <= max(start, end) and abs(place - start) > _SAME
