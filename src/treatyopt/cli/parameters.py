"""The options that several commands share: study, weights, screens, formats."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeVar, cast

import click

from treatyopt.cli import completion
from treatyopt.cli.choices import enters_option
from treatyopt.cli.output import Output
from treatyopt.cli.running import VARIABLE, loaded, placed, run_in, running, study_said, typed
from treatyopt.errors import ArgumentProblem, listed, pointed, printable
from treatyopt.formats import FORMATS, Format
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study

# What float() reads, less its underscores, blanks and digits of other scripts.
NUMBER = re.compile(
    r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?(nan|inf|infinity)", re.IGNORECASE
)

F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command that refuses an option given more than once where it would keep only the last.

    Flags are let be: said twice they mean what they mean once.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a command line; a UsageError for an option of one value that is given again."""
        given = list(args)  # click takes the words off its list as it reads them
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            texts, _, order = self.make_parser(ctx).parse_args(args=given)
            _require_single(ctx, order)
            run_in(ctx).words = typed(ctx, texts, order)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a wrong argument is told with the flags that mend it, or the command that lists what is."""
        try:
            return super().invoke(ctx)
        except ArgumentProblem as problem:
            raise ArgumentProblem(f"{problem}{self._way_out(problem, ctx)}") from None

    def _way_out(self, problem: ArgumentProblem, ctx: click.Context) -> str:
        flags = [max(each.opts, key=len) for each in self.params if each.name in problem.arguments]
        if flags:
            return f" ({' and '.join(flags)})"
        if problem.kind not in _LISTED:
            return ""
        return f" (treatyopt {_LISTED[problem.kind]}{study_said(ctx)} lists them)"


class Percentage(click.FloatRange):
    """A number in bounds; a decimal comma is answered with the number that was meant."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number that a text is; a BadParameter for what is none, or is out of bounds."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as problem:
            raise click.BadParameter(
                f"{problem.message.rstrip('.')}{pointed(str(value))}", ctx, param
            ) from None


# The commands that list what is too much for one line.
_LISTED = {"obligation": "obligations", "criterion": "criteria", "option": "options", "locator": "sources"}


def _require_single(ctx: click.Context, order: Sequence[click.Parameter]) -> None:
    """Raise a UsageError if one of the parameters, in the order they were given, comes back and may not."""
    single = [
        each for each in order if isinstance(each, click.Option) and not (each.multiple or each.is_flag)
    ]
    for i, option in enumerate(single):
        if option in single[:i]:
            name = max(option.opts, key=len)
            raise click.UsageError(f"{name} is given more than once; a run takes one", ctx)


def assignments(
    what: str, *words: str
) -> Callable[[click.Context, click.Parameter, Sequence[str]], dict[str, Any]]:
    """Reads KEY=NUMBER, as typed after -w (POINTS) and --set (SCORE), into a mapping; `words` may stand for numbers.

    A key given twice is an error, since the order of the flags has no meaning.
    """

    def convert(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for value in values:
            key, equals, number = (part.strip() for part in value.partition("="))
            if not (key and equals):
                form = f"{_form(param)}{_expanded(value)}"
                raise click.BadParameter(f"{printable(value)}: write {form}", ctx, param)
            if key in found:
                raise click.BadParameter(f"{printable(key)} is given twice", ctx, param)
            if number not in words and not NUMBER.fullmatch(number):
                wanted = listed(["a number", *words], last="or")
                fault = f"{printable(value)}: {what} must be {wanted}{pointed(number)}"
                raise click.BadParameter(fault, ctx, param)
            found[key] = number if number in words else float(number)
        return found

    return convert


def _expanded(value: str) -> str:
    """What to do about a word that is the name of a file: a shell puts such in the place of a * without quotes."""
    if not os.path.lexists(value):  # unlike Path.exists, no complaint of a name that is too long
        return ""
    return "; that is a file here, so put what has a * in it in quotes, as the shell fills it in else"


def _form(param: click.Parameter) -> str:
    """How a key and its value are written, the last where a parameter can be written in several ways."""
    return str(param.metavar).rpartition("|")[2]


def _profiles(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> Sequence[str]:
    """The names of profiles as they were typed; a BadParameter for what can only be the name of a file."""
    for value in values:
        require_no_file(value, value, ctx, param)
    return values


def require_no_file(id: str, typed: str, ctx: click.Context, param: click.Parameter) -> None:
    """Raise a BadParameter for what was given as a profile and can only be the name of a file."""
    if _FILE.search(id):
        raise click.BadParameter(
            f"{printable(typed)}: give a profile of the study (treatyopt profiles lists them); a file of weights goes "
            "with --weights",
            ctx,
            param,
        )


# What no id can hold, and names of files do.
_FILE = re.compile(r"\.(ya?ml|json|txt|csv)$|/", re.IGNORECASE)


def applied(options: Iterable[Callable[[F], F]]) -> Callable[[F], F]:
    """Several options as one decorator, in their order."""

    def decorate(command: F) -> F:
        for option in reversed(list(options)):
            command = option(command)
        return command

    return decorate


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What any calculation is asked: of which study, with which packages, scores set, placings and screens."""

    study_file: str | None
    scores: Mapping[str, float | str]
    enters: Mapping[str, str]
    no_screens: bool
    screen_ids: Sequence[str]
    packages: Sequence[str] = ()

    def study(self) -> Study:
        """The study in use, with the packages of these files among its options, and obligations placed for this run."""
        study = loaded(self.study_file)
        if self.packages:
            from treatyopt.packages.file import read_package

            for file in self.packages:
                study = study.with_option(read_package(study, placed(file)))
        return self.placing(study)

    def placing(self, study: Study) -> Study:
        """A study with obligations placed as was asked for this run."""
        if not self.enters:
            return study
        from treatyopt.packages.placing import place

        return place(study, self.enters)

    @property
    def screens(self) -> Sequence[str] | None:
        """Which screens to apply: None for all of the study's."""
        if self.no_screens and self.screen_ids:
            raise ArgumentProblem("--no-screens and --screen exclude each other; drop one of them")
        return [] if self.no_screens else (self.screen_ids or None)


@dataclass(frozen=True, kw_only=True)
class Weighed(Asked):
    """What a ranking is asked: by which profiles, weights files, points and statements, over what."""

    profiles: Sequence[str]
    weight_files: Sequence[str]
    points: Mapping[str, float]
    say: Sequence[str]
    over: Literal["groups", "criteria"]


def _gathered(name: str, kind: Callable[..., Any], of: Iterable[str]) -> Callable[[F], F]:
    """Let a command take several options as one typed value under this name."""

    def decorate(command: F) -> F:
        @functools.wraps(command)
        def called(**given: Any) -> Any:
            own = {each: given.pop(each) for each in of if each in given}
            return command(**{name: kind(**own)}, **given)

        return cast(F, called)

    return decorate


def asking(kind: type[Asked]) -> Callable[[F], F]:
    """Let a command take what it is asked as one value of this kind."""
    return _gathered("asked", kind, [each.name for each in fields(kind)])


study_option = click.option(
    "--study", "study_file", metavar="FILE", is_eager=True, envvar=VARIABLE, show_envvar=True,
    help="Use this study file instead of the one that comes with treatyopt.",
    shell_complete=completion.files,
)  # fmt: skip


def outputs(offered: Mapping[str, Format], usual: str) -> Callable[[F], F]:
    """-f, -o and --force for what is written in one of these formats; `usual` says which, if none is asked for."""

    def decided(output: str | None, format_: str | None, force: bool) -> Output:
        wanted = running().wanted
        if wanted is None:
            return Output.decided(output, format_, force, offered)
        if wanted not in offered:
            raise ArgumentProblem(f"there is no {wanted} of it")
        return Output(offered[wanted], None, False)

    formula = "In CSV, text that a spreadsheet would run as a formula begins with an apostrophe."
    return applied([
        click.option(
            "-f", "--format", "format_", type=click.Choice(list(offered)),
            help=f"How to put it out; by default {usual}.{f' {formula}' if 'csv' in offered else ''}",
        ),
        click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output."),
        click.option("--force", is_flag=True, help="Let -o replace an existing file."),
        _gathered("out", decided, ("output", "format_", "force")),
    ])  # fmt: skip


output_options = outputs(FORMATS, "a table, or what the ending of -o says")

screen_options = applied([
    click.option("--no-screens", is_flag=True, help="Apply no screens: rank every option."),
    click.option(
        "--screen", "screen_ids", metavar="ID", multiple=True, shell_complete=completion.ids("screens"),
        help="Apply only the screens named. May be repeated.",
    ),
])  # fmt: skip

points_option = click.option(
    "-w", "--weight", "points", metavar="ID=POINTS", multiple=True, callback=assignments("points"),
    shell_complete=completion.weights,
    help="Points for a group or a criterion, in place of the profile's (which sum to 100). May be repeated.",
)  # fmt: skip

say_option = click.option(
    "--say", metavar="STATEMENT", multiple=True, shell_complete=completion.weighed,
    help="What holds of the weights, in quotes: 'security>=realism', 'realism<=40%'. May be repeated.",
)  # fmt: skip

over_option = click.option(
    "--over", type=click.Choice(["groups", "criteria"]), default="groups", show_default=True,
    help="Take the weightings of groups, with the shares inside them fixed, or of all criteria.",
)  # fmt: skip


def dependence_option(draw: str) -> Callable[[F], F]:
    """--dependence, for a command that draws scores; `draw` says what it does so for."""
    return click.option(
        "--dependence", type=click.Choice(["each", "criterion", "option"]), default="each", show_default=True,
        help=f"{draw} scores each by itself, or together by criterion or by option.",
    )  # fmt: skip


set_option = click.option(
    "--set", "scores", metavar="OPTION.CRITERION=SCORE", multiple=True, callback=assignments("a score", UNKNOWN),
    shell_complete=completion.scores,
    help="What if: set a score (0-100, in its unit, or unknown) for this run. A group stands for its criteria, * (in "
    "quotes) for all of them, or for all options but the baseline. May be repeated.",
)  # fmt: skip


package_option = click.option(
    "--package", "packages", metavar="FILE", multiple=True, shell_complete=completion.files,
    help="Add a package of obligations that treatyopt design --save wrote. May be repeated.",
)  # fmt: skip


def weight_options(several: bool) -> Callable[[F], F]:
    """-p and --weights: repeatable, giving one column each, or once only."""
    each = " May be repeated, for one column each." if several else ""
    return applied([
        click.option(
            "-p", "--profile", "profiles", metavar="NAME", multiple=True, callback=_profiles,
            shell_complete=completion.ids("profiles"),
            help=f"Weights of a profile (see treatyopt profiles).{each}",
        ),
        click.option(
            "--weights", "weight_files", metavar="FILE", multiple=True,
            shell_complete=completion.files,
            help=f"Points from a YAML or JSON mapping of ids, on top of the study's own profile.{each}",
        ),
    ])  # fmt: skip


def ranking_options(
    several: bool, study: Callable[[Any], Any] = study_option, kind: type[Weighed] = Weighed
) -> Callable[[F], F]:
    """All that says what is ranked and by which weights: one weighting, or several; `study` says of which study."""
    return applied([
        weight_options(several), points_option, say_option, over_option, set_option, enters_option, package_option,
        screen_options, study,
        asking(kind),
    ])  # fmt: skip
