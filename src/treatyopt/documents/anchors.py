"""What scores mean in words: the two ends of each criterion, and how far between them each option stands.

Only the ends have words of their own. What lies between is told as a part of the way, which is what a score on an
interval scale says, and as no more than that: no meaning is made up for it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from treatyopt.documents.authorship import assessors
from treatyopt.documents.blocks import Row, Table
from treatyopt.documents.words import capital, sentence, weight
from treatyopt.ranking.scorecard import CriterionRow, OnCriterion, Scorecard
from treatyopt.study.model import Study, find
from treatyopt.tables.columns import FAILS, Head, Shaded

# The parts that have short names, those with the least denominators first.
_PARTS = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three quarters",
    Fraction(1, 5): "a fifth",
    Fraction(2, 5): "two fifths",
    Fraction(3, 5): "three fifths",
    Fraction(4, 5): "four fifths",
    Fraction(1, 10): "a tenth",
    Fraction(9, 10): "nine tenths",
}


def anchors_table(card: Scorecard, cell: Callable[[CriterionRow, OnCriterion], Shaded]) -> Table:
    """Each criterion as a ladder: what 100 means, the options from the highest score to the lowest, what 0 means.

    `cell` says how a score reads.
    """
    rows: list[Row] = []
    for each in card.criteria:
        group = find("group", each.group, card.ranking.study.groups)
        within = "" if group.alone else f"{group.name}, "
        rows.append(Row(("", f"{each.name} ({within}{weight(each.weight)})"), heading=True))
        rows += _end("100", each.hundred)
        rows += [_step(card, each, on, cell) for on in sorted(each.options, key=lambda on: -on.score)]
        rows += _end("0", each.zero)
    return Table((Head("score", "number", lead=True), Head("what it means", fold=True)), tuple(rows))


def _end(score: str, words: str | None) -> list[Row]:
    return [Row((Shaded(score), sentence(capital(words))))] if words else []


def _step(
    card: Scorecard, row: CriterionRow, on: OnCriterion, cell: Callable[[CriterionRow, OnCriterion], Shaded]
) -> Row:
    name = card.ranking.study.option(on.option).name
    shown = cell(row, on)
    mark = f"{FAILS} " if shown.faint else ""
    return Row((shown, f"{mark}{name}: {way(on.score)}"), strong=shown.strong)


def way(score: float) -> str:
    """How far a score (0-100) is from the lower end to the upper one, in words that are true of it.

    The nearest part with a short name is named, the simpler one of two as near, with which side of it the score is.
    """
    part = Fraction(score) / 100
    if part == 0:
        return "none of the way"
    if part == 1:
        return "all of the way"
    nearest = min(_PARTS, key=lambda each: abs(each - part))
    shown = _PARTS[nearest]
    if abs(nearest - part) >= Fraction(1, 200):
        shown = f"{'over' if part > nearest else 'under'} {shown}"
    return f"{shown} of the way"


def way_legend(study: Study) -> str:
    """What a part of the way is a part of."""
    return (
        "Only the ends of each scale are described in words. A score between them says what part of the worth of "
        f"going from 0 to 100 is reached, as judged by {assessors(study)}: at half of the way, what is left is worth "
        "as much as what is had."
    )
