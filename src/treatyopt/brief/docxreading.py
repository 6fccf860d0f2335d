"""Reading back a Word file that treatyopt wrote: paragraphs, list items and tables under their headings.

Headings and captions are known by their styles, or by what these are based on, and by no look, so that a file keeps
its outline in another template. Changes that are tracked are read as accepted; headers, footers, notes and pictures
are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from treatyopt.documents.reading import Grid, Outline, Passage, Reading, one_line
from treatyopt.errors import Unreadable
from treatyopt.study.officefile import recorded, require_sound

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_AROUND = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_UNSEEN = {"pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "instrText", "AlternateContent"}
# What paragraphs of a style are, by its name: headings of a level (1 is the title's), or captions.
_KINDS: dict[str, int | str] = {
    "title": 1,
    "caption": "caption",
    **{f"heading {level}": level + 1 for level in range(1, 10)},
}
_BASES = 20  # styles that one is based on, one on the other


def read_docx(raw: bytes) -> Reading:
    """What a Word file says; Unreadable if it is none. ModuleNotFoundError if python-docx is not installed."""
    from docx import Document

    require_sound(raw)
    try:
        file = Document(BytesIO(raw))
        found = _File(_Styles(file.styles.element))
        for block in _within(file.element.body, "p", "tbl"):
            found.take(block)
        return found.reading(recorded(file.core_properties.comments))
    except Exception:  # python-docx lets pass whatever it stumbles over
        raise Unreadable("is no Word file that can be read") from None


class _Styles:
    """What the styles of a file are, as `_KINDS` has it; nothing for those of other paragraphs."""

    def __init__(self, styles: Any) -> None:
        self._styles = {each.get(f"{_W}styleId"): each for each in styles.iter(f"{_W}style")}
        self._known: dict[str | None, int | str | None] = {None: None}

    def kind(self, key: str | None) -> int | str | None:
        """The level of a heading, "caption", or nothing."""
        if key not in self._known:
            kinds = (_KINDS[name] for name in self._names(key) if name in _KINDS)
            self._known[key] = next(kinds, None)
        return self._known[key]

    def _names(self, key: str | None) -> Iterator[str]:
        """The name of a style, and of those that it is based on."""
        for _ in range(_BASES):
            style = self._styles.get(key)
            if style is None:
                return
            yield (_value(style, "name") or "").lower()
            key = _value(style, "basedOn")


class _File:
    """Gathers what is said, block by block."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._items: list[Passage | Grid] = []
        self._outline = Outline()
        self._caption = ""

    def take(self, block: Any) -> None:
        """One paragraph or table more."""
        if _name(block) == "tbl":
            self._items.append(_grid(block, self._outline.place, self._caption))
            self._caption = ""
            return
        text = _text(block)
        if not text:
            return
        self._end_caption()
        properties = block.find(f"{_W}pPr")
        kind = self._styles.kind(None if properties is None else _value(properties, "pStyle"))
        if kind == "caption":
            self._caption = text
        elif isinstance(kind, int):
            self._items.append(self._outline.head(kind, text))
        else:
            self._items.append(Passage(self._outline.place, text))

    def reading(self, record: str | None) -> Reading:
        """All of it."""
        self._end_caption()
        return Reading(tuple(self._items), record)

    def _end_caption(self) -> None:
        """A caption stands above a table; one with none below it is a paragraph."""
        if self._caption:
            self._items.append(Passage(self._outline.place, self._caption))
        self._caption = ""


def _grid(table: Any, place: tuple[str, ...], caption: str) -> Grid:
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for row in _within(table, "tr"):
        places = list(_within(row, "tc"))
        cells = tuple(" ".join(filter(None, map(_text, _within(each, "p")))) for each in places)
        if _flagged(row, "del"):
            continue
        if _flagged(row, "tblHeader") and not rows and not head:
            head = cells
        elif rows and len(places) == 1 and _spans(places[0]):
            rows[-1] += cells  # a line of detail below its row
        elif any(cells):
            rows.append(cells)
    return Grid(place, caption, head, tuple(rows))


def _spans(cell: Any) -> bool:
    """Whether a cell runs over several columns."""
    properties = cell.find(f"{_W}tcPr")
    return properties is not None and (_value(properties, "gridSpan") or "1") != "1"


def _flagged(row: Any, tag: str) -> bool:
    found = row.find(f"{_W}trPr/{_W}{tag}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _value(element: Any, tag: str) -> str | None:
    """What a child of an element says, if it is there."""
    found = element.find(f"{_W}{tag}")
    value = None if found is None else found.get(f"{_W}val")
    return None if value is None else str(value)


def _name(element: Any) -> str:
    """What an element is, whatever its namespace; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _within(element: Any, *names: str) -> Iterator[Any]:
    """The children of such names, those that a form, a change or other wrapping holds among them."""
    for child in element:
        name = _name(child)
        if name in names:
            yield child
        elif name in _AROUND:
            yield from _within(child, *names)


def _text(paragraph: Any) -> str:
    return one_line("".join(_said(paragraph)))


def _said(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name and name not in _UNSEEN:
            yield from _said(child)
