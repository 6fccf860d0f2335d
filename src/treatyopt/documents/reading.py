"""What a file visibly says, read back: paragraphs and tables under their headings, free of the format it is in."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.errors import printable

_DEEPEST = 10  # headings above something; more are a page that nobody wrote
Path = tuple[str, ...]  # the headings that something stands under, outermost first


class Computed(str):
    """A text that a formula of the file comes to, and nobody typed."""

    __slots__ = ()


class Passage(NamedTuple):
    """A paragraph, an item of a list or a heading, as one line of text."""

    place: Path
    text: str


class Grid(NamedTuple):
    """A table: its caption, the labels of its columns (none if it shows none), and its cells row by row.

    A line of detail below a row is one cell more at its end.
    """

    place: Path
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Reading(NamedTuple):
    """All that a file says, in its order, and the record of how it was made, if it holds one.

    `dress` is what decides how a page looks and what it does, so far as it has any: it could show other figures.
    """

    items: tuple[Passage | Grid, ...]
    record: str | None = None
    dress: str = ""


def one_line(text: str, limit: int = 1_000_000) -> str:
    """Text of a file as one line in which nothing is left that a terminal would obey."""
    return printable(" ".join(text.split()), limit)


class Outline:
    """The headings above the place that has been reached; a heading ends those of its level and below."""

    def __init__(self) -> None:
        self._open: list[tuple[float, str]] = []
        self._folds: list[list[tuple[float, str]]] = []

    @property
    def place(self) -> Path:
        """The headings that stand above now."""
        return tuple(text for _, text in self._open)

    def head(self, level: float, text: str) -> Passage:
        """A heading of a level (1 is the title's), as what stands under the headings above it."""
        self._open = [each for each in self._open if each[0] < level][:_DEEPEST]
        found = Passage(self.place, text)
        self._open.append((level, text))
        return found

    def fold(self) -> None:
        """A part begins that can be folded away, up to `unfold`."""
        self._folds.append(list(self._open))

    def unfold(self) -> None:
        """The part ends, and what was headed in it."""
        if self._folds:
            self._open = self._folds.pop()

    def summary(self, text: str) -> Passage:
        """The line that stays of a part that is folded away: a heading just below those outside it."""
        self._open = list(self._folds[-1]) if self._folds else self._open
        return self.head((self._open[-1][0] if self._open else 0) + 0.5, text)
