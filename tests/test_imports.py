"""What is loaded when: start-up stays light, and imports run in one direction."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT

HEAVY = {"numpy", "pandas", "matplotlib", "jinja2", "scipy", "xlsxwriter", "openpyxl", "docx"}
SOURCE = ROOT / "src" / "treatyopt"


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that a file of code consists of; several tests go through every file."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def loaded(code: str) -> set[str]:
    """The top-level modules in memory after a piece of Python has run in a fresh process."""
    probe = (
        f"import sys\n{code}\nprint('\\n' + ' '.join(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, encoding="utf-8")
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_next_to_nothing() -> None:
    """`import treatyopt` loads neither click nor rich nor pydantic nor anything heavy."""
    assert not loaded("import treatyopt") & (HEAVY | {"click", "rich", "pydantic", "yaml"})


def test_the_api_loads_neither_click_nor_rich() -> None:
    """A notebook that loads, ranks and explains has neither click nor rich in memory."""
    code = "import treatyopt as t; r = t.rank(t.load()); t.explain(r, 'cooperation').to_dict()"
    assert not loaded(code) & (HEAVY | {"click", "rich"})


@pytest.mark.parametrize("args", [["--help"], ["--version"]])
def test_help_and_version_load_no_command(args: list[str]) -> None:
    """--help and --version need click alone."""
    code = f"from treatyopt.cli import main; main({args!r})"
    assert not loaded(code) & (HEAVY | {"rich", "pydantic", "yaml"})


def test_compare_loads_nothing_heavy() -> None:
    """Compare loads no numerical library, and as JSON not even rich."""
    assert not loaded("from treatyopt.cli import main; main(['compare'])") & HEAVY
    assert "rich" not in loaded("from treatyopt.cli import main; main(['compare', '-f', 'json'])")


def test_only_sampling_loads_numpy() -> None:
    """The exact parts of sensitivity need no numpy; only what draws and counts imports it."""
    code = "from treatyopt.cli import main; main(['sensitivity', '--samples', '0'])"
    assert not loaded(code) & HEAVY
    found = {path.name for path in SOURCE.rglob("*.py") if "numpy" in _third_party(path)}
    assert found == {"population.py", "sampling.py", "doubts.py"}


def test_only_the_command_that_shows_evidence_reads_it() -> None:
    """What says what came of a study costs no command that does not show it."""
    code = "import sys; from treatyopt.cli import main; main(['explain', 'cooperation', '-f', 'json'])"
    probe = f"{code}\nprint('\\n', any(m == 'treatyopt.history.records' for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split()[-1] == "False"


def test_a_function_keeps_its_name_whatever_is_imported_first() -> None:
    """No room has the name of a public function, which it would hide once imported."""
    import treatyopt

    rooms = {path.stem for path in SOURCE.iterdir()}
    assert not rooms & set(treatyopt.__all__)


def test_every_public_name_is_there() -> None:
    """All that __all__ lists can be imported, and nothing else pretends to be there."""
    import treatyopt

    for name in treatyopt.__all__:
        assert getattr(treatyopt, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        treatyopt.nothing  # noqa: B018


def test_each_public_name_is_typed_as_it_is_loaded() -> None:
    """What a type checker is told of the public names is where they are loaded from at run time."""
    import treatyopt

    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name: (node.module or "").removeprefix("treatyopt.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("treatyopt.")
        for alias in node.names
    }
    assert typed == treatyopt._HOMES
    assert treatyopt.__all__ == sorted(typed)


def imported(path: Path) -> set[str]:
    """The rooms of treatyopt that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("treatyopt"):
            base = (node.module or "").removeprefix("treatyopt").removeprefix(".")
            found |= {base} if base else {alias.name for alias in node.names}
    return {name.partition(".")[0] for name in found}


ROOMS = [
    {"errors"},
    {"methods"},
    {"result"},
    {"study"},
    {"packages"},
    {"drafting"},
    {"ranking"},
    {"bargaining"},
    {"history"},
    {"tables"},
    {"documents"},
    {"formats"},
    {"brief"},
    {"notebook"},
    {"cli"},
]


def test_imports_run_in_one_direction() -> None:
    """Each room imports only rooms below its own, but for types to be checked and what draws a result, if asked."""
    level = {name: i for i, names in enumerate(ROOMS) for name in names}
    rooms = {path: path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in SOURCE.rglob("*.py")}
    assert set(rooms.values()) == {*level, "__init__", "__main__"}
    for path, room in rooms.items():
        if room in ("__init__", "__main__"):
            continue
        text = path.read_text(encoding="utf-8")
        for other in imported(path) - {room, "__version__"}:
            typing_only = f"if TYPE_CHECKING:\n    from treatyopt.{other}" in text
            inside = (room, other) == ("result", "notebook") and not re.search("^from treatyopt", text, re.M)
            assert typing_only or inside or level[other] < level[room], f"{room} imports {other}"


def test_no_files_import_each_other_in_a_circle() -> None:
    """Inside a room too one file stands on another: none comes back to itself, but for what draws a result."""
    names = {".".join(["treatyopt", *path.relative_to(SOURCE).with_suffix("").parts]): path for path in FILES}
    below = {name: {each for each in _modules(path) if each in names} for name, path in names.items()}
    below["treatyopt.result"] = set()
    standing: set[str] = set()
    while free := {name for name, others in below.items() if name not in standing and others <= standing}:
        standing |= free
    assert set(below) - standing == set()


FILES = [path for path in SOURCE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")]


def _modules(path: Path) -> set[str]:
    """Every module of treatyopt that a file imports, anywhere in it; `from x import y` may mean x or x.y."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("treatyopt"):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize(
    "room",
    ["errors.py", "methods", "study", "packages", "drafting", "ranking", "bargaining", "history"],
)
def test_the_engine_speaks_of_no_flag_and_no_command(room: str) -> None:
    """What a command line needs to say, it says itself: the same text is read in a notebook."""
    files = [SOURCE / room] if room.endswith(".py") else list((SOURCE / room).glob("*.py"))
    said = {
        node.value
        for path in files
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert said
    spoken = re.compile(r"(^|[\s(])--?[a-z]|treatyopt (compare|explain|design|check|[a-z]+s\b)")
    assert [text for text in said if spoken.search(text)] == []


def test_rich_is_imported_in_one_place() -> None:
    """Only formats/stream.py imports rich."""
    users = [p.name for p in SOURCE.rglob("*.py") if "rich" in _third_party(p)]
    assert users == ["stream.py"]


def _third_party(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found
