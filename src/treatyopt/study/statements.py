"""What people say of weights: "security>=realism", "realism<=40%", read into comparisons of sums of weights.

A statement is a chain of terms that goes one way: a group or a criterion, by id, a multiple of one, a sum of such,
or a percentage of all weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from treatyopt.errors import ArgumentProblem, as_typed, printable, unknown

# What may stand in a file of weights beside points by id: what is said of weights, what all weightings are of, whose
# they are, when and how they were asked for. None of it is a number, as points are: an id may be the same word.
SAY = "say"
OVER = "over"
ABOUT = ("by", "date", "how")

MAX_TIMES = 1e6  # of a multiple, which no judgement needs more of

_SIGN = re.compile(r"(>=|<=|==|=>|=<|>|<|=|≥|≤)")
_SEVERAL = re.compile(r"[;\n]|,\s*[^\W0-9]|,\s")
_SAME_SIGN = {"==": "=", "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<="}
_NUMBER = r"([0-9]{1,15}\.?[0-9]{0,15}|\.[0-9]{1,15})"
_PERCENTAGE = re.compile(rf"{_NUMBER}\s*%")
_MULTIPLE = re.compile(rf"(?:{_NUMBER}\s*\*\s*)?([^\W0-9][\w-]*)(?:\s*\*\s*{_NUMBER})?")


class Comparison(NamedTuple):
    """That a sum of weights, each with its factor, and a part of all weight (0-1) come to at least 0.

    `level`: to just 0. `strict`: to more than 0, where what else was said leaves room for that.
    """

    factors: tuple[tuple[str, float], ...]
    part: float
    level: bool
    strict: bool


class Statement(NamedTuple):
    """What was said, respaced, and the comparisons of neighbours that it makes."""

    text: str
    comparisons: tuple[Comparison, ...]


def read_statement(text: str, known: Iterable[str]) -> Statement:
    """A statement about weights of known groups and criteria; ArgumentProblem for anything else."""
    words = [each.strip() for each in _SIGN.split(text)]
    signs = [_SAME_SIGN.get(each, each) for each in words[1::2]]
    terms = words[::2]
    shown = printable(text.strip(), 100)
    if not signs:
        raise ArgumentProblem(
            f"{shown or 'nothing'}: a statement compares, as in {_example(known)}; in a shell put it in quotes, or "
            "> writes to a file"
        )
    if _SEVERAL.search(text.strip()):
        raise ArgumentProblem(f"{shown}: say one thing at a time, each as a statement of its own")
    if len({each[0] for each in signs} - {"="}) > 1:
        raise ArgumentProblem(f"{shown}: a chain goes one way; say it as two statements")
    read = [_term(each, shown, known) for each in terms]
    respaced = " ".join(
        part for pair in zip(map(_respaced, terms), [*signs, ""], strict=True) for part in pair
    )
    return Statement(respaced.strip(), tuple(_comparisons(read, signs, shown)))


def _example(known: Iterable[str]) -> str:
    first, second, *_ = dict.fromkeys([*known, "security", "realism"])
    return f"'{first}>={second}' or '{first}<=40%'"


class _Term(NamedTuple):
    factors: Mapping[str, float]
    part: float


def _term(text: str, shown: str, known: Iterable[str]) -> _Term:
    """One side of a comparison: percentages, ids and multiples of them, added up."""
    factors: dict[str, float] = {}
    part = 0.0
    for each in (each.strip() for each in text.split("+")):
        percentage, multiple = _PERCENTAGE.fullmatch(each), _MULTIPLE.fullmatch(each)
        if percentage:
            part += float(percentage[1]) / 100
        elif multiple:
            id = multiple[2]
            if id not in known:
                kind = "group or criterion"
                raise ArgumentProblem(f"{shown}: {unknown(kind, id, known)}", missing=(kind, id))
            factors[id] = factors.get(id, 0.0) + _times(multiple, shown)
        else:
            raise ArgumentProblem(f"{shown}: {_unread(each)}")
    return _Term(factors, part)


def _times(multiple: re.Match[str], shown: str) -> float:
    given = [each for each in (multiple[1], multiple[3]) if each is not None]
    times = 1.0
    for each in given:
        times *= float(each)
    if not 0 < times <= MAX_TIMES:
        raise ArgumentProblem(f"{shown}: a multiple is more than 0 and at most {as_typed(MAX_TIMES)}")
    return times


def _unread(text: str) -> str:
    if not text:
        return "something to compare is missing beside a sign"
    if re.fullmatch(_NUMBER, text):
        return f"{text} is no weight; write {text}% for a percentage of all weight"
    if re.search(r"[0-9],[0-9]", text):
        return f"write {printable(re.sub(r'(?<=[0-9]),(?=[0-9])', '.', text))} with a point"
    return f"{printable(text)} is neither an id, a multiple such as 2*ID, a percentage such as 40%, nor a sum of these"


def _respaced(text: str) -> str:
    return re.sub(r"\s*([*%])\s*", r"\1", re.sub(r"\s*\+\s*", " + ", text))


def _comparisons(terms: list[_Term], signs: list[str], shown: str) -> Iterator[Comparison]:
    for (one, other), sign in zip(pairwise(terms), signs, strict=True):
        if not one.factors and not other.factors:
            raise ArgumentProblem(f"{shown}: compares two percentages, and no weight")
        greater, less = (other, one) if sign[0] == "<" else (one, other)
        ids = dict.fromkeys([*greater.factors, *less.factors])
        factors = {id: greater.factors.get(id, 0.0) - less.factors.get(id, 0.0) for id in ids}
        yield Comparison(
            tuple(factors.items()), greater.part - less.part, sign == "=", len(sign) == 1 and sign != "="
        )
