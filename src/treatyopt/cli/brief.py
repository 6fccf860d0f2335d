"""treatyopt brief"""

from __future__ import annotations

import sys
from typing import Any

import click

from treatyopt.brief import page
from treatyopt.brief.content import brief as brief_of
from treatyopt.cli import parameters
from treatyopt.cli.output import format_of, put_text, require_output
from treatyopt.cli.weighting import one_ranking
from treatyopt.errors import ArgumentProblem


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
@click.option(
    "-f", "--format", "format_", type=click.Choice(["html", "markdown"]),
    help="How to write it; by default what the ending of -o says, else html.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--force", is_flag=True, help="Let -o replace an existing file.")
@parameters.ranking_options(several=False)
def brief(study_file: str | None, **given: Any) -> None:
    """Run treatyopt brief."""
    output = given["output"]
    format_ = format_of(output, given["format_"], ("html", "markdown"))
    require_output(output, given["force"])
    if output is None and format_ == "html" and sys.stdout.isatty():
        raise ArgumentProblem("brief writes a page; name a file for it, for example -o brief.html")
    study = parameters.study_used(study_file, given["packages"])
    ranking = one_ranking(study, "brief", given)
    made = brief_of(ranking)
    text = page.to_html(made) if format_ == "html" else page.to_markdown(made)
    put_text(text, output, given["force"])
