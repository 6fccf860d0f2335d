"""Page one of a brief, at most 450 words for the paper's study: the recommendation, what it means, why, and on what.

Every sentence is made of results. Terms of the trade are explained where they first stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from treatyopt.brief.advice import advice, called, lacking
from treatyopt.brief.findings import Findings
from treatyopt.brief.overturning import overturning
from treatyopt.brief.parties import parties
from treatyopt.documents import authorship, limits, screens, sentences
from treatyopt.documents.blocks import Block, Items, Prose
from treatyopt.documents.placing import noted
from treatyopt.documents.shortening import first_few
from treatyopt.documents.units import against, why
from treatyopt.documents.weighting import written
from treatyopt.documents.words import (
    apart,
    capital,
    cited,
    citing,
    counted,
    figure,
    fine,
    listed,
    sentence,
    whose,
)
from treatyopt.methods.stability import TIE
from treatyopt.ranking.comparison import Difference, differences
from treatyopt.ranking.evaluation import Standing, stand
from treatyopt.ranking.explain import Explanation, explain
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study, find
from treatyopt.study.records import Obligation, Option, Package

_LOCATOR = re.compile(r"[a-z][a-z0-9-]*/[0-9a-z]+")
_UNCITED = {
    "inferred": " (no passage says so)",
    "set": " (set for this run)",
    "stated": "",
    "judged": "",
    "unknown": "",
}
_REASONS = 3
_PARTS = " The lead's largest parts:"
_LINES = 3
_CITED = 2


class Line(NamedTuple):
    """The obligations that are new and bind just these parties."""

    binds: tuple[str, ...]
    new: tuple[Obligation, ...]

    @property
    def heaviest(self) -> Obligation | None:
        """The first of those of the largest burden."""
        return max(self.new, key=lambda each: each.burden) if self.new else None


def memo(found: Findings) -> tuple[Block, ...]:
    """The blocks of page one, in the order in which they are read."""
    ranking, leaders = found.ranking, found.ranking.verdict.leaders
    case = explain(ranking, leaders[0]) if len(leaders) == 1 else None
    lines = () if case is None else _lines(case)
    quoted = {line.heaviest.id for line in lines[:_LINES] if line.heaviest is not None}
    said: tuple[Block, ...] = (
        *(Prose(each.text, lead="What if.") for each in noted(ranking.study, ranking.changes)),
        Prose(" ".join(_recommended(found)), lead="Recommendation."),
        *(() if case is None else _what_it_is(case, lines)),
        *(() if case is None else _why(case)),
        *_overturning(found),
        *parties(found, quoted),
    )
    return (*said, Prose(" ".join(_rests_on(ranking, _mark(ranking.study, said))), lead="What it rests on."))


def _overturning(found: Findings) -> Iterator[Block]:
    """What weights do to it as a paragraph, and each of the rest as an item below it."""
    first, *rest = overturning(found)
    yield Prose(first, lead="What would overturn it.")
    if rest:
        yield Items(tuple(Prose(each) for each in rest))


def _mark(study: Study, said: Sequence[Block]) -> str:
    """The first locator that stands in a memo; empty if none does."""
    known = {each.id for each in study.passages}
    items = (part for block in said for part in (block.items if isinstance(block, Items) else (block,)))
    words = (word for each in items if isinstance(each, Prose) for word in _LOCATOR.findall(each.text))
    return next((word for word in words if word in known), "")


def _recommended(found: Findings) -> Iterator[str]:
    """What to choose and what next, and at once what is worth more but set aside."""
    ranking, study, verdict = found.ranking, found.ranking.study, found.ranking.verdict
    compared = f"Of the {counted(len(ranking.standings))} {study.words.options} compared"
    names = [called(ranking, id) for id in verdict.leaders]
    if len(ranking.standings) == 1:
        only = capital(study.option(ranking.standings[0].id).called)
        so = "so there is nothing to choose between" if names else "and does not meet what the study requires"
        yield f"{only} is the only {study.words.option} compared, {so}."
    elif not names:
        yield f"{compared}, choose none: none meets the requirements that the study sets."
    elif len(names) > 1:
        yield f"{compared}, {listed(names)} come out level at the top: these figures do not choose between them."
    elif verdict.tier == "sole":
        yield f"{compared}, choose {names[0]}: no other meets the requirements that the study sets."
    else:
        yield f"{compared}, {' '.join(advice(found))}"
    told = first_few(ranking.set_aside, sentences.ASIDE)
    for each in told:
        yield (
            f"{each.name} {_no_less(ranking, each)} but is set aside, as {_failing(each)}; "
            f"{screens.returning(study, each)}."
        )
    yield from sentences.more_aside(len(ranking.set_aside) - len(told))


def _failing(standing: Standing) -> str:
    """That an option fails requirements, or that it counts as failing one by a score that nobody knows."""
    failed = [each for each in standing.screens if not each.passes]
    if all(each.by_middle for each in failed):
        return "the middle of a scale, in place of a score that nobody knows, fails a requirement"
    return f"it fails {'a requirement' if len(failed) == 1 else 'requirements'} that the study sets"


def _no_less(ranking: Ranking, standing: Standing) -> str:
    """What an option that is set aside is worth beside the leader, or beside all others where nothing leads."""
    leaders, value = ranking.verdict.leaders, figure(standing.value)
    if not leaders:
        alone = len(ranking.set_aside) == 1
        return f"{'has' if alone else 'shares'} the highest value ({value} of 100)"
    lead = ranking.standing(leaders[0]).value
    if standing.value <= lead + TIE:
        return f"has the same value ({value} of 100)"
    value, led = apart(standing.value, lead)
    return f"has a higher value ({value} of 100, against {led})"


def _what_it_is(case: Explanation, lines: Sequence[Line]) -> Iterator[Block]:
    """What the first choice is, and to what it newly obliges each."""
    study, option = case.ranking.study, case.option
    text = " ".join(filter(None, (citing(option.gist, option.cites[:_CITED]), lacking(case.left_out))))
    if not lines:
        if text:
            yield Prose(text, lead="What it is.")
        return
    beyond = _beyond(study, option)
    kept = len(case.obligations) - len(case.new)
    opening = (
        f"Beyond {whose(beyond)} {counted(kept)} obligation{'' if kept == 1 else 's'} it obliges:"
        if kept
        else "It obliges:"
    )
    yield Prose(f"{text} {opening}".strip(), lead="What it is.")
    rest = sum(len(each.new) for each in lines[_LINES:])
    more = [Prose(f"{counted(rest)} more that bind others of them.", lead="And")] if rest else []
    yield Items((*(_line(study, each) for each in lines[:_LINES]), *more))


def _beyond(study: Study, option: Option) -> str:
    """What an option adds its new obligations to, by name: the type below it, or that of a package."""
    if isinstance(option, Package):
        return study.option(option.lower).name
    ids = [each.id for each in study.ladder]
    return study.ladder[max(ids.index(option.id) - 1, 0)].name


def _lines(case: Explanation) -> tuple[Line, ...]:
    """The new obligations by whom they bind: each party alone, then several; of many, those that weigh most first."""
    study = case.ranking.study
    new = [each for each in case.obligations if case.is_new(each)]
    if not new:
        return ()
    order = [each.id for each in study.parties]
    bound = {each.id: tuple(sorted(each.binds, key=order.index)) for each in new}
    several = sorted({each for each in bound.values() if len(each) > 1}, key=len)
    held = [
        Line(binds, tuple(each for each in new if bound[each.id] == binds))
        for binds in [*((id,) for id in order), *several]
    ]
    if len(held) > _LINES:
        held.sort(key=lambda line: -sum(each.burden for each in line.new))
    return tuple(held)


def _line(study: Study, line: Line) -> Prose:
    """Whom some obligations bind, the heaviest of them with its passage, and what all of them suppose."""
    who = listed([find("party", id, study.parties).name for id in line.binds])
    only = " alone" if len(line.binds) == 1 < len(study.parties) else ""
    heaviest = line.heaviest
    if heaviest is None:
        return Prose("nothing new.", lead=f"{who}{only}:")
    level = sum(each.burden == heaviest.burden for each in line.new)
    above = "" if len(line.new) == 1 else "among the heaviest " if level > 1 else "the heaviest "
    supposed = ""
    if heaviest.when:
        shared = len(line.new) > 1 and all(each.when == heaviest.when for each in line.new)
        condition = find("condition", heaviest.when, study.conditions).says.rstrip(".")
        supposed = f"; {'all ' if shared else ''}only if {condition}"
    said = f"{above}“{sentence(heaviest.says)[:-1]}”{cited(heaviest.cites[:1])}{supposed}."
    return Prose(said, lead=f"{who}{only}, {counted(len(line.new))}:")


def _why(case: Explanation) -> Iterator[Block]:
    """What the lead is, what speaks against it, and its three largest parts, each with what counts most there."""
    ranking, study = case.ranking, case.ranking.study
    value = "Its value, a weighted sum of scores, 0 (worst) to 100 (best), is"
    if case.rival is None:
        yield Prose(f"{value} {figure(case.standing.value)}.", lead="Why.")
        return
    rival = sentences.name(study, case.rival)
    totals, least = sentences.parts_of_lead(ranking)
    carrying = sorted((each for each in totals if each[1] >= least), key=lambda each: -each[1])[:_REASONS]
    lead = f"{sentences.points(ranking.verdict.lead or 0.0)} more than {rival}"
    yield Prose(
        f"{value} {figure(case.standing.value)}{_nothing(ranking)}, {lead}. "
        f"{_speaking(ranking, totals, least, rival)}{_PARTS if carrying else ''}",
        lead="Why.",
    )
    apart = differences(ranking, case.option.id, case.rival)
    if carrying:
        yield Items(tuple(_reason(case, id, total, apart) for id, total in carrying))


def _nothing(ranking: Ranking) -> str:
    """What the baseline is worth at these weights, unless it is among what is compared."""
    study = ranking.study
    if study.baseline is None or any(each.id == study.baseline for each in ranking.standings):
        return ""
    baseline = stand(study, ranking.weights, study.option(study.baseline), ())
    return f" ({baseline.name} {figure(baseline.value)})"


def _speaking(ranking: Ranking, totals: Sequence[tuple[str, float]], least: float, rival: str) -> str:
    """What speaks for the runner-up, group by group or criterion by criterion."""
    noun = limits.noun(ranking)
    against = [(id, total) for id, total in totals if total <= -least]
    if not against:
        return f"No {noun}{' as a whole' if noun == 'group' else ''} speaks for {rival}."
    parts = [f"{limits.weighed_name(ranking.study, id)} ({fine(total)})" for id, total in against]
    if len(parts) == 1:
        return f"Of the {'groups' if noun == 'group' else 'criteria'} only {parts[0]} speaks for {rival}."
    return f"{capital(listed(parts))} speak for {rival}."


def _reason(case: Explanation, id: str, total: float, apart: Sequence[Difference]) -> Prose:
    """One part of the lead: the criterion that counts most there, both scores, and the reason with its passage."""
    within = [each for each in apart if id in (each.group, each.criterion)]
    largest = max(each.weighted for each in within)
    level = [each for each in within if each.weighted >= largest - TIE]
    most = next((each for each in level if case.option.on(each.criterion).cites), level[0])
    judged = case.option.on(most.criterion)
    name = sentences.criterion_name(case.ranking.study, most.criterion)
    given = cited(judged.cites[:_CITED]) if judged.cites else _UNCITED.get(judged.basis, "")
    above = "" if id == most.criterion else f"{name} "
    reason = ""
    if judged.reason:
        criterion = case.ranking.study.criterion(most.criterion)
        reason = f" {why(criterion, judged, f'{sentence(judged.reason)[:-1]}{given}.')}"
    return Prose(
        f"{above}{_against(case, most)}.{reason}",
        lead=f"{capital(limits.weighed_name(case.ranking.study, id))} ({fine(total)}):",
    )


def _against(case: Explanation, each: Difference) -> str:
    """Both scores, in their unit if they have one."""
    return against(case.ranking.study, each, case.option.id, case.rival or "")


def _rests_on(ranking: Ranking, mark: str) -> Iterator[str]:
    """Whose judgements the figures are, the weights as figures, and what a locator is."""
    study = ranking.study
    yield authorship.in_short(ranking)
    yield f"Weights: {written(ranking)}."
    if mark and study.source:
        yield f"Marks like {mark} name paragraphs of {study.source.short}."
