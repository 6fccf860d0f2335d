"""The keys of a study file: each says what it means, and what follows where it is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from treatyopt.drafting.described import DESCRIBED
from treatyopt.drafting.keys import records, wanted, written
from treatyopt.errors import FileProblem
from treatyopt.study.base import Record
from treatyopt.study.load import load
from treatyopt.study.model import Study
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


STUDY = """\
criteria:
  cost: {scale: {unit: EUR m, worst: 90, best: 20}}
options:
  bridge: {scores: {cost: {score: 40}}}
  tunnel: {scores: {cost: 75}}
profiles:
  towns: {points: {cost: 100}}
screens:
  cheap: {criterion: cost, maximum: 60}
"""


@pytest.mark.parametrize(
    ("beside", "key", "value"),
    [
        ("score: 40", "performance", "40"),
        ("score: 40", "performances", "[30, 50]"),
        ("score: 40", "bends", "[[0.5, 20]]"),
        ("points: {cost: 100}", "assumed", "true"),
        ("maximum: 60", "limits", "[0, 60]"),
        ("maximum: 60", "unit", "kg"),
    ],
)
def test_what_is_worked_out_cannot_be_written(beside: str, key: str, value: str, tmp_path: Path) -> None:
    """In a file it is an unknown key; what a program has written out holds it, and is read."""
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    assert Study.model_validate(load(path).to_dict()) == load(path)
    path.write_text(STUDY.replace(beside, f"{beside}, {key}: {value}"))
    with pytest.raises(FileProblem, match=rf"\.{key}: unknown key"):
        load(path)
