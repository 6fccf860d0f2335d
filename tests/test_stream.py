"""The screen: its size whatever the environment holds, its measure of texts, and layouts in linear time."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from documents import NOTHING
from treatyopt.cli import main
from treatyopt.documents.blocks import Document, Heading, Prose, Row, Table
from treatyopt.formats import terminal, widths
from treatyopt.formats.stream import Stream, cut, measured
from treatyopt.formats.terminal import show
from treatyopt.tables.columns import Head

ODD = ["0", "-5", "abc", "", "²", "٣", " 40 ", "1", "9" * 30, "9" * 5000]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("argv", [["compare"], ["-h"], ["compare", "-h"]], ids=" ".join)
def test_an_odd_size_in_the_environment_is_no_error(
    argv: list[str], value: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever COLUMNS and LINES hold, the table and the help are shown."""
    for name in ("COLUMNS", "LINES", "JUPYTER_COLUMNS", "JUPYTER_LINES"):
        monkeypatch.setenv(name, value)
    assert main(argv) == 0
    assert ("Mutual Security" if argv == ["compare"] else "treatyopt") in capsys.readouterr().out


@pytest.mark.parametrize("lines", ODD, ids=range(len(ODD)))
def test_an_odd_height_alone_is_no_error(
    lines: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever LINES holds beside an ordinary width, the table is shown."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", lines)
    assert main(["compare"]) == 0
    assert "Mutual Security" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"]
)
@pytest.mark.parametrize("value", ["", "0", "1", "²", "x" * 5000])
def test_an_odd_terminal_in_the_environment_is_no_error(
    name: str, value: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the variables about terminals and colours hold, the table is shown."""
    monkeypatch.setenv(name, value)
    assert main(["compare"]) == 0
    assert "Mutual Security" in capsys.readouterr().out


def shown(table: Table, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table on a screen of a width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    file = io.StringIO()
    show(Document({}, (table,), NOTHING), file)
    return file.getvalue()


def headed(labels: list[str]) -> Table:
    """A table of one row under these headers."""
    columns = tuple(Head(label, "number") for label in labels)
    return Table((Head("", lead=True, fold=True), *columns), (Row(("A", *[1.0] * len(labels))),))


def test_long_headers_are_fitted_in_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headers of 3,000 and of 30,000 characters take a few layouts each, not one for every character."""
    tries = []
    whole = widths.shortened

    def counted(header: str, width: int) -> list[str]:
        tries.append(len(header))
        return whole(header, width)

    monkeypatch.setattr(terminal, "shortened", counted)
    for size, most in ((3_000, 100), (30_000, 125)):
        tries.clear()
        shown(headed(["word " * (size // 5)] * 3), 80, monkeypatch)
        assert 0 < len([each for each in tries if each]) <= most


def test_the_layout_is_the_first_that_fits_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """For random headers and widths the layout found by halving is the one found by trying every limit."""
    draw = random.Random(1)
    monkeypatch.setenv("COLUMNS", "60")
    agreeing = 0
    for _ in range(200):
        labels = [
            "".join(
                draw.choice(["a", "bcd ", "long-", "wordy, ", "abcdefghij"])
                for _ in range(draw.randint(1, 9))
            )
            for _ in range(draw.randint(1, 6))
        ]
        layout = terminal._Layout(Stream(io.StringIO()), headed(labels))
        limits = range(max(6, *map(measured, labels)), 5, -1)
        tried = (layout._fitting(limit, 1) for limit in limits)
        agreeing += layout._fitted() == next((each for each in tried if each is not None), None)
    assert agreeing == 200


def test_a_wrapped_text_is_broken_as_rich_breaks_it() -> None:
    """On texts without marks of joining, lines break where rich breaks them."""
    draw, console = random.Random(2), Console(file=io.StringIO())
    screen = Stream(io.StringIO())
    parts = ["a", "bcd", "long-word", " ", " ", "  ", "é", "安", "x" * 30, ", "]
    texts = ["".join(draw.choice(parts) for _ in range(draw.randint(20, 60))) for _ in range(300)]
    ours = [screen.wrapped(text, 13) for text in texts]
    assert ours == [[line.plain.rstrip() for line in Text(text).wrap(console, 13)] for text in texts]


@pytest.mark.parametrize("mark", "\u061c\u200c\u200d\u200e\u200f", ids=ascii)
@pytest.mark.parametrize("around", [("می", "خواهم"), ("क्", "ष"), ("של", "ום"), ("a", "b")], ids=ascii)
def test_marks_of_joining_and_direction_take_no_room(mark: str, around: tuple[str, str]) -> None:
    """A Persian, Hindi or Hebrew word is as wide with such a mark as without it."""
    before, after = around
    assert measured(f"{before}{mark}{after}") == measured(before) + measured(after)


def test_an_emoji_made_of_several_is_as_wide_as_rich_draws_it() -> None:
    """A joiner between emoji makes one picture or several, by the release of rich that writes them."""
    assert measured("\U0001f469\u200d\U0001f52c") == cell_len("\U0001f469\u200d\U0001f52c")


def test_a_header_of_wide_marks_is_cut_by_cells() -> None:
    """What takes two cells a mark is cut to the cells there are."""
    assert cut("安全保障", 5) in ("安全", "安全 ")
    assert all(measured(line) <= 6 for line in widths.shortened("安全保障条約", 6))


def test_a_long_text_is_wrapped_whole() -> None:
    """Nothing of a long paragraph is lost, and no line of it is too wide."""
    text = " ".join(f"word{i}" for i in range(20_000))
    file = io.StringIO()
    show(Document({}, (Heading("T"), Prose(text)), NOTHING), file)
    lines = file.getvalue().splitlines()[2:]
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= 96


@given(
    st.lists(st.from_regex(r"[a-z]{1,5}( [a-z]{1,4}){0,2}", fullmatch=True), min_size=1), st.integers(24, 60)
)
def test_entries_below_a_row_are_parted_between_one_another_alone(entries: list[str], width: int) -> None:
    """Each stands whole on a line, no line is too wide or begins with a dot, and none could take what follows it."""
    file = io.StringIO()
    stream = Stream(file)
    stream.width = width
    stream.strung(entries, indent=3)
    stream.flush()
    lines = [line.removeprefix("   ") for line in file.getvalue().splitlines()]
    held = [line.removesuffix(" ·").split(" · ") for line in lines]
    assert [entry for line in held for entry in line] == entries
    assert max(map(len, lines)) <= width - 3
    assert [line.endswith(" ·") for line in lines] == [True] * (len(lines) - 1) + [False]
    assert all(len(f"{line} {more[0]} ·") > width - 3 for line, more in zip(lines, held[1:], strict=False))


def test_what_has_no_label_or_stands_empty_leaves_no_gap_where_rows_are_stacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Names begin at the edge with or without a letter before them, and a remark as any other entry."""
    heads = (Head("", lead=True), Head("name", lead=True), Head("gain", "signed"), Head())
    rows = (
        Row(("a", "Alpha " * 4, 1.0, "refused by both")),
        Row(("", "Nothing at all", 0.0, "what is left")),
    )
    lines = shown(Table(heads, rows), 24, monkeypatch).splitlines()
    assert lines[-4:] == ["   refused by both", "Nothing at all", "   gain 0.0 ·", "   what is left"]


@pytest.mark.parametrize("cell", ["✗ Mutual Defense", "✗"])
def test_only_the_mark_of_failure_is_red(cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name behind the mark is in the colour of any other name, which is easier to read on a dark ground."""
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLORTERM": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    table = Table((Head("option", lead=True), Head("why")), (Row((cell, "x rays")),), headed=False)
    red = "\x1b[31m✗\x1b[0m"
    assert shown(table, 80, monkeypatch) == f"{cell.replace('✗', red)}  x rays\n"
