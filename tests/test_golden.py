"""What the commands print, held to golden files; `TREATYOPT_GOLDEN=write pytest` writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from treatyopt.cli import main

GOLDEN = Path(__file__).parent / "golden"
PACKAGE = str(GOLDEN / "package.yaml")

ENDINGS = {"table": "txt", "json": "json", "csv": "csv", "markdown": "md"}
COMMANDS = {
    "compare": ["compare"],
    "compare-no-screens": ["compare", "--no-screens", "--baseline"],
    "compare-two": ["compare", "cooperation", "mutual-security"],
    "compare-columns": ["compare", "-p", "balanced", "-p", "russia", "-p", "nato"],
    "compare-what-if": ["compare", "-w", "realism=40", "--set", "mutual-security.readiness=45"],
    "explain-mutual-security": ["explain", "mutual-security"],
    "explain-mutual-defense": ["explain", "mutual-defense"],
    "sensitivity": ["sensitivity", "--samples", "0"],
    "sensitivity-no-screens": ["sensitivity", "--no-screens", "-p", "nato", "--samples", "0"],
    "negotiate": ["negotiate"],
    "negotiate-dear": ["negotiate", "--concession-cost", "1.2", "-p", "nato=cautious"],
    "design": ["design", "--samples", "50"],
    "design-all": ["design", "--all", "--samples", "0", "--exclude-if", "enlargement", "--require", "cfe-2"],
    "design-nothing": ["design", "--concession-cost", "3", "--samples", "0"],
    "compare-package": ["compare", "--package", PACKAGE],
    "explain-package": ["explain", "--package", PACKAGE],
    "options": ["options"],
    "criteria": ["criteria"],
    "obligations": ["obligations", "cooperation"],
    "profiles": ["profiles"],
    "sources": ["sources"],
    "sources-one": ["sources", "compromise/9"],
    "check": ["check"],
}


@pytest.mark.parametrize("format_", ENDINGS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_what_its_golden_file_holds(
    name: str, format_: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command in each format prints exactly its golden file, and nothing on standard error."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*COMMANDS[name], "-f", format_]) == 0
    printed = capsys.readouterr()
    golden = GOLDEN / f"{name}.{ENDINGS[format_]}"
    if os.environ.get("TREATYOPT_GOLDEN") == "write":
        golden.write_text(printed.out, encoding="utf-8")
    assert printed.out == golden.read_text(encoding="utf-8")
    assert printed.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_the_screen(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 40, 60, 80 and 100 columns no line of a table runs over."""
    for width in (40, 60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(COMMANDS[name]) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_json_names_each_option_by_id_with_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of compare carries a schema version, and id and value of every option."""
    assert main(["compare", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema_version"] == 1
    values = {option["id"]: round(option["value"], 1) for option in data["options"]}
    assert values == {
        "mutual-security": 67.7,
        "cooperation": 53.8,
        "mutual-defense": 62.5,
        "non-aggression": 33.8,
    }
    assert data["shortlist"] == ["mutual-security", "cooperation"]
    assert data["verdict"]["tier"] == "robust"


def test_explain_gives_a_locator_for_every_stated_score(capsys: pytest.CaptureFixture[str]) -> None:
    """In the case of each option every stated score cites a passage and no inferred one does."""
    for option in ("non-aggression", "cooperation", "mutual-security", "mutual-defense", "no-treaty"):
        assert main(["explain", option, "-f", "json"]) == 0
        for criterion in json.loads(capsys.readouterr().out)["criteria"]:
            assert bool(criterion["cites"]) == (criterion["basis"] == "stated")
