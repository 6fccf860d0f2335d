"""What would overturn a recommendation: other weights, other requirements, doubt in the scores, and a bolder try."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.brief.findings import Findings
from treatyopt.documents import limits, merit, sentences
from treatyopt.documents.words import between, counted, listed, percent, score
from treatyopt.methods.stability import TIE
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.verdict import doubted
from treatyopt.study.model import find

_OFTEN = 0.05  # of weightings, from which on a screen can be said to decide


def overturning(found: Findings) -> Iterator[str]:
    """Weights first, then doubt in the scores, what the screens set aside, and what is worth more once had."""
    ranking = found.ranking
    if len(ranking.shortlist) > 1:
        yield from _weights(ranking)
        yield from _scores(found.sure)
    elif ranking.shortlist:
        yield "No weights: nothing else that is compared meets the requirements."
    yield from _requirements(found.sure)
    bolder = merit.plainly(ranking)
    if bolder:
        yield bolder


def _weights(ranking: Ranking) -> Iterator[str]:
    """In what share of weightings it comes first, and which single weight ends that soonest."""
    verdict, ways = ranking.verdict, _ways(ranking)
    if verdict.tier == "tied":
        yield "Any weight moved a little can part what is level."
        return
    if verdict.over == "single":
        yield "No weights: there is only one weighting."
        return
    if verdict.tier == "necessary":
        yield f"Nothing that was looked at: it comes first in all {ways}, at every score in its range."
        return
    if verdict.tier == "settled":
        yield f"No weights: at the best scores it comes first in all {ways}."
        return
    assert verdict.share is not None
    low, high = verdict.share
    share = percent(low) if high - low <= TIE else f"{percent(low)} to {percent(high)}"
    nearest = limits.nearest(ranking)
    unless = ""
    if nearest is not None and nearest.lead is not None:
        name = limits.weighed_name(ranking.study, nearest.id)
        unless = f", and stays first unless {name} {limits.outside(nearest.lead, nearest.weight)}"
        unless += f", {limits.others(ranking)}"
    yield f"It comes first in {share} of all {ways}{unless}."


def _ways(ranking: Ranking) -> str:
    """What weightings are, in plain words: of all, or of those that fit what was said."""
    noun = limits.noun(ranking)
    several = f"the {counted(len(ranking.weights.columns))} {'groups of criteria' if noun == 'group' else 'criteria'}"
    if ranking.verdict.said:
        return f"ways to weigh {several} that fit what was said ({sentences.said(ranking)})"
    return f"ways to weigh {several}"


def _scores(sure: Sensitivity) -> Iterator[str]:
    """How often it comes first with scores drawn too, and whether one score alone can end that."""
    ranking = sure.ranking
    if len(ranking.verdict.leaders) > 1 or ranking.verdict.tier == "necessary":
        return
    if not doubted(ranking.study, ranking.shortlist):
        yield "The scores have no ranges, so doubt in them was not examined."
        return
    if sure.doubts:
        shares = between([each.leads.share for each in sure.doubts])
        yield f"With scores drawn from their ranges too, in {shares}, by how doubts hang together."
    tips = dict.fromkeys((each.option, each.criterion) for each in sure.tipping if each.in_range)
    if not tips:
        yield "No single score, within its range, puts another first at these weights."
        return
    names = [
        f"{sentences.name(ranking.study, o)} on {sentences.criterion_name(ranking.study, c)}" for o, c in tips
    ]
    shown = listed([*names[:2], *([f"{counted(len(names) - 2)} more"] if len(names) > 2 else [])])
    yield f"Within its range a single score can end that at these weights: {shown}."


def _requirements(sure: Sensitivity) -> Iterator[str]:
    """What each screen sets aside and why, and in how many weightings that would lead without screens."""
    ranking = sure.ranking
    out = [each for each in ranking.standings if not each.passes]
    if not out:
        if not ranking.screens and ranking.study.screens:
            yield "The requirements that the study sets (its screens) were left out."
        return
    led = {each.id: each.leads for each in sure.unscreened}
    said = "; ".join(f"{each.name} ({_short(ranking, each)}{_without(led.get(each.id))})" for each in out)
    yield f"Set aside by the study's requirements (screens): {said}."


def _without(share: float | None) -> str:
    """In what share of weightings an option would lead without screens; nothing where that is rare or unknown."""
    return f"; without screens first in {percent(share)}" if share is not None and share >= _OFTEN else ""


def _short(ranking: Ranking, standing: Standing) -> str:
    """What an option fails, in a few words."""
    parts = []
    for each in standing.screens:
        if not each.passes:
            screen = find("screen", each.screen, ranking.study.screens)
            had = score(each.score, *(bound.limit for bound in screen.bounds))
            parts.append(
                f"{sentences.criterion_name(ranking.study, each.criterion)} {had}, needs {screen.asks}"
            )
    return "; ".join(parts)
