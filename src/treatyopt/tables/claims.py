"""Claims of the source, tested against the figures."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from treatyopt.ranking.claims import ClaimResult
from treatyopt.tables.columns import Column, Forms, Head, Listing, melted

MARKS = {"holds": "✓ agrees", "broken": "✗ broken", "untested": "– untested"}


def claims(results: Sequence[ClaimResult]) -> Listing:
    """Each claim with what came of its tests, and the figures they turned on."""
    columns = (
        Column("id", of="claim.id"),
        Column("status", Head("status", lead=True), said=lambda each: MARKS[each.status]),
        Column(None, Head("claim", lead=True), of="claim.id"),
        Column("kind", Head("kind"), of="claim.kind"),
        Column("cites", Head("locators", fold=True), of="claim.cites"),
        Column("says", of="claim.says"),
        Column("figures", of=lambda each: "; ".join(finding.figures for finding in each.findings)),
    )
    return Listing(results, columns)


def findings(result: ClaimResult) -> Forms:
    """Each test of one claim with its outcome."""
    finding = itemgetter(1)
    columns = (
        Column("id", of=lambda row: f"{result.claim.id}-{row[0]}"),
        Column("status", Head("", lead=True), said=lambda each: MARKS[each.status], measure=True).within(
            finding
        ),
        Column("figures", Head("figures", fold=True), measure=True).within(finding),
    )
    return melted(Listing(list(enumerate(result.findings, start=1)), columns))


TABLES = {"findings": findings}
