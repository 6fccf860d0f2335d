"""TREATYOPT_STUDY names the study where --study does not, and what is said of the run stays true."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import PAPER, ROOT, Run
from rechecked import Capture, checked, rescored
from treatyopt import load
from treatyopt.cli import _COMMANDS, command_line, main
from treatyopt.cli.running import VARIABLE

RIVER = "A River Shared by Three"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two studies, of which the variable names the river's."""
    shutil.copy(ROOT / "tests" / "river.yaml", tmp_path / "the river.yaml")
    shutil.copy(PAPER, tmp_path / "mine.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "the river.yaml")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def study_of(capsys: Capture, *words: str) -> str:
    """The title of the study that a command answers of."""
    assert main([*words, "-f", "json"]) == 0
    return str(json.loads(capsys.readouterr().out)["made_by"]["study"]["title"])


@pytest.mark.parametrize("command", [each for each in _COMMANDS if each != "init"])
def test_every_command_takes_the_variable(command: str) -> None:
    """No command reads a study that the variable could not name, and each says so in its help."""
    with command_line.make_context("treatyopt", ["-h"], resilient_parsing=True) as context:
        found = command_line.get_command(context, command)
        assert found is not None
        assert [each.envvar for each in found.params if "--study" in each.opts] == [VARIABLE]


def test_the_variable_names_the_study(capsys: Capture) -> None:
    """Without --study it is the variable's study that is read."""
    assert study_of(capsys, "options") == RIVER


def test_the_command_line_wins(capsys: Capture) -> None:
    """--study is taken where both name one."""
    assert study_of(capsys, "options", "--study", "mine.yaml") == load(PAPER).title


def test_an_empty_variable_names_nothing(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty is as good as not set: the study is that which comes with treatyopt."""
    monkeypatch.setenv(VARIABLE, "")
    assert study_of(capsys, "options") == load(PAPER).title


def test_python_does_not_read_the_variable() -> None:
    """What a script or a notebook computes hangs on nothing but what is written in it."""
    assert load().title == load(PAPER).title


@pytest.mark.parametrize("words", [["compare"], ["check"]])
def test_a_missing_study_is_told_with_the_variable(
    words: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody typed that name, so the line says where it comes from."""
    monkeypatch.setenv(VARIABLE, "gone.yaml")
    assert main(words) == 1
    line = f"treatyopt: gone.yaml: no such file ({VARIABLE} names this study)\n"
    assert capsys.readouterr().err == line


def test_a_typed_study_that_is_missing_is_not_told_with_the_variable(capsys: Capture) -> None:
    """The variable is not named where it had no part."""
    assert main(["compare", "--study", "gone.yaml"]) == 1
    assert main(["check", "gone.yaml"]) == 1
    assert capsys.readouterr().err == "treatyopt: gone.yaml: no such file\n" * 2


def test_faults_are_told_with_the_variable_once(capsys: Capture) -> None:
    """Of a study full of faults the first line says who named it."""
    Path("the river.yaml").write_text("title: T\nanother: 1\n", encoding="utf-8")
    assert main(["compare"]) == 1
    first, *others = capsys.readouterr().err.splitlines()
    assert first.endswith(f"({VARIABLE} names this study)")
    assert others
    assert VARIABLE not in "".join(others)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["compare", "river-commission", "river-union"], "x.md"),
        (["brief", "--memo", "-p", "even"], "x.html"),
        (["compare", "--say", "water>=order"], "x.html"),
    ],
)
def test_a_file_is_the_same_as_if_the_study_had_been_typed(words: list[str], name: str) -> None:
    """The stamp tells a command that anyone can type, whatever named the study: the bytes are the same."""
    command, *others = words
    assert main([command, *others, "-o", f"a{name}"]) == 0
    assert main([command, "--study", "the river.yaml", *others, "-o", f"b{name}"]) == 0
    assert Path(f"a{name}").read_bytes() == Path(f"b{name}").read_bytes()


def test_a_saved_package_says_the_study() -> None:
    """A package's provenance has a command that makes it again without the variable."""
    assert main(["design", "--study", "mine.yaml", "--samples", "0", "--save", "typed.yaml"]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "mine.yaml")
        assert main(["design", "--samples", "0", "--save", "named.yaml"]) == 0
    typed, named = (
        Path(each).read_text(encoding="utf-8").replace("named", "typed")
        for each in ("typed.yaml", "named.yaml")
    )
    assert "treatyopt design --study mine.yaml --samples 0" in typed
    assert named == typed


# --- check


def test_a_file_is_checked_against_its_own_study(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file made of the variable's study, of another or of the bundled one names it; a new value changes nothing."""
    assert main(["compare", "-o", "named.md"]) == 0
    assert main(["compare", "--study", "mine.yaml", "-o", "typed.md"]) == 0
    monkeypatch.delenv(VARIABLE)
    assert main(["compare", "-o", "bundled.md"]) == 0
    capsys.readouterr()
    assert [checked(capsys, each)[0] for each in ("named.md", "typed.md", "bundled.md")] == [0, 0, 0]
    monkeypatch.setenv(VARIABLE, "mine.yaml")
    rescored(Path("mine.yaml"))
    assert [checked(capsys, each)[0] for each in ("named.md", "typed.md", "bundled.md")] == [0, 1, 0]


def test_what_is_checked_is_told_without_the_variable(capsys: Capture) -> None:
    """The answer's own stamp names no study that had no part in it."""
    assert main(["compare", "-o", "x.md"]) == 0
    capsys.readouterr()
    assert checked(capsys, "x.md")[1]["made_by"]["asked"]["arguments"] == ["x.md"]
    assert checked(capsys, "mine.yaml")[1]["made_by"]["asked"]["arguments"] == ["mine.yaml"]


def test_check_without_a_file_checks_what_any_command_would_take(capsys: Capture) -> None:
    """The study to be sure of is the one that is in use; the answer says which, and how to ask again."""
    code, found = checked(capsys)
    assert (code, found["made_by"]["study"]["title"]) == (0, RIVER)
    assert found["made_by"]["asked"]["arguments"] == ["--study", "the river.yaml"]


# --- completion


@pytest.mark.parametrize(
    ("words", "expected"),
    [("treatyopt compare river-c", "river-commission"), ("treatyopt compare --study mine.yaml co", "cooperation")],
)  # fmt: skip
def test_the_shell_completes_ids_of_the_study_in_use(inside: Run, words: str, expected: str) -> None:
    """Ids are those of the variable's study, unless the command line names another."""
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = inside(env={"_TREATYOPT_COMPLETE": "bash_complete", **asked})
    assert done.stdout.splitlines() == [f"plain,{expected}"]
