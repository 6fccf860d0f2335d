"""What every piece of a study is: a frozen pydantic model that refuses unknown keys."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self, get_args

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class Record(BaseModel):
    """A frozen piece of a study; unknown keys are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,  # one schema is built, the study's; building each record's own costs time
    )

    def __repr__(self) -> str:
        named = getattr(self, "id", None) or getattr(self, "title", "")
        return f"<{type(self).__name__} {named}>"

    def __str__(self) -> str:
        return repr(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, keyed as in a file: mappings, lists, text, numbers, booleans; what is not given is left out."""
        return self.model_dump(mode="json", exclude_none=True, by_alias=True)

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields replaced, unchecked, and nothing cached carried over."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(self.model_fields_set, **(fields | changes))


class Origin(NamedTuple):
    """Where a record was read: the name of its file, and whether that is the one that comes with treatyopt.

    `sha256` is the hash of the bytes of that file, in hexadecimal, as `sha256sum` gives it.
    """

    file: str | None = None
    bundled: bool = False
    sha256: str | None = None


class FileRecord(Record):
    """What a whole file holds, with where it was read.

    That is no field: it is in no file, and two records that say the same are equal wherever they were read.
    """

    @cached_property
    def origin(self) -> Origin:
        """Where it was read; nowhere, for one that a program made."""
        return Origin()

    @cached_property
    def folder(self) -> Path:
        """The folder that its file lies in, from which files that it names are looked for; told nowhere."""
        return Path()

    def read_from(self, origin: Origin, folder: Path | None = None) -> Self:
        """A copy that says where it was read."""
        copy = super().changed()
        # Where cached_property keeps them; copies and pickles carry them along.
        copy.__dict__.update(origin=origin, folder=folder or Path())
        return copy

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields replaced, unchecked, that keeps where it was read."""
        copy = super().changed(**changes)
        copy.__dict__.update(origin=self.origin, folder=self.folder)
        return copy


def record_in(annotation: Any) -> type[Record] | None:
    """The kind of record that a field holds, one or many; None if it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_in(part))), None)


@cache
def reader_of(model: type[Record], name: str) -> TypeAdapter[Any]:
    """What reads one field by itself: it takes far longer to build than to use, so each is built once."""
    from pydantic import TypeAdapter

    field = model.model_fields[name]
    kind: Any = field.annotation
    return TypeAdapter(Annotated[kind, *field.metadata] if field.metadata else kind)
