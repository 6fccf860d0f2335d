"""treatyopt brief"""

from __future__ import annotations

import click

from treatyopt.brief import FORMATS
from treatyopt.brief.content import Length, without_text
from treatyopt.brief.content import brief as brief_of
from treatyopt.cli import parameters
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import one_ranking
from treatyopt.errors import ArgumentProblem


@click.command(
    cls=parameters.Command,
    short_help="A page for a meeting.",
    help="""
    A brief: page one a memo with the recommendation, then exhibits and the case of each option in short.

    The page opens in any browser without a network, and prints. Its sliders rank the options anew; its link carries
    the weights. The workbook ranks anew when points, scores or thresholds are edited in it, in Excel or LibreOffice.

    \b
    treatyopt brief -o brief.html
    treatyopt brief --memo -o memo.html
    treatyopt brief --annex -p cautious -o brief.md
    treatyopt brief -o ranking.xlsx
    """,
)
@parameters.ranking_options(several=False)
@click.option("--memo", is_flag=True, help="Page one alone.")
@click.option(
    "--annex",
    is_flag=True,
    help="Add everything in full: scores with reasons, doubts, sides, method, sources.",
)
@parameters.outputs(FORMATS, "what the ending of -o says, else html")
def brief(asked: parameters.Weighed, memo: bool, annex: bool, out: Output) -> None:
    """Run treatyopt brief."""
    if memo and annex:
        raise ArgumentProblem("--memo and --annex exclude each other; drop one of them")
    workbook = out.format.name == "xlsx"
    if workbook and (memo or annex):
        flag = "--memo" if memo else "--annex"
        raise ArgumentProblem(f"{flag}: a workbook has no pages; drop it, or write another format")
    ranking = one_ranking(asked.study(), "brief", asked)
    length: Length = "memo" if memo else "annex" if annex else "brief"
    out.put(without_text(ranking) if workbook else brief_of(ranking, length))
