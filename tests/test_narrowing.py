"""What bounds settle before the choices are gone through: nothing that the frontier says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studies import QUICK
from test_dominance import Problem, brute, closed, drawn, pairs, problems, total
from treatyopt.methods import dominance, narrowing
from treatyopt.methods.dominance import Item, Point, frontier
from treatyopt.methods.narrowing import Rest, bounded, corners, relaxed, searched, settled

KINDS = ("opposed", "aligned", "unrelated")


def narrowed(problem: Problem, few: int = 0) -> list[Point]:
    """The frontier when bounds are asked with more than so few items undecided."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "_FEW", few)
        return frontier(*problem)


def rows(problem: Problem) -> tuple[Any, Any, Any, Any]:
    """A problem as the bounds take it: both objectives, levels, what they lack, and needs."""
    items, floors = problem
    levels = [[item.levels[k] for item in items] for k in range(len(floors))]
    objectives = [item.first for item in items], [item.second for item in items]
    return objectives, levels, floors, [item.needs for item in items]


def rest(problem: Problem) -> Rest:
    """A problem with all that its items need, directly or not."""
    return narrowing._rest(*rows(problem))


def choices(items: Sequence[Item]) -> list[int]:
    """Every choice that holds what its items need, as a bit mask."""
    return [mask for mask in range(1 << len(items)) if closed(items, mask)]


def reaching(items: Sequence[Item], floors: Sequence[Any]) -> list[int]:
    """Every choice that holds what its items need and reaches the floors."""
    rows = [[item.levels[k] for item in items] for k in range(len(floors))]
    return [
        mask
        for mask in choices(items)
        if all(total(level, mask) >= floor for level, floor in zip(rows, floors, strict=True))
    ]


def points_gone_through(problem: Problem, few: int) -> int:
    """How many partial choices are kept side by side, place by place and state by state."""
    seen: list[int] = []
    enter = dominance._enter

    def recorded(*given: Any) -> None:
        seen.append(len(given[-1]))
        enter(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "_enter", recorded)
        narrowed(problem, few)
    return sum(seen)


# --- the frontier stays what it is


@QUICK
@given(problems())
def test_frontier_with_bounds_equals_all_subsets(problem: Problem) -> None:
    """Totals, smallest choice, ties and both masks are those of all subsets when bounds settle what they can."""
    assert narrowed(problem) == brute(*problem)


@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("most", [2, 60])
@pytest.mark.parametrize("kind", KINDS)
def test_frontier_with_bounds_equals_all_subsets_of_fourteen(kind: str, most: int, levels: int) -> None:
    """Larger problems, half of whose items need others, come to the same as all 16,384 subsets."""
    for seed in range(20):
        problem = drawn(14, kind, most, levels, seed)
        assert narrowed(problem) == brute(*problem)


@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("most", [3, 100])
@pytest.mark.parametrize("kind", KINDS)
def test_frontier_with_bounds_equals_that_without(kind: str, most: int, levels: int) -> None:
    """Problems beyond all subsets, with few ties and with many, come to the same with bounds and without."""
    for seed in range(8):
        problem = drawn(26, kind, most, levels, seed)
        assert narrowed(problem) == narrowed(problem, few=26)


@QUICK
@given(problems(), st.integers(1, 6))
def test_fractions_are_bounded_too(problem: Problem, part: int) -> None:
    """Parts of whole numbers come to the same parts."""
    items, floors = problem
    fine = [
        item._replace(first=Fraction(item.first, part), second=Fraction(item.second, part)) for item in items
    ]
    assert narrowed(Problem(fine, floors)) == [
        each._replace(first=Fraction(each.first, part), second=Fraction(each.second, part))
        for each in narrowed(problem)
    ]


@pytest.mark.parametrize("place", ["first", "second", "level", "floor"])
def test_floats_are_not_bounded(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounded figures might lose a tie to a bound, so that one float anywhere leaves all to the search."""
    items, floors = drawn(14, "aligned", 60, 1, 3)
    loose = {
        "first": ([items[0]._replace(first=float(items[0].first)), *items[1:]], floors),
        "second": ([items[0]._replace(second=float(items[0].second)), *items[1:]], floors),
        "level": ([item._replace(levels=(float(item.levels[0]),)) for item in items], floors),
        "floor": (items, [float(floors[0])]),
    }
    asked = Problem(*loose[place])
    calls: list[object] = []

    def recorded(*given: Any) -> tuple[int, int]:
        calls.append(given)
        return 0, 0

    monkeypatch.setattr(dominance, "settled", recorded)
    assert narrowed(asked) == frontier(items, floors)
    assert not calls
    assert narrowed(Problem(items, floors))
    assert calls


def test_levels_without_a_floor_are_left_out_of_account() -> None:
    """Items may have more levels than there are floors; those without one do not count."""
    items, floors = drawn(14, "aligned", 60, 2, 3)
    bare = [item._replace(levels=item.levels[:1]) for item in items]
    assert pairs(narrowed(Problem(items, floors[:1]))) == pairs(brute(bare, floors[:1]))


# --- what is settled


@QUICK
@given(problems().filter(lambda problem: problem.floors))
def test_settled_is_in_all_choices_of_the_frontier_or_in_none(problem: Problem) -> None:
    """What is settled as taken is in every choice of every point, what is settled as out in none."""
    taken, out = settled(*rows(problem))
    found = brute(*problem)
    assert not taken & out or not found
    assert [each for each in found if taken & ~each.always or out & each.ever] == []


def test_what_does_not_pay_for_its_prerequisite_is_out_with_it() -> None:
    """A gain of 3 that needs a loss of 5 is out with it, a dear way to the floor too; what pays for itself is in."""
    objectives = ([3, -5, -1, -9, 5], [3, -5, -1, -8, 6])
    needs: list[tuple[int, ...]] = [(1,), (), (), (), ()]
    # The floor takes the third item with the fifth, (4, 5), or the fourth with it, (-4, -2). That it takes the third
    # no bound says, as at the price at which they meet the third is worth nothing.
    assert settled(objectives, [[0, 0, 2, 2, -1]], [1], needs) == (0b10000, 0b01011)


def test_what_comes_to_the_same_is_not_settled() -> None:
    """Of two ways to reach a floor at the same cost neither is settled, and both are counted."""
    objectives = ([-2, -2, -7], [-3, -3, -7])
    assert settled(objectives, [[1, 1, 1]], [1], [(), (), ()]) == (0, 0b100)
    items = [Item(a, b, (), (1,)) for a, b in zip(*objectives, strict=True)]
    assert narrowed(Problem(items, [1])) == [Point(-2, -3, 0b001, 2, 0, 0b011)]


def test_nothing_is_settled_where_no_choice_is_known() -> None:
    """A floor out of reach settles nothing, and leaves it to the search to find that there is no choice."""
    assert settled(([1, -1], [1, -1]), [[1, 1]], [3], [(), ()]) == (0, 0)


@pytest.mark.parametrize("levels", [1, 2])
def test_bounds_spare_most_partial_choices_of_aligned_problems(levels: int) -> None:
    """Of what is gone through for forty items under floors less than a third is left, all problems together."""
    several = [drawn(40, "aligned", 100, levels, seed) for seed in range(12)]
    without = sum(points_gone_through(problem, 40) for problem in several)
    assert sum(points_gone_through(problem, 16) for problem in several) < without / 3


# --- the bounds themselves


@QUICK
@given(problems(max_levels=1), st.integers(0, 3), st.integers(0, 3))
def test_relaxed_finds_the_best_choice_at_a_price(problem: Problem, price: int, scale: int) -> None:
    """What items lend to what they need makes the bound the best of all choices, and the choice shown has it."""
    assume(problem.floors)
    items, _ = problem
    asked = rest(problem)
    found = relaxed(asked, asked.objectives[0], asked.levels[0], price, scale)
    worths = [scale * item.first + price * item.levels[0] for item in items]
    assert closed(items, found.taken)
    assert found.most == max(total(worths, mask) for mask in choices(items)) == total(worths, found.taken)
    assert found.value == total([item.first for item in items], found.taken)
    assert found.level == total([item.levels[0] for item in items], found.taken)


@QUICK
@given(problems(max_levels=3))
def test_no_choice_comes_to_more_than_a_bound(problem: Problem) -> None:
    """Each choice that reaches all floors stays within every bound, less what it takes or leaves against worths."""
    assume(problem.floors)
    items, floors = problem
    asked = rest(problem)
    value = asked.objectives[0]
    bounds, _ = bounded(asked, value)
    beyond = []
    for mask in reaching(items, floors):
        for bound in bounds:
            lost = sum(max(-each if mask >> i & 1 else each, 0) for i, each in enumerate(bound.worths))
            if bound.scale * total(value, mask) > bound.most - lost:
                beyond.append((mask, bound))
    assert bounds
    assert beyond == []


@QUICK
@given(problems(max_levels=1))
def test_choice_found_with_bounds_reaches_the_floor(problem: Problem) -> None:
    """With one floor the choice that comes with the bounds reaches it, if any does."""
    assume(problem.floors)
    asked = rest(problem)
    allowed = reaching(*problem)
    _, shown = searched(asked, asked.objectives[0], 0)
    assert not allowed or shown in allowed


@QUICK
@given(problems(max_levels=2), st.data())
def test_bettered_keeps_a_choice_whole_and_never_makes_it_worse(
    problem: Problem, data: st.DataObject
) -> None:
    """It holds what its items need, falls no further short, and is worth no less if it reached the floors."""
    asked = rest(problem)
    value = asked.objectives[0]
    before = data.draw(st.sampled_from(choices(problem.items)))
    after = narrowing._bettered(asked, value, before)

    def short(mask: int) -> int:
        return int(narrowing._short(asked, [total(level, mask) for level in asked.levels]))

    assert closed(problem.items, after)
    assert short(after) <= short(before)
    assert short(before) > 0 or total(value, after) >= total(value, before)


def test_a_loan_passes_on_through_those_who_can_lend_elsewhere() -> None:
    """The third item can pay the second's loss only if the second lender turns to its own: a way of two steps."""
    # 0 needs 2 and 3, 1 needs 2 alone; lending 0 to 2 first leaves 1 with nothing to pay for and 3 unpaid.
    items = [Item(4, 0, (2, 3), (0,)), Item(4, 0, (2,), (0,)), Item(-4, 0, (), (0,)), Item(-4, 0, (), (0,))]
    asked = rest(Problem(items, [0]))
    found = relaxed(asked, asked.objectives[0], asked.levels[0], 0, 1)
    assert found.most == 0
    assert found.worths == [0, 0, 0, 0]


@QUICK
@given(st.sets(st.tuples(st.integers(-5, 5), st.integers(-5, 5))), st.integers(-6, 6), st.integers(-6, 6))
def test_corners_hold_just_what_no_known_pair_betters(
    known: set[tuple[int, int]], first: int, second: int
) -> None:
    """A pair has at least the first and more than the second figure of a corner if nothing known betters it."""
    within = any((a is None or first >= a) and (b is None or second > b) for a, b in corners(known))
    bettered = any(a >= first and b >= second and (a, b) != (first, second) for a, b in known)
    # What is bettered in one figure alone may lie in a corner still; what is bettered in both never does.
    assert within or bettered
    assert not (within and any(a > first and b > second for a, b in known))


@QUICK
@given(problems(max_levels=2).filter(lambda problem: problem.floors))
def test_bounds_leave_the_figures_alone(problem: Problem) -> None:
    """What is given is not changed."""
    before = repr(rows(problem))
    given_rows = rows(problem)
    settled(*given_rows)
    assert repr(given_rows) == before
