"""How a result is put out: to standard output or to a file, in one of the formats."""

from __future__ import annotations

import errno
import functools
import io
import os
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from treatyopt.documents.blocks import Document
from treatyopt.errors import ArgumentProblem, FileProblem, printable

FORMATS = ("table", "json", "csv", "markdown")
_ENDINGS = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "table",
}
# What other programs would take for theirs, and open in vain, whatever -f says.
_FOREIGN = (
    *(".doc", ".docx", ".odt", ".pdf", ".ods", ".tsv", ".xls", ".xlsm", ".xlsx"),
    *(".gif", ".jpeg", ".jpg", ".png", ".svg", ".xml", ".yaml", ".yml", ".zip"),
)
_STANDARD = (None, "-", "/dev/stdout")

F = TypeVar("F", bound=Callable[..., Any])


def settling_output(command: F) -> F:
    """Let a command start only once it is known in which format and where it may write."""

    @functools.wraps(command)
    def started(**given: Any) -> Any:
        given["format_"] = format_of(given["output"], given["format_"], FORMATS)
        require_output(given["output"], given["force"])
        return command(**given)

    return cast(F, started)


def format_of(output: str | None, format_: str | None, known: Sequence[str]) -> str:
    """The format to write: the one asked for, else what the ending of a file says, else the first of those known.

    Raises ArgumentProblem for an ending that none of those known writes, or that belongs to another than the one
    asked for. Standard output, devices and pipes take any format whatever they are called.
    """
    default = format_ or known[0]
    if output in _STANDARD or _is_special(str(output)):
        return default
    ending = Path(str(output)).suffix.lower()
    owner = _ENDINGS.get(ending)
    if ending in ("", ".") or (format_ is not None and owner is None and ending not in _FOREIGN):
        return default
    if owner in known and format_ in (None, owner):
        return str(owner)
    name = printable(str(output), 200)
    if owner in known:
        raise ArgumentProblem(
            f"-f {format_} -o {name}: the ending {ending} is for {owner}; drop one or the other"
        )
    shown = printable(ending)
    raise ArgumentProblem(f"-o {name}: {shown} is no ending that can be written here; use {_usable(known)}")


def _usable(known: Sequence[str]) -> str:
    *most, last = [ending for ending, format_ in _ENDINGS.items() if format_ in known]
    return f"{', '.join(most)} or {last}" + (" (a table)" if "table" in known else "")


def require_output(output: str | None, force: bool) -> None:
    """Raise ArgumentProblem if -o names what may not be written, FileProblem if its folder is not there."""
    if output in _STANDARD:
        return
    require_writable(str(output), force, "-o")
    if not Path(str(output)).resolve().parent.is_dir():
        name = printable(str(output), 200)
        raise FileProblem.of(name, f"cannot be written: {os.strerror(errno.ENOENT)}")


def put_out(document: Document, format_: str | None, output: str | None, force: bool) -> None:
    """Render a document and write it, to standard output or to a file."""
    chosen = format_of(output, format_, FORMATS)
    if output not in _STANDARD:
        _to_file(_rendered(document, chosen), str(output), force, bom=chosen == "csv")
    elif chosen == "table":
        _spoken(lambda: _shown(document, sys.stdout))
    else:
        ascii_only = chosen == "json" and not _is_unicode(sys.stdout)
        _spoken(lambda: _say(_rendered(document, chosen, ascii_only)))


def put_text(text: str, output: str | None, force: bool) -> None:
    """Write a finished text, to standard output or to a file."""
    if output in _STANDARD:
        _spoken(lambda: _say(text))
    else:
        _to_file(text, str(output), force)


def _to_file(text: str, path: str, force: bool, bom: bool = False) -> None:
    """Write what -o asks for; a byte-order mark tells spreadsheets that it is UTF-8."""
    if _written(text.encode("utf-8-sig" if bom else "utf-8"), path, force, "-o"):
        told(path)


def told(path: str) -> None:
    """Say on standard error that a file was written."""
    click.echo(f"treatyopt: saved {printable(path, 200)}", err=True)


def save(text: str, path: str, force: bool, flag: str) -> None:
    """Write a text to a file, whole or not at all, and never over an existing one without `force`."""
    _written(text.encode(), path, force, flag)


def _say(text: str) -> None:
    """Write a text to standard output: to a terminal in its alphabet, to a pipe as UTF-8 whatever the locale.

    What reads a pipe could not tell an escape from a backslash that stands in the text.
    """
    buffer = getattr(sys.stdout, "buffer", None)
    if _is_unicode(sys.stdout) or buffer is None or sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        buffer.write(text.encode())


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
    from treatyopt.formats import text

    if format_ == "table":
        held = io.StringIO()
        _shown(document, held, hint=False)
        return held.getvalue()
    if format_ == "json":
        return text.to_json(document, ascii_only)
    return text.to_csv(document) if format_ == "csv" else text.to_markdown(document)


def _shown(document: Document, file: Any, hint: bool = True) -> None:
    from treatyopt.formats.terminal import show

    show(document, file, hint=hint)


def require_writable(path: str | Path, force: bool, flag: str) -> None:
    """Raise ArgumentProblem if a file may not be written there.

    That is a folder, a loop of links, an existing file without `force`, or one that is read-only.
    """
    name = printable(str(path), 200)
    found = _state(path, f"{flag} {name}")
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise ArgumentProblem(f"{flag} {name}: is a folder, not a file")
    if str(path).endswith(("/", os.sep)):
        raise ArgumentProblem(f"{flag} {name}: there is no such folder; give the name of a file")
    if found is None or not stat.S_ISREG(found.st_mode):
        return
    if not force:
        raise ArgumentProblem(f"{flag} {name}: the file exists; use --force to replace it, or another name")
    if not (found.st_mode & 0o222 and os.access(path, os.W_OK)):
        raise ArgumentProblem(f"{flag} {name}: is read-only")


def _state(path: str | Path, named: str) -> os.stat_result | None:
    """What stands under a name, links followed; None if nothing does, or writing will tell why it cannot be seen."""
    try:
        return Path(path).stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ArgumentProblem(f"{named}: is a link that leads back to itself") from None
        return None
    except ValueError:
        raise ArgumentProblem(f"{named}: is no name that a file can have") from None


def _is_special(path: str) -> bool:
    """Whether a device or a pipe stands there, which is written to and never replaced."""
    with suppress(OSError, ValueError):
        mode = Path(path).stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _written(data: bytes, path: str, force: bool, flag: str) -> bool:
    """Write to a file, a device or a pipe; whether it was a file."""
    require_writable(path, force, flag)
    special = _is_special(path)
    try:
        if special:
            with Path(path).open("wb") as file:
                file.write(data)
        else:
            _put(Path(path).resolve(), data)
    except OSError as error:
        raise FileProblem.of(printable(path, 200), f"cannot be written: {error.strerror}") from None
    return not special


def _put(path: Path, data: bytes) -> None:
    """Write a file whole: beside the target and moved into place, so that no half-written file is ever seen.

    A file that has other names (hard links), or that belongs to someone else, is written in place: moving would
    part it from its names or take it from its owner. Any other keeps its mode; a new one gets what umask leaves.
    """
    old = path.stat() if path.exists() else None
    if old is not None and (old.st_nlink > 1 or old.st_uid != _user(old.st_uid)):
        with path.open("r+b") as file:
            _write(file, data)
            file.truncate()
    else:
        _replace(path, data, 0o666 & ~_umask() if old is None else stat.S_IMODE(old.st_mode))


def _replace(path: Path, data: bytes, mode: int) -> None:
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".treatyopt.")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise


def _write(file: Any, data: bytes) -> None:
    file.write(data)


def _user(owner: int) -> int:
    """Who runs this; the owner where the system knows no users."""
    return os.geteuid() if hasattr(os, "geteuid") else owner


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
