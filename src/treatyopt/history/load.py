"""Find, read and check the evidence of a study; every problem is reported with its file and line, all at once."""

from __future__ import annotations

import json
from pathlib import Path

from treatyopt.errors import ArgumentProblem, FileProblem, printable
from treatyopt.history.records import EvidenceFile
from treatyopt.study.fields import declaring
from treatyopt.study.load import default_path, origin_of, validated
from treatyopt.study.model import Study
from treatyopt.study.yamlfile import Mapped, contents, decoded, parse

BUNDLED = "evidence.yaml"


def bundled_path() -> Path:
    """The evidence that comes with treatyopt, beside its study."""
    return default_path().with_name(BUNDLED)


def evidence_path(study: Study) -> Path | None:
    """Where the evidence of a study is; None if it names none.

    A study names its own under `evidence`, relative to its own file (one that a program made, to where that runs);
    beside the bundled study lies its own.
    """
    if study.evidence is not None:
        return study.folder / study.evidence
    return bundled_path() if study.origin.bundled else None


def read_evidence(study: Study) -> EvidenceFile:
    """The evidence of a study, as its file has it.

    Raises ArgumentProblem if the study names none, and FileProblem with the line of everything that is wrong with it.
    """
    path = evidence_path(study)
    if path is None:
        raise ArgumentProblem(f"the study names no evidence; {_way_out(study)}")
    return _read(study, path)


def _read(study: Study, path: Path) -> EvidenceFile:
    raw, name = contents(path), printable(str(path), 200)
    document = parse(decoded(raw, str(path)), str(path))
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a mapping of sections such as outcomes and bearings")
    with declaring(_declared(study)):
        held = validated(EvidenceFile, document, name)
    return held.read_from(origin_of(path, raw, bundled_path()), path.parent)


def _way_out(study: Study) -> str:
    """The line to add to a study that names no evidence: the bundled file, for one that has all that it names."""
    try:
        _read(study, bundled_path())
    except FileProblem:
        return f"add a line such as evidence: {BUNDLED}, which names a file beside the study"
    where = printable(str(bundled_path()), 1_000)
    return f"the bundled file fits it: add the line evidence: {json.dumps(where, ensure_ascii=False)}"


def _declared(study: Study) -> dict[str, list[str]]:
    """What a file of evidence may name of the study."""
    return {
        "obligation": [each.id for each in study.obligations],
        "option": [each.id for each in study.options],
        "criterion": [each.id for each in study.criteria],
    }
