"""Results in a plain session: what each is in one line, and as text what the command prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents import nouns, sentences
from treatyopt.documents.concession import cost
from treatyopt.documents.unknown import middles
from treatyopt.documents.words import figure, listed, percent, plural, signed
from treatyopt.history.results import Evidence, Judged, ObligationEvidence, OptionEvidence
from treatyopt.notebook.html import document
from treatyopt.ranking.claims import ClaimResult
from treatyopt.ranking.comparison import Columns, SideBySide
from treatyopt.ranking.explain import Explanation
from treatyopt.ranking.judges import Judges
from treatyopt.ranking.provenance import Passages, Provenance
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.scorecard import Scorecard
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.weights import Weights
from treatyopt.result import Result
from treatyopt.study.model import Study
from treatyopt.tables.evidence import STATUSES


def text(result: Result) -> str:
    """What the command prints of a result."""
    from treatyopt.formats.terminal import to_text

    return to_text(document(result)).rstrip("\n")


def line(result: Result) -> str:
    """What a result is, in one line."""
    return f"<{type(result).__name__}: {_LINES[result.ROOM](result)}>"


def _ranking(ranking: Ranking) -> str:
    verdict = ranking.verdict
    leaders = sentences.names(ranking.study, verdict.leaders)
    if not verdict.leaders:
        lead = f"no {nouns.compared(ranking).option} passes the screens ({', '.join(ranking.screens)})"
    elif len(verdict.leaders) > 1:
        lead = f"{leaders} are tied"
    elif verdict.lead is None:
        lead = f"{leaders} is the only {nouns.compared(ranking).option} ranked"
    else:
        lead = f"{leaders} leads by {figure(verdict.lead)}, {sentences.tier(ranking)}{middles(ranking)}"
    several = _counted(ranking.study, [each.id for each in ranking.standings])
    return f"{lead}; {several}; weights: {ranking.weights.name}"


def _counted(study: Study, options: Sequence[str]) -> str:
    """How many options there are, as the study calls them."""
    words = study.called(options)
    return f"{len(options)} {words.option if len(options) == 1 else words.options}"


def _explanation(case: Explanation) -> str:
    standing = case.standing
    if not standing.passes:
        place = "screened out"
    else:
        place = f"rank {standing.rank} of {case.ranked}" if case.compared else "not compared"
    return (
        f"{case.option.name}, {place}, value {figure(standing.value)}; weights: {case.ranking.weights.name}"
    )


def _sensitivity(found: Sensitivity) -> str:
    drawn = f"{found.samples:,} weightings drawn over {found.over}" if found.samples else "nothing drawn"
    return f"{drawn}; {_ranking(found.ranking)}"


def _negotiation(found: Negotiation) -> str:
    possible = [each.name for each in found.outcomes if each.possible]
    could = f"could settle on {listed(possible)}" if possible else "could settle on nothing"
    return f"{listed([side.name for side in found.sides])} {could}; concession cost {cost(found)}"


def _frontier(found: Frontier) -> str:
    sides = listed([side.name for side in found.sides])
    span = " to ".join(found.study.option(id).name for id in (found.lower, found.upper))
    chosen = (
        "none acceptable to both"
        if found.point is None
        else f"{plural(len(found.point.adds), 'obligation')} added"
    )
    packages = plural(len(found.packages), "package")
    return f"{packages} of the frontier from {span} for {sides}; {found.solution}: {chosen}"


def _weights(weights: Weights) -> str:
    return f"{weights.name}; {', '.join(f'{each.id} {percent(each.weight)}' for each in weights.groups)}"


def _side_by_side(pair: SideBySide) -> str:
    first, second = (pair.ranking.study.option(id).name for id in (pair.first, pair.second))
    return f"{second} against {first}, {signed(pair.total)}; weights: {pair.ranking.weights.name}"


def _columns(found: Columns) -> str:
    return " | ".join(_ranking(each) for each in found.rankings)


def _judges(found: Judges) -> str:
    led = (
        f"{sentences.names(each.study, each.verdict.leaders) or 'nothing'} "
        f"{'lead' if len(each.verdict.leaders) > 1 else 'leads'}"
        for each in found.rankings
    )
    leads = "; ".join(f"{name}: {who}" for name, who in zip(found.names, led, strict=True))
    counts = ", ".join(str(len(each.changes) + each.left_out) for each in found.turns)
    return f"{leads}; differences from {found.names[0]}: {counts}"


def _scorecard(card: Scorecard) -> str:
    criteria = "criterion" if len(card.criteria) == 1 else "criteria"
    return f"{_counted(card.ranking.study, card.options)} on {len(card.criteria)} {criteria}; {_ranking(card.ranking)}"


def _claim(found: ClaimResult) -> str:
    return f"{found.claim.id}, {found.status}"


def _provenance(found: Provenance) -> str:
    count = plural(len(found.scores), "score")
    what = listed([*found.without, *(["what is not stated"] if found.stated else [])])
    return f"{count} unknown{f' without {what}' if what else ''}; then {_ranking(found.after)}"


def _passages(found: Passages) -> str:
    changing = listed([each.locator for each in found.changing("leader")])
    what = f"who leads changes without {changing}" if changing else "nothing changes who leads"
    count = plural(len(found.passages), "passage")
    return f"{count} struck out one by one, {what}; {_ranking(found.ranking)}"


def _evidence(found: Evidence) -> str:
    came = found.came
    return (
        f"{came.agreed} of {plural(came.obligations, 'obligation')} agreed by the end of {came.year} or existing "
        f"before, {came.partly} in part or without effect; {_judged(found.judged)}"
    )


def _option_evidence(found: OptionEvidence) -> str:
    return f"{found.study.option(found.option).name}; {_judged(found.judged)}"


def _judged(found: Judged) -> str:
    return (
        f"of {plural(found.judgements, 'judgement')} {found.supports} supported, {found.qualifies} qualified, "
        f"{found.contradicts} contradicted"
    )


def _obligation_evidence(found: ObligationEvidence) -> str:
    outcome = found.outcome
    return f"{found.obligation}, {STATUSES[outcome.status] if outcome else 'nothing is said of it'}"


_LINES: dict[str, Callable[[Any], str]] = {
    "claims": _claim,
    "columns": _columns,
    "comparison": _side_by_side,
    "evidence": _evidence,
    "explanation": _explanation,
    "frontier": _frontier,
    "judges": _judges,
    "negotiation": _negotiation,
    "obligation evidence": _obligation_evidence,
    "option evidence": _option_evidence,
    "passages": _passages,
    "provenance": _provenance,
    "ranking": _ranking,
    "scorecard": _scorecard,
    "sensitivity": _sensitivity,
    "weights": _weights,
}
