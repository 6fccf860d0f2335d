"""What the commands print and what the writers make of a document, held to golden files.

`.ci/golden` writes the files anew; no test does, so that to write is never to pass.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import wordfile
from everything import EVERYTHING
from sheets import shown
from treatyopt.cli import main
from treatyopt.documents.blocks import Block, Document, Prose, Table
from treatyopt.drafting.blank import blank_study
from treatyopt.formats import FORMATS, html, text, xlsx
from treatyopt.formats.docx import to_docx
from treatyopt.formats.terminal import show
from treatyopt.tables.columns import Head

GOLDEN = Path(__file__).parent / "golden"
PACKAGE = str(GOLDEN / "package.yaml")
_PACKAGE = f"{GOLDEN.name}/package.yaml"  # as typed in the folder of the tests: the golden files name it

COMMANDS = {
    "compare": ["compare"],
    "compare-no-screens": ["compare", "--no-screens", "--baseline"],
    "compare-two": ["compare", "cooperation", "mutual-security"],
    "compare-columns": ["compare", "-p", "balanced", "-p", "russia", "-p", "nato"],
    "compare-what-if": ["compare", "-w", "realism=40", "--set", "mutual-security.readiness=45"],
    "scorecard": ["scorecard"],
    "scorecard-ranges": ["scorecard", "--ranges", "--baseline", "--set", "mutual-security.readiness=35"],
    "scorecard-groups": ["scorecard", "mutual-security", "cooperation", "--by", "group", "-p", "nato"],
    "scorecard-words": ["scorecard", "--words", "--no-screens"],
    "explain-mutual-security": ["explain", "mutual-security"],
    "explain-mutual-defense": ["explain", "mutual-defense"],
    "sensitivity": ["sensitivity", "--samples", "0"],
    "sensitivity-no-screens": ["sensitivity", "--no-screens", "-p", "nato", "--samples", "0"],
    "sensitivity-without": ["sensitivity", "--without", "compromise/9"],
    "sensitivity-each-passage": ["sensitivity", "--each-passage"],
    "negotiate": ["negotiate"],
    "negotiate-dear": ["negotiate", "--concession-cost", "1.2", "-p", "nato=cautious"],
    "design": ["design", "--samples", "50"],
    "design-all": ["design", "--all", "--samples", "0", "--exclude-if", "enlargement", "--require", "cfe-2"],
    "design-nothing": ["design", "--concession-cost", "3", "--samples", "0"],
    "design-apart": ["design", "--concession-cost", "nato=1", "--samples", "0"],
    "compare-package": ["compare", "--package", _PACKAGE],
    "explain-package": ["explain", "--package", _PACKAGE],
    "options": ["options"],
    "criteria": ["criteria"],
    "obligations": ["obligations", "cooperation"],
    "profiles": ["profiles"],
    "sources": ["sources"],
    "sources-one": ["sources", "compromise/9"],
    "check": ["check"],
    "evidence": ["evidence"],
    "evidence-option": ["evidence", "mutual-security"],
    "evidence-obligation": ["evidence", "legally-binding-form"],
}

# What shows the same data as another in another way.
SAME_DATA = {"scorecard-ranges", "scorecard-groups", "scorecard-words"}


def printed(command: list[str], columns: int = 80) -> str:
    """What a command prints on a screen of a width, and that it says nothing on standard error."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("COLUMNS", str(columns))
        patch.chdir(GOLDEN.parent)
        assert main(command) == 0
    assert err.getvalue() == ""
    return out.getvalue()


def screened(columns: int, encoding: str = "utf-8") -> str:
    """The document that has everything, on a screen of a width and an alphabet."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        show(EVERYTHING, file)
    file.seek(0)
    return file.read()


def word_read() -> str:
    """The document that has everything as a Word file, read back."""
    return "\n".join([*wordfile.lines(wordfile.opened(to_docx(EVERYTHING))), ""])


def outlined() -> str:
    """How each command builds its document, as plain text cannot show it: what stands back, folds, leads or is bare."""
    held: list[Document] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("treatyopt.formats.terminal.show", lambda document, *_, **__: held.append(document))
        for command in COMMANDS.values():
            printed(command)
    parts = []
    for name, document in zip(COMMANDS, held, strict=True):
        lines = [*map(_outline, document.blocks), f"csv {', '.join(document.listing.keys)}"]
        parts.append(f"{name}\n" + "".join(f"  {line}\n" for line in lines))
    return "\n".join(parts)


def _outline(block: Block) -> str:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        marks = [name for name in ("headed",) if getattr(block, name)]
        rows = "".join("*" if row.strong else "-" if row.faint else "." for row in block.rows)
        return f"{kind} {' '.join([*marks, block.detail])} {rows} | {', '.join(map(_column, block.columns))}"
    return f"{kind}{' faint' if isinstance(block, Prose) and block.faint else ''}"


def _column(column: Head) -> str:
    marks = [mark for mark in ("lead", "fold", "grows") if getattr(column, mark)]
    size = (
        f"{column.digits}"
        if column.kind in ("number", "signed")
        else f"{column.width}" * (column.kind == "bar")
    )
    return " ".join([f"{column.label}:{column.kind}{size}", *marks])


# How each golden file is made: one screen and one JSON for each command, one document through each writer, and a study
# that is begun.
FILES: dict[str, Callable[[], str]] = {
    **{f"{name}.txt": partial(printed, command) for name, command in COMMANDS.items()},
    **{
        f"{name}.json": partial(printed, [*command, "-f", "json"])
        for name, command in COMMANDS.items()
        if name not in SAME_DATA
    },
    "outlines.txt": outlined,
    "everything.txt": partial(screened, 80),
    "everything-40.txt": partial(screened, 40),
    "everything-120.txt": partial(screened, 120),
    "everything-ascii.txt": partial(screened, 80, "ascii"),
    "everything.json": partial(text.to_json, EVERYTHING),
    "everything.csv": partial(text.to_csv, EVERYTHING),
    "everything.md": partial(text.to_markdown, EVERYTHING),
    "everything.html": partial(html.fragment, EVERYTHING, {"one/1": "#one-1"}),
    "everything.xlsx.txt": lambda: shown(xlsx.to_xlsx(EVERYTHING)),
    "everything.docx.txt": word_read,
    "begun.yaml": partial(
        blank_study,
        ["Bridge", "Ferry: fast", "方案"],
        ["Cost", "Safety"],
        ["North", "South"],
        ["treatyopt check"],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_printed_is_what_its_golden_file_holds(name: str) -> None:
    """Each command as a table and as JSON, and the document that has everything in each format, to the letter."""
    assert FILES[name]() == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_format_has_its_golden_file() -> None:
    """Whatever a document can be written as, the document that has everything is held in it, or told as text."""
    held = {name.removesuffix(".txt") if name.count(".") > 1 else name for name in FILES}
    assert {f"everything{each.endings[0]}" for each in FORMATS.values()} <= held


def test_no_golden_file_lies_unused() -> None:
    """The folder holds what is compared above, the package that commands are given, and nothing else."""
    assert {path.name for path in GOLDEN.iterdir()} == {*FILES, "package.yaml"}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    """At 40 columns, where least has room, no line of a command's table runs over, and none does at 80."""
    assert max(map(cell_len, printed(COMMANDS[name], columns=40).splitlines())) <= 40
    assert max(map(cell_len, (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines())) <= 80


@pytest.mark.parametrize("columns", range(20, 130, 3))
def test_no_line_of_anything_is_wider_than_any_screen(columns: int) -> None:
    """Whatever the width, no line of the document that has everything runs over."""
    assert max(map(cell_len, screened(columns).splitlines())) <= columns


CALCULATED = ("compare", "scorecard", "explain", "sensitivity", "negotiate", "design")
RESULTS = [name for name, command in COMMANDS.items() if command[0] in CALCULATED]


@pytest.mark.parametrize("name", RESULTS)
def test_csv_holds_the_figures_of_json(name: str) -> None:
    """Every fraction of a command's CSV is in its JSON, and under the same name where that has figures only."""
    known = figures(json.loads(printed([*COMMANDS[name], "-f", "json"])))
    found = [
        (key, cell)
        for row in csv.DictReader(io.StringIO(printed([*COMMANDS[name], "-f", "csv"])))
        for key, cell in row.items()
        if "." in cell and cell.replace(".", "").lstrip("-").isdigit()
    ]
    assert found
    assert [each for each in found if each[1] not in known.get(each[0], known[""])] == []


def figures(data: Any) -> dict[str, set[str]]:
    """The numbers of JSON by the name of their field, without names that hold something else too; all under ""."""
    known: dict[str, set[str]] = {"": set()}
    mixed = set()
    waiting = [("", data)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(key.replace("_", "-"), each) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [(name, each) for each in value]
        elif isinstance(value, (int, float)):
            known.setdefault(name, set()).add(repr(value))
            known[""].add(repr(value))
        else:
            mixed.add(name)
    return {name: held for name, held in known.items() if name == "" or name not in mixed}


def test_json_names_each_option_by_id_with_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of compare carries a schema version, and id and value of every option."""
    assert main(["compare", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema_version"] == 2
    values = {option["id"]: round(option["value"], 1) for option in data["standings"]}
    assert values == {
        "mutual-security": 67.7,
        "cooperation": 53.8,
        "mutual-defense": 62.5,
        "non-aggression": 33.8,
    }
    assert data["shortlist"] == ["mutual-security", "cooperation"]
    assert data["verdict"]["tier"] == "robust"


def test_explain_gives_a_locator_for_every_stated_score(capsys: pytest.CaptureFixture[str]) -> None:
    """In the case of each option every stated score cites a passage and no inferred one does."""
    for option in ("non-aggression", "cooperation", "mutual-security", "mutual-defense", "no-treaty"):
        assert main(["explain", option, "-f", "json"]) == 0
        for criterion in json.loads(capsys.readouterr().out)["judgements"]:
            assert bool(criterion["cites"]) == (criterion["basis"] == "stated")
