"""The page on the format of a study: what it shows can be typed, and is what comes of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from treatyopt import load, rank
from treatyopt.cli import main
from treatyopt.drafting.described import TESTS
from treatyopt.study.claims import TEST_KEYS

Capture = pytest.CaptureFixture[str]

PAGE = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
EXAMPLE, LEAST, *ADDED = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.M | re.S)


def saved(text: str, folder: Path) -> str:
    """The path of a file that holds a text, under the name that the page gives it."""
    path = folder / "crossing.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def added(document: Any, piece: Any) -> Any:
    """A document with a piece added under the keys that are there already."""
    if not isinstance(document, dict) or not isinstance(piece, dict):
        return piece
    return {**document, **{key: added(document.get(key), each) for key, each in piece.items()}}


def grown(pieces: int) -> str:
    """The example with so many of the pieces below it added, in their order."""
    document = yaml.safe_load(EXAMPLE)
    for each in ADDED[:pieces]:
        document = added(document, yaml.safe_load(each))
    return yaml.safe_dump(document, sort_keys=False)


def test_the_example_has_fifteen_lines_and_gives_what_is_shown(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's first output is that of the command above it."""
    monkeypatch.setenv("COLUMNS", "80")
    path = saved(EXAMPLE, tmp_path)
    assert EXAMPLE.count("\n") == 15
    assert rank(load(path)).standings[0].id == "ferry"
    assert main(["compare", "--study", path]) == 0
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, flags=re.M | re.S)
    assert capsys.readouterr().out == shown


def test_the_least_study_is_one(tmp_path: Path) -> None:
    """It is read as it stands."""
    assert rank(load(saved(LEAST, tmp_path))).standings[0].id == "tunnel"


@pytest.mark.parametrize("pieces", range(1, len(ADDED) + 1))
def test_each_piece_can_be_added_to_the_example(pieces: int, tmp_path: Path) -> None:
    """With those that come before it in the page."""
    assert load(saved(grown(pieces), tmp_path)).title == "A crossing of the river"


@pytest.mark.parametrize(
    "command",
    ["compare -p towns -p drivers", "negotiate", "design --samples 0", "sources", "check"],
)
def test_the_whole_of_the_page_is_a_study_for_every_command(command: str, tmp_path: Path) -> None:
    """Of what each of them needs nothing is missing, and the claims hold."""
    assert main([*command.split(), "--study", saved(grown(len(ADDED)), tmp_path)]) == 0


@pytest.mark.parametrize("key", ["Parts", "Group", "Overlap", "Criterion", "Words", "Scale", "Option", "Assessment",
    "Profile", "Screen", "Party", "Obligation", "Saying", "Source", "Claim"])  # fmt: skip
def test_every_kind_of_record_has_its_table(key: str) -> None:
    """The tests of claims apart, which have one of their own."""
    assert f'studypage.keys("{key}")' in PAGE


def test_every_test_of_a_claim_is_explained() -> None:
    """And none that there is not."""
    assert list(TESTS) == list(TEST_KEYS)
