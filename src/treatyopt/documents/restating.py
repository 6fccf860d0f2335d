"""What a file says set against what the same command says now: which figures hold, and which are stale.

Both are readings by the same reader, so that nothing here knows of a format or of what a brief contains. What stands
under a heading is looked for under that heading, wherever it is now; tables are compared cell by cell, by the names of
their rows and columns, and paragraphs figure by figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import eq
from typing import NamedTuple

from treatyopt.documents.figures import SHOWN, masked, parted, weighed
from treatyopt.documents.reading import Computed, Grid, Passage, Path, Reading, one_line
from treatyopt.tables.columns import FAILS

BELOW = " › "  # between a heading and one below it
_LETTER = re.compile(r"[^\W\d_]")
_ALIKE = 0.5  # share of the words that two paragraphs have in common if one may be the other, reworded
_EFFORT = 20_000  # pairs that are looked at for that
_NEAR = 100  # rows of one name among which the one that is most alike is looked for
_PROSE = 60  # characters beyond which a cell is prose and no datum

Pair = tuple[Passage | Grid | None, Passage | Grid | None]


class Stale(NamedTuple):
    """A figure or a cell that is not what it would be now: where it stands, what the file has, and what it is now.

    In a paragraph `row` and `column` are empty, and both texts have the words around the figure. A text is empty
    where the file, or what is written now, has nothing there. What is `computed` follows from other cells by a formula
    of the file; all else was typed or written there.
    """

    place: str
    row: str
    column: str
    in_file: str
    now: str
    computed: bool = False


class Reworded(NamedTuple):
    """Words that read otherwise now, with some around them, while the figures that the file has among them hold."""

    place: str
    in_file: str
    now: str


# What a page shows need not be what it holds, once another style or script is in it.
_REDRESSED = Reworded("style and script of the page", "others", "those of treatyopt")


@dataclass(frozen=True)
class Comparison:
    """How a file compares with what the same command writes now.

    `figures` is how many it has that treatyopt wrote, those that are stale included; what is typed comes before what is
    computed among these. `added` is what nothing that is
    written now is like, `missing` what is written now and nothing in the file is like.
    """

    figures: int
    stale: tuple[Stale, ...]
    reworded: tuple[Reworded, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]


def compared(file: Reading, now: Reading, without: Iterable[str] = ()) -> Comparison:
    """Compare what a file says with what is said now, paragraphs and rows that say one of `without` left out."""
    left_out = {one_line(each) for each in without}
    tally = _Tally()
    for had, has in _pairs(_kept(file, left_out), _kept(now, left_out)):
        if isinstance(had, Grid) and isinstance(has, Grid):
            tally.tables(had, has)
        elif isinstance(had, Passage) and isinstance(has, Passage):
            tally.passages(had, has)
        elif had is not None:
            tally.added.append(_told(had))
        elif has is not None:
            tally.missing.append(_told(has))
    if (
        file.dress != now.dress and not tally.stale
    ):  # where scores have changed, so have those that the script holds
        tally.reworded.append(_REDRESSED)
    return Comparison(
        tally.held + len(tally.stale),
        tuple(sorted(tally.stale, key=lambda each: each.computed)),
        tuple(tally.reworded),
        tuple(tally.added),
        tuple(tally.missing),
    )


def _kept(reading: Reading, left_out: set[str]) -> list[Passage | Grid]:
    kept: list[Passage | Grid] = []
    for each in reading.items:
        if isinstance(each, Grid):
            kept.append(each._replace(rows=tuple(row for row in each.rows if left_out.isdisjoint(row))))
        elif each.text not in left_out:
            kept.append(each)
    return kept


def _told(item: Passage | Grid) -> str:
    if isinstance(item, Passage):
        return item.text[:SHOWN]
    return (item.caption or f"a table of {' '.join(item.head)}")[:SHOWN]


def _where(place: Path) -> str:
    """The headings above something, without the title of the file."""
    return BELOW.join(place[1:] or place)[:SHOWN]


def _pairs(file: Sequence[Passage | Grid], now: Sequence[Passage | Grid]) -> Iterator[Pair]:
    """What stands for what: under the same headings first, then what is left under any."""
    ours, theirs = _by_place(now), _by_place(file)
    left: tuple[list[Passage | Grid], list[Passage | Grid]] = ([], [])
    for place in dict.fromkeys([*theirs, *ours]):
        for had, has in _aligned(theirs.get(place, []), ours.get(place, [])):
            if had is not None and has is not None:
                yield had, has
            else:
                left[0].extend([had] if had is not None else [])
                left[1].extend([has] if has is not None else [])
    yield from _aligned(*left)


def _by_place(items: Sequence[Passage | Grid]) -> dict[Path, list[Passage | Grid]]:
    """What stands under the same headings, figures in them and the title of the file left aside."""
    found: dict[tuple[str, ...], list[Passage | Grid]] = defaultdict(list)
    for each in items:
        found[tuple(map(masked, each.place[1:]))].append(each)
    return found


def _aligned(file: Sequence[Passage | Grid], now: Sequence[Passage | Grid]) -> Iterator[Pair]:
    """Pairs in the order of the file: what reads alike but for figures, and between two such what is most alike."""
    matcher = SequenceMatcher(None, [*map(_key, file)], [*map(_key, now)], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield from zip(file[a:b], now[c:d], strict=True) if kind == "equal" else _likest(file[a:b], now[c:d])


def _key(item: Passage | Grid) -> tuple[str, ...]:
    if isinstance(item, Passage):
        return ("passage", masked(item.text))
    return ("table", masked(item.caption), *map(masked, item.head))


def _likest(file: Sequence[Passage | Grid], now: Sequence[Passage | Grid]) -> Iterator[Pair]:
    free = [*now]
    for had in file:
        within = free if len(file) * len(free) <= _EFFORT else free[:1]
        likeness, best = max(((_likeness(had, each), -i) for i, each in enumerate(within)), default=(0.0, 0))
        yield (had, free.pop(-best)) if likeness >= _ALIKE else (had, None)
    yield from ((None, each) for each in free)


def _likeness(one: Passage | Grid, other: Passage | Grid) -> float:
    """The share of words that two of a kind have in common, from 0 to 1."""
    if type(one) is not type(other):
        return 0.0
    left, right = (Counter(masked(" ".join(_key(each)[1:]) or "-").split()) for each in (one, other))
    return 2 * (left & right).total() / (left.total() + right.total())


class _Tally:
    """What was found so far; `held` counts the figures that hold."""

    def __init__(self) -> None:
        self.held = 0
        self.stale: list[Stale] = []
        self.reworded: list[Reworded] = []
        self.added: list[str] = []
        self.missing: list[str] = []

    def passages(self, had: Passage, has: Passage) -> None:
        """Compare two paragraphs figure by figure; one under the title alone is known by how it begins."""
        place = _where(had.place) if had.place[1:] else has.text.partition(". ")[0][:SHOWN]
        self._words(place, "", "", had.text, has.text)

    def tables(self, had: Grid, has: Grid) -> None:
        """Compare two tables row by row; a row of one alone counts as one figure that is stale."""
        self._words(_where(had.place), "", "", had.caption, has.caption)
        place = BELOW.join(filter(None, (_where(had.place), had.caption or has.caption)))
        for i, j, column in _columns(had.head, has.head):
            if i is not None and j is not None:
                self._words(place, "", column, had.head[i], has.head[j])
        for one, other in _rows(had.rows, has.rows):
            if one is None or other is None:
                self.stale.append(_alone(place, one, other))
            else:
                labels = (
                    [*each.head, *[""] * len(row)][: len(row)] for each, row in ((had, one), (has, other))
                )
                for i, j, column in _columns(*labels):
                    texts = [row[k] if k is not None else "" for row, k in ((one, i), (other, j))]
                    self._cell(place, _shown_label(one), column, *texts)

    def _cell(self, place: str, row: str, column: str, had: str, has: str) -> None:
        if had == has or max(len(had), len(has)) > _PROSE:
            self._words(place, row, column, had, has)
        else:
            self.stale.append(Stale(place, row, column, had, has, _is_computed(had, has)))

    def _words(self, place: str, row: str, column: str, had: str, has: str) -> None:
        """Compare two texts figure by figure; what differs in words alone is told as that."""
        held, stale = weighed(had, has)
        self.held += held
        computed = _is_computed(had, has)
        self.stale += [Stale(place, row, column, *texts, computed) for texts in stale]
        if not stale and had != has:
            where = BELOW.join(filter(None, (place, row, column)))
            self.reworded.append(Reworded(where, *parted(had, has)))


def _alone(place: str, one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> Stale:
    """A row that only one of the two has."""
    row, (had, has) = (
        one or other or (),
        ("; ".join(filter(None, each or ()))[:SHOWN] for each in (one, other)),
    )
    return Stale(place, _shown_label(row), "", had, has, any(isinstance(each, Computed) for each in row))


def _is_computed(had: str, has: str) -> bool:
    """Whether a formula comes to a text, as it is written now; where nothing is, as it is in the file."""
    return isinstance(has or had, Computed)


def _rows(
    had: Sequence[tuple[str, ...]], has: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    """Rows of the same name in pairs; then what one of the two has alone.

    Of several of one name those that have most cells alike, the first of them, so that a table may have been sorted.
    """
    named: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in has:
        named[_label(row)].append(row)
    for row in had:
        same = named[_label(row)]
        alike = [sum(map(eq, row, each)) for each in same[:_NEAR]]
        yield row, (same.pop(alike.index(max(alike))) if same else None)
    yield from ((None, row) for rows in named.values() for row in rows)


def _label(row: tuple[str, ...]) -> str:
    """What a row is known by: its first cell that is no figure, figures in it left aside; else its first cell."""
    return next((text for each in row if _LETTER.search(text := masked(each))), "".join(row[:1]))


def _shown_label(row: tuple[str, ...]) -> str:
    return next((each for each in row if _LETTER.search(masked(each))), "".join(row[:1]))[:SHOWN]


def _columns(had: Sequence[str], has: Sequence[str]) -> Iterator[tuple[int | None, int | None, str]]:
    """Which cell of a row stands for which of the other, by the labels of their columns; None where there is none."""
    ours, theirs = ([*_numbered(labels)] for labels in (had, has))
    for i, column in enumerate(ours):
        yield i, theirs.index(column) if column in theirs else None, had[i]
    yield from ((None, j, has[j]) for j, column in enumerate(theirs) if column not in ours)


def _numbered(labels: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each label, figures in it and the mark of a screen left aside, with how often it came before."""
    before: Counter[str] = Counter()
    for each in (masked(label.removeprefix(f"{FAILS} ")) for label in labels):
        yield each, before[each]
        before[each] += 1
