"""Studies of many options and criteria: no work is done in vain, and what is too long to read is counted, not lost."""

from __future__ import annotations

from treatyopt.documents.blocks import Deferred


def test_data_are_made_once_and_only_when_asked_for() -> None:
    """A document for a screen makes none; one for JSON makes them once."""
    made: list[str] = []

    def make() -> dict[str, int]:
        made.append("made")
        return {"a": 1}

    data = Deferred(make)
    assert not made
    assert {**data} == {"a": 1}
    assert (len(data), list(data)) == (1, ["a"])
    assert made == ["made"]
