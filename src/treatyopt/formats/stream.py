"""A terminal to write on: its width, its alphabet and its colours. The only file that imports rich.

Nothing from a study is read as markup.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console
from rich.text import Text

from treatyopt.documents.blocks import Heading

WIDE = 120
PROSE = 96
GAP = 2
_LEAST, _MOST, _USUAL, _TALL = 20, 10_000, 80, 24
# Marks that steer joining and direction and take no room of their own. A joiner before an emoji is left to rich,
# which counts the emoji that it joins as one; before a letter it would swallow the letter.
_UNSEEN = re.compile("[\u061c\u200c\u200e\u200f]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])")
_WORD = re.compile(r"\s*\S+\s*")
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
    "▁": "_",
    "▂": ":",
    "▃": ";",
    "▄": "/",
    "▅": "|",
    "▆": "&",
    "▇": "@",
    "█": "#",
    "▓": "%",
    "▒": "-",
    "░": ".",
    "═": "=",
    "║": "|",
    "╳": "*",
    "▚": ":",
}
_STYLES = {"heading": "bold", "label": "dim", "detail": "dim", "bar": "cyan", "hollow": "dim", "fail": "red"}


class Stream:
    """A stream with a width, an alphabet and colours."""

    def __init__(self, file: IO[str]) -> None:
        self.interactive = bool(getattr(file, "isatty", lambda: False)())
        self.width = _width(self.interactive)
        self.plain = not _can_encode(file)
        self._said = Text()
        self._console = Console(
            file=file,
            width=self.width,
            # Where a size is missing, rich reads COLUMNS and LINES itself and fails on what int() refuses.
            height=_TALL,
            force_jupyter=False,
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
        if measured(text) <= width:
            return [text]
        return [line for part in text.split("\n") for line in _broken(part, width)]

    def prose(self, text: str, style: str = "", indent: int = 0) -> None:
        """A paragraph, wrapped."""
        for line in self.wrapped(text, min(self.width, PROSE) - indent):
            self.say((" " * indent + line, style))

    def item(self, text: str) -> None:
        """A paragraph of a list, wrapped, its lines standing in behind a hyphen."""
        for i, line in enumerate(self.wrapped(text, min(self.width, PROSE) - GAP)):
            self.say(("  " if i else "- ", ""), (line, ""))

    def legend(self, entries: Sequence[str]) -> None:
        """Short entries side by side, on as few lines as hold them, none parted from its mark where it fits."""
        room = min(self.width, PROSE)
        lines: list[str] = []
        for entry in map(self.text, entries):
            longer = f"{lines[-1]}{' ' * GAP}{entry}" if lines else entry
            lines[-1:] = [longer] if not lines or measured(longer) <= room else [lines[-1], entry]
        for line in lines:
            self.prose(line, "label")

    def strung(self, entries: Sequence[str], indent: int) -> None:
        """Short entries with dots between them, none parted over lines where it fits on one."""
        dot = ";" if self.plain else " ·"
        lines: list[str] = []
        for i, entry in enumerate(map(self.text, entries), start=1):
            text = entry if i == len(entries) else f"{entry}{dot}"
            longer = f"{lines[-1]} {text}" if lines else text
            fits = measured(longer) <= min(self.width, PROSE) - indent
            lines[-1:] = [longer] if fits or not lines else [lines[-1], text]
        for line in lines:
            self.prose(line, "", indent)

    def heading(self, heading: Heading) -> None:
        """The title at the left, the remark at the right if both fit, else below each other."""
        text, aside = self.text(heading.text), self.text(heading.aside)
        room = min(self.width, PROSE) - measured(text) - measured(aside)
        if aside and room >= GAP:
            self.say((text, "heading"), (" " * room, ""), (aside, "label"))
            return
        self.prose(heading.text, "heading")
        if aside:
            self.prose(heading.aside, "label")


def _width(interactive: bool) -> int:
    """COLUMNS where that is a number, else the terminal's, else a wide one."""
    columns = os.environ.get("COLUMNS", "")
    if re.fullmatch("[0-9]{1,20}", columns) and int(columns) > 0:
        return min(max(int(columns), _LEAST), _MOST)
    return max(_terminal_width(), _LEAST) if interactive else WIDE


def _terminal_width() -> int:
    """The width of the terminal that standard output or one of the other streams is, if any."""
    for descriptor in (1, 2, 0):
        with suppress(OSError):
            columns = os.get_terminal_size(descriptor).columns
            if columns > 0:
                return columns
    return _USUAL


def _can_encode(file: IO[str]) -> bool:
    try:
        "".join(_PLAIN).encode(getattr(file, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def measured(text: str) -> int:
    """How many cells of a terminal a text takes; marks of joining and direction take none."""
    return cell_len(text if text.isascii() else _UNSEEN.sub("", text))


def cut(text: str, width: int) -> str:
    """The start of a text that takes at most so many cells."""
    return text if measured(text) <= width else set_cell_size(text, width)


def _broken(text: str, width: int) -> list[str]:
    """A text broken at blanks, and inside a word only where that is wider than a line."""
    lines: list[list[str]] = [[]]
    taken = 0
    for word in _WORD.findall(text):
        wide = measured(word.rstrip())
        if taken + wide <= width:
            lines[-1].append(word)
            taken += measured(word)
            continue
        pieces = chop_cells(word, width) if wide > width else [word]
        lines += [[piece] for piece in pieces]
        taken = measured(pieces[-1])
    return ["".join(line).rstrip() for line in lines if line] or [""]
