"""How sure a ranking is, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import limits, sentences
from treatyopt.documents.authorship import UNEXAMINED, beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.nouns import compared, way
from treatyopt.documents.placing import changes_shown
from treatyopt.documents.ranks import ranks
from treatyopt.documents.screens import missing, moving, whatever
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.tipping import tipping
from treatyopt.documents.unknown import middles, those_middles
from treatyopt.documents.words import about, between, capital, fine, listed, percent, weight
from treatyopt.documents.worth import worth_blocks
from treatyopt.methods.stability import TIE, tier
from treatyopt.ranking.intervals import StabilityInterval
from treatyopt.ranking.sensitivity import Belief, Sensitivity
from treatyopt.ranking.verdict import doubted
from treatyopt.tables.columns import Column, Head, Listing
from treatyopt.tables.sensitivity import acceptability, shares, stability, unscreened

_SHOWN, _BELIEFS = 6, 8
_OFTEN = 0.05  # of drawings, in which it matters that another option is first at the weights chosen


def sensitivity_document(found: Sensitivity) -> Document:
    """Verdict first; then intervals, acceptability, what must be believed, the case against, and what tips."""
    ranking = found.ranking
    blocks: list[Block] = [
        Heading(
            f"How sure is the ranking? {ranking.study.title}",
            beside(ranking.study, f"weights: {ranking.weights.name}"),
        ),
        *changes_shown(ranking),
        Prose(sentences.shortlist(ranking)),
        Prose(" ".join([sentences.verdict(ranking), *second(found)])),
        *_intervals(found),
        *_acceptability(found),
        *_beliefs(found),
        *_against(found),
        *_thresholds(found),
        *tipping(found),
        *worth_blocks(found),
        Prose(_method(found), faint=True),
        Next("treatyopt explain " + (ranking.shortlist or (ranking.standings[0].id,))[0]),
    ]
    return Document(Deferred(found.to_dict), tuple(blocks), _sampled(found))


def second(found: Sensitivity) -> Iterator[str]:
    """The verdict's second figure: its share with scores drawn in their ranges, in each way; none where necessary."""
    verdict = found.ranking.verdict
    if not found.doubts or verdict.tier == "necessary":
        return
    if not doubted(found.ranking.study, found.ranking.shortlist):
        if verdict.tier != "settled":
            yield f"{capital(UNEXAMINED)}."
        return
    shares = [each.leads.share for each in found.doubts]
    ways = ", ".join(
        f"{way(found.ranking.study, each.dependence)} {about(each.leads.share).removeprefix('about ')}"
        for each in found.doubts
    )
    share = (
        f"With the scores in doubt too it leads in {between(shares)} of {_of_what(found)} ({ways}; others can give "
        "less)"
    )
    others = [each.first for each in found.doubts if each.first.id != found.ranking.shortlist[0]]
    if others:
        most = max(others, key=lambda each: each.estimate.share)
        amount = about(most.estimate.share).removeprefix("about ")
        share = f"{share}, and {sentences.name(found.ranking.study, most.id)} in up to {amount}"
    yield f"{share}{_tier_of_both(found, shares)}."
    yield from _rejudged(found)
    there = max(each.other.share for each in found.doubts)
    if there >= _OFTEN:
        yield f"At the weights chosen another is first in up to {between([there])} of the scores drawn."


def _of_what(found: Sensitivity) -> str:
    """What the shares with drawn scores are shares of."""
    fit = "fitting " if found.ranking.verdict.said else ""
    over = found.ranking.verdict.over
    if over == "single":
        return "the draws"
    return (
        f"the {fit}group weightings drawn"
        if over == "groups"
        else f"the {fit}weightings of the criteria drawn"
    )


def _tier_of_both(found: Sensitivity, shares: Sequence[float]) -> str:
    """Which tier that is, beside the one on weights alone."""
    verdict = found.ranking.verdict
    if verdict.over == "single" or verdict.tier == "settled":
        return ""
    plain, possible = _tiers(tier(min(shares)), tier(max(shares))), _tiers(*(found.in_ranges_tiers or ()))
    if found.tiers_differ:
        alone = _tiers(verdict.tier, verdict.upper)
        held = those_middles(found.ranking) or ","
        return f", another tier: call it {alone} on weights{held} {possible} on weights and scores"
    if found.tiers_agree and verdict.tier == verdict.upper:
        return ", the same tier"
    draws = f"{found.samples:,} {'draw' if found.samples == 1 else 'draws'}"
    if plain == verdict.tier == verdict.upper:
        return f"; {draws} cannot tell whether that is another tier"
    spans = f"from {possible}" if " to " in possible else f"which is {possible}"
    return f", {spans}" if plain == possible else f", {spans} as far as {draws} can tell"


def _rejudged(found: Sensitivity) -> Iterator[str]:
    """The same with screens judged on the scores as drawn, where that can differ."""
    shares = [each.rejudged.share for each in found.doubts if each.rejudged is not None]
    if shares:
        anew = "Screens are judged on best scores there; judged anew on the scores drawn, it leads in"
        yield f"{anew} {between(shares)}."


def _tiers(*ends: str) -> str:
    """The tier, or the lowest and the highest of those that are possible."""
    return " to ".join(dict.fromkeys(ends))


def _intervals(found: Sensitivity) -> Iterator[Table]:
    ranking, noun = found.ranking, limits.noun(found.ranking)
    study = ranking.study

    def kept(each: StabilityInterval) -> str:
        if each.lead is None:
            return ""
        sure = limits.surely(each.certain, each.weight)
        return limits.kept(study, each.lead, each.weight) + (f"; for certain with {sure}" if sure else "")

    named = {
        "id": lambda each: limits.weighed_name(study, each.id),
        "weight": lambda each: weight(each.weight),
    }
    then = Column(None, Head("stays first", fold=True), of=kept)
    shown = stability(found).wide.reading(named).plus(then)
    rows = tuple(Row(shown.cells(each)) for each in limits.moved(ranking) if each.lead is not None)
    if rows:
        leader = sentences.name(study, ranking.verdict.leaders[0])
        sure = any(any(each.certain) for each in limits.moved(ranking))
        caption = (
            f"How far each {noun}'s weight can move while {leader} stays first, {limits.others(ranking)}"
            f"{'; for certain, whatever the rest' if sure else ''}{middles(ranking)}"
        )
        yield Table(shown.heads, rows, caption=caption)


def _acceptability(found: Sensitivity) -> Iterator[Block]:
    if found.acceptability:
        yield from ranks(
            found.ranking.study, acceptability(found).wide, f"Rank acceptability, {_space(found)}"
        )
    if found.unscreened:
        yield from ranks(
            found.ranking.study, unscreened(found).wide, f"The same without screens, {_space(found)}"
        )
    groups = found.over == "groups" and limits.noun(found.ranking) == "group"
    if found.leads_within:
        leader = sentences.name(found.ranking.study, found.ranking.shortlist[0])
        near = f"within {found.within:g}% of the chosen one, at best scores{middles(found.ranking)} (exact)"
        yield Prose(f"{leader} leads at every weighting {near}.")
    if (found.tie_share or 0.0) > TIE:
        yield Prose(
            f"In {percent(found.tie_share or 0.0)} of these weightings several are level for first place (exact)."
        )
    if (found.acceptability or found.unscreened) and groups and found.within is None:
        yield Prose("Group points do not move these shares; shares inside a group do.", faint=True)


def _space(found: Sensitivity) -> str:
    within = (
        "all weightings"
        if found.within is None
        else f"each weight within {found.within:g}% of the chosen one"
    )
    if found.ranking.verdict.said:
        within = (
            f"{within} that fit what was said"
            if found.within is None
            else f"{within}, and fitting what was said"
        )
    ways = "" if found.dependence == "each" else f", {way(found.ranking.study, found.dependence)}"
    scores = "best scores" if found.scores == "best" else f"scores drawn in their ranges{ways}"
    return f"over {found.over}: {within}, {scores}"


def _beliefs(found: Sensitivity) -> Iterator[Block]:
    """What must be believed for each option that does not lead."""
    if found.beliefs:
        study = found.ranking.study
        rows = tuple(
            Row((sentences.name(study, each.id), " ".join(_belief(found, each)))) for each in found.beliefs
        )
        columns = (Head(study.words.option, lead=True), Head("belief", fold=True))
        held = middles(found.ranking) if found.scores == "best" else ""
        caption = f"What must be believed for another to lead{held}"
        table = Table(columns, rows, caption=caption, headed=False)
        where = "treatyopt explain ID tells it of any"
        yield from first_rows(
            table, compared(found.ranking).options, where, first=_BELIEFS, most=2 * _BELIEFS
        )


def _belief(found: Sensitivity, belief: Belief) -> Iterator[str]:
    for each in belief.failed:
        if each.by_middle:
            what = sentences.criterion_name(found.ranking.study, each.criterion)
            yield f"It counts as failing {each.screen}, as its {what} is not known."
            continue
        possible = whatever(found.ranking.study.option(belief.id), each)
        criterion = sentences.criterion_name(found.ranking.study, each.criterion)
        short = missing(found.ranking.study, each) or sentences.points(-each.margin)
        yield f"No weights: it fails {each.screen} by {short} of {criterion}{possible}."
    if belief.failed:
        yield from _unscreened(found, belief.id)
        return
    best, held = found.scores == "ranges" and bool(belief.conditions), middles(found.ranking)
    held = f"{held}," if held else ""
    for i, said in enumerate(limits.leading(found.ranking, belief.conditions)):
        yield f"At best scores{held} {said[0].lower()}{said[1:]}" if best and not i else said
    if belief.conditions:
        yield from _central(found, belief.id)


def _unscreened(found: Sensitivity, option: str) -> Iterator[str]:
    for each in found.unscreened:
        if each.id == option and each.leads is not None:
            share = percent(each.leads) if each.leads else "none"
            yield f"Without screens it would lead in {share} of these weightings (exact)."
        elif each.id == option:
            yield f"Without screens it would lead in {about(each.ranks[0].share)} of the weightings drawn."


def _central(found: Sensitivity, option: str) -> Iterator[str]:
    study = found.ranking.study
    for each in found.acceptability:
        if each.id == option and each.central is not None:
            if len(each.central) == 2 and each.leads is not None:
                return  # the weightings in which it leads are an interval of one weight, which is told already
            largest = sorted(each.central, key=lambda item: -item[1])[:2]
            given = listed([f"{limits.weighed_name(study, id)} {percent(share)}" for id, share in largest])
            drawn = ", with the scores drawn," if found.scores == "ranges" else ""
            average = (
                "an average, not a threshold" if each.leads is None else "exact; an average, not a threshold"
            )
            yield f"Weightings in which it leads{drawn} give {given} on average ({average})."
            if each.confidence is not None:
                yield f"At those weights it is first in {about(each.confidence)} of the scores drawn."
        elif each.id == option and each.leads is not None:
            yield f"No weighting{_drawn_from(found)} makes it lead."
        elif each.id == option:
            yield f"No weighting drawn{_drawn_from(found)} makes it lead."


def _drawn_from(found: Sensitivity) -> str:
    """What the weightings are drawn from, where that is not what the verdict speaks of."""
    if found.within is not None:
        return f" within {found.within:g}% of the chosen one"
    over = " over all criteria" if found.over == "criteria" and limits.noun(found.ranking) == "group" else ""
    return f"{over} that fits what was said" if found.ranking.verdict.said else over


def _against(found: Sensitivity) -> Iterator[Prose]:
    verdict, study = found.ranking.verdict, found.ranking.study
    if verdict.runner_up is None:
        return
    rival = sentences.name(study, verdict.runner_up)
    leader, held = sentences.name(study, verdict.leaders[0]), middles(found.ranking)
    if not found.against:
        yield Prose(f"The case against {leader}: {rival} is better on nothing that has weight{held}.")
        return
    points = listed([f"{each.name} ({fine(each.weighted)})" for each in found.against[:_SHOWN]])
    yield Prose(f"The case against {leader}: {rival} is better on {points}.")


def _thresholds(found: Sensitivity) -> Iterator[Block]:
    if not found.ranking.thresholds:
        return
    rows = tuple(
        Row(
            (
                each.screen,
                *moving(found.ranking.study, each),
            )
        )
        for each in found.ranking.thresholds
    )
    columns = (
        Head("screen", lead=True),
        Head("threshold", lead=True),
        Head("same shortlist for thresholds"),
    )
    yield Table(
        columns, rows, caption="The screens' thresholds are judgements too: how far each can move alone"
    )
    yield from _passing(found)


def _passing(found: Sensitivity) -> Iterator[Prose]:
    """In what share of its range each option whose score is in doubt passes a screen."""
    study = found.ranking.study
    said = [
        f"{sentences.name(study, standing.id)} passes {each.screen} in {percent(each.passing)}"
        for standing in found.ranking.standings
        for each in standing.screens
        if not each.throughout
    ]
    if said:
        how = "drawn uniformly, in the unit where there is one," if study.in_units else "drawn uniformly,"
        yield Prose(f"Of the scores in its range, {how} {few(said)} (exact).")


def _method(found: Sensitivity) -> str:
    """What is exact, and what was drawn with which error."""
    tables = (*found.acceptability, *found.unscreened)
    drawn = [rank.error for each in tables if each.leads is None for rank in each.ranks]
    errors = [*drawn, *(each.leads.error for each in found.doubts)]
    shares = "shares of ranks, " if tables and not drawn else ""
    exact = (
        f"Verdict, {shares}intervals, thresholds and tipping scores are exact, and limits are rounded to the "
        "safe side"
    )
    ties = " Equal values share their ranks." if tables else ""
    if not errors:
        why = "" if not found.samples or tables else ", since there is nothing for it to lead"
        return f"{exact}; nothing was sampled{why}.{ties}"
    error = (
        f"; one standard error of a share is {100 * max(errors):.2g} percentage points at most, the least of the "
        "doubts here"
    )
    what = "Shares of ranks are" if drawn else "What is said of scores in their ranges is"
    draws = "draw" if found.samples == 1 else "draws"
    return (
        f"{exact}. {what} sampled: {found.samples:,} {draws}, seed {found.seed}"
        f"{error if max(errors) else ''}.{ties}"
    )


def _sampled(found: Sensitivity) -> Listing:
    """What CSV holds: a row for each option and rank, or without sampling one for each interval."""
    sampled = found.acceptability or found.unscreened
    return shares(found) if sampled else stability(found).wide
