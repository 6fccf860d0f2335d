"""How often each option comes at each rank over the weight set, and when it is first: exact where cells allow it.

The rest is drawn (`methods.sampling` and `methods.doubts`, imported only then).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, printable
from treatyopt.methods import weightspace
from treatyopt.methods.scale import Points
from treatyopt.packages.package import mixture
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import group_rows, said_rows, score_rows
from treatyopt.ranking.weightset import WeightSet, space, weight_set
from treatyopt.study.records import Package

if TYPE_CHECKING:
    from treatyopt.methods.population import Population
    from treatyopt.methods.sampling import Sample

Over = Literal["groups", "criteria"]
Dependence = Literal["each", "criterion", "option"]
Scores = Literal["best", "ranges"]
Progress = Callable[[int], None]

DEPENDENCES: tuple[Dependence, ...] = ("each", "criterion", "option")
_FULL = 8  # options up to which as many cells are allowed as for a single question
_EVEN = 3  # times its even part of the cells that one option may take


class Estimate(NamedTuple):
    """A sampled share (0-1) with its standard error."""

    share: float
    error: float


class First(NamedTuple):
    """An option, by id, with the sampled share (0-1) in which it is first."""

    id: str
    estimate: Estimate


class Doubt(NamedTuple):
    """The verdict's share of leading with scores drawn in their ranges in one way, screens on best scores.

    `first` is the option that is first most often. `rejudged` is the leader's share with the screens judged on the
    scores drawn, among all that is compared; None where no screen is in doubt. At the chosen weights, `other` is the
    share of drawings in which another option is first, `points` what knowing the scores would add to the value of the
    option that is best on average, and `over_leader` what it would add to the leader's (expected value of perfect
    information, in value points).
    """

    dependence: Dependence
    leads: Estimate
    first: First
    rejudged: Estimate | None
    other: Estimate
    points: float
    over_leader: float


class Acceptability(NamedTuple):
    """One option: the share of draws giving it each rank, best rank first, and when it is first.

    `central` holds the mean weights, by id, of the draws in which it is first (None if there is none): an
    average, not a threshold. `confidence` is the share of score draws in which it is first at those weights
    (None where scores are fixed, since it is 1 by construction). `leads` is the exact share of weightings in which
    it leads, and then `central` is exact too; None where that is only sampled.
    """

    id: str
    ranks: tuple[Estimate, ...]
    central: tuple[tuple[str, float], ...] | None
    confidence: float | None
    leads: float | None = None


def drawn_from(ranking: Ranking, over: Over | None) -> WeightSet:
    """What weights are drawn from: what the verdict is over, or what was said of what else is asked for."""
    own = ranking.weights.weight_set
    if over is None or space(ranking.study, over) == own.over:
        return own
    shares = {each.id: each.share for each in ranking.weights.criteria}
    return weight_set(ranking.study, shares, own.statements, over)


def require_dependence(given: object) -> None:
    """Raise ArgumentProblem unless a way of drawing scores was given."""
    if given not in DEPENDENCES:
        ways = f"{', '.join(DEPENDENCES[:-1])} or {DEPENDENCES[-1]}"
        raise ArgumentProblem(f"dependence={printable(str(given))}: must be {ways}")


def screens_in_doubt(ranking: Ranking) -> bool:
    """Whether some option would meet a screen otherwise at another score in its range."""
    return any(not each.throughout for standing in ranking.standings for each in standing.screens)


@dataclass(frozen=True)
class Sampling:
    """The weights and scores to be sampled."""

    ranking: Ranking
    samples: int
    seed: int
    fits: WeightSet
    within: float | None
    scores: Scores
    progress: Progress | None
    dependence: Dependence = "each"

    def acceptability(self, options: Sequence[str]) -> tuple[Acceptability, ...]:
        """Every option's rank acceptability: exact if cells allow it, else drawn; none if nothing is to be drawn."""
        exact = self._exact(options)
        if exact is not None:
            if self.progress is not None:
                self.progress(self.samples)
            return exact
        if not self.samples:
            return ()
        asked = self._population(options, self.fits, self.within, self.scores == "ranges")
        found = self._drawn(replace(asked, dependence=self.dependence))
        return tuple(self._acceptability(i, id, found) for i, id in enumerate(options))

    def doubts(self) -> tuple[Doubt, ...]:
        """The verdict with scores drawn in their ranges, in each way of drawing them."""
        return tuple(self._doubted(each) for each in DEPENDENCES)

    def _doubted(self, dependence: Dependence) -> Doubt:
        from treatyopt.methods.doubts import doubted
        from treatyopt.methods.population import bars

        ranking, ranked = self.ranking, self.ranking.shortlist
        asked = [each.id for each in ranking.standings] if screens_in_doubt(ranking) else list(ranked)
        drawn = replace(
            self._population(asked, ranking.weights.weight_set, None, True),
            dependence=dependence,
            bars=bars(self._bounds()) if screens_in_doubt(ranking) else None,
        )
        weights = [each.weight for each in ranking.weights.criteria]
        found = doubted(drawn, len(ranked), weights, self.samples, self.seed, self.progress)
        firsts = [*map(First, ranked, map(self.estimate, found.firsts))]
        return Doubt(
            dependence,
            firsts[0].estimate,
            max(firsts, key=lambda each: each.estimate.share),
            None if found.rejudged is None else self.estimate(found.rejudged[0]),
            self.estimate(math.fsum(found.firsts_there[1:])),
            max(found.highest - max(found.means), 0.0),
            max(found.highest - found.means[0], 0.0),
        )

    def _bounds(self) -> list[tuple[float, float]]:
        """By criterion the scores that all screens in use let pass, from and to."""
        used = [each for each in self.ranking.study.screens if each.id in self.ranking.screens]
        found = []
        for criterion in self.ranking.study.criteria:
            ends = [each for screen in used if screen.criterion == criterion.id for each in screen.bounds]
            low = max((each.limit for each in ends if each.end == "minimum"), default=-math.inf)
            found.append((low, min((each.limit for each in ends if each.end == "maximum"), default=math.inf)))
        return found

    def _drawn(self, asked: Population) -> Sample:
        from treatyopt.methods.population import TooRare
        from treatyopt.methods.sampling import sample

        try:
            return sample(asked, self.samples, self.seed, self.progress)
        except TooRare:
            raise ArgumentProblem(
                f"within={self.within:g}: hardly any weighting that near fits what was said; allow more",
                arguments=("within",),
            ) from None

    def _exact(self, options: Sequence[str]) -> tuple[Acceptability, ...] | None:
        """Rank acceptability over cells; None past the limit of them for all options together, or if asked to draw.

        Every option is cut by all others, so that of many options there may be fewer cells. The first that would take
        several times its even part of them stands for the rest: no more work is done in vain than for one.
        """
        if self.scores == "ranges" or self.within is not None:
            return None
        rows = self.rows(options)
        room = weightspace.allowed(len(self.fits.ids)) * _FULL // max(len(options), _FULL)
        part = _EVEN * room // len(options)
        found = []
        for i, id in enumerate(options):
            try:
                made = weightspace.ranked(self.fits.cells, rows, i, min(room, part))
            except weightspace.TooManyCells:
                return None
            room -= made.cells
            ranks = tuple(Estimate(each, 0.0) for each in made.shares)
            central = self._named(weightspace.centroid(made.led) if made.led else None)
            found.append(Acceptability(id, ranks, central, None, float(weightspace.share(made.led))))
        return tuple(found)

    def chosen(self, fits: WeightSet) -> list[float]:
        """The weights that were chosen, of what a weight set is of."""
        weights = self.ranking.weights
        return [each.weight for each in (weights.groups if fits.over == "groups" else weights.criteria)]

    def rows(self, options: Sequence[str]) -> list[list[float]]:
        """Scores, options x what the weight set is of."""
        study = self.ranking.study
        if self.fits.over == "groups":
            return group_rows(study, self.ranking.weights, options)
        return score_rows(study, options)

    def _population(
        self, options: Sequence[str], fits: WeightSet, within: float | None, ranges: bool
    ) -> Population:
        from treatyopt.methods.population import courses, population

        study, weights = self.ranking.study, self.ranking.weights
        blends, sources = self._blends(options) if ranges else ({}, [])
        rows = [*options, *sources]
        best, low, high = (
            score_rows(study, options),
            score_rows(study, rows, "low"),
            score_rows(study, rows, "high"),
        )
        if fits.over == "groups":
            shares = [[c.share * (c.group == g.id) for c in weights.criteria] for g in weights.groups]
        else:
            shares = [[float(c is other) for c in weights.criteria] for other in weights.criteria]
        limits = [row for _, row in said_rows(study, weights, fits.ids)]
        cells = fits.cells if fits.statements else ()
        drawn = population(low, best, high, shares, self.chosen(fits), within, ranges, blends, cells, limits)
        return replace(drawn, courses=courses(self._bent(rows))) if ranges else drawn

    def _bent(self, rows: Sequence[str]) -> dict[tuple[int, int], Points]:
        """By row and criterion, the course of the scores that are not linear in the quantile of their range."""
        study = self.ranking.study
        return {
            (row, c): judged.course
            for row, option in enumerate(map(study.option, rows))
            for c, judged in enumerate(option.on(each.id) for each in study.criteria)
            if judged.bends
        }

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
        central = None if math.isnan(found.central[i, 0]) else found.central[i].tolist()
        confidence = float(found.confidence[i])
        return Acceptability(
            option,
            tuple(self.estimate(share) for share in found.ranks[i].tolist()),
            self._named(central),
            None if math.isnan(confidence) else confidence,
        )

    def _named(self, central: Sequence[float] | None) -> tuple[tuple[str, float], ...] | None:
        return None if central is None else tuple(zip(self.fits.ids, central, strict=True))

    def estimate(self, share: float) -> Estimate:
        """A share of as many draws as there are, with its standard error."""
        return Estimate(share, math.sqrt(max(share * (1 - share), 0.0) / self.samples))
