"""Figures in words: never rounded into saying something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatyopt.documents import words
from treatyopt.methods.stability import tier


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.9589846, "95.9%"),
        (0.94999, "94.999%"),
        (0.95, "95.0%"),
        (0.9999999, "over 99.99%"),
        (1.0, "100.0%"),
        (0.0, "0.0%"),
        (0.0000004, "under 0.01%"),
        (0.7499, "74.99%"),
    ],
)
def test_a_share_keeps_the_decimals_it_needs(share: float, text: str) -> None:
    """One decimal, or as many as keep the figure on its side of a tier's edge, of 0 and of 1."""
    assert words.percent(share) == text


@given(st.floats(0, 1))
def test_a_share_as_shown_is_in_the_tier_it_is_in(share: float) -> None:
    """Reading the printed percentage gives the same tier as the share itself."""
    near, _, text = words.percent(share).rpartition(" ")
    assert {"under": 0 < share < 0.0001, "over": 0.9999 < share < 1, "": True}[near]
    shown = share if near else float(text.removesuffix("%")) / 100
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


@pytest.mark.parametrize(
    ("value", "text"), [(10, "10"), (10.25, "10.25"), (130 / 3, "43.3"), (39.9999, "39.9")]
)
def test_a_threshold_that_lets_a_score_pass_is_never_above_it(value: float, text: str) -> None:
    """A bar said to let an option pass is its score, or a little lower."""
    assert words.lowered(value) == text


def test_a_threshold_is_on_its_side_of_the_one_that_it_is_told_beside() -> None:
    """What holds up to a little above 40 is not said to hold up to 40, where that is the threshold now."""
    assert [words.lowered(40.00001), words.lowered(40.00001, 40.0)] == ["40", "40.00001"]
    assert [words.raised(39.99996), words.raised(39.99996, 40.0)] == ["40", "39.99996"]


def test_values_that_are_not_the_same_are_not_shown_as_the_same() -> None:
    """With as many decimals as that takes; what is the same to a billionth needs none."""
    assert words.apart(67.71, 67.74, 30.0) == ["67.71", "67.74", "30.00"]
    assert words.apart(67.7, 67.7 + 1e-12) == ["67.7", "67.7"]


@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        ((0.0, 0.55414, 0.2), ("0%", "55.4%", "20%")),
        ((0.55414, 1.0, 0.2), ("55.5%", "100%", "20%")),
        ((0.0, 6 / 13, 0.2), ("0%", "46.1%", "20%")),
        ((0.0, 0.6, 0.2), ("0%", "60%", "20%")),
        ((0.0, 0.0225, 0.0), ("0%", "2.2%", "0%")),
        ((0.0, 0.5538, 0.5537), ("0%", "55.38%", "55.37%")),
        ((0.99996, 1.0, 0.2), ("99.996%", "100%", "20%")),
        ((0.0, 0.0004, 0.0), ("0%", "0.04%", "0%")),
        ((0.0, 0.33338, 1 / 3), ("0%", "33.338%", "33.333%")),
        ((0.33329, 1.0, 1 / 3), ("33.329%", "100%", "33.333%")),
        ((0.5, 1.0, 0.49996), ("50%", "100%", "49.996%")),
        ((0.25, 1.0, 0.25), ("25%", "100%", "25%")),
        ((0.0, 0.3, 0.0004), ("0%", "30%", "0.04%")),
    ],
)
def test_limits_of_a_weight_are_rounded_to_the_safe_side(
    limits: tuple[float, float, float], texts: tuple[str, str, str]
) -> None:
    """Inward, never into nothing, and never past a weight that lies between them."""
    assert words.within(*limits) == texts


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_shown_of_limits_lies_between_them(one: float, other: float) -> None:
    """Whatever the figures, nothing is claimed outside what holds, but for rounding of the figures themselves."""
    low, high = sorted((one, other))
    lower, upper, _ = (float(text.removesuffix("%")) / 100 for text in words.within(low, high, 0.5))
    assert low - 1e-8 <= lower <= upper <= high + 1e-8


@pytest.mark.parametrize(
    ("share", "text"), [(0.0004, "0.04%"), (0.9996, "99.96%"), (0, "0%"), (1, "100%"), (1 / 3, "33.3%")]
)
def test_a_weight_is_nothing_or_all_only_where_it_is(share: float, text: str) -> None:
    """No weight is rounded to 0% or 100%."""
    assert words.weight(share) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.942, "about 94%"),
        (0.946, "about 94.6%"),
        (0.95, "about 95%"),
        (1.0, "all"),
        (0.0, "none"),
        (0.004, "about 0.4%"),
    ],
)
def test_a_sampled_share_has_no_more_digits_than_it_knows(share: float, text: str) -> None:
    """Whole percent, but never across a tier's edge, and none and all only where it was so."""
    assert words.about(share) == text


@pytest.mark.parametrize(("value", "text"), [(40, "40"), (62.25, "62.25"), (187 / 3, "62.4"), (100, "100")])
def test_a_score_above_which_something_holds_is_never_below_it(value: float, text: str) -> None:
    """What is said to hold above a score holds above the figure shown."""
    assert words.raised(value) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
                         (13, "13th"), (21, "21st"), (22, "22nd"), (111, "111th")],
)  # fmt: skip
def test_places_in_a_ranking_are_read_as_they_are_spoken(number: int, text: str) -> None:
    """From the first on, with those that end in eleven to thirteen apart."""
    from treatyopt.tables.sensitivity import _ordinal

    assert _ordinal(number) == text
