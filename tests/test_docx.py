"""Documents as Word files: what is read back is what was said, and every look is a style with a name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx.oxml.ns import qn

import wordfile
from documents import NOTHING, wide
from everything import EVERYTHING, MARKUP, WORLD
from treatyopt.cli import main
from treatyopt.documents.blocks import Block, Document, Heading, Picture, Prose, Row, Table
from treatyopt.documents.words import cell
from treatyopt.formats.docx import Pages, to_docx
from treatyopt.tables.columns import Drawing, Head, Shaded, Stack


def of(*blocks: Block) -> Any:
    """A document of some blocks, written and read back."""
    return wordfile.opened(to_docx(Document({}, blocks, NOTHING)))


@pytest.fixture(scope="module")
def file() -> Any:
    """The document that has everything, written and read back."""
    return wordfile.opened(to_docx(EVERYTHING))


def test_the_same_document_is_the_same_file() -> None:
    """Nothing in a file tells when it was written, not even in the archive that it is."""
    data = to_docx(EVERYTHING)
    assert data == to_docx(EVERYTHING)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_words_have_a_look_of_their_own(file: Any) -> None:
    """Colours, sizes, fonts and weights are those of styles with names, which another template can change."""
    assert wordfile.own_looks(file) == []
    assert file.element.body.findall(".//" + qn("w:shd")) == []


def test_a_template_finds_every_style_by_its_name(file: Any) -> None:
    """Every style in use is one of the built-in ones or of our own that are declared."""
    used = {each.style.name for each in file.paragraphs}
    used |= {
        each.style.name for table in file.tables for row in table.rows for each in wordfile.paragraphs_of(row)
    }
    assert {each.removesuffix(" Small") for each in used} == {
        *(
            "Title",
            "Subtitle",
            "Heading 1",
            "Normal",
            "List Bullet",
            "Caption",
            "Aside",
            "Legend",
            "Table Gap",
        ),
        *("Table Heading", "Table Figure Heading", "Table Text", "Table Figure", "Table Detail"),
        *("Table Item", *(f"Table Ground {step}" for step in (1, 2, 3, 4, 5, 7, 8))),
    }
    assert {each.style.name for each in file.tables} == {"Treatyopt Table"}


def test_the_pages_are_numbered_in_a4() -> None:
    """Page X of Y stands in the footer as fields, on upright and on other pages, which are A4 with 2 cm around."""
    sections = of(Heading("One"), wide(9), Heading("Two")).sections
    footer = sections[0].footer
    assert [each.get(qn("w:instr")) for each in footer._element.iter(qn("w:fldSimple"))] == [
        " PAGE ",
        " NUMPAGES ",
    ]
    assert [each.footer.is_linked_to_previous for each in sections] == [False, True, True]
    sizes = [(round(each.page_width.cm, 1), round(each.page_height.cm, 1)) for each in sections]
    assert sizes == [(21.0, 29.7), (29.7, 21.0), (21.0, 29.7)]
    sides = [f"{side}_margin" for side in ("left", "right", "top", "bottom")]
    assert {round(getattr(each, side).cm, 2) for each in sections for side in sides} == {2.0}


def test_the_file_says_its_title_and_no_author_of_its_own(file: Any) -> None:
    """The properties hold the title, the tool as author, the language, and the day that stands for none."""
    about = file.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("A heading", "treatyopt", "treatyopt")
    assert (about.language, about.created, about.comments) == ("en", about.modified, "")
    assert about.created.year == 1980
    assert len(of(Heading("long " * 200)).core_properties.title) == 255


def test_tables_hold_what_other_formats_say(file: Any) -> None:
    """Every cell reads as in HTML and Markdown, drawings apart, and each detail stands below its row."""
    said = [_read(each) for each in EVERYTHING.blocks if isinstance(each, Table)]
    said[0][0][6] = said[0][0][6].replace(" ", "\t")  # the words over a drawing, spread over its width
    assert [[[_bare(each) for each in row] for row in table] for table in wordfile.tables(file)] == said


def _bare(text: str) -> str:
    """A text without the blanks that align it."""
    return re.sub("[\u00a0\u2007]+", " ", text.rstrip("\u00a0\u2007"))


def _read(table: Table) -> list[list[str]]:
    """The words of a table, row by row."""
    rows = [[each.label for each in table.columns]] if table.headed else []
    for row in table.rows:
        rows.append([_said(value, column) for value, column in zip(row.cells, table.columns, strict=True)])
        rows += [[row.detail]] if row.detail else []
    return rows


def _said(value: Any, column: Head) -> str:
    return "" if isinstance(value, Drawing) else cell(value, column.kind, column.digits)


def test_headers_are_repeated_and_no_row_is_parted(file: Any) -> None:
    """A table that runs over a page opens the next with its header, and breaks between rows alone."""
    flags = [[_flags(row) for row in table.rows] for table in file.tables]
    assert flags[0][0] == {"cantSplit", "tblHeader"}
    assert {frozenset(each) for table in flags for each in table[1:]} == {frozenset({"cantSplit"})}
    assert flags[1] == [{"cantSplit"}]


def _flags(row: Any) -> set[str]:
    return {each.tag.rpartition("}")[2] for each in row._tr.trPr}


def test_what_stands_out_or_back_does_so_by_a_style() -> None:
    """Leads, strong and faint rows and faint paragraphs have styles of words and paragraphs."""
    rows = (Row(("a",), strong=True), Row(("b",), faint=True), Row(("c",), "why"))
    file = of(Prose("said", lead="First."), Prose("back", faint=True), Table((Head("Word"),), rows))
    assert wordfile.lines(file) == [
        "Normal: {Lead: First.} said",
        "Aside: back",
        "  (cantSplit, tblHeader) Table Heading: Word",
        "  (cantSplit) Table Text: {Strong: a}",
        "  (cantSplit) Table Text: {Aside Char: b}",
        "  (cantSplit) Table Text: c",
        "  (cantSplit) Table Detail: why",
        "Table Gap: ",
    ]


def test_figures_on_a_ground_have_its_style_and_stand_under_each_other() -> None:
    """A ground is a style, figures are followed by as many blanks as their column's marks take, and rows stand in."""
    heads = (Head("Judged"), Head("Alpha", "number"))
    rows = (
        Row(("early", Shaded("5", 0.05, faint=True))),
        Row(("Group", ""), heading=True),
        Row(("late", Shaded("95", 0.95, "s✗", "90–99", strong=True))),
        Row(("value", Shaded("7", faint=True))),
    )
    blank = "\u00a0\u2007\u2007\u00a0\u2007\u2007\u2007\u2007\u2007"
    assert wordfile.lines(of(Table(heads, rows)))[1:5] == [
        f"  (cantSplit) Table Text: early | Table Ground 1: 5{blank}",
        "  (cantSplit) Table Text: {Strong: Group} | Table Figure: ",
        "  (cantSplit) Table Item: late | Table Ground 8: {Strong: 95\u00a0s✗\u00a090–99}",
        f"  (cantSplit) Table Item: value | Table Figure: {{Aside Char: 7{blank}}}",
    ]


def test_every_drawing_says_what_it_shows(file: Any) -> None:
    """Those who do not see a picture are told what is in it, in words."""
    said = [each.get("descr") for each in file.element.body.iter(qn("wp:docPr"))]
    assert said[:6] == [
        "A bar of 75% of the full length",
        "A bar of 1% of the full length, hollow",
        "A bar of 0% of the full length",
        "From 10% to 90%, with a mark at 50%",
        "Parts of the full length: 50%, 30%, 20%",
        "From 30% to 30%, with a mark at 80%",
    ]
    assert said[10] == (
        "Gains of both. Across: first party →. Up: second party. A at 10.0, 20.0; B at -5.0, -2.5; "
        "C at 10.0, 20.0; D at 30.0, 0.0"
    )
    assert said[7:10] == ["Part 1:", "Part 2:", "Part 3:"]
    assert len(said) == 12


def test_the_parts_of_a_stack_have_a_legend() -> None:
    """Below a table whose bars are made of parts, each part's look stands beside its name; none where one is alone."""
    row = Row((Stack((0.4, 0.5)), 0.4))
    heads = [
        (Head("", "bar", parts=parts), Head("share", "share")) for parts in (("one", MARKUP), ("alone",))
    ]
    assert [wordfile.lines(of(Table(each, (row,))))[2:] for each in heads] == [
        [f"Legend: [Part 1:]\u00a0one   [Part 2:]\u00a0{MARKUP}"],
        ["Table Gap: "],
    ]


def test_a_heading_stands_on_the_page_of_what_follows_it() -> None:
    """No heading is left behind where a table lies on its side, and one that is followed by nothing is there too."""
    made = of(Heading("Title"), Prose("said"), Heading("Wide"), wide(9), Heading("Narrow"), Heading("Last"))
    sections = [each for each in made.element.body.iter() if each.tag in (qn("w:t"), qn("w:sectPr"))]
    words = [each.text or "/" for each in sections if each.text != wide(1).rows[0].cells[0]]
    assert words == ["Title", "said", "/", "Wide", *["Word"] * 9, "/", "Narrow", "Last", "/"]


def test_a_remark_under_a_heading_is_not_left_alone_with_it() -> None:
    """What follows stands on their page; any other paragraph that stands back may end one."""
    said = of(
        Heading("What it is"), Prose("A remark.", faint=True), Prose("Text."), Prose("A note.", faint=True)
    )
    kept = {each.text: each.paragraph_format.keep_with_next for each in said.paragraphs}
    assert (kept["A remark."], kept["A note."]) == (True, None)


def test_text_is_never_a_field_nor_markup(file: Any) -> None:
    """Awkward text of every kind stands in the document letter by letter."""
    text = "\n".join(each.text for each in file.paragraphs)
    assert text.count(MARKUP) == 6
    assert text.count(WORLD) == 5
    field = '{ INCLUDETEXT "/etc/passwd" } <w:fldSimple w:instr=" DATE "/> &amp; \\* MERGEFORMAT'
    made = of(Heading(field), Prose(field), Table((Head(field),), (Row((field,), field),), caption=field))
    assert made.element.body.findall(".//" + qn("w:fldSimple")) == []
    assert [each.text for each in made.paragraphs[:3]] == [field] * 3
    assert wordfile.tables(made) == [[[field], [field], [field]]]


def test_what_xml_cannot_hold_is_shown_as_unknown() -> None:
    """No letter of a text can make a file that does not open."""
    made = of(Heading("a\x00b\x1b\ud800c"), Prose("d\uffff"), Table((Head("e\x07"),), ()))
    assert [each.text for each in made.paragraphs[:2]] == ["a\ufffdb\ufffd\ufffdc", "d\ufffd"]
    assert made.core_properties.title == "a\ufffdb\ufffd\ufffdc"


def test_letters_that_cannot_be_drawn_are_left_to_the_words_below() -> None:
    """A name that the font of pictures lacks is no row of boxes there, and dollars are no mathematics."""
    picture = next(each for each in EVERYTHING.blocks if isinstance(each, Picture))
    odd = picture._replace(across="条約 →", up="cost in $ and $", caption="Odd")
    said = [each.text for each in of(odd).paragraphs]
    assert said[0] == "Odd"
    assert said[2].startswith("Across: 条約 →; up: cost in $ and $. A Alpha; B ")


def test_headings_are_those_of_word() -> None:
    """The first heading of a document is its title, the others and those of blocks are headings of a level."""
    made = of(Heading("Title", "aside"), Prose("said"), Heading("More", "aside"))
    assert wordfile.lines(made) == [
        "Title: Title",
        "Subtitle: aside",
        "Normal: said",
        "Heading 1: More",
        "Aside: aside",
    ]
    pages = Pages("by hand")
    pages.write((Heading("deep"),), level=3)
    pages.turn()
    pages.write((Table((Head("Word"),), ()),))
    made = wordfile.opened(pages.saved())
    assert wordfile.lines(made)[0] == "Heading 3: deep"
    assert [bool(each.paragraph_format.page_break_before) for each in made.paragraphs] == [False, True, False]


def test_a_command_writes_it(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """-o x.docx is a Word document of what the command says."""
    monkeypatch.chdir(tmp_path)
    assert main(["compare", "-o", "x.docx"]) == 0
    made = wordfile.opened((tmp_path / "x.docx").read_bytes())
    assert made.paragraphs[0].text == "Building the NATO-Russia Relationship (Rogov 1996)"
    assert wordfile.tables(made)[0][1][:3] == ["1", "Mutual Security", "67.7"]
