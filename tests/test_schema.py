"""The JSON Schema of a study: it says of a file what the models say of its shape."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import PAPER, ROOT
from studies import MANY
from treatyopt.drafting.schema import DIALECT, schema
from treatyopt.errors import FileProblem
from treatyopt.study.fields import ID_PATTERN, MAX_ID, declaring
from treatyopt.study.load import validated
from treatyopt.study.parts import Parts
from treatyopt.study.yamlfile import parse

SCHEMA = json.loads(schema())
VALIDATOR = Draft202012Validator(SCHEMA)

WHOLE = """\
title: A crossing
question: How?
words: {option: route, one: a route, baseline: no bridge}
baseline: ferry
profile: town
source:
  {author: A desk, title: Notes, short: Notes 1, date: 1996, sections: {waters: Waters}, locators: {waters/2a: Wet}}
criteria:
  cost: {scale: {unit: EUR m, worst: 90, best: 20}, cites: [waters/2a]}
  quiet: Quiet at night
  fun:
  speed: {name: speed, asks: "How fast?", feasibility: true, scale: {points: [[1, 0], [2, 30], [4, 100]]}}
groups: {people: {name: People, criteria: {jobs: {zero: none, hundred: all, note: A note}}}}
overlaps: [{criteria: [cost, jobs], reason: Both are money}]
considerations: {form: It is named}
principles: {respect: {says: They respect each other, cites: [waters/2a]}}
conditions: {flood: The river rises}
options:
  ferry: {degree: 0, scores: {cost: 30, quiet: , fun: unknown, speed: 2, jobs: 1}}
  bridge:
    name: Bridge
    title: The bridge
    phrase: a bridge
    degree: 1
    gist: Of stone.
    cites: [waters/2a]
    scores:
      cost: {score: 40, range: [35, 60], basis: inferred, reason: It is long}
      quiet: {score: 20, basis: stated, cites: [waters/2a]}
      fun: {score: unknown}
      speed: 4
      jobs: 2.5
obligations:
  toll: {says: No toll, binds: [town], enters: bridge, burden: 1, moves: {cost: 2}, when: flood}
  watch: {says: A guard, kind: order, basis: judged, binds: [town, owner], enters: bridge, burden: 0, needs: [toll]}
profiles:
  town: {points: {cost: 25, quiet: 25, fun: 0, speed: 25, people: 25}, shares: {people: {jobs: 1}}, reason: Even}
  owner: {say: "cost>=quiet"}
  both: {say: [cost>=quiet, fun<=20%]}
parties: {town: {}, owner: {name: Owner, profile: owner, note: A note}}
screens: {calm: {criterion: quiet, minimum: 10, reason: Sleep}, dear: {criterion: cost, maximum: 80}}
claims:
  best:
    kind: stated
    says: It is quiet.
    cites: [waters/2a]
    tests:
      - {test: highest, option: ferry, criteria: [quiet]}
      - {test: below, option: ferry, criteria: [quiet], limit: 50}
      - {test: increases, options: [ferry, bridge], criteria: [quiet]}
      - {test: fails, option: ferry, screens: [calm]}
      - {test: enter-by, option: bridge, obligations: [toll]}
"""


def of_the_schema(document: Any) -> bool:
    """Whether the schema takes a document."""
    return bool(VALIDATOR.is_valid(document))


class Declared(tuple[str, ...]):
    """All that could be declared: any id, or any locator."""

    __slots__ = ()

    def __contains__(self, id: object) -> bool:
        return re.fullmatch(self[0], str(id)) is not None


ID = f"(?!.{{{MAX_ID + 1}}}){ID_PATTERN}"
KINDS_OF_ID = (
    "section",
    "criterion",
    "group",
    "option",
    "obligation",
    "screen",
    "profile",
    "party",
    "condition",
)
DECLARED = {**dict.fromkeys(KINDS_OF_ID, Declared([ID])), "locator": Declared([f"{ID_PATTERN}/[0-9a-z]+"])}


def of_the_models(document: Any) -> bool:
    """Whether the models take a document, what parts say of each other aside."""
    try:
        with declaring(DECLARED):
            validated(Parts, parse(json.dumps(document), "study.yaml"), "study.yaml")
    except FileProblem:
        return False
    return True


STUDIES = [PAPER, ROOT / "tests" / "river.yaml", *sorted((ROOT / "examples").rglob("*.yaml"))]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_studies_that_are_read_are_taken(path: Path) -> None:
    """The schema is one of its dialect, and takes the paper's study, the tests' and the examples."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert [each.message for each in VALIDATOR.iter_errors(parse(path.read_text("utf-8"), path.name))] == []


def test_every_way_to_write_a_key_is_taken() -> None:
    """Shorthands, scales, statements and tests of claims, by the models and by the schema."""
    document = parse(WHOLE, "study.yaml")
    assert [each.message for each in VALIDATOR.iter_errors(document)] == []
    assert of_the_models(document)


def test_every_key_in_the_schema_has_a_description() -> None:
    """So that an editor can show it, at any depth."""
    keys = [each for record in (SCHEMA, *SCHEMA["$defs"].values()) for each in record["properties"].values()]
    assert len(keys) > 80
    assert [each for each in keys if not each.get("description", "").strip()] == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("question: How?", "questoin: How?"),
        ("title: A crossing", "title: ' '"),
        ("title: A crossing", f"title: {'x' * 201}"),
        ("baseline: ferry", "baseline: The ferry"),
        ("  quiet: Quiet at night", "  quiet: 5"),
        ("  quiet: Quiet at night", "  Quiet: Quiet at night"),
        ("quiet: , fun: unknown", "quiet: loud, fun: unknown"),
        ("quiet: , fun: unknown", "quiet: [80, 95], fun: unknown"),
        ("quiet: , fun: unknown", "quiet: {range: [80, 95]}, fun: unknown"),
        ("fun: {score: unknown}", "fun: {score: unknown, range: [1, 2]}"),
        ("range: [35, 60]", "range: [35]"),
        ("range: [35, 60]", "range: [35, 60, 65]"),
        ("range: [35, 60]", "range: 35-60"),
        ("basis: inferred", "basis: set"),
        ("basis: stated, cites: [waters/2a]", "basis: stated"),
        ("cites: [waters/2a]}\n  quiet", "cites: [2a]}\n  quiet"),
        ("cites: [waters/2a]}\n  quiet", "cites: waters/2a}\n  quiet"),
        ("cites: [waters/2a]}\n  quiet", "cites: [waters/2a, waters/2a]}\n  quiet"),
        ("waters/2a: Wet", "waters/2 a: It flows."),
        ("waters/2a: Wet", "waters/2a: "),
        ("short: Notes 1, ", ""),
        ("worst: 90, best: 20", "worst: 90"),
        ("worst: 90, best: 20", "worst: none, best: 20"),
        ("worst: 90, best: 20", "worst: 90, best: 20, points: [[90, 0], [20, 100]]"),
        ("points: [[1, 0], [2, 30], [4, 100]]", "points: [[1, 0]]"),
        ("points: [[1, 0], [2, 30], [4, 100]]", "points: [[1, 0], [2, 300], [4, 100]]"),
        ("points: [[1, 0], [2, 30], [4, 100]]", "points: [1, 2]"),
        ("feasibility: true", "feasibility: 1"),
        ("degree: 1\n", "degree: 1001\n"),
        ("degree: 1\n", "degree: 1.5\n"),
        ("    gist: Of stone.", "    id: bridge"),
        ("burden: 1,", "burden: 4,"),
        ("burden: 1,", ""),
        ("binds: [town], ", "binds: [], "),
        ("moves: {cost: 2}", "moves: {cost: two}"),
        ("moves: {cost: 2}", "moves: [cost]"),
        ("cost: 25, quiet: 25", "cost: -25, quiet: 25"),
        ("say: [cost>=quiet, fun<=20%]", "say: {cost: quiet}"),
        ("say: [cost>=quiet, fun<=20%]", "say: [cost>=quiet, cost>=quiet]"),
        ("minimum: 10, ", ""),
        ("minimum: 10, ", "minimum: , "),
        ("kind: stated", "kind: inferred"),
        ("test: highest", "test: best"),
        ("criteria: [quiet], limit: 50", "criteria: [quiet]"),
        ("screens: [calm]", "screens: [calm], limit: 5"),
        ("option: ferry, screens: [calm]", "option: , screens: [calm]"),
        ("options: [ferry, bridge], criteria", "options: [bridge], criteria"),
    ],
)  # fmt: skip
def test_what_is_refused_for_its_shape_is_refused_by_the_schema(was: str, now: str) -> None:
    """One fault at a time in a study that is sound without it."""
    assert was in WHOLE
    document = parse(WHOLE.replace(was, now), "study.yaml")
    assert not of_the_models(document)
    assert not of_the_schema(document)


def test_a_study_needs_options_and_criteria() -> None:
    """Criteria stand by themselves or in groups."""
    options = {"options": {"one": {"scores": {}}}}
    assert not of_the_schema(options)
    assert not of_the_schema({**options, "criteria": {}})
    assert not of_the_schema({"criteria": {"cost": None}})
    assert of_the_schema({**options, "criteria": {"cost": None}})


Place = tuple[str | int, ...]


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in a document below its top."""
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, each in below:
        yield (*place, step)
        yield from places(each, (*place, step))


PLAIN = json.loads(json.dumps(parse(WHOLE, "study.yaml")))
POINTS = ("criteria", "speed", "scale", "points")
PLACES = [each for each in places(PLAIN) if each[:4] != POINTS or each == POINTS]  # in them order matters too
# No list is put in place of a mapping, which models take as written out by a program; nor `true`, which can be an id.
VALUES: list[Any] = [
    None, 0, 2, 50.5, -1, 101, "a text", "an-id", "unknown", "stated", "waters/2a", "x" * 101, " ",
    {}, {"an-id": 5}, {"an-id": "a text"}, {"name": "A name"},
]  # fmt: skip
LISTS: list[Any] = [[], [1, 2], [1, 2, 3], ["an-id"], ["an-id", "an-id"], [[1, 0], [2, 100]], [None]]
KEYS = ["id", "name", "title", "note", "score", "unknow", "worst", "criterion", "test"]


def changed(place: Place, how: str, value: Any) -> Any:
    """The study with one place put otherwise, dropped, or with a key beside it."""
    document = copy.deepcopy(PLAIN)
    node = document
    for step in place[:-1]:
        node = node[step]
    if how == "drop":
        del node[place[-1]]
    elif how == "put":
        node[place[-1]] = value
    elif isinstance(node, dict):
        node[how] = value
    return document


@st.composite
def shapes(draw: st.DrawFn) -> Any:
    """A study with one thing changed at any place."""
    place = draw(st.sampled_from(PLACES))
    how = draw(st.sampled_from(["drop", "put", "put", "put", *KEYS]))
    node = PLAIN
    for step in place:
        node = node[step]
    values = VALUES if isinstance(node, dict) or how in KEYS else VALUES + LISTS
    return changed(place, how, draw(st.sampled_from(values)))


@MANY
@given(shapes())
def test_the_schema_takes_a_study_where_the_models_do(document: Any) -> None:
    """Of studies with anything changed: whatever the one takes the other takes, references and order aside."""
    assert of_the_schema(document) == of_the_models(document)
