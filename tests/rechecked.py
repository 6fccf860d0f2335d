"""What the tests of `check` on files of treatyopt share: a study that changes, and what is said of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from treatyopt.cli import main

Capture = pytest.CaptureFixture[str]
SCORE = "\n  cooperation:"


def rescored(path: Path) -> None:
    """Lower one score of the study: Cooperation's readiness, from 75 to 70."""
    text = path.read_text(encoding="utf-8")
    place = text.index("75", text.index("readiness:", text.index(SCORE)))
    path.write_text(f"{text[:place]}70{text[place + 2 :]}", encoding="utf-8")


def checked(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code of check and its answer as data."""
    code = main(["check", *words, "-f", "json"])
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return code, found


def told(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """The exit code of check, its answer on one line, and what stands on standard error."""
    code = main(["check", *words])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err
