"""Published worked examples, encoded as studies: what they publish comes out, and what differs is what was said to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from conftest import ROOT
from treatyopt import Study, load, rank, sensitivity
from treatyopt.ranking.acceptability import Acceptability
from treatyopt.ranking.ranking import Ranking

STUDIES = ROOT / "examples" / "studies"

# --- Thrombolysis: mcda-elicitation-web (drugis), the example "thrombolytics" and the reference of its SMAA tests.

# Patients harmed and others, with each drug; and the width of the scale, as a share of patients.
HARMS: dict[str, tuple[tuple[int, int], tuple[int, int], float]] = {
    "proximal": ((20, 116), (8, 121), 0.25),
    "distal": ((40, 96), (32, 97), 0.25),
    "bleeding": ((1, 135), (5, 124), 0.1),
}
FIRST = 0.6619
CENTRAL = {"enoxaparin": [0.412, 0.358, 0.230], "heparin": [0.198, 0.278, 0.524]}
CONFIDENCE = {"enoxaparin": 0.8925, "heparin": 0.6389}
ORDERED = 0.8631  # proximal before bleeding before distal
SWUNG = 0.8951  # proximal twice bleeding, bleeding twice distal

# Three standard errors of a share in the reference's own 10,000 draws; of ours they are under a quarter.
THEIRS, DRAWS = 0.015, 200_000

Floats = npt.NDArray[np.float64]
Draw = Callable[[int, int], Floats]


class Drawn(NamedTuple):
    """What plain draws give: how often enoxaparin is first of all, among ordered weights, and at swung ones.

    By option the mean weights at which it is first, and how often it is so at those.
    """

    first: float
    ordered: float
    swung: float
    central: dict[str, list[float]]
    confidence: dict[str, float]


def quantile(events: int, others: int, share: float) -> float:
    """The quantile of a Beta distribution of whole numbers: its CDF is a tail of a binomial one."""
    trials = events + others - 1

    def below(x: float) -> float:
        return sum(math.comb(trials, k) * x**k * (1 - x) ** (trials - k) for k in range(events, trials + 1))

    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2


@cache
def interval(events: int, others: int) -> tuple[float, float]:
    """The middle 95% of a Beta distribution."""
    return quantile(events, others, 0.025), quantile(events, others, 0.975)


def drawn(draw: Draw) -> Drawn:
    """Weights uniform over the simplex, shares of patients harmed by `draw`: nothing of treatyopt is in it."""
    weights = np.random.default_rng(1).dirichlet([1, 1, 1], DRAWS)
    harms = [(draw(*heparin) - draw(*other)) / width for heparin, other, width in HARMS.values()]
    saved = np.column_stack(harms)
    won = (weights * saved).sum(axis=1) > 0
    ordered = (weights[:, 0] >= weights[:, 2]) & (weights[:, 2] >= weights[:, 1])
    swung = saved @ np.array([4, 1, 2]) > 0
    central = {"enoxaparin": weights[won].mean(axis=0), "heparin": weights[~won].mean(axis=0)}
    confidence = {
        "enoxaparin": float((saved @ central["enoxaparin"] > 0).mean()),
        "heparin": float((saved @ central["heparin"] < 0).mean()),
    }
    means = {id: [float(each) for each in weights] for id, weights in central.items()}
    return Drawn(float(won.mean()), float(won[ordered].mean()), float(swung.mean()), means, confidence)


@pytest.fixture(scope="module")
def beta() -> Drawn:
    """Plain draws with the distributions of the reference."""
    source = np.random.default_rng(2)
    return drawn(lambda events, others: source.beta(events, others, DRAWS))


@pytest.fixture(scope="module")
def uniform() -> Drawn:
    """Plain draws with scores uniform in the middle 95% of those distributions."""
    source = np.random.default_rng(3)
    return drawn(lambda events, others: source.uniform(*interval(events, others), DRAWS))


@pytest.fixture(scope="module")
def thrombolysis() -> Study:
    """The thrombolysis table as a study."""
    return load(STUDIES / "thrombolysis.yaml")


@pytest.fixture(scope="module")
def found(thrombolysis: Study) -> dict[str, Acceptability]:
    """What treatyopt finds by drawing weights and scores, by option."""
    return accepted(rank(thrombolysis))


def accepted(ranking: Ranking) -> dict[str, Acceptability]:
    """How often each option comes at each rank with scores drawn in their ranges."""
    return {each.id: each for each in sensitivity(ranking, scores="ranges").acceptability}


def central(found: Mapping[str, Acceptability], option: str) -> list[float]:
    """The mean weights at which an option is first, in the order of the study."""
    weights = dict(found[option].central or ())
    return [weights[each] for each in HARMS]


def test_scores_and_ranges_are_means_and_intervals_of_the_counts(thrombolysis: Study) -> None:
    """To the second decimal of a per cent, which is how the file has them."""
    written = {
        (option.id, each.id): (each.written[1], each.written[0], each.written[2])
        for option in thrombolysis.options
        for each in option.scores
    }
    counted = {
        (option, harm): tuple(
            round(100 * each, 2) for each in (events / (events + others), *interval(events, others))
        )
        for harm, (heparin, enoxaparin, _) in HARMS.items()
        for option, (events, others) in (("heparin", heparin), ("enoxaparin", enoxaparin))
    }
    assert len(counted) == 6
    assert written == counted


def test_plain_draws_with_beta_give_what_is_published(beta: Drawn) -> None:
    """Within what 10,000 draws leave open: a third of them are heparin's, and a sixth are ordered."""
    assert beta.first == pytest.approx(FIRST, abs=THEIRS)
    assert beta.swung == pytest.approx(SWUNG, abs=THEIRS)
    assert beta.ordered == pytest.approx(ORDERED, abs=2.5 * THEIRS)
    assert beta.central["enoxaparin"] == pytest.approx(CENTRAL["enoxaparin"], abs=0.01)
    assert beta.central["heparin"] == pytest.approx(CENTRAL["heparin"], abs=0.01)
    assert beta.confidence == pytest.approx(CONFIDENCE, abs=2 * THEIRS)


def test_what_treatyopt_draws_is_what_plain_uniform_draws_give(
    found: Mapping[str, Acceptability], uniform: Drawn
) -> None:
    """So that all between its figures and those with Beta is the distribution."""
    assert found["enoxaparin"].ranks[0].share == pytest.approx(uniform.first, abs=0.008)
    assert central(found, "enoxaparin") == pytest.approx(uniform.central["enoxaparin"], abs=0.006)
    assert central(found, "heparin") == pytest.approx(uniform.central["heparin"], abs=0.006)
    assert {id: each.confidence for id, each in found.items()} == pytest.approx(uniform.confidence, abs=0.015)


def test_the_distribution_moves_the_share_by_less_than_two_points(beta: Drawn, uniform: Drawn) -> None:
    """Uniform in the interval is kinder to heparin than Beta, by 1.7 points."""
    assert beta.first - uniform.first == pytest.approx(0.0172, abs=0.006)


def test_what_is_said_of_weights_gives_what_ordinal_preferences_give(
    thrombolysis: Study, uniform: Drawn
) -> None:
    """The reference ranks the criteria; so does what is said, and the shares differ by the distribution alone."""
    ordered = accepted(rank(thrombolysis, say=["proximal>=bleeding", "bleeding>=distal"]))
    assert ordered["enoxaparin"].ranks[0].share == pytest.approx(uniform.ordered, abs=0.012)


def test_points_give_what_ratios_of_swings_give(thrombolysis: Study, uniform: Drawn) -> None:
    """At points of 4, 2 and 1 another is first as often in the scores drawn as in plain draws."""
    ranking = rank(thrombolysis, {"proximal": 4, "bleeding": 2, "distal": 1})
    doubts = sensitivity(ranking, scores="ranges").doubts
    assert 1 - doubts[0].other.share == pytest.approx(uniform.swung, abs=0.006)


# --- The choice of a leader: Wikipedia, "Analytic hierarchy process - leader example".

Matrix = list[list[float]]

CRITERIA = ("experience", "education", "charisma", "age")
CANDIDATES = ("tom", "dick", "harry")
# Above the diagonal, row by row.
COMPARED = (4, 3, 7, 1 / 3, 3, 5)
OF_CANDIDATES = {
    "experience": (1 / 4, 4, 9),
    "education": (3, 1 / 5, 1 / 7),
    "charisma": (5, 9, 4),
    "age": (1 / 3, 5, 9),
}
PRIORITIES = {"tom": 0.358, "dick": 0.493, "harry": 0.149}


def matrix(size: int, above: Sequence[float]) -> Matrix:
    """The reciprocal matrix of comparisons in pairs."""
    whole = [[1.0] * size for _ in range(size)]
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    for (i, j), ratio in zip(pairs, above, strict=True):
        whole[i][j], whole[j][i] = ratio, 1 / ratio
    return whole


def eigenvector(compared: Matrix) -> list[float]:
    """Its principal eigenvector, which sums to 1, by power iteration."""
    vector = [1.0] * len(compared)
    for _ in range(100):
        vector = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in compared]
        vector = [each / sum(vector) for each in vector]
    return vector


def geometric(compared: Matrix) -> list[float]:
    """The geometric means of its rows, which sum to 1."""
    means = [math.prod(row) ** (1 / len(row)) for row in compared]
    return [each / sum(means) for each in means]


def like_dick(compared: Matrix, more: int) -> Matrix:
    """The comparisons with so many more candidates who compare just as Dick does."""
    wider = [[*row, *[row[1]] * more] for row in compared]
    return [*wider, *[list(wider[1]) for _ in range(more)]]


def priorities(more: int = 0) -> list[float]:
    """What AHP gives each candidate in its distributive mode."""
    weights = eigenvector(matrix(4, COMPARED))
    local = [eigenvector(like_dick(matrix(3, OF_CANDIDATES[each]), more)) for each in CRITERIA]
    return [
        sum(w * shares[place] for w, shares in zip(weights, local, strict=True)) for place in range(3 + more)
    ]


@pytest.fixture(scope="module")
def leader() -> Study:
    """The choice of a leader as a study."""
    return load(STUDIES / "leader.yaml")


def test_points_are_the_eigenvector_of_the_comparisons(leader: Study) -> None:
    """To the hundredth of a point."""
    made = [round(100 * each, 2) for each in eigenvector(matrix(4, COMPARED))]
    assert dict(leader.profiles[0].points) == dict(zip(CRITERIA, made, strict=True))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_scores_are_the_local_priorities(criterion: str, leader: Study) -> None:
    """To the fourth decimal."""
    made = [round(each, 4) for each in eigenvector(matrix(3, OF_CANDIDATES[criterion]))]
    assert [leader.option(each).on(criterion).written[1] for each in CANDIDATES] == made


def test_values_are_the_published_priorities(leader: Study) -> None:
    """To all three decimals that are published, and they sum to the whole."""
    values = {each.id: each.value for each in rank(leader).standings}
    assert {id: round(each / 100, 3) for id, each in values.items()} == PRIORITIES
    assert sum(values.values()) == pytest.approx(100, abs=0.02)


def test_values_are_the_priorities_worked_out_anew(leader: Study) -> None:
    """To the hundredth of a point, which is what the rounding of points and scores leaves."""
    values = {each.id: each.value / 100 for each in rank(leader).standings}
    assert [values[each] for each in CANDIDATES] == pytest.approx(priorities(), abs=1e-4)


def test_weights_by_geometric_means_give_nearly_the_same(leader: Study) -> None:
    """The order is the same, and no priority moves by a tenth of a point."""
    points = [100 * each for each in geometric(matrix(4, COMPARED))]
    assert [round(each, 2) for each in points] == [54.62, 12.76, 26.98, 5.64]
    standings = rank(leader, dict(zip(CRITERIA, points, strict=True))).standings
    assert [(each.id, round(each.value, 1)) for each in standings] == [
        ("dick", 49.2),
        ("tom", 35.8),
        ("harry", 15.0),
    ]


def test_more_candidates_like_dick_put_tom_first_in_ahp() -> None:
    """With one more Dick is ahead still, with two no longer: priorities are shares among those compared."""
    tom, dick, *_ = priorities(more=1)
    assert dick > tom
    tom, dick, *_ = priorities(more=2)
    assert tom > dick
