"""Documents as workbooks for Excel and LibreOffice: the listing as data, and all that people read beside it."""

from __future__ import annotations

import re
from typing import Any, assert_never

from treatyopt.documents.blocks import Block, Document, Heading, Items, Next, Picture, Prose, Row, Table
from treatyopt.documents.words import cell
from treatyopt.errors import TreatyoptError
from treatyopt.formats.book import (
    CAPTION,
    FAINT,
    TITLE,
    WRAPPED,
    Book,
    Sheet,
    as_said,
    breadth,
    number_format,
)
from treatyopt.formats.drawing import drawn, plotted
from treatyopt.formats.shading import on_white
from treatyopt.tables.columns import Column, Drawing, Head, Listing, Shaded

READING = "Reading"
MAX_ROWS = 1_000_000  # of a listing, a little below Excel's limit
_NARROWEST, _WIDEST, _FOLDED = 9, 40, 60  # characters
_DRAWN = 24
_PAGE = 100  # characters of a line of prose, about
_DRAWING = {"font_name": "Courier New", "font_size": 9}


def to_xlsx(document: Document) -> bytes:
    """A workbook: a sheet with the listing, unrounded, as CSV has it, and one with the document as it is read.

    TreatyoptError if the listing is longer than a sheet.
    """
    title = next((each.text for each in document.blocks if isinstance(each, Heading)), "treatyopt")
    book = Book(title, document.stamp)
    if document.listing.keys:
        listed(book.sheet(_named(document.listing)), document.listing)
    _Reading(book.sheet(READING), document.signed).write()
    return book.to_bytes()


def _named(listing: Listing) -> str:
    """What the rows of a listing are, where a column is headed by it."""
    label = next((each.label for each in listing.heads if each.lead and each.label), "")
    return f"Data by {label}" if label else "Data"


def listed(sheet: Sheet, listing: Listing, row: int = 0, most: float = _FOLDED, folds: bool = False) -> None:
    """A listing from a row on: its keys, which stay in sight and filter, and its records.

    A column is at most so many characters wide; what is longer stays on its line, or is folded for those who read it.
    TreatyoptError if there are more records than a sheet has rows.
    """
    records = listing.records()
    if len(records) > MAX_ROWS:
        raise TreatyoptError(
            f"{len(records):,} rows are more than a sheet holds ({MAX_ROWS:,}); write csv or json"
        )
    columns = [each for each in listing.columns if each.key is not None]
    figures = {j for j, key in enumerate(listing.keys) if any(_is_figure(record[key]) for record in records)}
    widths = [_width([key, *(r[key] for r in records)], most) for key in listing.keys]
    sheet.header(row, [key.replace("_", " ") if folds else key for key in listing.keys], figures)
    for i, record in enumerate(records, start=row + 1):
        for j, (value, column) in enumerate(zip(record.values(), columns, strict=True)):
            given = ", ".join(value) if folds and isinstance(value, tuple) else value
            sheet.put(i, j, given, **_look(value, column, j), **(WRAPPED if folds else {}))
        if folds:
            sheet.tall(
                i, [(_plain(each), wide - 2) for each, wide in zip(record.values(), widths, strict=True)]
            )
    sheet.raw.freeze_panes(row + 1, 1)
    sheet.raw.autofilter(row, 0, row + len(records), len(columns) - 1)
    sheet.raw.repeat_rows(row)
    sheet.widths(widths)


def _is_figure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _look(value: Any, column: Column, j: int) -> dict[str, Any]:
    """How a cell of a listing is shown: a fraction as its head has it, whatever stands behind the point."""
    if not _is_figure(value):
        return {"align": "left", "indent": int(j > 0)}
    if isinstance(value, int) or column.head is None or not column.head.right:
        return {}
    return {"num_format": number_format(column.head.kind, column.head.digits)}


def _width(values: list[Any], most: float) -> float:
    sizes = [breadth(_plain(each)) for each in values]
    return float(min(max(_NARROWEST, *sizes) + 3, most))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return " ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class _Reading:
    """Blocks one below the other; columns are as wide as the tables need, and prose runs over several of them."""

    def __init__(self, sheet: Sheet, blocks: tuple[Block, ...]) -> None:
        self.sheet, self.blocks = sheet, blocks
        tables = [each for each in blocks if isinstance(each, Table)]
        self.widths = _fitting(tables)
        self.last = 0
        starts = [len(each.columns) - 1 for each in tables if _runs_on(len(each.columns) - 1, each.columns)]
        while any(self._span(j) < _FOLDED for j in starts) or self._span(0) < _PAGE:
            self.last += 1
        self.row = 0

    def _span(self, first: int) -> float:
        """How many characters wide the columns are from one to the last."""
        return sum(self.widths[first : self.last + 1])

    def write(self) -> None:
        """Write all of it."""
        self.sheet.widths(self.widths)
        for i, block in enumerate(self.blocks):
            self._block(block, first=i == 0)
        self.sheet.raw.print_area(0, 0, max(self.row - 1, 0), max(self.last, _columns(self.blocks) - 1))

    def _block(self, block: Block, first: bool) -> None:
        if isinstance(block, Heading):
            self._say(block.text, **(TITLE if first else CAPTION))
            if block.aside:
                self._say(block.aside, **FAINT)
        elif isinstance(block, Prose):
            self._say(f"{block.lead} {block.whole}".lstrip(), **(FAINT if block.faint else {}))
        elif isinstance(block, Items):
            for each in block.items:
                self._say(f"– {each.lead} {each.whole}".replace("  ", " "))
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Next):
            return
        else:
            assert_never(block)
        self.row += 1

    def _say(self, text: str, **look: Any) -> None:
        self.row = self.sheet.paragraph(self.row, text, self.last, self._span(0), **look)

    def _picture(self, picture: Picture) -> None:
        self._say(picture.caption, **CAPTION)
        *drawing, legend = plotted(picture, 72)
        for line in drawing:
            self.sheet.text(self.row, 0, line, **_DRAWING)
            self.row += 1
        self._say(legend)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._say(table.caption, **CAPTION)
        if table.headed:
            right = [j for j, column in enumerate(table.columns) if column.right]
            self.sheet.header(self.row, [each.label for each in table.columns], right)
            self.row += 1
        for row in table.rows:
            self._row(row, table.columns)

    def _row(self, row: Row, columns: tuple[Head, ...]) -> None:
        look = {"bold": True} if row.strong or row.heading else FAINT if row.faint else {}
        texts = []
        for j, (value, column) in enumerate(zip(row.cells, columns, strict=True)):
            last = self.last if _runs_on(j, columns) else j
            said = self._cell(j, last, value, column, look)
            texts.append((said, sum(self.widths[j : last + 1]) - 1))
        self.sheet.tall(self.row, texts)
        self.row += 1
        if row.detail:
            self._say(row.detail, **FAINT, indent=1)

    def _cell(self, j: int, last: int, value: Any, column: Head, look: dict[str, Any]) -> str:
        """Write a cell; the text in it that may need more than a line."""
        look = {**look, **_aligned(j, column)}
        if isinstance(value, Drawing):
            self.sheet.text(self.row, j, drawn(value, min(column.width, _DRAWN)), **look, **_DRAWING)
            return ""
        if isinstance(value, Shaded):
            self._shaded(j, value, look)
            return ""
        shown, form = as_said(value, column.kind, column.digits)
        if form:
            self.sheet.put(self.row, j, shown, **look, num_format=form)
            return ""
        self.sheet.over(self.row, j, last, shown, **look)
        return str(shown)

    def _shaded(self, j: int, value: Shaded, look: dict[str, Any]) -> None:
        """Write a figure on its ground, as a number whose format holds the marks behind it."""
        bold = value.strong or bool(look.get("bold"))
        look = {**look, "bold": bold, "align": "center"}
        if value.step is not None:
            look["bg_color"] = on_white(value.step)
        if not _NUMBER.fullmatch(value.figure):
            self.sheet.text(self.row, j, value.said, **look)
            return
        decimals = value.figure.partition(".")[2]
        behind = value.said.removeprefix(value.figure)
        form = f"0{'.' * bool(decimals)}{'0' * len(decimals)}" + (f'"{behind}"' if behind else "")
        self.sheet.put(self.row, j, float(value.figure), **look, num_format=form)


def _aligned(j: int, column: Head) -> dict[str, Any]:
    return {"align": "right"} if column.right else {"align": "left", "indent": int(j > 0)}


def _runs_on(j: int, columns: tuple[Head, ...]) -> bool:
    """Whether a column is the last of its table, and long texts: these run on over the columns of other tables."""
    return j == len(columns) - 1 and columns[j].fold and not columns[j].right


def _columns(blocks: tuple[Block, ...]) -> int:
    return max((len(each.columns) for each in blocks if isinstance(each, Table)), default=1)


def _fitting(tables: list[Table]) -> list[float]:
    """How wide each column is: as its longest cell, within reason; and some more columns, over which prose runs."""
    most = max((len(each.columns) for each in tables), default=0)
    widths = [float(_NARROWEST)] * (most + _PAGE // _NARROWEST + 1)
    for table in tables:
        for j, column in enumerate(table.columns):
            sizes = [
                len(column.label) if table.headed else 0,
                *(_size(r.cells[j], column) for r in table.rows),
            ]
            if not _runs_on(j, table.columns):
                widths[j] = max(widths[j], float(min(max(sizes) + 2, _WIDEST)))
    return widths


def _size(value: Any, column: Head) -> int:
    if isinstance(value, Drawing):
        return min(column.width, _DRAWN)
    return breadth(cell(value, column.kind, column.digits))
