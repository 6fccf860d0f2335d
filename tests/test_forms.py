"""What is said of a field that is no mapping, or no list, where it is one: how it is written, by an example."""

from pathlib import Path

import pytest

from treatyopt import FileProblem, load
from treatyopt.drafting.keys import records
from treatyopt.study.forms import example_at
from treatyopt.study.parts import Parts

STUDY = """\
baseline: nothing
criteria: {trade: , seizures: }
options:
  nothing: {scores: {trade: 10, seizures: 20}}
  hotline: {scores: {trade: 20, seizures: 60}}
parties:
  north: {scores: {hotline: {trade: 30}}}
  south: {name: South}
profiles:
  even: {points: {trade: 50, seizures: 50}, cites: []}
obligations:
  call: {says: They call., binds: [north], enters: hotline, burden: 1, moves: {seizures: 3}, needs: []}
screens:
  calm: {criterion: seizures, minimum: 10}
"""


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("{seizures: 3}", "[seizures]", "moves: must be a mapping, such as {seizures: 3}"),
        ("{seizures: 3}", "trade", "moves: must be a mapping, such as {trade: 3}, not the text 'trade'"),
        ("[north]", "north", "binds: must be a list, such as [north], not the text 'north'"),
        ("[north]", "both", "binds: must be a list, such as [south], not the text 'both'"),
        ("needs: []", "needs: call", "needs: must be a list, such as [call], not the text 'call'"),
        ("{hotline: {trade: 30}}", "hotline", "north.scores: must be a mapping, such as {hotline: {seizures: 50}}"),
        ("{trade: 30}", "30", "scores.hotline: must be a mapping, such as {seizures: 50}, not 30"),
        ("{trade: 50, seizures: 50}", "100", "points: must be a mapping, such as {seizures: 50}, not 100"),
        ("{trade: , seizures: }", "[trade, seizures]", "criteria: must be a mapping, such as {trade: ...}"),
        ("{criterion: seizures, minimum: 10}", "10", "calm: must be a mapping, such as {criterion: seizures}"),
        ("{name: South}", "[South]", "parties.south: must be a mapping, such as {name: ...}"),
        ("cites: []", "cites: waters/2", "cites: must be a list, such as [SECTION/NUMBER]"),
    ],
    ids=[
        "grades-listed", "grades-text", "ids-text", "id-unknown", "own-kind", "own-scores", "scores-of-an-option",
        "points", "records-listed", "record-number", "record-list", "locators",
    ],
)  # fmt: skip
def test_what_is_no_mapping_or_list_is_answered_by_an_example(
    was: str, now: str, said: str, tmp_path: Path
) -> None:
    assert was in STUDY
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.replace(was, now), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load(file)
    assert said in str(caught.value)


def test_every_mapping_and_list_of_every_record_has_an_example() -> None:
    several = [
        (model.__name__, key)
        for model in (Parts, *dict(records(Parts)))
        for key, field in model.model_fields.items()
        if str(field.annotation).startswith("tuple")
        and example_at(model, [field.alias or key], None, {})[:1] not in ("{", "[")
    ]
    assert several == []


def test_what_is_declared_under_a_name_that_is_no_id_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.replace("  hotline: {", "  Hotline: {"), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load(file)
    (found,) = caught.value.problems
    assert found.path == "options.Hotline"
    assert found.message.endswith("goes on with a-z, 0-9 and hyphens, as hotline")


def test_what_is_no_id_is_never_what_was_meant(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.replace("  hotline: {", "  Hot Line: {"), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load(file)
    assert "did you mean Hot Line" not in str(caught.value)
