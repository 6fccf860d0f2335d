"""treatyopt design"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from treatyopt import __version__
from treatyopt.bargaining.design import MAX_SAMPLES, SAMPLES
from treatyopt.bargaining.design import design as designed
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.requirements import asking
from treatyopt.cli import completion, parameters, siding
from treatyopt.cli.output import Output, save, told
from treatyopt.cli.progress import progress
from treatyopt.cli.running import stamp
from treatyopt.cli.weighting import weights_of_sides
from treatyopt.documents.design import frontier_document
from treatyopt.errors import ArgumentProblem, printable
from treatyopt.methods.solutions import NAMES
from treatyopt.packages.file import PackageFile, written
from treatyopt.ranking.acceptability import Dependence
from treatyopt.study.fields import MAX_ID
from treatyopt.study.records import Package

_OBLIGATION = completion.ids("obligations")


@click.command(
    cls=parameters.Command,
    short_help="Something in between.",
    help="""
    Something in between: packages of obligations from one option towards another, for two parties.

    First which obligations are in every nondominated package, in some, or in none; then one package as an
    illustration, what it gives each side, and what would change it.

    \b
    treatyopt design
    treatyopt design --exclude-if enlargement
    treatyopt design --from no-treaty --to cooperation --exclude-kind arms-control
    treatyopt design --concession-cost russia=1
    treatyopt design --require cfe-2 --solution egalitarian --all
    treatyopt design --save package.yaml && treatyopt compare --package package.yaml
    """,
)
@click.option("--parties", metavar="A,B", help="The two parties; by default the study's.")
@click.option(
    "--from", "lower", metavar="OPTION", shell_complete=completion.ids("options"),
    help="The option that is held whole, or the baseline to start from nothing; by default the weakest option that "
    "passes the study's screens.",
)  # fmt: skip
@click.option(
    "--to", "upper", metavar="OPTION", shell_complete=completion.ids("options"),
    help="The option to go towards; by default the strongest that passes the study's screens.",
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
    help="Leave out all that suppose this condition of the study. May be repeated.",
)  # fmt: skip
@click.option(
    "--exclude-kind", "exclude_kind", metavar="KIND", multiple=True, shell_complete=completion.kinds,
    help="Leave out all obligations of this kind, and what needs them. May be repeated.",
)  # fmt: skip
@click.option(
    "--solution", type=click.Choice(list(NAMES)), default="nash", show_default=True,
    help="Which package to show as an illustration.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List the whole frontier too.")
@click.option("--save", "saved", metavar="FILE", help="Write the illustration to a package file.")
@click.option(
    "--samples", metavar="N", type=click.IntRange(0, MAX_SAMPLES), default=SAMPLES, show_default=True,
    help="How often to draw the scores in their ranges, and (at most 400) weights to report; 0 for not at all.",
)  # fmt: skip
@click.option(
    "--seed", metavar="N", type=click.IntRange(0), default=1, show_default=True,
    help="Same seed, same figures.",
)  # fmt: skip
@parameters.dependence_option("Draw")
@siding.side_options(packages=False)
@parameters.output_options
def design(
    parties: str | None,
    lower: str | None,
    upper: str | None,
    require: tuple[str, ...],
    exclude: tuple[str, ...],
    exclude_if: tuple[str, ...],
    exclude_kind: tuple[str, ...],
    solution: str,
    every: bool,
    saved: str | None,
    samples: int,
    seed: int,
    dependence: Dependence,
    asked: siding.Sided,
    out: Output,
) -> None:
    """Run treatyopt design."""
    study = asked.study()
    weighed = weights_of_sides(study, asked)
    with progress(samples) as advance:
        found = designed(
            study,
            _parties(parties),
            lower=lower,
            upper=upper,
            require=require,
            exclude=exclude,
            exclude_if=exclude_if,
            exclude_kind=exclude_kind,
            concession_cost=asked.concession_cost,
            solution=solution,
            screens=asked.screens,
            scores=asked.scores,
            **weighed,
            samples=samples,
            seed=seed,
            dependence=dependence,
            progress=advance,
        )
    document = frontier_document(found, every, saved)
    if saved is None:
        out.put(document)
        return
    _require_apart(saved, out.path)
    with _saved(found, saved, out.force):
        out.put(document)
    told(saved)


def _parties(given: str | None) -> list[str] | None:
    if given is None:
        return None
    named = [each.strip() for each in given.split(",")]
    if not all(named):
        raise ArgumentProblem(f"--parties {given}: write two ids with a comma between, for example A,B")
    return named


def _require_apart(saved: str, output: str | None) -> None:
    """Refuse before anything is written what would be refused halfway."""
    if saved == "-":
        raise ArgumentProblem("--save -: a package goes to a file; give its name, for example package.yaml")
    if output in (None, "-"):
        return
    target = Path(str(output))
    try:
        same = Path(saved).resolve() == target.resolve()
    except (OSError, RuntimeError):
        return  # what is odd about a name is told when it is written, and the package taken back then
    if same:
        raise ArgumentProblem(f"--save and -o name the same file: {printable(saved, 200)}")


@contextmanager
def _saved(found: Frontier, path: str, force: bool) -> Iterator[None]:
    """The package file, written first; gone again if what follows fails, so that a retry is not refused."""
    new = not os.path.lexists(path)  # unlike Path.exists, no complaint of a name that is too long
    _save(found, path, force)
    try:
        yield
    except BaseException:
        if new:
            Path(path).unlink(missing_ok=True)
        raise


def _save(found: Frontier, path: str, force: bool) -> None:
    if found.changes:
        raise ArgumentProblem("--save: a package takes its scores from the study, so leave out --set")
    if found.study.placings:
        raise ArgumentProblem(
            "--save: a package is made of obligations as they enter in the study; leave out --enters, or say it there"
        )
    made = found.package(id=_id(path))
    text = written(PackageFile.model_validate(_as_file(found, made)), _USES)
    save(text, path, force, "--save")


_USES = (
    "treatyopt compare --package THIS-FILE     ranks it beside the options of the study",
    "treatyopt explain --package THIS-FILE     explains it",
)


def _as_file(found: Frontier, made: Package) -> dict[str, Any]:
    """The illustration with its provenance, keyed as in a package file."""
    held = found.study.obligations_of(found.lower)
    return {
        "id": made.id,
        "from": made.lower,
        "to": made.upper,
        "adds": made.adds,
        "provenance": {
            "made-by": f"treatyopt {__version__} design",
            "study": found.study.title,
            **_stamped(),
            "chosen-by": _chosen_by(found),
            "parties": tuple(side.id for side in found.sides),
            "profiles": tuple(side.profile for side in found.sides),
            **_price(found),
            "demands": tuple(asking(each, held) for each in found.demands),
        },
    }


def _stamped() -> dict[str, str]:
    """The file of the study, its hash, and the command as it can be typed again."""
    made = stamp()
    held = {} if made is None else {"file": made.file, "sha256": made.sha256, "command": made.typed}
    return {key: text for key, text in held.items() if text}


def _price(found: Frontier) -> dict[str, Any]:
    """The concession cost of both parties, or of each where theirs differ."""
    if found.cost is None:
        return {"concession-costs": dict(found.party_costs)}
    return {"concession-cost": found.cost}


def _chosen_by(found: Frontier) -> str:
    """The solution that picked the illustration, and how many packages tied for it or that it told none apart."""
    name = NAMES[found.solution]
    choice = dict(found.picks).get(found.solution)
    if choice is None:
        return f"least added, as {name} had nothing to choose by"
    tied = sum(found.packages[i].ties for i in choice.picks)
    return f"{name} solution" + (f", the least added of {tied} that tie" if tied > 1 else "")


def _id(path: str) -> str:
    """An id from a file's name: small letters, digits and hyphens, cut where an id has to end."""
    stem = "".join(mark if mark.isascii() and mark.isalnum() else "-" for mark in Path(path).stem.lower())
    stem = "-".join(part for part in stem.split("-") if part)
    id = stem if stem[:1].isalpha() else f"package-{stem}"
    return id[:MAX_ID].rstrip("-")
