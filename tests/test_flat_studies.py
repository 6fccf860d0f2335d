"""Criteria that stand in no group: nothing speaks of groups that are not there, or says a name twice."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from treatyopt import Study, rank
from treatyopt.brief.content import brief
from treatyopt.brief.page import to_html
from treatyopt.brief.workbook import workbook
from treatyopt.cli import main
from treatyopt.study.load import load

Capture = pytest.CaptureFixture[str]

FLAT = """\
title: Crossing
criteria: {cost: , noise: Noise at night}
options:
  bridge: {scores: {cost: 70, noise: 20}}
  tunnel: {scores: {cost: 30, noise: 90}}
"""
MIXED = """\
title: Crossing
groups:
  people: {name: People, criteria: {jobs: New jobs, shops: Shops}}
  money: {name: Price, criteria: {costs: price}}
criteria: {noise: Noise at night, air: }
options:
  bridge: {scores: {jobs: 10, shops: 20, costs: 30, noise: 40, air: 50}}
  tunnel: {scores: {jobs: 90, shops: 80, costs: 70, noise: 20, air: 20}}
"""


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    """A study of criteria alone."""
    path = tmp_path / "flat.yaml"
    path.write_text(FLAT, encoding="utf-8")
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A study of groups, and of criteria that are in none."""
    path = tmp_path / "mixed.yaml"
    path.write_text(MIXED, encoding="utf-8")
    return path


def printed(capsys: Capture, *argv: str) -> str:
    """What a command prints."""
    assert main(list(argv)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    ["scorecard", "scorecard --by group", "scorecard --by group --ranges", "criteria", "profiles"],
    ids=["scorecard", "by-group", "by-group-ranges", "criteria", "profiles"],
)
def test_screens_do_not_speak_of_groups_where_there_are_none(
    flat: Path, capsys: Capture, command: str
) -> None:
    """Criteria are called criteria."""
    assert "group" not in printed(capsys, *command.split(), "--study", str(flat))


def test_criteria_say_a_name_once(flat: Path, mixed: Path, capsys: Capture) -> None:
    """Not what the id says already, and not that of a group which bears the same name."""
    alone = printed(capsys, "criteria", "--study", str(flat))
    assert "Noise at night." in alone
    assert "cost." not in alone
    beside = printed(capsys, "criteria", "--study", str(mixed))
    assert "5 in 2 groups, 2 in none" in beside
    assert "People: New jobs." in beside
    assert "price." in beside
    assert "Price: " not in beside
    assert "Noise at night: Noise at night" not in beside


def test_a_scorecard_has_criteria_in_no_group_apart_from_the_last_group(mixed: Path, capsys: Capture) -> None:
    """Below a line of their own, each once."""
    lines = [line.split("  ")[0] for line in printed(capsys, "scorecard", "--study", str(mixed)).splitlines()]
    start = lines.index("in no group")
    assert lines[start + 1 : start + 3] == [" Noise at night", " air"]
    assert lines.count("Noise at night") == 0
    assert "air (25%)" in printed(capsys, "scorecard", "--words", "--study", str(mixed))


def test_the_page_does_not_speak_of_groups_where_there_are_none(flat: Path, mixed: Path) -> None:
    """Nor says that points of a group are shared among its criteria."""
    page = to_html(brief(rank(load(flat)), "brief"))
    assert "what each criterion adds" in page
    assert "Those of a group" not in page
    assert 'aria-label="Groups"' not in page
    assert "Those of a group" in to_html(brief(rank(load(mixed)), "brief"))


def book(study: Study) -> dict[str, list[list[object]]]:
    """The sheets of a workbook, as rows of what is in them."""
    found = openpyxl.load_workbook(io.BytesIO(workbook(rank(study))), data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in found}


@pytest.mark.filterwarnings("ignore:.*xtension is not supported")
def test_the_workbook_of_a_flat_study_has_criteria_with_points_and_nothing_of_groups(flat: Path) -> None:
    """One table of weights, and scores without a column of groups."""
    sheets = book(load(flat))
    assert [row[:4] for row in sheets["Weights"][5:]] == [
        ["criterion", "points", "weight", "as written"],
        ["cost", 50, 0.5, 0.5],
        ["Noise at night", 50, 0.5, 0.5],
        ["all", 100, 1, None],
    ]
    assert sheets["Scores"][5] == ["criterion", "weight", "Bridge", "Tunnel"]
    assert sheets["Scores"][6][:3] == ["cost", 0.5, 70]
    said = " ".join(
        str(cell) for name in ("Weights", "About", "Working") for row in sheets[name] for cell in row
    )
    assert "group" not in said
    assert "share in" not in said
