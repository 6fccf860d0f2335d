"""What came of a study's proposals as a document: what was agreed and is worth, and what is known of such things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from treatyopt.documents import legalform
from treatyopt.documents.agreed import worth
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Items, Next, Prose, Row, Table
from treatyopt.documents.hindsight import hindsight_said
from treatyopt.documents.rates import rate_tables
from treatyopt.documents.sentences import criterion_name, name
from treatyopt.documents.units import known
from treatyopt.documents.words import capital, counted, plural, sentence
from treatyopt.history.agreed import Valued, valued
from treatyopt.history.agreed import beside as types_of
from treatyopt.history.form import legal_form
from treatyopt.history.hindsight import Hindsight, hindsight
from treatyopt.history.records import STRICT, WIDE, Bearing, EvidenceFile, Finding
from treatyopt.ranking.ranking import Ranking
from treatyopt.result import plain
from treatyopt.study.model import Study
from treatyopt.tables import evidence as tables

GRADES = (
    "Grades: V, seen in a primary, official or authoritative text; S, press, encyclopaedia or a copy kept by somebody "
    "else; M, from memory. (S) or (M) inside a text grades that part of it."
)
CODED = (
    "What came of each obligation, its form, the kind of an example and what bears on which judgement are the coding "
    "of whoever wrote the evidence. Nothing here shows that one thing was the cause of another."
)
_RATES = 2  # shown of all ways of counting: by option there are the others


def outcomes_document(ranking: Ranking, evidence: EvidenceFile) -> Document:
    """What came of every obligation, what was agreed valued beside the types, and what bears on the judgements."""
    study, found, form = ranking.study, valued(ranking, evidence), legal_form(evidence)
    seen = hindsight(study, evidence)
    listing = tables.outcomes(evidence.outcomes)
    rows = tuple(Row(listing.cells(each)) for each in evidence.outcomes)
    blocks: list[Block] = [
        Heading("What came of it", beside(study, f"weights: {ranking.weights.name}")),
        Prose(" ".join(_answer(evidence))),
        Prose(f"{CODED} {GRADES}", faint=True),
        *worth(ranking, found),
        *([Prose(legalform.said(form), lead="Legal form.")] if form else []),
        *_borne(study, evidence),
        *rate_tables(evidence.rates[:_RATES]),
        *_otherwise(study, evidence),
        *hindsight_said(study, seen),
        *_research(evidence),
        Table(listing.heads, rows, caption="What came of each obligation"),
        Next(f"treatyopt evidence {study.ladder[-1].id}"),
    ]
    return Document(Deferred(lambda: _data(ranking, evidence, found, seen)), tuple(blocks), listing)


def _data(
    ranking: Ranking, evidence: EvidenceFile, found: Valued, seen: tuple[Hindsight, ...]
) -> dict[str, object]:
    return {
        "weights": ranking.weights.name,
        "proposed": evidence.proposed,
        "outcomes": tables.outcomes(evidence.outcomes).records(),
        "agreed": tables.agreed(found).records(),
        "not_valued": found.fault,
        "types": tables.types(tuple(types_of(ranking))).records(),
        "legal_form": plain(legal_form(evidence)),
        "hindsight": plain(seen),
        "bearings": [each.to_dict() for each in evidence.bearings],
        "rates": tables.rates(evidence.rates).records(),
        "examples": tables.examples(evidence.examples).records(),
        "research": tables.research(evidence.research).records(),
    }


def _answer(evidence: EvidenceFile) -> Iterator[str]:
    """How much was agreed by the last year, in a few sentences."""
    year, total = max(evidence.until), len(evidence.outcomes)
    now = [each.status for each in evidence.outcomes if each.by(year)]
    whole, some = (sum(status in counting for status in now) for counting in (STRICT, WIDE))
    later = any(each.status in WIDE and not each.by(year) for each in evidence.outcomes)
    but = ", or not by then" if later else ""
    yield (
        f"Agreed by the end of {year}, or existing before: {whole} of {plural(total, 'obligation')}; in part, or "
        f"signed and never in force: {some - whole} more; not agreed{but}: {total - some}."
    )
    bare = evidence.of(evidence.binding) if evidence.binding else None
    if bare is not None and bare.status == "not-agreed":
        yield "The legally binding form is among those not agreed."
    yield "Agreed is not kept: how each went on is told with it."


def _borne(study: Study, evidence: EvidenceFile) -> Iterator[Block]:
    """How many judgements are supported, qualified and contradicted, and those that are contradicted."""
    judged = len(study.ladder) * len(study.criteria)
    kinds = Counter(each.bearing for each in evidence.bearings)
    if not kinds:
        return
    counts = [
        f"supports {kinds['supports']}",
        f"qualifies {kinds['qualifies']}",
        f"contradicts {kinds['contradicts']}",
    ]
    yield Prose(
        f"Of the {judged} judgements what is known {counts[0]}, {counts[1]} and {counts[2]}; on the other "
        f"{judged - len(evidence.bearings)} nothing was found. No score is changed by it.",
        lead="The judgements.",
    )
    against = tuple(_told(study, each) for each in evidence.bearings if each.bearing == "contradicts")
    if against:
        yield Items(against)


def _told(study: Study, each: Bearing) -> Prose:
    judged = known(study.criterion(each.criterion), study.option(each.option).on(each.criterion))
    lead = f"{name(study, each.option)}, {criterion_name(study, each.criterion)} {judged} [{each.grade}]:"
    return Prose(sentence(each.says), lead=lead)


def _otherwise(study: Study, evidence: EvidenceFile) -> Iterator[Block]:
    """What is said of the judgements on which the rates shown bear, and how many more ways of counting there are."""
    on = {each.criterion for each in evidence.rates[:_RATES]}
    said = [each for each in evidence.bearings if each.criterion in on and each.bearing != "contradicts"]
    if said:
        yield Items(tuple(_bearing(study, each) for each in said))
    more = len(evidence.rates) - _RATES
    if more > 0:
        ways = f"{counted(more)} more {'way' if more == 1 else 'ways'} of counting"
        yield Prose(
            f"{capital(ways)} stand with the {study.words.options}, and all in the data (json).", faint=True
        )


def _bearing(study: Study, each: Bearing) -> Prose:
    told = _told(study, each)
    return told._replace(lead=f"{told.lead.removesuffix(':')}, {_PAST[each.bearing]}:")


_PAST = {"supports": "supported", "qualifies": "qualified", "contradicts": "contradicted"}


def _research(evidence: EvidenceFile) -> Iterator[Block]:
    if evidence.research:
        yield Prose("Of other cases and times.", lead="Research.")
        yield Items(tuple(_found(each) for each in evidence.research))


def _found(each: Finding) -> Prose:
    period = f" ({each.period})" if each.period else ""
    return Prose(f"{sentence(each.finding)}", lead=f"{each.work} [{each.grade}]{period}:")
