"""What every piece of a study is: a frozen pydantic model that refuses unknown keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Self, get_args

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
