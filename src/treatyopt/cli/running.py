"""What a run is about, noted as it comes up: the words typed, the study and the weights, for what is put out to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from treatyopt.documents.blocks import Block, Document, Next
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import FileProblem, Problem, printable
from treatyopt.study.base import Origin
from treatyopt.study.load import IS_A_TABLE, load
from treatyopt.study.model import Study

T = TypeVar("T")

# What says where a result goes, and is no part of what was asked.
ELSEWHERE = ("output", "format_", "force", "saved")
# What names the study of every command where --study does not.
VARIABLE = "TREATYOPT_STUDY"
_KEY = "treatyopt.run"


@dataclass
class Run:
    """One run of a command. `places` says where files are that are not where they were typed (None: no study typed).

    A run of which a format is `wanted` is not put out: what it would write in that format is in `written`.
    """

    words: tuple[str, ...] = ()
    study: Study | None = None
    weights: str = ""
    evidence: Origin | None = None
    places: Mapping[str | None, str] = field(default_factory=dict)
    wanted: str | None = None
    written: bytes | None = None


def running() -> Run:
    """The run of the command that is running; one that nobody looks at, outside any."""
    context = click.get_current_context(silent=True)
    return Run() if context is None else run_in(context)


def run_in(context: click.Context) -> Run:
    """The run that click's context is of."""
    run = context.meta.setdefault(_KEY, Run())
    assert isinstance(run, Run)
    return run


def placed(file: str) -> str:
    """Where a file is that was named on the command line."""
    return running().places.get(file, file)


def all_read(files: Iterable[str], read: Callable[[str], T]) -> dict[str, T]:
    """What each of several files holds, by the name that was typed; FileProblem with all that is wrong in any."""
    found, problems = {}, list[Problem]()
    for file in dict.fromkeys(files):
        try:
            found[file] = read(placed(file))
        except FileProblem as problem:
            problems += problem.problems
    if problems:
        raise FileProblem(problems)
    return found


def loaded(file: str | None) -> Study:
    """The study in a file, or the one that comes with treatyopt; from now on what the run is about."""
    run = running()
    try:
        run.study = load(run.places.get(file, file))
    except FileProblem as problem:
        raise _with_origin(_begun_from(problem, file)) from None
    return run.study


def _begun_from(problem: FileProblem, file: str | None) -> FileProblem:
    """What is wrong with a study; of a table, with the command that begins one with it."""
    first, *others = problem.problems
    if file is None or first.message != IS_A_TABLE:
        return problem
    import shlex

    way = f"treatyopt init DIR --table {printable(shlex.quote(file), 300)}"
    return FileProblem([first._replace(message=f"{first.message}: {way}"), *others])


def _with_origin(problem: FileProblem) -> FileProblem:
    """What is wrong with a study, told first of all with the variable that named it, if one did."""
    context = click.get_current_context(silent=True)
    if context is None or not _from_variable(context):
        return problem
    first, *others = problem.problems
    return FileProblem([first._replace(message=f"{first.message} ({VARIABLE} names this study)"), *others])


def stamped(said: Any) -> Any:
    """A document or a brief with the stamp of the run that made it; the next command is of the same study."""
    made = stamp()
    if made is None or not hasattr(said, "stamp"):
        return said
    if isinstance(said, Document):
        said = replace(said, blocks=tuple(map(_of_same_study, said.blocks)))
    return replace(said, stamp=made)


def _of_same_study(block: Block) -> Block:
    context = click.get_current_context(silent=True)
    if context is None or not isinstance(block, Next):
        return block
    return Next(f"{block.command}{study_said(context)}")


def study_said(context: click.Context) -> str:
    """What makes a command be of the study of this one, as it is pasted where no variable may name it."""
    named = context.params.get("study_file")
    if not named:
        return ""
    import shlex

    return f" {printable(shlex.join(_option(_study_of(context), named)), 300)}"


def stamp() -> Stamp | None:
    """The stamp of what the run makes; None as long as it is about no study."""
    context, run = click.get_current_context(silent=True), running()
    if context is None or run.study is None:
        return None
    return Stamp.of(run.study, str(context.command.name), run.words, run.weights, run.evidence)


def typed(
    context: click.Context, given: Mapping[str, Any], order: Sequence[click.Parameter]
) -> tuple[str, ...]:
    """The arguments as typed, with the study that the variable named as if it had been typed first of all.

    What is checked says itself of which study it is, and so does a record that is asked again: there the variable is
    let be.
    """
    if not _from_variable(context):
        return words(given, order)
    if context.params.get("file") is not None or run_in(context).wanted is not None:
        context.params["study_file"] = None
        if _study_of(context).multiple:
            context.params[str(_study_of(context).name)] = ()
        return words(given, order)
    option, named = _study_of(context), context.params["study_file"]
    return words({**given, str(option.name): [named] if option.multiple else named}, [option, *order])


def _from_variable(context: click.Context) -> bool:
    option = _named_by(context)
    read = (
        option is not None and context.get_parameter_source(str(option.name)) is ParameterSource.ENVIRONMENT
    )
    return read and context.params["study_file"] is not None


def _study_of(context: click.Context) -> click.Option:
    """The option --study of a command that has it."""
    option = _named_by(context)
    assert option is not None
    return option


def _named_by(context: click.Context) -> click.Option | None:
    options = (each for each in context.command.params if isinstance(each, click.Option))
    return next((each for each in options if "--study" in each.opts), None)


def words(given: Mapping[str, Any], order: Sequence[click.Parameter]) -> tuple[str, ...]:
    """The arguments of a command as typed, in one form, less what says where the result goes.

    They are given as click's parser leaves them: the texts of each parameter by its name, and the order of them all.
    """
    named: list[str] = []
    found: list[str] = []
    for parameter, times in _counted(order):
        value = given[str(parameter.name)]
        if isinstance(parameter, click.Option):
            found += _option(parameter, value[times] if parameter.multiple else value)
        else:
            named += [value] if isinstance(value, str) else value if isinstance(value, tuple) else ()
    ahead = not any(each.startswith("-") for each in named)
    every = [*named, *found] if ahead else [*found, "--", *named]
    return tuple(each.encode("utf-8", "backslashreplace").decode() for each in every)


def _counted(order: Sequence[click.Parameter]) -> Iterator[tuple[click.Parameter, int]]:
    """Each parameter with how often it came before; a flag said again says nothing more."""
    before: Counter[str] = Counter()
    for each in order:
        name = str(each.name)
        again = isinstance(each, click.Option) and each.is_flag and before[name]
        if name not in ELSEWHERE and not again:
            yield each, before[name]
        before[name] += 1


def _option(option: click.Option, value: Any) -> list[str]:
    short, long = option.opts[0], max(option.opts, key=len)
    if option.is_flag:
        return [short]
    return [f"{long}={value}"] if str(value).startswith("-") else [short, str(value)]
