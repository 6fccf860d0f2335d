"""What each change from one study to another does by itself and all do together, and which of them decide who leads.

Values are linear in the scores at given weights, so that the effects of changed scores sum; with changed weights beside
them they need not, since a score then counts for more or less. Screens move no value, but who is ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from treatyopt.methods.ranks import ranks
from treatyopt.study.differences import Counting
from treatyopt.study.screens import Screen

# How many changes are looked at by themselves, and among how many, the largest, every two are tried together.
MOST, PAIRED = 200, 60


class Deciding(NamedTuple):
    """Which changes decide who leads, of those by the ids of which there are any.

    `turns`: all together they change who leads. `single` and `pairs` do so alone as all do together; `needed` are those
    without which all others do not. `least` is a set that suffices and none of which can be left out, if no one or two
    suffice, and `smallest` whether no smaller one does. `otherwise` are changes after which alone something else leads
    than before and than after all. `tried` is among how many changes all pairs were tried, None where it was not asked.
    """

    turns: bool
    single: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    needed: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    smallest: bool = False
    otherwise: tuple[str, ...] = ()
    tried: int | None = None


@dataclass(frozen=True)
class Before:
    """What a first ranking rests on: weights and worths by criterion, screens in use, options in the order of ties."""

    options: tuple[str, ...]
    weights: Mapping[str, float]
    scores: Mapping[tuple[str, str], float]
    screens: Mapping[str, Screen]


@dataclass(frozen=True)
class Turning:
    """The changes from a first ranking to another by place, and what any of them come to together.

    `weights` are those that the change at the place `weighed` puts in place, if there is one.
    """

    before: Before
    changes: tuple[Counting, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    weighed: int | None = None

    @cached_property
    def _start(self) -> tuple[dict[str, float], dict[str, float]]:
        """The values of the first scores at the first weights, and at the others."""
        at = self.before
        first, other = (
            {option: sum(w * at.scores[option, id] for id, w in weights.items()) for option in at.options}
            for weights in (at.weights, self.weights or at.weights)
        )
        return first, other

    @cached_property
    def _moves(self) -> tuple[tuple[dict[str, float], dict[str, float]], ...]:
        """What each change of scores adds to values, at the first weights and at the others."""
        at = self.before
        found = []
        for change in self.changes:
            sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
            for (option, criterion), now in change.scores.items():
                for total, weights in zip(sums, (at.weights, self.weights or at.weights), strict=True):
                    moved = weights[criterion] * (now - at.scores[option, criterion])
                    total[option] = total.get(option, 0.0) + moved
            found.append(sums)
        return tuple(found)

    def alone(self, place: int) -> dict[str, float]:
        """By how much one change by itself moves the value of each option that it moves."""
        if place == self.weighed:
            first, other = self._start
            return {id: other[id] - first[id] for id in self.before.options}
        return self._moves[place][0]

    def size(self, place: int) -> float:
        """The most that one change by itself moves a value."""
        return max(map(abs, self.alone(place).values()), default=0.0)

    def values(self, made: Collection[int]) -> dict[str, float]:
        """Each option's value after these changes."""
        late = self.weighed in made
        found = dict(self._start[late])
        for place in made:
            for option, moved in self._moves[place][late].items():
                found[option] += moved
        return found

    def ranks(self, made: Collection[int]) -> dict[str, int | None]:
        """Each option's rank after these changes, None where it fails a screen."""
        values, passing = self.values(made), self._passing(made)
        places = ranks([values[id] for id in passing])
        return dict.fromkeys(self.before.options) | dict(zip(passing, places, strict=True))

    def leaders(self, made: Collection[int]) -> frozenset[str]:
        """Which options lead after these changes."""
        return frozenset(id for id, rank in self.ranks(made).items() if rank == 1)

    def _passing(self, made: Collection[int]) -> list[str]:
        screens: dict[str, Screen | None] = dict(self.before.screens)
        scores: dict[tuple[str, str], float] = {}
        for place in made:
            screens |= self.changes[place].screens
            scores |= self.changes[place].scores
        used = [each for each in screens.values() if each is not None]

        def passes(option: str) -> bool:
            cells = ((each, (option, each.criterion)) for each in used)
            return all(each.passes(scores.get(cell, self.before.scores[cell])) for each, cell in cells)

        return [id for id in self.before.options if passes(id)]


def deciding(found: Turning, listed: Sequence[int]) -> Deciding:
    """Which of the `listed` changes, largest first, decide who leads; all others are made only where all are."""
    every = range(len(found.changes))
    before, after = found.leaders(()), found.leaders(every)
    ids = [each.told.id for each in found.changes]
    alone = {place: found.leaders((place,)) for place in listed}
    otherwise = tuple(ids[place] for place in listed if alone[place] not in (before, after))
    if before == after:
        return Deciding(False, otherwise=otherwise)
    single = [place for place in listed if alone[place] == after]
    tried = listed[:PAIRED]
    pairs = [
        pair
        for pair in combinations(tried, 2)
        if not set(pair) & set(single) and found.leaders(pair) == after
    ]
    needed = [place for place in listed if found.leaders([each for each in every if each != place]) != after]
    least = [] if single or pairs else _irreducible(found, listed, after)
    return Deciding(
        True,
        single=tuple(ids[place] for place in single),
        pairs=tuple((ids[one], ids[two]) for one, two in pairs),
        needed=tuple(ids[place] for place in needed),
        least=tuple(ids[place] for place in least),
        smallest=len(least) == 3 and len(tried) == len(every),
        otherwise=otherwise,
        tried=len(tried),
    )


def _irreducible(found: Turning, listed: Sequence[int], after: frozenset[str]) -> list[int]:
    """A set of changes that suffices and none of which can be left out, the smallest changes left out first."""
    kept, before = list(listed), list[int]()
    if found.leaders(kept) != after:
        return []
    while kept != before:  # what could not be left out at first may be later
        before = kept
        for place in reversed(before):
            fewer = [each for each in kept if each != place]
            if found.leaders(fewer) == after:
                kept = fewer
    return kept
