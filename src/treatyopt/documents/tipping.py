"""The single scores whose change alone changes the leader, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents import sentences
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.nouns import compared
from treatyopt.documents.units import alone, apart, limit
from treatyopt.documents.words import fine, plural, score
from treatyopt.methods.stability import TIE
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.tipping import Tipping, moved
from treatyopt.study.records import Criterion, Package
from treatyopt.study.scales import in_unit
from treatyopt.tables import sensitivity as tables

_SHOWN = 6


def tipping(found: Sensitivity) -> Iterator[Block]:
    """The smallest changes of a single score that change the leader."""
    leaders = found.ranking.verdict.leaders
    if len(leaders) > 1:
        return
    said = "changes the leader" if leaders else f"makes {compared(found.ranking).one} lead"
    if any(_only_level(found, each) for each in found.tipping):
        said = "changes the leader or makes a tie"
    where = "on its scale" if found.ranking.study.in_units else "from 0 to 100"
    if not found.tipping:
        yield Prose(f"No single score, moved anywhere {where}, {said}.")
        return
    within = [each for each in found.tipping if each.in_range]
    yield Prose(" ".join(_alone(found, len({(each.option, each.criterion) for each in within}), said)))
    shown = list(dict.fromkeys([*found.tipping[:_SHOWN], *within[:_SHOWN]]))
    listing = tables.tipping(found).wide.reading(
        {
            "score": lambda each: _now(found, each),
            "at": lambda each: place(found, each),
            "change": lambda each: _change(found, each),
            "leaders": lambda each: _then(found, each),
        }
    )
    rows = tuple(Row(listing.cells(each)) for each in shown)
    count = len(found.tipping)
    which = "all" if len(shown) == count else f"{len(shown)} of {count}"
    caption = f"Where a single score, all else equal, {said} ({which}, the smallest change first)"
    yield Table(listing.heads, rows, caption=caption)


def _alone(found: Sensitivity, within: int, said: str) -> Iterator[str]:
    """How many scores change the leader alone within their ranges, and whether several can together."""
    total = len(moved(found.ranking)) * len(found.ranking.study.criteria)
    if within:
        one = within == 1
        verb = said if one else said.replace("changes", "change").replace("makes", "make")
        where = "its range" if one else "their ranges"
        yield f"Of the {plural(total, 'score')}, {within} {verb} at these weights, moved alone within {where}."
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


def _criterion(found: Sensitivity, each: Tipping) -> Criterion:
    return found.ranking.study.criterion(each.criterion)


def _now(found: Sensitivity, each: Tipping) -> str:
    """The score as it is: what was written in a unit as it was written."""
    criterion = _criterion(found, each)
    performance = found.ranking.study.option(each.option).on(each.criterion).performance
    if criterion.scale is None or performance is None:
        return alone(criterion, each.score, each.at)
    return in_unit(performance, criterion.scale)


def _change(found: Sensitivity, each: Tipping) -> str:
    """How far the score must move, between the two figures that are shown."""
    criterion = _criterion(found, each)
    if criterion.scale is not None:
        judged = found.ranking.study.option(each.option).on(each.criterion)
        return apart(criterion.scale, judged, each.at, down=each.direction == "below")
    return fine(float(_at(found, each)) - float(score(each.score, each.at)))


def _at(found: Sensitivity, each: Tipping) -> str:
    """The score where it tips, rounded to the side on which it does."""
    return limit(_criterion(found, each), each.at, each.score, down=each.direction == "below")


def place(found: Sensitivity, each: Tipping) -> str:
    """Where it tips, and whether there, from there on, or only beyond."""
    at, scale = _at(found, each), _criterion(found, each).scale
    below = (each.direction == "below") != (scale is not None and scale.falling)
    if each.exactly == "only":
        return f"only at {at}"
    if _only_level(found, each) and each.at in (0.0, 100.0):
        return f"at {at}"
    if each.exactly == "changed" or _only_level(found, each):
        return f"from {at} {'down' if below else 'up'}"
    return f"{'below' if below else 'above'} {at}"


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
