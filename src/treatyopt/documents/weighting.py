"""The weights that a ranking was made with, in words and side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Block, Document, Heading, Prose, Row, Table
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.shortening import few
from treatyopt.documents.words import listed, weight
from treatyopt.errors import as_typed
from treatyopt.methods.stability import TIE
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.weights import CriterionWeight, GroupWeight, Weights
from treatyopt.study.model import Study
from treatyopt.tables import weights as tables
from treatyopt.tables.columns import Head, Listing


def weights_used(ranking: Ranking) -> Prose:
    """One line: the weight of every group, the profile behind them, and what was given and said."""
    return Prose(f"Weights: {weighed_by(ranking.study, [ranking.weights])}.", faint=True)


def weighed_by(study: Study, used: Sequence[Weights]) -> str:
    """The weight of every group, and what is behind it; of several weightings each by its name."""
    said = [f"{by_group(study, each)} ({behind(study, each)})" for each in used]
    if len(used) == 1:
        return said[0]
    return "; ".join(f"{each.name}: {text}" for each, text in zip(used, said, strict=True))


def on_profile(study: Study, weights: Weights) -> bool:
    """Whether anything of a profile stands in some weights: its points, its shares inside groups or what it says."""
    profile = next((each for each in study.profiles if each.id == weights.profile), None)
    if profile is None or profile.say:  # weights can be those of a study that has other profiles
        return True
    if weights.stand_in:
        return weights.weight_set.over == "groups"
    given = {id for id, _ in weights.typed}
    shared = dict(profile.shares)
    return not all(
        all(each.id in given for each in group.criteria)
        or (group.id in given and (len(group.criteria) == 1 or group.id not in shared))
        for group in study.groups
    )


def behind(study: Study, weights: Weights) -> str:
    """The profile, if anything of it counts, the points and what was said, from which some weights come."""
    said = "; ".join(weights.weight_set.said)
    if weights.mean_of:
        return (
            f"the mean of {few(weights.mean_of)}, each with an equal say{f'; said: {said}' if said else ''}"
        )
    if weights.stand_in:
        inside = (
            f"; inside groups the profile {weights.profile}" if weights.weight_set.over == "groups" else ""
        )
        return f"the centroid of the weightings that fit what was said: {said}{inside}"
    profile = f"profile {weights.profile}" if on_profile(study, weights) else ""
    given = f"points given: {_given(study, weights)}" if weights.typed else ""
    return "; ".join(filter(None, (profile, given, f"said: {said}" if said else "")))


def written(ranking: Ranking) -> str:
    """The weights of a ranking, by name and as figures: of each group, and inside the groups where not equal."""
    study, weights = ranking.study, ranking.weights
    name = f"{_titled(weights)}{behind(study, weights)}" if weights.weight_set.said else weights.name
    if len(study.groups) == 1:
        return f"{name} ({_figures(study, weights.criteria)})"
    parts = [_figures(study, weights.groups)]
    for group in study.groups:
        inside = [each for each in weights.criteria if each.group == group.id]
        shares = [each.share for each in inside]
        if max(shares) - min(shares) > TIE:
            of = [f"{study.criterion(each.id).name} {weight(each.share)}" for each in inside]
            parts.append(f"of {group.name}: {', '.join(of)}")
    return f"{name} ({'; '.join(parts)})"


def _titled(weights: Weights) -> str:
    """The name that was given to some weights, before what is behind them; nothing where they are named by that."""
    plain = (
        weights.name == "; ".join(weights.weight_set.said) or weights.name.split(", ")[0] == weights.profile
    )
    return "" if plain else f"{weights.name}, "


def _figures(study: Study, given: Sequence[GroupWeight | CriterionWeight]) -> str:
    shares = {weight(each.weight) for each in given}
    if len(shares) == 1 < len(given):
        return f"{shares.pop()} each for {listed([weighed_name(study, each.id) for each in given])}"
    return ", ".join(f"{weighed_name(study, each.id)} {weight(each.weight)}" for each in given)


def by_group(study: Study, weights: Weights) -> str:
    """Of the groups; of the criteria where what was said moved them inside groups."""
    names = {each.id: each.name for each in study.groups} | {each.id: each.name for each in study.criteria}
    columns = weights.columns if weights.stand_in or study.flat else weights.groups
    shown = [weight(each.weight) for each in columns]
    if len(shown) > 1 and len(set(shown)) == 1:
        return f"{shown[0]} each {'group' if columns is weights.groups else 'criterion'}"
    return ", ".join(f"{names[each.id]} {share}" for each, share in zip(columns, shown, strict=True))


def _given(study: Study, weights: Weights) -> str:
    names = {each.id: each.name for each in study.groups} | {each.id: each.name for each in study.criteria}
    return ", ".join(f"{names[id]} {as_typed(points)}" for id, points in weights.typed)


def weights_beside(rankings: Sequence[Ranking]) -> Iterator[Block]:
    """The weight of every group under several weightings, and what points were given for each."""
    study = rankings[0].study
    names = [ranking.weights.name for ranking in rankings]
    columns = (
        Head("criterion" if study.flat else "group", lead=True),
        *(Head(name, "percent") for name in names),
    )
    rows = tuple(
        Row((group.name, *(ranking.weights.of(group.id) for ranking in rankings))) for group in study.groups
    )
    yield Table(columns, rows, caption=f"Weight of each {'criterion' if study.flat else 'group'}")
    for ranking in rankings:
        if ranking.weights.typed:
            given = _given(ranking.study, ranking.weights)
            under = on_profile(ranking.study, ranking.weights)
            on = f" on the profile {ranking.weights.profile}" if under else ""
            yield Prose(f"{ranking.weights.name}, points given{on}: {given}.", faint=True)
        if ranking.verdict.said and not ranking.weights.mean_of:
            yield Prose(f"{ranking.weights.name}: {behind(ranking.study, ranking.weights)}.", faint=True)


def weights_document(weights: Weights) -> Document:
    """The weight of every criterion by itself, and of every group."""
    criteria = tables.criteria(weights).wide
    blocks: tuple[Block, ...] = (
        Heading(f"Weights: {weights.name}", f"profile {weights.profile}"),
        _whole(tables.groups(weights).wide),
        _whole(criteria),
        *(
            [Prose(f"What was said: {'; '.join(weights.weight_set.said)}.")]
            if weights.weight_set.said
            else []
        ),
        *(Prose(each) for each in weights.remarks),
    )
    return Document(weights.to_dict(), blocks, criteria)


def _whole(listing: Listing) -> Table:
    return Table(listing.heads, tuple(Row(listing.cells(each)) for each in listing.rows))
