"""What is known that bears on one option, or what came of one obligation, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import legalform
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.outcomes import CODED, KEY
from treatyopt.documents.placing import noted
from treatyopt.documents.rates import rate_tables, sourced
from treatyopt.documents.sentences import criterion_name, name
from treatyopt.documents.units import known, reach
from treatyopt.documents.words import capital, sentence
from treatyopt.history.records import Example, Outcome
from treatyopt.history.results import Borne, Judged, ObligationEvidence, OptionEvidence
from treatyopt.study.records import Criterion
from treatyopt.tables import evidence as tables
from treatyopt.tables.columns import Head


def option_document(found: OptionEvidence) -> Document:
    """Each judgement of an option with what bears on it, then counts, what entered with it, and examples."""
    study, option = found.study, found.study.option(found.option)
    shown = tables.judgements(found.judgements).reading(
        {
            "criterion": lambda each: criterion_name(study, each.criterion),
            "score": lambda each: known(study.criterion(each.criterion), option.on(each.criterion)),
            "low": lambda each: _range(study.criterion(each.criterion), each),
            "bearing": lambda each: each.bearing or "–",
            "grade": lambda each: each.grade or "–",
        }
    )
    rows = tuple(
        Row(shown.cells(each), detail=_borne(each), faint=each.bearing is None) for each in found.judgements
    )
    entered = f"What came of what enters with it ({len(found.outcomes)})"
    blocks: list[Block] = [
        Heading(option.title, beside(study, "what is known that bears on it")),
        *noted(study, found.changes),
        Prose(_counts(found.judged)),
        Prose(f"{CODED} {KEY}", faint=True),
        Table(shown.heads, rows, caption="Its judgements, and what bears on them", detail="what is known"),
        *_outcomes(found.outcomes, entered),
        *rate_tables(found.rates, option.id),
        *_examples(found.examples),
        Next(f"treatyopt explain {option.id}"),
    ]
    return Document(Deferred(found.to_dict), tuple(blocks), shown)


def _range(criterion: Criterion, each: Borne) -> str:
    return reach(criterion, each.low, each.high) if each.low != each.high else "–"


def _counts(judged: Judged) -> str:
    """How many of the judgements are borne out, qualified and contradicted."""
    if judged.nothing == judged.judgements:
        return "Nothing in the evidence bears on its judgements."
    rest = f"on {judged.nothing} nothing was found" if judged.nothing else "on each something was found"
    return (
        f"Of its {judged.judgements} judgements what is known supports {judged.supports}, qualifies "
        f"{judged.qualifies} and contradicts {judged.contradicts}; {rest}."
    )


def _borne(each: Borne) -> str | None:
    return sourced(each.says, str(each.source)) if each.says else None


def _outcomes(rows: Sequence[Outcome], caption: str) -> Iterator[Block]:
    if rows:
        shown = tables.outcomes(rows)
        told = tuple(Row(shown.cells(each), detail=sourced(each.says, each.source)) for each in rows)
        yield Table(shown.heads, told, caption=caption, detail="what is known")


def _examples(rows: Sequence[Example]) -> Iterator[Block]:
    if not rows:
        return
    shown = tables.examples(rows)
    told = tuple(Row(shown.cells(each), detail=_detail(each)) for each in rows)
    yield Table(shown.heads, told, caption="Examples of its kind, by the evidence's own classing")
    yield Prose(legalform.of_examples(rows), faint=True)


def _detail(each: Example) -> str:
    parts = [
        *([capital(each.remark)] if each.remark else []),
        f"In force: {each.in_force}",
        f"Term: {each.term}",
        f"Exit: {each.exit}",
        f"Military help: {'yes' if each.assistance else 'no'}{f' ({each.duty})' if each.duty else ''}",
        f"Source: {each.source}",
    ]
    return " ".join(map(sentence, parts))


def obligation_document(found: ObligationEvidence) -> Document:
    """What came of an obligation, and what bears on the judgements that it moves; of the legal form its record."""
    id, outcome, form = found.obligation, found.outcome, found.legal_form
    came = tables.STATUSES[outcome.status] if outcome else ""
    blocks: list[Block] = [
        Heading(f"Obligation {id}", beside(found.study, came)),
        *noted(found.study, found.changes),
        Prose(sentence(outcome.says) if outcome else "The evidence says nothing of it."),
        *(legalform.record(form) if form else []),
        *([_fields(outcome)] if outcome else []),
        Prose(f"{CODED} {KEY}", faint=True),
        *_moved(found),
        Next(f"treatyopt obligations {id}"),
    ]
    listing = tables.outcomes([outcome] if outcome else [])
    return Document(Deferred(found.to_dict), tuple(blocks), listing)


def _fields(outcome: Outcome) -> Table:
    """All that is said of an outcome, a line each."""
    told = {
        "instrument": outcome.instrument,
        "date": outcome.date,
        "begun": outcome.begun,
        "ended": outcome.ended,
        "form": f"{outcome.form} ({outcome.nature})" if outcome.nature else outcome.form,
        "effect": outcome.effect,
        "between": outcome.between,
        "since": outcome.since,
        "source": outcome.source,
        "grade": outcome.grade,
    }
    rows = tuple(Row((key, text)) for key, text in told.items() if text)
    return Table((Head("", lead=True), Head("", fold=True)), rows, headed=False)


def _moved(found: ObligationEvidence) -> Iterator[Block]:
    """The judgements that it moves, of the option it enters with, and what bears on them."""
    if not found.judgements:
        return
    study = found.study
    heads = (Head("criterion", lead=True), Head("score"), Head("evidence"), Head("grade"))
    rows = []
    for each in found.judgements:
        criterion = study.criterion(each.criterion)
        judged = known(criterion, study.option(each.option).on(each.criterion))
        cells = (criterion_name(study, each.criterion), judged, each.bearing or "–", each.grade or "–")
        rows.append(Row(cells, detail=_borne(each)))
    enters = name(study, found.judgements[0].option)
    caption = f"The judgements of {enters} that it moves, and what bears on them"
    yield Table(heads, tuple(rows), caption=caption, detail="what is known")
