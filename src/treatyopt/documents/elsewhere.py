"""What parties would make of the options with obligations placed elsewhere, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.bargaining.negotiate import Elsewhere, Negotiation
from treatyopt.bargaining.outcomes import Outcome
from treatyopt.documents.alternatives import entering, every, placed
from treatyopt.documents.blocks import Prose
from treatyopt.documents.sentences import names
from treatyopt.documents.shortening import few
from treatyopt.documents.words import capital, signed
from treatyopt.methods.solutions import NAMES
from treatyopt.methods.stability import TIE

_NAMED = 12


def elsewhere(found: Negotiation) -> Iterator[Prose]:
    """What the parties would make of the options with all placed where else the study says."""
    there = found.placing
    if there is None:
        return
    opening = f"The study names another place too for where {entering(len(there.placings))}."
    if there.refused:
        yield Prose(
            f"{opening} {every(there.placings)} elsewhere, gains could not be worked out: {there.refused}."
        )
        return
    if not there.outcomes:
        yield Prose(
            f"{opening} {every(there.placings)} elsewhere, scores left as they are, no gain here changes."
        )
        return
    moving = [said for each in there.outcomes for said in _moving(found, each)]
    said = f"{placed(found.study, there.placings)}, scores left as they are, burdens fall elsewhere:"
    said += f" {few(moving, most=_NAMED)}."
    yield Prose(f"{opening} {said} {_picks(found, there)}".rstrip())


def _moving(found: Negotiation, there: Outcome) -> Iterator[str]:
    """What each party gains by an option then, if that is another figure, and whether it turns what it accepts."""
    here = next((each for each in found.outcomes if each.id == there.id), there)
    for side, was, now in zip(found.sides, here.parties, there.parties, strict=True):
        if abs(was.gain - now.gain) > TIE:
            gain = f"the gain of {side.name} by {there.name} is {signed(now.gain)} (here {signed(was.gain)})"
            refuses, refused = (now.party in each.refused for each in (there, here))
            turned = f", so that {side.name} would {'' if refuses else 'not '}refuse it"
            yield f"{gain}{turned if refuses != refused else ''}"


def _picks(found: Negotiation, there: Elsewhere) -> str:
    """Whether the solutions pick something else then; nothing of one party, which takes what it gains most by."""
    if len(found.sides) == 1:
        return ""
    alike = {each.options for each in there.settlements}
    picked = {each.solution: each.options for each in found.settlements}
    other = [
        f"{capital(NAMES[now.solution])} then picks {names(found.study, now.options) or 'nothing'}"
        for now in there.settlements
        if picked.get(now.solution, now.options) != now.options
    ]
    if len(other) == len(there.settlements) and len(alike) == 1:
        return f"Every solution then picks {names(found.study, alike.pop()) or 'nothing'}."
    return (
        f"{'; '.join(other)}."
        if other
        else f"Of the {found.study.words.options} the solutions pick the same."
    )
