"""Which judgements its evidence contradicts, in short: for what shows an option without reading all of it."""

from __future__ import annotations

from treatyopt.study.filling import UNKNOWN
from treatyopt.study.load import default_path
from treatyopt.study.model import Study
from treatyopt.study.records import Package

FILE = "contradicted.txt"


def contradicted(study: Study, option: str) -> tuple[str, ...] | None:
    """The criteria, by id, on which the bundled evidence contradicts the judgement of an option.

    None where that is not known: of another study without reading its evidence, and of a package, whose scores are
    worked out. A score set for the run is no judgement, and neither is one that is unknown.
    """
    chosen = study.option(option)
    file = default_path().with_name(FILE)
    if not study.origin.bundled or isinstance(chosen, Package) or not file.is_file():
        return None
    named = set(file.read_text(encoding="utf-8").split())
    judged = [each.id for each in study.criteria if f"{option}.{each.id}" in named]
    return tuple(id for id in judged if chosen.on(id).basis not in ("set", UNKNOWN))
