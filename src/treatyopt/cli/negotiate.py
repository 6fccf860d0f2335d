"""treatyopt negotiate"""

from __future__ import annotations

import click

from treatyopt.bargaining.negotiate import negotiate as negotiated
from treatyopt.cli import completion, parameters, siding
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import weights_of_sides
from treatyopt.documents.negotiate import negotiation_document


@click.command(
    cls=parameters.Command,
    short_help="The parties' sides.",
    help="""
    The options as the parties see them: who gains, who would refuse, what they could settle on.

    All parties of the study take part unless PARTY names some. With two of them the frontier of packages in
    between is drawn behind the options.

    \b
    treatyopt negotiate
    treatyopt negotiate --concession-cost 1
    treatyopt negotiate --concession-cost nato=1
    treatyopt negotiate -p nato=cautious
    treatyopt negotiate --weights nato=ben.yaml
    """,
)
@click.argument("parties", nargs=-1, metavar="[PARTY]...", shell_complete=completion.ids("parties"))
@siding.side_options(packages=True)
@parameters.output_options
def negotiate(parties: tuple[str, ...], asked: siding.Sided, out: Output) -> None:
    """Run treatyopt negotiate."""
    study = asked.study()
    found = negotiated(
        study,
        parties or None,
        concession_cost=asked.concession_cost,
        screens=asked.screens,
        scores=asked.scores,
        **weights_of_sides(study, asked),
    )
    out.put(negotiation_document(found))
