"""A file of weights: points by id, what is said of weights, and whose they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, pointed, printable
from treatyopt.study.model import Study

SAY = "say"
OVER = "over"
# Whose the weights are, when and how they were asked for: texts, which points never are. An id may be the same word.
ABOUT = ("by", "date", "how")
_SAYS = "holds statements such as security>=realism, one text or a list of texts"
_SPACES = ("groups", "criteria")


class Held(NamedTuple):
    """What a weights file holds: points by id, and statements such as security>=realism, over groups or criteria.

    `by` is whose weights they are, `date` when and `how` they were asked for; each may be left out.
    """

    points: dict[str, float]
    say: tuple[str, ...]
    over: Literal["groups", "criteria"] | None = None
    by: str | None = None
    date: str | None = None
    how: str | None = None


def read_weights(path: str | os.PathLike[str]) -> Held:
    """What a weights file holds: a YAML or JSON mapping of ids to points, with statements under `say`.

    `over`, `by`, `date` and `how` may stand beside them; with a number such a key is the id of a criterion. Raises
    FileProblem if it cannot be read or is anything else. Ids and statements are checked when they are used.
    """
    from treatyopt.study.yamlfile import Mapped, read

    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"{printable(repr(path))} is not the path of a file")
    file = Path(path)
    document = read(file)
    name = printable(str(file), 200)
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a mapping of group or criterion ids to points")
    points = {id: value for id, value in document.items() if _is_number(value)}
    rest = {id: value for id, value in document.items() if id not in points}
    problems = [
        Problem(name, document.lines[id], printable(id), fault)
        for id, value in rest.items()
        if (fault := _fault(id, value))
    ]
    if problems:
        raise FileProblem(problems)
    if not (points or SAY in rest):
        raise FileProblem.of(name, "holds no points")
    about = {key: printable(rest[key], 100) for key in ABOUT if key in rest}
    over = cast('Literal["groups", "criteria"] | None', rest.get(OVER))
    return Held(points, _statements(rest.get(SAY, ())), over, **about)


def misplaced(study: Study, held: Held) -> str:
    """What is wrong with a number where a text belongs, if no criterion has that name; nothing if nothing is."""
    known = {*(each.id for each in study.groups), *(each.id for each in study.criteria)}
    odd = [id for id in (SAY, OVER, *ABOUT) if id in held.points and id not in known]
    if not odd:
        return ""
    return f"{odd[0]}: {_SAYS if odd[0] == SAY else 'must be a text; put it in quotes'}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _fault(id: str, value: Any) -> str:
    """What is wrong with an entry that is no points; nothing, if it is one of those that may stand beside them."""
    if id == SAY:
        right = all(isinstance(each, str) for each in (value if isinstance(value, list) else [value]))
        return "" if right else _SAYS
    if id == OVER and isinstance(value, str):
        return "" if value in _SPACES else f"must be groups or criteria, not {printable(value, 40)}"
    if id in ABOUT and isinstance(value, str):
        return ""
    return f"points must be a number, not {_shown(value)}"


def _statements(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {printable(value, 40)!r}{pointed(value)}"
    return "a list or mapping" if isinstance(value, (list, dict)) else printable(str(value), 40)
