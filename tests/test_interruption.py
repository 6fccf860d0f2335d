"""Ctrl-C at any moment: one line on standard error, and exit code 130."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from treatyopt.cli import main

PROBE = """
import os, sys

class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), 2)

sys.meta_path.insert(0, Impatient())
sys.argv = ["treatyopt", "compare"]
from treatyopt.__main__ import run
run()
"""


@pytest.mark.parametrize(
    "name", ["signal", "treatyopt.cli", "click", "treatyopt.cli.compare", "pydantic", "rich.console"]
)
def test_ctrl_c_while_loading_ends_in_one_line(name: str) -> None:
    """Whatever is being imported when Ctrl-C comes, there is no traceback and no silence."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(name=name)], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "treatyopt: interrupted\n", 130)


def test_little_is_loaded_before_ctrl_c_is_caught() -> None:
    """The package itself, which comes before, does not load typing."""
    code = "import sys; import treatyopt; print('typing' in sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.stdout == "False\n"


def test_ctrl_c_while_writing_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unfinished file is put away, the one line said, and what was there stays."""

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    Path("old.json").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("treatyopt.cli.output._write", interrupted)
    assert main(["options", "-o", "old.json", "--force"]) == 130
    assert capsys.readouterr() == ("", "treatyopt: interrupted\n")
    assert [path.name for path in Path().iterdir()] == ["old.json"]
    assert Path("old.json").read_text(encoding="utf-8") == "mine"


def test_ctrl_c_while_writing_leaves_no_unfinished_file(tmp_path: Path) -> None:
    """A file that was begun is put away, and Ctrl-C is told in one line then too."""
    code = """
import os, sys, treatyopt.cli.output as output
output._write = lambda file, data: os.kill(os.getpid(), 2)
sys.argv = ["treatyopt", "compare", "-o", "x.json"]
from treatyopt.__main__ import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "treatyopt: interrupted\n", 130)
    assert list(tmp_path.iterdir()) == []
