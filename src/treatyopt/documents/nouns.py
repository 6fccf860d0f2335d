"""What a study calls those that a sentence speaks of."""

from __future__ import annotations

from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents.words import WAYS
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study
from treatyopt.study.words import Words


def compared(ranking: Ranking) -> Words:
    """What those that a ranking compares are called."""
    return ranking.study.called(each.id for each in ranking.standings)


def settled(found: Negotiation) -> Words:
    """What those that could be settled on are called."""
    return found.study.called(each.id for each in found.outcomes)


def way(study: Study, dependence: str) -> str:
    """How scores in doubt were drawn: each by itself, together by criterion, or by what the study calls an option."""
    return f"together by {study.words.option}" if dependence == "option" else WAYS[dependence]
