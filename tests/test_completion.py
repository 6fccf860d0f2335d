"""The shell completes ids of the study that the command line names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("treatyopt explain mutual-s", {"mutual-security"}),
        ("treatyopt compare co", {"cooperation"}),
        ("treatyopt scorecard non", {"non-aggression"}),
        ("treatyopt compare -p na", {"nato"}),
        ("treatyopt compare -w real", {"realism="}),
        ("treatyopt compare --set cooperation.read", {"cooperation.readiness="}),
        ("treatyopt compare --set cooperation.sec", {"cooperation.security="}),
        ("treatyopt compare --set *.read", {"*.readiness="}),
        ("treatyopt design --exclude-kind arms", {"arms-control"}),
        (
            "treatyopt design --enters cfe-2=",
            {"cfe-2=non-aggression", "cfe-2=cooperation", "cfe-2=mutual-defense"},
        ),
        ("treatyopt negotiate --enters *=", {"*=cooperation"}),
        ("treatyopt compare --enters cfe-2 = coo", {"cooperation"}),
        ("treatyopt compare --screen su", {"sufficient"}),
        ("treatyopt obligations no-b", {"no-bases-in-east", "no-build-up-near-neighbours"}),
        ("treatyopt evidence non-", {"non-aggression", "non-aggression-pledge"}),
        ("treatyopt sources compromise/1", {"compromise/1", "compromise/10"}),
        ("treatyopt compare --format j", {"json"}),
        ("treatyopt exp", {"explain"}),
        ("treatyopt negotiate -p nato=ca", {"nato=cautious"}),
        ("treatyopt compare --format=j", {"--format=json"}),
        ("treatyopt --install-completion=z", {"--install-completion=zsh"}),
        # as bash breaks words, unless it is told not to break them at equals signs
        ("treatyopt negotiate -p nato = ca", {"cautious"}),
        ("treatyopt negotiate --profile = nato = ca", {"cautious"}),
        ("treatyopt --install-completion =", {"bash", "zsh", "fish"}),
        ("treatyopt compare --format = j", {"json"}),
        ("treatyopt compare --profile = nato co", {"cooperation"}),
        ("treatyopt design --concession-cost na", {"nato="}),
        ("treatyopt weigh --order realism,se", {"realism,security"}),
        ("treatyopt weigh --order realism,security = eu", {"europe"}),
    ],
)
def test_the_shell_completes_ids(inside: Run, words: str, expected: set[str]) -> None:
    """The word being typed is completed by what the study holds."""
    env = {
        "_TREATYOPT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = inside(env=env)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("treatyopt compare --format=j", "--format=json"),
        ("treatyopt negotiate -p nato=ca", "nato=cautious"),
        ("treatyopt negotiate --profile=nato=ca", "--profile=nato=cautious"),
    ],
)
def test_other_shells_get_whole_words(inside: Run, shell: str, words: str, expected: str) -> None:
    """Zsh and fish replace all that was typed of a word, so that what is behind --option= comes with it."""
    # zsh tells the place of the word, fish the word
    place = words.split()[-1] if shell == "fish" else str(len(words.split()) - 1)
    done = inside(env={"_TREATYOPT_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": place})
    assert re.split(r"[,\n\t]", done.stdout)[:2] == ["plain", expected]


def test_a_blank_ends_a_word(inside: Run) -> None:
    """What follows a blank is a word of its own, though an equals sign stands before it."""
    env = {"_TREATYOPT_COMPLETE": "bash_complete", "COMP_WORDS": "treatyopt compare -p =", "COMP_CWORD": "4"}
    assert "plain,cooperation" in inside(env=env).stdout.splitlines()


def test_a_home_folder_is_read_as_the_shell_reads_it(inside: Run, tmp_path: Path) -> None:
    """The study is found where a tilde stands for the home folder, which no shell expands for completion."""
    shutil.copy(ROOT / "tests" / "river.yaml", tmp_path / "mine.yaml")
    words = {"COMP_WORDS": "treatyopt compare --study = ~/mine.yaml river-c", "COMP_CWORD": "5"}
    done = inside(env={"_TREATYOPT_COMPLETE": "bash_complete", "HOME": str(tmp_path), **words})
    assert done.stdout.splitlines() == ["plain,river-commission"]


@pytest.mark.parametrize(
    "words", ["compare --study nowhere.yaml co", "compare --study nowhere.yaml --set co",
              "negotiate --study nowhere.yaml -p na"],
)  # fmt: skip
def test_completion_stays_silent_when_the_study_cannot_be_read(inside: Run, words: str) -> None:
    """A broken study gives no completions and no noise."""
    words = f"treatyopt {words}"
    env = {
        "_TREATYOPT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = inside(env=env)
    assert (done.stdout.strip(), done.stderr) == ("", "")
