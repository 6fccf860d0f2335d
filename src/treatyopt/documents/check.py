"""The outcome of checking a study, as a document."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.documents.blocks import Block, Column, Document, Heading, Prose, Row, Table
from treatyopt.documents.catalogue import citing
from treatyopt.documents.words import listed, plural
from treatyopt.errors import Problem
from treatyopt.ranking.claims import ClaimResult

_HEAVY = (Column("obligation", "obligation", lead=True), Column("carries", "carries", fold=True))
_PLACED = (Column("line", "line", lead=True), Column("place", "place", lead=True, fold=True))
_WHOSE = (
    "A reason speaks for the figure that it was written for: write your own beside a figure of yours, and whose "
    "judgements they are under assessors."
)
_MARKS = {"holds": "✓ agrees", "broken": "✗ broken", "untested": "– untested"}


def check_document(
    file: str,
    claims: Sequence[ClaimResult],
    warnings: Sequence[str],
    names: Sequence[Problem] = (),
    changed: Sequence[Problem] = (),
) -> Document:
    """Which claims the figures agree with, and what deserves a second look.

    `warnings` are of obligations that carry much, `names` of names borne twice, and `changed` of figures that
    differ from the bundled study's beside its reasons.
    """
    data = {
        "file": file,
        "claims": [each.to_dict() for each in claims],
        "broken": [each.claim.id for each in claims if each.status == "broken"],
        "warnings": [*warnings, *map(str, (*names, *changed))],
    }
    columns = (
        Column("status", "status", lead=True),
        Column("id", "claim", lead=True),
        Column("kind", "kind"),
        Column("cites", "locators", fold=True),
        Column("says", "says", shown=False),
    )
    rows = tuple(_row(each) for each in claims)
    caption = "Claims of the source, and whether the best scores agree with them"
    tested = Table(columns, rows, caption=caption, detail="figures")
    blocks: list[Block] = [
        Heading(file, "the study is well formed"),
        *([tested] if claims else []),
        Prose(_summary(claims)),
    ]
    if names:
        blocks.append(_second_look(names, f"{plural(len(names), 'warning')}: a name is borne twice"))
    if changed:
        caption = f"{plural(len(changed), 'warning')}: a figure is not the bundled study's, its reason is"
        blocks += [_second_look(changed, caption), Prose(_WHOSE, faint=True)]
    if warnings:
        heavy = tuple(Row(tuple(each.split(": ", 1))) for each in warnings)
        caption = f"{plural(len(warnings), 'warning')}: one obligation carries 10 points or more of a score"
        blocks.append(Table(_HEAVY, heavy, caption=caption, headed=False))
    return Document(data, tuple(blocks), tested)


def claim_document(result: ClaimResult) -> Document:
    """One claim with the figures that each of its tests turned on."""
    claim = result.claim
    columns = (Column("status", "", lead=True), Column("figures", "figures", fold=True))
    rows = tuple(Row((_MARKS[each.status], each.figures)) for each in result.findings)
    blocks = (
        Heading(claim.id, _MARKS[result.status]),
        Prose(citing(claim.says, claim.cites)),
        Table(columns, rows),
    )
    return Document(result.to_dict(), blocks)


def _second_look(remarks: Sequence[Problem], caption: str) -> Table:
    """Each place with its line, and what is to be looked at there."""
    rows = tuple(Row((each.line, each.path), detail=each.message) for each in remarks)
    return Table(_PLACED, rows, caption=caption, detail="what", headed=False)


def _row(result: ClaimResult) -> Row:
    figures = "; ".join(each.figures for each in result.findings)
    broken = [each.figures for each in result.findings if each.status == "broken"]
    detail = (
        f"{result.claim.says} Broken by {'; '.join(broken)}."
        if broken
        else f"{result.claim.says} [{figures}]"
    )
    return Row(
        (_MARKS[result.status], result.claim.id, result.claim.kind, result.claim.cites, result.claim.says),
        detail=detail,
    )


def _summary(claims: Sequence[ClaimResult]) -> str:
    if not claims:
        return "The study records no claims of its source to test its figures against."
    held = sum(each.status == "holds" for each in claims)
    others = [
        f"{sum(each.status == status for each in claims)} {word}"
        for status, word in (("broken", "broken"), ("untested", "could not be tested"))
        if any(each.status == status for each in claims)
    ]
    rest = f" ({listed(others)})" if others else ""
    return (
        f"The figures agree with {held} of {plural(len(claims), 'claim')} that the study records of its "
        f"source{rest}. That tests the figures against the claims, not the claims."
    )
