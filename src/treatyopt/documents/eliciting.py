"""Swing weighting in words: what is asked, what was understood, what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.authorship import study_title
from treatyopt.documents.blocks import Block, Heading, Items, Prose, Row, Table
from treatyopt.documents.words import capital, counted, listed
from treatyopt.ranking.elicitation import (
    FULL,
    Answer,
    Beside,
    Between,
    Doubt,
    First,
    Open,
    Points,
    Question,
)
from treatyopt.ranking.elicited import SCALE, Elicited, swing, way
from treatyopt.study.model import Study, find
from treatyopt.study.records import Criterion, Group
from treatyopt.study.words import Words
from treatyopt.tables.columns import Head

_STEPS = "b back; h help; q quit"
BACK, HELP, QUIT = KEYS = (("b", "back"), ("h", "help"), ("q", "quit"))


def opening(study: Study, questions: int, where: str) -> tuple[Block, ...]:
    """What is about to be asked, and `where` it will go."""
    return (
        Heading(study_title(study), f"swing weighting, {questions} questions"),
        Prose(
            "A swing is the whole way on a criterion, from the worse end of its scale to the better. You say which you "
            "would make first, and what each other is worth beside it. Look at the two ends of the way, not at how "
            "important a criterion sounds."
        ),
        Prose(f"No ranking is shown meanwhile. {where}", faint=True),
    )


def explained(words: Words) -> tuple[Block, ...]:
    """What can be typed, and what it means."""
    return (
        Items((
            Prose("a weight is the worth of a swing. Where the two ends hardly differ it is small, however much the "
                  "criterion matters otherwise.", lead="What is asked:"),
            Prose(f"imagine {words.one} at the worse end everywhere. Choose the swing that you would make first; it "
                  "counts 100. Another that is worth half as much counts 50.", lead="How to answer:"),
            Prose("= for as much as the first, = ID for as much as another that was answered.", lead="About equal:"),
            Prose("? asks what you do know: a range such as 20-60, <40 or >40, <ID or >ID for no more or no less than "
                  "another, or nothing. If anything is not known the result is statements, and not points.",
                  lead="Not known:"),
            Prose("b takes back the last answer, and Enter then repeats it; q quits and writes nothing.",
                  lead="Going back:"),
        )),
    )  # fmt: skip


def asked(study: Study, question: Question, remembered: str = "") -> tuple[Block, ...]:
    """A question with the two ends of every swing that it is about, and what can be typed."""
    where = _where(study, question)
    again = ", what is known" if question.doubt else ""
    aside = f"question {question.number} of {question.total}{again}"
    if question.swing is None:
        return (Heading(f"{where}: the first swing", aside), *_first(study, question, remembered))
    return (
        Heading(f"{where}: {_named(study, question.swing)}", aside),
        *_counting(study, question, remembered),
    )


def _where(study: Study, question: Question) -> str:
    if question.round.group is None:
        return "All criteria" if study.flat else "Between groups"
    if len(study.groups) == 1:
        return "All criteria"
    return f"Within {find('group', question.round.group, study.groups).name}"


def _first(study: Study, question: Question, remembered: str) -> Iterator[Block]:
    swings = question.round.swings
    yield _ends(study, swings, numbered=True)
    those = "both" if len(swings) == 2 else f"all {counted(len(swings))}"
    yield Prose(
        f"Suppose {study.words.one} is at the worse end of {those}, and one swing can be made. Which first?"
    )
    if both := [(each, whole) for each in swings if (whole := _key(swings, each))]:
        ids, words = (list(dict.fromkeys(each)) for each in zip(*both, strict=True))
        are = "is an id and a key" if len(ids) == 1 else "are ids and keys"
        yield Prose(
            f"Here {listed(ids)} {are}: give a number for the one, and {listed(words, 'or')} for the other."
        )
    yield _keys("number or id; ? I do not know", remembered)


def _key(swings: Sequence[str], said: str) -> str:
    """What else can be typed for a key that is the id of a swing too; nothing for any other text, or if that is one."""
    found = (other for key in KEYS if said in key and said in swings for other in key if other not in swings)
    return next(found, "")


def either(study: Study, question: Question, said: str) -> str:
    """What to type for an id that is a key too, where swings are named; nothing if that is clear."""
    swings = question.round.swings
    other = _key(swings, said) if question.swing is None else ""
    return f"Give {swings.index(said) + 1} for {_named(study, said)}, or {other}." if other else ""


def _counting(study: Study, question: Question, remembered: str) -> Iterator[Block]:
    first, asked_of = str(question.first), str(question.swing)
    if not question.doubt:
        yield _ends(study, [first, asked_of])
    if question.others:
        so_far = [f"{_named(study, id)} {_short(study, known)}" for id, known in question.others]
        yield Prose(f"So far: {_named(study, first)} 100, {', '.join(so_far)}.", faint=True)
    if question.doubt:
        yield Prose(
            f"What do you know of {_named(study, asked_of)}, where {_named(study, first)} counts 100?"
        )
        nothing = "?" if remembered else "? or Enter"  # which else means the answer as it was
        yield _keys(
            "0 to 100, or a range such as 20-60; <ID or >ID, no more or no less than another; = or =ID, as much as the "
            f"first or another; {nothing}, nothing more",
            remembered,
        )
    else:
        yield Prose(f"If {_named(study, first)} counts 100, what does {_named(study, asked_of)} count?")
        yield _keys("0 to 100; = about equal; ? I do not know", remembered)


def _keys(first: str, remembered: str) -> Prose:
    before = f"Enter, {remembered} as before; " if remembered else ""
    return Prose(capital(f"{before}{first}; {_STEPS}"), faint=True)


def _ends(study: Study, swings: Sequence[str], numbered: bool = False) -> Table:
    """The two ends of each swing, the first of which counts 100 unless they are numbered."""
    heads = (Head("swing", lead=True, fold=True), Head("from", fold=True), Head("to", fold=True))
    count = (Head("", lead=True),) if numbered else ()
    rows = [
        Row((*([str(i)] if numbered else []), _labelled(study, id), *swing(study, id)))
        for i, id in enumerate(swings, 1)
    ]
    return Table((*count, *heads), tuple(rows))


def _record(study: Study, id: str) -> Criterion | Group:
    criterion = next((each for each in study.criteria if each.id == id), None)
    return criterion or find("group", id, study.groups)


def _named(study: Study, id: str) -> str:
    record = _record(study, id)
    return record.name if isinstance(record, Criterion) else f"all of {record.name}"


def _labelled(study: Study, id: str) -> str:
    """A swing by its name, with the id where that is not the name with hyphens."""
    name = _named(study, id)
    return name if name.lower().replace(" ", "-") == id else f"{name} ({id})"


def _short(study: Study, known: Answer) -> str:
    if isinstance(known, Points):
        return f"{known.points:g}"
    if isinstance(known, Between):
        return f"{known.low:g}-{known.high:g}"
    if isinstance(known, Beside):
        return f"{known.sign} {_named(study, known.id)}"
    return "open"


def repeated(study: Study, answer: Answer | None) -> str:
    """An answer that Enter repeats, as it is offered; nothing for none."""
    if isinstance(answer, First):
        return "not known" if answer.id is None else _named(study, answer.id)
    return "not known" if isinstance(answer, Doubt) else _short(study, answer) if answer is not None else ""


def understood(study: Study, question: Question, answer: Answer) -> str:
    """An answer in plain words; nothing of one that only leads to the next question."""
    if isinstance(answer, First):
        return _chosen(study, question, answer)
    if isinstance(answer, Doubt):
        return ""
    return (
        f"{_going(study, str(question.swing))} {_counts(study, _named(study, str(question.first)), answer)}."
    )


def _chosen(study: Study, question: Question, answer: First) -> str:
    if answer.id is None:
        inside = " inside it" if question.round.group else " between groups"
        return f"Which swing comes first stays open, so nothing will be said of the weights{inside}."
    return f"{_going(study, answer.id)} comes first here, and counts 100."


def _going(study: Study, id: str) -> str:
    record = _record(study, id)
    if isinstance(record, Group):
        return f"Going from 0 to 100 on every criterion of {record.name}"
    return f"Going {way(study, id)} on {record.name}"


def _counts(study: Study, first: str, answer: Answer) -> str:
    if isinstance(answer, Between):
        return f"counts from {answer.low:g} to {answer.high:g} for every 100 of {first}"
    if isinstance(answer, Beside):
        how = {">=": "no less than", "<=": "no more than", "=": "as much as"}[answer.sign]
        return f"counts {how} {_named(study, answer.id)}"
    if isinstance(answer, Points) and answer.points == FULL:
        return f"counts as much as {first}"
    if isinstance(answer, Points):
        return f"counts {answer.points:g} for every 100 of {first}" if answer.points else "counts nothing"
    assert isinstance(answer, Open)
    return f"counts no more than {first}; more of it is not known"


def summed_up(study: Study, found: Elicited, then: str) -> tuple[Block, ...]:
    """What all answers come to: points with weights, or statements; `then` is what Enter does."""
    closing = Prose(f"Enter, {then}; {_STEPS.replace('h help; ', '')}", faint=True)
    notes = (Prose(each) for each in found.notes if each != SCALE)
    if found.say:
        said = Items(tuple(Prose(each) for each in found.say))
        return Heading("What was said of weights"), said, *notes, closing
    return Heading("What it comes to"), _weights(study, found), *notes, closing


def _weights(study: Study, found: Elicited) -> Table:
    """Each criterion with its points and its weight, under its group with that one's; points may be the group's."""
    weights, points = found.weights(study), dict(found.points)
    rows: list[Row] = []
    apart = False
    for group in study.groups:
        inside = [each.id for each in group.criteria]
        if group.alone and not (study.flat or apart):
            rows.append(Row(("in no group", "", ""), heading=True))
        apart = group.alone
        if not apart:
            rows.append(Row((group.name, points.get(group.id, ""), weights.of(group.id)), heading=True))
        rows += [Row((_named(study, id), points.get(id, ""), weights.of(id))) for id in inside]
    heads = (Head("criterion", lead=True, fold=True), Head("points", "number"), Head("weight", "percent"))
    return Table(heads, tuple(rows))


def impossible(problem: str) -> tuple[Block, ...]:
    """That the answers lead to nothing that can be written."""
    return Heading("Nothing can be written"), Prose(f"{problem}."), Prose("b back; q quit", faint=True)
