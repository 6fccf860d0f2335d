"""Word documents as LibreOffice prints them: on how many pages, on pages that lie how, and with all their words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import PAPER, ROOT
from documents import NOTHING, wide
from everything import EVERYTHING, MARKUP
from libreoffice import converted
from studies import plan
from treatyopt import Study, load, rank
from treatyopt.brief.content import Length, brief
from treatyopt.brief.docx import to_docx as brief_docx
from treatyopt.cli import main
from treatyopt.documents.blocks import Document, Heading, Prose
from treatyopt.formats.docx import to_docx

COMMANDS = {
    "compare": ["compare"],
    "explain": ["explain", "mutual-security"],
    "sensitivity": ["sensitivity", "--samples", "1000"],
    "negotiate": ["negotiate"],
    "design": ["design", "--all", "--samples", "0"],
    "criteria": ["criteria"],
    "sources": ["sources"],
}
MIXED = Document(
    {},
    (
        Heading("One"),
        Prose("What is said upright."),
        Heading("Wide"),
        wide(9),
        Heading("Three"),
        Prose("What is said at the end."),
    ),
    NOTHING,
)


def of_brief(study: Study, length: Length) -> Callable[[Path], object]:
    """What writes the brief of a study."""
    return lambda path: path.write_bytes(brief_docx(brief(rank(study), length)))


def of_document(document: Document) -> Callable[[Path], object]:
    """What writes a document."""
    return lambda path: path.write_bytes(to_docx(document))


def of_command(words: list[str]) -> Callable[[Path], object]:
    """What runs a command."""
    return lambda path: main([*words, "-o", str(path)])


MADE = {
    "memo": of_brief(load(PAPER), "memo"),
    "brief": of_brief(load(PAPER), "brief"),
    "annex": of_brief(load(PAPER), "annex"),
    "river": of_brief(load(ROOT / "tests" / "river.yaml"), "memo"),
    "plain": of_brief(plan((30, 60), (80, 40)).study(), "memo"),
    "everything": of_document(EVERYTHING),
    "mixed": of_document(MIXED),
    **{name: of_command(words) for name, words in COMMANDS.items()},
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all documents as PDF, printed in one run."""
    folder = tmp_path_factory.mktemp("documents")
    for name, write in MADE.items():
        write(folder / f"{name}.docx")
    converted(folder, [folder / f"{name}.docx" for name in MADE], "pdf")
    return folder


def pages(printed: Path, name: str) -> list[tuple[float, float]]:
    """The width and height of each page in points."""
    said = _told("pdfinfo", "-l", "1000", printed / f"{name}.pdf")
    return [(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", said)]


def words(printed: Path, name: str, page: int = 0) -> str:
    """The words of a page or, of page 0, of all, with single blanks between them."""
    only = ["-f", str(page), "-l", str(page)] if page else []
    return " ".join(_told("pdftotext", *only, printed / f"{name}.pdf", "-").split())


def _told(*command: Any) -> str:
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, encoding="utf-8", timeout=60)
    return done.stdout


@pytest.mark.parametrize("name", ["memo", "river", "plain"])
def test_a_memo_is_one_page(printed: Path, name: str) -> None:
    """Page one holds the whole memo, of A4 upright, and says so."""
    assert pages(printed, name) == [pytest.approx((595.3, 841.9), abs=1)]
    assert words(printed, name).endswith("Page 1 of 1")


def test_a_brief_is_six_pages_at_most(printed: Path) -> None:
    """The memo stands alone on the first of them."""
    count = len(pages(printed, "brief"))
    assert 2 < count <= 6
    memo, _, _ = words(printed, "memo").partition(" Written by treatyopt ")
    assert words(printed, "brief", 1) == f"{memo} Page 1 of {count}"


@pytest.mark.parametrize("name", MADE)
def test_every_document_is_printed_with_words_on_every_page(printed: Path, name: str) -> None:
    """No document fails to open, and none has a page that is blank but for its number."""
    count = len(pages(printed, name))
    texts = [
        words(printed, name, page).removesuffix(f"Page {page} of {count}") for page in range(1, count + 1)
    ]
    assert count > 0
    assert [page for page, text in enumerate(texts, 1) if len(text) < 20] == []


def test_only_the_page_of_a_wide_table_lies_on_its_side(printed: Path) -> None:
    """Its heading goes with it, and what follows stands upright again."""
    assert [width > height for width, height in pages(printed, "mixed")] == [False, True, False]
    assert words(printed, "mixed", 2).startswith("Wide ")


def test_awkward_text_is_printed_as_it_is(printed: Path) -> None:
    """Markup of other formats is letters on paper too."""
    assert MARKUP.split()[0] in words(printed, "everything")
    assert "<i>d</i>" in words(printed, "everything")
