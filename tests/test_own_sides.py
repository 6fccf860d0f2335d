"""Sides that see a thing otherwise than the study does: what they bargain over, held to brute force."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import treatyopt
from studies import QUICK
from studies import plain_design as design
from studies import plain_negotiate as negotiate
from test_own_scores import SEIZURES
from treatyopt import ArgumentProblem, Study, explain, load, rank
from treatyopt.cli import main
from treatyopt.packages.views import uncarried, warnings

PANAMA = Path(__file__).parent.parent / "examples" / "studies" / "panama.yaml"
ISSUES = range(10)
Gains = tuple[int, int]


def issues(first: Sequence[int], second: Sequence[int]) -> Study:
    """Ten issues that two sides want opposite ways, each all or nothing, with the points of either."""
    ids = [f"issue-{i}" for i in ISSUES]
    way = {"first": 100, "second": 0}

    def points(each: Sequence[int]) -> dict[str, float]:
        return dict(zip(ids, map(float, each), strict=True))

    return Study.model_validate(
        {
            "baseline": "nothing",
            "criteria": dict.fromkeys(ids),
            "options": {
                id: {"scores": dict.fromkeys(ids, score)}
                for id, score in (("nothing", 0), ("all-second", 50), ("all-first", 50))
            },
            "profiles": {"first": {"points": points(first)}, "second": {"points": points(second)}},
            "parties": {
                id: {
                    "scores": {
                        "all-second": dict.fromkeys(ids, float(100 - top)),
                        "all-first": dict.fromkeys(ids, float(top)),
                    }
                }
                for id, top in way.items()
            },
            "obligations": {
                f"first-{id}": {
                    "says": id, "binds": ["second"], "enters": "all-first", "burden": 0, "moves": {id: 2},
                }
                for id in ids
            },
        }
    )  # fmt: skip


def subsets() -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(ISSUES, size) for size in range(len(ISSUES) + 1))


def every_split(first: Sequence[int], second: Sequence[int]) -> list[Gains]:
    """What either side has from each way of settling the issues."""
    return [
        (sum(first[i] for i in taken), sum(second[i] for i in ISSUES if i not in taken))
        for taken in subsets()
    ]


def rounded(row: Sequence[float | Fraction]) -> tuple[float, ...]:
    return tuple(round(float(x), 9) for x in row)


def undominated(rows: Sequence[Gains]) -> set[Gains]:
    found, best = set(), -1
    for row in sorted(set(rows), reverse=True):
        if row[1] > best:
            found.add(row)
            best = row[1]
    return found


def by_definition(rows: Sequence[Gains]) -> dict[str, set[tuple[float, ...]]]:
    """What each solution picks of all packages, by its definition; here nobody is ever left with less than nothing."""
    ideal = [max(row[k] for row in rows) for k in (0, 1)]
    measures: dict[str, Any] = {
        "nash": lambda row: row[0] * row[1],
        "ks": lambda row: min(Fraction(row[0], ideal[0]), Fraction(row[1], ideal[1])),
        "egalitarian": min,
        "utilitarian": sum,
    }
    on = undominated(rows)
    most = {kind: max(map(of, rows)) for kind, of in measures.items()}
    return {kind: {rounded(row) for row in on if of(row) == most[kind]} for kind, of in measures.items()}


def random_points(seed: int) -> tuple[list[int], list[int]]:
    """Whole points that sum to 100 for either side, so that ties are told from what is nearly one."""
    draw = random.Random(seed)

    def parts() -> list[int]:
        cuts = [0, *sorted(draw.sample(range(1, 100), 9)), 100]
        return [b - a for a, b in pairwise(cuts)]

    return parts(), parts()


PUBLISHED = [22, 22, 15, 14, 11, 6, 4, 2, 2, 2], [9, 15, 15, 3, 15, 5, 11, 7, 7, 13]
CASES = {"panama": PUBLISHED, **{f"random-{seed}": random_points(seed) for seed in range(10)}}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_on_ten_issues_wanted_opposite_ways_frontier_and_solutions_are_those_of_brute_force(
    case: tuple[list[int], list[int]],
) -> None:
    found = design(issues(*case), samples=0)
    rows = every_split(*case)
    told = [tuple(each.gain for each in package.parties) for package in found.packages]
    assert sorted(rounded(row) for row in told) == sorted(rounded(row) for row in undominated(rows))
    picks = {kind: {rounded(told[i]) for i in choice.picks} for kind, choice in found.picks.items()}
    assert picks == by_definition(rows)


def test_the_published_points_of_panama_are_those_of_the_example_that_is_shipped() -> None:
    study = load(PANAMA)
    points = [list(dict(each.points).values()) for each in study.profiles]
    assert points == [[float(x) for x in side] for side in PUBLISHED]


def test_adjusted_winner_on_the_published_points_gives_both_sides_66() -> None:
    """The published division of Panama: issues in order of the ratio of points, the last one split to equal totals."""
    ours, theirs = ([round(x) for _, x in each.points] for each in load(PANAMA).profiles)
    order = sorted(ISSUES, key=lambda i: Fraction(ours[i], theirs[i]), reverse=True)
    held = [sum(ours[i] for i in order[:n]) for n in range(11)]
    left = [sum(theirs[i] for i in order[n:]) for n in range(11)]
    n = next(n for n in range(11) if held[n + 1] >= left[n + 1])
    part = Fraction(left[n] - held[n], ours[order[n]] + theirs[order[n]])
    assert (order[n], held[n] + part * ours[order[n]]) == (2, 66)


def figures(found: Any) -> Mapping[str, Any]:
    """A result as data, without how the study came to be and what its parties score."""
    return {key: each for key, each in found.to_dict().items() if key not in ("study", "disagreements")}


def test_own_scores_that_say_what_the_study_says_change_no_figure(paper: Study) -> None:
    own = [
        (each.id, tuple(judged for judged in each.scores if not paper.criterion(judged.id).feasibility))
        for each in paper.options
    ]
    same = paper.changed(parties=tuple(each.changed(scores=tuple(own)) for each in paper.parties))
    assert figures(treatyopt.negotiate(same, reports=20)) == figures(treatyopt.negotiate(paper, reports=20))
    assert figures(treatyopt.design(same, samples=20)) == figures(treatyopt.design(paper, samples=20))


def seizures(**parties: Any) -> Study:
    from treatyopt.study.yamlfile import parse

    return Study.model_validate(parse(SEIZURES, "seizures") | parties)


def test_a_duty_is_a_loss_to_the_side_that_sees_it_as_one() -> None:
    found = design(seizures(), lower="talks", samples=0)
    worths = {each.obligation.id: each.worths for each in found.offered}
    # Half of the weight is on seizures: +60 by the common scores, from the middle down to 5 as South sees it.
    assert worths["no-seizures"] == (30.0, -22.5)
    assert worths["markets"] == (20.0, 5.0)


def test_what_a_party_falls_back_on_is_by_its_own_scores_too() -> None:
    study = seizures(parties={"south": {"scores": {"nothing": {"seizure": 80}}}, "north": None})
    found = negotiate(study)
    assert dict(zip([each.id for each in found.sides], found.reservations, strict=True)) == {
        "south": 45.0,
        "north": 15.0,
    }


def test_a_package_is_worth_to_a_side_what_its_own_steps_give() -> None:
    study = seizures()
    package = design(study, lower="talks", require=["no-seizures"], exclude=["markets"], samples=0).package(0)
    found = negotiate(study.with_option(package)).outcome("package")
    # North: 90 and 40 of 100, South: 5 and 40; burdens of 1 and 3 at half a point.
    assert [each.value for each in found.parties] == [65.0 - 0.5, 22.5 - 1.5]


def test_setting_a_score_moves_the_parties_that_have_none_of_their_own_and_says_who_keeps_its() -> None:
    before, after = (negotiate(seizures(), scores=x) for x in (None, {"treaty.seizure": 50}))
    moved = [
        b.value - a.value
        for a, b in zip(before.outcome("treaty").parties, after.outcome("treaty").parties, strict=True)
    ]
    assert moved == [-20.0, 0.0]
    told = " ".join(str(after).split())
    assert (
        "South keeps its own score on Ships are left alone of Treaty: what is set is the common one." in told
    )
    assert "keeps its own" not in str(before)


def test_a_party_in_place_of_an_option_is_told_what_can_be_set() -> None:
    with pytest.raises(ArgumentProblem, match="south is a party; what is set for a run is the common score"):
        negotiate(seizures(), scores={"south.treaty.seizure": 50})


def test_screens_and_the_ranking_ask_the_common_score() -> None:
    study = seizures(screens={"safe": {"criterion": "seizure", "minimum": 50}})
    assert negotiate(study).outcome("treaty").fails == ()
    assert rank(study).verdict.leaders == ("treaty",)


def test_own_scores_by_which_a_package_could_leave_the_scale_are_refused_by_name() -> None:
    steep = {
        "north": None,
        "south": {"scores": {"talks": {"seizure": 95}, "treaty": {"seizure": 5}, "pact": {"seizure": 100}}},
    }
    study = seizures(
        parties=steep,
        options={
            id: {"scores": {"seizure": s, "trade": 20, "ready": 50}}
            for id, s in (("nothing", 0), ("talks", 10), ("treaty", 50), ("pact", 60))
        },
        obligations={
            f"in-{id}": {"says": id, "binds": ["north"], "enters": id, "burden": 0, "moves": {"seizure": 1}}
            for id in ("talks", "treaty", "pact")
        },
    )  # fmt: skip
    with pytest.raises(ArgumentProblem, match="by what south scores otherwise, between talks and pact some"):
        design(study, lower="talks", upper="pact", samples=0)
    assert "south" in str(negotiate(study).between.reason)


# --- drawings, and classes that hold


def opposed(doubt: float) -> Study:
    """One obligation that North gains 10 by and South, by scores of its own with so wide a range, gains 5 by."""
    return Study.model_validate(
        {
            "baseline": "nothing",
            "criteria": {"c": None},
            "options": {"nothing": {"scores": {"c": 0}}, "low": {"scores": {"c": 20}}, "high": {"scores": {"c": 30}}},
            "parties": {
                "north": None,
                "south": {
                    "scores": {
                        "low": {"c": 20},
                        "high": {"c": {"score": 25, "range": [25 - doubt, 25 + doubt]}},
                    }
                },
            },
            "obligations": {
                "pledge": {"says": "x", "binds": ["north"], "enters": "high", "burden": 0, "moves": {"c": 1}}
            },
        }
    )  # fmt: skip


@pytest.mark.parametrize(("doubt", "core"), [(4, ("pledge",)), (6, ())], ids=["within", "beyond"])
def test_a_class_is_firm_while_doubt_in_own_scores_leaves_it(doubt: float, core: tuple[str, ...]) -> None:
    found = design(opposed(doubt), lower="low", samples=0)
    assert {
        each.id: each.core for each in found.robust if each.grades == 0 and each.costs[0].high == 0.5
    } == {
        "scores": core,
        "each-score": core,
    }


@pytest.mark.parametrize("dependence", ["each", "criterion", "option"])
def test_own_scores_are_drawn_in_their_own_ranges(dependence: Any) -> None:
    """From 15 to 35, a quarter of the drawings put the higher option below the lower one."""
    found = design(opposed(10), lower="low", samples=2000, dependence=dependence)
    assert found.drawn is not None
    assert found.drawn.classes[0] == pytest.approx(0.75, abs=0.04)


@settings(QUICK, max_examples=6)
@given(st.data())
def test_over_several_steps_each_side_gains_what_its_own_scores_give(data: st.DataObject) -> None:
    scores = st.integers(0, 30)
    figures = {
        who: {
            id: [60 * k // 2 + data.draw(scores) for _ in "ab"] for k, id in enumerate(("low", "mid", "high"))
        }
        for who in ("common", "south")
    }
    study = Study.model_validate(
        {
            "baseline": "nothing",
            "criteria": {"a": None, "b": None},
            "options": {
                id: {"scores": dict(zip("ab", row, strict=True))}
                for id, row in {"nothing": [0, 0], **figures["common"]}.items()
            },
            "parties": {
                "north": None,
                "south": {
                    "scores": {id: dict(zip("ab", row, strict=True)) for id, row in figures["south"].items()}
                },
            },
            "obligations": {
                f"{id}-{c}": {
                    "says": c, "binds": ["south"], "enters": id, "burden": 1, "moves": {c: 1},
                }
                for id in ("low", "mid", "high") for c in "ab"
            },
        }
    )  # fmt: skip
    found = design(study, lower="low", upper="high", samples=0)

    def gain(who: str, adds: tuple[str, ...], cost: float) -> float:
        own = figures[who]
        worth = 0.0
        for c, name in enumerate("ab"):
            worth += own["low"][c] + sum(
                own[b][c] - own[a][c] for a, b in (("low", "mid"), ("mid", "high")) if f"{b}-{name}" in adds
            )
        return worth / 2 - cost * (2 + len(adds))

    told = {each.adds: tuple(party.gain for party in each.parties) for each in found.packages}
    plain = {adds: (gain("common", adds, 0), gain("south", adds, 0.5)) for adds in told}
    assert told == {adds: pytest.approx(row) for adds, row in plain.items()}


def test_what_no_obligation_moves_of_a_sides_own_scores_is_remarked_on() -> None:
    study = seizures(
        obligations={"x": {"says": "x", "binds": ["north"], "enters": "treaty", "burden": 1, "moves": {"seizure": 1}}},
        parties={"north": None, "south": {"scores": {"treaty": {"trade": 0}}}},
    )  # fmt: skip
    same = study.with_score("treaty", "trade", 80)
    said = " ".join(design(same, lower="talks", samples=0).remarks)
    assert (
        "No obligation that enters with treaty moves trade, which changes for South by scores of its own"
        in said
    )
    assert uncarried(same)[-1].place == ("parties", "south", "scores", "treaty", "trade")


def test_check_warns_of_what_one_obligation_alone_carries_of_a_sides_own_score() -> None:
    assert warnings(seizures())[-2:] == ("no-seizures (South): seizure -45.0", "markets (South): trade +10.0")


def test_explain_tells_what_a_party_scores_otherwise() -> None:
    case = explain(rank(seizures()), "treaty")
    assert "South scores Ships are left alone 5 (0–10) where the study has 90: It is South" in " ".join(
        str(case).split()
    )


@pytest.mark.parametrize(
    "ask", [negotiate, lambda study: design(study, lower="talks", samples=0)], ids=["negotiate", "design"]
)
def test_own_scores_are_a_table_and_stand_in_the_text_with_their_reasons(ask: Callable[[Study], Any]) -> None:
    found = ask(seizures())
    wide, tidy = (found.to_frame("disagreements", long=long) for long in (False, True))
    assert wide.loc["treaty.seizure", ["score", "north-score", "south-score"]].tolist() == [90, 90, 5]
    assert tidy.set_index(["id", "party"]).loc[("treaty.seizure", "south"), "high"] == 10
    assert "Scored otherwise by a side than by the study (3)" in str(found)
    assert "South: It is South that seizes ships." in str(found)


def test_where_no_side_has_scores_of_its_own_nothing_is_said_of_any(paper: Study) -> None:
    assert "otherwise by a side" not in str(negotiate(paper))
    assert negotiate(paper).disagreements == ()


def test_a_brief_says_that_a_side_has_scores_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "seizures.yaml"
    file.write_text(SEIZURES, encoding="utf-8")
    assert main(["brief", "--study", str(file), "-f", "markdown", "-o", str(tmp_path / "brief.md")]) == 0
    told = (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert "By assumed weights and scores" in told
    assert "It is South that seizes ships." in told


def test_an_own_score_that_is_not_known_is_counted_and_tried_at_both_ends_of_its_scale() -> None:
    dear = negotiate(seizures(), concession_cost=30)
    told = " ".join(str(dear).split())
    assert "Not known of what South scores for itself: Talks on Ships are left alone" in told
    assert (
        "South's own score of Talks on Ships are left alone alone could turn South's yes to Talks into a no."
        in told
    )


def test_a_score_set_of_a_package_is_not_followed_by_a_side_that_has_its_own() -> None:
    study = seizures()
    made = design(study, lower="talks", require=["no-seizures"], exclude=["markets"], samples=0).package(0)
    gains = [
        [each.gain for each in negotiate(study.with_option(made), scores=scores).outcome("package").parties]
        for scores in ({}, {"package.seizure": 0})
    ]
    assert [b - a for a, b in zip(*gains, strict=True)] == [-45.0, 0.0]


def test_the_case_of_a_package_tells_what_a_party_scores_otherwise() -> None:
    study = seizures()
    made = design(study, lower="talks", require=["no-seizures"], exclude=["markets"], samples=0).package(0)
    case = explain(rank(study.with_option(made)), "package")
    assert "South scores Ships are left alone 5 (0–10) where the study has 90" in " ".join(str(case).split())
