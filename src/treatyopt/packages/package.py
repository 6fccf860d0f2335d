"""One package of a stretch as an option, and what its scores are made of."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from treatyopt.errors import ArgumentProblem
from treatyopt.packages.naming import Words, beyond, from_nothing
from treatyopt.packages.stretch import ENDS, Stretch, stretch
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment, Basis, Package


def package(
    found: Stretch, adds: Iterable[str], id: str = "package", name: str | None = None, note: str | None = None
) -> Package:
    """The package of a stretch that adds these obligations, as an option with interpolated scores.

    Raises ArgumentProblem for what the stretch does not offer and for a prerequisite left out.
    """
    wanted = set(adds)
    for fault in faults(found, sorted(wanted)):
        raise ArgumentProblem(fault[1])
    chosen = tuple(each.id for each in found.offered if each.id in wanted)
    reached = [found.step_of(each).upper.degree for each in chosen]
    said = called(found, len(chosen))
    return Package.model_construct(
        id=id,
        name=name or said.name,
        title=said.title,
        phrase=said.phrase,
        degree=max(reached, default=found.lower.degree),
        gist=said.gist,
        note=note,
        cites=(),
        scores=tuple(_assessment(found, each.id, chosen) for each in found.study.criteria),
        lower=found.lower.id,
        upper=found.upper.id,
        adds=chosen,
    )


def called(found: Stretch, adds: int) -> Words:
    """The words for a package of a stretch that adds so many obligations."""
    offered = len(found.offered)
    if found.bare:
        return from_nothing(found.upper, adds, offered)
    return beyond(found.lower, found.upper, adds, offered)


def _assessment(found: Stretch, criterion: str, adds: tuple[str, ...]) -> Assessment:
    low, best, high = (min(max(float(found.figure(criterion, end, adds)), 0.0), 100.0) for end in ENDS)
    low, high = min(low, best), max(high, best)
    a, b = found.lower.on(criterion), found.upper.on(criterion)
    bends = tuple((float(at), float(found.figure(criterion, at, adds))) for at in found.bends(criterion))
    span = f"from {found.lower.name} ({a.score:g}) towards {found.upper.name} ({b.score:g})"
    carriers = [id for id in adds if found.share(id, criterion)]
    by = f"by {', '.join(carriers)}" if carriers else "on which nothing that it adds bears"
    return Assessment.model_construct(
        id=criterion,
        score=best,
        range=(low, high),
        basis=_basis(found, criterion),
        reason=f"Interpolated {span}, {by}.",
        cites=(),
        bends=bends or None,
    )


def _basis(found: Stretch, criterion: str) -> Basis:
    """What a package's score rests on: judged where the options' own are no more than that, else inferred."""
    bare = {each.on(criterion).basis for each in found.types} <= {"judged", "unknown"}
    return "judged" if bare else "inferred"


def faults(found: Stretch, adds: Iterable[str]) -> list[tuple[int, str]]:
    """What keeps these obligations from being a package: (index, message) for each that does not fit."""
    adds = list(adds)
    held = {each.id for each in found.held}
    offered = {each.id: each for each in found.offered}
    wrong = []
    for i, id in enumerate(adds):
        if id in held:
            wrong.append((i, f"{id} is part of {found.lower.id} already"))
        elif id not in offered:
            wrong.append((i, f"{id} does not enter between {found.lower.id} and {found.upper.id}"))
        else:
            wrong += [
                (i, f"{id} needs {need}, which the package leaves out")
                for need in offered[id].needs
                if need not in held and need not in adds
            ]
    return wrong


def rebuilt(study: Study, old: Package, anew: Iterable[str] = ()) -> Package:
    """A package with its scores worked out anew from the study's types, save those set for this run.

    On the criteria `anew`, by id, those too: a party that has scores of its own there does not follow what was set.
    """
    new = package(stretch(study, old.lower, old.upper), old.adds, old.id, old.name, old.note)
    follows = set(anew)
    kept = tuple(
        was if was.basis == "set" and was.id not in follows else now
        for was, now in zip(old.scores, new.scores, strict=True)
    )
    return new.changed(scores=kept)


def mixture(study: Study, made: Package) -> dict[str, dict[str, float]]:
    """By criterion, what part of each type's score makes up a package's; nothing where it was set for the run.

    The parts of a criterion sum to 1. A part can be negative where a later step is taken further than an earlier one.
    """
    found = stretch(study, made.lower, made.upper)
    return {
        each.id: {} if made.on(each.id).basis == "set" else made_of(found, made.adds, each.id)
        for each in study.criteria
    }


def constituents(study: Study, options: Iterable[str]) -> frozenset[str]:
    """What the packages among these options are made of, by id: types, and the baseline where one starts from it."""
    made = (each for each in map(study.option, options) if isinstance(each, Package))
    return frozenset(id for each in made for parts in mixture(study, each).values() for id in parts)


def made_of(found: Stretch, adds: Iterable[str], criterion: str) -> dict[str, float]:
    """What part of each type's score on a criterion makes up that of the package that adds these obligations."""
    types, held = [each.id for each in found.types], tuple(adds)
    taken = [
        sum((found.share(id, criterion) for id in held if found.step_of(id) is step), Fraction())
        for step in found.steps
    ]
    ends = [Fraction(1), *taken, Fraction()]
    parts = (before - after for before, after in pairwise(ends))
    return {id: float(part) for id, part in zip(types, parts, strict=True) if part}
