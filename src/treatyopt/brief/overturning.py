"""What would overturn a recommendation: other weights, other requirements, doubt in the scores, and a bolder try."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.brief.findings import Findings
from treatyopt.documents import limits, merit, sentences
from treatyopt.documents.authorship import UNEXAMINED
from treatyopt.documents.screens import screened
from treatyopt.documents.shortening import first_few
from treatyopt.documents.tipping import place
from treatyopt.documents.unknown import middles, unknown
from treatyopt.documents.words import between, capital, counted, listed, percent
from treatyopt.methods.stability import TIE
from treatyopt.ranking.acceptability import screens_in_doubt
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.verdict import doubted

_TOLD = 4
_NAMED = 2
_ROUNDED = 0.01  # of draws, which a share in whole percent may hide
_OFTEN = 0.05  # of weightings, from which on a screen can be said to decide


def overturning(found: Findings) -> Iterator[str]:
    """Weights first, then doubt in the scores, what the screens set aside, and what is worth more once had.

    One text for each of these.
    """
    ranking = found.ranking
    if len(ranking.shortlist) > 1:
        yield from _weights(found.sure)
    elif ranking.shortlist:
        alone = len(ranking.standings) == 1
        yield f"No weights: nothing else {'is compared' if alone else 'that is compared meets the requirements'}."
    for said in (_doubts(found.sure), unknown(ranking), _requirements(found.sure)):
        if text := " ".join(said):
            yield text
    bolder = merit.plainly(ranking)
    if bolder:
        yield bolder


def _doubts(sure: Sensitivity) -> Iterator[str]:
    """What doubt in the scores does to it: all of them drawn, and each alone."""
    ranking = sure.ranking
    if len(ranking.shortlist) > 1:
        yield from _draws(sure)
    if len(ranking.verdict.leaders) < 2 and (
        ranking.verdict.tier != "necessary" or screens_in_doubt(ranking)
    ):
        yield from _single_scores(sure)


def _weights(sure: Sensitivity) -> Iterator[str]:
    """In what share of weightings it comes first, and which single weight ends that soonest."""
    ranking = sure.ranking
    verdict, ways, held = ranking.verdict, _ways(ranking), middles(ranking)
    if verdict.over == "single":
        yield "No weights: there is only one weighting."
        return
    if verdict.tier == "tied":
        yield "Other weights can part what is level, unless it is level on everything that is weighed."
        return
    if verdict.tier == "necessary":
        judged, what = "", "Nothing that was looked at"
        if screens_in_doubt(ranking):
            judged, what = ", with the requirements judged on the best scores", "No weights"
        yield f"{what}: it comes first in all {ways}, at every score in its range{judged}{held}."
        return
    if verdict.tier == "settled":
        yield f"No weights: at the best scores it comes first in all {ways}{held}."
        return
    assert verdict.share is not None
    if verdict.level or verdict.share.low >= 1 - TIE:
        yield f"{capital(sentences.certainty(ranking).partition(': ')[2])}{held}."
        return
    yield f"It comes first in {share_of_ways(sure)}, and {sentences.unless(ranking)}."


def share_of_ways(sure: Sensitivity) -> str:
    """In what share of the weightings an option comes first, with what these are; of a verdict that has a share.

    What comes first is so among what meets the requirements, so the share among all that is compared stands beside it.
    """
    ranking = sure.ranking
    assert ranking.verdict.share is not None
    low, high = ranking.verdict.share
    share = percent(low) if high - low <= TIE else f"{percent(low)} to {percent(high)}"
    all_in = [each.leads for each in sure.unscreened if each.id in ranking.verdict.leaders]
    beside = "".join(f" ({percent(each)} without requirements)" for each in all_in if each is not None)
    return f"{share} of all {_ways(ranking)}{beside}{middles(ranking)}"


def _ways(ranking: Ranking) -> str:
    """What weightings are, in plain words: of all, or of those that fit what was said."""
    noun = limits.noun(ranking)
    several = f"the {counted(len(ranking.weights.columns))} {'groups' if noun == 'group' else 'criteria'}"
    if ranking.verdict.said:
        return f"ways to weigh {several} that fit what was said ({sentences.said(ranking)})"
    return f"ways to weigh {several}"


def _draws(sure: Sensitivity) -> Iterator[str]:
    """How often it comes first with scores drawn too."""
    ranking = sure.ranking
    if len(ranking.verdict.leaders) > 1 or ranking.verdict.tier == "necessary":
        return
    if not doubted(ranking.study, ranking.shortlist):
        yield f"{capital(UNEXAMINED)}."
    elif sure.doubts:
        shares = between([each.leads.share for each in sure.doubts])
        ways = ", by how doubts combine" if " to " in shares else ""
        yield f"With scores drawn from their ranges too, first in {shares} of draws{ways}{_anew(sure)}."


def _anew(sure: Sensitivity) -> str:
    """The same with screens judged on the scores drawn, where rounding does not hide the difference."""
    pairs = [(each.leads.share, each.rejudged.share) for each in sure.doubts if each.rejudged is not None]
    if all(abs(there - here) <= _ROUNDED for here, there in pairs):
        return ""
    return f"; with the requirements judged anew on the scores drawn, in {between([there for _, there in pairs])}"


def _single_scores(sure: Sensitivity) -> Iterator[str]:
    """Which single scores, within their ranges, put another first at these weights."""
    ranking, study = sure.ranking, sure.ranking.study
    if not doubted(study, [each.id for each in ranking.standings]):
        return
    tips = {(each.option, each.criterion): each for each in reversed(sure.tipping) if each.in_range}
    if not tips:
        yield "No single score within its range changes that at these weights."
        return
    names = [
        f"{sentences.name(study, o)} on {sentences.criterion_name(study, c)} {place(sure, each)}"
        for (o, c), each in reversed(tips.items())
    ]
    rest = [f"{counted(len(names) - _NAMED)} more"] if len(names) > _NAMED else []
    one = (
        "a single score within its range changes"
        if len(names) == 1
        else "single scores within their ranges change"
    )
    yield f"At these weights {one} that: {listed([*names[:_NAMED], *rest])}."


def _requirements(sure: Sensitivity) -> Iterator[str]:
    """What each screen sets aside and why, and in how many weightings that would lead without screens."""
    ranking = sure.ranking
    out = [each for each in ranking.standings if not each.passes]
    if out:
        led = {each.id: each.leads for each in sure.unscreened}
        told = first_few(out, _TOLD)
        parts = [f"{each.name} ({_fails(ranking, each)}{_without(led.get(each.id))})" for each in told]
        more = [f"and {counted(len(out) - len(told))} more"] if len(told) < len(out) else []
        said = "; ".join([*parts, *more])
        yield f"Set aside by requirements (screens): {said}."
    if left := left_out(ranking):
        yield left


def _reached(met: Screening) -> str:
    """That a range goes as far as a requirement, or no further than to its very limit."""
    return ", which its range reaches" if met.passing else ", which its range meets at one point only"


def left_out(ranking: Ranking) -> str:
    """Which of the study's screens were not applied, if any were not."""
    left = [each for each in ranking.study.screens if each.id not in ranking.screens]
    asked = [f"{sentences.criterion_name(ranking.study, each.criterion)} {each.asks}" for each in left]
    return f"Requirements of the study that were left out for this run: {listed(asked)}." if asked else ""


def _without(share: float | None) -> str:
    """In what share of weightings an option would lead without screens; nothing where that is rare or unknown."""
    return (
        f"; without screens first in {percent(share)} of ways"
        if share is not None and share >= _OFTEN
        else ""
    )


def _fails(ranking: Ranking, standing: Standing) -> str:
    """What an option has on the criteria of the screens that it fails, and what these need."""
    failed = [each for each in standing.screens if not each.passes]
    said = (
        screened(ranking.study, standing.id, each) + ("" if each.throughout else _reached(each))
        for each in failed
    )
    return "; ".join(said)
