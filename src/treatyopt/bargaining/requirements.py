"""What is asked of packages, what follows from it, and the smallest set of demands that cannot hold together."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, takewhile
from typing import Any, Literal, NamedTuple

from treatyopt.bargaining.stakes import Stakes
from treatyopt.errors import ArgumentProblem, ids, listed
from treatyopt.methods.solutions import agreeable
from treatyopt.packages.stretch import Stretch, stretch
from treatyopt.study.model import Study, find
from treatyopt.study.records import Obligation, Option

_TRIES = 4000


class Demand(NamedTuple):
    """Something asked of a package: to hold an obligation, to leave it out, to leave out all that suppose a
    condition or are of a kind, or to pass a screen; with the id of what it is about.
    """

    kind: Literal["require", "exclude", "exclude-if", "exclude-kind", "screen"]
    id: str

    def __str__(self) -> str:
        return f"{_WORDS[self.kind]} {self.id}"


_WORDS = {
    "require": "requiring",
    "exclude": "excluding",
    "exclude-if": "excluding all that suppose",
    "exclude-kind": "excluding all of kind",
    "screen": "passing the screen",
}

Possible = Callable[[Sequence[Demand]], bool]


def smallest(demands: Sequence[Demand], possible: Possible) -> tuple[Demand, ...]:
    """The smallest set of the demands that is not possible; they are not possible together.

    With very many demands, a set from which none can be left out, which may not be the smallest.
    """
    tried = 0
    for size in range(len(demands) + 1):
        tried += math.comb(len(demands), size)
        if tried > _TRIES:
            break
        for some in combinations(demands, size):
            if not possible(some):
                return some
    return _irreducible(list(demands), possible)


def _irreducible(demands: list[Demand], possible: Possible) -> tuple[Demand, ...]:
    for each in list(demands):
        fewer = [other for other in demands if other != each]
        if not possible(fewer):
            demands = fewer
    return tuple(demands)


def demanded(
    stakes: Stakes,
    require: Sequence[str],
    exclude: Sequence[str],
    exclude_if: Sequence[str],
    exclude_kind: Sequence[str] = (),
) -> tuple[tuple[Demand, ...], list[str]]:
    """The demands that bear on packages here, and remarks on those that do not; unknown ids are refused."""
    found = stakes.stretch
    remarks: list[str] = []
    demands = [
        *_required(found, require, remarks),
        *_excluded(found, exclude, remarks),
        *_supposing(found, exclude_if, remarks),
        *_of_kind(found, exclude_kind, remarks),
        *(Demand("screen", each.id) for each in stakes.screens),
    ]
    return tuple(demands), remarks


def _required(found: Stretch, require: Sequence[str], remarks: list[str]) -> Iterator[Demand]:
    for id in dict.fromkeys(ids("require", require)):
        enters = find("obligation", id, found.study.obligations).enters
        if any(each.id == id for each in found.offered):
            yield Demand("require", id)
        elif any(each.id == id for each in found.held):
            remarks.append(f"{id} is part of {found.lower.name}, so every package holds it anyway.")
        else:
            raise ArgumentProblem(
                f"{id} enters with {enters}, above {found.upper.id}; no package here holds it"
            )


def _excluded(found: Stretch, exclude: Sequence[str], remarks: list[str]) -> Iterator[Demand]:
    study = found.study
    for id in dict.fromkeys(ids("exclude", exclude)):
        obligation = find("obligation", id, study.obligations)
        if any(each.id == id for each in found.offered):
            yield Demand("exclude", id)
        elif any(each.id == id for each in found.held):
            raise _held_whole(found, [obligation])
        else:
            remarks.append(
                f"{id} enters with {study.option(obligation.enters).name}, above {found.upper.name}, so no package "
                "holds it anyway."
            )


def _supposing(found: Stretch, exclude_if: Sequence[str], remarks: list[str]) -> Iterator[Demand]:
    for id in dict.fromkeys(ids("exclude_if", exclude_if)):
        find("condition", id, found.study.conditions)
        yield from _left_out(found, Demand("exclude-if", id), (f"supposes {id}", f"suppose {id}"), remarks)


def _of_kind(found: Stretch, exclude_kind: Sequence[str], remarks: list[str]) -> Iterator[Demand]:
    kinds = dict.fromkeys(each.kind for each in found.study.obligations)
    for kind in dict.fromkeys(ids("exclude_kind", exclude_kind)):
        if kind not in kinds:
            raise ArgumentProblem.unknown("kind", kind, kinds)
        verbs = f"is of kind {kind}", f"are of kind {kind}"
        yield from _left_out(found, Demand("exclude-kind", kind), verbs, remarks)


def _left_out(found: Stretch, demand: Demand, verbs: tuple[str, str], remarks: list[str]) -> Iterator[Demand]:
    """A demand that leaves out several, if packages could add any of them; refused if they hold all there are.

    A remark names those that stay, where every package holds some.
    """
    kept = [each for each in found.held if named(each, [(demand.kind, demand.id)])]
    if any(named(each, [(demand.kind, demand.id)]) for each in found.offered):
        yield demand
        remarks += _kept(found, kept, *verbs)
    elif kept:
        raise _held_whole(found, kept, f", which {verbs[len(kept) > 1]},")
    else:
        remarks.append(f"Nothing that a package could hold {verbs[0]}.")


def asking(demand: Demand, held: Iterable[Obligation]) -> str:
    """A demand in words, with what every package holds: of several to leave out it says where some stay."""
    if demand.kind == "exclude-if" and any(named(each, [(demand.kind, demand.id)]) for each in held):
        return f"excluding all that could be added and suppose {demand.id}"
    if demand.kind == "exclude-kind" and any(named(each, [(demand.kind, demand.id)]) for each in held):
        return f"{demand} that could be added"
    return str(demand)


def _kept(found: Stretch, kept: Sequence[Obligation], one: str, several: str) -> Iterator[str]:
    """That what was to be left out stays where every package holds it, and from where it could be left out."""
    if not kept:
        return
    verbs = f"stays although it {one}" if len(kept) == 1 else f"stay although they {several}"
    text = f"{found.lower.name} is held whole, so {', '.join(each.id for each in kept)} {verbs}."
    lower, upper = _further(found, kept)
    way = f"that start from {lower.name}" if upper is found.upper else f"from {lower.name} to {upper.name}"
    yield f"{text} Packages {way} can leave {'it' if len(kept) == 1 else 'them'} out."


def _held_whole(found: Stretch, held: Sequence[Obligation], why: str = "") -> ArgumentProblem:
    """That obligations are in every package, and a start from which they could be left out."""
    lower, upper = _further(found, held)
    start = f"start from {lower.id}"
    arguments: tuple[str, ...] = ("lower",)
    if upper is not found.upper:
        start, arguments = f"{start}, and go no further than {upper.id},", ("lower", "upper")
    are, them = ("is", "it") if len(held) == 1 else ("are", "them")
    return ArgumentProblem(
        f"{listed([each.id for each in held])}{why} {are} part of {found.lower.id}, which every package holds whole; "
        f"{start} to leave {them} out",
        arguments=arguments,
    )


def _further(found: Stretch, held: Sequence[Obligation]) -> tuple[Option, Option]:
    """The nearest lower start from which all of these are offered, and how far packages get from there.

    There is one, as no obligation enters with the baseline, and its first step is always allowed. A start still further
    down would get no further, as its packages include all those of this one.
    """
    study = found.study
    degree = min(study.option(each.enters).degree for each in held)
    lower = [each for each in study.ascent if each.degree < degree][-1]
    if _allowed(study, lower, found.upper):
        return lower, found.upper
    above = [each for each in study.ladder if each.degree >= degree]
    return lower, list(takewhile(lambda each: _allowed(study, lower, each), above))[-1]


def _allowed(study: Study, lower: Option, upper: Option) -> bool:
    """Whether there are packages between two options."""
    try:
        stretch(study, lower.id, upper.id)
    except ArgumentProblem:
        return False
    return True


def named(obligation: Obligation, asked: Collection[tuple[str, str | None]]) -> bool:
    """Whether what was asked, as pairs of kind and id, leaves out an obligation itself, not through a prerequisite."""
    ways = ("exclude", obligation.id), ("exclude-if", obligation.when), ("exclude-kind", obligation.kind)
    return any(each in asked for each in ways)


def under(stakes: Stakes, demands: Sequence[Demand]) -> Stakes | None:
    """What is bargained over under some demands; None if what is required needs what is excluded."""
    required = _closed(stakes, {each.id for each in demands if each.kind == "require"}, _needs)
    closed = _closed(stakes, _direct(stakes, demands), _users)
    if required & closed:
        return None
    screens = {each.id for each in demands if each.kind == "screen"}
    applied = tuple(each for each in stakes.screens if each.id in screens)
    return replace(stakes, screens=applied, required=required, excluded=closed)


def _closed(stakes: Stakes, ids: set[str], follow: Any) -> frozenset[str]:
    """These obligations with all that follow from them, within what is offered."""
    offered = stakes.stretch.offered
    found, waiting = set(ids), list(ids)
    while waiting:
        for each in follow(waiting.pop(), offered):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found & {each.id for each in offered})


def meeting(stakes: Stakes, demands: Sequence[Demand]) -> Stakes:
    """What is bargained over under all demands; ArgumentProblem naming the conflict if no package meets them."""
    whole = under(stakes, demands)
    if whole is not None and whole.possible:
        return whole

    def possible(some: Sequence[Demand]) -> bool:
        found = under(stakes, some)
        return found is not None and found.possible

    raise ArgumentProblem(_conflict(stakes, smallest(demands, possible)))


def _conflict(stakes: Stakes, core: tuple[Demand, ...]) -> str:
    between = f"between {stakes.stretch.lower.id} and {stakes.stretch.upper.id}"
    if len(core) == 1:
        return f"no package {between} allows {core[0]}{_why(stakes, core)}"
    parts = [str(each) for each in core]
    return f"no package {between} allows {', '.join(parts[:-1])} and {parts[-1]} together{_why(stakes, core)}"


def _why(stakes: Stakes, core: tuple[Demand, ...]) -> str:
    """The prerequisite that two demands meet in, or what the screens need."""
    screens = [find("screen", each.id, stakes.screens) for each in core if each.kind == "screen"]
    if screens:
        needs = ", ".join(f"{each.criterion} {each.asks}" for each in screens)
        return f" (needed: {needs})"
    chain = next(iter(_chains(stakes, core)), [])
    links = [f"{a} needs {b}" for a, b in chain]
    asked = {(each.kind, each.id) for each in core}
    last = chain[-1][1] if chain else next(each.id for each in core if each.kind == "require")
    obligation = find("obligation", last, stakes.stretch.offered)
    if ("exclude-if", obligation.when) in asked:
        links.append(f"{last} supposes {obligation.when}")
    if ("exclude-kind", obligation.kind) in asked:
        links.append(f"{last} is of kind {obligation.kind}")
    return f": {', '.join(links)}" if links else ""


def _chains(stakes: Stakes, core: tuple[Demand, ...]) -> Iterator[list[tuple[str, str]]]:
    """How a required obligation leads, need by need, to an excluded one."""
    bare = under(stakes, [each for each in core if each.kind != "require"])
    excluded = bare.excluded if bare else frozenset()
    needs = {each.id: each.needs for each in stakes.stretch.offered}
    for start in (each.id for each in core if each.kind == "require"):
        chain, here = [], start
        direct = _direct(stakes, core)
        while here not in direct and (step := next((n for n in needs[here] if n in excluded), None)):
            chain.append((here, step))
            here = step
        if chain:
            yield chain


def _direct(stakes: Stakes, demands: Sequence[Demand]) -> set[str]:
    """What is excluded by its own name, its condition or its kind, not through a prerequisite."""
    asked = {(each.kind, each.id) for each in demands}
    return {each.id for each in stakes.stretch.offered if named(each, asked)}


def blocking(stakes: Stakes, demands: Sequence[Demand], costs: Sequence[Fraction]) -> tuple[Demand, ...]:
    """The smallest set of demands that leaves nothing acceptable to both; empty if nothing ever is."""

    def possible(some: Sequence[Demand]) -> bool:
        found = under(stakes, some)
        return found is not None and any(agreeable(each.gains) for each in found.solved(costs))

    return smallest(demands, possible) if possible(()) else ()


def _needs(id: str, offered: Sequence[Obligation]) -> Iterator[str]:
    return (need for each in offered if each.id == id for need in each.needs)


def _users(id: str, offered: Sequence[Obligation]) -> Iterator[str]:
    return (each.id for each in offered if id in each.needs)
