"""The sheet of a ranking's workbook that says what every score rests on, and what became of it."""

from __future__ import annotations

from treatyopt.brief.inputs import begin
from treatyopt.brief.places import FIRST_SCORE, SCORES, TOP, Places
from treatyopt.documents.words import sentence
from treatyopt.formats.book import WRAPPED, Book, at

_HEAD = 2
_HEADS = ("option", "criterion", "as written", "now", "edited", "low", "high", "basis", "reason", "passages")


def reasons_sheet(book: Book, places: Places) -> None:
    """Every score with its range, its basis, its reason and its passages, and what the sheet Scores has now."""
    guide = "Stated: the passages named say something of it. Inferred: nobody said it. Set: for this run."
    sheet = begin(book, "Reasons", "Reasons", guide)
    widths = (24.0, 24.0, 10.0, 8.0, 20.0, 8.0, 8.0, 10.0, 70.0, 24.0)
    sheet.widths(widths)
    sheet.header(_HEAD, _HEADS, {2, 3, 5, 6})
    row = _HEAD
    for i, option in enumerate(places.options):
        for j, criterion in enumerate(places.criteria):
            row += 1
            judged = option.on(criterion.id)
            reason, cites = sentence(judged.reason), ", ".join(judged.cites)
            sheet.formula(row, 0, f"{SCORES}!{at(TOP - 1, FIRST_SCORE + i)}", option.name, **WRAPPED)
            sheet.text(row, 1, criterion.name, indent=1, **WRAPPED)
            sheet.put(row, 2, judged.score)
            sheet.formula(row, 3, places.score(i, j), judged.score, bold=True)
            sheet.formula(row, 4, _edited(row), "", indent=1)
            sheet.put(row, 5, judged.low)
            sheet.put(row, 6, judged.high)
            for column, text in ((7, judged.basis), (8, reason), (9, cites)):
                sheet.text(row, column, text, indent=1, **WRAPPED)
            sheet.tall(row, [(reason, 68.0), (cites, 22.0), (option.name, 24.0), (criterion.name, 22.0)])
    sheet.raw.freeze_panes(_HEAD + 1, 2)
    sheet.raw.autofilter(_HEAD, 0, row, len(_HEADS) - 1)
    sheet.raw.repeat_rows(_HEAD)


def _edited(row: int) -> str:
    """Whether a score is other than it was written, and whether it has left its range."""
    written, now, low, high = (at(row, column) for column in (2, 3, 5, 6))
    outside = f'IF(OR({now}<{low},{now}>{high}),"yes, out of its range","yes")'
    return f'IF({now}={written},"",{outside})'
