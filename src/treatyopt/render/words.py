"""Figures and lists in words, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from treatyopt.stability import LEANING, ROBUST

_EDGES = (0.0, LEANING, ROBUST, 1.0)


def percent(share: float) -> str:
    """A share as a percentage: one decimal, or more where one would round it across a tier's edge."""
    for digits in (1, 2, 3, 4, 5, 6):
        text = f"{100 * share:.{digits}f}"
        shown = float(text) / 100
        if all(_same_side(share, shown, edge) for edge in _EDGES):
            return f"{text}%"
    return f"{100 * share!r}%"


def _same_side(share: float, shown: float, edge: float) -> bool:
    if edge in (0.0, 1.0):
        return (share == edge) == (shown == edge)
    return (share >= edge) == (shown >= edge - 1e-12)


def score(value: float, beside: float | None = None) -> str:
    """A score with one decimal at most, or more where that would put it on the wrong side of a threshold."""
    for digits in (1, 2, 3, 4, 5, 6):
        shown = round(value, digits)
        if beside is None or (shown >= beside) == (value >= beside):
            return f"{shown:.10g}"
    return f"{value!r}"


def weight(share: float) -> str:
    """A weight as a percentage, without needless decimals."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def figure(value: float, digits: int = 1) -> str:
    """A number with fixed decimals, never -0.0."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def signed(value: float, digits: int = 1) -> str:
    """A number with its sign; zero has none."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def listed(items: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def cited(locators: Sequence[str]) -> str:
    """Locators in brackets after a text, or nothing."""
    return f" ({', '.join(locators)})" if locators else ""


def plural(count: int, noun: str) -> str:
    """1 obligation, 2 obligations."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentence(text: str) -> str:
    """A text ending in a full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def capital(text: str) -> str:
    """A text with its first letter raised."""
    return text[:1].upper() + text[1:]


def cell(value: Any, kind: str, digits: int) -> str:
    """A table cell as people read it; nothing is an en dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str):
        return value
    if kind == "number":
        return figure(value, digits)
    if kind == "signed":
        return signed(value, digits)
    if kind == "percent":
        return f"{100 * value:.{digits}f}%"
    return str(value)
