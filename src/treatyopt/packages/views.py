"""A study as one of its parties sees it: with the party's own scores where it has any, and packages following them.

Scores that are set for a run are common ones: a party keeps its own. A package's score that was set stays set.
"""

from __future__ import annotations

from treatyopt.packages.changes import followed
from treatyopt.packages.package import rebuilt
from treatyopt.study.model import Study, find
from treatyopt.study.records import Option, Package


def seen_by(study: Study, party: str) -> Study:
    """A study with a party's own scores in place of the common ones; itself, if the party has none of its own.

    Raises ArgumentProblem for an unknown party.
    """
    own = find("party", party, study.parties).own
    if not own:
        return study
    options = (
        each.changed(scores=tuple(own.get((each.id, judged.id), judged) for judged in each.scores))
        for each in study.options
    )
    return followed(study.changed(options=tuple(options)))


def as_seen(view: Study, option: Option) -> Option:
    """An option of a study, or a package of its obligations, with the scores that it has in a party's view."""
    if any(each.id == option.id for each in view.options):
        return view.option(option.id)
    return rebuilt(view, option) if isinstance(option, Package) else option
