"""Reading back Markdown that treatyopt wrote: paragraphs, lists and tables, with what was escaped as it was meant."""

from __future__ import annotations

import re

from treatyopt.documents.reading import Grid, Outline, Passage, Reading, one_line
from treatyopt.errors import Unreadable

_RECORD = re.compile(r'<!-- (\{"made_by".*\}) -->\s*\Z')
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\s+(.*)")
_BOLD = re.compile(r"\*\*(.*)\*\*")
_RULE = re.compile(r"[-:|\s]+")
# What is escaped, what is markup, and the rest; one after the other, so that no mark is read twice.
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|<[^<>]*>|[*_`]")
_CELL = re.compile(r"\\.|[^\\|]+|\\|(\|)")


def read_markdown(text: str) -> Reading:
    """What a file of Markdown says; Unreadable if a comment in it has no end."""
    file = _File()
    for line in text.replace("\r\n", "\n").split("\n"):
        file.take(line)
    return file.reading()


def plain(text: str) -> str:
    """The text that a piece of Markdown shows: escapes undone, emphasis and tags left out."""
    return one_line(_MARKUP.sub(lambda found: found[1] or "", text))


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row, at whose bars it is parted but for those that are escaped."""
    cells = [""]
    for found in _CELL.finditer(line.strip()):
        if found[1]:
            cells.append("")
        else:
            cells[-1] += found[0]
    return tuple(plain(each) for each in cells[1 : -1 if not cells[-1].strip() else None])


class _File:
    """Gathers what is said, line by line."""

    def __init__(self) -> None:
        self._items: list[Passage | Grid] = []
        self._record: str | None = None
        self._outline = Outline()
        self._lines: list[str] = []
        self._table: list[str] = []
        self._caption = ""
        self._comment = False
        self._fenced = False

    def take(self, line: str) -> None:
        """One line more."""
        if self._comment or (line.startswith("<!--") and not self._fenced):
            self._in_comment(line)
        elif line.startswith("```"):
            self._end()
            self._fenced = not self._fenced
        elif self._fenced or (line.startswith("    ") and not self._lines):
            self._end()  # a drawing
        elif line.lstrip().startswith("|"):
            self._end_paragraph()
            self._table.append(line)
        elif not line.strip():
            self._end()
        else:
            self._said(line)

    def reading(self) -> Reading:
        """All of it."""
        if self._comment:
            raise Unreadable("ends inside a comment")
        self._end()
        self._end_caption()
        return Reading(tuple(self._items), self._record)

    def _in_comment(self, line: str) -> None:
        self._end()
        found = _RECORD.match(line) if not self._comment else None
        self._record = found[1] if found else self._record
        self._comment = "-->" not in line

    def _said(self, line: str) -> None:
        self._end_table()
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading is not None:
            self._end()
            self._end_caption()
            self._items.append(self._outline.head(len(heading[1]), plain(heading[2])))
        elif item is not None:
            self._end_paragraph()
            self._lines.append(item[1])
        else:
            self._lines.append(line.lstrip("> "))

    def _end(self) -> None:
        self._end_paragraph()
        self._end_table()

    def _end_paragraph(self) -> None:
        text = " ".join(self._lines).strip()
        self._lines = []
        if not text:
            return
        self._end_caption()
        bold = _BOLD.fullmatch(text)
        if bold is not None:
            self._caption = plain(bold[1])
        elif shown := plain(text):
            self._items.append(Passage(self._outline.place, shown))

    def _end_caption(self) -> None:
        """Bold words stand above a table; those with none below them are a paragraph."""
        if self._caption:
            self._items.append(Passage(self._outline.place, self._caption))
        self._caption = ""

    def _end_table(self) -> None:
        if self._table:
            head, *rows = map(_cells, self._table)
            kept = [row for row, line in zip(rows, self._table[1:], strict=True) if not _RULE.fullmatch(line)]
            self._items.append(Grid(self._outline.place, self._caption, head, tuple(kept)))
            self._caption = ""
        self._table = []
