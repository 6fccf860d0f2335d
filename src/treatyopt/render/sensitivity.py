"""How sure a ranking is, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.render import limits, sentences
from treatyopt.render.document import Block, Column, Document, Heading, Next, Prose, Reach, Row, Stack, Table
from treatyopt.render.drawing import SHADES
from treatyopt.render.words import figure, listed, percent, plural, score, signed, weight
from treatyopt.tipping import Tipping
from treatyopt.uncertainty import Acceptability, Belief, Estimate, Sensitivity

_SHOWN = 6
_SCALE = 41


def sensitivity_document(found: Sensitivity) -> Document:
    """Verdict first; then intervals, acceptability, what must be believed, the case against, and what tips."""
    ranking = found.ranking
    blocks: list[Block] = [
        Heading(f"How sure is the ranking? {ranking.study.title}", f"weights: {ranking.weights.name}"),
        Prose(sentences.shortlist(ranking)),
        Prose(" ".join([sentences.verdict(ranking), *second(found)])),
        *_intervals(found),
        *_acceptability(found),
        *_beliefs(found),
        *_against(found),
        *_thresholds(found),
        *_tipping(found),
        Prose(_method(found), faint=True),
        Next("treatyopt explain " + (ranking.shortlist or (ranking.standings[0].option,))[0]),
    ]
    return Document(found.to_dict(), tuple(blocks), _records(found))


def _share(estimate: Estimate) -> str:
    return f"{percent(estimate.share)} ± {100 * estimate.error:.2g}"


def second(found: Sensitivity) -> Iterator[str]:
    """The verdict's second figure: the same share with scores drawn in their ranges."""
    if found.in_ranges is None:
        return
    share = f"With scores drawn in their ranges the share is {_share(found.in_ranges)} (sampled)"
    if found.tiers_differ:
        first = found.ranking.verdict.tier
        yield f"{share}, another tier: call it {first} on weights, {found.in_ranges_tier} on weights and scores."
    elif found.ranking.verdict.tier != found.ranking.verdict.upper:
        yield f"{share}, which is {found.in_ranges_tier}."
    else:
        yield f"{share}, the same tier."


def _intervals(found: Sensitivity) -> Iterator[Table]:
    ranking, noun = found.ranking, limits.noun(found.ranking)
    rows = tuple(
        Row(
            (
                limits.weighed_name(ranking.study, each.id),
                weight(each.weight),
                Reach(each.lead.low, each.lead.high, each.weight),
                limits.kept(ranking.study, each.lead, each.weight),
            )
        )
        for each in limits.moved(ranking)
        if each.lead is not None
    )
    if rows:
        columns = (
            Column(noun, noun, lead=True),
            Column("now", "now", lead=True),
            Column("interval", "0% 50% 100%", "bar", width=_SCALE),
            Column("then", "stays first", fold=True),
        )
        leader = sentences.name(ranking.study, ranking.verdict.leaders[0])
        caption = (
            f"How far each {noun}'s weight can move while {leader} stays first, {limits.others(ranking)}"
        )
        yield Table(columns, rows, caption=caption)


def _acceptability(found: Sensitivity) -> Iterator[Block]:
    if found.acceptability:
        yield _ranks(found, found.acceptability, f"Rank acceptability, {_space(found)}")
    if found.unscreened:
        yield _ranks(found, found.unscreened, f"The same without screens, {_space(found)}")
    if (found.acceptability or found.unscreened) and found.over == "groups" and found.within is None:
        yield Prose("Group points do not move these shares; shares inside a group do.", faint=True)


def _space(found: Sensitivity) -> str:
    within = (
        "all weightings"
        if found.within is None
        else f"each weight within {found.within:g}% of the chosen one"
    )
    scores = "best scores" if found.scores == "best" else "scores drawn in their ranges"
    return f"over {found.over}: {within}, {scores}"


def _ranks(found: Sensitivity, shares: Sequence[Acceptability], caption: str) -> Table:
    ordinals = [f"{_shade(r)} {_ordinal(r + 1)}" for r in range(len(shares))]
    columns = (
        Column("option", "option", lead=True),
        Column("bar", "", "bar", width=20),
        *(Column(f"rank-{r + 1}", label, "number") for r, label in enumerate(ordinals)),
    )
    rows = tuple(
        Row(
            (
                sentences.name(found.ranking.study, each.option),
                Stack(tuple(rank.share for rank in each.ranks)),
                *(percent(rank.share) for rank in each.ranks),
            )
        )
        for each in shares
    )
    return Table(columns, rows, caption=caption)


def _shade(rank: int) -> str:
    return SHADES[min(rank, len(SHADES) - 1)]


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"


def _beliefs(found: Sensitivity) -> Iterator[Block]:
    """What must be believed for each option that does not lead."""
    if found.beliefs:
        study = found.ranking.study
        rows = tuple(
            Row((sentences.name(study, each.option), " ".join(_belief(found, each))))
            for each in found.beliefs
        )
        columns = (Column("option", "option", lead=True), Column("belief", "belief", fold=True))
        yield Table(columns, rows, caption="What must be believed for another option to lead", headed=False)


def _belief(found: Sensitivity, belief: Belief) -> Iterator[str]:
    for each in belief.failed:
        possible = "at every score in its range" if each.throughout else "though its range reaches that"
        criterion = sentences.criterion_name(found.ranking.study, each.criterion)
        yield f"No weights: it fails {each.screen} by {figure(-each.margin)} points of {criterion}, {possible}."
    if belief.failed:
        yield from _unscreened(found, belief.option)
        return
    yield from limits.leading(found.ranking, belief.conditions)
    yield from _central(found, belief.option)


def _unscreened(found: Sensitivity, option: str) -> Iterator[str]:
    for each in found.unscreened:
        if each.option == option:
            yield f"Without screens it would lead in {_share(each.ranks[0])} of weightings."


def _central(found: Sensitivity, option: str) -> Iterator[str]:
    study = found.ranking.study
    for each in found.acceptability:
        if each.option == option and each.central is not None:
            largest = sorted(each.central, key=lambda item: -item[1])[:2]
            given = listed([f"{limits.weighed_name(study, id)} {weight(share)}" for id, share in largest])
            yield f"Weightings in which it leads give {given} on average (an average, not a threshold)."
            if each.confidence is not None:
                yield f"At those weights it is first in {percent(each.confidence)} of score draws."
        elif each.option == option:
            yield "No weighting drawn makes it lead."


def _against(found: Sensitivity) -> Iterator[Prose]:
    verdict, study = found.ranking.verdict, found.ranking.study
    if verdict.runner_up is None:
        return
    rival = sentences.name(study, verdict.runner_up)
    leader = sentences.name(study, verdict.leaders[0])
    if not found.against:
        yield Prose(f"The case against {leader}: {rival} is better on nothing that has weight.")
        return
    points = listed([f"{each.name} ({signed(each.weighted)})" for each in found.against[:_SHOWN]])
    yield Prose(f"The case against {leader}: {rival} is better on {points}.")


def _thresholds(found: Sensitivity) -> Iterator[Table]:
    if not found.ranking.thresholds:
        return
    rows = tuple(
        Row(
            (
                each.screen,
                f"{each.minimum:g}",
                f"above {score(each.low)}, up to {score(each.high)}"
                if each.low is not None
                else f"up to {score(each.high)}",
            )
        )
        for each in found.ranking.thresholds
    )
    columns = (
        Column("screen", "screen", lead=True),
        Column("threshold", "threshold", "number", lead=True),
        Column("same", "same shortlist for thresholds"),
    )
    yield Table(columns, rows, caption="The screens' thresholds are ours: how far each can move")


def _tipping(found: Sensitivity) -> Iterator[Block]:
    """The smallest changes of a single score that change the leader."""
    if len(found.ranking.verdict.leaders) > 1:
        return
    if not found.tipping:
        yield Prose("No single score, moved anywhere from 0 to 100, changes the leader.")
        return
    within = [each for each in found.tipping if each.in_range]
    shown = list(dict.fromkeys([*found.tipping[:_SHOWN], *within[:_SHOWN]]))
    columns = (
        Column("score", "score", lead=True),
        Column("now", "now", "number", 0),
        Column("at", "tips at", "number"),
        Column("change", "change", "signed"),
        Column("range", "in its range"),
        Column("then", "then leads", fold=True),
    )
    rows = tuple(_tipping_row(found, each) for each in shown)
    caption = (
        f"Scores that could change the leader alone: {_counted(len(found.tipping))}, {len(within)} in range"
    )
    yield Table(columns, rows, caption=caption)


def _counted(count: int) -> str:
    return plural(count, "score")


def _tipping_row(found: Sensitivity, each: Tipping) -> Row:
    then = sentences.name(found.ranking.study, each.leader) if each.leader else "nothing"
    why = " (a screen)" if each.by == "screen" else ""
    cells = (f"{each.option}.{each.criterion}", score(each.score), each.at, each.change)
    return Row((*cells, "yes" if each.in_range else "no", f"{then}{why}"))


def _method(found: Sensitivity) -> str:
    exact = "Verdict, intervals, thresholds and tipping scores are exact"
    if not found.samples:
        return f"{exact}; nothing was sampled."
    return (
        f"{exact}. Shares are sampled: {found.samples:,} draws, seed {found.seed}, ± one standard error; "
        "options with the same value share their ranks."
    )


def _records(found: Sensitivity) -> Table:
    """One row per option and rank, or without sampling one per interval, for CSV."""
    if not (found.acceptability or found.unscreened):
        keys = ("id", "kind", "weight", "low", "high", "below", "above", "level_low", "level_high")
        intervals = [
            Row((e.id, e.kind, e.weight, *(e.lead if e.lead is not None else (None,) * 6)))
            for e in found.ranking.intervals
        ]
        return Table(tuple(Column(key, key) for key in keys), tuple(intervals))
    columns = tuple(Column(key, key) for key in ("screens", "id", "rank", "share", "error"))
    shares_by_rank = [
        Row((applied, each.option, number, rank.share, rank.error))
        for applied, shares in (("applied", found.acceptability), ("none", found.unscreened))
        for each in shares
        for number, rank in enumerate(each.ranks, start=1)
    ]
    return Table(columns, tuple(shares_by_rank))
