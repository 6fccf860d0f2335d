"""Interviews about swings, for tests: a study in groups, and what was answered as it would be typed."""

from __future__ import annotations

from studies import Plan
from treatyopt import Study
from treatyopt.ranking.answers import read_answer
from treatyopt.ranking.elicitation import Interview, Question, begun

# Groups of three criteria, two, and one.
PLAN = Plan((3, 2, 1), (50, 30, 20), (((10, 10, 10),) * 6, ((20, 20, 20),) * 6))
C = PLAN.criteria
ALL = ("2", "40", "100", "1", "80", "3", "50", "60")


def said(study: Study, *texts: str) -> Interview:
    """An interview with these answers."""
    interview = begun(study)
    for text in texts:
        interview = interview.answered(read_answer(asked(interview), text))
    return interview


def asked(interview: Interview) -> Question:
    """The question that is open."""
    assert interview.question is not None
    return interview.question
