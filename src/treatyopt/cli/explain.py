"""treatyopt explain"""

from __future__ import annotations

from typing import Any

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.compare import weightings
from treatyopt.cli.output import put_out
from treatyopt.errors import ArgumentProblem
from treatyopt.explanation import explain as explained
from treatyopt.ranking import rank
from treatyopt.render.explain import explanation_document
from treatyopt.study import load


@click.command(short_help="The case of one option.")
@click.argument("id", metavar="ID", shell_complete=completion.ids("options"))
@parameters.weight_options(several=False)
@parameters.points_option
@parameters.set_option
@parameters.screen_options
@parameters.study_option
@parameters.output_options
def explain(id: str, study_file: str | None, **given: Any) -> None:
    r"""The case of one option, figure by figure.

    Its scores with range, basis, reason and locators; its obligations; its strongest and weakest points
    against the nearest rival; its screens; and what would make it lead or stop leading.

    \b
    treatyopt explain mutual-security
    treatyopt explain mutual-defense --no-screens
    treatyopt explain cooperation -p cautious -f markdown
    """
    study = load(study_file)
    study.option(id)
    found = weightings(study, given["profiles"], given["weight_files"], given["points"])
    if len(found) > 1:
        raise ArgumentProblem("explain takes one weighting; treatyopt compare takes several")
    ranking = rank(
        study,
        found[0],
        screens=parameters.screens_used(given["no_screens"], given["screen_ids"]),
        scores=given["scores"],
    )
    document = explanation_document(explained(ranking, id))
    put_out(document, given["format_"], given["output"], given["force"])
