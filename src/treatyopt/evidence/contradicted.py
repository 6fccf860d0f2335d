"""Which judgements the evidence contradicts, in short: for what shows an option without reading all of it."""

from __future__ import annotations

from treatyopt.study.load import default_path
from treatyopt.study.model import Study

FILE = "contradicted.txt"


def contradicted(study: Study, option: str) -> tuple[str, ...]:
    """The criteria, by id, on which the bundled evidence contradicts the judgement of an option.

    Of another study nothing is known without reading its evidence, and a score set for the run is no judgement.
    """
    if not study.origin.bundled:
        return ()
    file = default_path().with_name(FILE)
    named = set(file.read_text(encoding="utf-8").split()) if file.is_file() else set()
    judged = [each for each in study.criteria if f"{option}.{each.id}" in named]
    return tuple(each.id for each in judged if study.option(option).on(each.id).basis != "set")
