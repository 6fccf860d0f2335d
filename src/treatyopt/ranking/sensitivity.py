"""How sure the ranking is: what other weights and scores within reason would say of it.

The exact parts come from the weight set and from closed forms; the rest from sampling.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from treatyopt.errors import ArgumentProblem, counted
from treatyopt.methods import stability
from treatyopt.methods.proportions import wilson
from treatyopt.methods.stability import Tier
from treatyopt.ranking.acceptability import (
    DEPENDENCES,
    Acceptability,
    Dependence,
    Doubt,
    Estimate,
    First,
    Over,
    Progress,
    Sampling,
    Scores,
    drawn_from,
    require_dependence,
)
from treatyopt.ranking.comparison import Difference, differences
from treatyopt.ranking.evaluation import Screening
from treatyopt.ranking.explain import Condition, conditions
from treatyopt.ranking.ranking import Ranking, require_ranking
from treatyopt.ranking.tipping import Tipping, tippings
from treatyopt.ranking.worth import Worth, worth
from treatyopt.result import Result

MAX_SAMPLES = 100_000_000
# What a share of drawings can come to; that a lead is settled is no more than robust to them.
_HEIGHTS = {"contested": 0, "leaning": 1, "robust": 2, "settled": 2}


class Belief(NamedTuple):
    """What must be believed for an option that does not lead to lead.

    `failed` lists the screens that rule it out, whatever the weights; else `conditions` gives the weights of
    each group at which it leads.
    """

    id: str
    failed: tuple[Screening, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, repr=False)
class Sensitivity(Result):
    """How sure a ranking is.

    `acceptability` is over the weight set asked for, ranked options only; `unscreened` likewise over all compared
    options without screens, where screens set some aside. Both are exact where the weight set falls into few enough
    cells; else they are drawn, and empty if nothing is to be drawn. They are empty too when fewer than two are ranked.
    `doubts` is the verdict with scores drawn in their ranges, once for each way of drawing them; `dependence` is the
    way in which they are for `acceptability`, with `scores` in ranges.
    `against` are the criteria on which the runner-up is better. `leads_within` says whether the leader leads at every
    weighting `within` so much of the chosen one, exactly; None without, and where others lead outside what was said.
    `worth` says what is worth finding out; None where fewer than two are ranked or several lead.
    """

    ROOM = "sensitivity"

    ranking: Ranking
    samples: int
    seed: int
    over: Over
    within: float | None
    scores: Scores
    acceptability: tuple[Acceptability, ...]
    unscreened: tuple[Acceptability, ...]
    dependence: Dependence
    doubts: tuple[Doubt, ...]
    beliefs: tuple[Belief, ...]
    against: tuple[Difference, ...]
    tipping: tuple[Tipping, ...]
    leads_within: bool | None = None
    worth: Worth | None = None

    @property
    def tie_rule(self) -> str:
        """What rank acceptability makes of ties, in words."""
        return "options with the same value share their ranks equally"

    @property
    def tie_share(self) -> float | None:
        """The exact share of weightings (0-1) where several options are level for first place; None if drawn."""
        led = [each.leads for each in self.acceptability if each.leads is not None]
        return max(0.0, 1 - math.fsum(led)) if len(led) == len(self.acceptability) > 0 else None

    @property
    def in_ranges(self) -> Estimate | None:
        """The leader's share of the verdict's weightings with each score drawn by itself; None where none is."""
        return self.doubts[0].leads if self.doubts else None

    @property
    def in_ranges_first(self) -> First | None:
        """The option that is first in more of these drawings than any other, with its share."""
        return self.doubts[0].first if self.doubts else None

    @property
    def in_ranges_tiers(self) -> tuple[Tier, Tier] | None:
        """The lowest and the highest tier, over the ways of drawing, at 95% (Wilson's interval); None without."""
        if not self.doubts:
            return None
        ends = [wilson(each.leads.share, self.samples) for each in self.doubts]
        return stability.tier(min(ends).low), stability.tier(max(each.high for each in ends))

    @property
    def tiers_differ(self) -> bool:
        """Whether scores drawn in their ranges put the lead in another tier than weights alone, so far as draws tell.

        Never where it is necessary, which no drawing of scores can change, nor between the exact bounds' tiers.
        """
        found, drawn = self.ranking.verdict, self.in_ranges_tiers
        if drawn is None or found.tier not in _HEIGHTS or found.upper not in _HEIGHTS:
            return False
        return _HEIGHTS[drawn[1]] < _HEIGHTS[found.tier] or _HEIGHTS[found.upper] < _HEIGHTS[drawn[0]]

    @property
    def tiers_agree(self) -> bool:
        """Whether they leave it in a tier that weights alone allow, whatever the draws leave open."""
        found, drawn = self.ranking.verdict, self.in_ranges_tiers
        if drawn is None or found.tier not in _HEIGHTS or found.upper not in _HEIGHTS:
            return False
        return _HEIGHTS[found.tier] <= _HEIGHTS[drawn[0]] and _HEIGHTS[drawn[1]] <= _HEIGHTS[found.upper]


def sensitivity(
    ranking: Ranking,
    samples: int = 100_000,
    seed: int = 1,
    *,
    over: Over | None = None,
    within: float | None = None,
    scores: Scores = "best",
    dependence: Dependence = "each",
    progress: Progress | None = None,
) -> Sensitivity:
    """How sure a ranking is, exactly where a closed form is known and by seeded sampling elsewhere.

    `samples` draws (0: exact parts only) of weights uniform over the ranking's weight set: of the groups, with the
    ranking's shares inside them, or of all criteria, as always where the study has one group; `over` asks for the
    other of the two. `within` keeps each weight within so many percent (0-100) of the chosen one. `scores` are the
    best ones or drawn uniformly in their ranges, by `dependence`: `each` by itself, all options at one quantile of
    each `criterion`, or all criteria at one quantile of each `option`. The same seed gives the same figures.
    `progress` is told the number of draws done since the last call. Raises ArgumentProblem for figures out of bounds,
    and where hardly any weighting within so many percent fits what was said.
    """
    require_ranking(ranking)
    samples, seed = counted("samples", samples, MAX_SAMPLES), counted("seed", seed)
    _check(over, within, scores, dependence)
    fits = drawn_from(ranking, over)
    if fits.share is None and within is not None and samples:
        raise ArgumentProblem(
            f"within={within:g}: an equality leaves nothing to draw from nearby", arguments=("within",)
        )
    space = Sampling(ranking, samples, seed, fits, within, scores, progress, dependence)
    asked = samples > 0 or fits.over != "single"
    several = asked and len(ranking.shortlist) > 1
    everyone = [each.id for each in ranking.standings]
    screened = asked and len(everyone) > max(len(ranking.shortlist), 1)
    lone = several and len(ranking.verdict.leaders) == 1
    doubts = space.doubts() if lone and samples else ()
    return Sensitivity(
        ranking=ranking,
        samples=samples,
        seed=seed,
        over="groups" if fits.over == "groups" else "criteria",
        within=within,
        scores=scores,
        acceptability=space.acceptability(ranking.shortlist) if several else (),
        unscreened=space.acceptability(everyone) if screened else (),
        dependence=dependence,
        doubts=doubts,
        beliefs=tuple(_beliefs(ranking)),
        against=_against(ranking),
        tipping=tippings(ranking),
        worth=worth(ranking) if lone else None,
        leads_within=_leads_within(ranking, space, within / 100) if within is not None and several else None,
    )


def _leads_within(ranking: Ranking, space: Sampling, spread: float) -> bool | None:
    """Whether the leader's gap to each rival stays above 0 with each weight moved by its part against it."""
    if len(ranking.verdict.leaders) != 1:
        return None
    chosen, rows = space.chosen(space.fits), space.rows(ranking.shortlist)
    least = min(
        math.fsum(
            c * (d - spread * abs(d)) for c, d in zip(chosen, stability.gaps(rows[0], row), strict=True)
        )
        for row in rows[1:]
    )
    return least > stability.TIE or (None if space.fits.statements else False)


def runs(ranking: Ranking, samples: int) -> int:
    """How many draws `sensitivity` makes in all, for a progress bar."""
    several, everyone = len(ranking.shortlist) > 1, len(ranking.standings)
    screened = everyone > max(len(ranking.shortlist), 1)
    doubts = len(DEPENDENCES) * (len(ranking.verdict.leaders) == 1)
    return samples * (several * (1 + doubts) + screened)


def _check(over: str | None, within: float | None, scores: str, dependence: str) -> None:
    if over not in (None, "groups", "criteria"):
        raise ArgumentProblem(f"over={over}: must be groups or criteria")
    require_dependence(dependence)
    if dependence != "each" and scores == "best":
        raise ArgumentProblem(
            f"dependence={dependence}: best scores are not drawn; it is for scores in ranges",
            arguments=("scores",),
        )
    if scores not in ("best", "ranges"):
        raise ArgumentProblem(f"scores={scores}: must be best or ranges")
    if within is not None and not 0 <= within <= 100:
        raise ArgumentProblem(f"within={within}: must be a percentage from 0 to 100")


def _beliefs(ranking: Ranking) -> Iterator[Belief]:
    for each in ranking.standings:
        if each.rank != 1:
            failed = tuple(screen for screen in each.screens if not screen.passes)
            yield Belief(each.id, failed, () if failed else conditions(ranking, each.id))


def _against(ranking: Ranking) -> tuple[Difference, ...]:
    found = ranking.verdict
    if found.runner_up is None:
        return ()
    return tuple(
        each for each in differences(ranking, found.runner_up, found.leaders[0]) if each.weighted > 0
    )
