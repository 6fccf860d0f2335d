"""What the tests share: the paper's study, a small editable study, and the command line as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from treatyopt import Study, load

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "data" / "options.yaml"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def paper() -> Study:
    """The study of the paper."""
    return load(PAPER)


@pytest.fixture
def raw() -> dict[str, Any]:
    """The study of the paper as plain data, fresh for each test, to be damaged and written out."""
    data = yaml.safe_load(PAPER.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes data as a study file and returns its path."""

    def write(data: Any, name: str = "study.yaml") -> Path:
        path = tmp_path / name
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `python -m treatyopt ARGS` in an empty folder, without a terminal; `env` adds to the environment."""

    def run(*args: str | Path, env: dict[str, str] | None = None, **more: Any) -> Any:
        base = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
        command = [sys.executable, "-m", "treatyopt", *map(str, args)]
        return subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=base | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"} | (env or {}),
            timeout=60,
            check=False,
            **more,
        )

    return run
