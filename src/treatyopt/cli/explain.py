"""treatyopt explain"""

from __future__ import annotations

from collections.abc import Sequence

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import one_ranking
from treatyopt.documents.explain import explanation_document
from treatyopt.ranking.explain import explain as explained
from treatyopt.study.model import Study


@click.command(
    cls=parameters.Command,
    short_help="The case of one option.",
    help="""
    The case of one option, figure by figure; with --package and no ID, of that package.

    Its scores with range, basis, reason and locators; its obligations; its strongest and weakest points
    against the nearest rival; its screens; and what would make it lead or stop leading.

    \b
    treatyopt explain mutual-security
    treatyopt explain mutual-defense --no-screens
    treatyopt explain cooperation -p cautious -f markdown
    treatyopt explain --package package.yaml
    """,
)
@click.argument("id", metavar="[ID]", required=False, shell_complete=completion.ids("options"))
@parameters.ranking_options(several=False)
@parameters.output_options
def explain(id: str | None, asked: parameters.Weighed, out: Output) -> None:
    """Run treatyopt explain."""
    study = asked.study()
    chosen = _chosen(study, id, asked.packages)
    out.put(explanation_document(explained(one_ranking(study, "explain", asked), chosen)))


def _chosen(study: Study, id: str | None, packages: Sequence[str]) -> str:
    """The option to explain: the one named, else the only package."""
    if id is not None:
        return study.option(id).id
    if len(packages) == 1:
        return study.options[-1].id
    raise click.UsageError(
        "name an option by its ID, or give one --package FILE", click.get_current_context()
    )
