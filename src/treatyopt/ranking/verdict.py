"""How sure a ranking is as far as weights and thresholds go: verdict, intervals and indices, exact."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from treatyopt.methods import stability, weightspace
from treatyopt.methods.proportions import Bounds
from treatyopt.methods.stability import Interval
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study
from treatyopt.study.screens import Screen

End = Literal["low", "score", "high"]
Word = Literal["necessary", "settled", "robust", "leaning", "contested", "tied", "sole", "none"]
Space = Literal["groups", "criteria", "single"]

_SPACES: dict[Space, str] = {
    "groups": "groups, uniform; shares inside groups fixed; best scores",
    "criteria": "criteria, uniform; best scores",
    "single": "one criterion, one weighting; best scores",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure the lead is as far as weights go: uniform over `over`, inner shares and best scores fixed.

    `weight_space` says that in words.

    `over` says what the weightings are of: the groups; the criteria, where the study has one group; `single`
    where it has one criterion, and so one weighting. `tier` is the word: `necessary` leads at every weighting and
    every score in range, `settled` at every weighting at best scores. `share` is (lower, upper) bound on the share of
    weightings in which the leader leads, equal where it is exact; None for tied, sole and none. It is, unless the
    weightings would take more cells than `methods.weightspace` allows; `upper` differs from `tier` where the bounds
    that then stand in for it straddle two tiers. `lead` is the gap to the runner-up in value
    points. `level` holds the ids of those groups or criteria with all of the weight on which a leader that is
    behind at no weighting only draws level; a leader with any is not settled.
    """

    tier: Word
    upper: Word
    leaders: tuple[str, ...]
    runner_up: str | None = None
    lead: float | None = None
    share: Bounds | None = None
    over: Space = "groups"
    level: tuple[str, ...] = ()

    @property
    def weight_space(self) -> str:
        """What the share is a share of, in words."""
        return _SPACES[self.over]


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


class Pair(NamedTuple):
    """Two ranked options: the share of weightings in which the first leads the second, exact.

    `necessary`: it does so at every weighting and every score in range (closed form). Over the groups, or the
    criteria of a study with one group.
    """

    first: str
    second: str
    winning_index: float
    necessary: bool


def score_rows(study: Study, options: Iterable[str], end: End = "score") -> list[list[float]]:
    """Scores, options x criteria in the study's order: best, or the low or high ends of the ranges."""
    return [[getattr(study.option(id).on(c.id), end) for c in study.criteria] for id in options]


def group_rows(
    study: Study, weights: Weights, options: Iterable[str], end: End = "score"
) -> list[list[float]]:
    """Share-weighted scores, options x groups in the study's order."""
    shares = {each.id: each.share for each in weights.criteria}
    return [
        [
            math.fsum(shares[c.id] * getattr(option.on(c.id), end) for c in group.criteria)
            for group in study.groups
        ]
        for option in map(study.option, options)
    ]


def span(interval: Interval | None, options: Sequence[str]) -> Span | None:
    """An interval with row indices replaced by option ids."""
    if interval is None:
        return None
    low, high, *rivals = interval
    return Span(low, high, *(None if each is None else options[each] for each in rivals))


def space(study: Study) -> Space:
    """What weightings are of: the groups, or where there is one group its criteria, or a single criterion."""
    return "groups" if len(study.groups) > 1 else "criteria" if len(study.criteria) > 1 else "single"


def space_rows(
    study: Study, weights: Weights, options: Iterable[str], end: End = "score"
) -> list[list[float]]:
    """Scores, options x what the weightings are of."""
    if space(study) == "groups":
        return group_rows(study, weights, options, end)
    return score_rows(study, options, end)


def verdict(study: Study, weights: Weights, ranked: Sequence[Standing]) -> Verdict:
    """The verdict on the lead of the first of the ranked standings, in order of rank."""
    leaders = tuple(each.id for each in ranked if each.rank == 1)
    if len(ranked) <= 1:
        tier: Word = "sole" if ranked else "none"
        return Verdict(tier, tier, leaders)
    if len(leaders) > 1:
        return Verdict("tied", "tied", leaders, lead=0.0)
    options, over = [each.id for each in ranked], space(study)
    rows = space_rows(study, weights, options)
    share = _share(rows)
    tiers: tuple[Word, Word] = (stability.tier(share.low), stability.tier(share.high))
    if all(stability.necessarily_ahead(rows[0], row) for row in rows[1:]):
        beyond = all(_necessary(study, weights, leaders[0], rival) for rival in options[1:])
        word: Word = "necessary" if beyond and doubted(study, options) else "settled"
        tiers, share = (word, word), Bounds(1.0, 1.0)
    columns = study.groups if over == "groups" else study.criteria
    level = tuple(columns[j].id for j in stability.level_columns(rows, 0))
    return Verdict(*tiers, leaders, options[1], ranked[0].value - ranked[1].value, share, over, level)


def _share(rows: Sequence[stability.Row]) -> Bounds:
    """The share of weightings in which the first row leads: exact, or bounds on it where cells are too many."""
    bounds = Bounds(*stability.leading_share(rows, 0))
    if bounds.low == bounds.high:
        return bounds
    try:
        led = weightspace.leading(weightspace.whole(len(rows[0])), rows, 0)
    except weightspace.TooManyCells:
        return bounds
    share = float(weightspace.share(led))
    return Bounds(share, share)


def doubted(study: Study, options: Iterable[str]) -> bool:
    """Whether any score of these options has a range: where none has, doubt in scores is not examined."""
    return any(each.low < each.high for id in options for each in study.option(id).scores)


def _necessary(study: Study, weights: Weights, first: str, second: str) -> bool:
    (low,) = space_rows(study, weights, [first], "low")
    (high,) = space_rows(study, weights, [second], "high")
    return stability.necessarily_ahead(low, high)


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


def pairs(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[Pair, ...]:
    """Every ordered pair of the shortlist with its exact pairwise winning index."""
    rows = dict(zip(shortlist, space_rows(study, weights, shortlist), strict=True))
    return tuple(
        Pair(
            first,
            second,
            stability.pairwise_index(stability.gaps(rows[first], rows[second])),
            _necessary(study, weights, first, second),
        )
        for first in shortlist
        for second in shortlist
        if first != second
    )
