"""A terminal to write on: its width, its alphabet and its colours. The only room that imports rich.

Nothing from a study is read as markup.
"""

from __future__ import annotations

import os
import shutil
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from treatyopt.render.document import Heading

WIDE = 120
PROSE = 96
GAP = 2
_PLAIN = {
    "–": "-",
    "—": "-",
    "━": "=",
    "─": "-",
    "✗": "x",
    "✓": "ok",
    "·": ";",
    "†": "+",
    "×": "x",
    "…": "...",
    "├": "|",
    "┤": "|",
    "┼": "+",
    "│": "|",
    "●": "o",
    "█": "#",
    "▓": "=",
    "▒": "-",
    "░": ".",
}
_STYLES = {"heading": "bold", "label": "dim", "detail": "dim", "bar": "cyan", "hollow": "dim", "fail": "red"}


class Screen:
    """A stream with a width, an alphabet and colours."""

    def __init__(self, file: IO[str]) -> None:
        self.interactive = bool(getattr(file, "isatty", lambda: False)())
        self.width = _width(self.interactive)
        self.plain = not _can_encode(file)
        self._said = Text()
        self._console = Console(
            file=file,
            width=self.width,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            color_system=None if os.environ.get("NO_COLOR") else "auto",
        )

    def text(self, value: str) -> str:
        """A text in the stream's alphabet: own marks replaced where it has only ASCII."""
        if self.plain:
            for mark, stand_in in _PLAIN.items():
                value = value.replace(mark, stand_in)
        return value

    def say(self, *parts: tuple[str, str]) -> None:
        """Add one line of (text, style) parts."""
        while parts and not parts[-1][0].rstrip():
            parts = parts[:-1]
        for i, (text, style) in enumerate(parts):
            last = i == len(parts) - 1
            self._said.append(text.rstrip() if last else text, _STYLES.get(style, style))
        self._said.append("\n")

    def flush(self) -> None:
        """Write what was said, all at once."""
        self._console.print(self._said, soft_wrap=True, end="")

    def wrapped(self, text: str, width: int) -> list[str]:
        """A text broken into lines of at most this width, measured in terminal cells."""
        text, width = self.text(text), max(width, 8)
        if cell_len(text) <= width:
            return [text]
        return [line.plain.rstrip() for line in Text(text).wrap(self._console, width)]

    def prose(self, text: str, style: str = "", indent: int = 0) -> None:
        """A paragraph, wrapped."""
        for line in self.wrapped(text, min(self.width, PROSE) - indent):
            self.say((" " * indent + line, style))

    def heading(self, heading: Heading) -> None:
        """The title at the left, the remark at the right if both fit, else below each other."""
        text, aside = self.text(heading.text), self.text(heading.aside)
        room = min(self.width, PROSE) - cell_len(text) - cell_len(aside)
        if aside and room >= GAP:
            self.say((text, "heading"), (" " * room, ""), (aside, "label"))
            return
        self.prose(heading.text, "heading")
        if aside:
            self.prose(heading.aside, "label")


def _width(interactive: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return max(int(columns), 20)
    return max(shutil.get_terminal_size((80, 24)).columns, 20) if interactive else WIDE


def _can_encode(file: IO[str]) -> bool:
    try:
        "".join(_PLAIN).encode(getattr(file, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def measured(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return cell_len(text)
