"""Which classes turn on where obligations enter: what else the study says of it, tried one by one and all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from treatyopt.bargaining.firmness import picked
from treatyopt.bargaining.robust import robust_to_scores
from treatyopt.bargaining.stakes import Bundle, Stakes, Status, classed
from treatyopt.errors import ArgumentProblem, listed
from treatyopt.packages.placing import moved
from treatyopt.packages.stretch import Stretch
from treatyopt.study.model import Study
from treatyopt.study.placing import Alternative, Placing, alternatives, likeliest

# What is tried by itself; more are tried all together only.
MOST = 40

# Where an obligation is: on the frontier, in every package with the lower end, or in none as it enters above the upper.
Where = Literal[Status, "held", "beyond"]
Posed = Callable[[Study], Stakes]


class Turn(NamedTuple):
    """An obligation that is somewhere else once others, or it too, are placed elsewhere."""

    obligation: str
    was: Where
    now: Where


class Trial(NamedTuple):
    """What placing obligations elsewhere comes to; if it could not be tried `refused` says why, and the rest is empty.

    `placings` are those tried, of which `along` had to come along. `packages` counts those of the frontier, and
    `turned` holds the obligations that are elsewhere, less those that were placed where packages cannot add them.
    `core` and `out` are so whatever the scores, as in the first of `Frontier.robust`. `adds` and `gains` are those of
    the package that the solution picks, None where it picks none.
    """

    placings: tuple[Placing, ...]
    along: tuple[str, ...]
    packages: int = 0
    turned: tuple[Turn, ...] = ()
    core: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    adds: tuple[str, ...] | None = None
    gains: tuple[float, ...] | None = None
    refused: str | None = None


class Trials(NamedTuple):
    """Every placing that the study allows for and that bears on these packages, tried by itself and all together.

    `together` takes the first that each obligation could enter with; None where that is no more than one of `each`.
    `untried` counts those that were tried at most together. `turning` are the obligations here on
    offer that some trial turns.
    `core` are in every package whatever the scores, here and in every trial, and `out` in none.
    """

    each: tuple[Trial, ...]
    together: Trial | None
    untried: int
    turning: tuple[str, ...]
    core: tuple[str, ...]
    out: tuple[str, ...]


NONE = Trials((), None, 0, (), (), ())


def trials(stakes: Stakes, costs: Sequence[Fraction], solution: str, posed: Posed) -> Trials:
    """What each placing comes to that the study allows for; `posed` asks of a study what was asked of this one."""
    study = stakes.stretch.study
    found = [each for each in alternatives(study) if _bears(stakes.stretch, each)]
    if not found:
        return NONE
    here = _Here(stakes, costs, solution, posed)
    each = tuple(here.tried((one.own, *one.along)) for one in found[:MOST])
    able = {one.placings[0] for one in each if one.refused is None} | {one.own for one in found[MOST:]}
    firsts = likeliest([one for one in found if one.own in able])
    alone = any({*one.placings} >= {*firsts} for one in each)
    together = None if alone else here.tried(firsts, own=len(firsts))
    made = [one for one in (*each, together) if one is not None and one.refused is None]
    turning = {turn.obligation for one in made for turn in one.turned if turn.was not in ("held", "beyond")}
    order = [each.id for each in study.obligations]
    return Trials(
        each=each,
        together=together,
        untried=len(found) - len(each),
        turning=tuple(id for id in order if id in turning),
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


class _Here:
    """What stands as the study has it, to hold trials against; `core` and `out` are what all trials so far leave so."""

    def __init__(self, stakes: Stakes, costs: Sequence[Fraction], solution: str, posed: Posed) -> None:
        self.stakes, self.costs, self.solution, self.posed = stakes, costs, solution, posed
        self.study = stakes.stretch.study
        self.places = dict(_places(stakes, stakes.solved(costs)))
        firm = robust_to_scores(stakes, costs)
        self.core, self.out = set(firm.core), set(firm.out)

    def tried(self, placings: tuple[Placing, ...], own: int = 1) -> Trial:
        """What some placings together come to, of which all but the first so many came along."""
        along = tuple(each.obligation for each in placings[own:])
        if kept := self._kept(placings):
            return Trial(placings, along, refused=kept)
        try:
            stakes = self.posed(moved(self.study, placings))
        except ArgumentProblem as problem:
            return Trial(placings, along, refused=str(problem))
        points = stakes.solved(self.costs)
        now = dict(_places(stakes, points))
        firm = robust_to_scores(stakes, self.costs)
        self.core &= {*firm.core, *(id for id, place in now.items() if place == "held")}
        self.out &= {*firm.out, *(id for id, place in now.items() if place == "beyond")}
        choice = picked(self.solution, points)
        return Trial(
            placings=placings,
            along=along,
            packages=sum(each.ties for each in points),
            turned=tuple(self._turned(placings, now)),
            core=firm.core,
            out=firm.out,
            adds=None if choice is None else stakes.unmask(points[choice].adds),
            gains=None if choice is None else tuple(map(float, points[choice].gains)),
        )

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

    def _turned(self, placings: Sequence[Placing], now: Mapping[str, Where]) -> Iterator[Turn]:
        gone = {each.obligation for each in placings if now.get(each.obligation) in ("held", "beyond")}
        for id, was in self.places.items():
            if id in now and now[id] != was and id not in gone:
                yield Turn(id, was, now[id])


def _places(stakes: Stakes, points: Sequence[Bundle]) -> Iterator[tuple[str, Where]]:
    """Where every obligation is that no demand settles, in the study's order."""
    classes = classed(points)
    offered = {id: i for i, id in enumerate(stakes.ids)}
    held = {each.id for each in stakes.stretch.held}
    for each in stakes.stretch.study.obligations:
        if each.id in offered and each.id not in stakes.required | stakes.excluded:
            yield each.id, classes.of(offered[each.id])
        elif each.id not in offered:
            yield each.id, "held" if each.id in held else "beyond"
