"""Where a result goes: the format that a name promises, what may be replaced, and texts that stay texts."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import stat
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from treatyopt.brief import FORMATS as PAGES
from treatyopt.cli import main
from treatyopt.cli.output import Output, format_of
from treatyopt.documents.blocks import Document
from treatyopt.errors import ArgumentProblem, TreatyoptError
from treatyopt.formats import FORMATS, Format
from treatyopt.formats.text import to_csv
from treatyopt.tables.columns import Column, Listing

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

FOREIGN = [".xls", ".doc", ".pdf", ".yaml", ".XLSM", ".nonsense"]
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
    for each in FORMATS.values():
        assert [ending for ending in each.endings if ending not in line.partition("use ")[2]] == []
    assert line.endswith(" or .txt (a table)")


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

    monkeypatch.setattr("treatyopt.cli.running.load", worked)
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
    assert format_of(output, format_, FORMATS).name == expected


def test_a_pipe_takes_any_format_whatever_its_name() -> None:
    """What is no ordinary file is not opened by its ending."""
    os.mkfifo("pipe.pdf")
    assert format_of("pipe.pdf", "csv", FORMATS).name == "csv"


def test_the_first_format_is_taken_where_nothing_says_another() -> None:
    """A command that writes pages writes a page under a name without ending, and names its own endings."""
    assert format_of("brief", None, PAGES).name == "html"
    with pytest.raises(ArgumentProblem, match=r"use \.html, \.htm, \.md, \.markdown"):
        format_of("brief.csv", None, PAGES)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_writes_every_format(command: str, name: str, capsys: Capture) -> None:
    """Each format has a writer and an ending of its own."""
    more = ["--samples", "0"] if command in ("sensitivity", "design") else []
    assert main([*command.split(), *more, "-o", f"x{FORMATS[name].endings[-1]}"]) == 0
    assert Path(f"x{FORMATS[name].endings[-1]}").stat().st_size > 100
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_by_its_name_is_that_by_its_ending(name: str) -> None:
    """What a command writes is the same, whichever of the two asked for it."""
    by_ending = f"x{FORMATS[name].endings[-1]}"
    assert main(["compare", "-o", by_ending]) == main(["compare", "-f", name, "-o", "y"]) == 0
    assert Path(by_ending).read_bytes() == Path("y").read_bytes()


def test_a_page_stands_by_itself(capsys: Capture) -> None:
    """HTML is a whole page: a title, its own style named by hash, nothing loaded or run, and the command's figures."""
    assert main(["compare", "-o", "x.html"]) == 0
    page = Path("x.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<title>Building the NATO-Russia Relationship (Rogov 1996)</title>" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert page.count("<script") == page.count('<script type="application/json" id="stamp">{') == 1
    assert not re.search(r"<(link|img|iframe)|https?:", page)
    assert "67.7" in page
    assert capsys.readouterr().err == "treatyopt: saved x.html\n"


# A format that a room may bring: an entry, and a writer beside it.


def to_bytes(said: str) -> bytes:
    """Something binary."""
    return b"\x00" + said.encode()


ODD = {"odd": Format("odd", (".odd",), "test_output:to_bytes", on_terminal=False)}


def test_a_format_is_an_entry_and_a_writer(capsys: Capture) -> None:
    """Whatever a registry holds is written by its name and its endings, bytes as they are."""
    Output.decided("x.odd", None, False, FORMATS | ODD).put("said")
    assert Path("x.odd").read_bytes() == b"\x00said"
    assert capsys.readouterr().err == "treatyopt: saved x.odd\n"
    with pytest.raises(ArgumentProblem, match=r"^-f json -o x\.odd: the ending \.odd is for odd"):
        Output.decided("x.odd", "json", True, FORMATS | ODD)


def test_what_is_no_text_goes_to_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal would show nothing of it that anybody can read; a pipe takes it."""
    assert Output.decided(None, None, False, ODD).format.name == "odd"
    monkeypatch.setattr("treatyopt.cli.output._is_terminal", lambda: True)
    for name, offered in (
        ("odd", ODD),
        ("html", FORMATS),
        ("xlsx", FORMATS),
        ("html", PAGES),
        ("xlsx", PAGES),
    ):
        with pytest.raises(
            ArgumentProblem, match=rf"^{name} is nothing for a terminal; name a file .* -o out\.{name}$"
        ):
            Output.decided(None, name, False, offered)
    assert Output.decided(None, None, False, FORMATS).format.name == "table"


def test_a_format_whose_extra_is_missing_names_it() -> None:
    """What is not installed is named with the extra that holds it; a fault of our own stays a fault."""
    lacking = Format("fancy", (".fancy",), "nowhere_to_be_found:write", extra="office")
    with pytest.raises(
        TreatyoptError, match=r"^fancy needs nowhere_to_be_found: pip install 'treatyopt\[office\]'$"
    ):
        lacking.write("said")
    with pytest.raises(ModuleNotFoundError):
        lacking._replace(extra=None).write("said")


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


def listed(record: dict[str, Any]) -> Document:
    """A document whose CSV holds one row."""
    return Document({}, (), Listing((record,), tuple(Column(key, of=itemgetter(key)) for key in record)))


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    """In CSV an apostrophe goes before such a text, in cells, lists and headers."""
    found = rows(to_csv(listed({"key": text, text: (text, "b")})))
    assert found == [["key", f"'{text}"], [f"'{text}", f"'{text} b"]]


def test_numbers_stay_numbers_in_csv() -> None:
    """A negative number is no formula, nor is a text that merely holds such marks."""
    cells = (-1, -2.5, -1e-9, True, None, "a=b", "'x", "–")
    assert rows(to_csv(listed({f"c{i}": each for i, each in enumerate(cells)})))[1] == [
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
