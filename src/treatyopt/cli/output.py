"""How a result is put out: to standard output or to a file, in one of the formats."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from treatyopt.cli.running import running, stamped
from treatyopt.documents.blocks import Block, Document
from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.formats import FORMATS, Format
from treatyopt.tables.columns import Listing

# What other programs would take for theirs, and open in vain, whatever -f says.
_FOREIGN = (
    *(".doc", ".odt", ".pdf", ".ods", ".tsv", ".xls", ".xlsm"),
    *(".gif", ".jpeg", ".jpg", ".png", ".svg", ".xml", ".yaml", ".yml", ".zip"),
)
_STANDARD = (None, "-", "/dev/stdout")


@dataclass(frozen=True)
class Output:
    """Where a result goes, in which format, and whether it may replace a file; decided before any work is done."""

    format: Format
    path: str | None
    force: bool

    @classmethod
    def decided(
        cls, path: str | None, format_: str | None, force: bool, offered: Mapping[str, Format]
    ) -> Output:
        """What -o, -f and --force come to.

        Raises ArgumentProblem if they contradict each other or the file may not be written, FileProblem if its
        folder is not there.
        """
        chosen = format_of(path, format_, offered)
        require_output(path, force)
        if path in _STANDARD and _is_terminal() and not chosen.on_terminal:
            raise ArgumentProblem(
                f"{chosen.name} is nothing for a terminal; name a file for it, for example -o out{chosen.endings[0]}"
            )
        return cls(chosen, path, force)

    def put(self, said: Any) -> None:
        """Write it with the stamp of the run, to standard output or to a file, or for the run that wants it."""
        said, run = stamped(said), running()
        if run.wanted is not None:
            run.written = self.format.write(said)
        elif self.path not in _STANDARD:
            if _written(self.format.write(said), str(self.path), self.force, "-o"):
                told(str(self.path))
        elif self.format.shower is not None:
            _spoken(lambda: self.format.show(said, sys.stdout))
        else:
            _spoken(lambda: _say(self.format.text(said, ascii_only=not _is_unicode(sys.stdout))))


def format_of(output: str | None, format_: str | None, offered: Mapping[str, Format]) -> Format:
    """The format to write: the one asked for, else what the ending of a file says, else the first that is offered.

    Raises ArgumentProblem for an ending that none of those offered writes, or that belongs to another than the one
    asked for. Standard output, devices and pipes take any format whatever they are called.
    """
    default = offered[format_] if format_ else next(iter(offered.values()))
    if output in _STANDARD or _is_special(str(output)):
        return default
    ending = Path(str(output)).suffix.lower()
    owner = next((each for each in offered.values() if ending in each.endings), None)
    claimed = ending in _FOREIGN or any(
        ending in each.endings for each in (*offered.values(), *FORMATS.values())
    )
    if ending in ("", ".") or (format_ is not None and not claimed):
        return default
    if owner is not None and format_ in (None, owner.name):
        return owner
    name = printable(str(output), 200)
    if owner is not None:
        raise ArgumentProblem(
            f"-f {format_} -o {name}: the ending {ending} is for {owner.name}; drop one or the other"
        )
    shown = printable(ending)
    raise ArgumentProblem(f"-o {name}: {shown} is no ending that can be written here; use {_usable(offered)}")


def _usable(offered: Mapping[str, Format]) -> str:
    tables = [each for each in offered.values() if each.shower]
    others = [each for each in offered.values() if each not in tables]
    *most, last = [ending for each in (*others, *tables) for ending in each.endings]
    return f"{', '.join(most)} or {last}" + (" (a table)" if tables else "")


def require_output(output: str | None, force: bool) -> None:
    """Raise ArgumentProblem if -o names what may not be written, FileProblem if its folder is not there."""
    if output in _STANDARD:
        return
    require_writable(str(output), force, "-o")
    if not Path(str(output)).resolve().parent.is_dir():
        name = printable(str(output), 200)
        raise FileProblem.of(name, f"cannot be written: {os.strerror(errno.ENOENT)}")


def standard(output: str | None) -> bool:
    """Whether -o is left out, or names standard output."""
    return output in _STANDARD


def printed(text: str) -> None:
    """Write a text to standard output, as what asks for no format is put out."""
    _spoken(lambda: _say(text))


def noted(*blocks: Block) -> None:
    """Put blocks on standard error, as a terminal of the width that it has now shows them."""
    FORMATS["table"].show(Document({}, blocks, Listing((), ())), sys.stderr)


def told(path: str) -> None:
    """Say on standard error that a file was written."""
    click.echo(f"treatyopt: saved {printable(path, 200)}", err=True)


def save(text: str, path: str, force: bool, flag: str) -> None:
    """Write a text to a file, whole or not at all, and never over an existing one without `force`."""
    _written(text.encode(), path, force, flag)


def _say(written: str | bytes) -> None:
    """Write to standard output: a text to a terminal in its alphabet, to a pipe as UTF-8 whatever the locale.

    What reads a pipe could not tell an escape from a backslash that stands in the text.
    """
    buffer = getattr(sys.stdout, "buffer", None)
    as_text = _is_unicode(sys.stdout) or buffer is None or _is_terminal()
    if isinstance(written, str) and as_text:
        sys.stdout.write(written)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(written.encode() if isinstance(written, str) else written)


def _is_terminal() -> bool:
    return bool(sys.stdout.isatty())


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
