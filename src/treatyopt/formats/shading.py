"""Figures on a ground that is fuller the higher they are: as characters, and as classes with a style of their own.

Neither rests on colour: the figure itself always stands there, blocks differ in height, and the grounds of pages are
steps of one hue that differ in lightness. They are translucent, so that text in the page's own colour can be read on
every step, on a light page as on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from treatyopt.documents.blocks import Table
from treatyopt.tables.columns import STEPS, Shaded

BLOCKS = "▁▂▃▄▅▆▇█"
HUE = (47, 102, 144)
_STACKED = 10  # rows of a table without grounds that may be stacked
OPACITIES = tuple(round(0.04 + 0.62 * step / (STEPS - 1), 2) for step in range(STEPS))

_GROUNDS = "\n".join(
    f".treatyopt .step-{step} {{ background: rgb({HUE[0]} {HUE[1]} {HUE[2]} / {opacity:.0%}); }}"
    for step, opacity in enumerate(OPACITIES)
)
STYLE = f"""\
.treatyopt td.shade {{ border-left: 3px solid transparent; padding-left: 0.7rem; background-clip: padding-box;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
.treatyopt td.shade + td:not(.shade) {{ padding-left: 0.7rem; }}
.treatyopt td.strong {{ font-weight: 600; }}
.treatyopt .mark {{ display: inline-block; min-width: 1.4em; text-align: left; }}
.treatyopt .range {{ display: inline-block; min-width: 4em; font-weight: 400; font-size: 0.85em; }}
{_GROUNDS}
"""


def on_white(step: int) -> str:
    """The ground of a step on white paper, as #rrggbb."""
    return "#" + "".join(f"{round(255 + (hue - 255) * OPACITIES[step]):02x}" for hue in HUE)


def block(shaded: Shaded) -> str:
    """The ground as one character."""
    return " " if shaded.step is None else BLOCKS[shaded.step]


def inline(shaded: Shaded) -> str:
    """The ground and the figure in running text."""
    return f"{block(shaded)} {shaded.said}".lstrip()


def aligned(column: Sequence[Shaded], tight: bool) -> list[str]:
    """The cells of a column in characters, point under point and mark under mark; `tight` without gaps.

    What has no ground may take the room of marks and ranges for its decimals.
    """
    gap = "" if tight else " "
    parts = [(each, *_parted(each.figure)) for each in column]
    whole = max(len(before) for _, before, _ in parts)
    shaded = [each for each in parts if each[0].step is not None]
    decimal = max((len(after) for _, _, after in shaded), default=0)
    mark = max((len(each.mark) for each, _, _ in shaded), default=0)
    range = max((len(each.range) for each, _, _ in shaded), default=0)

    def behind(each: Shaded, after: str) -> str:
        if each.step is None:
            return f"{after} {each.mark} {each.range}".rstrip()
        marked = f"{after:<{decimal}}" + (f"{gap}{each.mark:<{mark}}" if mark else "")
        return marked + (f" {each.range:>{range}}" if range else "")

    rest = [behind(each, after) for each, _, after in parts]
    tail = max(map(len, rest))
    return [
        f"{block(each)}{gap}{before:>{whole}}{text:<{tail}}"
        for (each, before, _), text in zip(parts, rest, strict=True)
    ]


def _parted(figure: str) -> tuple[str, str]:
    """A figure before and from its point on."""
    before, point, after = figure.partition(".")
    return before, f"{point}{after}"


def parted(table: Table) -> Iterator[list[Table]]:
    """A table in 2, 3 and more parts, each with some of its shaded columns, two at least, and with all others.

    A table without such columns is divided by those that do not lead its rows, if it has many rows: it would be hard
    to read with the cells of each below each other.
    """
    divided = [
        i for i in range(len(table.columns)) if any(isinstance(row.cells[i], Shaded) for row in table.rows)
    ]
    least = 2
    if not divided and len(table.rows) > _STACKED and not any(row.detail for row in table.rows):
        divided, least = [i for i, column in enumerate(table.columns) if not column.lead], 1
    for count in range(2, len(divided) // least + 1):
        size, more = divmod(len(divided), count)
        ends = [i * size + min(i, more) for i in range(count + 1)]
        yield [_without(table, {*divided[:start], *divided[end:]}) for start, end in pairwise(ends)]


def _without(table: Table, columns: set[int]) -> Table:
    def kept(of: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(each for i, each in enumerate(of) if i not in columns)

    rows = tuple(row._replace(cells=kept(row.cells)) for row in table.rows)
    return table._replace(columns=kept(table.columns), rows=rows)


def shaded_cell(shaded: Shaded) -> str:
    """The cell as HTML: the ground as a class."""
    looks = ["num"]
    if shaded.step is not None:
        looks += ["shade", f"step-{shaded.step}"]
    if shaded.strong:
        looks.append("strong")
    range = f' <span class="range">{escape(shaded.range)}</span>' if shaded.range else ""
    mark = f' <span class="mark">{escape(shaded.mark)}</span>'
    return f'<td class="{" ".join(looks)}">{escape(shaded.figure)}{mark}{range}</td>'
