"""The criteria of a study: their scales and weights, what the additive model assumes, and what the scores are like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.catalogue import data_of
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.shortening import few
from treatyopt.documents.units import conversion
from treatyopt.documents.words import citing, listed, percent, plural, sentence
from treatyopt.methods.stability import Component, first_component
from treatyopt.ranking.rows import score_rows
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study
from treatyopt.study.records import Criterion, Group
from treatyopt.tables import study as tables
from treatyopt.tables.columns import Head

_SMALL, _MOST = 0.1, 0.5
_FEW = 3


def criteria_document(study: Study, weights: Weights | None = None) -> Document:
    """The value tree with its anchors, what the additive model assumes, and what the scores are like.

    Each criterion stands with its weight: under the study's own profile, unless other weights are given.
    """
    component = first_component(score_rows(study, [each.id for each in study.ladder]))
    shown = tables.criteria(study, weights).wide
    rows = tuple(Row(shown.cells(each), detail=_anchors(study, each)) for each in shown.rows)
    blocks: list[Block] = [
        Heading(_counted(study), beside(study)),
        Table(shown.heads, rows, detail="anchors"),
        Prose(
            "Value is the sum of weight x score. That assumes mutual preferential independence: how much a "
            "step on one criterion is worth must not depend on the scores on the others. A weight is worth "
            "the whole swing from 0 to 100 on its criterion, as described, not its bare importance."
        ),
    ]
    blocks += _overlaps(study)
    blocks += _considerations(study)
    blocks += _variance(study, component)
    blocks.append(Next("treatyopt profiles"))
    return Document(_criteria_data(study, component), tuple(blocks), shown)


def _counted(study: Study) -> str:
    groups = [group for group in study.groups if not group.alone]
    if not groups:
        return f"Criteria: {len(study.criteria)}"
    alone = len(study.groups) - len(groups)
    apart = f", {alone} in none" if alone else ""
    return f"Criteria: {len(study.criteria)} in {plural(len(groups), 'group')}{apart}"


def _anchors(study: Study, criterion: Criterion) -> str:
    ends = (("0", criterion.at_zero), ("100", criterion.at_hundred))
    said = "; ".join(f"{end}: {words.rstrip('.')}" for end, words in ends if words)
    if criterion.scale is not None and not criterion.scale.straight:
        said = conversion(criterion)
    parts = [citing(said, criterion.cites)] if said or criterion.cites else []
    if not _telling(study):
        parts[:0] = _named(study.group_of(criterion.id), criterion)
    if criterion.feasibility:
        parts.append("A question of feasibility.")
    if criterion.note:
        parts.append(sentence(criterion.note))
    return " ".join(parts)


def _named(group: Group, criterion: Criterion) -> Iterator[str]:
    """Its name, after that of its group if that is another; nothing where its id says it and it is in no group."""
    if group.alone and _says(criterion):
        return
    same = group.name.casefold() == criterion.name.casefold()
    yield sentence(criterion.name if group.alone or same else f"{group.name}: {criterion.name}")


def _says(each: Group | Criterion) -> bool:
    """Whether an id says the name."""
    return each.name.casefold().replace(" ", "-") == each.id


def _telling(study: Study) -> bool:
    """Whether every id of a group or criterion says its name."""
    named: list[Group | Criterion] = [*study.groups, *study.criteria]
    return all(_says(each) for each in named)


def _overlaps(study: Study) -> Iterator[Block]:
    if study.overlaps:
        columns = (Head("criteria", lead=True, fold=True), Head("reason", fold=True))
        rows = tuple(
            Row((listed([criterion_name(study, id) for id in each.criteria]), each.reason))
            for each in study.overlaps
        )
        yield Table(columns, rows, caption="Could count one thing twice", headed=False)


def _considerations(study: Study) -> Iterator[Block]:
    if study.considerations:
        columns = (Head("id", lead=True), Head("says", fold=True))
        rows = tuple(Row((e.id, citing(e.says, e.cites))) for e in study.considerations)
        yield Table(columns, rows, caption="Weighed, or missing, without a criterion here", headed=False)


def _variance(study: Study, component: Component | None) -> Iterator[Prose]:
    """What the best scores of the types have in common; of fewer than three types there is nothing to tell."""
    if len(study.ladder) < _FEW:
        return
    besides = study.words.besides(study.baseline)
    if component is None:
        yield Prose(
            f"What the scores are like: every {study.words.option}{besides} has the same best scores."
        )
        return
    rising = [c.name for c, x in zip(study.criteria, component.loadings, strict=True) if x > _SMALL]
    falling = [c.name for c, x in zip(study.criteria, component.loadings, strict=True) if x < -_SMALL]
    carries = (
        f"What the scores are like: one component carries {percent(round(component.share, 9))} of their variance "
        f"over the {len(study.ladder)} {study.words.options}{besides} (best scores, principal components)."
    )
    if falling:
        set_ = f"{len(rising)} criteria" if len(rising) > 1 else listed(rising)
        rise = "that rise together " if len(rising) > 1 else ""
        yield Prose(
            f"{carries} It sets {set_} {rise}against {few(falling)}{_trade(study, component, falling)}."
        )
    elif len(rising) > 1:
        yield Prose(
            f"{carries} In it {len(rising)} of {len(study.criteria)} criteria rise together, against none."
        )
    else:
        yield Prose(f"{carries} It lies almost wholly in {listed(rising)}.")


def _trade(study: Study, component: Component, falling: Sequence[str]) -> str:
    """What a component that carries most of the variance makes of the choice."""
    if component.share <= _MOST:
        return ""
    feasibility = {each.name for each in study.criteria if each.feasibility}
    worth = f": what {study.words.one} is worth against whether it can be had"
    only = worth if set(falling) == feasibility else ""
    return f", so that most of the choice is one trade{only}"


def _criteria_data(study: Study, component: Component | None) -> dict[str, Any]:
    ids = [each.id for each in study.criteria]
    return {
        "groups": data_of(study.groups),
        "assumption": "additive value: mutual preferential independence",
        "overlaps": data_of(study.overlaps),
        "considerations": data_of(study.considerations),
        "first_component": None
        if component is None
        else {
            "variance_share": component.share,
            "loadings": dict(zip(ids, component.loadings, strict=True)),
            "options": [each.id for each in study.ladder],
        },
    }
