"""Studies of the same decision by several judges: side by side, their mean, and what turns on where they differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, printable
from treatyopt.methods.ranks import ranks
from treatyopt.methods.stability import TIE
from treatyopt.packages.changes import Scores
from treatyopt.ranking.agreement import Agreement, Spread, apart, ends, spreads
from treatyopt.ranking.deciding import MOST, Before, Deciding, Turning, deciding
from treatyopt.ranking.ranking import Ranking, rank
from treatyopt.ranking.sharing import Unshared, in_one, shared, weighed_alike
from treatyopt.ranking.weights import Weights, weigh
from treatyopt.result import Result
from treatyopt.study.differences import Alteration, Counting, beside, counting
from treatyopt.study.model import Study, find, require_study
from treatyopt.study.records import Package


class MeanStanding(NamedTuple):
    """An option's place by the mean of its values (0-100) over studies; no rank where a screen of any sets it aside.

    `fails` names the studies in which it fails a screen.
    """

    id: str
    name: str
    rank: int | None
    value: float
    fails: tuple[str, ...]


class ScoreSpread(NamedTuple):
    """The worths (0-100) that studies give one score, in their order, and which give the most and the least.

    `difference` is from the least to the most, `weighted` that times the mean weight of the criterion.
    """

    id: str
    option: str
    criterion: str
    scores: tuple[float, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]
    difference: float
    weighted: float


class Change(NamedTuple):
    """What another study has otherwise, and what that does by itself to the first study.

    `moves` are the values it moves, and by how much, `ranks` the ranks that it changes (None: set aside), `leaders` who
    leads then.
    """

    kind: str
    id: str
    was: Any
    now: Any
    option: str | None
    criterion: str | None
    moves: tuple[tuple[str, float], ...]
    ranks: tuple[tuple[str, int | None], ...]
    leaders: tuple[str, ...]


class Together(NamedTuple):
    """An option from the first study to another: `after` is `before`, what changes add alone, and what beyond that.

    `beyond` is the interaction: what all changes do together less the sum of what each does by itself.
    """

    id: str
    name: str
    before: float
    alone: float
    beyond: float
    after: float
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class Turn:
    """What changes from the first study to another, and whether the leader turns on it.

    `changes` are those that values or screens hang on, the largest first, at most 200; `left_out` says how many are
    not among them. `others` are differences that no value hangs on.
    """

    name: str
    changes: tuple[Change, ...]
    left_out: int
    others: tuple[Alteration, ...]
    options: tuple[Together, ...]
    leaders: tuple[tuple[str, ...], tuple[str, ...]]
    deciding: Deciding

    @property
    def differs(self) -> bool:
        """Whether anything at all is otherwise."""
        return bool(self.changes or self.others)

    @property
    def sums(self) -> bool:
        """Whether the effects of all changes are the sum of what each does by itself."""
        return all(abs(each.beyond) <= TIE for each in self.options)


@dataclass(frozen=True, repr=False)
class Judges(Agreement, Result):
    """Several studies of one decision, each ranked by itself on what all share.

    `names` are those of the studies, `rankings` each of them ranked. `mean` has the mean of the values, each with an
    equal say, ranked ones first. `spreads` and `scores` hold where weights and scores are furthest apart. `turns` has
    one entry for each study but the first. `unshared` is what only some have, and is left out.
    """

    ROOM = "judges"

    names: tuple[str, ...]
    rankings: tuple[Ranking, ...]
    mean: tuple[MeanStanding, ...]
    spreads: tuple[Spread, ...]
    scores: tuple[ScoreSpread, ...]
    turns: tuple[Turn, ...]
    unshared: tuple[Unshared, ...]


def compare_studies(
    studies: Sequence[Study] | Mapping[str, Study],
    weights: Mapping[str, float] | None = None,
    profile: str | None = None,
    name: str | None = None,
    *,
    say: Sequence[str] = (),
    over: Literal["groups", "criteria"] = "groups",
    options: Sequence[str] | None = None,
    screens: Sequence[str] | None = None,
    scores: Scores | None = None,
    baseline: bool = False,
) -> Judges:
    """Studies of one decision by several judges side by side, with what turns on the differences from the first.

    Each is ranked by its own profile unless `profile` names one that all have, with the points, statements, screens and
    scores that are given, as `rank` takes them; `name` is what such weights are called. Options and criteria that only
    some have are left out, and the weights of the others sum to 1 again. A mapping gives the studies names. Raises
    ArgumentProblem for fewer than two studies, unknown ids, studies that share no option or no criterion, and a `say`
    about more than what they share.
    """
    named = _named(studies)
    weighed = {}
    for each, study in named.items():
        try:
            weighed[each] = weigh(study, weights, profile, name, say=say, over=over)
        except ArgumentProblem as problem:
            raise in_one(each, problem, named) from None
    ours, compared, unshared = shared(named, options, baseline)
    rankings = []
    for each, study in ours.items():
        own = weighed[each]
        try:
            used, left = (own, ()) if study is named[each] else weighed_alike(study, named[each], own, say)
            unshared += tuple(Unshared("statement", text, (each,)) for text in left)
            rankings.append(rank(study, used, options=compared, screens=screens, scores=scores))
        except ArgumentProblem as problem:
            raise in_one(each, problem, named) from None
    names = tuple(named)
    return Judges(
        names=names,
        rankings=tuple(rankings),
        mean=_mean(names, rankings),
        spreads=spreads(names, [each.weights for each in rankings]),
        scores=_scores(names, rankings),
        turns=tuple(
            _turn(name, rankings[0], each) for name, each in zip(names[1:], rankings[1:], strict=True)
        ),
        unshared=unshared,
    )


def _named(studies: Sequence[Study] | Mapping[str, Study]) -> dict[str, Study]:
    """The studies by name: as given, or after their files, and no two alike."""
    if not isinstance(studies, (Mapping, Sequence)):
        raise ArgumentProblem(
            f"studies={printable(repr(studies))}: give a list of studies, or a mapping by name"
        )
    given: list[tuple[str | None, Study]] = (
        [*studies.items()] if isinstance(studies, Mapping) else [(None, each) for each in studies]
    )
    names: list[str] = []
    for i, (name, study) in enumerate(given, start=1):
        require_study(study)
        if any(isinstance(each, Package) for each in study.options):
            raise ArgumentProblem(
                "a package takes its scores from one study; leave packages out to compare several"
            )
        names.append(
            printable(str(name)) if name is not None else PurePath(study.origin.file or f"study {i}").stem
        )
    if len(names) < 2:
        raise ArgumentProblem("give two studies at least to be compared")
    return dict(zip(apart(names), (study for _, study in given), strict=True))


def _mean(names: Sequence[str], rankings: Sequence[Ranking]) -> tuple[MeanStanding, ...]:
    found = []
    for each in rankings[0].standings:
        own = [ranking.standing(each.id) for ranking in rankings]
        fails = tuple(name for name, one in zip(names, own, strict=True) if one.rank is None)
        value = math.fsum(one.value for one in own) / len(own)
        found.append(MeanStanding(each.id, each.name, None, value, fails))
    found.sort(key=lambda each: (bool(each.fails), -each.value))
    passing = [each for each in found if not each.fails]
    places = ranks([each.value for each in passing])
    ranked = (each._replace(rank=place) for each, place in zip(passing, places, strict=True))
    return (*ranked, *(each for each in found if each.fails))


def _scores(names: Sequence[str], rankings: Sequence[Ranking]) -> tuple[ScoreSpread, ...]:
    """Scores that studies give otherwise, those that move values most first."""
    first, found = rankings[0], []
    for criterion in first.study.criteria:
        weight = math.fsum(each.weights.of_criterion(criterion.id) for each in rankings) / len(rankings)
        for standing in first.standings:
            worths = tuple(each.study.option(standing.id).on(criterion.id).score for each in rankings)
            most, least, far = ends(names, worths)
            if most:
                place = f"{standing.id}.{criterion.id}"
                found.append(
                    ScoreSpread(place, standing.id, criterion.id, worths, most, least, far, far * weight)
                )
    return tuple(sorted(found, key=lambda each: (-round(each.weighted, 9), -round(each.difference, 9))))


def _turn(name: str, first: Ranking, other: Ranking) -> Turn:
    options = [each.id for each in first.standings]
    changes, reweighed = _changes(first, other, options)
    found = Turning(_before(first), tuple(changes), *reweighed)
    order = sorted(range(len(changes)), key=lambda place: -round(found.size(place), 9))
    # a screen moves no value and can decide alone, so that none is left out for its size
    kept = set(sorted(order, key=lambda place: not changes[place].screens)[:MOST])
    listed = [place for place in order if place in kept]
    start = found.ranks(())
    told = tuple(_alone(found, place, start) for place in listed)
    known = [each.told.id for each in changes]
    weighed = {first.weights.profile, other.weights.profile}
    return Turn(
        name=name,
        changes=told,
        left_out=len(order) - len(listed),
        others=tuple(beside(first.study, other.study, options, known, weighed)),
        options=tuple(_together(found, first, other, id) for id in options),
        leaders=(first.verdict.leaders, other.verdict.leaders),
        deciding=deciding(found, listed),
    )


def _changes(
    first: Ranking, other: Ranking, options: Sequence[str]
) -> tuple[list[Counting], tuple[Mapping[str, float], int | None]]:
    """What values and screens hang on; the other study's weights and the place of that change, if they are one."""
    changes = list(counting(first.study, other.study, options, (first.screens, other.screens)))
    was, now = (_by_criterion(each.weights) for each in (first, other))
    if all(abs(was[id] - now[id]) <= TIE for id in was):
        return changes, ({}, None)
    changes.append(Counting(Alteration("weights", "weights", was, now), {}, {}))
    return changes, (now, len(changes) - 1)


def _by_criterion(weights: Weights) -> dict[str, float]:
    return {each.id: each.weight for each in weights.criteria}


def _before(ranking: Ranking) -> Before:
    study = ranking.study
    degree = {each.id: each.degree for each in study.options}
    options = sorted((each.id for each in ranking.standings), key=degree.__getitem__)
    return Before(
        tuple(options),
        _by_criterion(ranking.weights),
        {(id, each.id): study.option(id).on(each.id).score for id in options for each in study.criteria},
        {id: find("screen", id, study.screens) for id in ranking.screens},
    )


def _alone(found: Turning, place: int, start: Mapping[str, int | None]) -> Change:
    ranks = found.ranks((place,))
    return Change(
        *found.changes[place].told,
        moves=tuple((id, moved) for id, moved in found.alone(place).items() if abs(moved) > TIE),
        ranks=tuple((id, each) for id, each in ranks.items() if each != start[id]),
        leaders=tuple(id for id in found.before.options if id in found.leaders((place,))),
    )


def _together(found: Turning, first: Ranking, other: Ranking, option: str) -> Together:
    was, now = first.standing(option), other.standing(option)
    alone = math.fsum(found.alone(place).get(option, 0.0) for place in range(len(found.changes)))
    beyond = now.value - was.value - alone
    return Together(option, was.name, was.value, alone, beyond, now.value, was.rank, now.rank)
