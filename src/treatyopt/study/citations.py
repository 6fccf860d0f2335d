"""What rests on each passage of the source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from treatyopt.study.base import Record
from treatyopt.study.fields import Declares
from treatyopt.study.parties import Party
from treatyopt.study.parts import Parts
from treatyopt.study.records import Assessment


def citations(study: Parts) -> dict[str, tuple[str, ...]]:
    """For every locator, what cites it: dotted paths into the study, scores as option.criterion."""
    uses: dict[str, list[str]] = {passage.id: [] for passage in study.passages}
    for path, cites in citing(study):
        for cite in cites:
            uses[cite].append(path)
    return {locator: tuple(paths) for locator, paths in uses.items()}


def citing(record: Record, parent: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whatever may cite, in a record and in what it holds, with what it cites; its kind is what its field declares."""
    for part, field in type(record).model_fields.items():
        kinds = [mark.kind for mark in field.metadata if isinstance(mark, Declares)]
        for kind, each in product(kinds, getattr(record, part) if kinds else ()):
            if isinstance(each, Record):
                id = str(getattr(each, "id", ""))
                own = f"{parent}.{id}" if isinstance(each, Assessment) else id
                yield f"{kind} {own}", getattr(each, "cites", ())
                yield from citing(each, id)
    if isinstance(record, Party):
        for (option, criterion), each in record.own.items():
            yield f"score {record.id}:{option}.{criterion}", each.cites
