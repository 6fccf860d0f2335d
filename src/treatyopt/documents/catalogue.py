"""What is in a study, as documents: options, obligations, profiles, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from treatyopt.documents.authorship import beside, has_passages, published, source_beside, titled
from treatyopt.documents.blocks import Block, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.compare import bound
from treatyopt.documents.explain import condition
from treatyopt.documents.placing import could_enter
from treatyopt.documents.sentences import criterion_name, group_name, name
from treatyopt.documents.words import citing, listed, plural, sentence, weight
from treatyopt.errors import ArgumentProblem
from treatyopt.ranking.weights import weigh
from treatyopt.study.base import Record
from treatyopt.study.citations import citations
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study, find
from treatyopt.study.profiles import Profile
from treatyopt.study.records import Obligation
from treatyopt.tables import study as tables
from treatyopt.tables.columns import Head


def options_document(study: Study) -> Document:
    """The options and the baseline, from the weakest commitment to the strongest."""
    shown = tables.options(study).wide
    rows = tuple(Row(shown.cells(each), detail=citing(each.gist, each.cites)) for each in shown.rows)
    blocks: tuple[Block, ...] = (
        Heading(study.title, source_beside(study)),
        *([Prose(study.question)] if study.question else []),
        Table(shown.heads, rows, detail="gist"),
        Next(f"treatyopt explain {study.ladder[-1].id}"),
    )
    return Document(
        {"question": study.question, "baseline": study.baseline, "options": data_of(study.options)},
        blocks,
        shown,
    )


def obligations_document(study: Study, id: str | None) -> Document:
    """All obligations, those of one option, or a single one; ArgumentProblem if the id is neither."""
    options = [each.id for each in study.options]
    if id is None:
        return _obligations(study, study.obligations, "Obligations", "the catalogue")
    if id in options:
        option = study.option(id)
        return _obligations(study, study.obligations_of(id), f"Obligations of {option.title}", option.id)
    known = [each.id for each in study.obligations]
    if id not in known:
        raise ArgumentProblem.unknown("option or obligation", id, [*options, *known])
    return _obligations(study, [find("obligation", id, study.obligations)], f"Obligation {id}", id)


def _obligations(study: Study, chosen: Sequence[Obligation], title: str, of: str) -> Document:
    shown = tables.obligations(study, chosen).wide.reading(
        {"binds": lambda each: bound(study, each.binds), "enters": lambda each: name(study, each.enters)}
    )
    rows = tuple(Row(shown.cells(each), detail=_saying(study, each)) for each in chosen)
    blocks: list[Block] = [Heading(title, beside(study, plural(len(chosen), "obligation")))]
    blocks += [Table(shown.heads, rows, detail="says"), _key(study)] if chosen else [Prose(_none(study))]
    conditions = dict.fromkeys(each.when for each in chosen if each.when)
    blocks += [Prose(condition(study, id), faint=True) for id in conditions]
    return Document({"of": of, "obligations": data_of(chosen)}, tuple(blocks), shown)


def _key(study: Study) -> Prose:
    noun = study.words.option
    basis = f"With which {noun} each enters is a judgement."
    if has_passages(study):
        bare = listed(
            [b for b in ("inferred", "judged") if any(e.basis == b for e in study.obligations)], "or"
        )
        only = f"only the study does ({bare or 'inferred'})"
        basis = f"Basis: whether the source ties it to that {noun} (stated) or {only}."
    return Prose(
        f"{basis} Burden 0-3 for each party bound, relevance 1-3 in brackets, and what needs what are judgements.",
        faint=True,
    )


def _none(study: Study) -> str:
    return (
        "It carries none of the study's obligations."
        if study.obligations
        else "The study has no obligations."
    )


def _saying(study: Study, each: Obligation) -> str:
    """What it obliges to, and all that the table has no column for."""
    parts = [f"{citing(each.says, each.cites)} Kind: {each.kind.replace('-', ' ')}."]
    if each.when:
        parts.append(f"If {each.when}.")
    if each.moves:
        moved = ", ".join(f"{criterion_name(study, id)} ({relevance})" for id, relevance in each.moves)
        parts.append(f"Moves {moved}.")
    if each.needs:
        parts.append(f"Needs {listed(each.needs)}.")
    if each.may_enter:
        parts.append(could_enter(study, each))
    if each.note:
        parts.append(sentence(each.note))
    return " ".join(parts)


def profiles_document(study: Study) -> Document:
    """The weight sets, in points per group, with their reasons, and the parties."""
    shown = tables.profiles(study).wide
    rows = tuple(Row(shown.cells(each), detail=_reasoned(study, each)) for each in shown.rows)
    blocks: list[Block] = [
        Heading(f"Profiles: points per {'criterion' if study.flat else 'group'}", source_beside(study)),
        Table(shown.heads, rows, detail="reason"),
        *_inner(study),
    ]
    if study.parties:
        party_rows = tuple(
            Row((p.id, p.name, f"weights: {p.profile}"), detail=sentence(p.note) if p.note else None)
            for p in study.parties
        )
        party = (Head("id", lead=True), Head("party", lead=True), Head("profile"))
        blocks.append(Table(party, party_rows, caption="Parties", headed=False))
    blocks.append(Next("treatyopt compare " + " ".join(f"-p {each.id}" for each in study.profiles[:3])))
    data = {"default": study.profile, "profiles": data_of(study.profiles), "parties": data_of(study.parties)}
    return Document(data, tuple(blocks), shown)


def _reasoned(study: Study, profile: Profile) -> str:
    said = [f"Said of weights: {'; '.join(profile.say)}."] if profile.say else []
    assumed = (
        f"The study gives no weights: every {'criterion' if study.flat else 'group'} counts the same."
        if profile.assumed
        else ""
    )
    reasons = (assumed, citing(profile.reason, profile.cites), *_shares(study, profile), *said)
    return " ".join(filter(None, reasons))


def _shares(study: Study, profile: Profile) -> Iterator[str]:
    """How a profile divides the points of a group among its criteria, where it says so."""
    if profile.shares:
        weights = weigh(study, profile=profile.id)
        for group, _ in profile.shares:
            parts = [
                f"{criterion_name(study, each.id)} {weight(each.share)}"
                for each in weights.criteria
                if each.group == group
            ]
            yield f"Of {group_name(study, group)}: {', '.join(parts)}."


def _inner(study: Study) -> Iterator[Prose]:
    """How points reach the criteria, and whose the profiles are."""
    unequal = ", but for the shares named above" if any(each.shares for each in study.profiles) else ""
    divided = f"Points are divided equally among the criteria of a group{unequal}."
    several = any(len(group.criteria) > 1 for group in study.groups)
    told = " ".join([*([divided] if several else []), *_whose(study)])
    if told:
        yield Prose(told)


def _whose(study: Study) -> Iterator[str]:
    """That profiles are judgements, but for the one that stands where a study gives no weights."""
    if any(each.assumed for each in study.profiles):
        return
    if not has_passages(study):
        yield "All profiles are judgements." if len(study.profiles) > 1 else "The profile is a judgement."
    elif len(study.profiles) > 1:
        yield "No profile is the source's: all are judgements."
    else:
        yield "The profile is a judgement, not the source's."


def sources_document(study: Study, locator: str | None = None) -> Document:
    """Every passage of the source and how much rests on it; with a locator, what rests on that one."""
    source, passages = required_source(study), study.passages
    if locator is not None:
        passages = (find("locator", locator, passages),)
    uses, unused = citations(study), dict(source.unused)
    shown = tables.sources(study, passages).wide
    rows = tuple(
        Row(
            shown.cells(each),
            detail=_used_by(study, uses[each.id], unused.get(each.id)) if locator else None,
        )
        for each in passages
    )
    said = " ".join(sentence(part) for part in (published(source), source.note) if part)
    blocks: list[Block] = [
        Heading(titled(source), source_beside(study)),
        *([Prose(said)] if said else []),
        Table(shown.heads, rows, detail="cited by"),
    ]
    if locator is None:
        headings = "; ".join(f"{id}: {heading}" for id, heading in source.sections)
        blocks.append(Prose(f"A locator is SECTION/NUMBER. {sentence(headings)}", faint=True))
        blocks += _principles(study)
        blocks += [Next(f"treatyopt sources {each.id}") for each in passages[:1]]
    data = source.to_dict()
    data["locators"] = [{**each.to_dict(), "cited_by": list(uses[each.id])} for each in passages]
    data["principles"] = data_of(study.principles)
    return Document(data, tuple(blocks), shown)


def called(study: Study, uses: Sequence[str]) -> list[str]:
    """What cites a passage, with the study's own word where that is an option."""
    parted = (each.partition(" ") for each in uses)
    return [f"{study.words.option} {id}" if kind == "option" else f"{kind} {id}" for kind, _, id in parted]


def _used_by(study: Study, uses: Sequence[str], why: str | None) -> str:
    """What cites a passage, or that nothing does, and why if that is said."""
    named = called(study, uses)
    return f"Cited by {', '.join(named) or 'nothing'}.{f' Left aside: {sentence(why)}' if why else ''}"


def _principles(study: Study) -> Iterator[Table]:
    if study.principles:
        columns = (Head("id", lead=True), Head("says", fold=True))
        rows = tuple(Row((e.id, citing(e.says, e.cites))) for e in study.principles)
        yield Table(columns, rows, caption="Principles that are not obligations", headed=False)


def data_of(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as data for JSON."""
    return [record.to_dict() for record in records]
