"""What a command has to say, free of any format: headings, prose and tables, with the data behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "number", "signed", "percent", "bar"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it in CSV, `label` for people.

    `lead` columns open a row where a table must be stacked; `fold` text may wrap; a column that is not
    `shown` is in CSV only. Numbers keep all their digits in CSV.
    """

    key: str
    label: str
    kind: Kind = "text"
    digits: int = 1
    lead: bool = False
    fold: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `size` 0-1 of the full length; hollow for what does not count."""

    size: float
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, with a line of detail below them; `strong` stands out, `faint` stands back."""

    cells: tuple[Any, ...]
    detail: str | None = None
    strong: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with an optional caption; `detail` names what the rows' details are."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str | None = None
    detail: str = "detail"
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """The title line, with a remark at its right."""

    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The natural next command; shown on a terminal only."""

    command: str


Block = Heading | Prose | Table | Next


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
