"""What a command has to say, free of any format: headings, prose, lists and tables, with the data behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from treatyopt.documents.stamp import Stamp
from treatyopt.tables.columns import Head, Listing


class Row(NamedTuple):
    """The cells of a row, one for each column, with a line of detail below them.

    `strong` stands out, `faint` stands back. A `heading` divides the table: the rows that are none stand in under it.
    """

    cells: tuple[Any, ...]
    detail: str | None = None
    strong: bool = False
    faint: bool = False
    heading: bool = False


class Table(NamedTuple):
    """Rows under columns, with an optional caption; `detail` names what the rows' details are."""

    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    caption: str | None = None
    detail: str = "detail"
    headed: bool = True


class Mark(NamedTuple):
    """A point of a picture that has a name: a letter there, the name in its legend."""

    x: float
    y: float
    letter: str
    name: str


class Picture(NamedTuple):
    """Points over two axes that cross at zero: marks with names, and dots without; `dotted` says what they are."""

    caption: str
    across: str
    up: str
    marks: tuple[Mark, ...]
    dots: tuple[tuple[float, float], ...] = ()
    dotted: str = ""


class Heading(NamedTuple):
    """The title line, with a remark at its right."""

    text: str
    aside: str = ""


class Prose(NamedTuple):
    """A paragraph, opened by the words of its `lead`, which stand out.

    `hint` is a sentence more for those who can type commands, and left out of pages.
    """

    text: str
    faint: bool = False
    hint: str = ""
    lead: str = ""

    @property
    def whole(self) -> str:
        """The paragraph with its hint, without its lead."""
        return f"{self.text} {self.hint}".rstrip()


class Items(NamedTuple):
    """A list of short paragraphs, each opened by a lead of its own or none."""

    items: tuple[Prose, ...]


class Next(NamedTuple):
    """The natural next command; shown on a terminal only."""

    command: str


Block = Heading | Prose | Items | Table | Picture | Next


class Deferred(Mapping[str, Any]):
    """Data that are made when they are first asked for: what is shown on a screen needs none."""

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Any]:
        return self._make()

    def __getitem__(self, key: str) -> Any:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True, slots=True)
class Document:
    """All a command says: blocks for people, `data` for JSON, and the listing whose records are its CSV.

    The stamp says what it was made of and how; screens and CSV leave it out.
    """

    data: Mapping[str, Any]
    blocks: tuple[Block, ...]
    listing: Listing
    stamp: Stamp | None = None

    @property
    def signed(self) -> tuple[Block, ...]:
        """The blocks with the stamp as the last paragraph, for files that hold no more of it than its sentence."""
        return self.blocks if self.stamp is None else (*self.blocks, Prose(self.stamp.sentence, faint=True))
