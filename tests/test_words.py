"""Figures in words: never rounded into saying something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatyopt.render import words
from treatyopt.stability import tier


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.9589846, "95.9%"),
        (0.94999, "94.999%"),
        (0.95, "95.0%"),
        (0.9999999, "99.99999%"),
        (1.0, "100.0%"),
        (0.0, "0.0%"),
        (0.0000004, "0.00004%"),
        (0.7499, "74.99%"),
    ],
)
def test_a_share_keeps_the_decimals_it_needs(share: float, text: str) -> None:
    """One decimal, or as many as keep the figure on its side of a tier's edge, of 0 and of 1."""
    assert words.percent(share) == text


@given(st.floats(0, 1))
def test_a_share_as_shown_is_in_the_tier_it_is_in(share: float) -> None:
    """Reading the printed percentage gives the same tier as the share itself."""
    shown = float(words.percent(share).removesuffix("%")) / 100
    assert tier(shown + 1e-12) == tier(share)
    assert (shown == 1) == (share == 1)
    assert (shown == 0) == (share == 0)


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"), [(-0.04, "0.0", "0.0"), (2.25, "2.2", "+2.2"), (-3.5, "-3.5", "-3.5")]
)
def test_a_figure_is_never_minus_nothing(value: float, plain: str, with_sign: str) -> None:
    """What rounds to zero has no sign."""
    assert words.figure(value) == plain
    assert words.signed(value) == with_sign


def test_lists_read_as_english() -> None:
    """a; a and b; a, b and c."""
    assert [words.listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
