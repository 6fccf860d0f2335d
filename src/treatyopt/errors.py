"""What can go wrong for a user, as exceptions: every user mistake is one of these."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, NamedTuple


class TreatyoptError(Exception):
    """Base of every mistake a user can make; its text is one clear line."""


class ArgumentProblem(TreatyoptError):
    """A wrong argument or an unknown id was given.

    `arguments` names those that would mend it, and `kind` what an unknown id was to be one of, where those known are
    too many for the message: the command line says by which flags, and which command lists them.
    `missing` is the kind of an unknown id, and the id.
    """

    def __init__(
        self,
        message: str,
        *,
        arguments: tuple[str, ...] = (),
        kind: str | None = None,
        missing: tuple[str, str] | None = None,
    ) -> None:
        self.arguments = arguments
        self.kind = kind
        self.missing = missing
        super().__init__(message)

    @classmethod
    def unknown(cls, kind: str, given: str, known: Iterable[str]) -> ArgumentProblem:
        """An unknown id: see the function of that name."""
        known = list(dict.fromkeys(known))
        listed = nearest(given, known) is not None or len(known) <= _FEW
        return cls(unknown(kind, given, known), kind=None if listed else kind, missing=(kind, given))


class Problem(NamedTuple):
    """One fault in a file: which file, which line (1-based, or None), where in it, and what is wrong."""

    file: str
    line: int | None
    path: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.path, self.message) if part)


class FileProblem(TreatyoptError):
    """A file cannot be used; `problems` holds every fault that was found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, file: str, message: str, line: int | None = None) -> FileProblem:
        """A file with a single fault that has no place inside the document."""
        return cls([Problem(file, line, "", message)])


class Unreadable(Exception):
    """A file is not what it looks like; the text says why, for whoever knows its name."""


def ids(name: str, given: Any) -> list[str]:
    """Several ids given from Python as a list; ArgumentProblem for a single text or anything else."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ArgumentProblem(f"{name}={printable(repr(given))}: give a list of ids")
    return [each if isinstance(each, str) else printable(repr(each)) for each in given]


def texts(name: str, given: Any) -> list[str]:
    """Several texts given from Python as a list, or one; ArgumentProblem for anything else."""
    if isinstance(given, str):
        return [given]
    if not isinstance(given, Iterable):
        raise ArgumentProblem(f"{name}={printable(repr(given))}: give a list of texts")
    found = list(given)
    wrong = next((each for each in found if not isinstance(each, str)), None)
    if wrong is not None:
        raise ArgumentProblem(f"{name}: {printable(repr(wrong))} is not a text")
    return found


def mapping(name: str, given: Any) -> Mapping[str, Any]:
    """Something keyed by ids given from Python; ArgumentProblem for anything else."""
    if not isinstance(given, Mapping):
        raise ArgumentProblem(f"{name}={printable(repr(given))}: give a mapping by id")
    return {key if isinstance(key, str) else printable(repr(key)): value for key, value in given.items()}


def number(given: object) -> float | None:
    """A number given from Python, numpy's among them; None for anything else, true and false included.

    A whole number that is too large for a float is infinite.
    """
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    try:
        return float(given)
    except OverflowError:
        return math.inf


def pointed(text: str) -> str:
    """What to write for a number with a decimal comma, as a clause that follows; nothing for any other text."""
    given = text.strip()
    return f"; write it with a point: {given.replace(',', '.')}" if _DECIMAL_COMMA.fullmatch(given) else ""


_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]{1,9},[0-9]{1,9}%?")


def whole(given: object) -> int | None:
    """A whole number given from Python, numpy's among them; None for anything else, true and false included."""
    return None if isinstance(given, bool) or not isinstance(given, Integral) else int(given)


def counted(name: str, given: object, most: int | None = None) -> int:
    """A whole number of at least 0 given from Python, and at most so many; ArgumentProblem for anything else."""
    found = whole(given)
    if found is None or found < 0 or (most is not None and found > most):
        bounds = ", 0 or more" if most is None else f" from 0 to {most:,}"
        raise ArgumentProblem(f"{name}={printable(str(given))}: must be a whole number{bounds}")
    return found


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known id most like the given one, or the only one of which it is a word; None when none is close."""
    from difflib import get_close_matches

    known, sought = list(known), re.sub(r"[\s_]+", "-", given.strip().lower())
    close = get_close_matches(sought, known, n=1, cutoff=0.6)
    within = [each for each in known if f"-{sought}-" in f"-{each}-"]
    return next(iter(close or (within if len(within) == 1 else [])), None)


def unknown(kind: str, given: str, known: Iterable[str]) -> str:
    """The message for an unknown id: names it and the nearest known one, or all of them if they are few."""
    known = list(dict.fromkeys(known))  # a criterion that is its own group has one id for both
    what = f"unknown {kind} {printable(given)}" if given.strip() else f"the {kind} is not named"
    near = nearest(given, known)
    if near is not None:
        return f"{what}; did you mean {near}?"
    if 0 < len(known) <= _FEW:
        return f"{what}; known: {', '.join(known)}"
    return f"{what}; none of the {len(known)} known is near" if known and given.strip() else what


_FEW = 14  # ids that one line of a message can name


def as_typed(value: float, digits: int = 12) -> str:
    """A figure in a message: as it is typed, without commas, and without an exponent but where it is very long."""
    short = f"{value + 0:.{digits}g}"
    return short if "e" not in short or not _LEAST <= abs(value) < _MOST else f"{Decimal(short):f}"


_LEAST, _MOST = 1e-12, 1e15  # of what is written out whole


def listed(items: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def printable(text: str, limit: int = 60) -> str:
    """Text from outside made safe for one line of a message: escapes shown literally, length bounded."""
    safe = "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in text)
    return safe if len(safe) <= limit else safe[: limit - 3] + "..."
