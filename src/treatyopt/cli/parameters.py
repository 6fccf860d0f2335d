"""What several commands share: the study, weights, screens, formats, and how a result is put out."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from treatyopt.errors import ArgumentProblem, FileProblem, TreatyoptError, printable
from treatyopt.model import Study
from treatyopt.render.document import Document

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv", "markdown")
_ENDINGS = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


class Assignment(click.ParamType):
    """KEY=NUMBER, as typed after -w and --set."""

    name = "assignment"

    def __init__(self, what: str) -> None:
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, tuple):
            return value
        key, equals, number = str(value).partition("=")
        shown = printable(str(value))
        if not (key and equals):
            self.fail(f"{shown}: write {self.metavar_text()}", param, ctx)
        try:
            return key.strip(), float(number)
        except ValueError:
            self.fail(f"{shown}: {self.what.lower()} must be a number", param, ctx)

    def metavar_text(self) -> str:
        """How to write it."""
        return f"{'OPTION.CRITERION' if self.what == 'SCORE' else 'ID'}={self.what}"


def completed(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completion by the ids of these parts of the study, for example options and obligations."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            study = read_study(ctx.params.get("study_file"))
        except TreatyoptError:
            return []
        found = [(record.id, _help(record)) for kind in kinds for record in getattr(study, kind)]
        return [CompletionItem(id, help=text) for id, text in found if id.startswith(incomplete)]

    return complete


def completed_scores(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of OPTION.CRITERION=."""
    try:
        study = read_study(ctx.params.get("study_file"))
    except TreatyoptError:
        return []
    targets = (f"{option.id}.{each.id}=" for option in study.options for each in study.criteria)
    return [CompletionItem(target) for target in targets if target.startswith(incomplete)]


def completed_weights(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of ID=."""
    try:
        study = read_study(ctx.params.get("study_file"))
    except TreatyoptError:
        return []
    ids = [each.id for each in (*study.groups, *study.criteria)]
    return [CompletionItem(f"{id}=") for id in ids if id.startswith(incomplete)]


def _help(record: Any) -> str:
    return str(getattr(record, "title", None) or getattr(record, "name", None) or getattr(record, "says", ""))


def read_study(file: str | None) -> Study:
    """The study named by --study, or the one that comes with treatyopt."""
    from treatyopt.study import load

    return load(file)


def _applied(options: Iterable[Callable[[F], F]]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(list(options)):
            command = option(command)
        return command

    return decorate


study_option = click.option(
    "--study", "study_file", metavar="FILE", is_eager=True,
    help="Use this study file instead of the paper's.",
    shell_complete=lambda ctx, param, incomplete: [CompletionItem(incomplete, type="file")],
)  # fmt: skip

output_options = _applied([
    click.option(
        "-f", "--format", "format_", type=click.Choice(FORMATS),
        help="How to put it out; by default a table, or what the ending of -o says.",
    ),
    click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output."),
    click.option("--force", is_flag=True, help="Let -o replace an existing file."),
])  # fmt: skip

screen_options = _applied([
    click.option("--no-screens", is_flag=True, help="Apply no screens: rank every option."),
    click.option(
        "--screen", "screen_ids", metavar="ID", multiple=True, shell_complete=completed("screens"),
        help="Apply only the screens named. May be repeated.",
    ),
])  # fmt: skip

points_option = click.option(
    "-w", "--weight", "points", metavar="ID=POINTS", multiple=True, type=Assignment("POINTS"),
    shell_complete=completed_weights,
    help="Points for a group or a criterion, in place of the profile's (which sum to 100). May be repeated.",
)  # fmt: skip

set_option = click.option(
    "--set", "scores", metavar="OPTION.CRITERION=SCORE", multiple=True, type=Assignment("SCORE"),
    shell_complete=completed_scores,
    help="What if: set one score (0-100) for this run. May be repeated.",
)  # fmt: skip


def weight_options(several: bool) -> Callable[[F], F]:
    """-p and --weights: repeatable, giving one column each, or once only."""
    each = " May be repeated, for one column each." if several else ""
    return _applied([
        click.option(
            "-p", "--profile", "profiles", metavar="NAME", multiple=True,
            shell_complete=completed("profiles"), help=f"Weights of a profile (see treatyopt profiles).{each}",
        ),
        click.option(
            "--weights", "weight_files", metavar="FILE", multiple=True,
            shell_complete=lambda ctx, param, incomplete: [CompletionItem(incomplete, type="file")],
            help=f"Points from a YAML or JSON mapping of ids, on top of the study's own profile.{each}",
        ),
    ])  # fmt: skip


def unique(pairs: Sequence[tuple[str, float]], flag: str) -> dict[str, float]:
    """The assignments as a mapping; a key given twice is an error, since the order of flags has no meaning."""
    found: dict[str, float] = {}
    for key, value in pairs:
        if key in found:
            raise ArgumentProblem(f"{flag} {printable(key)} is given twice")
        found[key] = value
    return found


def screens_used(no_screens: bool, screen_ids: Sequence[str]) -> Sequence[str] | None:
    """Which screens to apply: None for all of the study's."""
    if no_screens and screen_ids:
        raise ArgumentProblem("--no-screens and --screen exclude each other; drop one of them")
    return [] if no_screens else (screen_ids or None)


def put_out(document: Document, format_: str | None, output: str | None, force: bool) -> None:
    """Render a document and write it, to standard output or atomically to a file."""
    chosen = format_ or _ENDINGS.get(Path(output or "").suffix.lower(), "table")
    if output in (None, "-"):
        _to_stdout(document, chosen)
    else:
        _to_file(document, chosen, Path(str(output)), force)


def _to_stdout(document: Document, format_: str) -> None:
    try:
        if format_ == "table":
            from treatyopt.render.terminal import show

            show(document, sys.stdout)
        else:
            sys.stdout.write(_rendered(document, format_, ascii_only=not _is_unicode(sys.stdout)))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise FileProblem.of("standard output", f"cannot be written: {error.strerror}") from None


def _is_unicode(stream: Any) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def _rendered(document: Document, format_: str, ascii_only: bool = False) -> str:
    from treatyopt.render import tabular

    if format_ == "json":
        return tabular.to_json(document, ascii_only)
    return tabular.to_csv(document) if format_ == "csv" else tabular.to_markdown(document)


def _to_file(document: Document, format_: str, path: Path, force: bool) -> None:
    name = printable(str(path), 200)
    if path.is_dir():
        raise ArgumentProblem(f"-o {name}: is a folder, not a file")
    if path.exists() and not force:
        raise ArgumentProblem(f"-o {name}: the file exists; use --force to replace it, or another name")
    try:
        _write_atomically(path, lambda file: _write(document, format_, file))
    except OSError as error:
        raise FileProblem.of(name, f"cannot be written: {error.strerror}") from None


def _write(document: Document, format_: str, file: Any) -> None:
    if format_ == "table":
        from treatyopt.render.terminal import show

        show(document, file, hint=False)
    else:
        file.write(_rendered(document, format_))


def _write_atomically(path: Path, write: Callable[[Any], None]) -> None:
    """Write beside the target and move into place, so that no half-written file is ever seen."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=True)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            write(file)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
