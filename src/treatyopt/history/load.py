"""Find, read and check the evidence of a study; every problem is reported with its file and line, all at once."""

from __future__ import annotations

from pathlib import Path

from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.history.records import Evidence
from treatyopt.study.fields import declaring
from treatyopt.study.load import default_path, validated
from treatyopt.study.model import Study
from treatyopt.study.yamlfile import Mapped, read

BUNDLED = "evidence.yaml"


def evidence_path(study: Study, file: str | Path | None = None) -> Path | None:
    """Where the evidence of a study is that was read from `file`; None if it names none.

    A study names its own under `evidence`, relative to its own file; that of the study which comes with treatyopt
    lies beside it.
    """
    home = default_path() if file is None else Path(file)
    if study.evidence is not None:
        return home.parent / study.evidence
    return default_path().with_name(BUNDLED) if study.origin.bundled else None


def read_evidence(study: Study, file: str | Path | None = None) -> Evidence:
    """The evidence of a study that was read from `file` (the study that comes with treatyopt, if None).

    Raises ArgumentProblem if the study names none, and FileProblem with the line of everything that is wrong with it.
    """
    path = evidence_path(study, file)
    if path is None:
        raise ArgumentProblem(
            "the study names no evidence; add, for example:\n    evidence: evidence.yaml  # beside the study"
        )
    name, document = printable(str(path), 200), read(path)
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a mapping of sections such as outcomes and bearings")
    with declaring(_declared(study)):
        return validated(Evidence, document, name)


def _declared(study: Study) -> dict[str, list[str]]:
    """What a file of evidence may name of the study."""
    return {
        "obligation": [each.id for each in study.obligations],
        "option": [each.id for each in study.options],
        "criterion": [each.id for each in study.criteria],
    }
