"""Several judges: where they are furthest apart, whether it matters, and what their mean comes to."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.documents import nouns, sentences
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.shortening import few
from treatyopt.documents.words import figure, listed, weight
from treatyopt.methods.stability import TIE
from treatyopt.ranking.agreement import Spread
from treatyopt.ranking.comparison import Columns
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study

WIDEST = 3  # groups or criteria that a sentence names
_JUDGES = 4  # judges at one end that it names


def at_the_mean(columns: Columns) -> str:
    """Who leads at the mean of several weightings, and why that is the mean of the values too."""
    if columns.mean is None:
        return ""
    lead = leading(columns.mean.study, columns.mean)
    return (
        f"At the mean of these weights, each with an equal say, {lead}; value is linear in the weights, so that the "
        "values there are the means of the others."
    )


def leading(study: Study, ranking: Ranking) -> str:
    """Who leads and by how much, as a clause."""
    found = ranking.verdict
    if not found.leaders:
        return f"nothing leads, as no {nouns.compared(ranking).option} passes the screens"
    if len(found.leaders) > 1:
        return (
            f"{sentences.names(study, found.leaders)} are tied at {figure(ranking.standings[0].value)} points"
        )
    leader = sentences.name(study, found.leaders[0])
    if found.runner_up is None:
        return f"{leader} is the only {nouns.compared(ranking).option} that is ranked"
    return f"{leader} leads {sentences.name(study, found.runner_up)} by {sentences.points(found.lead or 0.0)}"


def apart(columns: Columns) -> str:
    """On which weights several weightings are furthest apart, who stands at both ends, and whether it matters."""
    first = columns.rankings[0]
    said = widest(first.study, columns.spreads)
    if not said:
        return "They weigh everything alike."
    return f"{said} {matters(columns.agree, columns.same_shortlist, columns.same_order)}"


def widest(study: Study, spreads: Sequence[Spread]) -> str:
    """The weights that judges are furthest apart on, of groups and, where that says more, of criteria."""
    groups = [each for each in spreads if each.kind == "group" and each.difference > TIE]
    criteria = [each for each in spreads if each.kind == "criterion" and each.difference > TIE]
    if not groups and not criteria:
        return ""
    said = f"They are furthest apart on {_listed(study, groups or criteria)}."
    own = [each for each in criteria if not _follows(study, each, spreads)]
    if groups and own:
        return f"{said} Of single criteria, {_listed(study, criteria)}."
    return said


def _follows(study: Study, spread: Spread, spreads: Sequence[Spread]) -> bool:
    """Whether a criterion has the same part of its group with every judge, so that it says no more than the group."""
    home = study.group_of(spread.id).id
    group = next((each for each in spreads if each.kind == "group" and each.id == home), None)
    if group is None:
        return False
    parts = [one / whole for one, whole in zip(spread.weights, group.weights, strict=True) if whole]
    return max(parts, default=0.0) - min(parts, default=0.0) <= TIE


def _listed(study: Study, spreads: Sequence[Spread]) -> str:
    said = [
        f"{weighed_name(study, each.id)} ({_end(each.most, max(each.weights))}, "
        f"{_end(each.least, min(each.weights))})"
        for each in spreads[:WIDEST]
    ]
    return listed(said)


def _end(names: Sequence[str], share: float) -> str:
    return f"{few(names, most=_JUDGES)} {weight(share)}"


def matters(leader: bool, shortlist: bool, order: bool, what: str = "That") -> str:
    """Whether `what` judges are apart on changes anything: whether leader, shortlist and ranks are the same for all."""
    if not leader:
        return f"{what} matters: it changes who leads, {'but not' if shortlist else 'and'} the shortlist."
    if not shortlist:
        return f"{what} does not change who leads, but it changes the shortlist."
    if not order:
        return f"{what} changes neither the leader nor the shortlist, but other ranks."
    return f"{what} does not change the leader, the shortlist or any rank: they are the same for each."
