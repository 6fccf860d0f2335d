"""Workbooks read back, for tests: with openpyxl, which knows nothing of how they were written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl


def opened(data: bytes, *, values: bool = False) -> Any:
    """A workbook from its bytes; of formulas themselves, or the values that stand beside them."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


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
