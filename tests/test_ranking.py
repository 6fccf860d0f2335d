"""The ranking: values, screens, ties, verdict, and how far it holds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studies import MANY, QUICK, Plan, in_fractions, plan, plans, winning_share
from treatyopt import ArgumentProblem, Ranking, Study, rank, weigh


def finite(data: Any) -> bool:
    """Whether every number in plain data is finite."""
    if isinstance(data, Mapping):
        return all(map(finite, data.values()))
    if isinstance(data, (list, tuple)):
        return all(map(finite, data))
    return not isinstance(data, float) or math.isfinite(data)


def group_means(study: Study, option: str) -> list[Fraction]:
    """Exact mean scores in each group, as the paper's profiles have equal shares."""
    chosen = study.option(option)
    return [
        sum((Fraction(chosen.on(c.id).score) for c in group.criteria), Fraction()) / len(group.criteria)
        for group in study.groups
    ]


def exact_index(study: Study, first: str, second: str) -> Fraction:
    ours, theirs = group_means(study, first), group_means(study, second)
    return winning_share([a - b for a, b in zip(ours, theirs, strict=True)])


def interval(ranking: Ranking, id: str) -> Any:
    return next(each for each in ranking.intervals if each.id == id)


# --- the paper's study


def test_paper_shortlists_two_types(paper: Study) -> None:
    """Under balanced weights mutual security leads cooperation, and nothing else passes the screens."""
    ranking = rank(paper)
    assert ranking.shortlist == ("mutual-security", "cooperation")
    assert ranking.screens == ("sufficient", "realistic")
    assert [each.id for each in ranking.standings] == [
        "mutual-security",
        "cooperation",
        "mutual-defense",
        "non-aggression",
    ]
    assert [each.rank for each in ranking.standings] == [1, 2, None, None]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("mutual-security", Fraction(1016, 15)),
        ("cooperation", Fraction(323, 6)),
        ("mutual-defense", Fraction(125, 2)),
        ("non-aggression", Fraction(1013, 30)),
    ],
)
def test_paper_values(paper: Study, option: str, value: Fraction) -> None:
    """Balanced values are the means of the group means of the scores: 67.73, 53.83, 62.5 and 33.77."""
    means = group_means(paper, option)
    assert sum(means) / len(means) == value
    assert rank(paper).standing(option).value == pytest.approx(float(value), abs=1e-12)


def test_paper_screens_out_mutual_defense_throughout(paper: Study) -> None:
    """Mutual defence fails `realistic` by 30 points, and at every score in its range."""
    met = {each.screen: each for each in rank(paper).standing("mutual-defense").screens}["realistic"]
    assert (met.passes, met.margin, met.throughout) == (False, -30.0, True)


def test_paper_screens_out_non_aggression_at_its_best_score(paper: Study) -> None:
    """Non-aggression fails `sufficient` by 20 points, and could pass within its range."""
    met = {each.screen: each for each in rank(paper).standing("non-aggression").screens}["sufficient"]
    assert (met.passes, met.margin, met.throughout) == (False, -20.0, False)


def test_paper_verdict_is_robust(paper: Study) -> None:
    """Mutual security leads in 95.9 % of group weightings: exactly the share rational arithmetic gives."""
    exact = exact_index(paper, "mutual-security", "cooperation")
    verdict = rank(paper).verdict
    assert float(exact) == pytest.approx(0.95898, abs=5e-6)
    assert (verdict.tier, verdict.upper, verdict.leaders) == ("robust", "robust", ("mutual-security",))
    assert verdict.runner_up == "cooperation"
    assert verdict.lead == pytest.approx(float(Fraction(1016, 15) - Fraction(323, 6)), abs=1e-12)
    assert verdict.share == pytest.approx((float(exact),) * 2, abs=1e-14)


def test_paper_without_screens_is_contested(paper: Study) -> None:
    """Without screens the leader's share is the 61.3 % that sampling finds, between the bounds by pairs."""
    verdict = rank(paper, screens=[]).verdict
    rows = np.array([[float(x) for x in group_means(paper, option.id)] for option in paper.ladder])
    values = np.random.default_rng(7).dirichlet(np.ones(5), 200_000) @ rows.T
    share = float(np.mean(values.argmax(axis=1) == 2))
    assert share == pytest.approx(0.613, abs=0.004)
    assert (verdict.tier, verdict.upper, verdict.runner_up) == ("contested", "contested", "mutual-defense")
    assert verdict.share is not None
    low, high = verdict.share
    indices = [exact_index(paper, "mutual-security", o.id) for o in paper.ladder if o.degree != 3]
    assert low == high == pytest.approx(share, abs=0.004)
    assert float(1 - sum(1 - each for each in indices)) < low < float(min(indices))


def test_paper_realism_interval(paper: Study) -> None:
    """Mutual security leads for a realism weight up to 0.554, and without screens from 0.1065 on."""

    def level(first: str, second: str) -> float:
        """The realism weight at which two options draw level, the other groups being equal."""
        a, b = group_means(paper, first), group_means(paper, second)
        ours, theirs = (sum(x[:3] + x[4:]) / 4 for x in (a, b))
        return float((ours - theirs) / ((ours - theirs) - (a[3] - b[3])))

    low = level("mutual-security", "mutual-defense")
    high = level("mutual-security", "cooperation")
    assert (round(low, 4), round(high, 4)) == (0.1065, 0.5541)
    lead = interval(rank(paper), "realism").lead
    assert lead is not None
    assert lead[:6] == (0.0, pytest.approx(high), None, "cooperation", None, "cooperation")
    unscreened = interval(rank(paper, screens=[]), "realism").lead
    assert unscreened is not None
    assert unscreened[:6] == (
        pytest.approx(low),
        pytest.approx(high),
        "mutual-defense",
        "cooperation",
        "mutual-defense",
        "cooperation",
    )


def test_paper_thresholds(paper: Study) -> None:
    """The shortlist stays for `sufficient` in (20, 50] and `realistic` in (10, 60]."""
    assert [tuple(each) for each in rank(paper).thresholds] == [
        ("sufficient", "minimum", 40.0, 20.0, 50.0),
        ("realistic", "minimum", 40.0, 10.0, 60.0),
    ]


@pytest.mark.parametrize("profile", ["balanced", "our-reading", "russia", "nato", "cautious", "ambitious"])
def test_paper_verdict_share_is_the_same_for_every_profile(paper: Study, profile: str) -> None:
    """The share is over all weightings of the groups, so with equal inner shares no profile moves it."""
    verdict = rank(paper, profile=profile).verdict
    share = exact_index(paper, verdict.leaders[0], str(verdict.runner_up))
    assert verdict.share == pytest.approx((float(share),) * 2, abs=1e-14)


def test_paper_pairs(paper: Study) -> None:
    """Every ordered pair has its exact index, and no pair of the paper is necessary."""
    pairs = rank(paper, screens=[]).pairs
    assert len(pairs) == 12
    for pair in pairs:
        assert pair.winning_index == pytest.approx(
            float(exact_index(paper, pair.first, pair.second)), abs=1e-14
        )
        assert not pair.necessary


def test_baseline_only_when_asked(paper: Study) -> None:
    """The baseline is compared when asked for or named, and not otherwise."""
    assert "no-treaty" not in [each.id for each in rank(paper, screens=[]).standings]
    assert "no-treaty" in rank(paper, screens=[], baseline=True).shortlist
    assert rank(paper, options=["no-treaty", "cooperation"], screens=[]).shortlist == (
        "cooperation",
        "no-treaty",
    )
    named = rank(paper, options=["cooperation"], screens=[], baseline=True)
    assert named.shortlist == ("cooperation", "no-treaty")


def test_set_score_is_a_point(paper: Study) -> None:
    """A score that is set replaces the best score and collapses its range; the study stays as it was."""
    ranking = rank(paper, scores={"cooperation.readiness": 90})
    judged = ranking.study.option("cooperation").on("readiness")
    assert (judged.score, judged.low, judged.high, judged.basis) == (90.0, 90.0, 90.0, "set")
    assert [each[:4] for each in ranking.changes] == [("cooperation", "readiness", 90.0, 75.0)]
    gain = ranking.standing("cooperation").value - rank(paper).standing("cooperation").value
    assert gain == pytest.approx(0.1 * 15)
    assert paper.option("cooperation").on("readiness").score == 75


def test_set_score_can_change_a_screen(paper: Study) -> None:
    """A score that is set counts for the screens as well."""
    ranking = rank(paper, scores={"mutual-defense.readiness": 40})
    assert ranking.standing("mutual-defense").rank is not None
    assert rank(paper, scores={"mutual-defense.readiness": 39.9}).standing("mutual-defense").rank is None


def test_score_range_bounds_the_value(paper: Study) -> None:
    """A standing's low and high are its value with all scores at that end, by the same weights."""
    standings = rank(paper).standings
    assert len(standings) == 4
    for each in standings:
        option = paper.option(each.id)
        for end, found in (("low", each.low), ("high", each.high)):
            groups = [
                sum(Fraction(getattr(option.on(c.id), end)) for c in group.criteria) / len(group.criteria)
                for group in paper.groups
            ]
            assert found == pytest.approx(float(sum(groups) / 5), abs=1e-12)


def test_screens_can_be_chosen(paper: Study) -> None:
    """Only the screens named are applied, in the study's order."""
    assert rank(paper, screens=["realistic"]).shortlist == (
        "mutual-security",
        "cooperation",
        "non-aggression",
    )
    assert rank(paper, screens=["realistic", "sufficient"]).screens == ("sufficient", "realistic")
    assert rank(paper, screens=[]).thresholds == ()


def test_finished_weights_are_used_as_they_are(paper: Study) -> None:
    """Weights made before are taken in place of points."""
    weights = weigh(paper, {"realism": 70}, name="mine")
    assert rank(paper, weights).weights is weights
    assert rank(paper, weights).standings == rank(paper, {"realism": 70}).standings


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"options": ["cooperation", "mutual-security", "cooperation"]}, "cooperation is named twice"),
        ({"options": ["coperation"]}, "did you mean cooperation"),
        ({"screens": ["realistc"]}, "did you mean realistic"),
        ({"scores": {"cooperation": 5}}, "write OPTION.CRITERION, for example mutual-defense.architecture"),
        ({"scores": {"cooperation.readines": 5}}, "did you mean readiness"),
        ({"scores": {"coperation.readiness": 5}}, "did you mean cooperation"),
        ({"scores": {"cooperation.readiness": 100.1}}, "from 0 to 100"),
        ({"scores": {"cooperation.readiness": -1}}, "from 0 to 100"),
        ({"scores": {"cooperation.readiness": math.nan}}, "from 0 to 100"),
        ({"scores": {"cooperation.readiness": True}}, "from 0 to 100"),
        ({"scores": {"cooperation.securty": 5}}, "unknown criterion securty; did you mean security"),
        ({"scores": ["cooperation.readiness"]}, "give a mapping by id"),
        ({"weights": [20, 20]}, "give points by group or criterion id"),
        ({"options": "cooperation"}, "options='cooperation': give a list of ids"),
        ({"screens": 3}, "screens=3: give a list of ids"),
        ({"profile": "balancd"}, "did you mean balanced"),
    ],
)
def test_wrong_arguments_are_refused(paper: Study, arguments: dict[str, Any], fault: str) -> None:
    """Unknown ids, options named twice and impossible scores are refused, saying which."""
    with pytest.raises(ArgumentProblem) as caught:
        rank(paper, **arguments)
    assert fault in str(caught.value)


def test_standing_of_an_option_left_out_is_refused(paper: Study) -> None:
    """Asking for an option that was not compared is a mistake with a clear answer."""
    with pytest.raises(ArgumentProblem, match="unknown option in this ranking no-treaty"):
        rank(paper).standing("no-treaty")


# --- properties of every ranking


@MANY
@given(plans())
def test_values_agree_with_exact_arithmetic(drawn: Plan) -> None:
    """Value, low and high are the exact weighted sums to within rounding, and lie in order within 0-100."""
    standings = rank(drawn.study(), baseline=True).standings
    assert {each.id for each in standings} == set(drawn.options)
    for each in standings:
        option = drawn.options.index(each.id)
        found = each.low, each.value, each.high
        assert found == pytest.approx([float(drawn.value(option, end)) for end in (0, 1, 2)], abs=1e-9)
        assert -1e-9 <= each.low <= each.value <= each.high <= 100 + 1e-9


@MANY
@given(plans())
def test_contributions_sum_to_the_value(drawn: Plan) -> None:
    """The contributions of the criteria sum to the value, as do those of the groups."""
    standings = rank(drawn.study()).standings
    assert {each.id for each in standings} == set(drawn.options[drawn.baseline :])
    for each in standings:
        assert math.fsum(part for _, part in each.criteria) == pytest.approx(each.value, abs=1e-12)
        assert math.fsum(part for _, part in each.groups) == pytest.approx(each.value, abs=1e-12)
        assert [id for id, _ in each.criteria] == list(drawn.criteria)


@MANY
@given(plans(screened=True))
def test_shortlist_holds_just_what_passes(drawn: Plan) -> None:
    """Every option inside all limits is ranked, and no other; each margin is the distance to the nearer limit."""
    ranking = rank(drawn.study())
    compared = range(1 if drawn.baseline else 0, len(drawn.options))
    assert set(ranking.shortlist) == {drawn.options[o] for o in compared if drawn.passes(o)}
    for each in ranking.standings:
        figures = drawn.scores[drawn.options.index(each.id)]
        for met, (criterion, least, most), asked in zip(
            each.screens, drawn.bands(), drawn.screens, strict=True
        ):
            low, best, high = figures[criterion]
            passes = least <= best <= most
            rooms = [] if asked[1] is None else [best - least]
            rooms += [] if asked[2] is None else [most - best]
            assert (met.margin, met.passes) == (min(rooms), passes)
            same = low >= least and high <= most if passes else high < least or low > most
            assert met.throughout is same


@MANY
@given(plans(min_options=2))
def test_ranks_follow_the_values(drawn: Plan) -> None:
    """An option's rank is one more than the number of ranked options that are really ahead of it."""
    ranking = rank(drawn.study())
    values = {id: drawn.value(drawn.options.index(id)) for id in ranking.shortlist}
    for id, value in values.items():
        assert ranking.standing(id).rank == 1 + sum(other > value for other in values.values())
    ordered = [ranking.standing(id) for id in ranking.shortlist]
    assert [each.rank for each in ordered] == sorted(each.rank or 0 for each in ordered)


@MANY
@given(plans(min_options=2), st.data())
def test_dominated_option_never_ranks_above_its_dominator(drawn: Plan, data: st.DataObject) -> None:
    """An option at least as good on every criterion has at least the value, and ranks no lower; maximums aside."""
    better = data.draw(st.integers(0, len(drawn.scores) - 1))
    worse = data.draw(st.integers(0, len(drawn.scores) - 1).filter(lambda o: o != better))
    scores = list(drawn.scores)
    scores[worse] = tuple(
        tuple(min(a, b) for a, b in zip(mine, theirs, strict=True))  # type: ignore[misc]
        for mine, theirs in zip(scores[worse], scores[better], strict=True)
    )
    minimums = tuple(each for each in drawn.screens if each[2:] == (None,))
    drawn = replace(drawn, scores=tuple(scores), baseline=False, screens=minimums)
    ranking = rank(drawn.study())
    above, below = (ranking.standing(drawn.options[o]) for o in (better, worse))
    assert above.value >= below.value
    if below.rank is not None:
        assert above.rank is not None
        assert above.rank <= below.rank


@QUICK
@given(plans(min_options=2), st.randoms(use_true_random=False))
def test_order_of_the_file_changes_nothing(drawn: Plan, random: Any) -> None:
    """Options, criteria, groups and scores in any order give the same floats and the same verdict."""

    def shuffled(mapping: dict[str, Any]) -> dict[str, Any]:
        keys = list(mapping)
        random.shuffle(keys)
        return {key: mapping[key] for key in keys}

    data = drawn.data()
    for group in data["groups"].values():
        group["criteria"] = shuffled(group["criteria"])
    for option in data["options"].values():
        option["scores"] = shuffled(option["scores"])
    data |= {key: shuffled(data[key]) for key in ("groups", "options", "screens")}
    one, other = rank(drawn.study()), rank(Study.model_validate(data))
    assert one.shortlist == other.shortlist
    for each in one.standings:
        twin = other.standing(each.id)
        assert (each.rank, each.value, each.low, each.high) == (twin.rank, twin.value, twin.low, twin.high)
        assert dict(each.criteria) == dict(twin.criteria)
        assert dict(each.groups) == dict(twin.groups)
    assert replace(one.verdict, share=None, level=()) == replace(other.verdict, share=None, level=())
    assert set(one.verdict.level) == set(other.verdict.level)
    assert (one.verdict.share is None) is (other.verdict.share is None)
    if one.verdict.share is not None and other.verdict.share is not None:
        assert one.verdict.share == pytest.approx(other.verdict.share, abs=1e-14)
    assert {each.id: each for each in one.intervals}.keys() == {each.id for each in other.intervals}
    assert sorted(one.thresholds) == sorted(other.thresholds)


@QUICK
@given(plans(min_options=2))
def test_intervals_hold_where_the_ranking_is_made_again(drawn: Plan) -> None:
    """Ranked again with points typed just inside a group's interval, the leader leads; just outside, not."""
    study = drawn.study()
    ranking = rank(study)
    assume(len(ranking.shortlist) > 1 and ranking.intervals)
    for each in ranking.intervals:
        if each.kind == "criterion" or each.lead is None:
            continue
        for t, inside in (
            (each.lead.low + 1e-5, True),
            (each.lead.high - 1e-5, True),
            (each.lead.low - 1e-5, False),
            (each.lead.high + 1e-5, False),
        ):
            if not 0 <= t <= 1 or (inside and each.lead.high - each.lead.low < 3e-5):
                continue
            if not inside and len(drawn.groups) == 1:
                continue
            leaders = rank(study, typed(ranking, each.id, t)).verdict.leaders
            assert (ranking.shortlist[0] in leaders) is inside, (each, t)


def typed(ranking: Ranking, target: str, t: float) -> dict[str, float]:
    """Points for every group that put one at weight t and keep the others in proportion."""
    others = [each for each in ranking.weights.groups if each.id != target]
    rest = math.fsum(each.weight for each in others)
    share = {each.id: each.weight / rest if rest else 1 / len(others) for each in others}
    return {target: 100 * t, **{id: 100 * (1 - t) * part for id, part in share.items()}}


@QUICK
@given(plans())
def test_plain_data_is_json(drawn: Plan) -> None:
    """The whole answer is finite plain data that JSON returns unchanged."""
    found = rank(drawn.study(), baseline=True).to_dict()
    assert finite(found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_plain_data_of_the_paper_is_json(paper: Study) -> None:
    """So is the answer for the paper, with a score set."""
    found = rank(paper, scores={"cooperation.readiness": 90}, screens=[], baseline=True).to_dict()
    assert finite(found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["changes"] == [
        {"option": "cooperation", "criterion": "readiness", "score": 90.0, "was": 75.0}
    ]


def test_results_are_frozen(paper: Study) -> None:
    """Neither the ranking nor its parts can be changed."""
    ranking = rank(paper)
    for part, name in ((ranking, "screens"), (ranking.standings[0], "rank"), (ranking.verdict, "tier")):
        with pytest.raises(FrozenInstanceError):
            setattr(part, name, None)
    for part, name in ((ranking.intervals[0], "lead"), (ranking.pairs[0], "necessary")):
        with pytest.raises(AttributeError):
            setattr(part, name, None)


# --- ties and the words of the verdict


def test_ties_share_a_rank() -> None:
    """Two options level at the top are both first and the next is third; the weaker commitment stands first."""
    ranking = rank(plan([20, 60], [60, 20], [10, 10]).study())
    assert [(each.id, each.rank) for each in ranking.standings] == [
        ("option-0", 1),
        ("option-1", 1),
        ("option-2", 3),
    ]
    assert ranking.verdict.tier == ranking.verdict.upper == "tied"
    assert ranking.verdict.leaders == ("option-0", "option-1")
    assert (ranking.verdict.share, ranking.verdict.runner_up, ranking.verdict.lead) == (None, None, 0.0)


def test_ties_below_the_top_share_a_rank() -> None:
    """A tie for the second place leaves the third empty."""
    ranking = rank(plan([10, 10], [60, 20], [20, 60], [90, 90]).study())
    assert [each.rank for each in ranking.standings] == [1, 2, 2, 4]
    assert [each.id for each in ranking.standings] == ["option-3", "option-1", "option-2", "option-0"]


def test_rounding_is_a_tie_and_a_real_lead_is_not() -> None:
    """Values within 1e-9 are level; a thousand times that is a lead."""
    assert rank(plan([50, 50], [50, 50 + 1e-9]).study()).verdict.tier == "tied"
    assert rank(plan([50, 50], [50, 50 + 1e-6]).study()).verdict.leaders == ("option-1",)


def test_one_option_left_is_sole() -> None:
    """With one option ranked there is nothing to be sure of."""
    verdict = rank(plan([50], [20], screens=((0, 40.0),)).study()).verdict
    assert (verdict.tier, verdict.leaders, verdict.share) == ("sole", ("option-0",), None)
    assert rank(plan([50], [20], screens=((0, 40.0),)).study()).intervals == ()


def test_no_option_left_is_none() -> None:
    """Where nothing passes nobody leads."""
    ranking = rank(plan([50], [20], screens=((0, 60.0),)).study())
    assert (ranking.verdict.tier, ranking.verdict.leaders, ranking.shortlist) == ("none", (), ())
    assert (ranking.intervals, ranking.pairs) == ((), ())
    assert [each.rank for each in ranking.standings] == [None, None]


@pytest.mark.parametrize(
    ("ahead", "behind", "word"),
    [
        (95, 5, "robust"),
        (94, 6, "leaning"),
        (75, 25, "leaning"),
        (74, 26, "contested"),
        (51, 49, "contested"),
    ],
)
def test_tiers_of_two_options(ahead: int, behind: int, word: str) -> None:
    """With two options the exact share decides: 0.95 is robust already, 0.75 leaning."""
    verdict = rank(plan([ahead, 0], [0, behind]).study()).verdict
    exact = winning_share([ahead, -behind])
    assert exact == Fraction(ahead, 100)
    assert verdict.share == pytest.approx((float(exact),) * 2, abs=1e-15)
    assert verdict.tier == verdict.upper == word


def test_a_tie_at_all_of_a_weight_is_not_necessary() -> None:
    """A leader that is never behind, but only level where one group has all of the weight, is robust and says where."""
    verdict = rank(plan([70, 60, 50], [20, 20, 50]).study()).verdict
    assert (verdict.tier, verdict.upper, verdict.share) == ("robust", "robust", (1.0, 1.0))
    assert verdict.level == ("group-2",)


def test_a_leader_that_is_behind_somewhere_is_level_nowhere_of_note() -> None:
    """Where it draws level is told only of a leader that is behind at no weighting."""
    assert rank(plan([70, 60, 50], [20, 65, 50]).study()).verdict.level == ()


def test_a_study_with_one_group_is_judged_over_its_criteria() -> None:
    """There is one weighting of one group, so the verdict is over all weightings of its criteria."""
    ranking = rank(plan([80, 20], [40, 40], sizes=(2,)).study())
    verdict = ranking.verdict
    assert winning_share([40, -20]) == Fraction(2, 3)
    assert (verdict.tier, verdict.over) == ("contested", "criteria")
    assert verdict.share == pytest.approx((2 / 3, 2 / 3))
    assert [pair.winning_index for pair in ranking.pairs] == pytest.approx([2 / 3, 1 / 3])
    assert verdict.weight_space.startswith("criteria")


def test_a_study_with_one_group_can_be_necessary_over_its_criteria() -> None:
    """Ahead on every criterion is necessary; ahead on average is not."""
    assert rank(plan([80, 60], [40, 40], sizes=(2,), spread=5).study()).verdict.tier == "necessary"
    level = rank(plan([80, 40], [40, 40], sizes=(2,)).study()).verdict
    assert (level.tier, level.level) == ("robust", ("criterion-1",))


def test_a_weight_that_is_all_there_is_has_no_interval() -> None:
    """The only group's weight cannot move; nor can the only criterion's."""
    one_group = rank(plan([80, 20], [40, 40], sizes=(2,)).study())
    assert [each.id for each in one_group.intervals] == ["criterion-0", "criterion-1"]
    lone = rank(plan([80], [40], spread=5).study())
    assert (lone.intervals, lone.verdict.over, lone.verdict.tier) == ((), "single", "necessary")


def test_several_groups_are_judged_over_the_groups(paper: Study) -> None:
    """The weightings of the paper's study are of its groups."""
    assert rank(paper).verdict.over == "groups"


def test_bounds_can_straddle_two_tiers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cells are too many and the bounds on the share fall in two tiers the verdict names both."""
    monkeypatch.setattr("treatyopt.methods.weightspace.LIMIT", 0)
    # The leader beats each rival in 0.8 of the weightings, so it leads in at least 0.6 and at most 0.8.
    verdict = rank(plan([60, 60], [20, 70], [70, 20]).study()).verdict
    assert winning_share([40, -10]) == winning_share([-10, 40]) == Fraction(4, 5)
    assert verdict.share == pytest.approx((0.6, 0.8), abs=1e-15)
    assert (verdict.tier, verdict.upper) == ("contested", "leaning")


def test_necessary_needs_the_whole_range() -> None:
    """Ahead at every weighting and every score in range is necessary; ranges that meet make it settled."""
    apart = rank(plan([60, 70], [40, 50], spread=9.9).study())
    assert (apart.verdict.tier, apart.verdict.share) == ("necessary", (1.0, 1.0))
    overlapping = rank(plan([60, 70], [40, 50], spread=10).study())
    assert (overlapping.verdict.tier, overlapping.verdict.share) == ("settled", (1.0, 1.0))
    assert [pair.necessary for pair in apart.pairs] == [True, False]
    assert not any(pair.necessary for pair in overlapping.pairs)


def test_necessary_is_judged_against_every_rival() -> None:
    """One rival within reach is enough to be less than necessary."""
    verdict = rank(plan([60, 70], [10, 10], [55, 65], spread=10).study()).verdict
    assert verdict.tier == "settled"


def test_necessary_is_not_judged_by_the_runner_up_alone() -> None:
    """An option of low value whose range reaches the leader's is enough to be less than necessary."""
    leader, runner_up = ((50.0, 60.0, 70.0),) * 2, ((40.0, 45.0, 49.0),) * 2
    drawn = plan([60, 60], [45, 45], [20, 20])
    wide, narrow = ((0.0, 20.0, 65.0),) * 2, ((0.0, 20.0, 49.0),) * 2
    for third, tier in ((wide, "settled"), (narrow, "necessary")):
        verdict = rank(replace(drawn, scores=(leader, runner_up, third)).study()).verdict
        assert (verdict.runner_up, verdict.tier) == ("option-1", tier)


def test_equal_values_screened_out_stand_by_degree() -> None:
    """Of options screened out with the same value, the weaker commitment stands first, in any file order."""
    data = plan([90, 90], [30, 10], [10, 30], screens=((0, 40.0),)).data()
    data["options"] = dict(reversed(data["options"].items()))
    standings = rank(Study.model_validate(data)).standings
    assert [each.id for each in standings] == ["option-0", "option-1", "option-2"]


@MANY
@given(plans(min_options=2, max_options=3), st.integers(0, 2**32 - 1))
def test_necessary_leader_leads_at_every_sample(drawn: Plan, seed: int) -> None:
    """Under a necessary verdict, no sampled weights and scores put another option first."""
    ranking = rank(drawn.study())
    if ranking.verdict.tier != "necessary":
        return
    assert sample_gap(drawn, ranking, seed) >= -1e-9


def test_necessary_leader_of_a_made_study_leads_at_every_sample() -> None:
    """The same for a study made to have a necessary leader, with shares inside its groups."""
    drawn = plan(
        [80, 90, 70, 95],
        [50, 60, 40, 60],
        [30, 20, 45, 70],
        sizes=(2, 1, 1),
        spread=10,
        shares={0: (1.0, 3.0)},
    )
    ranking = rank(drawn.study())
    assert ranking.verdict.tier == "necessary"
    assert sample_gap(drawn, ranking, 1) > 0


def sample_gap(drawn: Plan, ranking: Ranking, seed: int) -> float:
    """The least gap from the leader to any rival over sampled group weights and scores in range."""
    rng = np.random.default_rng(seed)
    shares = np.concatenate([[float(x) for x in drawn.share(g)] for g in range(len(drawn.sizes))])
    groups = rng.dirichlet(np.ones(len(drawn.sizes)), 500)
    weights = np.repeat(groups, drawn.sizes, axis=1) * shares

    def values(id: str) -> Any:
        figures = np.array(drawn.scores[drawn.options.index(id)])
        scores = figures[:, 0] + rng.random((500, len(shares))) * (figures[:, 2] - figures[:, 0])
        return (weights * scores).sum(axis=1)

    leader, *rivals = ranking.shortlist
    return min(float((values(leader) - values(rival)).min()) for rival in rivals)


@MANY
@given(plans(min_options=2))
def test_verdict_word_follows_from_exact_shares(drawn: Plan) -> None:
    """The word is the one that exact arithmetic on the shortlist gives, except right at an edge."""
    ranking = rank(drawn.study())
    shortlist = [drawn.options.index(id) for id in ranking.shortlist]
    values = [drawn.value(option) for option in shortlist]
    verdict = ranking.verdict
    if not shortlist:
        assert verdict.tier == "none"
    elif len(shortlist) == 1:
        assert verdict.tier == "sole"
    elif values.count(max(values)) > 1:
        assert verdict.tier == "tied"
        assert len(verdict.leaders) == values.count(max(values))
    else:
        leader, *rivals = shortlist
        low = drawn.space_row(leader, 0)
        highs = [drawn.space_row(rival, 2) for rival in rivals]
        necessary = all(a > b for high in highs for a, b in zip(low, high, strict=True))
        row = drawn.space_row(leader)
        settled = all(a > b for rival in rivals for a, b in zip(row, drawn.space_row(rival), strict=True))
        assert (verdict.tier in ("necessary", "settled")) is settled
        ranges = any(low < high for option in shortlist for low, _, high in drawn.scores[option])
        assert (verdict.tier == "necessary") is (necessary and ranges)
        share = in_fractions([drawn.space_row(option) for option in shortlist], 0)
        indices = [
            winning_share([a - b for a, b in zip(row, drawn.space_row(rival), strict=True)])
            for rival in rivals
        ]
        assert max(Fraction(0), 1 - sum(1 - each for each in indices)) <= share <= min(indices)
        assert verdict.share == pytest.approx((float(share), float(share)), abs=1e-12)
        if not settled and min(abs(share - Fraction(3, 4)), abs(share - Fraction(19, 20))) > 1e-12:
            expected = "robust" if share > 0.95 else "leaning" if share > 0.75 else "contested"
            assert verdict.tier == verdict.upper == expected


def test_no_weights_make_a_screened_out_option_lead(paper: Study) -> None:
    """However the points are set, what fails a screen has no rank."""
    groups = [each.id for each in paper.groups]
    assert len(groups) == 5
    for group in groups:
        none = dict.fromkeys(groups, 0.0)
        ranking = rank(paper, {**none, group: 1})
        assert set(ranking.shortlist) == {"mutual-security", "cooperation"}
        assert ranking.verdict.leaders[0] in {"mutual-security", "cooperation"}


def test_no_options_at_all_are_refused(paper: Study) -> None:
    """An empty list of options is a mistake, not a way to say all."""
    with pytest.raises(ArgumentProblem, match="no option is named"):
        rank(paper, options=[])


def test_finished_weights_take_no_profile(paper: Study) -> None:
    """A profile beside finished weights would have no effect, and is refused."""
    with pytest.raises(ArgumentProblem, match="profile=nato"):
        rank(paper, weigh(paper), "nato")
