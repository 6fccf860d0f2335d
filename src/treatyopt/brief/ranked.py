"""The sheet of a ranking's workbook that is read first: the options in order of rank, whatever is edited."""

from __future__ import annotations

import math

from treatyopt.brief.inputs import BAR, FIGURE, begin
from treatyopt.brief.places import HEAD, RANKING, TOP, USE
from treatyopt.brief.working import TIED, Working
from treatyopt.documents.authorship import source_beside
from treatyopt.documents.sentences import group_name
from treatyopt.formats.book import FAINT, WRAPPED, Book, Sheet, span
from treatyopt.methods.stability import TIE
from treatyopt.tables.columns import FAILS
from treatyopt.tables.ranking import place

SAME = "All values and ranks are as treatyopt computed them."
CHANGED = "Changed by edits: these values and ranks are no longer those that treatyopt computed."
_NAMES, _WHY = 26.0, 44.0
_SHADES = ("#1F3A5F", "#C3D1E5", "#7A8FAE", "#F2E3B3", "#B98B2F", "#6B4E16")  # neighbours differ in grey too
_NAME, _VALUE, _GROUP = 1, 2, 3
_LEAST = 0.05  # of a lead that one decimal tells from none


def ranking_sheet(book: Book, working: Working) -> None:
    """The leader in a sentence, and every option with its place, its value by group, and how it meets the screens."""
    places, study = working.places, working.places.ranking.study
    groups = [group_name(study, each.id) for each in study.groups]
    screens = [each.id for each in places.screens]
    heads = [
        "rank",
        study.words.option,
        "value",
        *groups,
        *screens,
        "value as written",
        "rank as written",
        "why not ranked",
    ]
    screen = _GROUP + len(groups)
    written = screen + len(screens)
    widths = [7.0, _NAMES, 14.0, *(11.0 for _ in groups), *(11.0 for _ in screens), 10.0, 10.0, _WHY]
    sheet = begin(book, RANKING, study.title, source_beside(study))
    sheet.widths(widths)
    _told(sheet, working)
    right = {0, *range(_VALUE, screen), written, written + 1}
    sheet.header(HEAD, heads, right, widths)
    for k in range(working.count):
        _row(sheet, working, k)
        sheet.tall(TOP + k, _longest(working))  # any option may come to stand in any row
    _marked(sheet, book, working.count, written + 2)
    sheet.raw.conditional_format(span(TOP, _VALUE, working.count).replace("$", ""), BAR)
    typed = ("Performances", places.scaled), ("Scores", len(places.scaled) < len(places.criteria))
    figures = " and ".join(name for name, there in typed if there)
    sheet.text(TOP + working.count + 1, 0, _GUIDE.format(figures), **FAINT)
    noun = "criterion" if study.flat else "group"
    _drawn(sheet, book, working.count, len(groups), noun)
    sheet.raw.freeze_panes(TOP, _VALUE)
    sheet.raw.repeat_rows(HEAD)


_GUIDE = "Edit points on Weights, figures on {}, thresholds on Screens: this sheet ranks anew. See About."


def _longest(working: Working) -> list[tuple[str, float]]:
    """The texts that a row may hold, each with the width there is for it."""
    names = [(each.name, _NAMES - 2) for each in working.standings]
    return [*names, *((working.said(i), _WHY - 2) for i in range(working.count))]


def _marked(sheet: Sheet, book: Book, count: int, last: int) -> None:
    """What leads stands out and what has no rank stands back, wherever it comes to stand, but for the bars."""
    rank = f"$A{TOP + 1}"
    for formula, look in ((f"{rank}=1", {"bold": True}), (f'{rank}="{FAILS}"', FAINT)):
        rule = {"type": "formula", "criteria": f"={formula}", "format": book.look(**look)}
        for first, columns in ((0, _VALUE), (_GROUP, last + 1 - _GROUP)):
            sheet.raw.conditional_format(span(TOP, first, count, columns).replace("$", ""), rule)


def _drawn(sheet: Sheet, book: Book, count: int, groups: int, noun: str) -> None:
    """Below the table, the value of each option by what each group adds to it, in the order of the table."""
    chart = book.chart({"type": "bar", "subtype": "stacked"})
    for g in range(groups):
        chart.add_series(
            {
                "name": [RANKING, HEAD, _GROUP + g],
                "categories": [RANKING, TOP, _NAME, TOP + count - 1, _NAME],
                "values": [RANKING, TOP, _GROUP + g, TOP + count - 1, _GROUP + g],
                "fill": {"color": _SHADES[g % len(_SHADES)]},
                "border": {"color": "#44546A", "width": 0.5},
                "gap": 60,
            }
        )
    chart.set_title({"name": f"Value by {noun}", "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis(
        {"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": min(140 + 36 * count, 900)})
    sheet.raw.insert_chart(TOP + count + 3, 1, chart)


def _told(sheet: Sheet, working: Working) -> None:
    """Two lines above the table: who leads, and whether anything is other than it was written."""
    result = working.results()
    wrong, moved = result["What is wrong"], result["Values and ranks that changed"]
    lead, said = _lead(working, result)
    sheet.formula(2, 0, f"IF({working.ok},{lead},{wrong})", said, bold=True, font_size=12)
    sheet.formula(3, 0, f'IF({working.ok},IF({moved}=0,"{SAME}","{CHANGED}"),"")', SAME, **FAINT)
    sheet.raw.set_row(2, 20)


def _lead(working: Working, result: dict[str, str]) -> tuple[str, str]:
    """Who leads and by how much, and who is set aside though worth no less: a formula, and what it says now."""
    passing, tied = result["How many pass"], result["How many rank first"]
    none, alone = "Nothing passes every screen in use.", " alone passes every screen in use."
    first, value = working.of_shown(0, _NAME), working.of_shown(0, working.value)
    sentence = f'{first}&"{alone}"'
    if working.count > 1:
        gap = f"({value}-{working.of_shown(1, working.value)})"
        points = f"ROUND({gap},IF({gap}>={_LEAST},1,1-INT(LOG10({gap}))))"
        second = f'{first}&" leads "&{working.of_shown(1, _NAME)}&" by "&{points}&" of 100 points."'
        sentence = f"IF({passing}=1,{sentence},{second})"
        failing = f"INDEX({working.numbers_shown()},{passing}+1)"
        aside, worth = (f"INDEX({working.all(each)},{failing})" for each in (_NAME, working.value))
        told = f'" "&{aside}&"{_ASIDE}"'
        barred = f'IF({passing}<{working.count},IF({worth}>={value}-{TIED},{told},""),"")'
        sentence = f'IF({tied}>1,{tied}&" share the first rank.",{sentence})&{barred}'
    return f'IF({passing}=0,"{none}",{sentence})', _said(working, none, alone)


_ASIDE = " is worth no less, and set aside by a screen."


def _said(working: Working, none: str, alone: str) -> str:
    ranked = [each for each in working.places.ranking.standings if each.rank is not None]
    aside = [each for each in working.places.ranking.standings if each.rank is None]
    if not ranked:
        return none
    first, leaders = ranked[0], sum(each.rank == 1 for each in ranked)
    said = f"{first.name}{alone}"
    if leaders > 1:
        said = f"{leaders} share the first rank."
    elif len(ranked) > 1:
        gap = first.value - ranked[1].value
        digits = 1 if gap >= _LEAST else 1 - math.floor(math.log10(gap))
        said = f"{first.name} leads {ranked[1].name} by {round(gap, digits):.15g} of 100 points."
    if aside and aside[0].value >= first.value - TIE:
        said += f" {aside[0].name}{_ASIDE}"
    return said


def _row(sheet: Sheet, working: Working, k: int) -> None:
    """The option at a place, from 0, with all that is said of it."""
    row, places, standing = TOP + k, working.places, working.places.ranking.standings[k]
    there = f"ISNUMBER({working.shown(k)})"
    passes, rank = working.of_shown(k, working.passes), working.of_shown(k, working.rank)
    ranked = f'IF({there},IF({passes}=1,{rank},"{FAILS}"),"–")'
    value = standing.rank if standing.rank is not None else place(standing)
    sheet.formula(row, 0, ranked, value, align="right")
    name = f"IF({there},{working.of_shown(k, _NAME)},{working.cell(TOP + k, _NAME)})"
    sheet.formula(row, _NAME, name, standing.name, indent=1, **WRAPPED)

    def show(column: int, of: int, now: object, **look: object) -> None:
        sheet.formula(row, column, f'IF({there},{working.of_shown(k, of)},"")', now, **look)

    show(_VALUE, working.value, standing.value, **FIGURE)
    for g, (_, part) in enumerate(standing.groups):
        show(_GROUP + g, _GROUP + g, part, **FIGURE)
    failed = {each.screen for each in standing.screens if not each.passes}
    column = _GROUP + len(standing.groups)
    for s, screen in enumerate(places.screens):
        met = f'IF({working.of_shown(k, working.screen + s)}=1,"passes","fails")'
        used = f'IF({places.screen(s, USE)}="yes",{met},"not in use")'
        now = (
            "fails"
            if screen.id in failed
            else "passes"
            if screen.id in places.ranking.screens
            else "not in use"
        )
        sheet.formula(row, column + s, f'IF({there},{used},"")', now, indent=1)
    column += len(places.screens)
    show(column, working.value_written, standing.value, **FIGURE, **FAINT)
    show(column + 1, working.rank_written, standing.rank or 0, num_format='0;0;"–"', **FAINT)
    why = working.said(working.standings.index(standing))
    show(column + 2, working.why + len(places.screens), why, indent=1, **WRAPPED)
