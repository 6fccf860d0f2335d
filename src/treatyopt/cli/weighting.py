"""The weights that a command line asks for, and the ranking by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal, TypedDict

import click
from click.core import ParameterSource

from treatyopt.bargaining.sides import party_points
from treatyopt.cli.parameters import Weighed
from treatyopt.cli.running import all_read, running
from treatyopt.cli.siding import Sided
from treatyopt.documents.weighting import on_profile, weighed_by
from treatyopt.errors import ArgumentProblem, FileProblem, as_typed, printable
from treatyopt.ranking.ranking import Ranking, rank
from treatyopt.ranking.weightfile import Held, read_weights
from treatyopt.ranking.weights import Weights, weigh
from treatyopt.study.model import Study, find


def one_ranking(
    study: Study,
    command: str,
    asked: Weighed,
    options: Sequence[str] | None = None,
    baseline: bool = False,
) -> Ranking:
    """The ranking that a command of one weighting asks for; ArgumentProblem if it names several."""
    found = weightings(study, asked)
    if len(found) > 1:
        raise ArgumentProblem(f"{command} takes one weighting; treatyopt compare takes several")
    return rank(
        study,
        found[0],
        options=options,
        screens=asked.screens,
        scores=asked.scores,
        baseline=baseline,
    )


def weightings(study: Study, asked: Weighed) -> list[Weights]:
    """The weights of each profile and weights file, or the study's own; typed points change one only.

    What they remark on the points that were given goes to standard error.
    """
    made, judges = _weightings(study, asked)
    _remark(made, named=bool(asked.weight_files))
    found = [replace(weights, name=name) for weights, name in zip(made, judges, strict=True)]
    running().weights = weighed_by(study, found)
    return found


def _remark(found: Iterable[Weights], *, named: bool) -> None:
    for weights in found:
        about = f"{weights.name}: " if named else ""
        for remark in weights.remarks:
            click.echo(f"treatyopt: warning: {about}{remark}", err=True)


class OfSides(TypedDict):
    """What parties judge by, for `negotiate` and `design`: other profiles, and weights of their own."""

    profiles: Mapping[str, str]
    weights: Mapping[str, Weights]


def weights_of_sides(study: Study, asked: Sided) -> OfSides:
    """The profiles that parties were given, and the weights of files on top of theirs; remarks as for a ranking."""
    found = {}
    parties = {id: find("party", id, study.parties) for id in asked.weight_files}
    files = all_read(asked.weight_files.values(), partial(read_weights, studies=[study]))
    for id, file in asked.weight_files.items():
        party = parties[id]
        held = files[file]
        profile = asked.profiles.get(id)
        if profile is not None:
            find("profile", profile, study.profiles)
        with faults_of(file):
            found[id] = party_points(
                study, party, profile, held.points, asked.judged_by(party), say=held.say, over=held.over
            )
    _remark(found.values(), named=True)
    left = {id: profile for id, profile in asked.profiles.items() if id not in found}
    return OfSides(profiles=left, weights=found)


def _weightings(study: Study, asked: Weighed) -> tuple[list[Weights], list[str]]:
    """The weights, called by where they come from, and the names that they go by beside each other."""
    profiles, files, points = asked.profiles, asked.weight_files, asked.points
    for named in (profiles, files):
        for i, name in enumerate(named):
            if name in named[:i]:
                raise ArgumentProblem(f"{printable(name)} is given twice")
    if points and len(profiles) + len(files) > 1:
        raise ArgumentProblem(
            "-w changes one weighting; with several profiles or weight files, put it in a file"
        )
    if not (profiles or files):
        alone = weigh(study, points, say=asked.say, over=asked.over)
        return [alone], [alone.name]
    found = [weigh(study, points, each, say=asked.say, over=asked.over) for each in profiles]
    held = all_read(files, partial(read_weights, studies=[study]))
    found += [_from_file(study, file, each, asked) for file, each in held.items()]
    if len(found) == 1:
        return found, [found[0].name]
    own = [(weights.name, profile) for weights, profile in zip(found, profiles, strict=False)]
    return found, judged_by([*own, *((judge(each, file), file) for file, each in held.items())])


def judge(held: Held, file: str) -> str:
    """Whose the weights in a file are: who it says made it, or what the file is called."""
    return held.by or printable(Path(file).stem)


def judged_by(named: Sequence[tuple[str, str]]) -> list[str]:
    """Names of columns: those of the judges, or what was typed for each where two have the same name."""
    names = [name for name, _ in named]
    return [printable(typed, 200) if names.count(name) > 1 else name for name, typed in named]


def _from_file(study: Study, file: str, held: Held, asked: Weighed) -> Weights:
    """The weights of a file, with typed points in place of its own; what is wrong in it is the file's problem."""
    given = [*(f"{id}={as_typed(value)}" for id, value in asked.points.items()), *asked.say]
    over = over_what(asked, held)
    with faults_of(file):
        weigh(study, held.points, say=held.say, over=over)
    found = weigh(study, {**held.points, **asked.points}, say=[*held.say, *asked.say], over=over)
    rest = f" (else profile {found.profile})" if on_profile(study, found) else ""
    return replace(found, name=", ".join([f"{held.called(file)}{rest}", *given]))


def over_what(asked: Weighed, held: Held) -> Literal["groups", "criteria"]:
    """What all weightings are of: as was asked for, or else as a file has it."""
    return asked.over if held.over is None or chosen("over") else held.over


@contextmanager
def faults_of(file: str, where: str = "") -> Iterator[None]:
    """Whatever of a file's weights the study cannot use is the file's problem; `where` names one of several studies."""
    name, within = printable(file, 200), f"{where}: " if where else ""
    try:
        yield
    except ArgumentProblem as problem:
        mend = " (over: criteria in the file)" if "over" in problem.arguments else ""
        raise FileProblem.of(name, f"{within}{problem}{mend}") from None


def chosen(name: str) -> bool:
    """Whether an option was given, and does not merely have its default."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
