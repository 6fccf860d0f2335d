"""Weights: points typed by a user or kept in a profile, combined and normalised to sum to 1.

Weights are bound to criteria by id, never by position.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, mapping, number, printable
from treatyopt.result import Result
from treatyopt.study.model import Study, find, require_study
from treatyopt.study.records import Group

MAX_POINTS = 1e9
_TOLERANCE = 1e-9
_NEARLY = 0.011  # as far as rounded shares are off: three times 0.33, or 33


class GroupWeight(NamedTuple):
    """A group's points as used, and its weight: the sum of its criteria's weights."""

    id: str
    points: float
    weight: float


class GivenPoints(NamedTuple):
    """Points that were given for a group or a criterion, by id."""

    id: str
    points: float


class CriterionWeight(NamedTuple):
    """A criterion's share of its group (shares sum to 1 in a group) and its weight (weights sum to 1)."""

    id: str
    group: str
    share: float
    weight: float


@dataclass(frozen=True, repr=False)
class Weights(Result):
    """Normalised swing weights of every group and criterion, with what was typed to get them.

    `profile` is the profile they start from; `typed` holds the (id, points) that replaced parts of it.
    `remarks` say in one sentence each where those points may not do what was meant.
    """

    ROOM = "weights"

    name: str
    profile: str
    typed: tuple[GivenPoints, ...]
    groups: tuple[GroupWeight, ...]
    criteria: tuple[CriterionWeight, ...]
    remarks: tuple[str, ...] = ()

    def of(self, id: str) -> float:
        """The weight of a group or criterion, 0-1, by id; ArgumentProblem if unknown."""
        every: list[GroupWeight | CriterionWeight] = [*self.groups, *self.criteria]
        return find("group or criterion", id, every).weight


def weigh(
    study: Study,
    points: Mapping[str, float] | None = None,
    profile: str | None = None,
    name: str | None = None,
) -> Weights:
    """The weights of a profile (the study's own by default) with points for groups or criteria replaced.

    A group's points replace its total and keep its inner shares. A criterion's points replace its own and
    move its group's total with them. With both, the group's total is fixed: the named criteria take theirs
    from it and the rest divide the remainder in proportion. Raises ArgumentProblem for unknown ids, points
    that are not finite numbers >= 0, points that contradict each other, and points that are all zero.
    """
    require_study(study)
    chosen = find("profile", profile if profile is not None else study.profile, study.profiles)
    typed = _checked(study, mapping("weights", points or {}))
    given = dict(chosen.points)
    inner = {group: dict(shares) for group, shares in chosen.shares}
    totals: dict[str, float] = {}
    shares: dict[str, dict[str, float]] = {}
    for group in study.groups:
        equal = {criterion.id: 1.0 for criterion in group.criteria}
        start = _normalised(inner.get(group.id, equal))
        totals[group.id], shares[group.id] = _combined(group, given[group.id], start, typed)
    if not any(totals.values()):
        raise ArgumentProblem("all weights are zero; give points to at least one group or criterion")
    return _assembled(study, chosen.id, typed, totals, shares, name)


def _checked(study: Study, points: Mapping[str, float]) -> dict[str, float]:
    known = [group.id for group in study.groups] + [criterion.id for criterion in study.criteria]
    for id, value in points.items():
        if id not in known:
            raise ArgumentProblem.unknown("group or criterion", str(id), known)
        given = number(value)
        if given is None:
            raise ArgumentProblem(f"{id}={printable(str(value))}: points must be a number")
        if not 0 <= given <= MAX_POINTS:
            raise ArgumentProblem(f"{id}={value}: points must be a finite number from 0 to {MAX_POINTS:g}")
    return {id: float(value) for id, value in points.items()}


def _combined(
    group: Group, total: float, shares: dict[str, float], typed: Mapping[str, float]
) -> tuple[float, dict[str, float]]:
    """The group's total and inner shares after the typed points have taken effect."""
    named = {criterion.id: typed[criterion.id] for criterion in group.criteria if criterion.id in typed}
    if not named:
        return typed.get(group.id, total), shares
    rest = {id: share for id, share in shares.items() if id not in named}
    if group.id in typed:
        total = typed[group.id]
        remainder = _remainder(group, total, named, bool(rest))
        rest = {id: remainder * share for id, share in _normalised(rest).items()}
    else:
        rest = {id: total * share for id, share in rest.items()}
        total = math.fsum([*named.values(), *rest.values()])
    parts = {id: named.get(id, rest.get(id, 0.0)) for id in shares}
    return total, _normalised(parts) if any(parts.values()) else _normalised(dict.fromkeys(shares, 1.0))


def _remainder(group: Group, total: float, named: Mapping[str, float], others: bool) -> float:
    taken = math.fsum(named.values())
    slack = _TOLERANCE * max(total, taken)
    listed = " + ".join(f"{id}={points:g}" for id, points in named.items())
    if taken > total + slack:
        raise ArgumentProblem(f"{listed} takes {taken:g} points, more than {group.id}={total:g} has")
    if not others and taken < total - slack:
        raise ArgumentProblem(f"{listed} makes {taken:g} points, not {group.id}={total:g}; drop one of them")
    return max(total - taken, 0.0)


def _normalised(parts: Mapping[str, float]) -> dict[str, float]:
    """Parts of 1 in proportion; equal parts where all are zero."""
    largest = max(parts.values(), default=0.0)
    if not largest:
        return {id: 1 / len(parts) for id in parts}
    scaled = {id: part / largest for id, part in parts.items()}
    total = math.fsum(scaled.values())
    return {id: part / total for id, part in scaled.items()}


def _assembled(
    study: Study,
    profile: str,
    typed: Mapping[str, float],
    totals: Mapping[str, float],
    shares: Mapping[str, Mapping[str, float]],
    name: str | None,
) -> Weights:
    weights = _normalised(totals)
    groups = tuple(GroupWeight(group.id, totals[group.id], weights[group.id]) for group in study.groups)
    criteria = tuple(
        CriterionWeight(id, group.id, share, share * weights[group.id])
        for group in study.groups
        for id, share in ((each.id, shares[group.id][each.id]) for each in group.criteria)
    )
    label = ", ".join([profile, *(f"{id}={points:g}" for id, points in typed.items())])
    remarks = _remarks(study, profile, typed, totals, shares)
    given = tuple(GivenPoints(id, points) for id, points in typed.items())
    return Weights(name or label, profile, given, groups, criteria, remarks)


def _remarks(
    study: Study,
    profile: str,
    typed: Mapping[str, float],
    totals: Mapping[str, float],
    shares: Mapping[str, Mapping[str, float]],
) -> tuple[str, ...]:
    """A word to those who seem to have given shares of a whole, while the profile's points stand beside them."""
    within = {criterion.id: group.id for group in study.groups for criterion in group.criteria}
    counted = [points for id, points in typed.items() if within.get(id) not in typed]
    given = math.fsum(counted)
    kept = math.fsum(totals.values()) - given
    whole = min(abs(given - 1), abs(given - 100) / 100) <= _NEARLY and len(counted) > 1
    shared_out = whole or given == 100
    if not any(counted) or kept <= 1 or not (shared_out or max(counted) < 1):
        return ()
    keepers = [
        each for group in study.groups for each in _keepers(group, typed, totals[group.id], shares[group.id])
    ]
    who = " and ".join([", ".join(keepers[:-1]), keepers[-1]]) if len(keepers) > 1 else keepers[0]
    first = next(points for points in counted if points)
    what = (
        f"if shares of all the weight were meant, give {who} 0 points too"
        if shared_out
        else f"points stand beside the profile's, which sum to 100: write {100 * first:g} for {first:g}"
    )
    return (
        f"the points given sum to {given:g} and have {100 * given / (given + kept):.1f}% of the weight, since "
        f"{who} {'keep' if len(keepers) > 1 else 'keeps'} {kept:g} points of the profile {profile}; {what}",
    )


def _keepers(
    group: Group, typed: Mapping[str, float], total: float, shares: Mapping[str, float]
) -> list[str]:
    """The group, or those of its criteria, that nobody gave points to and that have some."""
    if group.id in typed or not total:
        return []
    if not any(criterion.id in typed for criterion in group.criteria):
        return [group.id]
    return [id for id, share in shares.items() if id not in typed and share]


def read_points(path: str | os.PathLike[str]) -> dict[str, float]:
    """The points in a weights file: a YAML or JSON mapping of group or criterion ids to numbers.

    Raises FileProblem if it cannot be read or is anything else. Ids are checked when they are used.
    """
    from treatyopt.study.yamlfile import Mapped, read

    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"{printable(repr(path))} is not the path of a file")
    file = Path(path)
    document = read(file)
    name = printable(str(file), 200)
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a mapping of group or criterion ids to points")
    problems = [
        Problem(name, document.lines[id], printable(id), f"points must be a number, not {_shown(value)}")
        for id, value in document.items()
        if isinstance(value, bool) or not isinstance(value, (int, float))
    ]
    if problems:
        raise FileProblem(problems)
    if not document:
        raise FileProblem.of(name, "holds no points")
    return dict(document)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {printable(value, 40)!r}"
    return "a list or mapping" if isinstance(value, (list, dict)) else printable(str(value), 40)
