"""Weightings that fit constraints: held to fractions, to drawings, to thin bands and to each other."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt.methods.fitting import Constraint, NoRoom, NothingFits, fitting, on
from treatyopt.methods.stability import gaps
from treatyopt.methods.weightspace import (
    TooManyCells,
    ahead,
    behind,
    centroid,
    cut,
    extremes,
    ranked,
    share,
    whole,
)

WIDE = st.lists(st.integers(-9, 9), min_size=4, max_size=4)
LARGE = st.lists(WIDE, min_size=1, max_size=3)
SCORES = st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), min_size=2, max_size=4)


def total(row: Any, weights: Any) -> Any:
    """The weighted sum of a row."""
    return sum(a * w for a, w in zip(row, weights, strict=True))


def at_most(columns: int, column: int, part: float) -> list[float]:
    """The row of a weight that is at most such a part of all weight."""
    return [part - (i == column) for i in range(columns)]


def order(columns: int) -> list[Constraint]:
    """That the weights never rise from the first column to the last."""
    return [Constraint([(j == i) - (j == i + 1) for j in range(columns)]) for i in range(columns - 1)]


def drawn(columns: int, seed: int, count: int = 20_000) -> list[list[float]]:
    """Weightings drawn uniformly, without any of what is tested."""
    chance = random.Random(seed)
    rows = ([chance.expovariate(1) for _ in range(columns)] for _ in range(count))
    return [[x / sum(row) for x in row] for row in rows]


def test_a_full_order_is_one_cell_with_the_rank_order_centroid() -> None:
    """Five weights in order: 1/120 of all, and the centroid of Barron & Barrett (1996), 0.456667 first."""
    fit = fitting(5, order(5))
    assert len(fit.cells) == 1
    assert fit.share == pytest.approx(1 / 120)
    assert centroid(fit.cells) == pytest.approx([0.456667, 0.256667, 0.156667, 0.09, 0.04], abs=5e-7)


def test_a_long_order_is_small_and_not_thin() -> None:
    """Fourteen weights in order are 1.1e-11 of all, exact, and no equality."""
    fit = fitting(14, order(14))
    assert fit.share == pytest.approx(1.147e-11, rel=1e-3)
    assert (len(fit.cells), fit.thin) == (1, ())


def test_at_most_half_is_the_known_share() -> None:
    """One weight of five is at most half in 1 - 1/2**4 of all weightings, in fractions exactly."""
    fit = fitting(5, [Constraint(at_most(5, 3, Fraction(1, 2)))])  # type: ignore[arg-type]
    assert fit.share == Fraction(15, 16)


@QUICK
@given(LARGE)
def test_rounding_changes_no_share_that_is_seen(rows: list[list[int]]) -> None:
    """In floats a set has the share that it has in fractions, to nine digits, and fits or not alike."""

    def shared(kind: type) -> Any:
        try:
            return fitting(4, [Constraint([kind(x) for x in row]) for row in rows]).share
        except (NothingFits, NoRoom) as error:
            return type(error)

    exact, found = shared(Fraction), shared(float)
    assert found == (
        exact if exact is None or isinstance(exact, type) else pytest.approx(float(exact), abs=1e-9)
    )


@QUICK
@given(LARGE)
def test_every_corner_fits_and_in_any_order_the_share_is_the_same(rows: list[list[int]]) -> None:
    """Each vertex satisfies each constraint, and the order of constraints is no matter."""
    shares, corners = [], []
    for some in permutations(rows):
        try:
            fit = fitting(4, [Constraint(row) for row in some])
        except (NothingFits, NoRoom):
            shares.append(-1.0)
        else:
            shares.append(-2.0 if fit.share is None else fit.share)
            corners += [v for cell in fit.cells for v in cell.vertices]
    assert shares == pytest.approx([shares[0]] * len(shares), abs=1e-9)
    assert min((total(row, v) for row in rows for v in corners), default=0) >= -1e-9


@QUICK
@given(WIDE, WIDE)
def test_the_share_is_that_of_drawings(one: list[int], other: list[int]) -> None:
    """Drawn weightings fit two constraints as often as the share says, within sampling."""
    weightings = drawn(4, 5, 4_000)
    counted = sum(total(one, w) >= 0 and total(other, w) >= 0 for w in weightings) / len(weightings)
    cells = cut(cut(whole(4), one), other)
    assert share(cells) == pytest.approx(counted, abs=0.04)


@pytest.mark.parametrize(
    ("row", "scores"), [([1, -1, 0, 0], [3, 1, -2, 1]), ([2, -1, -1, 1], [-1, 2, 5, -3])]
)
def test_an_equality_agrees_with_a_thin_band(row: list[float], scores: list[float]) -> None:
    """What leads on an equality leads on a narrow band around it, in nearly the same share and centroid."""
    exact = fitting(4, [Constraint(row, level=True)])
    width = 1e-5
    near = [Constraint([x + width for x in row]), Constraint([-x + width for x in row])]
    band = fitting(4, near)
    assert exact.share is None
    assert centroid(exact.cells) == pytest.approx(centroid(band.cells), abs=1e-4)
    assert share(cut(exact.cells, scores)) == pytest.approx(share(cut(band.cells, scores)), abs=1e-4)


def test_opposed_constraints_are_an_equality() -> None:
    """Two that leave no width, a cycle of three, and a band of 1e-10 are equalities, and say which they are."""
    there, back = [1.0, -1.0, 0.0, 0.0], [-1.0, 1.0, 0.0, 0.0]
    alike = fitting(4, [Constraint(there, level=True)])
    for constraints in (
        [Constraint(there), Constraint(back)],
        [Constraint(there), Constraint([-1.0, 1.0 + 1e-10, 0, 0])],
    ):
        fit = fitting(4, constraints)
        assert fit.thin
        assert centroid(fit.cells) == pytest.approx(centroid(alike.cells), abs=1e-8)
    cycle = fitting(4, [Constraint([1, -1, 0, 0]), Constraint([0, 1, -1, 0]), Constraint([-1, 0, 1, 0])])
    assert centroid(cycle.cells) == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])


@pytest.mark.parametrize(
    ("constraints", "error"),
    [
        ([Constraint(at_most(3, 0, 0.4)), Constraint([-x for x in at_most(3, 0, 0.6)])], NothingFits),
        ([Constraint([1, -1, 0], strict=True), Constraint([-1, 1, 0])], NothingFits),
        ([Constraint([1, -1, 0], strict=True), Constraint([-1, 1, 0], level=True)], NothingFits),
        ([Constraint([1, 1, 1], level=True)], NothingFits),
        ([Constraint([-x for x in at_most(3, 0, 1.0)])], NoRoom),
        ([Constraint([1, -1, 0], level=True), Constraint([0, 1, -1], level=True)], NoRoom),
    ],
)
def test_what_cannot_be_is_told_apart_from_what_leaves_no_room(
    constraints: list[Constraint], error: type[Exception]
) -> None:
    """An empty set, a strict constraint that is level, and a single weighting."""
    with pytest.raises(error):
        fitting(3, constraints)


def test_a_row_that_is_level_all_over_changes_nothing() -> None:
    """On a = b it is no news that 2a = 2b."""
    cells = on(whole(3), [1, -1, 0])
    assert on(cells, [2, -2, 0]) == cells
    assert fitting(3, [Constraint([0, 0, 0], level=True)]).cells == whole(3)


@QUICK
@given(WIDE, WIDE)
def test_the_winning_share_of_a_set_needs_no_cutting(limit: list[int], row: list[int]) -> None:
    """The race of exponentials inside each cell gives what cutting gives."""
    cells = cut(whole(4), limit)
    differences = [float(x) for x in row]
    if any(differences):
        assert ahead(cells, differences) == pytest.approx(share(cut(cells, differences)), abs=1e-9)
    assert 0 <= share(cells) <= 1


@QUICK
@given(WIDE, WIDE)
def test_corners_behind_bound_every_weight_there(limit: list[int], row: list[int]) -> None:
    """Of what fits and is not ahead, no drawn weighting has a weight outside those of the corners."""
    cells = cut(whole(4), limit)
    corners = list(behind(cells, row))
    inside = [w for w in drawn(4, 7, 2_000) if total(limit, w) >= 0 and total(row, w) <= 0]
    for column in range(4) if corners else ():
        held = [corner[column] for corner in corners]
        assert all(min(held) - 1e-9 <= w[column] <= max(held) + 1e-9 for w in inside)
    assert bool(corners) or not inside


@QUICK
@given(WIDE, WIDE)
def test_extremes_hold_every_drawing(limit: list[int], row: list[int]) -> None:
    """No drawn weighting of a set has a weighted sum outside its extremes."""
    cells = cut(whole(4), limit)
    inside = [total(row, w) for w in drawn(4, 11, 1_000) if total(limit, w) >= 0]
    assert cells or not inside
    if cells:
        low, high = extremes(cells, row)
        assert all(low - 1e-9 <= each <= high + 1e-9 for each in inside)


@QUICK
@given(SCORES, WIDE)
def test_over_a_set_too_shares_and_ties_make_the_whole(rows: list[list[int]], limit: list[int]) -> None:
    """Over what fits a constraint the shares of every rank sum to 1, and those of leading alone but for ties."""
    try:
        cells = fitting(4, [Constraint(limit)]).cells
    except (NothingFits, NoRoom):
        cells = whole(4)
    found = [ranked(cells, rows, i) for i in range(len(rows))]
    assert [sum(column) for column in zip(*(each.shares for each in found), strict=True)] == pytest.approx(
        [1.0] * len(rows)
    )
    if all(rows.count(row) == 1 for row in rows):
        assert sum(share(each.led) for each in found) == pytest.approx(1.0)


@QUICK
@given(SCORES)
def test_ranks_share_out_and_agree_with_drawings(rows: list[list[int]]) -> None:
    """Every option has some rank and every rank some option; the shares are those of drawings, within sampling."""
    found = [ranked(whole(4), rows, i).shares for i in range(len(rows))]
    assert [sum(each) for each in found] == pytest.approx([1.0] * len(rows))
    assert [sum(column) for column in zip(*found, strict=True)] == pytest.approx([1.0] * len(rows))
    weightings = drawn(4, 13, 2_000)
    for i, row in enumerate(rows):
        if sum(other == row for other in rows) == 1:
            first = sum(all(total(gaps(row, x), w) >= 0 for x in rows) for w in weightings) / len(weightings)
            assert found[i][0] == pytest.approx(first, abs=0.06)


def test_ranks_past_the_limit_are_not_cut() -> None:
    """More cells than are allowed, in all parts together, are refused."""
    chance = random.Random(1)
    rows = [[chance.uniform(0, 100) for _ in range(6)] for _ in range(8)]
    with pytest.raises(TooManyCells):
        ranked(whole(6), rows, 0, limit=50)
