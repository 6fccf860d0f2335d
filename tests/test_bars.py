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
from studies import QUICK, Plan
from treatyopt import Study, rank
from treatyopt.documents.blocks import Document, Row, Table
from treatyopt.documents.compare import ranking_document
from treatyopt.formats.drawing import SHADES, drawn, keys, shades
from treatyopt.formats.html import fragment
from treatyopt.formats.stream import Stream
from treatyopt.formats.terminal import show
from treatyopt.formats.text import to_markdown
from treatyopt.tables.columns import Head, Reach, Stack

GROUPS = ("security", "partnership", "credibility", "realism", "Europe")


def line(text: str, start: str) -> str:
    """The first line of a text that begins so."""
    return next(each for each in text.splitlines() if each.startswith(start))


def bar(text: str, option: str) -> str:
    """The shades in the line of an option of the paper."""
    return "".join(mark for mark in line(text, option) if mark in SHADES)


def seen(study: Study, columns: int, monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> str:
    """The ranking of a study on a screen of a width and an alphabet."""
    monkeypatch.setenv("COLUMNS", str(columns))
    file = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace", newline="\n")
    show(ranking_document(rank(study)), file)
    file.seek(0)
    return file.read()


def grouped(count: int) -> Study:
    """A study of so many groups, of one criterion each, and two options."""
    scores = tuple(tuple((score, score, score) for _ in range(count)) for score in (40.0, 80.0))
    return Plan((1,) * count, (100 / count,) * count, scores).study()


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


def test_the_bar_grows_with_the_screen(paper: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wider screen has longer bars, up to a length at which they are read at a glance, in true proportion."""
    found = [bar(seen(paper, columns, monkeypatch), "1  Mutual Security") for columns in (80, 120, 200, 400)]
    lengths = list(map(len, found))
    assert lengths[0] < lengths[1] < lengths[2] == lengths[3] == round(0.677 * 60)
    assert [found[2].count(mark) for mark in SHADES[:5]] == [8, 9, 8, 7, 9]


@pytest.mark.parametrize("columns", range(20, 200, 7))
def test_a_bar_takes_only_the_room_there_is(
    columns: int, paper: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line runs over at any width, nor under many groups."""
    lines = [
        *seen(paper, columns, monkeypatch).splitlines(),
        *seen(grouped(12), columns, monkeypatch).splitlines(),
    ]
    assert max(map(cell_len, lines)) <= columns


def test_the_legend_names_every_group_below_its_bars(paper: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line after the last option says which shade is which group, in the order of the parts."""
    lines = seen(paper, 80, monkeypatch).splitlines()
    last = max(i for i, each in enumerate(lines) if each.startswith("✗  "))
    assert lines[last + 1] == "  ".join(f"{mark} {name}" for mark, name in zip("█▓▒░═", GROUPS, strict=True))


@pytest.mark.parametrize("columns", [40, 72])
def test_no_legend_stands_where_no_bar_does(
    columns: int, paper: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too narrow for bars, with the figures side by side or below each other, there is nothing to explain."""
    said = seen(paper, columns, monkeypatch)
    assert "13.4" in said
    assert not set(said) & set(SHADES)


def test_twelve_groups_are_told_apart_by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """More groups than shades have letters, each named in the legend."""
    study = grouped(12)
    said = seen(study, 200, monkeypatch)
    names = [group.name for group in study.groups]
    assert line(said, "1  ").split()[-13] == "".join(mark * 4 for mark in shades(12))
    assert " ".join(keys(names)) in " ".join(said.split())


def test_one_group_needs_no_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar of one part is the value, and has nothing to be told apart from."""
    study = grouped(1)
    said = seen(study, 80, monkeypatch)
    assert bar(said, "1  ") == SHADES[0] * len(bar(said, "1  "))
    assert f"{SHADES[0]} {study.groups[0].name}" not in said
    assert 'class="legend"' not in fragment(ranking_document(rank(study)))


def test_a_bar_of_what_fails_a_screen_stands_back(inside: Run) -> None:
    """Where there are colours it is dim; elsewhere the mark at the start of its line tells."""
    done = inside("compare", env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"})
    assert f"\x1b[36m{SHADES[0]}" in line(done.stdout, "\x1b[1m1")
    assert f"\x1b[2m{SHADES[0]}" in next(
        each for each in done.stdout.splitlines() if "Mutual Defense  " in each
    )


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


def test_pages_draw_each_part_with_a_legend_of_their_own(paper: Study) -> None:
    """Parts have classes to be coloured by and opacities where nothing does; what fails is hollow; names are text."""
    named = (paper.groups[0].changed(name="<b>security</b>"), *paper.groups[1:])
    page = fragment(ranking_document(rank(paper.changed(groups=named))))
    assert page.count('class="part part-0"') == page.count('class="part part-4"') == 5
    assert page.count('<g class="hollow"') == 2
    assert page.count('<ul class="legend">') == 1
    assert "&lt;b&gt;security&lt;/b&gt;</li>" in page
    assert not set(page) & set(SHADES)


def test_markdown_has_neither_bars_nor_legends(paper: Study, inside: Run) -> None:
    """What has no drawings has no shades to explain, not in headers either."""
    said = to_markdown(ranking_document(rank(paper)))
    said += inside("sensitivity", "--samples", "0", "-f", "markdown").stdout
    assert "| 1st | 2nd |" in said
    assert not set(said) & set(SHADES)


def test_the_words_over_a_drawing_are_spread_over_its_scale_on_a_page() -> None:
    """And those over other columns are not."""
    table = Table((Head("group"), Head("0% 50% 100%", "bar")), (Row(("a", Reach(0.0, 1.0, 0.2))),))
    page = fragment(Document({}, (table,), NOTHING))
    assert '<th scope="col">group</th><th scope="col" class="scale">0% 50% 100%</th>' in page
