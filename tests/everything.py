"""A document that has everything a writer can meet, made by hand: every block, column, drawing and awkward text."""

from __future__ import annotations

from treatyopt.documents.blocks import (
    Bar,
    Column,
    Document,
    Heading,
    Mark,
    Next,
    Picture,
    Prose,
    Reach,
    Row,
    Stack,
    Table,
)

# Markup of Markdown, HTML and rich, an emoji code, quotes and a comma; wide, joined and right-to-left letters.
MARKUP = "[bold]x[/] *a* _b_ `c` <i>d</i> | e & f # ~h~ ![i](j) :smile: \\ \"k\", 'l'"
WORLD = "Договор, 条約, Vertrag über Grenzen, معاهدة, é"

_KINDS = Table(
    (
        Column("id", "", lead=True),
        Column("name", "Option", lead=True, fold=True),
        Column("value", "Value", "number", digits=2),
        Column("gain", "Gain", "signed"),
        Column("share", "Share of weightings", "percent"),
        Column("drawn", "0 to 100", "bar", width=12),
        Column("passes", "Passes-screens"),
        Column("cites", "Cites", fold=True),
        Column("exact", "Exact", "number", shown=False),
    ),
    (
        Row(("a", "Alpha", 12.3456, 1.25, 0.5, Bar(0.75), True, ("one/1", "one/2"), 0.1), "A detail.", strong=True),
        Row(("b", WORLD, 100.0, -0.04, 1.0, Bar(0.01, solid=False), False, (), 1e-9), faint=True),
        Row(("c", MARKUP, None, None, None, Bar(0.0), None, None, None), f"Stands back: {MARKUP}", faint=True),
        Row(("d", "", -3, -12.0, 0.0, Reach(0.1, 0.9, 0.5), "✗ fails", ["two/10"], 2 / 3)),
        Row(("e", "Long enough to be folded wherever a fold may be", 0, 7, 0.123, Stack((0.5, 0.3, 0.2)), 3, "", 5)),
        Row(("f", "Point", 0.0, 0.0, 0.9999, Reach(0.3, 0.3, 0.8), "✓ · † × –", "…", -0.0)),
    ),
    caption="Every kind of column",
    detail="why",
)  # fmt: skip
_BARE = Table(
    (Column("word", "Word"), Column("said", "Said", fold=True)), (Row(("plain", "x " * 60)),), headed=False
)
_RECORDS = Table(
    (
        Column("key", "Key"),
        Column("text", "Text"),
        Column("number", "Number", "number"),
        Column("bar", "", "bar"),
    ),
    (
        Row(("quotes", MARKUP, 1 / 3, None)),
        Row(("world", WORLD, 1e22, None), "noted"),
        Row(("two lines", "one\ntwo", 10, None)),
        Row(("truth", True, False, None)),
        Row(("many", ("a", "b"), None, None)),
    ),
    detail="note",
)
_PICTURE = Picture(
    "Gains of both",
    "first party →",
    "second party",
    (
        Mark(10, 20, "A", "Alpha"),
        Mark(-5, -2.5, "B", WORLD),
        Mark(10, 20, "C", MARKUP),
        Mark(30, 0, "D", "Delta"),
    ),
    ((0, 0), (12.5, 7), (29, 19)),
    "packages",
)
_BLOCKS = (
    Heading("A heading", "and a remark"),
    Heading(f"A heading too long for its remark: {MARKUP}", WORLD),
    Heading("No remark"),
    Prose("Prose that is long enough to be wrapped at any width a reader is likely to have.", hint="With a hint."),
    Prose(f"Faint: {WORLD} – {MARKUP}", faint=True),
    _KINDS,
    _BARE,
    _PICTURE,
    _PICTURE._replace(caption="No dots", dots=(), marks=(Mark(0, 0, "O", "Origin"),)),
    Prose("12345678901234567890123456789012345678901234567890 is a word too long for a narrow screen."),
    Next("treatyopt compare"),
)  # fmt: skip

EVERYTHING = Document(
    {"text": MARKUP, "world": WORLD, "figures": [0.1, 1e-9, 1e22, -0.0, 3], "nothing": None, "truth": True},
    _BLOCKS,
    _RECORDS,
)
UNRECORDED = Document({}, _BLOCKS)
