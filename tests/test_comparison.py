"""Options side by side, and weightings side by side."""

from __future__ import annotations

import json
import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, Study, rank, side_by_side
from treatyopt.documents.blocks import Prose, Table
from treatyopt.documents.compare import bound, ranking_document, side_by_side_document
from treatyopt.ranking.comparison import columns

TYPES = ("non-aggression", "cooperation", "mutual-security", "mutual-defense")


@QUICK
@given(plans(min_options=2), st.data())
def test_differences_sum_to_the_total(drawn: Plan, data: st.DataObject) -> None:
    """The weighted differences, second less first, sum to the difference of the exact values."""
    first, second = data.draw(st.permutations(range(len(drawn.options))))[:2]
    ranking = rank(drawn.study(), baseline=True)
    pair = side_by_side(ranking, drawn.options[first], drawn.options[second])
    assert pair.total == pytest.approx(float(drawn.value(second) - drawn.value(first)), abs=1e-9)
    assert math.fsum(each.weighted for each in pair.differences) == pytest.approx(pair.total, abs=1e-9)
    assert sorted(each.criterion for each in pair.differences) == sorted(drawn.criteria)


def test_differences_are_second_less_first_largest_first(paper: Study) -> None:
    """Each difference is the second option's score less the first's, times the weight; the largest is first."""
    pair = side_by_side(rank(paper), "cooperation", "mutual-security")
    first, second = paper.option("cooperation"), paper.option("mutual-security")
    for each in pair.differences:
        ours, theirs = second.on(each.criterion).score, first.on(each.criterion).score
        assert (each.ours, each.theirs, each.difference) == (ours, theirs, ours - theirs)
        assert each.weighted == pytest.approx(pair.ranking.weights.of(each.criterion) * (ours - theirs))
    sizes = [abs(each.weighted) for each in pair.differences]
    assert sizes == sorted(sizes, reverse=True)
    assert pair.total == pytest.approx(13.9)


def test_the_other_way_round_is_the_opposite(paper: Study) -> None:
    """Swapping the two options turns every sign; the stronger one and what it adds stay."""
    ranking = rank(paper)
    one = side_by_side(ranking, "cooperation", "mutual-security")
    other = side_by_side(ranking, "mutual-security", "cooperation")
    assert other.total == -one.total
    assert {each.criterion: -each.weighted for each in other.differences} == {
        each.criterion: each.weighted for each in one.differences
    }
    assert (other.stronger, other.adds) == (one.stronger, one.adds)


@pytest.mark.parametrize(("first", "second"), list(permutations(["no-treaty", *TYPES], 2)))
def test_adds_is_the_difference_of_the_sets(paper: Study, first: str, second: str) -> None:
    """What the stronger of two types adds is what it carries and the weaker does not, in order."""
    order = ["no-treaty", *TYPES]
    weak, strong = sorted((first, second), key=order.index)
    pair = side_by_side(rank(paper, screens=[], baseline=True), first, second)
    between = order[order.index(weak) + 1 : order.index(strong) + 1]
    assert pair.stronger == strong
    assert [each.id for each in pair.adds] == [
        each.id for each in paper.obligations if each.enters in between
    ]


def test_unknown_options_are_refused(paper: Study) -> None:
    """A misspelt option is answered with the nearest."""
    with pytest.raises(ArgumentProblem, match="did you mean cooperation"):
        side_by_side(rank(paper), "mutual-security", "coperation")


def test_an_option_that_was_not_compared_cannot_be_set_beside_another(paper: Study) -> None:
    """The baseline is refused, naming what was compared, unless the ranking holds it."""
    with pytest.raises(ArgumentProblem, match="no-treaty; known: mutual-security"):
        side_by_side(rank(paper), "no-treaty", "mutual-security")
    assert side_by_side(rank(paper, baseline=True), "no-treaty", "mutual-security").total > 0


def test_columns_agree_when_the_same_option_leads(paper: Study) -> None:
    """Weightings agree when the same options lead under each."""
    together = columns([rank(paper), rank(paper, profile="nato"), rank(paper, {"europe": 90})])
    assert together.leaders == (("mutual-security",),) * 3
    assert together.agree


def test_columns_disagree_when_another_option_leads(paper: Study) -> None:
    """One weighting under which another option leads is enough to disagree."""
    apart = columns([rank(paper), rank(paper, {"realism": 200})])
    assert apart.leaders == (("mutual-security",), ("cooperation",))
    assert not apart.agree


def test_a_tie_disagrees_with_a_lone_leader(paper: Study) -> None:
    """A column led by two options is not the same as one led by either."""
    level = {f"mutual-security.{c.id}": paper.option("cooperation").on(c.id).score for c in paper.criteria}
    apart = columns([rank(paper), rank(paper, scores=level)])
    assert apart.leaders == (("mutual-security",), ("cooperation", "mutual-security"))
    assert not apart.agree


@pytest.mark.parametrize("profile", ["balanced", "cautious"])
def test_plain_data_is_json(paper: Study, profile: str) -> None:
    """Both kinds of comparison are plain data that JSON returns unchanged."""
    ranking = rank(paper, profile=profile)
    pair = side_by_side(ranking, "cooperation", "mutual-defense").to_dict()
    assert json.loads(json.dumps(pair, allow_nan=False)) == pair
    assert pair["total"] == pytest.approx(
        ranking.standing("mutual-defense").value - ranking.standing("cooperation").value
    )
    together = columns([ranking, rank(paper, {"realism": 200}, profile)]).to_dict()
    assert json.loads(json.dumps(together, allow_nan=False)) == together
    names = [each["weights"]["name"] for each in together["rankings"]]
    assert (names, len(together["leaders"])) == ([profile, f"{profile}, realism=200"], 2)


# --- names as they are written


def acronyms() -> Study:
    """A study whose names would not survive lower case, with ids that say nothing."""
    data = plan([10, 70], [90, 40], points=(50, 50), screens=((0, 20),)).data()
    data["groups"]["group-0"]["name"] = "NATO unity"
    data["groups"]["group-0"]["criteria"]["criterion-0"]["name"] = "EU risk"
    data["options"]["option-0"]["name"] = "US Senate"
    data["parties"] = {"party-0": {"name": "the EU", "profile": "plain"}}
    return Study.model_validate(data)


def test_the_heads_of_a_ranking_are_names_as_written() -> None:
    """A group's column bears its name, not its id nor the name in small letters."""
    (table, *_) = [each for each in ranking_document(rank(acronyms())).blocks if isinstance(each, Table)]
    assert {"NATO unity", "Group-1"} < {column.label for column in table.columns}


def test_a_failed_screen_names_its_criterion_as_written() -> None:
    """The reason why an option fails gives the criterion's name."""
    tables = [each for each in ranking_document(rank(acronyms())).blocks if isinstance(each, Table)]
    assert tables[1].rows[0].cells[0] == "✗ US Senate"
    assert tables[1].rows[0].cells[1].startswith("screen-0: EU risk 10, needs at least 20")


def test_two_options_are_set_side_by_side_by_the_names_of_criteria() -> None:
    """Each row of the differences bears its criterion's name."""
    document = side_by_side_document(side_by_side(rank(acronyms()), "option-0", "option-1"))
    (table, *_) = [each for each in document.blocks if isinstance(each, Table)]
    assert [row.cells[0] for row in table.rows] == ["EU risk", "Criterion-1", "value"]


def test_a_score_set_in_vain_names_its_option() -> None:
    """An option that is not compared is named where a score of it was set."""
    ranking = rank(acronyms(), options=["option-1"], scores={"option-0.criterion-0": 5})
    said = [each.text for each in ranking_document(ranking).blocks if isinstance(each, Prose)]
    assert "Without effect here, since it is not compared: US Senate." in said


def test_a_party_is_named_as_written() -> None:
    """The name of a party that an obligation binds keeps its first letter."""
    assert bound(acronyms(), ["party-0"]) == "the EU"
