"""Four bargaining solutions: examples worked by hand, and what must hold of each for any gains."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt.methods.solutions import (
    NAMES,
    SOLUTIONS,
    Choice,
    agreeable,
    choose,
    dominates,
    ideals,
    measure,
)

KINDS = tuple(NAMES)
Rows = list[tuple[Any, ...]]

# Five alternatives that the four solutions judge differently, and a sixth that the second party refuses.
#          product    sum   least   least share of the ideals (40, 12)
# (40, 2)     80       42     2     min(40/40, 2/12) = 1/6
# (24, 5)    120       29     5     min(24/40, 5/12) = 5/12
# (18, 6)    108       24     6     min(18/40, 6/12) = 9/20
# (8, 8)      64       16     8     min(8/40, 8/12)  = 1/5
# (1, 12)     12       13     1     min(1/40, 12/12) = 1/40
# (90, -1)  it would have the largest sum, and would make 90 the first party's ideal
FIVE: Rows = [(40, 2), (24, 5), (18, 6), (8, 8), (1, 12)]
SIX: Rows = [*FIVE, (90, -1)]


@st.composite
def tables(draw: st.DrawFn, parties: int | None = None, least: int = -3) -> Rows:
    """Whole gains of two or three parties from up to eight alternatives, some of them refused."""
    width = parties or draw(st.integers(2, 3))
    return draw(st.lists(st.tuples(*[st.integers(least, 9)] * width), min_size=1, max_size=8))


kinds = st.sampled_from(KINDS)
factors = st.fractions(Fraction(1, 8), 20, max_denominator=8)


def scaled(rows: Rows, party: int, factor: Fraction) -> Rows:
    """The same gains with one party's in other units, exactly."""
    return [tuple(x * factor if k == party else Fraction(x) for k, x in enumerate(row)) for row in rows]


def about(kind: str, pick: int, reached: float) -> Choice:
    """One pick with a measure as near as floats are."""
    return Choice(kind, (pick,), pytest.approx(reached))  # type: ignore[arg-type]


# --- by hand


@pytest.mark.parametrize(
    ("kind", "pick", "reached"),
    [("nash", 1, 120), ("ks", 2, 9 / 20), ("egalitarian", 3, 8), ("utilitarian", 0, 42)],
)
def test_solutions_of_the_worked_example(kind: str, pick: int, reached: float) -> None:
    """Each solution picks the alternative that the table above says, with its measure."""
    assert choose(kind, SIX) == about(kind, pick, reached)


@pytest.mark.parametrize("kind", KINDS)
def test_measures_of_the_worked_example(kind: str) -> None:
    """Every figure of the table above is what the measure gives."""
    table = {
        "nash": [80, 120, 108, 64, 12],
        "utilitarian": [42, 29, 24, 16, 13],
        "egalitarian": [2, 5, 6, 8, 1],
        "ks": [1 / 6, 5 / 12, 9 / 20, 1 / 5, 1 / 40],
    }
    assert [measure(kind, row, (40, 12)) for row in FIVE] == pytest.approx(table[kind])


@pytest.mark.parametrize(
    ("kind", "pick", "reached"),
    [("nash", 1, 36), ("ks", 1, 1 / 2), ("egalitarian", 2, 3), ("utilitarian", 0, 12)],
)
def test_three_parties_by_hand(kind: str, pick: int, reached: float) -> None:
    """The solutions work for three parties as for two."""
    # Products 10, 36, 27, -, 0; sums 12, 11, 9, -, 6; least 1, 2, 3, -, 0. The third party refuses the
    # fourth, which has the largest sum. The ideals are (10, 6, 3), so that the least shares are
    # min(10/10, 1/6, 1/3) = 1/6, min(6/10, 3/6, 2/3) = 1/2, min(3/10, 3/6, 3/3) = 3/10 and 0.
    rows = [(10, 1, 1), (6, 3, 2), (3, 3, 3), (9, 6, -1), (0, 6, 0)]
    assert choose(kind, rows) == about(kind, pick, reached)


@pytest.mark.parametrize(
    ("kind", "rows", "picks"),
    [
        ("nash", [(2, 6), (5, 1), (4, 3), (3, 4)], (0, 2, 3)),  # products 12, 5, 12, 12
        ("ks", [(10, 2), (2, 10), (6, 3), (3, 6)], (2, 3)),  # ideals 10: 0.2, 0.2, 0.3, 0.3
        ("egalitarian", [(3, 7), (7, 3), (9, 2)], (0, 1)),  # least 3, 3, 2
        ("utilitarian", [(1, 8), (4, 5), (9, 0), (3, 3)], (0, 1, 2)),  # sums 9, 9, 9, 6
    ],
)
def test_ties_are_all_picked(kind: str, rows: Rows, picks: tuple[int, ...]) -> None:
    """Alternatives that do equally well are all listed, in their order."""
    found = choose(kind, rows)
    assert found is not None
    assert found.picks == picks


@pytest.mark.parametrize(
    ("kind", "rows", "picks"),
    [
        ("egalitarian", [(3, 3), (3, 7), (3, 5)], (1,)),  # least 3 each; (3, 7) betters both others
        ("ks", [(5, 10), (10, 5), (5, 8)], (0, 1)),  # ideals 10: 0.5 each; (5, 10) betters (5, 8)
        ("nash", [(5, 0), (0, 5), (3, 0)], (0, 1)),  # every product 0; (5, 0) betters (3, 0)
        ("utilitarian", [(4, 4), (4, 4)], (0, 1)),  # alike, so that neither betters the other
    ],
)
def test_dominated_ties_are_dropped(kind: str, rows: Rows, picks: tuple[int, ...]) -> None:
    """Of tied alternatives those that another of them dominates are left out; equal ones stay."""
    found = choose(kind, rows)
    assert found is not None
    assert found.picks == picks


# --- what nobody refuses


def test_ideals_are_over_what_nobody_refuses() -> None:
    """The most that each could gain leaves out what another would refuse, even one's own best."""
    assert ideals(SIX) == ideals(FIVE) == (40, 12)
    assert ideals([(5, -1), (-1, 5)]) == ideals([]) == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [[], [(-1, 5)], [(-1, 5), (5, -1), (-2, -2)]])
def test_nothing_agreeable_gives_no_choice(kind: str, rows: Rows) -> None:
    """Where somebody refuses each alternative, or there is none, no solution picks anything."""
    assert choose(kind, rows) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_gain_is_no_reason_to_refuse(kind: str) -> None:
    """A party that just keeps its reservation value agrees, and so it does within 1e-9."""
    assert agreeable((0, 0))
    assert agreeable((-1e-10, 3))
    assert not agreeable((-1e-8, 3))
    found = choose(kind, [(-1e-10, 3), (-1, 9)])
    assert found is not None
    assert found.picks == (0,)


@MANY
@given(kinds, tables())
def test_refused_alternatives_do_not_matter(kind: str, rows: Rows) -> None:
    """What somebody refuses can be left out of account beforehand: the rest is chosen from as if alone."""
    able = [i for i, row in enumerate(rows) if min(row) >= 0]
    found, alone = choose(kind, rows), choose(kind, [rows[i] for i in able])
    assert (found is None) is (alone is None) is (not able)
    if found is not None and alone is not None:
        assert found.picks == tuple(able[i] for i in alone.picks)
        assert found.measure == alone.measure


# --- zero ideals


def test_party_that_can_gain_nothing_has_no_share() -> None:
    """Kalai-Smorodinsky looks past a party with nothing to gain; with nobody to gain all alternatives tie."""
    # The ideals are (0, 5): only the second party has shares, 1 and 3/5.
    assert choose("ks", [(0, 5), (0, 3), (-1, 9)]) == Choice("ks", (0,), 1.0)
    assert choose("ks", [(0, 0), (0, 0), (4, -1)]) == Choice("ks", (0, 1), 1.0)


def test_nash_without_gains_for_all_picks_what_nothing_betters() -> None:
    """Where every product is 0 all tie, and what is left is the nondominated."""
    assert choose("nash", [(0, 5), (0, 3), (0, 0)]) == Choice("nash", (0,), 0.0)


# --- units


@MANY
@given(tables(parties=2), st.integers(0, 1), factors)
def test_nash_does_not_depend_on_units(rows: Rows, party: int, factor: Fraction) -> None:
    """Multiplying one party's gains by a positive number leaves the Nash picks; the product is multiplied."""
    found, other = choose("nash", rows), choose("nash", scaled(rows, party, factor))
    assert (found is None) is (other is None)
    if found is not None and other is not None:
        assert other.picks == found.picks
        assert other.measure == pytest.approx(found.measure * float(factor))


@MANY
@given(tables(), st.integers(0, 1), factors)
def test_kalai_smorodinsky_does_not_depend_on_units(rows: Rows, party: int, factor: Fraction) -> None:
    """Multiplying one party's gains by a positive number leaves Kalai-Smorodinsky's picks and its measure."""
    found, other = choose("ks", rows), choose("ks", scaled(rows, party, factor))
    assert (found is None) is (other is None)
    if found is not None and other is not None:
        assert other.picks == found.picks
        assert other.measure == pytest.approx(found.measure)


@pytest.mark.parametrize(("kind", "before", "after"), [("egalitarian", 3, 1), ("utilitarian", 0, 4)])
def test_egalitarian_and_utilitarian_depend_on_units(kind: str, before: int, after: int) -> None:
    """With the second party's gains times ten both pick another alternative."""
    # Tenfold, the five are (40, 20), (24, 50), (18, 60), (8, 80), (1, 120): least 20, 24, 18, 8, 1; sums 60,
    # 74, 78, 88, 121.
    tenfold = scaled(FIVE, 1, Fraction(10))
    found, other = choose(kind, FIVE), choose(kind, tenfold)
    assert found is not None
    assert other is not None
    assert found.picks == (before,)
    assert other.picks == (after,)


# --- what holds for any gains


@MANY
@given(kinds, tables())
def test_choices_are_nondominated(kind: str, rows: Rows) -> None:
    """Nobody refuses what is picked, and nothing else agreeable is better for one and worse for none."""
    found = choose(kind, rows)
    assert (found is None) is all(min(row) < 0 for row in rows)
    if found is None:
        return
    assert found.picks
    able = [row for row in rows if min(row) >= 0]
    for i in found.picks:
        assert rows[i] in able
        assert not any(
            row != rows[i] and all(a >= b for a, b in zip(row, rows[i], strict=True)) for row in able
        )


@MANY
@given(kinds, tables())
def test_choices_have_the_largest_measure(kind: str, rows: Rows) -> None:
    """Every pick reaches the measure named, and nothing agreeable a larger one."""
    found = choose(kind, rows)
    assert (found is not None) is any(map(agreeable, rows))
    if found is not None:
        best = ideals(rows)
        reached = [measure(kind, row, best) for row in rows if agreeable(row)]
        assert found.measure == pytest.approx(float(max(reached)))
        assert [float(measure(kind, rows[i], best)) for i in found.picks] == pytest.approx(
            [found.measure] * len(found.picks)
        )


@MANY
@given(kinds, tables(parties=2))
def test_parties_are_treated_alike(kind: str, rows: Rows) -> None:
    """Exchanging the two parties changes nothing."""
    assert choose(kind, [row[::-1] for row in rows]) == choose(kind, rows)


@MANY
@given(st.sampled_from(["nash", "egalitarian", "utilitarian"]), tables(), st.data())
def test_leaving_out_what_was_not_picked_changes_nothing(kind: str, rows: Rows, data: st.DataObject) -> None:
    """Without some alternatives that were not picked the same are picked (save Kalai-Smorodinsky's)."""
    found = choose(kind, rows)
    assert (found is not None) is any(map(agreeable, rows))
    if found is not None:
        kept = [i for i in range(len(rows)) if i in found.picks or data.draw(st.booleans())]
        other = choose(kind, [rows[i] for i in kept])
        assert other is not None
        assert tuple(kept[i] for i in other.picks) == found.picks


def test_kalai_smorodinsky_depends_on_what_was_not_picked() -> None:
    """Leaving out one party's best alternative changes the ideals and with them the pick."""
    # Ideals (40, 12) and pick (18, 6) before; without (40, 2) they are (24, 12), and the least shares are
    # min(24/24, 5/12) = 5/12, min(18/24, 6/12) = 1/2, min(8/24, 8/12) = 1/3; without (1, 12) too they are
    # (24, 8), and 5/8, 3/4, 1/3. Without (1, 12) alone they are (40, 8), and min(24/40, 5/8) = 3/5,
    # min(18/40, 6/8) = 9/20.
    assert choose("ks", FIVE) == about("ks", 2, 9 / 20)
    assert choose("ks", FIVE[1:]) == about("ks", 1, 1 / 2)
    assert choose("ks", FIVE[:-1]) == about("ks", 1, 3 / 5)


@MANY
@given(tables(), st.data())
def test_dominance_is_pareto_dominance(rows: Rows, data: st.DataObject) -> None:
    """One alternative dominates another when it is nowhere worse and somewhere better, never itself."""
    one, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
    better = one != other and all(a >= b for a, b in zip(one, other, strict=True))
    assert dominates(one, other) is better
    assert not dominates(one, one)


def test_differences_within_a_tie_do_not_dominate() -> None:
    """What is better by less than 1e-9 only is neither better nor, elsewhere, worse."""
    assert not dominates((1 + 1e-10, 1), (1, 1))
    assert dominates((2, 1 - 1e-10), (1, 1))


@pytest.mark.parametrize("rows", [FIVE, [(Fraction(1, 3), Fraction(2, 3)), (Fraction(1, 2), Fraction(1, 2))]])
def test_measure_is_a_float_and_picks_are_indices(rows: Rows) -> None:
    """The measure of a choice is plain data even where the gains are fractions."""
    for kind in KINDS:
        found = choose(kind, rows)
        assert found is not None
        assert type(found.measure) is float
        assert all(type(i) is int for i in found.picks)


def test_every_solution_says_what_it_assumes() -> None:
    """Each solution has a name of its own, a word for what it goes by, and a sentence on what it takes for granted."""
    assert len(set(NAMES.values())) == len(SOLUTIONS) >= 4
    assert [
        kind for kind, each in SOLUTIONS.items() if not (each.goes_by and each.assumes.startswith("the"))
    ] == []


def test_something_is_picked_whatever_the_rounding() -> None:
    """Where something is agreeable something is picked, even if the gains differ by about the tolerance."""
    a, b = 1.5e-9, 0.75e-9
    found = choose("utilitarian", [(1 + a, 1, 1 + b), (1, 1 + b, 1 + a), (1 + b, 1 + a, 1)])
    assert found is not None
    assert found.picks
