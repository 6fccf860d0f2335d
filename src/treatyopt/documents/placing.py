"""Where obligations enter, in words: what else they could enter with, and what was placed elsewhere for a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Prose
from treatyopt.documents.sentences import name
from treatyopt.documents.shortening import few
from treatyopt.documents.units import set_for_this_run
from treatyopt.documents.words import listed
from treatyopt.packages.changes import Change
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation, Package

_NAMED = 8  # of the obligations that were placed, as many as one sentence can hold


def could_enter(study: Study, each: Obligation) -> str:
    """What else an obligation could enter with, as a sentence; empty where the study names nothing.

    Of what was placed for the run it is what the study has.
    """
    if each.placed_from is not None:
        return f"In the study it enters with {name(study, each.placed_from)}."
    if not each.may_enter:
        return ""
    return f"It could enter with {listed([name(study, id) for id in each.may_enter], 'or')} instead."


def for_this_run(study: Study, changes: Sequence[Change] = ()) -> str:
    """What was set and what was placed elsewhere for this run, as sentences; empty where nothing was."""
    said = [set_for_this_run(study, changes)] if changes else []
    return " ".join([*said, *_placed(study)])


def _placed(study: Study) -> Iterator[str]:
    by: dict[tuple[str, str], list[str]] = {}
    for each in study.placings:
        by.setdefault((each.now, each.was), []).append(each.obligation)
    parts = [
        f"{few(ids, most=_NAMED)} with {name(study, now)} (the study has {_them(ids)} with {name(study, was)})"
        for (now, was), ids in by.items()
    ]
    if not parts:
        return
    yield f"Placed for this run: {'; '.join(parts)}."
    tied = [each.id for each in study.obligations if each.placed_from and each.basis == "stated"]
    if tied:
        yield f"The source itself ties {few(tied, most=_NAMED)} to what the study has."


def _them(ids: Sequence[str]) -> str:
    return "it" if len(ids) == 1 else "them"


def noted(study: Study, changes: Sequence[Change]) -> Iterator[Prose]:
    """What was set and placed for this run as a paragraph where nothing is marked by a star, if anything was."""
    if said := for_this_run(study, changes):
        yield Prose(said.removeprefix("* "))


def changes_shown(ranking: Ranking, star: bool = False) -> Iterator[Prose]:
    """The same of a ranking, of which no score moves with obligations; `star`: what was set is marked by one."""
    study = ranking.study
    if said := for_this_run(study, ranking.changes):
        if study.placings and not any(isinstance(each, Package) for each in study.options):
            options = study.words.options
            said += f" That moves packages and what parties are asked. Scores of {options} are left as they are, and"
            said += " what is given as their reason may suppose what the study has."
        yield Prose(said if star else said.removeprefix("* "))
