"""How wide the columns of a table on paper are, in which letters, and on what page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import wide
from everything import EVERYTHING, WORLD
from studies import QUICK
from treatyopt.documents.blocks import Row, Table
from treatyopt.formats.layout import Fit, fit
from treatyopt.tables.columns import Head

UPRIGHT, SIDEWAYS = 17.0 * 72 / 2.54, 25.7 * 72 / 2.54


def room(layout: Fit) -> float:
    """The width of the page that a table has."""
    return SIDEWAYS if layout.sideways else UPRIGHT


def test_a_wide_table_takes_small_letters_and_then_a_page_on_its_side() -> None:
    """As a table grows, it stays upright and in letters of the usual size as long as its words have room."""
    layouts = [fit(wide(count)) for count in (5, 6, 8, 30)]
    looks = [(each.small, each.sideways) for each in layouts]
    assert looks == [(False, False), (True, False), (False, True), (True, True)]
    assert sum(layouts[-1].widths) == pytest.approx(SIDEWAYS)


def test_figures_are_kept_whole_and_prose_takes_what_is_left() -> None:
    """A table of a few figures is narrow; beside long prose a figure takes no more than it needs."""
    figures = fit(Table((Head("a", "number"), Head("b", "number")), (Row((1.0, 2.0)),)))
    assert sum(figures.widths) < 60
    prose = fit(Table((Head("a", "number"), Head("b", fold=True)), (Row((1.0, "word " * 200)),)))
    assert prose.widths[0] == pytest.approx(figures.widths[0])
    assert sum(prose.widths) == pytest.approx(UPRIGHT)


def test_a_long_detail_widens_its_table() -> None:
    """What stands below a row over all columns has room, which the last column of words takes."""
    heads = (Head("a", "number"), Head("b"), Head("c", "bar"), Head("d", "number"))
    plain, long = (
        fit(Table(heads, (Row((1.0, "one", None, 2.0), detail),))) for detail in (None, "word " * 99)
    )
    assert sum(long.widths) == pytest.approx(UPRIGHT)
    assert [a == b for a, b in zip(plain.widths, long.widths, strict=True)] == [True, False, True, True]


def test_wide_letters_take_more_room() -> None:
    """East Asian letters are twice as wide as others, and strong ones a little wider."""
    narrow, wide_, strong = (
        sum(fit(Table((Head(),), (Row((text,), strong=bold),), headed=False)).widths)
        for text, bold in (("letters", False), ("字字字字字字字", False), ("letters", True))
    )
    assert narrow < strong < wide_


def test_long_headers_fold_over_the_figures_below_them() -> None:
    """A label of many words makes no wide column of short figures."""
    label = "part of all the weightings drawn"
    folded, text = (
        fit(Table((Head(label if i else ""),), (Row(("9" if i else label,)),))).widths[0] for i in (1, 0)
    )
    assert folded < text / 2


def test_a_drawing_takes_what_room_is_left_where_it_grows() -> None:
    """Others are as wide as on a screen; beside long prose either is half of that at least."""
    kinds = (Head("", "bar", width=20), Head("", "bar", width=20, grows=True))
    alone = [fit(Table((Head("a"), each), (Row(("one", None)),))).widths[1] for each in kinds]
    assert alone[1] > 2 * alone[0]
    crowded = [fit(Table((Head("a"), each), (Row(("word " * 200, None)),))).widths[1] for each in kinds]
    assert crowded[0] > alone[0] / 2
    assert crowded[0] < crowded[1] < alone[1]


@QUICK
@given(st.lists(st.sampled_from([WORLD, "", "a\nb", "x" * 90, "one two"]), min_size=1, max_size=40))
def test_no_table_is_wider_than_its_page(texts: list[str]) -> None:
    """Whatever is in it, and however many columns it has."""
    layout = fit(Table((Head("Word"),) * len(texts), (Row(tuple(texts), "detail " * 50),)))
    assert sum(layout.widths) <= room(layout) + 1e-6
    assert min(layout.widths) > 0


def test_every_kind_of_column_has_room() -> None:
    """The table of every kind of column stands upright."""
    tables = [each for each in EVERYTHING.blocks if isinstance(each, Table)]
    assert [fit(each).sideways for each in tables] == [False] * 3
    assert fit(Table((), ())).widths == ()
