"""What a side could gain by misreporting its weights, in sentences: the most found, by what, at whose cost."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.misreport import Misreport
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.words import capital, listed, weight
from treatyopt.methods.solutions import NAMES
from treatyopt.methods.stability import TIE


def misreported(found: Negotiation | Frontier, solution: str | None = None) -> str:
    """That weights are judgements, and the most that misreporting them was found to gain, with what was tried.

    A solution that is named goes before the others; without one the most under any of them is told.
    """
    every = found.misreports.found
    own = ", scores of a side's own" if found.disagreements else ""
    judged = f"Weights{own}, burdens and concession cost are judgements"
    if not any(each.tried for each in every):
        alone = "." if len(found.sides) < 2 else ", and a party that misreports its weights can gain by it."
        return f"{judged}{alone}"
    if solution is None:
        parts = [_most(found, every, "any of the solutions")]
    else:
        under = [each for each in every if each.solution == solution]
        rest = [each for each in every if each.solution != solution]
        parts = [_most(found, under, capital(NAMES[solution])), _elsewhere(found, rest)]
    return " ".join([f"{judged}.", *parts, _tried(found)])


def _most(found: Negotiation | Frontier, among: Sequence[Misreport], under: str) -> str:
    """The most that each side was found to gain under one solution or several, and that more may be possible."""
    counts = {each.tried for each in among}
    tried = f"{min(counts):,}" if len(counts) == 1 else f"{min(counts):,} to {max(counts):,}"
    largest = _largest(found, among)
    if not any(each.gain > TIE for each in largest):
        side = "either side" if len(found.sides) == 2 else "any side"
        return (
            f"A side that misreports its weights may gain by it, but under {under} no report of {tried} tried gains "
            f"{side} anything; that is no proof."
        )
    several = len({each.solution for each in among}) > 1
    parts = [f"for {_name(found, each.party)}, {_gained(found, each, several)}" for each in largest]
    return (
        f"A side that misreports its weights can gain by it: the most found among {tried} reports of each under "
        f"{under} is, {'; '.join(parts)}. More may be possible."
    )


def _gained(found: Negotiation | Frontier, each: Misreport, several: bool) -> str:
    """How much a side gains, under which solution if there are several, at whose cost, and by what report."""
    if each.gain <= TIE:
        return "nothing"
    under = f" under {capital(NAMES[each.solution])}" if several else ""
    return f"{_figure(each.gain)} points{under} ({_lost(found, each)}) by reporting {_report(found, each)}"


def _elsewhere(found: Negotiation | Frontier, among: Sequence[Misreport]) -> str:
    """The most under the other solutions."""
    parts = [
        f"{_figure(each.gain)} points for {_name(found, each.party)} ({capital(NAMES[each.solution])})"
        for each in _largest(found, among)
        if each.gain > TIE
    ]
    return f"Under the other solutions the most found is {listed(parts) or 'nothing'}."


def _largest(found: Negotiation | Frontier, among: Sequence[Misreport]) -> list[Misreport]:
    """What gains each side most, the first where several solutions do."""
    return [
        max((each for each in among if each.party == side.id), key=lambda each: each.gain)
        for side in found.sides
    ]


def _figure(points: float) -> str:
    """Points with two decimals, or as many as keep a small gain from looking like none."""
    return f"{points:.2f}" if points >= 0.005 else f"{points:.2g}"


def _name(found: Negotiation | Frontier, party: str) -> str:
    return next(side.name for side in found.sides if side.id == party)


def _lost(found: Negotiation | Frontier, each: Misreport) -> str:
    """What it costs the others, or brings them."""
    parts = []
    for party, cost in each.costs:
        change = "loses nothing" if abs(cost) <= TIE else f"loses {_figure(cost)}"
        parts.append(f"{_name(found, party)} {f'gains {_figure(-cost)}' if cost < -TIE else change}")
    return listed(parts)


def _report(found: Negotiation | Frontier, each: Misreport) -> str:
    """The weights that a side would have to report."""
    if each.kind == "profile":
        return f"the profile {each.id}"
    if each.kind == "group":
        return f"all weight on {weighed_name(found.study, str(each.id))}"
    return listed([f"{weighed_name(found.study, id)} {weight(share)}" for id, share in each.weights])


def _tried(found: Negotiation | Frontier) -> str:
    """What was looked through, and how reports and gains are counted."""
    one, several = ("criterion", "criteria") if found.study.flat else ("group", "groups")
    kinds = ["the study's profiles", f"all weight on one {one}"]
    if found.misreports.samples:
        drawn = "weighting" if found.misreports.samples == 1 else "weightings"
        seed = f"seed {found.misreports.seed}"
        if any(each.tried < found.misreports.samples for each in found.misreports.found):
            seed += "; what repeats another report, or the side's own weights, is not counted"
        kinds.append(f"{found.misreports.samples:,} {drawn} of the {several} drawn in whole percent ({seed})")
    return (
        f"Tried: {listed(kinds)}, one side at a time. What a side accepts and what is picked go by its report, gains "
        "by its own weights."
    )
