"""What was said of weights: what it leaves, and what then follows of every figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAPER
from studies import QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, FileProblem, Study, design, load, negotiate, rank, sensitivity, weigh
from treatyopt.cli import main
from treatyopt.documents.sentences import verdict
from treatyopt.packages.package import mixture

# Four groups, of which the first option leads in some and the second in others.
PLAN = plan((60, 50, 40, 30), (40, 45, 50, 45), (10, 60, 20, 50), spread=3)


@pytest.mark.parametrize(
    ("say", "message"),
    [
        (
            ["realism>=60%", "security>=50%", "europe>=1%"],
            "realism >= 60%; security >= 50%: no weighting fits both",
        ),
        (["realism>=140%"], "realism >= 140%: no weighting fits that"),
        (["security>realism", "realism>=security"], "no weighting fits both"),
        (["security>=50%", "realism>=30%", "europe>=30%", "partnership>=0%"], "no weighting fits all 3"),
        (["realism>=100%"], "realism >= 100%: that leaves no room; give points instead"),
        (["reassurance>=stand-off"], "the shares inside security are fixed (reassurance 20%"),
        (["security>=reassurance"], "the shares inside security are fixed"),
        (3, "say=3: give a list of texts"),
        ([3], "say: 3 is not a text"),
    ],
)
def test_what_cannot_hold_is_refused_by_name(paper: Study, say: Any, message: str) -> None:
    """The fewest statements that cannot hold together are named, and what leaves no room."""
    with pytest.raises(ArgumentProblem) as caught:
        weigh(paper, say=say)
    assert message in str(caught.value)
    assert "partnership >= 0%" not in str(caught.value)


def test_of_very_many_statements_some_that_are_all_needed_are_named(paper: Study) -> None:
    """Past what can be looked through by size, none of those named could be left out."""
    harmless = [f"europe>={each}%" for each in range(15)]
    with pytest.raises(ArgumentProblem, match="no weighting fits all 5") as caught:
        weigh(
            paper,
            say=[
                *harmless,
                "security>=30%",
                "realism>=30%",
                "credibility>=20%",
                "partnership>=20%",
                "europe>=1.5%",
            ],
        )
    assert "security >= 30%" in str(caught.value)


def test_points_that_break_a_statement_are_named_with_it(paper: Study) -> None:
    """A named profile, typed points, and a statement that they do not fit."""
    with pytest.raises(ArgumentProblem, match="the points of cautious break that"):
        weigh(paper, profile="cautious", say=["security>=realism"])
    with pytest.raises(ArgumentProblem, match="the points of balanced, realism=40 break that"):
        weigh(paper, {"realism": 40}, say=["security>=realism"])
    assert weigh(paper, profile="nato", say=["security>=realism"]).of("realism") == pytest.approx(0.3)


def test_without_points_the_centroid_stands_for_them(paper: Study) -> None:
    """The study's own profile gives inner shares alone; a full order has the rank-order centroid."""
    found = weigh(paper, say=["security>partnership>credibility>realism>europe"])
    assert [each.weight for each in found.groups] == pytest.approx(
        [0.456667, 0.256667, 0.156667, 0.09, 0.04], abs=5e-7
    )
    assert found.stand_in
    assert [each.share for each in found.criteria][:5] == pytest.approx([0.2] * 5)
    assert found.weight_set.share == pytest.approx(1 / 120)


def test_the_known_figures_of_the_paper(paper: Study) -> None:
    """Settled with 2.25 at least; 0.999847 of what has at most half for realism; certain up to 46.1%."""
    settled = rank(paper, weigh(paper, say=["security>=realism"])).verdict
    assert (settled.tier, settled.share, settled.least) == ("settled", (1.0, 1.0), pytest.approx(2.25))
    robust = rank(paper, weigh(paper, say=["realism<=50%"])).verdict
    assert (robust.tier, robust.least) == ("robust", pytest.approx(-1.25))
    assert robust.share is not None
    assert robust.share.low == pytest.approx(0.999847, abs=5e-7)
    (certain,) = [each.certain for each in rank(paper).intervals if each.id == "realism"]
    assert (certain.below, certain.above) == (pytest.approx(6 / 13), None)


def test_central_weights_and_shares_are_exact(paper: Study) -> None:
    """Where cells allow it nothing is drawn: shares of leading as found apart, whatever the seed."""
    one, other = (sensitivity(rank(paper, screens=[]), 100, seed) for seed in (1, 2))
    assert one.acceptability == other.acceptability
    leads = {each.id: each.leads for each in one.acceptability}
    assert leads == pytest.approx(
        {
            "mutual-security": 0.612906,
            "mutual-defense": 0.346078,
            "cooperation": 0.032112,
            "non-aggression": 0.008904,
        },
        abs=5e-7,
    )
    assert one.tie_share == pytest.approx(0, abs=1e-12)


@QUICK
@given(plans(max_options=3))
def test_a_necessary_lead_is_settled_and_a_settled_one_has_all(made: Plan) -> None:
    """Necessary leads are ahead everywhere at best scores, and both have a share of 1."""
    found = rank(made.study()).verdict
    if found.tier in ("necessary", "settled"):
        assert found.share == (1.0, 1.0)
        assert (found.least or 0) > 0
    assert found.tier in ("tied", "none", "sole") or found.least is not None


SAID = st.lists(
    st.sampled_from(
        [
            "group-0>=group-1",
            "group-1>=group-2",
            "group-2<=40%",
            "group-3>=10%",
            "group-0>=2*group-3",
            "group-1=group-3",
        ]
    ),
    max_size=3,
    unique=True,
)


@QUICK
@given(SAID)
def test_with_a_point_a_statement_never_widens_an_interval(said: list[str]) -> None:
    """The weights that leave the leader first, the others in proportion, only become fewer."""
    points = {"group-0": 40.0, "group-1": 20.0, "group-2": 20.0, "group-3": 20.0}
    study = PLAN.study()
    free, bound = (rank(study, weigh(study, points, say=each)) for each in ([], said))
    pairs = [(a.lead, b.lead) for a, b in zip(free.intervals, bound.intervals, strict=True)]
    assert all(
        a is not None and b is not None and b.low >= a.low - 1e-9 and b.high <= a.high + 1e-9
        for a, b in pairs
    )


@QUICK
@given(SAID)
def test_what_is_true_everywhere_changes_no_figure(said: list[str]) -> None:
    """A weight of at most all adds nothing to what else was said."""
    study = PLAN.study()
    one, other = (
        rank(study, weigh(study, {"group-0": 25}, say=each))
        for each in (said_or(said), [*said_or(said), "group-1<=100%"])
    )
    assert (one.verdict.tier, one.verdict.least) == (other.verdict.tier, other.verdict.least)
    assert one.verdict.share == pytest.approx(other.verdict.share)
    assert [each.certain for each in one.intervals] == [each.certain for each in other.intervals]


def said_or(said: list[str]) -> list[str]:
    """Those statements that equal points fit."""
    return [each for each in said if "2*" not in each]


@QUICK
@given(st.permutations(range(4)))
def test_the_order_of_groups_is_no_matter(order: list[int]) -> None:
    """Groups in another order give the same share over what was said, and the same least gap."""
    rows = [[figure for _, figure, _ in row] for row in PLAN.scores]
    moved = plan(*[[row[j] for j in order] for row in rows], spread=3).study()
    place = {old: new for new, old in enumerate(order)}
    texts = [
        ("group-0>=group-1", f"group-{place[0]}>=group-{place[1]}"),
        ("group-2<=40%", f"group-{place[2]}<=40%"),
    ]
    study = PLAN.study()
    one = rank(study, weigh(study, say=[first for first, _ in texts]))
    other = rank(moved, weigh(moved, say=[second for _, second in texts]))
    assert one.verdict.share == pytest.approx(other.verdict.share)
    assert one.verdict.least == pytest.approx(other.verdict.least)


@pytest.mark.parametrize("say", [["group-0>=group-1"], ["group-2<=40%", "group-3>=10%"], ["group-1=group-3"]])
def test_drawings_fit_what_was_said(say: list[str]) -> None:
    """Drawn from the set, or near the point with the rest drawn again, an option leads as often as exactly."""
    study = PLAN.study()
    ranking = rank(study, weigh(study, say=say))
    exact = sensitivity(ranking, 1)
    drawn = sensitivity(rank(flat(PLAN), weigh(flat(PLAN), say=say)), 40_000, scores="ranges")
    assert [each.leads for each in drawn.acceptability] == [None] * 3
    for one, other in zip(exact.acceptability, drawn.acceptability, strict=True):
        assert other.ranks[0].share == pytest.approx(one.leads, abs=0.02)


def flat(made: Plan) -> Study:
    """A plan without ranges."""
    return plan(*[[figure for _, figure, _ in row] for row in made.scores]).study()


def test_near_a_point_what_does_not_fit_is_drawn_again(paper: Study) -> None:
    """Within half of equal weights, what has more for realism than security is left out, and an equality refused."""
    ranking = rank(paper, weigh(paper, {"security": 20}, say=["security>=realism"]))
    near = sensitivity(ranking, 2_000, within=50)
    assert near.leads_within is True
    assert near.acceptability[0].ranks[0].share == 1
    with pytest.raises(ArgumentProblem, match="an equality leaves nothing to draw from nearby"):
        sensitivity(rank(paper, weigh(paper, say=["security=realism"])), 100, within=50)


def test_an_interval_ends_at_what_was_said(paper: Study) -> None:
    """The end that a statement sets names the statement and no option."""
    ranking = rank(paper, weigh(paper, say=["realism<=50%"]))
    (lead,) = [each.lead for each in ranking.intervals if each.id == "realism"]
    assert lead is not None
    assert (lead.high, lead.above, lead.said_high) == (pytest.approx(0.5), None, "realism <= 50%")


def test_over_criteria_two_of_one_group_can_be_compared(paper: Study) -> None:
    """Over criteria shares move, groups are sums, and the verdict speaks of weightings of the criteria."""
    found = weigh(paper, say=["reassurance>=stand-off", "security<=30%"], over="criteria")
    assert found.of("security") <= 0.3
    assert found.of("reassurance") > found.of("stand-off")
    text = verdict(rank(paper, found))
    assert (
        "weightings of the criteria that fit what was said (reassurance >= stand-off; security <= 30%" in text
    )


def test_every_sentence_says_which_set(capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict names what was said and its part of all, and the heading and the weights say whence they come."""
    assert main(["compare", "--say", "realism<=50%"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "weights: realism <= 50%" in text
    assert "the centroid of the weightings that fit what was said: realism <= 50%" in text
    assert (
        "it leads in 99.98% of the group weightings that fit what was said (realism <= 50%; 93.8% of all) (exact)"
        in text
    )
    assert "what was said of weights apart" in text


def test_two_groups_are_told_as_an_interval(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of two groups what a rival needs is an interval of one weight, and no average beside it."""
    made = plan((60, 40), (40, 55)).data()
    assert main(["sensitivity", "--study", str(write(made))]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "It leads when Group-0 has less than 42.8% of the weight" in text
    assert "on average" not in text
    assert "for certain" not in text


def test_a_tie_of_twins_is_told_as_a_share(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Two options alike lead nowhere; where they are first, that is said to be level."""
    made = plan((50, 40, 40), (40, 50, 50), (40, 50, 50)).data()
    assert main(["sensitivity", "--study", str(write(made))]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "of these weightings several are level for first place (exact)." in text


def test_a_weights_file_holds_statements(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Under `say`, with points or without; a bad one is the file's problem."""
    file = write({"say": ["security>=realism"]})
    assert main(["compare", "--weights", str(file), "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["weights"]
    assert (found["weight_set"]["said"], found["stand_in"]) == (["security >= realism"], True)
    assert main(["compare", "--weights", str(write({"realism": 30, "say": "securty>=realism"}))]) == 1
    assert "unknown group or criterion securty" in capsys.readouterr().err


def test_a_profile_holds_statements(write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """With statements in place of points its centroid is weighed, and its set is what all is said of."""
    data = PLAN.data()
    data["profiles"]["worded"] = {"say": ["group-0>=group-1", "group-1>=20%"], "reason": "For a test."}
    study = load(write(data))
    ranking = rank(study, profile="worded")
    assert ranking.weights.stand_in
    assert ranking.verdict.said == ("group-0 >= group-1", "group-1 >= 20%")
    assert main(["profiles", "--study", str(write(data))]) == 0
    assert "Said of weights: group-0>=group-1; group-1>=20%." in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ({"say": ["group-0>group-9"]}, "did you mean group-"),
        ({"say": "group-0"}, "a statement compares"),
        ({"say": []}, "no points for group-0"),
    ],
)
def test_a_profile_with_a_bad_statement_is_refused_at_reading(
    profile: dict[str, Any], message: str, write: Callable[[Any], Path]
) -> None:
    """As a fault of the file, with its line."""
    data = PLAN.data()
    data["profiles"]["worded"] = {**profile, "reason": "For a test."}
    with pytest.raises(FileProblem, match="worded") as caught:
        load(write(data))
    assert message in str(caught.value)


def test_check_finds_a_profile_that_contradicts_itself(
    write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Points that break what the same profile says are a fault of the study."""
    data = PLAN.data()
    data["profiles"]["worded"] = {
        "points": {f"group-{i}": 25 for i in range(4)},
        "say": ["group-0>=30%"],
        "reason": "For a test.",
    }
    assert main(["check", str(write(data))]) == 1
    assert "profiles.worded: group-0 >= 30%: the points of worded break that" in capsys.readouterr().err


def test_one_text_stands_for_a_list_everywhere(paper: Study) -> None:
    """In Python as in files; and rank takes statements as it takes points."""
    assert weigh(paper, say="security>=realism").weight_set.said == ("security >= realism",)  # type: ignore[arg-type]
    assert rank(paper, say=["security>=realism"]).verdict.tier == "settled"
    with pytest.raises(ArgumentProblem, match="the weights given are finished and leave no room for it"):
        rank(paper, weigh(paper), say=["security>=realism"])


@pytest.mark.parametrize("held", [{"say": 5}, {"say": [5]}, {"say": {"security": "realism"}}])
def test_what_is_no_statement_in_a_file_is_told(
    held: dict[str, Any], write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A number, a list of numbers and a mapping under `say`, in a weights file and in a profile."""
    assert main(["compare", "--weights", str(write(held))]) == 1
    assert "say: holds statements such as security>=realism" in capsys.readouterr().err
    data = PLAN.data()
    data["profiles"]["worded"] = {**held, "reason": "For a test."}
    with pytest.raises(FileProblem, match="worded"):
        load(write(data))


def test_an_equality_lets_no_weight_move_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """That is said in place of intervals that nothing of what was said sets."""
    assert main(["sensitivity", "--say", "realism=50%"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "by what was said no single weight can move alone" in text
    assert "cannot move alone, by what was said" in text
    assert "another ahead" not in text


def test_a_party_judged_at_a_centroid_is_said_to_be() -> None:
    """Of a profile with statements and no points both negotiate and design say at which weights they judge."""
    data = yaml.safe_load(PAPER.read_text(encoding="utf-8"))
    data["profiles"]["russia"] = {"say": ["europe>=security"], "reason": "For a test."}
    study = Study.model_validate(data)
    said = "Russia is judged at the centroid of what its profile russia says of weights: europe>=security."
    assert said in negotiate(study).remarks
    assert said in design(study, samples=0).remarks


def test_necessity_of_packages_is_decided_at_the_scores_of_their_types(paper: Study) -> None:
    """A package is ahead of its lower type for certain just when no corner of the types' ranges leaves it behind."""
    package = design(paper, samples=0).package(id="between")
    ranking = rank(
        paper.with_option(package), options=["between", "cooperation", "mutual-security"], screens=[]
    )
    mixed = mixture(ranking.study, package)
    weights = {each.id: (each.group, each.share) for each in ranking.weights.criteria}
    least: dict[str, float] = {}
    apart: dict[str, float] = {}
    for id, parts in mixed.items():
        ends = {type_: paper.option(type_).on(id).range for type_ in {*parts, "cooperation"}}
        corners = [dict(zip(ends, each, strict=True)) for each in product(*ends.values())]
        worst = min(sum(part * at[t] for t, part in parts.items()) - at["cooperation"] for at in corners)
        group, share = weights[id]
        least[group] = least.get(group, 0.0) + share * worst
        by_itself = package.on(id).low - ends["cooperation"][1]
        apart[group] = apart.get(group, 0.0) + share * by_itself
    (pair,) = [each for each in ranking.pairs if (each.first, each.second) == ("between", "cooperation")]
    assert pair.necessary == all(each > 0 for each in least.values())
    assert all(apart[group] <= least[group] + 1e-9 for group in least)
    assert min(apart.values()) < min(least.values())


def test_a_profile_of_criteria_is_weighed_over_them(write: Callable[[Any], Path]) -> None:
    """A profile without points that compares criteria of one group is refused over groups alone."""
    data = plan((60, 50, 40), (40, 45, 50), sizes=(2, 1)).data()
    data["profiles"]["worded"] = {"say": ["criterion-0>=criterion-1"], "reason": "For a test."}
    study = load(write(data))
    found = weigh(study, profile="worded", over="criteria")
    assert found.of("criterion-0") > found.of("criterion-1")
    with pytest.raises(ArgumentProblem, match="the shares inside group-0 are fixed"):
        weigh(study, profile="worded")
