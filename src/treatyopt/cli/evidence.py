"""treatyopt evidence"""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.running import running
from treatyopt.cli.weighting import one_ranking
from treatyopt.documents.bearing import obligation_document, option_document
from treatyopt.documents.outcomes import outcomes_document
from treatyopt.history.results import Evidence, OptionEvidence
from treatyopt.history.results import evidence as found_in


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
    found = found_in(one_ranking(asked.study(), "evidence", asked), id)
    running().evidence = found.evidence
    if isinstance(found, Evidence):
        out.put(outcomes_document(found))
    elif isinstance(found, OptionEvidence):
        out.put(option_document(found))
    else:
        out.put(obligation_document(found))
