"""The workbook of a brief: live formulas with the engine's figures beside them, and a study's text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import treatyopt
from sheets import HEAD, cells, opened, ranked
from studies import Plan, plan
from treatyopt import Study, rank
from treatyopt.brief.workbook import about, workbook
from treatyopt.cli import main
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables.ranking import place

SHEETS = ["Ranking", "Weights", "Scores", "Screens", "Reasons", "Obligations", "Sources", "Working", "About"]
# Known to Excel 2010 and LibreOffice alike, and none that spills into other cells.
KNOWN = (
    "ABS AND COUNT COUNTA COUNTIF IF IFERROR INDEX INT ISNUMBER LOG10 MATCH MAX MIN NOT OR ROUND ROWS SUM "
    "SUMPRODUCT TRIM"
)
HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")',
    "+1",
    "@SUM(1)",
    "#REF!",
    '"&1&"',
    "http://a.invalid/?b&c",
    "-<b>",
)


def hostile() -> Study:
    """A study whose names, texts and title are what a spreadsheet could run, or take for an error."""
    data = plan((10, 20), (30, 40), (50, 60), sizes=(1, 1), screens=((0, 20.0),)).data()
    data["title"] = data["question"] = data["source"]["title"] = HOSTILE[0]
    for i, group in enumerate(data["groups"].values()):
        group["name"] = HOSTILE[i]
        for criterion in group["criteria"].values():
            criterion["name"] = HOSTILE[i + 4]
    for i, option in enumerate(data["options"].values()):
        option["name"] = option["title"] = HOSTILE[i + 2]
        for score in option["scores"].values():
            score["reason"] = HOSTILE[i + 4]
    data["screens"]["screen-0"]["reason"] = HOSTILE[0]
    return Study.model_validate(data)


@pytest.fixture(scope="module")
def ranking(paper: Study) -> Ranking:
    """The ranking of the paper."""
    return rank(paper)


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


def formulas(book: Any) -> list[str]:
    """Every formula of a workbook."""
    return [cell.value for sheet in book for cell in cells(sheet) if cell.data_type == "f"]


def test_every_sheet_is_there(book: Any) -> None:
    """The answer first, what may be edited next, then what it rests on and how it is computed."""
    assert book.sheetnames == SHEETS
    assert book.active.title == "Ranking"


def test_the_answer_is_a_formula_with_the_engines_figure_beside_it(
    book: Any, values: Any, ranking: Ranking
) -> None:
    """Order, rank, value, parts and reasons are live, and a program that computes nothing shows the engine's."""
    live = ranked(book)
    assert {str(each[key])[0] for each in live for key in ("rank", "option", "value", "why")} == {"="}
    assert {str(part)[0] for each in live for part in each["groups"]} == {"="}
    found = ranked(values)
    expected = [
        (each.name, each.rank if each.rank is not None else place(each)) for each in ranking.standings
    ]
    assert [(each["option"], each["rank"]) for each in found] == expected
    assert [each["value"] for each in found] == [each.value for each in ranking.standings]
    assert [each["groups"] for each in found] == [
        tuple(x for _, x in each.groups) for each in ranking.standings
    ]
    assert found[2]["why"] == "realistic: readiness 10, needs at least 40."
    assert values["Ranking"]["A3"].value == "Mutual Security leads Cooperation by 13.9 of 100 points."


def test_weights_are_formulas_of_points_and_shares(book: Any, values: Any, ranking: Ranking) -> None:
    """Points and shares are figures; the weights of groups and criteria follow from them."""
    study, weights = ranking.study, ranking.weights
    top = HEAD + len(study.groups) + 5
    rows = [*range(HEAD + 1, HEAD + 1 + len(study.groups)), *range(top, top + len(study.criteria))]
    assert {book["Weights"].cell(i, 2).data_type for i in rows} == {"n"}
    assert {book["Weights"].cell(i, 3).data_type for i in rows} == {"f"}
    found = [values["Weights"].cell(i, 3).value for i in rows]
    assert found == [each.weight for each in (*weights.groups, *weights.criteria)]


def test_each_score_is_a_figure_and_its_reason_stands_on_its_own_sheet(book: Any, ranking: Ranking) -> None:
    """The scores of the options that are compared, to be edited; and a row for each with what it rests on."""
    study = ranking.study
    options = [cell.value for cell in book["Scores"][HEAD]][3:]
    assert options == [each.name for each in study.options if each.id != study.baseline]
    assert (
        book["Scores"].cell(HEAD + 1, 4).value
        == study.option("non-aggression").on(study.criteria[0].id).score
    )
    reasons = [row for row in book["Reasons"].iter_rows(min_row=4, values_only=True) if row[1]]
    assert len(reasons) == len(options) * len(study.criteria)
    first = study.option("non-aggression").scores[0]
    assert reasons[0][1:3] == (study.criterion(first.id).name, first.score)
    assert reasons[0][5:8] == (first.low, first.high, first.basis)
    assert reasons[0][9] == ", ".join(first.cites)


def test_what_may_be_edited_is_seen_and_kept_in_bounds(book: Any) -> None:
    """Such cells have a ground of their own, and a spreadsheet refuses there what the engine would refuse."""
    tinted = {
        (sheet.title, cell.column_letter)
        for sheet in book
        for cell in cells(sheet)
        if cell.fill.fgColor.rgb == "FFFFF7D6"
    }
    inputs = {
        ("Weights", "B"),
        *(("Scores", letter) for letter in "DEFG"),
        ("Screens", "C"),
        ("Screens", "E"),
    }
    assert tinted == inputs | {(title, "A") for title in ("Weights", "Scores", "Screens")}
    rules = {
        str(each.sqref): (each.type, each.formula1, each.formula2)
        for title in ("Weights", "Scores", "Screens")
        for each in book[title].data_validations.dataValidation
    }
    assert rules["D7:G20"] == ("decimal", "0", "100")
    assert rules["C7:D8"] == ("decimal", "0", "100")
    assert rules["E7:E8"] == ("list", '"yes,no"', None)
    assert len(rules) == 5


def test_formulas_are_those_that_every_spreadsheet_knows(book: Any) -> None:
    """Known functions, sheets that are there, texts and lengths within bounds, brackets that close."""
    found = formulas(book)
    assert len(found) > 200
    bare = [re.sub(r'"[^"]*"', '""', each) for each in found]
    assert {name for each in bare for name in re.findall(r"([A-Z]+[0-9]*)\(", each)} <= set(KNOWN.split())
    assert {name for each in bare for name in re.findall(r"(\w+)!", each)} <= set(SHEETS)
    assert {each.count("(") - each.count(")") for each in bare} == {0}
    assert [each for each in bare if each.startswith("==") or each[0] != "=" or "#" in each] == []
    assert max(map(len, found)) < 8192
    assert max(len(text) for each in found for text in re.findall(r'"([^"]*)"', each) or [""]) <= 255


def test_no_text_of_a_study_is_in_a_formula_or_runs_as_one() -> None:
    """Texts are written as texts, and formulas name their cells, so that nothing in them can end a formula."""
    made = workbook(rank(hostile()))
    book = opened(made)
    found = formulas(book)
    assert [each for each in found if any(text in each for text in HOSTILE if len(text) > 4)] == []
    texts = [cell.value for sheet in book for cell in cells(sheet) if cell.data_type == "s"]
    assert [text for text in HOSTILE if not any(text in each for each in texts)] == []
    assert {cell.data_type for sheet in book for cell in cells(sheet)} <= {"s", "n", "f"}
    assert [cell for sheet in book for cell in cells(sheet) if cell.hyperlink] == []
    beside = opened(made, values=True)
    assert [cell.coordinate for sheet in beside for cell in cells(sheet) if cell.data_type == "e"] == []
    assert [each["option"].strip() for each in ranked(beside)] == [HOSTILE[4], HOSTILE[3], HOSTILE[2]]


@pytest.mark.parametrize(
    "given",
    [
        plan((10,)),
        plan((10, 20), (30, 40), sizes=(2,), points=(100,)),
        Plan((1, 1), (0, 100), (((0, 1, 2),) * 2, ((0, 2, 3),) * 2), screens=((0, None, 50.0),) * 2),
    ],
    ids=["one option", "one group", "two screens"],
)
def test_small_studies_have_whole_workbooks(given: Plan) -> None:
    """One option, one group, no screens and no obligations: each sheet is there and says what is not."""
    made = workbook(rank(given.study()))
    book, beside = opened(made), opened(made, values=True)
    assert book.sheetnames == SHEETS
    assert book["Obligations"]["A3"].value == "The study has no obligations."
    assert [cell.coordinate for sheet in beside for cell in cells(sheet) if cell.data_type == "e"] == []
    assert len(ranked(beside)) == len(given.scores)
    screens = "The study has no screens." if not given.screens else "screen-0"
    assert book["Screens"].cell(HEAD + 1, 1).value == screens


def test_the_file_is_whole(data: bytes) -> None:
    """Each part is XML, none is there twice, and names that are defined lead to sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in names}
    assert len(names) == len(set(names)) > 15
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    defined = [each.text or "" for each in parts["xl/workbook.xml"].iter(f"{space}definedName")]
    assert defined
    assert {each.partition("!")[0] for each in defined} <= set(SHEETS)
    calculated = parts["xl/workbook.xml"].find(f"{space}calcPr")
    assert calculated is not None
    assert calculated.get("fullCalcOnLoad") == "1"


def test_the_same_ranking_gives_the_same_bytes(ranking: Ranking, data: bytes) -> None:
    """No clock goes into the file."""
    assert workbook(ranking) == data


def test_about_says_what_was_placed_as_what_was_set(paper: Study) -> None:
    """Under a word that is true of both."""
    rows = dict(about(rank(treatyopt.place(paper, {"cfe-2": "cooperation"}))))
    assert rows["For this run"].startswith("Placed for this run: cfe-2 with Cooperation")


def test_about_says_whose_and_how(paper: Study) -> None:
    """The study, its weights and screens, whose judgements they are, what may be edited, and what is not done."""
    ranking = rank(paper, {"realism": 40}, screens=["realistic"], scores={"cooperation.readiness": 45})
    rows = dict(about(ranking))
    assert rows["Study"] == paper.title
    assert "points given: realism 40" in rows["Weights"]
    assert rows["Screens in use"] == "realistic."
    assert rows["For this run"].startswith("Set for this run: cooperation.readiness = 45")
    assert "judgements" in rows["Judgements"]
    assert "no sensitivity" in rows["What is not"]
    sheet = opened(workbook(ranking))["About"]
    said = [(row[0], row[1]) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert said == about(ranking)


def test_what_was_said_of_weights_is_named_and_not_checked(paper: Study) -> None:
    """A workbook made by statements says that points typed there may break them."""
    sheet = opened(workbook(rank(paper, say=["security>=realism"])))["Weights"]
    assert "security >= realism" in sheet["A2"].value
    assert sheet["B3"].value.startswith("What was said of weights is not checked here")


def test_the_brief_is_written_as_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    """By its name and by its ending, from the command line."""
    monkeypatch.chdir(tmp_path)
    assert main(["brief", "-o", "x.xlsx"]) == main(["brief", "-f", "xlsx", "-o", "y"]) == 0
    assert Path("x.xlsx").read_bytes() == Path("y").read_bytes()
    assert opened(Path("x.xlsx").read_bytes()).sheetnames == opened(data).sheetnames
