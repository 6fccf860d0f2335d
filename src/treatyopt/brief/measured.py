"""What is scored in a unit, in the formulas of a workbook: what it is worth, and how it is told."""

from __future__ import annotations

import math

from treatyopt.brief.places import BEST, PERFORMANCES, VALUE, WORST, WORTH, Places
from treatyopt.formats.book import span
from treatyopt.methods.stability import TIE
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
    if judged.performance is not None:
        low, best, high = judged.written
    else:
        low, best, high = (_worked_back(scale, each) for each in (judged.low, judged.score, judged.high))
        low, high = sorted((low, high))
    return (_on(scale, low), _on(scale, best), _on(scale, high))


def _worked_back(scale: Scale, score: float) -> float:
    """The value that is worth a score, without the rounding that would take it across a threshold it just meets."""
    exact = scale.value(score)
    near = round(exact, _DIGITS - math.ceil(math.log10(scale.most - scale.least)))
    return near if abs(scale.worth(near) - score) <= TIE / 100 else exact


def _on(scale: Scale, value: float) -> float:
    """A value that is off its scale by no more than rounding, on it."""
    return min(max(value, scale.least), scale.most)
