"""Ranks of values against counting those ahead of each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt.methods.ranks import ranks

coarse = st.lists(st.integers(0, 5).map(float))


@QUICK
@given(coarse)
def test_a_rank_is_one_more_than_how_many_values_are_ahead(values: list[float]) -> None:
    """Those that tie share the rank of the first of them, and as many ranks are passed over."""
    assert ranks(values) == tuple(1 + sum(other > each for other in values) for each in values)


@QUICK
@given(coarse)
def test_what_is_off_by_rounding_changes_no_rank(values: list[float]) -> None:
    """Sums that are equal but for the order in which they were added tie."""
    assert ranks([each + (i % 2) * 1e-12 for i, each in enumerate(values)]) == ranks(values)


def test_ties_chain() -> None:
    """The last of several, each level with the one before it, ties with the first, though further below."""
    assert ranks([2 - 1.6e-9, 1, 2, 2 - 0.8e-9]) == (1, 4, 1, 1)
