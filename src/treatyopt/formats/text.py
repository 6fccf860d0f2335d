"""Documents as JSON, CSV and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, assert_never

from treatyopt.documents.blocks import Block, Document, Heading, Items, Next, Picture, Prose, Row, Table
from treatyopt.documents.stamp import Stamp
from treatyopt.documents.words import cell
from treatyopt.formats.drawing import plotted

SCHEMA_VERSION = 2

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where a line would begin a list (-, +, 1., 1)), a rule or the line under a heading (---, ===): before its mark.
_OPENING = re.compile(r"^(?:[0-9]{1,9}(?=[.)](?:[ \t]|$))|(?=[-+](?:[ \t]|$)|[-=][-= \t]*$))")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#!])")


def to_json(document: Document) -> str:
    """The data with its schema version; keys are only ever added to a version."""
    return _json(document, ensure_ascii=False)


def to_ascii_json(document: Document) -> str:
    """The same with all that is not ASCII escaped as JSON escapes it."""
    return _json(document, ensure_ascii=True)


def _json(document: Document, ensure_ascii: bool) -> str:
    data = {"schema_version": SCHEMA_VERSION, **document.data}
    if document.stamp is not None:
        data["made_by"] = document.stamp.record()
    return json.dumps(data, indent=2, ensure_ascii=ensure_ascii, allow_nan=False) + "\n"


def to_csv(document: Document) -> str:
    """The listing of a document: every column that is in data, with ids and unrounded numbers."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_raw, document.listing.keys))
    writer.writerows(map(_raw, record.values()) for record in document.listing.records())
    return out.getvalue()


def _raw(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return _harmless(" ".join(str(each) for each in value))
    if isinstance(value, str):
        return _harmless(value)
    return repr(value) if isinstance(value, float) else value


def _harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula, marked as OWASP advises against CSV injection."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_markdown(document: Document) -> str:
    """The whole document for people, as Markdown, with its stamp at the end; text from a study is escaped."""
    return "\n\n".join([*paragraphs(document.blocks), *stamped(document.stamp)]) + "\n"


def stamped(stamp: Stamp | None) -> list[str]:
    """A stamp as Markdown: the sentence, and in a comment the record from which the file can be checked."""
    return [] if stamp is None else [escaped(stamp.sentence), f"<!-- {stamp.written()} -->"]


def paragraphs(blocks: Iterable[Block], level: int = 1, hints: bool = True) -> list[str]:
    """Blocks as Markdown, headings of this level; with or without hints for those who can type commands."""
    return [part for block in blocks if (part := _markdown(block, level, hints))]


def _markdown(block: Block, level: int, hints: bool) -> str:
    if isinstance(block, Heading):
        heading = f"{'#' * level} {escaped(block.text)}"
        return f"{heading}\n\n{escaped(block.aside)}" if block.aside else heading
    if isinstance(block, Prose):
        return _led(block, hints)
    if isinstance(block, Items):
        return "\n".join(f"- {_led(each, hints)}" for each in block.items)
    if isinstance(block, Table):
        return _markdown_table(block)
    if isinstance(block, Picture):
        return _markdown_picture(block)
    if isinstance(block, Next):
        return ""
    assert_never(block)


def _led(prose: Prose, hints: bool) -> str:
    text = escaped(prose.whole if hints else prose.text)
    return f"**{escaped(prose.lead)}** {text}" if prose.lead else text


def _markdown_picture(picture: Picture) -> str:
    """The drawing as it is, indented as code, which no text in it can end."""
    *lines, legend = plotted(picture, 72)
    drawing = "\n".join(f"    {line}" for line in lines)
    return f"**{escaped(picture.caption)}**\n\n{drawing}\n\n{escaped(legend)}"


def _markdown_table(table: Table) -> str:
    """A table with its labels, which Markdown cannot leave out even where others do; without drawings."""
    kept = [i for i, column in enumerate(table.columns) if column.kind != "bar"]
    detailed = [table.detail] if any(row.detail for row in table.rows) else []
    labels = [escaped(table.columns[i].label) for i in kept] + detailed
    rules = ["---:" if table.columns[i].right else "---" for i in kept] + ["---" for _ in detailed]
    lines = [f"**{escaped(table.caption)}**\n"] if table.caption else []
    lines += [_piped(labels), _piped(rules)]
    lines += [
        _piped(_cells(table, row, kept) + [escaped(row.detail or "") for _ in detailed]) for row in table.rows
    ]
    return "\n".join(lines)


def _cells(table: Table, row: Row, kept: list[int]) -> list[str]:
    columns = table.columns
    texts = [escaped(cell(row.cells[i], columns[i].kind, columns[i].digits)) for i in kept]
    return [f"**{text}**" if row.heading and text else text for text in texts]


def _piped(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Text in which nothing is markup; marks that are so only where a line begins are escaped there alone."""
    lines = _MARKUP.sub(r"\\\1", text).split("\n")
    return "\n".join(_OPENING.sub(r"\g<0>\\", line.lstrip(" \t")) for line in lines)
