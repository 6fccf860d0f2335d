"""Scores as people read them: in the unit of their criterion where it has one, beside what that is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from treatyopt.documents.words import listed, lowered, raised, score
from treatyopt.methods.stability import TIE
from treatyopt.packages.changes import ALL, Change
from treatyopt.ranking.comparison import Difference
from treatyopt.study import filling
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment, Criterion, Package
from treatyopt.study.scales import Scale, grouped, in_unit, with_unit

UNKNOWN = "not known"
# The figures of a value on a scale are those of a thousandth of it, or more where it would be on the wrong side.
_PARTS = 3
_MOST = 12
# How many options are named of those that were set in one.
_NAMED = 6


def held(criterion: Criterion, judged: Assessment, *beside: float) -> str:
    """A score as it is said: 120 EUR m (53.3), or 53.3 on a criterion without a unit.

    What was written in a unit stands as it was written; else it is on the right side of those `beside` it.
    """
    shown = score(judged.score, *beside)
    if criterion.scale is None:
        return shown
    if judged.performance is None:
        return f"{amount(criterion.scale, judged.score, *beside)} ({shown})"
    return f"{in_unit(judged.performance, criterion.scale)} ({shown})"


def known(criterion: Criterion, judged: Assessment, *beside: float) -> str:
    """The same; of a score that nobody knows what stands in its place."""
    shown = held(criterion, judged, *beside)
    return f"{UNKNOWN}, with {shown} in its place" if judged.basis == filling.UNKNOWN else shown


def distance(scale: Scale, far: float) -> str:
    """How far it is from one value to another, in the unit of a scale: on one in per cent in percentage points."""
    shown = float(f"{far:.4g}")
    return in_percent(grouped(shown)) if scale.unit == "%" else in_unit(shown, scale)


def in_percent(shown: str) -> str:
    """A distance on a scale in per cent."""
    return f"{shown} percentage point{'' if shown.lstrip('+-') == '1' else 's'}"


def apart(scale: Scale, judged: Assessment, worth: float, *, down: bool) -> str:
    """How far it is from a score as it stands to another as a limit: what the two figures that are shown differ by.

    Without a unit, but on a scale in per cent.
    """
    now = _value(scale, judged.score, worth) if judged.performance is None else judged.performance
    there = _rounded(scale, worth, down, (judged.score,))
    far = float(Decimal(f"{there:.12g}") - Decimal(f"{now:.12g}"))
    shown = f"{'+' if far > 0 else ''}{grouped(far)}"
    return in_percent(shown) if scale.unit == "%" else shown


def against(study: Study, each: Difference, ours: str, theirs: str) -> str:
    """The scores of two options on a criterion, the first against the second."""
    criterion = study.criterion(each.criterion)
    one, other = (known(criterion, study.option(id).on(each.criterion)) for id in (ours, theirs))
    return f"{one} against {other}"


def why(criterion: Criterion, judged: Assessment, reason: str) -> str:
    """A reason, given as that of a score; behind a comparison it would else be read as said of what is compared."""
    return f"Why {plain(criterion, judged)}: {reason}"


def plain(criterion: Criterion, judged: Assessment) -> str:
    """A score in its unit or as it is, without what else is said of it."""
    if judged.basis == filling.UNKNOWN:
        return UNKNOWN
    if criterion.scale is None or judged.performance is None:
        return alone(criterion, judged.score)
    return in_unit(judged.performance, criterion.scale)


def alone(criterion: Criterion, worth: float, *beside: float, unit: bool = True) -> str:
    """A score in its unit and nothing else, or as it is; `unit` says whether the unit is named."""
    if criterion.scale is None:
        return score(worth, *beside)
    return amount(criterion.scale, worth, *beside) if unit else _figure(criterion.scale, worth, *beside)


def reach(criterion: Criterion, low: float, high: float, *, unit: bool = True) -> str:
    """A range of scores, the lower end first, in the unit of the criterion if it has one."""
    scale = criterion.scale
    if scale is None:
        return f"{score(low)}–{score(high)}"
    ends = sorted((low, high), key=scale.value)
    return f"{_figure(scale, ends[0])}–{amount(scale, ends[1]) if unit else _figure(scale, ends[1])}"


def limit(criterion: Criterion, worth: float, *beside: float, down: bool) -> str:
    """A score as a limit, rounded downwards or upwards (in worth), in the unit of the criterion if it has one.

    It is on the right side of those `beside` it.
    """
    scale = criterion.scale
    if scale is None:
        return lowered(worth, *beside) if down else raised(worth, *beside)
    return in_unit(_rounded(scale, worth, down, beside), scale)


def amount(scale: Scale, worth: float, *beside: float) -> str:
    """The value that is worth so much (0-100), with its unit."""
    return in_unit(_value(scale, worth, *beside), scale)


def _figure(scale: Scale, worth: float, *beside: float) -> str:
    return with_unit(_value(scale, worth, *beside), None)


def _value(scale: Scale, worth: float, *beside: float) -> float:
    """A value to a thousandth of its scale, or more precisely where that would put it on the wrong side of another."""
    exact = scale.value(worth)
    others = [scale.value(each) for each in beside]
    step = _step(scale)
    for digits in range(step, step + _MOST):
        shown = round(exact, digits)
        if all((shown < each, shown > each) == (exact < each, exact > each) for each in others):
            return shown
    return exact


def _step(scale: Scale) -> int:
    """How many decimals a thousandth of a scale has."""
    return _PARTS - math.floor(math.log10(scale.most - scale.least))


def _rounded(scale: Scale, worth: float, down: bool, beside: Sequence[float]) -> float:
    exact, step, slack = scale.value(worth), _step(scale), TIE * (scale.most - scale.least)
    near = round(exact, step + 2)
    if abs(near - exact) <= slack:
        return near
    others = [value for each in beside if abs((value := scale.value(each)) - exact) > slack]
    for digits in range(step, step + _MOST):
        parts = exact * 10.0**digits
        shown = (math.floor(parts) if down != scale.falling else math.ceil(parts)) / 10.0**digits
        if all(shown != each and (shown < each) == (exact < each) for each in others):
            return shown
    return exact


def conversion(criterion: Criterion) -> str:
    """What the values of a criterion in a unit are worth, as a clause; nothing where scores are typed as they are."""
    scale = criterion.scale
    if scale is None:
        return ""
    said = [
        f"{in_unit(value, scale)} is worth {worth:g}" for value, worth in sorted(scale.points, key=_by_worth)
    ]
    between = "in proportion between them" if len(said) == 2 else "in proportion between neighbours"
    return f"{criterion.name}: {listed(said)}, {between}"


def _by_worth(point: tuple[float, float]) -> float:
    return point[1]


def conversions(study: Study) -> str:
    """What values in units are worth, criterion by criterion; nothing where there are none."""
    said = "; ".join(filter(None, map(conversion, study.criteria)))
    return f"In units, {said}." if said else ""


def mixing(study: Study, *options: str) -> str:
    """What the scores of packages are in a study with units; nothing where none of the options is a package."""
    if not study.in_units or not any(isinstance(study.option(each), Package) for each in options):
        return ""
    return (
        "Packages mix worths, so their scores are worths of 0-100; "
        "what stands for one in a unit would be worth as much."
    )


def set_for_this_run(study: Study, changes: Sequence[Change]) -> str:
    """Which scores were set for this run, and what the study has; several that were set in short are told so."""
    by: dict[object, list[Change]] = {}
    for i, each in enumerate(changes):
        by.setdefault(i if each.target is None else each.target, []).append(each)
    said = [
        _set(study, those[0]) if len(those) == 1 else _folded(study, those, changes) for those in by.values()
    ]
    return f"* Set for this run: {', '.join(said)}."


def _folded(study: Study, those: Sequence[Change], changes: Sequence[Change]) -> str:
    """Scores that were set in one: how many, of all options of which, and that the baseline is none of these."""
    first = those[0]
    scale = study.criterion(first.criterion).scale
    figure = set_to(first, scale)
    options = list(dict.fromkeys(each.option for each in those))
    text = f"{'not known, for this run; ' if first.score is None else ''}{len(those)} scores"
    if str(first.target).startswith(f"{ALL}."):
        text += (
            f", of {listed(options)}"
            if len(options) <= _NAMED
            else f", of {len(options)} {study.words.options}"
        )
        if study.baseline is not None and all(each.option != study.baseline for each in changes):
            text += f"; {study.option(study.baseline).name} keeps its own"
    return f"{first.target} = {figure} ({text})"


def _set(study: Study, each: Change) -> str:
    scale = study.criterion(each.criterion).scale
    had = "does not know it"
    if each.was is not None:
        had = f"has {score(each.was) if scale is None else with_unit(each.was, scale.unit)}"
    unknown = "not known, for this run; " if each.score is None else ""
    return f"{each.option}.{each.criterion} = {set_to(each, scale)} ({unknown}the study {had})"


def set_to(each: Change, scale: Scale | None) -> str:
    """To what a score was set for this run, in its unit."""
    return filling.UNKNOWN if each.score is None else with_unit(each.score, scale.unit if scale else None)
