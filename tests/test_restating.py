"""What a file says set against what is said now: rows, columns, sections and sentences find their own."""

from __future__ import annotations

import pytest

from treatyopt.documents.reading import Computed, Grid, Passage, Reading
from treatyopt.documents.restating import Comparison, compared


def table(*rows: tuple[str, ...], caption: str = "c", head: tuple[str, ...] = ("", "a", "b")) -> Reading:
    """A reading of one table."""
    return Reading((Grid(("T",), caption, head, rows),))


def said(*texts: str) -> Reading:
    """A reading of paragraphs."""
    return Reading(tuple(Passage(("T",), each) for each in texts))


def stale(found: Comparison) -> list[tuple[str, str, str, str]]:
    """Row, column, and both texts of what is stale."""
    return [each[1:5] for each in found.stale]


def test_rows_are_known_by_name_and_columns_by_label() -> None:
    """Rows and columns that have moved are compared where they are now."""
    had = table(("1", "x", "5"), ("2", "y", "6"), head=("rank", "", "value"))
    has = table(("1", "6", "y"), ("2", "4", "x"), head=("rank", "value", ""))
    assert stale(compared(had, has)) == [
        ("x", "rank", "1", "2"),
        ("x", "value", "5", "4"),
        ("y", "rank", "2", "1"),
    ]
    assert compared(had, has).figures == 4


def test_rows_and_columns_that_only_one_has_are_stale() -> None:
    """A row that is gone or new, and a column that is gone, are told with nothing on the other side."""
    had = table(("x", "1", "2"), ("y", "3", "4"))
    assert stale(compared(had, table(("x", "1", "2")))) == [("y", "", "y; 3; 4", "")]
    assert stale(compared(table(("x", "1", "2")), had)) == [("y", "", "", "y; 3; 4")]
    assert stale(compared(had, table(("x", "1"), ("y", "3"), head=("", "a")))) == [
        ("x", "b", "2", ""),
        ("y", "b", "4", ""),
    ]


def test_rows_of_one_name_find_what_is_most_like_them() -> None:
    """A table that somebody sorted is the same, and one figure of it that was changed is found."""
    had = table(("x", "3", "4"), ("x", "1", "9"))
    assert stale(compared(had, table(("x", "1", "2"), ("x", "3", "4")))) == [("x", "b", "9", "2")]


def test_what_was_typed_is_told_before_what_is_computed() -> None:
    """What a formula comes to follows from other cells, be it so now or, where nothing is now, in the file."""
    had = table(("x", "1", "2"), ("y", "3", "4"))
    has = table(("x", Computed("5"), "6"))
    found = compared(had, has).stale
    assert [(each.in_file, each.computed) for each in found] == [
        ("2", False),
        ("y; 3; 4", False),
        ("1", True),
    ]
    (gone,) = compared(table(("x", "1", Computed("2"))), table(("x", "1", ""))).stale
    assert (gone.in_file, gone.computed) == ("2", True)


def test_the_row_that_says_how_it_was_made_is_left_out() -> None:
    """A stamp differs whatever the figures do, in a table as in a paragraph."""
    had, has = (table(("x", "1", "2"), ("made", by, "")) for by in ("by 1", "by 2"))
    assert compared(had, has, ["by 1", "by 2"]).figures == 2
    assert compared(had, has, ["by 1", "by 2"]).stale == ()


def test_figures_in_captions_and_names_do_not_part_what_belongs_together() -> None:
    """A table whose caption counts its rows, and a row whose name has a figure, are found again."""
    found = compared(
        table(("x + 12", "1", "2"), caption="4 of 9"), table(("x + 11", "1", "2"), caption="5 of 9")
    )
    assert [each.in_file for each in found.stale] == ["4 of 9", "x + 12"]
    assert found.figures == 5


def test_a_figure_in_a_label_is_compared_once() -> None:
    """A column is known by its label, whatever figure stands in it, and the figure is compared as any other."""
    found = compared(table(("x", "1"), head=("", "+ 12")), table(("x", "1"), head=("", "+ 11")))
    assert stale(found) == [("", "+ 12", "+ 12", "+ 11")]
    assert found.figures == 2


@pytest.mark.parametrize(
    ("had", "has", "expected"),
    [
        ("a 5 b", "a 5 b", []),
        ("a 5 b", "a 6 b", ["a 5 b"]),
        ("from -1.5 to +2.0 (45%)", "from 1.5 to +2.0 (46%)", ["from -1.5 to +2.0 (45%)"] * 2),
        ("x leads by 5 points today", "x leads by 5 points, they say", []),
        ("x leads by 5 points today", "x does not lead today, by 4 points", ["x leads by 5 points today"]),
        ("see compromise/9 on it", "see compromise/8 on it", []),
    ],
)
def test_figures_are_found_in_sentences(had: str, has: str, expected: list[str]) -> None:
    """A figure is what stands between the same words; signs and percents are part of it, locators are none."""
    assert [each.in_file for each in compared(said(had), said(has)).stale] == expected


def test_a_section_is_looked_for_by_its_heading() -> None:
    """Sections that have changed places are compared with themselves."""
    had, has = (
        Reading(tuple(Passage(("T", name), f"It scores {score} here.") for name, score in order))
        for order in ([("x", 5), ("y", 6)], [("y", 6), ("x", 5)])
    )
    assert compared(had, has) == Comparison(2, (), (), (), ())


def test_what_is_left_out_is_not_compared() -> None:
    """The stamps of both files are theirs."""
    assert compared(said("a", "made at 5"), said("a", "made at 6"), ["made at 5", "made at 6"]).figures == 0


def test_a_paragraph_without_end_is_compared_as_a_whole() -> None:
    """So that a file cannot make the comparison take long."""
    found = compared(said("a 1 " * 5000), said("a 2 " * 5000))
    assert [len(each.in_file) for each in found.stale] == [300]
