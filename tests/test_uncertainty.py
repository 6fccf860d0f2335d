"""How sure the ranking is: sampled figures against exact ones, tipping scores against re-ranking."""

from __future__ import annotations

import json
import math
import tracemalloc
from contextlib import suppress
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PAPER
from studies import QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, Package, Study, load, rank, sensitivity
from treatyopt.methods.population import population
from treatyopt.methods.sampling import CHUNK, sample
from treatyopt.packages.package import mixture, package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.acceptability import Acceptability, Sampling
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.tipping import Tipping


def first(found: tuple[Acceptability, ...], option: str) -> float:
    """The share of draws in which an option is first."""
    return next(each.ranks[0].share for each in found if each.id == option)


def small(scores: list[list[tuple[float, float, float]]], groups: list[int] | None = None) -> Study:
    """A study of options x criteria (low, best, high), with so many criteria per group, nothing screened."""
    width = len(scores[0])
    groups = groups or [1] * width
    criteria = iter(range(width))
    names = [f"g{i}" for i in range(len(groups))]
    data: dict[str, Any] = {
        "title": "Small",
        "question": "Which?",
        "profile": "even",
        "source": {
            **dict.fromkeys(("author", "title", "publication", "date", "short"), "x"),
            "sections": {"a": "A"},
            "locators": {"a/1": "x"},
        },
        "groups": {
            name: {
                "name": name,
                "criteria": {
                    f"c{next(criteria)}": {"name": "c", "asks": "x", "zero": "x", "hundred": "x"}
                    for _ in range(size)
                },
            }
            for name, size in zip(names, groups, strict=True)
        },
        "options": {
            f"o{i}": {
                "name": f"O{i}",
                "title": f"O{i}",
                "degree": i,
                "gist": "x",
                "scores": {
                    f"c{j}": {"score": best, "range": [low, high], "basis": "inferred", "reason": "x"}
                    for j, (low, best, high) in enumerate(row)
                },
            }
            for i, row in enumerate(scores)
        },
        "profiles": {"even": {"points": {name: 100 / len(names) for name in names}, "reason": "x"}},
    }
    return Study.model_validate(data)


def fixed(*rows: list[float]) -> list[list[tuple[float, float, float]]]:
    """Scores without ranges."""
    return [[(x, x, x) for x in row] for row in rows]


def test_the_figures_of_the_paper_are_reached(paper: Study) -> None:
    """With screens 95.9% exact; 94.0%, 95.6% and 83.7% in ranges; without them 61%, 35%, 3%; over criteria 51%."""
    found = sensitivity(rank(paper), 200_000)
    assert found.ranking.verdict.share == pytest.approx((0.95898, 0.95898), abs=1e-5)
    shares = {each.dependence: each.leads.share for each in found.doubts}
    assert shares == pytest.approx({"each": 0.940, "criterion": 0.956, "option": 0.837}, abs=0.002)
    assert (found.in_ranges_tiers, found.tiers_differ) == (("leaning", "robust"), False)
    unscreened = sensitivity(rank(paper, screens=[]), 1_000).acceptability  # exact, whatever is drawn besides
    assert first(unscreened, "mutual-security") == pytest.approx(0.61291, abs=1e-5)
    assert first(unscreened, "mutual-defense") == pytest.approx(0.34608, abs=1e-5)
    assert first(unscreened, "cooperation") == pytest.approx(0.03211, abs=1e-5)
    by_criteria = sensitivity(rank(paper, screens=[]), 200_000, over="criteria").acceptability
    assert first(by_criteria, "mutual-security") == pytest.approx(0.511, abs=0.005)
    assert first(by_criteria, "mutual-defense") == pytest.approx(0.488, abs=0.005)


def test_what_is_set_aside_is_reported_without_screens_too(paper: Study) -> None:
    """The unscreened shares of a screened ranking are those of the ranking without screens."""
    screened = sensitivity(rank(paper), 50_000)
    bare = sensitivity(rank(paper, screens=[]), 50_000)
    assert {each.id for each in screened.unscreened} == {each.id for each in bare.acceptability}
    for each in screened.unscreened:
        assert first(bare.acceptability, each.id) == pytest.approx(each.ranks[0].share, abs=0.01)


def test_central_weights_are_an_average_not_a_threshold(paper: Study) -> None:
    """Weightings in which cooperation leads give realism 0.64 on average; the threshold is 0.554."""
    found = sensitivity(rank(paper), 1_000)  # central weights are exact, whatever is drawn besides
    central = next(each.central for each in found.acceptability if each.id == "cooperation")
    assert central is not None
    assert dict(central)["realism"] == pytest.approx(0.63668, abs=1e-5)
    assert sum(dict(central).values()) == pytest.approx(1)
    belief = next(each for each in found.beliefs if each.id == "cooperation")
    (lead,) = [each.leads for each in belief.conditions if each.leads is not None]
    assert lead.low == pytest.approx(0.5541, abs=1e-4)


def test_group_points_do_not_move_the_shares(paper: Study) -> None:
    """Over groups the shares are the same whatever the group points; inner shares do move them."""
    plain = sensitivity(rank(paper, screens=[]), 20_000)
    pointed = sensitivity(rank(paper, {"realism": 70}, screens=[]), 20_000)
    for option in ("mutual-security", "mutual-defense", "cooperation", "non-aggression"):
        assert first(plain.acceptability, option) == first(pointed.acceptability, option)
    moved = sensitivity(rank(paper, {"readiness": 0}, screens=[]), 20_000)
    assert first(plain.acceptability, "mutual-security") != first(moved.acceptability, "mutual-security")


def test_the_same_seed_gives_the_same_bytes(paper: Study) -> None:
    """Two runs with one seed agree to the byte; another seed differs."""
    ranking = rank(paper, screens=[])

    def dumped(seed: int) -> str:
        return json.dumps(sensitivity(ranking, 30_000, seed, scores="ranges").to_dict(), allow_nan=False)

    assert dumped(7) == dumped(7)
    assert dumped(7) != dumped(8)


def test_standard_errors_match_repeated_runs(paper: Study) -> None:
    """The spread of the leader's share over 40 seeds is its stated standard error, within a third."""
    ranking = rank(paper, screens=[])
    runs = [
        sensitivity(ranking, 4_000, seed, scores="ranges").acceptability[0].ranks[0] for seed in range(40)
    ]
    assert runs[0].error > 0.005
    mean = sum(each.share for each in runs) / len(runs)
    spread = math.sqrt(sum((each.share - mean) ** 2 for each in runs) / (len(runs) - 1))
    assert spread == pytest.approx(runs[0].error, rel=0.34)


scores = st.integers(0, 100).map(float)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_sampled_shares_are_within_the_error_of_the_exact_ones(data: st.DataObject) -> None:
    """For two options the share of first places is the exact pairwise winning index, within 4.5 errors."""
    width = data.draw(st.integers(1, 6))
    rows = [data.draw(st.lists(scores, min_size=width, max_size=width)) for _ in range(2)]
    ranking = rank(small(fixed(*rows)))
    if ranking.verdict.share is None:
        return
    found = sensitivity(ranking, 20_000, scores="ranges")  # else nothing is drawn of two options
    exact, sampled = ranking.verdict.share[0], found.acceptability[0].ranks[0]
    error = math.sqrt(max(exact * (1 - exact), 1e-6) / 20_000)
    assert abs(sampled.share - exact) <= 4.5 * error


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_ranks_share_out_exactly(data: st.DataObject) -> None:
    """Rows and columns of the rank shares sum to 1, ties included."""
    width, options = data.draw(st.integers(1, 4)), data.draw(st.integers(2, 14))
    rows = [[data.draw(st.sampled_from([0.0, 50.0, 100.0])) for _ in range(width)] for _ in range(options)]
    found = sensitivity(rank(small(fixed(*rows))), 500).acceptability
    assert len(found) == options
    for each in found:
        assert sum(rank_.share for rank_ in each.ranks) == pytest.approx(1)
    for place in range(options):
        assert sum(each.ranks[place].share for each in found) == pytest.approx(1)


def test_identical_options_share_their_ranks() -> None:
    """Twins get half of each of their ranks, and the same central weights."""
    found = sensitivity(rank(small(fixed([60, 40], [60, 40], [10, 10]))), 1_000).acceptability
    assert [each.ranks[0].share for each in found] == [0.5, 0.5, 0.0]
    assert found[0].central == found[1].central
    assert found[2].central is None


def ranged(*rows: list[tuple[float, float, float]]) -> tuple[Acceptability, ...]:
    """Acceptability with scores drawn in their ranges (low, best, high) on two groups of one criterion."""
    return sensitivity(rank(small(list(rows))), 4_000, scores="ranges").acceptability


def test_equal_best_scores_in_other_ranges_are_no_twins() -> None:
    """An option whose range lies below another's is first less often, though their best scores are the same."""
    found = ranged([(0, 50, 50)] * 2, [(50, 50, 100)] * 2, [(52, 55, 58)] * 2)
    assert first(found, "o0") == 0
    assert first(found, "o1") == pytest.approx(0.96, abs=0.02)


def test_equal_best_scores_in_the_same_range_are_drawn_apart() -> None:
    """Two options judged alike are not the same: each is first in its own draws, about half of them."""
    found = ranged([(40, 50, 60)] * 2, [(40, 50, 60)] * 2)
    assert {first(found, "o0"), first(found, "o1")} != {0.5}
    assert first(found, "o0") == pytest.approx(0.5, abs=0.04)


def test_equal_fixed_scores_are_twins_when_scores_are_drawn() -> None:
    """Options without ranges tie at every draw, and share their ranks there too."""
    found = ranged([(50, 50, 50)] * 2, [(50, 50, 50)] * 2, [(40, 50, 55)] * 2)
    assert found[0].ranks == found[1].ranks
    assert found[0].central == found[1].central
    assert sum(each.ranks[0].share for each in found) == pytest.approx(1)


def test_options_level_at_the_only_weighting_drawn_are_twins() -> None:
    """Within 0% there is one weighting, and what is level there shares its ranks however the scores differ."""
    ranking = rank(small(fixed([60, 40], [40, 60], [10, 10])))
    found = sensitivity(ranking, 1_000, within=0).acceptability
    assert sorted(first(found, each) for each in ("o0", "o1", "o2")) == [0, 0.5, 0.5]


def test_a_range_on_a_criterion_that_never_counts_keeps_no_twins_apart() -> None:
    """Options that differ only where the weight is zero, and stays zero, tie at every draw."""
    study = small([[(50, 50, 50), (0, 50, 100)], [(50, 50, 50), (0, 50, 100)]])
    found = sensitivity(rank(study, {"g1": 0}), 1_000, within=50, scores="ranges").acceptability
    assert [each.ranks[0].share for each in found] == [0.5, 0.5]


@pytest.mark.parametrize("scores_", ["best", "ranges"])
def test_a_package_that_adds_nothing_ties_with_its_type(scores_: Literal["best", "ranges"]) -> None:
    """It is the type under another name, so they share their ranks, central weights and confidence."""
    study = load(PAPER)
    study = study.with_option(package(stretch(study), [], "bare"))
    found = {each.id: each for each in sensitivity(rank(study), 2_000, scores=scores_).acceptability}
    type_, bare = found["cooperation"], found["bare"]
    assert (bare.ranks, bare.central, bare.confidence) == (type_.ranks, type_.central, type_.confidence)


def test_two_packages_of_the_same_obligations_tie() -> None:
    """They are one package under two names, and share their ranks when scores are drawn."""
    study = load(PAPER)
    for id in ("one", "other"):
        study = study.with_option(package(stretch(study), ["broad-interests"], id))
    found = {each.id: each for each in sensitivity(rank(study), 2_000, scores="ranges").acceptability}
    assert found["one"].ranks == found["other"].ranks


def test_a_package_is_drawn_together_with_its_types() -> None:
    """Half of the way between two types it is never ahead of both, nor behind both, whatever is drawn."""
    study = with_half(plan([50, 50], [50, 50], spread=20))
    found = sensitivity(rank(study), 4_000, scores="ranges").acceptability
    half = next(each for each in found if each.id == "half")
    assert [rank_.share for rank_ in half.ranks] == [0, 1, 0]


def test_a_package_is_drawn_together_with_a_type_that_is_not_compared() -> None:
    """A package follows the draws of both its types where only one of them is among the options."""
    study = with_half(plan([50, 50], [90, 90], spread=9))
    ranking = rank(study, options=["option-0", "half"])
    found = sensitivity(ranking, 4_000, scores="ranges").acceptability
    assert first(found, "half") == 1


def test_types_that_packages_are_drawn_with_stand_in_the_order_of_their_ids(with_packages: Study) -> None:
    """The figures do not depend on the hash seed: what is drawn beside the options comes sorted."""
    ranking = rank(with_packages, options=["far"], screens=[])
    blends, sources = Sampling(ranking, 1_000, 1, ranking.weights.weight_set, None, "ranges", None)._blends(
        ["far"]
    )
    assert sources == ["cooperation", "mutual-defense", "mutual-security"]
    assert [row for row, _ in blends[0][1]] == [1, 2, 3]


def test_a_study_with_one_group_is_drawn_over_its_criteria() -> None:
    """There is one weighting of one group, so shares are over all weightings of the criteria, and say so."""
    found = sensitivity(rank(plan([80, 20], [40, 40], sizes=(2,)).study()), 20_000)
    assert found.over == "criteria"
    assert first(found.acceptability, "option-0") == pytest.approx(2 / 3, abs=0.02)
    assert found.in_ranges is not None
    assert found.in_ranges.share == pytest.approx(2 / 3, abs=0.02)


def test_a_necessary_leader_is_in_no_other_tier() -> None:
    """What leads at every weighting and every score in range is given no second tier."""
    found = sensitivity(rank(plan([60, 70], [40, 50], spread=5).study()), 1_000)
    assert found.ranking.verdict.tier == "necessary"
    assert (found.in_ranges_tiers, found.tiers_differ) == (("robust", "robust"), False)


def test_a_tier_between_those_of_the_bounds_is_no_other_tier() -> None:
    """Where the exact bounds reach over three tiers, the one between them is not another."""
    # Two rivals almost alike are better on each of seven groups alone, each with (25 / 45) ** 6 of the weightings.
    rivals = [[peak if g == home else 30 for g in range(7)] for home in range(7) for peak in (75, 74)]
    found = sensitivity(rank(plan([50] * 7, *rivals).study()), 8_000)
    verdict = found.ranking.verdict
    assert (verdict.tier, found.in_ranges_tiers, verdict.upper) == (
        "contested",
        ("leaning", "leaning"),
        "robust",
    )
    assert not found.tiers_differ


def test_confidence_is_that_of_drawing_again(paper: Study) -> None:
    """The confidence factor is the share of score draws in which the option is first at its central weights."""
    ranking = rank(paper, screens=[])
    source = np.random.default_rng(3)
    low, high = (
        np.array(
            [[getattr(paper.option(id).on(c.id), end) for c in paper.criteria] for id in ranking.shortlist]
        )
        for end in ("low", "high")
    )
    drawn = source.uniform(low, high, size=(4_000, *low.shape))
    found = sensitivity(ranking, 20_000, scores="ranges").acceptability
    assert [each.id for each in found] == [*ranking.shortlist]
    for i, each in enumerate(found):
        central = dict(each.central or ())
        weights = np.array([central[w.group] * w.share for w in ranking.weights.criteria])
        share = np.mean((drawn @ weights).argmax(axis=1) == i)
        assert each.confidence == pytest.approx(share, abs=0.03)


def test_confidence_needs_no_more_memory_than_the_chunk() -> None:
    """Sixty options ask for tens of megabytes, not for options x options x draws."""
    best = np.random.default_rng(2).uniform(20, 80, size=(60, 5))
    asked = population(best - 20, best, best + 20, np.eye(5), [0.2] * 5, None, True)
    tracemalloc.start()
    found = sample(asked, CHUNK, 1)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert np.count_nonzero(found.confidence > 0) > 5
    assert most < 100e6


def test_within_keeps_weights_near_and_zero_at_zero() -> None:
    """Within 0% every draw is the chosen weighting; a zero weight stays zero."""
    study = small(fixed([100, 0, 50], [0, 100, 60]))
    near = sensitivity(rank(study, {"g0": 30, "g1": 20, "g2": 0}), 2_000, within=0)
    assert first(near.acceptability, "o0") == 1
    central = near.acceptability[0].central
    assert central is not None
    assert dict(central) == pytest.approx({"g0": 0.6, "g1": 0.4, "g2": 0})
    wide = sensitivity(rank(study, {"g0": 21, "g1": 20, "g2": 0}), 2_000, within=50)
    assert 0.4 < first(wide.acceptability, "o0") < 1


def test_confidence_is_given_only_when_scores_are_uncertain(paper: Study) -> None:
    """With best scores the confidence factor is left out; in ranges it is a share."""
    assert all(each.confidence is None for each in sensitivity(rank(paper), 1_000).acceptability)
    for each in sensitivity(rank(paper), 20_000, scores="ranges").acceptability:
        assert each.confidence is not None
        assert 0 < each.confidence <= 1


def leaders_at(study: Study, tip: Tipping, at: float, screens: list[str] | None = None) -> tuple[str, ...]:
    """Who leads where the score that tips is set to another figure."""
    return rank(study, screens=screens, scores={f"{tip.option}.{tip.criterion}": at}).verdict.leaders


def told(tip: Tipping, now: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether what a tipping score says of `at` itself is what ranking there says."""
    if tip.exactly == "only":
        return there != now
    if tip.exactly == "level":
        return len(there) > 1 and set(now) < set(there)
    return there == now if tip.exactly == "unchanged" else not set(now) & set(there)


def test_values_that_meet_at_a_threshold_meet_there() -> None:
    """Where an option draws level just as it passes a screen, the score told is the threshold and not a hair below."""
    scores = (((0, 10, 10), (0, 65, 65), (0, 30, 30)), ((0, 60, 60), (0, 70, 70), (0, 25, 25)))
    ranking = rank(Plan((3,), (100,), scores, screens=((0, 60),)).study())
    assert [each.at for each in sensitivity(ranking, 0).tipping if each.option == "option-0"] == [60.0]


@settings(QUICK, max_examples=80)
@given(plans(min_options=2, max_options=4))
def test_a_tipping_score_tips(drawn: Plan) -> None:
    """Short of a tipping score the leader stays; at it, past it and in its range what is said of it holds."""
    study = drawn.study()
    ranking = rank(study)
    now, tips = ranking.verdict.leaders, sensitivity(ranking, 0).tipping
    assert len(now) < 2 or not tips
    for tip in tips:
        step = 1e-5 if tip.direction == "above" else -1e-5
        short = tip.score if abs(tip.change) < 1e-5 else tip.at - step
        beyond = min(max(tip.at + step, 0.0), 100.0)
        judged = study.option(tip.option).on(tip.criterion)
        reach = judged.low if tip.direction == "below" else judged.high
        assert leaders_at(study, tip, short) == now
        assert told(tip, now, leaders_at(study, tip, tip.at))
        if tip.exactly == "only":
            assert leaders_at(study, tip, beyond) == now
            beyond = tip.at
        assert sorted(leaders_at(study, tip, beyond)) == sorted(tip.leaders) != list(now)
        # No further than just past it: beyond the limits of another screen the leader may be back.
        there = max(reach, beyond) if tip.direction == "below" else min(reach, beyond)
        assert tip.in_range == (set(leaders_at(study, tip, there)) == set(tip.leaders))


@QUICK
@given(plans(min_options=2, max_options=3, max_groups=2))
def test_every_score_that_changes_the_leader_is_among_those_that_tip(drawn: Plan) -> None:
    """A score leaves the leader as it is all the way to 0 or to 100 just where no tipping score lies there."""
    study = drawn.study()
    ranking = rank(study)
    now = ranking.verdict.leaders
    found = {(tip.option, tip.criterion, tip.direction) for tip in sensitivity(ranking, 0).tipping}
    changing = {
        (each.id, criterion.id, direction)
        for each in ranking.standings
        for criterion in study.criteria
        for direction, places in ways(study, each.id, criterion.id)
        if any(rank(study, scores={f"{each.id}.{criterion.id}": at}).verdict.leaders != now for at in places)
    }
    assert found == (set() if len(now) > 1 else changing)


def ways(study: Study, option: str, criterion: str) -> list[tuple[str, list[float]]]:
    """The two ways that a score can go, with the ends of the scale and both sides of each limit on the way."""
    now = study.option(option).on(criterion).score
    limits = [b.limit for each in study.screens if each.criterion == criterion for b in each.bounds]
    places = [0.0, 100.0, *(min(max(x + step, 0.0), 100.0) for x in limits for step in (-1e-5, 0.0, 1e-5))]
    return [("below", [x for x in places if x < now]), ("above", [x for x in places if x > now])]


def test_a_score_that_two_screens_let_pass_alone_tips_there_only() -> None:
    """From 5 up for one screen and up to 5 for another, an option passes at 5, and neither below nor above."""
    tip = sensitivity(rank(plan([0], [0], screens=((0, 5), (0, None, 5))).study()), 0).tipping[0]
    assert (tip.at, tip.exactly, tip.leaders) == (5, "only", ("option-0",))


def test_a_score_without_weight_tips_where_it_lets_a_rival_draw_level() -> None:
    """Let in by its screen at 5, a rival of the same value is level from there on, not only at the end of the scale."""
    scores = (((0.0, 0.0, 0.0), (25.0, 25.0, 25.0)), ((10.0, 10.0, 10.0), (25.0, 25.0, 25.0)))
    drawn = Plan(sizes=(2,), points=(100.0,), scores=scores, shares={0: (0.0, 1.0)}, screens=((0, 0.0, 5.0),))
    (tip,) = [tip for tip in sensitivity(rank(drawn.study()), 0).tipping if tip.option == "option-1"]
    assert (tip.at, tip.direction, tip.exactly, tip.by) == (5.0, "below", "level", "screen")
    assert tip.leaders == ("option-0", "option-1")


def test_a_score_at_its_screens_maximum_tips_at_once() -> None:
    """Any rise of a score that is just low enough sets its option aside: above 40, not at 40."""
    study = plan([40, 90], [30, 40], spread=5, screens=((0, None, 40.0),)).study()
    tip = sensitivity(rank(study), 0).tipping[0]
    assert (tip.option, tip.criterion, tip.at, tip.change) == ("option-0", "criterion-0", 40, 0)
    assert (tip.direction, tip.by, tip.exactly, tip.leaders) == (
        "above",
        "screen",
        "unchanged",
        ("option-1",),
    )


def test_a_score_at_its_screens_minimum_tips_at_once() -> None:
    """Any fall of a score that is just enough sets its option aside: below 40, not at 40."""
    tip = sensitivity(rank(plan([40, 90], [60, 40], spread=5, screens=((0, 40.0),)).study()), 0).tipping[0]
    assert (tip.option, tip.criterion, tip.at, tip.change) == ("option-0", "criterion-0", 40, 0)
    assert (tip.direction, tip.exactly, tip.by, tip.leaders) == (
        "below",
        "unchanged",
        "screen",
        ("option-1",),
    )
    assert tip.in_range


def test_a_score_that_reaches_its_screens_minimum_changes_the_leader_there() -> None:
    """An option of more value passes, and leads, at the threshold itself."""
    tip = sensitivity(rank(plan([30, 90], [60, 40], spread=10, screens=((0, 40.0),)).study()), 0).tipping[0]
    assert (tip.option, tip.at, tip.direction, tip.exactly) == ("option-0", 40, "above", "changed")
    assert (tip.in_range, tip.leader) == (True, "option-0")


def test_a_tie_at_a_hundred_is_no_lead() -> None:
    """A rival that draws level only where its score is 100 is told to be level there, not to lead."""
    study = plan([50, 50], [0, 0]).study()
    tip = next(tip for tip in sensitivity(rank(study), 0).tipping if tip.option == "option-1")
    assert (tip.criterion, tip.at, tip.direction) == ("criterion-0", 100, "above")
    assert (tip.exactly, tip.leaders, tip.by) == ("level", ("option-0", "option-1"), "value")


def test_a_tie_at_zero_is_no_lead() -> None:
    """A leader that is only level where its score is 0 is told to be level there."""
    study = plan([50, 50], [25, 25]).study()
    tip = next(tip for tip in sensitivity(rank(study), 0).tipping if tip.option == "option-0")
    assert (tip.criterion, tip.at, tip.direction) == ("criterion-0", 0, "below")
    assert (tip.exactly, tip.leaders) == ("level", ("option-0", "option-1"))


def test_a_range_that_ends_where_a_rival_draws_level_does_not_reach_its_lead() -> None:
    """A value that crosses beyond the end of the range is out of it; a tie at the end of the scale is in it."""
    crossing = sensitivity(rank(plan([60, 60], [50, 50], spread=20).study()), 0).tipping
    assert {(tip.at, tip.in_range) for tip in crossing} == {(40, False), (70, False)}
    level = sensitivity(rank(plan([20, 60], [20, 50], spread=20).study()), 0).tipping
    assert {(tip.option, tip.at, tip.in_range) for tip in level if tip.criterion == "criterion-0"} == {
        ("option-0", 10, True),
        ("option-1", 30, True),
    }


def test_the_steepest_of_those_that_meet_the_leader_at_one_score_follows() -> None:
    """Where a type and a package of it reach the leader together, the one that gains more beyond leads alone."""
    study = with_half(plan([60, 60], [50, 50]))
    tips = {(tip.option, tip.criterion): tip for tip in sensitivity(rank(study), 0).tipping}
    tip = tips["option-1", "criterion-0"]
    assert (tip.at, tip.leader, tip.leaders) == (70, "option-1", ("option-1",))


def with_half(drawn: Plan, upper: int = 1) -> Study:
    """The study of a plan with one more option: half of the way from option-0 to the type above it."""
    moves = dict.fromkeys(drawn.criteria, 1)
    about = {"kind": "clause", "binds": ["us"], "basis": "inferred", "burden": 0, "moves": moves}
    entering = {
        f"clause-{type_}-{i}": {"says": "Something.", "enters": f"option-{type_}", **about}
        for type_ in range(1, upper + 1)
        for i in (1, 2)
    }
    parties = {"us": {"name": "Us", "profile": "plain"}}
    study = Study.model_validate({**drawn.data(), "parties": parties, "obligations": entering})
    adds = [f"clause-{type_}-1" for type_ in range(1, upper + 1)]
    return study.with_option(package(stretch(study, "option-0", f"option-{upper}"), adds, "half"))


@pytest.fixture(scope="module")
def with_packages() -> Study:
    """The paper's study with two packages of different stretches among its options."""
    study = load(PAPER)
    near = package(stretch(study), ["broad-interests", "frontier-guarantee", "kaliningrad"], "near")
    rest = [each.id for each in study.obligations_of("mutual-security") if each.enters == "mutual-security"]
    far = package(stretch(study, "cooperation", "mutual-defense"), [*rest[1:], "automatic-assistance"], "far")
    return study.with_option(near).with_option(far)


@pytest.mark.parametrize("screens", [None, []])
def test_packages_follow_the_types_when_a_score_tips(with_packages: Study, screens: list[str] | None) -> None:
    """Just past a tipping score the leader changes, just short of it not, packages worked out anew."""
    ranking = rank(with_packages, screens=screens)
    tips = sensitivity(ranking, 0).tipping
    assert "mutual-security" in {tip.option for tip in tips}
    tips = tips[:: max(1, len(tips) // 6)]
    tried = 0
    for tip in tips:
        step = math.copysign(1e-6, tip.change)
        for at, changed in ((tip.at - step, False), (tip.at + step, True)):
            with suppress(ArgumentProblem):  # the score, or a package made with it, would leave its bounds
                now = rank(with_packages, screens=screens, scores={f"{tip.option}.{tip.criterion}": at})
                assert (now.verdict.leaders != ranking.verdict.leaders) == changed
                assert not changed or now.verdict.leaders == (tip.leader,)
                tried += 1
    assert tried > len(tips)


def test_packages_follow_the_types_when_scores_are_drawn(with_packages: Study) -> None:
    """The sampled shares are those of drawing the types alone and mixing the packages' scores from them."""
    ranking = rank(with_packages, screens=[])
    found = sensitivity(ranking, 40_000, scores="ranges").acceptability
    source, draws = np.random.default_rng(5), 4_000
    parts = {id: mixture(with_packages, with_packages.option(id)) for id in ("near", "far")}
    wins = dict.fromkeys((each.id for each in found), 0)
    types = [each for each in with_packages.options if each.id not in parts]
    for _ in range(draws):
        groups = dict(zip((g.id for g in with_packages.groups), source.standard_exponential(5), strict=True))
        drawn = {t.id: {a.id: source.uniform(a.low, a.high) for a in t.scores} for t in types}
        for id, mixed in parts.items():
            drawn[id] = {c: sum(p * drawn[t][c] for t, p in each.items()) for c, each in mixed.items()}
        values = {
            id: sum(groups[w.group] * w.share * drawn[id][w.id] for w in ranking.weights.criteria)
            for id in wins
        }
        wins[max(values, key=values.__getitem__)] += 1
    assert len(found) == 6
    for each in found:
        share = wins[each.id] / draws
        assert each.ranks[0].share == pytest.approx(share, abs=4 * math.sqrt(0.25 / draws))


def test_a_mixture_sums_to_one_and_gives_the_scores(with_packages: Study) -> None:
    """The parts of the types make up a package's best score and both ends of its range."""
    for id in ("near", "far"):
        made = with_packages.option(id)
        assert isinstance(made, Package)
        for criterion, parts in mixture(with_packages, made).items():
            assert sum(parts.values()) == pytest.approx(1)
            for end in ("low", "score", "high"):
                types = {t: getattr(with_packages.option(t).on(criterion), end) for t in parts}
                mixed = sum(part * types[t] for t, part in parts.items())
                assert getattr(made.on(criterion), end) == pytest.approx(mixed)


def test_no_tipping_score_is_missed(paper: Study) -> None:
    """A grid over every score finds no change of leader that is not among the tipping scores."""
    ranking = rank(paper)
    found = {(tip.option, tip.criterion) for tip in sensitivity(ranking, 0).tipping}
    assert found == {
        ("mutual-security", "readiness"),
        ("mutual-security", "stand-off"),
        ("mutual-defense", "readiness"),
    }
    for option in ranking.standings:
        for criterion in paper.criteria:
            changed = any(
                rank(paper, scores={f"{option.id}.{criterion.id}": at}).verdict.leaders
                != ("mutual-security",)
                for at in (0, 39, 41, 70, 100)
            )
            assert changed == ((option.id, criterion.id) in found)


def test_a_screen_can_tip_the_leader(paper: Study) -> None:
    """The leader falls out below a screen's threshold before its value is overtaken."""
    tip = sensitivity(rank(paper), 0).tipping[0]
    assert tip == Tipping(
        option="mutual-security",
        criterion="readiness",
        score=60,
        at=40,
        change=-20,
        in_range=False,
        by="screen",
        leader="cooperation",
        direction="below",
        exactly="unchanged",
        leaders=("cooperation",),
    )


def test_without_screens_the_lead_is_contested_not_won(paper: Study) -> None:
    """Mutual security against mutual defense is reported as contested."""
    found = sensitivity(rank(paper, screens=[]), 20_000)
    assert found.ranking.verdict.tier == "contested"
    assert found.in_ranges_tiers == ("contested", "contested")
    assert not found.tiers_differ


def test_what_fails_a_screen_has_no_weights_to_believe_in(paper: Study) -> None:
    """A screened-out option names the screen, not weights."""
    beliefs = {each.id: each for each in sensitivity(rank(paper), 0).beliefs}
    assert [each.screen for each in beliefs["mutual-defense"].failed] == ["realistic"]
    assert beliefs["mutual-defense"].conditions == ()
    assert beliefs["cooperation"].conditions


def test_the_case_against_the_leader_is_where_the_runner_up_is_better(paper: Study) -> None:
    """Cooperation is better on timeliness and readiness, largest first."""
    assert [each.criterion for each in sensitivity(rank(paper), 0).against] == ["timeliness", "readiness"]


@pytest.mark.parametrize(
    ("study", "tier"),
    [
        (small(fixed([50, 50], [50, 50])), "tied"),
        (small(fixed([50, 50])), "sole"),
        (small(fixed([60], [40])), "settled"),
        (small([[(60, 70, 80), (70, 80, 90)], [(10, 20, 30), (20, 30, 40)]]), "necessary"),
        (small([[(0, 70, 100), (0, 80, 100)], [(0, 20, 100), (0, 30, 100)]]), "settled"),
    ],
)
def test_odd_studies_are_answered(study: Study, tier: str) -> None:
    """Ties, a single option, a single criterion, necessity and ranges 0-100 all get a right, finite answer."""
    found = sensitivity(rank(study), 2_000, scores="ranges")
    assert found.ranking.verdict.tier == tier
    json.dumps(found.to_dict(), allow_nan=False)
    if tier == "necessary":
        assert first(found.acceptability, found.ranking.verdict.leaders[0]) == 1


def test_none_passing_is_said(paper: Study) -> None:
    """When no option passes, nothing is sampled for the ranking, and the way back in is named."""
    found = sensitivity(rank(paper, options=["mutual-defense"]), 1_000)
    assert found.ranking.verdict.tier == "none"
    assert (found.acceptability, found.in_ranges) == ((), None)
    assert [tip.at for tip in found.tipping] == [40.0]


def test_a_group_with_weight_zero_is_answered(paper: Study) -> None:
    """A group at zero still has an interval and is drawn like any other."""
    found = sensitivity(rank(paper, {"europe": 0}), 2_000)
    interval = next(each for each in found.ranking.intervals if each.id == "europe")
    assert interval.weight == 0
    assert found.acceptability


def test_fifty_options_on_forty_criteria() -> None:
    """A large study is ranked and sampled, rows and columns summing to 1."""
    rows = [[float((7 * i * j + 13 * i + 29 * j) % 101) for j in range(40)] for i in range(50)]
    found: Sensitivity = sensitivity(rank(small(fixed(*rows), [4] * 10)), 1_000)
    assert sum(each.ranks[0].share for each in found.acceptability) == pytest.approx(1)


@pytest.mark.parametrize(
    "given_",
    [
        {"samples": -1},
        {"samples": 10**9},
        {"samples": 1.5},
        {"seed": -1},
        {"over": "options"},
        {"scores": "worst"},
        {"within": -5},
        {"within": math.nan},
        {"within": 101},
    ],
)
def test_figures_out_of_bounds_are_refused(paper: Study, given_: dict[str, Any]) -> None:
    """Each names itself in one line."""
    (name,) = given_
    with pytest.raises(ArgumentProblem, match=f"^{name}="):
        sensitivity(rank(paper), **given_)


def test_progress_tells_every_draw(paper: Study) -> None:
    """The steps told add up to the draws announced."""
    from treatyopt.ranking.sensitivity import runs

    ranking, told = rank(paper), []
    sensitivity(ranking, 20_000, progress=told.append)
    assert sum(told) == runs(ranking, 20_000)


def test_numbers_of_numpy_are_numbers(paper: Study) -> None:
    """Samples, seeds, scores and points as numpy has them are taken as Python's own are."""
    found = sensitivity(rank(paper), np.int64(200), np.int32(3))
    assert found == sensitivity(rank(paper), 200, 3)
    set_ = rank(paper, {"realism": np.float64(30)}, scores={"cooperation.readiness": np.float64(80)})
    assert set_.to_dict() == rank(paper, {"realism": 30.0}, scores={"cooperation.readiness": 80.0}).to_dict()
