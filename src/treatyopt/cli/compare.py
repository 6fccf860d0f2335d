"""treatyopt compare"""

from __future__ import annotations

from typing import Any

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import put_out
from treatyopt.comparison import columns, side_by_side
from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.model import Study
from treatyopt.ranking import rank
from treatyopt.render.compare import columns_document, ranking_document, side_by_side_document
from treatyopt.render.document import Document
from treatyopt.study import load
from treatyopt.weights import Weights, read_points, weigh


@click.command(short_help="Rank the options.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids("options"))
@parameters.weight_options(several=True)
@parameters.points_option
@parameters.set_option
@parameters.screen_options
@click.option("--baseline", is_flag=True, help="Rank the baseline (no treaty) too.")
@parameters.study_option
@parameters.output_options
def compare(ids: tuple[str, ...], study_file: str | None, **given: Any) -> None:
    r"""Rank the options by value, screens applied first.

    Naming IDs restricts what is ranked; exactly two are set side by side, criterion by criterion. Several
    profiles or weight files give one column each.

    \b
    treatyopt compare
    treatyopt compare cooperation mutual-security
    treatyopt compare -p russia -p nato
    treatyopt compare -w realism=40 --set mutual-security.readiness=45
    """
    study = load(study_file)
    found = weightings(study, given["profiles"], given["weight_files"], given["points"])
    document = _document(study, ids, found, given)
    put_out(document, given["format_"], given["output"], given["force"])


def _document(study: Study, ids: tuple[str, ...], found: list[Weights], given: dict[str, Any]) -> Document:
    screens = parameters.screens_used(given["no_screens"], given["screen_ids"])
    rankings = [
        rank(
            study,
            each,
            options=ids or None,
            screens=screens,
            scores=given["scores"],
            baseline=given["baseline"],
        )
        for each in found
    ]
    if len(rankings) > 1:
        return columns_document(columns(rankings))
    if len(ids) == 2 == len(rankings[0].standings):
        return side_by_side_document(side_by_side(rankings[0], *ids))
    return ranking_document(rankings[0])


def weightings(
    study: Study, profiles: tuple[str, ...], files: tuple[str, ...], points: dict[str, float]
) -> list[Weights]:
    """The weights of each profile and weights file, or the study's own; typed points change one only."""
    for given in (profiles, files):
        for i, name in enumerate(given):
            if name in given[:i]:
                raise ArgumentProblem(f"{printable(name)} is given twice")
    if points and len(profiles) + len(files) > 1:
        raise ArgumentProblem(
            "-w changes one weighting; with several profiles or weight files, put it in a file"
        )
    if not (profiles or files):
        return [weigh(study, points)]
    by_profile = [weigh(study, points, profile) for profile in profiles]
    return by_profile + [from_file(study, file, points) for file in files]


def from_file(study: Study, file: str, points: dict[str, float]) -> Weights:
    """The weights of a file, with typed points in place of its own; a bad id in it is the file's problem."""
    held = read_points(file)
    name = ", ".join(
        [f"{printable(file)} on {study.profile}", *(f"{id}={value:g}" for id, value in points.items())]
    )
    try:
        weigh(study, held)
    except ArgumentProblem as problem:
        raise FileProblem.of(printable(file, 200), str(problem)) from None
    return weigh(study, {**held, **points}, name=name)
