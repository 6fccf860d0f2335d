"""treatyopt evidence"""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import one_ranking
from treatyopt.documents.bearing import obligation_document, option_document
from treatyopt.documents.outcomes import outcomes_document
from treatyopt.errors import ArgumentProblem
from treatyopt.history.load import read_evidence


@click.command(
    cls=parameters.Command,
    short_help="What came of it.",
    help="""
    What came of it: outcomes and counts beside the judgements that they bear on, each with source and grade.

    Without an ID what was agreed and when, valued as packages from the baseline beside the options; with that of an
    option what bears on each of its judgements; with that of an obligation what came of it. A study names the file of
    its evidence under `evidence`.

    \b
    treatyopt evidence
    treatyopt evidence non-aggression
    treatyopt evidence legally-binding-form
    treatyopt evidence -p cautious -f json
    """,
)
@click.argument("id", metavar="[ID]", required=False, shell_complete=completion.ids("options", "obligations"))
@parameters.ranking_options(several=False)
@parameters.output_options
def evidence(id: str | None, asked: parameters.Weighed, out: Output) -> None:
    """Run treatyopt evidence."""
    study = asked.study()
    held = read_evidence(study)
    if id is None:
        out.put(outcomes_document(one_ranking(study, "evidence", asked), held))
        return
    options, obligations = ([each.id for each in part] for part in (study.options, study.obligations))
    if id not in (*options, *obligations):
        raise ArgumentProblem.unknown("option or obligation", id, [*options, *obligations])
    study = one_ranking(study, "evidence", asked).study
    made = option_document if id in options else obligation_document
    out.put(made(study, held, id))
