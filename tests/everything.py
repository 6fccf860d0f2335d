"""A document that has everything a writer can meet, made by hand: every block, column, drawing and awkward text."""

from __future__ import annotations

from operator import itemgetter

from treatyopt.documents.blocks import Document, Heading, Items, Mark, Next, Picture, Prose, Row, Table
from treatyopt.tables.columns import Bar, Column, Head, Listing, Reach, Shaded, Stack

# Markup of Markdown, HTML and rich, an emoji code, quotes and a comma; wide, joined and right-to-left letters.
MARKUP = "[bold]x[/] *a* _b_ `c` <i>d</i> | e & f # ~h~ ![i](j) :smile: \\ \"k\", 'l'"
WORLD = "Договор, 条約, Vertrag über Grenzen, معاهدة, é"

_KINDS = Table(
    (
        Head("", lead=True),
        Head("Option", lead=True, fold=True),
        Head("Value", "number", digits=2),
        Head("Gain", "signed"),
        Head("Share of weightings", "percent"),
        Head("Sampled", "share"),
        Head("0 to 100", "bar", width=12, grows=True, parts=("half", MARKUP, WORLD)),
        Head("Passes-screens"),
        Head("Cites", fold=True),
    ),
    (
        Row(("a", "Alpha", 12.3456, 1.25, 0.5, 0.5, Bar(0.75), True, ("one/1", "one/2")), "A detail.", strong=True),
        Row(("b", WORLD, 100.0, -0.04, 1.0, 0.9999, Bar(0.01, solid=False), False, ()), faint=True),
        Row(("c", MARKUP, None, None, None, None, Bar(0.0), None, None), f"Stands back: {MARKUP}", faint=True),
        Row(("d", "", -3, -12.0, 0.0, 0.0, Reach(0.1, 0.9, 0.5), "✗ fails", ["two/10"])),
        Row(("e", "Long enough to be folded wherever a fold may be", 0, 7, 0.1, 1.0, Stack((0.5, 0.3, 0.2)), 3, "")),
        Row(("f", "Point", 0.0, 0.0, 0.9999, 0.8996, Reach(0.3, 0.3, 0.8), "✓ · † × –", "…")),
        Row(("g", "Set aside", 45.0, None, None, None, Stack((0.2, 0.05, 0.2), solid=False), None, None)),
    ),
    caption="Every kind of column",
    detail="why",
)  # fmt: skip
_BARE = Table((Head("Word"), Head("Said", fold=True)), (Row(("plain", "x " * 60)),), headed=False)
_SHADED = Table(
    (
        Head("Judged", lead=True),
        Head("Alpha", "number"),
        Head("✗ Beta of a long name", "number"),
        Head("Weight", "percent"),
    ),
    (
        Row(("A group & more", "", "", 0.625), heading=True),
        Row(("lowest", Shaded("0", 0.0, strong=True), Shaded("12.4", 0.124, "s✗", faint=True), 0.125)),
        Row((MARKUP[:20], Shaded("12.5", 0.125, "s"), Shaded("30", 0.3, "*", faint=True), 0.25)),
        Row(("middling", Shaded("45", 0.45, "", "40–50"), Shaded("60", 0.6, "", "0–100", faint=True), 0.0)),
        Row(("Another", "", "", "37.5%"), "A heading's detail.", heading=True),
        Row(("high", Shaded("75", 0.75, "✗"), Shaded("87.4", 0.874), None)),
        Row((WORLD[:7], Shaded("100", 1.0), None, 1.0), faint=True),
        Row(("value", Shaded("67.7", strong=True), Shaded("62.5", faint=True), ""), heading=True),
    ),
    caption="Figures on a ground, divided by headings",
)  # fmt: skip
_LISTING = Listing(
    (
        ("quotes", MARKUP, 1 / 3, ()),
        ("world", WORLD, 1e22, "noted"),
        ("two lines", "one\ntwo", 10, None),
        ("truth", True, False, -0.0),
        ("many", ("a", "b"), None, 3),
    ),
    (
        Column("key", Head("Key"), of=itemgetter(0)),
        Column("text", Head("Text"), of=itemgetter(1), said=lambda _: "what people read"),
        Column("number", of=itemgetter(2)),
        Column(None, Head("", "bar"), of=lambda _: Bar(1.0)),
        Column("note", of=itemgetter(3)),
    ),
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
    Prose(f"Follows its lead: {MARKUP}", lead=f"Led by {WORLD}."),
    Items((Prose("1. looks like a number.", lead="First."), Prose(f"- {MARKUP} {'far ' * 30}", hint="Hinted."))),
    _KINDS,
    _BARE,
    _SHADED,
    _PICTURE,
    _PICTURE._replace(caption="No dots", dots=(), marks=(Mark(0, 0, "O", "Origin"),)),
    Prose("12345678901234567890123456789012345678901234567890 is a word too long for a narrow screen."),
    Next("treatyopt compare"),
)  # fmt: skip

EVERYTHING = Document(
    {"text": MARKUP, "world": WORLD, "figures": [0.1, 1e-9, 1e22, -0.0, 3], "nothing": None, "truth": True},
    _BLOCKS,
    _LISTING,
)
