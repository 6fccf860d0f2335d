"""The JSON Schema of a study file as its authors write it, by which editors complete and check one as it is typed.

It is made by walking the fields of the models, and refuses to be made of a field that it does not understand. What only
the validators of a model know stands in `_BESIDE`. What hangs on other parts of a file, that scales are monotone and
which characters a text may not hold are not for a schema to say; and mappings of ids are taken as mappings alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import AfterValidator, AllowInfNan, Strict
from pydantic.fields import FieldInfo

from treatyopt.drafting.described import DESCRIBED
from treatyopt.drafting.keys import records, wanted, written
from treatyopt.study import fields
from treatyopt.study.base import Record
from treatyopt.study.claims import OF_TWO, TEST_KEYS, ClaimTest
from treatyopt.study.fields import FILLED, PAIRS, Completing, Declares, Distinct
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.parts import Parts
from treatyopt.study.profiles import SEVERAL
from treatyopt.study.records import PASSAGES, WRITTEN_BASES, Assessment
from treatyopt.study.scales import ENDS, POINT, Scale
from treatyopt.study.screens import Screen

Schema = dict[str, Any]
Marks = Sequence[Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL: Schema = {"type": "null"}
_NUMBER: Schema = {"type": "number"}
_ID: Schema = {"type": "string", "pattern": f"^{fields.ID_PATTERN}$", "maxLength": fields.MAX_ID}
# A section, and in it a number of letters and digits of any script: no punctuation of ASCII, and nothing that is blank.
_LOCATOR: Schema = {"type": "string", "pattern": f"^{fields.ID_PATTERN}/[^\\x00-/:-@\\[-`{{-\\x7f]+$"}


def _text(most: int) -> Schema:
    """Something to be seen; figures, true and false are taken as they are written, as in `date: 1996`."""
    return {"type": ["string", "number", "boolean"], "pattern": "\\S", "maxLength": most}


def _mark(kind: Any) -> AfterValidator | fields.Refers:
    """The mark by which a kind of text is told from others."""
    found = get_args(kind)[1]
    assert isinstance(found, (AfterValidator, fields.Refers))
    return found


_REFERENCES = (
    fields.CriterionId, fields.GroupId, fields.OptionId, fields.ObligationId, fields.ScreenId, fields.ProfileId,
    fields.PartyId, fields.ConditionId,
)  # fmt: skip
_TEXTS: dict[AfterValidator | fields.Refers, Schema] = {
    _mark(fields.Text): _text(fields.MAX_TEXT),
    _mark(fields.Title): _text(fields.MAX_TITLE),
    _mark(fields.Name): _text(fields.MAX_NAME),
    _mark(fields.Locator): _LOCATOR,
    **{_mark(kind): _ID for kind in (fields.Id, *_REFERENCES)},
}
_PLAIN: dict[Any, Schema] = {float: _NUMBER, int: {"type": "integer"}, bool: {"type": "boolean"}}
_SAYS_NO_MORE = (POINT, AllowInfNan(False), Strict())


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a study file, as the text of a file."""
    found = {
        "$schema": DIALECT,
        "title": "A study of treatyopt",
        **_record(Parts, None),
        "$defs": {model.__name__: _record(model, own) for model, own in dict(records(Parts)).items()},
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _record(model: type[Record], complete: Completing | None) -> Schema:
    own = _OWN.get(model, {})
    keys = {
        key: own.get(key) or _of(field.annotation, field.metadata) for key, field in written(model).items()
    }
    described = DESCRIBED[model]
    found: Schema = {
        "type": "object",
        "properties": {
            key: {"description": described[key].hover, **each} for key, each in {**keys, **own}.items()
        },
        "additionalProperties": False,
    }
    if required := [key for key in wanted(model, complete) if key not in _INSTEAD.get(model, ())]:
        found["required"] = required
    return {**found, **_BESIDE.get(model, {})}


def _of(kind: Any, marks: Marks = ()) -> Schema:
    """What a value of an annotation may be, given the marks of its field."""
    if get_origin(kind) is Annotated:
        kind, *inner = get_args(kind)
        return _of(kind, [*inner, *marks])
    if get_origin(kind) in (Union, UnionType):
        (one,) = (each for each in get_args(kind) if each is not type(None))
        return _or_null(_of(one, marks))
    if get_origin(kind) is tuple:
        return _sequence(get_args(kind), marks)
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, Record):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _limited({} if kind is str else dict(_PLAIN[kind]), marks)


def _or_null(found: Schema) -> Schema:
    if isinstance(found.get("type"), str):
        return {**found, "type": [found["type"], "null"]}
    return {**found, "type": [*found["type"], "null"]} if "type" in found else {"anyOf": [found, _NULL]}


def _sequence(parts: tuple[Any, ...], marks: Marks) -> Schema:
    """A sequence as it is written: a mapping of ids, of pairs or of locators, or a list."""
    declares = next((mark for mark in marks if isinstance(mark, Declares)), None)
    least = {"minProperties": 1} if FILLED in marks else {}
    if PASSAGES[0] in marks:
        gist = parts[0].model_fields["gist"]
        gists = _of(gist.annotation, gist.metadata)
        return {"type": "object", "propertyNames": _LOCATOR, "additionalProperties": gists}
    if PAIRS[0] in marks:
        key, value = get_args(parts[0])
        return {"type": "object", "propertyNames": _of(key), "additionalProperties": _of(value)}
    if declares is not None:
        id = parts[0].model_fields["id"]
        bodies = [*_short(parts[0], declares.complete), _of(parts[0])]
        body = {"anyOf": bodies} if len(bodies) > 1 else bodies[0]
        return {
            "type": "object",
            "propertyNames": _of(id.annotation, id.metadata),
            "additionalProperties": body,
            **least,
        }
    return _list(parts, marks)


def _list(parts: tuple[Any, ...], marks: Marks) -> Schema:
    if parts[-1] is not ...:
        return _pair([_of(each) for each in parts], marks)
    found: Schema = _limited({"type": "array", "items": _of(parts[0])}, [m for m in marks if m != SEVERAL])
    return {"anyOf": [{**_of(parts[0]), "type": "string"}, found]} if SEVERAL in marks else found


def _pair(parts: list[Schema], marks: Marks) -> Schema:
    """A list of just so many, said so that editors that know drafts before `prefixItems` take it too."""
    alike = parts[0] if parts.count(parts[0]) == len(parts) else _NUMBER
    found: Schema = {"type": "array", "items": alike, "minItems": len(parts), "maxItems": len(parts)}
    if alike is not parts[0]:
        found["prefixItems"] = parts
    return _limited(found, marks)


def _limited(found: Schema, marks: Marks) -> Schema:
    """A schema with what the marks of a field add; TypeError for a mark that is not understood."""
    for mark in marks:
        if isinstance(mark, Ge):
            found["minimum"] = mark.ge
        elif isinstance(mark, Le):
            found["maximum"] = mark.le
        elif mark == FILLED:
            found["minItems"] = 1
        elif mark == Distinct:
            found["uniqueItems"] = True
        elif isinstance(mark, (AfterValidator, fields.Refers)) and mark in _TEXTS:
            found |= _TEXTS[mark]
        elif mark not in _SAYS_NO_MORE:
            raise TypeError(f"what {mark!r} asks of a value is not known to the schema")
    return found


def _short(model: type[Record], complete: Completing | None) -> Iterator[Schema]:
    """What may stand under an id in place of a record: null, or the one field that a text or a figure is taken for."""
    if complete is None:
        return
    own, seen = _OWN.get(model, {}), []
    for probe in ("text", 1.5, None):
        body = complete("id", probe)
        if not isinstance(body, Mapping):
            continue
        taken = next((key for key in body if probe is not None and body[key] == probe), None)
        found = _NULL if taken is None else own.get(taken) or _of_text(written(model)[taken])
        if found not in seen:
            seen.append(found)
            yield found


def _of_text(field: FieldInfo) -> Schema:
    """What a field may be where figures are not taken as text, as under an id."""
    return {**_of(field.annotation, field.metadata), "type": "string"}


_NOT_KNOWN: Schema = {"enum": [UNKNOWN, None]}
_SCORE: Schema = {"anyOf": [_NUMBER, _NOT_KNOWN]}
# What the validators of a model make of a field, or take beside its fields: written out, by model and key.
_OWN: dict[type[Record], dict[str, Schema]] = {
    Assessment: {
        "score": _SCORE,
        "range": _or_null(_pair([_NUMBER, _NUMBER], ())),
        "basis": {"enum": list(WRITTEN_BASES)},
    },
    Scale: dict.fromkeys(ENDS, _NUMBER),
}
# What takes the place of a required key.
_INSTEAD: dict[type[Record], tuple[str, ...]] = {Scale: ("points",)}


def _some(*keys: str, **each: Schema) -> Schema:
    """That these keys are given, and of this kind."""
    return {"required": list(keys), "properties": {key: each.get(key, {}) for key in keys}}


def _of_test(test: str, keys: set[str]) -> Schema:
    others = sorted(set(written(ClaimTest)) - keys - {"test"})
    each: Schema = {**{key: {"not": _NULL} for key in sorted(keys)}, **dict.fromkeys(others, _NULL)}
    if test in OF_TWO:
        each["options"] = {"minItems": 2, "maxItems": 2}
    return {
        "if": _some("test", test={"const": test}),
        "then": {"required": sorted(keys), "properties": each},
    }


_LIKE_UNKNOWN = {"if": _some("score", score=_NOT_KNOWN), "then": {"properties": {"range": _NULL}}}
_STATED = {"if": _some("basis", basis={"const": "stated"}), "then": _some("cites", cites={"minItems": 1})}
_BESIDE: dict[type[Record], Schema] = {
    Parts: {"anyOf": [_some(key, **{key: {"minProperties": 1}}) for key in ("criteria", "groups")]},
    Assessment: {"allOf": [_LIKE_UNKNOWN, _STATED]},
    Scale: {
        "oneOf": [
            {**_some(*ENDS), "not": {"required": ["points"]}},
            {
                **_some("points", points={"minItems": 2}),
                "not": {"anyOf": [{"required": [key]} for key in ENDS]},
            },
        ]
    },
    Screen: {"anyOf": [_some(end, **{end: _NUMBER}) for end in ("minimum", "maximum")]},
    ClaimTest: {"allOf": [_of_test(test, keys) for test, keys in TEST_KEYS.items()]},
}
