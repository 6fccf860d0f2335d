"""How doubts hang together: scores drawn each by itself, by criterion and by option, and screens on drawn scores."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studies import Plan, plan
from treatyopt import ArgumentProblem, Study, load, rank, sensitivity
from treatyopt.cli import main
from treatyopt.ranking.acceptability import Dependence

WAYS: tuple[Dependence, ...] = ("each", "criterion", "option")

# Three options on three groups with wide and uneven ranges, the last with a screen that its range reaches.
WIDE = replace(
    plan([60, 50, 40], [50, 45, 60], [30, 70, 55], screens=((0, 35.0),)),
    scores=(
        ((40, 60, 70), (30, 50, 90), (20, 40, 45)),
        ((45, 50, 80), (40, 45, 50), (30, 60, 80)),
        ((10, 30, 60), (50, 70, 75), (50, 55, 95)),
    ),
)


def quantiles(chance: random.Random, way: str) -> list[list[float]]:
    """A quantile for every option and criterion, drawn in one way."""
    one = [chance.random() for _ in range(3)]
    if way == "criterion":
        return [one] * 3
    if way == "option":
        return [[each] * 3 for each in one]
    return [[chance.random() for _ in range(3)] for _ in range(3)]


def counted(
    made: Plan, way: str, options: list[int], leader: int, screened: bool, count: int = 30_000
) -> float:
    """How often one option has the most, without any of what is tested."""
    chance, first = random.Random(9), 0
    for _ in range(count):
        weights = [chance.expovariate(1) for _ in range(3)]
        drawn = quantiles(chance, way)
        scores = [
            [low + u * (high - low) for u, (low, _, high) in zip(us, row, strict=True)]
            for us, row in zip(drawn, made.scores, strict=True)
        ]
        inside = [o for o in options if not screened or scores[o][0] >= 35]
        values = {o: sum(w * x for w, x in zip(weights, scores[o], strict=True)) for o in inside}
        first += bool(values) and max(values, key=values.__getitem__) == leader
    return first / count


@pytest.mark.parametrize("way", WAYS)
def test_each_way_agrees_with_drawing_it_by_hand(way: str) -> None:
    """The leader's share, with screens on best scores and with screens judged anew, within sampling."""
    ranking = rank(WIDE.study())
    (doubt,) = [each for each in sensitivity(ranking, 60_000).doubts if each.dependence == way]
    leader = int(ranking.shortlist[0].rsplit("-", 1)[1])
    ranked = [int(id.rsplit("-", 1)[1]) for id in ranking.shortlist]
    assert ranked == [leader, 1 - leader]
    assert doubt.leads.share == pytest.approx(counted(WIDE, way, ranked, leader, False), abs=0.015)
    assert doubt.rejudged is not None
    assert doubt.rejudged.share == pytest.approx(counted(WIDE, way, [0, 1, 2], leader, True), abs=0.015)


def test_what_shares_ranges_is_level_by_criterion_alone() -> None:
    """Two options with the same ranges are always level where one quantile moves both, and share their ranks."""
    study = plan([50, 50], [50, 50], [20, 30], spread=20).study()
    ranks = {}
    for way in WAYS:
        found = sensitivity(rank(study), 2_000, scores="ranges", dependence=way)
        ranks[way] = [each.ranks[0].share for each in found.acceptability]
    assert ranks["criterion"][0] == ranks["criterion"][1]
    assert ranks["option"][0] != ranks["option"][1]


def test_a_package_moves_with_its_types_in_every_way(paper: Study) -> None:
    """A package halfway on one score is never outside what its two types are drawn at, so it never beats both."""
    from treatyopt import design

    package = design(paper, samples=0).package(id="between")
    ranking = rank(paper.with_option(package), options=["between", "cooperation", "mutual-security"])
    for way in WAYS:
        found = sensitivity(ranking, 2_000, scores="ranges", dependence=way)
        assert sum(each.ranks[0].share for each in found.acceptability) == pytest.approx(1)
    assert package.id == "between"


@pytest.mark.parametrize(
    ("low", "high", "share"), [(5, 45, 0.125), (40, 40, 1.0), (39, 39, 0.0), (0, 80, 0.5), (45, 60, 1.0)]
)
def test_the_share_of_a_range_that_passes(paper: Study, low: float, high: float, share: float) -> None:
    """From 40 up, the part of the range that lies there; of a single score, whether it does."""
    assert paper.screens[0].passing(((0.0, low), (1.0, high))) == share


def test_a_necessary_leader_is_given_no_second_figure(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """No drawing in range can change it."""
    assert main(["sensitivity", "--study", str(write(plan([50, 60], [40, 50], spread=2).data()))]) == 0
    assert "in doubt too" not in capsys.readouterr().out


def test_the_dependence_of_the_table_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With scores in ranges the caption says how they are drawn, and an unknown way is refused."""
    assert main(["sensitivity", "--scores", "ranges", "--dependence", "option", "--samples", "500"]) == 0
    assert "scores drawn in their ranges, together by type" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(ArgumentProblem, match="dependence=both: must be each, criterion or option"):
        sensitivity(rank(load()), 10, dependence="both")  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_design_draws_the_same_ways(
    paper: Study, way: Dependence, capsys: pytest.CaptureFixture[str]
) -> None:
    """Packages are drawn as asked, which is said; by criterion what is firmly core never leaves its class."""
    from treatyopt import design

    found = design(paper, samples=60, dependence=way)
    assert found.drawn is not None
    assert found.drawn.dependence == way
    firm = [place for place, each in enumerate(found.offered) if each.firmly == "core"]
    assert way != "criterion" or [found.drawn.classes[place] for place in firm] == [1.0] * len(firm)
    assert firm
    assert main(["design", "--samples", "20", "--dependence", way]) == 0
    assert f"in their ranges, {WORDS[way]} (20 drawings" in " ".join(capsys.readouterr().out.split())


WORDS = {"each": "each by itself", "criterion": "together by criterion", "option": "together by type"}
