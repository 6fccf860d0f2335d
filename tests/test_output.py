"""Where a result goes: the format that a name promises, what may be replaced, and texts that stay texts."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from treatyopt.cli import main
from treatyopt.cli.output import format_of
from treatyopt.documents.blocks import Column, Document, Row, Table
from treatyopt.errors import ArgumentProblem
from treatyopt.formats.text import to_csv

Capture = pytest.CaptureFixture[str]
Raw = dict[str, Any]
Write = Callable[[Any], Path]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)


def refused(capsys: Capture, *argv: str) -> str:
    """Runs a command that must be refused as a wrong argument before it writes anything: the line it says."""
    before = sorted(Path().iterdir())
    assert main(list(argv)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sorted(Path().iterdir()) == before
    (line,) = printed.err.splitlines()
    return line


# The format ------------------------------------------------------------------------------------------------

FOREIGN = [".xlsx", ".docx", ".pdf", ".html", ".yaml", ".XLSX", ".nonsense"]
COMMANDS = [
    "compare",
    "explain cooperation",
    "sensitivity",
    "negotiate",
    "design",
    "options",
    "sources",
    "check",
]


@pytest.mark.parametrize("ending", FOREIGN)
@pytest.mark.parametrize("command", COMMANDS)
def test_an_ending_that_cannot_be_written_is_refused(command: str, ending: str, capsys: Capture) -> None:
    """No table goes under a name that promises something else; the endings there are get named."""
    line = refused(capsys, *command.split(), "-o", f"x{ending}")
    assert f"-o x{ending}: {ending.lower()} is no ending that can be written here" in line
    assert line.endswith("use .json, .csv, .md, .markdown or .txt (a table)")


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("csv", "x.json"),
        ("json", "x.csv"),
        ("table", "x.md"),
        ("json", "x.txt"),
        ("csv", "x.html"),
        ("csv", "x.xlsx"),
    ],
)
def test_a_format_against_the_ending_is_refused(format_: str, name: str, capsys: Capture) -> None:
    """-f with an ending that belongs to another format is an error, whichever the user meant."""
    assert f"-o {name}: " in refused(capsys, "compare", "-f", format_, "-o", name)


def test_a_wrong_ending_is_told_before_the_work_is_done(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is read or sampled for a file that will not be written."""

    def worked(*_args: Any, **_more: Any) -> None:
        raise AssertionError("the work was begun")

    monkeypatch.setattr("treatyopt.cli.design.load", worked)
    refused(capsys, "design", "-o", "x.pdf")
    Path("there.json").touch()
    refused(capsys, "design", "-o", "there.json")


@pytest.mark.parametrize(
    ("output", "format_", "expected"),
    [
        (None, None, "table"),
        ("-", "csv", "csv"),
        ("x", None, "table"),
        ("x", "json", "json"),
        ("x.txt", None, "table"),
        ("x.JSON", None, "json"),
        ("x.markdown", None, "markdown"),
        ("x.md", "markdown", "markdown"),
        ("x.dat", "json", "json"),
        ("/dev/null", "csv", "csv"),
        ("/dev/stdout", None, "table"),
        (".json", None, "table"),
    ],
)
def test_a_name_says_its_format(output: str | None, format_: str | None, expected: str) -> None:
    """The ending decides unless -f does; names without one, devices and standard output take any format."""
    assert format_of(output, format_, ("table", "json", "csv", "markdown")) == expected


def test_a_pipe_takes_any_format_whatever_its_name() -> None:
    """What is no ordinary file is not opened by its ending."""
    os.mkfifo("pipe.pdf")
    assert format_of("pipe.pdf", "csv", ("table", "csv")) == "csv"


def test_the_first_format_is_taken_where_nothing_says_another() -> None:
    """A command that writes pages writes a page under a name without ending, and names its own endings."""
    assert format_of("brief", None, ("html", "markdown")) == "html"
    with pytest.raises(ArgumentProblem, match=r"use \.md, \.markdown, \.html or \.htm$"):
        format_of("brief.csv", None, ("html", "markdown"))


# The file --------------------------------------------------------------------------------------------------


def test_a_saved_file_is_told_on_standard_error(capsys: Capture) -> None:
    """One line says where the result went."""
    assert main(["options", "-o", "out.json"]) == 0
    assert capsys.readouterr() == ("", "treatyopt: saved out.json\n")


def test_nothing_is_said_of_a_device(capsys: Capture) -> None:
    """What goes to a device was not saved."""
    assert main(["options", "-o", "/dev/null"]) == 0
    assert capsys.readouterr() == ("", "")


def test_standard_output_has_its_name_too(capsys: Capture) -> None:
    """-o /dev/stdout is -o -."""
    assert main(["options", "-f", "json", "-o", "/dev/stdout"]) == 0
    printed = capsys.readouterr()
    assert (json.loads(printed.out)["schema_version"], printed.err) == (2, "")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_replaced_file_keeps_its_mode(mode: int) -> None:
    """What was kept from others stays kept from them."""
    path = Path("out.json")
    path.touch()
    path.chmod(mode)
    assert main(["options", "-o", "out.json", "--force"]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert json.loads(path.read_text(encoding="utf-8"))["schema_version"] == 2


def test_a_new_file_gets_what_umask_leaves() -> None:
    """A new file is as private as the user's files are."""
    mask = os.umask(0o027)
    try:
        assert main(["options", "-o", "out.json"]) == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE(Path("out.json").stat().st_mode) == 0o640


def test_a_read_only_file_is_not_replaced(capsys: Capture) -> None:
    """Not even with --force, and not even for root."""
    path = Path("out.json")
    path.write_text("mine", encoding="utf-8")
    path.chmod(0o444)
    assert refused(capsys, "options", "-o", "out.json", "--force") == "treatyopt: -o out.json: is read-only"
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_file_of_two_names_keeps_both() -> None:
    """A hard link goes on to name the same file, which holds the new result and nothing of the old."""
    path = Path("out.json")
    path.write_text("x" * 1_000_000, encoding="utf-8")
    os.link("out.json", "other.json")
    assert main(["options", "-o", "out.json", "--force"]) == 0
    assert Path("other.json").samefile(path)
    assert json.loads(Path("other.json").read_text(encoding="utf-8"))["schema_version"] == 2


def test_a_link_is_followed() -> None:
    """A symbolic link stays a link, and what it leads to is replaced."""
    Path("real.json").touch()
    Path("link.json").symlink_to("real.json")
    assert main(["options", "-o", "link.json", "--force"]) == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("real.json").read_text(encoding="utf-8"))["schema_version"] == 2


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_a_loop_of_links_is_told_in_one_line(more: list[str], capsys: Capture) -> None:
    """A link to a link to itself names no file."""
    Path("a.json").symlink_to("b.json")
    Path("b.json").symlink_to("a.json")
    said = refused(capsys, "options", "-o", "a.json", *more)
    assert said == "treatyopt: -o a.json: is a link that leads back to itself"


@pytest.mark.parametrize("name", ["new/", "there.json/"])
def test_a_folder_that_is_not_there_is_no_file(name: str, capsys: Capture) -> None:
    """A name that ends in a slash is a folder's, not a file's."""
    Path("there.json").touch()
    assert "there is no such folder" in refused(capsys, "options", "-o", name, "--force")


def test_a_long_name_leaves_room_for_the_draft() -> None:
    """A name as long as the system allows can be written."""
    assert main(["options", "-o", "x" * 250 + ".json"]) == 0
    assert len(list(Path().iterdir())) == 1


# What is in it ---------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "＝1", "＋1", "－1", "＠A"]


def rows(text: str) -> list[list[str]]:
    """The rows of a text of CSV."""
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    """In CSV an apostrophe goes before such a text, in cells, lists, details and headers."""
    table = Table((Column("key", "K"), Column(text, "L")), (Row((text, (text, "b")), text),), detail=text)
    found = rows(to_csv(Document({}, (table,))))
    assert found == [["key", f"'{text}", f"'{text}"], [f"'{text}", f"'{text} b", f"'{text}"]]


def test_numbers_stay_numbers_in_csv() -> None:
    """A negative number is no formula, nor is a text that merely holds such marks."""
    cells = (-1, -2.5, -1e-9, True, None, "a=b", "'x", "–")
    table = Table(tuple(Column(f"c{i}", "") for i in range(len(cells))), (Row(cells),))
    assert rows(to_csv(Document({}, (table,))))[1] == [
        "-1",
        "-2.5",
        "-1e-09",
        "true",
        "",
        "a=b",
        "'x",
        "–",
    ]


def test_formulas_in_names_come_out_harmless(raw: Raw, write: Write, capsys: Capture) -> None:
    """A study whose names are formulas gives a CSV in which none begins a cell."""
    raw["options"]["cooperation"]["name"] = '=HYPERLINK("http://example.invalid","x")'
    assert main(["compare", "--study", str(write(raw)), "-f", "csv"]) == 0
    cells = [cell for row in rows(capsys.readouterr().out) for cell in row]
    assert '\'=HYPERLINK("http://example.invalid","x")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_csv_file_is_known_as_utf_8(raw: Raw, write: Write) -> None:
    """A spreadsheet reads the names as they are, thanks to a byte-order mark; other formats have none."""
    raw["options"]["cooperation"]["name"] = "安全"
    study = str(write(raw))
    assert main(["compare", "--study", study, "-o", "out.csv"]) == 0
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "安全" in Path("out.csv").read_text(encoding="utf-8-sig")
    assert main(["compare", "--study", study, "-o", "out.json"]) == 0
    assert Path("out.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize("argv", ["compare -f csv", "compare -f markdown", "brief", "brief -f markdown"])
def test_a_pipe_gets_utf_8_whatever_the_locale(argv: str, run: Run, raw: Raw, write: Write) -> None:
    """Text that the locale lacks is not written as escapes that nothing decodes, and no mark goes before it."""
    raw["options"]["cooperation"]["name"] = "安全"
    done = run(*argv.split(), "--study", write(raw), env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "安全" in done.stdout
    assert not done.stdout.startswith("\ufeff")


def test_writing_a_file_leaves_the_umask_as_it_was(capsys: Capture) -> None:
    """What the program writes next, or whoever called it, has the modes that were set."""
    before = os.umask(0o027)
    try:
        assert main(["compare", "-o", "out.json"]) == 0
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("out.json").stat().st_mode) == 0o640
    assert "saved out.json" in capsys.readouterr().err
