"""Which scores are not known, and whether that can matter, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from treatyopt.documents.words import listed, plural
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study

if TYPE_CHECKING:
    from treatyopt.ranking.unknown import Unknown

_NAMED = 4
_MIDDLES = "with the middle of its scale in place of each unknown score"


def unknown(ranking: Ranking) -> Iterator[str]:
    """How many scores are not known, who passes a screen by that alone, and whether one could change who leads."""
    if not _any(ranking.study):
        return
    from treatyopt.ranking.unknown import unknown_scores  # which few studies need

    found = unknown_scores(ranking)
    if not found.scores:
        return
    study = ranking.study
    yield _counted(study, found.scores, found.total)
    for option, criterion, screen in found.passing:
        yield (
            f"{study.option(option).name} passes {screen} only by that middle, since its "
            f"{study.criterion(criterion).name} is not known."
        )
    for option, criterion, screen in found.failing:
        yield (
            f"{study.option(option).name} counts as failing {screen} by that middle alone, since its "
            f"{study.criterion(criterion).name} is not known."
        )
    yield _mattering(study, found)


def middles(ranking: Ranking, *options: str) -> str:
    """A clause after a comma that something holds with middles in place of unknown scores.

    Nothing where the verdict, and what is told of `options` beside it, rests on none.
    """
    if not _any(ranking.study):
        return ""
    from treatyopt.ranking.unknown import entering

    return f", {_MIDDLES}" if entering(ranking, *options) else ""


def those_middles(ranking: Ranking, *options: str) -> str:
    """The same in short between commas, after what says it in full."""
    return ", with those middles," if middles(ranking, *options) else ""


def _any(study: Study) -> bool:
    """Whether any score is unknown."""
    return any(each.basis == "unknown" for option in study.options for each in option.scores)


def stand_ins(ranking: Ranking) -> list[str]:
    """The names of options that pass a screen by a middle that stands for what nobody knows."""
    return [
        standing.name
        for standing in ranking.standings
        if standing.rank is not None and any(met.by_middle for met in standing.screens)
    ]


def uncounted(study: Study, options: Iterable[str]) -> Iterator[str]:
    """How many scores of some options are not known, where no more than that is looked at."""
    options = list(options)
    places = [(id, each.id) for id in options for each in study.option(id).scores if each.basis == "unknown"]
    if places:
        yield _counted(study, places, len(options) * len(study.criteria))


def standing_in(study: Study, *options: str) -> str:
    """An aside that some figure rests on scores of these options that nobody knows; empty where it does not."""
    places = [(id, each.id) for id in options for each in study.option(id).scores if each.basis == "unknown"]
    if not places:
        return ""
    them = "it" if len(places) == 1 else "each"
    return f"{_listed(study, places)} not being known, with the middle of the scale for {them}"


def _counted(study: Study, places: Sequence[tuple[str, str]], total: int) -> str:
    one = len(places) == 1
    if len(places) == total:
        return f"None of the {plural(total, 'score')} used is known: the middle of the scale stands for each."
    return (
        f"Of the {plural(total, 'score')} used, {len(places)} {'is' if one else 'are'} not known "
        f"({_listed(study, places)}): the middle of "
        f"{'its scale stands for it' if one else 'the scale stands for each'}."
    )


def _mattering(study: Study, found: Unknown) -> str:
    one = len(found.scores) == 1
    if found.alone:
        each = "" if len(found.alone) == 1 else "each "
        alone = "it" if one else _listed(study, found.alone)
        return f"Once known, {alone} {each}alone could change who leads at these weights, or make a tie."
    if one:
        return "Whatever it is, that does not change who leads at these weights."
    if found.together is None:
        return "None of them alone changes who leads at these weights."
    if found.together:
        return "None of them alone changes who leads at these weights; several together could."
    return "Whatever they all are, that does not change who leads at these weights."


def _listed(study: Study, scores: Sequence[tuple[str, str]]) -> str:
    named = [f"{study.option(o).name} on {study.criterion(c).name}" for o, c in scores[:_NAMED]]
    rest = len(scores) - len(named)
    return listed([*named, *([f"{rest} more"] if rest else [])])
