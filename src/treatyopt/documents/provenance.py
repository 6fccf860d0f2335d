"""What a ranking would be without some passages, or with stated scores alone, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents import sentences
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.footing import first, footless, turned, unknowns
from treatyopt.documents.nouns import compared
from treatyopt.documents.placing import changes_shown
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.unknown import MIDDLES, middles
from treatyopt.documents.words import capital, listed, plural
from treatyopt.ranking.provenance import Provenance
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import find
from treatyopt.tables.columns import Head
from treatyopt.tables.provenance import then

CITED = (
    "Striking a passage out tests how far the answer rests on it by the study's own citations, not whether it is true. "
    "What cites another passage too keeps its footing, whichever of them says it."
)
_STATED = (
    "A score is stated where a passage says something of that {} on that criterion; its figure is a judgement all "
    "the same. Leaving the others out tests how far the answer rests on them, not whether they are wrong."
)
_STRUCK = (Head("locator", lead=True), Head("gist", fold=True))


def provenance_document(found: Provenance) -> Document:
    """Who would lead, what the ranking would be and what it could no longer say; then what rests on nothing else."""
    study, listing = found.ranking.study, then(found).wide
    blocks: list[Block] = [
        Heading(_titled(found), beside(study, f"weights: {found.ranking.weights.name}")),
        *changes_shown(found.ranking),
        *_struck(found),
    ]
    if _bare(found):
        blocks.append(Prose(_nothing_stated(found)))
    else:
        blocks += [Prose(each) for each in _answer(found)]
    if found.touches and not _bare(found):
        rows = tuple(Row(listing.cells(each)) for each in listing.rows)
        caption = f"The ranking now, and then, {MIDDLES}"
        blocks += first_rows(Table(listing.heads, rows, caption=caption), study.words.options)
    blocks += _lost(found)
    blocks += [Prose(each, faint=True) for each in _bounds(found)]
    blocks.append(Next("treatyopt sensitivity" + (" --each-passage" if study.source else "")))
    return Document(Deferred(found.to_dict), tuple(blocks), listing)


def _titled(found: Provenance) -> str:
    parts = [f"without {few(found.without)}"] if found.without else []
    parts += ["with stated scores alone"] if found.stated else []
    return f"The ranking {' and '.join(parts)}" if parts else "The ranking as it is"


def _struck(found: Provenance) -> Iterator[Block]:
    """The passages that are struck out, with what they say."""
    passages = found.ranking.study.passages
    if found.without:
        rows = tuple(Row((id, find("locator", id, passages).gist)) for id in found.without)
        yield Table(_STRUCK, rows, caption="Struck out (gists, not quotations)", headed=False)


def _bare(found: Provenance) -> bool:
    """Whether stated scores alone were asked for, and there is none."""
    return found.stated and not found.known


def _nothing_stated(found: Provenance) -> str:
    total = len(found.after.standings) * len(found.after.study.criteria)
    left = " once these passages are gone" if found.without else ""
    return (
        f"Nothing is left to rank by: none of the {plural(total, 'score')} used is stated{left}. "
        f"All of the answer now, {_leading(found.ranking)}, rests on what is not stated{left}."
    )


def _leading(ranking: Ranking) -> str:
    """Who leads, as a clause."""
    names = few([ranking.study.option(id).name for id in ranking.verdict.leaders])
    if not names:
        return f"that no {compared(ranking).option} passes the screens"
    if ranking.verdict.tier == "sole":
        return f"that {names} is the only {compared(ranking).option} ranked"
    return f"that {names} {'leads' if len(ranking.verdict.leaders) == 1 else 'are level'}"


def _answer(found: Provenance) -> Iterator[str]:
    """Who would lead, then both verdicts; or that no score rests on what is gone."""
    if not found.touches:
        yield f"{_untouched(found)}, so the ranking stays as it is: {sentences.verdict(found.ranking)}"
        return
    yield f"{_would(found)}{middles(found.after, *found.after.verdict.leaders)}."
    yield f"Now: {sentences.shortlist(found.ranking)} {sentences.verdict(found.ranking)}"
    yield f"Then: {sentences.shortlist(found.after)} {sentences.verdict(found.after)}"


def _untouched(found: Provenance) -> str:
    """Why the ranking stays as it is, as a clause."""
    here = " used here" if found.scores else ""
    if not found.without:
        return f"Every score{here} is stated, set for this run or unknown already"
    others = ", and all are stated, set for this run or unknown already" if found.stated else ""
    return f"No score{here} rests on {'it' if len(found.without) == 1 else 'these passages'} alone{others}"


def _would(found: Provenance) -> str:
    """What would come first, and whether that is what does now, as a sentence without its end."""
    now, then = found.ranking.verdict, found.after.verdict
    same = set(then.leaders) == set(now.leaders) and (then.tier == "sole") == (now.tier == "sole")
    said = capital(first(found.after, then.leaders, then.tier, "would still" if same else "would"))
    was = few([found.ranking.study.option(id).name for id in now.leaders])
    other = set(then.leaders) != set(now.leaders) and then.leaders
    return f"{said}{f' in place of {was}' if was and other else ''}"


def _lost(found: Provenance) -> Iterator[Block]:
    """What the study could no longer say: scores, claims, and what would stand on no passage."""
    study = found.ranking.study
    if found.scores and not _bare(found):
        compared = {each.id for each in found.after.standings}
        used = sum(each.partition(".")[0] in compared for each in found.scores)
        count = plural(len(found.scores), "score")
        of = count if used == len(found.scores) else f"{count}, {used or 'none'} of them used here"
        yield Prose(f"{of}: {unknowns(study, found.scores)}.", lead="Would be unknown:")
    said = [*turned(found.claims)]
    if said:
        yield Prose(f"{listed(said)}.", lead="Claims:")
    losing = [*footless(study, found.footing)]
    if losing:
        only = "it" if len(found.without) == 1 else "one of these"
        yield Prose(
            f"{'; '.join(losing)}. What cites nothing but {only} is used here as before, on no passage.",
            lead="Would lose its footing:",
        )


def _bounds(found: Provenance) -> Iterator[str]:
    if found.without:
        kept = [
            each
            for standing in found.after.standings
            for each in found.after.study.option(standing.id).scores
            if each.basis != UNKNOWN and not each.cites
        ]
        rest = (
            f" {plural(len(kept), 'score')} used {'cites' if len(kept) == 1 else 'cite'} no passage and "
            f"{'stays' if len(kept) == 1 else 'stay'} as before, whatever was read there."
        )
        yield f"{CITED}{rest if kept else ''}"
    if found.stated:
        yield _STATED.format(compared(found.ranking).option)
