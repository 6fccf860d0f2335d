"""Packages between two types that no other package betters for one side without harm to the other.

Two sides bargain. The finding is which obligations are core (in every package of the frontier), open (in some) or
out (in none), after robust portfolio modelling (Liesio, Mild & Salo 2007, EJOR 181:1488-1505); the one package
shown is an illustration of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from treatyopt import illustration
from treatyopt.bargaining import NAMES, Choice, agreeable, choose
from treatyopt.demands import Demand, Setting
from treatyopt.errors import ArgumentProblem, printable, unknown
from treatyopt.illustration import Drawn, Interval, Progress, picked
from treatyopt.model import Study
from treatyopt.packages import package, stretch
from treatyopt.parties import COST, PartyValue, Side, checked_cost, judged, reservations, rungs, sides
from treatyopt.records import Obligation, Option, Package
from treatyopt.shown import Shown
from treatyopt.standing import applied, stand
from treatyopt.terms import Found, Terms
from treatyopt.weights import weigh
from treatyopt.whatif import Change, changed

SAMPLES = 500
MAX_SAMPLES = 1_000_000
Status = Literal["core", "open", "out"]


class Point(NamedTuple):
    """A package of the frontier: what it adds, how either side sees it, and how many packages come to the same.

    `acceptable`: neither side is below its reservation value.
    """

    adds: tuple[str, ...]
    parties: tuple[PartyValue, ...]
    acceptable: bool
    ties: int

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "adds": list(self.adds),
            "parties": [each._asdict() for each in self.parties],
            "acceptable": self.acceptable,
            "ties": self.ties,
        }


class Place(NamedTuple):
    """Where an offered obligation stands: its status on the frontier, and what it brings either side.

    `worths` are value points before its burden, `nets` after it; both are the same whatever else the package
    holds. `asked` says that its status was asked for ("required" or "excluded"), `held` that the illustration
    adds it, `drawn` how often the chosen package does when scores are drawn. For one left out, `along` lists the
    prerequisites that it would bring with it, and `bundle` is what all of them together bring either side.
    """

    obligation: Obligation
    status: Status
    asked: str | None
    held: bool
    worths: tuple[float, ...]
    nets: tuple[float, ...]
    drawn: float | None
    along: tuple[str, ...]
    bundle: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        plain = {**self._asdict(), "obligation": self.obligation.id}
        return {key: list(each) if isinstance(each, tuple) else each for key, each in plain.items()}


class Rung(NamedTuple):
    """The answer at one concession cost: packages on the frontier, and the one chosen there.

    `adds` and `gains` are None where no package is acceptable to both; `enters` and `leaves` set it against the
    illustration.
    """

    cost: float
    packages: int
    adds: tuple[str, ...] | None
    gains: tuple[float, ...] | None
    enters: tuple[str, ...]
    leaves: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {key: list(each) if isinstance(each, tuple) else each for key, each in self._asdict().items()}


@dataclass(frozen=True)
class Frontier(Shown):
    """All packages between two types that are nondominated for two sides, and what to make of them.

    `points` are sorted by the first side's gain, largest first; one package stands for each pair of gains.
    `choice` is the illustration's index, None if no package is acceptable to both; then `blocking` names the
    smallest set of demands without which one would be. `solutions` holds what each bargaining solution picks.
    """

    study: Study
    changes: tuple[Change, ...]
    sides: tuple[Side, ...]
    lower: str
    upper: str
    cost: float
    solution: str
    demands: tuple[Demand, ...]
    points: tuple[Point, ...]
    places: tuple[Place, ...]
    choice: int | None
    solutions: tuple[tuple[str, Choice | None], ...]
    blocking: tuple[Demand, ...]
    stands: Interval | None
    drawn: Drawn | None
    rungs: tuple[Rung, ...]
    remarks: tuple[str, ...]

    @property
    def point(self) -> Point | None:
        """The illustration."""
        return None if self.choice is None else self.points[self.choice]

    def adding(self, status: Status) -> tuple[Place, ...]:
        """The offered obligations of one status, in the study's order."""
        return tuple(each for each in self.places if each.status == status)

    def package(self, index: int | None = None, id: str = "package") -> Package:
        """A package of the frontier as an option, by index; the illustration by default.

        Raises ArgumentProblem if there is none, or the id is taken.
        """
        chosen = self.choice if index is None else index
        if chosen is None:
            raise ArgumentProblem("no package is acceptable to both sides, so there is none to give")
        if not 0 <= chosen < len(self.points):
            raise ArgumentProblem(f"package {chosen}: the frontier has packages 0 to {len(self.points) - 1}")
        found = stretch(self.study, self.lower, self.upper)
        made = package(found, self.points[chosen].adds, id)
        self.study.with_option(made)
        return made

    def end(self, option: str) -> tuple[PartyValue, ...]:
        """How either side sees a type of the study, by id."""
        cost = checked_cost(self.cost)
        reserved = reservations(self.study, self.sides)
        held, chosen = self.study.obligations_of(option), self.study.option(option)
        return tuple(
            judged(side, side.worth(chosen), side.burden(held), cost, each)
            for side, each in zip(self.sides, reserved, strict=True)
        )

    def values(self, option: Option) -> dict[str, float]:
        """The additive value, 0-100, of an option under each profile of the study, feasibility included."""
        return {
            each.id: stand(self.study, weigh(self.study, profile=each.id), option, ()).value
            for each in self.study.profiles
        }

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain data."""
        lower, upper = self.study.option(self.lower), self.study.option(self.upper)
        return {
            "study": {"title": self.study.title, "source": self.study.source.short},
            "set": [each._asdict() for each in self.changes],
            "parties": [each.to_dict() for each in self.sides],
            "from": self.lower,
            "to": self.upper,
            "concession_cost": self.cost,
            "solution": self.solution,
            "demands": [each._asdict() for each in self.demands],
            "packages": [each.to_dict() for each in self.points],
            "obligations": [each.to_dict() for each in self.places],
            "choice": self.choice,
            "ends": {id: [each._asdict() for each in self.end(id)] for id in (lower.id, upper.id)},
            "illustration": None if self.choice is None else self._illustrated(),
            "solutions": {
                kind: None if each is None else {"picks": list(each.picks), "measure": each.measure}
                for kind, each in self.solutions
            },
            "blocking": [each._asdict() for each in self.blocking],
            "stands": None if self.stands is None else self.stands._asdict(),
            "drawn": None
            if self.drawn is None
            else {"draws": self.drawn.draws, "seed": self.drawn.seed, "agreed": self.drawn.agreed},
            "costs": [each.to_dict() for each in self.rungs],
            "remarks": list(self.remarks),
        }

    def _illustrated(self) -> dict[str, Any]:
        made = package(stretch(self.study, self.lower, self.upper), self.points[self.choice or 0].adds)
        scores = {each.id: {"score": each.score, "low": each.low, "high": each.high} for each in made.scores}
        return {"name": made.name, "adds": list(made.adds), "scores": scores, "values": self.values(made)}


def design(
    study: Study,
    parties: Sequence[str] | None = None,
    *,
    lower: str | None = None,
    upper: str | None = None,
    require: Sequence[str] = (),
    exclude: Sequence[str] = (),
    exclude_if: Sequence[str] = (),
    concession_cost: float = COST,
    solution: str = "nash",
    screens: Sequence[str] | None = None,
    scores: Mapping[str, float] | None = None,
    profiles: Mapping[str, str] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    progress: Progress | None = None,
) -> Frontier:
    """Every nondominated package from the type `lower` towards `upper` for two parties, and one illustration.

    By default from the weakest to the strongest type that passes the study's screens. `require`, `exclude` and
    `exclude_if` take ids of obligations and conditions; prerequisites follow. `screens` names those that
    packages must pass (all by default). `profiles` gives a party another profile. `concession_cost` is in value
    points per burden unit. `samples` drawings of the scores are made with `seed`, none for 0.

    Raises ArgumentProblem for unknown ids, other than two parties, a study without what is needed, and demands
    that no package meets, naming the smallest set of them that cannot hold together.
    """
    if solution not in NAMES:
        raise ArgumentProblem(unknown("solution", str(solution), NAMES))
    _checked_samples(samples, seed)
    study, changes = changed(study, scores or {})
    pair = _pair(study, parties, profiles)
    cost = checked_cost(concession_cost)
    setting = Setting(stretch(study, lower, upper), pair, reservations(study, pair), applied(study, screens))
    demands, remarks = setting.demands(require, exclude, exclude_if)
    terms = setting.required(demands)
    points = terms.solved(cost)
    choice = picked(solution, points)
    adds = None if choice is None else points[choice].adds
    drawn = illustration.drawn(terms, solution, cost, samples, seed, progress) if samples else None
    return Frontier(
        study=study,
        changes=changes,
        sides=pair,
        lower=setting.stretch.lower.id,
        upper=setting.stretch.upper.id,
        cost=float(cost),
        solution=solution,
        demands=demands,
        points=tuple(_point(terms, each, cost) for each in points),
        places=tuple(_places(terms, points, adds, cost, drawn)),
        choice=choice,
        solutions=tuple((kind, choose(kind, [each.gains for each in points])) for kind in NAMES),
        blocking=setting.blocking(demands, cost) if choice is None else (),
        stands=None if adds is None else illustration.interval(terms, solution, adds, cost),
        drawn=drawn,
        rungs=tuple(_rung(terms, solution, checked_cost(each), adds) for each in rungs(float(cost))),
        remarks=(*remarks, *_remarks(study, terms)),
    )


def _checked_samples(samples: int, seed: int) -> None:
    for name, number, most in (("samples", samples, MAX_SAMPLES), ("seed", seed, 2**64)):
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
            raise ArgumentProblem(f"{name}={printable(str(number))}: must be a whole number from 0 to {most}")


def _pair(
    study: Study, parties: Sequence[str] | None, profiles: Mapping[str, str] | None
) -> tuple[Side, ...]:
    found = sides(study, parties, profiles)
    if len(found) != 2:
        named = ", ".join(each.id for each in found)
        raise ArgumentProblem(
            f"packages are designed between exactly two parties, not {len(found)} ({named})"
        )
    return found


def _point(terms: Terms, found: Found, cost: Fraction) -> Point:
    adds = [i for i in range(len(terms.ids)) if found.adds >> i & 1]
    seen = []
    for k, side in enumerate(terms.sides):
        worth = terms.start[k][0] + sum(terms.worths[i][k] for i in adds)
        burden = terms.start[k][1] + sum(terms.burdens[i][k] for i in adds)
        seen.append(judged(side, worth, burden, cost, terms.reservations[k]))
    return Point(terms.unmask(found.adds), tuple(seen), agreeable(found.gains), found.ties)


def _places(
    terms: Terms,
    points: Sequence[Found],
    adds: int | None,
    cost: Fraction,
    drawn: Drawn | None,
) -> Iterator[Place]:
    always, ever = -1, 0
    for each in points:
        always, ever = always & each.always, ever | each.ever
    nets = terms.nets(cost)
    for i, obligation in enumerate(terms.stretch.offered):
        status: Status = "core" if always >> i & 1 else "open" if ever >> i & 1 else "out"
        held = adds is not None and bool(adds >> i & 1)
        along = [] if held else _along(terms, i, adds or 0)
        together = [nets[j] for j in (i, *along)]
        yield Place(
            obligation=obligation,
            status=status,
            asked=_asked(terms, obligation.id),
            held=held,
            worths=tuple(map(float, terms.worths[i])),
            nets=tuple(map(float, nets[i])),
            drawn=None if drawn is None else drawn.shares[i],
            along=tuple(terms.ids[j] for j in along),
            bundle=tuple(float(sum(parts)) for parts in zip(*together, strict=True)),
        )


def _asked(terms: Terms, id: str) -> str | None:
    return "required" if id in terms.required else "excluded" if id in terms.excluded else None


def _along(terms: Terms, i: int, adds: int) -> list[int]:
    """The prerequisites that an obligation left out of a package would bring with it."""
    place = {id: k for k, id in enumerate(terms.ids)}
    found: list[int] = []
    waiting = [i]
    while waiting:
        for need in terms.stretch.offered[waiting.pop()].needs:
            j = place.get(need)
            if j is not None and not adds >> j & 1 and j not in found:
                found.append(j)
                waiting.append(j)
    return sorted(found)


def _rung(terms: Terms, solution: str, cost: Fraction, adds: int | None) -> Rung:
    points = terms.solved(cost)
    pick = picked(solution, points)
    if pick is None:
        return Rung(float(cost), len(points), None, None, (), ())
    chosen = points[pick]
    enters, leaves = (0, 0) if adds is None else (chosen.adds & ~adds, adds & ~chosen.adds)
    gains = tuple(map(float, chosen.gains))
    return Rung(
        float(cost), len(points), terms.unmask(chosen.adds), gains, terms.unmask(enters), terms.unmask(leaves)
    )


def _remarks(study: Study, terms: Terms) -> Iterator[str]:
    """What the reader must know of the parties before believing the answer."""
    within = (*terms.stretch.held, *terms.stretch.offered)
    for side in terms.sides:
        if not side.burden(within):
            yield f"No obligation here burdens {side.name}, so it gives nothing up by our figures."
    others = [each for each in study.parties if each.id not in {side.id for side in terms.sides}]
    for party in others:
        bound = sum(party.id in each.binds for each in within)
        if bound:
            yield f"{party.name} is bound by {bound} of these obligations too, and has no side in this."
