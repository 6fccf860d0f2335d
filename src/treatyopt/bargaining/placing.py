"""Which classes turn on where obligations enter: what else the study says of it, tried one by one and all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Literal, NamedTuple

from treatyopt.bargaining.firmness import picked
from treatyopt.bargaining.robust import Robust, robust_to_scores
from treatyopt.bargaining.stakes import Bundle, Stakes, Status, classed
from treatyopt.errors import ArgumentProblem, listed
from treatyopt.packages.placing import moved, unpacked
from treatyopt.packages.stretch import Stretch
from treatyopt.study.model import Study
from treatyopt.study.placing import Alternative, Placing, alternatives, likeliest

# What is tried by itself at most, and how many combinations; of more of these only each by itself and all together.
MOST = 40
COMBINATIONS = 100
# Trials x packages of the frontier x obligations on offer that are gone through, so that it stays a second or so.
_WORK = 200_000

# What an obligation is to packages: its class on the frontier, part of each with the lower end, or of none as it enters
# above the upper.
Role = Literal[Status, "held", "beyond"]
Posed = Callable[[Study], Stakes]


class Turn(NamedTuple):
    """An obligation that is somewhere else once others, or it too, are placed elsewhere."""

    obligation: str
    was: Role
    now: Role


class Sole(NamedTuple):
    """An obligation that alone carries a change of score (`points`, 0-100, signed) which it shares in the study."""

    obligation: str
    criterion: str
    points: float


class Trial(NamedTuple):
    """What placing obligations elsewhere comes to; if it could not be tried `refused` says why, and the rest is empty.

    `placings` are those tried, of which `along` had to come along. `packages` counts those of the frontier, and
    `turned` holds the obligations that are elsewhere, less those that were placed where packages cannot add them.
    `core` and `out` are so whatever the scores, as in the first of `Frontier.robust`. `adds` and `gains` are those of
    the package that the solution picks, None where it picks none. `carried` are the gains of what it picks here, with
    all that the lower end then holds; None where it picks none, or that could not be had. `upper` are those of the
    option at the upper end. `sole` says which of what
    turned alone carries the change on a criterion, and so may turn for that; `uncarried` are criteria that nothing left
    moves at a step, so that the change there is divided equally among all. Criteria of feasibility are in neither.
    """

    placings: tuple[Placing, ...]
    along: tuple[str, ...]
    packages: int = 0
    turned: tuple[Turn, ...] = ()
    core: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    adds: tuple[str, ...] | None = None
    gains: tuple[float, ...] | None = None
    carried: tuple[float, ...] | None = None
    upper: tuple[float, ...] | None = None
    sole: tuple[Sole, ...] = ()
    uncarried: tuple[str, ...] = ()
    refused: str | None = None


class Turning(NamedTuple):
    """An obligation on offer here whose class is another one in some trials: what it is here, and in how many what."""

    obligation: str
    was: Status
    now: tuple[tuple[Role, int], ...]


class Trials(NamedTuple):
    """Every placing that the study allows for and that bears on these packages, tried by itself and all together.

    `together` takes the first that each obligation could enter with; None where that is no more than one of `each`.
    `untried` counts those that were tried at most together. `tried` counts all trials that could be made: every
    combination of the placings if `complete`, else those. `turning` are the obligations that one of all these turns.
    `core` are in every package whatever the scores, here, in `each` and `together`, and `out` in none. No score of an
    option is judged anew.
    """

    each: tuple[Trial, ...]
    together: Trial | None
    untried: int
    tried: int
    complete: bool
    turning: tuple[Turning, ...]
    core: tuple[str, ...]
    out: tuple[str, ...]

    def made(self) -> tuple[Trial, ...]:
        """The trials that could be made: each by itself, and then all together."""
        every = (*self.each, *([self.together] if self.together else []))
        return tuple(each for each in every if each.refused is None)


NONE = Trials((), None, 0, 0, True, (), (), ())


def trials(stakes: Stakes, costs: Sequence[Fraction], solution: str, posed: Posed) -> Trials:
    """What each placing comes to that the study allows for; `posed` asks of a study what was asked of this one."""
    study = stakes.stretch.study
    found = [each for each in alternatives(study) if _bears(stakes.stretch, each)]
    if not found:
        return NONE
    here = _Here(stakes, costs, solution, posed)
    singles, most = [(each.own, *each.along) for each in found], here.affordable
    each = tuple(here.trial(placings) for placings in singles[: min(MOST, most)])
    able = {one.placings[0] for one in each if one.refused is None} | {one[0] for one in singles[len(each) :]}
    firsts = likeliest([one for one in found if one.own in able])
    alone = any({*one.placings} >= {*firsts} for one in each)
    together = None if alone else here.trial(firsts, own=len(firsts))
    every = _combinations(found, min(COMBINATIONS, most))
    for placings in every or ():
        here.at(placings)
    order = [each.id for each in study.obligations]
    return Trials(
        each=each,
        together=together,
        untried=len(found) - len(each),
        tried=len(here.made),
        complete=every is not None,
        turning=tuple(here.turning(order)),
        core=tuple(id for id in order if id in here.core),
        out=tuple(id for id in order if id in here.out),
    )


def _bears(found: Stretch, alternative: Alternative) -> bool:
    """Whether a placing changes what packages can add: not where all of it is part of every package, or of none."""
    degrees = [
        found.study.option(id).degree
        for each in (alternative.own, *alternative.along)
        for id in (each.was, each.now)
    ]
    low, high = found.lower.degree, found.upper.degree
    return not (max(degrees) <= low or min(degrees) > high)


def _combinations(found: Sequence[Alternative], most: int) -> list[tuple[Placing, ...]] | None:
    """Every way to place some of these elsewhere, those among them that do not go together too; None if too many."""
    choices: dict[str, list[Placing]] = {}
    for each in found:
        choices.setdefault(each.own.obligation, []).append(each.own)
    if prod(1 + len(each) for each in choices.values()) - 1 > most:
        return None
    ways = product(*([None, *each] for each in choices.values()))
    return [placings for way in ways if (placings := tuple(filter(None, way)))]


class _There(NamedTuple):
    """What stands once some obligations are placed elsewhere."""

    stakes: Stakes
    points: Sequence[Bundle]
    places: Mapping[str, Role]


class _Here:
    """What stands as the study has it, to hold trials against; `core` and `out` are what `firm` has left so."""

    def __init__(self, stakes: Stakes, costs: Sequence[Fraction], solution: str, posed: Posed) -> None:
        self.stakes, self.costs, self.solution, self.posed = stakes, costs, solution, posed
        self.study = unpacked(stakes.stretch.study)
        points = stakes.solved(costs)
        choice = picked(solution, points)
        self.adds = None if choice is None else stakes.unmask(points[choice].adds)
        self.places = dict(_places(stakes, points))
        firm = robust_to_scores(stakes, costs)
        self.core, self.out = set(firm.core), set(firm.out)
        self.made: dict[frozenset[Placing], _There] = {}
        self.affordable = max(1, _WORK // max(1, len(points) * len(stakes.ids)))

    def at(self, placings: Sequence[Placing]) -> _There | str:
        """What stands with these placings; why they could not be tried, if so."""
        key = frozenset(placings)
        if key in self.made:
            return self.made[key]
        if kept := self._kept(placings):
            return kept
        try:
            stakes = self.posed(moved(self.study, placings))
        except ArgumentProblem as problem:
            return str(problem)
        points = stakes.solved(self.costs)
        self.made[key] = _There(stakes, points, dict(_places(stakes, points)))
        return self.made[key]

    def firm(self, there: _There) -> Robust:
        """What is firm there; of what was so in all trials before, what still is."""
        found = robust_to_scores(there.stakes, self.costs)
        self.core &= {*found.core, *(id for id, place in there.places.items() if place == "held")}
        self.out &= {*found.out, *(id for id, place in there.places.items() if place == "beyond")}
        return found

    def trial(self, placings: tuple[Placing, ...], own: int = 1) -> Trial:
        """What some placings together come to, of which all but the first so many came along."""
        along = tuple(each.obligation for each in placings[own:])
        there = self.at(placings)
        if isinstance(there, str):
            return Trial(placings, along, refused=there)
        choice = picked(self.solution, there.points)
        turned, firm = tuple(self._turned(placings, there.places)), self.firm(there)
        return Trial(
            placings=placings,
            along=along,
            packages=sum(each.ties for each in there.points),
            turned=turned,
            core=firm.core,
            out=firm.out,
            adds=None if choice is None else there.stakes.unmask(there.points[choice].adds),
            gains=None if choice is None else tuple(map(float, there.points[choice].gains)),
            carried=self._carried(there.stakes, there.places),
            upper=self._gains(there.stakes, there.stakes.ids),
            sole=tuple(self._sole(there.stakes, turned)),
            uncarried=tuple(self._uncarried(there.stakes)),
        )

    def turning(self, order: Iterable[str]) -> Iterator[Turning]:
        """What turns in any of the trials made, in this order."""
        counts: dict[str, Counter[Role]] = {}
        for key, there in self.made.items():
            for turn in self._turned(tuple(key), there.places):
                counts.setdefault(turn.obligation, Counter())[turn.now] += 1
        for id in order:
            was = self.places.get(id)
            if id in counts and was is not None and was != "held" and was != "beyond":
                yield Turning(id, was, tuple(counts[id].items()))

    def _carried(self, stakes: Stakes, now: Mapping[str, Role]) -> tuple[float, ...] | None:
        """What the package picked here gains either side there, with all that the lower end then holds."""
        if self.adds is None or any(now.get(id) == "beyond" for id in self.adds):
            return None
        adds = {id for id in self.adds if id in stakes.ids}
        held = {each.id for each in stakes.stretch.held}
        if any(not {*each.needs} <= adds | held for each in stakes.stretch.offered if each.id in adds):
            return None
        return self._gains(stakes, adds)

    def _gains(self, stakes: Stakes, adds: Collection[str]) -> tuple[float, ...]:
        mask = sum(1 << i for i, id in enumerate(stakes.ids) if id in adds)
        return tuple(map(float, stakes.gains(mask, self.costs)))

    def _sole(self, stakes: Stakes, turned: Sequence[Turn]) -> Iterator[Sole]:
        here, there = self.stakes.stretch, stakes.stretch
        for each in (turn.obligation for turn in turned if turn.was not in ("held", "beyond")):
            for criterion in (one.id for one in self.study.criteria if not one.feasibility):
                points = there.carries(each, criterion)
                if points and there.share(each, criterion) == 1 > here.share(each, criterion):
                    yield Sole(each, criterion, float(points))

    def _uncarried(self, stakes: Stakes) -> Iterator[str]:
        """The criteria that nothing moves any more at a step, so that its change is divided among all that is left."""
        here = {id for step in self.stakes.stretch.steps for id in step.uncarried}
        there = {id for step in stakes.stretch.steps for id in step.uncarried}
        return (each.id for each in self.study.criteria if each.id in there - here and not each.feasibility)

    def _kept(self, placings: Sequence[Placing]) -> str | None:
        """Why placings are not tried that would put into every package what is to be left out."""
        lower = self.stakes.stretch.lower
        ids = [
            each.obligation
            for each in placings
            if each.obligation in self.stakes.excluded and self.study.option(each.now).degree <= lower.degree
        ]
        if not ids:
            return None
        are, them = ("is", "it") if len(ids) == 1 else ("are", "them")
        return f"{listed(ids)} {are} to be left out, and {lower.name} would hold {them}"

    def _turned(self, placings: Sequence[Placing], now: Mapping[str, Role]) -> Iterator[Turn]:
        gone = {each.obligation for each in placings if now.get(each.obligation) in ("held", "beyond")}
        for id, was in self.places.items():
            if id in now and now[id] != was and id not in gone:
                yield Turn(id, was, now[id])


def _places(stakes: Stakes, points: Sequence[Bundle]) -> Iterator[tuple[str, Role]]:
    """The role of every obligation that no demand settles, in the order of the study."""
    classes = classed(points)
    offered = {id: i for i, id in enumerate(stakes.ids)}
    held = {each.id for each in stakes.stretch.held}
    for each in stakes.stretch.study.obligations:
        if each.id in offered and each.id not in stakes.required | stakes.excluded:
            yield each.id, classes.of(offered[each.id])
        elif each.id not in offered:
            yield each.id, "held" if each.id in held else "beyond"
