"""Where several judges differ, whether it matters, and the mean of their weights.

Value is linear in the weights: the mean of an option's values under several weightings is its value at their mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.methods.stability import TIE
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.weights import CriterionWeight, GroupWeight, Weights, by_group
from treatyopt.ranking.weightset import WeightSet, weight_set
from treatyopt.study.model import Study

MEAN = "mean"


class Spread(NamedTuple):
    """The weights (0-1) that judges give a group or criterion, in their order, and who gives the most and the least.

    `difference` is from the least to the most; of what all weigh alike `most` and `least` are empty.
    """

    id: str
    kind: Literal["group", "criterion"]
    weights: tuple[float, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]
    difference: float


class Agreement:
    """What results say that hold the rankings of several judges: whether these agree."""

    rankings: tuple[Ranking, ...]

    @property
    def leaders(self) -> tuple[tuple[str, ...], ...]:
        """Who leads for each."""
        return tuple(each.verdict.leaders for each in self.rankings)

    @property
    def agree(self) -> bool:
        """Whether the same options lead for each."""
        return same_leader(self.rankings)

    @property
    def same_shortlist(self) -> bool:
        """Whether the same options pass the screens for each."""
        return same_shortlist(self.rankings)

    @property
    def same_order(self) -> bool:
        """Whether every option has the same rank for each."""
        return same_order(self.rankings)


def apart(names: Sequence[str]) -> list[str]:
    """Names as they are, with a number behind those that an earlier one has too, or the mean; no two are alike then."""
    taken, found = {MEAN, *names}, list[str]()
    for name in names:
        if name == MEAN or name in found:
            numbered = (f"{name} ({i})" for i in count(2))
            found.append(next(each for each in numbered if each not in taken))
            taken.add(found[-1])
        else:
            found.append(name)
    return found


def ends(names: Sequence[str], given: Sequence[float]) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """Who gives the most and who the least, and how far apart they are; nobody where all give the same."""
    low, high = min(given), max(given)
    if high - low <= TIE:
        return (), (), 0.0
    most = tuple(name for name, each in zip(names, given, strict=True) if high - each <= TIE)
    least = tuple(name for name, each in zip(names, given, strict=True) if each - low <= TIE)
    return most, least, high - low


def spreads(names: Sequence[str], weights: Sequence[Weights]) -> tuple[Spread, ...]:
    """How far judges are apart on each group and criterion that all of them weigh, the widest first, groups ahead.

    A criterion that is its own group stands as that.
    """
    criteria = [each.id for each in weights[0].criteria]
    groups = [each.id for each in weights[0].groups]
    if groups == criteria or any(_grouped(each) != _grouped(weights[0]) for each in weights):
        groups = []
    kinds: list[tuple[Literal["group", "criterion"], str]] = [("group", id) for id in groups]
    kinds += [("criterion", id) for id in criteria if id not in groups]
    found = []
    for kind, id in kinds:
        given = tuple(_weight(each, kind, id) for each in weights)
        found.append(Spread(id, kind, given, *ends(names, given)))
    return tuple(sorted(found, key=lambda each: (each.kind != "group", -round(each.difference, 9))))


def _grouped(weights: Weights) -> dict[str, frozenset[str]]:
    """Which criteria each group holds; weights of groups that hold other ones are no weights of the same."""
    return {
        group.id: frozenset(each.id for each in weights.criteria if each.group == group.id)
        for group in weights.groups
    }


def _weight(weights: Weights, kind: str, id: str) -> float:
    every: Sequence[GroupWeight | CriterionWeight] = weights.groups if kind == "group" else weights.criteria
    return next(each.weight for each in every if each.id == id)


def same_leader(rankings: Iterable[Ranking]) -> bool:
    """Whether the same options lead in each."""
    return len({frozenset(each.verdict.leaders) for each in rankings}) == 1


def same_shortlist(rankings: Iterable[Ranking]) -> bool:
    """Whether the same options pass the screens in each, in whatever order."""
    return len({frozenset(each.shortlist) for each in rankings}) == 1


def same_order(rankings: Iterable[Ranking]) -> bool:
    """Whether each option has the same rank in each."""
    return len({frozenset((one.id, one.rank) for one in each.standings) for each in rankings}) == 1


def mean_weights(study: Study, weights: Sequence[Weights]) -> Weights:
    """The mean of several weightings of a study, each with an equal say; what all of them say still holds."""
    used = {
        each.id: math.fsum(one.of_criterion(each.id) for one in weights) / len(weights)
        for each in study.criteria
    }
    groups, criteria = by_group(study, used)
    return replace(
        weights[0],
        name=MEAN,
        typed=(),
        groups=groups,
        criteria=criteria,
        weight_set=_common(study, {each.id: each.share for each in criteria}, weights),
        stand_in=False,
        remarks=(),
        mean_of=tuple(each.name for each in weights),
    )


def _common(study: Study, shares: dict[str, float], weights: Sequence[Weights]) -> WeightSet:
    """The weightings that fit what all say; a mean of weightings that fit a statement fits it too."""
    first, *others = (each.weight_set for each in weights)
    said = [each for each in first.statements if all(each.text in other.said for other in others)]
    try:
        return weight_set(study, shares, said, first.over)
    except ArgumentProblem:
        return weight_set(study, shares, (), first.over)
