"""treatyopt sensitivity"""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.progress import progress
from treatyopt.cli.weighting import one_ranking
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.ranking.acceptability import Dependence, Scores
from treatyopt.ranking.sensitivity import MAX_SAMPLES, runs
from treatyopt.ranking.sensitivity import sensitivity as examined


@click.command(
    cls=parameters.Command,
    short_help="How sure the ranking is.",
    help="""
    How sure is the ranking: how far weights, scores and thresholds can move before the leader changes.

    \b
    treatyopt sensitivity
    treatyopt sensitivity --no-screens
    treatyopt sensitivity --over criteria --scores ranges
    treatyopt sensitivity -p nato --within 50
    treatyopt sensitivity --say 'security>=realism'
    """,
)
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids("options"))
@click.option(
    "--samples", metavar="N", type=click.IntRange(0, MAX_SAMPLES), default=100_000, show_default=True,
    help="How many weightings to draw; 0 for the exact parts only.",
)  # fmt: skip
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Same seed, same figures.",
)
@click.option(
    "--within", metavar="P", type=click.FloatRange(0, 100),
    help="Keep each weight within P percent of the chosen one, instead of drawing from all.",
)  # fmt: skip
@click.option(
    "--scores", "drawn", type=click.Choice(["best", "ranges"]), default="best", show_default=True,
    help="Use the best scores, or draw them in their ranges.",
)  # fmt: skip
@parameters.dependence_option("With --scores ranges: draw")
@parameters.ranking_options(several=False)
@click.option("--baseline", is_flag=True, help="Rank the baseline too.")
@parameters.output_options
def sensitivity(
    ids: tuple[str, ...],
    asked: parameters.Weighed,
    baseline: bool,
    samples: int,
    seed: int,
    within: float | None,
    drawn: Scores,
    dependence: Dependence,
    out: Output,
) -> None:
    """Run treatyopt sensitivity."""
    ranking = one_ranking(asked.study(), "sensitivity", asked, ids or None, baseline)
    with progress(runs(ranking, samples)) as advance:
        found = examined(
            ranking, samples, seed, within=within, scores=drawn, dependence=dependence, progress=advance
        )
    out.put(sensitivity_document(found))
