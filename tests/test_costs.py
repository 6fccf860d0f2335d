"""Concession costs that differ by party: party values, frontiers and what is said of them, from Python and as typed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import captioned, cells, prose
from studies import QUICK
from studies import plain_design as design
from studies import plain_negotiate as negotiate
from test_frontier import (
    PAPER_ENDS,
    RIVER_ENDS,
    agrees,
    altered,
    chosen,
    every,
    gain,
    points_only,
    profiles_of,
    value,
)
from test_packages import GOOD, Saved, refusal, saved
from test_sides_commands import Capture, _here, data, fails, flat, works
from treatyopt import ArgumentProblem, Frontier, Study, read_package
from treatyopt.documents.design import frontier_document, in_short
from treatyopt.documents.negotiate import negotiation_document

__all__ = ["_here", "saved"]  # fixtures

FEW = settings(QUICK, max_examples=6)
DEAR: dict[str, float] = {"russia": 0.5, "nato": 1.0}
NATO_DEAR = {"concession_cost": {"nato": 1}}


@pytest.fixture(scope="module")
def dear(paper: Study) -> Frontier:
    """The frontier of the paper where conceding costs NATO twice what it costs Russia."""
    return design(paper, concession_cost=DEAR, samples=0)


# --- what it comes to


@pytest.mark.parametrize("costs", [DEAR, {"russia": 1.25, "nato": 0.3}, {"russia": 0, "nato": 0.5}])
def test_the_paper_agrees_with_brute_force(costs: dict[str, float], paper: Study) -> None:
    """Each side's burdens are paid at its own cost, over all sets of the 19 obligations."""
    found = design(paper, concession_cost=costs, samples=0)
    agrees(found, every(paper, ("russia", "nato"), PAPER_ENDS, costs))


@FEW
@given(st.data())
def test_rivers_agree_with_brute_force(river: Study, data: st.DataObject) -> None:
    """The same whatever the obligations need, cost and bind, and in whichever order the parties are named."""
    study = altered(data, river, moved=True)
    parties = data.draw(st.permutations(["upstream", "downstream"]))
    costs = {id: data.draw(st.sampled_from([0, 0.1, 0.5, 0.75, 1.5])) for id in parties}
    found = design(study, parties, lower=RIVER_ENDS[0], upper=RIVER_ENDS[1], concession_cost=costs, samples=0)
    agrees(found, every(study, parties, RIVER_ENDS, costs))


def test_a_net_effect_pays_each_sides_burden_at_its_own_cost(dear: Frontier) -> None:
    """What an obligation brings a side is its worth less that side's cost x its burden, where it binds."""
    paid = [
        cost * each.obligation.burden * (id in each.obligation.binds)
        for each in dear.offered
        for id, cost in DEAR.items()
    ]
    nets = [worth - net for each in dear.offered for worth, net in zip(each.worths, each.nets, strict=True)]
    assert nets == pytest.approx(paid, abs=1e-9)


def test_the_ends_are_seen_at_each_partys_own_cost(dear: Frontier, paper: Study) -> None:
    """The types at both ends gain what their scores and burdens come to at the cost of each party."""
    seen = {(end, each.party): each.gain for end in PAPER_ENDS for each in dear.end(end)}
    sides = list(zip(DEAR, profiles_of(paper, list(DEAR)), strict=True))
    assert seen == {
        (end, id): pytest.approx(float(gain(paper, end, id, profile, DEAR[id])), abs=1e-9)
        for end in PAPER_ENDS
        for id, profile in sides
    }


def test_every_option_is_valued_at_each_partys_own_cost(river: Study) -> None:
    """With three parties and one cost named, the others keep 0.5."""
    found = negotiate(river, concession_cost={"midstream": 2})
    costs = {"upstream": 0.5, "midstream": 2.0, "downstream": 0.5}
    assert found.cost is None
    assert dict(found.party_costs) == costs
    profiles = dict(zip(costs, profiles_of(river, list(costs)), strict=True))
    assert {(each.id, seen.party): seen.value for each in found.outcomes for seen in each.parties} == {
        (each.id, id): pytest.approx(float(value(river, each.id, id, profiles[id], costs[id])), abs=1e-9)
        for each in found.outcomes
        for id in costs
    }


@pytest.mark.parametrize("given", [{}, {"nato": 0.5}, {"russia": 0.5, "nato": np.float64(0.5)}])
def test_costs_that_are_alike_are_one_cost(given: dict[str, float], paper: Study) -> None:
    """A mapping that comes to the same cost for all gives just what that number gives."""
    assert design(paper, concession_cost=given, samples=0) == design(paper, samples=0)
    assert negotiate(paper, concession_cost=given) == negotiate(paper)


def test_drawings_pay_burdens_at_each_partys_own_cost(paper: Study) -> None:
    """Where every range is a point, each drawing has the classes and the illustration of the best scores."""
    found = design(points_only(paper), concession_cost=DEAR, samples=3)
    assert found.drawn is not None
    assert (found.drawn.kept, found.drawn.agreed) == (1, 1)
    assert [each.drawn for each in found.offered] == [float(each.held) for each in found.offered]


# --- other costs


def test_other_costs_are_multiples_of_those_given(dear: Frontier, paper: Study) -> None:
    """Nothing, half, once and twice, each answered as if asked."""
    assert [each.times for each in dear.costs] == [0, 0.5, 1, 2]
    assert [dict(each.party_costs) for each in dear.costs] == [
        {id: times * cost for id, cost in DEAR.items()} for times in (0, 0.5, 1, 2)
    ]
    assert [each.cost for each in dear.costs] == [0, None, None, None]
    there = [design(paper, concession_cost=dict(each.party_costs), samples=0) for each in dear.costs]
    assert [each.adds for each in dear.costs] == [chosen(each) for each in there]
    assert [each.counted for each in dear.costs] == [sum(x.ties for x in each.packages) for each in there]


def test_settlements_at_multiples_are_as_if_asked(paper: Study) -> None:
    """The same for the options; the ladder of one cost for all is empty then."""
    found = negotiate(paper, concession_cost=DEAR)
    assert found.costs == ()
    assert [each.times for each in found.multiples] == [0, 0.5, 1, 2]
    assert [each.settlements for each in found.multiples] == [
        negotiate(paper, concession_cost=dict(each.party_costs)).settlements for each in found.multiples
    ]
    assert negotiate(paper).multiples == ()


def test_the_choice_stays_inside_its_interval_of_multiples_only(dear: Frontier, paper: Study) -> None:
    """Just inside either end the same package is chosen, and just outside another."""
    assert dear.stands is None
    assert dear.stands_times is not None
    low, high = dear.stands_times
    assert high is not None
    assert low < 1 < high

    def at(times: float) -> Any:
        costs = {id: times * cost for id, cost in DEAR.items()}
        return chosen(design(paper, concession_cost=costs, samples=0))

    step = 1e-4
    assert [at(x) == chosen(dear) for x in (low - step, low + step, high - step, high + step)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert design(paper, samples=0).stands_times is None


def test_classes_that_hold_take_each_cost_to_twice_what_it_is(dear: Frontier) -> None:
    """Each side's cost is in doubt by itself, from nothing to twice its own."""
    assert [(each.party, each.low, each.high) for each in dear.robust[3].costs] == [
        ("russia", 0, 1), ("nato", 0, 2),
    ]  # fmt: skip


# --- what is said


def test_design_says_whose_cost_is_whose(dear: Frontier) -> None:
    """No sentence speaks of one cost for both where there are two."""
    shown = frontier_document(dear)
    said = f"{prose(shown)} {in_short(dear)}"
    both = "a concession cost of 0.5 for Russia and 1 for NATO"
    assert said.count(both) == 3
    assert (
        "for multiples of the concession costs from 0.95 to 1.05 (now 1, that is 0.5 for Russia and 1" in said
    )
    assert "compares no points across parties, each concession cost being in its party's own points" in said
    assert [
        phrase
        for phrase in ("for both (", "one for both", "0.5 for both", "one figure for")
        if phrase in said
    ] == []
    costs = captioned(
        shown, "The same at multiples of these concession costs (value points per unit of burden: Russia,"
    )
    assert cells(costs, "times") == ["0", "0.5", "1", "2"]
    assert cells(costs, "costs") == ["0, 0", "0.25, 0.5", "0.5, 1", "1, 2"]
    assert [row.strong for row in costs.rows] == [False, False, True, False]
    doubts = cells(captioned(shown, "Classes that hold"), "in doubt")
    assert doubts[2] == "scores, together by criterion; concession cost 0 to 1 for Russia and 0 to 2 for NATO"


def test_negotiate_says_whose_cost_is_whose(paper: Study) -> None:
    """The heading, what Nash assumes and the table over other costs name the cost of each."""
    found = negotiate(paper, **NATO_DEAR)
    shown = negotiation_document(found)
    assert "concession cost 0.5 for Russia and 1 for NATO" in str(shown.blocks[0])
    assert "concession cost 0.5 for Russia and 1 for NATO" in repr(found)
    assumptions = cells(captioned(shown, "What the parties could settle on"), "what it takes, and assumes")
    assert "each concession cost being in its party's own points" in assumptions[0]
    assert "one figure for all" not in " ".join(assumptions)
    costs = captioned(shown, "The same at multiples of these concession costs")
    assert cells(costs, "costs") == ["0, 0", "0.25, 0.5", "0.5, 1", "1, 2"]
    assert [row.strong for row in costs.rows] == [False, False, True, False]


def test_data_hold_the_cost_of_each_party(capsys: Capture) -> None:
    """In JSON `cost` is null where costs differ, and `party_costs` has both always."""
    differ = data(capsys, "design --samples 0 --concession-cost nato=1 --concession-cost russia=0.25")
    assert (differ["cost"], differ["party_costs"]) == (None, {"russia": 0.25, "nato": 1.0})
    alike = data(capsys, "negotiate --concession-cost 2")
    assert (alike["cost"], alike["party_costs"]) == (2.0, {"russia": 2.0, "nato": 2.0})


# --- package files


def test_a_saved_package_holds_both_costs(paper: Study, capsys: Capture) -> None:
    """The file names the cost of each, and what reads it says so."""
    works(capsys, "design", "--samples", "0", "--concession-cost", "nato=1", "--save", "dear.yaml")
    assert "  concession-costs:\n    russia: 0.5\n    nato: 1.0\n" in Path("dear.yaml").read_text(
        encoding="utf-8"
    )
    note = read_package(paper, "dear.yaml").note
    assert (note or "").endswith(
        "Nash solution for Russia, NATO at concession costs of 0.5 for Russia, 1 for NATO."
    )
    assert "at concession costs of 0.5 for Russia, 1 for NATO." in flat(
        works(capsys, "explain", "dear", "--package", "dear.yaml")
    )


@pytest.mark.parametrize(
    ("costs", "problem"),
    [
        (
            "{nato: -1}",
            (12, "provenance.concession-costs.nato", "must be greater than or equal to 0, not -1"),
        ),
        ("{nato: half}", (12, "provenance.concession-costs.nato", "must be a number, not the text 'half'")),
        ("1", (12, "provenance.concession-costs", "must be a mapping, such as {some-id: 50}, not 1")),
    ],
)
def test_odd_costs_in_a_file_are_told_with_their_line(
    costs: str, problem: tuple[int, str, str], paper: Study, saved: Saved
) -> None:
    """What is no cost by party is refused in the file that holds it."""
    provenance = "provenance:\n  made-by: us\n  study: X\n  chosen-by: hand\n"
    assert refusal(paper, saved(f"{GOOD}{provenance}  concession-costs: {costs}\n")) == [problem]


def test_a_file_holds_one_form_of_costs(paper: Study, saved: Saved) -> None:
    """One cost for all and a cost for each cannot both have been in use."""
    provenance = "provenance:\n  made-by: us\n  study: X\n  chosen-by: hand\n  concession-cost: 1\n"
    ((_, place, message),) = refusal(paper, saved(f"{GOOD}{provenance}  concession-costs: {{nato: 1}}\n"))
    assert place == "provenance"
    assert message == "holds both concession-cost and concession-costs; keep one of them"


# --- what is refused


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"natoo": 1}, "unknown party natoo; did you mean nato?"),
        ({1: 1}, "unknown party 1; known: russia, nato"),
        ({"nato": -0.1}, "concession cost of nato -0.1: must be a number from 0 to 1000000"),
        ({"nato": math.nan}, "concession cost of nato nan: must be a number from 0 to 1000000"),
        ({"nato": None}, "concession cost of nato None: must be a number from 0 to 1000000"),
        ({"nato": True}, "concession cost of nato True: must be a number from 0 to 1000000"),
        ({"nato": "half"}, "concession cost of nato half: must be a number from 0 to 1000000"),
        ([("nato", 1)], "concession cost [('nato', 1)]: must be a number from 0 to 1000000"),
    ],
)
def test_what_is_no_cost_by_party_is_refused(given: Any, message: str, paper: Study) -> None:
    """One clear line from Python, for design and for negotiate."""
    with pytest.raises(ArgumentProblem) as caught:
        design(paper, concession_cost=given, samples=0)
    assert str(caught.value) == message
    with pytest.raises(ArgumentProblem) as caught:
        negotiate(paper, concession_cost=given)
    assert str(caught.value) == message


def test_a_party_that_is_not_at_the_table_has_no_cost(river: Study) -> None:
    """A cost for a party of the study that does not take part would be ignored, and so is refused."""
    with pytest.raises(ArgumentProblem, match="unknown party midstream"):
        design(river, ["upstream", "downstream"], concession_cost={"midstream": 1}, samples=0)


@pytest.mark.parametrize("command", ["negotiate", "design --samples 0"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nato=", "nato=: a cost must be a number"),
        ("=1", "=1: write PARTY=X"),
        ("nato=half", "nato=half: a cost must be a number"),
        ("nato=1_0", "nato=1_0: a cost must be a number"),
        ("nato=-1", "concession cost of nato -1: must be a number from 0 to 1000000"),
        ("nato=nan", "concession cost of nato nan: must be a number from 0 to 1000000"),
        ("nato=1e999", "concession cost of nato inf: must be a number from 0 to 1000000"),
        ("natoo=1", "unknown party natoo; did you mean nato?"),
        ("nato=1 nato=2", "nato is given twice"),
        ("0.25 nato=1", "0.25 is for all parties and the others for one; write PARTY=X for each"),
        ("nato=1 x", "x is for all parties and the others for one; write PARTY=X for each"),
        ("1 2", "--concession-cost for all parties is given more than once; a run takes one"),
        ("nato", "nato is not a number"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_one_line(
    command: str, words: str, said: str, capsys: Capture
) -> None:
    """A wrong cost ends with code 2 and names what is wrong with it."""
    given = [word for each in words.split() for word in ("--concession-cost", each)]
    assert said in fails(capsys, 2, *command.split(), *given)
