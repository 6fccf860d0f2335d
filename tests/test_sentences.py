"""What is said of a verdict: by name, bounded, and never more than is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studies import Plan, plan
from treatyopt.cli import main

Said = Callable[..., str]

NAMES = ("NATO unity", "EU cost", "US Senate")


@pytest.fixture
def said(write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]) -> Said:
    """Writes a small study and returns what a command prints of it, on one line."""

    def said(made: Plan | dict[str, Any], command: str, *args: str) -> str:
        path = write(made.data() if isinstance(made, Plan) else made)
        assert main([command, *args, "--study", str(path)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return said


def named(made: Plan) -> dict[str, Any]:
    """The data of a plan of three groups of one criterion each, all with names of their own."""
    data = made.data()
    for i, name in enumerate(NAMES):
        group = data["groups"][f"group-{i}"]
        group["name"] = name
        group["criteria"][f"criterion-{i}"]["name"] = f"{name} asked"
    return data


# --- names


THREE = named(plan([70, 30, 50], [40, 80, 50], [20, 20, 50], points=[30, 30, 40]))


@pytest.mark.parametrize(
    ("command", "args", "sentence"),
    [
        ("compare", (), "only NATO unity (-9.0) speaks for Option-0"),
        ("sensitivity", ("--samples", "0"), "Option-0 is better on NATO unity asked (+9.0)"),
        ("explain", ("option-0",), "weakest on EU cost asked (-15.0)"),
    ],
)
def test_prose_names_groups_and_criteria_as_the_study_writes_them(
    command: str, args: tuple[str, ...], sentence: str, said: Said
) -> None:
    """No id of a group stands in what is said, and no name loses its capitals."""
    text = said(THREE, command, *args)
    assert sentence in text
    assert "group-" not in text
