"""At which weights of one group, the others in proportion, an option leads or stays first, in words.

Limits are rounded to the safe side: what is said of the weights between them holds for the figures shown too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from treatyopt.documents.unknown import those_middles
from treatyopt.documents.words import listed, weight, within
from treatyopt.methods.stability import TIE
from treatyopt.ranking.intervals import Certain, Span, StabilityInterval
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study, find

if TYPE_CHECKING:
    from treatyopt.ranking.explain import Condition

_Each = TypeVar("_Each")


def weighed_name(study: Study, id: str) -> str:
    """The name of what carries a weight, a group or a criterion, by id."""
    if any(each.id == id for each in study.groups):
        return find("group", id, study.groups).name
    return study.criterion(id).name


def moved(ranking: Ranking) -> list[StabilityInterval]:
    """The intervals of a lone leader: of what weightings are of, the groups or the criteria."""
    if len(ranking.verdict.leaders) != 1:
        return []
    return [each for each in ranking.intervals if each.kind == noun(ranking)]


def slack(now: float, span: Span) -> float:
    """How far one weight can move until another option overtakes; 1 where none does."""
    below = now - span.low if span.below is not None else 1.0
    above = span.high - now if span.above is not None else 1.0
    return min(below, above)


def nearest(ranking: Ranking) -> StabilityInterval | None:
    """The weight that can end the lead soonest, the others in proportion, if one can."""
    found = [each for each in moved(ranking) if each.lead is not None and bounded(each.lead)]
    ordered = sorted(found, key=lambda each: slack(each.weight, each.lead) if each.lead else 1.0)
    return ordered[0] if ordered else None


def noun(ranking: Ranking) -> str:
    """What it is whose weight moves: a group, or a criterion where weightings are of criteria."""
    return "group" if ranking.weights.weight_set.over == "groups" else "criterion"


def others(ranking: Ranking) -> str:
    """What the other weights do while one moves, and within what."""
    weights = ranking.weights.columns
    inside = ", within what was said" if ranking.verdict.said else ""
    if len(weights) == 2:
        return f"the other {noun(ranking)} in proportion{inside}"
    several = "groups" if noun(ranking) == "group" else "criteria"
    alone = any(each.weight >= 1 - TIE for each in weights)
    equal = " (equal where they have no weight now)" if alone else ""
    return f"the other {several} in proportion{equal}{inside}"


def bounded(span: Span) -> bool:
    """Whether another option overtakes at one end."""
    return span.below is not None or span.above is not None


def unmirrored(items: Sequence[_Each]) -> Sequence[_Each]:
    """Of two weights the first alone: what it says holds of the other, which has the rest."""
    return items[:1] if len(items) == 2 else items


def pinned(spans: Iterable[Span | None]) -> bool:
    """Whether what was said lets no weight move while the others keep their proportions."""
    return all(span is not None and span.high - span.low <= TIE for span in spans)


def outside(span: Span, now: float) -> str:
    """The weights at which something no longer holds, and the weight now."""
    low, high, at = within(span.low, span.high, now)
    if span.below is None:
        return f"counts for {'any more' if span.high - now <= TIE else f'more than {high}'} (now {at})"
    if span.above is None:
        return f"counts for {'any less' if now - span.low <= TIE else f'less than {low}'} (now {at})"
    return f"leaves {low} to {high} (now {at})"


def kept(study: Study, span: Span, now: float) -> str:
    """The weights at which the leader stays first and who follows, as a cell of a table."""
    low, high, _ = within(span.low, span.high, now)
    after = {id: study.option(id).name for id in (span.below, span.above) if id is not None}
    if span.below is not None and span.above is not None:
        text = f"{low} to {high}; below, {after[span.below]}; above, {after[span.above]}"
    elif span.below is not None:
        text = f"from {low}; below, {after[span.below]}"
    elif span.above is not None:
        text = f"up to {high}; then {after[span.above]}"
    else:
        said = span.said_low is not None or span.said_high is not None
        fixed = "cannot move alone, by what was said"
        held = (
            fixed if span.high - span.low <= TIE else f"{low} to {high}, as far as what was said allows that"
        )
        text = held if said else "always"
    return "; ".join([text, *(f"level at {end}" for end in _level_ends(span))])


def surely(certain: Certain, now: float) -> str:
    """The values of one weight at which an option leads whatever the others are; nothing where none is enough."""
    ends = []
    if certain.below is not None:
        ends.append(f"less than {within(0.0, certain.below, now)[1]}")
    if certain.above is not None:
        ends.append(f"more than {within(certain.above, 1.0, now)[0]}")
    return " or ".join(ends)


def _level_ends(span: Span) -> Iterator[str]:
    """The ends of the scale at which it is level with another without being overtaken."""
    if span.below is None and span.level_low is not None:
        yield "0%"
    if span.above is None and span.level_high is not None:
        yield "100%"


def ending(ranking: Ranking, conditions: Sequence[Condition]) -> Iterator[str]:
    """What would end the lead of the leader."""
    study, held = ranking.study, those_middles(ranking)
    found = [each for each in unmirrored(conditions) if each.leads is not None and bounded(each.leads)]
    # Of several no one alone is what its lead hangs on.
    opening = "It stays first unless" if len(found) == 1 else "It is no longer first where"
    for each in found:
        assert each.leads is not None
        yield (
            f"{opening} {weighed_name(study, each.id)} {outside(each.leads, each.weight)}, {others(ranking)}; "
            f"{_successors(study, each.leads)}.{_surely_first(study, each, held)}"
        )
    if not conditions:
        yield "There is only one weighting, so no weights end its lead."
    elif not found and pinned([each.leads for each in conditions]):
        yield "By what was said no single weight can move alone."
    elif not found:
        yield f"No weight of a single {noun(ranking)} puts another ahead, {others(ranking)}."
    level = [place for each in unmirrored(conditions) for place in _level_places(study, each.id, each.leads)]
    if level:
        yield f"It is only level with another {listed(level, 'or')}."


def _surely_first(study: Study, condition: Condition, held: str) -> str:
    sure = surely(condition.certain, condition.weight)
    name = weighed_name(study, condition.id)
    return (
        f" It leads for certain{held} where {name} has {sure} of the weight, whatever the rest."
        if sure
        else ""
    )


def _level_places(study: Study, id: str, span: Span | None) -> Iterator[str]:
    """Where, at the ends of the scale, what leads up to there is only level with another."""
    for end in () if span is None else _level_ends(span):
        yield f"where {weighed_name(study, id)} has {'none' if end == '0%' else 'all'} of the weight"


def _successors(study: Study, span: Span) -> str:
    sides = [
        (where, study.option(id).name)
        for where, id in (("below", span.below), ("above", span.above))
        if id is not None
    ]
    if len(sides) == 1:
        return f"then {sides[0][1]} leads"
    return ", ".join(f"{where}, {option} leads" for where, option in sides)


def leading(ranking: Ranking, conditions: Sequence[Condition], *options: str) -> Iterator[str]:
    """Which weights would make an option lead that does not, and where it draws level at most.

    `options` names it if it need not be among those compared.
    """
    study, found, held = ranking.study, False, those_middles(ranking, *options)
    for each in unmirrored(conditions):
        if each.leads is not None:
            found = True
            yield f"It leads {_when(study, each)}, {others(ranking)}{_certainly(each, held)}."
    if not conditions:
        yield "There is only one weighting, so no weights make it lead."
    elif not found:
        yield f"No weight of a single {noun(ranking)} makes it lead, {others(ranking)}."
    level = [
        _level_at(weighed_name(study, each.id), each)
        for each in unmirrored(conditions)
        if each.level is not None
    ]
    if level:
        most = (
            "It draws level for first place, no more," if found else "At most it draws level for first place,"
        )
        yield f"{most} {listed(level, 'or')}."


def _certainly(condition: Condition, held: str) -> str:
    """Where one weight alone is enough, at the same end."""
    sure = surely(condition.certain, condition.weight)
    return f"; for certain{held} where it has {sure}, whatever the rest" if sure else ""


def _when(study: Study, condition: Condition) -> str:
    assert condition.leads is not None
    name, span = weighed_name(study, condition.id), condition.leads
    low, high, now = within(span.low, span.high, condition.weight)
    over = (span.said_low is None and span.low > TIE) or span.level_low is not None
    under = (span.said_high is None and span.high < 1 - TIE) or span.level_high is not None
    if over and under:
        return f"when {name} has more than {low} and less than {high} of the weight (now {now})"
    if over:
        more = "any more" if abs(span.low - condition.weight) <= TIE else f"more than {low}"
        return f"when {name} has {more} of the weight (now {now})"
    if under:
        less = "any less" if abs(span.high - condition.weight) <= TIE else f"less than {high}"
        return f"when {name} has {less} of the weight (now {now})"
    return f"whatever {name} counts for (now {now})"


def _level_at(name: str, condition: Condition) -> str:
    span = condition.level
    assert span is not None
    if span.low <= TIE and span.high >= 1 - TIE:
        return f"whatever {name} counts for"
    if span.low >= 1 - TIE:
        return f"where {name} has all of the weight"
    if span.high <= TIE:
        return f"where {name} has none of the weight"
    if span.high - span.low <= TIE:
        exact = abs(round(span.low, 3) - span.low) <= TIE
        return f"where {name} has {'' if exact else 'about '}{weight(span.low)} of the weight"
    low, high, _ = within(span.low, span.high, condition.weight)
    return f"where {name} has {low} to {high} of the weight"
