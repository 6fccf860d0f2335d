"""The outcome of checking a study, as a document."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.claims import ClaimResult
from treatyopt.render.document import Block, Column, Document, Heading, Prose, Row, Table
from treatyopt.render.words import listed, plural

_HEAVY = (Column("obligation", "obligation", lead=True), Column("carries", "carries", fold=True))
_MARKS = {"holds": "✓", "broken": "✗", "untested": "–"}


def check_document(file: str, claims: Sequence[ClaimResult], warnings: Sequence[str]) -> Document:
    """Which claims hold, by which figures, and what deserves a second look."""
    data = {
        "file": file,
        "claims": [each.to_dict() for each in claims],
        "broken": [each.claim.id for each in claims if each.status == "broken"],
        "warnings": list(warnings),
    }
    columns = (
        Column("status", "status", lead=True),
        Column("id", "claim", lead=True),
        Column("kind", "kind"),
        Column("cites", "locators", fold=True),
        Column("says", "says", shown=False),
    )
    rows = tuple(_row(each) for each in claims)
    blocks: list[Block] = [
        Heading(file, "the study is well formed"),
        Table(columns, rows, caption="Claims of the source, tested on the best scores", detail="figures"),
        Prose(_summary(claims)),
    ]
    if warnings:
        heavy = tuple(Row(tuple(each.split(": ", 1))) for each in warnings)
        caption = f"{plural(len(warnings), 'warning')}: one obligation carries 10 points or more of a score"
        blocks.append(Table(_HEAVY, heavy, caption=caption, headed=False))
    return Document(data, tuple(blocks))


def _row(result: ClaimResult) -> Row:
    figures = "; ".join(each.figures for each in result.findings)
    broken = [each.figures for each in result.findings if each.status == "broken"]
    detail = (
        f"{result.claim.says} Broken by {'; '.join(broken)}."
        if broken
        else f"{result.claim.says} [{figures}]"
    )
    status = f"{_MARKS[result.status]} {result.status}"
    return Row(
        (status, result.claim.id, result.claim.kind, result.claim.cites, result.claim.says), detail=detail
    )


def _summary(claims: Sequence[ClaimResult]) -> str:
    if not claims:
        return "The study makes no claims to test."
    counts = [
        f"{sum(each.status == status for each in claims)} {word}"
        for status, word in (("holds", "hold"), ("broken", "broken"), ("untested", "could not be tested"))
        if any(each.status == status for each in claims)
    ]
    return f"{plural(len(claims), 'claim')}: {listed(counts)}."
