"""What results look like in a notebook: the doors through which they reach pandas, matplotlib and HTML.

The rooms behind the doors stand above the results and are entered by name when a door is opened, so that
importing a result loads none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Shown:
    """A result that a notebook shows as HTML, as a DataFrame and, where a picture says more, as a plot."""

    def _repr_html_(self) -> str:
        return str(import_module("treatyopt.notebook.html").html(self))

    def to_frame(self, table: str | None = None, *, long: bool = False) -> Any:
        """The result as a pandas DataFrame with ids as index, or tidy (one figure or fact per row) if `long`.

        `table` picks one where the result holds several; a wrong name raises ArgumentProblem that lists them.
        Raises TreatyoptError if pandas is not installed (extra `notebook`).
        """
        return import_module("treatyopt.notebook.frames").frame(self, table, long)

    def plot(self, ax: Any = None, *, kind: str | None = None, **options: Any) -> Any:
        """The result as a plot on the matplotlib Axes given (or a new one), which is returned.

        `kind` picks one where the result has several; a wrong name raises ArgumentProblem that lists them. Raises
        TreatyoptError if matplotlib is not installed (extra `notebook`).
        """
        return import_module("treatyopt.notebook.plots").plot(self, ax, kind, options)
