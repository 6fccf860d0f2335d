"""How a result is put out: to standard output or atomically to a file, in one of the formats."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.render.document import Document

FORMATS = ("table", "json", "csv", "markdown")
_ENDINGS = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


def put_out(document: Document, format_: str | None, output: str | None, force: bool) -> None:
    """Render a document and write it, to standard output or atomically to a file."""
    chosen = format_ or _ENDINGS.get(Path(output or "").suffix.lower(), "table")
    if output in (None, "-"):
        _to_stdout(document, chosen)
    else:
        _to_file(document, chosen, Path(str(output)), force)


def put_text(text: str, output: str | None, force: bool) -> None:
    """Write a finished text, to standard output or atomically to a file."""
    if output in (None, "-"):
        _spoken(lambda: sys.stdout.write(text))
    else:
        save(text, str(output), force, "-o")


def _to_stdout(document: Document, format_: str) -> None:
    def write() -> None:
        if format_ == "table":
            from treatyopt.render.terminal import show

            show(document, sys.stdout)
        else:
            sys.stdout.write(_rendered(document, format_, ascii_only=not _is_unicode(sys.stdout)))

    _spoken(write)


def _spoken(write: Callable[[], Any]) -> None:
    """Write to standard output; a closed pipe ends quietly."""
    try:
        write()
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


def save(text: str, path: str, force: bool, flag: str) -> None:
    """Write a text to a file, atomically, and never over an existing one without `force`."""
    _written(lambda file: file.write(text), Path(path), force, flag)


def _to_file(document: Document, format_: str, path: Path, force: bool) -> None:
    _written(lambda file: _write(document, format_, file), path, force, "-o")


def require_writable(path: Path, force: bool, flag: str) -> None:
    """Raise ArgumentProblem if a file may not be written there: a folder, or an existing file without `force`."""
    name = printable(str(path), 200)
    if path.is_dir():
        raise ArgumentProblem(f"{flag} {name}: is a folder, not a file")
    if path.is_file() and not force:
        raise ArgumentProblem(f"{flag} {name}: the file exists; use --force to replace it, or another name")


def _written(write: Callable[[Any], Any], path: Path, force: bool, flag: str) -> None:
    name = printable(str(path), 200)
    try:
        require_writable(path, force, flag)
        if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
            with path.open("w", encoding="utf-8") as file:
                write(file)
        else:
            _write_atomically(path.resolve(), write)
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
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=True)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            write(file)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def told(path: str) -> None:
    """Say on standard error that a file was written."""
    click.echo(f"treatyopt: saved {printable(path, 200)}", err=True)
