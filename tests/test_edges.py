"""Figures that are nearly what they are told beside: shown apart, or said to be the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from treatyopt.cli import main

Capture = pytest.CaptureFixture[str]

EDGE = """\
title: Edge
criteria: {a: , b: }
options:
  x: {scores: {a: 66.66671, b: 33.3333}}
  y: {scores: {a: 33.3333, b: 66.6667}}
screens: {least: {criterion: a, minimum: 33.33329}, most: {criterion: a, maximum: 66.66675}}
"""


@pytest.fixture
def shown(tmp_path: Path, capsys: Capture) -> str:
    """How sure the ranking of a study is in which all is close, its lines joined."""
    path = tmp_path / "edge.yaml"
    path.write_text(EDGE, encoding="utf-8")
    assert main(["sensitivity", "--study", str(path)]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_weight_that_nearly_ends_a_lead_is_told_apart_from_that(shown: str) -> None:
    """Not as less than 50%, where it is 50% now."""
    assert "stays first unless a counts for less than 49.999993% (now 50%)" in shown


def test_a_threshold_that_can_hardly_move_is_told_apart_from_where_it_can(shown: str) -> None:
    """Not as one that may stay where it is, and no more."""
    assert "least at least 33.33329 up to 33.3333" in shown
    assert "most at most 66.66675 from 66.66671" in shown


def test_a_change_of_a_score_that_is_not_nothing_does_not_look_so(shown: str) -> None:
    """However small it is."""
    assert "x.b 33.3333 below 33.3 -0.033 no Y leads" in shown
