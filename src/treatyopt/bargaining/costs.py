"""What conceding costs the parties, one figure for all or one for each, and which other costs are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from treatyopt.bargaining.sides import Side
from treatyopt.errors import ArgumentProblem, as_typed, mapping, number, printable
from treatyopt.methods.exact import exact
from treatyopt.study.model import find

COST = 0.5
LADDER = (0.0, 0.25, 0.5, 1.0)
_TIMES = (Fraction(), Fraction(1, 2), Fraction(1), Fraction(2))
_MOST = 1e6

# By party id, or one figure for all parties; value points per burden unit.
Given = float | Mapping[str, float]


@dataclass(frozen=True)
class Costs:
    """The concession cost of each party, in value points per burden unit and in the order of the parties.

    Other costs are told apart by one `figure`: the cost itself where it is the same for all, else how many times what
    each party was given.
    """

    parties: tuple[str, ...]
    each: tuple[Fraction, ...]

    @property
    def one(self) -> float | None:
        """The cost where it is the same for all parties, else None."""
        return float(self.each[0]) if len(set(self.each)) == 1 else None

    @property
    def told(self) -> tuple[tuple[str, float], ...]:
        """The cost of each party, by id."""
        return tuple(zip(self.parties, map(float, self.each), strict=True))

    @property
    def figure(self) -> Fraction:
        """The figure that stands for these costs themselves."""
        return Fraction(1) if self.one is None else self.each[0]

    def at(self, figure: Fraction) -> Costs:
        """The costs that another figure stands for."""
        if self.one is None:
            return Costs(self.parties, tuple(figure * cost for cost in self.each))
        return Costs(self.parties, tuple(figure for _ in self.each))

    @property
    def rungs(self) -> tuple[Fraction, ...]:
        """The figures over which every answer is shown, with the one in use among them."""
        return _TIMES if self.one is None else tuple(sorted({*map(exact, LADDER), self.figure}))


def costs_of(sides: Iterable[Side], given: Given) -> Costs:
    """What these sides were given: a number for all, or numbers by party id with the usual cost for the rest.

    Raises ArgumentProblem for the ids of other parties and for what is no cost.
    """
    parties = tuple(sides)
    ids = tuple(each.id for each in parties)
    if not isinstance(given, Mapping):
        return Costs(ids, (checked_cost(given),) * len(ids))
    by_party = mapping("concession_cost", given)
    for id in by_party:
        find("party", id, parties)
    found = {id: checked_cost(cost, f" of {id}") for id, cost in by_party.items()}
    return Costs(ids, tuple(found.get(id, exact(COST)) for id in ids))


def checked_cost(cost: float, whose: str = "") -> Fraction:
    """A concession cost, in value points per burden unit, as a fraction; ArgumentProblem if it is none."""
    given = number(cost)
    if given is None or not 0 <= given <= _MOST:
        shown = as_typed(cost) if isinstance(cost, float) else printable(str(cost))
        raise ArgumentProblem(f"concession cost{whose} {shown}: must be a number from 0 to {as_typed(_MOST)}")
    return exact(given)
