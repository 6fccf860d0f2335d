"""What of a source is used, what is left aside and why, and what was overlooked, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents.blocks import Block, Document, Heading, Prose, Row, Table
from treatyopt.documents.words import listed, plural
from treatyopt.study.coverage import WORKING, Coverage, coverage
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study
from treatyopt.tables import coverage as tables
from treatyopt.tables.columns import Head

_PLURALS = {"criterion": "criteria"}
_BY = (Head("cited by", lead=True), Head("passages", "number", 0))
_WHY = (Head("locator", lead=True), Head("why", fold=True))
_BOUND = "That a passage is cited says where the study leans on it, not that all it says is used, nor that it is true."
_MEND = (
    "Cite each where something rests on it, or list it with the reason under source.unused, such as "
    "`unused: {{{id}: it only announces what follows}}`."
)


def coverage_document(file: str, study: Study) -> Document:
    """Every passage is cited somewhere, left aside with a reason, or overlooked; of those last a warning."""
    source, found = required_source(study), coverage(study)
    cited, unused, overlooked = (found.of(state) for state in ("cited", "unused", "overlooked"))
    blocks: list[Block] = [
        Heading(file, f"what it uses of {source.short}"),
        Prose(_summary(found, source.short)),
    ]
    if overlooked:
        caption = f"{plural(len(overlooked), 'warning')}: neither cited nor explained"
        rows = tuple(Row((each.id, each.gist)) for each in overlooked)
        blocks.append(Table(_WHY, rows, caption=caption, headed=False))
        blocks.append(Prose(_MEND.format(id=overlooked[0].id), faint=True))
    if unused:
        rows = tuple(Row((each.id, each.why)) for each in unused)
        blocks.append(Table(_WHY, rows, caption="Not used, and why", headed=False))
    blocks += _cited(found)
    data = {
        "file": file,
        "passages": [{**each._asdict(), "state": each.state, "works": each.works} for each in found.passages],
        "cited": len(cited),
        "by": found.by,
        "unused": {each.id: each.why for each in unused},
        "overlooked": [each.id for each in overlooked],
        "warnings": [f"{each.id}: neither cited nor listed as unused" for each in overlooked],
    }
    return Document(data, tuple(blocks), tables.coverage(found.passages))


def _summary(found: Coverage, source: str) -> str:
    total = len(found.passages)
    cited, unused, overlooked = (len(found.of(state)) for state in ("cited", "unused", "overlooked"))
    if not total:
        return f"No passage of {source} is listed, so nothing can be said of what is used; list them under locators."
    if cited == total:
        return (
            f"All {plural(total, 'passage')} of {source} are cited."
            if total > 1
            else "The one passage is cited."
        )
    counts = [
        (cited, "cited"),
        (unused, "left aside with a reason"),
        (overlooked, "neither cited nor explained"),
    ]
    said = [f"{count} {'is' if count == 1 else 'are'} {what}" for count, what in counts if count]
    return f"Of the {plural(total, 'passage')} of {source}, {listed(said)}."


def _cited(found: Coverage) -> Iterator[Block]:
    """By what passages are cited, and those on which no figure and no test rests."""
    if not found.by:
        return
    rows = tuple(Row((kind_of_many(kind), count)) for kind, count in found.by.items())
    yield Table(_BY, rows, caption="By what passages are cited (one can be cited by several)")
    idle = [each for each in found.of("cited") if not each.works]
    if idle:
        listing = tables.coverage(idle)
        working = f"{', '.join(WORKING[:-1])} or {WORKING[-1]}"
        caption = f"{plural(len(idle), 'passage')} that no {working} cites"
        yield Table(listing.heads, tuple(Row(listing.cells(each)) for each in idle), caption=caption)
    yield Prose(_BOUND, faint=True)


def kind_of_many(kind: str) -> str:
    """A kind of thing that cites, in the plural."""
    return _PLURALS.get(kind, f"{kind}s")
