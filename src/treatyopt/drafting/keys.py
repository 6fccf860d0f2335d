"""The keys of a study file, read off the models: which there are, and which cannot be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from treatyopt.study.base import Record, record_in
from treatyopt.study.fields import DERIVED, Completing, Declares
from treatyopt.study.records import Passage


def records(model: type[Record]) -> Iterator[tuple[type[Record], Completing | None]]:
    """Every kind of record that is written inside another, at any depth, with what completes it."""
    for field in written(model).values():
        inner = record_in(field.annotation)
        if inner is not None and inner is not Passage:  # which is written as its gist alone
            yield inner, next(_completing(field.annotation, field.metadata), None)
            yield from records(inner)


def _completing(kind: Any, marks: Iterable[Any]) -> Iterator[Completing | None]:
    """What completes the records of a field, be they at its top or, as what parties score, under pairs of ids."""
    yield from (mark.complete for mark in marks if isinstance(mark, Declares))
    for part in get_args(kind):
        yield from _completing(part, get_args(part)[1:] if get_origin(part) is Annotated else ())


def written(model: type[Record]) -> dict[str, FieldInfo]:
    """The fields of a record that authors write, by their keys in a file; an id is itself a key."""
    return {
        field.alias or name: field
        for name, field in model.model_fields.items()
        if name != "id" and DERIVED not in field.metadata
    }


def wanted(model: type[Record], complete: Completing | None) -> list[str]:
    """The keys of a record that cannot be left out: those that the model requires and nothing fills in."""
    needed = [key for key, field in written(model).items() if field.is_required()]
    if complete is None:
        return needed
    rests = {key: {other: 0.0 for other in needed if other != key} for key in needed}
    return [key for key, rest in rests.items() if key not in complete("id", rest)]
