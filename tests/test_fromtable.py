"""A study made from a plain table: it is one, and holds what the table says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt import FileProblem, Study, rank
from treatyopt.drafting import pieces
from treatyopt.drafting.csvfile import read_csv
from treatyopt.drafting.fromtable import table_study
from treatyopt.drafting.pieces import out_of_100
from treatyopt.drafting.table import in_table
from treatyopt.study.load import validated
from treatyopt.study.yamlfile import parse


def studied(text: str) -> Study:
    """The study that a text is."""
    return validated(Study, parse(text, "study.yaml"), "study.yaml")


def of_table(table: str) -> Study:
    """The study that is made of a table of commas."""
    return studied(table_study(in_table(read_csv(table.encode(), "my-scores.csv"), "rows")))


TABLE = """\
option,Cost,Safety,Looks,Cost again
group,money,people,people,
unit,EUR m,,,
direction,less,more,more,
weight,3,1,0,4
worst,90,,,
A,25,70,4,50
B,60.5,?,5,60
"""


def test_a_table_becomes_a_study_in_groups_units_and_weights() -> None:
    """Groups and names are its own, scores are in their unit, and weights are in proportion."""
    study = of_table(TABLE)
    assert study.title == "My scores"
    assert [(each.id, each.name, [c.id for c in each.criteria]) for each in study.groups] == [
        ("money", "money", ["cost"]),
        ("people", "people", ["safety", "looks"]),
        ("cost-again", "Cost again", ["cost-again"]),
    ]
    assert [each.scale and (each.scale.unit, each.scale.worst, each.scale.best) for each in study.criteria] == [
        ("EUR m", 90, 20), None, (None, 4, 5), None
    ]  # fmt: skip
    assert [(each.performance, each.basis) for each in study.options[1].scores] == [
        (60.5, "judged"), (None, "unknown"), (5, "judged"), (None, "judged")
    ]  # fmt: skip
    (profile,) = study.profiles
    assert dict(profile.points) == {"money": 37.5, "people": 12.5, "cost-again": 50}
    assert [(group, dict(shares)) for group, shares in profile.shares] == [
        ("people", {"safety": 1, "looks": 0})
    ]


def test_a_group_called_like_a_criterion_has_an_id_of_its_own() -> None:
    """Groups and criteria share one set of ids."""
    study = of_table("o,Cost,Noise\ngroup,Cost,Cost\nA,1,2\nB,3,4\n")
    assert [(each.id, each.name) for each in study.groups] == [("cost-group", "Cost")]


def test_a_group_that_weighs_nothing_takes_no_shares() -> None:
    """Its criteria count the same of nothing."""
    study = of_table("o,a,b,c\ngroup,x,x,y\nweight,0,0,2\nA,1,2,3\nB,3,4,5\n")
    assert (dict(study.profiles[0].points), study.profiles[0].shares) == ({"x": 0, "y": 100}, ())


def test_an_unknown_score_between_ends_that_were_made_up_waits_for_the_writer() -> None:
    """Nobody said that it cannot lie beyond them; where ends are given, or all scores known, nothing is said."""
    text = "o,a,b,c\nunit,kg,kg,kg\nworst,,0,\nbest,,9,\nA,?,?,7\nB,5,6,8\nC,1,2,3\n"
    before, held, after = table_study(in_table(read_csv(text.encode(), "t.csv"))).partition(
        "    # TO DO an unknown score is taken to lie between them; widen them if it could lie beyond\n"
    )
    assert (before.rpartition("name: ")[2][:2], held != "", held in after) == ("a\n", True, False)


SCORE = st.none() | st.decimals(-1000, 1000, places=2).map(float)
LINES = st.lists(st.tuples(SCORE, SCORE, SCORE), min_size=2, max_size=5)
WEIGHTS = st.none() | st.tuples(*[st.integers(0, 9)] * 3).filter(any)


@MANY
@given(LINES, WEIGHTS, st.tuples(*[st.sampled_from(["", "kg", "%", "a: b"])] * 3))
def test_a_study_holds_the_scores_of_any_table(
    lines: list[tuple[float | None, ...]], weights: tuple[int, ...] | None, units: tuple[str, ...]
) -> None:
    """Each is what it was in its unit, unknown where it was, and it can be ranked at once."""
    rows = [["o", "a", "b", "c"], ["unit", *units], *([["weight", *weights]] if weights else [])]
    rows += [
        [f"option {i}", *("" if each is None else each for each in line)] for i, line in enumerate(lines)
    ]
    study = of_table("\n".join(",".join(map(str, row)) for row in rows))
    found = [
        [None if each.basis == "unknown" else each.written[1] for each in option.scores]
        for option in study.options
    ]
    assert found == [list(line) for line in lines]
    assert len(rank(study).standings) == len(lines)


@MANY
@given(
    st.lists(st.floats(0, 1e9) | st.just(1.0), min_size=1, max_size=200).filter(lambda each: sum(each) > 1e-3)
)
def test_weights_are_points_in_proportion(weights: list[float]) -> None:
    """They sum to 100, none is below zero, and each is as it was but for rounding."""
    points = out_of_100(weights)
    assert sum(points) == pytest.approx(100, abs=1e-7)
    assert min(points) >= 0
    assert points == pytest.approx([100 * each / sum(weights) for each in weights], abs=1.1e-4)


def test_a_study_that_could_not_be_read_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it would be larger than is read."""
    monkeypatch.setattr(pieces, "MAX_BYTES", 500)
    with pytest.raises(FileProblem, match="would be larger than"):
        of_table(TABLE)
