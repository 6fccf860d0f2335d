"""What a brief for a meeting says: a memo of one page, exhibits, the case of each option, and an annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.misreport import REPORTS
from treatyopt.brief.annex import annex
from treatyopt.brief.cases import case, package
from treatyopt.brief.exhibits import exhibits
from treatyopt.brief.findings import Findings, findings
from treatyopt.brief.memo import memo
from treatyopt.brief.sections import Part, Section
from treatyopt.documents import sentences
from treatyopt.documents.blocks import Block, Prose
from treatyopt.documents.nouns import compared
from treatyopt.documents.shortening import always_shown, counting, first_few
from treatyopt.documents.stamp import Stamp
from treatyopt.ranking.ranking import Ranking

_FIRST, _MOST = 8, 20  # cases that are told, and that are told without more ado
Length = Literal["memo", "brief", "annex"]


@dataclass(frozen=True)
class Brief:
    """All that a brief says about one ranking: the memo alone, with exhibits and cases, or with an annex too.

    The stamp says how it was made.
    """

    ranking: Ranking
    length: Length
    memo: tuple[Block, ...]
    exhibits: tuple[Section, ...] = ()
    cases: tuple[Section, ...] = ()
    annex: tuple[Section, ...] = ()
    stamp: Stamp | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """What follows the memo, in order."""
        return (*self.exhibits, *self.cases, *self.annex)


def brief(ranking: Ranking, length: Length = "brief") -> Brief:
    """The brief of a ranking: page one alone for "memo", with everything in full for "annex"."""
    found = findings(ranking, REPORTS if length == "annex" else 0)  # only the annex tells of misreporting
    if length == "memo":
        return Brief(ranking, length, memo(found))
    added = annex(found) if length == "annex" else ()
    return Brief(ranking, length, memo(found), exhibits(found), _cases(found), added)


def without_text(ranking: Ranking) -> Brief:
    """A brief of which the ranking alone is written, as in a workbook: nothing else is computed."""
    return Brief(ranking, "memo", ())


def first_options(ranking: Ranking) -> tuple[str, ...]:
    """The options whose cases are told, in order of rank: all, or of many the first ones.

    Those set aside of which the memo speaks are among them, and those that were changed or added.
    """
    ids = [each.id for each in ranking.standings]
    if len(ids) <= _MOST:
        return tuple(ids)
    asked = {each.id for each in first_few(ranking.set_aside, sentences.ASIDE)}
    asked |= always_shown(ranking)
    return tuple(id for i, id in enumerate(ids) if i < _FIRST or id in asked)


def left_out_of(ranking: Ranking, told: Sequence[str]) -> Iterator[Prose]:
    """How many cases are told, if not all."""
    if len(told) < len(ranking.standings):
        things = f"{compared(ranking).options}, the first by rank and those that page one speaks of"
        yield counting(
            len(told), len(ranking.standings), things, "treatyopt explain ID gives the case of any"
        )


def _cases(found: Findings) -> tuple[Section, ...]:
    """The options in short, in order of rank, and the package between two types, or why none of their obligations."""
    ranking = found.ranking
    told = first_options(ranking)
    parts = tuple(Part(ranking.study.option(id).title, case(found, id)) for id in told)
    rest = tuple(left_out_of(ranking, told))
    options = Section("cases", f"The case of each {ranking.study.words.option}", rest, parts=parts)
    if not isinstance(found.packages, Frontier):
        why = (Prose(f"None is shown: {found.packages}."),)
        missed = Section("package", f"Packages between the {ranking.study.words.options}", why)
        return (options, missed) if ranking.study.obligations else (options,)
    lower, upper = (ranking.study.option(id).name for id in (found.packages.lower, found.packages.upper))
    return options, Section("package", f"Between {lower} and {upper}", package(found.packages))
