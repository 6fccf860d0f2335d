"""Which classes turn on where obligations enter, in sentences and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Elsewhere, Negotiation
from treatyopt.bargaining.outcomes import Outcome
from treatyopt.bargaining.placing import Trial, Trials
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.sentences import name, names
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.words import capital, listed, plural, signed
from treatyopt.methods.solutions import NAMES
from treatyopt.methods.stability import TIE
from treatyopt.study.model import Study
from treatyopt.study.placing import Placing
from treatyopt.tables.frontier import placing

_NAMED = 12
_STATUSES = ("core", "open", "out")


def turning_in_short(found: Frontier) -> Iterator[str]:
    """Whether any class turns on where obligations enter, in a sentence; nothing where the study leaves none open."""
    tried = found.placing
    if not _made(tried):
        return
    where = f"where {entering(len(_placed(tried)))}, which the study leaves open"
    if not tried.turning:
        yield f"None of these classes turns on {where}, as far as was tried."
        return
    turns = (
        f"{len(tried.turning)} of these classes {'turns' if len(tried.turning) == 1 else 'turn'} on {where}"
    )
    yield f"{turns}: {_reversals(tried)}."


def _reversals(tried: Trials) -> str:
    """The turns that weigh most first: from out to core or back, and then how many others."""
    turns = [turn for each in _made(tried) for turn in each.turned]
    whole = [each for each in turns if {each.was, each.now} == {"core", "out"}]
    told = dict.fromkeys(f"{each.obligation} even from {each.was} to {each.now}" for each in whole)
    reversed_ = {each.obligation for each in whole}
    rest = [id for id in tried.turning if id not in reversed_]
    return listed([*told, *([few(rest, most=_NAMED)] if rest else [])])


def alternatives(found: Frontier) -> Iterator[Block]:
    """What each placing that the study leaves open comes to, and what that says of the classes."""
    tried, study = found.placing, found.study
    if not _made(tried):
        yield from (Prose(said) for said in _none_made(found))
        return
    shown = placing(found).wide.reading(
        {
            "trial": lambda row: _named(study, tried, row[1]),
            "packages": lambda row: None if row[1].refused else row[1].packages,
            "turned": lambda row: _turned(study, row[1]),
        }
    )
    first, *rest = shown.heads
    option = _alone(tried)
    label = "placed elsewhere" if option is None else f"placed with {name(study, option)}"
    here = ("as in the study", sum(each.ties for each in found.packages), "")
    made = (Row(shown.cells(row), strong=row[1] is tried.together) for row in shown.rows)
    lead = first._replace(label=label, fold=option is None)
    caption = "What turns on where obligations enter"
    table = Table((lead, *rest), (Row(here, faint=True), *made), caption=caption)
    yield from first_rows(table, "placings")
    yield Prose(" ".join(_meaning(found)))


def _none_made(found: Frontier) -> Iterator[str]:
    """That nothing could be tried of what the study leaves open, and why of the first."""
    if found.placing.each:
        many = len({each.placings[0].obligation for each in found.placing.each})
        yield (
            f"The study leaves open where {entering(many)}, but no other place could be tried here: "
            f"{found.placing.each[0].refused}{'' if many == 1 else ', and so on'}."
        )


def elsewhere(found: Negotiation) -> Iterator[Prose]:
    """What the parties would make of the options with all placed elsewhere that the study leaves open."""
    there = found.placing
    if there is None:
        return
    opening = f"The study leaves open where {entering(len(there.placings))}."
    if there.refused:
        yield Prose(f"{opening} All placed elsewhere could not be tried: {there.refused}.")
        return
    if not there.outcomes:
        yield Prose(f"{opening} All placed elsewhere, no gain here changes.")
        return
    moving = [said for each in there.outcomes for said in _moving(found, each)]
    said = f"{placed(found.study, there.placings)}, {few(moving, most=_NAMED)}."
    yield Prose(f"{opening} {said} {_picks(found, there)}".rstrip())


def placed(study: Study, placings: Sequence[Placing]) -> str:
    """That all were placed elsewhere, with which option if it is one, as the opening of a sentence."""
    option = {each.now for each in placings}
    return f"All placed {f'with {name(study, option.pop())}' if len(option) == 1 else 'elsewhere'}"


def _moving(found: Negotiation, there: Outcome) -> Iterator[str]:
    """What each party gains by an option then, if that is another figure, and whether it would refuse."""
    here = next((each.parties for each in found.outcomes if each.id == there.id), ())
    for side, was, now in zip(found.sides, here, there.parties, strict=False):
        if abs(was.gain - now.gain) > TIE:
            refused = ", and so would be refused" if now.party in there.refused else ""
            yield f"the gain of {side.name} by {there.name} is {signed(now.gain)} (here {signed(was.gain)}){refused}"


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
    return f"{'; '.join(other)}." if other else "What the solutions pick stays the same."


def entering(many: int) -> str:
    """So many obligations with their verb."""
    return f"{plural(many, 'obligation')} {'enters' if many == 1 else 'enter'}"


def _alone(tried: Trials) -> str | None:
    """The one option that all is placed with, if it is one."""
    there = {each.now for trial in tried.each for each in trial.placings}
    return there.pop() if len(there) == 1 else None


def _named(study: Study, tried: Trials, trial: Trial) -> str:
    """What a trial places where, in words; the option stands in the head where it is one for all."""
    if trial is tried.together:
        return f"all {len(trial.placings)}"
    own = trial.placings[0]
    return own.obligation if _alone(tried) else f"{own.obligation} with {name(study, own.now)}"


def _turned(study: Study, trial: Trial) -> str:
    if trial.refused:
        return f"not tried: {trial.refused}"
    turns = [each for each in trial.turned if each.was in _STATUSES]
    joining = [f"{each.obligation} ({each.now})" for each in trial.turned if each.was not in _STATUSES]
    said = [f"{each.obligation} {each.was} to {each.now}" for each in turns]
    said += [f"then on offer: {listed(joining)}"] if joining else []
    along = [each for each in trial.placings if each.obligation in trial.along]
    brought = f" (brings {listed([_along(study, each, trial) for each in along])} along)" if along else ""
    return f"{'; '.join(said) or 'none'}{brought}"


def _along(study: Study, each: Placing, trial: Trial) -> str:
    """What comes along, and where it goes if not to the same option."""
    there = "" if each.now == trial.placings[0].now else f" with {name(study, each.now)}"
    return f"{each.obligation}{there}"


def _picked(found: Frontier) -> Iterator[str]:
    """What the illustration would gain either side if all were placed elsewhere."""
    together, point = found.placing.together, found.point
    if together is None or together.gains is None or point is None:
        return
    sides = zip(found.sides, together.gains, point.parties, strict=True)
    gains = [f"{side.name} {signed(there)} (here {signed(seen.gain)})" for side, there, seen in sides]
    many = len(together.placings)
    yield f"With all {many} placed so, what {capital(NAMES[found.solution])} picks gains {listed(gains)}."


def _meaning(found: Frontier) -> Iterator[str]:
    """What turns and what does not, what was tried, and what of the placing was not."""
    tried, study = found.placing, found.study
    free = [each.obligation.id for each in found.offered if each.asked is None]
    staying = len(free) - len(tried.turning)
    if tried.turning:
        yield f"Turning in one trial or more: {few(tried.turning, most=_NAMED)}."
    if staying:
        which = f"The other {staying}" if tried.turning else f"All {staying}"
        moved = len({each.obligation for trial in _made(tried) for each in trial.placings} & {*free})
        save = ", save where they are what was placed" if moved else ""
        keep = "keeps its class" if staying == 1 else "keep their class"
        yield f"{which} {keep} in every trial{save}."
    yield from _picked(found)
    how = "by itself and all together, not in every combination" if tried.together else "by itself"
    left = f"; {tried.untried} more at most together" if tried.untried else ""
    low = study.option(found.lower).degree
    held = any(study.option(each.now).degree <= low for trial in tried.each for each in trial.placings)
    then = f"; what {name(study, found.lower)} then holds is in every package" if held else ""
    yield f"Each was tried {how}{left}{then}."
    others = sum(each.basis != "stated" and not each.may_enter for each in study.obligations)
    if others:
        enter = "one more enters" if others == 1 else f"{others} more enter"
        yield f"With which {study.words.option} {enter} is the study's judgement too; for them it names no other."


def _made(tried: Trials) -> list[Trial]:
    every = [*tried.each, *([tried.together] if tried.together else [])]
    return [each for each in every if each.refused is None]


def _placed(tried: Trials) -> set[str]:
    return {each.placings[0].obligation for each in tried.each if each.refused is None}
