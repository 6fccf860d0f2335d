"""What a study calls those that a sentence speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study
from treatyopt.study.records import Package
from treatyopt.study.words import Words


def noun(study: Study, options: Iterable[str], *, one: bool = False) -> str:
    """What a study calls these, `one` with its article: options where a package or the baseline is among them."""
    plain = any(id == study.baseline or isinstance(study.option(id), Package) for id in options)
    words = Words() if plain else study.words
    return words.one if one else words.option


def compared(ranking: Ranking) -> str:
    """What those that a ranking compares are called."""
    return noun(ranking.study, [each.id for each in ranking.standings])
