"""A study as one of its parties sees it: with the party's own scores where it has any, and packages following them.

Scores that are set for a run are common ones: a party keeps its own, also of packages of what it scores otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from treatyopt.packages import ladder
from treatyopt.packages.package import rebuilt
from treatyopt.packages.stretch import stretch
from treatyopt.study.model import Study, find
from treatyopt.study.records import Option, Package
from treatyopt.study.secondlook import Remark


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
    view = study.changed(options=tuple(options))
    if not any(isinstance(each, Package) for each in study.options):
        return view
    packages = (
        rebuilt(view, each, _own_in(study, own, each)) if isinstance(each, Package) else each
        for each in view.options
    )
    return view.changed(options=tuple(packages))


def _own_in(study: Study, own: Iterable[tuple[str, str]], made: Package) -> set[str]:
    """The criteria on which a party has a score of its own of what a package is made of."""
    among = {each.id for each in stretch(study, made.lower, made.upper).types}
    return {criterion for option, criterion in own if option in among}


def as_seen(view: Study, option: Option) -> Option:
    """An option of a study, or a package of its obligations, with the scores that it has in a party's view."""
    seen = next((each for each in view.options if each.id == option.id), None)
    if seen is not None:
        return seen
    return rebuilt(view, option) if isinstance(option, Package) else option


def warnings(study: Study) -> tuple[str, ...]:
    """Obligations that alone carry 10 points or more of a score, common or a party's own, one line each."""
    common = set(ladder.carried(study))
    found = list(ladder.warnings(study))
    for party in study.parties:
        own = ladder.carried(seen_by(study, party.id)) if party.own else ()
        found += ladder.heavy((each for each in own if each not in common), f" ({party.name})")
    return tuple(found)


def uncarried(study: Study) -> tuple[Remark, ...]:
    """That changes of score, common ones and those that a party sees for itself, are carried by no obligation."""
    found = list(ladder.uncarried(study))
    for party in study.parties if study.obligations else ():
        apart = list(adrift(study, seen_by(study, party.id), study.ascent)) if party.own else []
        if apart:
            step, criterion = apart[0]
            count = (
                "1 change of a score"
                if len(apart) == 1
                else f"{len(apart)} changes of scores, this one first"
            )
            enters = f"no obligation that enters with {step.upper.id} moves {criterion}"
            place = ("parties", party.id, "scores", step.upper.id, criterion)
            equally = "so that in packages it is divided equally among those"
            found.append(Remark(place, f"{count} as {party.name} sees it: {enters}, {equally}"))
    return tuple(found)


def adrift(study: Study, view: Study, between: Sequence[Option]) -> Iterator[tuple[ladder.Step, str]]:
    """Steps, and criteria by id, on which a view changes by own scores that no entering obligation moves.

    Only where the common scores do not change too, of which `ladder.Step.uncarried` tells.
    """
    common = {
        (step.upper.id, id) for step in ladder.steps(study, between[0], between[-1]) for id in step.uncarried
    }
    for step in ladder.steps(view, between[0], between[-1]):
        if step.entering:
            yield from ((step, id) for id in step.uncarried if (step.upper.id, id) not in common)
