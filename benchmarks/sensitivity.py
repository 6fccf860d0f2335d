"""How long sampling takes, as a ratio to drawing the random numbers alone and to peers, in one run.

Usage: python benchmarks/sensitivity.py [--samples N] [--runs N]. The paper's four options on its 14 criteria,
weights uniform over criteria, best scores; exact shares over groups.
Peers (extra `peers`) are measured where they are installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np

from treatyopt import load, rank
from treatyopt.methods import weightspace
from treatyopt.methods.population import Population, population
from treatyopt.methods.sampling import CHUNK, sample
from treatyopt.methods.stability import pairwise_index
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import group_rows, score_rows

REACH_FLOOR, REACH_PEER, REACH_EXACT = 1.6, 20, 100


def main() -> None:
    """Measure in turn, round after round, and print ratios of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7, help="rounds after one warm-up (default 7)")
    given = parser.parse_args()
    ranking = rank(load(), screens=[])
    asked = by_criteria(ranking)
    few = max(given.samples // 50, 100)
    work: dict[str, tuple[Callable[[], object], int]] = {
        "random numbers alone": (lambda: floor(asked.shares.shape[0], given.samples), given.samples),
        "treatyopt": (lambda: sample(asked, given.samples, 1), given.samples),
        "naive loop": (lambda: naive(asked, few), few),
    }
    if importlib.util.find_spec("pysensmcda"):
        work["pysensmcda smaa2"] = (lambda: pysensmcda(asked, few), few)
    if importlib.util.find_spec("pymcdm"):
        work["pymcdm WSM, a loop"] = (lambda: pymcdm(asked, few), few)
    times: dict[str, list[float]] = {name: [] for name in work}
    for number in range(given.runs + 1):
        for name, (run, draws) in work.items():
            start = time.perf_counter()
            run()
            if number:
                times[name].append((time.perf_counter() - start) / draws)
    medians = {name: statistics.median(each) for name, each in times.items()}
    ours = medians["treatyopt"]
    over_floor = ours / medians["random numbers alone"]
    print(f"time per weighting, {given.samples:,} of ours, 4 options x 14 criteria")
    print(
        f"{'ours x random numbers alone':<32}{over_floor:>8.2f}   {met(over_floor <= REACH_FLOOR)} ({REACH_FLOOR})"
    )
    for name in list(work)[2:]:
        ratio = medians[name] / ours
        reach = f"   {met(ratio >= REACH_PEER)} ({REACH_PEER})" if name.startswith("pysensmcda") else ""
        print(f"{f'{name} x ours':<32}{ratio:>8.0f}{reach}")
    exact = indices(ranking)
    print(f"{'all exact indices':<32}{1000 * exact:>8.2f} ms   {met(exact < 0.001)} (1 ms)")
    cells(ranking)


def cells(ranking: Ranking) -> None:
    """Print how long exact shares of all options take, on random tables and beside a peer, and how cells grow."""
    slowest = max(all_shares(table(4, 5, seed))[0] for seed in range(100))
    print(
        f"{'exact shares, slowest of 100':<32}{1000 * slowest:>8.2f} ms   {met(slowest < 0.01)} (10 ms, 4 x 5)"
    )
    if importlib.util.find_spec("pysensmcda"):
        rows = group_rows(ranking.study, ranking.weights, ranking.shortlist)
        ours = min(all_shares(rows)[0] for _ in range(20))
        ratio = volumes(rows) / ours
        print(
            f"{'exact_acceptability x ours':<32}{ratio:>8.0f}   {met(ratio >= REACH_EXACT)} ({REACH_EXACT})"
        )
    for options, groups in ((4, 5), (4, 6), (10, 6), (4, 8), (6, 7), (8, 8)):
        found = [all_shares(table(options, groups, seed)) for seed in range(3)]
        most = max(count for _, count in found)
        took = max(seconds for seconds, _ in found)
        past = (
            f", past {weightspace.allowed(groups):,} cells in one"
            if most == math.inf
            else f", {most:,} cells at most"
        )
        print(f"{f'  {options} options x {groups} groups':<32}{1000 * took:>8.1f} ms{past}")


def table(options: int, groups: int, seed: int) -> list[list[float]]:
    """Random scores."""
    drawn: list[list[float]] = np.random.default_rng(seed).uniform(0, 100, (options, groups)).tolist()
    return drawn


def all_shares(rows: list[list[float]]) -> tuple[float, float]:
    """Seconds for the exact share of every option, and the most cells that one of them leads in."""
    start, most = time.perf_counter(), 0.0
    for i in range(len(rows)):
        try:
            most = max(most, len(weightspace.leading(weightspace.whole(len(rows[0])), rows, i)))
        except weightspace.TooManyCells:
            most = math.inf
    return time.perf_counter() - start, most


def volumes(rows: list[list[float]]) -> float:
    """Seconds for the same by pysensmcda's exact polytope volumes; the best of three."""
    from pysensmcda.smaa import exact_acceptability

    matrix, taken = np.array(rows) / 100, []
    for _ in range(3):
        start = time.perf_counter()
        exact_acceptability(matrix, np.ones(matrix.shape[1]), scaling="none")
        taken.append(time.perf_counter() - start)
    return min(taken)


def met(reached: bool) -> str:
    """Whether a target was reached."""
    return "met" if reached else "MISSED"


def by_criteria(ranking: Ranking) -> Population:
    """The paper's scores, weights uniform over all criteria."""
    best = score_rows(ranking.study, ranking.shortlist)
    size = len(best[0])
    identity = [[float(i == j) for j in range(size)] for i in range(size)]
    return population(best, best, best, identity, [1 / size] * size, None, False)


def floor(dimension: int, draws: int) -> None:
    """Nothing but the exponentials that the sampling needs."""
    random = np.random.default_rng(1)
    buffer = np.empty((dimension, CHUNK))
    for start in range(0, draws, CHUNK):
        random.standard_exponential(out=buffer.reshape(-1)[: dimension * min(CHUNK, draws - start)])


def naive(asked: Population, draws: int) -> None:
    """One weighting at a time, as one would write it first."""
    random = np.random.default_rng(1)
    counts = np.zeros((len(asked.best), len(asked.best)))
    for _ in range(draws):
        weights = random.dirichlet(np.ones(asked.best.shape[1]))
        for place, option in enumerate(np.argsort(-(asked.best @ weights))):
            counts[option, place] += 1


def pysensmcda(asked: Population, draws: int) -> None:
    """The same by pysensmcda's smaa2 on pymcdm's weighted sum."""
    from pymcdm.methods import WSM
    from pysensmcda.smaa import smaa2

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        smaa2(WSM(_as_is), asked.best / 100, np.ones(asked.best.shape[1]), num_samples=draws, seed=1)


def pymcdm(asked: Population, draws: int) -> None:
    """The same with pymcdm's weighted sum, one weighting at a time."""
    from pymcdm.methods import WSM

    random, method, ones = np.random.default_rng(1), WSM(_as_is), np.ones(asked.best.shape[1])
    for _ in range(draws):
        method(asked.best / 100, random.dirichlet(ones), ones)


def _as_is(column: object, cost: bool = False) -> object:
    return column


def indices(ranking: Ranking) -> float:
    """Seconds for the exact pairwise winning indices of all pairs over criteria; the best of 20."""
    rows = score_rows(ranking.study, ranking.shortlist)
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        for one in rows:
            for other in rows:
                pairwise_index([a - b for a, b in zip(one, other, strict=True)])
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
