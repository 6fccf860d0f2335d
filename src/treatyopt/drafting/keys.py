"""The keys of a study file, read off the models: which there are, and which cannot be left out."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic.fields import FieldInfo

from treatyopt.study.base import Record, record_in
from treatyopt.study.fields import DERIVED, Completing, Declares
from treatyopt.study.records import Passage


def records(model: type[Record]) -> Iterator[tuple[type[Record], Completing | None]]:
    """Every kind of record that is written inside another, at any depth, with what completes it."""
    for field in written(model).values():
        inner = record_in(field.annotation)
        if inner is not None and inner is not Passage:  # which is written as its gist alone
            yield inner, next((mark.complete for mark in field.metadata if isinstance(mark, Declares)), None)
            yield from records(inner)


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
