"""Reading back a page that treatyopt wrote: what a reader sees of it, without scripts, drawings and controls.

The parser of the standard library takes a time that grows with the square of what is left open, so that pages are
looked over before they are parsed: no tag of theirs is longer than a tag can be.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from treatyopt.documents.reading import Grid, Outline, Passage, Reading, one_line
from treatyopt.errors import Unreadable

_LONGEST_TAG = 2000
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNSEEN = {"button", "form", "head", "nav", "noscript", "script", "style", "svg", "template", "textarea"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "mark", "output"),
    *("q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RAW = re.compile(r"<(script|style)[\s/>]", re.IGNORECASE)


def read_html(text: str) -> Reading:
    """What a page says; Unreadable if it is no page that can be read in a bounded time."""
    _require_closed(text)
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError):  # how html.parser refuses odd declarations and endless numbers
        raise Unreadable("holds a declaration or a character that no page has") from None
    page.end()
    return Reading(tuple(page.items), "".join(page.record) or None, "".join(page.dress))


def _require_closed(text: str) -> None:
    """Raise Unreadable unless every tag, comment and script ends, tags before they are too long."""
    start = text.find("<")
    while start >= 0:
        end = _end_of_comment(text, start) if text.startswith("<!--", start) else _end_of_tag(text, start)
        raw = _RAW.match(text, start)
        if raw is not None and end >= 0:
            closing = re.compile(f"</{raw[1]}", re.IGNORECASE).search(text, end)
            end = closing.start() - 1 if closing else -1
        if end < 0:
            line = text.count("\n", 0, start) + 1
            raise Unreadable(f"holds a tag, a comment or a script that is not closed (line {line})")
        start = text.find("<", end + 1)


def _end_of_tag(text: str, start: int) -> int:
    end = text.find(">", start, start + _LONGEST_TAG)
    return -1 if text.find("<", start + 1, end) >= 0 else end


def _end_of_comment(text: str, start: int) -> int:
    """Where a comment ends; nowhere if it holds what some parsers take for its end and others do not."""
    end = text.find("-->", start + 4)
    return -1 if text.find("--", start + 4, end) >= 0 else end


class _Page(HTMLParser):
    """Gathers what is seen, piece by piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[Passage | Grid] = []
        self.record: list[str] = []
        self._outline = Outline()
        self._text: list[str] = []
        self._unseen: list[
            str
        ] = []  # the tag that hides what is in it, once for each of its name that is open
        self._recording = False
        self.dress: list[str] = []
        self._dressing = False
        self._heading: float | None = None
        self._table: _Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: what came before it is a piece by itself, unless the tag stands in a line."""
        given = dict(attrs)
        self._dressing = tag == "style" or (tag == "script" and given.get("id") != "stamp")
        self.dress += [f"{key}={value}" for key, value in attrs if key == "style" or key.startswith("on")]
        if self._unseen:
            self._unseen += [tag] if tag == self._unseen[0] else []
        elif tag in _UNSEEN or ("hidden" in given and tag not in _VOID):
            self._unseen = [tag]
            self._recording = tag == "script" and given.get("id") == "stamp"
        elif tag == "br":
            self._text.append(" ")
        elif tag not in _INLINE:
            self._piece()
            self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, and with it what was hidden by it, or the piece that it is."""
        self._dressing = False
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
                self._recording = False
        elif tag not in _INLINE:
            self._piece()
            self._close(tag)

    def handle_data(self, data: str) -> None:
        """Text, which is seen, is the record, or decides how the page looks."""
        if self._dressing:
            self.dress.append(data)
        elif self._recording:
            self.record.append(data)
        elif not self._unseen:
            self._text.append(data)

    def end(self) -> None:
        """The end of the page ends what is open."""
        self._piece()
        self._end_table()

    def _open(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "table":
            self._end_table()
            self._table = _Table()
        elif tag == "details":
            self._outline.fold()
        elif tag in _HEADINGS or tag == "summary":
            self._heading = _HEADINGS.get(tag, 0)
        elif self._table is not None:
            self._table.open(tag, given.get("colspan") or "1")

    def _close(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif tag == "details":
            self._outline.unfold()
        elif tag in _HEADINGS or tag == "summary":
            self._heading = None
        elif self._table is not None:
            self._table.close(tag)

    def _piece(self) -> None:
        text = one_line("".join(self._text))
        self._text = []
        if not text:
            return
        if self._table is not None:
            self._table.say(text)
        elif self._heading is None:
            self.items.append(Passage(self._outline.place, text))
        elif self._heading:
            self.items.append(self._outline.head(self._heading, text))
        else:
            self.items.append(self._outline.summary(text))

    def _end_table(self) -> None:
        if self._table is not None:
            self.items.append(self._table.grid(self._outline.place))
        self._table = None


class _Table:
    """A table while it is read; a cell or a row that is not closed ends where the next begins."""

    def __init__(self) -> None:
        self._caption: list[str] = []
        self._head: list[str] = []
        self._rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._row: list[str] | None = None
        self._in_head = False
        self._spans = False

    def open(self, tag: str, span: str) -> None:
        """A tag opens inside the table."""
        if tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            self._spans = span != "1" and not self._row
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("thead", "tbody"):
            self._end_row()
            self._in_head = tag == "thead"

    def close(self, tag: str) -> None:
        """A tag closes inside the table."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "thead", "tbody"):
            self._end_row()
            self._in_head = self._in_head and tag == "tr"

    def say(self, text: str) -> None:
        """A piece of text, of a cell or of the caption."""
        (self._caption if self._cell is None else self._cell).append(text)

    def grid(self, place: tuple[str, ...]) -> Grid:
        """The table as it was read."""
        self._end_row()
        return Grid(place, " ".join(self._caption), tuple(self._head), tuple(map(tuple, self._rows)))

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._row = [*(self._row or []), " ".join(self._cell)]
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._in_head:
            self._head = self._row or self._head
        elif self._row and self._spans and len(self._row) == 1 and self._rows:
            self._rows[-1] += self._row  # a line of detail below its row
        elif self._row:
            self._rows.append(self._row)
        self._row = None
