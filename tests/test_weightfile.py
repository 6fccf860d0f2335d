"""Weights files: what is written is read back, whose it is, and what a file may not say of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from interviews import ALL, PLAN, said
from treatyopt.ranking.elicited import swings_weighed
from treatyopt.ranking.weightfile import read_weights
from treatyopt.ranking.weightwriting import written_weights


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Points, and whose they are, whatever marks the name has."""
    study = PLAN.study()
    elicited = swings_weighed(said(study, *ALL))
    file = tmp_path / "w.yaml"
    file.write_text(written_weights(study, elicited, "An: #1", "2026-11-30"), encoding="utf-8")
    held = read_weights(file)
    assert (held.points, held.say, held.over) == (dict(elicited.points), (), None)
    assert (held.by, held.date, held.how) == ("An: #1", "2026-11-30", "swing weighting")


def test_statements_are_written_with_what_they_are_over(tmp_path: Path) -> None:
    """As they were said."""
    study = PLAN.study()
    elicited = swings_weighed(said(study, "1", "?", "20-60", "0", "1", "80", "3", "50", "60"))
    file = tmp_path / "w.yaml"
    file.write_text(written_weights(study, elicited, None, "2026-11-30"), encoding="utf-8")
    held = read_weights(file)
    assert (held.points, held.say, held.over, held.by) == ({}, elicited.say, "criteria", None)


WHOSE = "by: Jo Lu\ndate: 2026-11-30\n"


def test_a_comparison_says_whose_weights_it_takes(inside: Run, tmp_path: Path) -> None:
    """In its heading, and of several weightings."""
    (tmp_path / "w.yaml").write_text(f"{WHOSE}say: realism>=europe\n", encoding="utf-8")
    assert (
        "weights: w.yaml by Jo Lu (else profile balanced)" in inside("compare", "--weights", "w.yaml").stdout
    )
    several = " ".join(inside("compare", "--weights", "w.yaml", "-p", "russia").stdout.split())
    assert "Jo Lu: the centroid of" in several


def test_a_file_says_what_its_statements_are_over(inside: Run, tmp_path: Path) -> None:
    """Criteria of one group can be compared in it; what is typed beside it wins."""
    (tmp_path / "w.yaml").write_text("over: criteria\nsay: timeliness>=readiness\n", encoding="utf-8")
    told = " ".join(inside("compare", "--weights", "w.yaml").stdout.split())
    assert "weightings of the criteria that fit" in told
    done = inside("compare", "--weights", "w.yaml", "--over", "groups")
    assert (done.returncode, "the shares inside realism are fixed" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("by: 7\nrealism: 3\n", "by: must be a text; put it in quotes"),
        ("date: 2026\nrealism: 3\n", "date: must be a text; put it in quotes"),
        ("over: all\nrealism: 3\n", ":1: over: must be groups or criteria, not all"),
        ("by: Anna\n", "holds no points"),
        ("by: [Anna]\nrealism: 3\n", ":1: by: points must be a number, not a list or mapping"),
    ],
    ids=["by", "date", "over", "alone", "list"],
)
def test_what_a_file_may_not_say_of_itself_is_told(
    text: str, message: str, inside: Run, tmp_path: Path
) -> None:
    """As what it would be taken for."""
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    done = inside("compare", "--weights", "w.yaml")
    assert (done.returncode, message in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "by: Ann\nsecurity: 10\npartnership: 20\ncredibility: 30\nrealism: 40\neurope: 0\n",
            "w.yaml by Ann",
        ),
        ("by: Ann\nsecurity: 10\n", "w.yaml by Ann (else profile balanced)"),
        ("by: Ann\nsay: security>=realism\n", "w.yaml by Ann (else profile balanced)"),
        ("by: Ann\nover: criteria\nsay: security>=realism\n", "w.yaml by Ann"),
    ],
    ids=["points-of-all", "points-of-one", "statement", "statement-over-criteria"],
)
def test_weights_are_named_with_the_profile_only_where_that_says_the_rest(
    text: str, named: str, inside: Run, tmp_path: Path
) -> None:
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    assert f"weights: {named}\n" in inside("compare", "--weights", "w.yaml").stdout


WHOLE = "security: 10\npartnership: 20\ncredibility: 30\nrealism: 40\neurope: 0\n"


def test_where_a_file_says_all_no_profile_is_named(inside: Run, tmp_path: Path) -> None:
    """Neither behind the weights nor where several are told, since nothing of it stands in them."""
    (tmp_path / "w.yaml").write_text(WHOLE, encoding="utf-8")
    alone = " ".join(inside("compare", "--weights", "w.yaml").stdout.split())
    assert (
        "Europe 0% (points given: security 10, partnership 20, credibility 30, realism 40, Europe 0)."
        in alone
    )
    beside = " ".join(inside("compare", "--weights", "w.yaml", "-p", "nato").stdout.split())
    assert "w, points given: security 10, partnership 20," in beside


def test_points_typed_beside_a_file_can_leave_the_profile_nothing(inside: Run, tmp_path: Path) -> None:
    """What the file and the command line say together is what the profile is left by."""
    (tmp_path / "w.yaml").write_text(WHOLE.replace("europe: 0\n", ""), encoding="utf-8")
    said = inside("compare", "--weights", "w.yaml", "-w", "europe=5").stdout
    assert "weights: w.yaml, europe=5\n" in said


def test_what_a_profile_says_is_left_to_it_where_points_are_not(
    raw: dict[str, Any], write: Callable[..., Path], inside: Run, tmp_path: Path
) -> None:
    """A statement of the study's own profile holds beside points for every group, so that it is named."""
    raw["profiles"]["balanced"]["say"] = "realism>=europe"
    write(raw, "own.yaml")
    (tmp_path / "w.yaml").write_text(WHOLE, encoding="utf-8")
    said = inside("compare", "--study", "own.yaml", "--weights", "w.yaml").stdout
    assert "weights: w.yaml (else profile balanced)\n" in said
