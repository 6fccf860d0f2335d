"""The weight set as cells, held to fractions, the closed form for two options, drawings and known figures."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, in_fractions, plan
from treatyopt import Study, rank, weigh
from treatyopt.documents.sentences import verdict
from treatyopt.methods.stability import gaps, pairwise_index
from treatyopt.methods.weightspace import Cells, TooManyCells, centroid, cut, leading, parted, share, whole
from treatyopt.ranking.rows import space_rows

TABLES = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 100), min_size=columns, max_size=columns), min_size=2, max_size=5
    )
)
ROWS = st.lists(st.integers(-50, 50), min_size=4, max_size=4)


def within_limit(cutting: Callable[[], tuple[Cells, Cells]]) -> tuple[Cells, Cells] | None:
    """What is left by cutting, or None where that takes more cells than allowed."""
    try:
        return cutting()
    except TooManyCells:
        return None


def paper_rows(paper: Study) -> list[list[float]]:
    """The four types of the paper by group, the shares inside groups as the study has them."""
    return space_rows(paper, weigh(paper), [each.id for each in paper.ladder])


def test_the_shares_of_the_paper_are_those_found_apart_from_it(paper: Study) -> None:
    """Without screens the four types lead in these shares of all group weightings, and in no other."""
    rows = paper_rows(paper)
    found = [share(leading(whole(5), rows, i)) for i in range(4)]
    assert found == pytest.approx([0.008904, 0.032112, 0.612906, 0.346078], abs=5e-7)
    assert sum(in_fractions(rows, i) for i in range(4)) == 1


def test_with_screens_the_share_is_that_of_two(paper: Study) -> None:
    """Cooperation and mutual security alone: the closed form's 95.9%."""
    rows = space_rows(paper, weigh(paper), ["mutual-security", "cooperation"])
    assert share(leading(whole(5), rows, 0)) == pytest.approx(0.95898, abs=5e-6)


@QUICK
@given(TABLES)
def test_rounding_changes_nothing_that_is_seen(rows: list[list[float]]) -> None:
    """In floats a share is that in fractions to nine digits, unless rows are the same."""
    for i in range(len(rows)):
        if rows.count(rows[i]) == 1:
            assert share(leading(whole(len(rows[0])), rows, i)) == pytest.approx(
                in_fractions(rows, i), abs=1e-9
            )
    assert len(rows) >= 2


@QUICK
@given(st.lists(ROWS.filter(any), min_size=1, max_size=3), ROWS.filter(any), st.sampled_from([3, 12, 1000]))
def test_parting_leaves_what_two_cuts_leave(before: list[list[float]], row: list[float], limit: int) -> None:
    """Both sides of a cut are, cell by cell and to the last digit, what cutting once for each leaves, limit and all."""
    cells = whole(4)
    for each in before:
        cells = cut(cells, each)
    twice = within_limit(lambda: (cut(cells, row, limit), cut(cells, [-x for x in row], limit)))
    assert within_limit(lambda: parted(cells, row, limit)) == twice


@QUICK
@given(TABLES)
def test_shares_and_ties_make_the_whole(rows: list[list[float]]) -> None:
    """Over rows that differ the shares of leading sum to 1; the same rows lead nowhere, and their share is a tie's."""
    apart = [row for i, row in enumerate(rows) if row not in rows[:i]]
    columns = len(rows[0])
    assert sum(share(leading(whole(columns), apart, i)) for i in range(len(apart))) == pytest.approx(1)
    twins = [*apart, apart[0]]
    tied = 1 - sum(share(leading(whole(columns), twins, i)) for i in range(len(twins)))
    assert tied == pytest.approx(share(leading(whole(columns), apart, 0)), abs=1e-9)


@QUICK
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_the_order_of_cuts_is_no_matter(rows: list[list[float]]) -> None:
    """Cut in any order, what is left has the same share."""
    found = []
    for order in permutations(rows):
        cells = whole(4)
        for row in order:
            cells = cut(cells, row)
        found.append(share(cells))
    assert found == pytest.approx([found[0]] * len(found), abs=1e-9)


@QUICK
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_columns_is_no_matter(rows: list[list[float]], chance: random.Random) -> None:
    """With the columns in another order an option leads in the same share."""
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    other = [[row[j] for j in order] for row in rows]
    one, again = (share(leading(whole(len(order)), each, 0)) for each in (rows, other))
    assert one == pytest.approx(again, abs=1e-9)


@QUICK
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_every_vertex_is_on_the_right_side(rows: list[list[float]]) -> None:
    """No weighting of what is left breaks a cut, and each sums to 1."""
    cells = whole(4)
    for row in rows:
        cells = cut(cells, row)
    vertices = [vertex for cell in cells for vertex in cell.vertices]
    assert all(sum(a * w for a, w in zip(row, v, strict=True)) >= -1e-9 for row in rows for v in vertices)
    assert [sum(vertex) for vertex in vertices] == pytest.approx([1] * len(vertices))


@QUICK
@given(ROWS)
def test_of_two_options_the_share_is_the_winning_index(row: list[float]) -> None:
    """The race of exponentials and the cells agree."""
    other = [0.0] * 4
    assert share(leading(whole(4), [row, other], 0)) == pytest.approx(
        pairwise_index(gaps(row, other)), abs=1e-9
    )


def test_the_centroid_is_the_mean_of_drawings() -> None:
    """The mean weighting at which an option leads is that of the drawings in which it does, within sampling."""
    rows = [[60.0, 20.0, 40.0], [30.0, 50.0, 45.0], [20.0, 40.0, 90.0]]
    chance = random.Random(3)
    sums, count = [0.0] * 3, 0
    for _ in range(20_000):
        drawn = [chance.expovariate(1) for _ in range(3)]
        weights = [each / sum(drawn) for each in drawn]
        values = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
        if values[0] == max(values):
            count += 1
            sums = [a + w for a, w in zip(sums, weights, strict=True)]
    led = leading(whole(3), rows, 0)
    assert share(led) == pytest.approx(count / 20_000, abs=0.015)
    assert centroid(led) == pytest.approx([each / count for each in sums], abs=0.01)
    assert sum(centroid(led)) == pytest.approx(1)


def test_past_the_limit_it_says_so() -> None:
    """More cells than are allowed are not cut."""
    chance = random.Random(1)
    rows = [[chance.uniform(0, 100) for _ in range(6)] for _ in range(8)]
    with pytest.raises(TooManyCells):
        leading(whole(6), rows, 0, limit=20)


def test_a_share_of_three_options_is_one_figure(paper: Study) -> None:
    """Without screens the verdict has a share and no bounds: contested, 61.3%."""
    found = rank(paper, screens=[]).verdict
    assert found.tier == found.upper == "contested"
    assert found.share is not None
    assert found.share.low == found.share.high == pytest.approx(0.612906, abs=5e-7)


def test_past_the_limit_the_verdict_has_bounds(paper: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cells are too many the exact bounds stand in for the share, and hold it."""
    exactly = rank(paper, screens=[]).verdict.share
    monkeypatch.setattr("treatyopt.methods.weightspace.LIMIT", 2)
    bounds = rank(paper, screens=[]).verdict.share
    assert bounds is not None
    assert exactly is not None
    assert bounds.low < exactly.low < bounds.high


@pytest.mark.parametrize(
    ("spread", "word", "said"),
    [
        (
            0,
            "settled",
            "by 10 points at least, on best scores; the scores have no ranges, so doubt in them was not examined.",
        ),
        (2, "necessary", "Necessary: it leads at every group weighting and every score in range"),
        (9, "settled", "Settled: it leads at every group weighting, by 10 points at least, on best scores."),
    ],
)
def test_ahead_everywhere_is_settled_and_beyond_ranges_necessary(spread: int, word: str, said: str) -> None:
    """Ahead on every group: settled at best scores, necessary at all in range, and without ranges settled at most."""
    ranking = rank(plan((50, 60, 70), (40, 50, 60), spread=spread).study())
    assert ranking.verdict.tier == ranking.verdict.upper == word
    assert ranking.verdict.share == (1.0, 1.0)
    assert said in verdict(ranking)
    assert "unless" not in verdict(ranking)


def test_level_somewhere_is_not_settled() -> None:
    """Never behind, and level where one group has all of the weight: a share of 1, and robust."""
    ranking = rank(plan((50, 60, 70), (40, 50, 70), spread=2).study())
    assert ranking.verdict.tier == "robust"
    assert ranking.verdict.share == (1.0, 1.0)
    assert ranking.verdict.level == ("group-2",)
