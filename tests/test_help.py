from __future__ import annotations

import os
import subprocess
import sys
from inspect import cleandoc

import pytest
from click import Context

from treatyopt.cli import _COMMANDS, command_line


@pytest.mark.parametrize("name", _COMMANDS)
def test_help_gives_each_example_a_line_of_its_own(name: str) -> None:
    """A command's examples stand one to a line, as they would be typed, with no stray marks."""
    with Context(command_line) as context:
        command = command_line.get_command(context, name)
        assert command is not None
        lines = command.get_help(Context(command, info_name=name)).splitlines()
    assert not any("\\b" in line or "\b" in line for line in lines)
    examples = [line for line in lines if line.lstrip().startswith("treatyopt ")]
    written = [line for line in cleandoc(command.help or "").splitlines() if line.startswith("treatyopt ")]
    assert [line.strip() for line in examples] == written


def test_help_needs_no_docstrings() -> None:
    """Under python -OO, which leaves docstrings out, treatyopt and each command say all they say without it."""
    code = (
        "from treatyopt.cli import _COMMANDS, main\n"
        "for name in [None, *_COMMANDS]: main([*([name] if name else []), '-h'])"
    )
    env = os.environ | {"COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"}
    said = [
        subprocess.run(
            [sys.executable, *more, "-c", code], capture_output=True, text=True, timeout=60, env=env
        ).stdout
        for more in ([], ["-OO"])
    ]
    assert "Rank the options by value, screens applied first." in said[0]
    assert said[0] == said[1]
