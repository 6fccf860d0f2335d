"""What follows the exhibits on paper: the case of each option in short, and the package in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining.frontier import Frontier, Offered
from treatyopt.brief.findings import Findings
from treatyopt.documents import sentences
from treatyopt.documents.blocks import Block, Items, Prose
from treatyopt.documents.contradicted import contradictions
from treatyopt.documents.design import in_short
from treatyopt.documents.explain import condition, what_would_change
from treatyopt.documents.units import against, plain, why
from treatyopt.documents.words import capital, cited, citing, figure, listed, sentence, signed
from treatyopt.methods.solutions import NAMES
from treatyopt.ranking.comparison import Difference
from treatyopt.ranking.explain import Explanation, explain
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Obligation

_REASONS = 3


def case(found: Findings, option: str) -> tuple[Block, ...]:
    """One option: its standing, what speaks for and against it, what would change that, what it newly obliges to."""
    said = explain(found.ranking, option)
    gist = citing(said.option.gist, said.option.cites)
    return (
        Prose(gist, lead=_standing(said)),
        *_judged(said),
        *contradictions(said, lead="What came of it."),
        Prose(" ".join(what_would_change(said)), lead="What would change."),
        *_obligations(said),
    )


def _standing(said: Explanation) -> str:
    """An option's value and rank, or that it is set aside."""
    rank = said.standing.rank
    place = f"rank {rank} of {said.ranked}" if rank is not None else "set aside"
    return f"Value {figure(said.standing.value)}, {place}."


def _judged(said: Explanation) -> Iterator[Block]:
    """The criteria that tell most for and against it, with both scores and the reason."""
    if said.rival is None:
        return
    rival = sentences.name(said.ranking.study, said.rival)
    for lead, those in (("Stronger than", said.stronger), ("Weaker than", said.weaker)):
        if those:
            yield Prose("", lead=f"{lead} {rival}, above all on:")
            yield Items(tuple(_reason(said, each) for each in those[:_REASONS]))


def _reason(said: Explanation, each: Difference) -> Prose:
    study, judged = said.ranking.study, said.option.on(each.criterion)
    text = f"{against(study, each, said.option.id, said.rival or '')}{_because(study, judged)}"
    return Prose(text, lead=f"{capital(each.name)} ({signed(each.weighted)}):")


def _because(study: Study, judged: Assessment) -> str:
    """The reason of a score, with its passages or its basis, behind a comparison."""
    basis = "" if judged.basis in ("judged", "unknown") else judged.basis
    criterion = study.criterion(judged.id)
    if judged.reason:
        aside = cited(judged.cites or ([basis] if basis else []))
        return f". {why(criterion, judged, f'{sentence(judged.reason)[:-1]}{aside}.')}"
    if judged.cites:
        return f". {citing(None, judged.cites)}"
    return f"; {plain(criterion, judged)} is {basis}." if basis else "."


def _obligations(said: Explanation) -> Iterator[Block]:
    """What is new with this option, by whom it binds, with what it supposes."""
    study = said.ranking.study
    new = [each for each in said.obligations if said.is_new(each)]
    if not new:
        return
    rest = len(said.obligations) - len(new)
    more = f", beside {rest} inherited from weaker {study.words.options}" if rest else ""
    yield Prose("", lead=f"It newly obliges to ({len(new)}{more}):")
    bound = dict.fromkeys(each.binds for each in new)
    yield Items(
        tuple(_binding(study, binds, [each for each in new if each.binds == binds]) for binds in bound)
    )
    for id in dict.fromkeys(each.when for each in new if each.when):
        yield Prose(f"† {condition(study, id)}", faint=True)


def _binding(study: Study, binds: Sequence[str], those: Sequence[Obligation]) -> Prose:
    who = listed([find("party", id, study.parties).name for id in binds])
    said = [f"{sentence(each.says)[:-1]}{' †' if each.when else ''}{cited(each.cites[:1])}" for each in those]
    return Prose(f"{'; '.join(said)}.", lead=f"{who}:")


def package(found: Frontier) -> tuple[Block, ...]:
    """The classes of what lies between two types, and the package that illustrates them."""
    classes = (
        ("Core", "in every package that no other betters", found.adding("core")),
        ("Open", "in some of them", found.adding("open")),
        ("Out", "in none of them", found.adding("out")),
    )
    lines = tuple(
        Prose(_names(those), lead=f"{kind}, {what} ({len(those)}):") for kind, what, those in classes if those
    )
    return (Prose(in_short(found)), Items(lines), *_illustrated(found))


def _solution(found: Frontier) -> str:
    return f"the {NAMES[found.solution]} solution"


def _names(those: Sequence[Offered]) -> str:
    said = (f"{sentence(each.obligation.says)[:-1]}{' ✓' if each.held else ''}" for each in those)
    return f"{'; '.join(said)}."


def _illustrated(found: Frontier) -> Iterator[Prose]:
    """What the illustration gives either side."""
    point = found.point
    if point is None:
        yield Prose("No package is acceptable to both.")
        return
    names = {each.id: each.name for each in found.sides}
    gains = listed([f"{names[each.party]} {signed(each.gain)}" for each in point.parties])
    baseline = sentences.name(found.study, found.study.baseline or "")
    yield Prose(
        f"✓ An illustration, not a finding: the package that {_solution(found)} picks adds {len(point.adds)} of them; "
        f"gains over {baseline}: {gains}."
    )
