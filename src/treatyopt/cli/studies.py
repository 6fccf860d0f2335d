"""Several studies on one command line: what they are called, and by which weights they are ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from treatyopt.cli import completion
from treatyopt.cli.parameters import Weighed
from treatyopt.cli.running import VARIABLE, all_read, placed, running
from treatyopt.cli.weighting import faults_of, judged_by, over_what
from treatyopt.documents.judges import weights_named
from treatyopt.documents.weighting import weighed_by
from treatyopt.documents.words import listed
from treatyopt.errors import ArgumentProblem, FileProblem, as_typed, printable
from treatyopt.ranking.agreement import apart
from treatyopt.ranking.judges import Judges, compare_studies
from treatyopt.ranking.weightfile import Held, read_weights
from treatyopt.ranking.weights import weigh
from treatyopt.study.load import load
from treatyopt.study.model import Study

_SHORT = 8  # digits of a hash that two people compare by eye


@dataclass(frozen=True, kw_only=True)
class Compared(Weighed):
    """What is asked of several studies, or of one: which files they are in, in their order."""

    study_files: Sequence[str]


class _Studies(click.Option):
    """A --study that may be given several times; the variable names one, with whatever blanks it holds."""

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """The study that the variable names."""
        named = self.resolve_envvar_value(ctx)
        return None if named is None else (named,)


def _first(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> Sequence[str]:
    """The first of several studies is the one that the run is about."""
    ctx.params["study_file"] = value[0] if value else None
    return value


studies_option = click.option(
    "--study", "study_files", cls=_Studies, metavar="FILE", multiple=True, is_eager=True, callback=_first,
    envvar=VARIABLE, show_envvar=True, shell_complete=completion.files,
    help="Use this study file instead of the one that comes with treatyopt. May be repeated, for one column each.",
)  # fmt: skip


def several(ids: Sequence[str], asked: Compared, baseline: bool) -> Judges:
    """Several studies, each by its own profile, or all by one profile or weights file and the points that are typed."""
    studies = _loaded(asked)
    held = _held(studies, asked)
    file = next(iter(asked.weight_files), None)
    given = [*(f"{id}={as_typed(value)}" for id, value in asked.points.items()), *asked.say]
    try:
        found = compare_studies(
            studies,
            {**held.points, **asked.points},
            asked.profiles[0] if asked.profiles else None,
            ", ".join([held.called(file), *given]) if file else None,
            say=[*held.say, *asked.say],
            over=over_what(asked, held),
            options=ids or None,
            screens=asked.screens,
            scores=asked.scores,
            baseline=baseline,
        )
    except ArgumentProblem as problem:
        if file and "say" in problem.arguments and not asked.say:
            raise FileProblem.of(printable(file, 200), str(problem)) from None
        raise
    _note(found, next(iter(studies.values())))
    return found


def _held(studies: Mapping[str, Study], asked: Compared) -> Held:
    """What the weights file holds that all studies are ranked by, if there is one; it must fit each of them."""
    for file in asked.weight_files:
        held = read_weights(placed(file), tuple(studies.values()))
        for name, study in studies.items():
            with faults_of(file, where=name):
                weigh(study, held.points, say=held.say, over=over_what(asked, held))
        return held
    return Held({}, ())


def _loaded(asked: Compared) -> dict[str, Study]:
    """The studies by name: that of the file, or as it was typed where two are called alike."""
    if asked.packages:
        raise ArgumentProblem(
            "--package: a package takes its scores from one study; to compare several, leave it out"
        )
    if len(asked.profiles) + len(asked.weight_files) > 1:
        raise ArgumentProblem(
            "several studies are ranked each by its own weights, or all by one -p or --weights; name one of those"
        )
    files = asked.study_files
    distinct = list(dict.fromkeys(files))
    called = dict(
        zip(distinct, judged_by([(printable(Path(each).stem), each) for each in distinct]), strict=True)
    )
    held = all_read(files, load)
    names = apart([called[file] for file in files])
    return {name: _placing(asked, held[file], called[file]) for name, file in zip(names, files, strict=True)}


def _placing(asked: Compared, study: Study, name: str) -> Study:
    """A study with obligations placed for this run; what cannot be placed is told with the name of the study."""
    try:
        return asked.placing(study)
    except ArgumentProblem as problem:
        raise ArgumentProblem(f"{name}: {problem}", arguments=problem.arguments, kind=problem.kind) from None


def _note(found: Judges, first: Study) -> None:
    """Let the run be about the first study, and say by which weights each was ranked and which files the others are."""
    run = running()
    run.study = first
    said = [
        f"{name}: {weighed_by(ranking.study, [ranking.weights])}"
        for name, ranking in zip(found.names, found.rankings, strict=True)
    ]
    others = (ranking.study.origin for ranking in found.rankings[1:])
    files = [f"{each.file} (sha256 {(each.sha256 or '')[:_SHORT]}…)" for each in others]
    name = weights_named(found)
    run.weights = f"{f'{name}: ' if name else ''}{'; '.join(said)}; compared with {listed(files)}"
    for name, ranking in zip(found.names, found.rankings, strict=True):
        for remark in ranking.weights.remarks:
            click.echo(f"treatyopt: warning: {name}: {remark}", err=True)
