"""One option's case as data: what it is and obliges to, why it scores as it does, what would make it lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from treatyopt import stability
from treatyopt.model import Obligation, Option, Study
from treatyopt.ranking import Ranking, Span, Standing, group_rows, span, stand


@dataclass(frozen=True, slots=True)
class Judgement:
    """One criterion of the case: score 0-100 with its range, what it adds (weight x score), and why."""

    criterion: str
    name: str
    group: str
    score: float
    low: float
    high: float
    weight: float
    contribution: float
    basis: str
    reason: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation of the case; `new` if it enters with this option, else inherited from a weaker one."""

    id: str
    says: str
    kind: str
    binds: tuple[str, ...]
    new: bool
    enters: str
    basis: str
    burden: int
    when: str | None
    needs: tuple[str, ...]
    note: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two options on one criterion: their scores, ours minus theirs, and that times the weight."""

    criterion: str
    name: str
    group: str
    ours: float
    theirs: float
    difference: float
    weight: float
    weighted: float


@dataclass(frozen=True, slots=True)
class Condition:
    """The weights of one group (0-1, the others in proportion) at which the option is first, if any."""

    group: str
    weight: float
    leads: Span | None


@dataclass(frozen=True)
class Explanation:
    """The case of one option under one weighting.

    `ranked` is the number of options ranked; `standing.rank` is None if it was screened out or not compared
    (then `compared` is False). `stronger` and `weaker` set it against `rival`, the runner-up for the leader
    and the leader for all others, largest weighted difference first. `conditions` is empty if it fails a
    screen, since then no weights make it lead.
    """

    ranking: Ranking
    option: Option
    standing: Standing
    compared: bool
    ranked: int
    judgements: tuple[Judgement, ...]
    obligations: tuple[Duty, ...]
    rival: str | None
    stronger: tuple[Difference, ...]
    weaker: tuple[Difference, ...]
    conditions: tuple[Condition, ...]

    @property
    def leads(self) -> bool:
        """Whether the option is first, alone or tied."""
        return self.standing.rank == 1

    def to_dict(self) -> dict[str, Any]:
        """The whole case as plain data."""
        option = self.option
        return {
            "id": option.id,
            "name": option.name,
            "title": option.title,
            "gist": option.gist,
            "note": option.note,
            "cites": list(option.cites),
            "weights": self.ranking.weights.to_dict(),
            "compared": self.compared,
            "rank": self.standing.rank,
            "ranked": self.ranked,
            "value": self.standing.value,
            "low": self.standing.low,
            "high": self.standing.high,
            "screens": [asdict(each) for each in self.standing.screens],
            "criteria": [asdict(each) for each in self.judgements],
            "obligations": [asdict(each) for each in self.obligations],
            "rival": self.rival,
            "stronger": [asdict(each) for each in self.stronger],
            "weaker": [asdict(each) for each in self.weaker],
            "conditions": [asdict(each) for each in self.conditions],
            "set": [asdict(each) for each in self.ranking.changes if each.option == option.id],
        }


def explain(ranking: Ranking, option: str) -> Explanation:
    """The case of one option, by id, under a ranking's weights and screens; ArgumentProblem if unknown."""
    study = ranking.study
    chosen = study.option(option)
    compared = any(each.option == option for each in ranking.standings)
    standing = (
        ranking.standing(option) if compared else stand(study, ranking.weights, chosen, ranking.screens)
    )
    rival = _rival(ranking, option)
    against = differences(ranking, option, rival) if rival else ()
    return Explanation(
        ranking=ranking,
        option=chosen,
        standing=standing,
        compared=compared,
        ranked=len(ranking.shortlist),
        judgements=_judgements(ranking, chosen, standing),
        obligations=_duties(study, chosen),
        rival=rival,
        stronger=tuple(each for each in against if each.weighted > 0),
        weaker=tuple(each for each in against if each.weighted < 0),
        conditions=_conditions(ranking, option) if standing.passes else (),
    )


def differences(ranking: Ranking, ours: str, theirs: str) -> tuple[Difference, ...]:
    """Two options set against each other criterion by criterion, largest weighted difference first."""
    one, other = ranking.study.option(ours), ranking.study.option(theirs)
    found = []
    for each in ranking.weights.criteria:
        a, b = one.on(each.id).score, other.on(each.id).score
        name = ranking.study.criterion(each.id).name
        found.append(Difference(each.id, name, each.group, a, b, a - b, each.weight, each.weight * (a - b)))
    return tuple(sorted(found, key=lambda each: -abs(each.weighted)))


def duty(obligation: Obligation, new: bool) -> Duty:
    """An obligation as part of a case."""
    return Duty(
        id=obligation.id,
        says=obligation.says,
        kind=obligation.kind,
        binds=obligation.binds,
        new=new,
        enters=obligation.enters,
        basis=obligation.basis,
        burden=obligation.burden,
        when=obligation.when,
        needs=obligation.needs,
        note=obligation.note,
        cites=obligation.cites,
    )


def _duties(study: Study, option: Option) -> tuple[Duty, ...]:
    duties = [duty(each, each.enters == option.id) for each in study.obligations_of(option.id)]
    return tuple(sorted(duties, key=lambda each: not each.new))


def _judgements(ranking: Ranking, option: Option, standing: Standing) -> tuple[Judgement, ...]:
    contributions = dict(standing.criteria)
    found = []
    for weight in ranking.weights.criteria:
        judged = option.on(weight.id)
        found.append(
            Judgement(
                criterion=weight.id,
                name=ranking.study.criterion(weight.id).name,
                group=weight.group,
                score=judged.score,
                low=judged.low,
                high=judged.high,
                weight=weight.weight,
                contribution=contributions[weight.id],
                basis=judged.basis,
                reason=judged.reason,
                cites=judged.cites,
            )
        )
    return tuple(found)


def _rival(ranking: Ranking, option: str) -> str | None:
    others = [id for id in ranking.shortlist if id != option]
    return others[0] if others else None


def _conditions(ranking: Ranking, option: str) -> tuple[Condition, ...]:
    rivals: Sequence[str] = [id for id in ranking.shortlist if id != option]
    if not rivals:
        return ()
    options = [option, *rivals]
    rows = group_rows(ranking.study, ranking.weights, options)
    weights = [each.weight for each in ranking.weights.groups]
    return tuple(
        Condition(each.id, each.weight, span(stability.leads_within(rows, weights, i, 0), options))
        for i, each in enumerate(ranking.weights.groups)
    )
