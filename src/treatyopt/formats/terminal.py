"""Documents on a terminal, at any width, with or without colour.

A table that is too wide first shortens its headers and folds its
texts, then shrinks and drops its drawings, is divided into tables below each other if its columns are alike or its rows
many, and at last stacks its cells: figures are never cut. What room is left goes to the drawings that grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import IO, Any, assert_never

from treatyopt.documents.blocks import Block, Document, Heading, Items, Next, Picture, Prose, Row, Table
from treatyopt.documents.words import cell
from treatyopt.formats.drawing import drawn, keys, plotted
from treatyopt.formats.shading import aligned, inline, parted
from treatyopt.formats.stream import GAP, WIDE, Stream, measured
from treatyopt.formats.widths import divided, shortened, spread
from treatyopt.tables.columns import FAILS, Bar, Drawing, Head, Shaded, Stack

_FOLD = 20
_INDENT = " "
_PARTS = (1, 0.8, 0.6, 0.4, 0)
_HEADER = 6
_GROWN = 60
_FEW_PARTS = 6


def to_text(document: Document) -> str:
    """A document as a terminal shows it, for a file: without colours and hint of a next command, with its stamp."""
    held = StringIO()
    show(replace(document, blocks=document.signed), held, hint=False)
    return held.getvalue()


def show(document: Document, file: IO[str], *, hint: bool = True) -> None:
    """Write a document to a stream as text for people; `hint` allows the line that names the next command."""
    stream = Stream(file)
    for i, block in enumerate(document.blocks):
        if isinstance(block, Next) and not (hint and stream.interactive):
            continue
        if i:
            stream.say()
        _draw(stream, block)
    stream.flush()


def _draw(stream: Stream, block: Block) -> None:
    if isinstance(block, Heading):
        stream.heading(block)
    elif isinstance(block, Prose):
        stream.prose(_led(block), "label" if block.faint else "")
    elif isinstance(block, Items):
        for each in block.items:
            stream.item(_led(each))
    elif isinstance(block, Table):
        _Layout(stream, block).draw()
    elif isinstance(block, Picture):
        _picture(stream, block)
    elif isinstance(block, Next):
        stream.prose(f"Next: {block.command}", "label")
    else:
        assert_never(block)


def _led(prose: Prose) -> str:
    return f"{prose.lead} {prose.whole}".lstrip()


def _picture(stream: Stream, picture: Picture) -> None:
    """A drawing line by line, and its legend wrapped below."""
    stream.prose(picture.caption, "heading")
    *lines, legend = plotted(picture, min(stream.width, WIDE))
    dot = "." if stream.plain else "·"
    for line in lines:
        stream.say((stream.text(line.replace("·", dot)), ""))
    stream.prose(legend.replace("·", dot), "label")


@dataclass(frozen=True, slots=True)
class _Field:
    """A column ready to be laid out."""

    column: Head
    header: list[str]
    width: int

    @property
    def right(self) -> bool:
        return self.column.right


class _Layout:
    """One table fitted to a stream."""

    def __init__(self, stream: Stream, table: Table) -> None:
        self.stream = stream
        self.table = table
        divided = bool(table.rows) and table.rows[0].heading
        self.cells = [self._texts(row, divided and not row.heading) for row in table.rows]
        self._shade(tight=False)
        self.labels = [stream.text(column.label) for column in table.columns]

    def _by_column(self) -> list[list[str]]:
        return [[row[i] for row in self.cells] for i in range(len(self.table.columns))]

    def _shade(self, tight: bool) -> bool:
        """Lay out the cells that have a ground, and measure all; whether there are any."""
        found = False
        for i in range(len(self.table.columns)):
            rows = [(r, row.cells[i]) for r, row in enumerate(self.table.rows)]
            held = {r: value for r, value in rows if isinstance(value, Shaded)}
            found = found or bool(held)
            for r, text in zip(held, aligned([*held.values()], tight) if held else (), strict=True):
                self.cells[r][i] = self.stream.text(text)
        self.widest = [max(map(measured, each), default=0) for each in self._by_column()]
        return found

    def _texts(self, row: Row, inside: bool) -> list[str]:
        """The cells of a row as texts; those of one that is inside what a heading divides stand in."""
        first, *rest = map(self._cell, row.cells, self.table.columns)
        return [f"{_INDENT if inside else ''}{first}", *rest]

    def _cell(self, value: Any, column: Head) -> str:
        return "" if column.kind == "bar" else self.stream.text(cell(value, column.kind, column.digits))

    def draw(self) -> None:
        if self.table.caption:
            self.stream.prose(self.table.caption, "heading")
        fields = self._laid_out()
        if fields is not None:
            self._lines(fields)
        elif (parts := self._parts()) is not None:
            for i, (layout, fitted) in enumerate(parts):
                if i:
                    self.stream.say()
                layout._lines(fitted)
        else:
            self._stacked()

    def _laid_out(self) -> list[_Field] | None:
        """The layout that fits the screen, with gaps inside shaded cells or without; None if there is none."""
        fields = self._fitted()
        return self._fitted() if fields is None and self._shade(tight=True) else fields

    def _parts(self) -> list[tuple[_Layout, list[_Field]]] | None:
        """The table with some of its columns in each of as few parts as fit the screen; None if none of them do."""
        for tables in parted(self.table):
            layouts = [_Layout(self.stream, each) for each in tables]
            fitted = [(each, fields) for each in layouts if (fields := each._laid_out()) is not None]
            if len(fitted) == len(tables):
                return fitted
        return None

    def _lines(self, fields: list[_Field]) -> None:
        fields = self._grown(fields)
        if self.table.headed:
            self._header(fields)
        for row, cells in zip(self.table.rows, self.cells, strict=True):
            self._row(row, cells, fields)
        for field in fields:
            if field.width:
                self.stream.legend(keys(field.column.parts))

    def _fitted(self) -> list[_Field] | None:
        """The first layout that fits the screen, or None: drawings as wide as can be, then headers."""
        longest = max((measured(column.label) for column in self.table.columns), default=0)
        for part in _PARTS:
            fields = self._at_most(max(longest, _HEADER), part)
            if fields is not None:
                return fields
        return None

    def _at_most(self, limit: int, part: float) -> list[_Field] | None:
        """The layout with the longest headers that fits, up to this limit; None if no header is short enough.

        What fits with some header fits with shorter ones, so that halving finds it: trying every limit would
        take time in the square of a header's length.
        """
        best = self._fitting(_HEADER, part)
        low, high = _HEADER, limit
        while best is not None and low < high:
            middle = (low + high + 1) // 2
            fields = self._fitting(middle, part)
            if fields is None:
                high = middle - 1
            else:
                low, best = middle, fields
        return best

    def _fitting(self, limit: int, part: float) -> list[_Field] | None:
        fields = self._folded([self._field(i, limit, part) for i in range(len(self.table.columns))])
        return fields if self._span(fields) <= self.stream.width else None

    def _span(self, fields: Sequence[_Field]) -> int:
        shown = [field.width for field in fields if field.width]
        return sum(shown) + GAP * (len(shown) - 1)

    def _grown(self, fields: list[_Field]) -> list[_Field]:
        """The fields with what room is left given to the drawings that grow, the first of them first."""
        spare = self.stream.width - self._span(fields)
        grown = []
        for field in fields:
            more = max(min(spare, _GROWN - field.width), 0) if field.column.grows and field.width else 0
            grown.append(_drawing(field.column, field.width + more) if more else field)
            spare -= more
        return grown

    def _field(self, i: int, limit: int, part: float) -> _Field:
        column = self.table.columns[i]
        if column.kind == "bar":
            width = round(column.width * part)
            return _drawing(column, width if width >= _least(column) else 0)
        widest = self.widest[i]
        if not self.table.headed:
            return _Field(column, [""], widest)
        lines = shortened(self.labels[i], max(widest, limit))
        return _Field(column, lines, max(widest, *(measured(line) for line in lines)))

    def _folded(self, fields: list[_Field]) -> list[_Field]:
        """The fields with the texts that may wrap narrowed to what is left, down to a readable width."""
        spare = min(self.stream.width, WIDE) - self._span(fields)
        folding = [field for field in fields if field.column.fold]
        if spare >= 0 or not folding:
            return fields
        least = [min(field.width, _FOLD) for field in folding]
        room = sum(field.width for field in folding) + spare
        if room < sum(least):
            return fields
        widths = iter(divided(room, [field.width for field in folding], least))
        return [self._narrowed(field, next(widths)) if field.column.fold else field for field in fields]

    def _narrowed(self, field: _Field, width: int) -> _Field:
        header = shortened(self.stream.text(field.column.label), width) if self.table.headed else field.header
        return _Field(field.column, header, width)

    def _header(self, fields: list[_Field]) -> None:
        shown = [field for field in fields if field.width]
        depth = max((len(field.header) for field in fields), default=0)
        for level in range(-depth, 0):
            parts = [
                _padded(field.header[level] if level >= -len(field.header) else "", field) for field in shown
            ]
            self.stream.say(((" " * GAP).join(parts), "label"))

    def _row(self, row: Row, cells: list[str], fields: list[_Field]) -> None:
        style = "bold" if row.strong or row.heading else "dim" if row.faint else ""
        lines = [
            self.stream.wrapped(text, field.width) if field.column.fold else [text]
            for text, field in zip(self._with_drawings(row, cells, fields), fields, strict=True)
        ]
        for level in range(max(len(each) for each in lines)):
            parts: list[tuple[str, str]] = []
            for text, field, value in zip(lines, fields, row.cells, strict=True):
                if field.width:
                    shown = text[level] if level < len(text) else ""
                    parts += [*self._styled(shown, field, style, value), (" " * GAP, "")]
            self.stream.say(*parts[:-1])
        if row.detail:
            self.stream.prose(row.detail, "detail", indent=4)

    def _styled(self, text: str, field: _Field, style: str, value: Any) -> list[tuple[str, str]]:
        """A line of a cell with its style; of the mark of failure, the mark alone is red."""
        padded = _padded(text, field)
        if field.column.kind == "bar":
            return [(padded, _bar_style(value))]
        mark = self.stream.text(FAILS)
        if isinstance(value, Shaded):
            style = "bold" if value.strong else "dim" if value.faint else style
        elif text.split(" ")[0] != mark:
            return [(padded, style)]
        before, found, after = padded.partition(mark)
        return [(before, style), (found, "fail"), (after, style)]

    def _with_drawings(self, row: Row, cells: list[str], fields: list[_Field]) -> list[str]:
        return [
            self.stream.text(drawn(value, field.width))
            if field.width and isinstance(value, Drawing)
            else text
            for value, text, field in zip(row.cells, cells, fields, strict=True)
        ]

    def _stacked(self) -> None:
        columns = self.table.columns
        for row, laid_out in zip(self.table.rows, self.cells, strict=True):
            cells = [
                self.stream.text(inline(value)) if isinstance(value, Shaded) else text
                for value, text in zip(row.cells, laid_out, strict=True)
            ]
            lead = [text for text, column in zip(cells, columns, strict=True) if column.lead]
            self.stream.prose("  ".join(filter(None, lead)), "bold" if row.strong or row.heading else "")
            rest = [
                f"{column.label} {text}".lstrip() if self.table.headed else text
                for text, column in zip(cells, columns, strict=True)
                if not column.lead and column.kind != "bar" and text
            ]
            if rest:
                self.stream.strung(rest, indent=3)
            if row.detail:
                self.stream.prose(row.detail, "detail", indent=3)


def _least(column: Head) -> int:
    """How wide a drawing must be at least: of many parts, so wide that those of some size are all there."""
    return min(2 * len(column.parts), column.width) if len(column.parts) > _FEW_PARTS else 0


def _drawing(column: Head, width: int) -> _Field:
    return _Field(column, [spread(column.label, width)], width)


def _bar_style(value: Any) -> str:
    return "hollow" if isinstance(value, Bar | Stack) and not value.solid else "bar"


def _padded(text: str, field: _Field) -> str:
    space = " " * (field.width - measured(text))
    return space + text if field.right else text + space
