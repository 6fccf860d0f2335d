"""treatyopt design"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from treatyopt import __version__
from treatyopt.bargaining import NAMES
from treatyopt.cli import completion, parameters
from treatyopt.cli.output import put_out, require_writable, save
from treatyopt.cli.progress import progress
from treatyopt.designing import MAX_SAMPLES, SAMPLES
from treatyopt.designing import design as designed
from treatyopt.errors import ArgumentProblem, printable
from treatyopt.frontier import Frontier
from treatyopt.packagefile import PackageFile, written
from treatyopt.records import Package
from treatyopt.render.design import frontier_document
from treatyopt.study import load

_OBLIGATION = completion.ids("obligations")


@click.command(short_help="Something in between.")
@click.option("--parties", metavar="A,B", help="The two parties; by default the study's.")
@click.option(
    "--from", "lower", metavar="TYPE", shell_complete=completion.ids("options"),
    help="The type that is held whole; by default the weakest that passes the study's screens.",
)  # fmt: skip
@click.option(
    "--to", "upper", metavar="TYPE", shell_complete=completion.ids("options"),
    help="The type to go towards; by default the strongest that passes the study's screens.",
)  # fmt: skip
@click.option(
    "--require", metavar="ID", multiple=True, shell_complete=_OBLIGATION,
    help="Packages must hold this obligation, and what it needs. May be repeated.",
)  # fmt: skip
@click.option(
    "--exclude", metavar="ID", multiple=True, shell_complete=_OBLIGATION,
    help="Packages must not hold this obligation, nor what needs it. May be repeated.",
)  # fmt: skip
@click.option(
    "--exclude-if", "exclude_if", metavar="CONDITION", multiple=True,
    shell_complete=completion.ids("conditions"),
    help="Leave out all that suppose this condition, for example enlargement. May be repeated.",
)  # fmt: skip
@click.option(
    "--solution", type=click.Choice(list(NAMES)), default="nash", show_default=True,
    help="Which package to show as an illustration.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List the whole frontier too.")
@click.option("--save", "saved", metavar="FILE", help="Write the illustration to a package file.")
@click.option(
    "--samples", metavar="N", type=click.IntRange(0, MAX_SAMPLES), default=SAMPLES, show_default=True,
    help="How often to draw the scores in their ranges; 0 for not at all.",
)  # fmt: skip
@click.option(
    "--seed", metavar="N", type=click.IntRange(0), default=1, show_default=True,
    help="Same seed, same figures.",
)  # fmt: skip
@parameters.party_options
@parameters.set_option
@parameters.screen_options
@parameters.study_option
@parameters.output_options
def design(study_file: str | None, **given: Any) -> None:
    """Something in between: packages of obligations from one type towards another, for two parties.

    First which obligations are in every nondominated package, in some, or in none; then one package as an
    illustration, what it gives each side, and what would change it.

    \b
    treatyopt design
    treatyopt design --exclude-if enlargement
    treatyopt design --require cfe-2 --solution egalitarian --all
    treatyopt design --save package.yaml && treatyopt compare --package package.yaml
    """
    study = load(study_file)
    with progress(given["samples"]) as advance:
        found = designed(
            study,
            _parties(given["parties"]),
            lower=given["lower"],
            upper=given["upper"],
            require=given["require"],
            exclude=given["exclude"],
            exclude_if=given["exclude_if"],
            concession_cost=given["concession_cost"],
            solution=given["solution"],
            screens=parameters.screens_used(given["no_screens"], given["screen_ids"]),
            scores=given["scores"],
            profiles=given["profiles"],
            samples=given["samples"],
            seed=given["seed"],
            progress=advance,
        )
    if given["saved"] is not None:
        _require_apart(given["saved"], given["output"], given["force"])
        _save(found, given["saved"], given["force"])
    put_out(frontier_document(found, given["every"]), given["format_"], given["output"], given["force"])


def _parties(given: str | None) -> list[str] | None:
    if given is None:
        return None
    named = [each.strip() for each in given.split(",")]
    if not all(named):
        raise ArgumentProblem(f"--parties {given}: write two ids with a comma between, for example A,B")
    return named


def _require_apart(saved: str, output: str | None, force: bool) -> None:
    """Refuse before anything is written what would be refused halfway."""
    if output in (None, "-"):
        return
    if Path(saved).resolve() == Path(str(output)).resolve():
        raise ArgumentProblem(f"--save and -o name the same file: {printable(saved, 200)}")
    require_writable(Path(str(output)), force, "-o")


def _save(found: Frontier, path: str, force: bool) -> None:
    if found.changes:
        raise ArgumentProblem("--save: a package takes its scores from the study, so leave out --set")
    made = found.package(id=_id(path))
    text = written(PackageFile.model_validate(_as_file(found, made)))
    save(text, path, force, "--save")


def _as_file(found: Frontier, made: Package) -> dict[str, Any]:
    """The illustration with its provenance, keyed as in a package file."""
    return {
        "id": made.id,
        "from": made.lower,
        "to": made.upper,
        "adds": made.adds,
        "provenance": {
            "made-by": f"treatyopt {__version__} design",
            "study": found.study.title,
            "chosen-by": f"{NAMES[found.solution]} solution",
            "parties": tuple(side.id for side in found.sides),
            "profiles": tuple(side.profile for side in found.sides),
            "concession-cost": found.cost,
            "demands": tuple(str(each) for each in found.demands),
        },
    }


def _id(path: str) -> str:
    """An id from a file's name: small letters, digits and hyphens."""
    stem = "".join(mark if mark.isascii() and mark.isalnum() else "-" for mark in Path(path).stem.lower())
    stem = "-".join(part for part in stem.split("-") if part)
    return stem if stem[:1].isalpha() else f"package-{stem}".rstrip("-")
