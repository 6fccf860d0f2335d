"""How often each option comes at each rank, and when it is first: drawn (`methods.sampling`, imported only then)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from treatyopt.packages.stretch import mixture
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import score_rows, space
from treatyopt.study.records import Package

if TYPE_CHECKING:
    from treatyopt.methods.sampling import Population, Sample

Over = Literal["groups", "criteria"]
Scores = Literal["best", "ranges"]
Progress = Callable[[int], None]


class Estimate(NamedTuple):
    """A sampled share (0-1) with its standard error."""

    share: float
    error: float


class First(NamedTuple):
    """An option, by id, with the sampled share (0-1) in which it is first."""

    id: str
    estimate: Estimate


class Acceptability(NamedTuple):
    """One option: the share of draws giving it each rank, best rank first, and when it is first.

    `central` holds the mean weights, by id, of the draws in which it is first (None if there is none): an
    average, not a threshold. `confidence` is the share of score draws in which it is first at those weights
    (None where scores are fixed, since it is 1 by construction).
    """

    id: str
    ranks: tuple[Estimate, ...]
    central: tuple[tuple[str, float], ...] | None
    confidence: float | None


def spread(ranking: Ranking) -> Over:
    """What weights are drawn over where nothing else is asked for: what the verdict is over."""
    return "groups" if space(ranking.study) == "groups" else "criteria"


@dataclass(frozen=True)
class Space:
    """The weights and scores to be sampled."""

    ranking: Ranking
    samples: int
    seed: int
    over: Over
    within: float | None
    scores: Scores
    progress: Progress | None

    def acceptability(self, options: Sequence[str]) -> tuple[Acceptability, ...]:
        """Every option's rank acceptability over this space."""
        from treatyopt.methods.sampling import sample

        asked = self._population(options, self.over, self.within, self.scores == "ranges")
        found = sample(asked, self.samples, self.seed, self.progress)
        return tuple(self._acceptability(i, id, found) for i, id in enumerate(options))

    def in_ranges(self) -> tuple[First, ...]:
        """Each ranked option's share of leading over the verdict's weightings, scores drawn in their ranges."""
        from treatyopt.methods.sampling import sample

        asked = self._population(self.ranking.shortlist, spread(self.ranking), None, True)
        found = sample(asked, self.samples, self.seed, self.progress, confidence=False)
        firsts = found.ranks[:, 0].tolist()
        return tuple(map(First, self.ranking.shortlist, map(self._estimate, firsts)))

    def _population(
        self, options: Sequence[str], over: Over, within: float | None, ranges: bool
    ) -> Population:
        from treatyopt.methods.sampling import population

        study, weights = self.ranking.study, self.ranking.weights
        blends, sources = self._blends(options) if ranges else ({}, [])
        rows = [*options, *sources]
        best, low, high = (
            score_rows(study, options),
            score_rows(study, rows, "low"),
            score_rows(study, rows, "high"),
        )
        if over == "groups":
            shares = [[c.share * (c.group == g.id) for c in weights.criteria] for g in weights.groups]
            chosen = [each.weight for each in weights.groups]
        else:
            shares = [[float(c is other) for c in weights.criteria] for other in weights.criteria]
            chosen = [each.weight for each in weights.criteria]
        return population(low, best, high, shares, chosen, within, ranges, blends)

    def _blends(self, options: Sequence[str]) -> tuple[dict[int, Any], list[str]]:
        """The packages among the options as made of their types' scores, and the types that are not among them."""
        study = self.ranking.study
        sources: list[str] = []
        blends = {}
        for i, made in enumerate(map(study.option, options)):
            if isinstance(made, Package):
                parts = mixture(study, made)
                types = sorted({type_ for each in parts.values() for type_ in each})
                sources += [type_ for type_ in types if type_ not in (*options, *sources)]
                place = {id: row for row, id in enumerate([*options, *sources])}
                constant = [0.0 if parts[c.id] else made.on(c.id).score for c in study.criteria]
                shares = [(place[t], [parts[c.id].get(t, 0.0) for c in study.criteria]) for t in types]
                blends[i] = (constant, shares)
        return blends, sources

    def _acceptability(self, i: int, option: str, found: Sample) -> Acceptability:
        weights = self.ranking.weights
        ids = [each.id for each in (weights.groups if self.over == "groups" else weights.criteria)]
        central = (
            None
            if math.isnan(found.central[i, 0])
            else tuple(zip(ids, found.central[i].tolist(), strict=True))
        )
        confidence = float(found.confidence[i])
        return Acceptability(
            option,
            tuple(self._estimate(share) for share in found.ranks[i].tolist()),
            central,
            None if math.isnan(confidence) else confidence,
        )

    def _estimate(self, share: float) -> Estimate:
        return Estimate(share, math.sqrt(max(share * (1 - share), 0.0) / self.samples))
