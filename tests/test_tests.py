"""The tests themselves: none can pass without having asserted anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("*.py"))
LOOPED = ("range", "enumerate", "zip", "product", "permutations", "combinations")


@cache
def functions(path: Path) -> list[ast.FunctionDef]:
    """The functions of a file, methods and inner ones included."""
    return [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    ]


def called(node: ast.AST) -> set[str]:
    """The functions called anywhere in a statement or expression, as they are written there."""
    return {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}


def written_out(node: ast.expr) -> bool:
    """Whether what is looped over stands in the test or among its file's CONSTANTS, so that it is not empty."""
    if isinstance(node, (ast.Tuple, ast.List)):
        return any(not isinstance(each, ast.Starred) for each in node.elts)
    if isinstance(node, ast.Name):
        return node.id.isupper()
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in LOOPED and all(map(written_out, node.args))
    return isinstance(node, ast.Constant)


def asserts(body: Iterable[ast.stmt], asserting: set[str]) -> bool:
    """Whether statements assert something whatever happens; `asserting` names the functions that do."""
    for each in body:
        if isinstance(each, ast.With):
            used = set().union(*(called(item.context_expr) for item in each.items))
            if "pytest.raises" in used or ("suppress" not in used and asserts(each.body, asserting)):
                return True
        elif isinstance(each, ast.If):
            if asserts(each.body, asserting) and asserts(each.orelse, asserting):
                return True
        elif isinstance(each, ast.For):
            if written_out(each.iter) and asserts(each.body, asserting):
                return True
        elif isinstance(each, ast.Assert) or (
            isinstance(each, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)) and called(each) & asserting
        ):
            return True
    return False


def asserting() -> set[str]:
    """The names of the functions beside the tests that always assert something, if only by calling another."""
    helpers = [each for path in FILES for each in functions(path) if not each.name.startswith("test_")]
    found, before = {"assume"}, set[str]()  # hypothesis fails where hardly any example meets what is assumed
    while found != before:
        before = set(found)
        found |= {each.name for each in helpers if asserts(each.body, found)}
    return found


ASSERTING = asserting()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_test_asserts_outside_its_loops_and_conditions(path: Path) -> None:
    """A test that asserts for each of what it finds also asserts that it finds something."""
    tests = [each for each in functions(path) if each.name.startswith("test_")]
    assert tests or not path.stem.startswith("test_")
    assert [each.name for each in tests if not asserts(each.body, ASSERTING)] == []


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        ("assert x", True),
        ("for x in found: assert x", False),
        ("for x in (1, 2): assert x", True),
        ("for x in (*found,): assert x", False),
        ("if found: assert found", False),
        ("if found: assert a\nelse: assert b", True),
        ("with pytest.raises(ValueError): f()", True),
        ("with suppress(ValueError): assert f()", False),
        ("while found: assert found.pop()", False),
        ("x = 1", False),
    ],
)
def test_what_is_sure_to_assert_is_told_from_what_is_not(body: str, sure: bool) -> None:
    """Loops over what was found, conditions and suppressed errors can all pass on nothing."""
    assert asserts(ast.parse(body).body, set()) is sure
