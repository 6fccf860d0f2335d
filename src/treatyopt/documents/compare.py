"""A ranking, two options side by side, or several weightings, as documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import sentences
from treatyopt.documents.authorship import assessors, study_title
from treatyopt.documents.blocks import Bar, Block, Column, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.weighting import weights_beside, weights_used
from treatyopt.documents.words import cited, figure, listed, plural, score, sentence, signed
from treatyopt.ranking.comparison import Columns, SideBySide
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study, find
from treatyopt.study.records import Obligation

_FAILS = "✗"


def ranking_document(ranking: Ranking) -> Document:
    """One ranking: the table, why options fail, the shortlist, and what it all means."""
    blocks: list[Block] = [_heading(ranking), weights_used(ranking), *_changes(ranking)]
    blocks.append(_ranking_table(ranking))
    blocks += _failures([ranking])
    blocks.append(Prose(sentences.shortlist(ranking)))
    meaning = f"{sentences.verdict(ranking)} {sentences.deciding(ranking)}".rstrip()
    blocks += [Prose(meaning), Prose(sentences.provenance(ranking), faint=True)]
    first = ranking.standings[0].id
    blocks.append(Next(f"treatyopt explain {first}"))
    return Document(ranking.to_dict(), tuple(blocks), _records([ranking]))


def columns_document(columns: Columns) -> Document:
    """Several weightings, one column each, who leads in each, and whether they agree."""
    first = columns.rankings[0]
    leaders = Table(
        (
            Column("weights", "weights", lead=True),
            Column("leader", "leader", lead=True),
            Column("lead", "by", "number"),
            Column("verdict", "verdict", fold=True),
        ),
        tuple(_leader_row(ranking) for ranking in columns.rankings),
    )
    names = ", ".join(ranking.weights.name for ranking in columns.rankings)
    blocks: list[Block] = [
        Heading(study_title(first.study), f"weights: {names}"),
        *_changes(first),
        _value_table(columns),
        *_failures(columns.rankings),
        leaders,
        Prose(sentences.agreement(columns)),
        *weights_beside(columns.rankings),
        Prose(sentences.shares(first), faint=True),
        Prose(sentences.provenance(*columns.rankings), faint=True),
    ]
    return Document(columns.to_dict(), tuple(blocks), _records(columns.rankings))


def side_by_side_document(sides: SideBySide) -> Document:
    """Two options criterion by criterion, what decides, and the obligations one adds to the other."""
    ranking, study = sides.ranking, sides.ranking.study
    blocks: list[Block] = [
        _heading(ranking),
        weights_used(ranking),
        *_changes(ranking),
        _difference_table(sides),
        Prose(
            "s stated by the source, i inferred, * set for this run; all figures are judgements, those not set "
            f"made by {assessors(study)}.",
            faint=True,
        ),
        *_failures([ranking]),
        Prose(f"{sentences.verdict(ranking)} {sentences.deciding(ranking)}".rstrip()),
        *_added(sides),
        Next(f"treatyopt explain {(ranking.shortlist or (sides.second,))[0]}"),
    ]
    return Document(sides.to_dict(), tuple(blocks), _difference_records(sides, study))


def _heading(ranking: Ranking) -> Heading:
    return Heading(study_title(ranking.study), f"weights: {ranking.weights.name}")


def _changes(ranking: Ranking) -> Iterator[Prose]:
    if ranking.changes:
        yield Prose(sentences.set_for_this_run(ranking.changes))
    compared = {each.id for each in ranking.standings}
    unused = dict.fromkeys(each.option for each in ranking.changes if each.option not in compared)
    if unused:
        names = listed([sentences.name(ranking.study, id) for id in unused])
        since = "it is" if len(unused) == 1 else "they are"
        yield Prose(f"Without effect here, since {since} not compared: {names}.")


def _ranking_table(ranking: Ranking) -> Table:
    groups = ranking.study.groups
    columns = (
        Column("rank", "", "number", lead=True),
        Column("name", "option", lead=True),
        Column("value", "value", "number", lead=True),
        Column("bar", "", "bar"),
        *(Column(group.id, group.name, "number") for group in groups),
    )
    changed = {each.option for each in ranking.changes}
    return Table(columns, tuple(_ranking_row(each, each.id in changed) for each in ranking.standings))


def _ranking_row(standing: Standing, changed: bool) -> Row:
    return Row(
        (
            _place(standing),
            f"{standing.name} *" if changed else standing.name,
            standing.value,
            Bar(standing.value / 100, standing.rank is not None),
            *(contribution for _, contribution in standing.groups),
        ),
        strong=standing.rank == 1,
    )


def _records(rankings: Sequence[Ranking]) -> Table:
    """One row per weighting and option, for CSV."""
    kinds = ("weights", "id", "name", "rank", "value", "low", "high", "passes", "fails")
    groups = tuple(group.id for group in rankings[0].study.groups)
    rows = tuple(Row(_record(r.weights.name, s)) for r in rankings for s in r.standings)
    return Table(tuple(Column(key, key) for key in (*kinds, *groups)), rows)


def _record(weights: str, standing: Standing) -> tuple[object, ...]:
    failed = tuple(each.screen for each in standing.screens if not each.passes)
    figures = (standing.rank, standing.value, standing.low, standing.high, standing.passes)
    contributions = (contribution for _, contribution in standing.groups)
    return (weights, standing.id, standing.name, *figures, failed, *contributions)


def _failures(rankings: Sequence[Ranking]) -> Iterator[Table]:
    """Which options fail which screens, and the option's own reason on that criterion."""
    ranking = rankings[0]
    rows = [
        Row((f"{_FAILS} {standing.name}", _why(ranking.study, standing, each)))
        for standing in ranking.standings
        for each in standing.screens
        if not each.passes
    ]
    if rows:
        columns = (Column("option", "option", lead=True), Column("why", "why", fold=True))
        yield Table(columns, tuple(rows), headed=False)


def _why(study: Study, standing: Standing, failed: Screening) -> str:
    judged = study.option(standing.id).on(failed.criterion)
    doubt = "" if failed.throughout else f"; its range {score(judged.low)}–{score(judged.high)} reaches that"
    reason = f"{sentence(judged.reason)[:-1]}{cited(judged.cites)}."
    return f"{failed.screen}: {sentences.against(study, failed)}{doubt}. {reason}"


def _value_table(columns: Columns) -> Table:
    names = [ranking.weights.name for ranking in columns.rankings]
    heads = (Column("name", "option", lead=True), *(Column(n, n, "number") for n in names))
    options = [each.id for each in columns.rankings[0].standings]
    rows = []
    for id in options:
        places = [ranking.standing(id) for ranking in columns.rankings]
        cells = [f"{_place(each)} {figure(each.value)}" for each in places]
        rows.append(Row((places[0].name, *cells), strong=all(each.rank == 1 for each in places)))
    return Table(heads, tuple(rows), caption="Rank and value under each weighting")


def _place(standing: Standing) -> str:
    return _FAILS if standing.rank is None else f"{standing.rank}"


def _leader_row(ranking: Ranking) -> Row:
    found = ranking.verdict
    leader = sentences.names(ranking.study, found.leaders) or "none"
    return Row((ranking.weights.name, leader, found.lead, sentences.tier(ranking)))


def _difference_table(sides: SideBySide) -> Table:
    study = sides.ranking.study
    first, second = study.option(sides.first), study.option(sides.second)
    largest = max((abs(each.weighted) for each in sides.differences), default=0.0) or 1.0
    columns = (
        Column("criterion", "criterion", lead=True),
        Column(first.id, first.name, "number"),
        Column(second.id, second.name, "number"),
        Column(
            "difference", "difference", "signed", int(any(each.difference % 1 for each in sides.differences))
        ),
        Column("weighted", "x weight", "signed"),
        Column("bar", "", "bar"),
    )
    rows = [
        Row(
            (
                each.name,
                _marked(each.theirs, first.on(each.criterion).basis),
                _marked(each.ours, second.on(each.criterion).basis),
                each.difference,
                each.weighted,
                Bar(abs(each.weighted) / largest, each.weighted >= 0),
            )
        )
        for each in sides.differences
    ]
    values = [figure(sides.ranking.standing(id).value) for id in (first.id, second.id)]
    rows.append(Row(("value", *values, "", signed(sides.total), ""), strong=True))
    return Table(columns, tuple(rows))


def _marked(figure: float, basis: str) -> str:
    return f"{score(figure)} {'*' if basis == 'set' else basis[0]}"


def _difference_records(sides: SideBySide, study: Study) -> Table:
    keys = ("criterion", "group", sides.first, sides.second, "difference", "weight", "weighted")
    bases = (f"{sides.first}-basis", f"{sides.second}-basis")
    rows = tuple(
        Row(
            (
                *(d.criterion, d.group, d.theirs, d.ours, d.difference, d.weight, d.weighted),
                study.option(sides.first).on(d.criterion).basis,
                study.option(sides.second).on(d.criterion).basis,
            )
        )
        for d in sides.differences
    )
    return Table(tuple(Column(key, key) for key in (*keys, *bases)), rows)


def _added(sides: SideBySide) -> Iterator[Block]:
    study = sides.ranking.study
    weaker = sides.first if sides.stronger == sides.second else sides.second
    pair = f"{sentences.name(study, sides.stronger)} adds", f"to {sentences.name(study, weaker)}"
    if not sides.adds:
        yield Prose(f"{pair[0]} no obligations {pair[1]}.")
        return
    conditional = [each.when for each in sides.adds if each.when]
    kinds = dict.fromkeys(each.kind for each in sides.adds)
    rows = tuple(
        Row((kind, "; ".join(added_text(study, each) for each in sides.adds if each.kind == kind)))
        for kind in kinds
    )
    yield Prose(f"{pair[0]} {plural(len(sides.adds), 'obligation')} {pair[1]}:")
    yield Table((Column("kind", "kind", lead=True), Column("adds", "adds", fold=True)), rows, headed=False)
    if sides.lacks:
        lacking = "; ".join(added_text(study, each) for each in sides.lacks)
        yield Prose(f"It lacks what {sentences.name(study, weaker)} carries: {lacking}.")
    for id in dict.fromkeys(conditional):
        says = find("condition", id, study.conditions).says
        verb = "supposes" if conditional.count(id) == 1 else "suppose"
        count = f"{conditional.count(id)} of the {len(sides.adds)} {verb} {id}"
        yield Prose(f"{count}: {sentence(says)}", faint=True)


def added_text(study: Study, obligation: Obligation) -> str:
    """An obligation in a list: what it is, whom it binds if not all, and what it supposes."""
    limits = []
    if len(obligation.binds) < len(study.parties):
        limits.append(bound(study, obligation.binds))
    if obligation.when:
        limits.append(f"if {obligation.when}")
    return obligation.id + (f" ({', '.join(limits)})" if limits else "")


def bound(study: Study, parties: Sequence[str]) -> str:
    """Whom an obligation binds, in words: both, all, or names."""
    if len(parties) == len(study.parties) > 1:
        return "both" if len(parties) == 2 else "all"
    names = {each.id: each.name for each in study.parties}
    return ", ".join(names[id] for id in parties)
