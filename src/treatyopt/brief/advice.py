"""The advice that opens a memo: as firm as the verdict is, with packages named by what they hold or leave out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.brief.findings import Findings
from treatyopt.brief.overturning import share_of_ways
from treatyopt.documents import sentences
from treatyopt.documents.unknown import stand_ins
from treatyopt.documents.words import between, counted, listed, sentence
from treatyopt.methods.stability import LEANING
from treatyopt.ranking.explain import explain
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.study.records import Obligation, Package

_NEARLY = 1.0  # value points, below which a lead that weights or doubts can end is called nearly level
_MOST = 0.5  # of draws
_QUOTED = 2
_UNSURE = ("contested", "leaning")


def advice(found: Findings) -> Iterator[str]:
    """What to choose of several that pass, where one leads, as firm as the verdict is, and what is next to it."""
    ranking, sure = found.ranking, found.sure
    leader, tier = ranking.verdict.leaders[0], ranking.verdict.tier
    turned = any(each.in_range for each in sure.tipping)
    doubted = any(each.leads.share < LEANING for each in sure.doubts)
    nearly = (ranking.verdict.lead or 0.0) < _NEARLY and (tier in _UNSURE or turned or doubted)
    if nearly:
        yield from _nearly(sure, turned)
    else:
        yield _choose(sure, turned, doubted)
    if sentences.name(ranking.study, leader) in stand_ins(ranking):
        yield "It meets the requirements only by the middle of a scale, in place of a score that nobody knows."
    if not nearly:
        yield f"Next best: {_next(ranking)}."


def _choose(sure: Sensitivity, turned: bool, doubted: bool) -> str:
    """The advice, with what speaks against relying on it."""
    ranking, tier = sure.ranking, sure.ranking.verdict.tier
    name = called(ranking, ranking.verdict.leaders[0])
    if tier == "contested":
        return f"{name} comes first at these weights, but{_among(ranking)} in only {_rarely(sure)}."
    if tier == "leaning":
        return f"choose {name}, though{_among(ranking)} it comes first in only {_rarely(sure)}."
    if turned:
        return f"choose {name}, though a single score, within its range, can change that."
    if doubted:
        return f"choose {name}, though doubt in the scores leaves room for another."
    return f"choose {name}."


def _nearly(sure: Sensitivity, turned: bool) -> Iterator[str]:
    """That a lead is hardly one, and what can end it."""
    ranking = sure.ranking
    name, lead = called(ranking, ranking.verdict.leaders[0]), sentences.points(ranking.verdict.lead or 0.0)
    yield (
        f"{name} comes first at these weights, but is nearly level with {_next(ranking)}: it leads by {lead} of 100."
    )
    if ranking.verdict.tier in _UNSURE:
        yield f"It comes first{_among(ranking)} in {_rarely(sure)}."
    if turned:
        yield "A single score, within its range, can change that."


def _rarely(sure: Sensitivity) -> str:
    """In what share of weightings it comes first, and of draws with scores in doubt where in some way not in most."""
    shares = [each.leads.share for each in sure.doubts]
    drawn = (
        f", and with doubt in the scores in {between(shares)} of draws"
        if min(shares, default=1.0) < _MOST
        else ""
    )
    return f"{share_of_ways(sure)}{drawn}"


def _among(ranking: Ranking) -> str:
    """Among how many of what is compared something comes first, where requirements set others aside."""
    passing = len(ranking.shortlist)
    if passing == len(ranking.standings):
        return ""
    return f" among the {counted(passing)} that meet the requirements"


def _next(ranking: Ranking) -> str:
    second = ranking.standing(ranking.verdict.runner_up or "").rank
    return listed([called(ranking, each.id) for each in ranking.standings if each.rank == second], "or")


def called(ranking: Ranking, id: str) -> str:
    """What an option is called in mid-sentence; a package by the few obligations that it adds or leaves out."""
    study, option = ranking.study, ranking.study.option(id)
    if not isinstance(option, Package):
        return option.called
    case = explain(ranking, id)
    added, left = [each for each in case.obligations if each.id in option.adds], case.left_out
    whole = added and option.lower != study.baseline
    if not whole or not left:
        return option.called
    lower, upper = study.option(option.lower).called, study.option(option.upper).called
    if len(left) <= _QUOTED:
        return f"{lower} with all that {upper} adds but {_quoted(left)}"
    if len(added) <= _QUOTED:
        return f"{lower} with {_quoted(added)} of what {upper} adds"
    return f"{lower} with {counted(len(added))} of the {counted(len(added) + len(left))} obligations that {upper} adds"


def _quoted(obligations: Sequence[Obligation]) -> str:
    return listed([f"“{sentence(each.says)[:-1]}”" for each in obligations])


def lacking(left: Sequence[Obligation]) -> str:
    """What a package leaves out of what it goes towards, where it is too much for a name."""
    if len(left) <= _QUOTED:
        return ""
    return f"It leaves out {_quoted(left[:_QUOTED])} and {counted(len(left) - _QUOTED)} more."
