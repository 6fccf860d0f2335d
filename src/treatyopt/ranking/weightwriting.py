"""What was asked about weights as the text of a weights file, which is read back as it was meant."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from treatyopt.drafting.yamltext import inline
from treatyopt.errors import ArgumentProblem, printable
from treatyopt.ranking.elicited import Elicited, way
from treatyopt.study.model import Study
from treatyopt.study.statements import ABOUT, OVER, SAY

_WIDTH, _SHORT = 96, 8


def checked_name(text: str) -> str:
    """The name of whoever gives weights; ArgumentProblem for one that is empty, too long or not on one line."""
    from pydantic import TypeAdapter, ValidationError

    from treatyopt.study.fields import Name

    try:
        return TypeAdapter(Name).validate_python(text)
    except ValidationError as error:
        raise ArgumentProblem(f"{printable(text)}: {error.errors()[0]['msg']}", arguments=("by",)) from None


def written_weights(study: Study, found: Elicited, by: str | None, date: str) -> str:
    """What was asked for as the text of a weights file, with what each swing was; `read_weights` reads it back."""
    return "".join(f"{line}\n" for line in _lines(study, found, by, date))


def _lines(study: Study, found: Elicited, by: str | None, date: str) -> Iterator[str]:
    yield from _noted(f"Weights for: {study.title}{_of_file(study)}")
    given = {id for id, _ in found.points}
    for key, value in zip(ABOUT, (by, date, found.how), strict=True):
        if value is not None:
            # Beside points for a criterion of that name there can be no second entry.
            entry = f"{key}: {inline(value)}"
            yield f"# {entry}" if key in given else entry
    if found.over != "groups":
        yield f"{OVER}: {found.over}"
    yield ""
    for note in found.notes:
        yield from _noted(note)
    yield from (f"{id}: {inline(points)}" for id, points in found.points)
    if found.say:
        yield f"{SAY}:"
        yield from (f"  - {inline(each)}" for each in found.say)
    yield ""
    yield "# The swings that were compared:"
    for id in _compared(study, found):
        yield from _noted(f"{id}: {way(study, id)}", "  ")


def _compared(study: Study, found: Elicited) -> Iterator[str]:
    """The groups and criteria that points were given for, or that something was said of, in the study's order."""
    said = {word for text in found.say for word in re.findall(r"[a-z][a-z0-9-]*", text)}
    named = {id for id, _ in found.points} | said
    for group in study.groups:
        inside = [each.id for each in group.criteria]
        yield from (id for id in dict.fromkeys([group.id, *inside]) if id in named)


def _of_file(study: Study) -> str:
    of = study.origin
    parts = [each for each in (of.file, f"sha256 {of.sha256[:_SHORT]}" if of.sha256 else None) if each]
    return f" ({', '.join(parts)})" if parts else ""


def _noted(text: str, indent: str = "") -> Iterator[str]:
    """A comment, on as many lines as it takes."""
    lines = textwrap.wrap(text, _WIDTH, subsequent_indent="  " if indent else "")
    yield from (f"#{indent} {printable(line, _WIDTH)}" for line in lines)
