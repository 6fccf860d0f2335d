"""Asking again for a file that treatyopt wrote: the same command, on the study as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from treatyopt.brief.reading import MAX_BYTES, Reader, read_back, reader_of
from treatyopt.cli.running import ELSEWHERE, run_in, running
from treatyopt.documents.restated import Restated
from treatyopt.documents.restating import compared
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import ArgumentProblem, FileProblem, Unreadable, printable
from treatyopt.study.load import TABLES, default_path
from treatyopt.study.yamlfile import contents

_STUDIES = (".yaml", ".yml", ".json")
# A section that every study has, as YAML or JSON begins it.
_STUDY = re.compile(
    rb"^[ \t]{0,8}[{,]?[ \t]{0,8}[\"']?(?:options|groups|baseline)[\"']?[ \t]{0,8}:", re.MULTILINE
)
_DATA = re.compile(rb'^\s*\{\s*"schema_version":')


def written_by_us(file: str) -> tuple[Reader, bytes] | None:
    """The bytes of a file that treatyopt wrote and what reads them; None for a study, good or bad.

    Raises FileProblem for what is neither, or cannot be checked.
    """
    name = printable(file, 200)
    if not _is_file(Path(file)):
        return None  # the study's reader says what is wrong, and takes pipes
    raw = contents(Path(file), MAX_BYTES)
    reader = reader_of(raw)
    if reader is not None:
        return reader, raw
    if _DATA.match(raw):
        raise FileProblem.of(
            name,
            "is JSON that treatyopt wrote; what can be checked is a page, Markdown, a Word file or a workbook",
        )
    if Path(file).suffix.lower() in (*_STUDIES, *TABLES) or _STUDY.search(raw):
        return None
    if Path(file).suffix.lower() in (".md", ".markdown"):
        raise FileProblem.of(name, "is Markdown without a record of treatyopt; nothing can be computed again")
    raise FileProblem.of(
        name, "is neither a study nor a page, Markdown, Word file or workbook that treatyopt wrote"
    )


def restated(file: str, reader: Reader, raw: bytes, study_file: str | None) -> Restated:
    """How a file that treatyopt wrote compares with what the same command writes now, on `study_file` if given."""
    name = printable(file, 200)
    try:
        had, stamp = read_back(reader, raw)
        now, again = read_back(reader, _asked_again(file, stamp, reader.format, study_file))
    except Unreadable as reason:
        raise FileProblem.of(name, str(reason)) from None
    except (click.UsageError, ArgumentProblem) as problem:
        said = problem.format_message() if isinstance(problem, click.UsageError) else str(problem)
        raise FileProblem.of(name, f"cannot be made again ({stamp.typed}): {said.rstrip('.')}") from None
    found = compared(had, now, [stamp.sentence, again.sentence])
    return Restated(printable(Path(file).name, 200), reader.format, stamp, again, found)


def _asked_again(file: str, stamp: Stamp, format: str, study_file: str | None) -> bytes:
    """What the command of a stamp writes now."""
    from treatyopt.cli import command_line

    above = click.Context(command_line)
    command = command_line.get_command(above, stamp.command)
    if command is None or stamp.command == "check":
        raise ArgumentProblem(f"there is no such command as {printable(stamp.command)} to ask again")
    run = run_in(above)
    run.wanted = format  # said first: what is asked again is read otherwise
    context = command.make_context(stamp.command, list(stamp.arguments), parent=above, help_option_names=[])
    if any(context.params.get(each) for each in ELSEWHERE):
        raise Unreadable("holds a record that says where to write, as none does that treatyopt makes")
    run.places = dict(_places(context.params, file, stamp, study_file))
    with context:
        command.invoke(context)
    if run.written is None:
        raise Unreadable("holds a record of a command that writes nothing")
    running().study = run.study  # what the answer, too, is about
    return run.written


def _places(
    typed: Mapping[str, Any], file: str, stamp: Stamp, study_file: str | None
) -> Iterator[tuple[str | None, str]]:
    """Where the files are that the command names: where they were typed, or beside the file that is checked."""
    named = typed.get("study_file")
    bundled = str(default_path()) if stamp.bundled else None
    if study_file is not None:
        yield named, study_file
    elif named is not None:
        way_out = f"the study {printable(named, 200)} is not there; say where it is with --study FILE"
        yield named, _found(named, file, bundled, way_out)
    for each in ("study_files", "weight_files", "packages"):
        given = typed.get(each) or ()
        for other in given.values() if isinstance(given, Mapping) else given:
            if other != named:
                way_out = (
                    f"{printable(other, 200)}, which it was made with, is not there; put it beside the file"
                )
                yield other, _found(other, file, None, way_out)


def _found(named: str, file: str, else_: str | None, way_out: str) -> str:
    """A file where it was named, or beside another; FileProblem that tells the way out."""
    for each in (Path(named), Path(file).parent / Path(named).name):
        if _is_file(each):
            return str(each)
    if else_ is None:
        raise FileProblem.of(printable(file, 200), way_out)
    return else_


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_file()
    return False
