"""Scores on scales that bend: uniform in the unit, so that their worth is not; against working it out by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from studies import MANY, QUICK
from studies import plain_design as design
from treatyopt import ArgumentProblem, Study, rank, sensitivity
from treatyopt.methods.population import courses, draw_scores, population
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.acceptability import Dependence
from treatyopt.ranking.worth import Worth
from treatyopt.study.records import Package

WAYS: tuple[Dependence, ...] = ("each", "criterion", "option")

Points = Sequence[tuple[int, int]]


def worth(points: Points, value: Any) -> Any:
    """What a value is worth between points that ascend: by the piece it lies in, exactly for fractions."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= value <= x1:
            return y0 + (value - x0) * (y1 - y0) / (x1 - x0)
    raise AssertionError(value)


class Case(NamedTuple):
    """A study in units: the points of each criterion, and by option and criterion the range of performances."""

    scales: Sequence[Points]
    ranges: Sequence[Sequence[tuple[int, int]]]
    screens: Sequence[tuple[int, int | None, int | None]] = ()

    def falling(self, c: int) -> bool:
        """Whether less is better on a criterion."""
        return self.scales[c][0][1] > self.scales[c][-1][1]

    def performance(self, o: int, c: int, u: Any) -> Any:
        """The performance at a quantile: from the worst in the range to the best."""
        low, high = self.ranges[o][c]
        return high - u * (high - low) if self.falling(c) else low + u * (high - low)

    def score(self, o: int, c: int, u: Any) -> Any:
        """What that is worth."""
        return worth(self.scales[c], self.performance(o, c, u))

    def mean(self, o: int, c: int) -> Fraction:
        """The integral of the worth over the range, divided by its width, in fractions."""
        low, high = self.ranges[o][c]
        if low == high:
            return Fraction(worth(self.scales[c], Fraction(low)))
        ends = sorted({low, high, *(x for x, _ in self.scales[c] if low < x < high)})
        heights = [worth(self.scales[c], Fraction(x)) for x in ends]
        areas = (
            (b - a) * (left + right) / 2
            for (a, b), (left, right) in zip(pairwise(ends), pairwise(heights), strict=True)
        )
        return sum(areas, Fraction()) / (high - low)

    def study(self) -> Study:
        """The study itself; scores are the low ends, on which nothing here depends."""
        return Study.model_validate(
            {
                "criteria": {
                    f"c-{c}": {
                        "scale": {"unit": "days", "points": [list(map(float, each)) for each in points]}
                    }
                    for c, points in enumerate(self.scales)
                },
                "options": {
                    f"o-{o}": {
                        "scores": {
                            f"c-{c}": {"score": float(low), "range": [float(low), float(high)]}
                            for c, (low, high) in enumerate(row)
                        }
                    }
                    for o, row in enumerate(self.ranges)
                },
                "screens": {
                    f"s-{s}": {
                        "criterion": f"c-{c}",
                        **({} if minimum is None else {"minimum": float(minimum)}),
                        **({} if maximum is None else {"maximum": float(maximum)}),
                    }
                    for s, (c, minimum, maximum) in enumerate(self.screens)
                },
            }
        )


@st.composite
def scales(draw: st.DrawFn) -> Points:
    """Points from 0 to 40 days, worth 0 to 100 or the other way round, with one to three bends."""
    bends = draw(st.integers(1, 3))
    values = sorted(draw(st.sets(st.integers(1, 39), min_size=bends, max_size=bends)))
    worths = sorted(draw(st.sets(st.integers(1, 99), min_size=bends, max_size=bends)))
    points = list(zip([0, *values, 40], [0, *worths, 100], strict=True))
    return [(x, 100 - y) for x, y in points] if draw(st.booleans()) else points


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: (min(ends), max(ends)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Three options on two criteria, with a screen on each: a minimum or a maximum in days."""
    kinds = st.tuples(spans, st.booleans())
    screens = [
        (c, limits[0], None) if lower else (c, None, limits[1])
        for c in (0, 1)
        for limits, lower in [draw(kinds)]
    ]
    return Case([draw(scales()), draw(scales())], [[draw(spans), draw(spans)] for _ in range(3)], screens)


# A scale that is flat at its end, one that is steep there and falls, and one that is straight.
FIXED = Case(
    scales=(((0, 0), (10, 80), (40, 100)), ((0, 100), (25, 70), (30, 20), (40, 0)), ((0, 0), (40, 100))),
    ranges=(((2, 38), (20, 33), (10, 15)), ((6, 16), (5, 35), (12, 20)), ((0, 40), (24, 29), (5, 28))),
    screens=((0, 8, None), (1, None, 28)),
)


places = st.integers(0, 2), st.integers(0, 1)


@MANY
@given(cases(), *places)
def test_the_course_of_a_score_is_the_worth_of_its_performances(case: Case, o: int, c: int) -> None:
    """At every quantile from the worst performance to the best, in either direction, and on average."""
    judged = case.study().options[o].on(f"c-{c}")
    quantiles, scores = zip(*judged.course, strict=True)
    grid = [Fraction(k, 40) for k in range(41)]
    drawn = np.interp([float(u) for u in grid], quantiles, scores).tolist()
    assert drawn == pytest.approx([float(case.score(o, c, u)) for u in grid], abs=1e-9)
    assert judged.mean == pytest.approx(float(case.mean(o, c)), abs=1e-9)


@MANY
@given(cases(), *places)
def test_the_share_of_a_range_that_passes_is_that_of_its_performances(case: Case, o: int, c: int) -> None:
    """How much of the range in days lies within the limit, exactly; of a single performance, whether it does."""
    study = case.study()
    _, minimum, maximum = case.screens[c]
    low, high = case.ranges[o][c]
    least, most = (low if minimum is None else minimum), (high if maximum is None else maximum)
    inside = max(min(high, most) - max(low, least), 0)
    share = Fraction(inside, high - low) if high > low else least <= low <= most
    passing = study.screens[c].passing(study.options[o].on(f"c-{c}").course)
    assert passing == pytest.approx(float(share), abs=1e-12)


@QUICK
@given(cases(), st.sampled_from(WAYS), st.integers(0, 99))
def test_what_is_drawn_is_the_worth_of_the_quantile_that_was_drawn(
    case: Case, way: Dependence, seed: int
) -> None:
    """From the same random numbers, in each way of drawing: one quantile is the same place between worst and best."""
    options = case.study().options
    low, high = ([[each.on(f"c-{c}").range[end] for c in (0, 1)] for each in options] for end in (0, 1))
    bent = {(o, c): each.on(f"c-{c}").course for o, each in enumerate(options) for c in (0, 1)}
    plain = population(low, low, high, [[1, 0], [0, 1]], [0.5, 0.5], None, True)
    asked = replace(plain, courses=courses(bent), dependence=way)
    found = [scores.tolist() for _, scores in draw_scores(asked, np.random.default_rng(seed), 50)]
    drawn = quantiles(np.random.default_rng(seed), way, 50)
    expected = [
        [[case.score(o, c, u) for u in row.tolist()] for c, row in enumerate(each)]
        for o, each in enumerate(drawn)
    ]
    assert np.array(found) == pytest.approx(np.array(expected), abs=1e-9)


def quantiles(chance: np.random.Generator, way: str, size: int) -> list[Any]:
    """So many quantiles for each of three options and two criteria, in the order in which they are drawn."""
    if way == "criterion":
        return [chance.random((2, size))] * 3
    if way == "option":
        return [[chance.random(size)] * 2 for _ in range(3)]
    return [chance.random((2, size)) for _ in range(3)]


def counted(
    case: Case, way: str, options: Sequence[int], leader: int, screened: bool, count: int = 6_000
) -> float:
    """How often an option has the most where weights and performances are drawn, without any of what is tested."""
    chance, first = random.Random(5), 0
    places = range(len(case.scales))
    for _ in range(count):
        weights = [chance.expovariate(1) for _ in places]
        one = [chance.random() for _ in range(3)]
        drawn = [
            [{"criterion": one[c], "option": one[o]}.get(way, chance.random()) for c in places]
            for o in range(3)
        ]
        inside = [
            o
            for o in options
            if not screened
            or (case.performance(o, 0, drawn[o][0]) >= 8 and case.performance(o, 1, drawn[o][1]) <= 28)
        ]
        values = {o: sum(weights[c] * case.score(o, c, drawn[o][c]) for c in places) for o in inside}
        first += bool(values) and max(values, key=values.__getitem__) == leader
    return first / count


def scored(case: Case, *rows: Sequence[float]) -> Study:
    """The study of a case with these best performances."""
    data = case.study().to_dict()
    for option, row in zip(data["options"], rows, strict=True):
        for each, score in zip(option["scores"], row, strict=True):
            each["performance"] = score
            each["score"] = float(worth(case.scales[int(each["id"][2:])], score))
    return Study.model_validate(data)


@pytest.mark.parametrize("way", WAYS)
def test_the_leader_leads_as_often_as_by_hand(way: str) -> None:
    """With screens on best scores and judged anew on the performances drawn, within sampling."""
    ranking = rank(scored(FIXED, (30, 22, 12), (12, 10, 15), (2, 26, 10)))
    (doubt,) = [each for each in sensitivity(ranking, 30_000).doubts if each.dependence == way]
    assert sorted(ranking.shortlist) == ["o-0", "o-1"]
    leader = int(ranking.shortlist[0][2:])
    assert doubt.leads.share == pytest.approx(counted(FIXED, way, [0, 1], leader, False), abs=0.02)
    assert doubt.rejudged is not None
    assert doubt.rejudged.share == pytest.approx(counted(FIXED, way, [0, 1, 2], leader, True), abs=0.02)


STEPS = 400


def of(ranking: Any) -> Worth:
    """What is worth finding out about a ranking with one leader."""
    found = sensitivity(ranking, 0).worth
    assert found is not None
    return found


def moves(kind: str, id: str, option: int, criterion: int) -> bool:
    """Whether a score moves with the thing that is drawn."""
    names = {"score": f"o-{option}.c-{criterion}", "criterion": f"c-{criterion}"}
    return names.get(kind, f"o-{option}") == id


def known(case: Case, kind: str, id: str) -> float:
    """What knowing one thing adds at equal weights, by the midpoint rule over its quantile, all else at its mean."""
    options, places = range(len(case.ranges)), range(len(case.scales))
    means = [[float(case.mean(o, c)) for c in places] for o in options]
    rows = [
        [
            sum(case.score(o, c, u) if moves(kind, id, o, c) else means[o][c] for c in places) / len(places)
            for o in options
        ]
        for u in ((k + 0.5) / STEPS for k in range(STEPS))
    ]
    return sum(map(max, rows)) / STEPS - max(sum(column) / STEPS for column in zip(*rows, strict=True))


@pytest.mark.parametrize("kind", ["score", "criterion", "option"])
def test_each_quantity_is_worth_what_integrating_it_gives(kind: str) -> None:
    """The sum over the pieces is the integral of the highest value less the highest mean."""
    found = {
        each.id: each.points for each in of(rank(FIXED.study(), screens=[])).quantities if each.kind == kind
    }
    assert found
    for id, points in found.items():
        assert points == pytest.approx(known(FIXED, kind, id), abs=2e-3)


def figures(value: Any) -> list[float]:
    """All numbers in an answer, in its order."""
    if isinstance(value, dict):
        return [each for part in value.values() for each in figures(part)]
    if isinstance(value, list):
        return [each for part in value for each in figures(part)]
    return [value] if isinstance(value, (int, float)) else []


STRAIGHT = Case(
    scales=(((0, 0), (40, 100)), ((0, 100), (40, 0))),
    ranges=(((2, 38), (20, 33)), ((6, 16), (5, 35)), ((0, 9), (1, 2))),
)
REDUNDANT = STRAIGHT._replace(
    scales=(((0, 0), (4, 10), (10, 25), (40, 100)), ((0, 100), (10, 75), (22, 45), (34, 15), (40, 0)))
)


@pytest.mark.parametrize("way", WAYS)
def test_points_on_the_line_change_nothing_but_rounding(way: Dependence) -> None:
    """A scale that says it bends and does not gives what the straight one gives, from the same draws."""
    screens = ((0, 8, None), (1, None, 28))
    answers = [
        sensitivity(rank(case._replace(screens=screens).study()), 2_000, scores="ranges", dependence=way)
        for case in (STRAIGHT, REDUNDANT)
    ]
    straight, redundant = (figures(each.to_dict()) for each in answers)
    assert answers[1].ranking.study.options[0].scores[0].bends
    assert len(straight) > 100
    assert redundant == pytest.approx(straight, abs=1e-9)


def test_a_straight_scale_keeps_no_bends_and_a_bent_one_is_read_back_the_same() -> None:
    """What is kept of a study written out is what was worked out when it was read."""
    assert "bends" not in str(STRAIGHT.study().to_dict())
    study = FIXED.study()
    assert study.options[0].on("c-0").bends == (((10 - 2) / 36, 80.0),)
    assert Study.model_validate(study.to_dict()) == study


def test_what_shares_a_range_is_level_by_criterion_however_its_scale_bends() -> None:
    """Options with the same ranges share their ranks equally where one quantile moves both."""
    row = FIXED.ranges[0]
    ranking = rank(FIXED._replace(ranges=(row, row, FIXED.ranges[2])).study(), screens=[])
    found = sensitivity(ranking, 2_000, scores="ranges", dependence="criterion").acceptability
    ranks = {each.id: each.ranks for each in found}
    assert ranks["o-0"] == ranks["o-1"]
    assert ranks["o-0"][0].share > 0


def test_a_score_that_is_set_no_longer_bends() -> None:
    """Its range is a point."""
    judged = FIXED.study().with_score("o-0", "c-0", 20).option("o-0").on("c-0")
    assert judged.bends is None
    assert judged.course == ((0.0, judged.score), (1.0, judged.score))


def test_the_middle_of_a_scale_stands_for_what_is_unknown_and_its_range_bends() -> None:
    """The middle in days, not in worth; every performance on the scale is as likely."""
    data = FIXED.study().to_dict()
    study = Study.model_validate(
        {
            "criteria": {each["id"]: {"scale": each["criteria"][0]["scale"]} for each in data["groups"]},
            "options": {"one": {"scores": {"c-0": "unknown", "c-1": "unknown", "c-2": "unknown"}}},
        }
    )
    judged = study.option("one").on("c-0")
    assert judged.score == pytest.approx(80 + 20 / 3)
    assert judged.course == ((0.0, 0.0), (0.25, 80.0), (1.0, 100.0))


def test_a_scale_wider_than_numbers_reach_is_refused() -> None:
    """Worths on it would be no numbers; near the largest numbers the middle of a narrower one is one."""
    wide = {"criteria": {"c": {"scale": {"worst": -1.7e308, "best": 1.7e308}}}}
    with pytest.raises(ValidationError, match="too far apart to reckon with; take a larger unit"):
        Study.model_validate({**wide, "options": {"one": {"scores": {"c": 1e308}}}})
    far = {"criteria": {"c": {"scale": {"worst": 1.70e308, "best": 1.71e308}}}}
    study = Study.model_validate({**far, "options": {"one": {"scores": {"c": "unknown"}}}})
    assert study.option("one").on("c").score == pytest.approx(50)


# --- packages: an obligation that carries the whole of a step

# Flat from 5 to 10 years: at the middle of their ranges a weak and a strong type are worth nearly the same.
YEARS = ((0, 0), (5, 49), (10, 50), (15, 100))


def ladder(*ranges: tuple[float, float, float], scale: Points = YEARS, parts: int = 1) -> Study:
    """Types by (low, best, high) in years, weakest first; each step is that of so many obligations, in equal parts."""
    names = [f"type-{k}" for k in range(len(ranges))]
    says = {"says": "Something.", "binds": ["north", "south"], "burden": 3, "moves": {"peace": 3}}
    return Study.model_validate(
        {
            "criteria": {
                "peace": {"scale": {"unit": "years", "points": [list(map(float, each)) for each in scale]}},
                "calm": None,
            },
            "baseline": "none",
            "options": {
                "none": {"scores": {"peace": 0.0, "calm": 50.0}},
                **{
                    name: {"scores": {"peace": {"score": best, "range": [low, high]}, "calm": 50.0}}
                    for name, (low, best, high) in zip(names, ranges, strict=True)
                },
            },
            "parties": {"north": {}, "south": {}},
            "obligations": {
                f"add-{name}-{k}": {**says, "enters": name} for name in names[1:] for k in range(parts)
            },
        }
    )


WEAK, STRONG = (0.0, 0.0, 10.0), (5.0, 5.0, 15.0)


def test_what_is_firm_holds_where_scales_bend_inside_ranges() -> None:
    """An obligation that is worth 24.5 points at the ends and 0.5 in the middle is not core at a cost of 9."""
    held = {each.id: each for each in design(ladder(WEAK, STRONG), samples=0, concession_cost=3).robust}
    assert held["scores"].neither == ("add-type-1-0",)
    straight = ladder(WEAK, STRONG, scale=((0, 0), (15, 100)))
    assert design(straight, samples=0, concession_cost=3).robust[0].core == ("add-type-1-0",)


def test_drawings_of_packages_follow_the_bends_of_their_types() -> None:
    """At half the weight the obligation pays where the types differ by more than twice its cost of 9 points."""
    found = design(ladder(WEAK, STRONG), samples=1_000, concession_cost=3, dependence="criterion").drawn
    assert found is not None
    grid = [(k + 0.5) / 1_000 for k in range(1_000)]
    pays = sum(worth(YEARS, 5 + 10 * u) - worth(YEARS, 10 * u) > 18 for u in grid) / 1_000
    assert found.shares[0] == pytest.approx(pays, abs=0.03)


OVERLAPPING = (0.0, 2.0, 14.0), (2.0, 6.0, 8.0)


def half(study: Study) -> Package:
    """The package of one of the two obligations of the first step."""
    return package(stretch(study, "type-0", "type-1"), ["add-type-1-0"], "half", "Half")


def between(u: Any) -> Any:
    """The worth of that package at a quantile, by hand."""
    return (worth(YEARS, 14 * u) + worth(YEARS, 2 + 6 * u)) / 2


def test_a_package_mixes_the_worths_of_its_types_at_each_quantile() -> None:
    """Half of a step takes half of what it changes there: worths are mixed, not years."""
    course = half(ladder(*OVERLAPPING, parts=2)).on("peace").course
    assert [u for u, _ in course] == [0, 5 / 14, 0.5, 10 / 14, 1]
    assert [score for _, score in course] == pytest.approx([between(u) for u, _ in course])


def test_a_package_is_drawn_as_its_types_are() -> None:
    """A package of all that is added is always level with the type it leads to, in each way of drawing."""
    study = ladder(*OVERLAPPING)
    made = package(stretch(study, "type-0", "type-1"), ["add-type-1-0"], "whole", "Whole")
    ranking = rank(study.with_option(made), options=["type-0", "type-1", "whole"])
    found = [sensitivity(ranking, 500, scores="ranges", dependence=way).acceptability for way in WAYS]
    firsts = [{each.id: each.ranks[0].share for each in one} for one in found]
    assert [each["whole"] for each in firsts] == [each["type-1"] for each in firsts]
    assert all(0 < each["whole"] < 0.5 for each in firsts)


def test_a_package_follows_types_that_are_not_compared() -> None:
    """By criterion it is first as often as its mixed worth is higher, over a fine grid of quantiles."""
    study = ladder(*OVERLAPPING, parts=2)
    ranking = rank(study.with_option(half(study)), options=["type-0", "half"])
    found = sensitivity(ranking, 4_000, scores="ranges", dependence="criterion").acceptability
    (share,) = [each.ranks[0].share for each in found if each.id == "half"]
    grid = [(k + 0.5) / STEPS for k in range(STEPS)]
    assert share == pytest.approx(sum(between(u) > worth(YEARS, 14 * u) for u in grid) / STEPS, abs=0.03)


def test_what_is_level_at_both_ends_of_ranges_alone_does_not_share_its_ranks() -> None:
    """A package and a type with the same low and high scores, and others between."""
    study = ladder((0.0, 0.0, 10.0), (5.0, 5.0, 15.0), (2.5, 6.0, 12.5), parts=2)
    made = half(study)
    assert made.on("peace").range == study.option("type-2").on("peace").range
    ranking = rank(study.with_option(made), options=["half", "type-2"])
    first, second = sensitivity(ranking, 501, scores="ranges", dependence="criterion").acceptability
    assert first.ranks[0].share != second.ranks[0].share


def test_packages_that_would_leave_their_range_between_its_ends_are_refused() -> None:
    """The second step alone is worth 49 and 50 points at the ends, and 1 in the middle."""
    study = ladder((0.0, 0.0, 0.0), WEAK, STRONG)
    with pytest.raises(ArgumentProblem, match="some packages would have peace out of its own range"):
        stretch(study, "type-0", "type-2")


def test_knowing_a_type_tells_what_its_packages_are_worth() -> None:
    """By criterion a package follows both of its types, at one quantile."""
    study = ladder(*OVERLAPPING, parts=2)
    ranking = rank(study.with_option(half(study)), options=["type-0", "half"])
    (points,) = [each.points for each in of(ranking).quantities if each.kind == "criterion"]
    rows = [(worth(YEARS, 14 * u), between(u)) for u in ((k + 0.5) / STEPS for k in range(STEPS))]
    means = [sum(column) / STEPS for column in zip(*rows, strict=True)]
    assert points == pytest.approx((sum(map(max, rows)) / STEPS - max(means)) / 2, abs=2e-3)
    assert points > 0.1


def cost_ladder(*costs: tuple[float, float, float], worst: float = 30.0) -> Study:
    """Steps from a baseline up, each with one obligation, by what they cost: low end, best and high end in EUR m."""
    ids = [f"step-{i}" for i in range(len(costs))]
    return Study.model_validate(
        {
            "baseline": "step-0",
            "criteria": {"cost": {"scale": {"unit": "EUR m", "worst": worst, "best": 0}}},
            "options": {
                id: {"scores": {"cost": {"score": best, "range": [low, high]}}}
                for id, (low, best, high) in zip(ids, costs, strict=True)
            },
            "parties": {"north": None, "south": None},
            "obligations": {
                f"in-{id}": {"says": id, "binds": ["north"], "enters": id, "burden": 0, "moves": {"cost": 1}}
                for id in ids[1:]
            },
        }
    )


@pytest.mark.parametrize("worst", [29.0, 30.0, 32.0, 35.0])
def test_what_just_fits_is_no_package_out_of_its_range_whatever_the_scale(worst: float) -> None:
    """From 14 to 18 the best cost and the low end rise alike, and so do best and high end; worths are rounded."""
    study = cost_ladder((6, 6, 6), (7, 7, 7), (11, 14, 18), (14, 18, 22), worst=worst)
    found = design(study, lower="step-0", upper="step-3", samples=0)
    made = [found.package(i).on("cost") for i in range(len(found.packages))]
    assert [each.low <= each.score <= each.high for each in made] == [True] * len(made)


def test_a_range_that_grows_narrower_is_named_with_the_step() -> None:
    study = cost_ladder((6, 6, 6), (5, 10, 15), (14, 15, 16))
    with pytest.raises(
        ArgumentProblem, match="its range grows narrower from step-1 to step-2, and a package can"
    ):
        design(study, lower="step-0", upper="step-2", samples=0)
