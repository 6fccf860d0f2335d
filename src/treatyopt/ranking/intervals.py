"""How far one weight or one threshold can move before the leader or the shortlist changes: exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from treatyopt.methods import stability
from treatyopt.methods.stability import Interval
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.rows import group_rows, score_rows
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study
from treatyopt.study.screens import Screen


class Span(NamedTuple):
    """The values of a weight (0-1) in which something holds, and the option that ends it on each side.

    `below` and `above` are None where it runs to the end of the scale. `level_low` and `level_high` are the
    options that draw level at the ends themselves, None where none does.
    """

    low: float
    high: float
    below: str | None
    above: str | None
    level_low: str | None = None
    level_high: str | None = None


class StabilityInterval(NamedTuple):
    """How far one weight can move, the others in proportion: `lead` keeps the leader, `order` the order.

    `lead` is None where the first of several that tie leads nowhere. No option passes another within `order`.
    """

    id: str
    kind: Literal["group", "criterion"]
    weight: float
    lead: Span | None
    order: Span | None


class ThresholdInterval(NamedTuple):
    """The thresholds (0-100) at one end of a screen that leave the shortlist as it is, all else as it is.

    Of a `minimum` those above `low` and up to `high`; of a `maximum` those from `low` and below `high`. The end
    that lets more pass is None where nothing more ever would.
    """

    screen: str
    end: Literal["minimum", "maximum"]
    threshold: float
    low: float | None
    high: float | None


def span(interval: Interval | None, options: Sequence[str]) -> Span | None:
    """An interval with row indices replaced by option ids."""
    if interval is None:
        return None
    low, high, *rivals = interval
    return Span(low, high, *(None if each is None else options[each] for each in rivals))


def intervals(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[StabilityInterval, ...]:
    """How far each group's and each criterion's weight can move; nothing if fewer than two are ranked.

    A group or criterion that is the only one has all of the weight, which cannot move, and is left out.
    """
    if len(shortlist) < 2:
        return ()
    by_group = _Table(group_rows(study, weights, shortlist), [each.weight for each in weights.groups])
    by_criterion = _Table(score_rows(study, shortlist), [each.weight for each in weights.criteria])
    return (
        *by_group.intervals([each.id for each in weights.groups], "group", shortlist),
        *by_criterion.intervals([each.id for each in weights.criteria], "criterion", shortlist),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows in order of rank with the weights of their columns."""

    rows: list[list[float]]
    weights: list[float]

    def intervals(
        self, ids: Sequence[str], kind: Literal["group", "criterion"], options: Sequence[str]
    ) -> Iterator[StabilityInterval]:
        for target, id in enumerate(ids) if len(ids) > 1 else ():
            lead = stability.leads_within(self.rows, self.weights, target, 0)
            order = stability.order_holds_within(self.rows, self.weights, target, range(len(options)))
            yield StabilityInterval(id, kind, self.weights[target], span(lead, options), span(order, options))


def thresholds(screens: Iterable[Screen], standings: Sequence[Standing]) -> tuple[ThresholdInterval, ...]:
    """How far each threshold of each screen can move before the shortlist changes."""
    found = []
    for screen in screens:
        stay_in = [
            s.score for each in standings if each.passes for s in each.screens if s.screen == screen.id
        ]
        fail_this = [
            s.score
            for each in standings
            for s in each.screens
            if s.screen == screen.id and [t.screen for t in each.screens if not t.passes] == [screen.id]
        ]
        for bound in screen.bounds:
            stay_out = [score for score in fail_this if bound.room(score) < 0]
            furthest = 100.0 if bound.end == "minimum" else 0.0
            other = next((each.limit for each in screen.bounds if each is not bound), furthest)
            low, high = stability.threshold_interval(stay_out, stay_in, other, bound.sign)
            found.append(ThresholdInterval(screen.id, bound.end, bound.limit, low, high))
    return tuple(found)
