"""Packages between two options that no other package betters for one side without harm to the other.

Two sides bargain. The finding is which obligations are core (in every package of the frontier), open (in some) or
out (in none), after robust portfolio modelling (Liesio, Mild & Salo 2007, EJOR 181:1488-1505); the one package
shown is an illustration of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from treatyopt.bargaining.disagreements import Disagreement
from treatyopt.bargaining.firmness import CostInterval, Drawn
from treatyopt.bargaining.misreport import Misreports
from treatyopt.bargaining.placing import Trials
from treatyopt.bargaining.requirements import Demand
from treatyopt.bargaining.robust import Firmly, Robust
from treatyopt.bargaining.sides import PartyValue, Side, judged, reservations
from treatyopt.bargaining.stakes import Status
from treatyopt.errors import ArgumentProblem, printable, whole
from treatyopt.methods.exact import exact
from treatyopt.methods.solutions import Choice
from treatyopt.packages.changes import Change
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.evaluation import stand
from treatyopt.ranking.weights import weigh
from treatyopt.result import Result
from treatyopt.study.fields import Id
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation, Option, Package

Asked = Literal["required", "needed", "excluded", "follows"]
Imposed = Literal["required", "excluded"]
STATUSES: tuple[Status | Imposed, ...] = ("core", "open", "out", "required", "excluded")

# What a demand settles, beside what the frontier does: it says nothing of the obligation.
IMPOSED: dict[Asked, Imposed] = {
    "required": "required",
    "needed": "required",
    "excluded": "excluded",
    "follows": "excluded",
}


class Nondominated(NamedTuple):
    """A package of the frontier: what it adds, how either side sees it, and how many packages come to the same.

    `acceptable`: neither side is below its reservation value.
    """

    adds: tuple[str, ...]
    parties: tuple[PartyValue, ...]
    acceptable: bool
    ties: int


class Offered(NamedTuple):
    """Where an offered obligation stands: its status on the frontier, and what it brings either side.

    `status` is over the whole frontier, `accepted` over its acceptable packages alone (None if there are none). What a
    demand settles is "required" or "excluded" in both, and is neither core nor out: the frontier had no say in it.
    `worths` are value points before its burden, `nets` after it; both are the same whatever else the package
    holds. `asked` says that its status was asked for ("required" or "excluded") or follows from that ("needed",
    "follows"), `held` that the illustration adds it. When scores are drawn, `drawn` is how often the chosen package
    adds it and `kept` how often it has this status, None where a demand settles it. For one left out, `along` lists
    the prerequisites that it would bring with it, `bundle` is what all of them together bring either side, and `fails`
    the screens that the illustration would then fail. `firmly` is what it is while scores alone are in doubt, as in the
    first of `Frontier.robust`, None where a demand settles it. `turns`: whether its class turns on where obligations
    enter, as far as was tried; None where nothing was tried, or a demand settles it.
    """

    obligation: Obligation
    status: Status | Imposed
    accepted: Status | Imposed | None
    asked: Asked | None
    held: bool
    worths: tuple[float, ...]
    nets: tuple[float, ...]
    drawn: float | None
    kept: float | None
    along: tuple[str, ...]
    bundle: tuple[float, ...]
    fails: tuple[str, ...]
    firmly: Firmly | None
    turns: bool | None


class Rung(NamedTuple):
    """The answer at other concession costs: the frontier there, and the package chosen.

    `cost` is the one for both sides, None where theirs differ, `party_costs` that of each, and `times` how many times
    what each was given these are (None where both were given the same, and so are told by the cost).
    `packages` counts one package for each pair of gains, `counted` all of them, and `tied` those among which the
    choice falls. `adds` and `gains` are None where no package is acceptable to both; `enters` and `leaves` set the
    chosen one against the illustration, and `stays` says whether that is the choice, or tied for it, here too (None
    if there is no illustration).
    """

    cost: float | None
    packages: int
    adds: tuple[str, ...] | None
    gains: tuple[float, ...] | None
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    counted: int
    tied: int
    stays: bool | None
    party_costs: tuple[tuple[str, float], ...]
    times: float | None


@dataclass(frozen=True, repr=False)
class Frontier(Result):
    """All packages between two options that are nondominated for two sides, and what to make of them.

    `packages` are sorted by the first side's gain, largest first; one package stands for each pair of gains.
    `cost` is the concession cost of both sides, None where theirs differ, and `party_costs` that of each by id.
    `stands` is how far the cost for both can move, `stands_times` by how many times the differing costs of the two can.
    `placing` says which of these classes turn on where obligations enter, of those for which the study names another
    option too; None where that was not tried.
    `robust` says which obligations hold their place under which doubts: in the scores alone, first of all.
    `choice` is the illustration's index, None if no package is acceptable to both; then `blocking` names the
    smallest set of demands that by itself already leaves none. `solutions` holds what each bargaining solution picks.
    `moot` says of what was asked and changes nothing here why not.
    `disagreements` are the scores, of what lies between and of the baseline, that a side has of its own.
    """

    ROOM = "frontier"

    study: Study
    changes: tuple[Change, ...]
    sides: tuple[Side, ...]
    lower: str
    upper: str
    cost: float | None
    party_costs: tuple[tuple[str, float], ...]
    solution: str
    demands: tuple[Demand, ...]
    packages: tuple[Nondominated, ...]
    offered: tuple[Offered, ...]
    placing: Trials | None
    robust: tuple[Robust, ...]
    choice: int | None
    solutions: tuple[tuple[str, Choice | None], ...]
    blocking: tuple[Demand, ...]
    stands: CostInterval | None
    stands_times: CostInterval | None
    drawn: Drawn | None
    disagreements: tuple[Disagreement, ...]
    misreports: Misreports
    costs: tuple[Rung, ...]
    moot: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def point(self) -> Nondominated | None:
        """The illustration."""
        return None if self.choice is None else self.packages[self.choice]

    def adding(self, status: Status | Imposed) -> tuple[Offered, ...]:
        """The offered obligations of one status, in the study's order; ArgumentProblem for an unknown one."""
        if status not in STATUSES:
            raise ArgumentProblem.unknown("status", str(status), STATUSES)
        return tuple(each for each in self.offered if each.status == status)

    @property
    def picks(self) -> dict[str, Choice]:
        """What each bargaining solution picks, of those that tell the packages apart."""
        return {kind: each for kind, each in self.solutions if each is not None and each.decides}

    def package(self, index: int | None = None, id: str = "package") -> Package:
        """A package of the frontier as an option, by index; the illustration by default.

        Raises ArgumentProblem if there is none, and for an id that is none or is taken.
        """
        chosen = self.choice if index is None else index
        if chosen is None:
            raise ArgumentProblem("no package is acceptable to both sides, so there is none to give")
        place = whole(chosen)
        if place is None or not 0 <= place < len(self.packages):
            shown = printable(repr(chosen))
            raise ArgumentProblem(f"package {shown}: the frontier has packages 0 to {len(self.packages) - 1}")
        found = stretch(self.study, self.lower, self.upper)
        made = package(found, self.packages[place].adds, _checked_id(id))
        self.study.with_option(made)
        return made

    def end(self, option: str) -> tuple[PartyValue, ...]:
        """How either side sees an option of the study, by id."""
        reserved = reservations(self.study, self.sides)
        held, chosen = self.study.obligations_of(option), self.study.option(option)
        return tuple(
            judged(side, side.worth(chosen), side.burden(held), exact(cost), each)
            for side, each, (_, cost) in zip(self.sides, reserved, self.party_costs, strict=True)
        )

    @property
    def ends(self) -> dict[str, tuple[PartyValue, ...]]:
        """How either side sees the options at both ends, by id."""
        return {id: self.end(id) for id in (self.lower, self.upper)}

    @property
    def illustration(self) -> Package | None:
        """The illustration as an option; None if no package is acceptable to both."""
        chosen = self.point
        return None if chosen is None else package(stretch(self.study, self.lower, self.upper), chosen.adds)

    @property
    def illustration_values(self) -> dict[str, float]:
        """The value of the illustration under each profile, by id; empty if there is none."""
        made = self.illustration
        return {} if made is None else self.values(made)

    def values(self, option: Option) -> dict[str, float]:
        """The additive value, 0-100, of an option under each profile of the study, feasibility included.

        Raises ArgumentProblem for what is no option; `study.option(id)` gives one.
        """
        if not isinstance(option, Option):
            raise ArgumentProblem(
                f"option={printable(repr(option))}: give an option, as study.option() returns it"
            )
        return {
            each.id: stand(self.study, weigh(self.study, profile=each.id), option, ()).value
            for each in self.study.profiles
        }


def _checked_id(id: object) -> str:
    """An id for a package; ArgumentProblem for what is none."""
    try:
        return TypeAdapter(Id).validate_python(id, strict=True)
    except ValidationError as error:
        raise ArgumentProblem(f"id={printable(repr(id))}: {error.errors()[0]['msg']}") from None
