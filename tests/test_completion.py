"""The shell completes ids of the study that the command line names."""

from __future__ import annotations

import pytest

from conftest import Run


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("treatyopt explain mutual-s", {"mutual-security"}),
        ("treatyopt compare co", {"cooperation"}),
        ("treatyopt scorecard non", {"non-aggression"}),
        ("treatyopt compare -p na", {"nato"}),
        ("treatyopt compare -w real", {"realism="}),
        ("treatyopt compare --set cooperation.read", {"cooperation.readiness="}),
        ("treatyopt compare --screen su", {"sufficient"}),
        ("treatyopt obligations no-b", {"no-bases-in-east", "no-build-up-near-neighbours"}),
        ("treatyopt sources compromise/1", {"compromise/1", "compromise/10"}),
        ("treatyopt compare --format j", {"json"}),
        ("treatyopt exp", {"explain"}),
        ("treatyopt negotiate -p nato=ca", {"nato=cautious"}),
        ("treatyopt design --concession-cost na", {"nato="}),
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
