"""The sheet of a ranking's workbook on which screens are edited, in the unit of their criterion if it has any."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.brief.inputs import EDITED, FIGURE, POINTS, REFUSED, begin, limit
from treatyopt.brief.measured import asked, asks, thresholds, worth
from treatyopt.brief.places import HEAD, IN_UNIT, LEAST, MAXIMUM, MINIMUM, MOST, SCREENS, TOP, USE, Places
from treatyopt.documents.nouns import compared
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.words import capital, sentence
from treatyopt.errors import as_typed
from treatyopt.formats.book import FAINT, WRAPPED, Book, Sheet, at, span
from treatyopt.study.scales import typed

_HEADS = ("screen", "criterion", "minimum", "maximum", "in use", "asks", "as written")
_WIDTHS = (24.0, 24.0, 12.0, 12.0, 10.0, 16.0, 16.0)
_SAID = (70.0, 24.0)  # of reasons and passages
_IN_UNITS = ("unit", "scale from", "scale to", "worth from", "worth to")
_UNIT_WIDTHS = (*_WIDTHS[:5], 26.0, 26.0, 12.0, 11.0, 11.0, 11.0, 11.0)
_GUIDE = "{} that fails a screen in use has no rank. An empty threshold asks nothing."
_UNIT_GUIDE = (
    "On a criterion that is scored in a unit thresholds are in it, and performances are held against them. Under worth "
    "from and to: what scores that lets pass. Where less is better, the maximum sets the least score."
)


def screens_sheet(book: Book, places: Places) -> None:
    """What each screen asks of a score, or of a performance, and whether it is in use."""
    units = places.units_of_screens
    sheet = begin(book, SCREENS, "Screens", _GUIDE.format(capital(compared(places.ranking).one)), "input")
    if units:
        sheet.text(3, 0, _UNIT_GUIDE, **FAINT)
    heads = (*_HEADS, *(_IN_UNITS if units else ()), "reason", "passages")
    sheet.widths((*(_UNIT_WIDTHS if units else _WIDTHS), *_SAID))
    sheet.header(HEAD, heads, {2, 3, *(range(LEAST, LEAST + 4) if units else ())})
    if not places.screens:
        sheet.text(TOP, 0, "The study has no screens.")
        return
    for i in range(len(places.screens)):
        _screen(sheet, places, i, len(heads) - 2)
    _thresholds(sheet, places)


def _screen(sheet: Sheet, places: Places, i: int, last: int) -> None:
    """The row of a screen, with its reason and its passages in the last columns."""
    row, screen = TOP + i, places.screens[i]
    used = screen.id in places.ranking.screens
    reason, name = sentence(screen.reason), criterion_name(places.ranking.study, screen.criterion)
    cites, looks = ", ".join(screen.cites), {} if places.criterion_of(i) in places.scaled else POINTS
    sheet.text(row, 0, screen.id, **WRAPPED)
    sheet.text(row, 1, name, indent=1, **WRAPPED)
    for column, threshold in zip((MINIMUM, MAXIMUM), thresholds(places, i), strict=True):
        sheet.put(row, column, threshold, **EDITED, **looks)
    sheet.text(row, USE, "yes" if used else "no", align="center", **EDITED)
    sheet.formula(
        row, USE + 1, asks(places, i, at(row, MINIMUM), at(row, MAXIMUM)), asked(places, i), indent=1
    )
    sheet.text(row, USE + 2, screen.asks if used else "not in use", indent=1, **FAINT)
    if places.units_of_screens:
        _in_unit(sheet, places, i)
    sheet.text(row, last, reason, indent=1, **WRAPPED)
    sheet.text(row, last + 1, cites, indent=1, **WRAPPED)
    sheet.tall(row, [*zip((reason, cites), _SAID, strict=True), (name, _WIDTHS[1])])


def _in_unit(sheet: Sheet, places: Places, i: int) -> None:
    """The unit of a screen's thresholds, the ends of the scale, and from what worth to what worth it lets pass."""
    row, screen = TOP + i, places.screens[i]
    scale = places.criteria[places.criterion_of(i)].scale
    sheet.text(row, IN_UNIT, (scale and scale.unit) or "", indent=1, **WRAPPED)
    for column, end in zip((LEAST, MOST), places.ends_of(i), strict=True):
        sheet.put(row, column, end)
    for column, formula, now in zip(
        (MOST + 1, MOST + 2), _worths(places, i), (screen.minimum, screen.maximum), strict=True
    ):
        end = 100.0 * (column > MOST + 1)
        sheet.formula(row, column, formula, end if now is None else now, **FIGURE)


def _worths(places: Places, i: int) -> Iterator[str]:
    """The least and the most worth that a screen lets pass, by its thresholds."""
    scale, row = places.criteria[places.criterion_of(i)].scale, TOP + i
    columns = (MAXIMUM, MINIMUM) if scale is not None and scale.falling else (MINIMUM, MAXIMUM)
    for column, end in zip(columns, (0, 100), strict=True):
        cell = at(row, column)
        found = cell if scale is None else worth(places, places.criterion_of(i), cell)
        yield f"IF(ISNUMBER({cell}),{found},{end})"


def _thresholds(sheet: Sheet, places: Places) -> None:
    count = len(places.screens)
    if places.units_of_screens:
        for i in range(count):
            ends, scale = places.ends_of(i), places.criteria[places.criterion_of(i)].scale
            most = typed(ends[1], scale) if scale else "100"
            said = f"A threshold is a number from {as_typed(ends[0])} to {most}, or none."
            limit(sheet, span(TOP + i, MINIMUM, 1, 2), ends, said)
    else:
        limit(
            sheet, span(TOP, MINIMUM, count, 2), (0, 100), "A threshold is a number from 0 to 100, or none."
        )
    choice = {"validate": "list", "source": ["yes", "no"], "error_message": "In use is yes or no."}
    sheet.raw.data_validation(span(TOP, USE, count).replace("$", ""), {**choice, **REFUSED})
    sheet.raw.freeze_panes(TOP, 1)
