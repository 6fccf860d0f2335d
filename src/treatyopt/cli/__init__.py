"""The command line: parse, call, render, exit code. Commands are imported only when they are run."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from treatyopt import __version__
from treatyopt.errors import FileProblem, TreatyoptError, printable, unknown

_STREAM_FAULTS = (errno.ENOSPC, errno.EBADF, errno.EIO)
_FILE_PROBLEM, _WRONG_ARGUMENT, _INTERRUPTED = 1, 2, 130
# How a shell asks what can stand where something is typed.
_COMPLETING = "_TREATYOPT_COMPLETE"

# name: (module, short help). The help is kept here so that `--help` imports no command.
_COMMANDS = {
    "compare": ("compare", "Rank the options, set two side by side, or try several weightings."),
    "scorecard": ("scorecard", "Every option on every criterion, in one table."),
    "explain": ("explain", "The case of one option: scores, reasons, obligations, what would change."),
    "sensitivity": ("sensitivity", "How sure the ranking is: weights, scores and thresholds."),
    "weigh": ("weigh", "Ask for weights: swing by swing, as an order, or in pairs."),
    "negotiate": ("negotiate", "The parties' sides: who gains, who would refuse, what they could settle on."),
    "design": ("design", "Something in between: packages of obligations between two options."),
    "evidence": ("evidence", "What came of it: outcomes beside the judgements they bear on."),
    "brief": ("brief", "A page for a meeting, self-contained, with weights that can be moved."),
    "options": ("catalogue", "The options and the baseline."),
    "criteria": ("catalogue", "The criteria, their scales, and what the model assumes."),
    "obligations": ("catalogue", "The obligations, of all options or of one."),
    "profiles": ("catalogue", "The weight sets and the parties."),
    "sources": ("catalogue", "The passages of the source, and what rests on each."),
    "init": ("init", "Begin a study of your own: from names, a table, or the bundled study."),
    "check": ("check", "Validate a study and test its claims; see whether a brief still holds."),
}


class _Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"treatyopt.cli.{_COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C as click's own exception, before which click says nothing."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            raise click.UsageError(unknown("command", args[0], _COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in _COMMANDS.items()])


def _install_completion(ctx: click.Context, param: click.Parameter, shell: str | None) -> None:
    """Put the script by which a shell completes where that shell looks for it, and end."""
    if shell is None or ctx.resilient_parsing:
        return
    from treatyopt.cli.installation import install

    click.echo(install(shell, ctx.command))
    ctx.exit()


def _shells(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from treatyopt.cli.installation import SHELLS

    return [each for each in SHELLS if each.startswith(incomplete)]


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    # Given here and not as a docstring, which python -OO leaves out; so it is with every command.
    help="""
    Which option? Ranks the options of a study under your weights, and says how sure that is and why.

    Every figure is a judgement and leads back to its reason, and to the passage behind it where there is one. The
    study that comes with treatyopt reads Sergey Rogov's paper of May 1996 on NATO and Russia: which treaty, if any?
    """,
    epilog="Start with: treatyopt compare, then treatyopt explain ID.",
)
@click.version_option(__version__, message="treatyopt %(version)s")
@click.option(
    "--install-completion", metavar="[SHELL]", is_flag=False, flag_value="", is_eager=True, expose_value=False,
    callback=_install_completion, shell_complete=_shells,
    help="Let bash, zsh or fish complete commands and ids; by default the shell of $SHELL.",
)  # fmt: skip
def command_line() -> None:
    """Run treatyopt."""


def finished() -> int:
    """Run a command with all its output flushed, and return its exit code, to leave with at once.

    A short-lived process spends a sixth of its time collecting and tearing down what the system is about to
    reclaim anyway. A bug still ends in an ordinary traceback.
    """
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    return code


def run() -> None:
    """The console script of installations from before it moved to `treatyopt.__main__`."""
    os._exit(finished())


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 file problems, 2 a wrong argument, 130 Ctrl-C."""
    _prepare_streams()
    if _COMPLETING in os.environ:
        from treatyopt.cli.shells import register

        register()
    try:
        code = command_line.main(argv, prog_name="treatyopt", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except OSError as error:
        if error.errno not in _STREAM_FAULTS:
            raise
        _say(f"treatyopt: standard output: cannot be written: {error.strerror}")
        return _FILE_PROBLEM
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return _WRONG_ARGUMENT
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx else "treatyopt"
        _say(f"{place}: {_one_line(error.format_message())} (see {place} -h)")
        return _WRONG_ARGUMENT
    except SystemExit as stop:
        # click leaves like this after completing a word, and when whoever read its help closed the pipe.
        return _code(stop) if _COMPLETING in os.environ else 0
    except (click.Abort, KeyboardInterrupt):
        _say("treatyopt: interrupted")
        return _INTERRUPTED
    except FileProblem as error:
        _say("\n".join(f"treatyopt: {problem}" for problem in error.problems))
        return _FILE_PROBLEM
    except TreatyoptError as error:
        _say(f"treatyopt: {error}")
        return _WRONG_ARGUMENT


def _prepare_streams() -> None:
    """Let what a stream's alphabet lacks be shown as escapes, and let closed streams swallow what they get."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _code(stop: SystemExit) -> int:
    return stop.code if isinstance(stop.code, int) else 0


def _one_line(message: str) -> str:
    return printable(" ".join(message.split()), 300).rstrip(".")


def _say(message: str) -> None:
    """A message on standard error, with nothing in it that a terminal would obey."""
    for line in message.split("\n"):
        with suppress(OSError):
            sys.stderr.write(printable(line, 1000) + "\n")
