"""The weights that were used, as commands show them, and what they warn of."""

from __future__ import annotations

from pathlib import Path

import pytest

from treatyopt import Study, rank, weigh
from treatyopt.cli import main
from treatyopt.documents.sentences import said
from treatyopt.documents.weighting import written

Capture = pytest.CaptureFixture[str]

SHARES = ["-w", "security=0.3", "-w", "partnership=0.3", "-w", "credibility=0.2", "-w", "realism=0.2"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in an empty folder of its own, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def printed(capsys: Capture, *argv: str) -> tuple[str, str]:
    """What a command that succeeds prints, on one line in lower case, and what it says on standard error."""
    assert main(list(argv)) == 0
    found = capsys.readouterr()
    return " ".join(found.out.split()).lower(), found.err


def test_equal_weights_are_told_in_a_word(capsys: Capture) -> None:
    """The weights of the paper's own profile are one figure."""
    assert "weights: 20% each group (profile balanced)." in printed(capsys, "compare")[0]


@pytest.mark.parametrize("sides", [[], ["cooperation", "mutual-security"]])
def test_weights_are_shown_by_group_with_what_was_given(sides: list[str], capsys: Capture) -> None:
    """Compare shows every group's weight and the points that were typed, by name."""
    text, _ = printed(capsys, "compare", *sides, "-w", "realism=40", "-w", "arms-control=0")
    assert (
        "weights: security 13.8%, partnership 17.2%, credibility 17.2%, realism 34.5%, europe 17.2% "
        "(profile balanced; points given: realism 40, arms control 0)."
    ) in text


def test_several_weightings_show_theirs_side_by_side(capsys: Capture) -> None:
    """Each weighting has a column of its groups' weights, and the points of a file are told."""
    Path("mine.yaml").write_text("realism: 120\n", encoding="utf-8")
    text, _ = printed(capsys, "compare", "-p", "russia", "--weights", "mine.yaml")
    assert "weight of each group group russia mine mean security 15.0% 10.0% 12.5%" in text
    assert "realism 10.0% 60.0% 35.0%" in text
    assert "mine, points given on the profile balanced: realism 120." in text


@pytest.mark.parametrize(
    "command",
    ["compare", "compare cooperation mutual-security", "explain cooperation", "sensitivity --samples 0"],
)
def test_shares_typed_for_points_are_warned_of(command: str, capsys: Capture) -> None:
    """Fractions beside a profile's points are told on standard error, and the result stands."""
    _, said = printed(capsys, *command.split(), *SHARES)
    (line,) = said.splitlines()
    assert line.startswith(
        "treatyopt: warning: the points given sum to 1 and have 4.8% of the weight, since europe"
    )


def test_a_weights_file_of_shares_is_warned_of_by_name(capsys: Capture) -> None:
    """A file whose points sum to 1 beside a profile's is named in the warning."""
    Path("mine.yaml").write_text("realism: 0.5\nsecurity: 0.5\n", encoding="utf-8")
    _, said = printed(capsys, "compare", "-p", "russia", "--weights", "mine.yaml")
    assert said.startswith(
        "treatyopt: warning: mine.yaml (else profile balanced): the points given sum to 1 and have 1.6%"
    )


def test_plain_points_are_not_warned_of(capsys: Capture) -> None:
    """Points on the profile's scale say nothing on standard error."""
    assert printed(capsys, "compare", "-w", "realism=40", "-w", "equality=0")[1] == ""


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("w.yaml by Jo (else profile balanced)", "w.yaml by Jo (else profile balanced), the centroid"),
        (None, "the centroid"),
    ],
)
def test_a_brief_names_a_weighting_that_has_a_name(name: str | None, before: str, paper: Study) -> None:
    """Before what was said; one that has none is what was said."""
    ranking = rank(paper, weigh(paper, say=["realism>=europe"], name=name))
    assert written(ranking).startswith(
        f"{before} of the weightings that fit what was said: realism >= europe"
    )


def test_a_sentence_repeats_the_first_of_many_statements(paper: Study) -> None:
    """And counts the others; of six all are repeated."""
    many = [f"security>={n}%" for n in range(1, 10)]
    several = [said(rank(paper, say=many[:n])).split("; ") for n in (6, 7)]
    assert [len(each) for each in several] == [6, 5]
    assert several[1][-1] == "and 3 more"
