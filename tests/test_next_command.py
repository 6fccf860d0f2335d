"""The commands that treatyopt proposes answer of the same study where they are pasted."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from conftest import PAPER, ROOT
from rechecked import Capture
from treatyopt.cli import main


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two studies whose names have to be quoted."""
    shutil.copy(ROOT / "tests" / "river.yaml", tmp_path / "the river.yaml")
    shutil.copy(PAPER, tmp_path / "-my study.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")


def shown(*words: str) -> str:
    """What a terminal shows of a command."""
    screen = Screen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", screen)
        assert main(words) == 0
    return screen.getvalue()


def test_the_next_command_is_of_the_same_study() -> None:
    """A study that was named is named again, as a shell reads it."""
    assert "Next: treatyopt explain river-commission --study 'the river.yaml'" in shown(
        "compare", "--study", "the river.yaml"
    )


def test_the_next_command_needs_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable may have been set for one command alone, so the study that it named is said."""
    monkeypatch.setenv("TREATYOPT_STUDY", "the river.yaml")
    assert "Next: treatyopt explain river-commission --study 'the river.yaml'" in shown("compare")


def test_a_study_that_looks_like_a_flag_is_none() -> None:
    """A name that begins with a hyphen is written so that it stays a name."""
    assert "Next: treatyopt explain mutual-security '--study=-my study.yaml'" in shown(
        "compare", "--study=-my study.yaml"
    )


def test_the_next_command_of_the_bundled_study_names_none() -> None:
    """Where no study was named, none is said."""
    said = shown("compare")
    assert "Next: treatyopt explain mutual-security" in said
    assert "--study" not in said


def test_the_command_that_lists_is_of_the_same_study(capsys: Capture) -> None:
    """An unknown id is told with a command that can be pasted."""
    assert main(["design", "--study=-my study.yaml", "--require", "nothing-like-it"]) == 2
    assert "(treatyopt obligations '--study=-my study.yaml' lists them)" in capsys.readouterr().err
