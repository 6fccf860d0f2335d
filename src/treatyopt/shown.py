"""What results look like in a session: as a line, as text, as HTML, as DataFrames and as plots.

The rooms that draw results stand above them. The package's root hangs their doors here, so that a result imports
nothing above itself, and none of those rooms is loaded before a door is opened.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is slow to load, and this is loaded before Ctrl-C is caught

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

doors: dict[str, Callable[..., Any]] = {}


class Told:
    """A result that says what it is in one line, and as text what the command prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(doors["line"](self))

    def __str__(self) -> str:
        return str(doors["text"](self))


class Shown(Told):
    """A result that a notebook shows as HTML, as a DataFrame and, where a picture says more, as a plot."""

    def _repr_html_(self) -> str:
        return str(doors["html"](self))

    def to_frame(self, table: str | None = None, *, long: bool = False) -> Any:
        """The result as a pandas DataFrame with ids as index, or tidy (one figure or fact per row) if `long`.

        `table` picks one where the result holds several; a wrong name raises ArgumentProblem that lists them.
        Raises TreatyoptError if pandas is not installed (extra `notebook`).
        """
        return doors["frame"](self, table, long)

    def plot(self, ax: Any = None, *, kind: str | None = None, **options: Any) -> Any:
        """The result as a plot on the matplotlib Axes given (or a new one), which is returned.

        `kind` picks one where the result has several; a wrong name raises ArgumentProblem that lists them. Raises
        TreatyoptError if matplotlib is not installed (extra `notebook`).
        """
        return doors["plot"](self, ax, kind, options)
