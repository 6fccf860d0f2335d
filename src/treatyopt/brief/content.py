"""What a brief for a meeting says: a memo of one page, exhibits, the case of each option, and an annex."""

from __future__ import annotations

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
from treatyopt.documents.blocks import Block
from treatyopt.documents.stamp import Stamp
from treatyopt.ranking.ranking import Ranking

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


def _cases(found: Findings) -> tuple[Section, ...]:
    """The options in short, in order of rank, and the package between two types if there are packages."""
    ranking = found.ranking
    parts = tuple(
        Part(ranking.study.option(each.id).title, case(found, each.id)) for each in ranking.standings
    )
    options = Section("cases", "The case of each option", parts=parts)
    if not isinstance(found.packages, Frontier):
        return (options,)
    lower, upper = (ranking.study.option(id).name for id in (found.packages.lower, found.packages.upper))
    return options, Section("package", f"Between {lower} and {upper}", package(found.packages))
