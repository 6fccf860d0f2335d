"""Every way to write what was said, looked up in one registry: a format is an entry here and a writer beside it.

Commands that say a document offer all of FORMATS. What is no document brings entries and writers of its own, as the
brief does in its room.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any, NamedTuple

from treatyopt.errors import TreatyoptError


class Format(NamedTuple):
    """A way to write something: its name, the endings of its files (the usual one first), and what writes it.

    Writers are `module:function`, imported when first used. `writer` takes what is to be written and returns text, or
    bytes if the format is binary; `ascii_writer` returns the same for a stream that knows no other letters; `shower`
    takes a stream too and shows it there, with the width and colours of that. What is not `on_terminal` is refused
    there. `extra` names the optional dependencies that the writer needs, and `encoding` is that of its files.
    """

    name: str
    endings: tuple[str, ...]
    writer: str
    ascii_writer: str | None = None
    shower: str | None = None
    on_terminal: bool = True
    extra: str | None = None
    encoding: str = "utf-8"

    def write(self, said: Any) -> bytes:
        """What was said as a file of this format holds it; TreatyoptError if its extra is not installed."""
        written = self._call(self.writer, said)
        return written if isinstance(written, bytes) else str(written).encode(self.encoding)

    def text(self, said: Any, *, ascii_only: bool = False) -> str | bytes:
        """What was said for a stream, which may know no letters but those of ASCII."""
        writer = self.ascii_writer if ascii_only and self.ascii_writer else self.writer
        written: str | bytes = self._call(writer, said)
        return written

    def show(self, said: Any, stream: IO[str]) -> None:
        """Show on a stream what was said, as a terminal has it; only where there is a `shower`."""
        self._call(str(self.shower), said, stream)

    def _call(self, writer: str, *given: Any) -> Any:
        module, _, function = writer.partition(":")
        with self.needed():
            return getattr(import_module(module), function)(*given)

    @contextmanager
    def needed(self) -> Iterator[None]:
        """Let a module that is missing while this format is written or read be told with the extra that brings it."""
        try:
            yield
        except ModuleNotFoundError as missing:
            if self.extra is None:
                raise
            raise TreatyoptError(
                f"{self.name} needs {missing.name}: pip install 'treatyopt[{self.extra}]'"
            ) from None


def registry(*formats: Format) -> dict[str, Format]:
    """Formats by name, the usual one first."""
    return {each.name: each for each in formats}


FORMATS = registry(
    Format(
        "table", (".txt",), "treatyopt.formats.terminal:to_text", shower="treatyopt.formats.terminal:show"
    ),
    Format(
        "json",
        (".json",),
        "treatyopt.formats.text:to_json",
        ascii_writer="treatyopt.formats.text:to_ascii_json",
    ),
    # Spreadsheets take the byte-order mark as the sign that a file is UTF-8.
    Format("csv", (".csv",), "treatyopt.formats.text:to_csv", encoding="utf-8-sig"),
    Format("markdown", (".md", ".markdown"), "treatyopt.formats.text:to_markdown"),
    Format("html", (".html", ".htm"), "treatyopt.formats.html:to_html", on_terminal=False),
    Format("xlsx", (".xlsx",), "treatyopt.formats.xlsx:to_xlsx", on_terminal=False, extra="office"),
    Format("docx", (".docx",), "treatyopt.formats.docx:to_docx", on_terminal=False, extra="office"),
)
