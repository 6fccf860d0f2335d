"""What the tests of `check` on files of treatyopt share: what is in a file, a study that changes, and what is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from documents import NOTHING
from treatyopt.brief.reading import read_back, reader_of
from treatyopt.cli import main
from treatyopt.documents.blocks import Document, Heading, Items, Mark, Picture, Prose, Row, Table
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import Unreadable
from treatyopt.tables.columns import Bar, Head

Capture = pytest.CaptureFixture[str]
SCORE = "\n  cooperation:"

STAMP = Stamp("T", "a.yaml", "00" * 32, False, "1", "compare", ("-p", "x"), "w")
_HEADS = (Head("option", lead=True), Head("value", "number"), Head("0 100", "bar"))
_ROWS = (Row(("One", 13.94, Bar(0.5)), detail="a detail"), Row(("Two", 2.0, Bar(0.1))))
# One of everything that a file has to read back.
MADE = Document(
    {},
    (
        Heading("Title", "aside"),
        Prose("says.", lead="Lead"),
        Heading("Section"),
        Items((Prose("first", lead="a:"), Prose("second"))),
        Table(_HEADS, _ROWS, caption="A caption"),
        Table(_HEADS, _ROWS, headed=False),
        Picture("A picture", "x", "y", (Mark(0.5, 0.5, "A", "One"),)),
    ),
    NOTHING,
    STAMP,
)


def rescored(path: Path) -> None:
    """Lower one score of the study: Cooperation's readiness, from 75 to 70."""
    text = path.read_text(encoding="utf-8")
    place = text.index("75", text.index("readiness:", text.index(SCORE)))
    path.write_text(f"{text[:place]}70{text[place + 2 :]}", encoding="utf-8")


def checked(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code of check and its answer as data."""
    code = main(["check", *words, "-f", "json"])
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return code, found


def told(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """The exit code of check, its answer on one line, and what stands on standard error."""
    code = main(["check", *words])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def repacked(raw: bytes, part: str, content: bytes) -> bytes:
    """An archive with another content of one part."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        assert part in given.namelist()
        for name in given.namelist():
            made.writestr(name, content if name == part else given.read(name))
    return out.getvalue()


def copied(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a folder, to work in."""
    folder = tmp_path / "here"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    return folder


def refused(raw: bytes, damage: Callable[[bytes], bytes], reason: str) -> None:
    """Insist that a file once damaged is known for what it is, and refused for this reason."""
    broken = damage(raw)
    reader = reader_of(broken)
    assert reader is not None
    with pytest.raises(Unreadable, match=f"^{reason}"):
        read_back(reader, broken)
