"""One option's case: its contributions, its rival, what would make it lead, and what it obliges to."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studies import QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, Explanation, Ranking, Study, design, explain, load, rank
from treatyopt.study.base import Origin

PROFILES = ("balanced", "our-reading", "russia", "nato", "cautious", "ambitious")
TYPES = ("non-aggression", "cooperation", "mutual-security", "mutual-defense")
# How far inside and outside an end of an interval a weight is tried.
STEP = 1e-6


def put(ranking: Ranking, target: str, t: float) -> dict[str, float]:
    """Points for every group that put one at weight t and keep the others in proportion."""
    others = [each for each in ranking.weights.groups if each.id != target]
    rest = math.fsum(each.weight for each in others)
    parts = {each.id: each.weight / rest if rest else 1 / len(others) for each in others}
    return {target: 1000 * t, **{id: 1000 * (1 - t) * part for id, part in parts.items()}}


def probes(case: Explanation) -> Iterator[tuple[str, float, bool]]:
    """Each condition's group with weights to try, and whether the option should lead there."""
    for condition in case.conditions:
        if condition.leads is None:
            yield from ((condition.id, t / 8, False) for t in range(9))
            continue
        low, high = condition.leads.low, condition.leads.high
        if high - low > 3 * STEP:
            yield condition.id, low + STEP, True
            yield condition.id, (low + high) / 2, True
            yield condition.id, high - STEP, True
        for outside in (low - STEP, high + STEP, low / 2 if low > STEP else -1.0, (high + 1) / 2):
            if 0 <= outside <= 1 and not low - STEP / 2 <= outside <= high + STEP / 2:
                yield condition.id, outside, False


# --- what the value is made of


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("option", TYPES)
def test_contributions_are_those_of_the_standing(paper: Study, option: str, profile: str) -> None:
    """Every judgement's contribution is its weight times its score, and they sum to the option's value."""
    ranking = rank(paper, profile=profile)
    case = explain(ranking, option)
    assert case.standing is ranking.standing(option)
    assert {each.criterion: each.contribution for each in case.judgements} == dict(case.standing.criteria)
    for each in case.judgements:
        assert each.contribution == pytest.approx(each.weight * paper.option(option).on(each.criterion).score)
    assert math.fsum(each.contribution for each in case.judgements) == pytest.approx(case.standing.value)


def test_judgements_repeat_the_study(paper: Study) -> None:
    """Each criterion stands there once, in order, with its score, range, basis, reason and passages."""
    case = explain(rank(paper), "cooperation")
    assert [each.criterion for each in case.judgements] == [each.id for each in paper.criteria]
    for each in case.judgements:
        judged = paper.option("cooperation").on(each.criterion)
        assert (each.score, each.low, each.high) == (judged.score, judged.low, judged.high)
        assert (each.basis, each.reason, each.cites) == (judged.basis, judged.reason, judged.cites)
        assert each.group == paper.group_of(each.criterion).id
        assert each.name == paper.criterion(each.criterion).name


def test_every_stated_score_has_locators(paper: Study) -> None:
    """A score that the paper states cites a passage that the study has; an inferred one cites none."""
    known = {passage.id for passage in paper.source.locators}
    ranking = rank(paper)
    judged = [each for option in paper.options for each in explain(ranking, option.id).judgements]
    assert len(judged) == len(paper.options) * len(paper.criteria)
    for each in judged:
        assert bool(each.cites) is (each.basis == "stated")
        assert known.issuperset(each.cites)


def test_set_score_is_told(paper: Study) -> None:
    """A score set for the run is named with what it was, and its judgement is marked as set."""
    ranking = rank(paper, scores={"cooperation.readiness": 90, "mutual-security.equality": 10})
    case = explain(ranking, "cooperation")
    judged = next(each for each in case.judgements if each.criterion == "readiness")
    assert (judged.score, judged.low, judged.high, judged.basis, judged.cites) == (90, 90, 90, "set", ())
    assert case.to_dict()["ranking"]["changes"] == [
        {"option": "cooperation", "criterion": "readiness", "score": 90.0, "was": 75.0},
        {"option": "mutual-security", "criterion": "equality", "score": 10.0, "was": 70.0},
    ]


# --- the rival


def test_rival_is_the_runner_up_for_the_leader_and_the_leader_for_others(paper: Study) -> None:
    """The leader is set against the runner-up, all others against the leader."""
    ranking = rank(paper)
    rivals = {option.id: explain(ranking, option.id).rival for option in paper.options}
    assert rivals == {
        "no-treaty": "mutual-security",
        "non-aggression": "mutual-security",
        "cooperation": "mutual-security",
        "mutual-security": "cooperation",
        "mutual-defense": "mutual-security",
    }


def test_sole_option_has_no_rival(paper: Study) -> None:
    """Where one option is left there is nobody to set it against, and nothing that makes it lead."""
    case = explain(rank(paper, options=["cooperation"]), "cooperation")
    assert (case.rival, case.stronger, case.weaker, case.conditions) == (None, (), (), ())
    assert case.leads


@QUICK
@given(plans(min_options=2), st.data())
def test_differences_sum_to_the_gap(drawn: Plan, data: st.DataObject) -> None:
    """What it is stronger and weaker in makes exactly the gap to the rival, largest first, in two parts."""
    ranking = rank(drawn.study())
    option = data.draw(st.sampled_from(drawn.options))
    case = explain(ranking, option)
    if case.rival is None:
        assert set(ranking.shortlist) <= {option}
        return
    gap = drawn.value(drawn.options.index(option)) - drawn.value(drawn.options.index(case.rival))
    parts = [each.weighted for each in (*case.stronger, *case.weaker)]
    assert math.fsum(parts) == pytest.approx(float(gap), abs=1e-9)
    assert all(each.weighted > 0 for each in case.stronger)
    assert all(each.weighted < 0 for each in case.weaker)
    for side in (case.stronger, case.weaker):
        sizes = [abs(each.weighted) for each in side]
        assert sizes == sorted(sizes, reverse=True)


# --- what would make it lead


@pytest.mark.parametrize("screens", [None, []], ids=["screens", "no-screens"])
@pytest.mark.parametrize("profile", PROFILES)
def test_conditions_agree_with_ranking_again(paper: Study, profile: str, screens: list[str] | None) -> None:
    """Ranked again with points typed for every group, an option leads alone inside its spans and not outside."""
    ranking = rank(paper, profile=profile, screens=screens)
    tried = 0
    for option in ranking.shortlist:
        case = explain(ranking, option)
        assert [each.id for each in case.conditions] == [group.id for group in paper.groups]
        for group, t, leads in probes(case):
            again = rank(paper, put(ranking, group, t), profile=profile, screens=screens)
            assert (again.verdict.leaders == (option,)) is leads, (option, group, t)
            tried += 1
    assert tried >= 5 * len(ranking.shortlist)


@QUICK
@given(plans(min_options=2, max_options=4, max_groups=3), st.data())
def test_conditions_agree_with_ranking_again_in_any_study(drawn: Plan, data: st.DataObject) -> None:
    """The same in random studies, with shares, zero weights and ties."""
    study = drawn.study()
    ranking = rank(study)
    assume(len(drawn.groups) > 1 and len(ranking.shortlist) > 1)
    option = data.draw(st.sampled_from(ranking.shortlist))
    case = explain(ranking, option)
    assert [each.id for each in case.conditions] == list(drawn.groups)
    for group, t, leads in probes(case):
        again = rank(study, put(ranking, group, t))
        assert (again.verdict.leaders == (option,)) is leads, (option, group, t)


def test_conditions_name_who_leads_beyond(paper: Study) -> None:
    """Cooperation leads above a realism weight of 0.554, where mutual security stops leading."""
    condition = next(each for each in explain(rank(paper), "cooperation").conditions if each.id == "realism")
    assert condition.weight == pytest.approx(0.2)
    assert condition.leads is not None
    assert condition.leads.low == pytest.approx(0.55414, abs=1e-5)
    assert condition.leads[1:] == (1.0, "mutual-security", None, "mutual-security", None, None, None)


def test_screened_out_option_has_no_conditions(paper: Study) -> None:
    """No weights make an option lead that fails a screen, so none are given."""
    ranking = rank(paper)
    for option in ("non-aggression", "mutual-defense"):
        case = explain(ranking, option)
        assert case.conditions == ()
        assert (case.standing.rank, case.leads, case.compared) == (None, False, True)
    assert explain(rank(paper, screens=[]), "mutual-defense").conditions


def test_option_level_at_most_in_a_single_group_leads_at_no_weight() -> None:
    """With one group the weights of its criteria move; what is level on one of them at most leads at none."""
    case = explain(rank(plan([60, 50], [40, 50], sizes=(2,)).study()), "option-1")
    assert [each.leads for each in case.conditions] == [None, None]
    assert [each.kind for each in case.conditions] == ["criterion", "criterion"]
    assert [each.level and each.level[:2] for each in case.conditions] == [(0, 0), (1, 1)]


# --- what is not ranked


def test_baseline_is_explained_though_not_ranked(paper: Study) -> None:
    """The baseline has its value and its case against the leader without being among those compared."""
    case = explain(rank(paper), "no-treaty")
    means = [
        sum(Fraction(paper.option("no-treaty").on(c.id).score) for c in group.criteria) / len(group.criteria)
        for group in paper.groups
    ]
    assert (case.compared, case.standing.rank, case.leads) == (False, None, False)
    assert case.standing.value == pytest.approx(float(sum(means) / 5))
    assert case.rival == "mutual-security"
    assert not case.standing.passes
    assert case.conditions == ()


def test_option_left_out_is_judged_by_the_same_screens(paper: Study) -> None:
    """An option not compared meets the screens in use, and only those."""
    ranking = rank(paper, options=["mutual-security", "mutual-defense"], screens=["realistic"])
    case = explain(ranking, "cooperation")
    assert [each.screen for each in case.standing.screens] == ["realistic"]
    assert not case.compared
    assert {each.id for each in case.conditions} == {group.id for group in paper.groups}


def test_unknown_option_is_refused(paper: Study) -> None:
    """A misspelt option is answered with the nearest."""
    with pytest.raises(ArgumentProblem, match="did you mean cooperation"):
        explain(rank(paper), "coperation")


# --- obligations


@pytest.mark.parametrize(
    ("option", "carried", "new"),
    [
        ("no-treaty", 0, 0),
        ("non-aggression", 2, 2),
        ("cooperation", 21, 19),
        ("mutual-security", 40, 19),
        ("mutual-defense", 42, 2),
    ],
)
def test_obligations_of_each_type(paper: Study, option: str, carried: int, new: int) -> None:
    """A type carries what enters with it, listed first, and what enters with weaker types."""
    case = explain(rank(paper), option)
    degree = paper.option(option).degree
    entering = [each.id for each in paper.obligations if each.enters == option]
    before = [each.id for each in paper.obligations if 0 < paper.option(each.enters).degree < degree]
    assert [each.id for each in case.obligations] == [*entering, *(before if degree else [])]
    assert (len(case.obligations), len(entering)) == (carried, new)
    assert [case.is_new(each) for each in case.obligations] == [True] * new + [False] * (carried - new)
    assert case.to_dict()["new"] == entering


def test_obligations_for_enlargement_only(paper: Study) -> None:
    """Six of mutual security's obligations suppose that NATO takes in new members."""
    carried = explain(rank(paper), "mutual-security").obligations
    assert sum(each.when == "enlargement" for each in carried) == 6
    assert {each.when for each in carried} == {None, "enlargement"}


# --- as data


@pytest.mark.parametrize("option", ["no-treaty", *TYPES])
def test_plain_data_is_json(paper: Study, option: str) -> None:
    """The whole case is plain data that JSON returns unchanged."""
    found = explain(rank(paper), option).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_plain_data_agrees_with_the_case(paper: Study) -> None:
    """The plain data give the same figures as the object."""
    case = explain(rank(paper), "cooperation")
    found = case.to_dict()
    assert (found["option"]["id"], found["standing"]["rank"], found["ranked"]) == ("cooperation", 2, 2)
    assert (found["standing"]["value"], found["rival"]) == (case.standing.value, "mutual-security")
    assert [each["criterion"] for each in found["weaker"]] == [each.criterion for each in case.weaker]
    assert found["conditions"][3]["leads"]["low"] == pytest.approx(0.55414, abs=1e-5)


def test_what_evidence_contradicts_is_the_same_everywhere() -> None:
    """Data, DataFrame and text name the same judgements; of a package, and of another study, nothing is known."""
    bundled = load()
    case = explain(rank(bundled), "mutual-security")
    frame = case.to_frame()
    assert case.contradicted == tuple(frame.index[frame["contradicted"] == True])  # noqa: E712
    assert case.to_dict()["contradicted"] == list(case.contradicted)
    named = [bundled.criterion(id).name.lower() for id in case.contradicted]
    assert f"contradicts five of its scores: {', '.join(named[:-1])} and {named[-1]}." in " ".join(
        str(case).split()
    )
    copied = explain(rank(bundled.read_from(Origin("mine.yaml"))), "mutual-security")
    assert copied.contradicted is None
    assert copied.to_frame()["contradicted"].isna().all()
    with_package = bundled.with_option(design(bundled).package(id="between"))
    assert explain(rank(with_package), "between").contradicted is None


def test_case_is_frozen(paper: Study) -> None:
    """Nothing in a case can be changed."""
    case = explain(rank(paper), "cooperation")
    with pytest.raises(FrozenInstanceError):
        case.rival = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        case.judgements[0].score = 1.0  # type: ignore[misc]
