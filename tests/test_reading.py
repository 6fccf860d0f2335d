"""Reading back what treatyopt wrote: what is seen comes back as it was said, and nothing odd can stop the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import NOTHING
from everything import EVERYTHING
from studies import QUICK
from treatyopt.brief.htmlreading import read_html
from treatyopt.brief.markdownreading import read_markdown
from treatyopt.brief.reading import MAX_BYTES, READERS, read_back, reader_of
from treatyopt.documents.blocks import Document, Heading, Prose, Row, Table
from treatyopt.documents.reading import Grid, Passage, Reading
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import Unreadable
from treatyopt.formats.docx import to_docx
from treatyopt.formats.html import to_html
from treatyopt.formats.text import to_markdown
from treatyopt.tables.columns import Head

SPECIAL = "a | b \\ <c> [d](e) *f* _g_ `h` & ~ # ! --> </td> 5. &amp; {{ i }}"
STAMP = Stamp("T", "a.yaml", "00" * 32, False, "1", "compare", ("-p", "x"), "w")
WRITERS: dict[str, Callable[[Document], str | bytes]] = {
    "html": to_html,
    "markdown": to_markdown,
    "docx": to_docx,
}


def written(format: str, document: Document) -> bytes:
    """A document as a file of a format."""
    made = WRITERS[format](document)
    return made if isinstance(made, bytes) else made.encode()


def read(format: str, text: str | bytes) -> Reading:
    """What the reader of a format reads."""
    (reader,) = [each for each in READERS if each.format == format]
    return reader.read(text if isinstance(text, bytes) else text.encode())


def small(text: str) -> Document:
    """A document with a text as heading, paragraph, caption, label, cell and detail."""
    columns = (Head(text, lead=True), Head("value", "number"))
    table = Table(columns, (Row((text, 13.94), detail=text), Row(("b", 2.0))), caption=text)
    return Document({}, (Heading(text, text), Prose(text), table), NOTHING, STAMP)


@pytest.mark.parametrize("format", WRITERS)
def test_what_was_said_is_read_back(format: str) -> None:
    """Headings, paragraphs and tables come back as they were said, markup in them as text, and the stamp whole."""
    raw = written(format, small(SPECIAL))
    reader = reader_of(raw)
    assert reader is not None
    assert reader.format == format
    found, stamp = read_back(reader, raw)
    place = (SPECIAL,)
    head = (SPECIAL, "value", *(["detail"] if format == "markdown" else []))
    last = ("b", "2.0", *([""] if format == "markdown" else []))
    assert found.items == (
        Passage((), SPECIAL),
        Passage(place, SPECIAL),
        Passage(place, SPECIAL),
        Grid(place, SPECIAL, head, ((SPECIAL, "13.9", SPECIAL), last)),
        Passage(place, STAMP.sentence),
    )
    assert stamp == STAMP


@pytest.mark.parametrize("format", ["html", "markdown"])
@given(text=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
@QUICK
def test_any_text_comes_back(format: str, text: str) -> None:
    """Whatever letters and marks a text is made of, it is read as it was said."""
    found = read(format, written(format, small(f"a {text}")))
    assert Passage((f"a {text}",), f"a {text}") in found.items
    assert any(isinstance(each, Grid) and each.rows[0][0] == f"a {text}" for each in found.items)


@pytest.mark.parametrize("format", WRITERS)
def test_everything_is_read(format: str) -> None:
    """The document that has everything can be read, with a grid for each of its tables."""
    found = read(format, written(format, EVERYTHING))
    tables = [each for each in EVERYTHING.blocks if isinstance(each, Table)]
    assert len([each for each in found.items if isinstance(each, Grid)]) == len(tables) > 0


def test_what_is_not_seen_is_not_read() -> None:
    """Scripts, styles, drawings, forms and what is hidden are not what a page says."""
    page = (
        "<!doctype html><head><title>t</title><style>p { a: b }</style></head><body><h1>One</h1>"
        "<p hidden>no <b>no</b></p><form><p>no</p><form></form></form><svg><text>no</text></svg>"
        "<script>if (a < b) { no }</script><nav><a href='#x'>no</a></nav><!-- no --><p>yes <b>yes</b><br>yes</p>"
    )
    assert read_html(page).items == (Passage((), "One"), Passage(("One",), "yes yes yes"))


def test_a_part_that_folds_ends_its_headings() -> None:
    """What is headed inside a fold stands under its summary, and ends with it."""
    page = "<h2>A</h2><details><summary>B</summary><h3>C</h3><p>c</p></details><details><summary>D</summary><p>d</p>"
    places = {each.text: each.place for each in read_html(page).items if isinstance(each, Passage)}
    assert places["c"] == ("A", "B", "C")
    assert places["d"] == ("A", "D")


def test_a_table_that_does_not_close_what_it_opens_is_read() -> None:
    """Cells and rows end where the next begin, as browsers have it."""
    page = "<table><caption>c<tr><td>a<td>b<tr><td>d<table><tr><td>e"
    assert read_html(page).items == (
        Grid((), "c", (), (("a", "b"), ("d",))),
        Grid((), "", (), (("e",),)),
    )


def test_markdown_that_another_program_laid_out_is_read() -> None:
    """Wrapped lines, aligned tables, quotes, numbered lists and fences are what they are in any Markdown."""
    text = (
        "# One\n\n> a\n> b\nc\n\n1. d\n2. e\n   f\n\n```\nno\n```\n\n**cap**\n\n|  x  | y   |\n|:---:|-----|\n"
        "| 1 \\| 2 | `3` |\n\n**bold**\n\n    no\n"
    )
    assert read_markdown(text).items == (
        Passage((), "One"),
        Passage(("One",), "a b c"),
        Passage(("One",), "d"),
        Passage(("One",), "e f"),
        Grid(("One",), "cap", ("x", "y"), (("1 | 2", "3"),)),
        Passage(("One",), "bold"),
    )


def test_what_a_terminal_would_obey_is_shown_as_escapes() -> None:
    """Control characters in a file reach nobody's screen."""
    assert read_html("<p>a\x1b[2Jb\x07&#27;\u202ec</p>").items == (Passage((), "a\\x1b[2Jb\\x07\\u202ec"),)


HOSTILE: dict[str, tuple[str, str]] = {
    "open tags": ("html", "<a " * 300_000),
    "open values": ("html", '<a b="' * 200_000),
    "open comments": ("html", "<!--" * 300_000),
    "odd comments": ("html", "<!-- --!>" * 100_000),
    "open ends": ("html", "</" * 500_000),
    "a long tag": ("html", f"<a {'b ' * 5000}>"),
    "an open script": ("html", "<script>" * 100_000),
    "an odd declaration": ("html", "<![x]>"),
    "an endless number": ("html", f"&#{'9' * 5000};"),
    "an open comment": ("markdown", "a\n\n<!-- b\n\nc\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_page_holds_is_refused(name: str) -> None:
    """What would take the parser very long, or stop it, is told in a line."""
    with pytest.raises(Unreadable, match=r"^(holds|ends) "):
        read(*HOSTILE[name])


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("html", "<div>" * 20_000 + "a"),
        ("html", "<table><tr><td>" * 10_000),
        ("html", "<details><summary>a<h3>b" * 10_000),
        ("html", "</p></table></details></svg></td>a"),
        ("markdown", "|" * 50_000 + "a"),
        ("markdown", "> " * 200_000 + "a"),
        ("markdown", "**" * 200_000 + "a"),
        ("markdown", "\\"),
    ],
)
def test_what_is_nested_or_never_closed_is_read(format: str, text: str) -> None:
    """Depth is no matter, since nothing is read by recursion."""
    assert read(format, text).items


def broken(record: str) -> bytes:
    """Markdown with a record in it."""
    return f"# T\n\n<!-- {record} -->\n".encode()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<!doctype html><p>a</p>", "holds no record of how treatyopt made it"),
        (broken('{"made_by": "treatyopt"}'), "holds a record that is broken"),
        (broken('{"made_by"' + "[" * 100_000 + "}"), "holds a record that is broken"),
        (broken(STAMP._replace(title="a\x1b[2J").written()), "holds a record that is broken"),
        (broken(STAMP._replace(arguments=("\ud800",)).written()), "holds a record that is broken"),
        (broken('{"made_by": ]}'), "holds a record that is broken"),
        (b"<html>\xff", "is not UTF-8"),
        (b"<html>" + b" " * MAX_BYTES, "is larger than 4 MB"),
        (b"<html>" + b"<p>a" * 6_000, "holds more than 5,000 paragraphs"),
    ],
)
def test_a_file_without_a_whole_record_says_so(raw: bytes, reason: str) -> None:
    """Without a record nothing can be computed again, and the reason is one line."""
    reader = reader_of(raw)
    assert reader is not None
    with pytest.raises(Unreadable, match=f"^{reason}"):
        read_back(reader, raw)


@pytest.mark.parametrize(
    "raw", [b"", b"title: a\n", b"# A\n\ntext\n", b"PK\x03\x04", b"{}", b"<p>a</p>", b"\x00\xff"]
)
def test_what_treatyopt_did_not_write_has_no_reader(raw: Any) -> None:
    """Studies, notes, archives and pieces of pages are none of its files."""
    assert reader_of(raw) is None
