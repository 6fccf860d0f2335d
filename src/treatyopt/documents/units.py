"""Scores as people read them: in the unit of their criterion where it has one, beside what that is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

from treatyopt.documents.words import listed, lowered, raised, score
from treatyopt.methods.stability import TIE
from treatyopt.packages.changes import Change
from treatyopt.ranking.comparison import Difference
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.intervals import ThresholdInterval
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Criterion, Option
from treatyopt.study.scales import Scale, in_unit, with_unit

UNKNOWN = "not known"
# The figures of a value on a scale are those of a thousandth of it, or more where it would be on the wrong side.
_PARTS = 3
_MOST = 12


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
    return f"{UNKNOWN}, with {shown} in its place" if judged.basis == "unknown" else shown


def against(study: Study, each: Difference, ours: str, theirs: str) -> str:
    """The scores of two options on a criterion, the first against the second."""
    criterion = study.criterion(each.criterion)
    one, other = (known(criterion, study.option(id).on(each.criterion)) for id in (ours, theirs))
    return f"{one} against {other}"


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


def limit(criterion: Criterion, worth: float, *, down: bool) -> str:
    """A score as a limit, rounded downwards or upwards (in worth), in the unit of the criterion if it has one."""
    scale = criterion.scale
    if scale is None:
        return lowered(worth) if down else raised(worth)
    return in_unit(_rounded(scale, worth, down), scale)


def change(criterion: Criterion, start: float, end: float) -> float:
    """How far it is from one score to another, in the unit of the criterion if it has one."""
    scale = criterion.scale
    return end - start if scale is None else scale.value(end) - scale.value(start)


def screened(study: Study, option: str, met: Screening) -> str:
    """An option's score on a screen's criterion, and what the screen needs."""
    screen = find("screen", met.screen, study.screens)
    judged = study.option(option).on(met.criterion)
    had = known(study.criterion(met.criterion), judged, *(each.limit for each in screen.bounds))
    return f"{study.criterion(met.criterion).name} {had}, needs {screen.asks}"


def whatever(option: Option, met: Screening, reaches: str) -> str:
    """Whether a screen is failed at every score in a range, or what else; nothing of a score without a range."""
    judged = option.on(met.criterion)
    if judged.low == judged.high and judged.basis != "set":
        return ""
    return f", {'at every score in its range' if met.throughout else reaches}"


def missing(study: Study, met: Screening) -> str:
    """How far a score is from what a screen asks, in the unit of its criterion; nothing where it has none."""
    criterion, bound = study.criterion(met.criterion), missed(met)
    if criterion.scale is None:
        return ""
    far = abs(criterion.scale.value(met.score) - criterion.scale.value(bound))
    if criterion.scale.unit == "%":
        return f"{far:.4g} percentage points"
    return in_unit(float(f"{far:.4g}"), criterion.scale)


def missed(met: Screening) -> float:
    """The limit (0-100) that a score which fails a screen is outside of."""
    low = met.minimum is not None and met.score < met.minimum
    found = met.minimum if low else met.maximum
    assert found is not None
    return found


def too_low(study: Study, met: Screening) -> bool:
    """Whether a score that fails a screen is below what it asks, as it is written: in the unit, if it has one."""
    scale = study.criterion(met.criterion).scale
    return (missed(met) > met.score) != (scale is not None and scale.falling)


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


def _rounded(scale: Scale, worth: float, down: bool) -> float:
    exact, digits = scale.value(worth), _step(scale)
    near = round(exact, digits + 2)
    if abs(near - exact) <= TIE * (scale.most - scale.least):
        return near
    parts = exact * 10.0**digits
    return (math.floor(parts) if down != scale.falling else math.ceil(parts)) / 10.0**digits


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


def moving(study: Study, each: ThresholdInterval) -> tuple[str, str]:
    """A threshold, and those that change nothing: the end that keeps an option out is not one of them."""
    criterion = study.criterion(find("screen", each.screen, study.screens).criterion)
    low = None if each.low is None else limit(criterion, each.low, down=False)
    high = None if each.high is None else limit(criterion, each.high, down=True)
    least = each.end == "minimum"
    if criterion.scale is not None and criterion.scale.falling:
        low, high, least = high, low, not least
    now = f"at {'least' if least else 'most'} {_threshold(criterion, each.threshold)}"
    if least:
        return now, f"up to {high}" if low is None else f"above {low}, up to {high}"
    return now, f"from {low}" if high is None else f"from {low}, below {high}"


def _threshold(criterion: Criterion, worth: float) -> str:
    """A threshold as it was written."""
    if criterion.scale is None:
        return f"{worth:g}"
    return in_unit(float(f"{criterion.scale.value(worth):.10g}"), criterion.scale)


def set_for_this_run(study: Study, changes: Sequence[Change]) -> str:
    """Which scores were set for this run, and what the study has."""
    return f"* Set for this run: {', '.join(_set(study, each) for each in changes)}."


def _set(study: Study, each: Change) -> str:
    scale = study.criterion(each.criterion).scale
    unit = scale.unit if scale else None
    had = "does not know it"
    if each.was is not None:
        had = f"has {score(each.was) if scale is None else with_unit(each.was, unit)}"
    return f"{each.option}.{each.criterion} = {with_unit(each.score, unit)} (the study {had})"


def barred(study: Study, standing: Standing) -> str:
    """By which screens an option is set aside, and at which thresholds it would return."""
    failed = [each for each in standing.screens if not each.passes]
    by = f"by the screen{'s' if len(failed) > 1 else ''} {listed([each.screen for each in failed])}"
    return f"{by}; {returning(study, standing)}"


def returning(study: Study, standing: Standing) -> str:
    """By how much the thresholds of the failed screens, those on one criterion together, would have to give way."""
    met: dict[tuple[str, bool, bool], list[float]] = {}
    for each in standing.screens:
        if not each.passes:
            met.setdefault((each.criterion, too_low(study, each), each.by_middle), []).append(each.score)
    gives = []
    for (criterion, low, by_middle), scores in met.items():
        if by_middle:
            asked = listed(
                [
                    each.asks
                    for each in study.screens
                    if each.id in standing.returns_at and each.criterion == criterion
                ]
            )
            gives.append(f"its {study.criterion(criterion).name}, which is not known, were {asked}")
            continue
        several = "s" if len(scores) > 1 else ""
        measured = study.criterion(criterion)
        down = low != (measured.scale is not None and measured.scale.falling)
        way = f"{'fell' if low else 'rose'} to {limit(measured, scores[0], down=down)}"
        bar = f"bar{several} for" if low else f"limit{several} on"
        gives.append(f"the {bar} {study.criterion(criterion).name} {way}")
    return f"it would return if {listed(gives)}"
