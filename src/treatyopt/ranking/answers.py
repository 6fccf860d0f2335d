"""What people type when they weigh swings, read into answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from treatyopt.errors import ArgumentProblem, as_typed, printable, unknown
from treatyopt.ranking.elicitation import (
    FULL,
    Answer,
    Beside,
    Between,
    Doubt,
    First,
    Known,
    Open,
    Points,
    Question,
)

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"
_POINTS = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|to|\.\.)\s*({_NUMBER})")
_BESIDE = re.compile(r"(>=|<=|=>|=<|>|<|=|≥|≤)\s*(.*)")
_SIGNS = {"=>": ">=", ">": ">=", "≥": ">=", "=<": "<=", "<": "<=", "≤": "<="}
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def read_answer(question: Question, text: str) -> Answer:
    """What was typed in answer to a question; ArgumentProblem, saying what would be one, for anything else."""
    said = " ".join(text.split()).lower()
    if question.swing is None:
        return _first(question.round.swings, said)
    if said == "?":
        return Open() if question.doubt else Doubt()
    return _known(question, said)


def _first(swings: Sequence[str], said: str) -> First:
    if said == "?":
        return First(None)
    if not said:
        raise ArgumentProblem("give the number of a swing, or ? if you do not know")
    return First(_named(swings, said))


def _named(swings: Sequence[str], said: str) -> str:
    """The swing of this number or id, or of the only id that begins so."""
    if re.fullmatch("[0-9]+", said):
        if not 1 <= int(said[:9]) <= len(swings):
            raise ArgumentProblem(f"{printable(said, 20)} is none of the numbers 1 to {len(swings)}")
        return swings[int(said) - 1]
    begun = [each for each in swings if each.startswith(said)]
    if said in swings or len(begun) == 1:
        return said if said in swings else begun[0]
    raise ArgumentProblem(unknown("swing", said, swings))


def _known(question: Question, said: str) -> Known:
    if _COMMA.search(said):
        raise ArgumentProblem(f"write {printable(_COMMA.sub('.', said), 40)} with a point")
    if _POINTS.fullmatch(said):
        return Points(_counting(said))
    between = _RANGE.fullmatch(said)
    if between:
        return _between(*map(_counting, between.groups()))
    beside = _BESIDE.fullmatch(said)
    if beside:
        return _beside(question, _SIGNS.get(beside[1], beside[1]), beside[2])
    if not said and question.doubt:
        return Open()
    wanted = "a number from 0 to 100, = if about equal, or ? if you do not know"
    if question.doubt:
        wanted = "a number or a range such as 20-60, <ID or >ID for no more or no less than another, or ? for nothing"
    raise ArgumentProblem(
        f'"{printable(said, 40)}" is no answer here; give {wanted}' if said else f"give {wanted}"
    )


def _counting(said: str) -> float:
    points = float(said)
    if points > FULL:
        raise ArgumentProblem(
            f"{said} is more than 100, which is what the first swing counts; if this one counts for more, go back and "
            "choose it first"
        )
    return points


def _between(low: float, high: float) -> Known:
    if low > high:
        raise ArgumentProblem(
            f"{as_typed(low)}-{as_typed(high)} runs backwards; write {as_typed(high)}-{as_typed(low)}"
        )
    if low == high:
        return Points(low)
    return Open() if (low, high) == (0, FULL) else Between(low, high)


def _beside(question: Question, sign: str, of: str) -> Known:
    """More, less or the same as so many points, or as another swing by its id."""
    if not of and sign == "=":
        return Points(FULL)
    if not of:
        raise ArgumentProblem(
            f"{sign[0]} of what? Give it with a number, or a swing that was answered, behind it"
        )
    if _POINTS.fullmatch(of):
        return _bounded(sign, _counting(of))
    other = _named(question.round.swings, of)
    if other == question.swing:
        raise ArgumentProblem("that is the swing that is asked about; name another")
    if other == question.first:
        return _bounded(sign, FULL)
    known = dict(question.others).get(other)
    if known is None:
        raise ArgumentProblem(f"{other} is asked about later; compare with one that was answered")
    if sign == "=":
        return known if isinstance(known, Points) else Beside("=", other)
    return Beside(">=" if sign == ">=" else "<=", other)


def _bounded(sign: str, points: float) -> Known:
    """More, less or the same as so many points; of all 100 no more is left than the same."""
    if sign == "=":
        return Points(points)
    return _between(0, points) if sign == "<=" else _between(points, FULL)
