"""treatyopt brief"""

from __future__ import annotations

import click

from treatyopt.brief import FORMATS
from treatyopt.brief.content import brief as brief_of
from treatyopt.cli import parameters
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import one_ranking


@click.command(
    cls=parameters.Command,
    short_help="A page for a meeting.",
    help="""
    A brief: one file with the answer, every option's case, how sure it is, both sides and the sources.

    The page opens in any browser without a network. Its sliders rank the options anew; its link carries the weights.

    \b
    treatyopt brief -o brief.html
    treatyopt brief -p cautious -o brief.md
    """,
)
@parameters.ranking_options(several=False)
@parameters.outputs(FORMATS, "what the ending of -o says, else html")
def brief(asked: parameters.Weighed, out: Output) -> None:
    """Run treatyopt brief."""
    out.put(brief_of(one_ranking(asked.study(), "brief", asked)))
