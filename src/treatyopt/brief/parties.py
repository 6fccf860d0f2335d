"""What the parties would make of a recommendation, in a paragraph: gains, objections, the package in between."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.bargaining.outcomes import Outcome
from treatyopt.brief.findings import Findings
from treatyopt.documents import sentences
from treatyopt.documents.blocks import Prose
from treatyopt.documents.settlements import level
from treatyopt.documents.words import capital, counted, listed, sentence, signed
from treatyopt.methods.stability import TIE
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.records import Obligation

_LONG = 8  # words, beyond which nothing is quoted twice on a page


def parties(found: Findings, quoted: Collection[str] = ()) -> Iterator[Prose]:
    """One paragraph, or none for a study without parties; `quoted` are the obligations that stand above it by name."""
    sides = found.sides
    if not isinstance(sides, Negotiation):
        return
    both = "both sides" if len(sides.sides) == 2 else "the parties"
    leaders = found.ranking.verdict.leaders
    said = level(sides)
    if not said:
        said = " ".join(_said(found, sides, leaders[0], quoted)) if len(leaders) == 1 else _nothing(sides)
    yield Prose(said, lead=f"What {both} would make of it.")


def _nothing(sides: Negotiation) -> str:
    """What the parties would accept where nothing leads, or several do."""
    opening, noun = f"By the {_assumed(sides)} assumed for each,", sides.study.words.option
    able = tuple(each.id for each in sides.outcomes if each.possible)
    if able:
        return f"{opening} none would refuse {sentences.names(sides.study, able)}."
    willing = tuple(each.id for each in sides.outcomes if not each.refused)
    if willing:
        names = sentences.names(sides.study, willing)
        return f"{opening} none would refuse {names}, but no {noun} that none refuses meets the requirements."
    return f"{opening} some party would refuse each {noun}."


def _said(found: Findings, sides: Negotiation, leader: str, quoted: Collection[str]) -> Iterator[str]:
    outcome = next((each for each in sides.outcomes if each.id == leader), None)
    if outcome is None:
        return
    yield _gains(sides, outcome)
    if isinstance(found.packages, Frontier):
        yield from _objections(found.packages, leader, quoted)
        yield from _between(found.packages, outcome)


def _assumed(sides: Negotiation) -> str:
    return "weights and scores" if sides.disagreements else "weights"


def _gains(sides: Negotiation, outcome: Outcome) -> str:
    """Each party's gain over the baseline, by weights assumed for it, and who would refuse."""
    baseline = sentences.name(sides.study, sides.study.baseline or "")
    names = {each.id: each.name for each in sides.sides}
    gains = listed([f"{names[each.party]} {signed(each.gain)}" for each in outcome.parties])
    opening = f"By assumed {_assumed(sides)}, less a cost for burdens, gains over"
    refusing = "neither would refuse" if len(sides.sides) == 2 else "none would refuse"
    if outcome.refused:
        refusing = f"{listed([names[id] for id in outcome.refused])} would refuse"
    return f"{opening} {baseline} are {gains}; {refusing}."


def _objections(packages: Frontier, leader: str, quoted: Collection[str]) -> Iterator[str]:
    """What of the obligations new at the leader each side loses most by."""
    if leader != packages.upper:
        return
    parts: list[str] = []
    for k, side in enumerate(packages.sides):
        worst = min(packages.offered, key=lambda each: each.nets[k], default=None)
        if worst is not None and worst.nets[k] < -TIE:
            loses = "" if parts else " loses most"
            what = _quoted(worst.obligation, side.id if worst.obligation.id in quoted else None)
            parts.append(f"{side.name}{loses} by {what} ({signed(worst.nets[k])})")
    if parts:
        yield f"{capital(', '.join(parts))}."


def _quoted(obligation: Obligation, party: str | None) -> str:
    """What an obligation says, in full, since a part can say the opposite.

    A long one that binds this party alone, and was quoted above as such, is not quoted twice.
    """
    words = sentence(obligation.says)[:-1]
    alone = obligation.binds == (party,) and len(words.split()) > _LONG
    return "its own obligation above" if alone else f"“{words}”"


def _between(packages: Frontier, outcome: Outcome) -> Iterator[str]:
    """The package that illustrates what lies between two types, beside the recommendation."""
    point = packages.point
    if point is None or not point.adds:
        return
    lower, upper = (sentences.name(packages.study, id) for id in (packages.lower, packages.upper))
    gains = dict(
        zip((each.party for each in outcome.parties), (each.gain for each in outcome.parties), strict=True)
    )
    ahead = [each.gain - gains[each.party] for each in point.parties if each.party in gains]
    own = " and ".join(signed(each.gain) for each in point.parties)
    better = len(ahead) == len(point.parties) and min(ahead) >= -TIE and max(ahead) > TIE
    adding = f"{counted(len(point.adds))} of {counted(len(packages.offered))} obligations"
    text = f"Between {lower} and {upper}, {adding}"
    if better:
        more = "both more" if min(ahead) > TIE else "one of them more and the other no less"
        yield f"{text} would give {more} ({own}){_elsewhere(packages, outcome)}."
    else:
        yield f"{text} make a package that neither would refuse ({own})."


def _elsewhere(packages: Frontier, outcome: Outcome) -> str:
    """That the package is not better once obligations enter where else the study says, as a clause; else empty."""
    tried = packages.placing
    if tried is None:
        return ""
    here = {each.party: each.gain for each in outcome.parties}
    for trial in tried.made():
        own = [here[side.id] for side in packages.sides]
        if outcome.id == packages.upper and trial.upper is not None:
            own = list(trial.upper)  # what the option asks can be other there, too
        worse = trial.carried is None or any(a < b - TIE for a, b in zip(trial.carried, own, strict=True))
        if worse:
            several = len(trial.placings) > 1
            what = counted(len(trial.placings)) if several else trial.placings[0].obligation
            where = {each.now for each in trial.placings}
            option = sentences.name(packages.study, where.pop()) if len(where) == 1 else "other options"
            return f", but not if {what} come{'' if several else 's'} with {option}"
    return ""


def apart(ranking: Ranking) -> str:
    """That what is said of the parties rests on weights of their own, and on their own scores if they have any."""
    study = ranking.study
    own = listed([f"{each.profile} for {each.name}" for each in study.parties])
    scores = ", and by scores of their own where they have any" if any(p.own for p in study.parties) else ""
    return (
        f"What is said of {listed([each.name for each in study.parties])} is by the weights of the parties' own "
        f"profiles ({own}), not by those of this brief{scores}."
    )
