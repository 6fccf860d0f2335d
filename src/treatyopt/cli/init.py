"""treatyopt init"""

from __future__ import annotations

import csv
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from shutil import copy2

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import require_writable, save
from treatyopt.documents.words import listed, plural
from treatyopt.drafting.blank import NO_AGREEMENT, blank_study
from treatyopt.drafting.fromtable import table_study
from treatyopt.drafting.layout import Way
from treatyopt.drafting.names import alike
from treatyopt.drafting.pieces import SCHEMA, SCHEMA_LINE, STUDY
from treatyopt.drafting.schema import schema
from treatyopt.drafting.table import read_table
from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.formats import FORMATS
from treatyopt.history.load import BUNDLED, bundled_path
from treatyopt.study.load import default_path, validated
from treatyopt.study.model import Study
from treatyopt.study.yamlfile import contents, decoded, parse

_USES = (
    f"treatyopt check {STUDY}              what is wrong with it, and what it still lacks",
    f"treatyopt compare --study {STUDY}    the ranking; every command takes --study",
)
_ASKED = {
    "options": "What is compared (names, with commas between)",
    "criteria": "What they are compared on",
    "parties": "Who has to agree (Enter for nobody)",
}


# Why a table goes without what a blank study is begun with, and the way to it.
_OF_TABLE = {
    "options": "a table names its own",
    "criteria": "a table names its own",
    "parties": f"a table makes none: add them to the {STUDY} that is made of it, under parties, with a baseline",
}


def _names(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Names with commas between, in quotes where they hold one themselves."""
    return tuple(name for value in values for name in _split(value))


def _split(value: str) -> list[str]:
    line = " ".join(value.split())
    try:
        (row,) = csv.reader([line], skipinitialspace=True)
    except (csv.Error, ValueError):
        return [line]  # longer than any name: let it be told as one
    return [name.strip() for name in row if name.strip()]


@click.command(
    cls=parameters.Command,
    short_help="Begin a study of your own.",
    help="""
    Begin a study of your own: write study.yaml, to be edited, and its schema, by which editors complete and check it.

    DIR is the folder for both, by default this one; it is made if it is not there. Without --table, the study has the
    names given, and asks for those that are missing; all scores are unknown.

    \b
    treatyopt init --options 'Bridge,Tunnel,Ferry' --criteria 'Cost,Safety'
    treatyopt init routes --table scores.csv
    treatyopt init routes --table scores.xlsx --sheet 2026 --options-in columns
    treatyopt init mine --template paper

    A table has options in rows and criteria in columns, or the other way round. Among the options there may be rows
    for group, unit, direction (more or less), weight, worst and best. An empty cell is a score that is not known.
    """,
)
@click.argument("folder", required=False, default=".", metavar="[DIR]", shell_complete=completion.files)
@click.option(
    "--template", type=click.Choice(["blank", "paper"]),
    help="Begin from names (blank, by default), or with a copy of the study that comes with treatyopt, and of its "
    "evidence.",
)  # fmt: skip
@click.option(
    "--options", metavar="A,B", multiple=True, callback=_names,
    help="Names of the options of a blank study. May be repeated.",
)  # fmt: skip
@click.option(
    "--criteria", metavar="A,B", multiple=True, callback=_names,
    help="Names of its criteria. May be repeated.",
)  # fmt: skip
@click.option(
    "--parties", metavar="A,B", multiple=True, callback=_names,
    help="Names of its parties, if any have to agree; No agreement is then its baseline. May be repeated.",
)  # fmt: skip
@click.option(
    "--table", metavar="FILE", shell_complete=completion.files,
    help="Begin with a table of scores, as CSV or .xlsx.",
)  # fmt: skip
@click.option(
    "--sheet", metavar="NAME", help="The sheet of a workbook; by default the first that holds anything."
)
@click.option(
    "--options-in", "way", type=click.Choice(["rows", "columns"]),
    help="Where options stand in the table; by default in rows, or as its heads show.",
)  # fmt: skip
@click.option(
    "--force", is_flag=True,
    help="Replace files that are there already; what study.yaml and evidence.yaml held is kept beside them, under "
    "names that are told.",
)  # fmt: skip
def init(
    folder: str,
    template: str | None,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    parties: tuple[str, ...],
    table: str | None,
    sheet: str | None,
    way: Way | None,
    force: bool,
) -> None:
    """Run treatyopt init."""
    named = {"options": options, "criteria": criteria, "parties": parties}
    _require_together(template, table, {**named, "sheet": sheet, "way": way})
    study, beside = Path(folder) / STUDY, Path(folder) / SCHEMA
    texts = {beside: schema()}
    if template == "paper":
        texts[Path(folder) / BUNDLED] = decoded(contents(bundled_path()), BUNDLED)
    texts = {path: text for path, text in texts.items() if not _holds(path, text)}
    for path in (study, *texts):
        require_writable(path, force, "init")
    if table is not None:
        text = _from_table(table, way, sheet)
    elif template == "paper":
        text = _copied()
    else:
        text = blank_study(**_complete(named), uses=_USES)
    made = validated(Study, parse(text, STUDY), STUDY)  # nothing is written that could not be read
    kept = _put(Path(folder), {**texts, study: text}, force)
    with_it = (beside, *([Path(folder) / BUNDLED] if template == "paper" else []))
    _tell(made, study, with_it, kept, "" if template == "paper" else _of_baseline(made, options))


def _require_together(template: str | None, table: str | None, given: dict[str, object]) -> None:
    """Raise a UsageError for options that are nothing for what the study is made from."""
    flags = {"way": "--options-in"}
    if template is not None and table is not None:
        raise _usage("--template and --table exclude each other; drop one of them")
    for name, value in given.items():
        of_table = name in ("sheet", "way")
        flag = flags.get(name, f"--{name}")
        if value and of_table and table is None:
            raise _usage(f"{flag} is for a table; name its file with --table")
        if value and not of_table and (table is not None or template == "paper"):
            if table is not None:
                raise _usage(f"{flag} is for a blank study, and {_OF_TABLE[name]}; drop {flag}, or --table")
            other = "--template paper"
            raise _usage(f"{flag} is for a blank study; drop it or {other}")


def _usage(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())


def _complete(named: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The names of a blank study, asked for at a terminal where options or criteria are missing."""
    missing = [name for name in ("options", "criteria") if not named[name]]
    if not missing:
        return named
    if not _at_terminal():
        raise _usage(
            f"--{missing[0]} is missing: give names with commas between, or a file of them with --table"
        )
    return {name: given or _ask(name) for name, given in named.items()}


def _at_terminal() -> bool:
    return bool(sys.stdin.isatty())


def _ask(name: str) -> tuple[str, ...]:
    default = "" if name == "parties" else None
    return tuple(_split(click.prompt(_ASKED[name], default, show_default=False, err=True)))


def _copied() -> str:
    """The study that comes with treatyopt, for an editor, with its evidence named as that of a copy has to be."""
    named = f"evidence: {BUNDLED}      # what came of it; treatyopt evidence reads the file, which lies beside this one"
    text = decoded(contents(default_path()), STUDY).replace("\ntitle:", f"\n{named}\ntitle:", 1)
    return f"{SCHEMA_LINE}\n{text}"


def _from_table(file: str, way: Way | None, sheet: str | None) -> str:
    """A study of what stands in a table; how it was read is told on standard error."""
    with FORMATS["xlsx"].needed():
        found = read_table(file, way, sheet)
    for note in found.notes:
        click.echo(f"treatyopt: {found.file}: {printable(note, 400)}", err=True)
    return table_study(found, _USES)


def _holds(path: Path, text: str) -> bool:
    """Whether a file is there already as it would be written."""
    try:
        return path.read_bytes() == text.encode()
    except (OSError, ValueError):
        return False


def _put(folder: Path, texts: dict[Path, str], force: bool) -> dict[Path, Path]:
    """Write all files, the folder made where it is missing, and give the copies of what is replaced but the schema.

    What is new is gone again if not all of it can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise ArgumentProblem(f"init {printable(str(folder), 200)}: is a file, not a folder") from None
    except OSError as error:
        raise FileProblem.of(printable(str(folder), 200), f"cannot be made: {error.strerror}") from None
    new = [path for path in texts if not os.path.lexists(path)]
    replaced = [
        path
        for path, text in texts.items()
        if path.name != SCHEMA and path.is_file() and not _holds(path, text)
    ]
    kept = {path: next(_unused(path)) for path in replaced}
    try:
        for path, copy in kept.items():
            new.append(copy)
            _keep(path, copy)
        for path, text in texts.items():
            save(text, str(path), force, "init")
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    return kept


def _unused(study: Path) -> Iterator[Path]:
    """Names for a copy of a file that nothing has: study.before.yaml, study.before-2.yaml and so on."""
    names = (f"{study.stem}.before{f'-{i}' if i > 1 else ''}{study.suffix}" for i in count(1))
    return (path for name in names if not os.path.lexists(path := study.with_name(name)))


def _keep(study: Path, kept: Path) -> None:
    try:
        copy2(study, kept)
    except OSError as error:
        what = f"cannot be kept as {printable(kept.name)}: {error.strerror}"
        raise FileProblem.of(printable(str(study), 200), what) from None


def _of_baseline(made: Study, given: Sequence[str]) -> str:
    """What is the baseline of a study that was begun, if it has one, or which option could be meant as one."""
    if made.baseline is not None:
        name = made.option(made.baseline).name
        added = "" if alike(name) in map(alike, given) else ", which was added"
        return f"Its baseline is {name}{added}: what is left to each side if they do not agree."
    meant = next((each for each in made.options if alike(each.name) == alike(NO_AGREEMENT)), None)
    if meant is None:
        return ""
    return f"{meant.name} is an option like the others; to measure gains from it, add the line baseline: {meant.id}"


def _tell(made: Study, study: Path, beside: Sequence[Path], kept: dict[Path, Path], baseline: str) -> None:
    """What was written, what was there before, what the baseline is, and what to run next."""
    criteria = "1 criterion" if len(made.criteria) == 1 else f"{len(made.criteria):,} criteria"
    parties = (
        f", {len(made.parties)} {'party' if len(made.parties) == 1 else 'parties'}" if made.parties else ""
    )
    size = f"{plural(len(made.options), 'option')} on {criteria}{parties}"
    where = printable(shlex.quote(str(study)), 5_000)  # whole, to be typed again
    others = listed([printable(str(each), 200) for each in beside])
    joint = " and " if len(beside) == 1 else ", "
    click.echo(f"Wrote {printable(str(study), 200)} ({size}){joint}{others}.")
    for path, copy in kept.items():
        click.echo(f"What {printable(str(path), 200)} held before is kept as {printable(str(copy), 200)}.")
    if baseline:
        click.echo(baseline)
    click.echo(f"Edit it, then run: treatyopt check {where}")
    click.echo(f"Or at once: treatyopt compare --study {where}")
