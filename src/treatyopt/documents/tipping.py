"""The single scores whose change alone changes the leader, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents import sentences
from treatyopt.documents.blocks import Block, Column, Prose, Row, Table
from treatyopt.documents.words import lowered, raised, score
from treatyopt.methods.stability import TIE
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.tipping import Tipping
from treatyopt.study.records import Package

_SHOWN = 6


def tipping(found: Sensitivity) -> Iterator[Block]:
    """The smallest changes of a single score that change the leader."""
    leaders = found.ranking.verdict.leaders
    if len(leaders) > 1:
        return
    said = "changes the leader" if leaders else "makes an option lead"
    if any(_only_level(found, each) for each in found.tipping):
        said = "changes the leader or makes a tie"
    if not found.tipping:
        yield Prose(f"No single score, moved anywhere from 0 to 100, {said}.")
        return
    within = [each for each in found.tipping if each.in_range]
    yield Prose(" ".join(_alone(found, len({(each.option, each.criterion) for each in within}), said)))
    shown = list(dict.fromkeys([*found.tipping[:_SHOWN], *within[:_SHOWN]]))
    columns = (
        Column("score", "score", lead=True),
        Column("now", "now", "number", 0),
        Column("at", "tips"),
        Column("change", "change", "signed"),
        Column("range", "in its range"),
        Column("then", "then", fold=True),
    )
    rows = tuple(_tipping_row(found, each) for each in shown)
    count = len(found.tipping)
    which = "all" if len(shown) == count else f"{len(shown)} of {count}"
    caption = f"Where a single score, all else equal, {said} ({which}, the smallest change first)"
    yield Table(columns, rows, caption=caption)


def _alone(found: Sensitivity, within: int, said: str) -> Iterator[str]:
    """How many scores change the leader alone within their ranges, and whether several can together."""
    standings = found.ranking.standings
    total = len(standings) * len(found.ranking.study.criteria)
    if within:
        one = within == 1
        verb = said if one else said.replace("changes", "change").replace("makes", "make")
        where = "its range" if one else "their ranges"
        yield f"Of the {total} scores, {within} {verb} at these weights, moved alone within {where}."
        return
    together = "; several together can" if _together(found) else ""
    yield f"No score alone, moved within its range, {said} at these weights{together}."


def _together(found: Sensitivity) -> bool:
    """Whether the leader with all scores low falls behind a ranked rival with all scores high.

    Not said of packages, whose scores follow those of their types.
    """
    if any(isinstance(each, Package) for each in found.ranking.study.options):
        return False
    ranked = [found.ranking.standing(id) for id in found.ranking.shortlist]
    return any(rival.high > first.low + TIE for first in ranked[:1] for rival in ranked[1:])


def _tipping_row(found: Sensitivity, each: Tipping) -> Row:
    at = lowered(each.at) if each.direction == "below" else raised(each.at)
    now = score(each.score, each.at)
    place = f"{each.direction} {at}"
    if each.exactly == "only":
        place = f"only at {at}"
    elif _only_level(found, each) and each.at in (0.0, 100.0):
        place = f"at {at}"
    elif each.exactly == "changed" or _only_level(found, each):
        place = f"from {at} {'down' if each.direction == 'below' else 'up'}"
    cells = (f"{each.option}.{each.criterion}", now, place, float(at) - float(now))
    return Row((*cells, "yes" if each.in_range else "no", _then(found, each)))


def _only_level(found: Sensitivity, each: Tipping) -> bool:
    """Whether others only draw level with the leader, at the end of the scale, at a limit, or on a stretch."""
    return any(id in each.leaders for id in found.ranking.verdict.leaders)


def _then(found: Sensitivity, each: Tipping) -> str:
    study, now = found.ranking.study, found.ranking.verdict.leaders
    why = " (a screen)" if each.by == "screen" else ""
    new = tuple(id for id in each.leaders if id not in now)
    if not each.leaders:
        return f"nothing passes{why}"
    if len(new) < len(each.leaders):
        return f"{sentences.names(study, new)}, only level{why}"
    both = "leads" if len(new) == 1 else "level"
    return f"{sentences.names(study, new)} {both}{why}"
