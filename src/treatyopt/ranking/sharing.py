"""What several studies share: the same options on the same criteria, with weights that sum to 1 on those alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, ids
from treatyopt.ranking.weights import CriterionWeight, GroupWeight, Weights
from treatyopt.ranking.weightset import weight_set
from treatyopt.study.model import Study


class Unshared(NamedTuple):
    """An option or criterion that only some studies have, or a screen that asks for such a criterion; left out."""

    kind: Literal["option", "criterion", "screen"]
    id: str
    studies: tuple[str, ...]


def shared(
    studies: Mapping[str, Study], options: Sequence[str] | None, baseline: bool
) -> tuple[dict[str, Study], list[str], tuple[Unshared, ...]]:
    """Each study with the criteria that all have, the options to be compared, and what is left out of which.

    Raises ArgumentProblem, naming two studies, if they share no option or no criterion.
    """
    offered = {name: _options(name, study, options, baseline) for name, study in studies.items()}
    criteria = {name: [each.id for each in study.criteria] for name, study in studies.items()}
    compared, common = (_common(kind, had) for kind, had in (("option", offered), ("criterion", criteria)))
    left = [*_left("option", offered, compared), *_left("criterion", criteria, common)]
    kept = {name: _restricted(study, common) for name, study in studies.items()}
    screens = {
        name: [each.id for each in study.screens if each.criterion not in common]
        for name, study in studies.items()
    }
    left += _left("screen", screens, [])
    return kept, compared, tuple(left)


def _options(name: str, study: Study, asked: Sequence[str] | None, baseline: bool) -> list[str]:
    base = [study.baseline] if study.baseline is not None else []
    if asked is None:
        return [each.id for each in study.options if baseline or each.id not in base]
    try:
        chosen = [study.option(id).id for id in ids("options", asked)]
    except ArgumentProblem as problem:
        raise ArgumentProblem(f"{name}: {problem}") from None
    return [*chosen, *(id for id in base if baseline and id not in chosen)]


def _common(kind: str, had: Mapping[str, Sequence[str]]) -> list[str]:
    (first, found), *others = had.items()
    common = list(found)
    for name, each in others:
        if not set(found) & set(each):
            raise ArgumentProblem(f"{first} and {name} share no {kind}, so that there is nothing to compare")
        common = [id for id in common if id in each]
    if not common:
        raise ArgumentProblem(f"{', '.join(had)} share no {kind} among all of them; compare fewer")
    return common


def _left(
    kind: Literal["option", "criterion", "screen"], had: Mapping[str, Sequence[str]], common: Sequence[str]
) -> Iterator[Unshared]:
    for id in dict.fromkeys(id for each in had.values() for id in each):
        if id not in common:
            yield Unshared(kind, id, tuple(name for name, each in had.items() if id in each))


def _restricted(study: Study, criteria: Sequence[str]) -> Study:
    """A study with these criteria alone, and the screens that ask for them; itself, if it has no other."""
    if all(each.id in criteria for each in study.criteria):
        return study
    groups: list[Any] = []
    for group in study.groups:
        inside = tuple(each for each in group.criteria if each.id in criteria)
        groups += [group.changed(criteria=inside)] if inside else []
    options = (
        each.changed(scores=tuple(judged for judged in each.scores if judged.id in criteria))
        for each in study.options
    )
    return study.changed(
        groups=tuple(groups),
        options=tuple(options),
        screens=tuple(each for each in study.screens if each.criterion in criteria),
    )


def weighed_alike(study: Study, weights: Weights, name: str) -> Weights:
    """Weights on the criteria of a study that has fewer, in the same proportions, summing to 1.

    The weightings that the verdict is over are all of these: what was said is of criteria that are left out too.
    """
    used = {each.id: weights.of_criterion(each.id) for each in study.criteria}
    whole = math.fsum(used.values())
    if not whole:
        raise ArgumentProblem(f"{name}: all its weight is on criteria that the other studies have not")
    groups, criteria = [], []
    for group in study.groups:
        total = math.fsum(used[each.id] for each in group.criteria)
        groups.append(GroupWeight(group.id, 100 * total / whole, total / whole))
        for each in group.criteria:
            share = used[each.id] / total if total else 1 / len(group.criteria)
            criteria.append(CriterionWeight(each.id, group.id, share, used[each.id] / whole))
    over = weights.weight_set.over
    return replace(
        weights,
        typed=(),
        groups=tuple(groups),
        criteria=tuple(criteria),
        weight_set=weight_set(study, {each.id: each.share for each in criteria}, (), over),
        stand_in=False,
        remarks=(),
    )
