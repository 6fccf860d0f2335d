"""Figures on a ground: steps of the scale that can be told apart and read, on paper and on any screen."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest

from documents import NOTHING
from treatyopt.documents.blocks import Document, Row, Table
from treatyopt.formats import shading
from treatyopt.formats.html import STYLE, fragment
from treatyopt.formats.stream import Stream
from treatyopt.formats.terminal import show
from treatyopt.formats.text import to_markdown
from treatyopt.tables.columns import STEPS, Head, Shaded

Colour = tuple[float, float, float]

# Text and page as treatyopt's own pages and brief have them, in notebooks light and dark, and ink on paper.
PAGES: dict[str, tuple[Colour, Colour]] = {
    "ink on paper": ((0, 0, 0), (255, 255, 255)),
    "brief": ((28, 39, 51), (255, 255, 255)),
    "notebook": ((33, 33, 33), (255, 255, 255)),
    "dark page": ((255, 255, 255), (18, 18, 18)),
    "dark notebook": ((224, 224, 224), (33, 33, 33)),
}


def luminance(colour: Colour) -> float:
    """The relative luminance of a colour, as WCAG 2 defines it."""
    parts = [c / 255 / 12.92 if c <= 0.04045 * 255 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1-21, as WCAG 2 defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def grounds(page: Colour) -> list[Colour]:
    """The colour of each step on a page."""
    mixed = [
        [(1 - share) * below + share * above for below, above in zip(page, shading.HUE, strict=True)]
        for share in shading.OPACITIES
    ]
    return [(r, g, b) for r, g, b in mixed]


@pytest.mark.parametrize("page", PAGES)
def test_a_figure_can_be_read_on_every_ground(page: str) -> None:
    """Text has the contrast of WCAG AA (4.5) on each step, in light and dark themes."""
    text, below = PAGES[page]
    assert min(contrast(text, each) for each in grounds(below)) >= 4.5


@pytest.mark.parametrize("page", PAGES)
def test_each_ground_is_apart_from_the_next_in_lightness(page: str) -> None:
    """The steps rise or fall in lightness alone, so that they are told apart without colour."""
    lights = [luminance(each) for each in grounds(PAGES[page][1])]
    assert lights == sorted(lights) or lights == sorted(lights, reverse=True)
    assert min(contrast(one, other) for one, other in pairwise(grounds(PAGES[page][1]))) > 1.05


def test_every_ground_has_its_style_and_is_printed() -> None:
    """The grounds are classes, since pages allow no inline styles, and paper keeps them."""
    assert [f".step-{step} {{ background: rgb(" in STYLE for step in range(STEPS)] == [True] * STEPS
    assert "print-color-adjust: exact" in STYLE


@pytest.mark.parametrize(
    ("score", "step"), [(0, 0), (12.4, 0), (12.5, 1), (49.9, 3), (50, 4), (87.4, 6), (87.5, 7), (100, 7)]
)
def test_the_steps_part_the_scale_equally(score: float, step: int) -> None:
    """Eight steps of 12.5 points each."""
    assert Shaded(f"{score:g}", score / 100).step == step


def table(*cells: Shaded) -> Document:
    """A table of one column."""
    rows = tuple(Row((f"row {i}", each)) for i, each in enumerate(cells))
    return Document({}, (Table((Head("", lead=True), Head("Alpha", "number")), rows),), NOTHING)


def screen(document: Document, encoding: str) -> str:
    """A document on a screen of an alphabet."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    show(document, file)
    file.seek(0)
    return file.read()


def test_blocks_have_stand_ins_of_their_own_in_ascii() -> None:
    """Where only ASCII is known every step is still told apart, and no stand-in reads as a sign or a digit."""
    stand_ins = Stream(io.TextIOWrapper(io.BytesIO(), encoding="ascii")).text(shading.BLOCKS)
    assert len(set(stand_ins)) == STEPS == len(stand_ins)
    assert not set(stand_ins) & set("+-=~.,0123456789osx")


@pytest.mark.parametrize(("encoding", "block"), [("utf-8", "▇"), ("ascii", "@")])
def test_figures_and_marks_stand_under_each_other(encoding: str, block: str) -> None:
    """The mark does not push its figure out of line, and a cell without a ground keeps its place."""
    shown = screen(table(Shaded("75", 0.75, "s"), Shaded("80", 0.8), Shaded("67.7")), encoding)
    assert shown.splitlines() == [
        "        Alpha",
        f"row 0  {block} 75 s",
        f"row 1  {block} 80",
        "row 2    67.7",
    ]


@pytest.mark.parametrize(("columns", "sizes"), [(200, [7]), (60, [4, 3]), (45, [3, 2, 2]), (25, [])])
def test_shaded_columns_too_many_for_the_screen_come_in_parts(
    columns: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As few parts as fit, with the other columns in each; where two do not fit beside each other, rows are stacked."""
    heads = (
        Head("", lead=True),
        *(Head(f"Option {i}", "number") for i in range(7)),
        Head("weight", "percent"),
    )
    rows = (Row(("criterion", *(Shaded(f"{i}0", i / 10) for i in range(7)), 0.5)),)
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = screen(Document({}, (Table(heads, rows),), NOTHING), "utf-8")
    lines = [each for each in shown.splitlines() if each.startswith("criterion ")]
    assert [len(each.split()) // 2 - 1 for each in lines] == sizes


def test_what_a_cell_says_is_its_own_text_in_pages() -> None:
    """Marks and ranges are escaped like any other text."""
    held = fragment(table(Shaded("<b>", 0.5, "&", "<i>")))
    assert '&lt;b&gt; <span class="mark">&amp;</span> <span class="range">&lt;i&gt;</span>' in held
    assert "| row 0 | \\<b\\> \\& \\<i\\> |" in to_markdown(table(Shaded("<b>", 0.5, "&", "<i>")))
