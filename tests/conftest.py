"""What the tests share: the paper's study, a small editable study, and the command line in and out of process."""

from __future__ import annotations

import gc
import io
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from treatyopt import Study, load
from treatyopt.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "data" / "options.yaml"
RIVER = ROOT / "tests" / "river.yaml"

Run = Callable[..., "subprocess.CompletedProcess[str]"]

# Whose study a developer works on is no matter of the tests.
os.environ.pop("TREATYOPT_STUDY", None)

# Each worker has a core to itself: threads of numpy's for the same core wait by spinning, which nearly doubled the
# time of the files that draw most. It is read when numpy is loaded, which nothing here does before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end, so that no search for garbage need go through it again.

    What tests share is held as well, studies, answers and fonts, and was gone through again and again: hence seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)


# Where figures of misreporting are looked at themselves, or stand in what is held to files, or how often a brief draws.
ALL_REPORTS = {
    "test_a_brief_draws_as_often_as_the_command",
    "test_golden",
    "test_misreports",
    "test_negotiate_shows_the_paper",
    "test_design_shows_the_paper",
    "test_all_else_works_without_the_libraries",
}


@pytest.fixture(autouse=True)
def _few_reports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few weightings are tried that a side could report: each costs a frontier, and most tests look elsewhere.

    Briefs draw less, too: none of their figures that are drawn is looked at but beside others of the same brief.
    """
    if not ALL_REPORTS & {request.module.__name__, request.node.originalname}:
        few_reports(monkeypatch)


def few_reports(patch: pytest.MonkeyPatch) -> None:
    """Let few weightings be tried, and little be drawn for a brief.

    Also for fixtures that outlive a test, which must say the same as it.
    """
    for room in ("bargaining.negotiate", "bargaining.design", "brief.content"):
        patch.setattr(f"treatyopt.{room}.REPORTS", 4)
    patch.setattr("treatyopt.brief.findings.SAMPLES", 2_000)


# The studies that are read once, by what Python calls them for as long as they are held here.
SHARED: dict[int, Study] = {}


@pytest.fixture(autouse=True, scope="session")
def _read_once() -> Iterator[None]:
    """The command line reads the studies that no test changes once for all tests: they are frozen.

    Reading one takes longer than most tests.
    """
    from treatyopt.cli import running
    from treatyopt.study.load import default_path

    read = running.load
    kept = {None: default_path(), RIVER: RIVER, str(RIVER): RIVER}

    @cache
    def held(path: Path) -> Study:
        study = read(path)
        SHARED[id(study)] = study
        return study

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "load", lambda path=None: held(kept[path]) if path in kept else read(path))
        yield


# What the command line asks of the engine that takes long, by where it calls it.
ASKED = ("treatyopt.cli.design.designed", "treatyopt.cli.negotiate.negotiated")


@pytest.fixture(autouse=True, scope="session")
def _answered_once(_read_once: None) -> Iterator[None]:
    """Of such a study the command line asks the same once: one answer is shown in many ways, saved, and put to files.

    Whether the same is answered again is for tests that ask for `afresh`.
    """
    with pytest.MonkeyPatch.context() as patch:
        for place in ASKED:
            module, _, name = place.rpartition(".")
            patch.setattr(place, once(getattr(import_module(module), name)))
        yield


def once(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine with answers kept by study and arguments; what is asked otherwise than in plain words, never."""
    from treatyopt.bargaining import design, negotiate

    answers: dict[tuple[int, str], Any] = {}

    @wraps(engine)
    def answered(study: Study, *args: Any, progress: Any = None, **more: Any) -> Any:
        told = more if progress is None else more | {"progress": progress}
        if id(study) not in SHARED:
            return engine(study, *args, **told)
        try:
            asked = json.dumps([design.REPORTS, negotiate.REPORTS, args, sorted(more.items())])
        except TypeError:
            return engine(study, *args, **told)
        key = id(study), asked
        if key not in answers:
            answers[key] = engine(study, *args, **told)
        return answers[key]

    return answered


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line asks the engine each time anew."""
    for place in ASKED:
        module, _, name = place.rpartition(".")
        monkeypatch.setattr(place, getattr(import_module(module), name).__wrapped__)


@pytest.fixture(scope="session")
def paper() -> Study:
    """The study of the paper."""
    return load(PAPER)


@pytest.fixture(scope="session")
def river() -> Study:
    """The study of a river that exists nowhere: three parties, and figures unlike the paper's."""
    return load(RIVER)


@pytest.fixture(scope="session")
def pickled() -> bytes:
    """The study of the paper as plain data, parsed once."""
    data = yaml.load(PAPER.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert isinstance(data, dict)
    return pickle.dumps(data)


@pytest.fixture
def raw(pickled: bytes) -> Any:
    """The study of the paper as plain data, fresh for each test, to be damaged and written out."""
    return pickle.loads(pickled)


@cache
def dumped(section: bytes) -> str:
    """A pickled section of a study as YAML; most sections are as they were in most tests."""
    data = pickle.loads(section)
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes data as a study file and returns its path."""

    def write(data: Any, name: str = "study.yaml") -> Path:
        path = tmp_path / name
        parts = [{key: each} for key, each in data.items()] if isinstance(data, dict) and data else [data]
        path.write_text("".join(dumped(pickle.dumps(each)) for each in parts), encoding="utf-8")
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


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, but in this process, far quicker: for all that does not hang on how Python starts and ends.

    `encoding` is that of both streams.
    """

    def inside(*args: str | Path, env: dict[str, str] | None = None, encoding: str = "utf-8") -> Any:
        words = [str(word) for word in args]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            patch.delenv("NO_COLOR", raising=False)
            for name, value in ({"COLUMNS": "80"} | (env or {})).items():
                patch.setenv(name, value)
            patch.setattr("sys.stdout", out)
            patch.setattr("sys.stderr", err)
            code = main(words)
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), err.read())

    return inside
