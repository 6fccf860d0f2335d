"""Bad input on the command line: one clear line on standard error, the right exit code, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import PAPER, Run
from treatyopt.cli import command_line, main

Raw = dict[str, Any]
Write = Callable[[Any], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in an empty folder of its own, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def fails(capsys: Capture, code: int, *argv: str | Path) -> str:
    """Runs a command that must fail: the one line it says, printable and without a traceback."""
    assert main([str(word) for word in argv]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith("treatyopt")
    assert line.isprintable()
    return line


def works(capsys: Capture, *argv: str | Path) -> str:
    """Runs a command that must succeed: what it prints."""
    assert main([str(word) for word in argv]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def names() -> list[str]:
    """The files in the folder of the test."""
    return sorted(path.name for path in Path().iterdir())


# Arguments -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "named", "nearest"),
    [
        ("compar", "command compar", "compare"),
        ("compare coperation", "option coperation", "cooperation"),
        ("compare Cooperation", "option Cooperation", "cooperation"),
        ("explain mutual-defence", "option mutual-defence", "mutual-defense"),
        ("explain non", "option non", "non-aggression"),
        ("obligations coperation", "option or obligation coperation", "cooperation"),
        (
            "obligations no-forces-at-border",
            "option or obligation no-forces-at-border",
            "no-forces-at-borders",
        ),
        ("sources compromise/99", "locator compromise/99", "compromise/9"),
        ("compare -p russa", "profile russa", "russia"),
        ("explain cooperation -p russa", "profile russa", "russia"),
        ("compare --screen sufficent", "screen sufficent", "sufficient"),
        ("compare -w realsm=3", "group or criterion realsm", "realism"),
        ("compare -w readines=3", "group or criterion readines", "readiness"),
        ("compare --set coperation.readiness=4", "option coperation", "cooperation"),
        ("compare --set cooperation.readines=4", "criterion readines", "readiness"),
        ("compare --profil russia", "--profil", "--profile"),
        ("compare -f jsn", "jsn", "json"),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest_known_one(
    argv: str, named: str, nearest: str, capsys: Capture
) -> None:
    """A misspelt id, command, flag or format is refused with what was probably meant."""
    line = fails(capsys, 2, *argv.split())
    assert named in line
    assert re.search(rf"\b{re.escape(nearest.lstrip('-'))}\b", line.replace(named, "", 1))


def test_an_unknown_id_unlike_any_is_answered_with_all_that_are_known(capsys: Capture) -> None:
    """Where nothing is near, the known ids are listed."""
    line = fails(capsys, 2, "compare", "-p", "zzz")
    assert all(id in line for id in ("balanced", "our-reading", "russia", "nato", "cautious", "ambitious"))


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ("compare -p |", "the profile is not named; known: balanced, our-reading,"),
        (
            "weigh --order realism,,security",
            "an order has an id between commas, and between = signs; one is missing",
        ),
        ("compare --set .readiness=4", ".readiness: write OPTION.CRITERION, for example mutual-defense."),
        ("compare --set *.=4", "*.: write OPTION.CRITERION, for example mutual-defense."),
    ],
    ids=["profile", "in-an-order", "no-option", "no-criterion"],
)
def test_an_id_that_is_left_out_is_said_to_be(argv: str, told: str, capsys: Capture) -> None:
    """Nothing is unknown that was not named."""
    line = fails(capsys, 2, *(each.strip("|") for each in argv.split()))
    assert told in line
    assert "unknown" not in line


@pytest.mark.parametrize("points", ["-1", "nan", "inf", "-inf", "1e10", "1e999"])
def test_points_out_of_bounds_are_refused(points: str, capsys: Capture) -> None:
    """Points are finite, not negative, and bounded."""
    assert "realism=" in (line := fails(capsys, 2, "compare", "-w", f"realism={points}"))
    assert "points must be a finite number from 0 to 1000000000" in line


@pytest.mark.parametrize("points", ["abc", "", "1,5", "5%", "0x10", "1 2"])
def test_points_that_are_no_number_are_refused(points: str, capsys: Capture) -> None:
    """What is no number is named as typed."""
    assert f"realism={points}: points must be a number" in fails(
        capsys, 2, "compare", "-w", f"realism={points}"
    )


@pytest.mark.parametrize("typed", ["realism", "=3", "realism:3", "="])
def test_points_without_an_id_or_an_equals_sign_are_refused(typed: str, capsys: Capture) -> None:
    """The message says how points are written."""
    assert f"{typed}: write ID=POINTS" in fails(capsys, 2, "compare", "-w", typed)


def test_points_that_are_all_zero_are_refused(capsys: Capture) -> None:
    """Something must count."""
    groups = ("security", "partnership", "credibility", "realism", "europe")
    zeros = [word for group in groups for word in ("-w", f"{group}=0")]
    assert "all weights are zero; give points" in fails(capsys, 2, "compare", *zeros)


def test_points_typed_twice_are_refused(capsys: Capture) -> None:
    """The order of flags has no meaning, so that one of the two cannot win."""
    assert "realism is given twice" in fails(capsys, 2, "compare", "-w", "realism=1", "-w", "realism=2")


def test_criteria_that_take_more_than_their_group_has_are_refused(capsys: Capture) -> None:
    """The message gives both sums."""
    line = fails(capsys, 2, "compare", "-w", "realism=10", "-w", "readiness=20")
    assert "readiness=20 takes 20 points, more than realism=10 has" in line


def test_criteria_that_do_not_add_up_to_their_group_are_refused(capsys: Capture) -> None:
    """With every criterion of a group named, their points must be the group's."""
    line = fails(capsys, 2, "compare", "-w", "realism=10", "-w", "readiness=2", "-w", "timeliness=3")
    assert "readiness=2 + timeliness=3 makes 5 points, not realism=10" in line


def test_criteria_that_do_add_up_to_their_group_are_accepted(capsys: Capture) -> None:
    """Saying the same thing twice is no contradiction."""
    works(capsys, "compare", "-w", "realism=10", "-w", "readiness=4", "-w", "timeliness=6")


def test_points_with_several_profiles_are_refused(capsys: Capture) -> None:
    """Points change one weighting only."""
    assert "-w changes one weighting" in fails(
        capsys, 2, "compare", "-p", "russia", "-p", "nato", "-w", "realism=1"
    )


def test_a_profile_named_twice_is_refused(capsys: Capture) -> None:
    """Two columns alike are a slip."""
    assert "russia is given twice" in fails(capsys, 2, "compare", "-p", "russia", "-p", "russia")


def test_an_option_named_twice_is_refused(capsys: Capture) -> None:
    """An option is not compared with itself."""
    assert "cooperation is named twice" in fails(capsys, 2, "compare", "cooperation", "cooperation")


def test_explaining_under_two_profiles_is_refused(capsys: Capture) -> None:
    """The command explain takes one weighting, and says which command takes several."""
    line = fails(capsys, 2, "explain", "cooperation", "-p", "russia", "-p", "nato")
    assert "explain takes one weighting; treatyopt compare takes several" in line


@pytest.mark.parametrize("score", ["101", "-1", "nan", "inf", "1e999"])
def test_a_score_out_of_bounds_cannot_be_set(score: str, capsys: Capture) -> None:
    """A score is a number from 0 to 100."""
    line = fails(capsys, 2, "compare", "--set", f"cooperation.readiness={score}")
    assert "cooperation.readiness=" in line
    assert "a score is a number from 0 to 100" in line


def test_a_score_that_is_no_number_cannot_be_set(capsys: Capture) -> None:
    """What is no number is named as typed."""
    line = fails(capsys, 2, "compare", "--set", "cooperation.readiness=high")
    assert "cooperation.readiness=high: a score must be a number or unknown" in line


@pytest.mark.parametrize(
    "argv",
    [
        "compare --set cooperation.readiness=55,5",
        "compare -w realism=55,5",
        "negotiate --concession-cost 55,5",
        "negotiate --concession-cost nato=55,5",
        "sensitivity --within 55,5",
    ],
)
def test_a_decimal_comma_is_answered_with_the_number_that_was_meant(argv: str, capsys: Capture) -> None:
    assert "; write it with a point: 55.5" in fails(capsys, 2, *argv.split())


@pytest.mark.parametrize(
    "argv",
    [
        "compare -p ann.yaml",
        "compare -p team/ann",
        "negotiate -p nato=nato.yaml",
        "design -p nato=nato.json",
    ],
)
def test_a_file_in_the_place_of_a_profile_is_answered_with_where_it_goes(argv: str, capsys: Capture) -> None:
    line = fails(capsys, 2, *argv.split())
    assert (
        f"{argv.split()[-1]}: give a profile of the study (treatyopt profiles lists them); a file of weights"
        in line
    )


@pytest.mark.parametrize("argv", ["compare --study t.csv", "check t.csv", "check --study t.csv"])
def test_a_table_in_the_place_of_a_study_is_answered_with_how_to_begin_one(
    argv: str, capsys: Capture
) -> None:
    Path("t.csv").write_text(",Cost\nBridge,3\nTunnel,5\n", encoding="utf-8")
    line = fails(capsys, 1, *argv.split())
    assert "t.csv: is a table and no study" in line
    assert line.endswith("treatyopt init DIR --table t.csv")


@pytest.mark.parametrize("typed", ["cooperation=5", "cooperation.readiness", "=5"])
def test_a_score_without_its_option_or_criterion_cannot_be_set(typed: str, capsys: Capture) -> None:
    """The message says how a score is written."""
    assert "write OPTION.CRITERION" in fails(capsys, 2, "compare", "--set", typed)


def _single() -> list[tuple[str, str]]:
    """Every option of every command that takes one value, once."""
    context = click.Context(command_line)
    return [
        (name, max(option.opts, key=len))
        for name in command_line.list_commands(context)
        for option in command_line.get_command(context, name).params  # type: ignore[union-attr]
        if isinstance(option, click.Option) and not (option.multiple or option.is_flag)
    ]


def test_commands_have_options_of_one_value() -> None:
    """The next test has every command to try, --study among the options of all but init and compare."""
    commands = {name for name, _ in _single()}
    assert commands == set(command_line.list_commands(click.Context(command_line)))
    assert {name for name, option in _single() if option == "--study"} == commands - {"init", "compare"}


@pytest.mark.parametrize(("command", "option"), _single())
def test_an_option_of_one_value_is_refused_twice(command: str, option: str, capsys: Capture) -> None:
    """No command keeps the last of two values and says nothing of the first."""
    choices = {"--format": "markdown", "--over": "groups", "--scores": "best", "--solution": "nash"}
    choices |= {"--dependence": "each", "--by": "group", "--template": "blank", "--options-in": "rows"}
    value = choices.get(option, "1")
    said = fails(capsys, 2, command, option, value, f"{option}={value}")
    assert f"treatyopt {command}: {option} is given more than once; a run takes one" in said


def test_short_and_long_form_are_the_same_option(capsys: Capture) -> None:
    """An option counts as given again by its other name too."""
    assert "--output is given more than once" in fails(
        capsys, 2, "compare", "-o", "a.txt", "--output", "b.txt"
    )
    assert not Path("a.txt").exists()
    assert not Path("b.txt").exists()


def test_two_studies_on_one_command_line_are_refused(capsys: Capture) -> None:
    """A run takes one study, but for the one that compares them; the first is not dropped in silence."""
    assert "--study is given more than once" in fails(
        capsys, 2, "scorecard", "--study", PAPER, "--study", PAPER
    )


def test_a_score_set_twice_is_refused(capsys: Capture) -> None:
    """The order of flags has no meaning, so that one of the two cannot win."""
    twice = ["--set", "cooperation.readiness=1", "--set", "cooperation.readiness=2"]
    assert "cooperation.readiness is given twice" in fails(capsys, 2, "compare", *twice)


def test_no_screens_and_a_screen_exclude_each_other(capsys: Capture) -> None:
    """Asking for none and for one is a contradiction."""
    line = fails(capsys, 2, "compare", "--no-screens", "--screen", "realistic")
    assert "--no-screens and --screen exclude each other" in line


@pytest.mark.parametrize(
    "argv", ["explain", "explain cooperation mutual-security", "compare --study", "compare -w"]
)
def test_a_missing_or_extra_argument_is_refused(argv: str, capsys: Capture) -> None:
    """Too few or too many words are refused, with the place where help is."""
    assert " -h)" in fails(capsys, 2, *argv.split())


def test_without_a_command_the_help_is_shown(capsys: Capture) -> None:
    """The bare name gives the commands, readable, not a usage text pressed into one line."""
    main([])
    printed = capsys.readouterr()
    shown = printed.out + printed.err
    assert any(re.match(r"\s+compare\s+Rank", line) for line in shown.splitlines())
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize(
    "argv",
    [
        ["\x1b]0;x\x07"],
        ["compare", "\x1b]0;x\x07"],
        ["compare", "\x1b]0;x\x07", "\x1b]0;x\x07"],
        ["compare", "--\x1b]0;x\x07"],
        ["compare", "-p", "\x1b]0;x\x07"],
        ["compare", "-p", "\x1b]0;x\x07", "-p", "\x1b]0;x\x07"],
        ["compare", "-w", "\x1b]0;x\x07=1"],
        ["compare", "-w", "realism=\x1b]0;x\x07"],
        ["compare", "--set", "\x1b]0;x\x07=1"],
        ["compare", "--set", "cooperation.\x1b]0;x\x07=1"],
        ["compare", "--screen", "\x1b]0;x\x07"],
        ["compare", "-f", "\x1b]0;x\x07"],
        ["explain", "\x1b]0;x\x07"],
        ["obligations", "\x1b]0;x\x07"],
        ["sources", "\x1b]0;x\x07"],
    ],
    ids=lambda argv: " ".join(argv).replace("\x1b]0;x\x07", "ESC"),
)
def test_a_typed_terminal_escape_is_not_sent_back(argv: list[str], capsys: Capture) -> None:
    """Control characters in an argument are shown escaped."""
    fails(capsys, 2, *argv)


def test_an_empty_file_name_is_not_taken_for_no_file_name(capsys: Capture) -> None:
    """`check "$UNSET"` does not report that all is well with another file."""
    fails(capsys, 1, "check", "")


# Weights files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ": is empty; write an id and points a line, such as security: 40"),
        (
            "just text",
            ": is not a mapping of group or criterion ids to points; write an id and points a line, such as sec",
        ),
        ("- realism\n- 5\n", ": is not a mapping of group or criterion ids to points"),
        ("{}", ": holds no points; write an id and points a line, such as security: 40"),
        ("europe: 1\nrealism: much\n", ":2: realism: points must be a number, not the text 'much'"),
        ("realism: 10,5\n", "points must be a number, not the text '10,5'; write it with a point: 10.5"),
        ("realism: true\n", ":1: realism: points must be a number, not True"),
        ("realism:\n", ":1: realism: points must be a number, not nothing"),
        ("realism: [1]\n", ":1: realism: points must be a number, not a list"),
        ("realism: .nan\n", ":1: realism: .nan is not a finite number"),
        ("realism: -1\n", ":1: realism: points must be a finite number from 0 to 1000000000, not -1"),
        ("realism: 1e10\n", "points must be a finite number"),
        ("realsm: 3\n", "unknown group or criterion realsm; did you mean realism?"),
        ("realism: 1\nrealism: 2\n", ":2: duplicate key realism; first on line 1"),
        ("realism: 1\nreadiness: 2\n", "readiness=2 takes 2 points, more than realism=1 has"),
        ("security: 0\npartnership: 0\ncredibility: 0\nrealism: 0\neurope: 0\n", "all weights are zero"),
    ],
)
def test_a_bad_weights_file_is_refused(text: str, said: str, capsys: Capture) -> None:
    """A fault in a weights file is the file's: exit code 1, the file named."""
    Path("w.yaml").write_text(text, encoding="utf-8")
    line = fails(capsys, 1, "compare", "--weights", "w.yaml")
    assert line.startswith("treatyopt: w.yaml:")
    assert said in line


def test_every_fault_of_a_weights_file_is_told_at_once(capsys: Capture) -> None:
    Path("w.yaml").write_text("securty: 20\npartnership: -3\nrealism: much\nby: 7\n", encoding="utf-8")
    main(["compare", "--weights", "w.yaml"])
    assert [line.partition(": points")[0] for line in capsys.readouterr().err.splitlines()] == [
        "treatyopt: w.yaml:1: securty: unknown group or criterion securty; did you mean security?",
        "treatyopt: w.yaml:2: partnership",
        "treatyopt: w.yaml:3: realism",
        "treatyopt: w.yaml:4: by: must be a text; put it in quotes",
    ]


def test_a_missing_weights_file_is_refused(capsys: Capture) -> None:
    """A weights file that is not there is named."""
    assert fails(capsys, 1, "compare", "--weights", "w.yaml") == "treatyopt: w.yaml: no such file"


def test_every_fault_of_a_weights_file_is_reported(capsys: Capture) -> None:
    """Each entry that is no number has a line of its own."""
    Path("w.yaml").write_text("realism: much\neurope: 1\nsecurity: little\n", encoding="utf-8")
    assert main(["compare", "--weights", "w.yaml"]) == 1
    printed = capsys.readouterr()
    assert [line.split(": ")[1] for line in printed.err.splitlines()] == ["w.yaml:1", "w.yaml:3"]
    assert printed.out == ""


# Output files ----------------------------------------------------------------------------------------------


def test_an_existing_file_is_left_alone(capsys: Capture) -> None:
    """Without --force what is in a file stays, and the message says how to replace it."""
    Path("out.json").write_text("mine", encoding="utf-8")
    assert "-o out.json: the file exists; use --force" in fails(capsys, 2, "compare", "-o", "out.json")
    assert Path("out.json").read_text(encoding="utf-8") == "mine"


def test_force_replaces_a_file_whole(capsys: Capture) -> None:
    """With --force the file holds the result and nothing of what it held; no other file is left behind."""
    Path("out.json").write_text("x" * 1_000_000, encoding="utf-8")
    assert main(["compare", "-o", "out.json", "--force"]) == 0
    assert capsys.readouterr() == ("", "treatyopt: saved out.json\n")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["shortlist"][0] == "mutual-security"
    assert names() == ["out.json"]


@pytest.mark.parametrize("argv", [["compare", "nonsense"], ["compare", "--study", "nowhere.yaml"]])
def test_a_command_that_fails_writes_no_file(argv: list[str], capsys: Capture) -> None:
    """On an error no output file appears, and one that is there stays as it was."""
    Path("old.json").write_text("mine", encoding="utf-8")
    assert main([*argv, "-o", "new.json"]) > 0
    assert main([*argv, "-o", "old.json", "--force"]) > 0
    assert capsys.readouterr().out == ""
    assert names() == ["old.json"]
    assert Path("old.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_a_write_that_breaks_off_leaves_the_old_file(
    format_: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills while writing, the old content stays and no temporary file does."""
    Path("out").write_text("mine", encoding="utf-8")

    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("treatyopt.cli.output._write", full)
    line = fails(capsys, 1, "compare", "-f", format_, "-o", "out", "--force")
    assert line == "treatyopt: out: cannot be written: No space left on device"
    assert names() == ["out"]
    assert Path("out").read_text(encoding="utf-8") == "mine"


def test_output_into_a_missing_folder_is_refused(capsys: Capture) -> None:
    """The path is named, and no folder is made."""
    assert fails(capsys, 1, "compare", "-o", "nowhere/out.json").startswith(
        "treatyopt: nowhere/out.json: cannot be written"
    )
    assert names() == []


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_output_onto_a_folder_is_refused(more: list[str], capsys: Capture) -> None:
    """A folder is not replaced, not even with --force."""
    Path("folder").mkdir()
    assert "-o folder: is a folder" in fails(capsys, 2, "compare", "-o", "folder", *more)
    assert Path("folder").is_dir()


def test_output_with_a_name_too_long_is_refused(capsys: Capture) -> None:
    """The system's refusal comes out as one line."""
    assert "too long" in fails(capsys, 1, "compare", "-o", "x" * 300)


def test_what_is_no_ordinary_file_is_never_replaced(capsys: Capture) -> None:
    """--force does not put a file in the place of a pipe or a device such as /dev/null."""
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    main(["options", "-f", "csv", "-o", "pipe", "--force"])
    os.close(reader)
    capsys.readouterr()
    assert Path("pipe").is_fifo()


# Study files -----------------------------------------------------------------------------------------------

BOMB = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
STUDIES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", ": is empty"),
    "binary": (b"\x7fELF\x00\x01", ": is not a text file (it holds NUL bytes)"),
    "UTF-16": ("title: é\n".encode("utf-16"), ": is UTF-16; save it as UTF-8"),
    "Latin-1": ("a: 1\ntitle: é\n".encode("latin-1"), ":2: is not UTF-8; save it as UTF-8"),
    "duplicate key": (b"title: x\ntitle: y\n", ":2: duplicate key title; first on line 1"),
    "nested sequences": (b"[" * 100_000, ":1: "),
    "nested mappings": (b"{a: " * 100_000, ":1: "),
    "nested blocks": (b"- " * 100_000, ":1: "),
    "alias bomb": (BOMB.encode(), ":2: "),
    "tag": (b"title: !!python/object/apply:os.system [ls]\n", ":1: "),
    "list": (b"- a\n", ": is not a mapping of sections"),
    "not YAML": (b"title: 'x\n", ":1: not valid YAML"),
    "two documents": (b"title: x\n---\ntitle: y\n", ":2: more than one document"),
}


@pytest.mark.parametrize("name", STUDIES)
def test_an_unusable_study_is_refused_in_one_line(name: str, capsys: Capture) -> None:
    """Exit code 1, the file and the line, and nothing on standard output."""
    content, said = STUDIES[name]
    Path("s.yaml").write_bytes(content)
    assert fails(capsys, 1, "compare", "--study", "s.yaml").startswith(f"treatyopt: s.yaml{said}")


def test_a_study_of_fifty_megabytes_is_refused(capsys: Capture) -> None:
    """The size is enough to refuse it."""
    Path("s.yaml").write_bytes(b"title: x\n")
    os.truncate("s.yaml", 50_000_000)
    assert "s.yaml: larger than 6 MB" in fails(capsys, 1, "compare", "--study", "s.yaml")


@pytest.mark.parametrize(
    "argv",
    [
        "compare --study s.yaml",
        "explain cooperation --study s.yaml",
        "options --study s.yaml",
        "criteria --study s.yaml",
        "obligations --study s.yaml",
        "profiles --study s.yaml",
        "sources --study s.yaml",
        "check --study s.yaml",
        "check s.yaml",
    ],
)
def test_every_command_refuses_a_missing_study(argv: str, capsys: Capture) -> None:
    """Whatever the command, a study that is not there is named."""
    assert fails(capsys, 1, *argv.split()) == "treatyopt: s.yaml: no such file"


def test_a_folder_as_a_study_is_refused(capsys: Capture) -> None:
    """A folder is said to be one."""
    assert fails(capsys, 1, "compare", "--study", ".") == "treatyopt: .: is a folder, not a file"


def test_every_fault_of_a_study_has_a_line_with_file_and_line(
    raw: Raw, write: Write, capsys: Capture
) -> None:
    """Several faults give several lines, each complete in itself."""
    raw["options"]["cooperation"]["scores"]["readiness"]["reason"] = ""
    raw["screens"]["realistic"]["criterion"] = "readines"
    path = write(raw)
    assert main(["check", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert len(lines) == 2
    for line, place in zip(
        lines, ("options.cooperation.scores.readiness.reason", "screens.realistic"), strict=True
    ):
        assert re.match(rf"treatyopt: {re.escape(str(path))}:\d+: {re.escape(place)}", line)


# Text from a study -----------------------------------------------------------------------------------------

SPECIAL = "[bold]x[/bold] :smile: [red] [/] \\[x] *a* _b_ `c` <b>d</b> | e & f # g ~h~ ![i](j) \"k\", 'l'; =m"


@pytest.fixture
def special(raw: Raw, write: Write) -> Path:
    """A study whose names, titles and reasons are full of what markup languages treat specially."""
    raw["title"] = raw["options"]["cooperation"]["title"] = SPECIAL
    raw["options"]["cooperation"]["name"] = SPECIAL
    raw["options"]["cooperation"]["scores"]["readiness"]["reason"] = SPECIAL
    raw["options"]["mutual-defense"]["scores"]["readiness"]["reason"] = SPECIAL
    raw["profiles"]["nato"]["reason"] = SPECIAL
    raw["obligations"]["npt"]["says"] = SPECIAL
    return write(raw)


COMMANDS = ["compare", "explain cooperation", "options", "profiles", "obligations npt"]


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_table_shows_text_as_it_is(
    argv: str, special: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets, emoji codes and the like are neither read as markup nor escaped."""
    monkeypatch.setenv("COLUMNS", "400")
    shown = " ".join(works(capsys, *argv.split(), "--study", special).split())
    assert SPECIAL in shown


@pytest.mark.parametrize("argv", COMMANDS)
def test_markdown_escapes_text(argv: str, special: Path, capsys: Capture) -> None:
    """In Markdown every mark that would do something is escaped, so that the text reads as it is."""
    shown = works(capsys, *argv.split(), "--study", special, "-f", "markdown")
    escaped = re.sub(r"([\\`*_\[\]<>|~&#!])", r"\\\1", SPECIAL)
    shown, comment = shown.rsplit("\n\n<!-- ", 1)
    assert escaped in shown
    assert not re.search(r"(?<!\\)[<\[]", shown)
    assert comment.index("-->") == len(comment) - len("-->\n")


@pytest.mark.parametrize("argv", COMMANDS)
def test_markdown_tables_keep_their_columns(argv: str, special: Path, capsys: Capture) -> None:
    """A bar in a text opens no new column."""
    shown = works(capsys, *argv.split(), "--study", special, "-f", "markdown")
    tables = re.findall(r"(?:^\|.*\n)+", shown, re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("argv", COMMANDS)
def test_json_holds_text_as_it_is(argv: str, special: Path, capsys: Capture) -> None:
    """JSON stays valid, and gives the text back."""
    data = json.loads(works(capsys, *argv.split(), "--study", special, "-f", "json"))
    waiting, texts = [data], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, (dict, list)):
            waiting += value.values() if isinstance(value, dict) else value
        else:
            texts.add(value)
    assert SPECIAL in texts


@pytest.mark.parametrize("argv", COMMANDS)
def test_csv_holds_text_as_it_is(argv: str, special: Path, capsys: Capture) -> None:
    """CSV stays rectangular, and gives the text back."""
    rows = list(csv.reader(io.StringIO(works(capsys, *argv.split(), "--study", special, "-f", "csv"))))
    assert len({len(row) for row in rows}) == 1
    assert any(SPECIAL in cell for row in rows for cell in row)


@pytest.mark.parametrize("escape", ["\\e[31m", "\\x9b31m", "\\u202e", "\\a"])
@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_a_study_with_terminal_escapes_is_refused(escape: str, format_: str, capsys: Capture) -> None:
    """Escapes in a text never reach the terminal: the study is refused, and the message is clean."""
    from treatyopt.study.load import default_path

    text = default_path().read_text(encoding="utf-8")
    old = "question: Which treaty"
    assert old in text
    changed = re.sub(
        r"^question: .*$", lambda _: f'question: "safe{escape}text"', text, count=1, flags=re.MULTILINE
    )
    Path("s.yaml").write_text(changed, encoding="utf-8")
    line = fails(capsys, 1, "compare", "--study", "s.yaml", "-f", format_)
    assert re.match(r"treatyopt: s\.yaml:\d+: question: .*not allowed in text", line)


# The streams of a process ----------------------------------------------------------------------------------


def process(argv: str, env: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs the program with standard output wherever the test wants it."""
    base = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    return subprocess.run(
        [sys.executable, "-m", "treatyopt", *argv.split()],
        **({"stderr": subprocess.PIPE} | more),
        env=base | {"TERM": "xterm"} | (env or {}),
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("argv", ["obligations", "obligations -f json", "-h"])
def test_a_closed_pipe_ends_quietly(argv: str) -> None:
    """When whoever reads has gone, the program ends without a word and without an error."""
    reader, writer = os.pipe()
    os.close(reader)
    done = process(argv, stdout=writer)
    os.close(writer)
    assert (done.stderr, done.returncode) == (b"", 0)


def test_head_gets_its_line() -> None:
    """`treatyopt obligations | head -1` gives one line and nothing on standard error."""
    command = f"'{sys.executable}' -m treatyopt obligations -f json | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("{\n", "", 0)


@pytest.mark.parametrize("argv", ["compare", "compare -f json", "-h"])
def test_a_full_disk_is_reported_in_one_line(argv: str) -> None:
    """What cannot be written is said once and clearly, with exit code 1."""
    with Path("/dev/full").open("wb") as full:
        done = process(argv, stdout=full)
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines[-1]
    assert "No space left on device" in lines[0]
    assert done.returncode == 1


@pytest.mark.parametrize("argv", ["compare -f json", "-h"])
def test_a_closed_standard_output_gives_no_traceback(argv: str) -> None:
    """Started with standard output closed (`>&-`), the program ends with a line at most."""
    command = f"'{sys.executable}' -m treatyopt {argv} >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_a_closed_standard_error_changes_nothing() -> None:
    """Started with standard error closed (`2>&-`), the program does its work and says that it did."""
    command = f"'{sys.executable}' -m treatyopt compare -f json 2>&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert json.loads(done.stdout)["schema_version"] == 2
    assert done.returncode == 0


ASCII = {
    "PYTHONIOENCODING": {"PYTHONIOENCODING": "ascii"},
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
}


@pytest.mark.parametrize("environment", ASCII)
def test_an_environment_of_ascii_is_heeded(environment: str, run: Run, raw: Raw, write: Write) -> None:
    """Where Python is told that only ASCII can be shown, the program keeps to it, even with a study with accents."""
    raw["options"]["cooperation"]["name"] = "Coopération"
    done = run("compare", "--study", write(raw), env=ASCII[environment])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert re.search(r"Coop.{0,6}ration", done.stdout)


@pytest.mark.parametrize("format_", ["table", "json"])
def test_output_in_ascii_works(format_: str, inside: Run, raw: Raw, write: Write) -> None:
    """Where only ASCII can be shown, tables and JSON come out in ASCII, even of a study with accents."""
    raw["options"]["cooperation"]["name"] = "Coopération"
    done = inside("compare", "--study", write(raw), "-f", format_, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert re.search(r"Coop.{0,6}ration", done.stdout)
    if format_ == "json":
        assert "Coopération" in {each["name"] for each in json.loads(done.stdout)["standings"]}


def test_a_message_in_ascii_works(run: Run) -> None:
    """An argument that cannot be shown is shown escaped."""
    done = run("compare", "coopération", env=ASCII["PYTHONIOENCODING"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.isascii()
    assert "did you mean cooperation?" in done.stderr


def figures(data: Raw) -> set[str]:
    """The values and group contributions of a ranking, to one decimal."""
    return {
        f"{number:.1f}"
        for option in data["standings"]
        for number in (option["value"], *option["groups"].values())
    }


@pytest.mark.parametrize("columns", ["20", "40", "60", "120", "1000"])
@pytest.mark.parametrize("more", [[], ["--no-screens", "--baseline"]])
def test_every_figure_is_shown_at_any_width(
    columns: str, more: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the terminal, no figure of compare is cut off or left out."""
    expected = figures(json.loads(works(capsys, "compare", *more, "-f", "json")))
    monkeypatch.setenv("COLUMNS", columns)
    shown = set(re.findall(r"(?<![\d.])\d+\.\d(?!\d)", works(capsys, "compare", *more)))
    assert expected <= shown


def test_every_figure_is_shown_without_a_terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a pipe, with no width given, every figure is there and nothing is coloured."""
    expected = figures(json.loads(works(capsys, "compare", "-f", "json")))
    monkeypatch.delenv("COLUMNS")
    shown = works(capsys, "compare")
    assert expected <= set(re.findall(r"(?<![\d.])\d+\.\d(?!\d)", shown))
    assert "\x1b" not in shown


def terminal(argv: str, env: dict[str, str]) -> bytes:
    """What the program writes to a pseudo-terminal."""
    ours, theirs = pty.openpty()
    done = process(argv, env=env | {"COLUMNS": "80"}, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert done.returncode == 0
    return shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=lambda env: next(iter(env)))
def test_a_terminal_without_colour_gets_no_escape_codes(env: dict[str, str]) -> None:
    """NO_COLOR and TERM=dumb are heeded on a terminal."""
    shown = terminal("compare", env)
    assert b"Mutual Security" in shown
    assert b"\x1b" not in shown


def test_a_terminal_gets_colours_and_the_next_command() -> None:
    """On an ordinary terminal the table is styled, so that the test of no escapes can fail."""
    shown = terminal("compare", {})
    assert b"\x1b[" in shown
    assert b"Next: treatyopt explain mutual-security" in shown


@pytest.mark.parametrize(
    ("args", "way"),
    [
        (["design", "--require", "zzz"], "none of the 42 known is near (treatyopt obligations lists them)"),
        (["sources", "zzz"], "none of the 56 known is near (treatyopt sources lists them)"),
    ],
)
def test_an_id_like_no_other_is_answered_with_the_way_out(
    args: list[str], way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there are too many ids to list, the command that lists them is named."""
    assert main(args) == 2
    assert way in capsys.readouterr().err


def test_a_very_long_message_is_cut(capsys: Capture) -> None:
    """A line on standard error has at most a thousand characters, and says that more was left out."""
    from treatyopt.cli import _say

    _say("x" * 5000)
    line = capsys.readouterr().err.rstrip("\n")
    assert (len(line), line[-3:]) == (1000, "...")
    _say("x" * 1000)
    assert capsys.readouterr().err == "x" * 1000 + "\n"
