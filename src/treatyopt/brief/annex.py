"""The annex of a brief: every document in full, whose judgements they are, and how it was computed."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.brief.findings import Findings
from treatyopt.brief.parties import apart
from treatyopt.brief.sections import Part, Section
from treatyopt.documents import limits, sentences
from treatyopt.documents.authorship import assessors, has_passages
from treatyopt.documents.blocks import Document, Heading, Prose
from treatyopt.documents.catalogue import profiles_document
from treatyopt.documents.criteria import criteria_document
from treatyopt.documents.design import frontier_document
from treatyopt.documents.explain import explanation_document
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.documents.nouns import compared
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.documents.weighting import written
from treatyopt.documents.words import listed
from treatyopt.errors import ArgumentProblem
from treatyopt.methods.solutions import NAMES
from treatyopt.ranking.explain import explain
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study
from treatyopt.study.records import Package


def annex(found: Findings) -> tuple[Section, ...]:
    """The sections of the annex."""
    ranking = found.ranking
    return (
        Section(
            "full-cases",
            f"The case of each {ranking.study.words.option} in full",
            parts=tuple(_cases(ranking)),
            folded=True,
        ),
        Section(
            "stability",
            "How sure the ranking is",
            parts=(
                _part(
                    "Verdict, intervals, doubts and what is worth finding out",
                    sensitivity_document(found.sure),
                ),
            ),
        ),
        _of_sides(ranking, found.sides),
        _of_packages(ranking, found.packages),
        Section(
            "judgements",
            "The judgements behind it",
            (Prose(_judgements(ranking.study)),),
            _scales(ranking),
            folded=True,
        ),
        Section("method", "How it was computed", tuple(map(Prose, _method(found)))),
    )


def _cases(ranking: Ranking) -> Iterator[Part]:
    for each in ranking.standings:
        yield _part(each.name, explanation_document(explain(ranking, each.id)))


def _scales(ranking: Ranking) -> tuple[Part, ...]:
    return (
        _part("Criteria and scales", criteria_document(ranking.study, ranking.weights)),
        _part("Weight sets", profiles_document(ranking.study)),
    )


def _of_sides(ranking: Ranking, found: Negotiation | ArgumentProblem) -> Section:
    if isinstance(found, ArgumentProblem):
        return Section("both-sides", "Both sides", (_not_computed(found),))
    parts = (_part("Gains, what they could settle on, and where they differ", negotiation_document(found)),)
    return Section("both-sides", "Both sides", (Prose(apart(ranking)),), parts)


def _not_computed(problem: ArgumentProblem) -> Prose:
    return Prose(f"Not computed: {problem}.")


def _of_packages(ranking: Ranking, found: Frontier | ArgumentProblem) -> Section:
    several = ranking.study.words.options
    title = f"Packages between the {several}"
    if isinstance(found, ArgumentProblem):
        return Section("packages", title, (_not_computed(found),))
    lines: tuple[str, ...] = (
        apart(ranking),
        f"Only the column headed value ({ranking.weights.name}) is by the weights of this brief, and the table that "
        f"names several profiles is by each of them. All packages between the two {several} are compared, under "
        f"{'no demand' if not ranking.screens else 'the demands of the screens in use'}.",
    )
    if any(isinstance(each, Package) for each in ranking.study.options):
        lines = (*lines, f"The packages that were added to the {several} play no part in it.")
    document = frontier_document(found, every=True, weights=ranking.weights)
    return Section(
        "packages",
        title,
        tuple(map(Prose, lines)),
        (_part("Classes, the illustration, and every package of the frontier", document),),
    )


def _part(title: str, document: Document) -> Part:
    """A document under a title that stands for its heading; what is said beside that stays."""
    asides = (
        Prose(each.aside, faint=True) for each in document.blocks if isinstance(each, Heading) and each.aside
    )
    rest = (each for each in document.blocks if not isinstance(each, Heading))
    return Part(title, (*asides, *rest))


def _judgements(study: Study) -> str:
    judged = any(each.basis == "judged" for option in study.options for each in option.scores)
    basis = f"{_BASIS.format(study.words.option)}{_JUDGED if judged else ''}. " if has_passages(study) else ""
    return (
        f"Every score, range, weight, burden, relevance and threshold is a judgement of {assessors(study)}. "
        f"{basis}{_WHERE.format(study.words.option)}"
    )


_BASIS = (
    "Stated means that the source says something of that {} on that criterion, in the passage cited; inferred "
    "means that nobody said it"
)
_JUDGED = "; judged means that neither is said of it"
_WHERE = "Each score in the ranking stands with its basis and reason in the case of its {}."


def _method(found: Findings) -> Iterator[str]:
    ranking = found.ranking
    yield (
        "Value is the sum of weight x score (an additive value model, which assumes that the criteria are mutually "
        "preferentially independent). Points are normalised to weights that sum to 1."
    )
    yield f"Weights, in all but what is said of parties and profiles: {written(ranking)}."
    if ranking.screens:
        yield (
            f"Screens ({listed(ranking.screens)}) are applied to the best scores before anything is weighed; no "
            f"weights make {compared(ranking).one} that fails one the leader."
        )
    yield sentences.shares(ranking)
    if len(ranking.study.criteria) > 1:
        noun = limits.noun(ranking)
        yield (
            f"Stability intervals are exact: the weight of one {noun} moves, {limits.others(ranking)} (Mareschal 1988, "
            "EJOR 33:54-64). What was drawn at random is said to be so where it stands."
        )
    yield from _method_of_parties(ranking.study, found.sides, found.packages)


def _method_of_parties(
    study: Study, sides: Negotiation | ArgumentProblem, packages: Frontier | ArgumentProblem
) -> Iterator[str]:
    if isinstance(sides, Negotiation):
        asking = any(each.feasibility for each in study.criteria)
        leaves = "leaves out the criteria of feasibility and " if asking else ""
        own = "goes by its own scores where it has any, " if sides.disagreements else ""
        yield (
            f"A party's value {own}{leaves}subtracts the concession cost for each unit of burden. The solutions "
            f"({', '.join(NAMES.values())}) are taken over what no party refuses."
        )
    if isinstance(packages, Frontier):
        yield (
            "The frontier of packages is exact (Nemhauser & Ullmann 1969, Management Science 15:494-505), with the "
            "values of obligations additive by assumption."
        )
