"""Weights of pairwise comparisons, and how consistent these are, against what is published and another library."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt.methods.pairwise import (
    consistency_ratio,
    geometric_weights,
    principal_eigenvalue,
    worst_triad,
)

# The choice of a leader, the worked example of the analytic hierarchy process in Wikipedia.
LEADER = ((1, 4, 3, 7), (1 / 4, 1, 1 / 3, 3), (1 / 3, 3, 1, 5), (1 / 7, 1 / 3, 1 / 5, 1))


def reciprocal(above: list[float], n: int) -> list[list[float]]:
    """A reciprocal matrix of what stands above its diagonal, row by row."""
    found = [[1.0] * n for _ in range(n)]
    entries = iter(above)
    for i in range(n):
        for j in range(i + 1, n):
            found[i][j] = next(entries)
            found[j][i] = 1 / found[i][j]
    return found


def ratio(matrix: Sequence[Sequence[float]]) -> float | None:
    """The consistency ratio of comparisons."""
    return consistency_ratio(principal_eigenvalue(matrix), len(matrix))


def test_the_published_weights_and_ratio_are_reproduced() -> None:
    """Geometric means .5462 .1276 .2698 .0564, and the eigenvector's consistency ratio of .044."""
    assert [round(each, 4) for each in geometric_weights(LEADER)] == [0.5462, 0.1276, 0.2698, 0.0564]
    assert ratio(LEADER) == pytest.approx(0.044, abs=0.0005)


def test_the_triad_that_agrees_least_is_found() -> None:
    """Experience over education 4 and education over charisma 1/3 make 4/3 where 3 was given."""
    worst = worst_triad(LEADER)
    assert worst is not None
    assert (worst.i, worst.j, worst.k, worst.given) == (0, 1, 2, 3)
    assert (worst.made, math.exp(worst.off)) == pytest.approx((4 / 3, 9 / 4))


@MANY
@given(st.integers(3, 6).flatmap(lambda n: st.tuples(
    st.just(n), st.lists(st.floats(0.05, 20), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2)
)))  # fmt: skip
def test_the_eigenvalue_is_that_of_another_library(drawn: tuple[int, list[float]]) -> None:
    """Whatever is compared, numpy finds the same largest eigenvalue."""
    n, above = drawn
    matrix = reciprocal(above, n)
    assert principal_eigenvalue(matrix) == pytest.approx(max(np.linalg.eigvals(matrix).real), rel=1e-9)


def test_comparisons_in_a_circle_have_an_end() -> None:
    """Where a beats b beats c beats a by far, other eigenvalues are nearly as large: it is still found."""
    x = 1e6
    assert principal_eigenvalue(reciprocal([x, 1 / x, x], 3)) == pytest.approx(1 + x + 1 / x)


def test_comparisons_that_agree_have_a_ratio_of_nothing() -> None:
    """Of weights 4, 2, 1 in proportion; so has a single comparison, which no triad can spoil."""
    matrix = reciprocal([2, 4, 2], 3)
    assert geometric_weights(matrix) == pytest.approx((4 / 7, 2 / 7, 1 / 7))
    assert ratio(matrix) == pytest.approx(0, abs=1e-12)
    assert (ratio(reciprocal([9], 2)), worst_triad(reciprocal([9], 2))) == (0, None)


def test_no_ratio_is_made_up_for_very_many() -> None:
    """The means at random are given for 15 at most."""
    assert ratio(reciprocal([1.0] * 105, 15)) == pytest.approx(0, abs=1e-12)
    assert ratio(reciprocal([1.0] * 120, 16)) is None
