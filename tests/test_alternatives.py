"""What turns on where obligations enter: each placing that the study leaves open, tried alone and all together."""

from __future__ import annotations

from functools import partial

import pytest

from documents import captioned, cells, prose
from treatyopt import Frontier, Study, design, place
from treatyopt.bargaining.placing import Trial, Turn
from treatyopt.documents.design import frontier_document
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
    assert not set(placing.turning) & {*placing.core, *placing.out}


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
    assert "leaves open where 6 obligations enter, but no other place could be tried here" in text
    assert "in every trial" not in text


def test_packages_that_end_below_can_add_what_is_placed_there(paper: Study) -> None:
    """It was not on offer, so no class of those that were turns."""
    frontier = tried_design(paper, lower="no-treaty", upper=LOW)
    trial = trials(frontier)["no-bases-in-east"]
    assert trial.turned == (Turn("no-bases-in-east", "beyond", "core"),)
    assert "no-bases-in-east" not in frontier.placing.turning


def test_placings_that_no_package_feels_are_not_tried(paper: Study) -> None:
    """From mutual security upwards all six are part of every package, wherever below they enter."""
    frontier = tried_design(paper, lower=HIGH, upper="mutual-defense", screens=[])
    assert frontier.placing.each == ()


def test_a_study_that_leaves_nothing_open_is_told_nothing_of_it(paper: Study) -> None:
    """Neither trials nor sentences."""
    closed = paper.changed(obligations=tuple(each.changed(may_enter=()) for each in paper.obligations))
    frontier = tried_design(closed)
    assert frontier.placing.each == ()
    assert "where obligations enter" not in prose(frontier_document(frontier))


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
    assert "Each was tried by itself; what" in prose(frontier_document(frontier))


def test_what_turns_is_said_before_anything_is_called_firm(found: Frontier) -> None:
    """First how many, then a table, and of what is firm how much of it stays so."""
    document = frontier_document(found)
    text = prose(document)
    assert text.index("5 of these classes turn on where 6 obligations enter") < text.index("firmly core")
    assert "cfe-2 even from out to core" in text
    assert (
        "In every trial of where obligations enter too: 8 of the 8 firmly core and 3 of the 6 firmly out, not cfe-2, "
        "regional-liaison and commission-technology."
    ) in text
    table = captioned(document, "What turns on where obligations enter")
    assert cells(table, "placed with Cooperation")[-2:] == ["kaliningrad", "all 6"]
    assert "equal-part-in-support open to core (brings frontier-guarantee along)" in cells(
        table, "class turns"
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
    assert set(tidy["measure"]) == {"packages", "russia-gain", "nato-gain"}


def test_what_was_placed_for_a_run_is_not_tried_elsewhere(paper: Study) -> None:
    """The run settles it; the rest is still open."""
    frontier = tried_design(place(paper, {"no-bases-in-east": LOW}))
    assert "no-bases-in-east" not in trials(frontier)
    assert len(frontier.placing.each) == 5
    assert tried_design(place(paper, {"*": LOW})).placing.each == ()
