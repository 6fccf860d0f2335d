"""Options as the parties see them, and what the bargaining solutions pick of those that can be settled on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from treatyopt.bargaining.costs import Costs
from treatyopt.bargaining.sides import PartyValue, Side, judged
from treatyopt.methods.solutions import NAMES, Choice, agreeable, choose, decides
from treatyopt.ranking.evaluation import screening
from treatyopt.study.model import Study
from treatyopt.study.records import Option
from treatyopt.study.screens import Screen


class Outcome(NamedTuple):
    """One option as the parties see it. It can be settled on if it passes the screens and nobody refuses it.

    `fails` holds the screens it fails, `refused` the parties it leaves below their reservation value,
    `dominated` the options that can be settled on and Pareto-dominate it, and `bettered` whether a package does
    (None where packages towards it were not looked at).
    """

    id: str
    name: str
    parties: tuple[PartyValue, ...]
    fails: tuple[str, ...]
    refused: tuple[str, ...]
    dominated: tuple[str, ...]
    bettered: bool | None

    @property
    def possible(self) -> bool:
        """Whether it passes the screens and nobody refuses it."""
        return not (self.fails or self.refused)


class Settlement(NamedTuple):
    """What one solution picks: options by id, several if tied, none if nothing can be settled on."""

    solution: str
    options: tuple[str, ...]
    measure: float | None

    @property
    def decides(self) -> bool:
        """Whether the solution tells what can be settled on apart; see `methods.solutions.decides`."""
        return decides(self.solution, self.measure)


def outcomes_of(
    study: Study,
    found: Sequence[Side],
    reserved: Sequence[Fraction],
    screens: Sequence[Screen],
    options: Sequence[Option],
    costs: Costs,
) -> tuple[Outcome, ...]:
    """Options as the parties see them at these costs, before they are held against each other."""
    made = []
    for option in options:
        held = study.obligations_of(option.id)
        seen = tuple(
            judged(side, side.worth(option), side.burden(held), cost, each)
            for side, each, cost in zip(found, reserved, costs.each, strict=True)
        )
        fails = tuple(each.id for each in screens if not screening(option, each).passes)
        refused = tuple(each.party for each in seen if not agreeable([each.gain]))
        made.append(Outcome(option.id, option.name, seen, fails, refused, (), None))
    return tuple(made)


def settlements_of(outcomes: Sequence[Outcome]) -> tuple[Settlement, ...]:
    """What each bargaining solution picks of what can be settled on."""
    able = [each for each in outcomes if each.possible]
    rows = [[seen.gain for seen in each.parties] for each in able]
    return tuple(_settlement(kind, choose(kind, rows), able) for kind in NAMES)


def _settlement(kind: str, choice: Choice | None, able: Sequence[Outcome]) -> Settlement:
    if choice is None:
        return Settlement(kind, (), None)
    return Settlement(kind, tuple(able[i].id for i in choice.picks), choice.measure)
