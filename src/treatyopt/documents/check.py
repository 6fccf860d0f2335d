"""The outcome of checking a study, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Block, Document, Heading, Prose, Row, Table
from treatyopt.documents.shortening import first_rows
from treatyopt.documents.words import citing, listed, plural
from treatyopt.errors import Problem
from treatyopt.ranking.claims import ClaimResult
from treatyopt.tables import claims as tables
from treatyopt.tables.columns import Head

_HEAVY = (Head("obligation", lead=True), Head("carries", fold=True))
_PLACED = (Head("line", lead=True), Head("place", lead=True, fold=True))
_FIRST, _SCORES = 10, 6
_WHOSE = (
    "A reason speaks for the figure that it was written for: write your own beside a figure of yours, and whose "
    "judgements they are under assessors."
)


def check_document(
    file: str,
    claims: Sequence[ClaimResult],
    warnings: Sequence[str],
    names: Sequence[Problem] = (),
    changed: Sequence[Problem] = (),
    *,
    sourced: bool = True,
    unanswerable: Sequence[Problem] = (),
    wanting: Sequence[Problem] = (),
) -> Document:
    """Which claims the figures agree with, and what deserves a second look.

    `warnings` are of obligations that carry much, `names` of names borne twice, and `changed` of figures that
    differ from the bundled study's beside its reasons; `unanswerable` is what keeps it from being answered, and
    `wanting` what a study lacks that has to be defended. Where nothing is claimed that is told of a study that is
    `sourced` only: others have nobody to claim anything.
    """
    data = {
        "file": file,
        "claims": [each.to_dict() for each in claims],
        "broken": [each.claim.id for each in claims if each.status == "broken"],
        "warnings": [*warnings, *map(str, (*unanswerable, *names, *changed))],
    }
    if wanting:
        data["wanting"] = [str(each) for each in wanting]
    listing = tables.claims(claims)
    rows = tuple(Row(listing.cells(each), detail=_tested(each)) for each in claims)
    caption = (
        f"Claims{' of the source' if _cited(claims) else ''}, and whether the best scores agree with them"
    )
    tested = Table(listing.heads, rows, caption=caption, detail="figures")
    blocks: list[Block] = [
        Heading(file, "the study is well formed"),
        *([tested] if claims else []),
        *([Prose(_summary(claims))] if claims or sourced else []),
    ]
    if unanswerable:
        count = plural(len(unanswerable), "warning")
        blocks.append(_second_look(unanswerable, f"{count}: some questions have no answer as it is"))
    blocks += _warned(warnings, names, changed)
    if wanting:
        blocks.append(_second_look(wanting, "What will be asked of whoever has to defend it"))
        blocks.append(Prose("It can be compared as it is; none of this is an error.", faint=True))
    return Document(data, tuple(blocks), listing)


def _warned(warnings: Sequence[str], names: Sequence[Problem], changed: Sequence[Problem]) -> Iterator[Block]:
    """The warnings as tables, those that stand in lines of the file first."""
    if names:
        yield _second_look(names, f"{plural(len(names), 'warning')}: a name is borne twice")
    if changed:
        caption = f"{plural(len(changed), 'warning')}: a figure is not the bundled study's, its reason is"
        yield _second_look(changed, caption)
        yield Prose(_WHOSE, faint=True)
    if warnings:
        heavy = tuple(Row(_carrying(each)) for each in warnings)
        caption = f"{plural(len(warnings), 'warning')}: one obligation carries 10 points or more of a score"
        table = Table(_HEAVY, heavy, caption=caption, headed=False)
        yield from first_rows(table, "warnings", "all are in the data (json)", first=_FIRST, most=2 * _FIRST)


def _carrying(warning: str) -> tuple[str, str]:
    """The obligation that a warning is of, and what it carries; of many scores the first few."""
    obligation, _, carried = warning.partition(": ")
    scores = carried.split(", ")
    more = f", and {len(scores) - _SCORES} more" if len(scores) > _SCORES + 2 else ""
    return obligation, ", ".join(scores[:_SCORES]) + more if more else carried


def claim_document(result: ClaimResult) -> Document:
    """One claim with the figures that each of its tests turned on."""
    claim = result.claim
    shown = tables.findings(result).wide
    blocks = (
        Heading(claim.id, tables.MARKS[result.status]),
        Prose(citing(claim.says, claim.cites)),
        Table(shown.heads, tuple(Row(shown.cells(each)) for each in shown.rows)),
    )
    return Document(result.to_dict(), blocks, shown)


def _second_look(remarks: Sequence[Problem], caption: str) -> Table:
    """Each place with its line, and what is to be looked at there."""
    rows = tuple(Row((each.line, each.path), detail=each.message) for each in remarks)
    return Table(_PLACED, rows, caption=caption, detail="what", headed=False)


def _tested(result: ClaimResult) -> str:
    """What is claimed, and the figures that break it, or all that its tests turned on."""
    broken = [each.figures for each in result.findings if each.status == "broken"]
    if broken:
        return f"{result.claim.says} Broken by {'; '.join(broken)}."
    return f"{result.claim.says} [{'; '.join(each.figures for each in result.findings)}]"


def _cited(claims: Sequence[ClaimResult]) -> bool:
    """Whether any of the claims is one that a passage makes."""
    return any(each.claim.cites for each in claims)


def _summary(claims: Sequence[ClaimResult]) -> str:
    if not claims:
        return "The study records no claims to test its figures against."
    held = sum(each.status == "holds" for each in claims)
    others = [
        f"{sum(each.status == status for each in claims)} {word}"
        for status, word in (("broken", "broken"), ("untested", "could not be tested"))
        if any(each.status == status for each in claims)
    ]
    rest = f" ({listed(others)})" if others else ""
    source = " of its source" if _cited(claims) else ""
    return (
        f"The figures agree with {held} of {plural(len(claims), 'claim')} that the study records{source}{rest}. "
        "That tests the figures against the claims, not the claims."
    )
