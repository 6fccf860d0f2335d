"""Reading back Word files: what a ministry does to one changes nothing that it says, and nothing odd is opened."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import wordfile
from rechecked import MADE, STAMP, refused, repacked
from treatyopt.brief.docxreading import read_docx
from treatyopt.documents.reading import Grid, Passage
from treatyopt.formats.docx import to_docx
from treatyopt.study.officefile import MAX_UNPACKED


@pytest.fixture(scope="module")
def raw() -> bytes:
    """A Word file with one of everything."""
    return to_docx(MADE)


def changed(raw: bytes, change: Callable[[Any], object]) -> bytes:
    """The same file after somebody has done something to it."""
    file = wordfile.opened(raw)
    change(file)
    held = BytesIO()
    file.save(held)
    return held.getvalue()


def test_all_that_is_said_is_read(raw: bytes) -> None:
    """Headings, leads, items, captions, details and what describes a picture; a table without heads has none."""
    place = ("Title", "Section")
    rows = (("One", "13.9", "", "a detail"), ("Two", "2.0", ""))
    assert read_docx(raw).items == (
        Passage((), "Title"),
        Passage(place[:1], "aside"),
        Passage(place[:1], "Lead says."),
        Passage(place[:1], "Section"),
        Passage(place, "a: first"),
        Passage(place, "second"),
        Grid(place, "A caption", ("option", "value", "0 100"), rows),
        Grid(place, "", (), rows),
        Passage(place, "A picture"),
        Passage(place, "Across: x; up: y. A One."),
        Passage(place, STAMP.sentence),
    )


def restyled(file: Any) -> None:
    """Another template: other fonts, and headings that are its own, based on those of Word."""
    for style in file.styles:
        if hasattr(style, "font"):
            style.font.name, style.font.bold, style.font.size = "Times New Roman", False, 200_000
    for paragraph in file.paragraphs:
        if paragraph.style.name == "Heading 1":
            own = file.styles.add_style("House heading", 1)
            own.base_style, paragraph.style = paragraph.style, own


def parted(file: Any) -> None:
    """What programs do when they save: words in many runs, in a form, and a part that is empty."""
    for paragraph in file.paragraphs:
        text, paragraph.text = paragraph.text, ""
        for mark in text:
            paragraph.add_run(mark)
    body = file.element.body
    form = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    body.insert(0, form)
    form[1].append(body[1])
    file.add_paragraph("")


def tracked(file: Any) -> None:
    """Changes that are tracked: a word inserted, another deleted, both of which a reader sees."""
    paragraph = file.paragraphs[2]
    paragraph.runs[-1].text = ""
    for tag, text in (("ins", "t"), ("del", "delText"), ("moveFrom", "t")):
        word = "says." if tag == "ins" else "said."
        run = f"<w:{tag} {nsdecls('w')}><w:r><w:{text}>{word}</w:{text}></w:r></w:{tag}>"
        paragraph._p.append(parse_xml(run))


@pytest.mark.parametrize("change", [restyled, parted, tracked])
def test_what_is_done_to_its_looks_changes_nothing(change: Callable[[Any], None], raw: bytes) -> None:
    """A file in another template, in pieces, or with tracked changes reads as it did, record and all."""
    assert read_docx(changed(raw, change)) == read_docx(raw)


def test_a_paragraph_of_ones_own_is_one_more(raw: bytes) -> None:
    """What is added is read beside all else."""
    found = read_docx(
        changed(raw, lambda file: file.paragraphs[4].insert_paragraph_before("Our view: 5 of 7."))
    )
    assert [each for each in found.items if each not in read_docx(raw).items] == [
        Passage(("Title", "Section"), "Our view: 5 of 7.")
    ]


FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda raw: raw[:-300], "is a broken archive; an office program writes another"),
    "damaged": (lambda raw: raw[:3000] + b"x" * 500 + raw[3500:], "is a broken archive"),
    "a bomb": (
        lambda raw: repacked(raw, "word/theme/theme1.xml", b" " * (MAX_UNPACKED + 1)),
        "unpacks to more than 10 MB",
    ),
    "an entity": (
        lambda raw: repacked(raw, "word/settings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "holds a declaration that no office program writes",
    ),
    "another alphabet": (
        lambda raw: repacked(raw, "word/settings.xml", "<a/>".encode("utf-16")),
        "holds a declaration",
    ),
    "no document": (lambda raw: repacked(raw, "word/document.xml", b"<a/>"), "is no Word file that can be read"),
    "no XML": (lambda raw: repacked(raw, "word/document.xml", b"<a"), "is no Word file that can be read"),
    "no types": (lambda raw: repacked(raw, "[Content_Types].xml", b"<a/>"), "is no Word file that can be read"),
    "from elsewhere": (
        lambda raw: changed(raw, lambda file: setattr(file.core_properties, "comments", "Draft 2")),
        "holds no record of how treatyopt made it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_word_file_of_ours_is_refused(name: str, raw: bytes) -> None:
    """Broken archives, bombs and files from elsewhere are told in one line."""
    refused(raw, *FAULTS[name])
