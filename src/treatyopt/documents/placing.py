"""Where obligations enter, in words: what else they could enter with, and what was placed elsewhere for a run."""

from __future__ import annotations

from treatyopt.documents.sentences import name
from treatyopt.documents.words import listed
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation


def could_enter(study: Study, each: Obligation) -> str:
    """What else an obligation could enter with, as a sentence; empty where the study names nothing."""
    if not each.may_enter:
        return ""
    return f"It could enter with {listed([name(study, id) for id in each.may_enter], 'or')} instead."
