"""Which scores are not known, and whether that can matter, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from treatyopt.documents.units import limit
from treatyopt.documents.words import listed, plural
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study

if TYPE_CHECKING:
    from treatyopt.ranking.unknown import Undecided, Unknown

_NAMED = 4
MIDDLES = "with the middle of its scale in place of each unknown score"


def unknown(ranking: Ranking) -> Iterator[str]:
    """How many scores are not known, who passes a screen by that alone, and whether one could change who leads."""
    if (found := _found(ranking)) is not None:
        yield from _whatever(ranking.study, found)
        yield _mattering(ranking.study, found)
        yield from _at_means(ranking, found)


def _at_means(ranking: Ranking, found: Unknown) -> Iterator[str]:
    """What would lead at mean worths, where that is not what leads at middles."""
    from treatyopt.ranking.unknown import at_means

    leaders = at_means(ranking)
    if leaders and set(leaders) != set(ranking.verdict.leaders):
        scale = "its scale, which bends," if len(found.scores) == 1 else "their scales, of which some bend,"
        names = listed([ranking.study.option(id).name for id in leaders])
        would = "lead" if len(leaders) == 1 else "be level for the lead"
        yield f"At the mean worth of all values on {scale} {names} would {would} instead."


def unknown_anywhere(ranking: Ranking) -> Iterator[str]:
    """The same at other weights than those of the ranking, for which it is not worked out whether it matters."""
    if (found := _found(ranking)) is not None:
        yield from _whatever(ranking.study, found)
        which = "it" if len(found.scores) == 1 else "they"
        yield f"Whether {which} could, once known, change who leads was not worked out for these weights."


def _found(ranking: Ranking) -> Unknown | None:
    """The unknown scores of a ranking; None where it has none."""
    if not _any(ranking.study):
        return None
    from treatyopt.ranking.unknown import unknown_scores  # which few studies need

    found = unknown_scores(ranking)
    return found if found.scores else None


def _whatever(study: Study, found: Unknown) -> Iterator[str]:
    """What holds at any weights: how many are not known, and who passes or fails a screen by that alone."""
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


def to_find_out(ranking: Ranking) -> Iterator[str]:
    """Which unknown scores decide by a screen who is on the shortlist, and whether that would lead there."""
    if not _any(ranking.study):
        return
    from treatyopt.ranking.unknown import undecided

    for each in undecided(ranking):
        name = ranking.study.option(each.option).name
        called = listed([ranking.study.criterion(id).name for id in each.criteria])
        one = len(each.criteria) == 1
        by = "the middle of a scale" if one else "middles of scales"
        so = f"as its {called} {'is' if one else 'are'} not known: finding {'that' if one else 'these'} out decides"
        yield (
            f"{name} {'passes' if each.passes else 'fails'} {listed(each.screens)} only by {by}, {so} whether {name} "
            f"{_shortlisted(ranking, each)}."
        )


def telling(ranking: Ranking) -> bool:
    """Whether an option that middles alone set aside could lead."""
    if not _any(ranking.study):
        return False
    from treatyopt.ranking.unknown import undecided

    return any(each.leads not in ("none", "level") for each in undecided(ranking) if not each.passes)


def _shortlisted(ranking: Ranking, each: Undecided) -> str:
    """What is to be decided of an option, and what it would be there."""
    if each.passes:
        return (
            f"stays on the shortlist{', and so who leads' if each.option in ranking.verdict.leaders else ''}"
        )
    if each.leads == "alone":
        return "is on the shortlist; nothing else is"
    return f"is on the shortlist; there, all else as it is, {_leading(ranking, each)}"


def _leading(ranking: Ranking, each: Undecided) -> str:
    """Whether an option would lead at these weights if its unknown scores let it pass."""
    if each.leads == "level":
        return "it could draw level for the lead at these weights, no more"
    if each.leads == "none":
        return "it would not lead at these weights"
    if each.leads == "all":
        return "it would lead at these weights"
    if each.above is None:
        return "it could lead at these weights"
    criterion = ranking.study.criterion(each.criteria[0])
    side = "below" if criterion.scale is not None and criterion.scale.falling else "above"
    where = f"{side} {limit(criterion, each.above, down=False)}"
    return f"it would lead at these weights where its {criterion.name} is {where}"


def middles(ranking: Ranking, *options: str) -> str:
    """A clause after a comma that something holds with middles in place of unknown scores.

    Nothing where the verdict, and what is told of `options` beside it, rests on none.
    """
    if not _any(ranking.study):
        return ""
    from treatyopt.ranking.unknown import entering

    return f", {MIDDLES}" if entering(ranking, *options) else ""


def those_middles(ranking: Ranking, *options: str) -> str:
    """The same in short between commas, after what says it in full."""
    return ", with those middles," if middles(ranking, *options) else ""


def _any(study: Study) -> bool:
    """Whether any score is unknown."""
    return any(each.basis == UNKNOWN for option in study.options for each in option.scores)


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
    places = [(id, each.id) for id in options for each in study.option(id).scores if each.basis == UNKNOWN]
    if places:
        yield _counted(study, places, len(options) * len(study.criteria))


def standing_in(study: Study, *options: str) -> str:
    """An aside that some figure rests on scores of these options that nobody knows; empty where it does not."""
    places = [(id, each.id) for id in options for each in study.option(id).scores if each.basis == UNKNOWN]
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
