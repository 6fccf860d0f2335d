"""A file of weights: points by id, and what is said of weights."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable

_SAY = "say"


class Held(NamedTuple):
    """What a weights file holds: points by id, and statements such as security>=realism."""

    points: dict[str, float]
    say: tuple[str, ...]


def read_weights(path: str | os.PathLike[str]) -> Held:
    """What a weights file holds: a YAML or JSON mapping of ids to points, with statements under `say`.

    Raises FileProblem if it cannot be read or is anything else. Ids and statements are checked when they are used.
    """
    from treatyopt.study.yamlfile import Mapped, read

    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"{printable(repr(path))} is not the path of a file")
    file = Path(path)
    document = read(file)
    name = printable(str(file), 200)
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a mapping of group or criterion ids to points")
    problems = [
        Problem(name, document.lines[id], printable(id), _wrong(id, value))
        for id, value in document.items()
        if (id == _SAY or isinstance(value, bool) or not isinstance(value, (int, float)))
        and not _said(id, value)
    ]
    if problems:
        raise FileProblem(problems)
    if not document:
        raise FileProblem.of(name, "holds no points")
    say = document.get(_SAY)
    points = {id: value for id, value in document.items() if not _said(id, value)}
    return Held(points, _statements(say) if _said(_SAY, say) else ())


def _said(id: str, value: Any) -> bool:
    """Whether an entry holds statements: `say` with a text, or a list of texts."""
    texts = value if isinstance(value, list) else [value]
    return id == _SAY and all(isinstance(each, str) for each in texts)


def _wrong(id: str, value: Any) -> str:
    if id == _SAY:
        return "holds statements such as security>=realism, one text or a list of texts"
    return f"points must be a number, not {_shown(value)}"


def _statements(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {printable(value, 40)!r}"
    return "a list or mapping" if isinstance(value, (list, dict)) else printable(str(value), 40)
