"""What is said of a study in units, with packages between its options: true of it, and readable."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from treatyopt.cli import main
from treatyopt.documents.blocks import Row, Table
from treatyopt.documents.words import weight
from treatyopt.formats.layout import fit
from treatyopt.study.scales import grouped
from treatyopt.tables.columns import Head, Shaded

pytestmark = pytest.mark.usefixtures("folder")
Capture = pytest.CaptureFixture[str]

CROSSING = """\
title: Crossing
baseline: ferry
words: {option: crossing, baseline: keeping the ferry}
source: {title: Minutes, short: Board 12, sections: {a: A}, locators: {a/1: A sentence.}}
criteria:
  cost: {scale: {unit: EUR, worst: 90000000, best: 1250000}}
  opening: {name: time to opening, scale: {unit: years, worst: 12, best: 1}}
  rail: {name: share by rail, scale: {unit: "%", worst: 0, best: 40}}
  quiet:
options:
  ferry: {scores: {cost: 1250000, opening: 1, rail: 0, quiet: 70}}
  bridge:
    scores:
      cost: {score: 40250000, range: [30000000, 50000000], reason: Twelve miles are frozen.}
      opening: {score: 5, range: [3, 8]}
      rail: {score: 2.5, range: [0, 4], basis: stated, cites: [a/1]}
      quiet: 20
  tunnel:
    scores:
      cost: {score: 75123456, range: [60000000, 90000000]}
      opening: {score: 9, range: [6, 12]}
      rail: {score: 30.5, range: [20, 40]}
      quiet: {score: 90, reason: Nobody hears it.}
profiles:
  towns: {points: {cost: 30, opening: 15, rail: 15, quiet: 40}}
parties: {upland: {profile: towns}, lowland: {profile: towns}}
screens: {rails: {criterion: rail, minimum: 1}}
obligations:
  night: {says: Upland works at night, binds: [upland], enters: tunnel, burden: 2, moves: {cost: 2, opening: 1}}
  streets: {says: Lowland closes streets, binds: [lowland], enters: tunnel, burden: 1, moves: {quiet: 3, rail: 2}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the study, and with a package of one of its obligations."""
    (tmp_path / "crossing.yaml").write_text(CROSSING, encoding="utf-8")
    (tmp_path / "half.yaml").write_text("id: half\nfrom: bridge\nto: tunnel\nadds: [streets]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: Capture, *argv: str) -> str:
    """What a command prints of the study, its lines joined."""
    assert main([*argv, "--study", "crossing.yaml"]) == 0
    return " ".join(capsys.readouterr().out.split())


def rewritten(folder: Path, was: str, now: str) -> None:
    """Put the study otherwise."""
    text = CROSSING.replace(was, now)
    assert text != CROSSING
    (folder / "crossing.yaml").write_text(text, encoding="utf-8")


def test_a_scorecard_calls_nothing_inferred_that_is_not(folder: Path, capsys: Capture) -> None:
    """What has no mark is judged here, but for a package's scores."""
    assert "s stated by a passage of the source, all else judged." in printed(capsys, "scorecard")
    beside = printed(capsys, "scorecard", "--package", "half.yaml")
    assert "all else judged, or a package's, worked out from those of its crossings." in beside
    rewritten(folder, "quiet: 20", "quiet: {score: 20, basis: inferred}")
    assert "all else inferred or judged." in printed(capsys, "scorecard")


def test_a_scorecard_without_what_is_stated_calls_no_judged_score_inferred(
    folder: Path, capsys: Capture
) -> None:
    """Its marks are not explained by what is true of some scores alone."""
    rewritten(folder, "stated, cites: [a/1]", "inferred")
    assert "inferred" not in printed(capsys, "scorecard", "--package", "half.yaml")


def test_a_case_says_what_every_basis_in_it_means(capsys: Capture) -> None:
    """Of scores and of obligations."""
    shown = printed(capsys, "explain", "tunnel")
    assert "inferred: nobody said it; judged: neither is said of it." in shown
    assert "Stated: the source ties it to that crossing; judged: the study does." in shown
    assert "(stated) or only the study does (judged)" in printed(capsys, "obligations")


def test_a_reason_behind_a_comparison_is_given_as_that_of_the_score(capsys: Capture) -> None:
    """So that no drawback reads as the cause of an advantage."""
    told = printed(capsys, "brief", "-f", "markdown")
    assert (
        "40,250,000 EUR (56.1) against 75,123,456 EUR (16.8). Why 40,250,000 EUR: Twelve miles are frozen."
        in told
    )
    assert "90 against 20. Why 90: Nobody hears it." in told


def test_a_score_without_a_reason_has_its_basis_beside_it(folder: Path, capsys: Capture) -> None:
    """Not as a sentence of one word in brackets."""
    rewritten(folder, "opening: {score: 5,", "opening: {basis: inferred, score: 5,")
    assert "5 years (63.6) against 9 years (27.3); 5 years is inferred." in printed(
        capsys, "brief", "-f", "markdown"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2030, "2030"),
        (9999.5, "9999.5"),
        (10000, "10,000"),
        (-1250000, "-1,250,000"),
        (75123456.25, "75,123,456.25"),
        (1250000000000, "1,250,000,000,000"),
        (1.25e18, "1.25e+18"),
    ],
    ids=[
        "nothing",
        "less-than-nothing",
        "a-year",
        "four",
        "five",
        "negative",
        "decimals",
        "thirteen",
        "nineteen",
    ],
)
def test_long_figures_are_grouped_as_everywhere_else(value: float, shown: str) -> None:
    """With commas, and from five figures before the point on, so that years stay years."""
    assert grouped(value) == shown


@pytest.mark.parametrize(
    ("command", "part"),
    [
        ("compare bridge tunnel", "40,250,000 EUR (56.1)"),
        ("scorecard --ranges", "40,250,000 (56.1) 30,000,000–50,000,000"),
        ("explain bridge", "40,250,000 EUR (30,000,000–50,000,000)"),
        ("explain bridge", "90,000,000 EUR is worth 0 and 1,250,000 EUR is worth 100"),
        ("criteria", "0: 90,000,000 EUR; 100: 1,250,000 EUR."),
        ("compare --set bridge.cost=41000000", "bridge.cost = 41,000,000 EUR (the study has 40,250,000 EUR)"),
    ],
    ids=["two", "scorecard", "case", "scales", "criteria", "set"],
)
def test_performances_are_readable_wherever_they_are_told(capsys: Capture, command: str, part: str) -> None:
    """On screens, and so in every document made of the same cells."""
    assert part in printed(capsys, *command.split())


def test_data_hold_plain_figures(capsys: Capture) -> None:
    """In JSON and in CSV."""
    assert main(["scorecard", "--study", "crossing.yaml", "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["tunnel-performance"] == "75123456.0"
    assert main(["scorecard", "--study", "crossing.yaml", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["criteria"][0]
    assert found["options"][1]["performance"] == 75123456


def test_what_is_to_be_typed_has_no_commas(folder: Path, capsys: Capture) -> None:
    """An error says which figures a scale has, as a file writes them."""
    rewritten(folder, "score: 40250000, range: [30000000, 50000000]", "score: 95000000")
    assert main(["compare", "--study", "crossing.yaml"]) == 1
    assert "95000000 is off the scale, which goes from 1250000 to 90000000 EUR" in capsys.readouterr().err


def test_distances_on_a_scale_in_per_cent_are_in_percentage_points(folder: Path, capsys: Capture) -> None:
    """How far a score would have to move, as how far one is from a screen."""
    assert "percentage points" in printed(capsys, "sensitivity").partition("Where a single score")[2]
    rewritten(folder, "minimum: 1}", "minimum: 3.5}")
    assert "is 1 percentage point short" in printed(capsys, "explain", "bridge")


def test_a_very_small_weight_has_no_exponent() -> None:
    """It is read as the others are."""
    assert (weight(4e-7), weight(0.5)) == ("0.00004%", "50%")


def test_a_distance_is_what_the_two_figures_beside_it_differ_by(folder: Path, capsys: Capture) -> None:
    """Where a score tips is rounded to the safe side, and the way there goes that far."""
    (folder / "two.yaml").write_text(
        "criteria: {a: {scale: {unit: '%', worst: 0, best: 100}}, c: {scale: {unit: m, worst: -20000, best: 20000}}}\n"
        "options: {x: {scores: {a: 60, c: -12500}}, y: {scores: {a: 59, c: -12051}}}\n"
        "profiles: {p: {points: {a: 40, c: 60}}}\n",
        encoding="utf-8",
    )
    assert main(["sensitivity", "--study", "two.yaml"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "y.c -12,051 m below -12,240 m -189 no" in said
    assert "x.c -12,500 m above -12,310 m +190 no" in said
    assert "x.a 60% above 60.7% +0.7 percentage points no" in said


@pytest.mark.parametrize(
    "command",
    ["explain half", "scorecard", "compare half bridge"],
    ids=["case", "scorecard", "two"],
)
def test_a_package_is_said_to_mix_worths(capsys: Capture, command: str) -> None:
    """Once, where it stands beside what was scored in units."""
    said = "Packages mix worths, so their scores are worths of 0-100"
    assert printed(capsys, *command.split(), "--package", "half.yaml").count(said) == 1
    assert said not in printed(capsys, *command.replace("half", "tunnel").split())


def test_scores_of_packages_are_said_to_be_worths_in_design(capsys: Capture) -> None:
    """Of a study with units, and of no other."""
    said = "Packages mix worths, so scores are worths of 0-100 here, on criteria in units too."
    assert printed(capsys, "design", "--samples", "0").count(said) == 1
    assert main(["design", "--samples", "0"]) == 0
    assert "worths" not in capsys.readouterr().out


def test_a_brief_says_why_it_shows_no_packages(folder: Path, capsys: Capture) -> None:
    """In their place, where the study has obligations to make them of."""
    assert "None is shown" not in printed(capsys, "brief", "-f", "markdown")
    rewritten(folder, "minimum: 1}", "minimum: 20}")
    why = "## Packages between the crossings None is shown: "
    assert why in printed(capsys, "brief", "-f", "markdown")
    text = CROSSING.partition("obligations:")[0]
    (folder / "crossing.yaml").write_text(text.replace("minimum: 1}", "minimum: 20}"), encoding="utf-8")
    assert "Packages between" not in printed(capsys, "brief", "-f", "markdown")


def test_a_brief_says_why_it_shows_no_gains(folder: Path, capsys: Capture) -> None:
    """In their place, where the study has parties."""
    rewritten(folder, "baseline: ferry", "question: Which?")
    shown = printed(capsys, "brief", "-f", "markdown")
    assert "## What the parties gain Not shown: the study names no baseline" in shown


def test_on_paper_a_column_has_room_for_its_longest_figure_beside_the_widest_mark() -> None:
    """The mark of another figure is kept free behind it, so that figures align."""
    rows = [Row((Shaded("40,250,000 (56.1)", 0.5),)), Row((Shaded("5 (63.6)", 0.5, "s✗"),))]
    both = fit(Table((Head("Bridge", "number"),), tuple(rows))).widths[0]
    filled = Row((Shaded("40,250,000 (56.1)", 0.5, "00"),))
    assert both == fit(Table((Head("Bridge", "number"),), (filled,))).widths[0]
