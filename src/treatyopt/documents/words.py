"""Figures and lists in words, the same way everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from treatyopt.errors import as_typed
from treatyopt.errors import listed as listed
from treatyopt.methods.stability import LEANING, ROBUST, TIE
from treatyopt.tables.columns import Shaded

# How scores are drawn, in the words of the sentences that give figures so drawn.
WAYS = {"each": "each by itself", "criterion": "together by criterion"}
_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_DIGITS = (1, 2, 3, 4, 5, 6)
_EDGES = (0.0, LEANING, ROBUST, 1.0)
_HALF = 0.5
_ENOUGH = 2  # decimals of a share beyond which it is no news how near to none or all it is


def percent(share: float) -> str:
    """A share as a percentage: one decimal, or more where one would round it across a tier's edge.

    What is nearer than 0.01% to none or to all, and is not that, is told as under or over it.
    """
    for digits in _DIGITS:
        if digits > _ENOUGH and not _apart_from_ends(share):
            return "under 0.01%" if share < _HALF else "over 99.99%"
        text = f"{100 * share:.{digits}f}"
        shown = float(text) / 100
        if all(_same_side(share, shown, edge) for edge in _EDGES):
            return f"{text}%"
    return f"{100 * share!r}%"


def _apart_from_ends(share: float) -> bool:
    """Whether two decimals tell a share from none and from all."""
    shown = round(share, 4)
    return all(_same_side(share, shown, edge) for edge in (0.0, 1.0))


def about(share: float) -> str:
    """A sampled share in whole percent, with more decimals only where a tier's edge needs them; none and all."""
    if share in (0.0, 1.0):
        return "all" if share else "none"
    shown = round(share, 2)
    whole = all(_same_side(share, shown, edge) for edge in _EDGES)
    return f"about {100 * shown:.0f}%" if whole else f"about {percent(share)}"


def between(shares: Sequence[float]) -> str:
    """The least and the greatest of some sampled shares, each as `about` has it."""
    ends = dict.fromkeys(about(each).removeprefix("about ") for each in (min(shares), max(shares)))
    return " to ".join(ends)


def _same_side(share: float, shown: float, edge: float) -> bool:
    if edge in (0.0, 1.0):
        return (share == edge) == (shown == edge)
    return (share >= edge) == (shown >= edge - 1e-12)


def score(value: float, *beside: float) -> str:
    """A score with one decimal at most, or more where that would put it on the wrong side of a threshold, or on it."""
    for digits in _DIGITS:
        shown = round(value, digits)
        if all((shown < each, shown > each) == (value < each, value > each) for each in beside):
            return as_typed(shown, 10)
    return f"{value!r}"


def lowered(value: float, *beside: float) -> str:
    """A score as it is up to three decimals, else rounded down to one: a threshold there lets it pass.

    To more decimals where that would put it on the wrong side of another, or on it.
    """
    return _limited(value, math.floor, beside)


def raised(value: float, *beside: float) -> str:
    """The same rounded up: what holds above it holds above that."""
    return _limited(value, math.ceil, beside)


def _limited(value: float, rounded: Callable[[float], int], beside: Sequence[float]) -> str:
    exact = round(value, 3)
    if abs(exact - value) <= TIE:
        return as_typed(exact, 10)
    for digits in _DIGITS:
        shown = rounded(value * 10.0**digits) / 10.0**digits
        if all(_sided(value - each, shown - each) for each in beside):
            return as_typed(shown, 10)
    return f"{value!r}"


def apart(*values: float) -> list[str]:
    """Numbers with one decimal, or with as many more as keep those apart that are not the same."""
    for digits in _DIGITS:
        shown = [figure(each, digits) for each in values]
        pairs = [(a, b) for i, a in enumerate(values) for b in values[:i]]
        if all(figure(a, digits) != figure(b, digits) or abs(a - b) <= TIE for a, b in pairs):
            return shown
    return [figure(each) for each in values]


def weight(share: float) -> str:
    """A weight as a percentage, without needless decimals; 0% and 100% only where it is just that."""
    for digits in _DIGITS:
        shown = round(100 * share, digits)
        if (shown == 0, shown == 100) == (share == 0, share == 1):
            return _percentage(shown)
    return "under 0.000001%" if share < _HALF else "over 99.999999%"


def within(low: float, high: float, now: float) -> tuple[str, str, str]:
    """Two limits of a weight and the weight now, as percentages.

    The limits are rounded inward, so that what holds between them holds between the figures shown too. They
    take as many decimals as keep them apart and the weight now on its side of each that is no end of the scale.
    """
    for digits in _DIGITS:
        lower, upper, at = _upward(low, digits), _downward(high, digits), round(100 * now, digits)
        under, over = (
            low <= TIE or _sided(now - low, at - lower),
            high >= 1 - TIE or _sided(now - high, at - upper),
        )
        if lower < upper and under and over:
            return _percentage(lower), _percentage(upper), weight(now) if digits == 1 else _percentage(at)
    return f"{100 * low!r}%", f"{100 * high!r}%", f"{100 * now!r}%"


def _sided(apart: float, shown: float) -> bool:
    """Whether what is shown of two shares lies as they do, unless they are as good as the same."""
    return abs(apart) <= TIE or ((apart < 0) == (shown < 0) and shown != 0)


def _downward(share: float, digits: int) -> float:
    return math.floor((share + TIE) * 10.0 ** (digits + 2)) / 10.0**digits


def _upward(share: float, digits: int) -> float:
    return math.ceil((share - TIE) * 10.0 ** (digits + 2)) / 10.0**digits


def _percentage(shown: float) -> str:
    return f"{as_typed(shown, 10)}%"


def figure(value: float, digits: int = 1) -> str:
    """A number with fixed decimals, never -0.0."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def signed(value: float, digits: int = 1) -> str:
    """A number with its sign; zero has none."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def fine(value: float) -> str:
    """A number with its sign, and as many decimals as keep what is not zero from looking so."""
    return signed(value) if abs(value) >= 0.05 or value == 0 else f"{value:+.2g}"


def cited(locators: Sequence[str]) -> str:
    """Locators in brackets after a text, or nothing."""
    return f" ({', '.join(locators)})" if locators else ""


def citing(text: str | None, cites: Sequence[str]) -> str:
    """A text as a sentence, with what it cites before its last mark; without a text what it cites, or nothing."""
    if text:
        whole = sentence(text)
        return f"{whole[:-1]}{cited(cites)}{whole[-1]}"
    return f"See {', '.join(cites)}." if cites else ""


def whose(name: str) -> str:
    """A name in the possessive: Cooperation's, Shared patrols'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def plural(count: int, noun: str) -> str:
    """1 obligation, 2 obligations."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def counted(count: int) -> str:
    """A small count in letters, any other in figures."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else f"{count:,}"


def sentence(text: str | None) -> str:
    """A text ending in a full stop; of no text nothing."""
    if not text or text.endswith((".", "?", "!")):
        return text or ""
    return f"{text}."


def capital(text: str) -> str:
    """A text with its first letter raised."""
    return text[:1].upper() + text[1:]


def cell(value: Any, kind: str, digits: int) -> str:
    """A table cell as people read it; nothing is an en dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Shaded):
        return value.said
    if isinstance(value, (tuple, list)):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str):
        return value
    if kind == "number":
        return figure(value, digits)
    if kind == "signed":
        return signed(value, digits)
    if kind == "share":
        return percent(value)
    if kind == "percent":
        return f"{100 * value:.{digits}f}%"
    return str(value)
