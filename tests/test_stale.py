"""`check` of a brief or another file that treatyopt wrote: which figures still hold, and which are stale."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PAPER, few_reports
from rechecked import Capture, checked, copied, rescored, told
from studies import Plan
from treatyopt.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a study, and with briefs and other files made of it."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(PAPER, folder / "mine.yaml")
    (folder / "own.yaml").write_text("realism: 30\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        few_reports(patch)
        patch.chdir(folder)
        study = ["--study", "mine.yaml"]
        for name in ("brief.html", "brief.md"):
            assert main(["brief", *study, "-p", "cautious", "-o", name]) == 0
        for name in ("page.html", "page.md", "page.json", "page.csv"):
            assert main(["compare", *study, "-o", name]) == 0
        assert main(["compare", *study, "--weights", "own.yaml", "-o", "weighed.md"]) == 0
        assert main(["explain", "cooperation", "-o", "case.md"]) == 0
        assert main(["compare", "-o", "bundled.md"]) == 0
        yield folder


@pytest.fixture(autouse=True)
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, to work in."""
    return copied(made, tmp_path, monkeypatch)


def edited(name: str, old: str, new: str) -> None:
    """Change the first place in a file where a text stands."""
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what holds


@pytest.mark.parametrize(
    "name", ["brief.html", "brief.md", "page.html", "page.md", "weighed.md", "bundled.md"]
)
def test_a_file_that_nobody_touched_holds(name: str, capsys: Capture) -> None:
    """What the same command writes of the same study is what the file has, and nothing is left over."""
    code, found = checked(capsys, name)
    assert (code, found["holds"], found["same_study"], found["same_version"]) == (0, True, True, True)
    assert found["found"]["figures"] > 30
    assert [found["found"][each] for each in ("stale", "reworded", "added", "missing")] == [[]] * 4


def test_the_answer_comes_first(capsys: Capture) -> None:
    """The first line says that all figures hold, and the next of which study and by which command."""
    code, out, err = told(capsys, "page.md")
    assert (code, err) == (0, "")
    assert re.search(
        r"computed again All \d+ figures hold\. Made by: treatyopt compare --study mine.yaml\. The ", out
    )
    assert "The study is as it was (mine.yaml, sha256 " in out


def test_a_brief_of_a_hostile_study_holds(capsys: Capture) -> None:
    """Texts that are markup in every format come back as what they are."""
    bad = "</td></table>--> | \\ *a* _b_ `c` <script> &amp; # {{ 7 }} 8%"
    data = Plan((2, 1), (40, 60), (((0, 10, 20),) * 3, ((20, 30, 40),) * 3, ((1, 50, 99),) * 3)).data()
    data["title"] = data["question"] = data["options"]["option-1"]["name"] = bad
    data["groups"]["group-0"]["name"] = data["source"]["note"] = f"1. {bad}"
    Path("bad --> <script>.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    for name in ("bad.html", "bad.md"):
        assert main(["brief", "--study", "bad --> <script>.yaml", "-o", name]) == 0
        code, found = checked(capsys, name)
        assert (code, found["holds"], found["found"]["added"]) == (0, True, [])
        assert found["found"]["figures"] > 30


# --- what is stale


@pytest.mark.parametrize("name", ["brief.html"])
def test_figures_of_a_study_that_changed_are_named(name: str, here: Path, capsys: Capture) -> None:
    """After a score was changed the figures that rest on it are stale, in tables and in sentences."""
    rescored(here / "mine.yaml")
    code, found = checked(capsys, name)
    stale = found["found"]["stale"]
    assert (code, found["holds"], found["same_study"]) == (1, False, False)
    cells = {(each["row"], each["column"]): (each["in_file"], each["now"]) for each in stale}
    assert cells["Cooperation", "value"] == ("61.6", "60.4")
    assert any("leads Cooperation by 2.5 points" in each["in_file"] for each in stale)
    assert 10 < len(stale) < found["found"]["figures"] / 4
    assert [found["found"][each] for each in ("added", "missing")] == [[], []]


def test_the_screen_names_place_row_and_column(here: Path, capsys: Capture) -> None:
    """The answer counts what is stale, the table has it before and after, and the exit code is 1."""
    rescored(here / "mine.yaml")
    code, out, err = told(capsys, "page.md")
    assert code == 1
    assert re.search(r"\d+ of \d+ figures are stale; in ", out)
    assert "The study has changed (mine.yaml, sha256 " in out
    assert re.search(r"Cooperation value 53\.8 53\.3", out)
    assert re.fullmatch(r"treatyopt: page\.md: \d+ of \d+ figures are stale\n", err)


def test_a_cell_that_was_edited_is_named(capsys: Capture) -> None:
    """One figure changed by hand in a table of a page is found, with its row and its column."""
    edited("page.html", ">53.8<", ">63.8<")
    code, found = checked(capsys, "page.html")
    (stale,) = found["found"]["stale"]
    assert (code, stale["row"], stale["column"]) == (1, "Cooperation", "value")
    assert (stale["in_file"], stale["now"]) == ("63.8", "53.8")


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_a_figure_that_was_edited_in_a_sentence_is_named(name: str, capsys: Capture) -> None:
    """One figure changed by hand in a sentence is found, with the words around it."""
    edited(name, "by 13.9 points", "by 19.9 points")
    code, found = checked(capsys, name)
    (stale,) = found["found"]["stale"]
    assert (code, stale["row"]) == (1, "")
    assert "leads Cooperation by 19.9 points. Robust" in stale["in_file"]
    assert "leads Cooperation by 13.9 points. Robust" in stale["now"]


def test_an_edit_by_hand_is_told_as_what_it_can_only_be(capsys: Capture) -> None:
    """With the same study and version, what differs can only have been changed in a file."""
    edited("page.md", "| 53.8 |", "| 63.8 |")
    _, out, _ = told(capsys, "page.md")
    assert "1 of " in out
    assert " figures is stale; in " in out
    assert "So is the version: what differs was changed in the file itself" in out


def test_a_word_in_a_short_cell_counts_as_a_figure(capsys: Capture) -> None:
    """What a table says in a word is no less a statement than a number."""
    edited("case.md", "| inferred |", "| stated |")
    code, found = checked(capsys, "case.md")
    (stale,) = found["found"]["stale"]
    assert (code, stale["column"], stale["in_file"], stale["now"]) == (1, "basis", "stated", "inferred")


def test_a_note_of_ones_own_is_not_stale(capsys: Capture) -> None:
    """A paragraph that somebody added is told apart, whatever figures it has, and is no reason to fail."""
    edited("page.md", "\n\n", "\n\nA note of my own: 12 copies by Friday.\n\n")
    code, found = checked(capsys, "page.md")
    assert (code, found["found"]["stale"], found["found"]["missing"]) == (0, [], [])
    assert found["found"]["added"] == ["A note of my own: 12 copies by Friday."]
    _, out, _ = told(capsys, "page.md")
    assert re.search(r"All \d+ figures hold, but 1 piece is not from treatyopt or said no longer\.", out)


def test_what_was_taken_out_is_told(capsys: Capture) -> None:
    """A paragraph that is no longer there is missed, though every figure that is left holds."""
    edited("page.md", "Shortlist: Mutual Security and Cooperation (pass sufficient and realistic)", "")
    code, found = checked(capsys, "page.md")
    assert (code, found["found"]["stale"]) == (1, [])
    assert [each[:10] for each in found["found"]["missing"]] == ["Shortlist:"]
    assert told(capsys, "page.md")[2].endswith("its figures hold, but it does not say what treatyopt wrote\n")


def test_a_sentence_in_other_words_is_told(capsys: Capture) -> None:
    """On the same study, by the same version, other words were put there by hand: told around what differs."""
    edited("page.md", "passage of the source.", "passage of this very source.")
    code, out, _ = told(capsys, "page.md")
    assert code == 1
    assert re.search(r"All \d+ figures hold, but 1 text reads otherwise\.", out)
    _, found = checked(capsys, "page.md")
    (reworded,) = found["found"]["reworded"]
    assert reworded["in_file"].endswith("by a passage of this very source.")
    assert reworded["now"].endswith("by a passage of the source.")


def test_a_figure_keeps_its_place_beside_other_marks(capsys: Capture) -> None:
    """A year in brackets is the same year where words were added behind it."""
    edited("page.md", "(Rogov 1996)", "(Rogov 1996); a draft")
    _, found = checked(capsys, "page.md")
    assert (found["found"]["stale"], len(found["found"]["reworded"])) == ([], 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</style>", "p::after { content: ' not' }</style>"),
        ("<p>", '<p style="display: none">'),
        ("<p>", "<p onclick=x>"),
    ],
)
def test_what_could_show_other_figures_is_told(old: str, new: str, capsys: Capture) -> None:
    """Another style, script or handler in a page makes it another page, whatever figures it holds."""
    edited("page.html", old, new)
    code, found = checked(capsys, "page.html")
    assert code == 1
    assert [each["place"] for each in found["found"]["reworded"]] == ["style and script of the page"]


def test_a_changed_study_is_no_other_page(capsys: Capture) -> None:
    """What the page's script holds follows the scores, and is not told beside the figures that are stale."""
    edited("mine.yaml", "score: 75", "score: 74")
    _, found = checked(capsys, "page.html")
    assert found["found"]["stale"]
    assert "style and script of the page" not in [each["place"] for each in found["found"]["reworded"]]


def test_changed_evidence_is_no_edit_by_hand(capsys: Capture) -> None:
    """What another row of the evidence makes otherwise is told as that, and nobody is said to have altered the file."""
    shutil.copy(PAPER.with_name("evidence.yaml"), "own.evidence.yaml")
    copied = Path("mine.yaml").read_text(encoding="utf-8")
    Path("told.yaml").write_text(f"evidence: own.evidence.yaml\n{copied}", encoding="utf-8")
    assert main(["evidence", "npt", "--study", "told.yaml", "-o", "npt.md"]) == 0
    assert checked(capsys, "npt.md")[1]["same_evidence"]
    edited("own.evidence.yaml", "The treaty had been extended", "It had been extended")
    code, found = checked(capsys, "npt.md")
    assert (code, found["same_study"], found["same_evidence"], found["altered"]) == (0, True, False, False)
    assert "The evidence has changed: own.evidence.yaml, sha256" in " ".join(
        told(capsys, "npt.md")[1].split()
    )


def test_another_version_is_told(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another version is checked against this one, and both are named."""
    monkeypatch.setattr("treatyopt.documents.stamp.__version__", "9.9")
    code, out, _ = told(capsys, "page.html")
    assert code == 0
    assert re.search(r"It was written by treatyopt [\d.]+; this is 9\.9\.", out)


@pytest.mark.parametrize("format", ["csv", "markdown", "html"])
def test_the_answer_comes_in_every_format(format: str, capsys: Capture) -> None:
    """What is stale can be put out as any other answer, and has a stamp as any other file."""
    edited("page.md", "| 53.8 |", "| 63.8 |")
    assert main(["check", "page.md", "-f", format]) == 1
    out = capsys.readouterr().out
    assert "63.8" in out
    assert ("made by: treatyopt check page" in out) == (format != "csv")


# --- which study


def test_a_study_beside_the_file_is_found(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another folder the study and the weights beside the file are taken."""
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert checked(capsys, "../weighed.md")[0] == 0


def test_the_study_of_the_command_line_is_taken(here: Path, capsys: Capture) -> None:
    """--study says against which study a file is checked, in place of its own and of the bundled one."""
    shutil.move("mine.yaml", "moved.yaml")
    rescored(here / "moved.yaml")
    code, out, _ = told(capsys, "page.md", "--study", "moved.yaml")
    assert code == 1
    assert re.search(
        r"The study is another: mine\.yaml \(sha256 \w+…\) then, moved\.yaml \(\w+…\) now\.", out
    )
    assert checked(capsys, "bundled.md", "--study", "moved.yaml")[0] == 1


def test_a_study_that_is_not_there_is_told_with_the_way_out(capsys: Capture) -> None:
    """One line, exit code 1."""
    Path("mine.yaml").unlink()
    assert told(capsys, "brief.html") == (
        1,
        "",
        "treatyopt: brief.html: the study mine.yaml is not there; say where it is with --study FILE\n",
    )


def test_weights_that_are_not_there_are_told(capsys: Capture) -> None:
    """A file of weights that is gone is named."""
    Path("own.yaml").unlink()
    line = "treatyopt: weighed.md: own.yaml, which it was made with, is not there; put it beside the file\n"
    assert told(capsys, "weighed.md") == (1, "", line)


def test_a_study_that_has_lost_what_was_asked_is_told(capsys: Capture) -> None:
    """A profile that the study no longer has makes one line."""
    edited("mine.yaml", "\n  cautious:", "\n  bold:")
    code, out, err = told(capsys, "brief.md")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(
        "treatyopt: brief.md: cannot be made again (treatyopt brief --study mine.yaml -p cautious): "
    )


# --- what is not ours


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "notes.txt",
            "Dear all,\n",
            "is neither a study nor a page, Markdown, Word file or workbook that treatyopt wrote",
        ),
        (
            "picture.png",
            "\x89PNG\0",
            "is neither a study nor a page, Markdown, Word file or workbook that treatyopt wrote",
        ),
        ("notes.md", "# Notes\n", "is Markdown without a record of treatyopt; nothing can be computed again"),
        ("other.html", "<!doctype html><p>a", "holds no record of how treatyopt made it, so that nothing"),
        ("brief", "<html><a <a <a", "holds a tag, a comment or a script that is not closed (line 1)"),
    ],
)
def test_a_file_from_elsewhere_is_told_so(name: str, content: str, reason: str, capsys: Capture) -> None:
    """What is neither a study nor written by treatyopt is told in one line, by its contents."""
    Path(name).write_text(content, encoding="latin-1")
    code, out, err = told(capsys, name)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"treatyopt: {name}: {reason}")


@pytest.mark.parametrize("name", ["page.json", "page.csv"])
def test_other_files_of_ours_are_told_apart(name: str, capsys: Capture) -> None:
    """JSON and CSV are not read back, and are not taken for studies full of faults."""
    code, out, err = told(capsys, name)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_study_is_known_by_its_contents(capsys: Capture) -> None:
    """A study is checked as ever, whatever its file is called."""
    shutil.move("mine.yaml", "mine.txt")
    code, out, _ = told(capsys, "mine.txt")
    assert code == 0
    assert out.startswith("mine.txt the study is well formed")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda asked: asked.update(command="erase"), "there is no such command as erase"),
        (lambda asked: asked.update(command="check"), "there is no such command as check"),
        (
            lambda asked: asked.update(arguments=["--help"]),
            "No such option",
        ),
        (lambda asked: asked.update(arguments=["--nothing"]), "No such option"),
        (lambda asked: asked.update(arguments=["--output", "x.md"]), "says where to write"),
        (lambda asked: asked.update(command="design", arguments=["--save", "x.yaml"]), "says where to write"),
        (
            lambda asked: asked.update(arguments=["--study", "\0"]),
            "is not there; say where it is with --study",
        ),
        (lambda asked: asked.update(arguments=["--study", "a" * 5000]), "is not there; say where it is with"),
        (lambda asked: asked.pop("arguments"), "holds a record that is broken"),
    ],
)
def test_a_record_can_ask_for_nothing_but_an_answer(
    change: Callable[[dict[str, Any]], Any], reason: str, here: Path, capsys: Capture
) -> None:
    """A record that names no command of ours, or one that would write a file, is refused; nothing is written."""
    text = Path("page.md").read_text(encoding="utf-8")
    start = text.index('{"made_by"')
    record = json.loads(text[start : text.index(" -->", start)])
    change(record["asked"])
    Path("page.md").write_text(f"{text[:start]}{json.dumps(record)} -->\n", encoding="utf-8")
    before = sorted(here.iterdir())
    code, out, err = told(capsys, "page.md")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert reason in err
    assert sorted(here.iterdir()) == before
