"""Drawings as PNG files: the same for everybody, and told in words."""

from __future__ import annotations

import struct
from functools import partial

import matplotlib
import pytest

from everything import WORLD
from treatyopt.documents.blocks import Mark, Picture
from treatyopt.formats import figures
from treatyopt.tables.columns import Bar, Drawing, Reach, Stack

PICTURE = Picture(
    "Gains", "one $x", "two", (Mark(1, 2, "A", "Alpha"), Mark(1, 2, "B", "Beta")), ((0, 0),), "dots"
)
DRAWINGS = {
    "A bar of 50% of the full length": Bar(0.5),
    "A bar of 0% of the full length, hollow": Bar(0.0, solid=False),
    "From 0% to 100%, with a mark at 33.3%": Reach(0.0, 1.0, 1 / 3),
    "Parts of the full length: 30%, 0%, 20%": Stack((0.3, 0.0, 0.2)),
    "Parts of the full length: 100%, hollow": Stack((1.0,), solid=False),
}


def size(png: bytes) -> tuple[int, int]:
    """The width and height of a PNG file."""
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


@pytest.mark.parametrize("words", DRAWINGS)
def test_a_drawing_has_its_size_and_its_words(words: str) -> None:
    """Of each kind, at its ends too: a picture of the size asked for, and what stands in for it."""
    drawing: Drawing = DRAWINGS[words]
    assert figures.told(drawing) == words
    assert size(figures.drawn(drawing, 72.0, 9.0)) == (220, 27)


def test_what_shows_different_things_looks_different() -> None:
    """Solid from hollow, and every part that a legend names from every other."""
    drawings = [
        kind(solid) for kind in (partial(Bar, 0.5), partial(Stack, (0.5, 0.1))) for solid in (True, False)
    ]
    assert len({figures.drawn(each, 50.0, 9.0) for each in drawings}) == 4
    assert len({figures.swatch(part, 7.0) for part in range(12)}) == 8


def test_a_picture_is_the_same_whatever_matplotlib_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a reader, and when and by which release it was drawn, leave no trace in the file."""
    expected = figures.plotted(PICTURE)
    monkeypatch.setitem(matplotlib.rcParams, "axes.facecolor", "red")
    monkeypatch.setitem(matplotlib.rcParams, "font.size", 30.0)
    assert figures.plotted(PICTURE) == expected
    assert matplotlib.rcParams["font.size"] == 30.0
    assert b"matplotlib" not in expected.lower()


def test_marks_that_lie_together_share_a_label() -> None:
    """Letters are not drawn over each other where two marks are at one place."""
    near = Mark(1.01, 2.0, "C", "Gamma")
    far = Mark(5.0, 2.0, "D", "Delta")
    groups = figures._gathered((*PICTURE.marks, near, far), [10.0, 10.0])
    assert [[each.letter for each in group] for group in groups] == [["A", "B", "C"], ["D"]]


def test_a_picture_is_told_in_words() -> None:
    """Its axes and the place of every mark, for those who do not see it."""
    assert figures.depicted(PICTURE) == "Gains. Across: one $x. Up: two. A at 1.0, 2.0; B at 1.0, 2.0"


def test_words_along_an_axis_are_those_that_can_be_drawn() -> None:
    """Too long ones are cut, and those in letters that the font lacks are left out."""
    assert figures._along("gain in $") == r"gain in \$"
    assert len(figures._along("word " * 100)) == 80
    assert figures._along(WORLD) == ""
