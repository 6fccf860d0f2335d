"""What is said of several studies: which differences decide, in which order, and whose rank they change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from studies import plan
from treatyopt import compare_studies
from treatyopt.documents.blocks import Table
from treatyopt.documents.deciding import turned

EVEN = (50, 50, 50, 50, 50)


def told(first: Sequence[float], other: Sequence[float]) -> str:
    """What decides between two studies in which an option has these scores, and another 50 on each criterion."""
    flat = " ".join(str(compare_studies([plan(each, EVEN).study() for each in (first, other)])).split())
    return flat.partition("Does the leader turn on them? ")[2].partition(" Verdict:")[0]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            (40, 40, 40, 40, 60),
            "these three together do, and not with one of them left out (no fewer do; other sets may do too): ",
        ),
        (
            (46, 46, 46, 46, 46),
            "(other sets, and smaller ones, may do too, since not all were tried)",
        ),
        (
            (26, 26, 60, 60, 60),
            "these two together do: Option-0's Criterion-0 (60 → 26) and Option-0's Criterion-1 (60 → 26); without "
            "either all the others do not.",
        ),
        (
            (0, 26, 60, 90, 60),
            "One of them does it alone: Option-0's Criterion-0 (60 → 0). Without any one of these all the others do "
            "not: Option-0's Criterion-0 (60 → 0) and Option-0's Criterion-1 (60 → 26).",
        ),
        (
            (0, 0, 60, 90, 60),
            "Each of these does it alone: Option-0's Criterion-0 (60 → 0) and Option-0's Criterion-1 (60 → 0); without "
            "any one of them all the others do not.",
        ),
    ],
    ids=["three", "four", "two", "one-and-another", "each"],
)
def test_what_decides_and_what_is_needed_are_each_told_whole(other: Sequence[float], said: str) -> None:
    """Changes that suffice are not told as the only ones, and those that are needed stand in one list."""
    assert said in told((60, 60, 60, 60, 60), other)


def test_what_decides_stands_first_and_a_screen_tells_each_rank_it_changes() -> None:
    """A screen that moves no value comes before larger scores where it decides, with all whose rank it changes."""
    rows = ((60, 40), (50, 80), (40, 30))
    one = plan(*rows, screens=((1, None, 60.0),)).study()
    other = plan((60, 40), (52, 80), (30, 30)).study()
    found = compare_studies([one, other])
    table = next(iter(turned(found.turns[0], "study 1", *found.rankings)))
    assert isinstance(table, Table)
    assert table.caption == (
        "From study 1 to study 2: 3 differences, what decides who leads first, then the largest, and what each does "
        "to study 1 by itself"
    )
    assert [row.cells[0] for row in table.rows] == [
        "screen screen-0",
        "Option-2: Criterion-0",
        "Option-1: Criterion-0",
    ]
    assert table.rows[0].cells[3:] == (
        "Option-1 passes, rank 1; Option-0 rank 1 → 2; Option-2 rank 2 → 3",
        "Option-1",
    )
