"""What parties score otherwise than the study does: reading it."""

from pathlib import Path
from textwrap import dedent

import pytest

import treatyopt
from treatyopt import Study, TreatyoptError
from treatyopt.study.citations import citations

# North and South on ships that South seizes: what South scores otherwise stands under it.
SEIZURES = """\
title: Seizures at sea
question: What should North and South agree on?
baseline: nothing
source:
  title: A letter
  short: Letter
  sections: {sea: At sea}
  locators: {sea/1: South seizes ships.}
criteria:
  seizure: Ships are left alone
  trade: {scale: {unit: ships, worst: 0, best: 200}}
  ready: {feasibility: true}
options:
  nothing: {scores: {seizure: 20, trade: 20, ready: 90}}
  talks: {scores: {seizure: 30, trade: 80, ready: 70}}
  treaty: {scores: {seizure: 90, trade: 160, ready: 50}}
parties:
  north: {name: North}
  south:
    name: South
    scores:
      treaty:
        seizure: {score: 5, range: [0, 10], reason: It is South that seizes ships., cites: [sea/1]}
        trade: 100
      talks: {seizure: unknown}
obligations:
  hotline: {says: A hotline is set up., binds: [north, south], enters: talks, burden: 1, moves: {trade: 1}}
  no-seizures: {says: No ship is seized., binds: [south], enters: treaty, burden: 2, moves: {seizure: 3}}
  markets: {says: Markets open., binds: [north, south], enters: treaty, burden: 1, moves: {trade: 3}}
"""


def read(folder: Path, text: str = SEIZURES) -> Study:
    file = folder / "seizures.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return treatyopt.load(file)


def test_own_scores_are_read_with_range_and_reason_and_in_the_unit(tmp_path: Path) -> None:
    own = read(tmp_path).parties[1].own
    seizure, trade = own["treaty", "seizure"], own["treaty", "trade"]
    assert (seizure.score, seizure.range, seizure.reason) == (5, (0, 10), "It is South that seizes ships.")
    assert (trade.score, trade.written[1]) == (50, 100)
    assert own["talks", "seizure"].basis == "unknown"


def test_a_study_with_own_scores_that_is_written_out_is_read_back(tmp_path: Path) -> None:
    study = read(tmp_path)
    assert Study.model_validate(study.model_dump(by_alias=True, exclude_none=True)).parties == study.parties


def test_what_an_own_score_rests_on_is_found_under_its_passage(tmp_path: Path) -> None:
    assert citations(read(tmp_path))["sea/1"] == ("score south:treaty.seizure",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("trade: 100", "trades: 100", "parties.south.scores.treaty.trades: unknown criterion trades"),
        ("talks: {seizure: unk", "talk: {seizure: unk", "parties.south.scores.talk: unknown option talk"),
        ("trade: 100", "trade: 300", "parties.south.scores.treaty.trade: 300 is off the scale"),
        ("range: [0, 10]", "range: [7, 10]", "parties.south.scores.treaty.seizure: score 5 is outside"),
        ("trade: 100", "ready: 10", "parties.south.scores.treaty.ready: asks what can be had (feasibility)"),
        ("reason: It", "reasn: It", "parties.south.scores.treaty.seizure.reasn: unknown key"),
        ("seizure: unknown", "seizure: few", "parties.south.scores.talks.seizure: must be a number"),
    ],
    ids=["criterion", "option", "scale", "range", "feasibility", "key", "word"],
)  # fmt: skip
def test_what_is_wrong_in_own_scores_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(TreatyoptError) as problem:
        read(tmp_path, SEIZURES.replace(old, new))
    assert told in str(problem.value)
    line = 1 + next(i for i, each in enumerate(SEIZURES.replace(old, new).splitlines()) if new in each)
    assert f"seizures.yaml:{line}: " in str(problem.value)
