"""What the tests catch: seeds faults one at a time into a copy of the package and counts those that no test notices.

    python benchmarks/faults.py --count 123           a seeded sample over all rooms
    python benchmarks/faults.py --only stability.py    one file, every fault that can be seeded

Kinds: operators, boundaries, signs, conditions, constants, indices, dropped calls, swapped arguments. A fault is
caught if a test fails or runs out of time. Survivors are named, to be read: some change nothing that can be seen.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "treatyopt"
# Building packages and writing about the repository take long and see no fault in a formula.
LEFT_OUT = ("test_packaging.py", "test_examples.py")
SECONDS = 600

COMPARED: dict[type[ast.cmpop], tuple[str, type[ast.cmpop]]] = {
    ast.Lt: ("boundary", ast.LtE),
    ast.LtE: ("boundary", ast.Lt),
    ast.Gt: ("boundary", ast.GtE),
    ast.GtE: ("boundary", ast.Gt),
    ast.Eq: ("operator", ast.NotEq),
    ast.NotEq: ("operator", ast.Eq),
    ast.In: ("operator", ast.NotIn),
    ast.NotIn: ("operator", ast.In),
    ast.Is: ("operator", ast.IsNot),
    ast.IsNot: ("operator", ast.Is),
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
DROPPED = {"abs", "sorted", "reversed", "round", "set", "sum"}
# Calls whose arguments cannot be swapped in silence, or can be without a difference, as the names of click's options.
UNORDERED = {"isinstance", "getattr", "hasattr", "Column", "Row", "find", "suppress", "option"}


class Fault(NamedTuple):
    """One fault: the file, where in the order of its syntax tree, its kind, and its line before and after."""

    path: Path
    place: int
    kind: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(SOURCE)}:{self.line} {self.kind}: {self.before} -> {self.after}"


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The faults that can be seeded at one node, as (kind, the node in its place)."""
    made = deepcopy(node)
    if isinstance(made, ast.Compare) and len(made.ops) == 1:
        kind, other = COMPARED[type(made.ops[0])]
        made.ops = [other()]
        yield kind, made
    elif isinstance(made, ast.BinOp) and type(made.op) in COMPUTED and not _is_text(made):
        made.op = COMPUTED[type(made.op)]()
        yield "operator", made
    elif isinstance(made, ast.BoolOp):
        made.op = ast.Or() if isinstance(made.op, ast.And) else ast.And()
        yield "operator", made
    elif isinstance(made, ast.UnaryOp) and isinstance(made.op, ast.Not | ast.USub):
        yield "sign", made.operand
    elif isinstance(made, ast.IfExp | ast.If):
        made.test = ast.UnaryOp(ast.Not(), made.test)
        yield "condition", made
    elif isinstance(made, ast.Constant) and isinstance(made.value, bool | int | float):
        yield "constant", ast.Constant(not made.value if isinstance(made.value, bool) else made.value + 1)
    elif isinstance(made, ast.Subscript) and isinstance(made.slice, ast.Slice) and made.slice.lower:
        made.slice.lower = None
        yield "index", made
    elif isinstance(made, ast.Call):
        yield from _calls(made)
    elif isinstance(made, ast.Expr) and isinstance(made.value, ast.Call):
        yield "dropped call", ast.Pass()


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(each, ast.JoinedStr | ast.List | ast.Tuple) or _word(each)
        for each in (node.left, node.right)
    )


def _word(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in CALLED:
        node.func = ast.Name(CALLED[name], ast.Load())
        yield "operator", node
    elif name in DROPPED and len(node.args) == 1:
        yield "dropped call", node.args[0]
    elif (
        len(node.args) == 2
        and (name or getattr(node.func, "attr", "")) not in UNORDERED
        and not any(isinstance(a, ast.Starred) for a in node.args)
    ):
        node.args = node.args[::-1]
        yield "swapped arguments", node


def seedable(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int]]:
    """The parents, fields and positions of the nodes that run: no annotations, no decorators, no imports for types."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        parent = waiting.pop(0)
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns", "decorator_list", "bases", "type_params"):
                continue
            children = value if isinstance(value, list) else [value]
            for i, child in enumerate(children):
                if isinstance(child, ast.AST) and not _for_types(child) and not _guard(child):
                    yield parent, field, i if isinstance(value, list) else -1
                    waiting.append(child)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _guard(node: ast.AST) -> bool:
    """`strict=True` guards against faults elsewhere; where there is none, it changes nothing."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def faults(path: Path) -> Iterator[Fault]:
    """Every fault that can be seeded into a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for place, (parent, field, i) in enumerate(seedable(tree)):
        node = getattr(parent, field) if i < 0 else getattr(parent, field)[i]
        for kind, made in changes(node):
            line = getattr(node, "lineno", 0)
            yield Fault(path, place, kind, line, _short(node), _short(made))


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else f"{text[:67]}..."


def seeded(fault: Fault) -> str:
    """The source of a file with one fault in it."""
    tree = ast.parse(fault.path.read_text(encoding="utf-8"))
    parent, field, i = list(seedable(tree))[fault.place]
    node = getattr(parent, field) if i < 0 else getattr(parent, field)[i]
    _, made = next(changes(node))
    if i < 0:
        setattr(parent, field, made)
    else:
        getattr(parent, field)[i] = made
    return ast.unparse(ast.fix_missing_locations(tree))


def tests_for(path: Path) -> list[str]:
    """All test files, those first that say most of what the file defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"
    }
    said = {each: _said(each, {*names, _module(path)}) for each in ROOT.glob("tests/test_*.py")}
    files = [each for each in said if each.name not in LEFT_OUT]
    return [str(each.relative_to(ROOT)) for each in sorted(files, key=lambda each: (-said[each], each.name))]


def _module(path: Path) -> str:
    return ".".join(["treatyopt", *path.relative_to(SOURCE).with_suffix("").parts])


def _said(test: Path, names: set[str]) -> int:
    text = test.read_text(encoding="utf-8")
    return sum(text.count(name) for name in names)


def caught(fault: Fault | None) -> bool:
    """Whether some test fails, or does not end, with this fault in the package; with none, none should."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(
            ROOT, copy, ignore=shutil.ignore_patterns(".git", ".*venv*", ".*cache", "__pycache__")
        )
        if fault is not None:
            (copy / fault.path.relative_to(ROOT)).write_text(seeded(fault), encoding="utf-8")
        tests = tests_for(SOURCE / "__init__.py" if fault is None else fault.path)
        env = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        try:
            done = subprocess.run(
                [*command, *tests], cwd=copy, env=env, capture_output=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def chosen(count: int | None, seed: int, only: list[str]) -> list[Fault]:
    """A sample, spread over the files as evenly as they have faults to seed; or all of it."""
    files = [
        each for each in sorted(SOURCE.rglob("*.py")) if not only or str(each.relative_to(SOURCE)) in only
    ]
    found = {path: list(faults(path)) for path in files}
    draw = random.Random(seed)
    for each in found.values():
        draw.shuffle(each)
    taken: list[Fault] = []
    while any(found.values()) and (count is None or len(taken) < count):
        for each in found.values():
            if each and (count is None or len(taken) < count):
                taken.append(each.pop())
    return taken


def main() -> None:
    """Seed, run, count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    sample = chosen(asked.count, asked.seed, asked.only)
    if caught(None):
        sys.exit("some test fails without a fault")
    survivors = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        for fault, was_caught in zip(sample, pool.map(caught, sample), strict=True):
            if not was_caught:
                survivors.append(fault)
                print(f"survived: {fault}", flush=True)
    kinds = Counter(fault.kind for fault in sample)
    missed = Counter(fault.kind for fault in survivors)
    print("  ".join(f"{kind} {count - missed[kind]}/{count}" for kind, count in sorted(kinds.items())))
    print(f"{len(sample) - len(survivors)} of {len(sample)} caught ({1 - len(survivors) / len(sample):.1%})")


if __name__ == "__main__":
    main()
