"""What was agreed, valued with obligations placed where else a study says that they could enter."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.history.agreed import Agreed, valued
from treatyopt.history.records import EvidenceFile
from treatyopt.packages.placing import moved, unpacked
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.placing import Placing, alternatives, likeliest


class Elsewhere(NamedTuple):
    """The placings, each with the likeliest option that the study names, and what was agreed is worth with them.

    `not_valued` says why nothing could be valued so, else None.
    """

    placings: tuple[Placing, ...]
    agreed: tuple[Agreed, ...]
    not_valued: str | None


def elsewhere(ranking: Ranking, evidence: EvidenceFile) -> Elsewhere | None:
    """The value of what was agreed with all placed elsewhere; None where the study names no other place."""
    placings = likeliest(alternatives(ranking.study))
    if not placings:
        return None
    try:
        found = valued(replace(ranking, study=moved(unpacked(ranking.study), placings)), evidence)
    except ArgumentProblem as problem:
        return Elsewhere(placings, (), str(problem))
    return Elsewhere(placings, found.packages, found.fault)
