"""A Word document read back as plain lines: the style and the text of each paragraph, tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

# What would be a look of its own, which no template can change, in the properties of words.
LOOKS = ("color", "sz", "b", "i", "u", "rFonts", "highlight", "shd")


def opened(data: bytes) -> Any:
    """The document in a file."""
    return Document(BytesIO(data))


def lines(file: Any) -> list[str]:
    """Each paragraph as its style and its text, and each row of a table as its cells, each as such."""
    return [line for block in file.iter_inner_content() for line in _lines(block)]


def _lines(block: Any) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield written(block)
        return
    assert isinstance(block, Table)
    for row in block.rows:
        marks = [child.tag.rpartition("}")[2] for child in row._tr.trPr]
        yield f"  ({', '.join(marks)}) {' | '.join(written(each) for each in paragraphs_of(row))}"


def paragraphs_of(row: Any) -> list[Paragraph]:
    """The paragraphs of a row, a cell that runs over several columns once."""
    return [Paragraph(each, row) for cell in row._tr.tc_lst for each in cell.p_lst]


def written(paragraph: Any) -> str:
    """A paragraph's style, and its text: words in a style of their own in braces, pictures as what is said of them."""
    parts = [_run(run) for run in paragraph.runs]
    return f"{paragraph.style.name}: {''.join(parts)}"


def _run(run: Any) -> str:
    said = [each.get("descr") for each in run._r.iter(qn("wp:docPr"))]
    if said:
        return f"[{said[0]}]"
    named = run.style.name != "Default Paragraph Font"
    return f"{{{run.style.name}: {run.text}}}" if named else run.text


def tables(file: Any) -> list[list[list[str]]]:
    """The words in every table, row by row."""
    return [[[each.text for each in paragraphs_of(row)] for row in table.rows] for table in file.tables]


def own_looks(file: Any) -> list[str]:
    """Every look that words bring along themselves, and that no style holds."""
    return [
        child.tag.rpartition("}")[2]
        for properties in file.element.body.iter(qn("w:rPr"))
        for child in properties
        if child.tag.rpartition("}")[2] in LOOKS
    ]


def cells(file: Any) -> list[Any]:
    """Every cell of every table."""
    return [cell for table in file.tables for row in table.rows for cell in row.cells]
