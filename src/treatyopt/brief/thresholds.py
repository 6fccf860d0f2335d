"""The sheet of a ranking's workbook on which screens are edited."""

from __future__ import annotations

from treatyopt.brief.inputs import EDITED, POINTS, REFUSED, begin, limit
from treatyopt.brief.places import HEAD, MAXIMUM, MINIMUM, SCREENS, TOP, USE, Places
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.words import sentence
from treatyopt.formats.book import FAINT, WRAPPED, Book, Sheet, at, span


def screens_sheet(book: Book, places: Places) -> None:
    """What each screen asks of a score, and whether it is in use."""
    guide = "An option that fails a screen in use has no rank. An empty threshold asks nothing."
    sheet = begin(book, SCREENS, "Screens", guide, "input")
    widths = (24.0, 24.0, 12.0, 12.0, 10.0, 16.0, 16.0, 70.0, 24.0)
    sheet.widths(widths)
    heads = (
        "screen",
        "criterion",
        "minimum",
        "maximum",
        "in use",
        "asks",
        "as written",
        "reason",
        "passages",
    )
    sheet.header(HEAD, heads, {2, 3})
    if not places.screens:
        sheet.text(TOP, 0, "The study has no screens.")
        return
    for i, screen in enumerate(places.screens):
        row, used = TOP + i, screen.id in places.ranking.screens
        reason, name = sentence(screen.reason), criterion_name(places.ranking.study, screen.criterion)
        sheet.text(row, 0, screen.id, **WRAPPED)
        sheet.text(row, 1, name, indent=1, **WRAPPED)
        for column, threshold in ((MINIMUM, screen.minimum), (MAXIMUM, screen.maximum)):
            sheet.put(row, column, threshold, **EDITED, **POINTS)
        sheet.text(row, USE, "yes" if used else "no", align="center", **EDITED)
        sheet.formula(row, USE + 1, _asks(row), screen.asks, indent=1)
        sheet.text(row, USE + 2, screen.asks if used else "not in use", indent=1, **FAINT)
        sheet.text(row, USE + 3, reason, indent=1, **WRAPPED)
        sheet.text(row, USE + 4, ", ".join(screen.cites), indent=1, **WRAPPED)
        sheet.tall(row, [(reason, widths[7]), (", ".join(screen.cites), widths[8]), (name, widths[1])])
    _thresholds(sheet, len(places.screens))


def _asks(row: int) -> str:
    """What a screen asks, in words as the engine has them."""
    least, most = at(row, MINIMUM), at(row, MAXIMUM)
    one = f'IF(ISNUMBER({least}),"at least "&{least},IF(ISNUMBER({most}),"at most "&{most},"nothing"))'
    return f'IF(AND(ISNUMBER({least}),ISNUMBER({most})),{least}&" to "&{most},{one})'


def _thresholds(sheet: Sheet, count: int) -> None:
    limit(sheet, span(TOP, MINIMUM, count, 2), (0, 100), "A threshold is a number from 0 to 100, or none.")
    choice = {"validate": "list", "source": ["yes", "no"], "error_message": "In use is yes or no."}
    sheet.raw.data_validation(span(TOP, USE, count).replace("$", ""), {**choice, **REFUSED})
    sheet.raw.freeze_panes(TOP, 1)
