"""What is written for the next person is true of the checkout: rooms, files, versions, checks."""

from __future__ import annotations

import re

import pytest
import yaml

import treatyopt
from conftest import ROOT
from treatyopt.brief import FORMATS as PAGES
from treatyopt.formats import FORMATS

SOURCE = ROOT / "src" / "treatyopt"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w/.]+)` \| (.*) \|$", PAGE, flags=re.M))
WHOLE = [room for room in ROWS if room.endswith("/")]


def test_every_room_has_a_row() -> None:
    """The table of rooms has a row for each folder and file at the root, from the ground up."""
    there = {f"{path.name}/" if path.is_dir() else path.name for path in SOURCE.iterdir()}
    assert set(ROWS) == there - {"__init__.py", "__main__.py", "__pycache__/", "py.typed"}


@pytest.mark.parametrize("room", WHOLE)
def test_a_row_names_what_is_in_the_room(room: str) -> None:
    """Each file of a room is named in its row, and none that is not there."""
    named = set(re.findall(r"`(\w+\.py)`", ROWS[room])) - {"__init__.py"}
    there = {path.name for path in (SOURCE / room).glob("*.py")} - {"__init__.py", "needs.py"}
    assert named == there


def test_every_path_in_the_page_is_there() -> None:
    """A path that the page sends its reader to can be opened."""
    paths = set(re.findall(r"`((?:[\w.]+/)+[\w.]*)`", PAGE))
    assert len(paths) > 15
    assert [path for path in paths if not ((ROOT / path).exists() or (SOURCE / path).exists())] == []


def test_the_readme_names_every_format() -> None:
    """What -f takes is said in the README as the registry has it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"`-f {'|'.join(FORMATS)}`" in readme
    assert f"(`brief`: `{'|'.join(PAGES)}`)" in readme


def test_the_citation_has_the_version() -> None:
    """What is cited is what is installed."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == treatyopt.__version__


def test_the_quick_checks_are_those_that_must_pass() -> None:
    """Each command that runs before a commit is one of those that CI runs."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
        "hooks"
    ]
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8") + (ROOT / "README.md").read_text(
        encoding="utf-8"
    )
    assert len(hooks) >= 4
    assert [hook["entry"] for hook in hooks if hook["entry"] not in run] == []
