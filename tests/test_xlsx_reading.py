"""Reading back workbooks: sheets as paragraphs and tables of what they store, and nothing odd is opened."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from operator import itemgetter
from typing import Any

import pytest

from rechecked import MADE, STAMP, refused, repacked
from sheets import opened
from treatyopt.brief.xlsxreading import read_xlsx
from treatyopt.documents.blocks import Document, Heading
from treatyopt.documents.reading import Computed, Grid, Passage, Reading
from treatyopt.formats.book import Book
from treatyopt.formats.xlsx import to_xlsx
from treatyopt.study.officefile import MAX_UNPACKED
from treatyopt.tables.columns import Column, Listing

LISTING = Listing(
    (("a", True), ("b", False)), (Column("id", of=itemgetter(0)), Column("true", of=itemgetter(1)))
)


@pytest.fixture(scope="module")
def raw() -> bytes:
    """A workbook with one of everything that a document holds."""
    return to_xlsx(MADE)


def live(write: Callable[[Any], None]) -> Reading:
    """A workbook of one sheet, as written, read back."""
    book = Book("T")
    write(book.sheet("S"))
    return read_xlsx(book.to_bytes())


def test_all_that_is_said_is_read(raw: bytes) -> None:
    """Prose, items, captions, heads, rows and details come back; of what is drawn in characters only the words."""
    place = ("Title", "Reading")
    found = read_xlsx(raw).items
    rows = (("One", "13.9", "", "a detail"), ("Two", "2", ""))
    said = ("Title", "aside", "Lead says.", "Section", "– a: first", "– second")
    assert found[:6] == tuple(Passage(place, each) for each in said)
    assert found[6] == Grid(place, "A caption", ("option", "value", "0 100"), rows)
    assert found[7] == Grid(place, "", (), (("One", "13.9", "a detail"), ("Two", "2")))
    texts = [each.text for each in found[8:] if isinstance(each, Passage)]
    assert texts == ["A picture", "y", "0 0.5", "x", "A One", STAMP.sentence]


def test_words_with_a_line_or_a_block_in_them_are_no_drawing() -> None:
    """Whatever marks a study puts into a name, it is read."""

    def write(sheet: Any) -> None:
        for row, text in enumerate(("A block █ 5", "█▓▒ ░", "0.5 │   A  ·  ┼ 3", "├──●─┤", "│ and words")):
            sheet.text(row, 0, text)

    assert [each.text for each in live(write).items if isinstance(each, Passage)] == [
        "A block █ 5",
        "│ and words",
    ]


def test_figures_are_told_to_nine_digits() -> None:
    """What another program adds up in another order reads the same; what somebody types does not."""

    def write(sheet: Any) -> None:
        for row, values in enumerate(
            ((0.1 + 0.2, 0.3, 1e-17), (1 / 3, 0.00001, 123456789012), (True, 75.001, -2.0))
        ):
            for column, value in enumerate(values):
                sheet.put(row, column, value)

    (found,) = live(write).items
    assert isinstance(found, Grid)
    rows = (("0.3", "0.3", "0"), ("0.333333333", "0.00001", "123456789012"), ("1", "75.001", "-2"))
    assert (found.head, found.rows) == ((), rows)


def test_what_formulas_come_to_is_told_apart() -> None:
    """A value that a formula has is read as that, and stands where one that was typed would."""

    def write(sheet: Any) -> None:
        sheet.header(0, ("name", "typed", "sum"))
        sheet.text(1, 0, "a")
        sheet.put(1, 1, 2)
        sheet.formula(1, 2, "B2*2", 4)

    (found,) = live(write).items
    assert isinstance(found, Grid)
    assert found.rows == (("a", "2", "4"),)
    assert [isinstance(each, Computed) for each in found.rows[0]] == [False, False, True]


def test_what_stands_beside_a_table_is_no_column_of_it() -> None:
    """A note of one's own next to a table is a paragraph."""

    def write(sheet: Any) -> None:
        sheet.header(0, ("name", "value", "more"))
        sheet.text(1, 0, "a")
        sheet.put(1, 1, 2)
        sheet.text(1, 5, "ask them")

    table, note = live(write).items
    assert table == Grid(("T", "S"), "", ("name", "value", "more"), (("a", "2", ""),))
    assert note == Passage(("T", "S"), "ask them")


def test_labels_with_texts_have_no_heads() -> None:
    """A table of labels and what is said of them is read from its first row on."""

    def write(sheet: Any) -> None:
        for row, words in enumerate((("Study", "A"), ("Source", "B"))):
            for column, word in enumerate(words):
                sheet.text(row, column, word)

    assert live(write).items == (Grid(("T", "S"), "", (), (("Study", "A"), ("Source", "B"))),)


def saved(raw: bytes, change: Callable[[Any], object]) -> bytes:
    """The same file after openpyxl has changed and saved it."""
    book = opened(raw)
    change(book)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def with_sheet(raw: bytes, content: bytes) -> bytes:
    """The same file with another first sheet."""
    return repacked(raw, "xl/worksheets/sheet1.xml", content)


def rows(xml: str) -> bytes:
    """A sheet with such rows."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{xml}</sheetData></worksheet>'.encode()


def elsewhere(book: Any) -> None:
    """As if another program had made it."""
    book.properties.description = "Budget 2"


FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda raw: raw[:-300], "is a broken archive"),
    "a bomb": (lambda raw: with_sheet(raw, b" " * (MAX_UNPACKED + 1)), "unpacks to more than 10 MB"),
    "an entity": (lambda raw: with_sheet(raw, b"<!DOCTYPE a><a/>"), "holds a declaration"),
    "no XML": (lambda raw: with_sheet(raw, rows("<row>")), "is no workbook that can be read"),
    "no figure": (lambda raw: with_sheet(raw, rows("<row><c><v>1e999</v></c></row>")), "is no workbook"),
    "rows without end": (lambda raw: with_sheet(raw, rows("<row/>" * 10_001)), "holds more than 10,000 rows"),
    "from elsewhere": (lambda raw: saved(raw, elsewhere), "holds no record of how treatyopt made it"),
    "not computed": (
        lambda raw: saved(raw, lambda book: book.worksheets[0].append(["=1+1"])),
        "stores no values of its formulas; open and save it in Excel or LibreOffice first",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_workbook_of_ours_is_refused(name: str, raw: bytes) -> None:
    """Broken archives, bombs, files from elsewhere and those without values are told in one line."""
    refused(raw, *FAULTS[name])


def test_a_truth_reads_as_other_programs_save_it() -> None:
    """LibreOffice makes 1 and 0 of TRUE and FALSE."""
    made = Document({}, (Heading("T"),), LISTING)
    grids = [each for each in read_xlsx(to_xlsx(made)).items if isinstance(each, Grid)]
    assert grids == [Grid(("T", "Data"), "", ("id", "true"), (("a", "1"), ("b", "0")))]
