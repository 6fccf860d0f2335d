"""Reading a YAML file from outside, safely: bounded, strict, and with the line of every entry.

Plain scalars are read by the core rules of YAML 1.2 (true, false, null, decimal integers and
floats; all else is text), so that an id such as `no` is what it looks like. The document is built from parser events:
PyYAML's own composer crashes the interpreter on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from treatyopt.errors import FileProblem, Problem, pointed, printable
from treatyopt.study.syntax import explained

MAX_BYTES = 6_000_000  # 200 options on 40 criteria, each score with its reason, take 2 to 4 MB
MAX_DEPTH = 24

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Mapped(dict[str, Any]):
    """A mapping that knows the line (1-based) of each of its keys.

    `written` keeps how a number, true or false without quotes was written, by key: a year can be meant as text.
    """

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.written: dict[str, str] = {}


class Listed(list[Any]):
    """A sequence that knows the line (1-based) of each of its items, and how it was written, as Mapped does."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.written: dict[int, str] = {}


def read(path: Path) -> Any:
    """The document in a file as mappings, lists, text, numbers, booleans and None.

    Raises FileProblem for a file that cannot be read, is larger than MAX_BYTES, is not UTF-8, or is not
    strict YAML: duplicate or non-text keys, aliases, tags, more than one document, nesting beyond
    MAX_DEPTH, infinities and NaN.
    """
    return parse(decoded(contents(path), str(path)), str(path))


def contents(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, one more than `most` if it holds more; FileProblem if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise FileProblem.of(printable(str(path), 200), _os_reason(error)) from None
    except ValueError:  # a NUL byte, or half of a character
        raise FileProblem.of(printable(str(path), 200), "is not the name of a file") from None


def decoded(raw: bytes, name: str) -> str:
    """The text that the bytes of a file are, without a byte-order mark; FileProblem as `read` raises it."""
    name = printable(name, 200)
    if len(raw) > MAX_BYTES:
        raise FileProblem.of(
            name, f"larger than {MAX_BYTES // 1_000_000} MB; most studies are a few hundred kB"
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileProblem.of(name, "is UTF-16; save it as UTF-8")
    if b"\0" in raw:
        raise FileProblem.of(name, "is not a text file (it holds NUL bytes)")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileProblem.of(name, "is not UTF-8; save it as UTF-8", line) from None


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    return f"cannot be read: {error.strerror or error}"


def parse(text: str, name: str) -> Any:
    """The document in a text; `name` stands for the file in messages. Raises FileProblem as `read` does."""
    builder = _Builder(printable(name, 200))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(_syntax(builder.name, text, error))
    if builder.problems:
        raise FileProblem(builder.problems)
    return builder.document


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    line, what = explained(text, error)
    return Problem(name, line, "", f"not valid YAML: {what}")


class _Builder:
    """Builds the document from parser events, with a stack of open containers instead of recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.document: Any = None
        self.problems: list[Problem] = []
        self._documents = 0
        self._open: list[Mapped | Listed] = []
        self._keys: list[str | None] = []
        self._path: list[str] = []

    def take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._start(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._open.pop()
            self._keys.pop()
            del self._path[-1:]
        elif isinstance(event, AliasEvent):
            self._stop(
                event,
                f"aliases (*{printable(event.anchor or '', 20)}) are not used here; write the value out, "
                "or put a text that begins with * in quotes",
            )
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(event, "more than one document in the file")

    def _start(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if self._expects_key():
            self._stop(event, "a key must be text")
        if len(self._open) >= MAX_DEPTH:
            self._stop(event, f"nested more than {MAX_DEPTH} deep")
        if event.tag is not None:
            self._stop(
                event,
                f"tags ({printable(event.tag, 40)}) are not used here; put a text that begins with ! in quotes",
            )
        self._path.extend(self._step())
        container = Mapped(line) if isinstance(event, MappingStartEvent) else Listed(line)
        self._put(container, line)
        self._open.append(container)
        self._keys.append(None)

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.tag is not None:
            self._stop(
                event,
                f"tags ({printable(event.tag, 40)}) are not used here; put a text that begins with ! in quotes",
            )
        if event.anchor is not None:
            self._report(
                line, f"a text cannot begin with &{printable(event.anchor, 20)}; put the text in quotes"
            )
        plain = bool(event.implicit[0])
        if self._expects_key():
            self._key(event.value, plain, line)
            return
        value = self._resolve(event.value, line) if plain else event.value
        if value is None and event.value == "":
            self._decimal_comma(line)
        self._put(value, line, event.value)

    def _resolve(self, text: str, line: int) -> Any:
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text) and len(text) <= 18:
            return int(text)
        if _FLOAT.match(text):
            number = float(text)
            if number - number == 0:
                return number
            self._report(line, f"{printable(text)} is not a finite number")
        elif _NOT_FINITE.match(text):
            self._report(line, f"{printable(text)} is not a finite number")
        return text

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], Mapped) and self._keys[-1] is None

    def _key(self, text: str, plain: bool, line: int) -> None:
        top = self._open[-1]
        assert isinstance(top, Mapped)
        if plain and text in _WORDS:  # a number is taken as it is written, and judged as an id
            self._report(line, f"the key {printable(text) or '(empty)'} is not text; put it in quotes")
        if text in top.lines:
            self._report(line, f"duplicate key {printable(text)}; first on line {top.lines[text]}")
        top.lines.setdefault(text, line)
        self._keys[-1] = text

    def _put(self, value: Any, line: int, written: str | None = None) -> None:
        if not self._open:
            self.document = value
            return
        top = self._open[-1]
        place: Any
        if isinstance(top, Mapped):
            place = self._keys[-1]
            top.setdefault(place, value)
            self._keys[-1] = None
        else:
            place = len(top)
            top.append(value)
            top.lines.append(line)
        if written is not None and isinstance(value, (bool, int, float)):
            top.written.setdefault(place, written)

    def _decimal_comma(self, line: int) -> None:
        """Report `{score: 70,5}`, which YAML reads as a number and a key without a value."""
        top = self._open[-1] if self._open else None
        if not isinstance(top, Mapped) or not top:
            return
        key, decimals = next(reversed(top)), self._keys[-1] or ""
        if key in top.written and decimals.isdecimal() and top.lines[key] == line:
            whole = top.written[key]
            self._keys[-1] = key
            self._report(line, f"{whole},{decimals} is not a number{pointed(f'{whole},{decimals}')}")
            self._keys[-1] = decimals

    def _step(self) -> list[str]:
        """Where in the innermost open container the next value goes; nothing at the top."""
        if not self._open:
            return []
        top = self._open[-1]
        return [str(len(top) + 1) if isinstance(top, Listed) else self._keys[-1] or ""]

    def _report(self, line: int, message: str) -> None:
        key = self._keys[-1] if self._keys else None
        place = ".".join(printable(step) for step in [*self._path, *([key] if key else [])])
        self.problems.append(Problem(self.name, line, place, message))

    def _stop(self, event: Any, message: str) -> None:
        self._report(event.start_mark.line + 1, message)
        raise FileProblem(self.problems)


def stays_text(text: str) -> bool:
    """Whether a text written without quotes is read back as that text, not as a number or a word such as null."""
    return not (text in _WORDS or _INT.match(text) or _FLOAT.match(text) or _NOT_FINITE.match(text))


def locate(document: Any, place: Iterator[str | int] | tuple[str | int, ...]) -> tuple[str, int | None]:
    """The dotted path and the line (1-based) of a place in a document; as near as the document goes.

    An integer step into a mapping counts its keys, as validated records do.
    """
    path: list[str] = []
    line: int | None = getattr(document, "line", None)
    node = document
    for step in place:
        if isinstance(node, Mapped) and isinstance(step, int) and step < len(node):
            step = list(node)[step]
        if isinstance(node, Mapped) and isinstance(step, str) and step in node:
            line, node = node.lines[step], node[step]
            path.append(printable(step))
        elif isinstance(node, Listed) and isinstance(step, int) and step < len(node):
            line, node = node.lines[step], node[step]
            path.append(str(step + 1))
        else:
            break
    return ".".join(path), line


def take_as_written(document: Any, place: tuple[str | int, ...]) -> bool:
    """Put the text that was written in the place of a number, true or false; whether there was one to replace.

    The place is read as `locate` reads it.
    """
    node = document
    for step in place:
        if isinstance(node, Mapped) and isinstance(step, int) and step < len(node):
            step = list(node)[step]
        known = isinstance(node, Mapped) and step in node
        if not known and not (isinstance(node, Listed) and isinstance(step, int) and step < len(node)):
            return False
        if step in node.written:
            node[step] = node.written.pop(step)
            return True
        node = node[step]
    return False
