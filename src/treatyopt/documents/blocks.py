"""What a command has to say, free of any format: headings, prose and tables, with the data behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "number", "signed", "percent", "bar"]


class Column(NamedTuple):
    """A column: `key` names it in CSV, `label` for people.

    `lead` columns open a row where a table must be stacked; `fold` text may wrap; a column that is not
    `shown` is in CSV only. Numbers keep all their digits in CSV. A bar column holds drawings at most `width`
    wide, for terminals; other formats leave it out.
    """

    key: str
    label: str
    kind: Kind = "text"
    digits: int = 1
    lead: bool = False
    fold: bool = False
    shown: bool = True
    width: int = 10


class Bar(NamedTuple):
    """A bar: `size` 0-1 of the full length; hollow for what does not count."""

    size: float
    solid: bool = True


class Reach(NamedTuple):
    """A stretch of a scale from 0 to 1, with a mark on it."""

    low: float
    high: float
    mark: float


# How the parts of a stack are told apart in characters, which a legend names.
SHADES = "█▓▒░"


class Stack(NamedTuple):
    """Parts of a whole, side by side; they sum to 1."""

    parts: tuple[float, ...]


Drawing = Bar | Reach | Stack


class Row(NamedTuple):
    """The cells of a row, with a line of detail below them; `strong` stands out, `faint` stands back."""

    cells: tuple[Any, ...]
    detail: str | None = None
    strong: bool = False
    faint: bool = False


class Table(NamedTuple):
    """Rows under columns, with an optional caption; `detail` names what the rows' details are."""

    columns: tuple[Column, ...]
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
    """A paragraph; `hint` is a sentence more for those who can type commands, and left out of pages."""

    text: str
    faint: bool = False
    hint: str = ""

    @property
    def whole(self) -> str:
        """The paragraph with its hint."""
        return f"{self.text} {self.hint}".rstrip()


class Next(NamedTuple):
    """The natural next command; shown on a terminal only."""

    command: str


Block = Heading | Prose | Table | Picture | Next


@dataclass(frozen=True, slots=True)
class Document:
    """All a command says: blocks for people, `data` for JSON, `records` for CSV (the first table if None)."""

    data: Mapping[str, Any]
    blocks: tuple[Block, ...]
    records: Table | None = None

    @property
    def table(self) -> Table:
        """The table that CSV holds."""
        if self.records is not None:
            return self.records
        return next(block for block in self.blocks if isinstance(block, Table))
