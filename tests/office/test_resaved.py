"""Files that LibreOffice has opened and saved, read back by `check`: nothing is stale but what somebody edited."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import wordfile
from conftest import PAPER, few_reports
from libreoffice import WORD, WORKBOOK, converted
from rechecked import Capture, checked, told
from sheets import HEAD, opened
from studies import IN_UNITS
from treatyopt.cli import main

COMMANDS = {
    "brief": ["brief", "--annex"],
    "compare": ["compare"],
    "explain": ["explain", "cooperation"],
    "negotiate": ["negotiate"],
    "scorecard": ["scorecard", "--ranges"],
}


def at(sheet: Any, row: str, column: str) -> Any:
    """A cell of a live sheet, by what heads its row and its column."""
    heads = [each.value for each in sheet[HEAD]]
    (found,) = [each for each in sheet.iter_rows(min_row=HEAD + 1) if each[0].value == row]
    return found[heads.index(column)]


def scored(book: Any) -> None:
    """One score edited."""
    at(book["Scores"], "readiness", "Cooperation").value = 70


def screened(book: Any) -> None:
    """A threshold raised so far that the leader fails it, points changed, and a note beside them."""
    at(book["Screens"], "realistic", "minimum").value = 62
    at(book["Weights"], "security", "points").value = 30
    book["Weights"]["J7"] = "as agreed on 3 May"


def measured(book: Any) -> None:
    """A performance and a threshold edited, both in their unit."""
    at(book["Performances"], "cost", "Tunnel").value = 95
    at(book["Screens"], "affordable", "maximum").value = 150


EDITS: dict[str, Callable[[Any], None]] = {"scored": scored, "screened": screened}


def restyled(path: Path) -> None:
    """Another font, and a paragraph of somebody's own."""
    file = wordfile.opened(path.read_bytes())
    file.styles["Normal"].font.name = "Liberation Serif"
    file.paragraphs[3].insert_paragraph_before("The ministry holds 2 of these.")
    file.save(path)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the study and with files of each kind, those that were edited among them, as LibreOffice saves."""
    made, folder = (tmp_path_factory.mktemp(name) for name in ("made", "saved"))
    shutil.copy(PAPER, folder / "mine.yaml")
    with pytest.MonkeyPatch.context() as patch:
        few_reports(patch)
        patch.chdir(folder)
        for name, command in COMMANDS.items():
            for ending in ("docx", "xlsx"):
                written = ["--study", "mine.yaml", "-o", str(made / f"{name}.{ending}")]
                asked = [each for each in command if ending == "docx" or each != "--annex"]
                assert main([*asked, *written]) == 0
    for name, edit in EDITS.items():
        book = opened((made / "brief.xlsx").read_bytes())
        edit(book)
        book.save(made / f"{name}.xlsx")
    (folder / "units.yaml").write_text(IN_UNITS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["brief", "--study", "units.yaml", "-o", str(made / "units.xlsx")]) == 0
    book = opened((made / "units.xlsx").read_bytes())
    measured(book)
    book.save(made / "measured.xlsx")
    shutil.copy(made / "brief.docx", made / "restyled.docx")
    restyled(made / "restyled.docx")
    converted(folder, sorted(made.glob("*.docx")), WORD)
    converted(folder, sorted(made.glob("*.xlsx")), WORKBOOK)
    return folder


@pytest.fixture(autouse=True)
def _here(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test in that folder."""
    monkeypatch.chdir(saved)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_was_opened_and_saved_holds(name: str, ending: str, capsys: Capture) -> None:
    """Every figure, every text and the record outlast another program."""
    code, found = checked(capsys, f"{name}.{ending}")
    assert (code, found["holds"], found["same_study"]) == (0, True, True)
    assert [found["found"][each] for each in ("stale", "reworded", "added", "missing")] == [[]] * 4
    assert found["found"]["figures"] > 20


def test_another_font_and_a_paragraph_of_ones_own_leave_figures_as_they_are(capsys: Capture) -> None:
    """What a ministry adds is told apart, and nothing is stale."""
    code, found = checked(capsys, "restyled.docx")
    assert (code, found["found"]["stale"], found["found"]["missing"]) == (0, [], [])
    assert found["found"]["added"] == ["The ministry holds 2 of these."]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("scored", {("Scores", "readiness", "Cooperation", "70", "75")}),
        (
            "screened",
            {("Screens", "realistic", "minimum", "62", "40"), ("Weights", "security", "points", "30", "20")},
        ),
    ],
)
def test_what_was_typed_is_named_and_so_is_what_follows(
    name: str, typed: set[tuple[str, ...]], capsys: Capture
) -> None:
    """An input that was edited is told by itself, and the values that were computed anew as what follows of it."""
    code, found = checked(capsys, f"{name}.xlsx")
    stale = [tuple(each.values()) for each in found["found"]["stale"]]
    assert code == 1
    assert {each[:5] for each in stale if not each[5]} == typed
    values = {each[1]: each[3:5] for each in stale if each[0] == "Ranking" and each[2] == "value"}
    assert values["Cooperation"][1] == "53.8333333"
    assert (values["Cooperation"][0] == "53.3333333") == (name == "scored")


def test_a_workbook_in_units_that_was_saved_holds(capsys: Capture) -> None:
    """What formulas make of performances and thresholds is what was written beside them."""
    code, found = checked(capsys, "units.xlsx")
    assert (code, found["holds"], found["found"]["stale"]) == (0, True, [])


def test_an_edit_in_a_unit_is_named_and_what_it_is_worth_follows(capsys: Capture) -> None:
    """The performance and the threshold were typed; the score and what the screen asks are computed."""
    _, found = checked(capsys, "measured.xlsx")
    stale = [tuple(each.values()) for each in found["found"]["stale"]]
    assert {each[:5] for each in stale if not each[5]} == {
        ("Performances", "cost", "Tunnel", "95", "185"),
        ("Screens", "affordable", "maximum", "150", "170"),
    }
    computed = {each[:5] for each in stale if each[5]}
    assert ("Scores", "cost", "Tunnel", "70", "10") in computed
    asks = next(each for each in computed if each[:3] == ("Screens", "affordable", "asks"))
    assert asks[3:] == ("at most 150 EUR m", "at most 170 EUR m")


def test_the_screen_says_how_much_was_typed(capsys: Capture) -> None:
    """The first line counts what was typed and what is computed, and a note in a cell is nobody's figure."""
    _, out, err = told(capsys, "screened.xlsx")
    assert "figures are stale, 2 of them typed and " in out
    assert "“as agreed on 3 May”" in out
    assert err.startswith("treatyopt: screened.xlsx: ")
