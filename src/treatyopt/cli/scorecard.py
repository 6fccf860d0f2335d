"""treatyopt scorecard"""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.weighting import one_ranking
from treatyopt.documents.scorecard import scorecard_document
from treatyopt.ranking.scorecard import scorecard as scored


@click.command(
    cls=parameters.Command,
    short_help="Every option on every criterion.",
    help="""
    Every option on every criterion in one table, with the weights, and the value and rank they give.

    Naming IDs restricts the options, and shows them in that order; by default they go from the weakest
    commitment to the strongest.

    \b
    treatyopt scorecard
    treatyopt scorecard cooperation mutual-security --ranges
    treatyopt scorecard --by group -p nato
    treatyopt scorecard --words
    """,
)
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids("options"))
@click.option(
    "--by", type=click.Choice(["criterion", "group"]), default="criterion", show_default=True,
    help="A row for each criterion, or for each group with its score under these weights.",
)  # fmt: skip
@click.option("--ranges", is_flag=True, help="Show the range of each score.")
@click.option(
    "--words", is_flag=True, help="Say what 0 and 100 mean, and how far between them each option is."
)
@parameters.ranking_options(several=False)
@click.option("--baseline", is_flag=True, help="Show the baseline too.")
@parameters.output_options
def scorecard(
    ids: tuple[str, ...],
    by: str,
    ranges: bool,
    words: bool,
    asked: parameters.Weighed,
    baseline: bool,
    out: Output,
) -> None:
    """Run treatyopt scorecard."""
    if words and by == "group":
        raise click.UsageError(
            "--words needs criteria, since a group has no anchors; drop --by group or --words",
            click.get_current_context(),
        )
    study = asked.study()
    ranking = one_ranking(study, "scorecard", asked, ids or None, baseline)
    named = [*ids, *(each.id for each in ranking.standings if each.id not in ids)] if ids else None
    card = scored(ranking, named)
    out.put(scorecard_document(card, by_group=by == "group", ranges=ranges, words=words))
