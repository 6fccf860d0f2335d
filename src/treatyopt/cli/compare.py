"""treatyopt compare"""

from __future__ import annotations

from typing import Any

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import put_out
from treatyopt.cli.weighting import weightings
from treatyopt.documents.blocks import Document
from treatyopt.documents.compare import columns_document, ranking_document, side_by_side_document
from treatyopt.ranking.comparison import columns, side_by_side
from treatyopt.ranking.ranking import rank
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study


@click.command(
    cls=parameters.Command,
    short_help="Rank the options.",
    help="""
    Rank the options by value, screens applied first.

    Naming IDs restricts what is ranked; exactly two are set side by side, criterion by criterion. Several
    profiles or weight files give one column each.

    \b
    treatyopt compare
    treatyopt compare cooperation mutual-security
    treatyopt compare -p russia -p nato
    treatyopt compare -w realism=40 --set mutual-security.readiness=45
    """,
)
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids("options"))
@parameters.ranking_options(several=True)
@click.option("--baseline", is_flag=True, help="Rank the baseline (no treaty) too.")
@parameters.output_options
def compare(ids: tuple[str, ...], study_file: str | None, **given: Any) -> None:
    """Run treatyopt compare."""
    study = parameters.study_used(study_file, given["packages"])
    found = weightings(study, given)
    document = _document(study, ids, found, given)
    put_out(document, given["format_"], given["output"], given["force"])


def _document(study: Study, ids: tuple[str, ...], found: list[Weights], given: dict[str, Any]) -> Document:
    screens = parameters.screens_used(given["no_screens"], given["screen_ids"])
    rankings = [
        rank(
            study,
            each,
            options=ids or None,
            screens=screens,
            scores=given["scores"],
            baseline=given["baseline"],
        )
        for each in found
    ]
    if len(rankings) > 1:
        return columns_document(columns(rankings))
    if len(ids) == 2 == len(rankings[0].standings):
        return side_by_side_document(side_by_side(rankings[0], *ids))
    return ranking_document(rankings[0])
