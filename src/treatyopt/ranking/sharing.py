"""What several studies share: the same options on the same criteria, with weights that sum to 1 on those alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, ids, listed, texts
from treatyopt.ranking.weights import Weights, at_centroid, by_group
from treatyopt.ranking.weightset import weight_set
from treatyopt.study.model import Study
from treatyopt.study.statements import Statement, read_statement


class Unshared(NamedTuple):
    """An option or criterion that only some studies have, or a screen or statement of such a criterion; left out."""

    kind: Literal["option", "criterion", "screen", "statement"]
    id: str
    studies: tuple[str, ...]


def shared(
    studies: Mapping[str, Study], options: Sequence[str] | None, baseline: bool
) -> tuple[dict[str, Study], list[str], tuple[Unshared, ...]]:
    """Each study with the criteria that all have, the options to be compared, and what is left out of which.

    Raises ArgumentProblem, naming two studies, if they share no option or no criterion.
    """
    offered = {name: _options(name, studies, options, baseline) for name in studies}
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


def in_one(name: str, problem: ArgumentProblem, studies: Mapping[str, Study]) -> ArgumentProblem:
    """What one of several studies refuses, by its name; of an id that is not in all of them, which have it."""
    kind, id = problem.missing or ("", "")
    having = [each for each, study in studies.items() if _has(study, kind, id)]
    if not having:
        return ArgumentProblem(f"{name}: {problem}", arguments=problem.arguments, kind=problem.kind)
    verb = "has" if len(having) == 1 else "have"
    return ArgumentProblem(f"{id}: only {listed(having)} {verb} that {kind}; name what all studies have")


def _has(study: Study, kind: str, id: str) -> bool:
    parts: dict[str, tuple[Sequence[Any], ...]] = {
        "option": (study.options,),
        "criterion": (study.criteria,),
        "group or criterion": (study.groups, study.criteria),
        "profile": (study.profiles,),
        "screen": (study.screens,),
    }
    return any(each.id == id for records in parts.get(kind, ()) for each in records)


def _options(
    name: str, studies: Mapping[str, Study], asked: Sequence[str] | None, baseline: bool
) -> list[str]:
    study = studies[name]
    base = [study.baseline] if study.baseline is not None else []
    if asked is None:
        return [each.id for each in study.options if baseline or each.id not in base]
    try:
        chosen = [study.option(id).id for id in ids("options", asked)]
    except ArgumentProblem as problem:
        raise in_one(name, problem, studies) from None
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


def weighed_alike(
    study: Study, whole: Study, weights: Weights, say: Sequence[str] = ()
) -> tuple[Weights, tuple[str, ...]]:
    """Weights on the criteria of a study that is part of a `whole`, summing to 1, and what was said that is left out.

    They keep their proportions; where they are the centroid of what was said of these criteria alone, they are that of
    what fits it here. Raises ArgumentProblem for a statement of `say` that is left out, and weights that are all on
    criteria left out.
    """
    said = weights.weight_set.statements
    gone = {each.text: why for each in said if (why := _gone(study, whole, each))}
    known = [*(each.id for each in whole.groups), *(each.id for each in whole.criteria)]
    asked = [read_statement(each, known).text for each in texts("say", say)]
    for text in asked:
        if text in gone:
            raise ArgumentProblem(
                f"{text}: {gone[text]}; say what is of criteria that all have", arguments=("say",)
            )
    found = _on(study, weights, {each.id: weights.of_criterion(each.id) for each in study.criteria})
    shares = {each.id: each.share for each in found.criteria}
    kept = [each for each in said if each.text not in gone]
    try:
        fits = weight_set(study, shares, kept, weights.weight_set.over)
    except ArgumentProblem as problem:  # such as an equality of the only two criteria that all have
        if asked:
            raise
        gone |= {each.text: str(problem) for each in kept}
        fits = weight_set(study, shares, (), weights.weight_set.over)
    stand_in = weights.stand_in and not gone
    if stand_in:
        parts = {group.id: {each.id: shares[each.id] for each in group.criteria} for group in study.groups}
        totals, inner = at_centroid(study, parts, fits)
        at = {id: totals[group] * share for group, held in inner.items() for id, share in held.items()}
        found = _on(study, weights, at)
    return replace(found, weight_set=fits, stand_in=stand_in), tuple(gone)


def _gone(study: Study, whole: Study, said: Statement) -> str:
    """Why a statement about the whole study says nothing of a part of it, if it does not."""
    if len(study.criteria) == 1:
        return "there is one criterion that all studies have, and so only one weighting"
    if any(each.part for each in said.comparisons):
        return "a percentage is of all weight, and some criteria are left out"
    here, there = (
        {each.id: {one.id for one in each.criteria} for each in one.groups} for one in (study, whole)
    )
    criteria = {each.id for each in study.criteria}
    for id in (id for each in said.comparisons for id, _ in each.factors):
        if id not in criteria and here.get(id) != there.get(id):
            return f"not all studies have all criteria of {id}"
        if id not in criteria and id not in here:
            return f"not all studies have {id}"
    return ""


def _on(study: Study, weights: Weights, used: Mapping[str, float]) -> Weights:
    """Weights with those of criteria replaced by some in proportion, which sum to 1."""
    whole = math.fsum(used.values())
    if not whole:
        raise ArgumentProblem("all its weight is on criteria that the other studies have not")
    groups, criteria = by_group(study, {id: each / whole for id, each in used.items()})
    known = {*(each.id for each in study.groups), *(each.id for each in study.criteria)}
    typed = tuple(each for each in weights.typed if each.id in known)
    return replace(weights, typed=typed, groups=groups, criteria=criteria, remarks=())
