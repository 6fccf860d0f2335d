"""What of a source is used: every passage is cited, left aside with a reason, or overlooked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import treatyopt
from treatyopt.cli import main
from treatyopt.study.coverage import coverage

Capture = pytest.CaptureFixture[str]

SOURCE = """
source:
  title: Minutes of the board
  short: Board 12
  sections: {ground: The ground}
  locators: {ground/1: The bridge is cheap., ground/2: Says what follows., ground/3: Nobody looked.}
  unused: {UNUSED}
criteria: {cost: }
options:
  bridge: {scores: {cost: {score: 7, basis: stated, cites: [ground/1]}}}
  ferry: {scores: {cost: 3}}
"""


def study(folder: Path, unused: str = "ground/2: it only announces the rest") -> str:
    """The file of a study with three passages, of which a score cites one."""
    path = folder / "study.yaml"
    path.write_text(SOURCE.replace("UNUSED", unused), encoding="utf-8")
    return str(path)


def test_every_passage_of_the_paper_is_cited_or_explained() -> None:
    """None of the paragraphs and list items was overlooked."""
    found = coverage(treatyopt.load())
    assert len(found.passages) == 56
    assert [each.id for each in found.of("overlooked")] == []


def test_passages_are_told_apart_by_what_uses_them(tmp_path: Path, capsys: Capture) -> None:
    """What cites one, why one is left aside, and a warning of the third; a warning is no failure."""
    assert main(["check", study(tmp_path), "--coverage", "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["state"]) for each in told["passages"]] == [
        ("ground/1", "cited"),
        ("ground/2", "unused"),
        ("ground/3", "overlooked"),
    ]
    assert told["by"] == {"score": 1}
    assert told["unused"] == {"ground/2": "it only announces the rest"}
    assert told["warnings"] == ["ground/3: neither cited nor listed as unused"]


def test_coverage_says_in_words_what_was_overlooked(tmp_path: Path, capsys: Capture) -> None:
    """How many of each, and what to write for those that are neither."""
    main(["check", study(tmp_path), "--coverage"])
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "Of the 3 passages of Board 12, 1 is cited, 1 is left aside with a reason and 1 is neither cited nor explained."
    ) in said
    assert "1 warning: neither cited nor explained ground/3 Nobody looked." in said
    assert "`unused: {ground/3: it only announces what follows}`" in said


@pytest.mark.parametrize(
    ("unused", "message"),
    [
        pytest.param(
            "ground/9: no such",
            "source.unused.ground/9: unknown locator ground/9; did you mean ground/3?",
            id="unknown",
        ),
        pytest.param(
            "ground/1: not wanted",
            "source.unused.ground/1: is not unused: score bridge.cost cites it; drop it here, or there",
            id="cited as well",
        ),
    ],
)
def test_what_is_unused_is_a_passage_that_nothing_cites(
    unused: str, message: str, tmp_path: Path, capsys: Capture
) -> None:
    """One that is not there, or that is used after all, is a fault of the file, told at its line."""
    assert main(["check", study(tmp_path, unused)]) == 1
    said = capsys.readouterr().err
    assert "study.yaml:7: " in said
    assert message in said


def test_a_study_without_a_source_is_shown_the_lines_to_add(tmp_path: Path, capsys: Capture) -> None:
    """There is nothing to be covered."""
    path = tmp_path / "flat.yaml"
    path.write_text("criteria: {cost: }\noptions: {a: {scores: {cost: 1}}}\n", encoding="utf-8")
    assert main(["check", str(path), "--coverage"]) == 2
    assert "source:\n      title:" in capsys.readouterr().err


def test_the_passage_itself_says_why_it_is_left_aside(tmp_path: Path, capsys: Capture) -> None:
    """Whoever looks it up reads the reason."""
    main(["sources", "ground/2", "--study", study(tmp_path)])
    said = " ".join(capsys.readouterr().out.split())
    assert "Cited by nothing. Left aside: it only announces the rest." in said
