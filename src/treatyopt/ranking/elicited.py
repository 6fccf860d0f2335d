"""What was asked about weights as a weights file can hold it: points, or statements where not all is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.elicitation import FULL, Beside, Between, Interview, Judged, Known, Open, Points
from treatyopt.ranking.weights import GivenPoints, Weights, weigh
from treatyopt.study.model import Study, find

_DECIMALS = 6  # of the product of two answers, each a number with four decimals at most


@dataclass(frozen=True)
class Elicited:
    """Points by id, or what is said of weights, `over` groups or all criteria; `how` it was asked.

    `notes` say in a sentence each what somebody who reads the file should know.
    """

    how: str
    points: tuple[GivenPoints, ...] = ()
    say: tuple[str, ...] = ()
    over: Literal["groups", "criteria"] = "groups"
    notes: tuple[str, ...] = ()

    def weights(self, study: Study) -> Weights:
        """The weights that come of it; ArgumentProblem if none can."""
        return weigh(study, dict(self.points), say=self.say, over=self.over)


def swings_weighed(interview: Interview) -> Elicited:
    """What an interview that is finished comes to.

    Points of a criterion are those of its swing in its group times those of the group's first swing, out of 100; where
    something is not known all of it is said as statements, what was given in figures as equalities. Raises
    ArgumentProblem where nothing was said, or more is open than can be worked out.
    """
    study, judged = interview.study, _settled(interview.judged)
    if all(_in_points(each) for each in judged):
        return Elicited("swing weighting", points=_points(study, judged), notes=(SCALE,))
    if all(each.first is None for each in judged):
        raise ArgumentProblem("Nothing was said of any swing")
    over: Literal["groups", "criteria"] = "groups" if study.flat or len(study.groups) == 1 else "criteria"
    notes = (_EXACT, *(_unsaid(each) for each in judged if each.first is None))
    blank = Elicited("swing weighting", over=over, notes=notes)
    for less in _ever_less(study, blank, judged):
        try:
            found = less.weights(study)
        except ArgumentProblem:
            continue
        if _heeded(found, judged):
            return less
    raise ArgumentProblem(
        "So much is open that what follows could not be worked out. Go back, and give figures for some of it"
    )


_TOLERANCE = 1e-9
_SHARES = (
    "With so much open it has more parts than can be worked out, so the shares inside {groups} stay {whose}."
)
_END = {"<=": 0.0, ">=": FULL}
SCALE = "100 is the swing that counts most; each other counts so much beside it."
_EXACT = (
    "Not all of it is known, so these are statements. Figures that were given stand in them as exact, which makes what "
    "follows firmer than points would: loosen those that are not meant so."
)
_UNBOUNDED = (
    "That no swing counts for more than the first is left out{where} where no more is known of it: with that it has "
    "more parts than can be worked out."
)
_MIDDLES = (
    "What is known within limits inside groups stands at the middle of them, at 50 where no more is known than what "
    "comes first: with the limits it has more parts than can be worked out. Figures in place of some limits would let "
    "the others stand."
)


def _settled(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The rounds with figures for what follows from others: as little as nothing, as much as the first, in a group that
    counts nothing.
    """
    found = [_followed(each) for each in judged]
    between = next((each for each in found if each.round.group is None), None)
    nothing = [] if between is None else [id for id, each in between.others.items() if each == Points(0)]
    return tuple(
        _at_nothing(each) if each.round.group and {each.first, each.round.group} & {*nothing} else each
        for each in found
    )


def _followed(judged: Judged) -> Judged:
    others: dict[str, Known] = {}
    for id, each in judged.others.items():
        other = others.get(each.id) if isinstance(each, Beside) else None
        at_end = (
            isinstance(other, Points) and isinstance(each, Beside) and other.points == _END.get(each.sign)
        )
        same = isinstance(other, Points) and isinstance(each, Beside) and each.sign == "="
        others[id] = other if other is not None and (at_end or same) else each
    return judged._replace(others=others)


def _at_nothing(judged: Judged) -> Judged:
    """A round inside a group that has no weight, where nothing is left to know."""
    first = judged.first or judged.round.swings[0]
    return judged._replace(first=first, others={id: Points(0) for id in judged.round.swings if id != first})


def _ever_less(study: Study, blank: Elicited, judged: Sequence[Judged]) -> Iterator[Elicited]:
    """All that was said, then without what can best be spared, as sets of many limits have too many parts."""
    firm = tuple(text for each in judged for text in _statements(each, firm=True))
    inside = tuple(text for each in judged if each.round.group for text in _statements(each, firm=False))
    between = tuple(text for each in judged if not each.round.group for text in _statements(each, firm=False))
    yield replace(blank, say=(*firm, *inside, *between))
    if inside and (firm or between):
        yield replace(
            blank, say=(*firm, *between), notes=(*blank.notes, _UNBOUNDED.format(where=" inside groups"))
        )
    if firm and between:
        yield replace(blank, say=firm, notes=(*blank.notes, _UNBOUNDED.format(where="")))
    if any(each.round.group and each.first and not _in_points(each) for each in judged):
        yield _at_middles(blank, judged)
    wholes = [each for each in judged if each.round.group and each.first is None]
    if wholes:
        yield from _with_shares(study, blank, judged, wholes)


def _with_shares(
    study: Study, blank: Elicited, judged: Sequence[Judged], wholes: Sequence[Judged]
) -> Iterator[Elicited]:
    """With the shares of the study's own profile inside the groups of which nobody knows a first swing (`wholes`)."""
    groups = ", ".join(str(each.round.group) for each in wholes)
    note = _SHARES.format(groups=groups, whose=of_profile(study))
    rest = [each for each in judged if each not in wholes]
    if all(_in_points(each) for each in rest):
        notes = (SCALE, *(each for each in blank.notes if each != _EXACT), note)
        yield replace(blank, points=_points(study, rest), over="groups", notes=notes)
        return
    blank = replace(blank, notes=(*blank.notes, note))
    if not any(each.round.group for each in rest):
        yield replace(blank, say=_all_statements(rest), over="groups")
        return
    shares = {each.id: each.share for each in weigh(study).criteria}
    fixed = [_at_shares(each, shares) if each in wholes else each for each in judged]
    yield replace(blank, say=_all_statements(fixed))
    yield _at_middles(blank, fixed)


def _at_shares(judged: Judged, shares: Mapping[str, float]) -> Judged:
    """A round inside a group with figures that come to these shares."""
    first = max(judged.round.swings, key=shares.__getitem__)
    others = {id: Points(FULL * shares[id] / shares[first]) for id in judged.round.swings if id != first}
    return judged._replace(first=first, others=others)


def of_profile(study: Study) -> str:
    """What weights are of which nothing was said: those of the study's own profile, or equal where it gives none."""
    profile = find("profile", study.profile, study.profiles)
    return "equal, since the study gives none" if profile.assumed else f"those of the profile {profile.id}"


def _all_statements(judged: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(text for each in judged for firm in (True, False) for text in _statements(each, firm=firm))


def _heeded(weights: Weights, judged: Sequence[Judged]) -> bool:
    """Whether no swing counts for more than the first of its round, also where that was not said to its end."""
    at = {each.id: each.weight for each in weights.groups}
    at |= {each.id: each.weight for each in weights.criteria}
    return all(at[id] <= at[each.first] + _TOLERANCE for each in judged if each.first for id in each.others)


def _at_middles(blank: Elicited, judged: Sequence[Judged]) -> Elicited:
    """All that was said, with figures in the middle of what is possible inside groups."""
    middle = [_with_middles(each) if each.round.group and each.first else each for each in judged]
    return replace(blank, say=_all_statements(middle), notes=(*blank.notes, _MIDDLES))


def _with_middles(judged: Judged) -> Judged:
    """A round with figures in the middle of what is possible of each swing, in turn."""
    found = {str(judged.first): FULL}
    for id, each in judged.others.items():
        found[id] = _middle(each, found)
    return judged._replace(others={id: Points(round(found[id], _DECIMALS)) for id in judged.others})


def _middle(known: Known, found: Mapping[str, float]) -> float:
    if isinstance(known, Points):
        return known.points
    if isinstance(known, Between):
        return (known.low + known.high) / 2
    if isinstance(known, Open):
        return FULL / 2
    other = found[known.id]
    return {"=": other, "<=": other / 2, ">=": (other + FULL) / 2}[known.sign]


def _in_points(judged: Judged) -> bool:
    return judged.first is not None and all(isinstance(each, Points) for each in judged.others.values())


def _counted(judged: Judged) -> dict[str, float]:
    """What each swing of a round counts, the first 100."""
    others = {id: each.points for id, each in judged.others.items() if isinstance(each, Points)}
    return {id: FULL if id == judged.first else others[id] for id in judged.round.swings}


def _points(study: Study, judged: Sequence[Judged]) -> tuple[GivenPoints, ...]:
    """Points of every criterion: its own beside the first of its group, times that one's beside the first of all.

    A group of several criteria that is in no round has points as a whole.
    """
    rounds = {each.round.group: _counted(each) for each in judged}
    totals = rounds[None].values() if None in rounds else (FULL,)  # in the order of the groups
    found = []
    for group, total in zip(study.groups, totals, strict=True):
        whole = group.criteria[0].id if len(group.criteria) == 1 else group.id
        inner = rounds.get(group.id, {whole: FULL})
        found += [GivenPoints(id, round(total * each / FULL, _DECIMALS)) for id, each in inner.items()]
    return tuple(found)


def _statements(judged: Judged, firm: bool) -> Iterator[str]:
    """What a round says: `firm` asks for all but what is open, which says no more than what comes first."""
    for id, each in judged.others.items() if judged.first else ():
        if isinstance(each, Open) != firm:
            yield _statement(str(judged.first), id, each)


def _statement(first: str, id: str, known: Known) -> str:
    if isinstance(known, Points):
        return f"{id}={_times(known.points, first)}" if known.points else f"{id}=0%"
    if isinstance(known, Between):
        low = f"{_times(known.low, first)}<=" if known.low else ""
        return f"{low}{id}<={_times(known.high, first)}"
    if isinstance(known, Open):
        return f"{first}>={id}"
    if isinstance(known, Beside) and known.sign == ">=":
        return f"{first}>={id}>={known.id}"
    return f"{id}{known.sign}{known.id}"


def _times(points: float, first: str) -> str:
    """A multiple of the first swing, never in powers of ten, which statements do not know."""
    factor = f"{points / FULL:.8f}".rstrip("0").rstrip(".")
    return first if factor == "1" else f"{factor}*{first}"


def _unsaid(judged: Judged) -> str:
    where = f"inside {judged.round.group}" if judged.round.group else "between groups"
    return f"Which swing comes first {where} is not known, so nothing is said of the weights there."


def order_said(study: Study, order: Sequence[Sequence[str]]) -> Elicited:
    """A rank order as a statement: those that count most first, those that count the same together.

    Of groups, whose swing is that on all their criteria, or of criteria. Raises ArgumentProblem for ids that are
    unknown, named twice or part of each other, and for less than two.
    """
    named = [id for together in order for id in together]
    homes = {each.id: group.id for group in study.groups for each in group.criteria}
    known = list(dict.fromkeys([*(each.id for each in study.groups), *homes]))
    if "" in named:
        raise ArgumentProblem("an order has an id between commas, and between = signs; one is missing")
    for i, id in enumerate(named):
        if id not in known:
            raise ArgumentProblem.unknown("group or criterion", id, known)
        if id in named[:i]:
            raise ArgumentProblem(f"{id} is named twice; it has one place in the order")
        if homes.get(id) in named and homes[id] != id:
            raise ArgumentProblem(f"{id} is part of {homes[id]}; order one or the other")
    if len(named) < 2:
        raise ArgumentProblem(
            "an order takes two groups or criteria at least, the one that counts most first"
        )
    inside = [id for id in named if homes.get(id, id) != id]
    chain = ">=".join("=".join(together) for together in order)
    over: Literal["groups", "criteria"] = "criteria" if inside and len(study.groups) > 1 else "groups"
    return Elicited("rank order", say=(chain,), over=over, notes=_left_out(study, named, homes, bool(inside)))


def _left_out(study: Study, named: Sequence[str], homes: Mapping[str, str], inside: bool) -> tuple[str, ...]:
    """That nothing is said of those without a place in the order."""
    everything = list(homes) if inside else [each.id for each in study.groups]
    rest = [id for id in everything if id not in named and homes.get(id, id) not in named]
    return (f"Nothing is said of {', '.join(rest)}: not in the order.",) if rest else ()


def swing(study: Study, id: str) -> tuple[str, str]:
    """What a swing leads from and to, on a criterion or on all of a group, in words or a unit if there are any."""
    found = next((each for each in study.criteria if each.id == id), None)
    if found is None:
        inside = next(each.criteria for each in study.groups if each.id == id)
        return "0", f"100 on each of {', '.join(each.name for each in inside)}"
    return found.at_zero or "0", found.at_hundred or "100"


def way(study: Study, id: str) -> str:
    """The same as a phrase, with what is in words in quotes."""
    start, end = swing(study, id)
    found = next((each for each in study.criteria if each.id == id), None)
    if found is None or (found.zero is None and found.hundred is None):
        return f"from {start} to {end}"
    return f'from "{start}" to "{end}"'
