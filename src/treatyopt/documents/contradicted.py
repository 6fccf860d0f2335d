"""That what has happened since contradicts judgements of an option, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents.blocks import Prose
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.words import counted, listed
from treatyopt.ranking.explain import Explanation


def contradictions(case: Explanation, lead: str = "") -> Iterator[Prose]:
    """Which judgements of an option are contradicted, with the command that says by what; nothing where none is."""
    found, study = case.contradicted, case.ranking.study
    if found:
        yield Prose(
            f"By the coding of the evidence kept beside the study, what has happened since contradicts "
            f"{counted(len(found))} of its scores: {listed([criterion_name(study, id) for id in found])}. None is "
            "changed by that.",
            hint=f"treatyopt evidence {case.option.id} says what it is, and from where.",
            lead=lead,
        )
