"""Obligations placed elsewhere for a run, on the command line: every command says so, and what moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import PAPER
from treatyopt.cli import main

GUARANTEES = "--enters", "*=cooperation"
SAID = (
    "Placed for this run: no-bases-in-east, no-nuclear-in-east, no-joint-activity-in-baltics, "
    "equal-part-in-support, frontier-guarantee and kaliningrad with Cooperation (the study has them with Mutual "
    "Security)."
)
MOVES_PACKAGES = (
    "That moves packages and what parties are asked. Scores of types are left as they are, and what is given as their "
    "reason may suppose what the study has."
)

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *words: str) -> str:
    """What a command shows, in one line."""
    assert main([*words]) == 0
    return " ".join(capsys.readouterr().out.split())


RANKING = {
    "compare": ("compare",),
    "two": ("compare", "cooperation", "mutual-security"),
    "columns": ("compare", "-p", "russia", "-p", "nato"),
    "scorecard": ("scorecard",),
    "explain": ("explain", "cooperation"),
    "sensitivity": ("sensitivity", "--samples", "100"),
    "without a passage": ("sensitivity", "--without", "compromise/9"),
    "each passage": ("sensitivity", "--each-passage"),
}


@pytest.mark.parametrize("words", RANKING.values(), ids=RANKING)
def test_a_ranking_says_what_was_placed_and_that_no_score_hangs_on_it(
    capsys: Capture, words: tuple[str, ...]
) -> None:
    """Nobody takes it for the study as it is."""
    found = said(capsys, *words, *GUARANTEES)
    assert f"{SAID} {MOVES_PACKAGES}" in found


@pytest.mark.parametrize("command", ["negotiate", "design --samples 0", "brief --memo -f markdown"])
def test_what_is_said_of_sides_says_what_was_placed(capsys: Capture, command: str) -> None:
    """Burdens and packages hang on it."""
    found = said(capsys, *command.split(), *GUARANTEES)
    assert SAID in found
    assert MOVES_PACKAGES not in found


def test_cooperation_asks_more_of_nato_with_the_guarantees(capsys: Capture) -> None:
    """12 units of burden at half a point each are 6 points less."""
    gains = {}
    for words in ((), GUARANTEES):
        assert main(["negotiate", "-f", "json", *words]) == 0
        outcomes = json.loads(capsys.readouterr().out)["outcomes"]
        (cooperation,) = (each for each in outcomes if each["id"] == "cooperation")
        gains[words] = [round(each["gain"], 1) for each in cooperation["parties"]]
    assert gains == {(): [25.0, 25.5], GUARANTEES: [25.0, 19.5]}


def test_explain_lists_what_was_placed_with_an_option(capsys: Capture) -> None:
    """And says of an obligation what else it could enter with."""
    found = said(capsys, "explain", "cooperation", "--enters", "cfe-2=cooperation")
    assert "New at this step (20)" in found
    assert "cfe-2 both inferred" in found
    assert "It could enter with Cooperation instead." in said(capsys, "explain", "mutual-security")


def test_what_was_placed_is_not_said_to_be_able_to_enter_where_it_is(capsys: Capture) -> None:
    """Beside it stands what the study has, and not that it could be here instead of here."""
    found = said(capsys, "explain", "cooperation", *GUARANTEES)
    assert "It could enter with Cooperation instead." not in found
    assert "No military bases in East European states. In the study it enters with Mutual Security." in found


def test_what_the_source_ties_to_its_place_is_said(capsys: Capture) -> None:
    """To place it elsewhere is to read another paper."""
    found = said(capsys, "negotiate", "--enters", "broad-interests=mutual-defense")
    assert "The source itself ties broad-interests to what the study has." in found


def test_several_studies_are_all_placed_alike(capsys: Capture, tmp_path: Path) -> None:
    """One command line, one what if."""
    other = tmp_path / "other.yaml"
    other.write_text(PAPER.read_text(encoding="utf-8"), encoding="utf-8")
    found = said(capsys, "compare", "--study", str(PAPER), "--study", str(other), *GUARANTEES)
    assert f"{SAID} So in each of the studies." in found


def test_a_package_is_not_saved_from_what_was_placed_for_a_run(capsys: Capture, tmp_path: Path) -> None:
    """It would be another package when it is read."""
    file = tmp_path / "package.yaml"
    assert main(["design", "--samples", "0", *GUARANTEES, "--save", str(file)]) == 2
    assert "leave out --enters, or say it there" in capsys.readouterr().err
    assert not file.exists()


def test_a_saved_package_follows_what_is_placed(capsys: Capture, tmp_path: Path) -> None:
    """What cooperation then holds is no longer added, and what is left carries more."""
    file = tmp_path / "package.yaml"
    assert main(["design", "--samples", "0", "--save", str(file)]) == 0
    capsys.readouterr()
    values = {}
    for words in ((), GUARANTEES):
        assert main(["compare", "--package", str(file), "-f", "json", *words]) == 0
        standings = json.loads(capsys.readouterr().out)["standings"]
        values[words] = next(each["value"] for each in standings if each["id"] == "package")
    assert values[()] == pytest.approx(66.2, abs=0.05)
    assert values[GUARANTEES] < values[()]


def test_what_is_not_obligation_and_option_is_told_how_to_be_written(capsys: Capture) -> None:
    """With the form of the flag."""
    assert main(["compare", "--enters", "cfe-2"]) == 2
    assert "cfe-2: write OBLIGATION=OPTION" in capsys.readouterr().err
