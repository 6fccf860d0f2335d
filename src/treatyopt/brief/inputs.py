"""The sheets of a ranking's workbook that may be edited: weights and scores, and what such sheets share."""

from __future__ import annotations

from collections.abc import Iterable

from treatyopt.brief.measured import worth
from treatyopt.brief.places import HEAD, INPUT, SCORES, TOP, WEIGHT, WEIGHTS, Places
from treatyopt.documents.sentences import criterion_name, group_name
from treatyopt.documents.weighting import behind
from treatyopt.documents.words import listed
from treatyopt.errors import as_typed
from treatyopt.formats.book import FAINT, TITLE, WRAPPED, Book, Sheet, at, span
from treatyopt.ranking.weights import MAX_POINTS
from treatyopt.study.filling import UNKNOWN

# What may be edited: letters, ground and frame differ from all else, in grey too.
EDITED = {"bg_color": "#FFF7D6", "font_color": "#1F3A93", "border": 1, "border_color": "#BFA75D"}
FIGURE, SHARE = {"num_format": "0.0"}, {"num_format": "0.0%"}
STRONG = {"bold": True, "top": 1}
POINTS = {"num_format": "0.##"}
_SHOWN = {"bar_solid": True, "bar_color": "#C3D1E5", "min_type": "num", "max_type": "num"}
BAR = {"type": "data_bar", **_SHOWN, "min_value": 0, "max_value": 100}
REFUSED = {"error_title": "treatyopt"}
_POINTED = f"Points and shares are numbers from 0 to {as_typed(MAX_POINTS)}."


def begin(book: Book, name: str, title: str, guide: str, legend: str = "") -> Sheet:
    """A sheet with its title, a line on how to read it, and what its edited cells look like."""
    sheet = book.sheet(name)
    sheet.text(0, 0, title, **TITLE)
    sheet.raw.set_row(0, 24)
    sheet.text(1, 0, guide, **FAINT)
    if legend:
        sheet.text(2, 0, legend, **EDITED)
    return sheet


def weights_sheet(book: Book, places: Places) -> None:
    """Points of groups and shares inside them, and the weights that they come to."""
    study, weights = places.ranking.study, places.ranking.weights
    shares = "" if places.flat else ", of points and of the shares in a group"
    guide = f"Written with {behind(study, weights)}. Only proportions count{shares}."
    sheet = begin(book, WEIGHTS, "Weights", guide, "input")
    if weights.weight_set.said:
        told = "What was said of weights is not checked here: points that break it are taken as they are."
        sheet.text(2, 1, told, indent=1, **FAINT)
    widths = (30.0, 12.0, 12.0, 14.0, 24.0, 14.0)
    sheet.widths(widths)
    noun = "criterion" if places.flat else "group"
    sheet.header(HEAD, (noun, "points", "weight", "as written"), {1, 2, 3})
    total = f"SUM({places.points})"
    for i, group in enumerate(weights.groups):
        row = TOP + i
        sheet.text(row, 0, group_name(study, group.id), **WRAPPED)
        sheet.put(row, INPUT, group.points, **EDITED, **POINTS)
        sheet.formula(row, WEIGHT, f"IF({total}>0,{at(row, INPUT)}/{total},0)", group.weight, **SHARE)
        sheet.put(row, WEIGHT + 1, group.weight, **SHARE, **FAINT)
    row = TOP + len(weights.groups)
    points = sum(each.points for each in weights.groups)
    sheet.text(row, 0, "all", **STRONG)
    sheet.formula(row, INPUT, total, points, **STRONG, **POINTS)
    sheet.formula(row, WEIGHT, f"SUM({span(TOP, WEIGHT, len(weights.groups))})", 1, **STRONG, **SHARE)
    sheet.text(row, WEIGHT + 1, "", **STRONG)
    limit(sheet, span(TOP, INPUT, len(weights.groups)), (0, MAX_POINTS), _POINTED)
    if not places.flat:
        _criteria(sheet, places)
    sheet.raw.freeze_panes(TOP, 1)


def _criteria(sheet: Sheet, places: Places) -> None:
    """Below the groups: each criterion's share of its group and the weight it comes to."""
    study, top = places.ranking.study, places.criterion_top
    heads = ("criterion", "share", "weight", "as written", "group", "of its group")
    sheet.header(top - 1, heads, {1, 2, 3, 5})
    groups = [each.id for each in study.groups]
    for i, each in enumerate(places.ranking.weights.criteria):
        row, group = top + i, groups.index(each.group)
        shares = places.shares(group)
        own = f"IF(SUM({shares})>0,{at(row, INPUT)}/SUM({shares}),1/ROWS({shares}))"
        weighed = f"{at(TOP + group, WEIGHT)}*{at(row, WEIGHT + 3)}"
        sheet.text(row, 0, criterion_name(study, each.id), **WRAPPED)
        sheet.put(row, INPUT, 100 * each.share, **EDITED, **POINTS)
        sheet.formula(row, WEIGHT, weighed, each.weight, **SHARE)
        sheet.put(row, WEIGHT + 1, each.weight, **SHARE, **FAINT)
        sheet.text(row, WEIGHT + 2, group_name(study, each.group), indent=1, **WRAPPED)
        sheet.formula(row, WEIGHT + 3, own, each.share, **SHARE)
    limit(sheet, span(top, INPUT, len(places.criteria)), (0, MAX_POINTS), _POINTED)


def unknown_line(sheet: Sheet, places: Places, criteria: Iterable[int], row: int) -> None:
    """Above the table of some criteria: which of what stands there nobody knows."""
    criteria = tuple(criteria)
    unknown = [
        f"{option.name} on {criterion_name(places.ranking.study, places.criteria[j].id)}"
        for option in places.options
        for j in criteria
        if option.on(places.criteria[j].id).basis == UNKNOWN
    ]
    if unknown:
        said = f"Not known, so that the middle of its scale stands there as written: {listed(unknown)}."
        sheet.text(row, 0, said, **FAINT)


def limit(sheet: Sheet, cells: str, ends: tuple[float, float], said: str) -> None:
    """Let cells hold numbers between two ends, or nothing; a spreadsheet refuses the rest when it is typed."""
    least, most = ends
    rule = {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
    sheet.raw.data_validation(cells.replace("$", ""), {**rule, **REFUSED, "error_message": said})


def scores_sheet(book: Book, places: Places, values: list[tuple[str, float]]) -> None:
    """Criteria by options: every score, and below them the value of each option, by formula and as it is now."""
    study = places.ranking.study
    typed = [j for j in range(len(places.criteria)) if j not in places.scaled]
    guide = "0 to 100 between the two ends of each criterion. Ranges, reasons and passages are on the sheet Reasons."
    sheet = begin(book, SCORES, "Scores", guide, "input" if typed else "")
    if places.scaled:
        told = (
            "What is scored in a unit is edited on Performances, and what it is worth stands here by formula."
        )
        sheet.text(3, 0, told, **FAINT)
    unknown_line(sheet, places, typed, 4)
    count, first = len(places.options), places.first_score
    grouped = () if places.flat else (20.0,)
    widths = (30.0, *grouped, 10.0, *(16.0 for _ in places.options))
    sheet.widths(widths)
    beside = () if places.flat else ("group",)
    heads = ("criterion", *beside, "weight", *(each.name for each in places.options))
    sheet.header(HEAD, heads, range(first - 1, len(heads)), widths)
    for i, weight in enumerate(places.ranking.weights.criteria):
        row = TOP + i
        sheet.text(row, 0, criterion_name(study, weight.id), **WRAPPED)
        if not places.flat:
            sheet.text(row, 1, group_name(study, weight.group), indent=1, **WRAPPED)
        sheet.formula(
            row, first - 1, f"{WEIGHTS}!{at(places.criterion_top + i, WEIGHT)}", weight.weight, **SHARE
        )
        for j, option in enumerate(places.options):
            score = option.on(weight.id).score
            if i in places.scaled:
                formula = worth(places, i, places.performance(j, i))
                sheet.formula(row, first + j, formula, score, **POINTS)
            else:
                sheet.put(row, first + j, score, **EDITED, **POINTS)
    row = TOP + len(places.criteria)
    for j, text in enumerate(("value", "", "")[:first]):
        sheet.text(row, j, text, **STRONG)
    for j, (formula, value) in enumerate(values, start=first):
        sheet.formula(row, j, formula, value, **STRONG, **FIGURE)
    for start, rows in _runs(typed):
        cells = span(TOP + start, first, rows, count)
        limit(sheet, cells, (0, 100), "A score is a number from 0 to 100.")
    cells = span(TOP, first, len(places.criteria), count).replace("$", "")
    sheet.raw.conditional_format(cells, BAR)
    sheet.raw.freeze_panes(TOP, first)
    sheet.raw.repeat_rows(HEAD)


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending rows as the first and the number of those that follow each other."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and sum(runs[-1]) == row:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((row, 1))
    return runs
