"""Drawings and pictures as SVG that needs no library: sizes are plain attributes, colours those of the text.

Places along a drawing are percentages of its width, so that a page may make it as wide as it likes. What a page
wants in colours of its own it finds by class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from treatyopt.documents.blocks import Mark, Picture
from treatyopt.formats.drawing import Axis
from treatyopt.tables.columns import Bar, Drawing, Reach

LONG, GROWN, HIGH = 120, 200, 12
KINDS = 8  # classes of parts, from which on they begin anew
_TALLER = 20
_ROOM = 0.05  # of the whole, which a part needs to hold its figure
_DARK, _LIGHT, _HOLLOW = 0.85, 0.12, 0.4
_WIDE, _TALL, _EDGE = 460, 300, 40


def drawing(given: Drawing, long: int = LONG) -> str:
    """A bar, a stretch of a scale, or stacked parts, so many pixels long; what it shows stands beside it in figures."""
    if isinstance(given, Bar):
        body = _rect(0, given.size, 0.75 if given.solid else 0.25)
    elif isinstance(given, Reach):
        body = _reach(given)
    else:
        parts = "".join(_parts(given.parts))
        body = parts if given.solid else f'<g class="hollow" opacity="{_HOLLOW}">{parts}</g>'
    return _svg(long, body)


def swatch(part: int, count: int) -> str:
    """A square in the shade of one of so many parts of a stack, for a legend."""
    return _svg(HIGH, _part(0, 1, part, count))


def _svg(long: int, body: str) -> str:
    return f'<svg width="{long}" height="{HIGH}" aria-hidden="true" focusable="false">{body}</svg>'


def _percent(part: float) -> str:
    return f"{round(100 * part, 2):g}%"


def _rect(start: float, size: float, opacity: float, kind: str = "") -> str:
    return (
        f'<rect{kind} x="{_percent(start)}" y="1" width="{_percent(size)}" height="{HIGH - 2}" fill="currentColor" '
        f'fill-opacity="{opacity}" stroke="currentColor" stroke-width="0.5"/>'
    )


def _parts(parts: Sequence[float]) -> Iterator[str]:
    start = 0.0
    for i, part in enumerate(parts):
        yield _part(start, part, i, len(parts))
        start += part


def _part(start: float, size: float, part: int, count: int) -> str:
    """One part of a stack, the first the darkest and the last the lightest."""
    opacity = round(_DARK - (_DARK - _LIGHT) * part / max(count - 1, 1), 2)
    return _rect(start, size, opacity, f' class="part part-{part % KINDS}"')


def _reach(given: Reach) -> str:
    low, high, mark = map(_percent, given)
    middle = HIGH // 2
    line = ' stroke="currentColor"'
    return (
        f'<line x1="0%" x2="100%" y1="{middle}" y2="{middle}"{line} stroke-opacity="0.25"/>'
        f'<line class="span" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"{line}/>'
        f'<line class="span" x1="{low}" x2="{low}" y1="1" y2="{HIGH - 1}"{line}/>'
        f'<line class="span" x1="{high}" x2="{high}" y1="1" y2="{HIGH - 1}"{line}/>'
        f'<circle class="now" cx="{mark}" cy="{middle}" r="4" fill="currentColor"/>'
    )


def stacked(parts: Sequence[float], said: str) -> str:
    """Parts of a whole (0-1) side by side as a figure of its own, each with its percentage where there is room.

    `said` is what it shows, in words.
    """
    start, body = 0.0, []
    for i, part in enumerate(parts):
        kind = f"part-{i % KINDS}"
        body.append(
            f'<rect class="part {kind}" x="{_percent(start)}" width="{_percent(part)}" height="{_TALLER}"/>'
            f'<text class="in {kind}" x="{_percent(start + part / 2)}" y="14" text-anchor="middle">'
            f"{round(100 * part) if part >= _ROOM else ''}</text>"
        )
        start += part
    size = f'width="100%" height="{_TALLER}"'
    return f'<svg class="stack" {size} role="img" aria-label="{escape(said)}">{"".join(body)}</svg>'


def picture(given: Picture) -> str:
    """Points over two axes as SVG, with a legend of the letters."""
    points = [(mark.x, mark.y) for mark in given.marks] + list(given.dots)
    across, up = (Axis([point[k] for point in points]) for k in (0, 1))

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            round(_EDGE + across.part(x) * (_WIDE - _EDGE - 20), 1),
            round(_TALL - _EDGE - up.part(y) * (_TALL - _EDGE - 20), 1),
        )

    left, bottom = place(across.low, up.low)
    right, top = place(across.high, up.high)
    zero = place(0.0, 0.0)
    parts = [
        f'<path d="M{left} {zero[1]}H{right}M{zero[0]} {top}V{bottom}" stroke="currentColor" '
        'stroke-opacity="0.6" fill="none"/>',
        _label(left, bottom + 16, across.label(across.low), "start"),
        _label(right, bottom + 16, across.label(across.high), "end"),
        _label((left + right) / 2, bottom + 32, given.across, "middle"),
        _label(left - 6, bottom, up.label(up.low), "end"),
        _label(left - 6, top + 4, up.label(up.high), "end"),
        _label(left, top - 8, given.up, "start"),
        *(_dot(*place(*each)) for each in given.dots),
        *(_lettered(mark, *place(mark.x, mark.y)) for mark in given.marks),
    ]
    legend = "; ".join([f"{mark.letter} {mark.name}" for mark in given.marks])
    dotted = f"; small dots: {given.dotted}" if given.dots else ""
    body = "".join(parts)
    return (
        f'<figure><figcaption>{escape(given.caption)}</figcaption><svg width="{_WIDE}" height="{_TALL}" '
        f'viewBox="0 0 {_WIDE} {_TALL}" role="img" aria-label="{escape(given.caption)}">{body}</svg>'
        f'<p class="faint">{escape(legend + dotted)}</p></figure>'
    )


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="2.2" fill="currentColor" fill-opacity="0.45"/>'


def _lettered(mark: Mark, x: float, y: float) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        f"{_label(x + 8, y + 4, mark.letter, 'start')}"
    )
