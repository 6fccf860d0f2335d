"""The sheet of a ranking's workbook that says what every score rests on, and what became of it."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.brief.inputs import begin
from treatyopt.brief.measured import performances
from treatyopt.brief.places import SCORES, TOP, Places
from treatyopt.documents.words import sentence
from treatyopt.formats.book import FAINT, WRAPPED, Book, Sheet, at
from treatyopt.study import filling

_HEAD = 2  # where nothing more is to be said above
_EDITED = 4
_GUIDE = "Stated: the passages named say something of it. Inferred: nobody said it. Set: for this run."
_UNKNOWN = (
    "Unknown: no figure is given. The whole scale is its range, and its middle stands in for the score."
)
_UNITS = (
    "What is scored in a unit has its performance beside its score, which is what that is worth, 0 to 100; where less "
    "is better, the lowest performance has the highest score."
)


class _Column(NamedTuple):
    """A column: its head, its width in characters, and whether figures stand in it."""

    head: str
    width: float
    figure: bool = False


_FIRST = (
    _Column("criterion", 24.0),
    _Column("as written", 10.0, True),
    _Column("now", 8.0, True),
    _Column("edited", 20.0),
    _Column("low", 8.0, True),
    _Column("high", 8.0, True),
)
_IN_UNIT = (
    _Column("performance", 12.0, True),
    _Column("performance now", 12.0, True),
    _Column("performance from", 12.0, True),
    _Column("performance to", 12.0, True),
    _Column("unit", 10.0),
)
_LAST = (_Column("basis", 10.0), _Column("reason", 70.0), _Column("passages", 24.0))


def reasons_sheet(book: Book, places: Places) -> None:
    """Every score with its range, its basis, its reason and its passages, and what the sheet Scores has now.

    What is scored in a unit has the performance and its range beside it.
    """
    sheet = begin(book, "Reasons", "Reasons", _GUIDE)
    notes = _notes(places)
    for line, note in enumerate(notes, start=_HEAD):
        sheet.text(line, 0, note, **FAINT)
    head = _HEAD + len(notes)
    option = _Column(places.ranking.study.words.option, 24.0)
    columns = (option, *_FIRST, *(_IN_UNIT if places.scaled else ()), *_LAST)
    sheet.widths([each.width for each in columns])
    wide = [each.width for each in columns] if places.scaled else []
    figures = {i for i, each in enumerate(columns) if each.figure}
    sheet.header(head, [each.head for each in columns], figures, wide)
    row = head
    for i in range(len(places.options)):
        for j in range(len(places.criteria)):
            row += 1
            _score(sheet, places, row, i, j)
            _reason(sheet, places, row, len(columns) - len(_LAST), (i, j))
    sheet.raw.freeze_panes(head + 1, 2)
    sheet.raw.autofilter(head, 0, row, len(columns) - 1)
    sheet.raw.repeat_rows(head)


def _notes(places: Places) -> list[str]:
    """What is to be known besides, of studies with units and of those with scores that nobody knows."""
    unknown = any(each.basis == filling.UNKNOWN for option in places.options for each in option.scores)
    return [*([_UNKNOWN] if unknown else []), *([_UNITS] if places.scaled else [])]


def _score(sheet: Sheet, places: Places, row: int, i: int, j: int) -> None:
    """An option's score on a criterion, as written and now, and the performance that it is the worth of, if any."""
    option, criterion = places.options[i], places.criteria[j]
    judged, scale = option.on(criterion.id), criterion.scale
    sheet.formula(row, 0, f"{SCORES}!{at(TOP - 1, places.first_score + i)}", option.name, **WRAPPED)
    sheet.text(row, 1, criterion.name, indent=1, **WRAPPED)
    sheet.put(row, 2, judged.score)
    sheet.formula(row, 3, places.score(i, j), judged.score, bold=True)
    sheet.put(row, 5, judged.low)
    sheet.put(row, 6, judged.high)
    if scale is None:
        sheet.formula(row, _EDITED, _edited(row, (2, 3, 5, 6)), "", indent=1)
        return
    low, best, high = performances(judged, scale)
    sheet.formula(row, _EDITED, _edited(row, (7, 8, 9, 10)), "", indent=1)
    sheet.put(row, 7, best)
    sheet.formula(row, 8, places.performance(i, j), best, bold=True)
    sheet.put(row, 9, low)
    sheet.put(row, 10, high)
    sheet.text(row, 11, scale.unit or "", indent=1, **WRAPPED)


def _reason(sheet: Sheet, places: Places, row: int, first: int, of: tuple[int, int]) -> None:
    """The basis, the reason and the passages of a score, from a column on."""
    option, criterion = places.options[of[0]], places.criteria[of[1]]
    judged = option.on(criterion.id)
    reason, cites = sentence(judged.reason), ", ".join(judged.cites)
    for column, text in enumerate((judged.basis, reason, cites), start=first):
        sheet.text(row, column, text, indent=1, **WRAPPED)
    sheet.tall(row, [(reason, 68.0), (cites, 22.0), (option.name, 24.0), (criterion.name, 22.0)])


def _edited(row: int, columns: tuple[int, ...]) -> str:
    """Whether a figure is other than it was written, and whether it has left its range."""
    written, now, low, high = (at(row, column) for column in columns)
    outside = f'IF(OR({now}<{low},{now}>{high}),"yes, out of its range","yes")'
    return f'IF({now}={written},"",{outside})'
