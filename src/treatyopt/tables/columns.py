"""Columns declared once: the key and the figure for CSV and DataFrames, the head and the cell for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal, NamedTuple

# The mark of what fails a screen.
FAILS = "✗"

Kind = Literal["text", "number", "signed", "percent", "share", "bar"]
Getter = Callable[[Any], Any]


class Head(NamedTuple):
    """A column as people see it: its label, and how its cells are written.

    `lead` columns open a row where a table must be stacked; `fold` text may wrap. A bar column holds drawings at most
    `width` wide, or as wide as there is room for where it `grows`; `parts` names those of its stacks, in their order,
    from which each writer makes a legend of its own.
    """

    label: str = ""
    kind: Kind = "text"
    digits: int = 1
    lead: bool = False
    fold: bool = False
    width: int = 10
    grows: bool = False
    parts: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right, as figures do."""
        return self.kind in ("number", "signed", "percent", "share")


class Bar(NamedTuple):
    """A bar: `size` 0-1 of the full length; hollow for what does not count."""

    size: float
    solid: bool = True


class Reach(NamedTuple):
    """A stretch of a scale from 0 to 1, with a mark on it."""

    low: float
    high: float
    mark: float


class Stack(NamedTuple):
    """Parts side by side, each 0-1 of the full length; they sum to at most 1, and what is left stays blank.

    Hollow for what does not count.
    """

    parts: tuple[float, ...]
    solid: bool = True


Drawing = Bar | Reach | Stack

# How many grounds are told apart, in equal steps of the scale.
STEPS = 8


class Shaded(NamedTuple):
    """A figure on a ground that is fuller the nearer `size` (0-1) is to 1; without a size there is no ground.

    `mark` stands behind the figure, and then its `range`. `strong` stands out, `faint` stands back.
    """

    figure: str
    size: float | None = None
    mark: str = ""
    range: str = ""
    strong: bool = False
    faint: bool = False

    @property
    def step(self) -> int | None:
        """Which of the equal steps of the scale it is on, 0 the lowest; None without a size."""
        return None if self.size is None else min(int(self.size * STEPS), STEPS - 1)

    @property
    def said(self) -> str:
        """All that it says in characters, without the ground."""
        return " ".join(filter(None, (self.figure, self.mark, self.range)))


class Column(NamedTuple):
    """A column of a listing: in data under its key, on screens under its head; one without either is not there.

    Its figure is `of` the row: a function of it or the path of an attribute, by default the attribute named by the
    key. `said` is what people read where that is not the figure itself. The tidy form of a listing without one of its
    own holds the figures of each `measure`.
    """

    key: str | None
    head: Head | None = None
    of: str | Getter | None = None
    said: Getter | None = None
    measure: bool = False

    @property
    def getter(self) -> Getter:
        """What gives a row's figure, unrounded."""
        of = self.of if self.of is not None else str(self.key)
        return attrgetter(of) if isinstance(of, str) else of

    def cell(self, row: Any) -> Any:
        """What people read of a row."""
        return (self.said or self.getter)(row)

    def within(self, part: Getter, prefix: str = "") -> Column:
        """The same column of something that `part` gives of a row, under a key with a prefix."""
        getter, said = self.getter, self.said
        return self._replace(
            key=None if self.key is None else f"{prefix}{self.key}",
            of=lambda row: getter(part(row)),
            said=None if said is None else (lambda row: said(part(row))),
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows, and the columns that show each of them; the first column that is in data tells the rows apart."""

    rows: Sequence[Any]
    columns: tuple[Column, ...]

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns as people see them."""
        return tuple(each.head for each in self.columns if each.head is not None)

    def cells(self, row: Any) -> tuple[Any, ...]:
        """What people read of a row, one cell for each of the heads."""
        return tuple(each.cell(row) for each in self.columns if each.head is not None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the columns in data."""
        return tuple(each.key for each in self.columns if each.key is not None)

    def records(self) -> list[dict[str, Any]]:
        """Every row as data: each figure, unrounded, by its key."""
        held = [(each.key, each.getter) for each in self.columns if each.key is not None]
        return [{key: getter(row) for key, getter in held} for row in self.rows]

    def reading(self, said: Mapping[str, Getter]) -> Listing:
        """The same with what people read in some columns, by key."""
        columns = (each._replace(said=said.get(str(each.key), each.said)) for each in self.columns)
        return replace(self, columns=tuple(columns))

    def plus(self, *columns: Column) -> Listing:
        """The same with more columns at its end."""
        return replace(self, columns=(*self.columns, *columns))


class Forms(NamedTuple):
    """One table of a result: wide, a row for each thing, and tidy (long), a row for each figure or fact."""

    wide: Listing
    long: Listing


def melted(wide: Listing) -> Forms:
    """A listing with its tidy form: a row for each of its measures."""
    index = next(each for each in wide.columns if each.key is not None)
    measures = [each for each in wide.columns if each.measure]
    rows = [(row, each) for row in wide.rows for each in measures]
    columns = (
        Column(index.key, of=lambda pair: index.getter(pair[0])),
        Column("measure", of=lambda pair: pair[1].key),
        Column("value", of=lambda pair: pair[1].getter(pair[0])),
    )
    return Forms(wide, Listing(rows, columns))
