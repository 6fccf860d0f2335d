"""What a ranking means, in a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from treatyopt.documents import limits, nouns, screens
from treatyopt.documents.authorship import UNEXAMINED
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.shortening import few, first_few
from treatyopt.documents.unknown import middles, stand_ins, unknown
from treatyopt.documents.words import capital, counted, figure, fine, listed, percent
from treatyopt.methods.stability import TIE
from treatyopt.ranking.acceptability import screens_in_doubt
from treatyopt.ranking.comparison import Columns, differences
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.verdict import doubted
from treatyopt.study.model import Study, find

NEGLIGIBLE = 0.05
LEAST_SHARE = 0.001  # a share below this is told as less than it
_CARRYING = 12  # criteria that a sentence names, by and large all of a study that people read
_STATEMENTS = 4  # that a sentence repeats of what was said, and two more where there are no others
ASIDE = 3  # options set aside of which more is told than their number
CERTAIN = ("necessary", "settled")  # the leads that no weights end


def name(study: Study, option: str) -> str:
    """An option's name, by id."""
    return study.option(option).name


def group_name(study: Study, group: str) -> str:
    """A group's name, by id."""
    return find("group", group, study.groups).name


def criterion_name(study: Study, criterion: str) -> str:
    """A criterion's name, by id."""
    return study.criterion(criterion).name


def names(study: Study, options: tuple[str, ...]) -> str:
    """Options' names as a list in words."""
    return few([name(study, id) for id in options])


def shares(ranking: Ranking, *others: Ranking, names: Sequence[str] = ()) -> str:
    """What the share of a verdict is a share of; of several rankings, by `names`, each over weightings of its own."""
    every = (ranking, *others)
    if len(ranking.study.criteria) == 1:
        return "Verdict: on best scores; there is only one weighting."
    of = {limits.noun(each) for each in every}
    moves = _MOVES["both" if len(of) > 1 else limits.noun(ranking)]
    spaces: dict[str, list[str]] = {}
    for name, each in zip(names or [""] * len(every), every, strict=True):
        spaces.setdefault(weightings(each), []).append(name)
    if len(spaces) == 1:
        return (
            f"Verdict: the share of {next(iter(spaces))} in which the leader leads, on best scores. {moves}"
        )
    over = "; ".join(f"in {few(where)} of {space}" for space, where in spaces.items())
    return f"Verdict: the share of weightings in which the leader leads, on best scores: {over}. {moves}"


_MOVES = {
    "group": "The group points of a profile do not move that share; shares inside a group do.",
    "criterion": "The points and shares of a profile do not move it.",
    "both": "The group points of a profile do not move a share of group weightings, shares inside a group do; neither "
    "moves one of weightings of the criteria.",
}


def shortlist(ranking: Ranking) -> str:
    """Which options are left after the screens."""
    if not ranking.screens:
        return f"No screens are applied: every {nouns.compared(ranking).option} is ranked."
    screens = listed(ranking.screens)
    if not ranking.shortlist:
        return f"Shortlist: none; no {nouns.compared(ranking).option} passes {screens}."
    unsure = stand_ins(ranking)
    only = f"; {listed(unsure)} only by the middle of a scale, as a score is not known" if unsure else ""
    return f"Shortlist: {names(ranking.study, ranking.shortlist)} ({_pass(ranking)} {screens}{only})."


def _pass(ranking: Ranking) -> str:
    return "passes" if len(ranking.shortlist) == 1 else "pass"


def verdict(ranking: Ranking) -> str:
    """What a screen sets aside above the leader; who leads and by how much, how sure that is, what would end it."""
    aside = [*set_aside(ranking)]
    of_what = "Of what passes, " if aside and len(ranking.shortlist) > 1 else ""
    return " ".join([*aside, of_what + _lead(ranking), *unknown(ranking)])


def set_aside(ranking: Ranking) -> Iterator[str]:
    """One sentence each on the options that a screen sets aside though they are worth no less than the leader."""
    study, found = ranking.study, ranking.set_aside
    leaders = ranking.verdict.leaders
    bar = ranking.standing(leaders[0]).value if leaders else None
    told = first_few(found, ASIDE)
    for i, each in enumerate(told):
        if bar is not None and each.value <= bar + TIE:
            has = f"has the same value as {names(study, leaders)}, {figure(each.value)},"
        elif each.value < found[0].value - TIE:
            has = f"has a higher value than the leader too, {figure(each.value)},"
        else:
            alone = len(found) == 1 or found[1].value < found[0].value - TIE
            has = f"{'has' if alone else 'shares'} the highest value, {figure(each.value)},"
        also = "also " if i else ""
        yield f"{name(study, each.id)} {has} and is {also}set aside {screens.barred(study, each)}."
    yield from more_aside(len(found) - len(told))


def more_aside(rest: int) -> Iterator[str]:
    """How many more options are set aside than were told of, if any."""
    if rest:
        yield f"So are {counted(rest)} more that are worth no less than what leads."


def _lead(ranking: Ranking) -> str:
    found, study = ranking.verdict, ranking.study
    if found.tier == "none":
        return f"Nothing leads: no {nouns.compared(ranking).option} passes the screens."
    leader = name(study, found.leaders[0])
    if found.tier == "sole":
        compared = {each.id for each in ranking.standings}
        some = any(each.id not in compared for each in study.options if each.id != study.baseline)
        passing = "compared here that passes the screens" if some else "that passes the screens"
        only = "compared" if len(compared) == 1 else passing
        alone = f"the only {nouns.compared(ranking).option} {only}{middles(ranking)}"
        return f"{leader} is {alone}, so there is nothing for it to lead."
    if found.tier == "tied":
        return f"{names(study, found.leaders)} are tied at {figure(ranking.standings[0].value)} points."
    second = ranking.standing(found.runner_up or "").rank
    level = tuple(each.id for each in ranking.standings if each.rank == second)
    lead = f"{leader} leads {names(study, level)} by {points(found.lead or 0.0)}."
    return f"{lead} {', and '.join([certainty(ranking), *_limits(ranking)])}."


def points(value: float) -> str:
    """A distance in points, with decimals enough not to look like none."""
    text = figure(value) if value >= NEGLIGIBLE else f"{value:.2g}"
    return f"{text} point" if text == "1.0" else f"{text} points"


def safely(value: float) -> str:
    """A distance in points that is at least what it says: rounded down, with decimals enough not to look like none."""
    digits = next(each for each in (1, 2, 3, 4, 5, 6, 9) if value >= 10.0**-each)
    down = math.floor((value + TIE) * 10**digits) / 10**digits
    return f"{down:.10g} point{'' if down == 1 else 's'}"


def tier(ranking: Ranking) -> str:
    """The word for how sure the lead is, with its exact figure."""
    found = ranking.verdict
    word = found.tier if found.tier == found.upper else f"{found.tier} to {found.upper}"
    if found.over == "single" and found.share is not None:
        return "only one weighting"
    if found.share is None or found.tier in CERTAIN:
        return word
    low, high = found.share
    return f"{word}, {' to '.join(dict.fromkeys([percent(low), percent(high)]))}"


def certainty(ranking: Ranking) -> str:
    """The tier of the verdict with its exact figure, as a clause."""
    found = ranking.verdict
    word, _, share = tier(ranking).partition(", ")
    held = middles(ranking)
    if found.over == "single":
        if found.tier == "necessary":
            return f"There is only one weighting, and it leads there at every score in range{held}"
        unexamined = "" if doubted(ranking.study, ranking.shortlist) else f"; {UNEXAMINED}"
        return f"There is only one weighting, so no weights change that{held}{unexamined}"
    one = f"{_weighting(ranking)} that fits" if found.said else _weighting(ranking)
    by = f" by what was said ({said(ranking)})" if found.said else ""
    if found.tier == "necessary":
        stay = ", with the screens on the best scores" if screens_in_doubt(ranking) else ""
        return f"Necessary{by}{held}: it leads at every {one} and every score in range{stay}"
    if found.tier == "settled":
        least = f"by {safely(found.least or 0.0)} at least"
        return f"Settled{by}{held}: it leads at every {one}, {least}, {_best_scores(ranking)}"
    if found.level:
        places = [weighed_name(ranking.study, id) for id in found.level]
        have = "has all of the weight" if len(places) == 1 else "have all of the weight between them"
        return (
            f"{capital(word)}{held}: it is behind at no {one}, and level with another only where {listed(places)} "
            f"{have} (exact)"
        )
    if found.said and (found.least or 0.0) >= -TIE:
        edge = "level with another at the edge of them (exact)"
        return f"{capital(word)}{by}{held}: it is behind at no {one}, and {edge}"
    bounds = "exact bounds" if " to " in share else "exact"
    return f"{capital(word)}{held}: it leads in {share} of {weightings(ranking)} ({bounds})"


def _best_scores(ranking: Ranking) -> str:
    """On which scores something holds, and whether other ones were asked about at all."""
    if doubted(ranking.study, ranking.shortlist):
        return "on best scores"
    return f"on best scores; {UNEXAMINED}"


def _weighting(ranking: Ranking) -> str:
    """What a weighting is of."""
    return "group weighting" if limits.noun(ranking) == "group" else "weighting of the criteria"


def weightings(ranking: Ranking) -> str:
    """The weightings that a share is a share of: all, or those that fit what was said, with their part of all."""
    several = "group weightings" if limits.noun(ranking) == "group" else "weightings of the criteria"
    if not ranking.verdict.said:
        return f"all {several}"
    return f"the {several} that fit what was said ({said(ranking)}{_part(ranking)})"


def said(ranking: Ranking) -> str:
    """What was said of weights, as it was said; of many statements the first, as the data hold them all."""
    shown = first_few(ranking.verdict.said, _STATEMENTS)
    rest = len(ranking.verdict.said) - len(shown)
    return "; ".join([*shown, *([f"and {rest} more"] if rest else [])])


def _part(ranking: Ranking) -> str:
    share = ranking.weights.weight_set.share
    if share is None or share == 1:
        return ""
    return f"; {percent(share) if share >= LEAST_SHARE else 'less than 0.1%'} of all"


def _limits(ranking: Ranking) -> Iterator[str]:
    """How far one weight can move before the leader changes, where the tier does not say that it cannot."""
    found = ranking.verdict
    if found.over == "single" or found.tier in CERTAIN or found.level:
        return
    first = unless(ranking)
    nearest = limits.nearest(ranking)
    sure = limits.surely(nearest.certain, nearest.weight) if nearest is not None else ""
    if nearest is not None and sure:
        named = weighed_name(ranking.study, nearest.id)
        yield f"for certain where {named} has {sure} of the weight, whatever the rest; it {first}"
    else:
        yield first


def unless(ranking: Ranking) -> str:
    """Which single weights end a lead and where, the two nearest with their limits; or that none does."""
    moving, rest = limits.moved(ranking), limits.others(ranking)
    bounds = sorted(
        (limits.slack(each.weight, each.lead), i, each, limits.outside(each.lead, each.weight))
        for i, each in enumerate(limits.unmirrored(moving))
        if each.lead is not None and limits.bounded(each.lead)
    )
    if not bounds and limits.pinned([each.lead for each in moving]):
        return "by what was said no single weight can move alone"
    if not bounds:
        return f"no weight of a single {limits.noun(ranking)} puts another ahead, {rest}"
    ends = " or ".join(f"{weighed_name(ranking.study, each.id)} {where}" for _, _, each, where in bounds[:2])
    further = few([weighed_name(ranking.study, each.id) for _, _, each, _ in bounds[2:]], most=_CARRYING)
    return f"stays first unless {ends}, {rest}" + (f"; {further} can end it too" if further else "")


def parts_of_lead(ranking: Ranking) -> tuple[list[tuple[str, float]], float]:
    """What each group adds to the lead over the runner-up, by id, and below how many points that is as good as nothing.

    Each criterion where there is one group, or weightings are of criteria; the most telling first.
    """
    found, noun = ranking.verdict, limits.noun(ranking)
    totals: dict[str, float] = {}
    for each in differences(ranking, found.leaders[0], found.runner_up or ""):
        id = each.group if noun == "group" else each.criterion
        totals[id] = totals.get(id, 0.0) + each.weighted
    ordered = sorted(totals.items(), key=lambda item: -abs(item[1]))
    return ordered, min(
        NEGLIGIBLE, abs(ordered[0][1]) / 20 or NEGLIGIBLE
    )  # of a small lead small parts count too


def deciding(ranking: Ranking) -> str:
    """Which groups, or criteria of a single one, carry the lead and which speak for the runner-up, if any."""
    found, noun = ranking.verdict, limits.noun(ranking)
    if found.runner_up is None:
        return ""
    ordered, least = parts_of_lead(ranking)
    said = [(f"{weighed_name(ranking.study, id)} ({fine(total)})", total) for id, total in ordered]
    for_it = [text for text, total in said if total >= least]
    against = [text for text, total in said if total <= -least]
    rival = name(ranking.study, found.runner_up)
    carried = (
        f"The lead comes from {few(for_it, most=_CARRYING)}"
        if for_it
        else f"No {noun} carries the lead by itself"
    )
    speaks = "speaks" if len(against) == 1 else "speak"
    only = "only " if len(against) == 1 else ""
    speaking = f"{only}{few(against, most=_CARRYING)} {speaks}" if against else f"no {noun} speaks"
    return f"{carried}; {speaking} for {rival}."


def agreement(columns: Columns) -> str:
    """Whether several weightings agree on who leads, after what a screen sets aside above the leader in any."""
    aside = [*_set_aside_under(columns)]
    return " ".join([*aside, _agreement(columns, "of what passes, " if aside else "")])


def _set_aside_under(columns: Columns) -> Iterator[str]:
    """As `set_aside`, once for each option, with the weightings under which it stands above the leader."""
    study = columns.rankings[0].study
    above = {each.id: each for ranking in columns.rankings for each in ranking.set_aside}
    told = first_few([*above.values()], ASIDE)
    for standing in told:
        holding = (r for r in columns.rankings if any(each.id == standing.id for each in r.set_aside))
        under = [ranking.weights.name for ranking in holding]
        where = "every weighting" if len(under) == len(columns.rankings) else listed(under)
        worth = "no less than what leads" if columns.rankings[0].shortlist else "most"
        yield f"{standing.name} is worth {worth} under {where}, and is set aside {screens.barred(study, standing)}."
    if rest := len(above) - len(told):
        yield f"So are {counted(rest)} more that are worth no less than what leads under some weighting."


def _agreement(columns: Columns, of_what: str) -> str:
    study = columns.rankings[0].study
    if columns.agree:
        leaders = columns.leaders[0]
        verb = "leads" if len(leaders) == 1 else "lead together"
        found = f"{names(study, leaders)} {verb}" if leaders else "nothing leads"
        count = len(columns.rankings)
        agree = "Both weightings agree" if count == 2 else f"All {count} weightings agree"
        return f"{agree}: {of_what if leaders else ''}{found}."
    parts = []
    for leaders in dict.fromkeys(columns.leaders):
        under = [r.weights.name for r in columns.rankings if r.verdict.leaders == leaders]
        who = names(study, leaders) if leaders else "nothing"
        verb = "leads" if len(leaders) <= 1 else "tie"
        parts.append(f"{who} {verb} under {listed(under)}")
    return f"The weightings disagree: {of_what}{'; '.join(parts)}."
