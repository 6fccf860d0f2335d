"""What a brief rests on: one ranking, how sure it is, and what both sides make of it. Runs the engine."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.bargaining.design import design
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation, negotiate
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity, sensitivity

SAMPLES = 100_000  # as the command draws, so that both say the same


class Findings(NamedTuple):
    """A ranking with what was found of it; in the place of what could not be asked stands why."""

    ranking: Ranking
    sure: Sensitivity
    sides: Negotiation | ArgumentProblem
    packages: Frontier | ArgumentProblem


def findings(ranking: Ranking, reports: int) -> Findings:
    """All that a brief says of a ranking, computed once; with so many `reports` that a side could make tried."""
    return Findings(
        ranking, sensitivity(ranking, SAMPLES), _negotiated(ranking, reports), _designed(ranking, reports)
    )


def _negotiated(ranking: Ranking, reports: int) -> Negotiation | ArgumentProblem:
    """Both sides' view, or why there is none."""
    try:
        return negotiate(ranking.study, screens=ranking.screens, reports=reports)
    except ArgumentProblem as problem:
        return problem


def _designed(ranking: Ranking, reports: int) -> Frontier | ArgumentProblem:
    """The packages between the types, or why there are none."""
    try:
        return design(ranking.study, screens=ranking.screens, samples=0, reports=reports)
    except ArgumentProblem as problem:
        return problem
