"""Bars made of parts: their lengths, their shades, the room they take on a screen, and their legends."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from conftest import Run
from documents import NOTHING
from studies import QUICK
from treatyopt import Study, rank
from treatyopt.documents.blocks import Document, Row, Table
from treatyopt.documents.compare import ranking_document
from treatyopt.formats.drawing import SHADES, drawn, shades
from treatyopt.formats.stream import Stream
from treatyopt.formats.terminal import show
from treatyopt.formats.text import to_markdown
from treatyopt.tables.columns import Head, Stack


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12), st.integers(1, 60))
@QUICK
def test_the_parts_of_a_bar_are_as_long_as_they_are_large(points: list[float], width: int) -> None:
    """Together as the whole rounded and never nothing, each within a character, none longer than a larger one."""
    parts = tuple(each / len(points) / 100 for each in points)
    line, total = drawn(Stack(parts), width), sum(parts)
    assert len(line) == pytest.approx(max(total * width, 1 if total else 0), abs=0.5 + 1e-9)
    lengths = [line.count(mark) for mark in shades(len(parts))]
    assert lengths == pytest.approx([part * width for part in parts], abs=1 + 1e-9)
    assert sorted(lengths) == [length for _, length in sorted(zip(parts, lengths, strict=True))]


def test_the_bar_of_the_least_value_is_of_its_largest_part() -> None:
    """What rounds to no length is one character of what it has most of; what is nothing has none."""
    assert drawn(Stack((0.001, 0.003, 0.002)), 10) == SHADES[1]
    assert drawn(Stack((0.0, 0.0)), 10) == drawn(Stack(()), 10) == ""


@pytest.mark.parametrize("count", [1, 2, 5, 8, 9, 12, 52, 60])
def test_neighbours_have_shades_of_their_own(count: int) -> None:
    """However many parts: one cell each, none twice as far as letters last, and never the same side by side."""
    marks = shades(count)
    assert (len(marks), cell_len(marks)) == (count, count)
    assert len(set(marks)) == min(count, 52)
    assert [pair for pair in pairwise(marks) if pair[0] == pair[1]] == []


def test_shades_have_stand_ins_that_differ_where_there_is_only_ascii() -> None:
    """Each shade is one letter of ASCII, and none is another's."""
    said = Stream(io.TextIOWrapper(io.BytesIO(), "ascii")).text(SHADES)
    assert said.isascii()
    assert len(said) == len(set(said)) == len(SHADES)


def test_a_legend_longer_than_the_screen_is_wrapped_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries stay with their shades; one too long for a line by itself is broken as texts are."""
    monkeypatch.setenv("COLUMNS", "30")
    file = io.StringIO()
    head = Head("", "bar", parts=("a short one", "another", "far " * 12))
    show(Document({}, (Table((head,), (Row((Stack((0.5, 0.5, 0.0)),)),)),), NOTHING), file)
    lines = file.getvalue().splitlines()
    assert lines[2] == f"{SHADES[0]} a short one  {SHADES[1]} another"
    assert lines[3].startswith(f"{SHADES[2]} far far")
    assert max(map(len, lines)) <= 30


def test_markdown_has_neither_bars_nor_legends(paper: Study, inside: Run) -> None:
    """What has no drawings has no shades to explain, not in headers either."""
    said = to_markdown(ranking_document(rank(paper)))
    said += inside("sensitivity", "--samples", "0", "-f", "markdown").stdout
    assert "| 1st | 2nd |" in said
    assert not set(said) & set(SHADES)
