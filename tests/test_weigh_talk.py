"""treatyopt weigh as a conversation: what is seen, and what is written at the end of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from talking import talked
from treatyopt import Study, load
from treatyopt.ranking.weightfile import read_weights


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two studies."""
    for name in ("thrombolysis.yaml", "leader.yaml"):
        shutil.copy(ROOT / "examples" / "studies" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)


TALK = ["--study", "thrombolysis.yaml", "-o", "weights.yaml"]


def test_without_a_terminal_nobody_can_be_asked(inside: Run) -> None:
    """What else there is, is told."""
    done = inside("weigh")
    assert (done.returncode, done.stderr) == (
        2,
        "treatyopt weigh: questions are asked at a terminal; give --order or --pairs where there is none (see "
        "treatyopt weigh -h)\n",
    )


def test_answers_are_repeated_and_no_ranking_is_shown(monkeypatch: pytest.MonkeyPatch, paper: Study) -> None:
    """Through all of the paper's criteria: two swings that are equal, one that counts nothing, and going back."""
    security = ["1", "b", "2", "9.5", "90", "0", "5"]
    others = ["1", "=", "60", "1", "70", "1", "80", "1", "90"]
    code, seen = talked(monkeypatch, ["--by", "Jo"], *security, *others, "4", "10", "20", "30", "40", "")
    told = " ".join(seen.split())
    assert code == 0
    assert told.count("question 1 of 19") == 2
    assert (
        'Going from "each side plans against attack by the other" to "attack by the other is no longer considered" on '
        "reassurance counts 9.5 for every 100 of stand-off."
    ) in told
    assert '"the regimes are modernised and levels are cut" on arms control counts nothing.' in told
    assert "on common interests comes first here, and counts 100." in told
    assert (
        'to "integrated permanent institutions" on institutions counts as much as common interests.' in told
    )
    assert [each.name for each in paper.options if each.name in told] == []


def test_help_and_wrong_answers_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken for an answer that is none; there is nothing before the first question."""
    code, seen = talked(monkeypatch, TALK, "", "b", "h", "x", "1", "130", "7,5", "q")
    told = " ".join(seen.split())
    assert code == 130
    assert "This is the first question: there is none to go back to." in told
    assert "What is asked: a weight is the worth of a swing." in told
    assert "Unknown swing x; known: proximal, distal, bleeding." in told
    assert "130 is more than 100" in told
    assert "Write 7.5 with a point." in told
    assert seen.endswith("\ntreatyopt: you quit; nothing was written\n")
    assert not Path("weights.yaml").exists()


def test_the_end_can_be_gone_back_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last answer is asked for again, and Enter keeps it; anything else is no way on."""
    code, seen = talked(monkeypatch, TALK, "", "1", "25", "?", "50", "yes", "b", "b", "", "", "")
    assert code == 0
    assert "Press Enter, b or q." in seen
    assert "Enter, not known as before;" in seen
    assert "Enter, 50 as before;" in seen
    held = read_weights("weights.yaml")
    assert (held.points, held.by) == ({"proximal": 100, "distal": 25, "bleeding": 50}, None)


def test_enter_means_one_thing_where_what_is_known_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    code, seen = talked(monkeypatch, TALK, "", "1", "?", "20-60", "b", "?", "0", "")
    told = " ".join(seen.split())
    offered = "or a range such as 20-60; <ID or >ID, no more or no less than another; = or =ID, as much as the first or"
    assert code == 0
    assert f"0 to 100, {offered} another; ? or Enter, nothing more; b back" in told
    assert f"Enter, 20-60 as before; 0 to 100, {offered} another; ?, nothing more; b back" in told


def test_nothing_that_can_be_written_is_told_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back at the question, a first swing mends it."""
    code, seen = talked(monkeypatch, TALK, "", "?", "", "b", "1", "0", "0", "")
    assert code == 0
    assert "Nothing was said of any swing." in seen
    assert "Press b or q." in seen
    assert "Enter, not known as before;" in seen


def test_without_a_file_the_text_is_all_that_is_put_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output can be redirected: the questions are not on it."""
    code, seen = talked(monkeypatch, TALK[:2], "", "1", "25", "50", "")
    assert (code, "Enter, show what comes of it" in seen) == (0, True)
    out = capsys.readouterr().out
    assert out.startswith("# Weights for: Heparin or enoxaparin")
    assert "question" not in out


def test_a_file_that_is_there_is_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it is forced."""
    Path("weights.yaml").write_text("mine", encoding="utf-8")
    code, seen = talked(monkeypatch, TALK)
    assert code == 2
    assert seen == (
        "treatyopt: -o weights.yaml: the file exists; use --force to replace it, or another name\n"
    )
    assert talked(monkeypatch, [*TALK, "--force"], "", "1", "25", "50", "")[0] == 0


def test_what_cannot_be_written_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that is full, or a file that came in the meantime: what was answered is shown."""

    def full(_file: object, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("treatyopt.cli.output._write", full)
    code, seen = talked(monkeypatch, TALK, "", "1", "25", "50", "")
    assert code == 1
    assert "weights.yaml: cannot be written: No space left on device" in seen
    assert "bleeding: 50" in capsys.readouterr().out


def test_a_criterion_may_have_the_name_of_a_key(inside: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its points stand under it, and whose they are in a comment."""
    study = Path("leader.yaml").read_text(encoding="utf-8").replace("age:", "by:")
    Path("by.yaml").write_text(study, encoding="utf-8")
    argv = ["--study", "by.yaml", "-o", "w.yaml", "--by", "Anna"]
    assert talked(monkeypatch, argv, "1", "50", "40", "30", "")[0] == 0
    assert read_weights("w.yaml").points["by"] == 30
    assert "\n# by: Anna\n" in Path("w.yaml").read_text(encoding="utf-8")
    done = inside("compare", "--study", "by.yaml", "--weights", "w.yaml")
    assert (done.returncode, load("by.yaml").criteria[-1].id) == (0, "by")


def test_groups_as_wholes_are_shown_with_their_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above their criteria, which have none; and why, in a note that the file has too."""
    code, seen = talked(
        monkeypatch, ["--by", "Jo", "-o", "w.yaml"], *"?????", "1", "50", "40", "30", "20", ""
    )
    table = " ".join(seen.partition("What it comes to")[2].split())
    assert code == 0
    assert table.startswith("criterion points weight security 100.0 41.7% reassurance 8.3% stand-off 8.3%")
    assert "europe stay those of the profile balanced." in table
    assert read_weights("w.yaml").points["security"] == 100


LETTERS = """\
groups: {a: {name: Alpha, criteria: {b: , a2: }}}
criteria: {q: Quality, h: Health}
options:
  x: {scores: {b: 10, a2: 80, q: 20, h: 30}}
  y: {scores: {b: 60, a2: 20, q: 90, h: 10}}
"""


def test_what_is_in_no_group_stands_under_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table at the end has a heading for it, as the scorecard has."""
    Path("letters.yaml").write_text(LETTERS, encoding="utf-8")
    code, seen = talked(monkeypatch, ["--study", "letters.yaml"], "", "1", "50", "1", "40", "30", "")
    lines = [each.split()[:2] for each in seen.splitlines()]
    at = lines.index(["in", "no"])
    assert (code, lines[at - 1][0], lines[at + 1][0]) == (0, "a2", "Quality")


def test_an_id_that_is_a_key_too_is_neither_taken_nor_acted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody quits who means a criterion: the number stands for that, and the whole word for the key."""
    Path("letters.yaml").write_text(LETTERS, encoding="utf-8")
    argv = ["--study", "letters.yaml", "--by", "Jo"]
    code, seen = talked(monkeypatch, argv, "b", "1", "50", "q", "back", "50", "2", "=", "h", "40", "quit")
    told = " ".join(seen.split())
    assert code == 130
    assert "Here b is an id and a key: give a number for the one, and back for the other." in told
    assert "Give 1 for b, or back." in told
    assert (
        "Here b, q and h are ids and keys: give a number for the one, and back, quit or help for the other."
        in told
    )
    assert "Give 2 for Quality, or quit." in told
    assert told.count("question 2 of 5") == 2
    assert "What is asked: a weight is the worth of a swing." in told
    assert seen.endswith("\ntreatyopt: you quit; nothing was written\n")
