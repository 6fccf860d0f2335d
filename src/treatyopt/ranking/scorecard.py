"""The scorecard of a ranking: every option on every criterion, and on every group under the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from treatyopt.errors import ArgumentProblem, ids
from treatyopt.ranking.ranking import Ranking, require_ranking
from treatyopt.ranking.rows import group_rows
from treatyopt.result import SPARE, Result
from treatyopt.study.records import Criterion


class OnCriterion(NamedTuple):
    """One option on one criterion: its score with range (0-100), its basis, and the screens it fails there."""

    option: str
    score: float
    low: float
    high: float
    basis: str
    fails: tuple[str, ...]
    performance: Annotated[float | None, SPARE] = None
    performances: Annotated[tuple[float, float] | None, SPARE] = None


class OnGroup(NamedTuple):
    """One option on one group: the sum of share x score over its criteria, at best scores and at both ends (0-100)."""

    option: str
    score: float
    low: float
    high: float


class CriterionRow(NamedTuple):
    """A criterion with what 0 and 100 mean, its weight (0-1), and every option on it in the order of the options."""

    id: str
    name: str
    group: str
    zero: str | None
    hundred: str | None
    weight: float
    options: tuple[OnCriterion, ...]
    unit: Annotated[str | None, SPARE] = None


class GroupRow(NamedTuple):
    """A group with its weight (0-1), and every option on it in the order of the options."""

    id: str
    name: str
    weight: float
    options: tuple[OnGroup, ...]


@dataclass(frozen=True, repr=False)
class Scorecard(Result):
    """The options of a ranking by criterion and by group; `options` are their ids in the order of the columns."""

    ROOM = "scorecard"

    ranking: Ranking
    options: tuple[str, ...]
    criteria: tuple[CriterionRow, ...]
    groups: tuple[GroupRow, ...]


def scorecard(ranking: Ranking, options: Sequence[str] | None = None) -> Scorecard:
    """The scorecard of a ranking: of all its options from the baseline and the weakest on, or of those named.

    Raises ArgumentProblem for an option that is not compared there, or is named twice.
    """
    require_ranking(ranking)
    chosen = _ordered(ranking) if options is None else _named(ranking, options)
    return Scorecard(ranking, chosen, _by_criterion(ranking, chosen), _by_group(ranking, chosen))


def _ordered(ranking: Ranking) -> tuple[str, ...]:
    compared = [each for each in ranking.study.options if any(s.id == each.id for s in ranking.standings)]
    compared.sort(key=lambda each: (each.id != ranking.study.baseline, each.degree))
    return tuple(each.id for each in compared)


def _named(ranking: Ranking, options: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(ranking.standing(id).id for id in ids("options", options))
    if not chosen:
        raise ArgumentProblem("no option is named; leave the options out to see all of them")
    for i, id in enumerate(chosen):
        if id in chosen[:i]:
            raise ArgumentProblem(f"{id} is named twice")
    return chosen


def _by_criterion(ranking: Ranking, options: Sequence[str]) -> tuple[CriterionRow, ...]:
    study = ranking.study
    rows = []
    for each in ranking.weights.criteria:
        criterion = study.criterion(each.id)
        cells = tuple(_on(ranking, option, criterion) for option in options)
        rows.append(
            CriterionRow(
                criterion.id,
                criterion.name,
                each.group,
                criterion.at_zero,
                criterion.at_hundred,
                each.weight,
                cells,
                criterion.scale.unit if criterion.scale else None,
            )
        )
    return tuple(rows)


def _on(ranking: Ranking, option: str, criterion: Criterion) -> OnCriterion:
    judged = ranking.study.option(option).on(criterion.id)
    failed = [each for each in ranking.standing(option).screens if not each.passes]
    fails = tuple(each.screen for each in failed if each.criterion == criterion.id)
    figures = judged.score, judged.low, judged.high
    return OnCriterion(option, *figures, judged.basis, fails, judged.performance, judged.performances)


def _by_group(ranking: Ranking, options: Sequence[str]) -> tuple[GroupRow, ...]:
    study, weights = ranking.study, ranking.weights
    best, low, high = (
        group_rows(study, weights, options, "score"),
        group_rows(study, weights, options, "low"),
        group_rows(study, weights, options, "high"),
    )
    return tuple(
        GroupRow(
            group.id,
            group.name,
            weights.of(group.id),
            tuple(
                OnGroup(id, best[i][g], low[i][g], high[i][g]) for i, id in enumerate(options)
            ),
        )
        for g, group in enumerate(study.groups)
    )  # fmt: skip
