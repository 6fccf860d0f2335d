"""Texts and widths fitted to the room there is: the labels of columns, and the room among columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from treatyopt.formats.stream import cut, measured


def spread(label: str, width: int) -> str:
    """The words of a drawing's label spread over its width; nothing if they do not fit."""
    words = label.split()
    if not words or measured(label) > width:
        return ""
    room = width - sum(map(measured, words))
    gaps = max(len(words) - 1, 1)
    return (" " * (room // gaps)).join(words)


def shortened(header: str, width: int) -> list[str]:
    """A header broken at hyphens and blanks, with what is still too long abbreviated."""
    lines: list[list[str]] = []
    taken = 0
    for part in _pieces(header):
        wide = measured(part)
        if lines and taken + wide <= width:
            lines[-1].append(part)
            taken += wide
        else:
            lines.append([part.lstrip()])
            taken = measured(lines[-1][0])
    joined = ("".join(line).rstrip() for line in lines)
    return [line if measured(line) <= width else f"{cut(line, width - 1)}." for line in joined]


def _pieces(header: str) -> list[str]:
    return re.split(r"(?<=[- ,])", header)


def divided(room: int, wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """Room shared among columns: each its least, the rest in proportion to what more it wants."""
    spare = room - sum(least)
    more = [most - base for most, base in zip(wanted, least, strict=True)]
    total = sum(more) or 1
    return [base + spare * extra // total for base, extra in zip(least, more, strict=True)]
