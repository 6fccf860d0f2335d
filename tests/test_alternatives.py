"""What turns on where obligations enter: each placing that the study names, alone and combined."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import combinations

import pytest

from documents import captioned, cells, prose
from studies import plain_negotiate
from treatyopt import Frontier, Negotiation, Study, design, negotiate, place, rank
from treatyopt.bargaining.placing import Trial, Turn
from treatyopt.documents.design import frontier_document
from treatyopt.documents.words import listed
from treatyopt.history.elsewhere import elsewhere
from treatyopt.history.load import read_evidence
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.study.model import find
from treatyopt.study.placing import Placing

LOW, HIGH = "cooperation", "mutual-security"
tried_design = partial(design, samples=0, reports=0)


@pytest.fixture(scope="module")
def found(paper: Study) -> Frontier:
    """Packages between cooperation and mutual security, with all that is left open tried."""
    return tried_design(paper)


def statuses(frontier: Frontier) -> dict[str, str]:
    """The class of every obligation on offer."""
    return {each.obligation.id: each.status for each in frontier.offered}


def trials(frontier: Frontier) -> dict[str, Trial]:
    """The trials by what they place, all together last."""
    named = {each.placings[0].obligation: each for each in frontier.placing.each}
    together = frontier.placing.together
    return named | ({"all": together} if together else {})


def test_with_all_six_guarantees_at_cooperation_cfe_2_goes_from_out_to_core(found: Frontier) -> None:
    """As was found apart from this project; NATO's gain there is tested with `negotiate`."""
    together = trials(found)["all"]
    assert Turn("cfe-2", "out", "core") in together.turned
    assert statuses(found)["cfe-2"] == "out"
    assert len(together.placings) == 6


TRIED = (
    "no-bases-in-east",
    "no-nuclear-in-east",
    "no-joint-activity-in-baltics",
    "equal-part-in-support",
    "frontier-guarantee",
    "kaliningrad",
    "all",
)


@pytest.mark.parametrize("name", TRIED)
def test_a_trial_is_what_design_makes_of_the_study_so_placed(
    paper: Study, found: Frontier, name: str
) -> None:
    """Classes, frontier, what is firm and the illustration."""
    trial = trials(found)[name]
    there = tried_design(place(paper, {each.obligation: each.now for each in trial.placings}), placings=False)
    before, after = statuses(found), statuses(there)
    moved = {id: (before[id], now) for id, now in after.items() if before[id] != now}
    assert {each.obligation: (each.was, each.now) for each in trial.turned} == moved
    assert trial.packages == sum(each.ties for each in there.packages)
    assert (trial.core, trial.out) == (there.robust[0].core, there.robust[0].out)
    assert there.point is not None
    assert trial.adds == there.point.adds
    assert trial.gains == tuple(each.gain for each in there.point.parties)
    assert trial.upper == pytest.approx([each.gain for each in there.ends[HIGH]])


def test_what_needs_another_brings_it_along(found: Frontier) -> None:
    """Kaliningrad enters nowhere before the guarantee of the frontiers."""
    trial = trials(found)["kaliningrad"]
    assert trial.along == ("frontier-guarantee",)
    assert [each.obligation for each in trial.placings] == ["kaliningrad", "frontier-guarantee"]


def test_what_is_firm_in_every_trial_is_firm_here_and_held_or_firm_in_each(found: Frontier) -> None:
    """Nothing is called firm there that turns."""
    placing, here = found.placing, found.robust[0]
    every = trials(found).values()
    held = [{each.obligation for each in trial.placings} for trial in every]
    core = [set(trial.core) | there for trial, there in zip(every, held, strict=True)]
    assert set(placing.core) == set(here.core).intersection(*core)
    assert set(placing.out) == set(here.out).intersection(*(trial.out for trial in every))
    assert not {each.obligation for each in placing.turning} & {*placing.core, *placing.out}


def test_what_is_to_be_left_out_is_not_placed_where_every_package_holds_it(paper: Study) -> None:
    """What was asked for stands; the others are tried, by themselves and together."""
    frontier = tried_design(paper, exclude=["no-bases-in-east"])
    trial = trials(frontier)["no-bases-in-east"]
    assert trial.refused == "no-bases-in-east is to be left out, and Cooperation would hold it"
    assert trial.turned == ()
    assert len(trials(frontier)["all"].placings) == 5


def test_where_all_that_is_open_is_to_be_left_out_nothing_is_tried_and_that_is_said(paper: Study) -> None:
    """One sentence in place of a table of nothing."""
    frontier = tried_design(paper, exclude_if=["enlargement"])
    assert frontier.placing.together is None
    text = prose(frontier_document(frontier))
    assert "names another place for where 6 obligations enter, but none could be tried here" in text
    assert "placed elsewhere" not in text


def test_packages_that_end_below_can_add_what_is_placed_there(paper: Study) -> None:
    """It was not on offer, so no class of those that were turns."""
    frontier = tried_design(paper, lower="no-treaty", upper=LOW)
    trial = trials(frontier)["no-bases-in-east"]
    assert trial.turned == (Turn("no-bases-in-east", "beyond", "core"),)
    assert "no-bases-in-east" not in {each.obligation for each in frontier.placing.turning}
    assert "All 21 keep their class in all 47 ways to place them." in prose(frontier_document(frontier))


def test_placings_that_no_package_feels_are_not_tried(paper: Study) -> None:
    """From mutual security upwards all six are part of every package, wherever below they enter."""
    frontier = tried_design(paper, lower=HIGH, upper="mutual-defense", screens=[])
    assert frontier.placing.each == ()


def test_a_study_that_leaves_nothing_open_is_told_nothing_of_it(paper: Study) -> None:
    """Neither trials nor sentences."""
    closed = paper.changed(obligations=tuple(each.changed(may_enter=()) for each in paper.obligations))
    frontier = tried_design(closed)
    assert frontier.placing.each == ()
    assert "another place" not in prose(frontier_document(frontier))


def test_the_only_placing_is_not_tried_twice(paper: Study) -> None:
    """All together would be the same once more."""
    one = paper.changed(
        obligations=tuple(
            each.changed(may_enter=each.may_enter if each.id == "no-bases-in-east" else ())
            for each in paper.obligations
        )
    )
    frontier = tried_design(one)
    assert [each.placings for each in frontier.placing.each] == [(Placing("no-bases-in-east", HIGH, LOW),)]
    assert frontier.placing.together is None
    text = prose(frontier_document(frontier))
    assert (
        "In the one trial turns: equal-part-in-support (to core). The other 18 keep their class in it" in text
    )


def test_two_options_of_one_obligation_are_two_ways(paper: Study) -> None:
    """Each is told with its option, and both are not all."""
    two = ("cooperation", "mutual-defense")
    study = paper.changed(
        obligations=tuple(
            each.changed(may_enter=two if each.id == "no-bases-in-east" else ()) for each in paper.obligations
        )
    )
    text = prose(frontier_document(tried_design(study)))
    assert "Of both ways to place them, these turn in some: equal-part-in-support (to core in 2)." in text
    assert "With no-bases-in-east placed with Cooperation equal-part-in-support alone is left to move" in text


def test_what_turns_is_said_before_anything_is_called_firm(found: Frontier) -> None:
    """First how many, then a table, and of what is firm how much of it stays so."""
    document = frontier_document(found)
    text = prose(document)
    assert text.index("7 of these classes turn on where 6 obligations enter") < text.index("firmly core")
    assert "and even from out to core, cfe-2 (in 1 of the 47 ways to place them)." in text
    assert (
        "each by itself and all together, scores left as they are, 8 of the 8 stay in every package and 3 of the 6 "
        "stay in none; not cfe-2, regional-liaison and commission-technology."
    ) in text
    table = captioned(
        document, "What turns on where obligations enter: each placed with Cooperation, then all"
    )
    assert cells(table, "placed so")[-2:] == ["kaliningrad", "all 6"]
    assert "equal-part-in-support open to core (brings frontier-guarantee along)" in cells(
        table, "class turns"
    )


def test_every_combination_is_tried_where_they_are_few(paper: Study, found: Frontier) -> None:
    """Of 63 sets of the six 47 respect what kaliningrad needs; what turns in any is what design makes of each."""
    assert (found.placing.tried, found.placing.complete) == (47, True)
    counts: dict[str, Counter[str]] = {}
    for some in (set(way) for n in range(1, 7) for way in combinations(TRIED[:-1], n)):
        if "kaliningrad" in some and "frontier-guarantee" not in some:
            continue
        there = statuses(tried_design(place(paper, dict.fromkeys(some, LOW)), placings=False))
        for id, now in there.items():
            if now != statuses(found)[id]:
                counts.setdefault(id, Counter())[now] += 1
    assert {each.obligation: dict(each.now) for each in found.placing.turning} == counts


def test_of_very_many_combinations_it_is_said_that_not_all_were_tried(paper: Study) -> None:
    """What turns is then at least so many."""
    study = paper.changed(
        obligations=tuple(
            each.changed(may_enter=(LOW,)) if each.enters == HIGH else each for each in paper.obligations
        )
    )
    frontier = tried_design(study)
    assert not frontier.placing.complete
    text = prose(frontier_document(frontier))
    assert "With scores left as they are, at least" in text
    assert "by itself and all together; not in every combination." in text


def test_why_a_class_turns_is_told_where_one_obligation_is_left_to_carry_a_change(found: Frontier) -> None:
    """Scores are not judged anew, which is where the new treaty in place of CFE gets all of enlargement."""
    together = trials(found)["all"]
    assert [(each.obligation, each.criterion, each.points) for each in together.sole] == [
        ("cfe-2", "enlargement", 25)
    ]
    assert together.uncarried == ("equality",)
    text = prose(frontier_document(found))
    assert (
        "With all 6 placed so cfe-2 alone is left to move enlargement, and carries all of that change (+25)."
        in text
    )
    assert "With all 6 placed so nothing left moves equality, and its change is divided equally" in text


def test_what_becomes_of_the_illustration_is_told(paper: Study, found: Frontier) -> None:
    """The same obligations, with what cooperation then holds, gain what a package of them gains there."""
    point, there = found.point, place(paper, {"*": LOW})
    assert point is not None
    made = package(stretch(there, LOW, HIGH), [id for id in point.adds if id not in TRIED], "same")
    outcome = plain_negotiate(there.with_option(made)).outcome("same")
    assert trials(found)["all"].carried == pytest.approx([each.gain for each in outcome.parties])
    text = prose(frontier_document(found))
    assert (
        "would gain Russia +33.0 and NATO +31.2 (here Russia +37.0 and NATO +34.3). Nash then picks another"
        in text
    )


def test_what_was_placed_on_offer_is_named_where_it_is_picked(paper: Study) -> None:
    """No treaty holds nothing besides, and packages that end below can add it."""
    frontier = tried_design(paper, lower="no-treaty", upper=LOW)
    text, together = prose(frontier_document(frontier)), trials(frontier)["all"]
    assert frontier.point is not None
    assert together.adds is not None
    assert "With all 6 placed so, the illustration would gain" in text
    more = [id for id in together.adds if id not in frontier.point.adds]
    assert {*more} & {*TRIED}
    assert f"Nash then picks another with {listed(more)}" in text


def test_obligations_say_whether_their_class_turns(found: Frontier) -> None:
    """In frames and CSV, beside what is called firm; nothing where it was not tried."""
    turning = {each.obligation for each in found.placing.turning}
    assert {each.obligation.id for each in found.offered if each.turns} == turning
    assert list(found.to_frame()["turns"]) == [each.turns for each in found.offered]


def test_what_was_not_tried_is_said_not_to_have_been(paper: Study) -> None:
    """Nothing is called firm without a word on it."""
    frontier = tried_design(paper, placings=False)
    assert frontier.placing is None
    assert {each.turns for each in frontier.offered} == {None}
    assert "Where obligations enter was not tried, though the study names another place for some." in prose(
        frontier_document(frontier)
    )


def test_placings_to_several_options_are_named_with_each(paper: Study) -> None:
    """A head for one option would be wrong of another."""
    study = paper.changed(
        obligations=tuple(
            each.changed(may_enter=("mutual-security",)) if each.id == "npt" else each
            for each in paper.obligations
        )
    )
    table = captioned(frontier_document(tried_design(study)), "What turns on where obligations enter")
    assert cells(table, "placed elsewhere")[1:3] == [
        "no-bases-in-east with Cooperation",
        "no-nuclear-in-east with Cooperation",
    ]
    assert "npt with Mutual Security" in cells(table, "placed elsewhere")


def test_a_frame_has_a_row_for_each_trial(found: Frontier) -> None:
    """Under what would be typed for it, and as tidy figures."""
    wide, tidy = (found.to_frame("placing", long=long) for long in (False, True))
    assert list(wide.index) == [*(f"{id}=cooperation" for id in TRIED[:-1]), "together"]
    assert list(wide["packages"]) == [each.packages for each in trials(found).values()]
    assert list(wide["russia-gain"]) == [each.gains[0] for each in trials(found).values() if each.gains]
    assert wide.loc["together", "turned"][0] == "cfe-2: out to core"
    sides = ("russia-gain", "nato-gain", "russia-carried", "nato-carried")
    assert set(tidy["measure"]) == {"packages", *sides}


def test_what_was_placed_for_a_run_is_not_tried_elsewhere(paper: Study) -> None:
    """The run settles it; the rest is still open."""
    frontier = tried_design(place(paper, {"no-bases-in-east": LOW}))
    assert "no-bases-in-east" not in trials(frontier)
    assert len(frontier.placing.each) == 5
    assert tried_design(place(paper, {"*": LOW})).placing.each == ()


def test_a_package_of_the_study_keeps_no_placing_from_being_tried(paper: Study) -> None:
    """Neither what is designed nor what was agreed holds it, though it could not be had with what it adds elsewhere."""
    study = paper.changed(
        obligations=tuple(
            each.changed(may_enter=("mutual-defense",)) if each.id == "cfe-2" else each
            for each in paper.obligations
        )
    )
    held = study.with_option(package(stretch(study, LOW, HIGH), ["cfe-2"], "middle"))
    evidence = read_evidence(paper)
    assert tried_design(held).placing == tried_design(study).placing
    assert trials(tried_design(held))["cfe-2"].refused is None
    assert elsewhere(rank(held), evidence) == elsewhere(rank(study), evidence)


def as_if_placed(study: Study) -> tuple[Negotiation, Negotiation]:
    """What is said of the options with all placed at cooperation, and what is said once they are."""
    return negotiate(study, reports=0), negotiate(place(study, {"*": LOW}), reports=0)


def test_options_elsewhere_are_held_against_each_other_as_where_all_is_placed_so(paper: Study) -> None:
    """What Pareto-dominates an option is told there too; of packages nothing is said."""
    found, there = as_if_placed(paper)
    assert found.placing is not None
    (cooperation,) = found.placing.outcomes
    assert cooperation == there.outcome(LOW)._replace(bettered=None)
    assert cooperation.dominated == ("mutual-security",)


def test_a_package_elsewhere_is_as_a_party_with_scores_of_its_own_sees_it_there(paper: Study) -> None:
    """It follows what is placed in that party's view too."""
    own = paper.option(HIGH).on("durability").changed(score=20.0, range=(20.0, 20.0))
    nato = find("party", "nato", paper.parties)
    parties = [each.changed(scores=((HIGH, (own,)),)) if each is nato else each for each in paper.parties]
    study = paper.changed(parties=tuple(parties))
    made = package(stretch(study, LOW, HIGH), ["cfe-2", "liaison-missions"], "middle")
    found, there = as_if_placed(study.with_option(made))
    assert found.placing is not None
    middle = next(each for each in found.placing.outcomes if each.id == "middle")
    assert middle.parties == there.outcome("middle").parties
