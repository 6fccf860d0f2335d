"""treatyopt sensitivity"""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.progress import progress
from treatyopt.cli.weighting import chosen, one_ranking
from treatyopt.documents.passages import passages_document
from treatyopt.documents.provenance import provenance_document
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.acceptability import Dependence, Scores
from treatyopt.ranking.provenance import by_passage, provenance
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

    How far the answer rests on single passages of the source, or on scores that nobody stated:

    \b
    treatyopt sensitivity --each-passage
    treatyopt sensitivity --without compromise/9
    treatyopt sensitivity --stated-only
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
    "--within", metavar="P", type=parameters.Percentage(0, 100),
    help="Keep each weight within P percent of the chosen one, instead of drawing from all.",
)  # fmt: skip
@click.option(
    "--scores", "drawn", type=click.Choice(["best", "ranges"]), default="best", show_default=True,
    help="Use the best scores, or draw them in their ranges.",
)  # fmt: skip
@parameters.dependence_option("With --scores ranges: draw")
@click.option(
    "--without", metavar="LOCATOR", multiple=True, shell_complete=completion.locators,
    help="Strike a passage out: what cites nothing else is then unknown. May be repeated.",
)  # fmt: skip
@click.option("--stated-only", is_flag=True, help="Take every score that is not stated as unknown.")
@click.option("--each-passage", is_flag=True, help="Strike out each passage of the source by itself.")
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
    without: tuple[str, ...],
    stated_only: bool,
    each_passage: bool,
    out: Output,
) -> None:
    """Run treatyopt sensitivity."""
    ranking = one_ranking(asked.study(), "sensitivity", asked, ids or None, baseline)
    if without or stated_only or each_passage:
        _require_nothing_drawn()
        if each_passage and (without or stated_only):
            raise ArgumentProblem(
                "--each-passage strikes each out by itself; drop it, or --without and --stated-only"
            )
        out.put(
            passages_document(by_passage(ranking))
            if each_passage
            else provenance_document(provenance(ranking, without, stated=stated_only))
        )
        return
    with progress(runs(ranking, samples)) as advance:
        found = examined(
            ranking, samples, seed, within=within, scores=drawn, dependence=dependence, progress=advance
        )
    out.put(sensitivity_document(found))


def _require_nothing_drawn() -> None:
    """Raise ArgumentProblem for an option that says how to draw, where nothing is drawn."""
    ways = {"samples": "--samples", "seed": "--seed", "within": "--within", "drawn": "--scores"}
    for name, flag in (*ways.items(), ("dependence", "--dependence")):
        if chosen(name):
            raise ArgumentProblem(
                f"{flag}: nothing is drawn where passages or scores are struck out; drop it"
            )
