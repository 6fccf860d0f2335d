"""Which scores nobody knows, and whether any of them could change who leads: exact, at the weights of a ranking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from treatyopt.methods.stability import TIE
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.tipping import tippings
from treatyopt.study.model import find
from treatyopt.study.records import Package

Place = tuple[str, str]


class Unknown(NamedTuple):
    """The scores in use that are unknown, as (option, criterion), out of how many in `total`.

    `alone` are those of which one alone could change who leads, or make a tie. `together` says whether all of them
    could; None where packages are compared, whose scores follow their types'. `passing` are (option, criterion,
    screen) where an option passes a screen by the middle of a scale and would not at every score on it.
    """

    scores: tuple[Place, ...]
    total: int
    alone: tuple[Place, ...]
    together: bool | None
    passing: tuple[tuple[str, str, str], ...]


def unknown_scores(ranking: Ranking) -> Unknown:
    """The unknown scores of the options compared, and what could come of them."""
    study = ranking.study
    found = tuple(
        (standing.id, each.id)
        for standing in ranking.standings
        for each in study.option(standing.id).scores
        if each.basis == "unknown"
    )
    total = len(ranking.standings) * len(study.criteria)
    if not found:
        return Unknown((), total, (), False, ())
    passing = tuple(
        (standing.id, each.criterion, each.screen)
        for standing in ranking.standings
        for each in standing.screens
        if each.passes and not each.throughout and (standing.id, each.criterion) in found
    )
    return Unknown(found, total, _alone(ranking, found), _together(ranking, found), passing)


def _alone(ranking: Ranking, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those whose change alone, anywhere on the scale, changes who leads; where several lead, those with a weight."""
    if len(ranking.verdict.leaders) > 1:
        weighed = {each.id for each in ranking.weights.criteria if each.weight > 0}
        return tuple(
            (option, criterion)
            for option, criterion in found
            if option in ranking.verdict.leaders and criterion in weighed
        )
    tips = {(each.option, each.criterion) for each in tippings(ranking, found) if each.in_range}
    return tuple(each for each in found if each in tips)


def _together(ranking: Ranking, found: tuple[Place, ...]) -> bool | None:
    """Whether any figures for all of them change who leads, or make a tie."""
    study, leaders = ranking.study, ranking.verdict.leaders
    if any(isinstance(study.option(each.id), Package) for each in ranking.standings):
        return None
    if len(leaders) > 1:
        return bool(_alone(ranking, found))
    able = {each.id: _furthest(ranking, each, found, up=True) for each in ranking.standings}
    if not leaders:
        return any(value is not None for value in able.values())
    leader = ranking.standing(leaders[0])
    least = _furthest(ranking, leader, found, up=False)
    if least is None or any(
        not each.throughout and (leader.id, each.criterion) in found for each in leader.screens
    ):
        return True
    rivals = (value for id, value in able.items() if id != leader.id and value is not None)
    return any(value >= least - TIE for value in rivals)


def _furthest(ranking: Ranking, standing: Standing, found: tuple[Place, ...], *, up: bool) -> float | None:
    """The highest, or the lowest, value that an option can have and pass all screens; None if it cannot pass."""
    value = standing.value
    for weight in ranking.weights.criteria:
        if (standing.id, weight.id) in found:
            ends = [*_passing(ranking, standing, weight.id)]
            low, high = (
                max((low for low, _ in ends), default=0.0),
                min((high for _, high in ends), default=100.0),
            )
            if low > high:
                return None
            now = ranking.study.option(standing.id).on(weight.id).score
            value += weight.weight * ((high if up else low) - now)
    known = (each for each in standing.screens if (standing.id, each.criterion) not in found)
    return value if all(each.passes for each in known) else None


def _passing(ranking: Ranking, standing: Standing, criterion: str) -> Iterator[tuple[float, float]]:
    """The scores that each screen in use on a criterion lets pass, as (least, most)."""
    for met in standing.screens:
        if met.criterion == criterion:
            screen = find("screen", met.screen, ranking.study.screens)
            yield (
                0.0 if screen.minimum is None else screen.minimum,
                100.0 if screen.maximum is None else screen.maximum,
            )
