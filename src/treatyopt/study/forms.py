"""How a field of a study file is written, by an example read off the models: what a message shows as the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Le

from treatyopt.study.base import Record
from treatyopt.study.fields import DERIVED, ID_PATTERN, PAIRS, Declares, Refers

Ids = Mapping[str, Sequence[str]]
_MOST_GRADE = 10  # a number that goes no further is a grade; of others the example is a middling one
_NAMES = ("name", "title")  # which may be made of ids
_DEPTH = 3  # how deep an example goes into records


def example_at(model: type[Record], loc: Sequence[str | int], given: Any, ids: Ids) -> str:
    """What could stand at a place of a document of this model, in one line of YAML; nothing where there is none.

    Ids are those of `given`, what stands there, as far as it names any that are declared; else the last declared.
    """
    kind = _at(model, loc)
    return "" if kind is None else _Examples(ids, _texts(given)).of(kind, _DEPTH)


def _texts(given: Any) -> list[str]:
    return [
        each for each in (given if isinstance(given, (list, tuple)) else [given]) if isinstance(each, str)
    ]


def _at(kind: Any, loc: Sequence[str | int]) -> Any:
    """The type, with its marks, of what stands at a place; None where the place is in no model."""
    for step in loc:
        bare, _ = _apart(kind)
        if isinstance(step, str):
            field = _fields(bare).get(step)
            if field is None:
                return None
            kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        elif get_origin(bare) is tuple:
            parts = [each for each in get_args(bare) if each is not Ellipsis]
            kind = parts[step] if len(parts) > step and not _repeats(bare) else parts[0]
        else:
            return None
    return kind


def _repeats(bare: Any) -> bool:
    return get_args(bare)[-1:] == (Ellipsis,)


def _fields(bare: Any) -> dict[str, Any]:
    if not (isinstance(bare, type) and issubclass(bare, Record)):
        return {}
    return {field.alias or name: field for name, field in bare.model_fields.items()}


def _apart(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type and its marks, what may be missing set aside."""
    marks: tuple[Any, ...] = ()
    while get_origin(kind) in (Annotated, Union, UnionType):
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            marks = (*marks, *more)
        else:
            kind = next(each for each in get_args(kind) if each is not type(None))
    return kind, marks


class _Examples:
    """Examples of types, with the ids that a document declares; those that were given are taken first."""

    def __init__(self, ids: Ids, given: Sequence[str]) -> None:
        self._ids = ids
        self._given = given

    def of(self, kind: Any, depth: int) -> str:
        bare, marks = _apart(kind)
        mark = next((each for each in marks if isinstance(each, Declares)), None)
        if isinstance(bare, type) and issubclass(bare, Record):
            return self._record(bare, depth)
        if get_origin(bare) is tuple:
            return self._several(bare, marks, mark, depth)
        if get_origin(bare) is Literal:
            return str(get_args(bare)[0])
        if bare in (int, float):
            most = next((each.le for each in marks if isinstance(each, Le)), None)
            return f"{most:g}" if isinstance(most, (int, float)) and most <= _MOST_GRADE else "50"
        refers = next((each.kind for each in marks if isinstance(each, Refers)), None)
        return "..." if refers is None else self._id(refers)

    def _several(self, bare: Any, marks: Sequence[Any], mark: Declares | None, depth: int) -> str:
        """A mapping, of ids to records or of pairs, or a list."""
        inside = get_args(bare)
        item, _ = _apart(inside[0])
        if mark is not None and isinstance(item, type) and issubclass(item, Record):
            return f"{{{self._key(item, mark)}: {self._body(item, mark, depth)}}}"
        if PAIRS[0] in marks:
            key, value = get_args(item)
            named = self.of(key, depth)
            return f"{{{'some-id' if named == '...' else named}: {self.of(value, depth)}}}"
        if len(inside) == 2 and {_apart(each)[0] for each in inside} == {float}:
            return "[40, 60]"
        shown = inside[:1] if _repeats(bare) else inside
        return f"[{', '.join(self.of(each, depth) for each in shown)}]"

    def _key(self, item: type[Record], mark: Declares) -> str:
        _, marks = _apart(_at(item, ["id"]))
        refers = next((each.kind for each in marks if isinstance(each, Refers)), None)
        if refers is not None:
            return self._id(refers)
        return next((each for each in self._given if re.fullmatch(ID_PATTERN, each)), f"some-{mark.kind}")

    def _body(self, item: type[Record], mark: Declares, depth: int) -> str:
        """What stands under an id: a figure or a text alone where that is enough, else the record."""
        for short, shown in ((50.0, "50"), ("...", "...")):
            if mark.complete is not None and isinstance(mark.complete("id", short), Mapping):
                return shown
        return self._record(item, depth, mark)

    def _record(self, item: type[Record], depth: int, mark: Declares | None = None) -> str:
        """A record with the keys that cannot be left out, or with its first where all can."""
        if not depth:
            return "{...}"
        fields = {
            key: each for key, each in _fields(item).items() if key != "id" and DERIVED not in each.metadata
        }
        needed = [key for key, each in fields.items() if each.is_required()] or list(fields)[:1]
        if mark is not None and mark.complete is not None:
            filled = mark.complete("id", dict.fromkeys(set(needed) - set(_NAMES), 0.0))
            needed = [key for key in needed if key not in filled or key not in _NAMES] or ["name"]
        inner = (f"{key}: {self.of(_at(item, [key]), depth - 1)}" for key in needed)
        return f"{{{', '.join(inner)}}}"

    def _id(self, kind: str) -> str:
        """An id of this kind: one that was given if it is declared, else the last; the first may be a baseline."""
        known = self._ids.get(kind, ())
        meant = [each for each in self._given if each in known]
        return next(iter([*meant, *known[-1:]]), "SECTION/NUMBER" if kind == "locator" else f"some-{kind}")
