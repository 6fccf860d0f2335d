"""treatyopt sensitivity"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.compare import weightings
from treatyopt.cli.output import put_out
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking import rank
from treatyopt.render.sensitivity import sensitivity_document
from treatyopt.study import load
from treatyopt.uncertainty import MAX_SAMPLES, Progress, runs
from treatyopt.uncertainty import sensitivity as examined

_PATIENCE = 1.0  # seconds before a progress bar appears


@click.command(short_help="How sure the ranking is.")
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
    "--over", type=click.Choice(["groups", "criteria"]), default="groups", show_default=True,
    help="Draw the weights of groups, with the shares inside them fixed, or of all criteria.",
)  # fmt: skip
@click.option(
    "--within", metavar="P", type=click.FloatRange(0, 100),
    help="Keep each weight within P percent of the chosen one, instead of drawing from all.",
)  # fmt: skip
@click.option(
    "--scores", "drawn", type=click.Choice(["best", "ranges"]), default="best", show_default=True,
    help="Use the best scores, or draw them in their ranges.",
)  # fmt: skip
@parameters.weight_options(several=False)
@parameters.points_option
@parameters.set_option
@parameters.screen_options
@click.option("--baseline", is_flag=True, help="Rank the baseline (no treaty) too.")
@parameters.study_option
@parameters.output_options
def sensitivity(ids: tuple[str, ...], study_file: str | None, **given: Any) -> None:
    r"""How sure is the ranking: how far weights, scores and thresholds can move before the leader changes.

    \b
    treatyopt sensitivity
    treatyopt sensitivity --no-screens
    treatyopt sensitivity --over criteria --scores ranges
    treatyopt sensitivity -p nato --within 50
    """
    study = load(study_file)
    found = weightings(study, given["profiles"], given["weight_files"], given["points"])
    if len(found) > 1:
        raise ArgumentProblem("sensitivity takes one weighting; treatyopt compare takes several")
    ranking = rank(
        study,
        found[0],
        options=ids or None,
        screens=parameters.screens_used(given["no_screens"], given["screen_ids"]),
        scores=given["scores"],
        baseline=given["baseline"],
    )
    with _progress(runs(ranking, given["samples"])) as progress:
        result = examined(
            ranking,
            given["samples"],
            given["seed"],
            over=given["over"],
            within=given["within"],
            scores=given["drawn"],
            progress=progress,
        )
    put_out(sensitivity_document(result), given["format_"], given["output"], given["force"])


@contextmanager
def _progress(total: int) -> Iterator[Progress]:
    """A progress bar on standard error, on a terminal only, once the work has taken a second."""
    began, done = time.monotonic(), 0
    bar: Any = None

    def advance(steps: int) -> None:
        nonlocal bar, done
        done += steps
        if bar is None and sys.stderr.isatty() and time.monotonic() - began > _PATIENCE:
            bar = click.progressbar(length=total, label="drawing", file=sys.stderr)
            bar.__enter__()
            bar.update(done)
        elif bar is not None:
            bar.update(steps)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
