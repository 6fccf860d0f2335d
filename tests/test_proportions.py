"""Intervals of counted shares, against published examples and the definition."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt import Study, rank, sensitivity
from treatyopt.documents.sensitivity import second
from treatyopt.methods.proportions import Z, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3 (Wilson without continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals(successes: int, trials: int, low: float, high: float) -> None:
    """The four examples that the method was compared on."""
    assert wilson(successes / trials, trials) == pytest.approx((low, high), abs=5e-5)


@QUICK
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_its_ends_are_where_the_share_is_just_z_errors_away(counted: tuple[int, int]) -> None:
    """By definition: at each end p the counted share is z standard errors of p away; a share of 0 or 1 is an end."""
    successes, trials = counted
    share = successes / trials
    low, high = wilson(share, trials)
    errors = [Z * math.sqrt(end * (1 - end) / trials) for end in (low, high)]
    assert (share - low, high - share) == pytest.approx(tuple(errors), abs=1e-7)


def test_nothing_counted_says_nothing() -> None:
    """Without a trial every share is possible."""
    assert wilson(0.0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("samples", [1, 20, 300])
def test_few_draws_call_no_tier(samples: int, paper: Study) -> None:
    """What a few draws show of the paper could be one tier or the next, and is not called either."""
    found = sensitivity(rank(paper), samples)
    assert found.in_ranges_tiers is not None
    assert len(set(found.in_ranges_tiers)) > 1
    assert not found.tiers_differ
    assert f"{samples:,} draw{'s' * (samples > 1)} can" in " ".join(second(found))


def test_many_draws_call_them(paper: Study) -> None:
    """Of a hundred thousand draws the three ways lie clear of 95%, on both sides."""
    found = sensitivity(rank(paper), 100_000)
    assert (found.in_ranges_tiers, found.tiers_differ) == (("leaning", "robust"), False)
    assert "from leaning to robust." in " ".join(second(found))


@pytest.mark.parametrize(
    ("share", "tiers", "said"),
    [
        (
            0.75,
            ("contested", "leaning"),
            "another tier: call it robust on weights, contested to leaning on weights",
        ),
        (0.95, ("leaning", "robust"), "1,000 draws cannot tell whether that is another tier."),
        (0.99, ("robust", "robust"), "the same tier."),
    ],
)
def test_another_tier_is_told_even_if_not_which(
    share: float, tiers: tuple[str, str], said: str, paper: Study
) -> None:
    """That it is not robust can be clear where draws cannot tell which tier it is instead."""
    found = sensitivity(rank(paper), 1000)
    doubts = tuple(each._replace(leads=each.leads._replace(share=share)) for each in found.doubts)
    found = replace(found, doubts=doubts)
    assert found.in_ranges_tiers == tiers
    assert said in " ".join(second(found))
