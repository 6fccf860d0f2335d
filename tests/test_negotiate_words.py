"""What negotiate says in words: true of the data, bounded, and with ties told as ties."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from documents import SINGULAR, captioned, cells, indifferent, paragraphs, prose, renamed, tables, text
from treatyopt import Negotiation, Study, load, negotiate, rank
from treatyopt.brief.findings import findings
from treatyopt.brief.memo import memo
from treatyopt.documents.blocks import Prose
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.documents.settlements import _unseen
from treatyopt.drafting.blank import blank_study
from treatyopt.methods.solutions import decides
from treatyopt.result import plain


def answers(found: Negotiation) -> str:
    """The paragraphs of a negotiation."""
    return prose(negotiation_document(found))


@pytest.mark.parametrize(
    ("kind", "measure", "does"),
    [
        ("nash", 0.0, False),
        ("nash", 1e-10, False),
        ("nash", 1e-6, True),
        ("nash", None, False),
        ("ks", 0.0, True),
        ("egalitarian", 0.0, True),
        ("utilitarian", 0.0, True),
        ("utilitarian", None, False),
    ],
)
def test_nash_decides_nothing_where_the_product_is_nothing(
    kind: str, measure: float | None, does: bool
) -> None:
    """A product of 0 for all tells none apart; a least gain or a sum of 0 is a figure like any other."""
    assert decides(kind, measure) is does


def test_nash_has_nothing_to_choose_by_where_a_party_gains_nothing(paper: Study) -> None:
    """Where no option gives every party a gain, negotiate says so in the answer and both tables."""
    found = negotiate(indifferent(paper), concession_cost=0)
    assert {each.parties[1].gain for each in found.outcomes} == {0.0}
    nash, *others = found.settlements
    assert nash.decides is False
    assert plain(nash)["decides"] is False
    assert {each.decides for each in others} == {True}
    shown = negotiation_document(found)
    assert "Nash has nothing to choose by, as no type gives every party a gain." in prose(shown)
    assert cells(captioned(shown, "What the parties could settle on"), "picks")[0] == "nothing to choose by"
    assert cells(captioned(shown, "The same at other concession costs"), "Nash")[0] == "nothing to choose by"
    assert "Every bargaining" not in prose(shown)


def test_what_every_solution_picks_is_said_once(paper: Study) -> None:
    """However many solutions agree, they are told together and not counted in the sentence."""
    found = negotiate(paper)
    assert "Every bargaining solution used here picks Mutual Security." in answers(found)
    assert answers(replace(found, settlements=found.settlements[1:])) == answers(found)


def test_a_tie_of_options_is_told_as_a_tie(paper: Study) -> None:
    """Where every solution ties between two options, none is said to be picked."""
    found = negotiate(paper)
    both = ("cooperation", "mutual-security")
    level = replace(found, settlements=tuple(each._replace(options=both) for each in found.settlements))
    assert "Under every bargaining solution used here Cooperation and Mutual Security tie." in answers(level)


def test_the_only_acceptable_option_is_no_choice_of_the_solutions(paper: Study) -> None:
    """With one option left the solutions have nothing to differ on, and that is said."""
    found = negotiate(paper, concession_cost=1.5)
    assert [each.id for each in found.outcomes if each.possible] == ["cooperation"]
    assert (
        "Cooperation is acceptable to both Russia and NATO; Russia and NATO would refuse Mutual"
        in answers(found)
    )
    assert "Nothing else can be settled on, so every bargaining solution picks Cooperation." in answers(found)


def test_one_party_does_not_bargain(paper: Study) -> None:
    """With one party its largest gain is named, not the solutions."""
    shown = answers(negotiate(paper, ["russia"]))
    assert "The largest gain for Russia alone: Mutual Security." in shown
    assert "bargaining solution" not in shown
    assert "Kalai-Smorodinsky" not in str(negotiate(paper, ["russia"]))


@pytest.mark.parametrize(
    ("score", "why"),
    [
        pytest.param("unknown", "as no score is known. With the middle of the scale for each,", id="unknown"),
        pytest.param("50", "as by the weights, scores and burdens assumed here", id="level"),
    ],
)
def test_where_all_is_level_no_gain_is_told(tmp_path: Path, score: str, why: str) -> None:
    """Of a study begun of names alone nobody is said to accept anything, and no solution to pick."""
    blank = blank_study(["A", "B"], ["C", "D"], ["North", "South"]).replace(": unknown", f": {score}")
    (tmp_path / "study.yaml").write_text(blank, "utf-8")
    study = load(tmp_path / "study.yaml")
    every = f"{why} every option counts the same as No agreement for both North and South"
    assert every in answers(negotiate(study))
    shown = str(negotiate(study))
    assert (shown.count("acceptable"), shown.count("Kalai-Smorodinsky"), shown.count(" yes to ")) == (0, 0, 0)
    told = [each.text for each in memo(findings(rank(study), 0)) if isinstance(each, Prose)]
    assert any(every in each for each in told)


def test_screens_are_named_only_where_they_apply(paper: Study) -> None:
    """Without screens nothing is said of what passes them."""
    assert "Of what passes the screens, by the weights" in answers(negotiate(paper))
    assert "passes the screens" not in answers(negotiate(paper, screens=[]))
    assert "passes the screens" not in answers(negotiate(paper, screens=[], concession_cost=9))


def test_packages_below_the_stretch_are_asked_for_from_there(paper: Study) -> None:
    """Where the option picked is weaker than the packages looked at, they would have to start from it."""
    found = negotiate(paper, screens=[], concession_cost=2.5)
    assert (
        "Packages from Non-Aggression on were not looked at. Try treatyopt design --from non-aggression."
        in answers(found)
    )


def test_options_that_a_party_refuses_are_told_together(paper: Study) -> None:
    """One clause for all that the same parties refuse."""
    found = negotiate(paper, screens=[], concession_cost=2.5)
    assert "Russia and NATO would refuse Cooperation, Mutual Security and Mutual Defense." in answers(found)


def test_who_weighs_a_criterion_as_much_as_the_most_is_named_too(river: Study) -> None:
    """Where two of three parties weigh a criterion alike and more than the third, both are named."""
    found = negotiate(river, profiles={"upstream": "even", "midstream": "even", "downstream": "delta"})
    shown = answers(found)
    more = shown[shown.index("More weight: ") : shown.index(". Where weights differ")]
    assert more.count("Upland on ") == more.count("Midland on ") == 1
    assert "Lowland on " in more


def test_why_feasibility_is_left_out_is_true_of_the_paper(paper: Study) -> None:
    """The screen sees to readiness; burdens do not say it, as mutual defense gives both more than what passes."""
    found = negotiate(paper)
    gains = {each.id: [seen.gain for seen in each.parties] for each in found.outcomes}
    assert all(a > b for a, b in zip(gains["mutual-defense"], gains["mutual-security"], strict=True))
    shown = answers(found)
    assert "eadiness: at least 40 is asked for by the screen realistic instead." in shown
    assert "No screen in use sees to " in shown
    assert "with them counted, Mutual Defense gives both Russia and NATO more than any type that can" in shown


def test_what_burdens_do_not_say_is_said_only_where_it_is_so(paper: Study) -> None:
    """At a cost of 1 both gain less from mutual defense than from cooperation, and nothing is claimed."""
    found = negotiate(paper, concession_cost=1)
    gains = {each.id: [seen.gain for seen in each.parties] for each in found.outcomes}
    assert all(a < b for a, b in zip(gains["mutual-defense"], gains["cooperation"], strict=True))
    assert "Burdens do not say the same" not in answers(found)
    assert "Burdens do not say the same" not in answers(negotiate(paper, screens=[]))


def test_a_study_without_feasibility_says_nothing_of_it(paper: Study) -> None:
    """Where no criterion asks what can be had, nothing is left out."""
    groups = tuple(
        each.changed(criteria=tuple(c.changed(feasibility=False) for c in each.criteria))
        for each in paper.groups
    )
    assert "Left out of party values" not in answers(negotiate(paper.changed(groups=groups)))


def test_a_study_of_the_baseline_alone_says_that_there_is_nothing_else(paper: Study) -> None:
    """With no option besides the baseline nobody is said to accept or refuse anything."""
    found = replace(negotiate(paper), outcomes=())
    assert "The study has no type besides No Treaty, so there is nothing to settle on." in answers(found)


def test_names_of_criteria_stand_in_prose(paper: Study) -> None:
    """What the parties weigh differently is told by name."""
    found = negotiate(paper)
    names = {each.id: each.name for each in paper.criteria}
    (said,) = [
        each.text for each in paragraphs(negotiation_document(found)) if each.text.startswith("More weight: ")
    ]
    assert names["common-interests"] in said
    assert "common-interests" not in said


def test_names_are_counted_where_they_are_cut_short(paper: Study) -> None:
    """Of many criteria that a party weighs more the first few are named and the rest counted."""
    found = negotiate(paper)
    many = [each for each in found.trades if each.most == "russia"]
    assert len(many) > 4
    (said,) = [
        each.text for each in paragraphs(negotiation_document(found)) if each.text.startswith("More weight: ")
    ]
    assert f" and {len(many) - 4} more; " in said


def test_nash_says_where_points_are_compared_all_the_same(paper: Study) -> None:
    """One concession cost for all parties compares their points; at a cost of 0 nothing does."""
    nash = cells(
        captioned(negotiation_document(negotiate(paper)), "What the parties"), "what it takes, and assumes"
    )[0]
    assert nash.endswith(
        "compares no points across parties, save in the concession cost, which is one figure for all"
    )
    free = negotiation_document(negotiate(paper, concession_cost=0))
    assert cells(captioned(free, "What the parties"), "what it takes, and assumes")[0].endswith(
        "compares no points across parties"
    )


def test_packages_are_said_to_add_up_by_assumption(paper: Study) -> None:
    """That a package betters an option rests on values that add up."""
    assert "But a package of obligations (valued additively, by assumption) gives" in answers(
        negotiate(paper)
    )


def test_without_screens_no_screen_sees_to_feasibility(paper: Study) -> None:
    """Where the screens are off nothing asks what can be had, and that is said."""
    readiness, timeliness = (each.name for each in paper.criteria if each.feasibility)
    assert f"No screen in use sees to {readiness} or {timeliness}." in answers(negotiate(paper, screens=[]))


@pytest.mark.parametrize("cost", [0, 0.5, 3])
def test_names_in_the_plural_read_well(cost: float, paper: Study) -> None:
    """No possessive and no verb in the singular after a party's name."""
    study = renamed(paper, ["Gulf states", "Baltic states"])
    said = text(negotiation_document(negotiate(study, concession_cost=cost)))
    said += text(negotiation_document(negotiate(study, ["russia"], concession_cost=cost)))
    assert "Gulf states" in said
    assert not [wrong for wrong in SINGULAR if wrong in said]


@pytest.mark.parametrize("cost", [0, 0.5, 3])
def test_no_table_is_empty(cost: float, paper: Study) -> None:
    """Every table has a row."""
    shown = tables(negotiation_document(negotiate(paper, concession_cost=cost)))
    assert len(shown) == 4
    assert all(table.rows for table in shown)


def test_of_several_types_that_packages_were_not_looked_at_from_the_weakest_is_proposed(paper: Study) -> None:
    """One command looks at packages from the weakest on, and so at all of them; towards the strongest likewise."""
    found = negotiate(paper, screens=[])
    high = replace(found, between=found.between._replace(lower="mutual-security", upper="mutual-defense"))
    text, hint = _unseen(high, ["non-aggression", "cooperation"])
    assert text == "Packages from Non-Aggression and Cooperation on were not looked at."
    assert hint == "Try treatyopt design --from non-aggression."
    low = replace(found, between=found.between._replace(lower="non-aggression", upper="cooperation"))
    text, hint = _unseen(low, ["mutual-security", "mutual-defense"])
    assert text == "Packages towards Mutual Security and Mutual Defense were not looked at."
    assert hint == "Try treatyopt design --to mutual-defense."


def test_what_is_left_open_of_where_obligations_enter_is_told_with_what_it_changes(paper: Study) -> None:
    """The guarantees burden NATO alone: its gain by cooperation falls from 25.5 to 19.5, as was found elsewhere too."""
    found = negotiate(paper)
    assert found.placing is not None
    (cooperation,) = found.placing.outcomes
    assert [round(each.gain, 1) for each in cooperation.parties] == [25.0, 19.5]
    assert (
        "The study names another place too for where 6 obligations enter. All placed with Cooperation, scores left as "
        "they are, burdens fall elsewhere: the gain of NATO by Cooperation is +19.5 (here +25.5). Of the types the "
        "solutions pick the same."
    ) in answers(found)


def test_picks_that_turn_on_where_obligations_enter_are_told(paper: Study) -> None:
    """Where conceding costs more cooperation is picked, but not once it asks the guarantees of NATO too."""
    found = negotiate(paper, concession_cost=0.75)
    assert found.placing is not None
    assert [each.options for each in found.settlements][:3] == [("cooperation",)] * 3
    assert [each.options for each in found.placing.settlements] == [("mutual-security",)] * 4
    assert "Nash then picks Mutual Security; Kalai-Smorodinsky then picks Mutual Security" in answers(found)


def test_what_would_be_refused_elsewhere_is_told(paper: Study) -> None:
    """At a cost at which NATO accepts cooperation only as long as the guarantees come later."""
    text = answers(negotiate(paper, concession_cost=1.25))
    assert "(here +8.3), so that NATO would refuse it. Every solution then picks nothing." in text


def test_what_is_refused_wherever_obligations_enter_is_no_news_of_where_they_do(paper: Study) -> None:
    """At a cost at which NATO loses by cooperation as it is."""
    found = negotiate(paper, concession_cost=3)
    assert found.placing is not None
    here, (there,) = found.outcome("cooperation"), found.placing.outcomes
    assert "nato" in here.refused
    assert here.refused == there.refused
    gains = f"{there.parties[1].gain:+.1f} (here {here.parties[1].gain:+.1f})"
    assert f"the gain of NATO by Cooperation is {gains}. Of the types the solutions pick" in answers(found)


def test_one_obligation_that_is_placed_elsewhere_is_not_called_all(paper: Study) -> None:
    """Where the study leaves open where it enters and nothing else."""
    one = [
        each.changed(may_enter=()) if each.id != "no-bases-in-east" else each for each in paper.obligations
    ]
    text = answers(negotiate(paper.changed(obligations=tuple(one))))
    assert "for where 1 obligation enters. Placed with Cooperation, scores left as they are, burdens" in text


def test_why_nothing_could_be_placed_elsewhere_is_told_of_one_and_of_several(paper: Study) -> None:
    """A sentence whether it is one or all."""
    found = negotiate(paper)
    assert found.placing is not None
    several = replace(found, placing=found.placing._replace(refused="so it is"))
    one = replace(
        found, placing=found.placing._replace(placings=found.placing.placings[:1], refused="so it is")
    )
    assert "All placed elsewhere, gains could not be worked out: so it is." in answers(several)
    assert "enters. Placed elsewhere, gains could not be worked out: so it is." in answers(one)


def test_a_study_that_leaves_nothing_open_has_no_such_sentence(paper: Study) -> None:
    """Nor a figure."""
    closed = paper.changed(obligations=tuple(each.changed(may_enter=()) for each in paper.obligations))
    found = negotiate(closed)
    assert found.placing is None
    assert "another place" not in answers(found)
