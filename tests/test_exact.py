"""Sums of fractions that are brought to lowest terms once."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt.methods.exact import weighed

PARTS = st.fractions(-100, 100, max_denominator=900)


@QUICK
@given(st.lists(st.tuples(PARTS, PARTS), max_size=8))
def test_a_weighed_sum_is_that_of_the_products(pairs: list[tuple[Fraction, Fraction]]) -> None:
    """It is the very fraction that adding product after product gives, in lowest terms, and 0 of nothing."""
    found, wanted = weighed(pairs), sum((a * b for a, b in pairs), Fraction())
    assert (found.numerator, found.denominator) == (wanted.numerator, wanted.denominator)
