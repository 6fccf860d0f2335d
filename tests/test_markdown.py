"""Markdown: text from a study comes out as that text, held to a Markdown parser."""

from __future__ import annotations

import html
import re

import pytest
from markdown_it import MarkdownIt

from documents import NOTHING
from treatyopt.documents.blocks import Document, Prose, Row, Table
from treatyopt.formats.text import escaped, to_markdown
from treatyopt.tables.columns import Head

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OPENINGS = [
    *("- a", "+ a", "* a", "1. a", "1) a", "12. b", "1.", "-", "+", "2.\ta", "  - a", "\\- a"),
    *("---", "- - -", "--- ---", "***", "___", "===", "=", "--", "-\t-"),
    *(
        "# a",
        "### a",
        "> a",
        "    a",
        "\ta",
        "~~~",
        "```",
        "a\n- b",
        "a\n---",
        "a\n===",
        "a\n    b",
        "a\n1. b",
    ),
    *(
        "<b>a</b>",
        "&amp;",
        "![a](b)",
        "[a]: b",
        "[a](b)",
        "| a |\n|---|",
        "*a*",
        "_a_",
        "`a`",
        "~~a~~",
        "a\\",
    ),
]
PLAIN = [
    *(
        "a - b",
        "a-b",
        "1.5 points",
        "-5 points",
        "+5",
        "-a",
        "=x",
        "=== x",
        "--- x",
        "1-2",
        "a = b",
        "1990-96.",
        "...",
    ),
]


@pytest.mark.parametrize("text", OPENINGS, ids=ascii)
def test_a_paragraph_of_any_text_is_that_text(text: str) -> None:
    """What would be a list, a rule, a heading, code or a tag is read back as one paragraph of the text itself."""
    found = re.fullmatch(
        r"<p>(.*)</p>\n", PARSER.render(to_markdown(Document({}, (Prose(text),), NOTHING))), re.DOTALL
    )
    assert found
    assert html.unescape(found[1]) == "\n".join(line.strip() for line in text.split("\n"))


@pytest.mark.parametrize("text", [text for text in OPENINGS if "\n" not in text], ids=ascii)
def test_a_cell_of_any_text_is_that_text(text: str) -> None:
    """In a table too, whatever the text, it stands in its cell."""
    table = Table((Head("A"), Head("B")), (Row((text, "next")),))
    shown = PARSER.render(to_markdown(Document({}, (table,), NOTHING)))
    assert [html.unescape(each) for each in re.findall("<td>(.*?)</td>", shown)] == [text.strip(), "next"]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_markup_is_left_readable(text: str) -> None:
    """Hyphens, signs and figures that open nothing are not escaped."""
    assert escaped(text) == text
