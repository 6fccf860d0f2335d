"""Workbooks read back and made, for tests: with openpyxl, which knows nothing of how they were written."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl


def opened(data: bytes, *, values: bool = False) -> Any:
    """A workbook from its bytes; of formulas themselves, or the values that stand beside them.

    openpyxl warns that it knows no solid bars in cells.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def saved(write: Callable[[Any], None]) -> bytes:
    """A workbook of one sheet called S, as openpyxl saves it: without the values of its formulas."""
    book = openpyxl.Workbook()
    book.active.title = "S"
    write(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(sheet: Any) -> Iterator[Any]:
    """Every cell of a sheet that holds something."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def column(sheet: Any, head: str, row: int = 1) -> list[Any]:
    """What stands below a head."""
    (place,) = [cell.column for cell in sheet[row] if cell.value == head]
    return [sheet.cell(i, place).value for i in range(row + 1, sheet.max_row + 1)]


def shown(data: bytes) -> str:
    """A workbook as text: its sheets, and every cell with its kind, its value and its number format."""
    lines = []
    for sheet in opened(data):
        lines.append(
            f"{sheet.title} {sheet.dimensions} frozen {sheet.freeze_panes} filter {sheet.auto_filter.ref}"
        )
        wide = ", ".join(f"{key} {each.width:.0f}" for key, each in sheet.column_dimensions.items())
        lines.append(f"  wide {wide}")
        lines.append(f"  over {', '.join(sorted(map(str, sheet.merged_cells.ranges)))}")
        for cell in cells(sheet):
            look = [name for name in ("b",) if getattr(cell.font, name)] + [cell.number_format]
            lines.append(f"  {cell.coordinate} {cell.data_type} {' '.join(look)} {cell.value!r}")
    return "\n".join(lines) + "\n"


HEAD = 6  # the row of heads on the live sheets of a brief's workbook


def ranked(book: Any) -> list[dict[str, Any]]:
    """The rows of the sheet Ranking: rank, option, value, what each group adds, and why an option has no rank."""
    sheet = book["Ranking"]
    heads = [cell.value for cell in sheet[HEAD]]
    groups = [cell.value for cell in book["Weights"]["A"][HEAD:]]
    count = groups.index("all")
    rows = []
    for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True):
        if row[1] is None:
            break
        rows.append(
            {
                **dict(zip(("rank", "option", "value"), row, strict=False)),
                "groups": row[3 : 3 + count],
                "why": row[len(heads) - 1],
            }
        )
    return rows


def edited(book: Any, edit: Any) -> None:
    """Type points, shares, scores, thresholds and use into a workbook, in the order in which the study has them.

    What is scored in a unit goes on the sheet Performances.
    """
    study = edit.study
    weights, scores, screens = (book[name] for name in ("Weights", "Scores", "Screens"))
    criteria = [each.id for each in study.criteria]
    for i, group in enumerate(study.groups, start=HEAD + 1):
        _type(weights.cell(i, 2), edit.points, group.id)
    for i, id in enumerate(criteria, start=HEAD + len(study.groups) + 5):
        _type(weights.cell(i, 2), edit.shares, id)
    scaled = [each.id for each in study.criteria if each.scale is not None]
    for key, value in edit.scores.items():
        option, _, criterion = key.partition(".")
        sheet, rows = (book["Performances"], scaled) if criterion in scaled else (scores, criteria)
        heads = [cell.value for cell in sheet[HEAD]]
        sheet.cell(HEAD + 1 + rows.index(criterion), heads.index(study.option(option).name) + 1).value = value
    for i, screen in enumerate(study.screens, start=HEAD + 1):
        _type(screens.cell(i, 3), edit.minima, screen.id)
        _type(screens.cell(i, 4), edit.maxima, screen.id)
        if screen.id in edit.unused:
            screens.cell(i, 5).value = "no"


def _type(cell: Any, given: Any, id: str) -> None:
    if id in given:
        cell.value = given[id]
