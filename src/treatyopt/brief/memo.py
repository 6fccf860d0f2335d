"""Page one of a brief, at most 450 words for the paper's study: the recommendation, what it means, why, and on what.

Every sentence is made of results. Terms of the trade are explained where they first stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from treatyopt.brief.findings import Findings
from treatyopt.brief.overturning import overturning
from treatyopt.brief.parties import parties
from treatyopt.documents import authorship, limits, sentences
from treatyopt.documents.blocks import Block, Items, Prose
from treatyopt.documents.weighting import written
from treatyopt.documents.words import capital, cited, counted, figure, listed, score, sentence, signed
from treatyopt.methods.stability import LEANING, TIE
from treatyopt.ranking.comparison import Difference, differences
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.explain import Explanation, explain
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study, find
from treatyopt.study.records import Obligation, Package

_UNCITED = {"inferred": " (no passage says so)", "set": " (set for this run)", "stated": ""}
_REASONS = 3
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
    quoted = {line.heaviest.id for line in lines if line.heaviest is not None}
    return (
        Prose(" ".join(_recommended(found)), lead="Recommendation."),
        *(() if case is None else _what_it_is(case, lines)),
        *(() if case is None else _why(case)),
        Prose(" ".join(overturning(found)), lead="What would overturn it."),
        *parties(found, quoted),
        Prose(" ".join(_rests_on(ranking)), lead="What it rests on."),
    )


def _recommended(found: Findings) -> Iterator[str]:
    """What to choose and what next, and at once what is worth more but set aside."""
    ranking, study, verdict = found.ranking, found.ranking.study, found.ranking.verdict
    compared = f"Of the {counted(len(ranking.standings))} options compared"
    names = [study.option(id).called for id in verdict.leaders]
    if len(ranking.standings) == 1 and names:
        yield f"{capital(names[0])} is the only option compared, so there is nothing to choose between."
    elif not names:
        yield f"{compared}, choose none: none meets the requirements that the study sets."
    elif len(names) > 1:
        yield f"{compared}, {listed(names)} come out level, so that these figures prefer none of them."
    elif verdict.tier == "sole":
        yield f"{compared}, choose {names[0]}: no other meets the requirements that the study sets."
    else:
        yield f"{compared}, {_choose(found, names[0])}"
        yield f"Failing that, {_next(ranking)} is next best."
    for each in ranking.set_aside:
        yield (
            f"{each.name} {_no_less(ranking, each)} but is set aside, as it fails a requirement that the study sets; "
            f"{sentences.returning(study, each)}."
        )


def _no_less(ranking: Ranking, standing: Standing) -> str:
    """What an option that is set aside is worth beside the leader, or beside all others where nothing leads."""
    leaders, value = ranking.verdict.leaders, figure(standing.value)
    if not leaders:
        return f"has the highest value ({value} of 100)"
    lead = ranking.standing(leaders[0]).value
    if standing.value <= lead + TIE:
        return f"has the same value ({value} of 100)"
    return f"has a higher value ({value} of 100, against {figure(lead)})"


def _choose(found: Findings, name: str) -> str:
    """The advice, as firm as the verdict is, on weights and with doubt in the scores too."""
    tier, sure = found.ranking.verdict.tier, found.sure
    if tier == "contested":
        return f"{name} comes first, but so narrowly that many other weights would choose another."
    if tier == "leaning":
        return f"choose {name}, though a fair share of other weights would choose another."
    if any(each.leads.share < LEANING for each in sure.doubts):
        return f"choose {name}, though doubt in the scores leaves room for another."
    return f"choose {name}."


def _next(ranking: Ranking) -> str:
    second = ranking.standing(ranking.verdict.runner_up or "").rank
    level = [ranking.study.option(each.id).called for each in ranking.standings if each.rank == second]
    return listed(level, "or")


def _what_it_is(case: Explanation, lines: Sequence[Line]) -> Iterator[Block]:
    """What the first choice is, and to what it newly obliges each."""
    study, option = case.ranking.study, case.option
    text = f"{sentence(option.gist)[:-1]}{cited(option.cites[:_CITED])}."
    if not lines:
        yield Prose(text, lead="What it is.")
        return
    beyond = _beyond(study, option.upper if isinstance(option, Package) else option.id)
    opening = f"Beyond {beyond} it obliges:" if beyond else "It obliges:"
    yield Prose(f"{text} {opening}", lead="What it is.")
    yield Items(tuple(_line(study, each) for each in lines))


def _beyond(study: Study, option: str) -> str:
    """The next weaker type, by name; empty for the weakest."""
    ids = [each.id for each in study.ladder]
    place = ids.index(option)
    return study.ladder[place - 1].name if place else ""


def _lines(case: Explanation) -> tuple[Line, ...]:
    """The new obligations by whom they bind: each party alone, then several; in three lines at most, the heaviest."""
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
        return tuple(sorted(held, key=lambda line: -sum(each.burden for each in line.new))[:_LINES])
    return tuple(held)


def _line(study: Study, line: Line) -> Prose:
    """Whom some obligations bind, the heaviest of them with its passage, and what all of them suppose."""
    who = listed([find("party", id, study.parties).name for id in line.binds])
    only = " alone" if len(line.binds) == 1 < len(study.parties) else ""
    heaviest = line.heaviest
    if heaviest is None:
        return Prose("nothing new.", lead=f"{who}{only}:")
    above = "above all " if len(line.new) > 1 else ""
    when = heaviest.when if all(each.when == heaviest.when for each in line.new) else None
    supposed = f"; only if {find('condition', when, study.conditions).says.rstrip('.')}" if when else ""
    said = f"{above}“{sentence(heaviest.says)[:-1]}”{cited(heaviest.cites[:1])}{supposed}."
    return Prose(said, lead=f"{who}{only}, {counted(len(line.new))}:")


def _why(case: Explanation) -> Iterator[Block]:
    """What the lead is, and the three that carry it, each with what counts most there."""
    ranking, study = case.ranking, case.ranking.study
    value = "Its value, a weighted sum of scores from 0 (worst) to 100 (best), is"
    if case.rival is None:
        yield Prose(f"{value} {figure(case.standing.value)}.", lead="Why.")
        return
    rival = sentences.name(study, case.rival)
    apart = differences(ranking, case.option.id, case.rival)
    totals = _totals(ranking, apart)
    carrying = [(id, total) for id, total in totals if total >= sentences.NEGLIGIBLE][:_REASONS]
    yield Prose(
        f"{value} {figure(case.standing.value)}, against {figure(ranking.standing(case.rival).value)} for {rival}. "
        f"{_speaking(ranking, totals, rival)}{' The lead comes mostly from:' if carrying else ''}",
        lead="Why.",
    )
    if carrying:
        yield Items(tuple(_reason(case, id, total, apart) for id, total in carrying))


def _totals(ranking: Ranking, apart: Sequence[Difference]) -> list[tuple[str, float]]:
    """What each group adds to the lead, in points, the most first; each criterion where there is one group."""
    noun = limits.noun(ranking)
    totals: dict[str, float] = {}
    for each in apart:
        id = each.group if noun == "group" else each.criterion
        totals[id] = totals.get(id, 0.0) + each.weighted
    return sorted(totals.items(), key=lambda item: -item[1])


def _speaking(ranking: Ranking, totals: Sequence[tuple[str, float]], rival: str) -> str:
    """What speaks for the runner-up."""
    against = [(id, total) for id, total in reversed(totals) if total <= -sentences.NEGLIGIBLE]
    if not against:
        return f"Nothing that is weighed speaks for {rival}."
    parts = [f"{limits.weighed_name(ranking.study, id)} ({signed(total)} points)" for id, total in against]
    if len(parts) == 1:
        return f"Only {parts[0]} speaks for {rival}."
    return f"{capital(listed(parts))} speak for {rival}."


def _reason(case: Explanation, id: str, total: float, apart: Sequence[Difference]) -> Prose:
    """One part of the lead: the criterion that counts most there, both scores, and the reason with its passage."""
    within = [each for each in apart if id in (each.group, each.criterion)]
    largest = max(each.weighted for each in within)
    level = [each for each in within if each.weighted >= largest - TIE]
    most = next((each for each in level if case.option.on(each.criterion).cites), level[0])
    judged = case.option.on(most.criterion)
    name = sentences.criterion_name(case.ranking.study, most.criterion)
    given = cited(judged.cites[:_CITED]) if judged.cites else _UNCITED[judged.basis]
    above = "" if id == most.criterion else f"{name} "
    return Prose(
        f"{above}{score(most.ours)} against {score(most.theirs)}. {sentence(judged.reason)[:-1]}{given}.",
        lead=f"{capital(limits.weighed_name(case.ranking.study, id))} ({signed(total)}):",
    )


def _rests_on(ranking: Ranking) -> Iterator[str]:
    """Whose judgements these are, the weights as figures, the requirements, and what a locator is."""
    study = ranking.study
    if ranking.changes:
        yield sentences.set_for_this_run(ranking.changes).removeprefix("* ")
    yield authorship.in_short(ranking)
    yield f"Weights: {written(ranking)}."
    if study.source.locators:
        first = study.source.locators[0].id
        yield f"Marks such as {first} name paragraphs of the source, {study.source.short}."
