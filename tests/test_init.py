"""Beginning a study from the command line: what is written where, what is asked, and what is refused."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import PAPER, Run
from sheets import saved
from treatyopt import load
from treatyopt.cli import command_line

NAMES = ["--options", "Bridge,Ferry", "--criteria", "Cost", "--criteria", '"Noise, at night"']
TABLE = "route;Cost;Noise\nunit;EUR m;dB\ndirection;less;less\nBridge;62,5;40\nFerry;20;\n"


def failed(inside: Run, *argv: str | Path) -> str:
    """The one line that a wrong argument or file leads to; nothing is written."""
    done = inside("init", *argv)
    assert (done.returncode in (1, 2), done.stdout) == (True, "")
    (line,) = done.stderr.splitlines()
    return str(line)


def test_a_blank_study_is_written_with_its_schema(inside: Run, tmp_path: Path) -> None:
    """Both in a folder that is made; what is printed can be typed as it stands."""
    done = inside("init", "my routes/new", *NAMES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Wrote my routes/new/study.yaml (2 options on 2 criteria) and my routes/new/study.schema.json.",
        "Edit it, then run: treatyopt check 'my routes/new/study.yaml'",
        "Or at once: treatyopt compare --study 'my routes/new/study.yaml'",
    ]
    folder = tmp_path / "my routes" / "new"
    assert sorted(path.name for path in folder.iterdir()) == ["study.schema.json", "study.yaml"]
    first = (folder / "study.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=study.schema.json"
    assert (
        json.loads((folder / "study.schema.json").read_text(encoding="utf-8"))["properties"]["options"]
        is not None
    )
    assert [each.name for each in load(folder / "study.yaml").criteria] == ["Cost", "Noise, at night"]


@pytest.mark.parametrize("more", [[], ["--parties", "North,South"]])
def test_what_is_written_can_be_checked_and_compared_at_once(more: list[str], inside: Run) -> None:
    """And negotiated, if there are parties."""
    assert inside("init", *NAMES, *more).returncode == 0
    assert inside("check", "study.yaml").returncode == 0
    assert inside("compare", "--study", "study.yaml").returncode == 0
    assert inside("negotiate", "--study", "study.yaml").returncode == (0 if more else 2)


def test_from_a_table_to_a_brief_in_three_commands(inside: Run, tmp_path: Path) -> None:
    """How the table was read is told on standard error."""
    (tmp_path / "my-routes.csv").write_text(TABLE, encoding="utf-8")
    done = inside("init", "--table", "my-routes.csv")
    assert done.stdout.startswith("Wrote study.yaml (2 options on 2 criteria) and ")
    assert done.stderr.splitlines() == [
        "treatyopt: my-routes.csv: cells are separated by semicolons",
        "treatyopt: my-routes.csv: options were read in rows; heads are unit, direction",
        "treatyopt: my-routes.csv: worst or best was made up, which decides what a weight means: Cost, Noise",
        "treatyopt: my-routes.csv: an unknown score is taken to lie between ends that were made up: Noise; widen "
        "them if it could lie beyond",
        "treatyopt: my-routes.csv: 1 of 4 scores are unknown",
    ]
    assert inside("check", "study.yaml").returncode == 0
    assert "Bridge" in inside("compare", "--study", "study.yaml").stdout
    assert inside("brief", "--study", "study.yaml", "-o", "brief.html").returncode == 0


def test_a_sheet_of_a_workbook_is_a_table_too(inside: Run, tmp_path: Path) -> None:
    """Chosen by its name, with its options in columns if that is said."""
    rows = [["o", "Bridge", "Ferry"], ["Cost", 10, 20]]
    (tmp_path / "t.xlsx").write_bytes(saved(lambda sheet: [sheet.append(row) for row in rows]))
    assert inside("init", "--table", "t.xlsx", "--sheet", "S", "--options-in", "columns").returncode == 0
    assert [each.name for each in load(tmp_path / "study.yaml").options] == ["Bridge", "Ferry"]
    assert failed(inside, "b", "--table", "t.xlsx", "--sheet", "Q") == "treatyopt: unknown sheet Q; known: S"


def test_the_paper_is_copied_to_the_byte(inside: Run, tmp_path: Path) -> None:
    """Under a line for editors, with a line that names its evidence, which is copied too; its figures are the same."""
    assert inside("init", "mine", "--template", "paper").returncode == 0
    line, _, rest = (tmp_path / "mine" / "study.yaml").read_bytes().partition(b"\n")
    assert line == b"# yaml-language-server: $schema=study.schema.json"
    named = [line for line in rest.splitlines(keepends=True) if line.startswith(b"evidence: evidence.yaml ")]
    assert len(named) == 1
    assert rest.replace(named[0], b"", 1) == PAPER.read_bytes()
    assert (tmp_path / "mine" / "evidence.yaml").read_bytes() == PAPER.with_name("evidence.yaml").read_bytes()
    assert inside("evidence", "npt", "--study", "mine/study.yaml").returncode == 0
    ours, theirs = (
        json.loads(inside("compare", "-f", "json", *more).stdout)
        for more in ([], ["--study", "mine/study.yaml"])
    )
    assert ours["standings"] == theirs["standings"]
    assert inside("check", "mine/study.yaml").returncode == 0


def test_nothing_is_written_over_what_is_there(inside: Run, tmp_path: Path) -> None:
    """Unless it is forced; a schema that is as it would be is let be."""
    assert inside("init", *NAMES).returncode == 0
    study = tmp_path / "study.yaml"
    study.write_text("mine", encoding="utf-8")
    refused = "treatyopt: init study.yaml: the file exists; use --force to replace it, or another name"
    assert failed(inside, *NAMES) == refused
    assert study.read_text(encoding="utf-8") == "mine"
    assert inside("init", "--force", *NAMES).returncode == 0
    assert len(load(study).options) == 2
    study.unlink()
    assert inside("init", *NAMES).returncode == 0
    study.unlink()
    (tmp_path / "study.schema.json").write_text("mine", encoding="utf-8")
    assert failed(inside, *NAMES).startswith("treatyopt: init study.schema.json: the file exists;")
    assert not study.exists()


def test_evidence_that_is_replaced_is_kept_beside(inside: Run, tmp_path: Path) -> None:
    """A file of evidence may hold work as a study does: it is not written over unless that is forced, and then kept."""
    (tmp_path / "evidence.yaml").write_text("mine", encoding="utf-8")
    assert failed(inside, "--template", "paper").startswith("treatyopt: init evidence.yaml: the file exists;")
    done = inside("init", "--force", "--template", "paper")
    assert done.stdout.splitlines()[:2] == [
        "Wrote study.yaml (5 options on 14 criteria, 2 parties), study.schema.json and evidence.yaml.",
        "What evidence.yaml held before is kept as evidence.before.yaml.",
    ]
    assert (tmp_path / "evidence.before.yaml").read_text(encoding="utf-8") == "mine"


def test_a_study_that_is_replaced_is_kept_beside(inside: Run, tmp_path: Path) -> None:
    """Each time under a name of its own, which is told; what would be the same again is not kept."""
    assert inside("init", *NAMES).returncode == 0
    assert "Kept" not in inside("init", "--force", *NAMES).stdout
    study = tmp_path / "study.yaml"
    for work in ("mine", "mine again"):
        study.write_text(work, encoding="utf-8")
        done = inside("init", "--force", *NAMES)
    assert done.stdout.splitlines()[1] == "What study.yaml held before is kept as study.before-2.yaml."
    assert (tmp_path / "study.before.yaml").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "study.before-2.yaml").read_text(encoding="utf-8") == "mine again"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_study_that_cannot_be_kept_is_not_replaced(
    inside: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there is there still, and no part of a copy."""

    def full(_from: object, to: Path) -> None:
        to.write_text("mi", encoding="utf-8")
        raise OSError(28, "No space left on device")

    study = tmp_path / "study.yaml"
    study.write_text("mine", encoding="utf-8")
    monkeypatch.setattr("treatyopt.cli.init.copy2", full)
    told = "study.yaml: cannot be kept as study.before.yaml: No space left on device"
    assert failed(inside, "--force", *NAMES) == f"treatyopt: {told}"
    assert [path.name for path in tmp_path.iterdir()] == ["study.yaml"]
    assert study.read_text(encoding="utf-8") == "mine"


def test_a_study_that_cannot_be_written_leaves_no_schema(
    inside: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both files or none."""

    def full(_file: object, data: bytes) -> None:
        if b"language-server" in data:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("treatyopt.cli.output._write", full)
    assert failed(inside, *NAMES) == "treatyopt: study.yaml: cannot be written: No space left on device"
    assert list(tmp_path.iterdir()) == []


MISSING = "is missing: give names with commas between, or a file of them with --table"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--criteria", "Cost"], f"--options {MISSING}"),
        (["--options", "A,B"], f"--criteria {MISSING}"),
        (
            ["--table", "t.csv", "--template", "paper"],
            "--template and --table exclude each other; drop one of them",
        ),
        (
            ["--table", "t.csv", "--options", "A"],
            "--options is for a blank study, and a table names its own; drop --options, or --table",
        ),
        (
            ["--table", "t.csv", "--parties", "A"],
            "--parties is for a blank study, and a table makes none: add them to the study.yaml that is made of it, "
            "under parties, with a baseline; drop --parties, or --table",
        ),
        (
            ["--template", "paper", "--parties", "A"],
            "--parties is for a blank study; drop it or --template paper",
        ),
        (["--sheet", "S"], "--sheet is for a table; name its file with --table"),
        (["--options-in", "rows"], "--options-in is for a table; name its file with --table"),
    ],
)
def test_flags_that_do_not_fit_are_told(argv: list[str], message: str, inside: Run, tmp_path: Path) -> None:
    """With what to do, and nothing written."""
    assert failed(inside, *argv) == f"treatyopt init: {message} (see treatyopt init -h)"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--options", "A", "--criteria", "C"], "give two or more options, not 1 (--options)"),
        (["--options", "A,B", "--criteria", "C" * 140_000], f"{'C' * 57}...: a name has at most 100 characters; this "
         "has 140,000 (--criteria)"),
        (["--options", "A,B", "--criteria", "C,c"], "c: is named twice (--criteria)"),
        (["--table", "none.csv"], "none.csv: no such file"),
        (["--table", "weights.csv"], "weights.csv: weight heads a column, but that could be a criterion of this name; "
         "say whether options are in rows or in columns (--options-in)"),
        (["--table", "weights.csv", "--sheet", "S"], "weights.csv: a text file has no sheets; leave out (--sheet)"),
        (["--table", "text.csv"], "text.csv:2: a: 'x' is not a number; leave the cell empty, or write ?, where a score "
         "is not known"),
        (["text.csv", *NAMES], "init text.csv: is a file, not a folder"),
        (["text.csv/under", *NAMES], "text.csv/under: cannot be made: Not a directory"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_told(argv: list[str], message: str, inside: Run, tmp_path: Path) -> None:
    """In one line, with the flag that mends it, and nothing written."""
    (tmp_path / "text.csv").write_text("o,a\nA,x\nB,2\n", encoding="utf-8")
    (tmp_path / "weights.csv").write_text("o,a,weight\nA,1,2\nB,2,3\n", encoding="utf-8")
    assert failed(inside, *argv) == f"treatyopt: {message}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["text.csv", "weights.csv"]


def test_what_is_missing_is_asked_for_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options and criteria as often as it takes, and parties, of which there may be none."""
    monkeypatch.setattr("treatyopt.cli.init._at_terminal", lambda: True)
    typed = "\nBridge, Ferry\n\n"
    done = CliRunner().invoke(command_line, ["init", str(tmp_path), "--criteria", "Cost"], input=typed)
    assert done.exit_code == 0
    assert "study.yaml (2 options on 1 criterion) and " in done.stdout
    assert done.stderr.count("What is compared (names, with commas between):") == 2
    assert "Who has to agree (Enter for nobody):" in done.stderr
    assert [each.id for each in load(tmp_path / "study.yaml").options] == ["bridge", "ferry"]


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    """In a process of its own, with a terminal for its input."""
    ours, theirs = pty.openpty()
    os.write(ours, b"Bridge, Ferry\nCost, Noise\nNorth, South\n")
    done = subprocess.run(
        [sys.executable, "-m", "treatyopt", "init"],
        stdin=theirs, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    told = done.stdout.lstrip()  # the oldest click that is allowed puts the blank after a question here
    assert told.startswith("Wrote study.yaml (3 options on 2 criteria, 2 parties) and ")
    assert load(tmp_path / "study.yaml").baseline == "no-agreement"


def test_a_workbook_needs_the_extra(inside: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is told with how to get it."""
    (tmp_path / "t.xlsx").write_bytes(saved(lambda sheet: sheet.append(["o"])))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert (
        failed(inside, "--table", "t.xlsx")
        == "treatyopt: xlsx needs openpyxl: pip install 'treatyopt[office]'"
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("A,B", "N,S"), "Its baseline is No agreement, which was added: what is left to each side if they do not "
         "agree."),
        (("A,No agreement", "N,S"), "Its baseline is No agreement: what is left to each side if they do not agree."),
        (("A,No agreement", ""), "No agreement is an option like the others; to measure gains from it, add the line "
         "baseline: no-agreement"),
    ],
    ids=["added", "given", "without-parties"],
)  # fmt: skip
def test_what_stands_for_no_agreement_is_told(argv: tuple[str, str], said: str, inside: Run) -> None:
    options, parties = argv
    done = inside("init", "--options", options, "--criteria", "C", "--parties", parties)
    assert done.stdout.splitlines()[1] == said
