"""`check` of Word files and workbooks that treatyopt wrote: which of their figures hold, and what was edited."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import wordfile
from conftest import PAPER, few_reports
from rechecked import Capture, checked, rescored, told
from treatyopt.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a study, and with a brief and other files made of it."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(PAPER, folder / "mine.yaml")
    with pytest.MonkeyPatch.context() as patch:
        few_reports(patch)
        patch.chdir(folder)
        for command, name in (("brief", "brief.docx"), ("compare", "page.docx")):
            assert main([command, "--study", "mine.yaml", "-o", name]) == 0
        yield folder


@pytest.fixture(autouse=True)
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, to work in."""
    folder = tmp_path / "here"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    return folder


@pytest.mark.parametrize("name", ["brief.docx", "page.docx"])
def test_a_file_that_nobody_touched_holds(name: str, capsys: Capture) -> None:
    """What the same command writes of the same study is what the file has, and nothing is left over."""
    code, found = checked(capsys, name)
    assert (code, found["holds"], found["same_study"], found["same_version"]) == (0, True, True, True)
    assert found["found"]["figures"] > 30
    assert [found["found"][each] for each in ("stale", "reworded", "added", "missing")] == [[]] * 4


def test_the_stale_figures_of_a_word_file_are_named(here: Path, capsys: Capture) -> None:
    """After a score was changed the figures that rest on it are stale, in tables and in sentences."""
    rescored(here / "mine.yaml")
    code, found = checked(capsys, "brief.docx")
    stale = found["found"]["stale"]
    assert (code, found["same_study"]) == (1, False)
    cells = {(each["row"], each["column"]): (each["in_file"], each["now"]) for each in stale}
    assert cells["Cooperation", "value"] == ("53.8", "53.3")
    assert any("against 53.8 for Cooperation." in each["in_file"] for each in stale)
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


def test_what_is_no_word_file_of_ours_is_one_line(capsys: Capture) -> None:
    """A broken file is named with the reason."""
    Path("cut.docx").write_bytes(Path("page.docx").read_bytes()[:-400])
    line = "treatyopt: cut.docx: is a broken archive; an office program writes another\n"
    assert told(capsys, "cut.docx") == (1, "", line)


def test_the_extra_is_named_where_it_is_missing(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-docx a line says what to install, as where such a file is to be written."""
    monkeypatch.setitem(sys.modules, "docx", None)
    line = "treatyopt: docx needs docx: pip install 'treatyopt[office]'\n"
    assert told(capsys, "page.docx") == (2, "", line)
