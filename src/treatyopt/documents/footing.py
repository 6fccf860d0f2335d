"""What would be unknown and what would lose its footing without some passages, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from treatyopt.documents.coverage import kind_of_many
from treatyopt.documents.nouns import compared
from treatyopt.documents.shortening import FEW, few
from treatyopt.documents.words import listed, plural
from treatyopt.ranking.provenance import Turned
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.coverage import WORKING
from treatyopt.study.model import Study

_NOW = {
    "broken": "would be broken",
    "untested": "could no longer be tested",
    "holds": "would agree with the figures",
}


def place(study: Study, path: str) -> str:
    """A score by its path, in names: Bridge on cost, or North's own of Bridge on cost."""
    whose, _, scored = path.rpartition(":")
    option, _, criterion = scored.partition(".")
    named = f"{study.option(option).name} on {study.criterion(criterion).name}"
    party = next((each.name for each in study.parties if each.id == whose), None)
    return named if party is None else f"{party}'s own of {named}"


def first(ranking: Ranking, leaders: Sequence[str], tier: str, would: str = "would") -> str:
    """What `would` come first, as a clause: what would lead, be level, or be all that is ranked."""
    names = few([ranking.study.option(id).name for id in leaders])
    if not leaders:
        return f"no {compared(ranking).option} {would} pass the screens"
    if tier == "sole":
        return f"{names} {would} be the only {compared(ranking).option} ranked"
    return f"{names} {would} {'lead' if len(leaders) == 1 else 'be level for the lead'}"


def unknowns(study: Study, scores: Sequence[str]) -> str:
    """Which scores would be unknown: all of a few, of many how many by option."""
    if len(scores) <= FEW:
        return listed([place(study, each) for each in scores])
    counts = Counter(path.partition(".")[0] for path in scores)
    return few([f"{count} of {_whose(study, who)}" for who, count in counts.items()])


def _whose(study: Study, who: str) -> str:
    """The option, by its name, of a path less its criterion; and the party, if it is what that one scores."""
    return place(study, f"{who}.{study.criteria[0].id}").removesuffix(f" on {study.criteria[0].name}")


def turned(claims: Iterable[Turned]) -> Iterator[str]:
    """The claims that come out otherwise, by what would become of them."""
    found: dict[str, list[str]] = {}
    for each in claims:
        found.setdefault(_NOW[each.now], []).append(each.id)
    for what, ids in found.items():
        yield f"{plural(len(ids), 'claim')} {what} ({few(ids)})"


def footless(study: Study, footing: Iterable[str]) -> Iterator[str]:
    """By kind, what cites nothing else; of obligations that are stated, that they no longer would be."""
    stated = {each.id for each in study.obligations if each.basis == "stated"}
    kinds: dict[str, list[str]] = {}
    for path in footing:
        kind, _, id = path.partition(" ")
        mark = ", stated no longer" if kind == "obligation" and id in stated else ""
        kinds.setdefault(kind, []).append(f"{id}{mark}")
    for kind in sorted(kinds, key=lambda each: WORKING.index(each) if each in WORKING else len(WORKING)):
        ids = kinds[kind]
        yield f"{kind if len(ids) == 1 else kind_of_many(kind)} {few(ids)}"
