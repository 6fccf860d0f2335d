"""The parties' sides: what each option is worth to every party, who would refuse, and what they could settle on.

Party value and reservation value after Raiffa 1982 (The Art and Science of Negotiation); the solutions are
taken over the options that every party accepts. A party's weights are judgements, and what a party could gain by
misreporting them is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from treatyopt.bargaining.costs import COST, Costs, Given, costs_of
from treatyopt.bargaining.disagreements import Disagreement, disagreements
from treatyopt.bargaining.misreport import MAX_REPORTS, REPORTS, SEED, Misreports, misreporting, over_options
from treatyopt.bargaining.outcomes import Outcome, Settlement, outcomes_of, settlements_of
from treatyopt.bargaining.sides import Own, Side, reservations, sides, standing_in, unburdened
from treatyopt.bargaining.stakes import Stakes
from treatyopt.errors import ArgumentProblem, counted
from treatyopt.methods.solutions import agreeable, dominates
from treatyopt.methods.stability import TIE
from treatyopt.packages.changes import Change, Scores, changed
from treatyopt.packages.placing import moved
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.evaluation import applied
from treatyopt.result import Result
from treatyopt.study.model import Study, require_study
from treatyopt.study.placing import Placing, alternatives, likeliest
from treatyopt.study.records import Package
from treatyopt.study.screens import Screen


class AtCost(NamedTuple):
    """What the solutions pick at one concession cost, in value points per burden unit."""

    cost: float
    settlements: tuple[Settlement, ...]


class AtMultiple(NamedTuple):
    """What the solutions pick at so many times the concession costs that the parties were given, and those costs."""

    times: float
    party_costs: tuple[tuple[str, float], ...]
    settlements: tuple[Settlement, ...]


class Trade(NamedTuple):
    """A criterion the parties weigh differently: each party's weight, who weighs it most and least, by how much."""

    criterion: str
    weights: tuple[float, ...]
    most: str
    least: str
    difference: float


class Between(NamedTuple):
    """The frontier of packages between two options, as gains of the two parties, or why there is none."""

    lower: str | None
    upper: str | None
    gains: tuple[tuple[float, ...], ...]
    reason: str | None


class Elsewhere(NamedTuple):
    """The same with all placed where else the study says that they could enter, each with the likeliest option.

    `outcomes` are those of the options of which a gain is another one then, no packages looked at; `settlements` what
    the solutions pick.
    `refused` says why it could not be tried, if so.
    """

    placings: tuple[Placing, ...]
    outcomes: tuple[Outcome, ...]
    settlements: tuple[Settlement, ...]
    refused: str | None


@dataclass(frozen=True, repr=False)
class Negotiation(Result):
    """The parties' view of every option, what they could settle on, and where their weights differ most.

    `cost` is the concession cost of all parties, None where theirs differ, and `party_costs` that of each by id.
    `costs` holds the settlements at other costs for all, or else `multiples` those at multiples of theirs. `trades` is
    sorted by the difference, largest first. `placing` is None where the study names no other option that
    obligations could enter with. `disagreements` are the scores that a party has of its own.
    """

    ROOM = "negotiation"

    study: Study
    changes: tuple[Change, ...]
    sides: tuple[Side, ...]
    reservations: tuple[float, ...]
    cost: float | None
    party_costs: tuple[tuple[str, float], ...]
    screens: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    settlements: tuple[Settlement, ...]
    costs: tuple[AtCost, ...]
    multiples: tuple[AtMultiple, ...]
    trades: tuple[Trade, ...]
    between: Between
    placing: Elsewhere | None
    disagreements: tuple[Disagreement, ...]
    misreports: Misreports
    remarks: tuple[str, ...]

    def outcome(self, option: str) -> Outcome:
        """How the parties see an option, by id; ArgumentProblem if unknown, or the baseline they fall back on."""
        for each in self.outcomes:
            if each.id == option:
                return each
        known = [each.id for each in self.outcomes]
        raise ArgumentProblem.unknown("option", str(option), known)


def negotiate(
    study: Study,
    parties: Sequence[str] | None = None,
    *,
    concession_cost: Given = COST,
    screens: Sequence[str] | None = None,
    scores: Scores | None = None,
    profiles: Mapping[str, str] | None = None,
    weights: Own | None = None,
    reports: int | None = None,
) -> Negotiation:
    """The options of a study as its parties see them (all parties by default).

    `concession_cost` is in value points per burden unit, a number for all or by party id (0.5 for whom it leaves
    out). `screens` names those that apply (all by default). `profiles` gives a party another profile, and
    `weights` its own: Weights, or points on top of its profile. With two parties the frontier of packages is looked at
    too. `reports` weightings that a side could report instead of its own are drawn beside those that have names (by
    default 400; 0: none are tried). Raises ArgumentProblem for unknown ids, and a study without parties or a baseline.
    """
    require_study(study)
    claims = REPORTS if reports is None else counted("reports", reports, MAX_REPORTS)
    study, changes = changed(study, {} if scores is None else scores)
    found = sides(study, parties, profiles, weights)
    costs = costs_of(found, concession_cost)
    reserved = reservations(study, found)
    in_use = applied(study, screens)
    options = [each for each in study.options if each.id != study.baseline]
    between, rows = _between(study, found, reserved, in_use, costs)
    outcomes = outcomes_of(study, found, reserved, in_use, options, costs)
    outcomes = _dominated(outcomes, rows, _spanned(study, between))
    able = [option for option, each in zip(options, outcomes, strict=True) if not each.fails]

    def picked(there: Costs) -> tuple[Settlement, ...]:
        return settlements_of(outcomes_of(study, found, reserved, in_use, options, there))

    def seen(of: Study) -> tuple[Outcome, ...]:
        there = sides(of, parties, profiles, weights)
        return outcomes_of(of, there, reserved, in_use, [of.option(each.id) for each in options], costs)

    at_others, at_multiples = _laddered(costs, picked)
    over = over_options(study, found, able, costs.each)
    return Negotiation(
        study=study,
        changes=changes,
        sides=found,
        reservations=tuple(map(float, reserved)),
        cost=costs.one,
        party_costs=costs.told,
        screens=tuple(each.id for each in in_use),
        outcomes=outcomes,
        settlements=settlements_of(outcomes),
        costs=at_others,
        multiples=at_multiples,
        trades=_trades(study, found),
        between=between,
        placing=_elsewhere(study, outcomes, seen),
        disagreements=disagreements(study, found, [each.id for each in study.options]),
        misreports=misreporting(study, found, over, claims or None, SEED),
        remarks=tuple(_remarks(study, found)),
    )


def _laddered(
    costs: Costs, picked: Callable[[Costs], tuple[Settlement, ...]]
) -> tuple[tuple[AtCost, ...], tuple[AtMultiple, ...]]:
    """What the solutions pick at other costs for all, or else, where theirs differ, at multiples of these."""
    rungs = [(float(figure), costs.at(figure)) for figure in costs.rungs]
    if costs.one is not None:
        return tuple(AtCost(x, picked(there)) for x, there in rungs), ()
    return (), tuple(AtMultiple(x, there.told, picked(there)) for x, there in rungs)


def _elsewhere(
    study: Study, outcomes: Sequence[Outcome], seen: Callable[[Study], tuple[Outcome, ...]]
) -> Elsewhere | None:
    """What comes of placing all where else the study says that they could enter.

    `seen` takes the sides anew too: one with scores of its own sees packages as they follow what is placed.
    """
    placings = likeliest(alternatives(study))
    if not placings:
        return None
    try:
        there = _dominated(seen(moved(study, placings)), None, frozenset())
    except ArgumentProblem as problem:
        return Elsewhere(placings, (), (), str(problem))
    moving = [
        now
        for was, now in zip(outcomes, there, strict=True)
        if any(abs(a.gain - b.gain) > TIE for a, b in zip(was.parties, now.parties, strict=True))
    ]
    return Elsewhere(placings, tuple(moving), settlements_of(there), None)


def _spanned(study: Study, between: Between) -> frozenset[str]:
    """The options in whose place packages were looked at: those from the lower to the upper end."""
    if between.lower is None or between.upper is None:
        return frozenset()
    low, high = study.option(between.lower).degree, study.option(between.upper).degree
    return frozenset(each.id for each in study.options if low <= each.degree <= high)


def _dominated(
    outcomes: Sequence[Outcome], rows: Sequence[Sequence[Any]] | None, spanned: frozenset[str]
) -> tuple[Outcome, ...]:
    """Outcomes with what betters them; of an option beyond the packages looked at, no package is said not to."""

    def bettered(each: Outcome) -> bool | None:
        found = any(dominates(row, gains[each.id]) for row in rows or ())
        return found or (False if rows is not None and each.id in spanned else None)

    gains = {each.id: [seen.gain for seen in each.parties] for each in outcomes}
    able = [each.id for each in outcomes if each.possible]
    return tuple(
        each._replace(
            dominated=tuple(id for id in able if dominates(gains[id], gains[each.id])),
            bettered=bettered(each),
        )
        for each in outcomes
    )


def _between(
    study: Study,
    found: Sequence[Side],
    reserved: tuple[Fraction, ...],
    screens: tuple[Screen, ...],
    costs: Costs,
) -> tuple[Between, list[tuple[float, ...]] | None]:
    """The frontier of packages behind the options, and the gains on it that both sides accept."""
    if len(found) != 2:
        return Between(None, None, (), "packages are designed between two parties"), None
    try:
        along = stretch(study)
        stakes = Stakes(along, tuple(found), reserved, screens)
        _ = stakes.stretches  # a side's own scores can refuse what the common ones allow
    except ArgumentProblem as problem:
        return Between(None, None, (), str(problem)), None
    gains = [tuple(map(float, each.gains)) for each in stakes.solved(costs.each)]
    rows = [each for each in gains if agreeable(each)]
    return Between(along.lower.id, along.upper.id, tuple(gains), None), rows


def _trades(study: Study, found: Sequence[Side]) -> tuple[Trade, ...]:
    trades = []
    for criterion in study.criteria:
        if criterion.feasibility:
            continue
        weights = [side.weights[criterion.id] for side in found]
        most, least = max(weights), min(weights)
        ids = [found[weights.index(each)].id for each in (most, least)]
        if most > least:
            trades.append(
                Trade(criterion.id, tuple(map(float, weights)), ids[0], ids[1], float(most - least))
            )
    return tuple(sorted(trades, key=lambda each: -each.difference))


def _remarks(study: Study, found: Sequence[Side]) -> Iterator[str]:
    yield from standing_in(found)
    if not study.obligations:
        yield f"The study has no obligations, so no {study.words.option} burdens anybody."
    else:
        for side in found:
            if not side.burden(study.obligations):
                yield unburdened(side)
    packages = [each.name for each in study.options if isinstance(each, Package)]
    if packages:
        yield (
            f"{', '.join(packages)}: scores interpolated between {study.words.options}, which assumes that "
            "obligations add up."
        )
