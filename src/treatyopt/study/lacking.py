"""What a study lacks without which something cannot be answered, with the lines that would add it."""

from __future__ import annotations

from collections.abc import Callable

from treatyopt.errors import ArgumentProblem, as_typed
from treatyopt.study.model import Study
from treatyopt.study.records import Source

Lines = tuple[str, ...]


def lack(study: Study, part: str, what: str) -> ArgumentProblem:
    """The problem that a study lacks a part, with the least that can be added to it, in its own ids."""
    shown = "\n".join(f"    {line}" for line in _LEAST[part](study))
    return ArgumentProblem(f"{what}; add, for example:\n{shown}")


def required_source(study: Study) -> Source:
    """The source of a study; ArgumentProblem with the lines to add if it has none."""
    if study.source is None:
        raise lack(study, "source", "the study names no source, so that nothing in it rests on a passage")
    return study.source


def _source(_: Study) -> Lines:
    return "source:", "  title: The document that the study reads", "  short: Author and year"


def _parties(_: Study) -> Lines:
    return "parties:", "  north: {name: North}", "  south: {name: South}"


def _baseline(study: Study) -> Lines:
    scores = ", ".join(
        f"{each.id}: {as_typed(each.scale.worst if each.scale else 0)}" for each in study.criteria
    )
    option = f"  nothing: {{name: No agreement, scores: {{{scores}}}}}"
    return "baseline: nothing", "options:  # beside those that are there", option


def _obligations(study: Study) -> Lines:
    parties = ", ".join(each.id for each in study.parties) or "north"
    moves = f"moves: {{{study.criteria[0].id}: 3}}"
    enters = study.ladder[-1].id
    return (
        "obligations:",
        f"  a-pledge: {{says: What is pledged, binds: [{parties}], enters: {enters},",
        f"    burden: 1, {moves}}}",
    )


_LEAST: dict[str, Callable[[Study], Lines]] = {
    "source": _source,
    "parties": _parties,
    "baseline": _baseline,
    "obligations": _obligations,
}
