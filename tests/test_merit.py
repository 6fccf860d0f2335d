"""Merit apart from feasibility: what an option is worth once had, and the chance that trying for it takes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, plan
from treatyopt import Study, load, rank, weigh
from treatyopt.cli import main
from treatyopt.documents.merit import in_short
from treatyopt.ranking.merit import Merit
from treatyopt.ranking.ranking import Ranking

SCORES = st.lists(st.integers(0, 20).map(lambda n: 5 * n), min_size=4, max_size=4)


def made(*rows: Any, feasible: tuple[int, ...] = (3,), baseline: bool = True, **more: Any) -> dict[str, Any]:
    """A study of one criterion a group, the first option being no treaty, some criteria asking for feasibility."""
    data = plan(*rows, baseline=baseline, **more).data()
    for group in data["groups"].values():
        for id, each in group["criteria"].items():
            each["feasibility"] = int(id.rsplit("-", 1)[1]) in feasible
    return data


def ranked(data: dict[str, Any], **asked: Any) -> Ranking:
    """The ranking of a study given as data."""
    return rank(Study.model_validate(data), **asked)


def of(ranking: Ranking, id: str) -> Merit:
    """The merit of an option that has one."""
    found = ranking.merit(id)
    assert found is not None
    return found


def test_the_known_figures_of_the_paper(paper: Study) -> None:
    """Merits, and mutual defense at 91% (81% to 127%) and cooperation at 1.593 of mutual security's chance."""
    ranking = rank(paper)
    assert {each.id: each.merit for each in ranking.merits} == pytest.approx(
        {"mutual-defense": 76.25, "mutual-security": 70.2917, "cooperation": 48.5417, "non-aggression": 20.3333,
         "no-treaty": 11.875},
        abs=5e-5,
    )  # fmt: skip
    for id, figures in (
        ("mutual-defense", (0.9074, 0.8143, 1.2667)),
        ("cooperation", (1.5932, 1.4615, 1.8182)),
    ):
        chance = of(ranking, id).chance
        assert chance is not None, id
        assert chance[1:] == pytest.approx(figures, abs=5e-5), id
    assert of(ranking, "mutual-security").chance is None


def test_merit_is_the_value_without_feasibility_in_fractions(paper: Study) -> None:
    """Computed anew in exact fractions of the points and shares, for every profile of the paper."""
    for profile in paper.profiles:
        points = dict(profile.points)
        weights = {
            c.id: Fraction(str(points[g.id])) / len(g.criteria)
            for g in paper.groups
            for c in g.criteria
            if not c.feasibility
        }
        for each in rank(paper, profile=profile.id).merits:
            option = paper.option(each.id)
            exact = sum(w * Fraction(str(option.on(id).score)) for id, w in weights.items()) / sum(
                weights.values()
            )
            assert each.merit == pytest.approx(float(exact), abs=1e-9)
    assert len(paper.profiles) > 1


@QUICK
@given(
    st.lists(SCORES, min_size=3, max_size=4), st.sampled_from([[], ["group-0>=group-1"], ["group-3<=50%"]])
)
def test_the_extremes_over_a_set_hold_every_weighting_on_a_grid(
    rows: list[list[int]], say: list[str]
) -> None:
    """No weighting of the set on a grid has a ratio outside the extremes."""
    study = Study.model_validate(made([0, 0, 0, 0], *rows))
    ranking = rank(study, weigh(study, say=say))
    grid = [(a, b, c, 10 - a - b - c) for a in range(11) for b in range(11 - a) for c in range(11 - a - b)]
    fits = [
        w
        for w in grid
        if (w[0] >= w[1] or "group-0>=group-1" not in say) and (w[3] <= 5 or "group-3<=50%" not in say)
    ]
    leader = ranking.verdict.leaders[0] if len(ranking.verdict.leaders) == 1 else ""
    for each in ranking.merits if leader else ():
        if each.chance is not None and each.chance.low is not None and each.chance.high is not None:
            ours, theirs = ([j.score for j in study.option(id).scores] for id in (each.id, leader))
            ratios = [
                sum(w[j] * theirs[j] for j in range(3)) / sum(w[j] * ours[j] for j in range(3))
                for w in fits
                if any(w[:3])
            ]
            assert min(ratios) >= each.chance.low - 1e-9
            assert max(ratios) <= each.chance.high + 1e-9
    assert len(fits) > 20


@pytest.mark.parametrize(
    "data",
    [
        made([0, 0], [60, 40], [40, 50], feasible=()),
        made([20, 20], [60, 40], [40, 50], feasible=(1,), baseline=False),
        made([0, 0], [60, 40], [40, 50], feasible=(0, 1)),
        made([0, 0], [60, 40], [40, 50], feasible=(1,), points=[0, 100]),
    ],
)
def test_where_it_cannot_be_said_it_is_left_out(data: dict[str, Any]) -> None:
    """No criteria of feasibility, no baseline, nothing else, or no weight elsewhere."""
    ranking = ranked(data)
    assert ranking.merits == ()
    assert in_short(ranking) == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[30, 0], [20, 90], [25, 10]], "not worth trying for, since Option-0 is worth no less"),
        (
            [[30, 0], [20, 99], [60, 10]],
            "any chance of it is enough to try for that rather than for Option-1",
        ),
        ([[0, 0], [50, 90], [80, 10]], "trying for it instead takes at least 63% of Option-1's chance"),
        (
            [[0, 0], [80, 90], [50, 80]],
            "takes a chance at least 1.60 times Option-1's, impossible if that is above 63%",
        ),
        ([[0, 0], [60, 90], [60, 10]], "takes at least 100% of Option-1's chance"),
    ],
)
def test_each_case_is_said_in_its_own_words(rows: list[list[int]], said: str) -> None:
    """Worth no more than no treaty, any chance, a part of the leader's chance, a multiple of it, and as much."""
    assert said in in_short(ranked(made(*rows, feasible=(1,))))


def test_explain_and_compare_say_it_with_its_terms(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Both name the four things assumed; explain names what is left out and the extremes over what was said."""
    file = str(write(made([0, 0, 0], [50, 60, 90], [80, 70, 10], feasible=(2,))))
    for command in (["compare"], ["explain", "option-2"]):
        assert main([*command, "--study", file, "--say", "group-0>=group-1"]) == 0
        text = " ".join(capsys.readouterr().out.split())
        assert "neutral to risk, one attempt, and a failure costs nothing and leaves Option-0" in text
    assert "the value with Criterion-2 left out" in text
    assert "% over what fits)" in text
    assert load(file).baseline == "option-0"


def test_what_is_set_of_no_treaty_is_not_said_to_be_without_effect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What others gain once had is measured from it, though it is not compared."""
    assert main(["compare", "--set", "no-treaty.*=50"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Without effect" not in said
    assert (
        "No Treaty is not compared; what was set of it counts only in what others gain over it once had."
        in said
    )
