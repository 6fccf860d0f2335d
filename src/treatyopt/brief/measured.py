"""What is scored in a unit, in the formulas of a workbook: what it is worth, and how it is told."""

from __future__ import annotations

import math

from treatyopt.brief.places import BEST, IN_UNIT, PERFORMANCES, TOP, UNIT, VALUE, WORST, WORTH, Places
from treatyopt.documents.units import UNKNOWN
from treatyopt.formats.book import at, span
from treatyopt.methods.stability import TIE
from treatyopt.study import filling
from treatyopt.study.records import Assessment
from treatyopt.study.scales import Scale

_DIGITS = 12  # of a performance that is worked back from its worth


def worth(places: Places, criterion: int, cell: str) -> str:
    """What the value in a cell is worth on the scale of a criterion, 0-100; nothing where it is off the scale."""
    worst, best = (places.of_scale(criterion, each) for each in (WORST, BEST))
    off = f"({cell}<{worst})*({cell}<{best})+({cell}>{worst})*({cell}>{best})>0"
    straight = f"100*({cell}-{worst})/({best}-{worst})"
    found = _between(places, criterion, cell) if criterion in places.point_rows else straight
    return f'IF(ISNUMBER({cell}),IF({off},"",{found}),"")'


def _between(places: Places, criterion: int, cell: str) -> str:
    """The same on a bent scale: along the line between the two points that the value is between."""
    scale = places.criteria[criterion].scale
    assert scale is not None
    count, row = len(scale.points), places.point_rows[criterion]
    values, worths = (f"{PERFORMANCES}!{span(row, each, count)}" for each in (VALUE, WORTH))
    left = f"MIN(MATCH({cell},{values},1),{count - 1})"
    (x0, x1), (y0, y1) = ((f"INDEX({each},{left})", f"INDEX({each},{left}+1)") for each in (values, worths))
    return f"{y0}+({y1}-{y0})*({cell}-{x0})/({x1}-{x0})"


def performances(judged: Assessment, scale: Scale) -> tuple[float, float, float]:
    """The low end, the score and the high end of an assessment in the unit, on the scale.

    Those of a package, which has worths alone, are worked back from them.
    """
    low, best, high = judged.in_unit_of(scale)
    if judged.performance is None:
        low, best, high = (_unrounded(scale, each) for each in (low, best, high))
    return (_on(scale, low), _on(scale, best), _on(scale, high))


def _unrounded(scale: Scale, value: float) -> float:
    """A value without what working it back added to it, which could take it across a threshold that it just meets."""
    near = round(value, _DIGITS - math.ceil(math.log10(scale.most - scale.least)))
    return near if abs(scale.worth(near) - scale.worth(value)) <= TIE / 100 else value


def _on(scale: Scale, value: float) -> float:
    """A value that is off its scale by no more than rounding, on it."""
    return min(max(value, scale.least), scale.most)


def joined(value: float) -> str:
    """A figure as a formula has it that joins it to a text."""
    return f"{value + 0:.15g}"


def _unit(scale: Scale | None, cell: str) -> tuple[str, str]:
    """What follows a value: in a formula, which names the cell that holds the unit, and as it reads."""
    unit = scale.unit if scale else None
    if not unit:
        return "", ""
    return (f"&{cell}", unit) if unit == "%" else (f'&" "&{cell}', f" {unit}")


def held(places: Places, option: int, criterion: int) -> tuple[str, str]:
    """What an option has on a criterion, in its unit if it has any: a formula that is a text, and how it reads now."""
    measured, cell = places.criteria[criterion], places.measured(option, criterion)
    judged = places.options[option].on(measured.id)
    best, unit, said = judged.score, "", ""
    if measured.scale is not None:
        best = performances(judged, measured.scale)[1]
        unit, said = _unit(measured.scale, places.of_scale(criterion, UNIT))
    formula, text = f"{cell}{unit}", f"{joined(best)}{said}"
    if judged.basis != filling.UNKNOWN:
        return formula, text
    standing = f'"{UNKNOWN}, with "&{formula}&" in its place"'
    return f"IF({cell}={best:.16G},{standing},{formula})", f"{UNKNOWN}, with {text} in its place"


def thresholds(places: Places, screen: int) -> tuple[float | None, float | None]:
    """The minimum and the maximum of a screen as they are written: on the scale of its criterion, if it has any."""
    scale = places.criteria[places.criterion_of(screen)].scale
    low, high = places.screens[screen].written
    if scale is None:
        return low, high
    return (None if low is None else _on(scale, low), None if high is None else _on(scale, high))


def asks(places: Places, screen: int, least: str, most: str) -> str:
    """What a screen asks, in words as the engine has them: a formula of its thresholds, on the sheet Screens."""
    scale = places.criteria[places.criterion_of(screen)].scale
    unit, _ = _unit(scale, at(TOP + screen, IN_UNIT))
    at_least, at_most = f'"at least "&{least}{unit}', f'"at most "&{most}{unit}'
    one = f'IF(ISNUMBER({least}),{at_least},IF(ISNUMBER({most}),{at_most},"nothing"))'
    return f'IF(AND(ISNUMBER({least}),ISNUMBER({most})),{least}&" to "&{most}{unit},{one})'


def asked(places: Places, screen: int) -> str:
    """What that formula comes to now."""
    _, unit = _unit(places.criteria[places.criterion_of(screen)].scale, "")
    low, high = (None if each is None else joined(each) for each in thresholds(places, screen))
    if low is not None and high is not None:
        return f"{low} to {high}{unit}"
    return f"at most {high}{unit}" if low is None else f"at least {low}{unit}"
