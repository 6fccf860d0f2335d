"""`check` of Word files and workbooks that treatyopt wrote: which of their figures hold, and what was edited."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import wordfile
from conftest import PAPER, few_reports
from rechecked import Capture, checked, copied, rescored, told
from sheets import cells, opened
from studies import Plan
from treatyopt.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a study, and with a brief and other files made of it."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(PAPER, folder / "mine.yaml")
    with pytest.MonkeyPatch.context() as patch:
        few_reports(patch)
        patch.chdir(folder)
        for ending in ("docx", "xlsx"):
            assert main(["brief", "--study", "mine.yaml", "-o", f"brief.{ending}"]) == 0
            assert main(["compare", "--study", "mine.yaml", "-o", f"page.{ending}"]) == 0
        yield folder


@pytest.fixture(autouse=True)
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, to work in."""
    return copied(made, tmp_path, monkeypatch)


@pytest.mark.parametrize("name", ["brief.docx", "page.docx", "brief.xlsx", "page.xlsx"])
def test_a_file_that_nobody_touched_holds(name: str, capsys: Capture) -> None:
    """What the same command writes of the same study is what the file has, and nothing is left over."""
    code, found = checked(capsys, name)
    assert (code, found["holds"], found["same_study"], found["same_version"]) == (0, True, True, True)
    assert found["found"]["figures"] > 30
    assert [found["found"][each] for each in ("stale", "reworded", "added", "missing")] == [[]] * 4


@pytest.mark.parametrize("name", ["bad.docx", "bad.xlsx"])
def test_a_file_of_a_hostile_study_holds(name: str, capsys: Capture) -> None:
    """Texts that are formulas, markup or drawings come back as what they are."""
    bad = "=1+1 █ ─ </w:t> {8} 5% & _x000D_"
    data = Plan((2, 1), (40, 60), (((0, 10, 20),) * 3, ((1, 50, 99),) * 3)).data()
    data["title"] = data["question"] = data["options"]["option-1"]["name"] = bad
    Path("bad.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    assert main(["compare", "--study", "bad.yaml", "-o", name]) == 0
    code, found = checked(capsys, name)
    assert (code, found["holds"], found["found"]["added"]) == (0, True, [])
    assert found["found"]["figures"] > 20


def test_the_stale_figures_of_a_word_file_are_named(here: Path, capsys: Capture) -> None:
    """After a score was changed the figures that rest on it are stale, in tables and in sentences."""
    rescored(here / "mine.yaml")
    code, found = checked(capsys, "brief.docx")
    stale = found["found"]["stale"]
    assert (code, found["same_study"]) == (1, False)
    figures = {(each["row"], each["column"]): (each["in_file"], each["now"]) for each in stale}
    assert figures["Cooperation", "value"] == ("53.8", "53.3")
    assert any("points more than Cooperation." in each["in_file"] for each in stale)
    assert [found["found"][each] for each in ("added", "missing")] == [[], []]


def test_an_edit_in_a_word_file_is_named(capsys: Capture) -> None:
    """A cell and a sentence changed by hand are found, and a paragraph of one's own is told apart."""
    file = wordfile.opened(Path("page.docx").read_bytes())
    (cell,) = [each for each in wordfile.cells(file) if each.text == "53.8"]
    cell.paragraphs[0].runs[0].text = "63.8"
    (lead,) = [each for each in file.paragraphs if "by 13.9 points" in each.text]
    lead.text = lead.text.replace("13.9", "19.9")
    lead.insert_paragraph_before("The ministry's own view: 3 of 4 agree.")
    file.save("page.docx")
    code, found = checked(capsys, "page.docx")
    stale = {(each["row"], each["column"]): each["in_file"] for each in found["found"]["stale"]}
    assert (code, len(stale), stale["Cooperation", "value"]) == (1, 2, "63.8")
    assert "leads Cooperation by 19.9 points." in stale["", ""]
    assert found["found"]["added"] == ["The ministry's own view: 3 of 4 agree."]


def test_the_stale_cells_of_a_workbook_are_named(here: Path, capsys: Capture) -> None:
    """After a score was changed the score is told first, as what was typed, and then what formulas make of it."""
    rescored(here / "mine.yaml")
    code, found = checked(capsys, "brief.xlsx")
    stale = found["found"]["stale"]
    assert (code, found["same_study"], found["found"]["missing"]) == (1, False, [])
    found_at = {tuple(each[key] for key in ("place", "row", "column")): each for each in stale}
    score = found_at["Scores", "readiness", "Cooperation"]
    assert (score["in_file"], score["now"], score["computed"]) == ("75", "70", False)
    value = found_at["Ranking", "Cooperation", "value"]
    assert (value["in_file"], value["now"], value["computed"]) == ("53.8333333", "53.3333333", True)
    assert [each["computed"] for each in stale] == sorted(each["computed"] for each in stale)


def test_a_cell_that_was_typed_over_is_named(capsys: Capture) -> None:
    """One figure changed in the listing of a workbook is found, by row and column."""
    book = opened(Path("page.xlsx").read_bytes())
    (cell,) = [each for each in cells(book.worksheets[0]) if each.value == pytest.approx(53.8333333)]
    cell.value = 63.8
    book["Reading"]["Z2"] = "Our view: 5 of 7."
    book.save("page.xlsx")
    code, out, err = told(capsys, "page.xlsx")
    assert (code, err) == (1, "treatyopt: page.xlsx: 1 of 92 figures is stale\n")
    assert "cooperation value 63.8 53.8333333" in out
    assert "Not from treatyopt, or said no longer: 1 piece (“Our view: 5 of 7.”)." in out
    assert "Of a workbook the values that it stores are compared, to nine digits" in out


def test_a_table_that_was_sorted_holds(capsys: Capture) -> None:
    """Rows of one name find each other in whatever order they stand."""
    book = opened(Path("page.xlsx").read_bytes())
    sheet = book.worksheets[0]
    rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=2)]
    for i, row in enumerate(reversed(rows), start=2):
        for j, value in enumerate(row, start=1):
            sheet.cell(i, j).value = value
    book.save("page.xlsx")
    assert checked(capsys, "page.xlsx")[0] == 0


@pytest.mark.parametrize("name", ["page.docx", "page.xlsx"])
def test_what_is_no_file_of_ours_is_one_line(name: str, capsys: Capture) -> None:
    """A broken file is named with the reason."""
    Path(f"cut-{name}").write_bytes(Path(name).read_bytes()[:-400])
    line = f"treatyopt: cut-{name}: is a broken archive; an office program writes another\n"
    assert told(capsys, f"cut-{name}") == (1, "", line)


def test_a_workbook_without_values_is_told(capsys: Capture) -> None:
    """What was edited by a program that computes nothing is to be computed first."""
    opened(Path("brief.xlsx").read_bytes()).save("brief.xlsx")
    line = "stores no values of its formulas; open and save it in Excel or LibreOffice first"
    assert told(capsys, "brief.xlsx") == (1, "", f"treatyopt: brief.xlsx: {line}\n")


@pytest.mark.parametrize(("name", "module"), [("page.docx", "docx"), ("page.xlsx", "openpyxl")])
def test_the_extra_is_named_where_it_is_missing(
    name: str, module: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what reads it a line says what to install, as where such a file is to be written."""
    monkeypatch.setitem(sys.modules, module, None)
    line = f"treatyopt: {name[-4:]} needs {module}: pip install 'treatyopt[office]'\n"
    assert told(capsys, name) == (2, "", line)
