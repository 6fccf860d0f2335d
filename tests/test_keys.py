"""The keys of a study file: each says what it means, and what follows where it is left out."""

from __future__ import annotations

import pytest

from treatyopt.drafting.described import DESCRIBED
from treatyopt.drafting.keys import records, wanted, written
from treatyopt.study.base import Record
from treatyopt.study.parts import Parts
from treatyopt.study.records import Option, Passage
from treatyopt.study.scales import ENDS, Scale

OWN = dict(records(Parts))
KINDS = [Parts, *OWN]


@pytest.mark.parametrize("model", [*KINDS, Passage], ids=lambda model: model.__name__)
def test_every_key_that_is_written_is_described_and_no_other(model: type[Record]) -> None:
    """What is worked out when a study is read is no key; the ends of a scale are keys without a field."""
    beside = ENDS if model is Scale else ()
    assert list(DESCRIBED[model]) == [*written(model), *beside]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_what_can_be_left_out_says_what_then_follows(model: type[Record]) -> None:
    """And what cannot says nothing of it; points of a scale can, where it has its ends."""
    needed = set(wanted(model, OWN.get(model))) - {"points"}
    assert {key for key, each in DESCRIBED[model].items() if not each.without} == needed


def test_what_is_filled_in_need_not_be_written() -> None:
    """A name and a title of an option are made of its id; its scores are nowhere else to be had."""
    assert wanted(Option, None) == ["name", "title", "scores"]
    assert wanted(Option, OWN[Option]) == ["scores"]
