"""The sheets of a ranking's workbook that may be edited: weights and scores, and what such sheets share."""

from __future__ import annotations

from treatyopt.brief.places import FIRST_SCORE, HEAD, INPUT, SCORES, TOP, WEIGHT, WEIGHTS, Places
from treatyopt.documents.sentences import criterion_name, group_name
from treatyopt.documents.weighting import behind
from treatyopt.formats.book import FAINT, TITLE, WRAPPED, Book, Sheet, at, span
from treatyopt.ranking.weights import MAX_POINTS

# What may be edited: letters, ground and frame differ from all else, in grey too.
EDITED = {"bg_color": "#FFF7D6", "font_color": "#1F3A93", "border": 1, "border_color": "#BFA75D"}
FIGURE, SHARE = {"num_format": "0.0"}, {"num_format": "0.0%"}
STRONG = {"bold": True, "top": 1}
POINTS = {"num_format": "0.##"}
_SHOWN = {"bar_solid": True, "bar_color": "#C3D1E5", "min_type": "num", "max_type": "num"}
BAR = {"type": "data_bar", **_SHOWN, "min_value": 0, "max_value": 100}
REFUSED = {"error_title": "treatyopt"}
_POINTED = f"Points and shares are numbers from 0 to {MAX_POINTS:g}."


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
    guide = f"Written with {behind(study, weights)}. Only proportions count, of points and of the shares in a group."
    sheet = begin(book, WEIGHTS, "Weights", guide, "input")
    if weights.weight_set.said:
        told = "What was said of weights is not checked here: points that break it are taken as they are."
        sheet.text(2, 1, told, indent=1, **FAINT)
    widths = (30.0, 12.0, 12.0, 14.0, 24.0, 14.0)
    sheet.widths(widths)
    sheet.header(HEAD, ("group", "points", "weight", "as written"), {1, 2, 3})
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
    _criteria(sheet, places)
    limit(sheet, span(TOP, INPUT, len(weights.groups)), MAX_POINTS, _POINTED)
    limit(sheet, span(places.criterion_top, INPUT, len(places.criteria)), MAX_POINTS, _POINTED)
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


def limit(sheet: Sheet, cells: str, most: float, said: str) -> None:
    """Let cells hold numbers from 0 up to the most, or nothing; a spreadsheet refuses the rest when it is typed."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
    sheet.raw.data_validation(cells.replace("$", ""), {**rule, **REFUSED, "error_message": said})


def scores_sheet(book: Book, places: Places, values: list[tuple[str, float]]) -> None:
    """Criteria by options: every score, and below them the value of each option, by formula and as it is now."""
    study = places.ranking.study
    guide = "0 to 100 between the two ends of each criterion. Ranges, reasons and passages are on the sheet Reasons."
    sheet = begin(book, SCORES, "Scores", guide, "input")
    count = len(places.options)
    widths = (30.0, 20.0, 10.0, *(16.0 for _ in places.options))
    sheet.widths(widths)
    heads = ("criterion", "group", "weight", *(each.name for each in places.options))
    sheet.header(HEAD, heads, range(2, len(heads)), widths)
    for i, weight in enumerate(places.ranking.weights.criteria):
        row = TOP + i
        sheet.text(row, 0, criterion_name(study, weight.id), **WRAPPED)
        sheet.text(row, 1, group_name(study, weight.group), indent=1, **WRAPPED)
        sheet.formula(row, 2, f"{WEIGHTS}!{at(places.criterion_top + i, WEIGHT)}", weight.weight, **SHARE)
        for j, option in enumerate(places.options):
            sheet.put(row, FIRST_SCORE + j, option.on(weight.id).score, **EDITED, **POINTS)
    row = TOP + len(places.criteria)
    for j, text in enumerate(("value", "", "")):
        sheet.text(row, j, text, **STRONG)
    for j, (formula, value) in enumerate(values, start=FIRST_SCORE):
        sheet.formula(row, j, formula, value, **STRONG, **FIGURE)
    cells = span(TOP, FIRST_SCORE, len(places.criteria), count).replace("$", "")
    limit(sheet, cells, 100, "A score is a number from 0 to 100.")
    sheet.raw.conditional_format(cells, BAR)
    sheet.raw.freeze_panes(TOP, FIRST_SCORE)
    sheet.raw.repeat_rows(HEAD)
