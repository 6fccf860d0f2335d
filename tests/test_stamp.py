"""What every file says of itself: the study, its hash, the version, the command and the weights."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import wordfile
from conftest import PAPER
from sheets import opened
from treatyopt import __version__, load, rank
from treatyopt.brief.content import Brief, brief
from treatyopt.brief.docx import to_docx as brief_docx
from treatyopt.brief.markdown import to_markdown
from treatyopt.brief.page import to_html
from treatyopt.brief.workbook import about
from treatyopt.brief.workbook import to_xlsx as brief_xlsx
from treatyopt.cli import main
from treatyopt.documents.stamp import Stamp

Capture = pytest.CaptureFixture[str]
SHORT = hashlib.sha256(PAPER.read_bytes()).hexdigest()[:8]
STUDY = f"Study: Building the NATO-Russia Relationship (options.yaml, as it comes with treatyopt, sha256 {SHORT}…)"
BALANCED = "20% each group (profile balanced)"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test in a folder of its own, with nothing wrapped."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "1000")


def saved(command: str, name: str) -> str:
    """What a command writes to a file."""
    command, *arguments = shlex.split(command)
    assert main([command, "-o", name, *arguments]) == 0
    return Path(name).read_text(encoding="utf-8")


def plain(markdown: str) -> str:
    """Markdown without its escapes."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def made_by(command: str) -> dict[str, Any]:
    """The stamp in the JSON of a command."""
    found = json.loads(saved(command, "x.json"))["made_by"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["x.html", "x.txt", "x.md"])
def test_a_file_ends_with_its_stamp(name: str) -> None:
    """Pages, tables and Markdown name the study with its hash, the version, the command and the weights."""
    sentence = f"{STUDY}; treatyopt {__version__}; made by: treatyopt compare; weights: {BALANCED}."
    assert sentence in " ".join(plain(unescape(saved("compare", name))).split())


@pytest.fixture(scope="module")
def made() -> Brief:
    """A brief with a stamp, of a study whose title is markup."""
    study = load(PAPER).changed(title="--></script><script>x</script>")
    return replace(brief(rank(study)), stamp=Stamp.of(study, "brief", ("-p", "balanced"), "w"))


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_a_brief_ends_with_its_stamp(write: Callable[[Brief], str], made: Brief) -> None:
    """A brief says in its last sentence how it was made, and holds one record of it, whatever the study is called."""
    text = write(made)
    (record,) = re.findall(r'\{"made_by".*\}(?= -->|</script>)', text)
    assert Stamp.read(json.loads(record)) == made.stamp
    sentence = made.stamp.sentence if made.stamp else ""
    assert sentence in plain(unescape(text))
    assert text.count("-->") == (1 if write is to_markdown else 0)


def test_a_workbook_has_its_stamp(made: Brief) -> None:
    """The sheet that is read ends with the stamp, and that of a brief says it under Made by."""
    assert main(["compare", "-o", "x.xlsx"]) == 0
    *_, last = [
        row[0]
        for row in opened(Path("x.xlsx").read_bytes()).worksheets[-1].iter_rows(values_only=True)
        if row[0]
    ]
    assert last == f"{STUDY}; treatyopt {__version__}; made by: treatyopt compare; weights: {BALANCED}."
    assert ("Made by", made.stamp.sentence if made.stamp else "") in about(made.ranking, made.stamp)


def test_a_word_file_has_its_stamp(made: Brief) -> None:
    """Every Word file ends with the stamp, and holds the record among its properties."""
    assert main(["compare", "-o", "x.docx"]) == 0
    files = [wordfile.opened(each) for each in (Path("x.docx").read_bytes(), brief_docx(made))]
    records = [Stamp.read(json.loads(each.core_properties.comments)) for each in files]
    assert [each.paragraphs[-1].text for each in files] == [each.sentence for each in records]
    assert [each.command for each in records] == ["compare", "brief"]
    assert records[1] == made.stamp


def test_a_workbook_holds_the_record(made: Brief) -> None:
    """Among the properties of a workbook is the record, which programs keep when they save."""
    assert main(["compare", "-o", "x.xlsx"]) == 0
    books = [opened(each) for each in (Path("x.xlsx").read_bytes(), brief_xlsx(made))]
    records = [Stamp.read(json.loads(each.properties.description)) for each in books]
    assert [each.command for each in records] == ["compare", "brief"]
    assert records[1] == made.stamp


def test_json_has_the_stamp_as_data() -> None:
    """JSON holds under made_by what a program needs to ask the same again."""
    assert made_by("compare -p balanced") == {
        "version": __version__,
        "study": {
            "title": "Building the NATO-Russia Relationship",
            "file": "options.yaml",
            "sha256": hashlib.sha256(PAPER.read_bytes()).hexdigest(),
            "bundled": True,
        },
        "asked": {"command": "compare", "arguments": ["-p", "balanced"]},
        "weights": BALANCED,
    }


def test_what_tells_evidence_names_its_file() -> None:
    """The file of the evidence stands beside the study, with the hash of its bytes."""
    digits = hashlib.sha256(PAPER.with_name("evidence.yaml").read_bytes()).hexdigest()
    assert made_by("evidence npt")["evidence"] == {
        "file": "evidence.yaml",
        "bundled": True,
        "sha256": digits,
    }
    sentence = (
        f"evidence: evidence.yaml, as it comes with treatyopt, sha256 {digits[:8]}…; treatyopt {__version__}"
    )
    assert f"{STUDY}; {sentence}" in plain(saved("evidence npt", "x.md"))


def test_a_screen_has_no_stamp(capsys: Capture) -> None:
    """What is read on a screen is the answer alone."""
    assert main(["compare"]) == 0
    assert "sha256" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["options", "criteria", "profiles", "sources", "obligations npt", "check"]
)
def test_what_is_not_weighed_names_no_weights(command: str) -> None:
    """Every command that puts out a document has a stamp; without weights where it weighs nothing."""
    found = made_by(command)
    assert (found["asked"]["command"], found["weights"]) == (command.split()[0], "")


@pytest.mark.parametrize(
    ("command", "weights"),
    [
        ("explain cooperation -w realism=40", "balanced; points given: realism 40)"),
        ("compare -p russia -p nato", "; nato: security 30%, partnership 10%, "),
        ("negotiate -p nato=cautious", "of the parties' profiles (russia for Russia and cautious for NATO)"),
    ],
)
def test_the_weights_are_told_in_words(command: str, weights: str) -> None:
    """Points that were typed, several weightings and the parties' own profiles are told as what they are."""
    assert weights in made_by(command)["weights"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("compare -p nato --force", "-p nato"),
        ("compare --profile=nato mutual-security cooperation", "mutual-security cooperation -p nato"),
        ("compare -pnato -w realism=4 -w security=5", "-p nato -w realism=4 -w security=5"),
        ("compare --no-screens --no-screens --baseline", "--no-screens --baseline"),
        ("compare --say 'security >= realism' -f json", "--say 'security >= realism'"),
        ("compare -- cooperation mutual-security", "cooperation mutual-security"),
        ("design --samples 0 --save package.yaml", "--samples 0"),
    ],
)
def test_the_command_is_told_without_where_it_went(typed: str, kept: str) -> None:
    """The arguments are those typed, in one form, less what says where the result goes and in which format."""
    assert made_by(typed)["asked"]["arguments"] == shlex.split(kept)


def test_the_command_can_be_typed_again() -> None:
    """What the stamp calls the command does the same when a shell runs it."""
    first = saved("compare --say 'security>=realism' -p balanced", "x.md")
    typed = plain(first).partition("made by: treatyopt ")[2].partition("; weights")[0]
    assert saved(typed, "y.md") == first


def test_a_study_is_named_by_its_file_and_typed_as_it_was(tmp_path: Path) -> None:
    """The stamp has the name of a study's file without its folders; the command has it as it was typed."""
    Path("mine").mkdir()
    Path("mine/own.yaml").write_bytes(PAPER.read_bytes() + b"# mine\n")
    digest = hashlib.sha256(Path("mine/own.yaml").read_bytes()).hexdigest()
    found = plain(saved("compare --study mine/own.yaml", "x.md"))
    assert f"(own.yaml, sha256 {digest[:8]}…); treatyopt" in found
    assert "made by: treatyopt compare --study mine/own.yaml;" in found
    assert str(tmp_path) not in found


def test_the_same_command_writes_the_same_bytes() -> None:
    """There is no time of day in a file."""
    assert saved("explain cooperation", "x.html") == saved("explain cooperation", "y.html")


def test_the_name_of_a_file_cannot_end_the_record() -> None:
    """A file whose name closes comments and scripts, and has a line and an escape in it, stays inside the record."""
    odd = "--></script>--!>\n\x1b[2J&amp;.yaml"
    Path(odd.replace("/", "_")).write_bytes(PAPER.read_bytes())
    arguments = (f"--study={odd.replace('/', '_')}",)
    for name in ("x.md", "x.html"):
        assert main(["options", *arguments, "-o", name]) == 0
        text = Path(name).read_text(encoding="utf-8")
        record = re.search(r'(\{"made_by".*\})(?: -->|</script>)', text)
        assert record is not None
        assert Stamp.read(json.loads(record[1])).arguments == arguments
        assert (text.count("-->"), text.count("</script>")) in {(1, 0), (0, 1)}
        assert "\x1b" not in text


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: record.update(made_by="another"),
        lambda record: record.update(study=None),
        lambda record: record.update(version=2),
        lambda record: record["asked"].update(arguments="-p nato"),
        lambda record: record["asked"].update(arguments=[1]),
        lambda record: record["asked"].update(command=["compare"]),
        lambda record: record["study"].update(file=7),
        lambda record: record.pop("weights"),
    ],
)
def test_what_is_no_record_is_refused(damage: Any) -> None:
    """A record with anything but texts where texts belong is none."""
    record = json.loads(Stamp("T", "a.yaml", "00", False, "1", "compare", ("-p", "nato")).written())
    damage(record)
    with pytest.raises(ValueError, match="no "):
        Stamp.read(record)


@pytest.mark.parametrize("record", [None, [], "text", 3, {"made_by": "treatyopt"}])
def test_what_is_no_mapping_is_no_record(record: Any) -> None:
    """Other JSON is no record either."""
    with pytest.raises(ValueError, match="no "):
        Stamp.read(record)


def test_a_record_is_read_as_it_was_written() -> None:
    """A stamp comes back from its record as it was; a study that no file holds has neither file nor hash."""
    stamp = Stamp("T </script>", "", "", False, "1", "compare", ("--say", "a>=b"), "w")
    assert Stamp.read(json.loads(stamp.written())) == stamp
    assert (
        stamp.sentence
        == "Study: T </script>; treatyopt 1; made by: treatyopt compare --say 'a>=b'; weights: w."
    )
