"""Evidence in Python and in a notebook: what the command says, as data and as DataFrames."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

import treatyopt
from conftest import ROOT, Run
from test_notebook import sound
from treatyopt import Study
from treatyopt.history.load import read_evidence
from treatyopt.history.results import weighed

TABLES = {
    None: ("outcomes", "bearings", "agreed", "beside", "hindsight", "rates", "examples", "research"),
    "cooperation": ("judgements", "outcomes", "rates", "examples"),
    "legally-binding-form": ("outcome", "judgements"),
}
EACH = [(id, table) for id, tables in TABLES.items() for table in tables]


@pytest.fixture(scope="module")
def found(paper: Study) -> dict[str | None, Any]:
    """The evidence of the paper, and that on an option and on an obligation."""
    return {None: treatyopt.evidence(paper)} | {id: treatyopt.evidence(paper, id) for id in TABLES if id}


@pytest.mark.parametrize("id", TABLES, ids=str)
def test_json_is_the_result(id: str | None, found: dict[str | None, Any], inside: Run) -> None:
    """The command puts out what the function gives, as data too."""
    shown = json.loads(inside("evidence", *([id] if id else []), "-f", "json").stdout)
    made = {key: value for key, value in shown.items() if key not in ("schema_version", "made_by")}
    assert made == json.loads(json.dumps(found[id].to_dict()))


@pytest.mark.parametrize("id", TABLES, ids=str)
def test_evidence_shows_itself_and_cannot_be_changed(id: str | None, found: dict[str | None, Any]) -> None:
    """It is a closed fragment of HTML in a notebook, and frozen."""
    sound(found[id]._repr_html_())
    with pytest.raises(FrozenInstanceError):
        found[id].study = None


@pytest.mark.parametrize(("id", "table"), EACH, ids=str)
def test_a_frame_has_a_row_for_each_thing(id: str | None, table: str, found: dict[str | None, Any]) -> None:
    """Wide, the first column tells the rows apart; tidy, each fact of each row stands once."""
    wide, tidy = found[id].to_frame(table), found[id].to_frame(table, long=True)
    assert wide.index.is_unique
    assert len(wide) > 0
    assert not tidy.duplicated([tidy.columns[0], "measure"]).any()
    assert len(tidy) % len(wide) == 0


@pytest.mark.parametrize("id", TABLES, ids=str)
def test_an_unknown_table_is_answered_with_those_there_are(
    id: str | None, found: dict[str | None, Any]
) -> None:
    """What the tables are called is told where a name is wrong, the usual one first."""
    with pytest.raises(treatyopt.ArgumentProblem, match=f"known: {', '.join(TABLES[id])}"):
        found[id].to_frame("zzz")


def test_frames_hold_what_the_result_does(found: dict[str | None, Any]) -> None:
    """Outcomes, judgements, packages, counts and chances, each under the name that tells it apart."""
    whole, option = found[None], found["cooperation"]
    assert list(whole.to_frame().index) == [each.id for each in whole.outcomes]
    assert dict(whole.to_frame("agreed")["value"]) == {each.id: each.standing.value for each in whole.agreed}
    assert list(whole.to_frame("rates")["high"]) == [each.high for each in whole.rates]
    chances = [float(own.chance) for each in whole.hindsight for own in each.classes]
    assert list(whole.to_frame("hindsight")["chance"]) == chances
    assert whole.to_frame("bearings").loc["cooperation.readiness", "bearing"] == "contradicts"
    assert list(option.to_frame()["score"]) == [each.score for each in option.judgements]


def test_a_frame_of_examples_has_the_keys_of_the_data(found: dict[str | None, Any]) -> None:
    """One thing is spelt one way, as in the file."""
    keys = {key for each in found[None].to_dict()["examples"] for key in each}
    assert "in-force" in keys
    assert keys == {*found[None].to_frame("examples").columns}


def test_what_is_valued_elsewhere_has_the_keys_of_what_is_valued_here(
    found: dict[str | None, Any],
) -> None:
    """Why nothing could be valued is spelt one way too."""
    told = found[None].to_dict()
    assert {*told["placing"]} - {"placings"} == {"agreed", "not_valued"} <= {*told}


def test_counts_are_those_of_the_rows(found: dict[str | None, Any]) -> None:
    """What came of all and what bears on the judgements add up."""
    whole, option = found[None], found["cooperation"]
    assert sum(whole.came[2:5]) == whole.came.obligations == len(whole.outcomes)
    assert sum(whole.judged[1:]) == whole.judged.judgements
    assert sum(whole.judged[1:4]) == len(whole.bearings)
    assert option.judged.nothing == sum(each.bearing is None for each in option.judgements)


def test_what_bears_on_the_baseline_is_not_dropped(paper: Study) -> None:
    """Whatever option a bearing is on, it is told and counted."""
    held = read_evidence(paper)
    more = held.bearings[0].changed(option=paper.baseline)
    ranking = treatyopt.rank(paper)
    told = weighed(ranking, held.changed(bearings=(*held.bearings, more)))
    assert told.judged.qualifies == weighed(ranking, held).judged.qualifies + 1
    assert told.judged.judgements == 5 * len(paper.criteria)


def test_a_ranking_gives_its_weights(paper: Study) -> None:
    """What was agreed is valued by the weights of the ranking that is given."""
    cautious = treatyopt.evidence(treatyopt.rank(paper, profile="cautious"))
    assert cautious.weights == "cautious"
    assert cautious.agreed[1].value != treatyopt.evidence(paper).agreed[1].value


def test_the_example_of_the_page_says_what_the_page_says() -> None:
    """What docs/evidence.md shows of Python is what it prints."""
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    (code, shown), *_ = re.findall(r"```python\n(.*?)```\n+```text\n(.*?)```", page, flags=re.S)
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == shown
