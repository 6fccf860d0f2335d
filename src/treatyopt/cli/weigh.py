"""treatyopt weigh"""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.conversing import at_terminal, converse
from treatyopt.cli.output import noted, printed, require_output, save, standard, told
from treatyopt.cli.running import loaded, placed, study_said
from treatyopt.documents.blocks import Next
from treatyopt.documents.consistency import consistency
from treatyopt.errors import ArgumentProblem, TreatyoptError, printable
from treatyopt.ranking.elicited import Elicited, order_said
from treatyopt.ranking.pairs import pairs_weighed, read_pairs
from treatyopt.ranking.weightwriting import checked_name, written_weights
from treatyopt.study.model import Study

_ENDINGS = ("", ".yaml", ".yml")


@click.command(
    cls=parameters.Command,
    short_help="Ask for weights: swing by swing, as an order, or in pairs.",
    help="""
    Ask for weights and write them to a file that every --weights takes.

    At a terminal you are asked which swing, from 0 to 100 on a criterion, you would make first, and what each other
    counts beside it: within groups, then between them. What you do not know becomes statements in place of points. No
    ranking is shown meanwhile, b goes back, and nothing is written before the end.

    \b
    treatyopt weigh -o weights.yaml --by Anna
    treatyopt weigh --order realism,security=europe,partnership,credibility -o weights.yaml
    treatyopt weigh --pairs pairs.yaml -o weights.yaml
    treatyopt compare --weights weights.yaml

    --order takes groups, or criteria, the one that counts most first; = joins those that count the same. A file of
    --pairs has a line for each pair, such as security/europe: 3 or europe/realism: 1/2; see docs/weights.md of the
    source code.
    """,
)
@click.option("--by", metavar="NAME", help="Whose weights these are; kept in the file, and told by compare.")
@click.option(
    "--order", metavar="ID,ID...", shell_complete=completion.ordered,
    help="A rank order in place of questions, as a statement; what counts most stands first.",
)  # fmt: skip
@click.option(
    "--pairs", metavar="FILE", shell_complete=completion.files,
    help="Comparisons in pairs in place of questions, weighed by geometric means.",
)  # fmt: skip
@parameters.study_option
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--force", is_flag=True, help="Let -o replace an existing file.")
def weigh(
    by: str | None,
    order: str | None,
    pairs: str | None,
    study_file: str | None,
    output: str | None,
    force: bool,
) -> None:
    """Run treatyopt weigh."""
    if order is not None and pairs is not None:
        raise _usage("--order and --pairs exclude each other; drop one of them")
    if order is None and pairs is None and not at_terminal():
        raise _usage("questions are asked at a terminal; give --order or --pairs where there is none")
    by = None if by is None else checked_name(by)
    _require_file(output, force)
    study = loaded(study_file)
    if order is None and pairs is None:
        found, by = converse(study, _then(output), by)
    else:
        found = _given(study, order, pairs)
    _put(written_weights(study, found, by, date.today().isoformat()), output, force)


def _usage(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())


def _require_file(output: str | None, force: bool) -> None:
    """Raise what would keep the file from being written, before anybody is asked anything."""
    if not standard(output) and Path(str(output)).suffix.lower() not in _ENDINGS:
        ending = printable(Path(str(output)).suffix)
        name = printable(str(output), 200)
        raise ArgumentProblem(f"-o {name}: weights are written as YAML, not as {ending}; end it in .yaml")
    require_output(output, force)


def _given(study: Study, order: str | None, pairs: str | None) -> Elicited:
    """What is given in place of answers; what there is to say of it goes to standard error."""
    if order is not None:
        found = order_said(study, [[id.strip() for id in each.split("=")] for each in order.split(",")])
    else:
        sets = read_pairs(study, placed(str(pairs)))
        noted(*consistency(study, sets))
        found = pairs_weighed(study, sets)
    for note in found.notes:
        click.echo(f"treatyopt: {note}", err=True)
    found.weights(study)  # nothing is written that could not be used
    return found


def _then(output: str | None) -> str:
    """What becomes of the answers."""
    if standard(output):
        return "show what comes of it, to be copied (-o FILE writes it)"
    return f"write {printable(str(output), 200)}"


def _put(text: str, output: str | None, force: bool) -> None:
    """Write the file, and name what it is for; what cannot be written is shown, so that no answer is lost."""
    if standard(output):
        printed(text)
        return
    try:
        save(text, str(output), force, "-o")
    except TreatyoptError:
        printed(text)
        raise
    told(str(output))
    if sys.stderr.isatty():
        file = printable(shlex.quote(str(output)), 5_000)
        noted(Next(f"treatyopt compare --weights {file}{study_said(click.get_current_context())}"))
