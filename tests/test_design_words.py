"""What design says in words: true of the data, bounded, with ties told as ties, and what a demand settles apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from documents import SINGULAR, captioned, cells, following, indifferent, prose, renamed, tables, text
from treatyopt import Frontier, Study, design
from treatyopt.cli.design import _chosen_by
from treatyopt.documents.blocks import Prose
from treatyopt.documents.choosing import between, picked
from treatyopt.documents.design import frontier_document, in_short
from treatyopt.methods.solutions import Choice

QUICK: dict[str, Any] = {"samples": 0}


@pytest.fixture(scope="module")
def frontier(paper: Study) -> Frontier:
    """The frontier of the paper, without drawings."""
    return design(paper, samples=0)


def test_what_a_demand_settles_is_neither_core_nor_out(paper: Study) -> None:
    """An obligation that the user requires or excludes has a class of its own, and no firmness."""
    found = design(paper, require=["nato-cis"], exclude=["frontier-guarantee"], samples=20)
    status = {each.obligation.id: each.status for each in found.offered}
    assert (status["nato-cis"], status["frontier-guarantee"]) == ("required", "excluded")
    assert status["kaliningrad"] == "excluded"  # it needs the frontier guarantee
    assert "frontier-guarantee" not in {each.obligation.id for each in found.adding("out")}
    assert {each.kept for each in found.adding("excluded")} == {None}
    assert [each.kept for each in found.adding("required")] == [None]
    assert None not in {each.kept for each in found.adding("core")}


def test_what_a_demand_settles_is_listed_apart(paper: Study) -> None:
    """The headline counts it apart, and its table shows no firmness."""
    found = design(paper, require=["nato-cis"], exclude=["frontier-guarantee"], samples=20)
    shown = frontier_document(found)
    assert "(19): 1 required by you, 2 excluded by you, 8 core, 3 open and 5 out," in prose(shown)
    excluded = captioned(shown, "Excluded by you, so in no package (2)")
    assert cells(excluded, "obligation") == ["frontier-guarantee", "kaliningrad"]
    assert [row.detail for row in excluded.rows] == [None, "needs what is excluded"]
    assert [each.label for each in excluded.columns if each.kind == "percent"] == []
    assert cells(captioned(shown, "Required by you, so in every package (1)"), "obligation") == ["nato-cis"]


def test_what_a_demand_settles_is_no_sign_of_firmness(paper: Study) -> None:
    """How many classes hold when scores are drawn is counted over those that the frontier decides."""
    found = design(paper, exclude_if=["enlargement"], samples=20)
    assert " all 13 keep their class in " in in_short(found)
    assert "; 6 excluded by you; at best scores" in in_short(found)


def tied(found: Frontier, kind: str, *picks: int) -> Frontier:
    """A frontier on which a solution ties between some of its points."""
    solutions = tuple(
        (id, Choice(id, picks, each.measure) if id == kind and each is not None else each)
        for id, each in found.solutions
    )
    return replace(found, solutions=solutions)


def test_a_solution_that_ties_with_the_illustration_does_not_just_pick_the_same(frontier: Frontier) -> None:
    """Where another solution falls on the illustration and on others too, that is said."""
    assert "Kalai-Smorodinsky picks the same" in prose(frontier_document(frontier))
    shown = prose(frontier_document(tied(frontier, "ks", frontier.choice or 0, 2)))
    assert "Kalai-Smorodinsky: the same, level with 1 other package" in shown
    assert "picks the same" not in shown


def test_a_solution_that_ties_elsewhere_says_so(frontier: Frontier) -> None:
    """Where another solution ties between packages without the illustration, one stands for them and says so."""
    shown = prose(frontier_document(tied(frontier, "utilitarian", 0, 1)))
    assert "Utilitarian: with no-joint-activity-in-baltics and without" not in shown
    assert "(level with 1 other package)" in shown


def test_packages_of_the_same_gains_count_among_ties(frontier: Frontier) -> None:
    """A point of the frontier that several packages reach is a tie of packages."""
    own = frontier.choice or 0
    points = list(frontier.packages)
    points[own] = points[own]._replace(ties=3)
    shown = prose(frontier_document(replace(frontier, packages=tuple(points))))
    assert (
        "3 packages tie for this choice, all with the same gains; the one that adds least is shown." in shown
    )
    assert "Kalai-Smorodinsky ties between the same" in shown


def test_packages_are_counted_as_packages_everywhere(frontier: Frontier) -> None:
    """Where several packages come to the same gains, headline, cost table and list count packages, not points."""
    points = (frontier.packages[0]._replace(ties=4), *frontier.packages[1:])
    rungs = tuple(
        each._replace(counted=12) if each.cost == frontier.cost else each for each in frontier.costs
    )
    shown = frontier_document(replace(frontier, packages=points, costs=rungs), every=True)
    assert "12 packages make the frontier: " in prose(shown)
    assert "They come to 9 pairs of gains; the package that adds least stands for each." in prose(shown)
    costs = captioned(shown, "The same at other concession costs")
    assert cells(costs, "packages")[2] == "12"
    assert (captioned(shown, "The whole frontier").caption or "").startswith(
        "The whole frontier (12 packages in 9 pairs of gains; of each the one that adds least)"
    )


def test_rungs_count_the_packages_of_their_frontier(river: Study) -> None:
    """At each cost the tied packages are counted, and whether the illustration is the choice there or tied for it."""
    parties = ["upstream", "downstream"]
    found = design(river, parties, concession_cost=1, **QUICK)
    held = found.point.adds if found.point else ()
    assert len(found.costs) == 4
    for rung in found.costs:
        there = design(river, parties, concession_cost=rung.cost, **QUICK)
        choice = dict(there.solutions)["nash"]
        assert rung.packages == len(there.packages)
        assert rung.counted == sum(each.ties for each in there.packages)
        assert rung.tied == sum(there.packages[i].ties for i in (choice.picks if choice else ()))
        assert rung.stays is (there.point is not None and there.point.adds == held)


def test_a_tie_at_another_cost_is_told(frontier: Frontier) -> None:
    """Where at another cost several tie for the choice, the row says so, and whether the illustration is one."""
    first, *rest = frontier.costs
    rungs = (first._replace(tied=2, stays=True), *rest)
    shown = frontier_document(replace(frontier, costs=rungs))
    row = cells(captioned(shown, "The same at other concession costs"), "against the illustration")[0]
    assert row.endswith(" (one of 2 that tie, the illustration among them)")


def test_nothing_is_the_same_as_no_illustration(paper: Study) -> None:
    """Where no package is acceptable, other costs are not said to give the same as what is not there."""
    found = design(paper, concession_cost=3, **QUICK)
    assert found.choice is None
    assert {each.stays for each in found.costs} == {None}
    costs = captioned(frontier_document(found), "The same at other concession costs")
    assert cells(costs, "") == ["", "", "", "", "nothing is acceptable to both"]
    assert [each.label for each in costs.columns][-1] == ""


def test_a_nash_illustration_says_when_it_was_not_chosen_by_nash(paper: Study) -> None:
    """Where no package gives both a gain the illustration is what adds least, and Nash is given no pick."""
    found = design(indifferent(paper), concession_cost=0, samples=0)
    assert "nash" not in dict(found.picks)
    assert found.to_dict()["solutions"]["nash"]["decides"] is False
    shown = frontier_document(found, every=True)
    assert (
        "No package of the frontier gives both sides a gain, so the product that Nash goes by is 0"
        in prose(shown)
    )
    assert "what Nash picks:" not in prose(shown)
    picks = cells(captioned(shown, "The whole frontier"), "chosen by")
    assert picks
    assert not any("Nash" in each for each in picks)
    other = design(indifferent(paper), concession_cost=0, solution="egalitarian", samples=0)
    assert "Nash has nothing to choose by, as no package" in prose(frontier_document(other))


def test_the_frontier_is_bounded_by_what_was_asked(frontier: Frontier, paper: Study) -> None:
    """What no other package does is said of those between the types that meet demands and screens."""
    assert "no package between the two types that passes the screens betters" in prose(
        frontier_document(frontier)
    )
    free = design(paper, screens=[], **QUICK)
    assert "no package between the two types betters" in prose(frontier_document(free))
    asked = design(paper, exclude=["cfe-2"], **QUICK)
    said = prose(frontier_document(asked))
    assert (
        "no package between the two types that meets what is asked for and passes the screens betters" in said
    )


def test_what_stays_while_scores_are_drawn_is_all_told(paper: Study) -> None:
    """Relevance, burdens, the concession cost, weights and screens are not drawn."""
    shown = prose(frontier_document(design(paper, samples=1)))
    assert (
        "(1 drawing, seed 1; relevance, burdens, concession cost and weights stay as they are, and screens on the "
        "best scores)" in shown
    )


def test_remarks_on_parties_read_well_in_the_plural(river: Study) -> None:
    """A party bound without a side, and one that nothing burdens, are told without a verb of their own."""
    study = renamed(river, ["Upper lands", "Middle lands", "Lower lands"])
    free = study.changed(obligations=tuple(each.changed(binds=("midstream",)) for each in study.obligations))
    said = " ".join(design(free, ["upstream", "downstream"], **QUICK).remarks)
    assert "also bind Middle lands, whose side is not looked at here." in said
    assert (
        "No obligation here burdens Upper lands: what it gives up, if anything, shows in scores alone."
        in said
    )


def test_no_paragraph_is_empty(paper: Study) -> None:
    """Where there is nothing to say of doubt no empty line stands for it."""
    document = frontier_document(design(paper, concession_cost=0, **QUICK))
    paragraphs = [block.text for block in document.blocks if isinstance(block, Prose)]
    assert paragraphs
    assert all(each.strip() for each in paragraphs)


def test_a_spread_that_is_not_nothing_is_not_shown_as_nothing(paper: Study) -> None:
    """With enlargement excluded NATO's gains vary by 0.02 points: less than 0.1, not 0.0."""
    found = design(paper, exclude_if=["enlargement"], **QUICK)
    gains = [each.parties[1].gain for each in found.packages]
    assert 0 < max(gains) - min(gains) < 0.05
    assert "and less than 0.1 for NATO" in prose(frontier_document(found))


def test_the_illustration_at_an_end_is_not_shown_twice(paper: Study) -> None:
    """Where the illustration adds everything it is the upper type, and its scores stand in one column."""
    document = frontier_document(design(paper, concession_cost=0, **QUICK))
    assert "It adds all 19 obligations to Cooperation" in prose(document)
    scores = captioned(document, "The scores of both types")
    assert [each.label for each in scores.columns] == [
        "criterion",
        "Cooperation",
        "Mutual Security",
    ]


def test_what_was_just_done_is_not_suggested(frontier: Frontier) -> None:
    """After --save the next command is about the file, by its name; before it, saving is suggested."""
    assert following(frontier_document(frontier, saved="my package.yaml")) == [
        "treatyopt compare --package 'my package.yaml'"
    ]
    assert "--save" in following(frontier_document(frontier))[0]


def test_a_condition_already_excluded_is_not_suggested_again(paper: Study) -> None:
    """The hint to exclude a condition goes once it is excluded."""
    assert "--exclude-if enlargement leaves" in prose(frontier_document(design(paper, **QUICK)))
    found = design(paper, exclude_if=["enlargement"], **QUICK)
    assert "--exclude-if enlargement leaves" not in prose(frontier_document(found))


def test_a_package_file_says_that_its_choice_was_a_tie(frontier: Frontier) -> None:
    """Of packages that tie the file says how many they were; of one that Nash could not choose, that it did not."""
    own = frontier.choice or 0
    points = list(frontier.packages)
    points[own] = points[own]._replace(ties=3)
    assert _chosen_by(frontier) == "Nash solution"
    assert (
        _chosen_by(replace(frontier, packages=tuple(points)))
        == "Nash solution, the least added of 3 that tie"
    )
    solutions = tuple((kind, Choice(kind, (own,), 0.0)) for kind, _ in frontier.solutions)
    idle = replace(frontier, solutions=solutions)
    assert _chosen_by(idle) == "least added, as Nash had nothing to choose by"


def test_nash_says_where_points_are_compared_all_the_same(frontier: Frontier, paper: Study) -> None:
    """One concession cost for both sides compares their points; at a cost of 0 nothing does."""
    told = "compares no points across parties, save in the concession cost, which is one figure for all"
    assert told in prose(frontier_document(frontier))
    assert told not in prose(frontier_document(design(paper, concession_cost=0, **QUICK)))


def test_exact_stands_beside_additive_by_assumption(frontier: Frontier, paper: Study) -> None:
    """Wherever design says exact it says what that rests on."""
    said = prose(frontier_document(frontier))
    beside = (
        "(exact, with the values of obligations additive by assumption)",
        "with the values of obligations additive by assumption: exact without prerequisites,",
    )
    assert [said.count(each) for each in beside] == [1, 1]
    assert said.count("exact") == 2
    single = prose(frontier_document(design(paper, concession_cost=0, **QUICK)))
    assert "One package is the best for both sides at once among the packages between the two types" in single
    assert [single.count(each) for each in ("additive by assumption)", beside[1], "exact")] == [1, 1, 2]
    assert "additive by assumption" in in_short(frontier)


def test_what_sees_to_feasibility_is_said(frontier: Frontier, paper: Study) -> None:
    """Party values leave feasibility out: the screens that packages must pass see to it, or none does."""
    readiness, timeliness = (each.name for each in paper.criteria if each.feasibility)
    said = prose(frontier_document(frontier))
    assert "eadiness: at least 40 is asked for by the screen realistic instead." in said
    assert f"No screen in use sees to {timeliness}." in said
    free = design(paper, screens=[], **QUICK)
    assert f"No screen in use sees to {readiness} or {timeliness}." in prose(frontier_document(free))


@pytest.mark.parametrize("cost", [0, 0.5, 1.62, 3])
def test_names_in_the_plural_read_well(cost: float, paper: Study) -> None:
    """No possessive and no verb in the singular after a party's name."""
    study = renamed(paper, ["Gulf states", "Baltic states"])
    said = text(frontier_document(design(study, concession_cost=cost, **QUICK), every=True))
    assert "Gulf states" in said
    assert not [wrong for wrong in SINGULAR if wrong in said]


@pytest.mark.parametrize("cost", [0, 0.5, 3])
def test_no_table_is_empty(cost: float, paper: Study) -> None:
    """Every table has a row, whether classes are empty or not."""
    shown = tables(
        frontier_document(design(paper, concession_cost=cost, exclude=["cfe-2"], **QUICK), every=True)
    )
    assert len(shown) >= 4
    assert all(table.rows for table in shown)


def test_what_would_be_refused_is_not_suggested(paper: Study) -> None:
    """With a score set for the run a package cannot be saved, so it is not suggested."""
    found = design(paper, scores={"cooperation.equality": 60}, **QUICK)
    assert following(frontier_document(found)) == ["treatyopt negotiate"]


def test_a_package_of_one_obligation_lies_between_the_types(frontier: Frontier) -> None:
    """What adds one, and what leaves one out, is a package of its own; what adds none or all is a type."""
    ids = tuple(each.obligation.id for each in frontier.offered)
    made = frontier.package()
    lies = [between(frontier, made.changed(adds=ids[:count])) for count in (0, 1, len(ids) - 1, len(ids))]
    assert lies == [False, True, True, False]


def test_both_of_two_obligations_are_all_of_them(frontier: Frontier) -> None:
    """From two on the whole is called all; the only one there is is counted."""
    ids = tuple(each.obligation.id for each in frontier.offered)
    made = frontier.package()
    for count, said in ((1, "adds 1 of the 1 obligation to"), (2, "adds all 2 obligations to")):
        short = replace(frontier, offered=frontier.offered[:count])
        assert said in picked(short, made.changed(adds=ids[:count]))
