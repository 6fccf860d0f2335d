"""The exact frontier of 40 items against OR-tools CP-SAT, point by point."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ortools.sat.python import cp_model

from treatyopt.methods.dominance import Item, Point, frontier


def _benchmark() -> ModuleType:
    """The benchmark that has the problems and CP-SAT's frontier; it is a script and in no package."""
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "design.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_design", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


benchmark = _benchmark()


def holds(asked: Any, mask: int) -> bool:
    """Whether a choice has what its items need and reaches the floors."""
    chosen = [item for i, item in enumerate(asked.items) if mask >> i & 1]
    needed = all(mask >> need & 1 for item in chosen for need in item.needs)
    levels = [sum(item.levels[k] for item in chosen) for k in range(len(asked.floors))]
    return needed and all(a >= b for a, b in zip(levels, asked.floors, strict=True))


def assert_same(asked: Any) -> list[Point]:
    """The points are CP-SAT's, two solves each, and each choice shown is one that gives its point."""
    found = frontier(*asked)
    assert benchmark.cpsat(asked).totals == [(each.first, each.second) for each in found]
    for each in found:
        chosen = [item for i, item in enumerate(asked.items) if each.taken >> i & 1]
        assert (sum(x.first for x in chosen), sum(x.second for x in chosen)) == (each.first, each.second)
        assert holds(asked, each.taken)
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["opposed", "aligned"])
def test_frontier_equals_cp_sat(kind: str, seed: int) -> None:
    """For 40 items with prerequisites CP-SAT finds the same points, with two solves for each."""
    found = assert_same(benchmark.instance(40, kind, seed, most=30))
    assert len(found) > (50 if kind == "opposed" else 1)


@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("kind", ["opposed", "aligned"])
def test_frontier_with_floors_equals_cp_sat(kind: str, levels: int) -> None:
    """With floors on one or two levels CP-SAT finds the same points; the floors do bind."""
    asked = benchmark.instance(40, kind, 5, most=30, levels=levels)
    found = assert_same(asked)
    assert found
    free = frontier(asked.items)
    assert [each[:2] for each in found] != [each[:2] for each in free]


def test_floor_out_of_reach_is_infeasible_for_both() -> None:
    """Where no choice reaches a floor CP-SAT calls the problem infeasible and the frontier is empty."""
    asked = benchmark.instance(40, "opposed", 1, levels=1)
    asked = asked._replace(floors=[1 + sum(max(item.levels[0], 0) for item in asked.items)])
    assert frontier(*asked) == benchmark.cpsat(asked).totals == []


class _Choices(cp_model.CpSolverSolutionCallback):
    """Collects every solution as a bit mask."""

    def __init__(self, taken: list[Any]) -> None:
        super().__init__()
        self.taken = taken
        self.masks: list[int] = []

    def on_solution_callback(self) -> None:
        """Called by CP-SAT for each solution."""
        self.masks.append(sum(1 << i for i, each in enumerate(self.taken) if self.boolean_value(each)))


def choices(items: list[Item], point: Point) -> list[int]:
    """Every choice that gives a point, by CP-SAT."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in items]
    for i, item in enumerate(items):
        for need in item.needs:
            model.add_implication(taken[i], taken[need])
    model.add(sum(item.first * each for item, each in zip(items, taken, strict=True)) == point.first)
    model.add(sum(item.second * each for item, each in zip(items, taken, strict=True)) == point.second)
    solver, found = cp_model.CpSolver(), _Choices(taken)
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    assert solver.solve(model, found) == cp_model.OPTIMAL
    return found.masks


def test_ties_equal_all_solutions_of_cp_sat() -> None:
    """For the points with most ties CP-SAT lists as many choices, with the same in all and in any of them."""
    items = benchmark.instance(40, "opposed", 4, most=3).items
    tied = sorted((each for each in frontier(items) if each.ties <= 400), key=lambda each: -each.ties)
    assert tied[0].ties > 50
    for point in tied[:5]:
        masks = choices(items, point)
        always, ever = -1, 0
        for mask in masks:
            always, ever = always & mask, ever | mask
        smallest = min(masks, key=lambda mask: (mask.bit_count(), mask))
        assert (point.ties, point.always, point.ever) == (len(masks), always, ever)
        assert point.taken == smallest
