"""Bargaining on a finite set of alternatives: Pareto dominance and solutions, from gains alone.

Gains are each party's value less its reservation value, one row per alternative; a negative gain is refused.
Nash 1950 (Econometrica 18:155-162), Kalai & Smorodinsky 1975 (Econometrica 43:513-518), both stated for
convex sets and used here on finite ones; egalitarian and utilitarian compare points across parties.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from treatyopt.methods.stability import TIE

Gains = Sequence[Any]  # fractions where they are exact, floats where they are drawn
Measure = Fraction | float


class Solution(NamedTuple):
    """A bargaining solution: of what nobody refuses, it picks what reaches the largest `measure`.

    `measure` takes the gains of an alternative, of one party or more in their order, and the ideals; it is one number,
    a fraction where gains are, and treats parties alike. `goes_by` names it. `assumes` says in words what it takes and
    compares; `compares` whether that is points or shares across parties. With `idle_at_zero`, a measure
    of 0 that none exceeds tells nothing apart.
    """

    name: str
    goes_by: str
    assumes: str
    measure: Callable[[Gains, Gains], Measure]
    compares: bool = True
    idle_at_zero: bool = False


class Choice(NamedTuple):
    """What a solution picks: the alternatives (by index, several if tied) and the measure they reach.

    `decides` says whether that tells the alternatives apart.
    """

    solution: str
    picks: tuple[int, ...]
    measure: float

    @property
    def decides(self) -> bool:
        """Whether the solution tells the alternatives apart; see the function of that name."""
        return decides(self.solution, self.measure)


def agreeable(gains: Gains) -> bool:
    """Whether no party is left below its reservation value."""
    return all(each >= -TIE for each in gains)


def ideals(rows: Sequence[Gains]) -> tuple[Any, ...]:
    """The most each party could gain from what nobody refuses; empty if there is nothing of the kind."""
    return _ideals(filter(agreeable, rows))


def _ideals(able: Iterable[Gains]) -> tuple[Any, ...]:
    return tuple(max(column) for column in zip(*able, strict=True))


def measure(kind: str, gains: Gains, best: Gains) -> Measure:
    """How well an alternative does under a solution; `best` holds the ideals."""
    return SOLUTIONS[kind].measure(gains, best)


def choose(kind: str, rows: Sequence[Gains]) -> Choice | None:
    """What a solution picks among the alternatives nobody refuses; None if there are none.

    Ties are all picked, save what another tied alternative dominates.
    """
    able = [i for i, gains in enumerate(rows) if agreeable(gains)]
    if not able:
        return None
    best = _ideals([rows[i] for i in able])
    reached = {i: measure(kind, rows[i], best) for i in able}
    top = max(reached.values())
    tied = [i for i in able if top - reached[i] <= TIE]
    picks = tuple(i for i in tied if not any(dominates(rows[j], rows[i]) for j in tied))
    # Within the tolerance, three can dominate in a ring, and then all of them are picked.
    return Choice(kind, picks or tuple(tied), float(top))


def decides(kind: str, reached: float | None) -> bool:
    """Whether a solution tells the alternatives apart, by the measure it reaches on its picks.

    Nash's product does not where it is 0 for all of them: none gives every party a gain. What it then picks is what
    no other alternative dominates.
    """
    return reached is not None and not (SOLUTIONS[kind].idle_at_zero and reached <= TIE)


def dominates(one: Gains, other: Gains) -> bool:
    """Whether one is at least as good for every party and better for some (Pareto)."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b - TIE for a, b in pairs) and any(a > b + TIE for a, b in pairs)


def _nash(gains: Gains, _best: Gains) -> Measure:
    product: Measure = math.prod(max(each, 0) for each in gains)
    return product


def _ks(gains: Gains, best: Gains) -> Measure:
    return min((each / most for each, most in zip(gains, best, strict=True) if most > TIE), default=1)


def _egalitarian(gains: Gains, _best: Gains) -> Measure:
    least: Measure = min(gains)
    return least


def _utilitarian(gains: Gains, _best: Gains) -> Measure:
    return sum(gains)


# Another solution is another entry: all that shows solutions goes through them in this order.
SOLUTIONS: dict[str, Solution] = {
    "nash": Solution(
        "Nash",
        "product",
        "the largest product of gains (of values, not of utilities); compares no points across parties",
        _nash,
        compares=False,
        idle_at_zero=True,
    ),
    "ks": Solution(
        "Kalai-Smorodinsky",
        "least share",
        "the largest least share of what each could at best gain; compares such shares across parties",
        _ks,
    ),
    "egalitarian": Solution(
        "egalitarian",
        "least gain",
        "the largest least gain; takes a point to be worth the same to every party",
        _egalitarian,
    ),
    "utilitarian": Solution(
        "utilitarian",
        "sum",
        "the largest sum of gains; takes a point to be worth the same to every party",
        _utilitarian,
    ),
}
NAMES: dict[str, str] = {kind: each.name for kind, each in SOLUTIONS.items()}
