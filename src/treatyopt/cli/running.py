"""What a run is about, noted as it comes up: the words typed, the study and the weights, for what is put out to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import click

from treatyopt.documents.blocks import Block, Document, Next
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import printable
from treatyopt.study.load import load
from treatyopt.study.model import Study

# What says where a result goes, and is no part of what was asked.
ELSEWHERE = ("output", "format_", "force", "saved")
_KEY = "treatyopt.run"


@dataclass
class Run:
    """One run of a command. `places` says where files are that are not where they were typed (None: no study typed).

    A run of which a format is `wanted` is not put out: what it would write in that format is in `written`.
    """

    words: tuple[str, ...] = ()
    study: Study | None = None
    weights: str = ""
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


def loaded(file: str | None) -> Study:
    """The study in a file, or the one that comes with treatyopt; from now on what the run is about."""
    run = running()
    run.study = load(run.places.get(file, file))
    return run.study


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
    """What makes a command be of the study of this one, as it is pasted."""
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
    return Stamp.of(run.study, str(context.command.name), run.words, run.weights)


def _study_of(context: click.Context) -> click.Option:
    """The option --study of a command that has it."""
    return next(
        each
        for each in context.command.params
        if isinstance(each, click.Option) and each.name == "study_file"
    )


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
