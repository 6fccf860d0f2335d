"""What falls with each passage of the source, struck out by itself, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.footing import first, footless, turned, unknowns
from treatyopt.documents.placing import changes_shown
from treatyopt.documents.provenance import CITED
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.unknown import MIDDLES
from treatyopt.documents.words import listed, plural
from treatyopt.ranking.provenance import Fall, Part, Passages
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study
from treatyopt.tables.columns import Head
from treatyopt.tables.provenance import passages

_SHOWN, _ROWS = 20, 40
_UNDER = (Head("locator", lead=True), Head("footing", fold=True))


def passages_document(found: Passages) -> Document:
    """Which passages change who leads, what else of the answer would change; then what falls with each."""
    study, listing = found.ranking.study, passages(found).wide
    shown = listing.reading(
        {
            "leaders": lambda each: few([study.option(id).name for id in each.leaders]) or "nothing",
            "tier": lambda each: " to ".join(dict.fromkeys((each.tier, each.upper))),
            "changes": lambda each: ", ".join(each.changes) or "–",
            "could": lambda each: {True: "yes", False: "–", None: "not worked out"}[each.could],
        }
    )
    falling = [each for each in found.passages if each.falls]
    moving = [each for each in falling if each.scores or each.changes]
    blocks: list[Block] = [
        Heading(
            f"What falls with each passage of {required_source(study).short}",
            beside(study, f"weights: {found.ranking.weights.name}"),
        ),
        *changes_shown(found.ranking),
        *(Prose(each) for each in _summary(found)),
    ]
    if moving:
        rows = tuple(Row(shown.cells(each), detail=" ".join(_fallen(study, each))) for each in moving)
        table = Table(shown.heads, rows, caption="Each struck out by itself", detail="would fall")
        blocks += first_rows(table, "passages with which a score falls", first=_SHOWN, most=_ROWS)
    blocks += _under_no_score(study, [each for each in falling if each not in moving])
    blocks += [Prose(each, faint=True) for each in _meaning(found, len(falling))]
    told = (found.changing("leader") or falling or found.passages)[:1]
    blocks += [Next(f"treatyopt sensitivity --without {each.locator}") for each in told]
    return Document(Deferred(found.to_dict), tuple(blocks), listing)


def _under_no_score(study: Study, those: Sequence[Fall]) -> Iterator[Block]:
    """The passages on which no score rests alone, but something else does."""
    rows = tuple(Row((each.locator, "; ".join(footless(study, each.footing)))) for each in those)
    if rows:
        caption = "No score falls with these, but what they alone stand under loses its footing"
        table = Table(_UNDER, rows, caption=caption, headed=False)
        yield from first_rows(table, "passages under something", first=_SHOWN, most=_ROWS)


def _summary(found: Passages) -> Iterator[str]:
    """Whether any passage changes who leads, whether others could, and what else changes with which."""
    if not found.passages:
        yield "The source lists no passages, so that nothing can be struck out."
        return
    turning = found.changing("leader")
    held = f", {MIDDLES}" if any(each.scores for each in found.passages) else ""
    if turning:
        told = few([f"{each.locator} ({_then(found, each)})" for each in turning], "or")
        yield f"Who leads changes without {told}{held}; no other passage by itself changes that."
    else:
        yield f"No passage by itself changes who leads{held}."
    able = [each for each in found.passages if each.could and each not in turning]
    if able:
        which = few([each.locator for each in able])
        each_by = ", each by itself," if len(able) > 1 else ""
        yield (
            f"Without {which}{each_by} who leads stays the same at those middles, but other figures for what is "
            "then unknown could change it."
        )
    parts: tuple[tuple[Part, str], ...] = (("shortlist", "The shortlist"), ("tier", "How sure the lead is"))
    those = [(what, found.changing(part)) for part, what in parts]
    said = [f"{what} changes without {few([e.locator for e in each], 'or')}." for what, each in those if each]
    if said:
        yield " ".join(said)


def _then(found: Passages, each: Fall) -> str:
    """What would come first without a passage, and by which screens that a middle alone lets pass."""
    by = f", passing {listed(each.by_middle)} only by a middle" if each.by_middle else ""
    return f"{first(found.ranking, each.leaders, each.tier)}{by}"


def _fallen(study: Study, each: Fall) -> Iterator[str]:
    """All that falls with a passage: scores, claims, footing."""
    if each.scores:
        yield f"Unknown: {unknowns(study, each.scores)}."
    said = [*turned(each.claims)]
    if said:
        yield f"Claims: {listed(said)}."
    losing = [*footless(study, each.footing)]
    if losing:
        yield f"Without footing: {'; '.join(losing)}."


def _meaning(found: Passages, falling: int) -> Iterator[str]:
    rest = len(found.passages) - falling
    if rest:
        whole = plural(len(found.passages), "passage")
        yield f"With {rest} of the {whole} nothing falls, each struck out by itself."
    yield f"{CITED} 'Could turn' says whether some figures for the unknown scores change who then leads."
