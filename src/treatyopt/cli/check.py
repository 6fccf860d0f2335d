"""treatyopt check"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.recheck import restated, written_by_us
from treatyopt.cli.running import loaded
from treatyopt.documents.check import check_document
from treatyopt.documents.coverage import coverage_document
from treatyopt.documents.restated import Restated, restated_document
from treatyopt.documents.words import plural
from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable
from treatyopt.packages.views import uncarried, warnings
from treatyopt.ranking.claims import check_claims
from treatyopt.ranking.weights import unfit
from treatyopt.study.defending import wanting
from treatyopt.study.load import default_path, load
from treatyopt.study.secondlook import Remark, same_names, unanswerable, unexplained
from treatyopt.study.yamlfile import locate, read


@click.command(
    cls=parameters.Command,
    short_help="Validate a study, or see whether a brief still holds.",
    help="""
    Validate a study file and test the source's claims against its figures.

    With --coverage, what of the source is used: every passage is cited somewhere, listed under source.unused with the
    reason, or overlooked, of which there is a warning.

    Without FILE, the study that any command would take: that of --study or TREATYOPT_STUDY, or the one that comes with
    treatyopt. Exit code 1 if anything is wrong, 0 with warnings. What a study may hold is told in docs/study.md of the
    source code.

    FILE may be a brief, or any page, Markdown, Word file or workbook of treatyopt. The command that made it is asked
    again, of the study as it is now or of that of --study, and what is no longer the same is listed. TREATYOPT_STUDY
    has no say there, as the file names its study. Exit code 1 if a figure is stale, or the text was altered.

    \b
    treatyopt check my-study.yaml
    treatyopt check my-study.yaml --coverage
    treatyopt check brief.html
    """,
)
@click.argument(
    "file", required=False, metavar="[FILE]",
    shell_complete=completion.files,
)  # fmt: skip
@click.option("--coverage", is_flag=True, help="Say what of the source is used, and of the rest why not.")
@parameters.study_option
@parameters.output_options
def check(file: str | None, coverage: bool, study_file: str | None, out: Output) -> None:
    """Run treatyopt check."""
    ours = None if file is None else written_by_us(file)
    if file is not None and ours is not None:
        if coverage:
            raise ArgumentProblem(
                f"--coverage: {printable(file)} is no study, but what was made of one; name the study"
            )
        _check_again(restated(file, *ours, study_file), out)
        return
    if file is not None and study_file is not None:
        raise ArgumentProblem("the study is given twice, as FILE and with --study; drop one of them")
    path = next((each for each in (file, study_file) if each is not None), str(default_path()))
    study = loaded(path)
    if coverage:
        out.put(coverage_document(printable(path.rsplit("/", 1)[-1], 200), study))
        return
    wrong = [Remark(("profiles", id), message) for id, message in unfit(study).items()]
    if wrong:
        raise FileProblem(_placed(wrong, path))
    claims = check_claims(study)
    name = printable(path.rsplit("/", 1)[-1], 200)
    changed = () if study.origin.bundled else unexplained(study, load())
    document = check_document(
        name,
        claims,
        warnings(study),
        _placed(same_names(study), path),
        _placed(changed, path),
        sourced=study.source is not None,
        unanswerable=_placed(unanswerable(study), path),
        wanting=_placed((*wanting(study), *uncarried(study)), path),
    )
    out.put(document)
    broken = [each.claim.id for each in claims if each.status == "broken"]
    if broken:
        raise FileProblem.of(name, f"the figures break what is claimed: {', '.join(broken)}")


def _check_again(found: Restated, out: Output) -> None:
    """Put out what became of the figures of a file; FileProblem if any is stale, or its text was altered."""
    out.put(restated_document(found))
    stale, figures = len(found.found.stale), plural(found.found.figures, "figure")
    if stale:
        raise FileProblem.of(found.file, f"{stale} of {figures} {'is' if stale == 1 else 'are'} stale")
    if found.altered:
        raise FileProblem.of(found.file, "its figures hold, but it does not say what treatyopt wrote")


def _placed(remarks: Sequence[Remark], path: str) -> list[Problem]:
    """Remarks with their lines, where the file can be read again."""
    document = read(Path(path)) if remarks and Path(path).is_file() else None
    lines = [locate(document, each.place)[1] for each in remarks]
    name = printable(Path(path).name)
    return [
        Problem(name, line, ".".join(each.place), each.message)
        for line, each in zip(lines, remarks, strict=True)
    ]
