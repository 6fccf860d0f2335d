"""Which scores nobody knows, and whether any of them could change who leads: exact, at the weights of a ranking."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

from treatyopt.methods import weightspace
from treatyopt.methods.stability import TIE
from treatyopt.packages.package import mixture
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import by_column
from treatyopt.ranking.tipping import tippings
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.records import Package

Place = tuple[str, str]


class Unknown(NamedTuple):
    """The scores in use that are unknown, as (option, criterion), out of how many in `total`.

    `alone` are those of which one alone could change who leads, or make a tie. `together` says whether all of them
    could; None where packages are compared, whose scores follow their types'. `passing` and `failing` are (option,
    criterion, screen) where an option passes or fails a screen by the middle of a scale, and would not at every score.
    """

    scores: tuple[Place, ...]
    total: int
    alone: tuple[Place, ...]
    together: bool | None
    passing: tuple[tuple[str, str, str], ...]
    failing: tuple[tuple[str, str, str], ...] = ()


class Undecided(NamedTuple):
    """An option that passes or fails `screens` by middles alone: to know its `criteria` decides that.

    `leads` says at which of the scores with which it passes it leads, all else as it is: all, some, none,
    or `level` where it draws level at most; `alone` where nothing else is ranked. `above` is the score of a single
    criterion above which it leads, where it does at some.
    """

    option: str
    criteria: tuple[str, ...]
    screens: tuple[str, ...]
    passes: bool
    leads: Literal["all", "some", "level", "none", "alone"]
    above: float | None = None


def undecided(ranking: Ranking) -> Iterator[Undecided]:
    """The options of which middles alone decide whether they are ranked, and what would come of knowing better.

    Where no score passes all screens on a criterion there is nothing to decide.
    """
    for standing in ranking.standings:
        unsure = [met for met in standing.screens if met.by_middle]
        if not unsure or any(not met.passes and not met.by_middle for met in standing.screens):
            continue
        criteria = tuple(dict.fromkeys(met.criterion for met in unsure))
        if any(standing.let_pass(each) is None for each in criteria):
            continue
        screens = tuple(met.screen for met in unsure if met.passes is standing.passes)
        leads, above = _led(ranking, standing, criteria)
        yield Undecided(standing.id, criteria, screens, standing.passes, leads, above)


def _led(
    ranking: Ranking, standing: Standing, criteria: tuple[str, ...]
) -> tuple[Literal["all", "some", "level", "none", "alone"], float | None]:
    """At which of the scores on some criteria with which it passes an option leads, and of one above which."""
    bar = max(
        (each.value for each in ranking.standings if each.passes and each.id != standing.id), default=None
    )
    if bar is None:
        return "alone", None
    places = tuple((standing.id, each) for each in criteria)
    least, most = (_furthest(ranking, standing, places, up=up) for up in (False, True))
    if least is None or most is None or most < bar - TIE:
        return "none", None
    if most <= bar + TIE:
        return "level", None
    if least > bar + TIE:
        return "all", None
    weights = {each.id: each.weight for each in ranking.weights.criteria}
    now = ranking.study.option(standing.id).on(criteria[0]).score
    return "some", now + (bar - standing.value) / weights[criteria[0]] if len(criteria) == 1 else None


def unknown_scores(ranking: Ranking) -> Unknown:
    """The unknown scores of the options compared, and what could come of them."""
    study = ranking.study
    found = tuple(
        (standing.id, each.id)
        for standing in ranking.standings
        for each in study.option(standing.id).scores
        if each.basis == UNKNOWN
    )
    total = len(ranking.standings) * len(study.criteria)
    if not found:
        return Unknown((), total, (), False, ())
    unsure = [
        (each.passes, (standing.id, each.criterion, each.screen))
        for standing in ranking.standings
        for each in standing.screens
        if each.by_middle
    ]
    passing, failing = (tuple(place for met, place in unsure if met is want) for want in (True, False))
    return Unknown(found, total, _alone(ranking, found), _together(ranking, found), passing, failing)


def entering(ranking: Ranking, *options: str) -> bool:
    """Whether the verdict rests on what stands for an unknown score, or would where the leads of `options` are told.

    Of a ranked option it counts where its criterion can have any weight, unless the lead holds at every score; of any
    that is compared, where a middle alone decides a screen; and nothing else where nothing else is ranked.
    """
    if any(met.by_middle for standing in ranking.standings for met in standing.screens):
        return True
    if ranking.verdict.tier in ("necessary", "sole", "none") and not options:
        return False
    cells = ranking.weights.weight_set.cells
    counting = [
        each.id
        for each in ranking.weights.criteria
        if weightspace.extremes(cells, by_column(ranking.weights, {each.id: 1.0})).high > TIE
    ]
    told = [*ranking.shortlist, *options]
    return any(_rests(ranking.study, option, id) for option in dict.fromkeys(told) for id in counting)


def _rests(study: Study, option: str, criterion: str) -> bool:
    """Whether a score is unknown, or made of one of its types' that is."""
    made = study.option(option)
    if not isinstance(made, Package):
        return made.on(criterion).basis == UNKNOWN
    return any(study.option(id).on(criterion).basis == UNKNOWN for id in mixture(study, made)[criterion])


def at_means(ranking: Ranking) -> tuple[str, ...]:
    """What would lead of what is ranked, were each unknown score the mean worth of the values on its scale.

    That is another than the middle's where a scale in a unit bends. Screens stay as the middle meets them, and nothing
    is said, as of no leader, where packages are compared, whose scores follow their types'.
    """
    study = ranking.study
    if any(isinstance(study.option(each.id), Package) for each in ranking.standings):
        return ()
    values = {}
    for id in ranking.shortlist:
        option = study.option(id)
        unknown = [each for each in ranking.weights.criteria if option.on(each.id).basis == UNKNOWN]
        shift = math.fsum(
            each.weight * (option.on(each.id).mean - option.on(each.id).score) for each in unknown
        )
        values[id] = ranking.standing(id).value + shift
    first = _first(values)
    return tuple(id for id in ranking.shortlist if id in first)


def _alone(ranking: Ranking, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those whose change alone, anywhere on the scale, changes who leads."""
    if len(ranking.verdict.leaders) > 1:
        return tuple(each for each in found if _unties(ranking, each))
    tips = {(each.option, each.criterion) for each in tippings(ranking, found) if each.in_range}
    return tuple(each for each in found if each in tips)


def _unties(ranking: Ranking, place: Place) -> bool:
    """Whether one score, at its best or at its worst or where it fails a screen, changes which options are level."""
    option, criterion = place
    standing = ranking.standing(option)
    others = {each.id: each.value for each in ranking.standings if each.passes and each.id != option}
    ends = (_furthest(ranking, standing, (place,), up=up) for up in (True, False))
    cases = [others if value is None else others | {option: value} for value in ends]
    if any(met.by_middle for met in standing.screens if met.criterion == criterion):
        cases.append(others)
    return any(_first(case) != set(ranking.verdict.leaders) for case in cases)


def _first(values: dict[str, float]) -> set[str]:
    best = max(values.values(), default=0.0)
    return {id for id, value in values.items() if best - value <= TIE}


def _together(ranking: Ranking, found: tuple[Place, ...]) -> bool | None:
    """Whether any figures for all of them change who leads, or make a tie."""
    study, leaders = ranking.study, ranking.verdict.leaders
    if any(isinstance(study.option(each.id), Package) for each in ranking.standings):
        return None
    able = {each.id: _furthest(ranking, each, found, up=True) for each in ranking.standings}
    if not leaders:
        return any(value is not None for value in able.values())
    if len(leaders) > 1:
        level = ranking.standing(leaders[0]).value
        others = (value for id, value in able.items() if id not in leaders and value is not None)
        return bool(_alone(ranking, found)) or any(value >= level - TIE for value in others)
    leader = ranking.standing(leaders[0])
    least = _furthest(ranking, leader, found, up=False)
    if least is None or any(each.by_middle for each in leader.screens):
        return True
    rivals = (value for id, value in able.items() if id != leader.id and value is not None)
    return any(value >= least - TIE for value in rivals)


def _furthest(ranking: Ranking, standing: Standing, found: tuple[Place, ...], *, up: bool) -> float | None:
    """The highest, or the lowest, value that an option can have and pass all screens; None if it cannot pass."""
    value = standing.value
    for weight in ranking.weights.criteria:
        if (standing.id, weight.id) in found:
            ends = standing.let_pass(weight.id)
            if ends is None:
                return None
            low, high = ends
            now = ranking.study.option(standing.id).on(weight.id).score
            value += weight.weight * ((high if up else low) - now)
    known = (each for each in standing.screens if (standing.id, each.criterion) not in found)
    return value if all(each.passes for each in known) else None
