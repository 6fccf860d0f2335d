"""Drawings as PNG files for documents that cannot hold SVG, by matplotlib, with the words that stand in for each.

Colours never stand alone: hatches say the same, and figures or words beside the drawing do. Whatever settings of
matplotlib a reader has, the same drawing is the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal

from treatyopt.documents.blocks import Mark, Picture
from treatyopt.documents.words import figure, weight
from treatyopt.formats.palette import HATCHES, PALETTE
from treatyopt.tables.columns import Bar, Drawing, Reach, Stack

_DOTS = 220  # an inch
_INCH = 72.0
_NEAR = 0.025  # of a scale: marks nearer than this share one label
_LINE = 80  # characters along an axis
_PALE = 0.45
_LEAST, _TINY = 22.0, 6.5  # points: of a part with its figure in it, and of that figure
_WIDE, _TALL = 6.0, 3.5  # inches of a picture


class Figured(Stack):
    """Parts that are drawn with their figures in them, in hundredths of the full length."""


def told(drawing: Drawing) -> str:
    """What a drawing shows, in words for those who do not see it."""
    if isinstance(drawing, Bar):
        return f"A bar of {weight(drawing.size)} of the full length{_hollow(drawing)}"
    if isinstance(drawing, Reach):
        return f"From {weight(drawing.low)} to {weight(drawing.high)}, with a mark at {weight(drawing.mark)}"
    if isinstance(drawing, Figured):
        return f"Parts of 100: {', '.join(figure(100 * part) for part in drawing.parts)}"
    return f"Parts of the full length: {', '.join(map(weight, drawing.parts))}{_hollow(drawing)}"


def _hollow(drawing: Bar | Stack) -> str:
    return "" if drawing.solid else ", hollow"


def depicted(picture: Picture) -> str:
    """What a picture shows, in words for those who do not see it: its axes, and where each mark is."""
    marks = "; ".join(f"{each.letter} at {figure(each.x)}, {figure(each.y)}" for each in picture.marks)
    return f"{picture.caption}. Across: {picture.across}. Up: {picture.up}. {marks}"


@lru_cache(maxsize=256, typed=True)  # by type too, as all stacks of the same parts are equal
def drawn(drawing: Drawing, width: float, height: float) -> bytes:
    """A bar, a stretch of a scale, or stacked parts, as a PNG of this size in points."""

    def draw(sheet: Any) -> None:
        for artist in _artists(drawing, width, height):
            sheet.add_artist(artist)
        if isinstance(drawing, Figured):
            _inscribe(sheet, drawing, width)

    return _png(draw, width / _INCH, height / _INCH)


@lru_cache(maxsize=256)
def swatch(part: int, side: float) -> bytes:
    """What a part of a stack looks like, as a square PNG with a side in points, for a legend."""
    return _png(lambda sheet: sheet.add_artist(_part(part, 0.0, 1.0)), side / _INCH, side / _INCH)


def plotted(picture: Picture) -> bytes:
    """Points over two axes that cross at zero, as a PNG; the marks that lie together share one label."""
    return _png(lambda sheet: _plot(sheet.add_subplot(), picture), _WIDE, _TALL, layout="constrained")


def _png(
    draw: Callable[[Any], object], wide: float, tall: float, layout: Literal["constrained"] | None = None
) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    held = BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["hatch.linewidth"] = 0.6
        sheet = Figure(figsize=(wide, tall), layout=layout)
        FigureCanvasAgg(sheet)
        draw(sheet)
        sheet.savefig(held, format="png", dpi=_DOTS, transparent=True, metadata={"Software": None})
    return held.getvalue()


def _artists(drawing: Drawing, width: float, height: float) -> Iterator[Any]:
    if isinstance(drawing, Bar):
        if drawing.size > 0:
            yield _box(0.0, drawing.size, PALETTE[0] if drawing.solid else "none", edge=PALETTE[0])
    elif isinstance(drawing, Reach):
        yield from _reach(drawing, width, height)
    else:
        start = 0.0
        for i, part in enumerate(drawing.parts):
            if part > 0:
                yield _part(i, start, part, 1.0 if drawing.solid else _PALE)
            start += part


def _part(part: int, start: float, size: float, opacity: float = 1.0) -> Any:
    """A part of a stack, which looks like no other of the first eight; paler where it does not count."""
    look = part % len(PALETTE)
    return _box(start, size, (PALETTE[look], opacity), HATCHES[look], edge="white")


def _inscribe(sheet: Any, drawing: Figured, width: float) -> None:
    """The figure of each part that has room for it."""
    start = 0.0
    for part in drawing.parts:
        if part * width >= _LEAST:
            held = {"facecolor": "white", "edgecolor": "none", "pad": 0.9}
            place = (start + part / 2, 0.47)
            sheet.text(*place, figure(100 * part), ha="center", va="center", fontsize=_TINY, bbox=held)
        start += part


def _box(start: float, size: float, face: Any, hatch: str = "", edge: str = "none") -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(
        (start, 0.08), size, 0.84, facecolor=face, edgecolor=edge, hatch=hatch * 2, linewidth=0.6
    )


def _reach(reach: Reach, width: float, height: float) -> Iterator[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Ellipse

    # Room is left at both ends, so that neither a mark nor a limit there is cut.
    edge = 0.5 * height / width
    low, high, mark = (edge + each * (1 - 2 * edge) for each in reach)
    yield Line2D((edge, 1 - edge), (0.5, 0.5), color="0.75", linewidth=0.6)
    yield Line2D((low, high), (0.5, 0.5), color=PALETTE[0], linewidth=1.8, solid_capstyle="butt")
    for end in (low, high):
        yield Line2D((end, end), (0.1, 0.9), color=PALETTE[0], linewidth=1.2)
    yield Ellipse(
        (mark, 0.5), 0.62 * height / width, 0.62, facecolor="black", edgecolor="white", linewidth=0.4
    )


def _plot(ax: Any, picture: Picture) -> None:
    ax.axhline(0, color="0.4", linewidth=0.8)
    ax.axvline(0, color="0.4", linewidth=0.8)
    if picture.dots:
        ax.plot(*zip(*picture.dots, strict=True), "o", color="0.6", markersize=2.5)
    for each in picture.marks:
        ax.plot(
            each.x, each.y, "o", markersize=8, color=PALETTE[0], markerfacecolor="none", markeredgewidth=1.4
        )
    ax.margins(0.12)
    spans = [high - low for low, high in (ax.get_xlim(), ax.get_ylim())]
    for together in _gathered(picture.marks, spans):
        front = together[0]
        ax.annotate(
            ", ".join(_plain(each.letter) for each in together),
            (front.x, front.y),
            xytext=(7, 3),
            textcoords="offset points",
        )
    ax.set_xlabel(_along(picture.across))
    ax.set_ylabel(_along(picture.up))
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def _gathered(marks: tuple[Mark, ...], spans: list[float]) -> list[list[Mark]]:
    """Marks in groups that lie together, each with the first of its place."""
    groups: list[list[Mark]] = []
    for mark in marks:
        near = (
            group
            for group in groups
            if abs(group[0].x - mark.x) <= _NEAR * spans[0] and abs(group[0].y - mark.y) <= _NEAR * spans[1]
        )
        found = next(near, None)
        if found is None:
            groups.append([mark])
        else:
            found.append(mark)
    return groups


def _along(text: str) -> str:
    """The words along an axis, cut where they would run over; nothing in letters that cannot be drawn here.

    The words under the picture say it in full.
    """
    from matplotlib.font_manager import findfont, get_font

    letters = get_font(findfont("DejaVu Sans"))
    if not all(letters.get_char_index(ord(each)) for each in text):
        return ""
    return _plain(text if len(text) <= _LINE else f"{text[: _LINE - 1]}…")


def _plain(text: str) -> str:
    """A text that matplotlib takes as it is, with no mathematics between dollars."""
    return text.replace("$", r"\$")
