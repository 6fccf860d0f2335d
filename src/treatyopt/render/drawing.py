"""Small drawings made of characters: bars, stretches of a scale, stacked parts."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.render.document import Bar, Drawing, Reach

SHADES = "█▓▒░"


def drawn(drawing: Drawing, width: int) -> str:
    """A drawing at most this many characters wide; what is not nothing shows at least one."""
    if isinstance(drawing, Bar):
        size = max(round(drawing.size * width), 1 if drawing.size > 0 else 0)
        return ("━" if drawing.solid else "─") * size
    if isinstance(drawing, Reach):
        return _reach(drawing, width)
    return "".join(shade * size for shade, size in _stacked(drawing.parts, width))


def _reach(reach: Reach, width: int) -> str:
    low, high, mark = (round(each * (width - 1)) for each in reach)
    line = [" "] * low + ["─"] * (high - low + 1)
    line[low], line[high] = "├", "┤"
    if low == high:
        line[low] = "┼"
    line += [" "] * (mark - high)
    line[mark] = "●"
    return "".join(line)


def _stacked(parts: tuple[float, ...], width: int) -> Iterator[tuple[str, int]]:
    """Each part's shade and length, rounded so that the lengths sum to the width."""
    done, total = 0, 0.0
    for i, part in enumerate(parts):
        total += part
        end = round(total * width)
        yield SHADES[min(i, len(SHADES) - 1)], end - done
        done = end
