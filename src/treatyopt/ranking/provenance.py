"""How far a ranking rests on single passages, or on what nobody stated: what it would be without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from treatyopt.errors import ids
from treatyopt.packages.changes import followed
from treatyopt.ranking.claims import ClaimStatus, check_claims
from treatyopt.ranking.ranking import Ranking, rank, require_ranking
from treatyopt.ranking.unknown import unknown_scores
from treatyopt.ranking.verdict import Word
from treatyopt.result import Result
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study
from treatyopt.study.striking import Struck, stated_only, without

Part = Literal["leader", "shortlist", "tier", "claims"]


class Turned(NamedTuple):
    """A claim of the source that comes out otherwise, by id: what its test said, and what it then says."""

    id: str
    was: ClaimStatus
    now: ClaimStatus


@dataclass(frozen=True, repr=False)
class Provenance(Result):
    """A ranking, and what it would be without the passages `without`, or with `stated` scores alone.

    `after` has the middle of its scale in place of each score that would be unknown. `scores` are these, of all the
    study, as option.criterion, or party:option.criterion where a party scores otherwise. `claims` come out otherwise,
    and `footing` (`kind id`) cited nothing but what was struck out. What has no footing left is still applied.
    """

    ROOM = "provenance"

    ranking: Ranking
    without: tuple[str, ...]
    stated: bool
    after: Ranking
    scores: tuple[str, ...]
    claims: tuple[Turned, ...]
    footing: tuple[str, ...]

    @property
    def changes(self) -> tuple[Part, ...]:
        """What comes out otherwise: the leader, the shortlist, the tier of the verdict, claims."""
        found: dict[Part, bool] = {
            "leader": set(self.ranking.verdict.leaders) != set(self.after.verdict.leaders),
            "shortlist": set(self.ranking.shortlist) != set(self.after.shortlist),
            "tier": _tiers(self.ranking) != _tiers(self.after),
            "claims": bool(self.claims),
        }
        return tuple(part for part, changed in found.items() if changed)

    @property
    def touches(self) -> bool:
        """Whether any score of what is compared would be unknown, or follow from one that is."""
        return any(
            (was.score, was.range, was.basis) != (now.score, now.range, now.basis)
            for each in self.after.standings
            for was, now in zip(
                self.ranking.study.option(each.id).scores,
                self.after.study.option(each.id).scores,
                strict=True,
            )
        )

    @property
    def known(self) -> int:
        """How many of the scores of what is compared would still be known."""
        used = [self.after.study.option(each.id) for each in self.after.standings]
        return sum(each.basis != UNKNOWN for option in used for each in option.scores)

    @property
    def could(self) -> bool | None:
        """Whether some figures for what would be unknown change who leads then; None where that is not worked out."""
        if not self.scores:
            return False
        found = unknown_scores(self.after)
        return True if found.alone else found.together


class Fall(NamedTuple):
    """What falls with one passage, struck out by itself, as a Provenance has it; the leaders are those then.

    `lead` is the gap to the runner-up in value points, if there is one. `by_middle` are the screens that a leader
    passes only by the middle in place of an unknown score. `could`: some figures for what would be unknown
    change who then leads at middles; None where that is not worked out.
    """

    locator: str
    scores: tuple[str, ...]
    leaders: tuple[str, ...]
    lead: float | None
    by_middle: tuple[str, ...]
    shortlist: tuple[str, ...]
    tier: Word
    upper: Word
    claims: tuple[Turned, ...]
    footing: tuple[str, ...]
    changes: tuple[Part, ...]
    could: bool | None

    @property
    def falls(self) -> bool:
        """Whether anything does: a score, a part of the answer, or the footing of something."""
        return bool(self.scores or self.changes or self.footing)


@dataclass(frozen=True, repr=False)
class Passages(Result):
    """What would fall with each passage of the source, struck out by itself, in the order of the source."""

    ROOM = "passages"

    ranking: Ranking
    passages: tuple[Fall, ...]

    def changing(self, part: Part) -> tuple[Fall, ...]:
        """The passages with which a part of the answer comes out otherwise."""
        return tuple(each for each in self.passages if part in each.changes)


def provenance(ranking: Ranking, without: Sequence[str] = (), *, stated: bool = False) -> Provenance:
    """What a ranking would be without some passages, with stated scores alone, or both.

    A score is unknown once all passages that it cites are struck out; scores that cite nothing stay. With `stated`,
    scores that are inferred or judged are unknown, and those set for the run stay. Raises ArgumentProblem for unknown
    locators, and for passages where the study has no source.
    """
    require_ranking(ranking)
    gone = tuple(dict.fromkeys(ids("without", without)))
    return _provenance(ranking, gone, stated, _statuses(ranking.study))


def by_passage(ranking: Ranking) -> Passages:
    """What falls with each passage of the source; ArgumentProblem where the study has no source."""
    require_ranking(ranking)
    before = _statuses(ranking.study)
    locators = [each.id for each in required_source(ranking.study).locators]
    return Passages(ranking, tuple(_fall(_provenance(ranking, (each,), False, before)) for each in locators))


def _fall(found: Provenance) -> Fall:
    then = found.after.verdict
    screens = [met for id in then.leaders for met in found.after.standing(id).screens]
    return Fall(
        found.without[0],
        found.scores,
        then.leaders,
        then.lead,
        tuple(dict.fromkeys(met.screen for met in screens if met.by_middle)),
        found.after.shortlist,
        then.tier,
        then.upper,
        found.claims,
        found.footing,
        found.changes,
        found.could,
    )


def _provenance(
    ranking: Ranking, gone: tuple[str, ...], stated: bool, before: dict[str, ClaimStatus]
) -> Provenance:
    study = ranking.study
    struck = without(study, gone) if gone else Struck(study, ())
    scores = struck.scores
    if stated:
        fallen = stated_only(struck.study)
        struck, scores = struck._replace(study=fallen.study), (*scores, *fallen.scores)
    after, now = ranking, before
    if scores:
        after = _again(ranking, followed(struck.study))
        now = _statuses(after.study)
    turned = tuple(Turned(id, was, now[id]) for id, was in before.items() if was != now[id])
    return Provenance(ranking, gone, stated, after, scores, turned, struck.footing)


def _again(ranking: Ranking, study: Study) -> Ranking:
    """The same options ranked by the same weights and screens, as another study scores them."""
    options = [each.id for each in study.options if each.id in {s.id for s in ranking.standings}]
    found = rank(study, ranking.weights, options=options, screens=ranking.screens)
    return replace(found, changes=ranking.changes)


def _statuses(study: Study) -> dict[str, ClaimStatus]:
    return {each.claim.id: each.status for each in check_claims(study)}


def _tiers(ranking: Ranking) -> tuple[str, str]:
    return ranking.verdict.tier, ranking.verdict.upper
