"""docs/weights.md shows what treatyopt weigh asks and writes, as it does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from talking import talked

PAGE = (ROOT / "docs" / "weights.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the studies that it shows."""
    for name in ("thrombolysis.yaml", "leader.yaml"):
        shutil.copy(ROOT / "examples" / "studies" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)


def dateless(text: str) -> str:
    """What is the same on another day, and after the study was edited."""
    return re.sub(r"\d{4}-\d\d-\d\d", "DAY", re.sub("sha256 [0-9a-f]{8}", "SHA", text))


def blocks(kind: str) -> list[str]:
    """What the page shows in blocks of this kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, flags=re.M | re.S)


TALK = ["--study", "thrombolysis.yaml", "-o", "weights.yaml"]


def test_the_page_shows_what_is_asked_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole conversation, and the file that comes of it."""
    code, seen = talked(monkeypatch, TALK, "Anna", "1", "25", "50", "")
    assert code == 0
    said = "\n".join(line.rstrip() for line in seen.splitlines())
    (shown,) = [each for each in blocks("text") if each.startswith("All criteria")]
    assert shown.rstrip() in said
    written = dateless(Path("weights.yaml").read_text(encoding="utf-8"))
    assert written in [dateless(each) for each in blocks("yaml")]
    assert said.endswith("Next: treatyopt compare --weights weights.yaml --study thrombolysis.yaml")


def test_the_page_shows_what_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the statements of the file."""
    assert talked(monkeypatch, TALK, "Anna", "1", "25", "?", "40-60", "")[0] == 0
    text = Path("weights.yaml").read_text(encoding="utf-8")
    (shown,) = [each for each in blocks("yaml") if each.startswith("say:\n")]
    assert shown in text


@pytest.mark.parametrize("command", ["--order", "--pairs"])
def test_the_page_shows_what_needs_no_terminal(command: str, inside: Run) -> None:
    """An order, and comparisons in pairs: what is said of them, and the file."""
    (pairs,) = [each for each in blocks("yaml") if each.startswith("experience/")]
    Path("pairs.yaml").write_text(pairs, encoding="utf-8")
    (shown,) = [each for each in blocks("text") if each.startswith("$ ") and command in each]
    typed, _, printed = shown.partition("\n")
    done = inside(*typed.split()[2:], env={"NO_COLOR": "1"})
    assert (done.returncode, dateless(done.stderr + done.stdout)) == (0, dateless(printed))
