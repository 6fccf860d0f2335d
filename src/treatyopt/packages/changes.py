"""Scores set for one run: the study as changed, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from treatyopt.errors import ArgumentProblem, mapping
from treatyopt.study.model import Study
from treatyopt.study.records import Package


class Change(NamedTuple):
    """A score that was set for this run, in the unit of its criterion if it has one; None `was` if nobody knew it."""

    option: str
    criterion: str
    score: float
    was: float | None


def changed(study: Study, scores: Mapping[str, float]) -> tuple[Study, tuple[Change, ...]]:
    """The study with single scores set, as {"option.criterion": 0-100}, and packages following what they are made of.

    Scores on a criterion with a scale are in its unit.

    Raises ArgumentProblem for unknown ids and impossible figures.
    """
    changes = []
    for target, score in mapping("scores", scores).items():
        option, dot, criterion = target.partition(".")
        if not dot:
            raise ArgumentProblem(f"{target}: write OPTION.CRITERION, for example {_example(study)}")
        _not_a_group(study, criterion)
        measured = study.criterion(criterion)
        judged = study.option(option).on(measured.id)
        was = None if judged.basis == "unknown" else judged.in_unit_of(measured.scale)[1]
        study = study.with_score(option, criterion, score)
        changes.append(Change(option, criterion, float(score), was))
    return followed(study), tuple(changes)


def _not_a_group(study: Study, criterion: str) -> None:
    for group in study.groups:
        if group.id == criterion and all(each.id != criterion for each in group.criteria):
            inside = ", ".join(each.id for each in group.criteria)
            raise ArgumentProblem(f"{criterion} is a group; set the score of one of its criteria: {inside}")


def _example(study: Study) -> str:
    return f"{study.options[-1].id}.{study.criteria[-1].id}"


def followed(study: Study) -> Study:
    """A study with the scores of its packages worked out anew from its types."""
    if not any(isinstance(each, Package) for each in study.options):
        return study
    from treatyopt.packages.stretch import rebuilt

    options = tuple(rebuilt(study, each) if isinstance(each, Package) else each for each in study.options)
    return study.changed(options=options)
