"""What is worth finding out: closed forms against integration, drawings against counting, regret against a grid."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, Plan, plan
from treatyopt import Study, design, rank, sensitivity, weigh
from treatyopt.cli import main
from treatyopt.methods.information import Line, Piece, worth_knowing
from treatyopt.ranking.worth import Worth

LINES = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=1, max_size=5)


def of(ranking: Any, samples: int = 0) -> Worth:
    """What is worth finding out about a ranking with one leader."""
    found = sensitivity(ranking, samples).worth
    assert found is not None
    return found


@QUICK
@given(LINES)
def test_the_mean_of_the_highest_line_is_its_integral(ends: list[tuple[int, int]]) -> None:
    """The closed form is the midpoint rule's over a fine grid, within its error."""
    lines = [Line(start, rise) for start, rise in ends]
    steps = 2_000
    grid = [(k + 0.5) / steps for k in range(steps)]
    integral = sum(max(each.start + each.rise * u for each in lines) for u in grid) / steps
    assert worth_knowing([Piece(1.0, lines)]) == pytest.approx(
        integral - max(each.mean for each in lines), abs=0.02
    )


@pytest.mark.parametrize(("half", "gap"), [(10.0, 4.0), (10.0, 10.0), (3.0, 5.0), (8.0, 0.0)])
def test_one_uniform_score_has_its_closed_form(half: float, gap: float) -> None:
    """(k - D)^2 / (4 k) where k > D, else 0: k half the range in points, D the gap at the mean."""
    expected = (half - gap) ** 2 / (4 * half) if half > gap else 0.0
    lines = [Line(gap - half, 2 * half), Line(0.0, 0.0)]
    assert worth_knowing([Piece(1.0, lines)]) == pytest.approx(expected)


def test_the_known_figures_of_the_paper(paper: Study) -> None:
    """0.00, never and 13.9% with 0.68 points; 0.19 without screens; 0.144 over weights; regrets 17.5 and 30."""
    doubts, found = sensitivity(rank(paper), 100_000).doubts, of(rank(paper))
    points = {each.dependence: each.points for each in doubts}
    assert points == pytest.approx({"each": 0, "criterion": 0, "option": 0.68}, abs=0.01)
    assert doubts[2].other.share == pytest.approx(0.139, abs=0.003)
    assert found.weights == pytest.approx(0.144, abs=5e-4)
    assert {each.id: each.points for each in found.regrets} == pytest.approx(
        {"mutual-security": 17.5, "cooperation": 30}
    )
    assert sensitivity(rank(paper, screens=[]), 100_000).doubts[0].points == pytest.approx(0.19, abs=0.01)


DOUBTED = replace(
    plan([60, 50], [55, 52]),
    scores=(((50, 60, 90), (20, 50, 60)), ((30, 55, 80), (50, 52, 70))),
)


@pytest.mark.parametrize("kind", ["score", "criterion", "option"])
def test_each_quantity_is_worth_what_drawing_it_alone_gives(kind: str) -> None:
    """The mean of the highest value as one thing is drawn, all else at its mean, less the highest mean."""
    ranking = rank(DOUBTED.study())
    known = {each.id: each.points for each in of(ranking).quantities if each.kind == kind}
    assert known
    for id, points in known.items():
        assert points == pytest.approx(by_hand(DOUBTED, kind, id), abs=0.05)


def by_hand(made: Plan, kind: str, id: str, count: int = 20_000) -> float:
    """The same by drawing a quantile and valuing both options at equal weights."""
    chance = random.Random(4)
    total, sums = 0.0, [0.0, 0.0]
    for _ in range(count):
        u = chance.random()
        values = []
        for o, row in enumerate(made.scores):
            moved = [u if moves(kind, id, o, c) else 0.5 for c in range(2)]
            values.append(
                sum(low + q * (high - low) for q, (low, _, high) in zip(moved, row, strict=True)) / 2
            )
        total += max(values)
        sums = [a + b for a, b in zip(sums, values, strict=True)]
    return (total - max(sums)) / count


def moves(kind: str, id: str, option: int, criterion: int) -> bool:
    """Whether a score moves with the thing that is drawn."""
    names = {"score": f"option-{option}.criterion-{criterion}", "criterion": f"criterion-{criterion}"}
    return names.get(kind, f"option-{option}") == id


def test_knowing_weights_and_regret_agree_with_a_grid() -> None:
    """Over what was said: the mean of the highest value less the highest at the centroid, and the worst shortfall."""
    study = plan([60, 30, 50], [40, 70, 45], [50, 50, 40]).study()
    ranking = rank(study, weigh(study, say=["group-0>=group-1"]))
    found = of(ranking)
    rows = {id: [each.score for each in study.option(id).scores] for id in ranking.shortlist}
    chance = random.Random(8)
    drawn = [
        [*sorted(chance.expovariate(1) for _ in range(2))[::-1], chance.expovariate(1)] for _ in range(40_000)
    ]
    weights = [[w / sum(each) for w in each] for each in drawn]
    values = [
        {id: sum(a * w for a, w in zip(row, each, strict=True)) for id, row in rows.items()}
        for each in weights
    ]
    highest = sum(max(each.values()) for each in values) / len(values)
    best = max(sum(each[id] for each in values) / len(values) for id in rows)
    assert found.weights == pytest.approx(highest - best, abs=0.05)
    for regret in found.regrets:
        worst = max(max(each.values()) - each[regret.id] for each in values)
        assert worst <= regret.points + 1e-9
        assert worst == pytest.approx(regret.points, abs=1.5)
    assert len(found.regrets) == 3


def test_a_package_is_known_through_its_types(paper: Study) -> None:
    """A package has no score of its own to find out: what moves it are the scores of its types."""
    package = design(paper, samples=0).package(id="between")
    ranking = rank(paper.with_option(package), options=["between", "cooperation"])
    found = of(ranking)
    assert found.weights is not None
    assert all("between" not in each.id for each in found.quantities)


@pytest.mark.parametrize(
    ("rows", "spread", "said"),
    [
        ([[90, 20], [40, 30]], 1, "So: no study of these scores would change the answer"),
        ([[60, 50], [50, 55]], 30, "each of which alone can change the leader); settle whether"),
        (
            [[90, 20], [40, 30]],
            0,
            "So: settle whether Group-0 counts for less than 16.7% (now 50%), the other group in proportion.",
        ),
    ],
)
def test_the_advice_follows_from_the_figures(
    rows: list[list[int]],
    spread: int,
    said: str,
    write: Callable[[Any], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing to study, something to study and which, and without ranges what to settle alone."""
    assert main(["sensitivity", "--study", str(write(plan(*rows, spread=spread).data()))]) == 0
    assert said in " ".join(capsys.readouterr().out.split())


def test_the_paper_is_told_to_settle_realism_and_readiness(capsys: pytest.CaptureFixture[str]) -> None:
    """Scores matter only as a whole; what realism counts for, and how much readiness is enough, decide."""
    assert main(["sensitivity"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert (
        "study of the scores is worth its while only if a treaty as a whole may prove worse or better than judged"
        in text
    )
    assert "settle how much readiness is enough and whether realism counts for more than 55.4%" in text
    assert (
        "Mutual Security 17.5 points short of Cooperation; Cooperation 30.0 points short of Mutual Security."
        in text
    )


def test_with_several_leaders_there_is_nothing_to_find_out() -> None:
    """A tie has no leader whose answer could change."""
    assert sensitivity(rank(plan([50, 50], [50, 50]).study()), 100).worth is None
