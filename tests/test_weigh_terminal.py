"""treatyopt weigh in a process of its own, at a real terminal that is typed at, resized, interrupted and closed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from treatyopt.ranking.weightfile import read_weights

# The terminal of its input becomes that which signals come from, as it is of any command that a shell runs.
PROBE = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv = ["treatyopt", "weigh", "--study", "study.yaml", "-o", "w.yaml"]
from treatyopt.__main__ import run
run()
"""
PATIENCE = 30


class Terminal:
    """A terminal with `treatyopt weigh` running in it."""

    def __init__(self, folder: Path, width: int) -> None:
        self._ours, theirs = pty.openpty()
        self.resize(width)
        env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROBE], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder,
            env=env | {"TERM": "xterm"}, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def resize(self, width: int) -> None:
        """Make it so wide; whoever runs in it is told."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))

    def type(self, text: str) -> None:
        """Type something."""
        os.write(self._ours, text.encode())

    def until(self, end: str) -> str:
        """What is seen up to this end of it, to the last for none; without its colours."""
        seen, deadline = b"", time.monotonic() + PATIENCE
        while not (end and seen.endswith(end.encode())):
            ready, _, _ = select.select([self._ours], [], [], deadline - time.monotonic())
            assert ready, seen
            try:
                more = os.read(self._ours, 65536)
            except OSError:  # nobody has it open any more
                more = b""
            if not more:
                break
            seen += more
        return re.sub("\x1b\\[[0-9;]*m", "", seen.decode()).replace("\r\n", "\n")

    def answered(self, text: str) -> str:
        """What is seen after an answer, up to where the next can be typed."""
        self.type(f"{text}\n")
        return self.until("\n> ")

    def ended(self) -> tuple[int, str]:
        """The exit code, and the last that was seen."""
        seen = self.until("")
        return self.process.wait(PATIENCE), seen

    def close(self) -> None:
        """End what still runs."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal 80 columns wide, at the first question."""
    shutil.copy(ROOT / "examples" / "studies" / "thrombolysis.yaml", tmp_path / "study.yaml")
    made = Terminal(tmp_path, 80)
    try:
        assert made.until("\n> ").endswith("Enter to leave it out.\n> ")
        made.answered("Anna")
        yield made
    finally:
        made.close()


def test_a_conversation_ends_in_a_file(terminal: Terminal, tmp_path: Path) -> None:
    """With a wrong answer and going back on the way; what comes after the window was made narrow fits it."""
    assert "question 2 of 3" in terminal.answered("1")
    assert "is no answer here" in terminal.answered("much\x1b[D")
    assert "question 3 of 3" in terminal.answered("30")
    terminal.resize(40)
    narrow = terminal.answered("b")
    assert max(map(len, narrow.splitlines())) <= 40
    assert "Enter, 30 as before" in " ".join(narrow.split())
    terminal.answered("25")
    assert "57.1%" in terminal.answered("50")
    assert not (tmp_path / "w.yaml").exists()
    terminal.type("\n")
    code, seen = terminal.ended()
    assert (code, "treatyopt: saved w.yaml" in seen, "Next: treatyopt compare" in seen) == (0, True, True)
    held = read_weights(tmp_path / "w.yaml")
    assert (held.by, held.points) == ("Anna", {"proximal": 100, "distal": 25, "bleeding": 50})


@pytest.mark.parametrize(
    ("key", "why"),
    [("\x03", "interrupted"), ("\x04", "the input ended before the last answer")],
    ids=["ctrl-c", "ctrl-d"],
)
def test_nothing_is_written_before_the_end(key: str, why: str, terminal: Terminal, tmp_path: Path) -> None:
    """Ctrl-C and the end of the input are told in a line of their own."""
    terminal.answered("1")
    terminal.type(key)
    code, seen = terminal.ended()
    assert (code, seen.splitlines()[-1]) == (130, f"treatyopt: {why}; nothing was written")
    assert [each.name for each in tmp_path.iterdir()] == ["study.yaml"]
