"""What is said of a verdict: by name, bounded, and never more than is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studies import Plan, plan
from treatyopt import Study, explain, rank, weigh
from treatyopt.cli import main
from treatyopt.documents import sentences
from treatyopt.documents.explain import what_would_change
from treatyopt.ranking.comparison import columns

Said = Callable[..., str]

NAMES = ("NATO unity", "EU cost", "US Senate")


@pytest.fixture
def said(write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]) -> Said:
    """Writes a small study and returns what a command prints of it, on one line."""

    def said(made: Plan | dict[str, Any], command: str, *args: str) -> str:
        path = write(made.data() if isinstance(made, Plan) else made)
        assert main([command, *args, "--study", str(path)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return said


def named(made: Plan) -> dict[str, Any]:
    """The data of a plan of three groups of one criterion each, all with names of their own."""
    data = made.data()
    for i, name in enumerate(NAMES):
        group = data["groups"][f"group-{i}"]
        group["name"] = name
        group["criteria"][f"criterion-{i}"]["name"] = f"{name} asked"
    return data


# --- names


THREE = named(plan([70, 30, 50], [40, 80, 50], [20, 20, 50], points=[30, 30, 40]))


@pytest.mark.parametrize(
    ("command", "args", "sentence"),
    [
        ("compare", (), "only NATO unity (-9.0) speaks for Option-0"),
        ("sensitivity", ("--samples", "0"), "Option-0 is better on NATO unity asked (+9.0)"),
        ("explain", ("option-0",), "weakest on EU cost asked (-15.0)"),
    ],
)
def test_prose_names_groups_and_criteria_as_the_study_writes_them(
    command: str, args: tuple[str, ...], sentence: str, said: Said
) -> None:
    """No id of a group stands in what is said, and no name loses its capitals."""
    text = said(THREE, command, *args)
    assert sentence in text
    assert "group-" not in text


@pytest.mark.parametrize("command", ["compare", "profiles"])
def test_a_table_heads_groups_as_the_study_writes_them(
    command: str, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a wide screen the heads of a table are the groups' names, capitals and all."""
    monkeypatch.setenv("COLUMNS", "120")
    text = said(THREE, command)
    assert [name for name in NAMES if name in text] == [*NAMES]


# --- what a screen sets aside


# Worth 70, 50 and 30; what is worth most fails the first screen.
SCREENED = plan([10, 90, 95], [60, 40, 50], [50, 20, 20], points=[20, 40, 40], screens=((0, 40),))
# Two are worth more than what passes; the first fails two screens, the second one.
TWICE = plan([10, 90, 30], [30, 80, 50], [60, 40, 50], points=[20, 60, 20], screens=((0, 40), (2, 45)))


@pytest.mark.parametrize("command", ["compare", "sensitivity"])
def test_an_option_worth_more_than_the_leader_is_named_first_where_a_screen_sets_it_aside(
    command: str, said: Said
) -> None:
    """With its value, the screen, and the threshold at which it would return; only then who leads."""
    assert (
        "Option-0 has the highest value, 76.0, and is set aside by the screen screen-0; it would return if the "
        "bar for Criterion-0 fell to 10. Of what passes, Option-1 leads Option-2 by 22.0 points."
    ) in said(SCREENED, command)


def test_every_option_above_the_leader_is_named_with_every_bar_in_its_way(said: Said) -> None:
    """Two options, one of them kept out by two screens, before the only one that passes."""
    text = said(TWICE, "compare")
    assert "Option-1 has the highest value, 64.0, and is set aside by the screen screen-0" in text
    assert (
        "Option-0 has a higher value than the leader too, 62.0, and is also set aside by the screens screen-0 and "
        "screen-1; it would return if the bar for Criterion-0 fell to 10 and the bar for Criterion-2 fell to 30. "
        "Option-2 is the only option that passes the screens"
    ) in text


def test_the_paper_names_mutual_defense_first_where_only_a_screen_stops_it(paper: Study) -> None:
    """With enlargement raised, mutual defense is worth most, and the headline begins with it."""
    ranking = rank(paper, {"enlargement": 60, "arms-control": 0})
    assert sentences.verdict(ranking).startswith(
        "Mutual Defense has the highest value, 70.5, and is set aside by the screen realistic; it would return if "
        f"the bar for {sentences.criterion_name(paper, 'readiness')} fell to 10. Of what passes, Mutual Security "
        "leads Cooperation by 17.8 points."
    )


def test_the_only_one_that_passes_is_so_of_those_compared(paper: Study) -> None:
    """Mutual Security passes too, but is not asked about here."""
    ranking = rank(paper, options=["non-aggression", "cooperation"])
    assert "Cooperation is the only type compared here that passes the screens" in sentences.verdict(ranking)


def test_an_option_of_the_leaders_value_is_named_too() -> None:
    """What would be level with the leader but for a screen is not said to have the highest value."""
    text = sentences.verdict(rank(plan([10, 90], [50, 50], screens=((0, 40),)).study()))
    assert text.startswith(
        "Option-0 has the same value as Option-1, 50.0, and is set aside by the screen screen-0;"
    )


def test_where_nothing_passes_the_highest_value_is_named() -> None:
    """The screens decide here as well, so what is worth most is told with what it lacks."""
    text = sentences.verdict(rank(plan([10, 90], [20, 30], screens=((0, 40),)).study()))
    assert text == (
        "Option-0 has the highest value, 50.0, and is set aside by the screen screen-0; it would return if the bar "
        "for Criterion-0 fell to 10. Nothing leads: no option passes the screens."
    )


def test_without_a_higher_value_nothing_is_named_before_the_leader(paper: Study) -> None:
    """At balanced weights the leader has the highest value, and the headline is its."""
    assert sentences.verdict(rank(paper)).startswith("Mutual Security leads Cooperation by 13.9 points.")


def test_two_bars_on_one_criterion_are_told_together() -> None:
    """An option that fails two screens on one criterion returns where both bars fall to its score."""
    made = plan([10, 90], [60, 20], [55, 10], screens=((0, 40), (0, 45)))
    assert "it would return if the bars for Criterion-0 fell to 10." in sentences.verdict(rank(made.study()))


def test_columns_name_what_a_screen_sets_aside_in_some_of_them(paper: Study) -> None:
    """Where several weightings are compared, those under which it is worth most are named."""
    found = columns([rank(paper), rank(paper, {"enlargement": 60, "arms-control": 0})])
    assert sentences.agreement(found).startswith(
        "Mutual Defense is worth no less than what leads under balanced, enlargement=60, arms-control=0, and is set "
        "aside by the screen realistic;"
    )
    assert sentences.agreement(found).endswith(
        "Both weightings agree: of what passes, Mutual Security leads."
    )


def test_the_case_of_what_is_set_aside_says_what_it_is_worth_beside_the_leader(said: Said) -> None:
    """Its own case and the leader's both tell of it."""
    assert "It is worth 76.0, Option-1 48.0; it would return if the bar" in said(
        SCREENED, "explain", "option-0"
    )
    assert "Option-0 has the highest value, 76.0, and is set aside" in said(SCREENED, "explain", "option-1")


def test_data_hold_what_is_set_aside_and_where_it_would_return(paper: Study) -> None:
    """JSON gives its id, its value, and by screen the threshold at which it passes."""
    found = rank(paper, {"enlargement": 60, "arms-control": 0}).to_dict()["set_aside"]
    assert [(each["id"], each["returns_at"]) for each in found] == [("mutual-defense", {"realistic": 10.0})]
    assert found[0]["value"] == pytest.approx(70.5, abs=0.05)
    assert rank(paper).to_dict()["set_aside"] == []


# --- what one weight decides


# Alpha is behind nowhere, and level with dud where the third group has all of the weight.
LEVEL = plan([70, 60, 50], [20, 20, 50], points=[40, 40, 20])
# At the first group's weight of 40% all draw level; no weight of a single group makes the third lead.
CROSSING = plan([0, 60, 60], [90, 0, 0], [0, 60, 60], points=[20, 40, 40])


def test_the_verdict_moves_one_weight_with_the_others_in_proportion(paper: Study) -> None:
    """Realism 50 with Europe 50 and nothing else gives cooperation, so 55.4% is bounded by what the others do."""
    assert rank(
        paper, dict.fromkeys(["security", "partnership", "credibility"], 0) | {"realism": 50, "europe": 50}
    ).verdict.leaders == ("cooperation",)
    realism = sentences.group_name(paper, "realism")
    assert (
        f"stays first unless {realism} counts for more than 55.4% (now 20%), the other groups in proportion."
    ) in sentences.verdict(rank(paper))


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (
            "cooperation",
            "It leads when {realism} has more than 55.5% of the weight (now 20%), the other groups in proportion; for "
            "certain where it has more than 63.2%, whatever the rest.",
        ),
        (
            "mutual-security",
            "It stays first unless {realism} counts for more than 55.4% (now 20%), the other groups in proportion; "
            "then Cooperation leads. It leads for certain where {realism} has less than 46.1% of the weight, whatever "
            "the rest.",
        ),
    ],
)
def test_what_would_change_the_lead_is_bounded_on_both_sides(paper: Study, option: str, said: str) -> None:
    """The crossing lies at 55.414%: the leader stays first up to 55.4%, the other leads above 55.5%."""
    found = " ".join(what_would_change(explain(rank(paper), option)))
    assert found == said.format(realism=sentences.group_name(paper, "realism"))


def test_the_interval_table_says_what_the_others_do(said: Said) -> None:
    """Its caption bounds all rows, and a row says who follows."""
    text = said(CROSSING, "sensitivity", "--samples", "0", "option-0", "option-1")
    assert (
        "How far each group's weight can move while Option-0 stays first, the other groups in proportion"
        in text
    )
    assert "up to 40%; then Option-1" in text


@pytest.mark.parametrize("command", ["sensitivity", "explain"])
def test_a_tie_is_not_told_as_a_lead(command: str, said: Said) -> None:
    """What only draws level where one group has all of the weight leads nowhere."""
    text = said(LEVEL, command, *(["option-1"] if command == "explain" else ["--samples", "2000"]))
    assert "It leads" not in text
    assert (
        "No weight of a single group makes it lead, the other groups in proportion. At most it draws level for first "
        "place, where Group-2 has all of the weight."
    ) in text


def test_a_leader_that_is_level_somewhere_is_said_to_be(said: Said) -> None:
    """The verdict, the table and its case all say where it does not lead."""
    assert (
        "Robust: it is behind at no group weighting, and level with another only where Group-2 has all of the weight "
        "(exact)."
    ) in said(LEVEL, "compare")
    assert "always; level at 100%" in said(LEVEL, "sensitivity", "--samples", "0")
    assert "It is only level with another where Group-2 has all of the weight." in said(
        LEVEL, "explain", "option-0"
    )


def test_an_option_tied_for_the_lead_is_said_to_be_level(said: Said) -> None:
    """Of two at one value neither leads, and each leads only beyond the weight now."""
    text = said(plan([60, 40], [40, 60]), "explain", "option-0")
    assert (
        "It is level with Option-1: nothing leads. It leads when Group-0 has any more of the weight (now 50%), "
        "the other group in proportion."
    ) in text


def test_of_two_groups_one_is_told(said: Said) -> None:
    """What holds of one weight holds of the other, which has the rest."""
    text = said(plan([40, 90], [60, 40], spread=5), "compare")
    assert (
        "stays first unless Group-0 counts for more than 71.4% (now 50%), the other group in proportion."
        in text
    )


def test_a_group_that_has_all_of_the_weight_leaves_the_others_equal(said: Said) -> None:
    """There is no proportion to keep, and the sentence says what is done instead."""
    text = said(plan([90, 10, 10], [50, 60, 60], points=[100, 0, 0]), "compare")
    assert "the other groups in proportion (equal where they have no weight now)" in text


def test_tied_options_have_no_table_of_where_one_of_them_stays_first(said: Said) -> None:
    """Where two share the lead there is no leader whose lead could end."""
    assert "How far each" not in said(plan([60, 40], [40, 60], [10, 10]), "sensitivity", "--samples", "0")


def test_a_point_at_which_three_draw_level_is_named(said: Said) -> None:
    """The second is never ahead: at 50% it shares first place with both others."""
    text = said(plan([60, 0], [40, 20], [20, 40], points=[60, 40]), "explain", "option-1")
    assert text.endswith("At most it draws level for first place, where Group-0 has 50% of the weight.")


# --- a study with one group


ONE = plan([80, 40], [50, 50], sizes=(2,))


@pytest.mark.parametrize("command", ["compare", "sensitivity"])
def test_one_group_is_judged_over_its_criteria(command: str, said: Said) -> None:
    """There is one weighting of one group, so the words speak of weightings of the criteria."""
    text = said(ONE, command)
    assert "of all weightings of the criteria (exact), and stays first unless Criterion-" in text
    assert "the other criterion in proportion" in text
    assert "group weighting" not in text


def test_one_group_is_carried_by_its_criteria(said: Said) -> None:
    """What decides is told of the criteria, since the one group speaks for whoever leads."""
    assert "The lead comes from Criterion-0 (+15.0); only Criterion-1 (-5.0) speaks for Option-1." in said(
        ONE, "compare"
    )


def test_one_criterion_leaves_one_weighting(said: Said) -> None:
    """Nothing can move, and no share of weightings is given."""
    bare = said(plan([80], [50]), "sensitivity", "--samples", "0")
    assert "so no weights change that; the scores have no ranges, so doubt in them was not examined." in bare
    text = said(plan([80], [50], spread=5), "sensitivity", "--samples", "0")
    assert "There is only one weighting, and it leads there at every score in range." in text
    assert "There is only one weighting, so no weights make it lead." in text
    assert "weightings" not in text


def test_the_note_on_shares_says_what_the_weightings_are_of(said: Said) -> None:
    """Columns of a study with one group are not told of group points that do not move the share."""
    data = ONE.data()
    data["profiles"]["other"] = {"points": {"group-0": 100}, "reason": "For a test."}
    text = said(data, "compare", "-p", "plain", "-p", "other")
    assert "share of all weightings of the criteria in which the leader leads" in text
    assert "group points" not in text


# --- doubt in the scores

# The first meets its screen with nothing to spare.
ZERO_MARGIN = plan([40, 90], [60, 40], spread=5, screens=((0, 40),))


def test_the_screen_of_a_score_is_failed_below_its_minimum(said: Said) -> None:
    """At a readiness of exactly 40 mutual security still passes, so it tips below 40."""
    text = said(plan([60, 90], [50, 50], screens=((0, 40),)), "sensitivity", "--samples", "0")
    assert "option-0.criterion-0 60 below 40 -20.0 no Option-1 leads (a screen)" in text


def test_at_a_crossing_two_are_tied_so_another_leads_beyond_it(said: Said) -> None:
    """The crossings lie at 33.33 and 76.67, and are rounded to where the other leads for sure."""
    made = plan([60, 60, 55], [50, 50, 50], points=[30, 30, 40])
    text = said(made, "sensitivity", "--samples", "0")
    assert "option-0.criterion-0 60 below 33.3 -26.7 no Option-1 leads" in text
    assert "option-1.criterion-0 50 above 76.7 +26.7 no Option-1 leads" in text


def test_a_score_that_just_meets_its_screen_is_said_to_tip_below_it(said: Said) -> None:
    """Any fall sets it aside, and that is within its range."""
    text = said(ZERO_MARGIN, "sensitivity", "--samples", "0")
    assert "option-0.criterion-0 40 below 40 0.0 yes Option-1 leads (a screen)" in text
    assert "Of the 4 scores, 1 changes the leader at these weights, moved alone within its range." in text


def test_a_score_at_the_end_of_the_scale_that_only_makes_a_tie_is_said_to(said: Said) -> None:
    """At 100 the other draws level, and nothing lies beyond."""
    text = said(plan([80, 70], [50, 50]), "sensitivity", "--samples", "0")
    assert "option-1.criterion-0 50 at 100 +50.0 no Option-1, only level" in text


@pytest.mark.parametrize(
    ("spread", "sentence"),
    [
        (0, "No score alone, moved within its range, changes the leader at these weights."),
        (
            8,
            "No score alone, moved within its range, changes the leader at these weights; several together can.",
        ),
        (25, "Of the 4 scores, 4 change the leader at these weights, moved alone within their ranges."),
    ],
)
def test_whether_scores_matter_within_their_ranges_is_a_sentence(
    spread: float, sentence: str, said: Said
) -> None:
    """No count that reads as if the scores did not matter."""
    assert sentence in said(plan([60, 60], [50, 50], spread=spread), "sensitivity", "--samples", "0")


def test_a_necessary_leader_is_given_no_second_tier(said: Said) -> None:
    """It leads at every score in range, so drawing them can say nothing else."""
    text = said(plan([80, 90], [60, 40], spread=5), "sensitivity", "--samples", "2000")
    assert "Necessary: it leads at every group weighting and every score in range. How far" in text
    assert "tier" not in text


def test_the_error_of_sampling_has_a_unit_and_stands_in_the_footnote(said: Said) -> None:
    """It is the least of the doubts, and no figure in the text carries it."""
    text = said(plan([60, 70], [70, 40], spread=30), "sensitivity", "--samples", "10000")
    assert "±" not in text
    assert "percentage points at most, the least of the doubts here" in text


def test_tables_of_tipping_scores_say_how_many_of_how_many(said: Said) -> None:
    """Where some are left out the caption counts those shown."""
    text = said(plan([60] * 8, [59] * 8), "sensitivity", "--samples", "0")
    assert "(6 of 16, the smallest change first)" in text


# --- what a trial by a fresh mind found


def test_necessary_says_that_screens_are_on_the_best_scores(said: Said) -> None:
    """A leader that leads at every score in range, but fails a screen at some, leads so long as it passes."""
    scores = (((30, 45, 50), (90, 90, 90), (90, 90, 90)), ((50, 50, 50), (10, 10, 10), (10, 10, 10)))
    made = replace(plan([45, 90, 90], [50, 10, 10], sizes=(2, 1)), scores=scores)
    free = said(made, "compare")
    screened = said(replace(made, screens=((0, 40.0),)), "compare")
    assert "Necessary: it leads at every group weighting and every score in range. " in free
    assert "every score in range, with the screens on the best scores. " in screened


def test_what_is_first_in_more_drawings_than_the_leader_is_named(said: Said) -> None:
    """Where scores drawn in their ranges put another first more often, the verdict names it and how often."""
    scores = (((0, 50, 50),) * 2, ((50, 50, 100),) * 2, ((52, 55, 58),) * 2)
    text = said(replace(plan([50, 50], [50, 50], [55, 55]), scores=scores), "sensitivity")
    assert "Option-2 leads Option-0 and Option-1 by 5.0 points" in text
    assert "and Option-1 in up to 99%" in text


def test_small_parts_of_a_small_lead_are_told(said: Said) -> None:
    """What carries a lead of a few thousandths, and what speaks against it, is not left out as nothing."""
    text = said(plan([60.01, 59.999], [60, 60], points=[50, 50]), "compare")
    assert "The lead comes from Group-0 (+0.005); only Group-1 (-0.0005) speaks for Option-1" in text


def test_the_change_of_a_tipping_score_is_that_between_the_figures_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Now, tips and change add up as they are printed."""
    assert main(["sensitivity", "--samples", "0"]) == 0
    assert "mutual-defense.readiness 10 above 62.4 +52.4" in " ".join(capsys.readouterr().out.split())


def test_what_fails_a_screen_by_little_is_not_short_by_nothing(said: Said) -> None:
    """An option 0.04 points short of a screen is not said to fail it by 0.0 points."""
    text = said(plan([39.96, 90], [60, 40], [50, 50], screens=((0, 40.0),)), "sensitivity", "--samples", "0")
    assert "by 0.04 points of" in text


def test_one_rival_that_several_scores_together_could_bring_ahead_is_enough(said: Said) -> None:
    """No score alone overtakes; all of one rival's high and the leader's low do, whatever a third option could."""
    near = plan([60, 60], [55, 55], [10, 10], spread=4)
    assert "several together can" in said(near, "sensitivity", "--samples", "0")
    far = plan([60, 60], [50, 50], [10, 10], spread=4)
    assert "several together can" not in said(far, "sensitivity", "--samples", "0")


def test_of_several_weights_that_end_a_lead_none_is_said_to_be_the_only_one(said: Said) -> None:
    """Where more than one weight ends the lead, each sentence is true by itself: no "unless" leaves another out."""
    told = said(plan([70, 30, 50], [40, 80, 50], [20, 20, 90], points=[50, 25, 25]), "explain", "option-0")
    assert told.count("It is no longer first where Group-") > 1
    assert "It stays first unless" not in told


def test_the_criteria_that_carry_the_lead_in_the_paper_are_all_named(paper: Study) -> None:
    """A study of fourteen criteria is not so long that they are counted."""
    text = sentences.deciding(rank(paper, weigh(paper, over="criteria")))
    assert "arms control (+0.4)" in text
    assert "more;" not in text
