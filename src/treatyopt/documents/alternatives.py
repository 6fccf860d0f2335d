"""Which classes turn on where obligations enter, in sentences and a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.placing import Sole, Trial, Trials, Turning
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.sentences import criterion_name, name
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.words import capital, listed, plural, signed
from treatyopt.methods.solutions import NAMES
from treatyopt.methods.stability import TIE
from treatyopt.study.model import Study
from treatyopt.study.placing import Placing
from treatyopt.study.placing import alternatives as named_by
from treatyopt.tables.frontier import placing

_NAMED = 12
_STATUSES = ("core", "open", "out")


def turning_in_short(found: Frontier) -> Iterator[str]:
    """Whether any class turns on where obligations enter; nothing where the study names no other place for any."""
    tried = found.placing
    if tried is None or not tried.tried:
        return
    where = f"where {entering(len(_open(tried)))}, for which the study names another place too"
    if not tried.turning:
        bound = "" if tried.complete else ", as far as was tried"
        yield f"With scores left as they are, none of these classes turns on {where}{bound}."
        return
    many = len(tried.turning)
    least = "" if tried.complete else "at least "
    turn = f"{least}{many} of these classes {'turns' if many == 1 else 'turn'}"
    yield f"With scores left as they are, {turn} on {where}: {_reversals(tried)}."


def _reversals(tried: Trials) -> str:
    """What turns, and last what turns from core to out or back, and in how much of all ways to place them."""
    whole = [(each, _reversed(each)) for each in tried.turning]
    rest = [each.obligation for each, count in whole if not count]
    told = []
    for each, count in whole:
        if count:
            other = "core" if each.was == "out" else "out"
            often = f" (in {count} of the {tried.tried} ways to place them)" if tried.complete else ""
            told.append(f"even from {each.was} to {other}, {each.obligation}{often}")
    if not rest:
        return listed(told)
    return f"{few(rest, most=_NAMED)}{'; and ' if told else ''}{listed(told)}"


def _reversed(each: Turning) -> int:
    """In how many trials it goes from core to out, or back."""
    return sum(count for now, count in each.now if {each.was, now} == {"core", "out"})


def alternatives(found: Frontier) -> Iterator[Block]:
    """What each placing that the study names comes to, and what that says of the classes."""
    tried, study = found.placing, found.study
    if tried is None:
        if any(True for _ in named_by(study)):
            yield Prose(
                "Where obligations enter was not tried, though the study names another place for some."
            )
        return
    if not tried.tried:
        yield from (Prose(said) for said in _none_made(tried))
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
    lead = first._replace(label="placed elsewhere" if option is None else "placed so", fold=option is None)
    here = ("as in the study", sum(each.ties for each in found.packages), "")
    made = (Row(shown.cells(row), strong=row[1] is tried.together) for row in shown.rows)
    there = "elsewhere" if option is None else f"with {name(study, option)}"
    caption = f"What turns on where obligations enter: {_how(tried, there)}"
    yield from first_rows(Table((lead, *rest), (Row(here, faint=True), *made), caption=caption), "placings")
    yield Prose(" ".join(_turning(found, tried)))
    yield Prose(" ".join(_why(study, tried)))
    if picked := [*_picked(found, tried)]:
        yield Prose(" ".join(picked))


def _how(tried: Trials, there: str) -> str:
    one = "each placed" if len(tried.each) > 1 else "placed"
    return f"{one} {there}, then all" if tried.together else f"{one} {there}"


def _none_made(tried: Trials) -> Iterator[str]:
    """That nothing could be tried of what the study names, and why of the first."""
    if tried.each:
        many = len(_open(tried))
        yield (
            f"The study names another place for where {entering(many)}, but none could be tried here: "
            f"{tried.each[0].refused}{'' if many == 1 else ', and so on'}."
        )


def entering(many: int) -> str:
    """So many obligations with their verb."""
    return f"{plural(many, 'obligation')} {'enters' if many == 1 else 'enter'}"


def placed(study: Study, placings: Sequence[Placing]) -> str:
    """That all were placed elsewhere, with which option if it is one, as the opening of a sentence."""
    option = {each.now for each in placings}
    where = f"with {name(study, option.pop())}" if len(option) == 1 else "elsewhere"
    return f"{every(placings)} {where}"


def every(placings: Sequence[Placing]) -> str:
    """How many were placed, as the opening of a sentence: all, or the one."""
    return "Placed" if len(placings) == 1 else "All placed"


def _alone(tried: Trials) -> str | None:
    """The one option that all is placed with, if it is one."""
    there = {each.now for trial in tried.each for each in trial.placings}
    return there.pop() if len(there) == 1 else None


def _named(study: Study, tried: Trials, trial: Trial) -> str:
    """What a trial places where, in words; the option stands in the caption where it is one for all."""
    if trial is tried.together:
        return _all(len(trial.placings))
    own = trial.placings[0]
    return own.obligation if _alone(tried) else f"{own.obligation} with {name(study, own.now)}"


def _all(many: int) -> str:
    return "both" if many == 2 else f"all {many}"


def _with(study: Study, tried: Trials, trial: Trial) -> str:
    """With what placed where, as the opening of a sentence."""
    own = trial.placings[0]
    if trial is tried.together or _alone(tried):
        return f"With {_named(study, tried, trial)} placed so"
    return f"With {own.obligation} placed with {name(study, own.now)}"


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


def _turning(found: Frontier, tried: Trials) -> Iterator[str]:
    """What turns in how many ways, and that the rest does not."""
    free = [each.obligation.id for each in found.offered if each.asked is None]
    staying = len(free) - len(tried.turning)
    moved = {each.obligation for trial in tried.each for each in trial.placings} & {*free}
    keep, they = ("keeps its class", "it is") if staying == 1 else ("keep their class", "they are")
    save = f", save where {they} what was placed" if moved else ""
    ways, again = "all of these trials", "all of them"
    if tried.complete:
        told = [f"{each.obligation} ({_counted(each, tried)})" for each in tried.turning]
        ways, again = f"{_all(tried.tried)} ways to place them", "both of them" if tried.tried == 2 else again
        opening = f"Of {ways}, these turn in some"
        if tried.tried == 1:
            ways, again = "the one trial", "it"
            opening = f"In the one trial {'turns' if len(told) == 1 else 'turn'}"
    else:
        left = f", and {tried.untried} more at most together" if tried.untried else ""
        how = "by itself and all together" if tried.together else "by itself"
        yield f"Each was tried {how}{left}; not in every combination."
        told = [each.obligation for each in tried.turning]
        opening = "In one of these trials or more turn"
    if told:
        yield f"{opening}: {few(told, most=_NAMED)}."
    if staying:
        which = f"The other {staying}" if told else f"All {staying}"
        yield f"{which} {keep} in {again if told else ways}{save}."


def _counted(each: Turning, tried: Trials) -> str:
    return listed([f"to {now} in {count}" if tried.tried > 1 else f"to {now}" for now, count in each.now])


def _why(study: Study, tried: Trials) -> Iterator[str]:
    """Why classes turn, in scores that are left as they are, and what of the placing was not looked at."""
    yield (
        f"Scores of {study.words.options} are not judged anew: what is placed elsewhere leaves its part of each change "
        "to the others, some of which may turn by that alone."
    )
    made = tried.made()
    told = set[Sole]()
    for trial in made:
        for each in trial.sole:
            if each in told:
                continue
            told.add(each)
            yield (
                f"{_with(study, tried, trial)} {each.obligation} alone is left to move "
                f"{criterion_name(study, each.criterion)}, and carries all of that change ({signed(each.points, 0)})."
            )
    for criterion in dict.fromkeys(id for trial in made for id in trial.uncarried):
        where = next(trial for trial in made if criterion in trial.uncarried)
        yield (
            f"{_with(study, tried, where)} nothing left moves {criterion_name(study, criterion)}, and "
            "its change is divided equally among all that is left."
        )
    others = sum(each.basis != "stated" and not each.may_enter for each in study.obligations)
    if others:
        enter = "one more enters" if others == 1 else f"{others} more enter"
        yield f"With which {study.words.option} {enter} is the study's judgement too; for them it names no other."


def _picked(found: Frontier, tried: Trials) -> Iterator[str]:
    """What becomes of the illustration if all were placed elsewhere, and what would be picked in its place."""
    together, point = tried.together, found.point
    if together is None or together.refused or point is None:
        return
    lower, solution = name(found.study, found.lower), capital(NAMES[found.solution])
    low = found.study.option(found.lower).degree
    held = {each.obligation for each in together.placings if found.study.option(each.now).degree <= low}
    opening = f"With {_all(len(together.placings))} placed so"
    here = _gains(found, [each.gain for each in point.parties])
    if together.carried is None:
        yield f"{opening}, the illustration ({here}) could not be had."
    else:
        there = _gains(found, together.carried)
        besides = f" and what {lower} then holds besides" if held else ""
        yield f"{opening}, the illustration{besides} would gain {there} (here {here})."
    yield from _instead(found, together, solution, point.adds, held)
    if together.upper is not None:
        own = [each.gain for each in found.ends[found.upper]]
        same = all(abs(a - b) <= TIE for a, b in zip(own, together.upper, strict=True))
        when = "either way" if same else f"then (here {_gains(found, own)})"
        yield f"{name(found.study, found.upper)} gains {_gains(found, together.upper)} {when}."
    if held:
        yield f"What {lower} then holds is in every package."


def _instead(
    found: Frontier, together: Trial, solution: str, adds: Iterable[str], held: Iterable[str]
) -> Iterator[str]:
    """What the solution picks where all is placed elsewhere, if that is another package."""
    if together.gains is None or together.adds is None:
        yield f"{solution} then picks nothing."
        return
    pairs = zip(together.carried or (), together.gains, strict=False)
    if together.carried is not None and all(abs(a - b) <= TIE for a, b in pairs):
        return
    more = [id for id in together.adds if id not in {*adds}]
    less = [id for id in adds if id not in {*together.adds, *held}]
    parts = [f"with {few(more, most=_NAMED)}"] if more else []
    parts += [f"without {few(less, most=_NAMED)}"] if less else []
    other = f" {' and '.join(parts)}" if parts else ""
    yield f"{solution} then picks another{other}, which gains {_gains(found, together.gains)}."


def _gains(found: Frontier, gains: Sequence[float]) -> str:
    return listed([f"{side.name} {signed(gain)}" for side, gain in zip(found.sides, gains, strict=True)])


def _open(tried: Trials) -> set[str]:
    """The obligations that could enter elsewhere, whether or not that could be tried."""
    return {each.placings[0].obligation for each in tried.each}
