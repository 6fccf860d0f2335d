"""Which of several conflicts is named: the smallest, and of those as small the first in the order asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from treatyopt.bargaining.requirements import Demand, Possible, smallest

Asked = tuple[Demand, ...]


def asked(ids: str) -> Asked:
    """A demand for each letter."""
    return tuple(Demand("require", id) for id in ids)


def conflicting(*conflicts: str) -> tuple[list[Asked], Possible]:
    """What is asked whether it can hold, and a rule under which only these conflicts cannot."""
    tried: list[Asked] = []

    def possible(some: Sequence[Demand]) -> bool:
        tried.append(tuple(some))
        held = {each.id for each in some}
        return not any(set(conflict) <= held for conflict in conflicts)

    return tried, possible


@pytest.mark.parametrize(
    ("conflicts", "named"),
    [
        (("abc", "de"), "de"),
        (("ab", "cde"), "ab"),
        (("abcde",), "abcde"),
        (("cd", "f"), "f"),
        (("de", "bf"), "bf"),
        (("af", "bc"), "af"),
        (("",), ""),
    ],
)
def test_the_smallest_conflict_is_named(conflicts: tuple[str, ...], named: str) -> None:
    """Of several conflicts the one with the fewest demands, and of those as small the first in the order asked."""
    _, possible = conflicting(*conflicts)
    assert smallest(asked("abcdef"), possible) == asked(named)


def test_nothing_larger_is_tried_once_a_conflict_is_found() -> None:
    """With a conflict of one demand no pair is looked at."""
    tried, possible = conflicting("b", "cd")
    assert smallest(asked("abcd"), possible) == asked("b")
    assert tried == [(), asked("a"), asked("b")]


def test_of_very_many_demands_none_of_those_named_can_be_left_out() -> None:
    """Beyond what can be searched the conflict named may not be the smallest, but nothing in it is idle."""
    many = tuple(Demand("require", f"o{i}") for i in range(100))
    wanted = {many[i] for i in (3, 50, 97)}

    def possible(some: Sequence[Demand]) -> bool:
        return not wanted <= set(some)

    assert smallest(many, possible) == (many[3], many[50], many[97])


def test_the_search_among_many_demands_is_bounded() -> None:
    """Ninety demands are searched one by one and in no pairs, then thinned out."""
    many = tuple(Demand("require", f"o{i}") for i in range(90))
    tried = 0

    def possible(some: Sequence[Demand]) -> bool:
        nonlocal tried
        tried += 1
        return len(some) < 90

    assert smallest(many, possible) == many
    assert tried == 1 + 90 + 90


def test_pairs_are_searched_among_fewer_demands() -> None:
    """Of 88 demands every pair is looked at, so that a pair is found before three that none can be left out of."""
    many = tuple(Demand("require", f"o{i}") for i in range(88))
    small, large = {many[0], many[1]}, set(many[60:63])

    def possible(some: Sequence[Demand]) -> bool:
        return not (small <= set(some) or large <= set(some))

    assert smallest(many, possible) == (many[0], many[1])


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        (Demand("require", "x"), "requiring x"),
        (Demand("exclude", "x"), "excluding x"),
        (Demand("exclude-if", "x"), "excluding all that suppose x"),
        (Demand("exclude-kind", "x"), "excluding all of kind x"),
        (Demand("screen", "x"), "passing the screen x"),
    ],
)
def test_a_demand_reads_as_what_was_asked(demand: Demand, words: str) -> None:
    """Each kind of demand has its own words."""
    assert str(demand) == words
