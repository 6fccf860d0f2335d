"""Sampled and exact acceptability against pysensmcda 2.0.0."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from pymcdm.methods import WSM
from pysensmcda.smaa import exact_acceptability, smaa2

from treatyopt import load, rank, sensitivity
from treatyopt.methods.population import population
from treatyopt.methods.sampling import sample
from treatyopt.methods.weightspace import centroid, leading, share, whole
from treatyopt.ranking.rows import group_rows


def test_shares_of_the_paper_agree_with_the_exact_polytope_volumes() -> None:
    """Without screens, 400,000 draws are within 4 standard errors of pysensmcda's exact acceptability."""
    ranking = rank(load(), screens=[])
    rows = np.array(group_rows(ranking.study, ranking.weights, ranking.shortlist)) / 100
    exact = exact_acceptability(rows, np.ones(rows.shape[1]), scaling="none")
    found = sensitivity(ranking, 400_000).acceptability
    for each, volume, central in zip(found, exact.acceptability, exact.central_weights, strict=True):
        assert abs(each.ranks[0].share - volume) <= 4 * each.ranks[0].error
        assert each.central is not None
        assert [w for _, w in each.central] == pytest.approx(central.tolist(), abs=0.01)


def test_cells_agree_with_the_exact_polytope_volumes() -> None:
    """On the paper and on 20 random problems the exact shares and central weights are pysensmcda's."""
    random = np.random.default_rng(9)
    ranking = rank(load(), screens=[])
    problems = [np.array(group_rows(ranking.study, ranking.weights, ranking.shortlist))]
    for _ in range(20):
        options, columns = int(random.integers(2, 6)), int(random.integers(2, 6))
        problems.append(random.integers(0, 101, size=(options, columns)).astype(float))
    for rows in problems:
        theirs = exact_acceptability(rows / 100, np.ones(rows.shape[1]), scaling="none")
        for i, (volume, central) in enumerate(zip(theirs.acceptability, theirs.central_weights, strict=True)):
            led = leading(whole(rows.shape[1]), rows.tolist(), i)
            assert share(led) == pytest.approx(volume, abs=1e-6)
            if volume > 1e-6:
                assert centroid(led) == pytest.approx(central, abs=1e-6)


def test_shares_agree_with_smaa2_on_random_problems() -> None:
    """Rank acceptability agrees with smaa2 within 4.5 joint standard errors on 12 random problems."""
    random = np.random.default_rng(5)
    for _ in range(12):
        options, criteria = int(random.integers(2, 6)), int(random.integers(2, 8))
        scores = random.integers(0, 101, size=(options, criteria)).astype(float)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = smaa2(WSM(_as_is), scores / 100, np.ones(criteria), num_samples=4_000, seed=3)
        asked = population(
            scores.tolist(), scores.tolist(), scores.tolist(), np.eye(criteria).tolist(),
            [1 / criteria] * criteria, None, False,
        )  # fmt: skip
        ours = sample(asked, 100_000, 3).ranks
        error = np.sqrt(np.maximum(ours * (1 - ours), 2.5e-4) * (1 / 4_000 + 1 / 100_000))
        assert (np.abs(ours - theirs.rank_acceptability) <= 4.5 * error).all()


def _as_is(column: np.ndarray, cost: bool = False) -> np.ndarray:
    return column
