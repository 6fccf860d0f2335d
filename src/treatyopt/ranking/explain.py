"""One option's case as data: what it is and obliges to, why it scores as it does, what would make it lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from treatyopt.ranking.comparison import Difference, differences
from treatyopt.ranking.evaluation import Standing, stand
from treatyopt.ranking.intervals import Certain, Kind, Line, Span, certain
from treatyopt.ranking.ranking import Ranking, require_ranking
from treatyopt.result import SPARE, Result
from treatyopt.study.contradicted import contradicted
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Obligation, Option, Package


class Judgement(NamedTuple):
    """One criterion of the case: score 0-100 with its range, what it adds (weight x score), and why.

    On a criterion with a scale `performance` and `performances` (low, high) are what was scored, in its `unit`.
    """

    criterion: str
    name: str
    group: str
    score: float
    low: float
    high: float
    weight: float
    contribution: float
    basis: str
    reason: str | None
    cites: tuple[str, ...]
    unit: Annotated[str | None, SPARE] = None
    performance: Annotated[float | None, SPARE] = None
    performances: Annotated[tuple[float, float] | None, SPARE] = None


class Condition(NamedTuple):
    """The weights of one group (0-1, the others in proportion) at which the option leads, if any.

    `level` are those at which it shares first place at most, where it leads at none. `certain` are those at which
    it leads whatever the others are. Where weightings are of criteria `kind` is `criterion`, and `id` a criterion's.
    """

    id: str
    weight: float
    leads: Span | None
    level: Span | None = None
    kind: Kind = "group"
    certain: Certain = Certain()


@dataclass(frozen=True, repr=False)
class Explanation(Result):
    """The case of one option under one weighting.

    `obligations` lists those new at this step, or added by this package, first; `left_out` what a package lacks
    of the option it goes towards. `ranked` is the number of options ranked. `standing.rank` is None if it was
    screened out or not compared (then `compared` is False). `stronger` and `weaker` set it against `rival`, the
    runner-up for the leader and the leader for all others, largest weighted difference first. `conditions` is
    empty if it fails a screen, since then no weights make it lead. `contradicted` are the criteria on which the
    evidence kept beside the study contradicts its judgement; None where no evidence was looked up.
    """

    ROOM = "explanation"

    ranking: Ranking
    option: Option
    standing: Standing
    compared: bool
    ranked: int
    judgements: tuple[Judgement, ...]
    obligations: tuple[Obligation, ...]
    left_out: tuple[Obligation, ...]
    rival: str | None
    stronger: tuple[Difference, ...]
    weaker: tuple[Difference, ...]
    conditions: tuple[Condition, ...]
    contradicted: tuple[str, ...] | None = None

    @property
    def scored_otherwise(self) -> Annotated[tuple[tuple[str, tuple[Assessment, ...]], ...] | None, SPARE]:
        """What parties score otherwise of the option, by party; None where none does. Of a package, see its types."""
        held = (
            (party.id, tuple(own for (id, _), own in party.own.items() if id == self.option.id))
            for party in self.ranking.study.parties
        )
        return tuple((party, own) for party, own in held if own) or None

    @property
    def leads(self) -> bool:
        """Whether the option is first, alone or tied."""
        return self.standing.rank == 1

    @property
    def new(self) -> tuple[str, ...]:
        """The ids of those obligations that are new at this step, or added by this package."""
        return tuple(each.id for each in self.obligations if self.is_new(each))

    def is_new(self, obligation: Obligation) -> bool:
        """Whether an obligation enters with this option, or is added by this package, rather than inherited."""
        return _is_new(self.option, obligation)


def explain(ranking: Ranking, option: str) -> Explanation:
    """The case of one option, by id, under a ranking's weights and screens; ArgumentProblem if unknown."""
    require_ranking(ranking)
    study = ranking.study
    chosen = study.option(option)
    compared = any(each.id == option for each in ranking.standings)
    standing = ranking.standing(option) if compared else _alone(ranking, chosen)
    rival = _rival(ranking, option)
    against = differences(ranking, option, rival) if rival else ()
    return Explanation(
        ranking=ranking,
        option=chosen,
        standing=standing,
        compared=compared,
        ranked=len(ranking.shortlist),
        judgements=_judgements(ranking, chosen, standing),
        obligations=_obligations(study, chosen),
        left_out=_left_out(study, chosen),
        rival=rival,
        stronger=tuple(each for each in against if each.weighted > 0),
        weaker=tuple(each for each in against if each.weighted < 0),
        conditions=conditions(ranking, option) if standing.passes else (),
        contradicted=contradicted(study, option),
    )


def _alone(ranking: Ranking, option: Option) -> Standing:
    screens = [find("screen", id, ranking.study.screens) for id in ranking.screens]
    return stand(ranking.study, ranking.weights, option, screens)


def _obligations(study: Study, option: Option) -> tuple[Obligation, ...]:
    carried = study.obligations_of(option.id)
    return tuple(sorted(carried, key=lambda each: not _is_new(option, each)))


def _is_new(option: Option, obligation: Obligation) -> bool:
    if isinstance(option, Package):
        return obligation.id in option.adds
    return obligation.enters == option.id


def _left_out(study: Study, option: Option) -> tuple[Obligation, ...]:
    """What a package does not hold of the option it goes towards."""
    if not isinstance(option, Package):
        return ()
    held = {each.id for each in study.obligations_of(option.id)}
    return tuple(each for each in study.obligations_of(option.upper) if each.id not in held)


def _judgements(ranking: Ranking, option: Option, standing: Standing) -> tuple[Judgement, ...]:
    contributions = dict(standing.criteria)
    found = []
    for weight in ranking.weights.criteria:
        judged, criterion = option.on(weight.id), ranking.study.criterion(weight.id)
        found.append(
            Judgement(
                criterion=weight.id,
                name=criterion.name,
                group=weight.group,
                score=judged.score,
                low=judged.low,
                high=judged.high,
                weight=weight.weight,
                contribution=contributions[weight.id],
                basis=judged.basis,
                reason=judged.reason,
                cites=judged.cites,
                unit=criterion.scale.unit if criterion.scale else None,
                performance=judged.performance,
                performances=judged.performances,
            )
        )
    return tuple(found)


def _rival(ranking: Ranking, option: str) -> str | None:
    others = [id for id in ranking.shortlist if id != option]
    return others[0] if others else None


def conditions(ranking: Ranking, option: str) -> tuple[Condition, ...]:
    """The weights of each group at which an option that passes the screens leads; none without rivals.

    Of each criterion where weightings are of criteria, and none where there is one: nothing can move.
    """
    rivals: Sequence[str] = [id for id in ranking.shortlist if id != option]
    over = ranking.weights.weight_set.over
    if not rivals or over == "single":
        return ()
    options = [option, *rivals]
    kind: Kind = "group" if over == "groups" else "criterion"
    line = Line.of(ranking.study, ranking.weights, options, kind)
    sure = certain(ranking.study, ranking.weights, options)
    found = []
    for i, each in enumerate(ranking.weights.columns):
        leads = line.leads(i, options)
        level = None if leads else line.first(i, options)
        found.append(Condition(each.id, each.weight, leads, level, kind, sure.get(each.id, Certain())))
    return tuple(found)
