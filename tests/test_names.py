"""Ids made from names in any script, and which names can be taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt.drafting.names import fault_of, identified


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["No Treaty", "Côte d’Azur", "Łódź & Tromsø"], ["no-treaty", "cote-dazur", "lodz-tromso"]),
        (["Мир", "方案", "2 lanes"], ["option-1", "option-2", "option-2-lanes"]),
        (["Plan A!", "Plan A?", "option-4", "計画"], ["plan-a", "option-2", "option-4", "option-4-2"]),
    ],
)
def test_ids_are_made_of_names_in_any_script(names: list[str], ids: list[str]) -> None:
    """Marks are dropped; where nothing is left, or the id is used, it is the position."""
    assert [each.id for each in identified("option", names)] == ids


@MANY
@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=70), max_size=6))
def test_ids_are_ids_and_each_its_own(names: list[str]) -> None:
    """Whatever the names are."""
    ids = [each.id for each in identified("option", names, {"a"})]
    assert len(set(ids) | {"a"}) == len(names) + 1
    assert [id for id in ids if not (id[0].isalpha() and id.isascii() and len(id) <= 60)] == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Côte d’Azur", None),
        ("", "must not be empty"),
        ("x" * 101, "a name has at most 100 characters; this has 101"),
        ("a\u202eb", "the invisible character U+202E is not allowed in text"),
    ],
)
def test_what_a_study_cannot_take_for_a_name_is_told(name: str, fault: str | None) -> None:
    """As the study itself would say it."""
    assert fault_of(name) == fault
