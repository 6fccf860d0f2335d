"""Asking about swings at a terminal: each answer is repeated in plain words, and nothing is kept before the end.

All of it goes to standard error, so that standard output holds nothing but what comes of it.
"""

from __future__ import annotations

import sys

import click

from treatyopt.cli.output import noted
from treatyopt.documents import eliciting
from treatyopt.documents.blocks import Prose
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.answers import read_answer
from treatyopt.ranking.elicitation import Interview, begun
from treatyopt.ranking.elicited import Elicited, swings_weighed
from treatyopt.ranking.weightwriting import checked_name
from treatyopt.study.model import Study

_INTERRUPTED = 130


def at_terminal() -> bool:
    """Whether somebody sees what is asked and can type."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def converse(study: Study, then: str, by: str | None) -> tuple[Elicited, str | None]:
    """What somebody says of the swings of a study, and who, unless that is said; `then` is what becomes of it.

    Where they quit, or the input ends, the command ends with the exit code of an interruption; so it does with Ctrl-C.
    """
    interview = begun(study)
    where = f"At the end Enter will {then}; before that nothing is kept."
    noted(*eliciting.opening(study, interview.total, where))
    try:
        by = by or _name()
        while (found := _ended(interview, then) if interview.question is None else None) is None:
            interview = interview.back() if interview.question is None else _step(interview)
    except KeyboardInterrupt:
        click.echo(err=True)
        raise _stopped("interrupted") from None
    return found, by


def _name() -> str | None:
    """Whose weights will be said; None where that is left open."""
    click.echo(err=True)
    noted(Prose("Whose weights are these? A name, or Enter to leave it out.", faint=True))
    while said := _line():
        try:
            return checked_name(said)
        except ArgumentProblem as problem:
            noted(Prose(f"{_capital(str(problem))}."))
    return None


def _step(interview: Interview) -> Interview:
    """The interview after a question: with its answer, or at the one before."""
    question = interview.question
    assert question is not None
    remembered = eliciting.repeated(interview.study, interview.remembered)
    click.echo(err=True)
    noted(*eliciting.asked(interview.study, question, remembered))
    while True:
        said = _line()
        if told := eliciting.either(interview.study, question, said.lower()):
            noted(Prose(told))
        elif said.lower() in eliciting.QUIT:
            raise _stopped("you quit")
        elif said.lower() in eliciting.BACK and not interview.answers:
            noted(Prose("This is the first question: there is none to go back to."))
        elif said.lower() in eliciting.BACK:
            return interview.back()
        elif said.lower() in eliciting.HELP:
            noted(*eliciting.explained(interview.study.words))
        else:
            try:
                kept = None if said else interview.remembered
                answer = read_answer(question, said) if kept is None else kept
            except ArgumentProblem as problem:
                noted(Prose(f"{_capital(str(problem))}."))
                continue
            if told := eliciting.understood(interview.study, question, answer):
                noted(Prose(told))
            return interview.answered(answer)


def _ended(interview: Interview, then: str) -> Elicited | None:
    """What the answers come to, once that is agreed to; None to go back."""
    click.echo(err=True)
    try:
        found = swings_weighed(interview)
        noted(*eliciting.summed_up(interview.study, found, then))
    except ArgumentProblem as problem:
        found = None
        noted(*eliciting.impossible(_capital(str(problem))))
    while True:
        said = _line().lower()
        if said in eliciting.QUIT:
            raise _stopped("you quit")
        if said in eliciting.BACK:
            return None
        if not said and found is not None:
            return found
        noted(Prose(f"Press {'Enter, ' if found else ''}b or q."))


def _line() -> str:
    """What is typed in one line; the command ends where the input does."""
    click.echo("> ", nl=False, err=True)
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return "\ufffd"
    if not line:
        click.echo(err=True)
        raise _stopped("the input ended before the last answer")
    return line.strip()


def _stopped(why: str) -> click.exceptions.Exit:
    click.echo(f"treatyopt: {why}; nothing was written", err=True)
    return click.exceptions.Exit(_INTERRUPTED)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".?")
