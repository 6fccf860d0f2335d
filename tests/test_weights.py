"""Points to weights: by id, by group, by criterion, and both together."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY, QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, FileProblem, Study, weigh
from treatyopt.ranking.weightfile import Held, read_weights

PROFILES = ("balanced", "our-reading", "russia", "nato", "cautious", "ambitious")
GROUPS = ("security", "partnership", "credibility", "realism", "europe")
SECURITY = ("reassurance", "stand-off", "conflict-prevention", "arms-control", "mutual-assistance")

magnitudes = st.one_of(
    st.just(0.0),
    st.sampled_from([1e-12, 1e-9, 1e-3, 1.0, 99.5, 1e6, 1e9]),
    st.floats(1e-12, 1e9, allow_nan=False),
)


def three_and_two(points: tuple[float, float] = (60.0, 40.0), **more: Any) -> Plan:
    """A group of three criteria and one of two."""
    return plan([10] * 5, [20] * 5, sizes=(3, 2), points=points, **more)


def expected(of: Plan, typed: Mapping[str, float]) -> dict[str, Fraction]:
    """The rule of weights in exact arithmetic, for points that do not contradict each other."""
    parts: dict[str, Fraction] = {}
    for g, group in enumerate(of.groups):
        share = dict(zip(of.within(g), of.share(g), strict=True))
        named = {id: Fraction(typed[id]) for id in share if id in typed}
        total = Fraction(typed.get(group, of.points[g]))
        rest = {id: each for id, each in share.items() if id not in named}
        left = total - sum(named.values()) if group in typed else total * sum(rest.values(), Fraction())
        whole = sum(rest.values(), Fraction())
        for id, each in rest.items():
            parts[id] = left * (each / whole if whole else Fraction(1, len(rest)))
        parts |= named
    everything = sum(parts.values())
    return {id: part / everything for id, part in parts.items()}


@pytest.mark.parametrize("profile", PROFILES)
def test_weights_of_every_profile_sum_to_one(paper: Study, profile: str) -> None:
    """The criteria of each profile of the paper weigh 1 together, and so do its groups."""
    weights = weigh(paper, profile=profile)
    assert math.fsum(each.weight for each in weights.criteria) == pytest.approx(1, abs=1e-15)
    assert math.fsum(each.weight for each in weights.groups) == pytest.approx(1, abs=1e-15)


def test_profile_points_become_weights(paper: Study) -> None:
    """A profile's points over 100 are its groups' weights, divided equally among the criteria of each."""
    weights = weigh(paper, profile="our-reading")
    assert {each.id: each.weight for each in weights.groups} == pytest.approx(
        {"security": 0.15, "partnership": 0.30, "credibility": 0.20, "realism": 0.20, "europe": 0.15}
    )
    assert weights.of("reassurance") == pytest.approx(0.03)
    assert weights.of("equality") == pytest.approx(0.10)


def test_study_chooses_the_profile(paper: Study) -> None:
    """Without a profile the study's own is used, and named."""
    assert weigh(paper) == weigh(paper, profile="balanced")
    assert weigh(paper).profile == "balanced"


@MANY
@given(plans(), st.data())
def test_weights_follow_the_rule_exactly(drawn: Plan, data: st.DataObject) -> None:
    """Whatever is typed, if it can be used, gives the weights that exact arithmetic gives."""
    ids = [*drawn.groups, *drawn.criteria]
    typed = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 50).map(float), max_size=5))
    try:
        weights = weigh(drawn.study(), typed)
    except ArgumentProblem:
        return  # contradictions and all-zero points have tests of their own
    wanted = expected(drawn, typed)
    found = {each.id: each.weight for each in weights.criteria}
    assert found == pytest.approx({id: float(w) for id, w in wanted.items()}, abs=1e-14)


@MANY
@given(plans(), st.data())
def test_only_contradictions_and_zeros_are_refused(drawn: Plan, data: st.DataObject) -> None:
    """Points are refused just when a group's criteria contradict its total, or when nothing is left."""
    ids = [*drawn.groups, *drawn.criteria]
    typed = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 20).map(float), max_size=5))
    contradictory, whole = False, 0.0
    for g, group in enumerate(drawn.groups):
        named = [typed[id] for id in drawn.within(g) if id in typed]
        if group in typed and named:
            everyone = len(named) == drawn.sizes[g]
            contradictory |= sum(named) > typed[group] or (everyone and sum(named) < typed[group])
        free = [s for id, s in zip(drawn.within(g), drawn.share(g), strict=True) if id not in typed]
        whole += typed.get(group, sum(named) + drawn.points[g] * float(sum(free)))
    if contradictory or not whole:
        with pytest.raises(ArgumentProblem):
            weigh(drawn.study(), typed)
    else:
        assert math.fsum(each.weight for each in weigh(drawn.study(), typed).criteria) == pytest.approx(1)


@MANY
@given(plans(), st.data())
def test_extreme_points_stay_normalised(drawn: Plan, data: st.DataObject) -> None:
    """Points from 1e-12 to 1e9 side by side still give finite weights >= 0 that sum to 1, in groups too."""
    typed = data.draw(st.dictionaries(st.sampled_from(drawn.criteria), magnitudes, max_size=8))
    study = drawn.study()
    try:
        weights = weigh(study, typed)
    except ArgumentProblem:
        assert not any(typed.values())
        return
    assert all(math.isfinite(each.weight) and each.weight >= 0 for each in weights.criteria)
    assert math.fsum(each.weight for each in weights.criteria) == pytest.approx(1, abs=1e-12)
    for group in weights.groups:
        inside = [each for each in weights.criteria if each.group == group.id]
        assert math.fsum(each.weight for each in inside) == pytest.approx(group.weight, abs=1e-12)
        assert math.fsum(each.share for each in inside) == pytest.approx(1, abs=1e-12)


@QUICK
@given(plans(), st.data(), st.floats(1e-6, 1e6))
def test_scale_of_the_points_is_irrelevant(drawn: Plan, data: st.DataObject, factor: float) -> None:
    """When everything is typed, only the proportions of the points count."""
    ids = data.draw(st.sampled_from([drawn.groups, drawn.criteria]))
    points = data.draw(st.lists(st.floats(1e-3, 1e3), min_size=len(ids), max_size=len(ids)))
    typed = dict(zip(ids, points, strict=True))
    scaled = {id: value * factor for id, value in typed.items()}
    study = drawn.study()
    one, other = weigh(study, typed), weigh(study, scaled)
    every = [*drawn.groups, *drawn.criteria]
    assert [one.of(id) for id in every] == pytest.approx([other.of(id) for id in every], abs=1e-14)


@QUICK
@given(st.permutations([("group-0", 30.0), ("criterion-1", 12.0), ("criterion-4", 5.0), ("group-1", 9.0)]))
def test_order_of_the_flags_is_irrelevant(flags: list[tuple[str, float]]) -> None:
    """The same points typed in any order give the very same weights."""
    study = three_and_two().study()
    straight = weigh(study, {"group-0": 30, "criterion-1": 12, "criterion-4": 5, "group-1": 9})
    mixed = weigh(study, dict(flags))
    assert (mixed.groups, mixed.criteria) == (straight.groups, straight.criteria)


def test_group_alone_keeps_inner_shares() -> None:
    """A group's points replace its total, and its criteria keep their shares of it."""
    study = three_and_two(shares={0: (3.0, 2.0, 1.0)}).study()
    weights = weigh(study, {"group-0": 10})
    assert weights.of("group-0") == pytest.approx(10 / 50)
    assert [each.share for each in weights.criteria][:3] == pytest.approx([3 / 6, 2 / 6, 1 / 6])
    assert weights.of("criterion-0") == pytest.approx(10 / 50 * 3 / 6)


def test_criterion_alone_moves_its_groups_total() -> None:
    """A criterion's points replace its own, its group's total moves with them, the others stay."""
    weights = weigh(three_and_two().study(), {"criterion-0": 50})
    assert [each.points for each in weights.groups] == pytest.approx([50 + 20 + 20, 40])
    assert weights.of("criterion-0") == pytest.approx(50 / 130)
    assert weights.of("criterion-1") == pytest.approx(20 / 130)
    assert weights.of("criterion-3") == pytest.approx(20 / 130)


def test_criterion_at_zero_leaves_its_group() -> None:
    """A criterion at zero points takes its part out of the group's total."""
    weights = weigh(three_and_two().study(), {"criterion-0": 0})
    assert weights.of("criterion-0") == 0
    assert weights.of("group-0") == pytest.approx(40 / 80)


def test_group_with_some_of_its_criteria_fixes_the_total() -> None:
    """With both typed, the named criterion takes from the total and the rest share what remains."""
    study = three_and_two(shares={0: (3.0, 2.0, 1.0)}).study()
    weights = weigh(study, {"group-0": 30, "criterion-0": 12})
    assert weights.of("group-0") == pytest.approx(30 / 70)
    assert weights.of("criterion-0") == pytest.approx(12 / 70)
    assert weights.of("criterion-1") == pytest.approx(12 / 70)  # two thirds of the remaining 18
    assert weights.of("criterion-2") == pytest.approx(6 / 70)


def test_group_with_all_its_criteria_may_agree() -> None:
    """Naming a group and all its criteria is accepted when they make its total."""
    weights = weigh(three_and_two().study(), {"group-1": 0.3, "criterion-3": 0.1, "criterion-4": 0.2})
    assert weights.of("criterion-4") == pytest.approx(0.2 / 60.3)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"group-1": 10, "criterion-3": 11}, "criterion-3=11"),
        ({"group-1": 10, "criterion-3": 6, "criterion-4": 6}, "criterion-3=6"),
        ({"group-1": 10, "criterion-3": 4, "criterion-4": 4}, "drop one of them"),
        ({"group-1": 0, "criterion-3": 1}, "group-1=0"),
        ({"group-1": 1e-9, "criterion-3": 2e-9}, "group-1=0.000000001"),
        ({"group-1": 1e9, "criterion-3": 9e8, "criterion-4": 1}, "group-1=1000000000"),
    ],
)
def test_contradictions_are_refused(typed: dict[str, float], named: str) -> None:
    """Criteria that take more than their group's total, or all of them making less, are refused by name."""
    with pytest.raises(ArgumentProblem) as caught:
        weigh(three_and_two().study(), typed)
    assert named in str(caught.value)


def test_group_at_zero_is_raised_with_equal_shares() -> None:
    """A group without points has equal inner shares when it is given some."""
    study = three_and_two(points=(0.0, 100.0)).study()
    assert weigh(study).of("group-0") == 0
    weights = weigh(study, {"group-0": 100})
    assert [weights.of(f"criterion-{c}") for c in range(3)] == pytest.approx([1 / 6] * 3)


def test_group_at_zero_is_raised_with_the_profiles_shares() -> None:
    """A group without points keeps the shares its profile gives for when it is raised."""
    study = three_and_two(points=(0.0, 100.0), shares={0: (1.0, 0.0, 3.0)}).study()
    weights = weigh(study, {"group-0": 100})
    assert [weights.of(f"criterion-{c}") for c in range(3)] == pytest.approx([1 / 8, 0, 3 / 8])


def test_group_typed_as_zero_keeps_its_shares() -> None:
    """A group typed as zero weighs nothing and still holds the shares of its profile."""
    weights = weigh(three_and_two(shares={0: (3.0, 2.0, 1.0)}).study(), {"group-0": 0})
    assert weights.of("criterion-0") == 0
    assert [each.share for each in weights.criteria][:3] == pytest.approx([3 / 6, 2 / 6, 1 / 6])


def test_criteria_all_at_zero_have_equal_shares() -> None:
    """A group whose criteria are all typed as zero weighs nothing and has equal inner shares."""
    weights = weigh(three_and_two().study(), {"criterion-3": 0, "criterion-4": 0})
    assert weights.of("group-1") == 0
    assert [each.share for each in weights.criteria][3:] == [0.5, 0.5]


def test_rest_without_shares_divides_equally() -> None:
    """Where the criteria that are left have no share in the profile, they divide the remainder equally."""
    study = three_and_two(shares={0: (1.0, 0.0, 0.0)}).study()
    weights = weigh(study, {"group-0": 60, "criterion-0": 20})
    assert [weights.of(f"criterion-{c}") for c in range(3)] == pytest.approx([0.2, 0.2, 0.2])


def test_only_the_proportion_of_shares_counts() -> None:
    """Shares in a profile need not sum to anything."""
    small = three_and_two(shares={1: (1.0, 3.0)}).study()
    large = three_and_two(shares={1: (25.0, 75.0)}).study()
    assert weigh(small).criteria == weigh(large).criteria
    assert weigh(small).of("criterion-4") == pytest.approx(0.3)


def test_all_zero_is_refused(paper: Study) -> None:
    """At least one group or criterion must have points."""
    with pytest.raises(ArgumentProblem, match="all weights are zero"):
        weigh(paper, dict.fromkeys(GROUPS, 0))


def test_single_criterion_can_carry_everything(paper: Study) -> None:
    """With every group at zero but one criterion named, that criterion weighs 1."""
    everything = {**dict.fromkeys(GROUPS, 0), "security": 7, **dict.fromkeys(SECURITY[1:], 0)}
    assert weigh(paper, everything).of("reassurance") == 1


@pytest.mark.parametrize(
    "value",
    [-1, -1e-300, math.nan, math.inf, -math.inf, 1.1e9, 10**400, True, "5", None, [1]],
    ids=repr,
)
def test_impossible_points_are_refused(paper: Study, value: Any) -> None:
    """Points are finite numbers from 0 to 1e9, and the message names the id."""
    with pytest.raises(ArgumentProblem, match="realism="):
        weigh(paper, {"realism": value})


def test_unknown_id_is_answered_with_the_nearest(paper: Study) -> None:
    """A misspelt group or criterion, or profile, is refused with a suggestion."""
    with pytest.raises(ArgumentProblem, match="did you mean realism"):
        weigh(paper, {"realizm": 5})
    with pytest.raises(ArgumentProblem, match="did you mean cautious"):
        weigh(paper, profile="cautios")


def test_what_was_typed_stands_beside_what_was_used(paper: Study) -> None:
    """The result holds the typed points as they were, and the points and weights they led to."""
    weights = weigh(paper, {"realism": 60, "equality": 0})
    assert weights.typed == (("realism", 60.0), ("equality", 0.0))
    assert weights.name == "balanced, realism=60, equality=0"
    found = weights.to_dict()
    assert found["typed"] == [{"id": "realism", "points": 60.0}, {"id": "equality", "points": 0.0}]
    (realism,) = [each for each in found["groups"] if each["id"] == "realism"]
    assert realism == {"id": "realism", "points": 60.0, "weight": pytest.approx(0.45)}
    assert json.loads(json.dumps(found)) == found


def test_a_name_can_be_given(paper: Study) -> None:
    """Weights take the name they are given."""
    assert weigh(paper, name="mine").name == "mine"


def test_of_looks_up_groups_and_criteria(paper: Study) -> None:
    """The weight of any group or criterion is found by its id, and an unknown id is refused."""
    weights = weigh(paper)
    assert weights.of("security") == pytest.approx(0.2)
    assert weights.of("reassurance") == pytest.approx(0.04)
    with pytest.raises(ArgumentProblem, match="did you mean reassurance"):
        weights.of("reasurance")


def test_weights_are_frozen(paper: Study) -> None:
    """Nothing in the result can be changed."""
    weights = weigh(paper)
    with pytest.raises(FrozenInstanceError):
        weights.name = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        weights.criteria[0].weight = 1.0  # type: ignore[misc]


@QUICK
@given(plans(), st.randoms(use_true_random=False))
def test_order_of_the_file_is_irrelevant(drawn: Plan, random: Any) -> None:
    """Groups, criteria, points and shares in any order of the file bind to the same ids, bit for bit."""

    def shuffled(mapping: dict[str, Any]) -> dict[str, Any]:
        keys = list(mapping)
        random.shuffle(keys)
        return {key: mapping[key] for key in keys}

    data = drawn.data()
    profile = data["profiles"]["plain"]
    profile["points"] = shuffled(profile["points"])
    profile["shares"] = shuffled({group: shuffled(each) for group, each in profile["shares"].items()})
    for group in data["groups"].values():
        group["criteria"] = shuffled(group["criteria"])
    data["groups"] = shuffled(data["groups"])
    one, other = weigh(drawn.study()), weigh(Study.model_validate(data))
    assert sorted(one.criteria) == sorted(other.criteria)
    assert sorted(one.groups) == sorted(other.groups)


def test_weights_bind_by_id_not_by_sorted_name() -> None:
    """Names that sort the other way round than they stand in the file change no weight."""
    data = plan([10, 20, 30], [30, 20, 10], sizes=(2, 1), points=(90, 10)).data()
    text = json.dumps(data)
    for old, new in [("criterion-0", "z-first"), ("criterion-1", "m-second"), ("criterion-2", "a-third")]:
        text = text.replace(old, new)
    weights = weigh(Study.model_validate(json.loads(text)), {"z-first": 70})
    assert [each.id for each in weights.criteria] == ["z-first", "m-second", "a-third"]
    assert [each.weight for each in weights.criteria] == pytest.approx([70 / 125, 45 / 125, 10 / 125])


def test_profile_is_not_changed_by_what_is_typed(paper: Study) -> None:
    """Weighing with points typed leaves the study's own weights as they were."""
    before = weigh(paper)
    weigh(paper, {"security": 99, "equality": 3})
    assert weigh(paper) == before


@pytest.mark.parametrize("text", ["realism: 30\nequality: 2.5\n", '{"realism": 30, "equality": 2.5}'])
def test_points_are_read_from_yaml_and_json(tmp_path: Path, text: str) -> None:
    """A weights file is a mapping of ids to numbers, in YAML or JSON."""
    file = tmp_path / "weights"
    file.write_text(text, encoding="utf-8")
    assert read_weights(file) == Held({"realism": 30, "equality": 2.5}, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- realism\n", "is not a mapping"),
        ("realism: 30\nequality: many\n", ":2: equality: points must be a number, not the text 'many'"),
        ("realism: true\n", "points must be a number"),
        ("realism: {a: 1}\n", "a list or mapping"),
        ("realism:\n", "points must be a number, not nothing"),
        ("{}\n", "holds no points"),
    ],
)
def test_unusable_weights_files_are_refused(tmp_path: Path, text: str, fault: str) -> None:
    """A weights file with anything but ids and numbers is refused with its line."""
    file = tmp_path / "weights.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        read_weights(file)
    assert fault in str(caught.value)


def test_every_fault_of_a_weights_file_is_told(write: Callable[..., Path]) -> None:
    """All points that are not numbers are named at once."""
    with pytest.raises(FileProblem) as caught:
        read_weights(write({"a": "x", "b": 2, "c": None}))
    assert [problem.path for problem in caught.value.problems] == ["a", "c"]


def test_single_group_keeps_all_weight() -> None:
    """In a study of one group, its points do not matter."""
    drawn = replace(plan([1, 2], [2, 1], sizes=(2,)), shares={0: (1.0, 3.0)})
    assert weigh(drawn.study(), {"group-0": 1e-12}).criteria == weigh(drawn.study()).criteria


# --- points that look like shares of a whole


def of_profile(typed: Mapping[str, float], points: tuple[float, ...] = (20,) * 5) -> tuple[str, ...]:
    """What is remarked on points given beside a profile of five groups, the first of two criteria."""
    rows = [10] * 6, [20] * 6
    return weigh(plan(*rows, sizes=(2, 1, 1, 1, 1), points=points).study(), typed).remarks


SHARES = {"group-0": 0.3, "group-1": 0.3, "group-2": 0.2, "group-3": 0.2}


def test_shares_beside_a_profiles_points_are_remarked_on() -> None:
    """Fractions that sum to 1 leave a group that was not named nearly all of the weight, which is said."""
    assert of_profile(SHARES) == (
        "the points given sum to 1 and have 4.8% of the weight, since group-4 keeps 20 points of the profile "
        "plain; if shares of all the weight were meant, give group-4 0 points too",
    )


def test_a_fraction_by_itself_is_remarked_on() -> None:
    """One fraction is told as the few points it is, and how to write it."""
    assert of_profile({"group-0": 0.3}) == (
        "the points given sum to 0.3 and have 0.4% of the weight, since group-1, group-2, group-3 and group-4 "
        "keep 80 points of the profile plain; points stand beside the profile's, which sum to 100: write 30 for 0.3",
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"group-0": 60, "group-1": 40},
        {"group-0": 33.3, "group-1": 33.3, "group-2": 33.3},
        {"group-0": 0.33, "group-1": 0.33, "group-2": 0.33},
        {"group-0": 100},
        {"group-0": 100, "group-1": 0},
        {"group-0": 0.6, "group-1": 0.6},
        {"criterion-0": 0.5, "criterion-2": 0.5},
    ],
)
def test_what_sums_to_one_or_a_hundred_beside_others_is_remarked_on(typed: dict[str, float]) -> None:
    """Points that look like all there is, while others keep theirs, get one remark."""
    assert len(of_profile(typed)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"group-0": 40, "group-1": 0},
        {"group-0": 0, "group-1": 0},
        {"group-0": 1},
        {"group-0": 99, "group-1": 50},
        {**SHARES, "group-4": 0},
        {"group-0": 20, "criterion-0": 0.5, "criterion-1": 19.5},
        {f"group-{i}": 20 for i in range(5)},
    ],
)
def test_plain_points_are_not_remarked_on(typed: dict[str, float]) -> None:
    """Points on the profile's scale, zeros, and shares given to every group say nothing."""
    assert of_profile(typed) == ()


def test_groups_without_points_keep_nothing() -> None:
    """Where the profile gives the others nothing, shares of a whole do what was meant."""
    assert of_profile(SHARES, points=(25, 25, 25, 25, 0)) == ()


def test_criteria_that_keep_points_are_named() -> None:
    """In a group of which one criterion was given points, it is the others that keep theirs."""
    (said,) = of_profile({"criterion-0": 0.2, "group-1": 0.2, "group-2": 0.2, "group-3": 0.2, "group-4": 0.2})
    assert "since criterion-1 keeps 10 points" in said


def test_remarks_stand_in_plain_data(paper: Study) -> None:
    """What was remarked is part of the weights as JSON."""
    assert weigh(paper).to_dict()["remarks"] == []
    assert len(weigh(paper, {"realism": 0.3}).to_dict()["remarks"]) == 1


def test_points_may_be_any_real_number(paper: Study) -> None:
    """Points out of a numpy array or a fraction count as what they are."""
    plain = weigh(paper, {"realism": 40, "equality": 7.5})
    assert weigh(paper, {"realism": np.int64(40), "equality": Fraction(15, 2)}).criteria == plain.criteria
