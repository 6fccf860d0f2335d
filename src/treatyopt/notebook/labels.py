"""Text on plots: taken as it is, and fitted so that a long name does not take the room of the plot itself."""

from __future__ import annotations

import textwrap
import unicodedata

# Characters on a line of a label and of the words along an axis, and lines of a label.
WRAP = 24
_ALONG_AXIS = 70
_LABEL_LINES = 2


def said(text: str) -> str:
    """A text that matplotlib takes as it is: no mathematics between dollars, and no underscore that hides a label."""
    safe = text.replace("$", r"\$")
    return f" {safe}" if safe.startswith("_") else safe


def wrapped(text: str) -> str:
    """The words along an axis, over several lines where a name in them is long."""
    return "\n".join(textwrap.wrap(text, _ALONG_AXIS, break_on_hyphens=False))


def label(text: str, mark: str = "", lines: int = _LABEL_LINES) -> str:
    """A name for a label of an axis, a point or a legend: wrapped and, if that is not enough, cut.

    A long name would otherwise take the room of the plot itself.
    """
    wide = any(unicodedata.east_asian_width(each) in "WF" for each in text)
    fitted = textwrap.wrap(
        mark + text,
        WRAP // 2 if wide else WRAP,
        max_lines=lines,
        placeholder="…",
        break_on_hyphens=False,
    )
    return said("\n".join(fitted))
