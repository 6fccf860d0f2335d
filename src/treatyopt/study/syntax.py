"""What is wrong with a text that is no YAML, said so that its writer can mend it."""

from __future__ import annotations

from typing import Any

import yaml

from treatyopt.errors import printable

_QUOTE_IT = "put the text in quotes"
_UNQUOTED_COLON = f"a colon followed by a blank inside unquoted text; {_QUOTE_IT}"


def explained(text: str, error: yaml.YAMLError) -> tuple[int | None, str]:
    """The line (1-based, if known) and the fault of a text that a YAML parser refused.

    Both of PyYAML's parsers are understood; what neither is known to say is passed on as it stands.
    """
    if isinstance(error, yaml.reader.ReaderError):  # gives a position in bytes and no mark
        line = text.encode("utf-8")[: error.position].count(b"\n") + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        return line, f"the character U+{code:04X} is not allowed; remove it"
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or "cannot be parsed")
    if mark is None:
        return None, printable(what, 120)
    opened = getattr(error, "context_mark", None) or mark
    return _explained(text, str(getattr(error, "context", "")), what, mark, opened)


def _explained(text: str, context: str, what: str, mark: Any, opened: Any) -> tuple[int, str]:
    here, first = _at(text, mark), _at(text, opened)
    line, start = mark.line + 1, opened.line + 1
    if "quoted scalar" in context:
        if "end of stream" in what:
            return start, f"the quote {first} is opened here and never closed"
        return line, "a backslash inside double quotes; write it twice, or use single quotes"
    if "tab" in what or here == "\t":
        return line, "a tab; indent by blanks"
    if "simple key" in context:
        return start, "neither a key nor part of a text: a key is followed by a colon and a blank"
    if "flow" in context:
        if here == ":" and line == start:
            return line, _UNQUOTED_COLON
        if not first:
            return line, "a bracket is not closed"
        return line, f"the bracket {first} opened on line {start} is not closed, or a comma is missing"
    if "mapping values" in what:
        return line, _colon(_before(text, mark))
    if "sequence entries" in what:
        return line, f"a - after a key: begin a list on a new line; if it is a text, {_QUOTE_IT}"
    if "parsing a block" in context and "node" not in context:
        return line, _misplaced(_before(text, mark), here, "collection" in context)
    if first and (first in "@`%&*|>?,]}" or "token" in what):
        return start, f"a text cannot begin with {printable(first)}; {_QUOTE_IT}"
    return line, printable(what, 120)


def _at(text: str, mark: Any) -> str:
    return text[mark.index : mark.index + 1]


def _before(text: str, mark: Any) -> str:
    """What stands before a mark on its line."""
    return text[: mark.index].rpartition("\n")[2]


def _colon(before: str) -> str:
    if ": " in before:
        return _UNQUOTED_COLON
    return (
        "a key where the text begun above goes on: check the indentation and the blank after each colon; "
        "a text with a colon needs quotes"
    )


def _misplaced(before: str, here: str, in_list: bool) -> str:
    """Something that cannot stand where it does, among keys or in a list."""
    last = before.rstrip()[-1:]
    if last in ("'", '"'):
        return (
            f"text after a closing quote {last}; put the whole text in quotes, and double each {last} inside"
        )
    if last in ("]", "}"):
        return f"text after a closing bracket {last}; {_QUOTE_IT}"
    if in_list:
        return "a key among the items of a list; check the indentation"
    if here == "-":
        return "an item of a list among keys; check the indentation"
    return "this line is indented like none above it"
