"""Writing YAML with comments, so that the reader of studies reads back what was meant.

What is written is laid out by hand, as one would type it: mappings in blocks, scores in one line, comments beside the
thing that they speak of. Texts are quoted unless they can be nothing but text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from treatyopt.errors import printable
from treatyopt.study.yamlfile import stays_text

Scalar = str | int | float | bool | None
Flow = Sequence["Inline"] | Mapping[str, "Inline"]
Inline = Scalar | Flow

# Letters and digits of any script, and what stands inside names; what could open or end something is left out.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/%+'’–-]*[\w.)%’'])?\Z")
_WHOLE = 10**15
_COMMENT = 200  # characters of what a comment quotes


@dataclass(frozen=True)
class Entry:
    """A key and what it holds: something that stands in its line, or entries of its own.

    `above` are comments, a line each; `beside` stands behind a value of one line. An entry `apart` has a blank line
    before it.
    """

    key: str
    value: Inline | Body
    above: tuple[str, ...] = ()
    beside: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Note:
    """Comments by themselves, a line each."""

    lines: tuple[str, ...]
    apart: bool = False


@dataclass(frozen=True)
class Body:
    """Entries below each other, with notes between them."""

    items: tuple[Entry | Note, ...]


def written(body: Body) -> str:
    """Entries as the text of a file; `parse` of `study/yamlfile.py` reads them back."""
    return "".join(f"{line}\n" for line in _lines(body, ""))


def _lines(body: Body, indent: str) -> Iterator[str]:
    for item in body.items:
        if item.apart:
            yield ""
        for line in item.lines if isinstance(item, Note) else item.above:
            yield f"{indent}{comment(line)}"
        if isinstance(item, Entry):
            yield from _entry(item, indent)


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    beside = f"  {comment(entry.beside)}" if entry.beside else ""
    if isinstance(entry.value, Body):
        empty = not any(isinstance(each, Entry) for each in entry.value.items)
        yield f"{indent}{inline(entry.key)}:{' {}' if empty else ''}{beside}"
        yield from _lines(entry.value, f"{indent}  ")
    else:
        yield f"{indent}{inline(entry.key)}: {inline(entry.value)}{beside}"


def comment(line: str) -> str:
    """A line of comment, with nothing in it that would end it."""
    return f"# {printable(line, _COMMENT)}".rstrip()


def inline(value: Inline) -> str:
    """What stands in one line: a text, a number, true, false or nothing, or brackets around several."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(key)}: {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(inline, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return figure(value)


def figure(value: float) -> str:
    """A finite number as short as it can be without being another."""
    if value == int(value) and abs(value) < _WHOLE:
        return str(int(value))
    return repr(value)


def _text(text: str) -> str:
    if _PLAIN.match(text) and text.isprintable() and stays_text(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(mark: str) -> str:
    if mark in '"\\':
        return f"\\{mark}"
    if mark.isprintable():
        return mark
    code = ord(mark)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
