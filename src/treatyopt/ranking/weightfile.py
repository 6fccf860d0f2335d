"""A file of weights: points by id, what is said of weights, and whose they are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, pointed, printable, unknown
from treatyopt.ranking.weights import MAX_POINTS, out_of_bounds
from treatyopt.study.model import Study
from treatyopt.study.statements import ABOUT, OVER, SAY

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

    def called(self, file: str) -> str:
        """The name of a file that holds this, with whose weights they are."""
        return printable(file) + (f" by {self.by}" if self.by else "")


def read_weights(path: str | os.PathLike[str], studies: Sequence[Study] = ()) -> Held:
    """What a weights file holds: a YAML or JSON mapping of ids to points, with statements under `say`.

    `over`, `by`, `date` and `how` may stand beside them; with a number such a key is the id of a criterion. Raises
    FileProblem, with every fault, if it cannot be read or is anything else. Ids are checked against those of the
    `studies` together, or else when they are used, as statements always are.
    """
    from treatyopt.study.yamlfile import Mapped, read

    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"{printable(repr(path))} is not the path of a file")
    file = Path(path)
    document = read(file)
    name = printable(str(file), 200)
    known = _weighed(studies) if studies else None
    such = f"such as {known[0] if known else 'security'}: 40"
    if not isinstance(document, Mapped):
        what = "is empty" if document is None else "is not a mapping of group or criterion ids to points"
        raise FileProblem.of(name, f"{what}; write an id and points a line, {such}")
    if isinstance(document.get("options"), (dict, list)):
        raise FileProblem.of(
            name, "is a study and no file of weights, which holds points by group or criterion id"
        )
    problems = [
        Problem(name, document.lines[id], printable(id), fault)
        for id, value in document.items()
        if (fault := _misgiven(id, value, known) if _is_number(value) else _fault(id, value))
    ]
    if problems:
        raise FileProblem(problems)
    points = {id: value for id, value in document.items() if _is_number(value)}
    rest = {id: value for id, value in document.items() if id not in points}
    if not (points or SAY in rest):
        raise FileProblem.of(name, f"holds no points; write an id and points a line, {such}")
    about = {key: printable(rest[key], 100) for key in ABOUT if key in rest}
    over = cast('Literal["groups", "criteria"] | None', rest.get(OVER))
    return Held(points, _statements(rest.get(SAY, ())), over, **about)


def _weighed(studies: Sequence[Study]) -> list[str]:
    """The ids that points can be given to in any of several studies."""
    found: dict[str, None] = {}
    for study in studies:
        found |= dict.fromkeys(each.id for each in study.groups)
        found |= dict.fromkeys(each.id for each in study.criteria)
    return list(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _misgiven(id: str, points: float, known: Sequence[str] | None) -> str:
    """What is wrong with points; nothing if nothing is. Where no ids are known, any is taken for one."""
    if known is not None and id not in known:
        if id in (SAY, OVER, *ABOUT):
            return _SAYS if id == SAY else "must be a text; put it in quotes"
        return unknown("group or criterion", id, known)
    return "" if 0 <= points <= MAX_POINTS else f"{out_of_bounds()}, not {points:g}"


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
