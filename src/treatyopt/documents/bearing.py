"""What is known that bears on one option, or what came of one obligation, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import legalform
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.outcomes import CODED, GRADES
from treatyopt.documents.rates import rate_tables
from treatyopt.documents.sentences import criterion_name, name
from treatyopt.documents.units import known, reach
from treatyopt.documents.words import capital, sentence
from treatyopt.history.form import legal_form
from treatyopt.history.records import EvidenceFile, Example, Outcome
from treatyopt.result import plain
from treatyopt.study.model import Study
from treatyopt.study.records import Obligation
from treatyopt.tables import evidence as tables
from treatyopt.tables.columns import Head
from treatyopt.tables.evidence import Borne


def option_document(study: Study, evidence: EvidenceFile, id: str) -> Document:
    """Each judgement of an option with what bears on it, then counts, what entered with it, and examples."""
    option = study.option(id)
    shown = tables.judgements(study, evidence, id).reading(
        {
            "criterion": lambda each: criterion_name(study, each.criterion),
            "score": lambda each: known(study.criterion(each.criterion), each.judged),
            "low": lambda each: reach(study.criterion(each.criterion), each.judged.low, each.judged.high),
            "bearing": lambda each: each.bearing.bearing if each.bearing else "–",
            "grade": lambda each: each.bearing.grade if each.bearing else "–",
        }
    )
    rows = tuple(
        Row(shown.cells(each), detail=_borne(each), faint=each.bearing is None) for each in shown.rows
    )
    rates = [rate for rate in evidence.rates if any(each.option == id for each in rate.counts)]
    entering = [each for each in evidence.outcomes if _enters(study, each.id) == id]
    examples = [each for each in evidence.examples if each.option == id]
    blocks: list[Block] = [
        Heading(option.title, beside(study, "what is known that bears on it")),
        Prose(_counts(shown.rows)),
        Prose(f"{CODED} {GRADES}", faint=True),
        Table(shown.heads, rows, caption="Its judgements, and what bears on them", detail="what is known"),
        *_outcomes(entering, f"What came of what enters with it ({len(entering)})"),
        *rate_tables(rates, id),
        *_examples(examples),
        Next(f"treatyopt explain {id}"),
    ]
    return Document(
        Deferred(lambda: _of_option(shown.records(), entering, rates, examples, id)), tuple(blocks), shown
    )


def _of_option(
    judged: object, entering: object, rates: object, examples: object, id: str
) -> dict[str, object]:
    return {
        "option": id,
        "judgements": judged,
        "outcomes": plain(entering),
        "rates": plain(rates),
        "examples": plain(examples),
    }


def _enters(study: Study, obligation: str) -> str:
    return next(each.enters for each in study.obligations if each.id == obligation)


def _counts(rows: Sequence[Borne]) -> str:
    """How many of the judgements are borne out, qualified and contradicted."""
    kinds: list[str] = [each.bearing.bearing for each in rows if each.bearing]
    if not kinds:
        return "Nothing in the evidence bears on its judgements."
    told = ", ".join(f"{kind} {kinds.count(kind)}" for kind in ("supports", "qualifies", "contradicts"))
    return (
        f"Of its {len(rows)} judgements what is known {told}; on {len(rows) - len(kinds)} nothing was found."
    )


def _borne(each: Borne) -> str | None:
    return f"{sentence(each.bearing.says)} Source: {each.bearing.source}." if each.bearing else None


def _outcomes(rows: Sequence[Outcome], caption: str) -> Iterator[Block]:
    if rows:
        shown = tables.outcomes(rows)
        yield Table(
            shown.heads, tuple(Row(shown.cells(each), detail=each.says) for each in rows), caption=caption
        )


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


def obligation_document(study: Study, evidence: EvidenceFile, id: str) -> Document:
    """What came of an obligation, and what bears on the judgements that it moves; of the legal form its record."""
    obligation = next(each for each in study.obligations if each.id == id)
    outcome, shown = evidence.of(id), tables.outcomes([each for each in evidence.outcomes if each.id == id])
    form = legal_form(evidence) if id == evidence.binding else None
    blocks: list[Block] = [
        Heading(f"Obligation {id}", beside(study, tables.STATUSES[outcome.status] if outcome else "")),
        Prose(sentence(outcome.says) if outcome else "The evidence says nothing of it."),
        *(legalform.record(form) if form else []),
        *([_fields(outcome)] if outcome else []),
        Prose(f"{CODED} {GRADES}", faint=True),
        *_moved(study, evidence, obligation),
        Next(f"treatyopt obligations {id}"),
    ]
    data = {"outcome": plain(outcome), "legal_form": plain(form)} if form else {"outcome": plain(outcome)}
    return Document({"obligation": id, **data}, tuple(blocks), shown)


def _fields(outcome: Outcome) -> Table:
    """All that is said of an outcome, a line each."""
    told = {
        "instrument": outcome.instrument,
        "date": outcome.date,
        "begun": outcome.begun,
        "form": f"{outcome.form} ({outcome.nature})" if outcome.nature else outcome.form,
        "effect": outcome.effect,
        "between": outcome.between,
        "since": outcome.since,
        "source": outcome.source,
        "grade": outcome.grade,
    }
    rows = tuple(Row((key, text)) for key, text in told.items() if text)
    return Table((Head("", lead=True), Head("", fold=True)), rows, headed=False)


def _moved(study: Study, evidence: EvidenceFile, obligation: Obligation) -> Iterator[Block]:
    """The judgements that it moves, of the option it enters with, and what bears on them."""
    heads = (Head("criterion", lead=True), Head("score"), Head("evidence"), Head("grade"))
    rows = []
    for criterion, _ in obligation.moves:
        borne = evidence.bearing(obligation.enters, criterion)
        judged = known(study.criterion(criterion), study.option(obligation.enters).on(criterion))
        cells = (
            criterion_name(study, criterion),
            judged,
            *((borne.bearing, borne.grade) if borne else ("–", "–")),
        )
        rows.append(Row(cells, detail=borne.says if borne else None))
    caption = f"The judgements of {name(study, obligation.enters)} that it moves, and what bears on them"
    yield Table(heads, tuple(rows), caption=caption, detail="what is known")
