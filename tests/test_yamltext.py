"""Writing YAML with comments: what is written is read back, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt.drafting.yamltext import Body, Entry, Note, inline, written
from treatyopt.study.yamlfile import parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**17), 10**17)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=6,
)


def bodied(data: dict[str, Any]) -> Body:
    """A mapping as entries, each with comments that quote its key; notes stand between them."""
    items = [
        Entry(key, bodied(each) if isinstance(each, dict) else each, (f"of {key}",), f"as {key}", bool(key))
        for key, each in data.items()
    ]
    return Body((*items, Note(tuple(data))))


@MANY
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    """Texts, numbers, truths, nothing, lists and mappings come back; comments, whatever they quote, do not."""
    assert parse(written(bodied(data)), "f") == data


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Grün und 方案 (2)", "Grün und 方案 (2)"),
        ("70", '"70"'),
        ("null", '"null"'),
        ("a: b", '"a: b"'),
        ('say "no"', '"say \\"no\\""'),
        ("- a", '"- a"'),
        ("a #b", '"a #b"'),
        ("%", '"%"'),
        ("a\u2028b\t\U000e0001", '"a\\u2028b\\x09\\U000E0001"'),
        (70.0, "70"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        ({"unit": "EUR m", "points": [[0, 100], [50.5, 0]]}, "{unit: EUR m, points: [[0, 100], [50.5, 0]]}"),
    ],
)
def test_a_value_is_written_as_plainly_as_it_can_be(value: Any, text: str) -> None:
    """Names stand without quotes in any script; what YAML would read otherwise has them."""
    assert inline(value) == text


def test_comments_stand_with_what_they_speak_of() -> None:
    """Above an entry, behind its value, and by themselves, in the indentation of the entry."""
    inner = Body((Entry("b", 1, above=("TO DO",), beside="why"), Note(("c: 2",))))
    assert written(Body((Entry("a", inner, apart=True),))) == "\na:\n  # TO DO\n  b: 1  # why\n  # c: 2\n"
