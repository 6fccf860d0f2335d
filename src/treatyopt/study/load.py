"""Find, read and check a study file; every problem is reported with its file and line, all at once."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, nearest, pointed, printable
from treatyopt.study.base import Origin, Record, record_in
from treatyopt.study.fields import DERIVED, IN_A_FILE, PAIRS
from treatyopt.study.forms import Ids, example_at
from treatyopt.study.model import Study
from treatyopt.study.rules import declared
from treatyopt.study.statements import ABOUT, OVER, SAY
from treatyopt.study.yamlfile import Mapped, contents, decoded, locate, parse, stays_text, take_as_written

R = TypeVar("R", bound=Record)


# The endings of files that hold tables, and what is said of one in the place of a study.
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
IS_A_TABLE = "is a table and no study, which is text in YAML; a study can be begun with a table"


def default_path() -> Path:
    """The study that comes with treatyopt: beside the installed package, or in the checkout it was installed from."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data" / "options.yaml"
    return installed if installed.is_file() else package.parents[1] / "data" / "options.yaml"


def load(path: str | os.PathLike[str] | None = None) -> Study:
    """Read and check a study file; without a path, the study that comes with treatyopt.

    Raises FileProblem, whose `problems` give file, line, place and fault of everything that is wrong.
    """
    if path is not None and not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"{printable(repr(path))} is not the path of a file")
    file = default_path() if path is None else Path(path)
    raw = contents(file)
    name = printable(str(file), 200)
    if file.suffix.lower() in TABLES:
        raise FileProblem.of(name, IS_A_TABLE)
    document = parse(decoded(raw, str(file)), str(file))
    if not isinstance(document, Mapped):
        what = "is empty" if document is None else "is not a mapping of sections such as options and groups"
        raise FileProblem.of(name, what)
    if _is_weights(document):
        raise FileProblem.of(name, "is a file of weights and no study, which has options and what they score")
    return validated(Study, document, name).read_from(origin_of(file, raw, default_path()), file.parent)


def _is_weights(document: Mapped) -> bool:
    """Whether a document holds points by id or statements on them, and nothing that a study does."""
    rest = [
        key
        for key, value in document.items()
        if isinstance(value, bool) or not isinstance(value, (int, float))
    ]
    return bool(document) and not {*rest} - {SAY, OVER, *ABOUT}


def origin_of(file: Path, raw: bytes, ours: Path) -> Origin:
    """The name of a file, without the folders of the machine that it is on, and the hash of what it held.

    `ours` is the one that comes with treatyopt.
    """
    bundled = file.resolve() == ours.resolve()
    return Origin(printable(file.name), bundled, hashlib.sha256(raw).hexdigest())


def validated(model: type[R], document: Mapped, name: str) -> R:
    """A record read from a document; FileProblem with the line of everything that is wrong."""
    try:
        return model.model_validate(document, context=IN_A_FILE)
    except ValidationError as error:
        if _taken_as_written(model, error, document):
            return validated(model, document, name)
        ids = declared(document)
        found = [_problem(model, each, document, name, ids) for each in error.errors(include_url=False)]
        ordered = sorted(set(found), key=lambda each: (each.line or 0, each.path, each.message))
        raise FileProblem(ordered) from None


def _taken_as_written(model: type[Record], error: ValidationError, document: Mapped) -> bool:
    """Put the text that was written wherever text is wanted and YAML reads a number, true or false: `date: 1996`."""
    places = {_without_sides(model, each["loc"]) for each in error.errors() if each["type"] == "string_type"}
    return sum(take_as_written(document, place) for place in places) > 0


def _problem(model: type[Record], error: Any, document: Mapped, name: str, ids: Ids) -> Problem:
    path, line = locate(document, _without_sides(model, error["loc"]))
    return Problem(name, line, path, _message(model, error, ids))


@cache
def _paired(model: type[Record]) -> frozenset[str]:
    """The fields, of a model and the records in it, that are validated as (key, value) pairs."""
    found = {name for name, field in model.model_fields.items() if PAIRS[0] in field.metadata}
    for field in model.model_fields.values():
        inner = record_in(field.annotation)
        found |= _paired(inner) if inner is not None else set()
    return frozenset(found)


def _without_sides(model: type[Record], loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A place without the sides of pairs: each index there is followed by the side of the pair."""
    kept: list[str | int] = []
    in_pairs, side = False, False
    for step in loc:
        if isinstance(step, str):
            in_pairs, side = step in _paired(model), False
        if not (in_pairs and side):
            kept.append(step)
        side = in_pairs and isinstance(step, int) and not side
    return tuple(kept)


def _message(model: type[Record], error: Any, ids: Ids) -> str:
    kind, loc, given = error["type"], error["loc"], error["input"]
    if kind == "study":
        return str(error["msg"])
    if kind == "missing":
        return f"{loc[-1]} is missing"
    if kind == "extra_forbidden":
        return _unknown_key(model, loc)
    if kind in _EXPECTED:
        such = _such_as(model, loc, given, ids) if kind in _GATHERED else ""
        return f"must be {_EXPECTED[kind]}{such}{_but_is(given)}"
    text = str(error["msg"])
    text = text.removeprefix("Input should be ").removeprefix("Value error, ")
    return f"must be {text}{_but_is(given)}" if text != error["msg"] else text


_EXPECTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "mapping_expected": "a mapping",
    "finite_number": "a finite number",
}
# What is written in brackets, of which a message gives an example.
_GATHERED = frozenset({"tuple_type", "model_type", "model_attributes_type", "mapping_expected"})


def _such_as(model: type[Record], loc: tuple[str | int, ...], given: Any, ids: Ids) -> str:
    example = example_at(model, loc, given, ids)
    return f", such as {example}" if example else ""


def _but_is(given: Any) -> str:
    if isinstance(given, (dict, list, tuple)):
        return ""
    if given is None:
        return ", but nothing is given"
    if not isinstance(given, str):
        return f", not {printable(str(given), 40)}"
    text = f", not the text {printable(given, 40)!r}"
    return f"{text}{pointed(given)}" if stays_text(given) else f"{text}; remove the quotes"


def _unknown_key(model: type[Record], loc: tuple[str | int, ...]) -> str:
    known = _known_keys(model, loc)
    near = nearest(str(loc[-1]), known)
    return "unknown key" + (f"; did you mean {near}?" if near else f"; known: {', '.join(known)}")


def _known_keys(root: type[Record], loc: tuple[str | int, ...]) -> list[str]:
    """The keys of the record that a place is in, read off the models themselves."""
    model = root
    for step in loc[:-1]:
        by_alias = {field.alias or name: field for name, field in model.model_fields.items()}
        if isinstance(step, str) and step in by_alias:
            model = record_in(by_alias[step].annotation) or model
    return [
        field.alias or name
        for name, field in model.model_fields.items()
        if (name != "id" or model is root) and DERIVED not in field.metadata
    ]
