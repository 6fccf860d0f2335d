"""The additive model against pymcdm 1.4.0, and faults of peers that are not to be shared."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pymcdm
import pytest
from pymcdm.methods import WSM

from treatyopt import ArgumentProblem, FileProblem, Study, load, rank, weigh

PROFILES = ("balanced", "our-reading", "russia", "nato", "cautious", "ambitious")


def weighted_sum(matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What pymcdm makes of scores that are on a common scale already, all of them better when higher."""
    body = WSM(lambda x, cost=False: x)  # noqa: ARG005  (pymcdm calls it with both)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of weights that sum to 1 - 1e-16
        return np.asarray(body(matrix, weights, np.ones(len(weights))))


def matrix_of(study: Study) -> np.ndarray:
    """The best scores over 100: options x criteria."""
    return np.array([[option.on(c.id).score / 100 for c in study.criteria] for option in study.options])


def made(matrix: np.ndarray, points: np.ndarray, ids: list[str]) -> Study:
    """A study of one group with these scores 0-1 and the points as shares, criteria in the order given."""
    return Study.model_validate(
        {
            "title": "Made",
            "question": "Which?",
            "profile": "only",
            "source": {
                **dict.fromkeys(["author", "title", "publication", "date", "short"], "none"),
                "sections": {"one": "One"},
                "locators": {"one/1": "Nothing."},
            },
            "groups": {
                "all": {
                    "name": "All",
                    "criteria": {
                        id: {"name": id, "asks": "How much?", "zero": "none", "hundred": "all"} for id in ids
                    },
                }
            },
            "options": {
                f"option-{o}": {
                    "name": "Option",
                    "title": "Option",
                    "degree": o,
                    "gist": "An option.",
                    "scores": {
                        id: {
                            "score": float(100 * x),
                            "range": [float(100 * x)] * 2,
                            "basis": "inferred",
                            "reason": "Drawn.",
                        }
                        for id, x in zip(ids, row, strict=True)
                    },
                }
                for o, row in enumerate(matrix)
            },
            "profiles": {
                "only": {
                    "points": {"all": 100.0},
                    "shares": {"all": dict(zip(ids, map(float, points), strict=True))},
                    "reason": "Drawn.",
                }
            },
        }
    )


def values(study: Study, **arguments: Any) -> np.ndarray:
    """Our values over 100, in the order of the study's options."""
    ranking = rank(study, screens=[], baseline=True, **arguments)
    return np.array([ranking.standing(option.id).value / 100 for option in study.options])


@pytest.mark.parametrize("profile", PROFILES)
def test_paper_values_equal_pymcdm(paper: Study, profile: str) -> None:
    """For every profile of the paper pymcdm's weighted sum gives the same values."""
    weights = np.array([each.weight for each in weigh(paper, profile=profile).criteria])
    theirs = weighted_sum(matrix_of(paper), weights)
    assert np.abs(values(paper, profile=profile) - theirs).max() <= 1e-9


@pytest.mark.parametrize("seed", range(50))
def test_random_values_and_order_equal_pymcdm(seed: int) -> None:
    """For random matrices and points pymcdm's weighted sum gives the same values and the same order."""
    rng = np.random.default_rng(seed)
    options, criteria = rng.integers(2, 8), rng.integers(2, 15)
    matrix, points = rng.random((options, criteria)), rng.random(criteria) + 0.01
    study = made(matrix, points, [f"criterion-{c}" for c in range(criteria)])
    theirs = weighted_sum(matrix, points / points.sum())
    assert np.abs(values(study) - theirs).max() <= 1e-9
    order = [f"option-{o}" for o in np.argsort(-theirs)]
    assert list(rank(study).shortlist) == order


def test_weights_are_not_bound_by_position() -> None:
    """Sorting names before binding weights by position gives other values; ours follow the ids."""
    matrix, points = np.array([[0.9, 0.2, 0.4], [0.1, 0.8, 0.5]]), np.array([6.0, 3.0, 1.0])
    ids = ["z-criterion", "m-criterion", "a-criterion"]
    right = weighted_sum(matrix, points / 10)
    by_sorted_name = weighted_sum(matrix[:, np.argsort(ids)], points / 10)
    assert np.abs(right - by_sorted_name).max() > 0.1
    assert np.abs(values(made(matrix, points, ids)) - right).max() <= 1e-9
    turned = made(matrix[:, ::-1], points[::-1], ids[::-1])
    assert np.abs(values(turned) - right).max() <= 1e-9


@pytest.mark.parametrize("bad", [math.nan, -0.5])
def test_impossible_weights_are_refused(paper: Study, bad: float) -> None:
    """Pymcdm computes with a weight that is not a number or negative; here it is a clear mistake."""
    theirs = weighted_sum(np.array([[0.5, 0.2], [0.3, 0.9]]), np.array([1 - (0 if bad != bad else bad), bad]))
    assert theirs.shape == (2,)
    with pytest.raises(ArgumentProblem, match="realism="):
        rank(paper, {"realism": bad})


def test_weights_that_do_not_sum_to_one_are_normalised(paper: Study) -> None:
    """Pymcdm takes weights that sum to anything and leaves its scale; ours keep values within 0-100."""
    theirs = weighted_sum(np.array([[0.5, 0.2], [0.3, 0.9]]), np.array([2.0, 3.0]))
    assert theirs.max() > 1
    assert values(paper, weights={"realism": 5000, "security": 300}).max() <= 1


def test_missing_scores_are_refused(raw: dict[str, Any], write: Callable[..., Path]) -> None:
    """Pymcdm gives no value where a score is not a number; here the file is refused with its line."""
    theirs = weighted_sum(np.array([[0.5, math.nan], [0.3, 0.9]]), np.array([0.5, 0.5]))
    assert np.isnan(theirs[0])
    raw["options"]["cooperation"]["scores"]["readiness"]["score"] = math.nan
    with pytest.raises(FileProblem) as caught:
        load(write(raw))
    assert caught.value.problems
    assert all(problem.line is not None for problem in caught.value.problems)


def test_positions_of_a_sort_are_not_ranks() -> None:
    """Taking argsort for ranks misplaces options; ours agree with counting who is ahead."""
    matrix, points = np.array([[0.2], [0.9], [0.5], [0.9]]), np.array([1.0])
    ranking = rank(made(matrix, points, ["only-criterion"]))
    ours = [ranking.standing(f"option-{o}").rank for o in range(4)]
    theirs = weighted_sum(matrix, points)
    assert ours == [1 + int((theirs > value + 1e-9).sum()) for value in theirs] == [4, 1, 3, 1]
    assert ours != list(np.argsort(-theirs, kind="stable") + 1)


def test_the_peer_is_the_one_named() -> None:
    """The figures are held against pymcdm 1.4.0, whose weighted sum is what the model is."""
    from importlib.metadata import version

    assert version("pymcdm") == "1.4.0"
    assert pymcdm.methods.WSM is WSM
