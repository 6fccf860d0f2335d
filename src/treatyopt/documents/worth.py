"""What is worth finding out about a ranking, and what the weights could cost at worst, in words.

Expected values are rounded to the nearest hundredth, regrets up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from treatyopt.documents import limits, sentences
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.nouns import compared, way
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.unknown import middles, telling, to_find_out
from treatyopt.documents.words import listed
from treatyopt.methods.stability import TIE
from treatyopt.ranking.acceptability import Doubt
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.worth import Quantity, Worth
from treatyopt.tables import sensitivity as tables

NEGLIGIBLE = 0.05  # value points that no study is worth
ENOUGH = 1000  # draws without which nothing is said of what study is worth
_SHOWN = 3
_KNOWN = 16


def worth_blocks(found: Sensitivity) -> Iterator[Block]:
    """The closing part of a sensitivity: what to find out, what to ask instead, and regret."""
    worth, ranking = found.worth, found.ranking
    decided = [*to_find_out(ranking)]
    if worth is None:
        yield from [Prose(" ".join(decided))] if decided else []
        return
    shown = tables.worth(found).wide.reading({"id": lambda each: _named(ranking, each), "points": _points})
    known = [each for each in shown.rows if each.kind != "score" or each.points >= NEGLIGIBLE]
    if known:
        among = ", among what passes the screens on best scores" if ranking.screens else ""
        caption = (
            f"What is worth finding out before choosing{among}, in value points (expected value of perfect "
            "information)"
        )
        table = Table(shown.heads, tuple(Row(shown.cells(each)) for each in known), caption=caption)
        yield from first_rows(
            table, "things to know", "all are in the data (json)", first=_KNOWN, most=_KNOWN + 8
        )
    advice = " ".join([*decided, *_so(found, worth)])
    if advice:
        yield Prose(advice)
    if worth.regrets:
        yield Prose(_regret(ranking, worth))


def _named(ranking: Ranking, each: tables.Known) -> str:
    """What it is that would be known."""
    if each.kind == "scores":
        return f"all scores, {way(ranking.study, each.id.partition('.')[2])}"
    if each.kind == "weights":
        return "the weights, at best scores"
    return _quantity(ranking, each.kind, each.id)


def _points(each: tables.Known) -> str:
    """To the nearest hundredth; what is not nothing is not shown as nothing."""
    if each.points <= TIE:
        return "0"
    return "under 0.01" if each.points < 0.005 else f"{each.points:.2f}"


def _so(found: Sensitivity, worth: Worth) -> Iterator[str]:
    """The advice that follows: whether to study scores, which, and what to settle instead."""
    instead = _instead(found, worth)
    advice = _study(found, worth)
    said = "; ".join(filter(None, [advice, instead]))
    if said:
        yield f"So: {said}."


def _study(found: Sensitivity, worth: Worth) -> str:
    """Whether study of the scores could change the answer, so far as was drawn."""
    known = tables.doubts(found)
    if not known:
        return ""
    tips = any(each.in_range for each in found.tipping) or telling(found.ranking)
    apart = [each for each in known if each.dependence != "option"]
    single = [each for each in worth.quantities if each.points >= NEGLIGIBLE]
    closer = _closer(found, single)
    if found.samples < ENOUGH:
        return f"{found.samples:,} draw{'s are' if found.samples > 1 else ' is'} too few to tell what study is worth"
    if _negligible(known) and not single and not tips:
        if any(each.other.share for each in known):
            return f"study of these scores is worth less than {NEGLIGIBLE:g} points in each way of doubting them tried"
        those = "these scores" if _ranged(found) else "the scores that have ranges"
        return f"no study of {those} would change the answer, in any way of doubting them tried"
    if _negligible(apart) and not tips and all(each.kind == "option" for each in single):
        return (
            f"study of the scores is worth its while only if {compared(found.ranking).one} as a whole may prove worse "
            f"or better than judged{closer}"
        )
    return f"the scores deserve study before they are relied on{closer}"


def _closer(found: Sensitivity, single: Sequence[Quantity]) -> str:
    """Which scores first: those that alone can change the leader; else what is worth most to know."""
    turning = list(
        dict.fromkeys(f"{each.option}.{each.criterion}" for each in found.tipping if each.in_range)
    )
    if turning:
        which = "which alone" if len(turning) == 1 else "each of which alone"
        return f" (above all {few(turning, most=_SHOWN)}, {which} can change the leader)"
    if single:
        return f" (above all {listed([_quantity(found.ranking, e.kind, e.id) for e in single[:_SHOWN]])})"
    return ""


def _ranged(found: Sensitivity) -> bool:
    """Whether every score of what is ranked has a range."""
    study = found.ranking.study
    return all(each.low < each.high for id in found.ranking.shortlist for each in study.option(id).scores)


def _negligible(found: Sequence[Doubt]) -> bool:
    """Whether no study of the scores is worth its while in these ways of drawing them."""
    return all(max(each.points, each.over_leader) < NEGLIGIBLE for each in found)


def _quantity(ranking: Ranking, kind: str, id: str) -> str:
    """One thing in doubt, alone."""
    if kind == "option":
        return f"{sentences.name(ranking.study, id)} as a whole"
    return id if kind == "score" else f"the scale of {sentences.criterion_name(ranking.study, id)}"


def _instead(found: Sensitivity, worth: Worth) -> str:
    """What to settle rather than scores: a screen that decides, and whether a weight is where it can end the lead."""
    ranking = found.ranking
    asks = [f"how much {each} is enough" for each in _decided(ranking)]
    nearest = None if found.leads_within else limits.nearest(ranking)
    if nearest is not None and nearest.lead is not None and (worth.weights or 0.0) >= NEGLIGIBLE:
        where = limits.outside(nearest.lead, nearest.weight)
        asks.append(
            f"whether {limits.weighed_name(ranking.study, nearest.id)} {where}, {limits.others(ranking)}"
        )
    return f"settle {listed(asks)}" if asks else ""


def _decided(ranking: Ranking) -> list[str]:
    """The criteria of those screens that set aside an option worth more than the leader, or more once it is had."""
    study = ranking.study
    led = [ranking.merit(id) for id in ranking.verdict.leaders]
    merit = max((each.merit for each in led if each is not None), default=math.inf)
    above = {each.id for each in ranking.set_aside} | {
        each.id for each in ranking.merits if each.merit > merit + TIE
    }
    failed = [
        screen.criterion
        for standing in ranking.standings
        if standing.id in above
        for screen in standing.screens
        if not screen.passes and not screen.by_middle
    ]
    return [sentences.criterion_name(study, id) for id in dict.fromkeys(failed)]


def _regret(ranking: Ranking, worth: Worth) -> str:
    """By how much each ranked option could fall short at worst."""
    parts = [
        f"{sentences.name(ranking.study, each.id)} {_up(each.points, 1)} points short of "
        f"{sentences.name(ranking.study, each.of or '')}"
        if each.of
        else f"{sentences.name(ranking.study, each.id)} falls short of none"
        for each in sorted(worth.regrets, key=lambda each: each.points)[:_SHOWN]
    ]
    over = sentences.weightings(ranking)
    held = middles(ranking)
    return f"If the weights prove otherwise, at worst over {over}, at best scores{held}: {'; '.join(parts)}."


def _up(points: float, digits: int = 2) -> str:
    return f"{math.ceil((points - TIE) * 10**digits) / 10**digits + 0.0:.{digits}f}"
