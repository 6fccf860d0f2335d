"""What check lists of a study that will have to be defended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from treatyopt import Study
from treatyopt.cli import main
from treatyopt.study.defending import wanting

Capture = pytest.CaptureFixture[str]

LEAST = (
    "criteria: {cost: , noise: }\n"
    "options: {a: {scores: {cost: 1, noise: unknown}}, b: {scores: {cost: 2, noise: 3}}}\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A study of options, criteria and scores alone."""
    path = tmp_path / "study.yaml"
    path.write_text(LEAST, encoding="utf-8")
    return path


def test_what_is_missing_is_listed_at_the_first_place_of_it(file: Path, capsys: Capture) -> None:
    """A kind in a line, with how many there are; none of it is an error."""
    assert main(["check", str(file), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["wanting"] == [
        "study.yaml:1: title: no title; say what is studied",
        "study.yaml:1: question: no question; ask what is to be decided",
        "study.yaml:1: assessors: no source and no assessors; say whose judgements these are",
        "study.yaml:1: profiles: no weights; a profile with points says what counts how much, and why",
        "study.yaml:1: criteria.cost: 2 criteria, this one first: without zero and hundred: "
        "what do 0 and 100 mean in words",
        "study.yaml:2: options.a.scores.noise: 1 score: not known: the middle of the scale stands for each",
        "study.yaml:2: options.a.scores.cost: 4 scores, this one first: without a reason",
        "study.yaml:2: options.a.scores.cost: 3 scores, this one first: without a range: how far could each be out",
    ]


def test_people_are_told_that_it_can_be_compared_as_it_is(file: Path, capsys: Capture) -> None:
    """The list is no list of faults."""
    main(["check", str(file)])
    said = " ".join(capsys.readouterr().out.split())
    assert "What will be asked of whoever has to defend it" in said
    assert "It can be compared as it is; none of this is an error." in said


def test_the_study_of_the_paper_lacks_nothing(paper: Study) -> None:
    """So that nothing is said of it."""
    assert wanting(paper) == ()
