"""Where sides score a thing otherwise than the study does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from treatyopt.bargaining.sides import Side
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment


class Disagreement(NamedTuple):
    """An option's score on a criterion that a side or more has of its own: the common one, and theirs by party."""

    option: str
    criterion: str
    common: Assessment
    own: tuple[tuple[str, Assessment], ...]


def disagreements(study: Study, sides: Sequence[Side], options: Iterable[str]) -> tuple[Disagreement, ...]:
    """What these sides score otherwise of these options, in the order of the study."""
    return tuple(_between(study, sides, options))


def _between(study: Study, sides: Sequence[Side], options: Iterable[str]) -> Iterator[Disagreement]:
    by_side = [(side.id, find("party", side.id, study.parties).own) for side in sides]
    for option in options:
        for common in study.option(option).scores:
            held = ((party, own.get((option, common.id))) for party, own in by_side)
            if own := tuple((party, each) for party, each in held if each is not None):
                yield Disagreement(option, common.id, common, own)
