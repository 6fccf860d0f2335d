"""Obligations placed with other options: what the study allows for, what moves along, and what follows."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt import ArgumentProblem, Package, Study, place, rank
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.study.placing import Alternative, Placing, Stuck, alternatives, brought

LOW, HIGH = "cooperation", "mutual-security"
NATO_GUARANTEES = (
    "no-bases-in-east",
    "no-nuclear-in-east",
    "no-joint-activity-in-baltics",
    "equal-part-in-support",
    "frontier-guarantee",
    "kaliningrad",
)


def enters(study: Study) -> dict[str, str]:
    """What every obligation enters with."""
    return {each.id: each.enters for each in study.obligations}


def allowing(study: Study, **may: tuple[str, ...]) -> Study:
    """The study in which these obligations, written with _ for -, could enter with these options."""
    there = {id.replace("_", "-"): options for id, options in may.items()}
    return study.changed(
        obligations=tuple(
            each.changed(may_enter=there.get(each.id, each.may_enter)) for each in study.obligations
        )
    )


def added(study: Study, *ids: str) -> Study:
    """The study with a package between cooperation and mutual security that adds these obligations."""
    return study.with_option(package(stretch(study, LOW, HIGH), ids, "middle"))


def test_the_paper_leaves_open_where_the_guarantees_of_nato_enter(paper: Study) -> None:
    """Guarantees/2 ties none of the six to one of the two types; kaliningrad brings what it needs along."""
    found = list(alternatives(paper))
    assert [each.own for each in found] == [Placing(id, HIGH, LOW) for id in NATO_GUARANTEES]
    assert [each.along for each in found if each.along] == [(Placing("frontier-guarantee", HIGH, LOW),)]


def test_what_is_placed_higher_brings_along_what_needs_it(paper: Study) -> None:
    """Nothing is left behind that would enter before what it needs."""
    study = allowing(paper, liaison_missions=("mutual-defense",), regional_liaison=("mutual-defense",))
    moved = Alternative(
        Placing("liaison-missions", HIGH, "mutual-defense"),
        (Placing("regional-liaison", HIGH, "mutual-defense"),),
    )
    assert moved in list(alternatives(study))


def test_what_comes_along_goes_as_short_a_way_as_it_may(paper: Study) -> None:
    """Of several options that it could enter with, a prerequisite takes the nearest that will do."""
    study = allowing(
        paper, kaliningrad=("cooperation",), frontier_guarantee=("non-aggression", "cooperation")
    )
    kaliningrad = next(each for each in study.obligations if each.id == "kaliningrad")
    assert brought(study, kaliningrad, LOW) == {"kaliningrad": LOW, "frontier-guarantee": LOW}


def test_what_cannot_come_along_keeps_an_obligation_where_it_is(paper: Study) -> None:
    """Who needs what is named."""
    study = allowing(paper, frontier_guarantee=())
    kaliningrad = next(each for each in study.obligations if each.id == "kaliningrad")
    with pytest.raises(
        Stuck, match="it needs frontier-guarantee, which enters with mutual-security, later than"
    ):
        brought(study, kaliningrad, LOW)


def test_what_comes_along_can_itself_be_kept_and_by_what_is_said_of_it(paper: Study) -> None:
    """Too late is what enters after the option that the one in between would have to take, not after the first's."""
    study = allowing(paper, frontier_guarantee=("non-aggression",))
    needy = study.changed(
        obligations=tuple(
            each.changed(needs=("npt",)) if each.id == "frontier-guarantee" else each
            for each in study.obligations
        )
    )
    kaliningrad = next(each for each in needy.obligations if each.id == "kaliningrad")
    with pytest.raises(Stuck) as caught:
        brought(needy, kaliningrad, LOW)
    assert str(caught.value) == (
        "frontier-guarantee needs npt, which enters with cooperation, later than non-aggression, and has no may-enter "
        "that would do"
    )


@pytest.mark.parametrize("may", [(), ("non-aggression",)], ids=["nowhere else", "elsewhere too"])
def test_what_hangs_on_a_placing_of_the_run_is_settled_by_it(paper: Study, may: tuple[str, ...]) -> None:
    """Kaliningrad is not tried below what it needs, which stays where the run has it wherever else it could enter."""
    early = paper.changed(
        obligations=tuple(
            each.changed(enters=LOW, may_enter=may) if each.id == "frontier-guarantee" else each
            for each in paper.obligations
        )
    )
    found = place(early, {"frontier-guarantee": HIGH})
    assert [each.own.obligation for each in alternatives(found)] == list(NATO_GUARANTEES[:4])


def test_placing_one_moves_it_and_nothing_else(paper: Study) -> None:
    """It says what the study has, and placing it back leaves no trace."""
    found = place(paper, {"cfe-2": LOW})
    assert enters(found) == {**enters(paper), "cfe-2": LOW}
    assert found.placings == (Placing("cfe-2", HIGH, LOW),)
    assert place(found, {"cfe-2": HIGH}).obligations == paper.obligations


@pytest.mark.parametrize("may_enter", [(), ("non-aggression",)], ids=["nowhere", "elsewhere"])
def test_what_was_placed_for_a_run_is_not_brought_along(paper: Study, may_enter: tuple[str, ...]) -> None:
    """The run settles where it is, and with that what else could enter below it."""
    study = allowing(paper, broad_interests=(LOW,), common_interest_definition=may_enter)
    assert Placing("broad-interests", HIGH, LOW) in [each.own for each in alternatives(study)]
    run = place(study, {"common-interest-definition": HIGH})
    assert list(alternatives(run)) == list(alternatives(paper))


def test_a_star_places_all_that_could_enter_there_but_those_named(paper: Study) -> None:
    """What the study says is one word; what is named by itself goes where that says."""
    assert place(paper, {"*": LOW}).placings == tuple(Placing(id, HIGH, LOW) for id in NATO_GUARANTEES)
    found = place(paper, {"*": LOW, "no-bases-in-east": "mutual-defense"})
    assert found.placings[0] == Placing("no-bases-in-east", HIGH, "mutual-defense")
    left = place(paper, {"*": LOW, "equal-part-in-support": HIGH})
    assert "equal-part-in-support" not in {each.obligation for each in left.placings}
    assert len(left.placings) == 5


def test_scores_of_the_options_do_not_follow(paper: Study) -> None:
    """Where obligations enter divides changes of score and makes none."""
    assert rank(place(paper, {"*": LOW})).standings == rank(paper).standings


def test_a_result_names_what_was_placed_and_says_nothing_where_nothing_was(paper: Study) -> None:
    """JSON holds it beside the study's file."""
    told = rank(place(paper, {"cfe-2": LOW})).to_dict()["study"]["placings"]
    assert told == [{"obligation": "cfe-2", "was": HIGH, "now": LOW}]
    assert "placings" not in json.dumps(rank(paper).to_dict())


def test_a_package_follows_and_keeps_what_it_adds(paper: Study) -> None:
    """Its scores are those of the package made after the placing."""
    study = added(paper, "liaison-missions", "cfe-2", "no-bases-in-east")
    made = place(study, {"no-bases-in-east": LOW}).option("middle")
    assert isinstance(made, Package)
    assert made.adds == ("cfe-2", "liaison-missions")
    anew = added(place(paper, {"no-bases-in-east": LOW}), "liaison-missions", "cfe-2").option("middle")
    assert made.scores == anew.scores
    assert made.scores != study.option("middle").scores


def test_a_package_that_is_called_by_what_it_adds_is_counted_anew(paper: Study) -> None:
    """A name of its own it keeps, and where another has the new one its id stands behind."""
    study = added(paper, "liaison-missions", "no-bases-in-east")
    assert study.option("middle").name == "Cooperation + 2"
    assert place(study, {"*": LOW}).option("middle").name == "Cooperation + 1"
    found = stretch(paper, LOW, HIGH)
    named = paper.with_option(package(found, ["no-bases-in-east"], "middle", "A beginning"))
    assert place(named, {"*": LOW}).option("middle").name == "A beginning"
    two = study.with_option(package(found, ["cfe-2"], "other"))
    there = place(two, {"no-bases-in-east": LOW})
    assert [each.name for each in there.options[-2:]] == ["Cooperation + 1 (middle)", "Cooperation + 1"]


WRONG: dict[str, tuple[object, str]] = {
    "unknown obligation": ({"cfe-3": LOW}, "unknown obligation cfe-3; did you mean cfe-2?"),
    "unknown option": ({"cfe-2": "cooperatoin"}, "unknown option cooperatoin; did you mean cooperation?"),
    "the baseline": ({"cfe-2": "no-treaty"}, "cfe-2=no-treaty: the baseline obliges to nothing"),
    "where it is": ({"cfe-2": HIGH}, "cfe-2=mutual-security: it enters with mutual-security as it is"),
    "no option": ({"cfe-2": 2}, "2 of cfe-2 is not the id of an option"),
    "no mapping": (["cfe-2"], "give a mapping by id"),
    "a star for nothing": (
        {"*": "mutual-defense"},
        "the study says of no obligation that it could enter with mutual-defense instead (may-enter); name those",
    ),
    "before what it needs": (
        {"kaliningrad": LOW},
        "kaliningrad needs frontier-guarantee, which would enter later (mutual-security, after cooperation); place",
    ),
    "after what needs it": (
        {"ministerial-committees": "mutual-defense"},
        "needs ministerial-committees, which would enter later (mutual-defense, after mutual-security)",
    ),
}


@pytest.mark.parametrize(("wrong", "message"), WRONG.values(), ids=WRONG)
def test_a_placing_that_cannot_be_is_refused(paper: Study, wrong: Mapping[str, str], message: str) -> None:
    """In one line that names it."""
    with pytest.raises(ArgumentProblem) as caught:
        place(paper, wrong)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_package_is_nothing_to_enter_with(paper: Study) -> None:
    """It is made of obligations."""
    with pytest.raises(ArgumentProblem, match="npt=middle: a package is made of obligations"):
        place(added(paper, "cfe-2"), {"npt": "middle"})


def test_a_package_that_could_not_be_had_is_refused(paper: Study) -> None:
    """What it adds has to enter between its ends, with what it needs."""
    study = added(paper, "cfe-2")
    with pytest.raises(ArgumentProblem, match="the package middle cannot be had so: cfe-2 does not enter"):
        place(study, {"cfe-2": "mutual-defense"})


def test_a_study_without_obligations_has_none_to_place(paper: Study) -> None:
    """The lines that would add one are told."""
    with pytest.raises(ArgumentProblem, match="the study has no obligations"):
        place(paper.changed(obligations=()), {"cfe-2": LOW})


@given(st.sets(st.sampled_from(NATO_GUARANTEES[:-1])))
@QUICK
def test_whatever_is_placed_below_all_that_is_left_makes_the_upper_option(
    paper: Study, some: set[str]
) -> None:
    """The change of every score is divided among fewer, and comes to the same."""
    found = stretch(place(paper, dict.fromkeys(some, LOW)), LOW, HIGH)
    whole = package(found, [each.id for each in found.offered])
    wanted = [(each.low, each.score, each.high) for each in paper.option(HIGH).scores]
    found_scores = [(each.low, each.score, each.high) for each in whole.scores]
    assert found_scores == [pytest.approx(each) for each in wanted]


def test_what_a_run_placed_can_be_told_as_data_and_read_back(paper: Study) -> None:
    """What it could enter with may then be what it does enter with."""
    found = place(paper, {"*": LOW})
    assert Study.model_validate(found.to_dict()).placings == found.placings
