"""Documents as workbooks: figures are figures, text stays text, and nothing that is said is left out."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import Any

import pytest

from documents import tables
from everything import EVERYTHING
from sheets import cells, column, opened
from treatyopt import Study, rank
from treatyopt.documents.blocks import Document, Heading, Items, Prose, Row, Table
from treatyopt.documents.compare import ranking_document
from treatyopt.documents.words import cell as worded
from treatyopt.errors import TreatyoptError
from treatyopt.formats.book import MAX_TEXT, Book, fitted, lines
from treatyopt.formats.shading import on_white
from treatyopt.formats.xlsx import to_xlsx
from treatyopt.tables.columns import Column, Drawing, Head, Listing, Shaded

RUN = [
    "=1+1",
    "{=1+1}",
    "+1",
    "-2",
    "@SUM(1)",
    "http://example.invalid",
    "mailto:a@b",
    "internal:A1",
    "12",
    "1e5",
]
RUN += ['=HYPERLINK("http://example.invalid")', "TRUE", "#REF!", "_x0041_", "<b>&amp;", "one\ntwo", "＝1"]


def listing(*records: dict[str, Any]) -> Document:
    """A document whose listing holds these rows, and nothing else."""
    return Document({}, (), Listing(records, tuple(Column(key, of=itemgetter(key)) for key in records[0])))


@pytest.fixture(scope="module")
def ranked(paper: Study) -> Any:
    """The workbook of a ranking, read back."""
    return opened(to_xlsx(ranking_document(rank(paper))))


def test_the_listing_is_a_sheet_of_its_own(ranked: Any, paper: Study) -> None:
    """The columns and the figures of CSV to sixteen digits, under the name of what its rows are."""
    sheet = ranked["Data by type"]
    standings = rank(paper).standings
    assert [cell.value for cell in sheet[1]][:5] == ["id", "weights", "rank", "name", "value"]
    assert column(sheet, "value") == pytest.approx([each.value for each in standings], rel=1e-15)
    assert column(sheet, "rank") == [each.rank for each in standings]
    assert column(sheet, "passes") == [each.passes for each in standings]


def test_the_head_of_the_listing_stays_and_filters(ranked: Any) -> None:
    """Its row is frozen with the first column, has a filter on each column, and is printed on each page."""
    sheet = ranked["Data by type"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(5, sheet.max_column).coordinate}"
    assert sheet.print_title_rows == "$1:$1"


def test_a_figure_is_shown_as_its_head_has_it() -> None:
    """Digits, signs and percentages are number formats; the figure behind them is not rounded."""
    heads = (
        Head("a", "number", 2),
        Head("b", "signed"),
        Head("c", "percent", 0),
        Head("d", "share"),
        Head("e"),
    )
    columns = tuple(Column(each.label, each, of=lambda _: 1 / 3) for each in heads)
    sheet = opened(to_xlsx(Document({}, (), Listing((0,), columns))))["Data"]
    assert [cell.value for cell in sheet[2]] == pytest.approx([1 / 3] * 5, rel=1e-15)
    assert [cell.number_format for cell in sheet[2]] == ["0.00", "+0.0;-0.0;0.0", "0%", "0.0%", "General"]


def test_what_is_no_figure_is_what_it_is() -> None:
    """Truths are truths, lists are joined by blanks, and nothing is an empty cell."""
    record = {"yes": True, "no": False, "many": ("a", "b"), "none": None, "empty": (), "figure": 3}
    sheet = opened(to_xlsx(listing(record)))["Data"]
    assert [cell.value for cell in sheet[2]] == [True, False, "a b", None, None, 3]


@pytest.mark.parametrize("text", RUN)
def test_text_stays_text(text: str) -> None:
    """Whatever a text looks like, it is no formula, no link and no number: in data, in heads and as it is read."""
    said = (Heading(text, text), Prose(text), Table((Head(text),), (Row((text,), text),), text))
    book = opened(to_xlsx(Document({}, said, listing({text: text}).listing)))
    found = [cell for sheet in book for cell in cells(sheet)]
    assert len(found) == 9
    assert {cell.data_type for cell in found} == {"s"}
    assert {cell.value.replace("_x005F_", "_") for cell in found} <= {text, text.replace("_x005F_", "_")}
    assert [cell for cell in found if cell.hyperlink] == []


def test_text_that_would_run_stays_text_when_it_is_edited() -> None:
    """Such a cell is marked as text, as an apostrophe does that is typed before it."""
    sheet = opened(to_xlsx(listing({"key": "=1+1"})))["Data"]
    assert sheet["A2"].quotePrefix
    assert not sheet["A1"].quotePrefix


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    """Excel counts wide characters twice; what it would refuse to open is never written."""
    for text in ("x" * 40_000, "𝄞" * 20_000):
        cut = fitted(text)
        assert len(cut.encode("utf-16-le")) // 2 <= MAX_TEXT
        assert cut.endswith(" … (cut here: a cell holds no more)")
    assert fitted("x" * MAX_TEXT) == "x" * MAX_TEXT
    sheet = opened(to_xlsx(listing({"key": ("x" * 100,) * 400})))["Data"]
    assert len(sheet["A2"].value) <= MAX_TEXT


def test_rows_that_no_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is left out in silence: an error names what holds them."""
    monkeypatch.setattr("treatyopt.formats.xlsx.MAX_ROWS", 2)
    assert to_xlsx(listing(*[{"key": 1}] * 2))
    with pytest.raises(
        TreatyoptError, match=r"^3 rows are more than a sheet holds \(2\); write csv or json$"
    ):
        to_xlsx(listing(*[{"key": 1}] * 3))


def test_a_name_is_one_that_a_sheet_can_have() -> None:
    """No forbidden mark, at most 31 characters, none twice whatever the case, and not the one that Excel keeps."""
    book = Book("names")
    given = ["a/b: [c]*?", "x" * 40, "X" * 40, "History", "'quoted'", "", "Sheet", "𝄞" * 20]
    for name in given:
        book.sheet(name).text(0, 0, name)
    found = opened(book.to_bytes()).sheetnames
    assert len(found) == len({name.casefold() for name in found}) == len(given)
    assert max(len(name.encode("utf-16-le")) // 2 for name in found) <= 31
    assert found[0].split() == ["a", "b", "c"]
    assert found[2:5] == [f"{'X' * 29} 2", "History 2", "quoted"]


def test_all_that_is_read_is_in_the_second_sheet() -> None:
    """Every heading, paragraph with its hint, caption, head, cell and detail stands there, and nothing is hidden."""
    sheet = opened(to_xlsx(EVERYTHING))["Reading"]
    found = {str(cell.value) for cell in cells(sheet)}
    wanted = [f"{each.lead} {each.whole}".lstrip() for each in EVERYTHING.blocks if isinstance(each, Prose)]
    lists = [each for each in EVERYTHING.blocks if isinstance(each, Items)]
    wanted += [f"– {each.lead} {each.whole}".replace("  ", " ") for one in lists for each in one.items]
    wanted += [text for each in EVERYTHING.blocks if isinstance(each, Heading) for text in each if text]
    for table in tables(EVERYTHING):
        wanted += [table.caption or "", *(each.label for each in table.columns if table.headed)]
        wanted += [each.detail or "" for each in table.rows]
        wanted += [
            worded(value, column.kind, column.digits)
            for row in table.rows
            for value, column in zip(row.cells, table.columns, strict=True)
            if not column.right and not isinstance(value, Drawing)
        ]
    assert len(wanted) > 50
    assert {each for each in wanted if each} - found - {"3"} == set()


def test_a_figure_that_is_read_is_the_one_that_is_told() -> None:
    """In the second sheet a figure is a number, rounded as on the screen, and shown with as many digits."""
    heads = (
        Head("a", "number", 1),
        Head("b", "signed"),
        Head("c", "share"),
        Head("d", "percent", 0),
        Head("e", "share"),
    )
    row = Row((53.25, -0.04, 0.9996, 0.125, 0.00001))
    sheet = opened(to_xlsx(Document({}, (Table(heads, (row,)),), Listing((), ()))))["Reading"]
    *figures, text = [cell.value for cell in sheet[2]][:5]
    assert figures == pytest.approx([53.2, 0.0, 0.9996, 0.12], rel=1e-15)
    assert text == "under 0.01%"
    assert [cell.number_format for cell in sheet[2]][:4] == ["0.0", "+0.0;-0.0;0.0", "0.00%", "0%"]


def test_prose_too_tall_for_a_row_goes_on_below() -> None:
    """No row is higher than Excel lets it be, and no word is lost."""
    text = " ".join(f"word{i}" for i in range(1500))
    sheet = opened(to_xlsx(Document({}, (Prose(text),), Listing((), ()))))["Reading"]
    found = [cell.value for cell in cells(sheet)]
    assert len(found) > 2
    assert " ".join(found).split() == text.split()
    assert max(each.height for each in sheet.row_dimensions.values()) < 409


def test_the_same_document_gives_the_same_bytes() -> None:
    """No clock and no chance goes into a file, so that two of them can be compared."""
    assert to_xlsx(EVERYTHING) == to_xlsx(EVERYTHING)


@pytest.mark.parametrize(
    ("text", "count"), [("", 1), ("a b", 1), ("aaaa bbbb", 2), ("a" * 34, 4), ("a\nb", 2)]
)
def test_lines_are_counted_as_they_wrap(text: str, count: int) -> None:
    """Between words, and within those that no line holds."""
    assert lines(text, 8) == count


def test_a_shaded_figure_is_a_number_on_its_ground() -> None:
    """A shaded cell of a table is a number that shows its marks, filled the fuller the higher it is."""
    cells = (Shaded("20", 0.2, "s✗"), Shaded("66.7", 0.667, range="50–80"), Shaded("✗"))
    document = replace(EVERYTHING, blocks=(Table((Head("a"), Head("b"), Head("c")), (Row(cells),)),))
    row = opened(to_xlsx(document))["Reading"][2]
    assert [each.value for each in row[:3]] == [20, 66.7, "✗"]
    assert [each.number_format for each in row[:2]] == ['0" s✗"', '0.0" 50–80"']
    assert [each.fill.fgColor.rgb for each in row[:2]] == [f"FF{on_white(k)[1:].upper()}" for k in (1, 5)]
