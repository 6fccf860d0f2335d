"""On which scale a criterion of a table is scored: 0-100, or between two ends in its own unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from treatyopt.drafting.yamltext import figure

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_PARTS = 10  # at least so many steps of a tidy end are between least and greatest
_COARSE = 10.0  # scores of 0-100 that are all at most this look like another scale


@dataclass(frozen=True)
class Ends:
    """The ends of the scale of a criterion of a table, in its unit: worst and best, and what of it was made up."""

    unit: str | None
    worst: float
    best: float
    made: tuple[str, ...] = ()


def ends_of(
    unit: str | None,
    less: bool | None,
    worst: float | None,
    best: float | None,
    values: Iterable[float],
) -> Ends | None:
    """The ends of the scale of a criterion; None if it is scored 0-100, more being better.

    `less` says whether less is better, None that nothing does. Where more is, scores within 0-100 in no unit stay as
    they are. Ends that are not given are the least and the greatest value, rounded outwards to a tidy number.
    """
    known = list(values)
    bare = unit is None and worst is None and best is None
    more = less is None or (less is False and not looks_coarse(known))
    if bare and more and all(0 <= each <= 100 for each in known):
        return None
    if worst is not None and best is not None:
        return Ends(unit, worst, best)
    origin = "rounded from the table" if known else "made up, as no score is known"
    known += [each for each in (worst, best) if each is not None]
    low, high = tidy_ends(known)
    made: list[str] = []
    if less is None:
        less = worst == max(known) if worst is not None else best is not None and best == min(known)
        if worst is None and best is None:
            made.append("more is taken as better; exchange worst and best if less is")
    ends = (high, low) if less else (low, high)
    made.append(f"{_missing(worst, best)} {origin}: a weight is for going from worst to best")
    return Ends(unit, ends[0] if worst is None else worst, ends[1] if best is None else best, tuple(made))


def _missing(worst: float | None, best: float | None) -> str:
    missing = [name for name, each in (("worst", worst), ("best", best)) if each is None]
    return " and ".join(missing)


def tidy_ends(values: Iterable[float]) -> tuple[float, float]:
    """The least and the greatest value rounded outwards to 1, 2 or 5 times a power of ten; 0 and 100 of none.

    Ends that would meet are parted, the other at 0, or at 1 of nothing but zeros.
    """
    exact = sorted(Decimal(figure(each)) for each in values)
    if not exact:
        return 0.0, 100.0
    low, high = exact[0], exact[-1]
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0) if low else Decimal(1))
    step = _step((high - low) / _PARTS)
    rounded = ((low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING))
    return float(rounded[0] * step), float(rounded[1] * step)


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(each * power for each in _STEPS if each * power >= least)


def looks_coarse(values: Iterable[float]) -> bool:
    """Whether scores read as 0-100 were perhaps given on another scale, such as one from 1 to 5."""
    known = list(values)
    return bool(known) and 0 < max(known) <= _COARSE
