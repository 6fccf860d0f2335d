"""What fuzz.py feeds to readers: valid studies, tables and names, changed at random as trees, as lines and as bytes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from plainly import any_study

ROOT = Path(__file__).resolve().parents[1]

SMALL = """\
criteria: {cost: , noise: Noise at night}
options:
  road-bridge: {scores: {cost: 70, noise: unknown}}
  tunnel: {scores: {cost: 30, noise: {score: 90, range: [80, 95]}}}
"""
UNITS = """\
title: Crossing
words: {option: route, baseline: doing nothing}
baseline: nothing
criteria:
  cost: {scale: {unit: EUR m, worst: 200, best: 50}, zero: dear}
  days: {scale: {unit: days, points: [[0, 100], [10, 80], [90, 0]]}}
groups:
  people: {criteria: {jobs: , health: {scale: {unit: '%', worst: -1.5, best: 1.5}, feasibility: true}}}
options:
  nothing: {scores: {cost: 50, days: 0, jobs: 0, health: 0}}
  bridge: {scores: {cost: {score: 125, range: [110, 155]}, days: 30, jobs: 60, health: unknown}}
  tunnel: {scores: {cost: 185, days: {score: 5, basis: inferred, reason: So it is}, jobs: 90, health: 0.25}}
  ferry: {phrase: the ferry, scores: {cost: 80, days: , jobs: {score: unknown}, health: -1}}
profiles:
  plain: {points: {cost: 30, days: 20, people: 50}, shares: {people: {jobs: 3, health: 1}}}
  said: {say: ['cost>=days', 'people>=20%']}
parties: {town: {profile: plain}, owner: {profile: said}}
conditions: {money: There is money}
obligations:
  pay: {says: Pay for it, binds: [town], enters: bridge, burden: 1, moves: {cost: 3, jobs: 2, days: 1, health: 1}}
  dig: {says: Dig, binds: [town, owner], enters: tunnel, may-enter: [bridge, ferry], burden: 2, when: money,
        needs: [pay], moves: {cost: 1, days: 2, jobs: 1, health: 3}}
  sail: {says: Sail, binds: [owner], enters: ferry, burden: 3, moves: {cost: 1, days: 1, jobs: 1, health: 1}}
screens:
  affordable: {criterion: cost, maximum: 170}
  quick: {criterion: days, minimum: 1, maximum: 85}
claims:
  dear: {kind: reading, says: It is dear, tests: [{test: below, option: ferry, criteria: [cost], limit: 100},
    {test: fails, option: tunnel, screens: [affordable]}, {test: lowest, option: ferry, criteria: [jobs]}]}
"""
STUDIES = [SMALL, SMALL, *[UNITS] * 5, (ROOT / "tests" / "river.yaml").read_text(encoding="utf-8")]

FIGURES = [
    0, 1, 50, 100, 101, -1, 1e-9, 1e-320, 5e-324, 1e17, 1e300, -1e308, 0.1, 1e-5, 99.99999999999999, 33.3, 2**53,
]  # fmt: skip
WORDS = [
    None, True, False, "", " ", "unknown", "no", "1e3", "70,5", "0x1f", ".inf", "a.b", "-", "~", "a" * 70, "x" * 10_001,
    "\u200b", "\u202e", "é", "e\u0301", "日本語", "<b>&", "[red]x[/red]", "=1+1", "{{ x }}", "a\nb", "\U0001f600",
    "|", "cost>=days", "cost+days>=2*people", "cost=0", "people<=100%", "cost=days=people", "a=b=c",
    [], {}, [1], [0, 100], [100, 0], [[0, 0], [1, 100]], {"score": 1}, {"score": "unknown", "range": [0, 100]},
]  # fmt: skip
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\t", b"\x85", b"\xc2\x85", b"- ", b": ", b"{", b"}", b"[",
    b"]", b"'", b'"', b"#", b"&a ", b"*a", b"!!", b"|\n", b">", b"---\n", b"...\n", b"%", b"? ",
    b"\xe2\x80\xa8", b"\n", b",", b";", b"sep=;\n", b"e999", b"9" * 30, b"1.5", b"unknown", b"{" * 40, b"<<: ",
]  # fmt: skip
CELLS = [
    "", "?", "n/a", "unknown", "12%", "1,234", "1.234", "0,5", "1e3", "-7", "+3", "1e9", "1e-300", "#N/A",
    "1'000", "abc", "Cost", "cost", "COST", "group", "unit", "direction", "weight", "worst", "best", "weights:",
    "min", "max", "less", "%", "EUR m", "日本", "a,b", 'say "x"', "a;b", "two\nlines", "=1+1", "0", "100", "50.5",
    "1" * 40, ".", "\u2212 5", "\u22125", "x" * 101, "it's", "'5", "<i>", "\u200b", "1 000", "true", "null",
    "No", "-0", "5-", "1/2",
]  # fmt: skip
TABLE = [
    ["", "Cost", "Travel time", "Noise, at night", "Jobs"],
    ["group", "Money", "", "People", "People"],
    ["unit", "EUR m", "min", "", ""],
    ["direction", "less", "less", "", "more"],
    ["weight", "3", "2", "1", "4"],
    ["Road bridge", "125", "30.5", "60", "7"],
    ["Tunnel", "185", "5", "90", ""],
    ["Ferry", "80", "80", "?", "9"],
]
NAMES = [
    "Bridge", "Tunnel", "Cost", "A, B", "equal", "option-1", "criterion-1", "no agreement", "No agreement",
    "null", "yes", "1", "1.5", "-", "--help", "=x", "#x", "a: b", "- a", "'", '"', 'a"b', "\\", "{x}", "[x]",
    "&a", "*a", "é", "e\u0301", "ﬁ", "ß", "SS", "ss", "日本", "日本語", "Ω", "\u200d", "\u200b", "\u202e", "\xa0",
    "\u3000x", "x\ty", "x" * 100, "x" * 101, "option", "unknown", "~", "%", "true", "İ", "ı", "\U0001f600",
    "a" * 61, "a\x85b", "\ud800", "\x07", "\u2028", "baseline", "profile", "<b>", "$(x)", "TO DO", "...", "---",
    "?", "@x", "`", "\ufeff",
]  # fmt: skip

Tree = Any
Draw = random.Random


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes no aliases, which studies may not hold."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def study(draw: Draw) -> bytes:
    """A study file: a valid one with a few changes, of its tree mostly, or of its lines or bytes."""
    text = draw.choice(STUDIES)
    kind = draw.random()
    if kind < 0.7:
        tree = any_study(draw) if draw.random() < 0.5 else deepcopy(_tree(text))
        for _ in range(draw.choice((0, 1, 1, 1, 2, 2, 3, 5))):
            tree = draw.choice(_CHANGES)(draw, tree)
        flow = draw.choice((None, None, False, True))
        return yaml.dump(
            tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=flow
        ).encode("utf-8", "surrogatepass")
    if kind < 0.85:
        lines = text.split("\n")
        for _ in range(draw.choice((1, 1, 2, 4))):
            i, j = (draw.randrange(max(len(lines), 1)) for _ in range(2))
            lines[i:i] = draw.choice(
                (lines[j : j + 1], [" ".join(lines[j : j + 1])], ["  a: 1"], lines[i : i + 5])
            )
            del lines[j : j + draw.choice((0, 0, 1, 3))]
        return "\n".join(lines).encode()
    return spoiled(draw, text.encode())


def spoiled(draw: Draw, data: bytes) -> bytes:
    """Bytes with a few of them dropped, doubled, put in or turned over."""
    found = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 9))):
        i = draw.randrange(len(found) + 1)
        j = min(len(found), i + draw.choice((0, 1, 1, 4, 30)))
        turned = bytes(each ^ (1 << draw.randrange(8)) for each in found[i:j])
        found[i:j] = draw.choice((b"", turned, draw.choice(TOKENS), found[i:j] * 2))
    return bytes(found)


@cache
def _tree(text: str) -> Tree:
    return yaml.safe_load(text)


def _places(tree: Tree) -> list[tuple[Any, Any]]:
    """Every place in a tree, as what holds it and its key."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        found += [(node, key) for key in keys]
        waiting += [node[key] for key in keys]
    return found


def _numbers(draw: Draw, tree: Tree) -> Tree:
    """One number moved a little or much, so that much stays valid."""
    places = [
        (n, k) for n, k in _places(tree) if isinstance(n[k], (int, float)) and not isinstance(n[k], bool)
    ]
    if places:
        node, key = draw.choice(places)
        near = node[key] + draw.choice((-10, -1, 1, 5, 0.1, 1e-13, -0.5))
        node[key] = draw.choice((near, near, near, draw.choice(FIGURES), -node[key], node[key] / 3))
    return tree


def _replaced(draw: Draw, tree: Tree) -> Tree:
    places = _places(tree)
    if not places:
        return draw.choice(WORDS)
    node, key = draw.choice(places)
    other, at = draw.choice(places)
    name = draw.choice(NAMES).encode("utf-8", "replace").decode()
    node[key] = deepcopy(draw.choice((draw.choice(WORDS), name, draw.choice(FIGURES), other[at])))
    return tree


def _unknown(draw: Draw, tree: Tree) -> Tree:
    """A score or two that nobody knows, written one way or another."""
    options = tree.get("options") if isinstance(tree, dict) else None
    for _ in range(draw.choice((1, 2, 5))):
        option = draw.choice(list(options.values())) if isinstance(options, dict) and options else None
        scores = option.get("scores") if isinstance(option, dict) else None
        if isinstance(scores, dict) and scores:
            scores[draw.choice(list(scores))] = draw.choice(
                ("unknown", None, {"score": "unknown"}, {"score": None}, 50)
            )
    return tree


def _dropped(draw: Draw, tree: Tree) -> Tree:
    places = _places(tree)
    if places:
        node, key = draw.choice(places)
        del node[key]
    return tree


def _renamed(draw: Draw, tree: Tree) -> Tree:
    places = [(node, key) for node, key in _places(tree) if isinstance(node, dict)]
    if places:
        node, key = draw.choice(places)
        others = [other for _, other in places]
        new = draw.choice(
            (draw.choice(others), f"{key}x", draw.choice(["", "1", 1, None, True, "A", "id", "x" * 61]))
        )
        items = [(new if each == key else each, value) for each, value in node.items()]
        node.clear()
        node.update(items)
    return tree


def _doubled(draw: Draw, tree: Tree) -> Tree:
    """A record once more under another id, or an item of a list twice."""
    places = _places(tree)
    if places:
        node, key = draw.choice(places)
        if isinstance(node, dict):
            node[f"{key}-2"] = deepcopy(node[key])
        else:
            node.insert(key, deepcopy(node[key]))
    return tree


def _everywhere(draw: Draw, tree: Tree) -> Tree:
    """A key taken away wherever it stands, as studies that leave it out."""
    places = [(node, key) for node, key in _places(tree) if isinstance(node, dict)]
    if places:
        _, name = draw.choice(places)
        for node, key in places:
            if key == name:
                node.pop(key, None)
    return tree


def _mixed(draw: Draw, tree: Tree) -> Tree:
    places = [node[key] for node, key in _places(tree) if isinstance(node[key], dict)]
    if places:
        node = draw.choice(places)
        items = list(node.items())
        draw.shuffle(items)
        node.clear()
        node.update(items)
    return tree


_CHANGES: list[Callable[[Draw, Tree], Tree]] = [
    _numbers, _numbers, _numbers, _replaced, _unknown, _dropped, _renamed, _doubled, _everywhere, _mixed,
]  # fmt: skip


def cells(draw: Draw) -> list[list[str]]:
    """A table of texts: a valid one with a few changes, either way round."""
    rows = [
        list(row)
        for row in TABLE
        if row[0] not in ("group", "unit", "direction", "weight") or draw.random() < 0.5
    ]
    for _ in range(draw.choice((0, 1, 1, 2, 3, 6))):
        i, j = draw.randrange(len(rows)), draw.randrange(len(rows[0]))
        kind = draw.random()
        if kind < 0.6 or len(rows) < 3:
            rows[i][j] = draw.choice((draw.choice(CELLS), f"{draw.uniform(-9, 120):.3g}"))
        elif kind < 0.7:
            rows.insert(i, list(rows[draw.randrange(len(rows))]))
        elif kind < 0.8:
            del rows[i]
        elif kind < 0.9:
            rows[i] = rows[i][:j] + [""] * (len(rows[i]) - j)
        else:
            rows = [[*row, row[j]] for row in rows]
    return [list(row) for row in zip(*rows, strict=True)] if draw.random() < 0.4 else rows


def table(draw: Draw) -> bytes:
    """A table as a file: CSV in several encodings or a workbook; some of them with bytes spoiled."""
    rows = cells(draw)
    if draw.random() < 0.4:
        data = _workbook(draw, rows)
        return _inside(draw, data) if draw.random() < 0.4 else data
    out = io.StringIO()
    delimiter = draw.choice(",,,;\t")
    csv.writer(out, delimiter=delimiter, lineterminator=draw.choice(("\n", "\r\n", "\r"))).writerows(rows)
    said = draw.choice(("", "", "", f"sep={delimiter}\n"))
    code = draw.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-32", "utf-7"))
    data = (said + out.getvalue()).encode(code, "replace")
    return spoiled(draw, data) if draw.random() < 0.35 else data


def _workbook(draw: Draw, rows: list[list[str]]) -> bytes:
    """A workbook in which texts that are numbers are stored as such, now and then."""
    from datetime import date, time, timedelta

    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    sheet = book.active
    odd = [True, date(2024, 3, 1), time(3), timedelta(1), 1e300, 0.125, "=1+1", "=A1", 10**20, -0.0]
    for i, row in enumerate(rows, 1 + draw.choice((0, 0, 3))):
        for j, text in enumerate(row, 1 + draw.choice((0, 0, 0, 1))):
            plain = ILLEGAL_CHARACTERS_RE.sub("", text)
            value = float(text) if draw.random() < 0.8 and _is_number(text) else plain
            cell = sheet.cell(i, j, draw.choice(odd) if draw.random() < 0.02 else value or None)
            if draw.random() < 0.05:
                cell.number_format = draw.choice(
                    ("0%", "0.00", "@", "yyyy-mm-dd", '0" %"', "General;[Red]0%")
                )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e300 and "_" not in text
    except ValueError:
        return False


def _inside(draw: Draw, data: bytes) -> bytes:
    """An archive in which one part, or the whole, is spoiled."""
    if draw.random() < 0.3:
        return spoiled(draw, data)
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as given, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        chosen = draw.choice(given.namelist())
        for name in given.namelist():
            part = given.read(name)
            archive.writestr(name, spoiled(draw, part) if name == chosen else part)
    return out.getvalue()


def names(draw: Draw, least: int = 0, most: int = 4) -> list[str]:
    """Names of things, most of them odd."""
    return [
        draw.choice(NAMES) if draw.random() < 0.8 else draw.choice(NAMES) + draw.choice(NAMES)
        for _ in range(draw.randint(least, most))
    ]
