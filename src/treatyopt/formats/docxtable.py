"""Tables of Word documents: rows that stay whole under a header that is repeated, and drawings in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from treatyopt.documents.blocks import Row, Table
from treatyopt.documents.words import cell
from treatyopt.formats import docxstyle as looks
from treatyopt.formats.layout import BESIDE, PADDING, Fit
from treatyopt.tables.columns import Drawing, Head, Shaded

_HIGH, _HIGHER = 9.0, 14.0  # points of a drawing, and of one with figures in it
_TOGETHER = 10  # rows of a table that is not parted by the end of a page
_PARTS = ("firstRow", "lastRow", "firstColumn", "lastColumn")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AS_A_DIGIT = "\u2007"  # a blank as wide as a digit


def write(file: Any, table: Table, layout: Fit) -> None:
    """Add a table to a document at its end, laid out as fitted."""
    columns = table.columns
    made = file.add_table(rows=0, cols=len(columns))
    made.style, made.autofit = looks.TABLE, False
    _looked(made, table.headed)
    for column, width in zip(made.columns, layout.widths, strict=True):
        column.width = _length(width)
    pen = _Pen(made, table, layout)
    if table.headed:
        pen.header()
    last = len(table.rows) - 1
    for i, row in enumerate(table.rows):
        pen.row(row, joined=i < last and (last < _TOGETHER or i in (0, last - 1)))


def _looked(made: Any, headed: bool) -> None:
    """Say which parts of the table's style are used: the first row's, where there are headers."""
    from docx.oxml.ns import qn

    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = properties.makeelement(
        qn("w:tblLook"),
        {
            qn("w:val"): "0620" if headed else "0600",
            **{qn(f"w:{part}"): str(int(headed and part == "firstRow")) for part in _PARTS},
            **{qn(f"w:{part}"): "1" for part in ("noHBand", "noVBand")},
        },
    )
    properties.append(look)


def _length(points: float) -> Any:
    from docx.shared import Pt

    return Pt(round(points, 1))


class _Pen:
    """Writes the rows of one table."""

    def __init__(self, made: Any, table: Table, layout: Fit) -> None:
        self.made, self.table, self.layout = made, table, layout
        self.divided = False
        self.tails = [_tail(row.cells[i] for row in table.rows) for i in range(len(table.columns))]
        self.end = looks.SMALL if layout.small else ""

    def header(self) -> None:
        """The row of labels, which is repeated on each page."""
        row = self._added()
        _flagged(row, "w:tblHeader")
        for place, column, width in zip(row.cells, self.table.columns, self.layout.widths, strict=True):
            paragraph = self._styled(place, "Table Figure Heading" if column.right else "Table Heading")
            if column.kind == "bar":
                _spread(paragraph, column.label, width)
            else:
                put(paragraph, column.label)

    def row(self, row: Row, joined: bool) -> None:
        """A row, and its detail over all columns below it on the same page; `joined` to what comes next too."""
        made = self._added()
        widths = self.layout.widths
        joined, self.divided = joined or row.heading, self.divided or row.heading
        cells = zip(made.cells, row.cells, self.table.columns, widths, self.tails, strict=True)
        for place, value, column, width, tail in cells:
            paragraph = self._styled(place, self._style(row, value, column))
            paragraph.paragraph_format.keep_with_next = True if joined or row.detail else None
            if row.detail:
                _unruled(place, "bottom")
            if isinstance(value, Drawing):
                self._draw(paragraph, value, width - PADDING - BESIDE)
            else:
                said = _aligned(value, *tail) if isinstance(value, Shaded) else None
                put(paragraph, said or cell(value, column.kind, column.digits), _look(row, value))
        if row.detail:
            self._detail(row.detail, joined)

    def _style(self, row: Row, value: Any, column: Head) -> str:
        """The style of a cell: figures on their ground, and what is under a heading standing in."""
        if isinstance(value, Shaded) and value.step is not None:
            return looks.ground(value.step)
        if column.right:
            return "Table Figure"
        under = self.divided and not row.heading and column is self.table.columns[0]
        return "Table Item" if under else "Table Text"

    def _detail(self, detail: str, joined: bool) -> None:
        places = self._added().cells
        whole = places[0].merge(places[-1])
        _unruled(whole, "top")
        paragraph = self._styled(whole, "Table Detail")
        paragraph.paragraph_format.keep_with_next = True if joined else None
        put(paragraph, detail)

    def _added(self) -> Any:
        row = self.made.add_row()
        _flagged(row, "w:cantSplit")
        return row

    def _styled(self, place: Any, style: str) -> Any:
        paragraph = place.paragraphs[0]
        paragraph._p.style = looks.key(f"{style}{self.end}")
        return paragraph

    def _draw(self, paragraph: Any, drawing: Drawing, width: float) -> None:
        from treatyopt.formats.figures import Figured, drawn, told

        high = _HIGHER if isinstance(drawing, Figured) else _HIGH
        pictured(paragraph, drawn(drawing, round(width, 1), high), width, told(drawing))


def _tail(column: Iterable[Any]) -> tuple[int, int]:
    """The most characters of a mark and of a range behind the shaded figures of a column."""
    shaded = [each for each in column if isinstance(each, Shaded)]
    marks, ranges = ([len(getattr(each, part)) for each in shaded] for part in ("mark", "range"))
    return max(marks, default=0), max(ranges, default=0)


def _aligned(value: Shaded, mark: int, range: int) -> str:
    """A shaded figure with its mark and range, filled up with blanks as wide as digits, so that figures align."""
    tail = [(value.mark, mark), (value.range, range)]
    return value.figure + "".join(f"\u00a0{text.ljust(size, _AS_A_DIGIT)}" for text, size in tail if size)


def _look(row: Row, value: Any) -> str | None:
    """What stands out or back; on a ground nothing stands back, as it could not be read there."""
    strong, faint = row.strong or row.heading, row.faint
    if isinstance(value, Shaded):
        strong, faint = strong or value.strong, (faint or value.faint) and value.step is None
    return looks.STRONG if strong else looks.ASIDE_WORDS if faint else None


def _flagged(row: Any, tag: str) -> None:
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn(tag)))


def _unruled(place: Any, side: str) -> None:
    """No rule between a row and its detail."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = place._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:tcBorders {nsdecls("w")}><w:{side} w:val="nil"/></w:tcBorders>'))


def _spread(paragraph: Any, label: str, width: float) -> None:
    """The words over a drawing spread over its width: the ends of its scale, and what is between."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    words = label.split()
    put(paragraph, "\t".join(words))
    room, gaps = width - PADDING - BESIDE, len(words) - 1
    for i in range(1, len(words)):
        side = WD_TAB_ALIGNMENT.RIGHT if i == gaps else WD_TAB_ALIGNMENT.CENTER
        paragraph.paragraph_format.tab_stops.add_tab_stop(_length(room * i / gaps), side)


def put(paragraph: Any, text: str, style: str | None = None) -> None:
    """Add a text to a paragraph, in a style of words or none."""
    if text:
        run = paragraph.add_run(safe(text))
        if style is not None:
            run._r.style = looks.key(style)


def safe(text: str) -> str:
    """A text in which what XML cannot hold is shown as unknown."""
    return _FORBIDDEN.sub("\ufffd", text)


def pictured(paragraph: Any, png: bytes, width: float, words: str) -> None:
    """Add a picture of this width in points to a paragraph, with the words that stand in for it."""
    line = paragraph.add_run().add_picture(BytesIO(png), width=_length(width))._inline
    line.docPr.set("descr", safe(words))
    for side in "TBLR":  # which some programs would else take for an eighth of an inch
        line.set(f"dist{side}", "0")
