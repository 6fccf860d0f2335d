"""Somebody at a terminal, inside this process: what they see, with what they type where it would be seen."""

from __future__ import annotations

import io
from typing import Any

import pytest

from treatyopt.cli import main


class _Keyboard(io.StringIO):
    """Lines that are typed one at a time, and seen on a screen."""

    def __init__(self, typed: str, screen: io.StringIO) -> None:
        super().__init__(typed)
        self._screen = screen

    def isatty(self) -> bool:
        """Say that somebody is there."""
        return True

    def readline(self, *_: Any) -> str:
        """The next line, which is seen as it is typed."""
        line = super().readline()
        self._screen.write(line)
        return line


class _Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say that somebody looks."""
        return True


def talked(monkeypatch: pytest.MonkeyPatch, argv: list[str], *typed: str) -> tuple[int, str]:
    """The exit code of `treatyopt weigh`, and what somebody sees who types these lines and no more."""
    screen = _Screen()
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        patch.setenv("NO_COLOR", "1")
        patch.setattr("sys.stderr", screen)
        patch.setattr("sys.stdin", _Keyboard("".join(f"{each}\n" for each in typed), screen))
        code = main(["weigh", *argv])
    return code, screen.getvalue()
