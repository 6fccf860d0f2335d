"""Scores as plain rows: options x criteria, or x groups by the shares inside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study

End = Literal["low", "score", "high"]
Space = Literal["groups", "criteria", "single"]


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
