"""Closed forms against exact arithmetic, grids and sampling made here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studies import MANY, QUICK, Plan, coarse, dot, grids, moved, plan, plans, winning_share
from treatyopt import Study, rank
from treatyopt.methods import weightspace
from treatyopt.methods.stability import (
    Interval,
    first_component,
    first_within,
    gaps,
    leading_share,
    leads_within,
    order_holds_within,
    pairwise_index,
    threshold_interval,
    tier,
)
from treatyopt.ranking.intervals import ThresholdInterval

GRID = [Fraction(n, 60) for n in range(61)]
NEAR = Fraction(1, 10**8)

whole = st.integers(-20, 20).map(lambda n: 5.0 * n)
anything = st.one_of(whole, st.floats(-100, 100, allow_nan=False, allow_subnormal=False))
points = st.integers(0, 6)


def partial_fractions(gains: Sequence[int], losses: Sequence[int]) -> Fraction:
    """P(sum of gains x E > sum of losses x E), E independent exponentials, for gains all different.

    The survival function of a sum of exponentials with means x_i is sum A_i exp(-s / x_i), where
    A_i = prod x_i / (x_i - x_k); its mean over the other sum is a product of Laplace transforms.
    """
    total = Fraction(0)
    for i, x in enumerate(gains):
        term = Fraction(1)
        for k, other in enumerate(gains):
            if k != i:
                term *= Fraction(x, x - other)
        for y in losses:
            term *= Fraction(x, x + y)
        total += term
    return total


def simplex(samples: int, width: int, seed: int) -> np.ndarray:
    """Weights drawn uniformly on the simplex: samples x width."""
    return np.random.default_rng(seed).dirichlet(np.ones(width), samples)


@st.composite
def tables(
    draw: st.DrawFn, min_rows: int = 1, max_rows: int = 5, max_columns: int = 5
) -> tuple[list[list[float]], list[Fraction]]:
    """Rows of scores and exact weights that sum to 1, some of them 0, at least two columns."""
    columns = draw(st.integers(2, max_columns))
    rows = draw(grids(draw(st.integers(min_rows, max_rows)), columns))
    given = draw(st.lists(points, min_size=columns, max_size=columns).filter(any))
    return rows, [Fraction(each, sum(given)) for each in given]


def as_floats(weights: Sequence[Fraction]) -> list[float]:
    return [float(w) for w in weights]


# --- the exact pairwise index


@MANY
@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=7, unique=True),
    st.lists(st.integers(1, 100), min_size=1, max_size=7),
)
def test_index_equals_partial_fractions(gains: list[int], losses: list[int]) -> None:
    """The recursion agrees to 1e-14 with the textbook closed form in rational arithmetic."""
    exact = partial_fractions(gains, losses)
    assert 0 < exact < 1
    assert abs(Fraction(pairwise_index([*gains, *(-y for y in losses)])) - exact) <= Fraction(1, 10**14)


@MANY
@given(st.lists(anything, min_size=1, max_size=12))
def test_index_equals_divided_differences(differences: list[float]) -> None:
    """It agrees to 1e-14 with a divided difference in rational arithmetic, zeros and repetitions included."""
    found = Fraction(pairwise_index(differences))
    assert abs(found - winning_share(differences)) <= Fraction(1, 10**14)


@pytest.mark.parametrize("scale", [1e-8, 1e-3, 1.0, 1e6])
def test_index_equals_divided_differences_at_fourteen_criteria(scale: float) -> None:
    """It is as exact for as many criteria as the paper has, at any size of difference."""
    rng = np.random.default_rng(14)
    for _ in range(20):
        differences = [scale * float(x) for x in rng.normal(size=14)]
        assert abs(Fraction(pairwise_index(differences)) - winning_share(differences)) <= Fraction(1, 10**14)


@pytest.mark.parametrize("seed", range(6))
def test_index_equals_the_sampled_share(seed: int) -> None:
    """It lies within four standard errors of the share among sampled weightings."""
    differences = np.random.default_rng(100 + seed).uniform(-60, 70, size=3 + seed)
    samples = 100_000
    share = float(np.mean(simplex(samples, len(differences), seed) @ differences > 0))
    index = pairwise_index([float(x) for x in differences])
    assert 0 < index < 1
    assert abs(index - share) <= 4 * math.sqrt(index * (1 - index) / samples)


@MANY
@given(st.lists(anything, min_size=1, max_size=10))
def test_index_of_the_opposite_is_the_rest(differences: list[float]) -> None:
    """What one option does not win the other wins, unless they are tied throughout."""
    total = pairwise_index(differences) + pairwise_index([-x for x in differences])
    assert total == pytest.approx(1 if any(differences) else 0, abs=1e-14)


@QUICK
@given(st.lists(whole, min_size=1, max_size=8), st.floats(1e-6, 1e6))
def test_index_does_not_depend_on_scale(differences: list[float], factor: float) -> None:
    """Multiplying all differences by one positive number changes nothing."""
    scaled = [x * factor for x in differences]
    assert pairwise_index(scaled) == pytest.approx(pairwise_index(differences), abs=1e-14)


@QUICK
@given(st.lists(whole, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_index_does_not_depend_on_order(differences: list[float], random: object) -> None:
    """The criteria may come in any order."""
    mixed = list(differences)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert pairwise_index(mixed) == pytest.approx(pairwise_index(differences), abs=1e-14)


@pytest.mark.parametrize(
    ("differences", "index"),
    [
        ([], 0.0),
        ([0.0], 0.0),
        ([0.0, 0.0, 0.0], 0.0),
        ([3.0], 1.0),
        ([-3.0], 0.0),
        ([1.0, 2.0, 0.0], 1.0),
        ([-1.0, -2.0, 0.0], 0.0),
        ([1.0, -1.0], 0.5),
        ([75.0, -25.0], 0.75),
        ([15.0, 20.0, -5.0], 0.95),
    ],
)
def test_index_of_plain_cases(differences: list[float], index: float) -> None:
    """Ties, single criteria, one-sided differences and cases done by hand come out exactly."""
    assert pairwise_index(differences) == pytest.approx(index, abs=1e-15)


# --- the share of leading


@pytest.mark.parametrize("seed", range(6))
def test_bounds_contain_the_sampled_share(seed: int) -> None:
    """The share of sampled weightings in which an option leads all others lies within the exact bounds."""
    rng = np.random.default_rng(seed)
    scores = rng.uniform(0, 100, size=(3 + seed % 3, 4))
    samples = 60_000
    values = simplex(samples, 4, seed + 50) @ scores.T
    assert len(scores) >= 3
    for option in range(len(scores)):
        share = float(np.mean(values.argmax(axis=1) == option))
        low, high = leading_share(scores.tolist(), option)
        slack = 4 * math.sqrt(0.25 / samples)
        assert 0 <= low <= high <= 1
        assert low - slack <= share <= high + slack


@QUICK
@given(tables(min_rows=3))
def test_bounds_follow_from_the_indices(table: tuple[list[list[float]], list[Fraction]]) -> None:
    """They are the least index, and what is left of 1 after every index's shortfall."""
    rows, _ = table
    low, high = leading_share(rows, 0)
    rivals = {tuple(row) for row in rows[1:]}  # those of the same scores are led at the same weightings
    exact = [winning_share([a - b for a, b in zip(rows[0], row, strict=True)]) for row in rivals]
    assert high == pytest.approx(float(min(exact)), abs=1e-14)
    assert low == pytest.approx(float(max(Fraction(0), 1 - sum(1 - x for x in exact))), abs=1e-14)


@QUICK
@given(tables(min_rows=2, max_rows=2))
def test_share_of_two_options_is_the_index(table: tuple[list[list[float]], list[Fraction]]) -> None:
    """With two options both bounds are the exact share."""
    rows, _ = table
    low, high = leading_share(rows, 1)
    exact = winning_share([b - a for a, b in zip(*rows, strict=True)])
    assert low == high == pytest.approx(float(exact), abs=1e-14)


def test_single_option_leads_everywhere() -> None:
    """An option without a rival leads at every weighting."""
    assert leading_share([[10.0, 20.0]], 0) == (1.0, 1.0)


def test_a_rival_twice_widens_no_bounds() -> None:
    """Two rivals of the same scores are led at the same weightings, so the bounds are those of one."""
    ours, rival, other = [60.0, 40.0, 50.0], [40.0, 60.0, 45.0], [10.0, 20.0, 70.0]
    assert leading_share([ours, rival, other, rival], 0) == leading_share([ours, rival, other], 0)
    assert leading_share([ours, rival, rival], 0) == leading_share([ours, rival], 0)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (1.0, "robust"),
        (0.95, "robust"),
        (math.nextafter(0.95, 0), "leaning"),
        (0.75, "leaning"),
        (math.nextafter(0.75, 0), "contested"),
        (0.0, "contested"),
    ],
)
def test_tiers_begin_at_their_edges(share: float, word: str) -> None:
    """Robust begins at 0.95 and leaning at 0.75; a share alone is never called necessary."""
    assert tier(share) == word


# --- intervals of one weight


def first_at(rows: Sequence[Sequence[float]], weights: Sequence[Fraction], option: int) -> bool:
    values = [dot(weights, row) for row in rows]
    return values[option] == max(values)


def leads_at(rows: Sequence[Sequence[float]], weights: Sequence[Fraction], option: int) -> bool:
    """Whether an option is strictly ahead of all others."""
    ours, *theirs = sorted((dot(weights, row) for row in rows), reverse=True)
    return dot(weights, rows[option]) == ours and ours not in theirs


def ordered_at(rows: Sequence[Sequence[float]], weights: Sequence[Fraction], order: Sequence[int]) -> bool:
    values = [dot(weights, rows[i]) for i in order]
    return all(a >= b for a, b in pairwise(values))


def inside(interval: Interval | None, t: Fraction) -> bool | None:
    """Whether an interval holds a weight; None within 1e-8 of an end, where rounding decides."""
    if interval is None:
        return False
    low, high = Fraction(interval.low), Fraction(interval.high)
    ends = [end for end, name in ((low, interval.below), (high, interval.above)) if name is not None]
    if any(abs(t - end) <= NEAR for end in ends):
        return None
    return low <= t <= high


@MANY
@given(tables(), st.data())
def test_first_interval_agrees_with_a_grid(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """An option is first, alone or level, at every grid weight inside its interval and at none outside it."""
    rows, weights = table
    option = data.draw(st.integers(0, len(rows) - 1))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = first_within(rows, as_floats(weights), target, option)
    for t in GRID:
        said = inside(found, t)
        assert said is None or said == first_at(rows, moved(weights, target, t), option), t


@MANY
@given(tables(), st.data())
def test_leading_interval_agrees_with_a_grid(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """An option is strictly ahead at every grid weight inside its interval, but at an end that it says is level."""
    rows, weights = table
    option = data.draw(st.integers(0, len(rows) - 1))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = leads_within(rows, as_floats(weights), target, option)
    level = set()
    if found is not None:
        level = {
            end
            for end, rival in ((found.low, found.level_low), (found.high, found.level_high))
            if rival is not None
        }
    for t in GRID:
        said = inside(found, t) and t not in level
        assert said is None or said == leads_at(rows, moved(weights, target, t), option), t


@MANY
@given(tables(min_rows=2), st.data())
def test_who_is_level_at_the_end_of_the_scale_is_named(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """Where an option leads up to all or to none of the weight, a rival is named there just if it is level."""
    rows, weights = table
    option = data.draw(st.integers(0, len(rows) - 1))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = leads_within(rows, as_floats(weights), target, option)
    assume(found is not None and (found.low == 0 or found.high == 1))
    assert found is not None
    for end, at, rival in ((0, found.low, found.level_low), (1, found.high, found.level_high)):
        if at == end:
            values = [dot(moved(weights, target, Fraction(end)), row) for row in rows]
            assert (rival is None) is (values.count(values[option]) == 1)
            assert rival is None or (rival != option and values[rival] == values[option])


@MANY
@given(tables(min_rows=2), st.data())
def test_order_interval_agrees_with_a_grid(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """The whole order holds at every grid weight inside its interval and at none outside it."""
    rows, weights = table
    order = sorted(range(len(rows)), key=lambda i: -dot(weights, rows[i]))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = order_holds_within(rows, as_floats(weights), target, order)
    for t in GRID:
        said = inside(found, t)
        assert said is None or said == ordered_at(rows, moved(weights, target, t), order), t


@MANY
@given(tables(), st.data())
def test_ends_name_the_successor(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """At each end the option named draws level with the leader, and just beyond it is ahead of it."""
    rows, weights = table
    option = data.draw(st.integers(0, len(rows) - 1))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = first_within(rows, as_floats(weights), target, option)
    if found is None:
        return
    assert (found.level_low or found.below) == found.below or found.low == 0
    assert (found.below is not None) or found.low == 0
    assert (found.above is not None) or found.high == 1
    for end, rival, step in ((found.low, found.below, -1), (found.high, found.above, 1)):
        if rival is None:
            continue
        at = moved(weights, target, Fraction(end))
        values = [dot(at, row) for row in rows]
        assert abs(values[rival] - max(values)) <= NEAR
        assert abs(values[option] - max(values)) <= NEAR
        beyond = Fraction(end) + step * NEAR
        if 0 <= beyond <= 1:
            past = moved(weights, target, beyond)
            assert dot(past, rows[rival]) > dot(past, rows[option])


@MANY
@given(tables(min_rows=2), st.data())
def test_order_ends_name_who_moves_up(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """At each end the option named draws level with the one placed just before it, and then passes it."""
    rows, weights = table
    order = sorted(range(len(rows)), key=lambda i: -dot(weights, rows[i]))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = order_holds_within(rows, as_floats(weights), target, order)
    assert found is not None
    assert (found.below is not None) or found.low == 0
    assert (found.above is not None) or found.high == 1
    for end, rival, step in ((found.low, found.below, -1), (found.high, found.above, 1)):
        if rival is None:
            continue
        before = order[order.index(rival) - 1]
        at = moved(weights, target, Fraction(end))
        assert abs(dot(at, rows[rival]) - dot(at, rows[before])) <= NEAR
        beyond = Fraction(end) + step * NEAR
        if 0 <= beyond <= 1:
            past = moved(weights, target, beyond)
            assert dot(past, rows[rival]) > dot(past, rows[before])


@MANY
@given(tables(), st.data())
def test_leaders_interval_holds_the_present_weight(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """An option that is first now, even level with others, has an interval, and it holds the weight it has."""
    rows, weights = table
    option = max(range(len(rows)), key=lambda i: dot(weights, rows[i]))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = first_within(rows, as_floats(weights), target, option)
    assert found is not None
    assert found.low - 1e-8 <= float(weights[target]) <= found.high + 1e-8


@MANY
@given(tables(), st.data())
def test_whoever_leads_now_has_an_interval_of_leading(
    table: tuple[list[list[float]], list[Fraction]], data: st.DataObject
) -> None:
    """An option strictly ahead now leads in an interval, which holds the weight it has."""
    rows, weights = table
    option = max(range(len(rows)), key=lambda i: dot(weights, rows[i]))
    target = data.draw(st.integers(0, len(weights) - 1))
    found = leads_within(rows, as_floats(weights), target, option)
    assert found is not None or not leads_at(rows, weights, option)
    assert found is None or found.low - 1e-8 <= float(weights[target]) <= found.high + 1e-8


@pytest.mark.parametrize(
    ("points", "rows", "target", "option"),
    [
        ([1, 2, 1], [[45, 90, 35], [95, 45, 75], [15, 75, 95]], 2, 1),
        ([4, 8, 6], [[20, 65, 50], [80, 50, 30], [75, 45, 40]], 0, 2),
        ([2, 5, 1], [[25, 95, 30], [100, 65, 30], [30, 80, 95]], 0, 2),
    ],
)
def test_three_way_tie_is_first_at_one_point_and_leads_nowhere(
    points: list[int], rows: list[list[float]], target: int, option: int
) -> None:
    """An option level with two rivals now, one ahead on either side, is first at just the weight it has."""
    weights = [Fraction(each, sum(points)) for each in points]
    assert len({dot(weights, row) for row in rows}) == 1
    for t in (weights[target] - NEAR, weights[target] + NEAR):
        assert not first_at(rows, moved(weights, target, t), option)
    assert leads_within(rows, as_floats(weights), target, option) is None
    found = first_within(rows, as_floats(weights), target, option)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((float(weights[target]),) * 2, abs=1e-9)


def test_others_at_zero_share_equally() -> None:
    """Where all other weights are zero, they rise in equal parts as the target's falls."""
    rows = [[50.0, 0.0, 90.0], [40.0, 60.0, 60.0]]
    # With t on the first column: 50t + 45(1 - t) against 40t + 60(1 - t), level at t = 0.6.
    found = leads_within(rows, [1.0, 0.0, 0.0], 0, 0)
    assert found is not None
    assert found.low == pytest.approx(0.6)
    assert found[1:] == (1.0, 1, None, 1, None)


def test_zero_weight_elsewhere_stays_zero() -> None:
    """A weight of zero stays zero while others make room."""
    rows = [[50.0, 40.0, 0.0], [40.0, 60.0, 100.0]]
    # With t on the first column and the rest on the second: 50t + 40(1 - t) and 40t + 60(1 - t).
    found = leads_within(rows, [0.5, 0.5, 0.0], 0, 0)
    assert found is not None
    assert found.low == pytest.approx(2 / 3)
    assert found[1:] == (1.0, 1, None, 1, None)


def test_lone_column_leaves_a_leader_its_lead() -> None:
    """With one weight only, which is always 1, the best option leads throughout."""
    found = leads_within([[60.0], [40.0]], [1.0], 0, 0)
    assert found == Interval(0.0, 1.0)


def test_lone_column_gives_no_lead_to_a_trailing_option() -> None:
    """With one weight only, which is always 1, an option that is behind leads at no weight."""
    assert leads_within([[60.0], [40.0]], [1.0], 0, 1) is None


def test_option_behind_throughout_has_no_interval() -> None:
    """Where another is ahead at both ends there is nothing."""
    assert leads_within([[10.0, 20.0], [30.0, 40.0]], [0.5, 0.5], 0, 0) is None


def test_lone_option_leads_throughout() -> None:
    """Without rivals the interval is the whole scale."""
    assert leads_within([[10.0, 20.0]], [0.5, 0.5], 1, 0) == Interval(0.0, 1.0)


def test_equal_options_are_first_together_and_lead_nowhere() -> None:
    """Two options with the same scores are both first at every weight, and neither leads at any."""
    rows = [[10.0, 20.0], [10.0, 20.0]]
    for option in (0, 1):
        assert leads_within(rows, [0.5, 0.5], 0, option) is None
        level = 1 - option
        expected = Interval(0.0, 1.0, level_low=level, level_high=level)
        assert first_within(rows, [0.5, 0.5], 0, option) == expected


def test_the_steepest_of_those_that_cross_together_leads_beyond() -> None:
    """Three lines through one point: whoever the list names first, the steepest leads on the other side."""
    rows = [[60.0, 0.0], [40.0, 20.0], [20.0, 40.0]]
    found = leads_within(rows, [0.6, 0.4], 1, 0)
    assert found == (0.0, 0.5, None, 2, None, 2)
    assert leads_within([[0.0, 60.0], *(row[::-1] for row in rows[1:])], [0.4, 0.6], 1, 0) == (
        0.5,
        1,
        2,
        None,
        2,
        None,
    )


def test_drawing_level_with_all_of_the_weight_is_not_leading() -> None:
    """An option that is behind, but level where one weight is all there is, leads nowhere; the other says so."""
    rows = [[70.0, 60.0, 50.0], [20.0, 20.0, 50.0]]
    assert leads_within(rows, [0.4, 0.4, 0.2], 2, 1) is None
    assert first_within(rows, [0.4, 0.4, 0.2], 2, 1) == Interval(1.0, 1.0, 0, None, 0, 0)
    assert leads_within(rows, [0.4, 0.4, 0.2], 2, 0) == Interval(0.0, 1.0, level_high=1)


def test_threshold_at_zero_is_told() -> None:
    """A score of 0 that is kept out or in is a threshold like any other."""
    assert threshold_interval([0.0], [5.0]) == (0.0, 5.0)
    assert threshold_interval([], [0.0]) == (None, 0.0)


# --- thresholds of the screens


@QUICK
@given(plans(min_options=2).filter(lambda drawn: drawn.screens))
def test_threshold_interval_agrees_with_a_grid(drawn: Plan) -> None:
    """Ranked again at and on both sides of each score, the shortlist is the same inside the interval only."""
    now = rank(drawn.study())
    asked = [(f"screen-{s}", end) for s, each in enumerate(drawn.screens) for end in ends_of(each)]
    assert [(each.screen, each.end) for each in now.thresholds] == asked
    for interval in now.thresholds:
        screen = int(interval.screen.removeprefix("screen-"))
        c, least, most = drawn.bands()[screen]
        reached = [row[c][1] for row in drawn.scores]
        steps = {
            0.0,
            100.0,
            *reached,
            *(min(x + 2.5, 100.0) for x in reached),
            *(max(x - 2.5, 0.0) for x in reached),
        }
        for limit in steps:
            if limit > most if interval.end == "minimum" else limit < least:
                continue  # the other end of the screen is as far as this one can go
            other = rank(drawn.with_limit(screen, interval.end, limit).study())
            assert (other.shortlist == now.shortlist) is leaves(interval, limit), (interval, limit)


def leaves(interval: ThresholdInterval, limit: float) -> bool:
    """Whether a threshold is said to leave the shortlist as it is; what is kept out is not reached."""
    if interval.end == "minimum":
        return (interval.low is None or limit > interval.low) and limit <= (interval.high or 0.0)
    return (interval.high is None or limit < interval.high) and limit >= (interval.low or 0.0)


def ends_of(screen: tuple[Any, ...]) -> list[str]:
    """The ends that a screen of a plan has."""
    pairs = zip(("minimum", "maximum"), screen[1:], strict=False)
    return [end for end, limit in pairs if limit is not None]


def test_threshold_interval_of_plain_scores() -> None:
    """It runs from just above the best score kept out to the worst kept in, or to the ends of the scale."""
    assert threshold_interval([20.0, 15.0], [75.0, 50.0]) == (20.0, 50.0)
    assert threshold_interval([], [75.0, 50.0]) == (None, 50.0)
    assert threshold_interval([20.0], []) == (20.0, 100.0)


# --- necessary preference


@MANY
@given(st.integers(1, 5).flatmap(lambda n: st.tuples(*[st.lists(coarse, min_size=n, max_size=n)] * 2)))
def test_necessity_is_decided_at_the_corners(rows: tuple[list[float], list[float]]) -> None:
    """It holds just when the lower ends pass the higher at every weighting, which the corners decide."""
    low, high = rows
    corners = np.eye(len(low))
    assert (weightspace.extremes(weightspace.whole(len(low)), gaps(low, high)).low > 0) == bool(
        np.all(corners @ np.array(low) > corners @ np.array(high))
    )


@pytest.mark.parametrize("seed", range(5))
def test_necessity_holds_at_every_sampled_weight_and_score(seed: int) -> None:
    """An option necessarily ahead is ahead at random weights and random scores within both ranges."""
    rng = np.random.default_rng(seed)
    theirs = np.sort(rng.uniform(0, 60, size=(2, 6)), axis=0)
    ours = theirs[1] + rng.uniform(0, 10, size=6), theirs[1] + rng.uniform(10, 40, size=6)
    assert weightspace.extremes(weightspace.whole(6), gaps(ours[0].tolist(), theirs[1].tolist())).low > 0
    weights = simplex(5_000, 6, seed)
    a = rng.uniform(ours[0], ours[1], size=(5_000, 6))
    b = rng.uniform(theirs[0], theirs[1], size=(5_000, 6))
    assert np.all((weights * (a - b)).sum(axis=1) >= -1e-9)


# --- the first component of the scores


def assert_component(table: np.ndarray) -> None:
    """The component equals what a singular value decomposition of the centred columns gives."""
    found = first_component(table.tolist())
    assert found is not None
    _, sizes, directions = np.linalg.svd(table - table.mean(axis=0))
    assert found.share == pytest.approx(sizes[0] ** 2 / np.sum(sizes**2), abs=1e-12)
    loadings = np.array(found.loadings)
    assert float(np.linalg.norm(loadings)) == pytest.approx(1, abs=1e-12)
    assert abs(float(loadings @ directions[0])) == pytest.approx(1, abs=1e-9)
    assert loadings.sum() >= -1e-12


@pytest.mark.parametrize("shape", [(2, 1), (2, 5), (3, 3), (4, 14), (5, 14), (8, 3), (12, 20)])
def test_component_equals_a_singular_value_decomposition(shape: tuple[int, int]) -> None:
    """Share and loadings are those of numpy's decomposition, up to sign."""
    for seed in range(5):
        assert_component(np.random.default_rng(seed).uniform(0, 100, size=shape))


def test_component_of_a_table_with_constant_columns() -> None:
    """Columns in which all options score the same carry no loading."""
    table = np.random.default_rng(3).uniform(0, 100, size=(4, 6))
    table[:, 2] = 50.0
    assert_component(table)
    found = first_component(table.tolist())
    assert found is not None
    assert found.loadings[2] == pytest.approx(0, abs=1e-12)


def test_component_of_a_table_with_constant_rows() -> None:
    """Options that score the same on everything vary along the diagonal, which carries all variance."""
    table = np.array([[10.0] * 4, [30.0] * 4, [80.0] * 4])
    assert_component(table)
    found = first_component(table.tolist())
    assert found is not None
    assert found.share == pytest.approx(1)
    assert found.loadings == pytest.approx([0.5] * 4)


def test_component_of_repeated_rows() -> None:
    """Options with the same scores do not disturb the decomposition."""
    row, other = [10.0, 90.0, 40.0], [80.0, 20.0, 45.0]
    assert_component(np.array([row, row, other, other, [5.0, 5.0, 5.0]]))


@pytest.mark.parametrize("rows", [[[10.0, 20.0]], [[10.0, 20.0]] * 4])
def test_nothing_varies_without_differences(rows: list[list[float]]) -> None:
    """One option, or options all alike, have no component."""
    assert first_component(rows) is None


def test_component_of_the_paper(paper: Study) -> None:
    """Most of the variance of the paper's four types lies along one component."""
    table = np.array([[option.on(c.id).score for c in paper.criteria] for option in paper.ladder])
    assert_component(table)
    found = first_component(table.tolist())
    assert found is not None
    assert found.share > 0.8


# --- grouped scores, as the ranking uses them


@MANY
@given(plans(min_options=2, screened=False))
def test_pairs_agree_with_exact_group_scores(drawn: Plan) -> None:
    """Every winning index equals exact arithmetic on share-weighted scores; options level in each group tie."""
    pairs = rank(drawn.study()).pairs
    compared = permutations(drawn.options[drawn.baseline :], 2)
    assert sorted((each.first, each.second) for each in pairs) == sorted(compared)
    for pair in pairs:
        first, second = drawn.options.index(pair.first), drawn.options.index(pair.second)
        ours, theirs = drawn.space_row(first), drawn.space_row(second)
        exact = winning_share([a - b for a, b in zip(ours, theirs, strict=True)])
        assert pair.winning_index == pytest.approx(float(exact), abs=1e-12)


@MANY
@given(plans(min_options=2, screened=False))
def test_necessity_agrees_with_exact_group_scores(drawn: Plan) -> None:
    """A pair is necessary just when exact low ends are above exact high ends in every group."""
    pairs = rank(drawn.study()).pairs
    assert len(pairs) == math.perm(len(drawn.options) - drawn.baseline, 2)
    for pair in pairs:
        first, second = drawn.options.index(pair.first), drawn.options.index(pair.second)
        ours, theirs = drawn.space_row(first, 0), drawn.space_row(second, 2)
        assert pair.necessary is all(a > b for a, b in zip(ours, theirs, strict=True))


def test_equal_group_scores_from_different_criteria_tie() -> None:
    """Options with the same mean in every group, by different scores, are tied at every weighting."""
    # A third of 0 + 5 + 25 and of 0 + 10 + 20 differ in the last place of a float and in nothing else.
    study = plan([0, 5, 25, 50], [0, 10, 20, 50], sizes=(3, 1)).study()
    assert [pair.winning_index for pair in rank(study).pairs] == [0.0, 0.0]


def test_options_level_in_a_group_are_not_necessary() -> None:
    """A low end that equals the rival's high end in a group, by different scores, is level with it there."""
    study = plan([0, 5, 25, 60], [0, 10, 20, 50], sizes=(3, 1)).study()
    verdict = rank(study).verdict
    assert (verdict.tier, verdict.share, verdict.level) == ("robust", (1.0, 1.0), ("group-0",))
