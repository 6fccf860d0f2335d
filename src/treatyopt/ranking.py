"""Screens, additive value and verdict: a study and some weights in, a frozen Ranking out. Pure Python.

Value is the sum of weight x score. That assumes mutual preferential independence of the criteria.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from treatyopt import stability
from treatyopt.errors import ArgumentProblem, unknown
from treatyopt.model import Option, Screen, Study, find
from treatyopt.stability import TIE, Interval
from treatyopt.weights import Weights, weigh

End = Literal["low", "score", "high"]
Word = Literal["necessary", "robust", "leaning", "contested", "tied", "sole", "none"]


@dataclass(frozen=True, slots=True)
class Screening:
    """How one option meets one screen, on its best score; `margin` is score minus threshold, in points.

    `throughout`: the answer is the same at every score in the option's range.
    """

    screen: str
    criterion: str
    minimum: float
    score: float
    margin: float
    passes: bool
    throughout: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One option's place: rank (None if screened out), value 0-100, and where the value comes from.

    `low` and `high` are the value with all scores at the low or high end of their ranges: bounds, not a
    confidence interval. `criteria` and `groups` hold (id, contribution) with contributions summing to value.
    """

    option: str
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

    def to_dict(self) -> dict[str, Any]:
        """Plain data, keyed by ids."""
        return {
            "id": self.option,
            "name": self.name,
            "rank": self.rank,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "passes": self.passes,
            "groups": dict(self.groups),
            "criteria": dict(self.criteria),
            "screens": [asdict(each) for each in self.screens],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure the lead is as far as weights go: uniform over groups, inner shares and best scores fixed.

    `tier` is the word; `upper` differs from it where the exact bounds on the share straddle two tiers.
    `share` is (lower, upper) bound on the share of weightings in which the leader leads, equal when exact;
    None for tied, sole and none. `lead` is the gap to the runner-up in value points.
    """

    tier: Word
    upper: Word
    leaders: tuple[str, ...]
    runner_up: str | None = None
    lead: float | None = None
    share: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "tier": self.tier,
            "upper_tier": self.upper,
            "leaders": list(self.leaders),
            "runner_up": self.runner_up,
            "lead": self.lead,
            "share": None if self.share is None else {"low": self.share[0], "high": self.share[1]},
            "weight_space": "groups, uniform; shares inside groups fixed; best scores",
        }


@dataclass(frozen=True, slots=True)
class Span:
    """The values of a weight (0-1) in which something holds, and the option that ends it on each side."""

    low: float
    high: float
    below: str | None
    above: str | None


@dataclass(frozen=True, slots=True)
class StabilityInterval:
    """How far one weight can move, the others in proportion: `lead` keeps the leader, `order` the order."""

    id: str
    kind: Literal["group", "criterion"]
    weight: float
    lead: Span | None
    order: Span | None


@dataclass(frozen=True, slots=True)
class ThresholdInterval:
    """The thresholds of a screen that leave the shortlist as it is: above `low`, up to `high` (0-100)."""

    screen: str
    minimum: float
    low: float | None
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ranked options: the share of weightings in which the first leads the second, exact.

    `necessary`: it does so at every weighting and every score in range (closed form, over groups).
    """

    first: str
    second: str
    index: float
    necessary: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A score that was set for this run."""

    option: str
    criterion: str
    score: float
    was: float


@dataclass(frozen=True)
class Ranking:
    """The answer for one set of weights, with its inputs.

    `standings` holds the ranked options in order of rank, then those screened out in order of value.
    `study` is the study as ranked: with `changes` made.
    """

    study: Study
    weights: Weights
    screens: tuple[str, ...]
    changes: tuple[Change, ...]
    standings: tuple[Standing, ...]
    verdict: Verdict
    intervals: tuple[StabilityInterval, ...]
    thresholds: tuple[ThresholdInterval, ...]
    pairs: tuple[Pair, ...]

    @property
    def shortlist(self) -> tuple[str, ...]:
        """The ids of the options that are ranked, best first."""
        return tuple(each.option for each in self.standings if each.rank is not None)

    def standing(self, option: str) -> Standing:
        """The standing of an option, by id; ArgumentProblem if it was not among those compared."""
        for each in self.standings:
            if each.option == option:
                return each
        raise ArgumentProblem(unknown("option in this ranking", option, [s.option for s in self.standings]))

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain data, keyed by ids."""
        return {
            "study": {"title": self.study.title, "source": self.study.source.short},
            "weights": self.weights.to_dict(),
            "screens": list(self.screens),
            "set": [asdict(each) for each in self.changes],
            "options": [each.to_dict() for each in self.standings],
            "shortlist": list(self.shortlist),
            "verdict": self.verdict.to_dict(),
            "stability": [asdict(each) for each in self.intervals],
            "thresholds": [asdict(each) for each in self.thresholds],
            "pairs": [asdict(each) for each in self.pairs],
        }


def rank(
    study: Study,
    weights: Mapping[str, float] | Weights | None = None,
    profile: str | None = None,
    *,
    options: Sequence[str] | None = None,
    screens: Sequence[str] | None = None,
    scores: Mapping[str, float] | None = None,
    baseline: bool = False,
) -> Ranking:
    """Rank the options of a study by additive value, screens applied first.

    `weights` gives points by group or criterion id on top of `profile` (the study's own by default), or is a
    finished Weights. `options` restricts what is compared (all types by default; `baseline` adds the
    baseline). `screens` names those to apply (all by default, `[]` for none). `scores` sets single scores,
    as {"option.criterion": 0-100}. Raises ArgumentProblem for unknown ids and impossible figures.
    """
    study, changes = _changed(study, scores or {})
    used = weights if isinstance(weights, Weights) else weigh(study, weights, profile)
    compared = _compared(study, options, baseline)
    applied = _applied(study, screens)
    standings = _ranked([_standing(study, used, option, applied) for option in compared], study)
    shortlist = tuple(each.option for each in standings if each.rank is not None)
    return Ranking(
        study=study,
        weights=used,
        screens=tuple(screen.id for screen in applied),
        changes=changes,
        standings=standings,
        verdict=_verdict(study, used, [each for each in standings if each.rank is not None]),
        intervals=_intervals(study, used, shortlist),
        thresholds=_thresholds(applied, standings),
        pairs=_pairs(study, used, shortlist),
    )


def score_rows(study: Study, options: Iterable[str], end: End = "score") -> list[list[float]]:
    """Scores, options x criteria in the study's order: best, or the low or high ends of the ranges."""
    return [[getattr(study.option(id).on(c.id), end) for c in study.criteria] for id in options]


def group_rows(study: Study, weights: Weights, options: Iterable[str], end: End = "score") -> list[list[float]]:
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
    below, above = interval.below, interval.above
    return Span(
        interval.low,
        interval.high,
        None if below is None else options[below],
        None if above is None else options[above],
    )


def _changed(study: Study, scores: Mapping[str, float]) -> tuple[Study, tuple[Change, ...]]:
    changes = []
    for target, score in scores.items():
        option, dot, criterion = target.partition(".")
        if not dot:
            raise ArgumentProblem(f"{target}: write OPTION.CRITERION, for example {_example(study)}")
        was = study.option(option).on(study.criterion(criterion).id).score
        study = study.with_score(option, criterion, score)
        changes.append(Change(option, criterion, float(score), was))
    return study, tuple(changes)


def _example(study: Study) -> str:
    return f"{study.options[-1].id}.{study.criteria[-1].id}"


def _compared(study: Study, options: Sequence[str] | None, baseline: bool) -> list[Option]:
    if not options:
        return [each for each in study.options if baseline or each.id != study.baseline]
    for i, id in enumerate(options):
        if id in options[:i]:
            raise ArgumentProblem(f"{id} is named twice")
    chosen = [study.option(id) for id in options]
    if baseline and study.baseline is not None and study.baseline not in options:
        chosen.append(study.option(study.baseline))
    return chosen


def _applied(study: Study, screens: Sequence[str] | None) -> tuple[Screen, ...]:
    if screens is None:
        return study.screens
    wanted = [find("screen", id, study.screens).id for id in screens]
    return tuple(screen for screen in study.screens if screen.id in wanted)


def screening(option: Option, screen: Screen) -> Screening:
    """How an option meets a screen."""
    judged = option.on(screen.criterion)
    passes = judged.score >= screen.minimum
    same = judged.low >= screen.minimum if passes else judged.high < screen.minimum
    margin = judged.score - screen.minimum
    return Screening(screen.id, screen.criterion, screen.minimum, judged.score, margin, passes, same)


def stand(study: Study, weights: Weights, option: Option, screens: Sequence[str]) -> Standing:
    """An option's standing by itself, not yet ranked; `screens` are ids."""
    return _standing(study, weights, option, _applied(study, screens))


def _standing(study: Study, weights: Weights, option: Option, screens: Iterable[Screen]) -> Standing:
    parts = tuple((each.id, each.weight * option.on(each.id).score) for each in weights.criteria)
    homes = {each.id: each.group for each in weights.criteria}
    groups = tuple(
        (group.id, math.fsum(part for id, part in parts if homes[id] == group.id)) for group in study.groups
    )
    return Standing(
        option=option.id,
        name=option.name,
        rank=None,
        value=math.fsum(part for _, part in parts),
        low=math.fsum(each.weight * option.on(each.id).low for each in weights.criteria),
        high=math.fsum(each.weight * option.on(each.id).high for each in weights.criteria),
        groups=groups,
        criteria=parts,
        screens=tuple(screening(option, screen) for screen in screens),
    )


def _ranked(standings: Iterable[Standing], study: Study) -> tuple[Standing, ...]:
    """In order of rank, ties by degree; then what is screened out, in order of value."""
    degree = {option.id: option.degree for option in study.options}
    by_value = sorted(standings, key=lambda each: (-each.value, degree[each.option]))
    ranked: list[Standing] = []
    for place, each in enumerate((each for each in by_value if each.passes), start=1):
        tied = bool(ranked) and ranked[-1].value - each.value <= TIE
        ranked.append(replace(each, rank=ranked[-1].rank if tied else place))
    ranked.sort(key=lambda each: (each.rank, degree[each.option]))
    return (*ranked, *(each for each in by_value if not each.passes))


def _verdict(study: Study, weights: Weights, ranked: Sequence[Standing]) -> Verdict:
    leaders = tuple(each.option for each in ranked if each.rank == 1)
    if len(ranked) <= 1:
        tier: Word = "sole" if ranked else "none"
        return Verdict(tier, tier, leaders)
    if len(leaders) > 1:
        return Verdict("tied", "tied", leaders, lead=0.0)
    options = [each.option for each in ranked]
    share = stability.leading_share(group_rows(study, weights, options), 0)
    runner_up, lead = options[1], ranked[0].value - ranked[1].value
    if all(_necessary(study, weights, leaders[0], rival) for rival in options[1:]):
        return Verdict("necessary", "necessary", leaders, runner_up, lead, (1.0, 1.0))
    return Verdict(stability.tier(share[0]), stability.tier(share[1]), leaders, runner_up, lead, share)


def _necessary(study: Study, weights: Weights, first: str, second: str) -> bool:
    (low,) = group_rows(study, weights, [first], "low")
    (high,) = group_rows(study, weights, [second], "high")
    return stability.necessarily_ahead(low, high)


def _intervals(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[StabilityInterval, ...]:
    if len(shortlist) < 2:
        return ()
    by_group = _Table(group_rows(study, weights, shortlist), [each.weight for each in weights.groups])
    by_criterion = _Table(score_rows(study, shortlist), [each.weight for each in weights.criteria])
    return (
        *(by_group.interval(i, each.id, "group", shortlist) for i, each in enumerate(weights.groups)),
        *(by_criterion.interval(i, each.id, "criterion", shortlist) for i, each in enumerate(weights.criteria)),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows in order of rank with the weights of their columns."""

    rows: list[list[float]]
    weights: list[float]

    def interval(
        self, target: int, id: str, kind: Literal["group", "criterion"], options: Sequence[str]
    ) -> StabilityInterval:
        lead = stability.leads_within(self.rows, self.weights, target, 0)
        order = stability.order_holds_within(self.rows, self.weights, target, range(len(options)))
        return StabilityInterval(id, kind, self.weights[target], span(lead, options), span(order, options))


def _thresholds(screens: Iterable[Screen], standings: Sequence[Standing]) -> tuple[ThresholdInterval, ...]:
    found = []
    for screen in screens:
        stay_in = [s.score for each in standings if each.passes for s in each.screens if s.screen == screen.id]
        stay_out = [
            s.score
            for each in standings
            for s in each.screens
            if s.screen == screen.id and [t.screen for t in each.screens if not t.passes] == [screen.id]
        ]
        kept = stability.threshold_interval(stay_out, stay_in)
        found.append(ThresholdInterval(screen.id, screen.minimum, kept.low, kept.high))
    return tuple(found)


def _pairs(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[Pair, ...]:
    rows = dict(zip(shortlist, group_rows(study, weights, shortlist), strict=True))
    return tuple(
        Pair(
            first,
            second,
            stability.pairwise_index([a - b for a, b in zip(rows[first], rows[second], strict=True)]),
            _necessary(study, weights, first, second),
        )
        for first in shortlist
        for second in shortlist
        if first != second
    )
