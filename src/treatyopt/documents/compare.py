"""A ranking, two options side by side, or several weightings, as documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from treatyopt.documents import authorship, judging, merit, sentences
from treatyopt.documents.authorship import assessors, study_title
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.nouns import compared
from treatyopt.documents.placing import changes_shown
from treatyopt.documents.screens import reaching, screened
from treatyopt.documents.shortening import always_shown, first_rows
from treatyopt.documents.units import conversions, held, mixing, reach
from treatyopt.documents.unknown import middles, uncounted
from treatyopt.documents.weighting import weights_beside, weights_used
from treatyopt.documents.words import citing, figure, listed, plural, sentence, signed
from treatyopt.packages.changes import named
from treatyopt.packages.package import constituents
from treatyopt.ranking.comparison import Columns, Difference, SideBySide
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Obligation, Option
from treatyopt.tables import weightings
from treatyopt.tables.columns import FAILS, Head
from treatyopt.tables.comparison import differences
from treatyopt.tables.ranking import place, values

_FAILURES = 8


def ranking_document(ranking: Ranking) -> Document:
    """One ranking: the table, why options fail, the shortlist, and what it all means."""
    blocks: list[Block] = [ranking_heading(ranking), weights_used(ranking), *changes_made(ranking)]
    blocks += _ranking_table(ranking)
    blocks += _failures([ranking])
    blocks.append(Prose(sentences.shortlist(ranking)))
    meaning = [sentences.verdict(ranking), sentences.deciding(ranking), merit.in_short(ranking)]
    blocks.append(Prose(" ".join(filter(None, meaning))))
    blocks.append(Prose(authorship.provenance(ranking), faint=True))
    first = ranking.standings[0].id
    blocks.append(Next(f"treatyopt explain {first}"))
    return Document(Deferred(ranking.to_dict), tuple(blocks), values(ranking).wide)


def columns_document(columns: Columns) -> Document:
    """Several weightings, one column each, who leads in each, and whether they agree."""
    first = columns.rankings[0]
    leaders = Table(
        (
            Head("weights", lead=True),
            Head("leader", lead=True),
            Head("by", "number"),
            Head("verdict", fold=True),
        ),
        tuple(_leader_row(ranking) for ranking in weightings.shown(columns)),
    )
    names = ", ".join(ranking.weights.name for ranking in columns.rankings)
    blocks: list[Block] = [
        Heading(study_title(first.study), f"weights: {names}"),
        *changes_made(first),
        *_value_table(columns),
        *_failures(columns.rankings),
        leaders,
        Prose(f"{sentences.agreement(columns)} {judging.at_the_mean(columns)}".rstrip()),
        *weights_beside(weightings.shown(columns)),
        Prose(judging.apart(columns)),
        Prose(sentences.shares(*weightings.shown(columns), names=weightings.names(columns)), faint=True),
        *map(
            Prose, uncounted(columns.rankings[0].study, [each.id for each in columns.rankings[0].standings])
        ),
        Prose(authorship.provenance(*columns.rankings), faint=True),
    ]
    return Document(Deferred(columns.to_dict), tuple(blocks), weightings.values(columns).long)


def side_by_side_document(sides: SideBySide) -> Document:
    """Two options criterion by criterion, what decides, and the obligations one adds to the other."""
    ranking = sides.ranking
    blocks: list[Block] = [
        ranking_heading(ranking),
        weights_used(ranking),
        *changes_made(ranking),
        _difference_table(sides),
        Prose(_bases(sides), faint=True),
        *_failures([ranking]),
        Prose(f"{sentences.verdict(ranking)} {sentences.deciding(ranking)}".rstrip()),
        *_added(sides),
        Next(f"treatyopt explain {(ranking.shortlist or (sides.second,))[0]}"),
    ]
    return Document(Deferred(sides.to_dict), tuple(blocks), differences(sides).wide)


def ranking_heading(ranking: Ranking) -> Heading:
    """The title of the study, with the name of the weights."""
    return Heading(study_title(ranking.study), f"weights: {ranking.weights.name}")


def changes_made(ranking: Ranking) -> Iterator[Prose]:
    """What was set and placed for this run, and what of it has no effect."""
    yield from changes_shown(ranking, star=True)
    compared = {each.id for each in ranking.standings}
    compared |= constituents(ranking.study, compared)
    unused = [each.id for each in ranking.study.options if each.id in named(ranking.changes) - compared]
    if _measured_from(ranking) in unused:
        unused.remove(_measured_from(ranking))
        baseline = sentences.name(ranking.study, _measured_from(ranking))
        yield Prose(
            f"{baseline} is not compared; what was set of it counts only in what others gain over it once had."
        )
    if unused:
        names = listed([sentences.name(ranking.study, id) for id in unused])
        since = "it is" if len(unused) == 1 else "they are"
        yield Prose(f"Without effect here, since {since} not compared: {names}.")


def _measured_from(ranking: Ranking) -> str:
    """The baseline, if a score was set that counts in what others gain over it once had; else nothing."""
    study = ranking.study
    moved = any(
        each.option == study.baseline and not study.criterion(each.criterion).feasibility
        for each in ranking.changes
    )
    return study.baseline or "" if ranking.merits and moved else ""


def _ranking_table(ranking: Ranking) -> Iterator[Block]:
    shown = values(ranking).wide
    table = Table(shown.heads, tuple(Row(shown.cells(s), strong=s.rank == 1) for s in shown.rows))
    yield from first_rows(table, _first_by_rank(ranking), kept=_set(ranking))


def _first_by_rank(ranking: Ranking) -> str:
    more = " and what was set or added" if always_shown(ranking) else ""
    return f"{compared(ranking).options}, the first by rank{more}"


def _set(ranking: Ranking) -> Callable[[int], bool]:
    """Whether a score was set for this run of the option at a place of the ranking, or it is a package."""
    asked = always_shown(ranking)
    return lambda i: ranking.standings[i].id in asked


def _failures(rankings: Sequence[Ranking]) -> Iterator[Block]:
    """Which options fail which screens, and the option's own reason on that criterion."""
    ranking = rankings[0]
    rows = [
        Row((f"{FAILS} {standing.name}", _why(ranking.study, standing, each)))
        for standing in ranking.standings
        for each in standing.screens
        if not each.passes
    ]
    if rows:
        table = Table(
            (Head(ranking.study.words.option, lead=True), Head("why", fold=True)), tuple(rows), headed=False
        )
        where = f"treatyopt explain ID gives the reason for any {compared(ranking).option}"
        yield from first_rows(table, "failures of a screen", where, first=_FAILURES, most=2 * _FAILURES)


def _why(study: Study, standing: Standing, failed: Screening) -> str:
    judged = study.option(standing.id).on(failed.criterion)
    doubt = "" if failed.throughout else f"; {reaching(failed, f'its range {_reach(study, failed, judged)}')}"
    against = f"{failed.screen}: {screened(study, standing.id, failed)}{doubt}."
    return " ".join(filter(None, (against, citing(judged.reason, judged.cites))))


def _reach(study: Study, met: Screening, judged: Assessment) -> str:
    return reach(study.criterion(met.criterion), judged.low, judged.high)


def _value_table(columns: Columns) -> Iterator[Block]:
    shown = weightings.values(columns).wide
    under = zip(weightings.names(columns), weightings.shown(columns), strict=True)
    shown = shown.reading({f"{name}-value": _placed(ranking) for name, ranking in under})
    rows = tuple(
        Row(shown.cells(each), strong=all(r.standing(each.id).rank == 1 for r in columns.rankings))
        for each in shown.rows
    )
    table = Table(shown.heads, rows, caption="Rank and value under each weighting")
    first = columns.rankings[0]
    yield from first_rows(table, _first_by_rank(first), kept=_set(first))


def _placed(ranking: Ranking) -> Callable[[Standing], str]:
    """An option's rank and value under one weighting."""

    def said(each: Standing) -> str:
        here = ranking.standing(each.id)
        return f"{place(here)} {figure(here.value)}"

    return said


def _leader_row(ranking: Ranking) -> Row:
    found = ranking.verdict
    leader = sentences.names(ranking.study, found.leaders) or "none"
    held = "" if found.share is None else middles(ranking)
    return Row((ranking.weights.name, leader, found.lead, f"{sentences.tier(ranking)}{held}"))


def _difference_table(sides: SideBySide) -> Table:
    study, shown = sides.ranking.study, differences(sides).wide
    first, second = study.option(sides.first), study.option(sides.second)
    shown = shown.reading(
        {
            f"{first.id}-score": lambda each: _marked(study, each, first),
            f"{second.id}-score": lambda each: _marked(study, each, second),
        }
    )
    rows = [Row(shown.cells(each)) for each in shown.rows]
    worth = [figure(sides.ranking.standing(id).value) for id in (first.id, second.id)]
    rows.append(Row(("value", *worth, "", signed(sides.total), ""), strong=True))
    return Table(shown.heads, tuple(rows))


def _marked(study: Study, each: Difference, option: Option) -> str:
    """A score with the mark of what it rests on; a judgement of which no more is said has none."""
    mark = {"set": "*", "unknown": "?", "judged": ""}
    basis = option.on(each.criterion).basis
    return f"{held(study.criterion(each.criterion), option.on(each.criterion))} {mark.get(basis, basis[0])}".rstrip()


def _bases(sides: SideBySide) -> str:
    """What the marks mean that can stand in the table, and whose judgements the scores are."""
    study = sides.ranking.study
    used = {each.basis for id in (sides.first, sides.second) for each in study.option(id).scores}
    unknown = ["? not known, the middle of the scale in its place"] if "unknown" in used else []
    sourced = (
        ["s stated by the source", "i inferred"] if study.source or used & {"stated", "inferred"} else []
    )
    changed = ["* set for this run"] if sourced or "set" in used else []
    marks = [*sourced, *changed, *unknown]
    units = f"{conversions(study)} {mixing(study, sides.first, sides.second)}".strip()
    whose = f"all figures are judgements, those not set made by {assessors(study)}."
    said = (
        f"{', '.join(marks)}; {whose}" if marks else f"All figures are judgements made by {assessors(study)}."
    )
    return f"{said} {units}".rstrip()


def _added(sides: SideBySide) -> Iterator[Block]:
    study = sides.ranking.study
    weaker = sides.first if sides.stronger == sides.second else sides.second
    pair = f"{sentences.name(study, sides.stronger)} adds", f"to {sentences.name(study, weaker)}"
    if not sides.adds:
        if study.obligations:
            yield Prose(f"{pair[0]} no obligations {pair[1]}.")
        return
    conditional = [each.when for each in sides.adds if each.when]
    kinds = dict.fromkeys(each.kind for each in sides.adds)
    rows = tuple(
        Row((kind, "; ".join(added_text(study, each) for each in sides.adds if each.kind == kind)))
        for kind in kinds
    )
    yield Prose(f"{pair[0]} {plural(len(sides.adds), 'obligation')} {pair[1]}:")
    yield Table((Head("kind", lead=True), Head("adds", fold=True)), rows, headed=False)
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
