"""Options set side by side, and weightings set side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.agreement import Agreement, Spread, apart, mean_weights, spreads
from treatyopt.ranking.ranking import Ranking, rank, require_ranking
from treatyopt.result import Result
from treatyopt.study.records import Obligation


class Difference(NamedTuple):
    """Two options on one criterion: their scores, ours minus theirs, and that times the weight."""

    criterion: str
    name: str
    group: str
    ours: float
    theirs: float
    difference: float
    weight: float
    weighted: float


@dataclass(frozen=True, repr=False)
class SideBySide(Result):
    """Two options criterion by criterion (`second` minus `first`), and the obligations one adds.

    `adds` lists the obligations that the stronger commitment, `stronger`, carries beyond the other; `lacks` what
    only the other carries, which can be where packages are compared.
    """

    ROOM = "comparison"

    ranking: Ranking
    first: str
    second: str
    differences: tuple[Difference, ...]
    stronger: str
    adds: tuple[Obligation, ...]
    lacks: tuple[Obligation, ...]

    @property
    def total(self) -> float:
        """The value of `second` minus the value of `first`."""
        return self.ranking.standing(self.second).value - self.ranking.standing(self.first).value


def differences(ranking: Ranking, ours: str, theirs: str) -> tuple[Difference, ...]:
    """Two options set against each other criterion by criterion, largest weighted difference first."""
    one, other = ranking.study.option(ours), ranking.study.option(theirs)
    found = []
    for each in ranking.weights.criteria:
        a, b = one.on(each.id).score, other.on(each.id).score
        name = ranking.study.criterion(each.id).name
        found.append(Difference(each.id, name, each.group, a, b, a - b, each.weight, each.weight * (a - b)))
    return tuple(sorted(found, key=lambda each: -abs(each.weighted)))


def side_by_side(ranking: Ranking, first: str, second: str) -> SideBySide:
    """Two options of a ranking, by id, set side by side; ArgumentProblem if not compared there, or the same."""
    require_ranking(ranking)
    study = ranking.study
    first, second = (ranking.standing(each).id for each in (first, second))
    if first == second:
        raise ArgumentProblem(f"{first} is named twice; give two different options")
    pair = {id: study.obligations_of(id) for id in (first, second)}
    weaker, stronger = sorted(pair, key=lambda each: (study.option(each).degree, len(pair[each])))
    adds = tuple(each for each in pair[stronger] if each not in pair[weaker])
    lacks = tuple(each for each in pair[weaker] if each not in pair[stronger])
    return SideBySide(ranking, first, second, differences(ranking, second, first), stronger, adds, lacks)


@dataclass(frozen=True, repr=False)
class Columns(Agreement, Result):
    """The same options under several weightings, one ranking each.

    `mean` is the ranking at the mean of the weights, each with an equal say: value is linear in weights, so that its
    values are the means of theirs. None where the rankings are not of the same scores. `spreads` holds how far the
    weightings are apart, the widest first.
    """

    ROOM = "columns"

    rankings: tuple[Ranking, ...]
    mean: Ranking | None
    spreads: tuple[Spread, ...]


def columns(rankings: Sequence[Ranking]) -> Columns:
    """Several rankings of the same study side by side, weights that are called alike with a number behind."""
    for each in rankings:
        require_ranking(each)
    names = apart([each.weights.name for each in rankings])
    rankings = [
        replace(each, weights=replace(each.weights, name=name))
        for each, name in zip(rankings, names, strict=True)
    ]
    return Columns(tuple(rankings), _mean(rankings), spreads(names, [each.weights for each in rankings]))


def _mean(rankings: Sequence[Ranking]) -> Ranking | None:
    first = rankings[0]
    if any(each.study != first.study or each.screens != first.screens for each in rankings):
        return None
    weights = mean_weights(first.study, [each.weights for each in rankings])
    compared = [each.id for each in first.standings]
    found = rank(first.study, weights, options=compared, screens=first.screens)
    return replace(found, changes=first.changes)
