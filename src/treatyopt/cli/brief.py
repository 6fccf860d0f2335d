"""treatyopt brief"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from treatyopt.cli import parameters
from treatyopt.cli.output import put_text
from treatyopt.cli.weighting import one_ranking
from treatyopt.errors import ArgumentProblem, printable
from treatyopt.render import page
from treatyopt.render.brief import brief as brief_of

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}


def _format(output: str | None) -> str:
    """The format that a file's ending asks for; html without an ending, and for what is no ordinary file."""
    path = Path(output or "")
    ending = path.suffix.lower()
    if ending and ending not in _ENDINGS and not (path.exists() and not path.is_file()):
        raise ArgumentProblem(
            f"-o {printable(str(path), 200)}: a brief is HTML or Markdown; end the name in .html or .md, or give -f"
        )
    return _ENDINGS.get(ending, "html")


@click.command(cls=parameters.Command, short_help="A page for a meeting.")
@click.option(
    "-f", "--format", "format_", type=click.Choice(["html", "markdown"]),
    help="How to write it; by default what the ending of -o says, else html.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--force", is_flag=True, help="Let -o replace an existing file.")
@parameters.ranking_options(several=False)
def brief(study_file: str | None, **given: Any) -> None:
    """A brief: one file with the answer, every option's case, how sure it is, both sides and the sources.

    The page opens in any browser without a network. Its sliders rank the options anew; its link carries the weights.

    \b
    treatyopt brief -o brief.html
    treatyopt brief -p cautious -o brief.md
    """
    output = given["output"]
    format_ = given["format_"] or _format(output)
    if output is None and format_ == "html" and sys.stdout.isatty():
        raise ArgumentProblem("brief writes a page; name a file for it, for example -o brief.html")
    study = parameters.study_used(study_file, given["packages"])
    ranking = one_ranking(study, "brief", given)
    made = brief_of(ranking)
    text = page.to_html(made) if format_ == "html" else page.to_markdown(made)
    put_text(text, output, given["force"])
