"""Criteria in natural units: what performances are worth, and that every view says both."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import MANY
from treatyopt import ArgumentProblem, Study, rank
from treatyopt.cli import main
from treatyopt.errors import FileProblem
from treatyopt.methods.scale import value_at, worth
from treatyopt.packages.changes import changed
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.claims import check_claims
from treatyopt.ranking.tipping import tippings
from treatyopt.study.load import load
from treatyopt.study.scales import Scale

Capture = pytest.CaptureFixture[str]

CROSSING = """\
title: Crossing
criteria:
  cost: {scale: {unit: EUR m, worst: 200, best: 50}}
  days: {scale: {unit: days, points: [[0, 100], [10, 80], [90, 0]]}}
  noise:
options:
  bridge: {scores: {cost: {score: 125, range: [110, 155]}, days: 30, noise: 60}}
  tunnel: {scores: {cost: 185, days: 5, noise: 90}}
  ferry: {scores: {cost: 80, days: 80, noise: 10}}
screens:
  affordable: {criterion: cost, maximum: 170}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A study with a falling scale, a bent one and none."""
    path = tmp_path / "crossing.yaml"
    path.write_text(CROSSING, encoding="utf-8")
    return path


def faults(text: str, path: Path) -> list[str]:
    """What is wrong with a study, as `place: message`."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load(path)
    return [f"{each.path}: {each.message}" for each in caught.value.problems]


def printed(capsys: Capture, *argv: str) -> str:
    """What a command prints, its lines joined."""
    assert main(list(argv)) == 0
    return " ".join(capsys.readouterr().out.split())


def test_worth_is_linear_between_the_points(file: Path) -> None:
    """A cost halfway from worst to best is worth 50; on a bent scale each part has its own slope."""
    study = load(file)
    scores = {option.id: [each.score for each in option.scores] for option in study.options}
    assert scores["bridge"] == pytest.approx([50, 60, 60])
    assert scores["tunnel"] == pytest.approx([10, 90, 90])


def test_a_range_in_a_unit_where_less_is_better_turns_round(file: Path) -> None:
    """The higher cost is the lower score, and the figures of the file are kept."""
    judged = load(file).option("bridge").on("cost")
    assert judged.range == pytest.approx((30, 60))
    assert judged.written == (110, 125, 155)


points = st.lists(st.integers(-50, 50), min_size=2, max_size=6, unique=True).flatmap(
    lambda values: st.tuples(
        st.just(sorted(values)),
        st.lists(st.integers(1, 99), min_size=len(values) - 2, max_size=len(values) - 2, unique=True).map(
            sorted
        ),
        st.booleans(),
    )
)


@MANY
@given(points, st.fractions(0, 1, max_denominator=64))
def test_worth_is_exact_interpolation_and_is_undone(
    drawn: tuple[list[int], list[int], bool], part: Fraction
) -> None:
    """Against fractions, on random scales; and the value of a worth is the value that was worth it."""
    values, between, falling = drawn
    worths = [0, *between, 100]
    course = list(zip(values, reversed(worths) if falling else worths, strict=True))
    at = values[0] + part * (values[-1] - values[0])
    right = next(i for i, (x, _) in enumerate(course[1:], start=1) if at <= x)
    (x0, y0), (x1, y1) = course[right - 1], course[right]
    exact = y0 + (at - x0) / Fraction(x1 - x0) * (y1 - y0)
    assert worth(course, float(at)) == pytest.approx(float(exact))
    assert value_at(course, worth(course, float(at))) == pytest.approx(float(at), abs=1e-9)


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("bend", [36.5, 45.8, 72.0])
def test_rounding_takes_no_worth_beyond_a_point(bend: float, falling: bool) -> None:
    """A value just short of a point is worth no more than it, so that ranges stay in order."""
    course = [(-1.5, 0.0), (-0.7, bend), (-0.1, 100.0)]
    if falling:
        course = [(x, 100 - y) for x, y in course]
    near = [(math.nextafter(x, -9), x, math.nextafter(x, 9)) for x, _ in course]
    worths = [worth(course, at) for each in near for at in each]
    assert worths == sorted(worths, reverse=falling)


@pytest.mark.parametrize(
    ("scale", "message"),
    [
        ("{unit: d, worst: 3}", "best is missing"),
        ("{unit: d, worst: 3, best: 3}", "must differ"),
        ("{worst: low, best: 3}", "worst must be a number, not the text 'low'"),
        ("{worst: '0,5', best: 3}", "not the text '0,5'; write it with a point: 0.5"),
        ("{worst: 1, best: 3, points: [[0, 0], [1, 100]]}", "either worst and best, or points"),
        ("{points: [[0, 0]]}", "needs two points"),
        ("{points: [[0, 0], [1, 60], [2, 50], [3, 100]]}", "rise or fall throughout"),
        ("{points: [[0, 10], [1, 100]]}", "worth 0 and 100"),
        ("{points: [[0, 0], [1, 100, 2]]}", "must be two numbers: [value, worth]"),
        ("{unit: d}", "points is missing"),
        ("{worst: 0, best: 1.0e-320}", "nearer to each other than 1e-15"),
        ("{worst: 1, best: 1.0000000000000002}", "too near to tell apart"),
        ("{points: [[0, 0], [1, 1.0e-300], [2, 100]]}", "rise or fall throughout"),
        ("{unti: d, worst: 1, best: 2}", "unknown key; did you mean unit?"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(scale: str, message: str, file: Path) -> None:
    """Each with what is wrong, at its place."""
    text = CROSSING.replace("{unit: EUR m, worst: 200, best: 50}", scale)
    (found,) = [each for each in faults(text, file) if "criteria.cost.scale" in each]
    assert message in found


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        (
            "cost: 185",
            "cost: 210",
            "options.tunnel.scores.cost: 210 is off the scale, which goes from 50 to 200 EUR m",
        ),
        ("[110, 155]", "[10, 155]", "options.bridge.scores.cost.range.1: 10 is off the scale"),
        ("[110, 155]", "[155, 110]", "range [155, 110]: the low end is above the high end"),
        ("[110, 155]", "[130, 155]", "score 125 is outside its range [130, 155]"),
        ("maximum: 170", "maximum: 300", "screens.affordable.maximum: 300 is off the scale"),
    ],
)
def test_what_is_off_a_scale_is_an_error_in_its_unit(was: str, now: str, fault: str, file: Path) -> None:
    """Nothing is clipped in silence."""
    assert fault in "\n".join(faults(CROSSING.replace(was, now), file))


def test_a_screen_in_a_unit_sets_aside_by_what_it_is_worth(file: Path) -> None:
    """A most in a unit where less is better is a least in worth."""
    study = load(file)
    (screen,) = study.screens
    assert (screen.minimum, screen.maximum) == (pytest.approx(20), None)
    assert rank(study).shortlist == ("bridge", "ferry")


def test_a_score_is_set_for_a_run_in_its_unit(file: Path) -> None:
    """And is worth what the scale says."""
    study, (change,) = changed(load(file), {"tunnel.cost": 95})
    assert study.option("tunnel").on("cost").score == pytest.approx(70)
    assert change[:4] == ("tunnel", "cost", 95.0, 185.0)
    with pytest.raises(ArgumentProblem, match="a score on cost is a number from 50 to 200 EUR m"):
        changed(load(file), {"tunnel.cost": 20})


def test_a_study_in_units_is_read_back_as_it_was_written_out(file: Path) -> None:
    """What was converted is not converted twice."""
    study = load(file)
    assert Study.model_validate(study.to_dict()) == study


def test_a_scale_that_is_straight_changes_no_answer(file: Path) -> None:
    """The same study with worths typed in has the same values, verdict and tipping scores."""
    inside = load(file)
    options = "".join(
        f"  {o.id}: {{scores: {{"
        + ", ".join(f"{a.id}: {{score: {a.score!r}, range: [{a.low!r}, {a.high!r}]}}" for a in o.scores)
        + "}}\n"
        for o in inside.options
    )
    screens = "screens: {affordable: {criterion: cost, minimum: 20}}\n"
    file.write_text(f"criteria: {{cost: , days: , noise: }}\noptions:\n{options}{screens}", encoding="utf-8")
    plain = load(file)
    one, other = rank(inside), rank(plain)
    assert one.verdict == other.verdict
    assert [each[:2] for each in tippings(one)] == [each[:2] for each in tippings(other)]
    assert [each.at for each in tippings(one)] == pytest.approx([each.at for each in tippings(other)])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("compare", "cost 185 EUR m (10), needs at most 170 EUR m"),
        ("compare bridge ferry", "125 EUR m (50) 80 EUR m (80)"),
        ("explain bridge", "125 EUR m (110–155) 50 30–60"),
        (
            "explain bridge",
            "cost: 200 EUR m is worth 0 and 50 EUR m is worth 100, in proportion between them",
        ),
        ("explain tunnel", "and is 15 EUR m over"),
        ("scorecard --ranges", "125 (50) 110–155"),
        ("scorecard --words", "200 EUR m"),
        ("sensitivity", "at most 170 EUR m from 125 EUR m, below 185 EUR m"),
        ("criteria", "days: 90 days is worth 0, 10 days is worth 80 and 0 days is worth 100"),
        ("brief --memo -f markdown", "60 against 10"),
        ("compare --set tunnel.cost=95", "tunnel.cost = 95 EUR m (the study has 185 EUR m)"),
    ],
)
def test_views_say_the_unit(command: str, said: str, file: Path, capsys: Capture) -> None:
    """What was scored, and what it is worth."""
    assert said in printed(capsys, *command.split(), "--study", str(file))


def test_a_limit_in_a_unit_is_told_the_way_it_moves_there(file: Path, capsys: Capture) -> None:
    """Where less is better, the tunnel leads below a cost, not above it."""
    text = printed(capsys, "sensitivity", "--study", str(file))
    tip = next(
        each for each in tippings(rank(load(file))) if (each.option, each.criterion) == ("tunnel", "cost")
    )
    assert tip.performance_at == pytest.approx(170)
    assert "tunnel.cost 185 EUR m from 170 EUR m down" in text


def test_claims_are_tested_in_the_unit(file: Path) -> None:
    """A limit is in it; highest and lowest are of worth."""
    claims = """\
claims:
  cheap:
    kind: reading
    says: The ferry is cheap.
    tests:
      - {test: below, option: ferry, criteria: [cost], limit: 100}
      - {test: highest, option: ferry, criteria: [cost]}
"""
    file.write_text(CROSSING + claims, encoding="utf-8")
    (result,) = check_claims(load(file))
    assert result.status == "holds"
    assert "ferry 80 EUR m (worth 80)" in result.findings[1].figures


def test_data_hold_performances_beside_scores(file: Path, capsys: Capture) -> None:
    """In JSON and in CSV, unrounded."""
    main(["explain", "bridge", "--study", str(file), "-f", "json"])
    cost = json.loads(capsys.readouterr().out)["judgements"][0]
    assert (cost["performance"], cost["performances"], cost["unit"]) == (125.0, [110.0, 155.0], "EUR m")
    main(["explain", "bridge", "--study", str(file), "-f", "csv"])
    assert "performance,performance_low,performance_high,unit,score" in capsys.readouterr().out


def test_a_percentage_stands_at_its_figure() -> None:
    """As people write it."""
    scale = Scale.model_validate({"unit": "%", "worst": 25, "best": 0})
    assert scale.worth(14.75) == pytest.approx(41)
    assert (scale.worst, scale.best, scale.falling) == (25.0, 0.0, True)


def test_thresholds_stand_as_written_and_limits_hold_at_the_figures_shown(
    tmp_path: Path, capsys: Capture
) -> None:
    """At most 1,250.4 passes at 1250.4 and not at 1250."""
    path = tmp_path / "prices.yaml"
    path.write_text(
        "criteria: {price: {scale: {unit: EUR, worst: 9000, best: 1000}}, taste: }\n"
        "options: {one: {scores: {price: 1250.4, taste: 10}}, two: {scores: {price: 8000, taste: 90}}}\n"
        "screens: {cheap: {criterion: price, maximum: 1300.25}}\n",
        encoding="utf-8",
    )
    said = printed(capsys, "sensitivity", "--study", str(path))
    assert "at most 1300.25 EUR from 1250.4 EUR, below 8000 EUR" in said
    assert "it fails cheap by 6700 EUR of price" in said


def test_what_a_package_had_is_told_in_the_unit() -> None:
    """Half of the way from 40 to 120 EUR m is worth as much as 80, which is what stood before it was set."""
    pledge = {"says": "Do it", "binds": ["a"], "enters": "high", "burden": 1, "moves": {"cost": 1}}
    study = Study.model_validate(
        {
            "criteria": {"cost": {"scale": {"unit": "EUR m", "worst": 200.0, "best": 0.0}}},
            "options": {"low": {"scores": {"cost": 40.0}}, "high": {"scores": {"cost": 120.0}}},
            "parties": {"a": {}, "b": {}},
            "obligations": {"x": pledge, "y": pledge},
        }
    )
    half = study.with_option(package(stretch(study, "low", "high"), ["x"], "half"))
    now, (change,) = changed(half, {"half.cost": 60})
    assert change.was == pytest.approx(80)
    assert now.option("half").on("cost").reason == "Set for this run; the study has 80 EUR m (judged)."
