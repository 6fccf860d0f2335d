"""A study without some of its passages, or without what nobody stated: what only rests on them is then not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from treatyopt.study.citations import citing
from treatyopt.study.completing import not_known
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study, find
from treatyopt.study.parties import Party
from treatyopt.study.records import Assessment, Option, Package

Falls = Callable[[Assessment], bool]


class Struck(NamedTuple):
    """A study in which some scores fell to unknown, and which: paths as `citations` has them, without their kind.

    `footing` holds what else cited nothing but what was struck out: `kind id`, as `citations` has it.
    """

    study: Study
    scores: tuple[str, ...]
    footing: tuple[str, ...] = ()


def without(study: Study, locators: Iterable[str]) -> Struck:
    """A study without some passages: a score is unknown once the last passage that it rests on is gone.

    ArgumentProblem for a locator that the source does not have, or a study without a source.
    """
    passages = required_source(study).locators
    gone = frozenset(find("locator", each, passages).id for each in locators)

    def rests(cites: tuple[str, ...]) -> bool:
        return bool(cites) and gone.issuperset(cites)

    lost = [path for path, cites in citing(study) if rests(cites)]
    return Struck(
        _fallen(study, lambda each: rests(each.cites), gone),
        tuple(path.removeprefix("score ") for path in lost if path.startswith("score ")),
        tuple(path for path in lost if not path.startswith("score ")),
    )


def stated_only(study: Study) -> Struck:
    """A study in which only those scores are known that are stated, or were set for the run."""

    def unstated(each: Assessment) -> bool:
        return each.basis not in ("stated", "set", UNKNOWN)

    scores = [
        f"{option.id}.{each.id}" for option in _types(study) for each in option.scores if unstated(each)
    ]
    own = [
        f"{party.id}:{option}.{criterion}"
        for party in study.parties
        for (option, criterion), each in party.own.items()
        if unstated(each)
    ]
    return Struck(_fallen(study, unstated), (*scores, *own))


def _types(study: Study) -> list[Option]:
    """The options that have scores of their own, as packages have not."""
    return [each for each in study.options if not isinstance(each, Package)]


def _fallen(study: Study, falls: Falls, gone: frozenset[str] = frozenset()) -> Study:
    """A study whose scores that fall are unknown and whose others rest on what is not gone."""

    def scores(held: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
        return tuple(
            not_known(each, study.criterion(each.id)) if falls(each) else _less(each, gone) for each in held
        )

    def seeing(party: Party) -> Party:
        return party.changed(scores=tuple((id, scores(held)) for id, held in party.scores))

    return study.changed(
        options=tuple(
            each if isinstance(each, Package) else each.changed(scores=scores(each.scores))
            for each in study.options
        ),
        parties=tuple(map(seeing, study.parties)),
    )


def _less(each: Assessment, gone: frozenset[str]) -> Assessment:
    kept = tuple(cite for cite in each.cites if cite not in gone)
    return each if kept == each.cites else each.changed(cites=kept)
