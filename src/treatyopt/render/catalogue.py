"""What is in a study, as documents: options, criteria, obligations, profiles, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from treatyopt.errors import ArgumentProblem, unknown
from treatyopt.model import Study, find
from treatyopt.records import Criterion, Obligation, Record
from treatyopt.render.authorship import beside
from treatyopt.render.compare import bound
from treatyopt.render.document import Block, Column, Document, Heading, Next, Prose, Row, Table
from treatyopt.render.explain import condition
from treatyopt.render.words import cited, listed, plural, sentence
from treatyopt.robustness import score_rows
from treatyopt.stability import Component, first_component
from treatyopt.weights import weigh

_SMALL = 0.1


def options_document(study: Study) -> Document:
    """The types of treaty and the baseline, from the weakest commitment to the strongest."""
    baseline = [option for option in study.options if option.id == study.baseline]
    columns = (
        Column("id", "id", lead=True),
        Column("title", "option", lead=True),
        Column("degree", "degree", "number", 0),
        Column("obligations", "obligations", "number", 0),
        Column("stated", "stated scores"),
        Column("cites", "locators", shown=False),
    )
    rows = tuple(
        Row(
            (
                option.id,
                option.title,
                option.degree,
                len(study.obligations_of(option.id)),
                f"{sum(s.basis == 'stated' for s in option.scores)} of {len(option.scores)}",
                option.cites,
            ),
            detail=f"{sentence(option.gist)[:-1]}{cited(option.cites)}.",
        )
        for option in (*baseline, *study.ladder)
    )
    blocks: tuple[Block, ...] = (
        Heading(study.title, beside(study, study.source.short)),
        Prose(study.question),
        Table(columns, rows, detail="gist"),
        Next(f"treatyopt explain {study.ladder[-1].id}"),
    )
    return Document(
        {"question": study.question, "baseline": study.baseline, "options": _data(study.options)}, blocks
    )


def criteria_document(study: Study) -> Document:
    """The value tree with its anchors, what the additive model assumes, and what the scores are like."""
    component = first_component(score_rows(study, [each.id for each in study.ladder]))
    balanced = weigh(study)
    columns = (
        Column("criterion", "criterion", lead=True),
        Column("group", "group"),
        Column("weight", f"weight ({balanced.name})", "percent"),
        Column("asks", "asks", fold=True),
        Column("zero", "0 means", shown=False),
        Column("hundred", "100 means", shown=False),
        Column("feasibility", "feasibility", shown=False),
        Column("cites", "locators", shown=False),
    )
    rows = tuple(
        Row(
            (c.id, g.id, balanced.of(c.id), c.asks, c.zero, c.hundred, c.feasibility, c.cites),
            detail=_anchors(c),
        )
        for g in study.groups
        for c in g.criteria
    )
    blocks: list[Block] = [
        Heading(f"Criteria: {len(study.criteria)} in {plural(len(study.groups), 'group')}", beside(study)),
        Table(columns, rows, detail="anchors"),
        Prose(
            "Value is the sum of weight x score. That assumes mutual preferential independence: how much a "
            "step on one criterion is worth must not depend on the scores on the others. A weight is worth "
            "the whole swing from 0 to 100 on its criterion, as described, not its bare importance."
        ),
    ]
    blocks += _overlaps(study)
    blocks += _considerations(study)
    blocks.append(Prose(_variance(study, component)))
    blocks.append(Next("treatyopt profiles"))
    return Document(_criteria_data(study, component), tuple(blocks))


def _anchors(criterion: Criterion) -> str:
    feasibility = " A question of feasibility." if criterion.feasibility else ""
    note = f" {sentence(criterion.note)}" if criterion.note else ""
    return f"0: {criterion.zero}; 100: {criterion.hundred}{cited(criterion.cites)}.{feasibility}{note}"


def _overlaps(study: Study) -> Iterator[Block]:
    if study.overlaps:
        columns = (
            Column("criteria", "criteria", lead=True, fold=True),
            Column("reason", "reason", fold=True),
        )
        rows = tuple(Row((listed(each.criteria), each.reason)) for each in study.overlaps)
        yield Table(columns, rows, caption="Could count one thing twice", headed=False)


def _considerations(study: Study) -> Iterator[Block]:
    if study.considerations:
        columns = (Column("id", "id", lead=True), Column("says", "says", fold=True))
        rows = tuple(Row((e.id, f"{sentence(e.says)[:-1]}{cited(e.cites)}.")) for e in study.considerations)
        yield Table(columns, rows, caption="In the source, but without a criterion here", headed=False)


def _variance(study: Study, component: Component | None) -> str:
    if component is None:
        return "The options have the same scores throughout: nothing varies."
    rising = [c.id for c, x in zip(study.criteria, component.loadings, strict=True) if x > _SMALL]
    falling = [c.id for c, x in zip(study.criteria, component.loadings, strict=True) if x < -_SMALL]
    against = f" against {listed(falling)}" if falling else ""
    return (
        f"What the scores are like: one component carries {100 * component.share:.0f}% of their variance "
        f"over the {len(study.ladder)} types (best scores, principal components). It sets {len(rising)} "
        f"criteria that rise together{against}, so that most of the choice is one trade"
        + (": ambition against realism." if _is_realism(study, falling) else ".")
    )


def _is_realism(study: Study, falling: Sequence[str]) -> bool:
    """Whether what falls is just what asks if a treaty can be had."""
    feasibility = {each.id for each in study.criteria if each.feasibility}
    return bool(falling) and set(falling) == feasibility


def _criteria_data(study: Study, component: Component | None) -> dict[str, Any]:
    ids = [each.id for each in study.criteria]
    return {
        "groups": _data(study.groups),
        "assumption": "additive value: mutual preferential independence",
        "overlaps": _data(study.overlaps),
        "considerations": _data(study.considerations),
        "first_component": None
        if component is None
        else {
            "variance_share": component.share,
            "loadings": dict(zip(ids, component.loadings, strict=True)),
            "options": [each.id for each in study.ladder],
        },
    }


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
        raise ArgumentProblem(unknown("option or obligation", id, [*options, *known]))
    return _obligations(study, [find("obligation", id, study.obligations)], "Obligation", id)


def _obligations(study: Study, chosen: Sequence[Obligation], title: str, of: str) -> Document:
    columns = (
        Column("id", "obligation", lead=True),
        Column("kind", "kind", shown=False),
        Column("binds", "binds", shown=False),
        Column("bound", "binds"),
        Column("enters", "enters with"),
        Column("basis", "basis"),
        Column("burden", "burden", "number", 0),
        Column("if", "if", shown=False),
        Column("moves", "moves", shown=False),
        Column("needs", "needs", shown=False),
        Column("cites", "locators", shown=False),
    )
    rows = tuple(_obligation_row(study, each) for each in chosen)
    blocks: list[Block] = [
        Heading(title, beside(study, plural(len(chosen), "obligation"))),
        Table(columns, rows, detail="says"),
        Prose(
            "Basis: whether the source ties it to that type (stated) or we do (inferred). Burden 0-3 for "
            "each party bound, relevance 1-3 in brackets, and what needs what are judgements.",
            faint=True,
        ),
    ]
    conditions = dict.fromkeys(each.when for each in chosen if each.when)
    blocks += [Prose(condition(study, id), faint=True) for id in conditions]
    return Document({"of": of, "obligations": _data(chosen)}, tuple(blocks))


def _obligation_row(study: Study, each: Obligation) -> Row:
    moves = tuple(f"{id}={relevance}" for id, relevance in each.moves)
    parts = [f"{sentence(each.says)[:-1]}{cited(each.cites)}. Kind: {each.kind}."]
    if each.when:
        parts.append(f"If {each.when}.")
    if each.moves:
        parts.append("Moves " + ", ".join(f"{id} ({relevance})" for id, relevance in each.moves) + ".")
    if each.needs:
        parts.append(f"Needs {listed(each.needs)}.")
    if each.note:
        parts.append(sentence(each.note))
    return Row(
        (
            *(each.id, each.kind, each.binds, bound(study, each.binds), each.enters, each.basis, each.burden),
            *(each.when, moves, each.needs, each.cites),
        ),
        detail=" ".join(parts),
    )


def profiles_document(study: Study) -> Document:
    """The weight sets, in points per group, with their reasons; the parties; principles of the source."""
    columns = (
        Column("id", "profile", lead=True),
        *(Column(group.id, group.name, "number", 0) for group in study.groups),
        Column("default", "", shown=True),
    )
    rows = []
    for profile in study.profiles:
        points = dict(profile.points)
        default = "default" if profile.id == study.profile else ""
        cells = (profile.id, *(points[group.id] for group in study.groups), default)
        rows.append(Row(cells, detail=f"{sentence(profile.reason)[:-1]}{cited(profile.cites)}."))
    blocks: list[Block] = [
        Heading("Profiles: points per group", beside(study, study.source.short)),
        Table(columns, tuple(rows), detail="reason"),
        Prose(_inner(study)),
    ]
    if study.parties:
        party_rows = tuple(Row((p.id, p.name, f"weights: {p.profile}"), detail=p.note) for p in study.parties)
        party = (
            Column("id", "id", lead=True),
            Column("name", "party", lead=True),
            Column("profile", "profile"),
        )
        blocks.append(Table(party, party_rows, caption="Parties", headed=False))
    blocks.append(Next("treatyopt compare " + " ".join(f"-p {each.id}" for each in study.profiles[:3])))
    data = {"default": study.profile, "profiles": _data(study.profiles), "parties": _data(study.parties)}
    return Document(data, tuple(blocks))


def _inner(study: Study) -> str:
    special = [each.id for each in study.profiles if each.shares]
    rest = f", except in {listed(special)}" if special else ""
    return (
        f"Points are divided equally among the criteria of a group{rest}. No profile is the source's: "
        "all are judgements."
    )


def sources_document(study: Study, locator: str | None = None) -> Document:
    """Every passage of the source and how much rests on it; with a locator, what rests on that one."""
    passages = study.source.locators
    if locator is not None:
        passages = (find("locator", locator, passages),)
    uses = citations(study)
    columns = (
        Column("locator", "locator", lead=True),
        Column("gist", "gist (in our words)", fold=True),
        Column("uses", "uses", "number", 0),
        Column("cited-by", "cited by", shown=False),
    )
    rows = tuple(
        Row(
            (each.id, each.gist, len(uses[each.id]), uses[each.id]),
            detail=f"Cited by {', '.join(uses[each.id]) or 'nothing'}." if locator else None,
        )
        for each in passages
    )
    source = study.source
    blocks: list[Block] = [
        Heading(f"{source.author}, {source.title}", beside(study, source.short)),
        Prose(" ".join(map(sentence, filter(None, (f"{source.publication}, {source.date}", source.note))))),
        Table(columns, rows, detail="cited by"),
    ]
    if locator is None:
        headings = "; ".join(f"{id}: {heading}" for id, heading in source.sections)
        blocks.append(Prose(f"A locator is SECTION/NUMBER. {sentence(headings)}", faint=True))
        blocks.append(_principles(study))
        blocks.append(Next(f"treatyopt sources {passages[0].id}"))
    data = source.to_dict()
    data["locators"] = [{**each.to_dict(), "cited_by": list(uses[each.id])} for each in passages]
    data["principles"] = _data(study.principles)
    return Document(data, tuple(blocks))


def _principles(study: Study) -> Table:
    columns = (Column("id", "id", lead=True), Column("says", "says", fold=True))
    rows = tuple(Row((e.id, f"{sentence(e.says)[:-1]}{cited(e.cites)}.")) for e in study.principles)
    return Table(columns, rows, caption="Principles that are not obligations", headed=False)


def citations(study: Study) -> dict[str, tuple[str, ...]]:
    """For every locator, what cites it: dotted paths into the study, scores as option.criterion."""
    uses: dict[str, list[str]] = {passage.id: [] for passage in study.source.locators}
    for path, cites in _citing(study):
        for cite in cites:
            uses[cite].append(path)
    return {locator: tuple(paths) for locator, paths in uses.items()}


def _citing(study: Study) -> Iterator[tuple[str, Iterable[str]]]:
    yield from ((f"option {each.id}", each.cites) for each in study.options)
    for option in study.options:
        yield from ((f"score {option.id}.{each.id}", each.cites) for each in option.scores)
    named: tuple[tuple[str, Sequence[Any]], ...] = (
        ("criterion", study.criteria),
        ("obligation", study.obligations),
        ("condition", study.conditions),
        ("consideration", study.considerations),
        ("principle", study.principles),
        ("profile", study.profiles),
        ("screen", study.screens),
        ("claim", study.claims),
    )
    for kind, records in named:
        yield from ((f"{kind} {each.id}", each.cites) for each in records)


def _data(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [record.to_dict() for record in records]
