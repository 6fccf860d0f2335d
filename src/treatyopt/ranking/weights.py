"""Weights: points typed by a user or kept in a profile, combined and normalised to sum to 1.

Weights are bound to criteria by id, never by position.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, as_typed, listed, mapping, number, pointed, printable, texts
from treatyopt.ranking.weightset import WeightSet, rows_said, weight_set
from treatyopt.result import UNTOLD, Result
from treatyopt.study.model import Study, find, require_study
from treatyopt.study.profiles import Profile
from treatyopt.study.records import Group
from treatyopt.study.statements import Statement, read_statement

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
    """Normalised swing weights of every group and criterion, with what was typed and said to get them.

    `profile` is the profile they start from; `typed` holds the (id, points) that replaced parts of it. `weight_set`
    is what was said of weights leaves possible: all that follows about weights in general is about that set. Where
    no points were given beside what was said, these weights are its centroid (`stand_in`). `remarks` say in one
    sentence each where what was given may not do what was meant. `mean_of` names the weightings that these are the
    mean of, if they are one.
    """

    ROOM = "weights"

    name: str
    profile: str
    typed: tuple[GivenPoints, ...]
    groups: tuple[GroupWeight, ...]
    criteria: tuple[CriterionWeight, ...]
    weight_set: WeightSet
    stand_in: bool = False
    remarks: tuple[str, ...] = ()
    mean_of: tuple[str, ...] = field(default=(), metadata=UNTOLD)

    def of(self, id: str) -> float:
        """The weight of a group or criterion, 0-1, by id; ArgumentProblem if unknown."""
        every: list[GroupWeight | CriterionWeight] = [*self.groups, *self.criteria]
        return find("group or criterion", id, every).weight

    def of_criterion(self, id: str) -> float:
        """The weight of a criterion, 0-1, by id: where a group has the same id it is the criterion's all the same."""
        return find("criterion", id, self.criteria).weight

    @cached_property
    def columns(self) -> tuple[GroupWeight | CriterionWeight, ...]:
        """The weights that the weight set is of: of the groups, or of the criteria."""
        return self.groups if self.weight_set.over == "groups" else self.criteria


def weigh(
    study: Study,
    points: Mapping[str, float] | None = None,
    profile: str | None = None,
    name: str | None = None,
    *,
    say: Sequence[str] = (),
    over: Literal["groups", "criteria"] = "groups",
) -> Weights:
    """The weights of a profile (the study's own by default) with points for groups or criteria replaced.

    A group's points replace its total and keep its inner shares. A criterion's points replace its own and
    move its group's total with them. With both, the group's total is fixed: the named criteria take theirs
    from it and the rest divide the remainder in proportion.

    `say` holds statements about weights, such as "security>=realism" or "realism<=40%", beside those of the profile:
    what follows of weights in general then holds for the weightings that fit them, `over` the groups (their inner
    shares fixed) or over all criteria. Without points of your own the centroid of those stands for them.

    Raises ArgumentProblem for unknown ids, points that are not finite numbers >= 0, points that contradict each
    other or what was said, points that are all zero, and statements that cannot be read or cannot hold together.
    """
    require_study(study)
    if over not in ("groups", "criteria"):
        raise ArgumentProblem(f"over={printable(str(over))}: must be groups or criteria")
    chosen = find("profile", profile if profile is not None else study.profile, study.profiles)
    typed = _checked(study, mapping("weights", points or {}))
    said = _read(study, chosen, say)
    anchored = bool(typed) or (bool(chosen.points) and (profile is not None or not say))
    totals, shares = _pointed(study, chosen, typed, said, over)
    fits = weight_set(
        study, {id: each for inner in shares.values() for id, each in inner.items()}, said, over
    )
    if not anchored:
        totals, shares = at_centroid(study, shares, fits)
    if not any(totals.values()):
        raise ArgumentProblem("all weights are zero; give points to at least one group or criterion")
    named = [chosen.id] if anchored or profile is not None else []
    given = ", ".join([*named, *(f"{id}={as_typed(each)}" for id, each in typed.items())])
    label = given or "; ".join(each.text for each in said)
    found = _assembled(study, chosen.id, typed, totals, shares, fits, anchored)
    if anchored:
        _require_fit(study, found, given)
    return replace(found, name=name or label)


def _require_fit(study: Study, found: Weights, given: str) -> None:
    """Raise ArgumentProblem if the points that were given break what was said, by more than rounding."""
    at = [each.weight for each in found.columns]
    shares = {each.id: each.share for each in found.criteria}
    for text, row in rows_said(study, shares, found.weight_set.statements, found.weight_set.ids):
        if math.fsum(x * w for x, w in zip(row, at, strict=True)) < -_TOLERANCE:
            raise ArgumentProblem(
                f"{text}: the points of {given} break that ({_amounts(found)}); drop one of them"
            )


def unfit(study: Study) -> dict[str, str]:
    """The profiles that cannot be weighed, by id, with why: what they say contradicts itself or their points."""
    found = {}
    for profile in study.profiles:
        try:
            weigh(study, profile=profile.id)
        except ArgumentProblem as problem:
            found[profile.id] = str(problem)
    return found


def _read(study: Study, profile: Profile, say: Sequence[str]) -> list[Statement]:
    """All that was said, in a profile and beside it, each once."""
    known = [*(each.id for each in study.groups), *(each.id for each in study.criteria)]
    found = (read_statement(text, known) for text in (*profile.say, *texts("say", say)))
    return list({each.text: each for each in found}.values())


def _pointed(
    study: Study, profile: Profile, typed: Mapping[str, float], said: Sequence[Statement], over: str
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Every group's total and inner shares by a profile's points, or the centroid instead, and typed points."""
    inner = {group: dict(shares) for group, shares in profile.shares}
    start = {
        group.id: _normalised(inner.get(group.id, {criterion.id: 1.0 for criterion in group.criteria}))
        for group in study.groups
    }
    given = dict(profile.points)
    if not given:
        flat = {id: each for shares in start.values() for id, each in shares.items()}
        given, _ = at_centroid(study, start, weight_set(study, flat, said, over))
    totals: dict[str, float] = {}
    shares: dict[str, dict[str, float]] = {}
    for group in study.groups:
        totals[group.id], shares[group.id] = _combined(group, given[group.id], start[group.id], typed)
    return totals, shares


def at_centroid(
    study: Study, shares: Mapping[str, dict[str, float]], fits: WeightSet
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The centroid of a weight set as points that sum to 100, and the shares inside groups there."""
    at = dict(zip(fits.ids, fits.centroid, strict=True))
    if fits.over == "groups":
        return {id: 100 * weight for id, weight in at.items()}, dict(shares)
    inner = {group.id: {each.id: at[each.id] for each in group.criteria} for group in study.groups}
    totals = {id: 100 * math.fsum(parts.values()) for id, parts in inner.items()}
    return totals, {id: _normalised(parts) for id, parts in inner.items()}


def _amounts(found: Weights) -> str:
    return ", ".join(f"{each.id} {100 * each.weight:.4g}%" for each in found.groups)


def _checked(study: Study, points: Mapping[str, float]) -> dict[str, float]:
    known = [group.id for group in study.groups] + [criterion.id for criterion in study.criteria]
    for id, value in points.items():
        if id not in known:
            raise ArgumentProblem.unknown("group or criterion", str(id), known)
        given = number(value)
        if given is None:
            raise ArgumentProblem(
                f"{id}={printable(str(value))}: points must be a number{pointed(str(value))}"
            )
        if not 0 <= given <= MAX_POINTS:
            raise ArgumentProblem(f"{id}={value}: {out_of_bounds()}")
    return {id: float(value) for id, value in points.items()}


def out_of_bounds() -> str:
    """What is wrong with points that are no finite number, are negative or too many."""
    return f"points must be a finite number from 0 to {as_typed(MAX_POINTS)}"


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
    listed = " + ".join(f"{id}={as_typed(points)}" for id, points in named.items())
    makes, has = as_typed(taken), as_typed(total)
    if taken > total + slack:
        raise ArgumentProblem(f"{listed} takes {makes} points, more than {group.id}={has} has")
    if not others and taken < total - slack:
        raise ArgumentProblem(f"{listed} makes {makes} points, not {group.id}={has}; drop one of them")
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
    fits: WeightSet,
    anchored: bool,
) -> Weights:
    weights = _normalised(totals)
    groups = tuple(GroupWeight(group.id, totals[group.id], weights[group.id]) for group in study.groups)
    criteria = tuple(
        CriterionWeight(id, group.id, share, share * weights[group.id])
        for group in study.groups
        for id, share in ((each.id, shares[group.id][each.id]) for each in group.criteria)
    )
    level = (f"{each}: what was said leaves no room but to read this as an equality" for each in fits.level)
    remarks = (*_remarks(study, profile, typed, totals, shares), *level)
    given = tuple(GivenPoints(id, points) for id, points in typed.items())
    return Weights("", profile, given, groups, criteria, fits, not anchored, remarks)


def by_group(
    study: Study, used: Mapping[str, float]
) -> tuple[tuple[GroupWeight, ...], tuple[CriterionWeight, ...]]:
    """Groups and criteria at weights of criteria by id, which sum to 1; equal shares in a group that has none.

    The points of the groups sum to 100.
    """
    groups, criteria = [], []
    for group in study.groups:
        whole = math.fsum(used[each.id] for each in group.criteria)
        groups.append(GroupWeight(group.id, 100 * whole, whole))
        for each in group.criteria:
            share = used[each.id] / whole if whole else 1 / len(group.criteria)
            criteria.append(CriterionWeight(each.id, group.id, share, used[each.id]))
    return tuple(groups), tuple(criteria)


def _remarks(
    study: Study,
    profile: str,
    typed: Mapping[str, float],
    totals: Mapping[str, float],
    shares: Mapping[str, Mapping[str, float]],
) -> tuple[str, ...]:
    """A word to those who seem to have given shares of a whole, while the profile's points stand beside them."""
    within = {each.id: group.id for group in study.groups for each in group.criteria if each.id != group.id}
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
    who = listed(keepers)
    first = next(points for points in counted if points)
    what = (
        f"if shares of all the weight were meant, give {who} 0 points too"
        if shared_out
        else f"points stand beside the profile's, which sum to 100: write {as_typed(100 * first)} for {as_typed(first)}"
    )
    return (
        f"the points given sum to {as_typed(given, 6)} and have {100 * given / (given + kept):.1f}% of the weight, "
        f"since {who} {'keep' if len(keepers) > 1 else 'keeps'} {as_typed(kept, 6)} points of the profile {profile}; "
        f"{what}",
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
