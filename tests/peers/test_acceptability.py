"""Sampled and exact acceptability against pysensmcda 2.0.0."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from pymcdm.methods import WSM
from pysensmcda.smaa import exact_acceptability, smaa2

from treatyopt import load, rank, sensitivity, weigh
from treatyopt.methods.population import population
from treatyopt.methods.sampling import sample
from treatyopt.methods.weightspace import centroid, leading, share, whole
from treatyopt.ranking.rows import group_rows


def test_shares_of_the_paper_agree_with_the_exact_polytope_volumes() -> None:
    """Without screens the exact shares and central weights of sensitivity are pysensmcda's, and draws are near them."""
    ranking = rank(load(), screens=[])
    rows = np.array(group_rows(ranking.study, ranking.weights, ranking.shortlist)) / 100
    theirs = exact_acceptability(rows, np.ones(rows.shape[1]), scaling="none")
    drawn = sample(population(rows, rows, rows, np.eye(5).tolist(), [0.2] * 5, None, False), 400_000, 1).ranks
    found = sensitivity(ranking, 1).acceptability
    for i, (each, volume, central) in enumerate(
        zip(found, theirs.acceptability, theirs.central_weights, strict=True)
    ):
        assert each.leads == pytest.approx(volume, abs=1e-6)
        assert each.central is not None
        assert [w for _, w in each.central] == pytest.approx(central.tolist(), abs=1e-6)
        assert abs(drawn[i, 0] - volume) <= 4 * np.sqrt(volume * (1 - volume) / 400_000)


@pytest.mark.parametrize(
    ("say", "matrix", "bounds"),
    [
        (["security>=realism"], [[-1, 0, 0, 1, 0]], [0]),
        (["realism<=50%"], [[0, 0, 0, 1, 0]], [0.5]),
        (
            ["security>=2*europe", "10%<=credibility<=40%"],
            [[-1, 0, 0, 0, 2], [0, 0, -1, 0, 0], [0, 0, 1, 0, 0]],
            [0, -0.1, 0.4],
        ),
        (["realism>security>europe"], [[1, 0, 0, -1, 0], [-1, 0, 0, 0, 1]], [0, 0]),
    ],
)  # fmt: skip
def test_what_was_said_agrees_with_weight_constraints(say: list[str], matrix: Any, bounds: Any) -> None:
    """Shares of leading and central weights over what fits statements are pysensmcda's under its constraints."""
    study = load()
    ranking = rank(study, weigh(study, say=say), screens=[])
    rows = np.array(group_rows(study, ranking.weights, ranking.shortlist)) / 100
    constraints = np.array(matrix, dtype=float), np.array(bounds, dtype=float)
    theirs = exact_acceptability(rows, np.ones(5), constraints=constraints, scaling="none")
    for each, volume, central in zip(
        sensitivity(ranking, 1).acceptability, theirs.acceptability, theirs.central_weights, strict=True
    ):
        assert each.leads == pytest.approx(volume, abs=1e-6)
        if volume > 1e-6:
            assert [w for _, w in each.central or ()] == pytest.approx(central.tolist(), abs=1e-6)
    assert sum(theirs.acceptability) == pytest.approx(1)


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
