"""What a brief for a meeting says: the answer, each option's case, how sure it is, both sides, and the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from treatyopt.bargaining.design import design
from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.misreport import REPORTS
from treatyopt.bargaining.negotiate import Negotiation, negotiate
from treatyopt.documents import authorship, limits, merit, sentences
from treatyopt.documents.authorship import assessors
from treatyopt.documents.blocks import Document, Heading, Prose
from treatyopt.documents.catalogue import profiles_document
from treatyopt.documents.criteria import criteria_document
from treatyopt.documents.design import frontier_document
from treatyopt.documents.design import in_short as packages_in_short
from treatyopt.documents.explain import explanation_document
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.negotiate import in_short as sides_in_short
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.documents.sensitivity import second, sensitivity_document
from treatyopt.documents.weighting import behind
from treatyopt.documents.words import listed, weight
from treatyopt.errors import ArgumentProblem
from treatyopt.methods.solutions import NAMES
from treatyopt.methods.stability import TIE
from treatyopt.ranking.explain import explain
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import sensitivity
from treatyopt.ranking.weights import CriterionWeight, GroupWeight
from treatyopt.study.model import Study
from treatyopt.study.records import Package

SAMPLES = 100_000  # as the command draws, so that both say the same


class Part(NamedTuple):
    """One document of a section, under its own title."""

    title: str
    document: Document


@dataclass(frozen=True)
class Section:
    """A section of a brief: a few lines, then documents, each folded away if `folded`."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Brief:
    """All that a brief says about one ranking."""

    ranking: Ranking
    answer: tuple[str, ...]
    sections: tuple[Section, ...]


def brief(ranking: Ranking) -> Brief:
    """The brief of a ranking: the answer, each option's case, how sure it is, both sides, and how it was made."""
    sure, sides, packages = sensitivity(ranking, SAMPLES), _negotiated(ranking), _designed(ranking)
    answer = [
        sentences.shortlist(ranking),
        f"{sentences.verdict(ranking)} {sentences.deciding(ranking)}".rstrip(),
        *second(sure),
        *filter(None, [merit.in_short(ranking)]),
        *([sides_in_short(sides)] if isinstance(sides, Negotiation) else []),
        *([packages_in_short(packages)] if isinstance(packages, Frontier) else []),
        *([_apart(ranking)] if isinstance(sides, Negotiation) or isinstance(packages, Frontier) else []),
        *([sentences.set_for_this_run(ranking.changes)] if ranking.changes else []),
        authorship.provenance(ranking),
    ]
    sections = (
        Section("cases", "The case of each option", (), tuple(_cases(ranking)), folded=True),
        Section("stability", "How sure the ranking is", (), (_part("How sure", sensitivity_document(sure)),)),
        _of_sides(ranking, sides),
        _of_packages(ranking, packages),
        Section(
            "judgements",
            "The judgements behind it",
            (_judgements(ranking.study),),
            _scales(ranking),
            folded=True,
        ),
        Section("method", "How it was computed", tuple(_method(ranking, sides, packages))),
    )
    return Brief(ranking, tuple(answer), sections)


def written(ranking: Ranking) -> str:
    """The weights of a brief, by name and as figures: of each group, and inside the groups where not equal."""
    study, weights = ranking.study, ranking.weights
    name = behind(study, weights) if weights.weight_set.said else weights.name
    inner = {
        group.id: [each for each in weights.criteria if each.group == group.id] for group in study.groups
    }
    if len(study.groups) == 1:
        return f"{name} ({_figures(study, weights.criteria)})"
    parts = [_figures(study, weights.groups)]
    for group in study.groups:
        shares = [each.share for each in inner[group.id]]
        if max(shares) - min(shares) > TIE:
            of = [
                f"{sentences.criterion_name(study, each.id)} {weight(each.share)}" for each in inner[group.id]
            ]
            parts.append(f"of {group.name}: {', '.join(of)}")
    return f"{name} ({'; '.join(parts)})"


def _figures(study: Study, given: Sequence[GroupWeight | CriterionWeight]) -> str:
    return ", ".join(f"{weighed_name(study, each.id)} {weight(each.weight)}" for each in given)


def _apart(ranking: Ranking) -> str:
    """That what is said of the parties rests on weights of their own."""
    study = ranking.study
    own = listed([f"{each.profile} for {each.name}" for each in study.parties])
    return (
        f"What is said of {listed([each.name for each in study.parties])} is by the weights of the parties' own "
        f"profiles ({own}), not by those of this brief."
    )


def _cases(ranking: Ranking) -> Iterator[Part]:
    for each in ranking.standings:
        yield Part(each.name, explanation_document(explain(ranking, each.id)))


def _scales(ranking: Ranking) -> tuple[Part, ...]:
    return (
        Part("Criteria and scales", criteria_document(ranking.study, ranking.weights)),
        Part("Weight sets", profiles_document(ranking.study)),
    )


def _negotiated(ranking: Ranking) -> Negotiation | ArgumentProblem:
    """Both sides' view, or why there is none."""
    try:
        return negotiate(ranking.study, screens=ranking.screens)
    except ArgumentProblem as problem:
        return problem


def _designed(ranking: Ranking) -> Frontier | ArgumentProblem:
    """The packages between the types, or why there are none."""
    try:
        return design(ranking.study, screens=ranking.screens, samples=0, reports=REPORTS)
    except ArgumentProblem as problem:
        return problem


def _of_sides(ranking: Ranking, found: Negotiation | ArgumentProblem) -> Section:
    if isinstance(found, ArgumentProblem):
        return Section("sides", "Both sides", (f"Not computed: {found}.",))
    return Section(
        "sides", "Both sides", (_apart(ranking),), (_part("The parties", negotiation_document(found)),)
    )


def _of_packages(ranking: Ranking, found: Frontier | ArgumentProblem) -> Section:
    title = "Packages between the types"
    if isinstance(found, ArgumentProblem):
        return Section("packages", title, (f"Not computed: {found}.",))
    lines: tuple[str, ...] = (
        _apart(ranking),
        f"Only the column headed value ({ranking.weights.name}) is by the weights of this brief, and the table that "
        "names several profiles is by each of them. All packages between the two types are compared, under "
        f"{'no demand' if not ranking.screens else 'the demands of the screens in use'}.",
    )
    if any(isinstance(each, Package) for each in ranking.study.options):
        lines = (*lines, "The packages that were added to the options play no part in it.")
    document = frontier_document(found, every=True, weights=ranking.weights)
    return Section("packages", title, lines, (_part("Packages", document),))


def _part(title: str, document: Document) -> Part:
    """A document whose heading the section's own stands for; what is said beside it stays."""
    asides = (Prose(each.aside, faint=True) for each in document.blocks if isinstance(each, Heading))
    rest = (each for each in document.blocks if not isinstance(each, Heading))
    return Part(title, replace(document, blocks=(*asides, *rest)))


def _judgements(study: Study) -> str:
    return f"Every score, range, weight, burden, relevance and threshold is a judgement of {assessors(study)}. {_BASIS}"


_BASIS = (
    "Stated means that the source says something of that option on that criterion, in the passage cited; inferred "
    "means that nobody said it. Each score in the ranking stands with its basis and reason in the case of its option."
)


def _method(
    ranking: Ranking, sides: Negotiation | ArgumentProblem, packages: Frontier | ArgumentProblem
) -> Iterator[str]:
    yield (
        "Value is the sum of weight x score (an additive value model, which assumes that the criteria are mutually "
        "preferentially independent). Points are normalised to weights that sum to 1."
    )
    yield f"Weights, in all but what is said of parties and profiles: {written(ranking)}."
    if ranking.screens:
        yield (
            f"Screens ({listed(ranking.screens)}) are applied to the best scores before anything is weighed; no "
            "weights make an option that fails one the leader."
        )
    yield sentences.shares(ranking)
    if len(ranking.study.criteria) > 1:
        noun = limits.noun(ranking)
        yield (
            f"Stability intervals are exact: the weight of one {noun} moves, {limits.others(ranking)} (Mareschal 1988, "
            "EJOR 33:54-64). What was drawn at random is said to be so where it stands."
        )
    yield from _method_of_parties(ranking.study, sides, packages)


def _method_of_parties(
    study: Study, sides: Negotiation | ArgumentProblem, packages: Frontier | ArgumentProblem
) -> Iterator[str]:
    if isinstance(sides, Negotiation):
        asking = any(each.feasibility for each in study.criteria)
        leaves = "leaves out the criteria of feasibility and " if asking else ""
        yield (
            f"A party's value {leaves}subtracts the concession cost for each unit of burden. The solutions "
            f"({', '.join(NAMES.values())}) are taken over what no party refuses."
        )
    if isinstance(packages, Frontier):
        yield (
            "The frontier of packages is exact (Nemhauser & Ullmann 1969, Management Science 15:494-505), with the "
            "values of obligations additive by assumption."
        )
