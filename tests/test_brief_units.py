"""The workbook of a study in units: what is edited in a unit, what it is worth by formula, and what is told of both."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from sheets import HEAD, cells, column, opened, ranked
from studies import IN_UNITS, Plan
from test_brief_workbook import HOSTILE, KNOWN, formulas
from treatyopt import Study, rank
from treatyopt.brief.measured import performances
from treatyopt.brief.workbook import about, workbook
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.scales import Scale

TINTED = "FFFFF7D6"


def in_units(**changes: str) -> dict[str, Any]:
    """The study in units as data, with texts in it replaced."""
    text = IN_UNITS
    for was, now in changes.items():
        text = text.replace(was, now)
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    """The ranking of a study in units."""
    return rank(Study.model_validate(in_units()))


@pytest.fixture(scope="module")
def data(ranking: Ranking) -> bytes:
    """Its workbook."""
    return workbook(ranking)


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    """The workbook with its formulas."""
    return opened(data)


@pytest.fixture(scope="module")
def values(data: bytes) -> Any:
    """The workbook with what stands beside the formulas."""
    return opened(data, values=True)


def said(sheet: Any) -> str:
    """All that stands above the heads of a sheet."""
    return " ".join(str(cell.value) for row in sheet["A1:A5"] for cell in row if cell.value)


def test_performances_stand_in_their_unit_with_the_ends_of_the_scale(book: Any) -> None:
    """As they were written; the middle where nobody knows; and below the points of scales that bend."""
    assert book.sheetnames[:4] == ["Ranking", "Weights", "Performances", "Scores"]
    rows = [*book["Performances"].iter_rows(min_row=HEAD, values_only=True)]
    assert rows[:5] == [
        ("criterion", "unit", "worth 0", "worth 100", "Bridge", "Tunnel", "Ferry"),
        ("cost", "EUR m", 200, 50, 125, 185, 80),
        ("days", "days", 90, 0, 30, 5, 45),
        ("share", "%", -10, 80, 12.5, 30, 2.5),
        ("index", None, 0, 5, 3, 2.5, 0),
    ]
    points = [row[:4] for row in rows[7:]]
    assert points == [
        ("criterion", "unit", "value", "worth"),
        *(("days", "days", *each) for each in ((0, 100), (10, 80), (90, 0))),
        *(("share", "%", *each) for each in ((-10, 0), (5, 20.5), (30, 90), (80, 100))),
    ]


def test_what_is_edited_is_tinted_and_kept_on_its_scale(book: Any) -> None:
    """Performances and thresholds to the ends of their scale, in words with the unit; worths are not edited."""
    sheets = ("Performances", "Scores", "Screens")
    tinted = {
        (name, cell.coordinate)
        for name in sheets
        for cell in cells(book[name])
        if cell.fill.fgColor.rgb == TINTED and cell.row > HEAD
    }
    assert {where for name, where in tinted if name == "Performances"} == {
        f"{letter}{row}" for letter in "EFG" for row in (7, 8, 9, 10)
    }
    assert {where for name, where in tinted if name == "Scores"} == {"C9", "D9", "E9"}
    rules = {
        (name, str(each.sqref)): (each.formula1, each.formula2, each.error)
        for name in sheets
        for each in book[name].data_validations.dataValidation
    }
    assert rules["Performances", "E7:G7"] == ("50.0", "200.0", "A number from 50 to 200 EUR m.")
    assert rules["Performances", "E9:G9"] == ("-10.0", "80.0", "A number from -10 to 80%.")
    assert rules["Scores", "C9:E9"] == ("0", "100", "A score is a number from 0 to 100.")
    assert rules["Screens", "C7:D7"] == (
        "50.0",
        "200.0",
        "A threshold is a number from 50 to 200 EUR m, or none.",
    )
    assert rules["Screens", "C10:D10"] == ("0.0", "100.0", "A threshold is a number from 0 to 100, or none.")
    assert len(rules) == 11


def test_scores_in_units_are_formulas_with_the_engines_worth_beside_them(
    book: Any, values: Any, ranking: Ranking
) -> None:
    """On criteria without a unit they are figures."""
    rows = range(HEAD + 1, HEAD + 6)
    assert [book["Scores"].cell(row, 3).data_type for row in rows] == ["f", "f", "n", "f", "f"]
    bridge = ranking.study.option("bridge")
    found = [values["Scores"].cell(row, 3).value for row in rows]
    assert found == [bridge.on(each.id).score for each in ranking.study.criteria]


def test_screens_are_in_the_unit_and_say_what_scores_they_let_pass(values: Any) -> None:
    """A maximum where less is better is a least score, and what is asked reads as the engine has it."""
    screens = [
        row[2:12] for row in values["Screens"].iter_rows(min_row=HEAD + 1, max_row=HEAD + 5, values_only=True)
    ]
    asked = ["at most 170 EUR m", "at most 44.5 days", "5 to 30%", "at least 20", "at least 0.5"]
    assert [row[3] for row in screens] == [row[4] for row in screens] == asked
    assert screens[0] == (None, 170, "yes", asked[0], asked[0], "EUR m", 50, 200, pytest.approx(20), 100)
    assert screens[2][5:] == ("%", -10, 80, pytest.approx(20.5), pytest.approx(90))
    assert screens[3][:2] + screens[3][5:] == (20, None, None, 0, 100, 20, 100)


def test_who_is_set_aside_is_told_in_the_unit(values: Any) -> None:
    """And that nobody knows it, where that is so."""
    why = {each["option"]: each["why"] for each in ranked(values)}
    assert why["Tunnel"] == "affordable: cost 185 EUR m, needs at most 170 EUR m."
    assert "quick: days not known, with 45 days in its place, needs at most 44.5 days." in why["Ferry"]


def test_reasons_have_the_performance_and_its_range_beside_the_score(values: Any) -> None:
    """In the unit, and nothing where there is none; what is unknown is explained."""
    sheet = values["Reasons"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "option")
    columns = (
        "performance",
        "performance now",
        "performance from",
        "performance to",
        "unit",
        "low",
        "high",
        "basis",
    )
    found = [*zip(*(column(sheet, each, head) for each in columns), strict=True)]
    assert found[0] == (125, 125, 110, 155, "EUR m", 30, 60, "judged")
    assert found[2] == (None, None, None, None, None, 60, 60, "judged")
    assert found[11] == (45, 45, 0, 90, "days", 0, 100, "unknown")
    assert "Unknown: no figure is given." in said(sheet)


def test_the_sheets_say_what_is_not_known(values: Any) -> None:
    """Where its middle could be taken for a judgement."""
    told = "Not known, so that the middle of its scale stands there as written: "
    assert f"{told}Tunnel on index and Ferry on days." in said(values["Performances"])
    assert f"{told}Ferry on noise." in said(values["Scores"])


def test_about_says_where_units_are_edited_and_what_they_are_worth(ranking: Ranking) -> None:
    """Sheet by sheet, and scale by scale."""
    rows = dict(about(ranking))
    assert (
        "performances in units on Performances, all other scores on Scores, thresholds"
        in rows["What may be edited"]
    )
    assert "cost: 200 EUR m is worth 0 and 50 EUR m is worth 100" in rows["Units"]


def test_formulas_in_units_are_those_that_every_spreadsheet_knows(book: Any) -> None:
    """Known functions, lengths within bounds, brackets that close."""
    found = formulas(book)
    bare = [re.sub(r'"[^"]*"', '""', each) for each in found]
    assert {name for each in bare for name in re.findall(r"([A-Z]+[0-9]*)\(", each)} <= set(KNOWN.split())
    assert {each.count("(") - each.count(")") for each in bare} == {0}
    assert max(map(len, found)) < 8192


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_unit_is_text_wherever_it_stands(unit: str) -> None:
    """No formula holds it, and none comes to an error."""
    given = in_units()
    given["criteria"]["cost"]["scale"]["unit"] = unit
    made = workbook(rank(Study.model_validate(given)))
    assert [each for each in formulas(opened(made)) if len(unit) > 4 and unit in each] == []
    beside = opened(made, values=True)
    assert [cell.coordinate for sheet in beside for cell in cells(sheet) if cell.data_type == "e"] == []
    assert beside["Screens"]["F7"].value == f"at most 170 {unit}"


def test_a_study_all_in_units_has_no_score_to_edit() -> None:
    """No cell of Scores is tinted, and the guides name no such cell."""
    data = Plan((1,), (100,), (((0, 1, 2),), ((3, 4, 5),))).data()
    (criterion,) = next(iter(data["groups"].values()))["criteria"].values()
    criterion["scale"] = {"unit": "m", "worst": 0, "best": 10}
    ranking = rank(Study.model_validate(data))
    book = opened(workbook(ranking))
    assert [cell.coordinate for cell in cells(book["Scores"]) if cell.fill.fgColor.rgb == TINTED] == []
    assert "figures on Performances, thresholds" in next(
        str(cell.value) for cell in cells(book["Ranking"]) if str(cell.value).startswith("Edit points")
    )
    assert "performances in units on Performances, thresholds" in dict(about(ranking))["What may be edited"]


def test_what_is_off_its_scale_by_rounding_stands_on_it() -> None:
    """A study may say 200.00000000001 of 200; a workbook would refuse that."""
    off = "200.00000000001"
    given = in_units(**{"cost: 185,": f"cost: {off},", "cost, maximum: 170": f"cost, maximum: {off}"})
    book = opened(workbook(rank(Study.model_validate(given))))
    assert book["Performances"]["F7"].value == book["Screens"]["D7"].value == 200


def test_a_package_has_the_performance_that_its_score_is_the_worth_of(paper: Study) -> None:
    """Its scores are worths alone, interpolated; worked back they meet a threshold that they just meet."""
    made = package(stretch(paper, "non-aggression", "cooperation"), [])
    scale = Scale.model_validate({"unit": "days", "worst": 90, "best": 0})
    judged = made.scores[0].changed(score=100 / 3, range=(10.0, 100.0))
    assert judged.performance is None
    assert performances(judged, scale) == (0, 60, 81)
