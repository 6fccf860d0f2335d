"""How sure a ranking is as far as weights go: the verdict over the weight set, and pairs of options; exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, NamedTuple

from treatyopt.methods import stability, weightspace
from treatyopt.methods.proportions import Bounds
from treatyopt.methods.stability import TIE, Row
from treatyopt.methods.weightspace import Cells
from treatyopt.packages.package import mixture
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.rows import by_column, space_rows
from treatyopt.ranking.weights import Weights
from treatyopt.ranking.weightset import Space
from treatyopt.study.model import Study
from treatyopt.study.records import Package

Word = Literal["necessary", "settled", "robust", "leaning", "contested", "tied", "sole", "none"]

_SPACES: dict[Space, str] = {
    "groups": "groups, uniform; shares inside groups fixed; best scores",
    "criteria": "criteria, uniform; best scores",
    "single": "one criterion, one weighting; best scores",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure the lead is as far as weights go: uniform over `over`, inner shares and best scores fixed.

    `weight_space` says that in words.

    `over` says what the weightings are of: the groups; the criteria, where that was asked for or the study has one
    group; `single` where it has one criterion, and so one weighting. `said` is what they all fit; empty, they are
    all that there are. `tier` is the word: `necessary` leads at every weighting and every score in range, `settled`
    at every weighting at best scores. `share` is (lower, upper) bound on the share of weightings in which the leader
    leads, equal where it is exact; None for tied, sole and none. It is, unless the weightings would take more cells
    than `methods.weightspace` allows; `upper` differs from `tier` where the bounds that then stand in for it straddle
    two tiers. `lead` is the gap to the runner-up in value points, and `least` the least gap to any ranked rival over
    all these weightings. `level` holds the ids of those groups or criteria with all of the weight on which a leader
    that is behind at no weighting only draws level; a leader with any is not settled.
    """

    tier: Word
    upper: Word
    leaders: tuple[str, ...]
    runner_up: str | None = None
    lead: float | None = None
    share: Bounds | None = None
    over: Space = "groups"
    level: tuple[str, ...] = ()
    least: float | None = None
    said: tuple[str, ...] = ()

    @property
    def weight_space(self) -> str:
        """What the share is a share of, in words."""
        return "; ".join([_SPACES[self.over], *(["those that fit what was said"] if self.said else [])])


class Pair(NamedTuple):
    """Two ranked options: the share of weightings in which the first leads the second, exact.

    `necessary`: it does so at every weighting and every score in range (closed form). Over the groups, or the
    criteria of a study with one group.
    """

    first: str
    second: str
    winning_index: float
    necessary: bool


def verdict(study: Study, weights: Weights, ranked: Sequence[Standing]) -> Verdict:
    """The verdict on the lead of the first of the ranked standings, in order of rank."""
    fits = weights.weight_set
    return replace(_verdict(study, weights, ranked), over=fits.over, said=fits.said)


def _verdict(study: Study, weights: Weights, ranked: Sequence[Standing]) -> Verdict:
    leaders = tuple(each.id for each in ranked if each.rank == 1)
    if len(ranked) <= 1:
        tier: Word = "sole" if ranked else "none"
        return Verdict(tier, tier, leaders)
    if len(leaders) > 1:
        return Verdict("tied", "tied", leaders, lead=0.0)
    fits = weights.weight_set
    options = [each.id for each in ranked]
    rows = space_rows(study, weights, options)
    share = _share(fits.cells, rows)
    tiers: tuple[Word, Word] = (stability.tier(share.low), stability.tier(share.high))
    least = min(weightspace.extremes(fits.cells, stability.gaps(rows[0], row)).low for row in rows[1:])
    if least > TIE:
        drawable = _Drawable(study, weights, options)
        beyond = all(drawable.necessary(leaders[0], rival) for rival in options[1:])
        word: Word = "necessary" if beyond and doubted(study, options) else "settled"
        tiers, share = (word, word), Bounds(1.0, 1.0)
    level = tuple(fits.ids[j] for j in stability.level_columns(rows, 0)) if not fits.statements else ()
    lead = ranked[0].value - ranked[1].value
    return Verdict(*tiers, leaders, options[1], lead, share, level=level, least=least)


def _share(cells: Cells, rows: Sequence[Row]) -> Bounds:
    """The share of the weight set in which the first row leads: exact, or bounds on it past the limit of cells."""
    bounds = Bounds(*stability.leading_share(rows, 0, partial(weightspace.ahead, cells)))
    if bounds.low == bounds.high:
        return bounds
    try:
        led = weightspace.leading(cells, rows, 0)
    except weightspace.TooManyCells:
        return bounds
    share = float(weightspace.share(led))
    return Bounds(share, share)


def doubted(study: Study, options: Iterable[str]) -> bool:
    """Whether any score of these options has a range: where none has, doubt in scores is not examined."""
    return any(each.low < each.high for id in options for each in study.option(id).scores)


class _Drawable:
    """The ranked options as their scores can be drawn: whether one is ahead of another at all scores in range."""

    def __init__(self, study: Study, weights: Weights, options: Sequence[str]) -> None:
        self.study, self.weights, self.cells = study, weights, weights.weight_set.cells
        self.low = dict(zip(options, space_rows(study, weights, options, "low"), strict=True))
        self.high = dict(zip(options, space_rows(study, weights, options, "high"), strict=True))
        packages = [each for each in map(study.option, options) if isinstance(each, Package)]
        self.mixed = {each.id: mixture(study, each) for each in packages}

    def necessary(self, first: str, second: str) -> bool:
        """Whether one option is ahead of another all over the weight set, whatever the scores in range."""
        if self.mixed.keys() & {first, second}:
            least = by_column(self.weights, self._least(first, second))
        else:
            least = tuple(stability.gaps(self.low[first], self.high[second]))
        return weightspace.extremes(self.cells, least).low > TIE

    def _least(self, first: str, second: str) -> dict[str, float]:
        """By criterion the least that any scores in range leave one option ahead of another; below 0 if behind.

        Packages follow their types, so that what two options share of a type moves both alike.
        """
        found = {}
        for each in self.study.criteria:
            ours, theirs = self._parts(first, each.id), self._parts(second, each.id)
            least = 0.0
            for id in {*ours, *theirs}:
                part, judged = ours.get(id, 0.0) - theirs.get(id, 0.0), self.study.option(id).on(each.id)
                least += part * (judged.low if part > 0 else judged.high)
            found[each.id] = least
        return found

    def _parts(self, id: str, criterion: str) -> Mapping[str, float]:
        """What an option's score is made of, by option: its types for a package, unless it was set for the run."""
        return self.mixed.get(id, {}).get(criterion) or {id: 1.0}


def pairs(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[Pair, ...]:
    """Every ordered pair of the shortlist with its exact pairwise winning index."""
    rows = dict(zip(shortlist, space_rows(study, weights, shortlist), strict=True))
    cells, drawable = weights.weight_set.cells, _Drawable(study, weights, shortlist)
    return tuple(
        Pair(
            first,
            second,
            weightspace.ahead(cells, stability.gaps(rows[first], rows[second])),
            drawable.necessary(first, second),
        )
        for first in shortlist
        for second in shortlist
        if first != second
    )
