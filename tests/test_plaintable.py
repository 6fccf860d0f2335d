"""Plain tables: which way round they are, what heads say of criteria, and every fault at its cell, all together."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sheets import saved
from studies import MANY
from treatyopt import ArgumentProblem, FileProblem
from treatyopt.drafting.columns import Column
from treatyopt.drafting.csvfile import read_csv
from treatyopt.drafting.layout import Way
from treatyopt.drafting.names import alike
from treatyopt.drafting.scales import Ends, tidy_ends
from treatyopt.drafting.table import PlainTable, in_table, read_table
from treatyopt.study.yamlfile import MAX_BYTES

ROUNDED = "rounded from the table: a weight is for going from worst to best"
MORE = "more is taken as better; exchange worst and best if less is"


def table(text: str, way: Way | None = None) -> PlainTable:
    """The table in a text."""
    return in_table(read_csv(text.encode(), "f.csv"), way)


def problems(text: str, way: Way | None = None) -> list[str]:
    """What is wrong with a table, a line each."""
    with pytest.raises(FileProblem) as caught:
        table(text, way)
    return str(caught.value).split("\n")


def turned(text: str) -> str:
    """A table of commas with rows for columns."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(zip(*csv.reader(io.StringIO(text)), strict=True))
    return out.getvalue()


WHOLE = """\
,Cost,Safety,Looks
group,money,people,people
Unit,EUR m,,
DIRECTION,less,more,
weight,3,1,0
worst,90,,1
best,20,,5
North,25,70,4
Süd-Ost,60.5,?,5
"""


def test_all_that_a_table_can_say_is_read() -> None:
    """Names stay as written with ids made of them; heads say group, unit, direction, weight and ends."""
    found = table(WHOLE)
    assert found.options == (("north", "North"), ("sud-ost", "Süd-Ost"))
    assert found.criteria == (
        Column("cost", "Cost", (25, 60.5), Ends("EUR m", 90, 20), "money", 3),
        Column("safety", "Safety", (70, None), None, "people", 1),
        Column("looks", "Looks", (4, 5), Ends(None, 1, 5), "people", 0),
    )
    assert found.notes == (
        "options were read in rows; heads are group, unit, direction, weight, worst, best",
        "weights sum to 4: they were taken in proportion, to sum to 100",
        "1 of 6 scores are unknown",
    )


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "unit,kg,m\no,a,b\nA,1,2\nB,3,4\n",
        "group,x,y\ndirection,less,more\n,a,b\nA,1,2\nB,3,4\n",
        "o,a,b\nA,1,2\nB,3,4\nunit,kg,m\n",
        "car,price,weight\nunit,EUR,kg\nA,1,2\nB,3,4\n",
        "weight,3,1\no,a,b\nA,1,2\nB,3,4\n",
        "o,a,b\nweight,60,40\nA,1,2\nB,3,4\n",
        "o,a,b\nworst,9,9\nbest,0,1\nA,1,2\nB,3,4\n",
    ],
    ids=[
        "all",
        "unit-above",
        "two-above",
        "unit-below",
        "also-a-criterion",
        "weights-above",
        "weights-of-100",
        "both-ends",
    ],
)
def test_a_table_is_the_same_either_way_round(text: str) -> None:
    """Heads show which way it is, above the names, between them and the scores, or below."""
    one, other = table(text), table(turned(text))
    assert (one.options, one.criteria) == (other.options, other.criteria)
    assert [found.notes[0].partition(";")[0] for found in (one, other)] == [
        "options were read in rows",
        "options were read in columns",
    ]


@pytest.mark.parametrize(
    ("text", "way", "options", "criteria"),
    [
        ("o,a,b\nA,1,2\nB,3,4\n", None, ["A", "B"], ["a", "b"]),
        ("o,a,b\nA,1,2\nB,3,4\n", "columns", ["a", "b"], ["A", "B"]),
        ("car,price,weight\nA,1,2\nB,3,4\n", "rows", ["A", "B"], ["price", "weight"]),
        ("o,A,B,weight\na,1,2,3\n", "columns", ["A", "B"], ["a"]),
        ("o,A,B,unit\na,1,2,kg\n", None, ["A", "B"], ["a"]),
        ("o,A,B,direction\na,1,2,-\n", None, ["A", "B"], ["a"]),
        ("o,a,unit\nA,1,2\nB,3,?\n", None, ["A", "B"], ["a", "unit"]),
        ("o,a,unit\nA,1,2\nB,3,4\nweight,60,40\n", None, ["A", "B"], ["a", "unit"]),
    ],
)
def test_the_way_of_options_is_said_or_shown_by_heads(
    text: str, way: Way | None, options: list[str], criteria: list[str]
) -> None:
    """Rows unless heads stand in the first row; a name that is only like a head remains a name."""
    found = table(text, way)
    assert ([each.name for each in found.options], [each.name for each in found.criteria]) == (
        options,
        criteria,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("car,price,weight\nA,1,2\nB,3,4\n", "f.csv: weight heads a column, but that could be a criterion of this "
         "name; say whether options are in rows or in columns"),
        ("car,A,B\nprice,1,2\nweight,3,4\n", "f.csv: weight heads a row, but that could be a criterion of this "
         "name; say whether options are in rows or in columns"),
        ("o,a,unit\nA,1,kg\nB,3,m\nunit,g,\n", "f.csv: unit heads a column, but unit heads a row; say whether "
         "options are in rows or in columns"),
    ],
    ids=["column", "row", "both"],
)  # fmt: skip
def test_where_heads_can_be_names_the_way_must_be_said(text: str, message: str) -> None:
    """A criterion called weight would otherwise turn the table and be taken for weights."""
    with pytest.raises(ArgumentProblem) as caught:
        table(text)
    assert str(caught.value) == message
    assert caught.value.arguments == ("way",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("o,a,b\nA,x,1\nB,2,soon\n", [
            "f.csv:2: a: 'x' is not a number; leave the cell empty, or write ?, where a score is not known",
            "f.csv:3: b: 'soon' is not a number; leave the cell empty, or write ?, where a score is not known"]),
        ("o,A,B,unit\na,x,2,kg\n", [
            "f.csv:2: A: 'x' is not a number; leave the cell empty, or write ?, where a score is not known"]),
        ("o,a,a\nA,1,2\na,3,4\n", [
            "f.csv:1: a: the criterion a stands twice, first in line 1; give each a name of its own",
            "f.csv:3: a: the option a stands twice, first in line 2; give each a name of its own"]),
        ("o,a,b\nA,1,2\n,3,4\n", ["f.csv:3: 3 stands beside no name"]),
        ("o,a\nA,1,2\nB,3\n", ["f.csv:2: 2 stands under no name"]),
        ("o,1,2\nA,1,2\nB,3,4\n", ["f.csv:1: the first row holds numbers where the names of criteria belong"]),
        (",o,a\n0,A,3\n1,B,4\n", [
            "f.csv:2: 0: numbers stand where the names of options belong, and names behind them; take the numbers "
            "away"]),
        ("o,a\nunit,kg\nunit,m\nA,1\nB,2\n", ["f.csv:3: unit: the head unit stands twice"]),
        ("o,a\nA,1\n", ["f.csv: holds one option; a comparison needs two"]),
        ("o,a\nunit,kg\n", ["f.csv: holds no option; a comparison needs two"]),
        ("o,a\nA,14.7%\nB,3\n", ["f.csv:3: a: 3 has no percent sign, unlike others of this criterion"]),
        ("o,a\nunit,kg\nA,14.7%\nB,3%\n", ["f.csv:2: a: the unit is kg, but scores have a percent sign"]),
        ("o,a\ndirection,up\nA,1\nB,2\n", [
            "f.csv:2: a: 'up' is no direction; write more, or less where less is better"]),
        ("o,a\ndirection,more\nworst,9\nbest,0\nA,1\nB,2\n", [
            "f.csv:2: a: more is against worst 9 and best 0; change one of them"]),
        ("o,a\nworst,5\nbest,5\nA,1\nB,2\n", ["f.csv:2: a: 5 would be both worst and best; give both"]),
        ("o,a\ndirection,more\nworst,5\nA,5\nB,5\n", ["f.csv:3: a: 5 would be both worst and best; give both"]),
        ("o,a\nworst,25\nbest,0\nA,27\nB,2\n", ["f.csv:4: a: 27 is not between worst 25 and best 0"]),
        ("o,a,b\nunit,kg,m\nweight,-1,?\nA,1,2\nB,3,4\n", [
            "f.csv:3: a: -1: a weight is at least 0", "f.csv:3: b: no weight is given for b; write 0 for none"]),
        ("o,a,b\nunit,kg,m\nweight,0,0\nA,1,2\nB,3,4\n", ["f.csv:3: a: all weights are zero"]),
        (f"o,a,{'b' * 101}\nA,1,2\nB,3,4\n", [
            f"f.csv:1: {'b' * 57}...: a name has at most 100 characters; this has 101"]),
        ("o,a\nA\u200bB,1\nB,3\n", ["f.csv:2: A\\u200bB: the invisible character U+200B is not allowed in text"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_its_cell(text: str, found: list[str]) -> None:
    """The line, and the name at the head of the column; all faults together."""
    assert problems(text) == found


def test_a_table_of_nothing_but_faults_tells_forty() -> None:
    """How many more there are stands at the end."""
    found = problems("o,a\n" + "".join(f"option {i},x\n" for i in range(60)))
    assert len(found) == 41
    assert found[-1] == "f.csv: and 20 more"


@pytest.mark.parametrize(
    ("options", "criteria", "counted"),
    [(1001, 2, "1,001 options on 2"), (2, 201, "2 options on 201"), (150, 150, "150 options on 150")],
)
def test_a_table_has_an_end(options: int, criteria: int, counted: str) -> None:
    """More than can be ranked is refused, with the limits."""
    rows = [["o", *(f"c{j}" for j in range(criteria))], *([f"o{i}", *"1" * criteria] for i in range(options))]
    assert problems("\n".join(map(",".join, rows))) == [
        f"f.csv: holds {counted} criteria; at most 1,000 and 200 can be read, and 20,000 scores"
    ]


@pytest.mark.parametrize(
    ("column", "scale"),
    [
        ("0,50,100", None),
        (",,", None),
        ("-1,50,100", Ends(None, -20, 100, (MORE, f"worst and best {ROUNDED}"))),
        ("14.7%,20%,", Ends("%", 14, 20, (MORE, f"worst and best {ROUNDED}"))),
        ("unit:kg,3.2,47", Ends("kg", 0, 50, (MORE, f"worst and best {ROUNDED}"))),
        ("direction:min,3,47", Ends(None, 50, 0, (f"worst and best {ROUNDED}",))),
        ("direction:max,30,47", None),
        ("direction:max,3,4", Ends(None, 3, 4, (f"worst and best {ROUNDED}",))),
        ("worst:25,0,12", Ends(None, 25, 0, (f"best {ROUNDED}",))),
        ("best:25,0,12", Ends(None, 0, 25, (f"worst {ROUNDED}",))),
        ("unit:kg,?,", Ends("kg", 0, 100, (MORE, "worst and best made up, as no score is known: a weight is for going "
         "from worst to best"))),
        ("unit:kg,7,7", Ends("kg", 0, 7, (MORE, f"worst and best {ROUNDED}"))),
    ],
)  # fmt: skip
def test_a_criterion_is_scored_in_its_unit_where_something_shows_one(column: str, scale: Ends | None) -> None:
    """A unit, ends, less being better, a value that 0-100 does not hold; ends that are made up are told."""
    cells = column.split(",")
    rows = [each.replace(":", ",") if ":" in each else f"{i},{each}" for i, each in enumerate(cells)]
    found = table("\n".join(["o,a", *rows, "x,", "y,"]), "rows")
    assert found.criteria[0].scale == scale


@MANY
@given(st.lists(st.decimals(-(10**8), 10**8, places=3).map(float), min_size=1, max_size=5))
def test_ends_hold_all_values_and_are_apart(values: list[float]) -> None:
    """Rounded outwards, each by no more than a quarter of what is between them."""
    low, high = tidy_ends(values)
    assert low < high
    assert low <= min(values) <= max(values) <= high
    assert len(set(values)) == 1 or high - low <= (max(values) - min(values)) * 1.5 + 1e-6


def test_what_could_be_meant_otherwise_is_told() -> None:
    """Ends that nobody gave, scores of another scale, criteria in no group, options of which nothing is known."""
    found = table("o,a,b\ngroup,x,\nunit,,kg\nA,1,40\nB,5,50\nSource: elsewhere,,\n")
    assert found.notes[1:] == (
        "worst or best was made up, which decides what a weight means: b",
        "an unknown score is taken to lie between ends that were made up: b; widen them if it could lie beyond",
        "more is taken as better, as no direction is given: a, b",
        "no group, so that each counts as one of its own: b",
        "read on 0-100, though no score is above 10: a; if their scale is another, give its ends",
        "2 of 6 scores are unknown",
        "no score is known of Source: elsewhere",
    )


def test_what_is_called_like_a_sum_is_told_to_be_read_like_the_rest() -> None:
    """A row of totals would be ranked, and a column of them would count everything twice."""
    found = table("o,a,Total\nA,11,12\nB,13,14\nGrand total,24,26\nMean:,12,13\n")
    assert "read like any other, though it may sum up the rest: Grand total, Mean:, Total" in found.notes


NAMES = st.lists(
    st.text("ABCxyz äß-'1.;", min_size=1, max_size=8).map(lambda name: f"n{name}".strip()), min_size=2, max_size=4,
    unique_by=alike,
)  # fmt: skip


@MANY
@given(st.data(), NAMES, NAMES)
def test_what_is_put_into_a_table_is_read_out_of_it(
    data: st.DataObject, options: list[str], criteria: list[str]
) -> None:
    """Names and scores come back, either way round."""
    assume(not any("  " in name for name in (*options, *criteria)))
    score = st.none() | st.integers(0, 1000).map(lambda n: n / 10)
    line = st.lists(score, min_size=len(criteria), max_size=len(criteria))
    scores = data.draw(st.lists(line, min_size=len(options), max_size=len(options)))
    way = data.draw(st.sampled_from(["rows", "columns"]))
    out = io.StringIO()
    filled = [["" if each is None else each for each in row] for row in scores]
    csv.writer(out, lineterminator="\n").writerows(
        [["o", *criteria], *([name, *row] for name, row in zip(options, filled, strict=True))]
    )
    text = out.getvalue() if way == "rows" else turned(out.getvalue())
    found = table(f"sep=,\n{text}", way)
    assert [each.name for each in found.options] == options
    assert {each.name: each.scores for each in found.criteria} == dict(
        zip(criteria, zip(*scores, strict=True), strict=True)
    )


def test_a_workbook_is_read_like_a_text(tmp_path: Path) -> None:
    """The same table out of a sheet; faults name its cell."""
    rows = [["o", "Cost"], ["unit", "%"], ["A", 12.5], ["B", "n/a"]]
    path = tmp_path / "t.xlsx"
    path.write_bytes(saved(lambda sheet: [sheet.append(row) for row in rows]))
    scale = Ends("%", 0, 14, (MORE, f"worst and best {ROUNDED}"))
    assert read_table(path).criteria == (Column("cost", "Cost", (12.5, None), scale, directed=False),)
    path.write_bytes(saved(lambda sheet: [sheet.append(row) for row in [*rows, ["C", "soon"]]]))
    with pytest.raises(FileProblem, match=r"^t.xlsx: S!B5: 'soon' is not a number"):
        read_table(path)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1",
            "t.csv: is a workbook of an old kind, or is encrypted; save it as .xlsx or CSV",
        ),
        (b"x" * (MAX_BYTES + 1), "t.csv: larger than 6 MB; a table of scores is a few kB"),
        (b"o,a\n", "t.csv: holds no table of two rows and two columns: names, and scores beside them"),
    ],
    ids=["old", "large", "short"],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, raw: bytes, message: str) -> None:
    """Workbooks of other kinds, files without end, and a row by itself."""
    path = tmp_path / "t.csv"
    path.write_bytes(raw)
    with pytest.raises(FileProblem) as caught:
        read_table(path)
    assert str(caught.value) == message


def test_a_title_above_the_names_is_told(tmp_path: Path) -> None:
    """As it stands on many sheets; every name below it would be one of nothing."""
    path = tmp_path / "t.xlsx"
    rows = [["Table 1: routes"], ["o", "a", "b"], ["A", 1, 2], ["B", 2, 3]]
    path.write_bytes(saved(lambda sheet: [sheet.append(row) for row in rows]))
    with pytest.raises(FileProblem) as caught:
        read_table(path)
    told = (
        "Table 1: routes stands by itself, where the names of criteria belong; take away what is above them"
    )
    assert str(caught.value) == f"t.xlsx: S!A1: {told}"


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    """A sheet that is asked of a text file is a wrong argument."""
    path = tmp_path / "t.csv"
    path.write_text("o,a\nA,1\nB,2\n", encoding="utf-8")
    with pytest.raises(ArgumentProblem, match=r"t.csv: a text file has no sheets") as caught:
        read_table(path, sheet="S")
    assert caught.value.arguments == ("sheet",)
