"""Swing weighting as a conversation, without a terminal: which question comes next, given the answers so far.

Within each group first: which of its swings would be made first, and what each other counts beside that. Then the same
between groups, by the first swing of each. A swing is the whole way on a criterion from 0 to 100, or on all of a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.study.model import Study

FULL = 100.0


@dataclass(frozen=True, slots=True)
class First:
    """The swing that would be made first, by id; None if nobody knows."""

    id: str | None


@dataclass(frozen=True, slots=True)
class Points:
    """What a swing counts beside the first, which counts 100."""

    points: float


@dataclass(frozen=True, slots=True)
class Between:
    """That a swing counts from `low` to `high` beside the first, which counts 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Beside:
    """That a swing counts no less (>=), no more (<=) or the same (=) as another of its round."""

    sign: Literal[">=", "<=", "="]
    id: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """That it is not known what a swing counts: what is known of it instead is asked next."""


@dataclass(frozen=True, slots=True)
class Open:
    """That no more is known of a swing than that it counts no more than the first."""


Known = Points | Between | Beside | Open
Answer = First | Doubt | Known


class Round(NamedTuple):
    """Swings that are compared with each other: inside a group, or (None) between groups."""

    group: str | None
    swings: tuple[str, ...]


class Judged(NamedTuple):
    """A round with its first swing, and what is known of each other, by id; nothing where no first is known."""

    round: Round
    first: str | None
    others: Mapping[str, Known]


class Question(NamedTuple):
    """What is asked: which swing comes `first`, or what `swing` counts beside it; in `doubt`, what else is known of it.

    `number` counts from 1, of `total`; `others` holds what was said of other swings of the round, by id.
    """

    round: Round
    number: int
    total: int
    first: str | None = None
    swing: str | None = None
    doubt: bool = False
    others: tuple[tuple[str, Known], ...] = ()


@dataclass(frozen=True)
class Interview:
    """The answers so far, with what follows of them. `before` holds those gone back over, by what was asked."""

    study: Study
    answers: tuple[Answer, ...] = ()
    before: Mapping[Question, Answer] = field(default_factory=dict)

    @cached_property
    def _walked(self) -> tuple[tuple[Judged, ...], Question | None]:
        """The rounds that are finished, and the question that is open, None when all are answered."""
        answers = iter(self.answers)
        found: list[Judged] = []
        number = 1
        for at in _rounds(self.study, found):
            step = _asked(at, answers, Question(at, number, self.total))
            if isinstance(step, Question):
                return tuple(found), step
            found.append(step)
            number += len(at.swings)
        return tuple(found), None

    @property
    def total(self) -> int:
        """How many questions there are, those aside that ask what is known instead."""
        inside = sum(len(each.swings) for each in _inner(self.study))
        return inside + (len(self.study.groups) if len(self.study.groups) > 1 else 0)

    @property
    def question(self) -> Question | None:
        """The next question; None when all are answered."""
        return self._walked[1]

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The rounds that are finished."""
        return self._walked[0]

    @property
    def remembered(self) -> Answer | None:
        """The answer that was given to this question before going back, if it was asked."""
        return self.before.get(_alone(self.question)) if self.question else None

    def answered(self, answer: Answer) -> Interview:
        """With one more answer."""
        return replace(self, answers=(*self.answers, answer))

    def back(self) -> Interview:
        """At the question before, with its answer remembered; at the first question nothing changes."""
        if not self.answers:
            return self
        earlier = replace(self, answers=self.answers[:-1])
        assert earlier.question is not None
        return replace(earlier, before={**self.before, _alone(earlier.question): self.answers[-1]})


def _alone(question: Question) -> Question:
    """A question without what was said of other swings, which may change while it stays the same."""
    return question._replace(others=())


def begun(study: Study) -> Interview:
    """An interview before its first question; ArgumentProblem for a study with one criterion."""
    if len(study.criteria) == 1:
        raise ArgumentProblem(
            "the study has one criterion, which has all the weight: there is nothing to ask"
        )
    return Interview(study)


def _inner(study: Study) -> list[Round]:
    """The rounds inside groups: those of more than one criterion."""
    return [
        Round(group.id, tuple(each.id for each in group.criteria))
        for group in study.groups
        if len(group.criteria) > 1
    ]


def _rounds(study: Study, judged: list[Judged]) -> Iterator[Round]:
    """Each round in turn; the one between groups is made when those inside them are `judged`."""
    yield from _inner(study)
    if len(study.groups) > 1:
        firsts = {each.round.group: each.first for each in judged}
        yield Round(None, tuple(_standing(group.id, group.criteria[0].id, firsts) for group in study.groups))


def _standing(group: str, single: str, firsts: Mapping[str | None, str | None]) -> str:
    """The swing that stands for a group: its first, its only one, or that of the whole group where none is known."""
    return (firsts[group] or group) if group in firsts else single


def _asked(at: Round, answers: Iterator[Answer], blank: Question) -> Judged | Question:
    """A round with its answers; the question that is open, if they do not go so far."""
    chosen = next(answers, None)
    if chosen is None:
        return blank
    assert isinstance(chosen, First)
    others: dict[str, Known] = {}
    for i, swing in enumerate(each for each in at.swings if each != chosen.id) if chosen.id else ():
        asked = blank._replace(
            number=blank.number + 1 + i, first=chosen.id, swing=swing, others=tuple(others.items())
        )
        answer = next(answers, None)
        if isinstance(answer, Doubt):
            asked, answer = asked._replace(doubt=True), next(answers, None)
        if answer is None:
            return asked
        assert isinstance(answer, Known)
        others[swing] = answer
    return Judged(at, chosen.id, others)
