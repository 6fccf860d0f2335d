"""What is worth finding out about a ranking, and what the weights could cost at worst, in words.

Exact points are rounded up, so that none is told as less than it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from treatyopt.documents import limits, sentences
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.words import WAYS, listed
from treatyopt.methods.stability import TIE
from treatyopt.ranking.acceptability import Doubt
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.worth import Worth
from treatyopt.tables import sensitivity as tables

NEGLIGIBLE = 0.05  # value points that no study is worth
_SHOWN = 3


def worth_blocks(found: Sensitivity) -> Iterator[Block]:
    """The closing part of a sensitivity: what to find out, what to ask instead, and regret."""
    worth = found.worth
    if worth is None:
        return
    ranking = found.ranking
    shown = tables.worth(found).wide.reading({"id": lambda each: _named(ranking, each), "points": _points})
    known = [each for each in shown.rows if each.kind != "score" or each.points >= NEGLIGIBLE / 10]
    if known:
        caption = "What is worth finding out before choosing, in value points (expected value of perfect information)"
        yield Table(shown.heads, tuple(Row(shown.cells(each)) for each in known), caption=caption)
    advice = " ".join(_so(found, worth))
    if advice:
        yield Prose(advice)
    if worth.regrets:
        yield Prose(_regret(ranking, worth))


def _named(ranking: Ranking, each: tables.Known) -> str:
    """What it is that would be known."""
    if each.kind == "scores":
        return f"all scores, {WAYS[each.id.partition('.')[2]]}"
    if each.kind == "weights":
        return "the weights"
    return _quantity(ranking, each.kind, each.id)


def _points(each: tables.Known) -> str:
    """What is exact is rounded up; what is drawn to the nearest, as its last digit is chance."""
    if each.points <= TIE:
        return "0"
    shown = f"{each.points:.2f}" if each.kind == "scores" else _up(each.points)
    return "under 0.01" if each.points < 0.005 or shown == "0.00" else shown


def _so(found: Sensitivity, worth: Worth) -> Iterator[str]:
    """The advice that follows: whether to study scores, which, and what to settle instead."""
    ranking, known = found.ranking, tables.doubts(found)
    instead = _instead(ranking, worth)
    if known:
        apart = [each for each in known if each.dependence != "option"]
        if _negligible(known):
            yield "So: no study of these scores would change the answer" + (
                f"; {instead}." if instead else "."
            )
            return
        if _negligible(apart):
            yield (
                "So: study of the scores would change the answer only if an option as a whole proves worse or better "
                f"than judged{_mostly(ranking, worth, 'option')}" + (f"; {instead}." if instead else ".")
            )
            return
        kinds = ("score", "criterion", "option")
        closer = next(filter(None, (_mostly(ranking, worth, kind) for kind in kinds)), "")
        yield f"So: the scores deserve study before they are relied on{closer}" + (
            f"; {instead}." if instead else "."
        )
    elif instead:
        yield f"So: {instead}."


def _negligible(found: Sequence[Doubt]) -> bool:
    """Whether no study of the scores is worth its while in these ways of drawing them."""
    return all(max(each.points, each.over_leader) < NEGLIGIBLE for each in found)


def _mostly(ranking: Ranking, worth: Worth, kind: str) -> str:
    """The single things that are worth most, if any is worth enough to tell."""
    known = [each for each in worth.quantities if each.kind == kind and each.points >= NEGLIGIBLE / 10][
        :_SHOWN
    ]
    if not known:
        return ""
    return f" (above all {listed([_quantity(ranking, each.kind, each.id) for each in known])})"


def _quantity(ranking: Ranking, kind: str, id: str) -> str:
    """One thing in doubt, alone."""
    if kind == "option":
        return f"{sentences.name(ranking.study, id)} as a whole"
    return id if kind == "score" else f"the scale of {sentences.criterion_name(ranking.study, id)}"


def _instead(ranking: Ranking, worth: Worth) -> str:
    """What to settle rather than scores: the weight that can end the lead first, and a screen that decides."""
    asks = []
    nearest = limits.nearest(ranking)
    if nearest is not None and (worth.weights or 0.0) >= NEGLIGIBLE:
        asks.append(f"how much {limits.weighed_name(ranking.study, nearest.id)} counts")
    asks += [f"how much {each} is enough" for each in _decided(ranking)]
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
        if not screen.passes
    ]
    return [sentences.criterion_name(study, id) for id in dict.fromkeys(failed)]


def _regret(ranking: Ranking, worth: Worth) -> str:
    """By how much each ranked option could fall short at worst."""
    parts = [
        f"{sentences.name(ranking.study, each.id)} {_up(each.points, 1)} points short of "
        f"{sentences.name(ranking.study, each.of or '')}"
        if each.of
        else f"{sentences.name(ranking.study, each.id)} short of none"
        for each in sorted(worth.regrets, key=lambda each: each.points)[:_SHOWN]
    ]
    over = sentences.weightings(ranking)
    return f"If the weights prove otherwise, at worst over {over}, at best scores: {'; '.join(parts)}."


def _up(points: float, digits: int = 2) -> str:
    return f"{math.ceil((points - TIE) * 10**digits) / 10**digits + 0.0:.{digits}f}"
