"""Documents as HTML: fragments for notebooks and for the brief, readable in light and dark themes.

All text is escaped. Nothing is styled by attributes, so that a page may forbid inline styles: drawings are SVG,
with their sizes as plain attributes, and in the colour of the text unless a page says otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, assert_never

from treatyopt.documents.blocks import Block, Document, Heading, Items, Next, Picture, Prose, Row, Table
from treatyopt.documents.stamp import Stamp
from treatyopt.documents.words import cell
from treatyopt.formats import shading
from treatyopt.formats.svg import GROWN, LONG, drawing, picture, swatch
from treatyopt.tables.columns import Drawing, Head, Shaded

_WORD = 24
_GAPS = re.compile(r"[\s-]")
_LOCATOR = re.compile(r"[a-z][a-z0-9-]*/[0-9]+[a-z]?\b")

STYLE = (
    """\
.treatyopt { font-family: system-ui, sans-serif; line-height: 1.45; max-width: 62rem; }
.treatyopt table { border-collapse: collapse; margin: 0.6rem 0 1.2rem; font-size: 0.92em; }
.treatyopt .scroll { overflow-x: auto; }
.treatyopt p, .treatyopt h1, .treatyopt h2, .treatyopt h3 { overflow-wrap: anywhere; }
.treatyopt caption { overflow-wrap: anywhere; text-align: left; font-weight: 600; padding: 0.3rem 0; }
.treatyopt th, .treatyopt td { padding: 0.2rem 0.7rem 0.2rem 0; text-align: left; vertical-align: top;
  border: 0; border-bottom: 1px solid rgb(128 128 128 / 35%); background: none; }
.treatyopt thead th { font-weight: 400; opacity: 0.8; }
.treatyopt thead .scale { text-align-last: justify; }
.treatyopt tbody th { font-weight: 400; }
.treatyopt .num { text-align: right; font-variant-numeric: tabular-nums; }
.treatyopt td.num { white-space: nowrap; }
.treatyopt tr.strong > * { font-weight: 600; }
.treatyopt .faint { opacity: 0.8; }
.treatyopt tr.detail td { overflow-wrap: anywhere; opacity: 0.85; padding-left: 1.2rem; font-size: 0.95em; }
.treatyopt .keyed table { margin-bottom: 0.3rem; }
.treatyopt .legend { margin: 0 0 1.2rem; padding: 0; font-size: 0.92em; }
.treatyopt .legend li { display: inline-block; margin-right: 0.9rem; }
.treatyopt svg { overflow: visible; vertical-align: middle; }
.treatyopt svg text { fill: currentColor; font-size: 11px; font-family: inherit; }
.treatyopt tr.heading > * { font-weight: 600; padding-top: 0.6rem; }
.treatyopt tr.heading ~ tr:not(.heading) > :first-child { padding-left: 0.8rem; }
"""
    + shading.STYLE
)


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src '{policy}'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="treatyopt">
{body}
</body>
</html>
"""
_PAGE_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 1.5rem auto; padding: 0 1rem; }
@media print { body { margin: 0; max-width: none; } }
"""


def to_html(document: Document) -> str:
    """A document as a page that stands by itself and loads nothing."""
    style = f"{STYLE}{_PAGE_STYLE}"
    body = f"{fragment(document, level=1)}{stamped(document.stamp)}"
    title = next((each.text for each in document.blocks if isinstance(each, Heading)), "treatyopt")
    return _PAGE.format(policy=hashed(style), title=escape(title), style=style, body=body)


def stamped(stamp: Stamp | None) -> str:
    """A stamp as a footer, with the record from which the file can be checked as data that no browser runs."""
    if stamp is None:
        return ""
    sentence = f'<footer><p class="faint">{escape(stamp.sentence)}</p></footer>'
    return f'\n{sentence}\n<script type="application/json" id="stamp">{stamp.written()}</script>'


def hashed(text: str) -> str:
    """What names an inline style or script in a content-security policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def fragment(document: Document, links: Mapping[str, str] | None = None, level: int = 3) -> str:
    """A document's blocks as HTML; `links` gives the address of each locator that has one.

    The heading is of the given level (1-6).
    """
    return "\n".join(blocks(document.blocks, links or {}, level))


def blocks(given: Iterable[Block], links: Mapping[str, str], level: int = 3) -> Iterable[str]:
    """Each block as HTML, the hint of a next command left out."""
    for block in given:
        if isinstance(block, Heading):
            yield f"<h{level}>{text(block.text, links)}</h{level}>"
            if block.aside:
                yield f'<p class="faint">{text(block.aside, links)}</p>'
        elif isinstance(block, Prose):
            faint = ' class="faint"' if block.faint else ""
            yield f"<p{faint}>{_led(block, links)}</p>"
        elif isinstance(block, Items):
            yield f"<ul>{''.join(f'<li>{_led(each, links)}</li>' for each in block.items)}</ul>"
        elif isinstance(block, Table):
            yield _table(block, links)
        elif isinstance(block, Picture):
            yield picture(block)
        elif not isinstance(block, Next):
            assert_never(block)


def _led(prose: Prose, links: Mapping[str, str]) -> str:
    lead = f"<strong>{text(prose.lead, links)}</strong> " if prose.lead else ""
    return f"{lead}{text(prose.text, links)}"


def text(said: str, links: Mapping[str, str]) -> str:
    """Escaped text, its locators linked."""
    safe = escape(said)
    if not links:
        return safe
    return _LOCATOR.sub(lambda found: _linked(found.group(), links), safe)


def _linked(locator: str, links: Mapping[str, str]) -> str:
    address = links.get(locator)
    return locator if address is None else f'<a href="{escape(address)}">{locator}</a>'


def _table(table: Table, links: Mapping[str, str]) -> str:
    caption = f"<caption>{text(table.caption, links)}</caption>" if table.caption else ""
    head = "".join(map(_head, table.columns))
    header = f"<thead><tr>{head}</tr></thead>" if table.headed else ""
    body = "\n".join(_row(row, table.columns, links) for row in table.rows)
    legends = "".join(_legend(each.parts) for each in table.columns)
    look = "scroll keyed" if legends else "scroll"
    return f'<div class="{look}"><table>{caption}{header}<tbody>\n{body}\n</tbody></table></div>{legends}'


def _legend(parts: tuple[str, ...]) -> str:
    """Which part of a stack is which; nothing where one is alone."""
    if len(parts) < 2:
        return ""
    named = (f"<li>{swatch(i, len(parts))} {escape(name)}</li>" for i, name in enumerate(parts))
    return f'\n<ul class="legend">{"".join(named)}</ul>'


def _head(column: Head) -> str:
    """A header; without a label it heads nothing, and is a cell like any other. Over a drawing it is its scale."""
    if not column.label:
        return "<td></td>"
    look = ' class="scale"' if column.kind == "bar" else _class(column) or _length(column.label)
    return f'<th scope="col"{look}>{escape(column.label)}</th>'


def _class(column: Head) -> str:
    return ' class="num"' if column.right else ""


def _length(text: str) -> str:
    """A mark on what holds a word that no page is wide enough for, so that only such words are broken."""
    return ' class="long"' if any(len(word) > _WORD for word in _GAPS.split(text)) else ""


def _row(row: Row, columns: tuple[Head, ...], links: Mapping[str, str]) -> str:
    heading = next((i for i, column in enumerate(columns) if _names_rows(column)), None)
    pairs = enumerate(zip(row.cells, columns, strict=True))
    cells = "".join(_cell(value, column, links, i == heading) for i, (value, column) in pairs)
    look = "heading" if row.heading else "strong" if row.strong else "faint" if row.faint else ""
    line = f'<tr class="{look}">{cells}</tr>' if look else f"<tr>{cells}</tr>"
    if row.detail:
        line += f'\n<tr class="detail"><td colspan="{len(columns)}">{text(row.detail, links)}</td></tr>'
    return line


def _names_rows(column: Head) -> bool:
    return column.lead and column.kind == "text" and bool(column.label)


def _cell(value: Any, column: Head, links: Mapping[str, str], heading: bool) -> str:
    if isinstance(value, Drawing):
        return f"<td>{drawing(value, GROWN if column.grows else LONG)}</td>"
    if isinstance(value, Shaded):
        return shading.shaded_cell(value)
    said = cell(value, column.kind, column.digits)
    safe, look = text(said, links), _class(column) or _length(said)
    return f'<th scope="row"{look}>{safe}</th>' if heading else f"<td{look}>{safe}</td>"
