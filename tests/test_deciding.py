"""What each change from one study to another does, and which of them decide, held to plain ranking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK, Plan, coarse, hundred, limits, plan, plans
from treatyopt import Study, rank
from treatyopt.ranking.judges import Judges, compare_studies
from treatyopt.ranking.ranking import Ranking


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Study, Study]:
    """A small study, and another judge's of the same: a few scores, the points and the screens may be others."""
    one = draw(plans(min_options=2, max_options=4, max_groups=3))
    rows = [list(row) for row in one.scores]
    cells = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, len(rows[0]) - 1), coarse)
    for option, criterion, score in draw(st.lists(cells, max_size=4)):
        rows[option][criterion] = (score, score, score)
    other = replace(one, scores=tuple(map(tuple, rows)))
    if draw(st.booleans()):
        other = replace(other, points=draw(hundred(len(one.sizes))))
    if draw(st.booleans()):
        screen = st.tuples(st.integers(0, len(rows[0]) - 1), limits)
        other = replace(other, screens=tuple((c, *ends) for c, ends in draw(st.lists(screen, max_size=2))))
    return one.study(), other.study()


def made(found: Judges, changes: Collection[str]) -> Ranking:
    """The first study ranked with some of the changes made in it, one after the other, and nothing else."""
    first, other = found.rankings
    study, weights = first.study, first.weights
    for each in found.turns[0].changes:
        if each.id in changes and each.kind == "score":
            study = study.with_score(each.option or "", each.criterion or "", each.now)
        elif each.id in changes and each.kind == "screen":
            id = each.id.removeprefix("screen:")
            new = [one for one in other.study.screens if one.id == id]
            study = study.changed(screens=(*(one for one in study.screens if one.id != id), *new))
        elif each.id in changes:
            weights = other.weights
    return rank(study, weights, options=[each.id for each in first.standings])


def leading(found: Judges, changes: Collection[str]) -> frozenset[str]:
    """Who leads with some of the changes made."""
    return frozenset(made(found, changes).verdict.leaders)


@QUICK
@given(pairs())
def test_each_change_by_itself_does_what_ranking_with_it_alone_does(pair: tuple[Study, Study]) -> None:
    """Values, ranks and leaders after one change are those of the first study with that change made in it."""
    found = compare_studies(pair)
    first, (turn,) = found.rankings[0], found.turns
    told, computed = {}, {}
    for each in turn.changes:
        alone = made(found, [each.id])
        moves, ranks = dict(each.moves), dict(each.ranks)
        told[each.id] = (
            {one.id: pytest.approx(one.value + moves.get(one.id, 0.0)) for one in first.standings},
            {one.id: ranks.get(one.id, one.rank) for one in first.standings},
            set(each.leaders),
        )
        computed[each.id] = (
            {one.id: one.value for one in alone.standings},
            {one.id: one.rank for one in alone.standings},
            set(alone.verdict.leaders),
        )
    assert computed == told
    assert len(told) == len(turn.changes)


@QUICK
@given(pairs())
def test_all_changes_together_are_the_other_study(pair: tuple[Study, Study]) -> None:
    """Made one after the other they give the other study's ranking; what is beyond their sum is the rest."""
    found = compare_studies(pair)
    (turn,), (first, other) = found.turns, found.rankings
    every = made(found, [each.id for each in turn.changes])
    values = {each.id: pytest.approx(each.value) for each in every.standings}
    assert {each.id: each.value for each in other.standings} == values
    assert {each.id: each.before + each.alone + each.beyond for each in turn.options} == values
    assert {each.id: each.rank_after for each in turn.options} == {
        each.id: each.rank for each in every.standings
    }
    sums = {
        one.id: one.value + sum(dict(each.moves).get(one.id, 0.0) for each in turn.changes)
        for one in first.standings
    }
    assert sums == {each.id: pytest.approx(each.before + each.alone) for each in turn.options}
    kinds = {each.kind for each in turn.changes}
    assert turn.sums or {"weights", "score"} <= kinds


@QUICK
@given(pairs())
def test_what_decides_is_what_trying_every_set_of_changes_finds(pair: tuple[Study, Study]) -> None:
    """Single changes, pairs and those without which the others do not are those of brute force."""
    found = compare_studies(pair)
    ids = [each.id for each in found.turns[0].changes]
    decided = found.turns[0].deciding
    before, after = leading(found, []), leading(found, ids)
    assert decided.turns == (before != after)
    if not decided.turns:
        assert decided[1:6] == ((), (), (), (), False)
        return
    single = [id for id in ids if leading(found, [id]) == after]
    two = [
        each for each in combinations(ids, 2) if not set(each) & set(single) and leading(found, each) == after
    ]
    needed = [id for id in ids if leading(found, [each for each in ids if each != id]) != after]
    assert (list(decided.single), list(decided.pairs), list(decided.needed)) == (single, two, needed)
    if not single and not two:
        assert leading(found, decided.least) == after
        fewer = [[each for each in decided.least if each != id] for id in decided.least]
        assert [each for each in fewer if leading(found, each) == after] == []


def test_where_no_two_suffice_the_smallest_set_is_told() -> None:
    """Three scores that each take a third of a lead away decide it together, and no two of them."""
    one = plan((60, 60, 60), (50, 50, 50)).study()
    other = plan((46, 46, 46), (50, 50, 50)).study()
    found = compare_studies({"anna": one, "ben": other})
    decided = found.turns[0].deciding
    assert (decided.single, decided.pairs) == ((), ())
    assert set(decided.least) == {f"option-0.criterion-{i}" for i in range(3)}
    assert decided.smallest


@QUICK
@given(st.lists(plans(min_options=3, max_options=3, max_groups=1), min_size=2, max_size=3))
def test_the_mean_is_of_the_values_and_keeps_out_what_any_screen_does(drawn: list[Plan]) -> None:
    """Each study has an equal say; an option is ranked where it passes in all of them."""
    size = min(each.sizes[0] for each in drawn)
    alike = [
        replace(
            each, sizes=(size,), scores=tuple(row[:size] for row in each.scores), shares={}, baseline=False,
            screens=tuple(one for one in each.screens if one[0] < size),
        )
        for each in drawn
    ]  # fmt: skip
    studies = [each.study() for each in alike]
    found = compare_studies({f"judge-{i}": each for i, each in enumerate(studies)})
    values = [{each.id: each.value for each in rank(study).standings} for study in studies]
    assert {each.id: each.value for each in found.mean} == pytest.approx(
        {id: sum(each[id] for each in values) / len(values) for id in values[0]}
    )
    passing = {id for i, id in enumerate(alike[0].options) if all(each.passes(i) for each in alike)}
    assert {each.id for each in found.mean if each.rank is not None} == passing
    ranked = [each.value for each in found.mean if each.rank is not None]
    assert ranked == sorted(ranked, reverse=True)
