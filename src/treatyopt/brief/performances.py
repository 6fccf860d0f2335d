"""The sheet of a ranking's workbook on which what is scored in a unit is edited, in that unit."""

from __future__ import annotations

from treatyopt.brief.inputs import EDITED, begin, limit, unknown_line
from treatyopt.brief.measured import performances
from treatyopt.brief.places import (
    BEST,
    FIRST_PERFORMANCE,
    HEAD,
    PERFORMANCES,
    TOP,
    UNIT,
    VALUE,
    WORST,
    WORTH,
    Places,
)
from treatyopt.documents.sentences import criterion_name
from treatyopt.errors import as_typed
from treatyopt.formats.book import CAPTION, WRAPPED, Book, Sheet, span
from treatyopt.study.scales import typed

_GUIDE = (
    "What was scored in a unit, between the ends of its scale, and to be edited here. Its worth is on Scores."
)
_BENT = "What values between the ends are worth, in proportion between neighbours"


def performances_sheet(book: Book, places: Places) -> None:
    """Criteria in units by options: every performance, the ends of its scale and the points between them."""
    sheet = begin(book, PERFORMANCES, "Performances", _GUIDE, "input")
    unknown_line(sheet, places, places.scaled, 3)
    widths = (30.0, 12.0, 11.0, 11.0, *(16.0 for _ in places.options))
    sheet.widths(widths)
    heads = ("criterion", "unit", "worth 0", "worth 100", *(each.name for each in places.options))
    sheet.header(HEAD, heads, range(WORST, len(heads)), widths)
    for row, j in enumerate(places.scaled, start=TOP):
        scale = places.criteria[j].scale
        assert scale is not None  # by what `scaled` is
        _named(sheet, row, places, j)
        for column, end in ((WORST, scale.worst), (BEST, scale.best)):
            sheet.put(row, column, end)
        for i, option in enumerate(places.options):
            _, best, _ = performances(option.on(places.criteria[j].id), scale)
            sheet.put(row, FIRST_PERFORMANCE + i, best, **EDITED)
        said = f"A number from {as_typed(scale.least)} to {typed(scale.most, scale)}."
        limit(sheet, span(row, FIRST_PERFORMANCE, 1, len(places.options)), (scale.least, scale.most), said)
    _points(sheet, places)
    sheet.raw.freeze_panes(TOP, 1)
    sheet.raw.repeat_rows(HEAD)


def _named(sheet: Sheet, row: int, places: Places, criterion: int) -> None:
    """A row's criterion and unit."""
    given = places.criteria[criterion]
    sheet.text(row, 0, criterion_name(places.ranking.study, given.id), **WRAPPED)
    sheet.text(row, UNIT, (given.scale and given.scale.unit) or "", indent=1, **WRAPPED)


def _points(sheet: Sheet, places: Places) -> None:
    """Below: the points of scales that bend, each value with what it is worth."""
    if not places.point_rows:
        return
    top = min(places.point_rows.values())
    sheet.text(top - 2, 0, _BENT, **CAPTION)
    sheet.header(top - 1, ("criterion", "unit", "value", "worth"), {2, 3})
    for j, first in places.point_rows.items():
        scale = places.criteria[j].scale
        for row, point in enumerate(scale.points if scale else (), start=first):
            _named(sheet, row, places, j)
            for column, figure in zip((VALUE, WORTH), point, strict=True):
                sheet.put(row, column, figure)
