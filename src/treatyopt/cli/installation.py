"""treatyopt --install-completion: the script by which a shell completes, put where that shell looks for it."""

from __future__ import annotations

import io
import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from treatyopt.cli.output import save
from treatyopt.errors import ArgumentProblem, FileProblem, printable

_FLAG = "--install-completion"
_NAME = "treatyopt"
# By this a line in a file of the user's is known again, by us and by them.
_MARK = f"# added by {_NAME} {_FLAG}"


def install(shell: str, command_line: click.Command) -> str:
    """Write the script for a shell, or for that of $SHELL if none is named, and say what was done and how to have it.

    Done twice it changes nothing. Raises ArgumentProblem for a shell that is none of the three, FileProblem for a
    file that cannot be written.
    """
    named = shell or Path(os.environ.get("SHELL", "")).name.removesuffix(".exe")
    if named not in SHELLS:
        raise ArgumentProblem(_unknown(named, bool(shell)))
    where, rest = SHELLS[named]
    path = where()
    script = _script(named, command_line)
    _folder(path.parent)
    save(script, str(path), True, _FLAG)
    chosen = "" if shell else " (from $SHELL)"
    said = [f"Wrote completion for {named}{chosen} to {path}", *rest(path)]
    if shutil.which(_NAME) is None:
        said.append(f"What is completed is the command {_NAME}, which is not found on PATH now.")
    return "\n".join(printable(each, 2000) for each in said)


def _unknown(named: str, typed: bool) -> str:
    if typed:
        return f"{_FLAG}={printable(named)}: there is completion for {', '.join(SHELLS)}"
    found = f"SHELL is {printable(named)}" if named else "SHELL is not set"
    *most, last = (f"{_FLAG}={each}" for each in SHELLS)
    return f"{_FLAG}: {found}, so say for which shell: {', '.join(most)} or {last}"


def _script(shell: str, command_line: click.Command) -> str:
    """The script that click writes for a shell; ArgumentProblem with what click has against this one."""
    kind = get_completion_class(shell)
    assert kind is not None
    with redirect_stderr(io.StringIO()) as against:
        script = kind(command_line, {}, _NAME, f"_{_NAME.upper()}_COMPLETE").source()
    if against.getvalue():
        raise ArgumentProblem(f"{_FLAG}={shell}: {' '.join(against.getvalue().split()).rstrip('.')}")
    return script


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem.of(printable(str(path), 200), f"cannot be made: {error.strerror}") from None


def _base(variable: str, usual: str) -> Path:
    """A folder by the variable that names it, where that is a full path, else the usual one in the home folder."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else _home() / usual


def _home() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (pathlib's ends in a traceback where there is none)
    if not home.is_absolute():
        raise FileProblem.of("the home folder", "is not known; set HOME")
    return home


def _bash_file() -> Path:
    """Where bash-completion looks when treatyopt is first completed; in newer ones several folders may be named."""
    own = Path(os.environ.get("BASH_COMPLETION_USER_DIR", "").partition(":")[0])
    folder = own if own.is_absolute() else _base("XDG_DATA_HOME", ".local/share") / "bash-completion"
    return folder / "completions" / _NAME


def _bash_rest(path: Path) -> Iterator[str]:
    """What is left to do in bash: nothing where bash-completion is loaded, which cannot be seen from here."""
    yield "A new bash has it where bash-completion is loaded. To have it at once, or in ~/.bashrc where it is not:"
    yield f"source {shlex.quote(str(path))}"


def _zsh_file() -> Path:
    return _base("XDG_DATA_HOME", ".local/share") / "zsh" / "site-functions" / f"_{_NAME}"


def _zsh_rest(path: Path) -> Iterator[str]:
    """Let zsh read it as it starts, since it searches no folder of one's own unless ~/.zshrc says so.

    One line at the end serves whether or not completion was set up above it, and does nothing once the file is gone.
    """
    start = _base("ZDOTDIR", "") / ".zshrc"
    file = shlex.quote(str(path))
    ready = "(( $+functions[compdef] )) || { autoload -Uz compinit; compinit -i; }"
    line = f"if [[ -r {file} ]]; then {ready}; source {file}; fi  {_MARK}\n".encode()
    if _added(line, start):
        yield f"Added one line to {start}, which ends with “{_MARK}”."
    else:
        yield f"{start} has the line that reads it already."
    yield "A new zsh has it. To have it at once: exec zsh"


def _added(line: bytes, path: Path) -> bool:
    """Add a line at the end of a file unless it is there; whether it was added."""
    try:
        held = path.read_bytes() if path.exists() else b""
        if line in held.splitlines(keepends=True):
            return False
        with path.open("ab") as file:
            file.write(line if held.endswith(b"\n") or not held else b"\n" + line)
    except OSError as error:
        name = printable(str(path), 200)
        text = printable(line.decode().strip(), 1000)
        raise FileProblem.of(name, f"cannot be written: {error.strerror}; add to it: {text}") from None
    return True


def _fish_file() -> Path:
    return _base("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / f"{_NAME}.fish"


def _fish_rest(path: Path) -> Iterator[str]:
    """What is left to do in fish, which looks there by itself."""
    yield "A new fish has it. To have it at once: exec fish"


_Rest = Callable[[Path], Iterator[str]]
# Of each shell: where it looks for the script, and what else is done or left to do for it to be read.
SHELLS: dict[str, tuple[Callable[[], Path], _Rest]] = {
    "bash": (_bash_file, _bash_rest),
    "zsh": (_zsh_file, _zsh_rest),
    "fish": (_fish_file, _fish_rest),
}
