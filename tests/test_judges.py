"""Several judges, each with weights of their own: their mean, where they are apart, and whether it matters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from studies import QUICK, Plan, plans
from treatyopt import Study, rank, weigh
from treatyopt.ranking.comparison import columns


@QUICK
@given(plans(), st.data())
def test_values_at_the_mean_weights_are_the_means_of_the_values(drawn: Plan, data: st.DataObject) -> None:
    """Value is linear in weights, so that equal say of each judge can be had of weights as of values."""
    study = drawn.study()
    groups = [each.id for each in study.groups]
    points = st.fixed_dictionaries(dict.fromkeys(groups, st.integers(0, 9).map(float))).filter(
        lambda x: any(x.values())
    )
    judges = [weigh(study, each) for each in data.draw(st.lists(points, min_size=2, max_size=4))]
    found = columns([rank(study, each) for each in judges])
    assert found.mean is not None
    assert {each.id: each.value for each in found.mean.standings} == pytest.approx(
        {
            each.id: sum(one.standing(each.id).value for one in found.rankings) / len(judges)
            for each in found.rankings[0].standings
        }
    )
    assert sum(each.weight for each in found.mean.weights.criteria) == pytest.approx(1)


def test_where_judges_are_furthest_apart_comes_first_with_who_is_at_both_ends(paper: Study) -> None:
    """The widest spread of weight is first, by group, with the judges who give the most and the least."""
    found = columns([rank(paper, profile=each) for each in ("balanced", "russia", "nato")])
    first = found.spreads[0]
    assert (first.id, first.kind, first.weights) == ("partnership", "group", (0.2, 0.3, 0.1))
    assert (first.most, first.least, first.difference) == (("russia",), ("nato",), pytest.approx(0.2))
    frame = found.to_frame("weights")
    assert (frame.loc["partnership", "russia-weight"], frame.loc["partnership", "most"]) == (0.3, ["russia"])


def test_judges_who_weigh_alike_are_apart_on_nothing(paper: Study) -> None:
    """Two judges with the same weights have no ends, and the text says so."""
    found = columns([rank(paper), rank(paper, weigh(paper, name="again"))])
    assert {(each.most, each.least, each.difference) for each in found.spreads} == {((), (), 0.0)}
    assert "They weigh everything alike." in str(found)


def test_what_judges_say_alike_holds_at_their_mean(paper: Study) -> None:
    """The mean of weightings that fit a statement fits it; the verdict there is of what fits."""
    say = ["security>=realism"]
    found = columns([rank(paper, {"europe": x}, say=say) for x in (20, 40)])
    assert found.mean is not None
    assert found.mean.weights.weight_set.said == found.rankings[0].weights.weight_set.said
    assert found.mean.verdict.share == found.rankings[0].verdict.share


def test_columns_are_called_after_their_judges(inside: Run, tmp_path: Path) -> None:
    """A file is called by its name without the ending, or as it was typed where two are called alike."""
    (tmp_path / "ben").mkdir()
    for name in ("anna.yaml", "ben.yaml", "ben/anna.yaml"):
        (tmp_path / name).write_text("realism: 400\n", encoding="utf-8")
    said = inside("compare", "--weights", "anna.yaml", "-p", "nato", "--weights", "ben.yaml").stdout
    assert "weights: nato, anna, ben" in said
    assert "That matters: it changes who leads, but not the shortlist." in " ".join(said.split())
    again = inside("compare", "--weights", "anna.yaml", "--weights", "ben/anna.yaml").stdout
    assert "weights: anna.yaml, ben/anna.yaml" in again


@pytest.mark.parametrize("names", [["x", "x-3", "x"], ["x", "x (2)", "x"], ["mean", "x"]], ids="/".join)
def test_no_two_weightings_are_called_alike(paper: Study, names: list[str]) -> None:
    """Names that are alike are told apart, in tables and sentences, by what no other and not the mean is called."""
    found = columns([rank(paper, weigh(paper, name=each)) for each in names])
    heads = list(found.to_frame().columns)
    assert len(heads) == len(set(heads))
    assert len({each.weights.name for each in found.rankings} | {"mean"}) == len(names) + 1


def test_each_column_says_of_which_weightings_its_share_is(paper: Study) -> None:
    """Columns of groups, of what was said and of all criteria stand beside each other, each named, and their mean."""
    found = columns(
        [
            rank(paper),
            rank(paper, weigh(paper, say=["security>=realism"], name="anna")),
            rank(paper, weigh(paper, say=["reassurance=stand-off"], over="criteria", name="ben")),
        ]
    )
    flat = " ".join(str(found).split())
    assert (
        "Verdict: the share of weightings in which the leader leads, on best scores: in balanced and mean of all group "
        "weightings; in anna of the group weightings that fit what was said (security >= realism; "
    ) in flat
    assert "in ben of the weightings of the criteria that fit what was said (reassurance = stand-off)" in flat
    assert (
        "The group points of a profile do not move a share of group weightings, shares inside a group do; neither "
        "moves one of weightings of the criteria."
    ) in flat
