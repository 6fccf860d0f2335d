"""The data travel with the package, however it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT

Install = Callable[..., Path]


def build(what: str, source: Path, out: Path) -> Path:
    """Builds a wheel or an sdist of a source folder, without a build environment, and returns the file."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        f"--{what}",
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = out.iterdir()
    return made


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Installs into a fresh environment that borrows only the dependencies; returns its Python."""

    def install(*args: str) -> Path:
        home = tmp_path / "venv"
        venv.create(home, with_pip=False, symlinks=True)
        python = home / "bin" / "python"
        asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = subprocess.run([python, "-c", asked], check=True, capture_output=True, encoding="utf-8")
        borrowed = Path(site.stdout.strip()) / "borrowed.pth"
        borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--ignore-installed"]
        pip += ["--no-deps", "--no-build-isolation", "--no-compile"]  # little of it is run, and that once
        subprocess.run([*pip, *args], check=True, capture_output=True)
        return python

    return install


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of what an sdist is made from, so that a build leaves the checkout alone."""
    copy = tmp_path / "source"
    for folder in ("src", "data", "tests", "benchmarks"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / file, copy / file)
    return copy


def leader(python: Path, folder: Path) -> str:
    """The leader that the installed command names, run in an empty folder; checks where the code came from."""
    where = "import treatyopt.study.load as s; print(s.__file__, s.default_path(), sep='\\n')"
    found = subprocess.run(
        [python, "-c", where], check=True, capture_output=True, encoding="utf-8", cwd=folder
    )
    code, data = map(Path, found.stdout.split())
    assert ROOT not in code.parents
    assert ROOT not in data.parents
    assert data.with_name("evidence.yaml").is_file()
    command = [python.with_name("treatyopt"), "compare", "-f", "json"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=folder)
    return str(json.loads(done.stdout)["verdict"]["leaders"][0])


def test_a_wheel_finds_the_data(source: Path, install: Install, tmp_path: Path) -> None:
    """A wheel built from the checkout brings the study along."""
    wheel = build("wheel", source, tmp_path / "dist")
    shutil.rmtree(source)
    assert leader(install(str(wheel)), tmp_path) == "mutual-security"


def test_a_wheel_made_from_the_sdist_finds_the_data(source: Path, install: Install, tmp_path: Path) -> None:
    """The sdist alone suffices to build and install."""
    sdist = build("sdist", source, tmp_path / "dist")
    shutil.rmtree(source)
    assert leader(install(str(sdist)), tmp_path) == "mutual-security"


def test_an_editable_install_reads_the_checkout(source: Path, install: Install, tmp_path: Path) -> None:
    """An editable install reads data/options.yaml of the checkout, as it is at the time."""
    python = install("-e", str(source))
    assert leader(python, tmp_path) == "mutual-security"
    study = source / "data" / "options.yaml"
    study.write_text(study.read_text("utf-8").replace("title: Building", "title: Rebuilding", 1), "utf-8")
    command = [python.with_name("treatyopt"), "options"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.stdout.startswith("Rebuilding")
