"""The exhibits of a brief: scorecard, value by group, how far weights can move, and both sides with the frontier."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.brief.findings import Findings
from treatyopt.brief.overturning import left_out
from treatyopt.brief.parties import apart
from treatyopt.brief.sections import Section
from treatyopt.documents import limits
from treatyopt.documents.blocks import Block, Picture, Prose, Row, Table
from treatyopt.documents.disagreements import apart as otherwise
from treatyopt.documents.negotiate import gains, negotiation_document
from treatyopt.documents.negotiate import left_out as left_out_of_gains
from treatyopt.documents.nouns import compared
from treatyopt.documents.scorecard import leading, legend, scorecard_table
from treatyopt.documents.scorecard import left_out as left_out_of
from treatyopt.documents.shortening import first_rows
from treatyopt.documents.unknown import middles
from treatyopt.documents.words import capital, weight
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.scorecard import scorecard
from treatyopt.tables.columns import Column, Head
from treatyopt.tables.ranking import stability, values


def exhibits(found: Findings) -> tuple[Section, ...]:
    """What page two shows, as far as the study has it."""
    ranking = found.ranking
    noun = limits.noun(ranking)
    whole = scorecard(ranking)
    card = leading(whole)
    marks = (*left_out_of(whole, card), Prose(legend(card), faint=True))
    held = (
        Section("scorecard", "Scorecard", (scorecard_table(card, totals=False), *marks)),
        Section(
            "values",
            f"Value of each {ranking.study.words.option}, and where it comes from",
            tuple(_valued(ranking)),
        ),
        Section(
            "room",
            f"How far the weight of a {noun} can move before the answer changes",
            tuple(_room(ranking)),
        ),
        Section("sides", "What the parties gain", tuple(_sides(found))),
    )
    return tuple(each for each in held if each.blocks)


def _valued(ranking: Ranking) -> Iterator[Block]:
    yield from first_rows(_values(ranking), f"{compared(ranking).options}, the first by rank")
    if left := left_out(ranking):
        yield Prose(left, faint=True)


def _values(ranking: Ranking) -> Table:
    shown = values(ranking).wide
    rows = (Row(shown.cells(each), strong=each.rank == 1, faint=each.rank is None) for each in shown.rows)
    return Table(shown.heads, tuple(rows))


def _room(ranking: Ranking) -> Iterator[Block]:
    """For a lone leader, each weight with the stretch over which it stays first and who follows."""
    study, moved = ranking.study, [each for each in limits.moved(ranking) if each.lead is not None]
    if not moved:
        return
    then = Column(
        None,
        Head("stays first", fold=True),
        of=lambda each: limits.kept(study, each.lead, each.weight),
    )
    said = {
        "id": lambda each: limits.weighed_name(study, each.id),
        "weight": lambda each: weight(each.weight),
    }
    shown = stability(ranking).wide.reading(said).plus(then)
    yield Table(shown.heads, tuple(Row(shown.cells(each)) for each in moved))
    yield Prose(
        f"{capital(limits.others(ranking))}{middles(ranking)}; the dot is the weight used.", faint=True
    )


def _sides(found: Findings) -> Iterator[Block]:
    """Both sides' gains as a picture, with the frontier of packages where there is one; of other parties a table.

    Or why there is neither, where the study has parties.
    """
    if isinstance(found.sides, Negotiation):
        pictures: list[Block] = [
            each for each in negotiation_document(found.sides).blocks if isinstance(each, Picture)
        ]
        yield from pictures or [gains(found.sides)]
        yield from left_out_of_gains(found.sides)
        yield from otherwise(found.sides)
        yield Prose(apart(found.ranking), faint=True)
    elif found.ranking.study.parties:
        yield Prose(f"Not shown: {found.sides}.")
