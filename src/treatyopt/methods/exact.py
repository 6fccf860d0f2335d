"""Figures as they are written, as fractions: what is computed with them is not rounded."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)  # a study has few different figures, and each is asked for again and again
def exact(figure: float) -> Fraction:
    """A figure as it is written, as a fraction: 0.1 is one tenth."""
    return Fraction(repr(float(figure)))


def weighed(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of the products of pairs, brought to lowest terms once and not after every step."""
    top, bottom = 0, 1
    for one, other in pairs:
        part = one.numerator * other.numerator
        if part:
            unit = one.denominator * other.denominator
            top, bottom = top * unit + part * bottom, bottom * unit
    return Fraction(top, bottom)
