"""What came of a study's proposals as a document: what was agreed and is worth, and what is known of such things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import legalform
from treatyopt.documents.agreed import worth
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Items, Next, Prose, Row, Table
from treatyopt.documents.hindsight import hindsight_said
from treatyopt.documents.placing import noted
from treatyopt.documents.rates import rate_tables, sourced
from treatyopt.documents.sentences import criterion_name, name
from treatyopt.documents.units import known
from treatyopt.documents.words import capital, counted, listed, plural
from treatyopt.history.records import GRADES, Finding
from treatyopt.history.results import Borne, Evidence
from treatyopt.study.model import Study
from treatyopt.tables import evidence as tables

KEY = (
    f"Grades: {'; '.join(f'{grade}, {means}' for grade, means in GRADES.items())}. An (S) or (M) inside a text grades "
    "that part of it. A grade is of the source and not of the coding."
)
CODED = (
    "What came of each obligation, its form, the kind of an example and what bears on which judgement are the coding "
    "of whoever wrote the evidence. Nothing here shows that one thing was the cause of another."
)
_HOW_IT_WENT_ON = "treatyopt evidence OBLIGATION says how one went on, and from what source that is known."
_RATES = 2  # shown of all ways of counting: by option there are the others


def outcomes_document(found: Evidence) -> Document:
    """What came of every obligation, what was agreed valued beside the types, and what bears on the judgements."""
    study = found.study
    listing = tables.outcomes(found.outcomes)
    rows = tuple(Row(listing.cells(each)) for each in found.outcomes)
    ways = list(dict.fromkeys(each.id for each in found.rates))
    blocks: list[Block] = [
        Heading("What came of it", beside(study, f"weights: {found.weights}")),
        *noted(study, found.ranking.changes),
        Prose(" ".join(_answer(found)), hint=_HOW_IT_WENT_ON),
        Prose(f"{CODED} {KEY}", faint=True),
        *worth(found),
        *([Prose(legalform.said(found.legal_form), lead="Legal form.")] if found.legal_form else []),
        *_borne(study, found),
        *rate_tables([each for each in found.rates if each.id in ways[:_RATES]]),
        *_otherwise(study, found, ways),
        *hindsight_said(study, found.hindsight),
        *_research(found.research),
        Table(listing.heads, rows, caption="What came of each obligation"),
        Next(f"treatyopt evidence {study.ladder[-1].id}"),
    ]
    return Document(Deferred(found.to_dict), tuple(blocks), listing)


def _answer(found: Evidence) -> Iterator[str]:
    """How much was agreed by the last year, in a few sentences."""
    came = found.came
    but = ", or not by then" if came.later else ""
    yield (
        f"Agreed by the end of {came.year}, or existing before: {came.agreed} of "
        f"{plural(came.obligations, 'obligation')}; in part, or signed and never in force: {came.partly} more; not "
        f"agreed{but}: {came.not_agreed}."
    )
    bare = found.legal_form.outcome if found.legal_form else None
    if bare is not None and bare.status == "not-agreed":
        yield "The legally binding form is among those not agreed."
    over = f": what had ended by then counts too ({listed(came.ended)})" if came.ended else ""
    yield f"Agreed is not kept{over}."


def _borne(study: Study, found: Evidence) -> Iterator[Block]:
    """How many judgements are supported, qualified and contradicted, and those that are contradicted."""
    if not found.bearings:
        return
    count = found.judged
    rest = f"the other {count.nothing} nothing" if count.nothing else "each something"
    yield Prose(
        f"Of the {count.judgements} judgements what is known supports {count.supports}, qualifies {count.qualifies} "
        f"and contradicts {count.contradicts}; on {rest} was found. No score is changed by it.",
        lead="The judgements.",
    )
    against = tuple(_told(study, each) for each in found.bearings if each.bearing == "contradicts")
    if against:
        yield Items(against)


def _told(study: Study, each: Borne) -> Prose:
    judged = known(study.criterion(each.criterion), study.option(each.option).on(each.criterion))
    lead = f"{name(study, each.option)}, {criterion_name(study, each.criterion)} {judged} [{each.grade}]:"
    return Prose(sourced(str(each.says), str(each.source)), lead=lead)


def _otherwise(study: Study, found: Evidence, ways: Sequence[str]) -> Iterator[Block]:
    """What is said of the judgements on which the rates shown bear, and how many more ways of counting there are."""
    on = {each.criterion for each in found.rates if each.id in ways[:_RATES]}
    said = [each for each in found.bearings if each.criterion in on and each.bearing != "contradicts"]
    if said:
        yield Items(tuple(_bearing(study, each) for each in said))
    more = len(ways) - _RATES
    if more > 0:
        others = f"{counted(more)} more {'way' if more == 1 else 'ways'} of counting"
        yield Prose(
            f"{capital(others)} stand with the {study.words.options}, and all in the data (json).", faint=True
        )


def _bearing(study: Study, each: Borne) -> Prose:
    told = _told(study, each)
    return told._replace(lead=f"{told.lead.removesuffix(':')}, {_PAST[str(each.bearing)]}:")


_PAST = {"supports": "supported", "qualifies": "qualified", "contradicts": "contradicted"}


def _research(found: Sequence[Finding]) -> Iterator[Block]:
    if found:
        yield Prose("Of other cases and times.", lead="Research.")
        yield Items(tuple(_found(each) for each in found))


def _found(each: Finding) -> Prose:
    period = f" ({each.period})" if each.period else ""
    return Prose(sourced(each.finding, each.source), lead=f"{each.work} [{each.grade}]{period}:")
