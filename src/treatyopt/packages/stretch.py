"""Packages of obligations between two options: what can be in them, and their scores.

A package holds the lower option whole and some of what enters above it, with every prerequisite; from the baseline,
which obliges to nothing, that is any set of obligations with every prerequisite. Its score on a
criterion is the lower option's plus the share of each step's change that its obligations carry, exactly; low,
best and high take the same share, and so does each quantile between low and high: worths are mixed, not performances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from treatyopt.errors import ArgumentProblem
from treatyopt.methods import scale
from treatyopt.methods.dominance import Item, frontier
from treatyopt.methods.exact import exact
from treatyopt.methods.stability import TIE
from treatyopt.packages.ladder import Step, steps
from treatyopt.study.lacking import lack
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation, Option, Package
from treatyopt.study.screens import Bound

End = Literal["low", "score", "high"]
ENDS: tuple[End, ...] = ("low", "score", "high")
# Where a score is looked at: at an end of its range, as it is, or at a quantile of the range (0-1).
At = End | Fraction
_HAIR = exact(TIE)


@dataclass(frozen=True)
class Stretch:
    """The part of the ladder from `lower` up to `upper`, where packages lie; `lower` may be the baseline.

    `held` are the obligations of `lower`, in every package; `offered` those that enter above it.
    """

    study: Study
    lower: Option
    upper: Option
    steps: tuple[Step, ...]

    @property
    def bare(self) -> bool:
        """Whether packages start from the baseline, and so from nothing."""
        return self.lower.id == self.study.baseline

    @cached_property
    def types(self) -> tuple[Option, ...]:
        """The options from the lower to the upper end."""
        return (self.lower, *(step.upper for step in self.steps))

    @cached_property
    def held(self) -> tuple[Obligation, ...]:
        """What every package holds."""
        return self.study.obligations_of(self.lower.id)

    @cached_property
    def offered(self) -> tuple[Obligation, ...]:
        """What a package may add, in the order of the study."""
        entering = {each.id for step in self.steps for each in step.entering}
        return tuple(each for each in self.study.obligations if each.id in entering)

    @cached_property
    def _home(self) -> dict[str, Step]:
        return {each.id: step for step in self.steps for each in step.entering}

    @cached_property
    def _shares(self) -> dict[str, dict[str, Fraction]]:
        """By criterion and obligation, the share of its step's change."""
        return {
            criterion.id: {id: part for step in self.steps for id, part in step.shares(criterion.id).items()}
            for criterion in self.study.criteria
        }

    def share(self, obligation: str, criterion: str) -> Fraction:
        """The share of its step's change on a criterion that an offered obligation carries, 0-1."""
        return self._shares[criterion].get(obligation, Fraction())

    def step_of(self, obligation: str) -> Step:
        """The step at which an offered obligation enters."""
        return self._home[obligation]

    def carries(self, obligation: str, criterion: str, at: At = "score") -> Fraction:
        """The points of score that an offered obligation brings on a criterion, signed."""
        share = self.share(obligation, criterion)
        if not share:
            return share
        step = self._home[obligation]
        # What a step changes is asked for by every obligation that enters there.
        key = step.upper.id, criterion, at
        change = self._changes.get(key)
        if change is None:
            change = self._changes[key] = _change(step, criterion, at)
        return share * change

    @cached_property
    def _changes(self) -> dict[tuple[str, str, At], Fraction]:
        """The changes of scores that were asked for, by the upper end of a step, criterion and where."""
        return {}

    def figure(self, criterion: str, at: At, adds: Iterable[str]) -> Fraction:
        """The score, or what it is somewhere in its range, of the package that adds these obligations."""
        start = _score(self.lower, criterion, at)
        return sum((self.carries(id, criterion, at) for id in adds), start)

    def bends(self, criterion: str) -> tuple[Fraction, ...]:
        """The quantiles (0-1) inside ranges between which the scores of all types on a criterion are linear."""
        found = {exact(quantile) for each in self.types for quantile, _ in each.on(criterion).bends or ()}
        return tuple(sorted(found))

    def least(self, start: Fraction, brings: Mapping[str, Fraction]) -> Fraction:
        """The least that `start` and what a package's obligations bring can come to, over all packages."""
        place = {each.id: i for i, each in enumerate(self.offered)}
        items = [
            Item(-brings[each.id], 0, tuple(place[need] for need in each.needs if need in place))
            for each in self.offered
        ]
        return start - Fraction(frontier(items)[0].first)

    def nearest(self, bound: Bound, criterion: str) -> Fraction:
        """The best score on a criterion, of any package, that is least inside a bound, or furthest outside it."""
        start = bound.sign * self.figure(criterion, "score", ())
        brings = {each.id: bound.sign * self.carries(each.id, criterion) for each in self.offered}
        return bound.sign * self.least(start, brings)


def _score(option: Option, criterion: str, at: At) -> Fraction:
    judged = option.on(criterion)
    if isinstance(at, Fraction):
        return scale.worth([(exact(quantile), exact(score)) for quantile, score in judged.course], at)
    return exact(getattr(judged, at))


def _change(step: Step, criterion: str, at: At) -> Fraction:
    return _score(step.upper, criterion, at) - _score(step.lower, criterion, at)


def stretch(study: Study, lower: str | None = None, upper: str | None = None) -> Stretch:
    """The stretch between two options, by default the weakest and the strongest that pass the study's screens.

    The lower may be the baseline. Raises ArgumentProblem if an end is unknown, a package, or out of order, the upper
    the baseline; if a step has no obligations; and if some package's score could leave 0-100 or its range (over several
    steps only).
    """
    low, high = _ends(study, lower, upper)
    if low.degree >= high.degree:
        noun = study.words.option
        same = f"is the same {noun}" if low.id == high.id else f"is a weaker {noun} than {low.id}"
        raise ArgumentProblem(f"{high.id} {same}; packages lie between one {noun} and a stronger one")
    found = Stretch(study, low, high, steps(study, low, high))
    for step in found.steps:
        if not step.entering:
            raise ArgumentProblem(
                f"no obligation enters with {step.upper.id}, so there are no packages above {step.lower.id}; end there",
                arguments=("upper",),
            )
    if len(found.steps) > 1:
        _bounded(found)
    return found


def _ends(study: Study, lower: str | None, upper: str | None) -> tuple[Option, Option]:
    if not study.obligations:
        raise lack(study, "obligations", "the study has no obligations, so there are no packages of them")
    if lower is None or upper is None:
        passing = [
            each
            for each in study.ladder
            if all(screen.passes(each.on(screen.criterion).score) for screen in study.screens)
        ]
        noun, besides = study.words.option, study.words.besides(study.baseline)
        if len(study.ladder) < 2 and lower != study.baseline:
            raise _only_one(study)
        if len(passing) < 2 and not (passing and (lower is not None or upper is not None)):
            few = f"only {passing[0].id} passes" if passing else f"no {noun}{besides} passes"
            raise ArgumentProblem(
                f"{few} the study's screens; name both ends of the packages", arguments=("lower", "upper")
            )
        lower = passing[0].id if lower is None else lower
        upper = passing[-1].id if upper is None else upper
    return _start_named(study, lower), type_named(study, upper)


def _only_one(study: Study) -> ArgumentProblem:
    """That nothing lies between types where there is one, and the baseline as the way out."""
    noun, besides = study.words.option, study.words.besides(study.baseline)
    alone = f"the study has one {noun} only{besides}, so no packages lie between two"
    if study.baseline is None:
        return ArgumentProblem(alone)
    return ArgumentProblem(f"{alone}; they could start from {study.baseline}", arguments=("lower",))


def type_named(study: Study, id: str) -> Option:
    """An option by id; ArgumentProblem if it is unknown, the baseline or a package."""
    option = _start_named(study, id)
    if id == study.baseline:
        lie = f"packages lie between {_several(study)}, or start from it"
        raise ArgumentProblem(f"{id} is the baseline and obliges to nothing; {lie}")
    return option


def _several(study: Study) -> str:
    return f"{study.words.options}{study.words.besides(study.baseline)}"


def _start_named(study: Study, id: str) -> Option:
    """An option by id, the baseline among them; ArgumentProblem if it is unknown or a package."""
    option = study.option(id)
    if isinstance(option, Package):
        raise ArgumentProblem(f"{id} is a package; packages lie between {_several(study)}")
    return option


def _bounded(found: Stretch) -> None:
    """Refuse a stretch in which the steps, taken separately, could carry a score where none can be."""
    for criterion in (each.id for each in found.study.criteria):
        between: tuple[At, ...] = ("score", *found.bends(criterion))
        places: tuple[At, ...] = ("low", *between, "high")
        pairs: list[tuple[At, At]] = []
        for at in between:
            pairs += [("low", at), (at, "high")]
        start = {at: found.figure(criterion, at, ()) for at in places}
        brings = {
            at: {each.id: found.carries(each.id, criterion, at) for each in found.offered} for at in places
        }
        edges = [
            (start["low"], brings["low"], "below 0"),
            (100 - start["high"], _less(brings["high"]), "above 100"),
        ]
        edges += [
            (start[b] - start[a], _less(brings[a], brings[b]), "out of its own range") for a, b in pairs
        ]
        for room, added, where in edges:
            worst = room + sum(each for each in added.values() if each < 0)  # as if nothing needed anything
            # what values in a unit are worth is rounded, so that what just fits can miss by a hair
            if worst < -_HAIR and found.least(room, added) < -_HAIR:
                raise ArgumentProblem(_apart(found, criterion, where))


def _apart(found: Stretch, criterion: str, where: str) -> str:
    """That packages over several steps could have what none can have, and the way out."""
    between = f"between {found.lower.id} and {found.upper.id} some packages would have {criterion} {where}"
    unknown = [each.id for each in found.types if each.on(criterion).basis == "unknown"]
    if unknown:
        which = ", ".join(unknown)
        return f"{between}, as that of {which} is unknown and could be anything; give it a score and a range"
    if where != "out of its own range":
        return f"{between}, as the steps pull in different ways; take one step at a time"
    narrow = max(found.steps, key=lambda step: _width(step.lower, criterion) - _width(step.upper, criterion))
    return (
        f"{between}, as its range grows narrower from {narrow.lower.id} to {narrow.upper.id}, and a package can hold "
        f"that step without the steps before it; widen the range of {narrow.upper.id}, or take one step at a time"
    )


def _width(option: Option, criterion: str) -> float:
    return option.on(criterion).high - option.on(criterion).low


def _less(one: Mapping[str, Fraction], other: Mapping[str, Fraction] | None = None) -> dict[str, Fraction]:
    return {id: (other[id] if other else 0) - each for id, each in one.items()}
