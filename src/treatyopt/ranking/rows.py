"""Scores as plain rows: options x criteria, or x groups by the shares inside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from treatyopt.methods.stability import Row
from treatyopt.ranking.weights import Weights
from treatyopt.ranking.weightset import rows_said
from treatyopt.study.model import Study

End = Literal["low", "score", "high"]


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


def space_rows(
    study: Study, weights: Weights, options: Iterable[str], end: End = "score"
) -> list[list[float]]:
    """Scores, options x what the weightings are of."""
    if weights.weight_set.over == "groups":
        return group_rows(study, weights, options, end)
    return score_rows(study, options, end)


def said_rows(study: Study, weights: Weights, ids: Sequence[str]) -> list[tuple[str, Row]]:
    """What was said as rows over groups or criteria, by id: where it holds, the weighted sum is at least 0."""
    shares = {each.id: each.share for each in weights.criteria}
    return [*rows_said(study, shares, weights.weight_set.statements, ids)]


def by_column(weights: Weights, figures: Mapping[str, float]) -> Row:
    """Figures by criterion as a row over what the weightings are of; what is left out counts nothing."""
    if weights.weight_set.over != "groups":
        return tuple(figures.get(each.id, 0.0) for each in weights.criteria)
    return tuple(
        math.fsum(
            each.share * figures.get(each.id, 0.0) for each in weights.criteria if each.group == group.id
        )
        for group in weights.groups
    )
