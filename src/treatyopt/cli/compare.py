"""treatyopt compare"""

from __future__ import annotations

from collections.abc import Sequence

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.studies import Compared, several, studies_option
from treatyopt.cli.weighting import weightings
from treatyopt.documents.blocks import Document
from treatyopt.documents.compare import columns_document, ranking_document, side_by_side_document
from treatyopt.documents.judges import judges_document
from treatyopt.ranking.comparison import columns, side_by_side
from treatyopt.ranking.ranking import Ranking, rank


@click.command(
    cls=parameters.Command,
    short_help="Rank the options.",
    help="""
    Rank the options by value, screens applied first.

    Naming IDs restricts what is ranked; exactly two are set side by side, criterion by criterion. Several
    profiles, weight files or studies give one column each, with their mean and what turns on where they differ.

    \b
    treatyopt compare
    treatyopt compare cooperation mutual-security
    treatyopt compare -p russia -p nato
    treatyopt compare --study anna.yaml --study ben.yaml
    treatyopt compare -w realism=40 --set mutual-security.readiness=45
    treatyopt compare --set '*.arms-control=20'
    """,
)
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids("options"))
@parameters.ranking_options(several=True, study=studies_option, kind=Compared)
@click.option("--baseline", is_flag=True, help="Rank the baseline too.")
@parameters.output_options
def compare(ids: tuple[str, ...], asked: Compared, baseline: bool, out: Output) -> None:
    """Run treatyopt compare."""
    if len(asked.study_files) > 1:
        out.put(judges_document(several(ids, asked, baseline)))
        return
    study = asked.study()
    rankings = [
        rank(
            study, each, options=ids or None, screens=asked.screens, scores=asked.scores, baseline=baseline
        )
        for each in weightings(study, asked)
    ]  # fmt: skip
    out.put(_document(ids, rankings))


def _document(ids: Sequence[str], rankings: Sequence[Ranking]) -> Document:
    if len(rankings) > 1:
        return columns_document(columns(rankings))
    if len(ids) == 2 == len(rankings[0].standings):
        return side_by_side_document(side_by_side(rankings[0], *ids))
    return ranking_document(rankings[0])
