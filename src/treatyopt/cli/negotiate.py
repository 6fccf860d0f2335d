"""treatyopt negotiate"""

from __future__ import annotations

from typing import Any

import click

from treatyopt.bargaining.negotiate import negotiate as negotiated
from treatyopt.cli import completion, parameters
from treatyopt.cli.output import put_out
from treatyopt.documents.negotiate import negotiation_document


@click.command(
    cls=parameters.Command,
    short_help="The parties' sides.",
    help="""
    The options as the parties see them: who gains, who would refuse, what they could settle on.

    All parties of the study take part unless PARTY names some. With two of them the frontier of packages between
    the types is drawn behind the options.

    \b
    treatyopt negotiate
    treatyopt negotiate --concession-cost 1
    treatyopt negotiate -p nato=cautious
    """,
)
@click.argument("parties", nargs=-1, metavar="[PARTY]...", shell_complete=completion.ids("parties"))
@parameters.party_options
@parameters.set_option
@parameters.package_option
@parameters.screen_options
@parameters.study_option
@parameters.output_options
def negotiate(parties: tuple[str, ...], study_file: str | None, **given: Any) -> None:
    """Run treatyopt negotiate."""
    study = parameters.study_used(study_file, given["packages"])
    found = negotiated(
        study,
        parties or None,
        concession_cost=given["concession_cost"],
        screens=parameters.screens_used(given["no_screens"], given["screen_ids"]),
        scores=given["scores"],
        profiles=given["profiles"],
    )
    put_out(negotiation_document(found), given["format_"], given["output"], given["force"])
