"""How long the exact frontier of packages takes, as a ratio to OR-tools CP-SAT and to itself, in one run.

Usage: python benchmarks/design.py [--items 40] [--runs N]. Random whole figures, half of the items with one
or two prerequisites; the two objectives opposed (what one side gains costs the other) or aligned. CP-SAT
(extra `peers`) is measured where it is installed: it finds the same frontier point by point. It is asked in
two ways, with one thread or as many as it likes; the fastest of the four counts, by its own wall time.

The reach, without floors and with them: a third of CP-SAT's time in the median of the problems, and never more.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from treatyopt import design, load
from treatyopt.bargaining.costs import COST
from treatyopt.bargaining.firmness import drawn
from treatyopt.bargaining.requirements import demanded, meeting
from treatyopt.bargaining.sides import reservations, sides
from treatyopt.bargaining.stakes import Stakes
from treatyopt.methods.dominance import Item, frontier
from treatyopt.methods.exact import exact
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.evaluation import applied

# How many problems of each kind meet CP-SAT, by the number of floors; the aligned are quick, and differ more.
KINDS = ("opposed", "aligned")
PROBLEMS = {0: {"opposed": 3, "aligned": 15}, 1: {"opposed": 5, "aligned": 15}}
FLOORS = ("", ", a floor")
GROWING = 7
SIZES = (20, 40, 60, 80)
DRAWINGS = 500
REACH, WORST = 1 / 3, 1
# Seconds that a problem is measured for at least, as one round of a few milliseconds says little.
LEAST = 0.5


class Instance(NamedTuple):
    """Items, and the floors of their levels."""

    items: list[Item]
    floors: list[int]


class Peer(NamedTuple):
    """What CP-SAT found, None if it was broken off, and the seconds it solved for."""

    totals: list[tuple[int, int]] | None
    seconds: float


# One or two questions per point, and the number of threads (0: as many as CP-SAT likes).
SETTINGS = tuple(product((False, True), (1, 0)))


def main() -> None:
    """Measure against CP-SAT, then our own growth, then the paper's study."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3, help="rounds after one warm-up of ours (default 3)")
    given = parser.parse_args()
    print(f"time for the exact frontier of {given.items} items with prerequisites")
    if importlib.util.find_spec("ortools"):
        for levels, problems in PROBLEMS.items():
            for kind, several in problems.items():
                against(kind, given.items, given.runs, levels, several)
    else:
        print("OR-tools is not installed (extra `peers`), so there is nothing to compare with")
    print(
        f"time as a multiple of {SIZES[0]} items, and points of the frontier; medians of {GROWING} problems"
    )
    for kind in KINDS:
        growth(kind, given.runs)
    study(given.runs)


def met(reached: bool) -> str:
    """Whether a target was reached."""
    return "met" if reached else "MISSED"


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def against(kind: str, count: int, runs: int, levels: int, several: int) -> None:
    """The ratio of medians over several problems, ours to CP-SAT's fastest, and the worst ratio of one problem."""
    ours, theirs, fastest, binding = [], [], Counter[tuple[bool, int]](), 0
    for seed in range(several):
        asked = instance(count, kind, seed, levels=levels)
        binding += totals(asked) != totals(asked._replace(floors=[]))
        own, peers = measured(asked, runs)
        best = min(peers, key=peers.__getitem__)
        ours.append(own)
        theirs.append(peers[best])
        fastest[best] += 1
    ratio = statistics.median(ours) / statistics.median(theirs)
    worst = max(a / b for a, b in zip(ours, theirs, strict=True))
    (twice, workers), _ = fastest.most_common(1)[0]
    name = f"ours x CP-SAT, {kind}{FLOORS[levels]}"
    bound = f", binding in {binding} of {several}" if levels else ""
    print(f"{name:<36}{ratio:>8.3f}   {met(ratio <= REACH)} (1/3){bound}")
    asked_how = f"{'two questions' if twice else 'one question'} a point, threads: {workers or 'all'}"
    print(
        f"{f'  the worst of {several} problems':<36}{worst:>8.3f}   {met(worst <= WORST)} (1), CP-SAT mostly "
        f"fastest with {asked_how}"
    )


def measured(asked: Instance, runs: int) -> tuple[float, dict[tuple[bool, int], float]]:
    """Median seconds for one problem, ours and CP-SAT's by setting; a quick problem has more rounds than asked.

    A setting that takes over three times as long as another in the first round is broken off and not asked again.
    """
    found = totals(asked)
    own: list[float] = []
    peers: dict[tuple[bool, int], list[float]] = {each: [] for each in SETTINGS}
    begun = time.perf_counter()
    while len(own) < runs or time.perf_counter() < begun + LEAST:
        own.append(timed(lambda: frontier(*asked)))
        for (twice, workers), seconds in list(peers.items()):
            known = [each[0] for each in peers.values() if each]
            peer = cpsat(asked, workers, twice, math.inf if seconds else 3 * min(known, default=math.inf))
            if peer.totals is None:
                del peers[twice, workers]
            elif peer.totals == found:
                seconds.append(peer.seconds)
            else:
                raise SystemExit(f"CP-SAT finds another frontier: {asked}")
    return statistics.median(own), {each: statistics.median(seconds) for each, seconds in peers.items()}


def totals(asked: Instance) -> list[tuple[int, int]]:
    """Our frontier as pairs of totals."""
    return [(each.first, each.second) for each in frontier(*asked)]


def growth(kind: str, runs: int) -> None:
    """Our time at each size as a multiple of the smallest, and how many points there are."""
    seconds: dict[int, float] = {}
    sizes: dict[int, float] = {}
    for count in SIZES:
        times, points = [], []
        for seed in range(GROWING):
            asked = instance(count, kind, seed)
            points.append(len(frontier(*asked)))
            times.append(min(timed(lambda: frontier(*asked)) for _ in range(runs)))  # noqa: B023
        seconds[count], sizes[count] = statistics.median(times), statistics.median(points)
    for count in SIZES:
        ratio = seconds[count] / seconds[SIZES[0]]
        print(f"{f'{count} items, {kind}':<36}{ratio:>8.1f}   {sizes[count]:>5.0f} points")


def study(runs: int) -> None:
    """The paper's study by default: designing without drawings, and the drawings, over one frontier solve."""
    paper = load()
    stakes, costs = bargained()
    solve = statistics.median(timed(lambda: stakes.solved(costs)) for _ in range(20))
    whole = statistics.median(timed(lambda: design(paper, samples=0)) for _ in range(runs))
    draws = statistics.median(timed(lambda: drawn(stakes, "nash", costs, DRAWINGS, 1)) for _ in range(runs))
    points, offered = len(stakes.solved(costs)), len(stakes.ids)
    print(f"the paper's study: {offered} obligations offered, {points} points")
    print(f"{'one frontier solve':<36}{1000 * solve:>8.2f} ms")
    print(f"{'design, no drawings x one solve':<36}{whole / solve:>8.1f}")
    print(f"{f'{DRAWINGS} drawings x one solve':<36}{draws / solve:>8.1f}")


def bargained() -> tuple[Stakes, tuple[Fraction, ...]]:
    """What the paper's two parties bargain over by default, and the default concession cost of each."""
    paper = load()
    pair = sides(paper)
    free = Stakes(stretch(paper), pair, reservations(paper, pair), applied(paper, None))
    return meeting(free, demanded(free, (), (), ())[0]), (exact(COST),) * 2


def instance(count: int, kind: str, seed: int, most: int = 100, levels: int = 0) -> Instance:
    """A random problem: the second objective is the first or its opposite, and half as much noise.

    Half of the items need one or two of those before them. A floor asks for half of the most that the items
    could add on its level.
    """
    rng = np.random.default_rng(seed)
    first = rng.integers(-most, most + 1, count)
    noise = rng.integers(-most, most + 1, count) // 2
    second = (first if kind == "aligned" else -first) + noise
    items = []
    for i in range(count):
        wanted = int(rng.choice(3, p=(0.5, 0.4, 0.1)))
        needs = rng.choice(i, size=min(i, wanted), replace=False) if i else ()
        added = tuple(int(x) for x in rng.integers(-2, 4, levels))
        items.append(Item(int(first[i]), int(second[i]), tuple(int(need) for need in needs), added))
    floors = [sum(max(item.levels[k], 0) for item in items) // 2 for k in range(levels)]
    return Instance(items, floors)


def cpsat(asked: Instance, workers: int = 1, twice: bool = True, patience: float = math.inf) -> Peer:
    """The frontier by CP-SAT: the most of the first objective for ever more of the second, exactly.

    Each point takes two questions, for the most of the first objective and with it the most of the second,
    or one in which the first counts for more than the second ever can. Broken off after `patience` seconds.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    heavy = 1 + 2 * sum(abs(item.second) for item in asked.items)
    totals: list[tuple[int, int]] = []
    seconds = 0.0
    while seconds <= patience:
        model = cp_model.CpModel()
        taken = [model.new_bool_var("") for _ in asked.items]
        for i, item in enumerate(asked.items):
            for need in item.needs:
                model.add_implication(taken[i], taken[need])
        for k, floor in enumerate(asked.floors):
            model.add(_dot([item.levels[k] for item in asked.items], taken) >= floor)
        first = _dot([item.first for item in asked.items], taken)
        second = _dot([item.second for item in asked.items], taken)
        if totals:
            model.add(second > totals[-1][1])
        model.maximize(first if twice else heavy * first + second)
        status = solver.solve(model)
        seconds += solver.wall_time
        if status == cp_model.INFEASIBLE:
            return Peer(totals, seconds)
        if twice and status == cp_model.OPTIMAL:
            model.add(first == solver.value(first))
            for each in taken:
                model.add_hint(each, solver.value(each))
            model.maximize(second)
            status = solver.solve(model)
            seconds += solver.wall_time
        if status != cp_model.OPTIMAL:
            raise RuntimeError(solver.status_name(status))
        totals.append((solver.value(first), solver.value(second)))
    return Peer(None, seconds)


def _dot(figures: Sequence[int], taken: Sequence[Any]) -> Any:
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum(taken, figures)


if __name__ == "__main__":
    main()
