"""Small drawings made of characters: bars, stretches of a scale, stacked parts."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence

from treatyopt.documents.blocks import Picture
from treatyopt.tables.columns import Bar, Drawing, Reach, Stack

# Dark to light and then by pattern, so that neighbours differ without colour. Each has a stand-in in `stream.py`.
SHADES = "█▓▒░═║╳▚"


def drawn(drawing: Drawing, width: int) -> str:
    """A drawing at most this many characters wide; what is not nothing shows at least one."""
    if isinstance(drawing, Bar):
        size = max(round(drawing.size * width), 1 if drawing.size > 0 else 0)
        return ("━" if drawing.solid else "─") * size
    if isinstance(drawing, Reach):
        return _reach(drawing, width)
    return _stack(drawing, width)


def shades(count: int) -> str:
    """A character for each of so many parts: shades, or letters where there are more parts than shades."""
    marks = SHADES if count <= len(SHADES) else string.ascii_uppercase + string.ascii_lowercase
    return "".join(marks[i % len(marks)] for i in range(count))


def keys(parts: Sequence[str]) -> list[str]:
    """What tells the parts of stacks apart: each part's shade and name, and nothing of one that is alone."""
    if len(parts) < 2:
        return []
    return [f"{shade} {name}" for shade, name in zip(shades(len(parts)), parts, strict=True)]


def _reach(reach: Reach, width: int) -> str:
    low, high, mark = (round(each * (width - 1)) for each in reach)
    line = [" "] * low + ["─"] * (high - low + 1)
    line[low], line[high] = "├", "┤"
    if low == high:
        line[low] = "┼"
    line += [" "] * (mark - high)
    line[mark] = "●"
    return "".join(line)


def _stack(stack: Stack, width: int) -> str:
    """As many characters as the whole rounds to, by largest remainders: no part looks longer than a larger one."""
    wanted = [part * width for part in stack.parts]
    sizes = [math.floor(each) for each in wanted]
    whole = math.fsum(wanted)
    left = max(round(whole), 1 if whole > 0 else 0) - sum(sizes)
    for i in sorted(range(len(sizes)), key=lambda i: sizes[i] - wanted[i])[:left]:
        sizes[i] += 1
    return "".join(shade * size for shade, size in zip(shades(len(sizes)), sizes, strict=True))


def plotted(picture: Picture, width: int) -> list[str]:
    """A picture in lines at most this many characters wide: its points, the axes through zero, and a legend."""
    points = [(mark.x, mark.y) for mark in picture.marks] + list(picture.dots)
    across, up = (Axis([point[k] for point in points]) for k in (0, 1))
    margin = max(len(up.label(up.high)), len(up.label(up.low))) + 1
    columns = min(width - margin, 64)
    rows = max(columns // 4, 6)
    cells = _Cells(across, up, columns, rows)
    shared = cells.fill(picture)
    lines = [picture.up]
    for row, text in enumerate(cells.lines()):
        label = up.label(up.high) if row == 0 else up.label(up.low) if row == rows - 1 else ""
        lines.append(f"{label:>{margin - 1}} {text}".rstrip())
    low, high = across.label(across.low), across.label(across.high)
    lines.append(" " * margin + low + " " * (columns - len(low) - len(high)) + high)
    lines.append(f"{picture.across:>{min(margin + columns, width)}}")
    return [*lines, *_legend(picture, shared)]


class Axis:
    """A scale from the least to the most of some figures, zero among them, in round numbers."""

    def __init__(self, figures: Sequence[float]) -> None:
        low, high = min(*figures, 0.0), max(*figures, 0.0)
        if low == high:
            high = 1.0  # every figure is zero, and a scale without length has no places
        unit = 10.0 ** math.floor(math.log10(high - low) - 0.3)
        self.low = math.floor(low / unit) * unit
        self.high = math.ceil(high / unit) * unit

    def part(self, figure: float) -> float:
        """How far along the scale a figure is, 0-1."""
        return (figure - self.low) / (self.high - self.low)

    def place(self, figure: float, cells: int) -> int:
        """The cell that a figure falls in."""
        return round(self.part(figure) * (cells - 1))

    @staticmethod
    def label(figure: float) -> str:
        """A figure at the end of the scale."""
        return f"{figure:g}"


class _Cells:
    """A grid of characters over two axes."""

    def __init__(self, across: Axis, up: Axis, columns: int, rows: int) -> None:
        self.across, self.up = across, up
        self.columns, self.rows = columns, rows
        self.grid = [[" "] * columns for _ in range(rows)]

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return self.rows - 1 - self.up.place(y, self.rows), self.across.place(x, self.columns)

    def fill(self, picture: Picture) -> dict[str, list[str]]:
        """Draw the axes, the dots and the marks; returns which marks lie behind which."""
        row, column = self._cell(0.0, 0.0)
        for i in range(self.columns):
            self.grid[row][i] = "─"
        for line in self.grid:
            line[column] = "│"
        self.grid[row][column] = "┼"
        for x, y in picture.dots:
            row, column = self._cell(x, y)
            self.grid[row][column] = "·"
        shown: dict[tuple[int, int], str] = {}
        shared: dict[str, list[str]] = {}
        for mark in picture.marks:
            cell = self._cell(mark.x, mark.y)
            if cell in shown:
                shared.setdefault(shown[cell], []).append(mark.letter)
            else:
                shown[cell] = mark.letter
                self.grid[cell[0]][cell[1]] = mark.letter
        return shared

    def lines(self) -> list[str]:
        """The grid, top line first."""
        return ["".join(line) for line in self.grid]


def _legend(picture: Picture, shared: dict[str, list[str]]) -> list[str]:
    named = [f"{mark.letter} {mark.name}" for mark in picture.marks]
    behind = [f"{', '.join(letters)} behind {front}" for front, letters in shared.items()]
    return ["  ".join([*named, *([f"· {picture.dotted}"] if picture.dots else []), *behind])]
