"""The studies that are shipped as examples: each is well formed, and every question can be asked of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from documents import prose
from treatyopt import Study, design, load, negotiate, rank
from treatyopt.cli import main
from treatyopt.documents.design import frontier_document

FOLDER = ROOT / "examples" / "studies"
STUDIES = sorted(FOLDER.glob("*.yaml"))
Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *words: str | Path) -> str:
    """What a command prints, which must have ended well and told nothing aside."""
    assert main([str(word) for word in words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.fixture(scope="module")
def ganges() -> Study:
    """The negotiation."""
    return load(FOLDER / "ganges.yaml")


def test_every_study_has_its_line_in_the_readme() -> None:
    """And no line names a study that is not there."""
    named = re.findall(r"^\| \[(\S+)\]\((\S+)\) \| \S", (FOLDER / "README.md").read_text("utf-8"), re.M)
    there = {path.name for path in FOLDER.iterdir() if path.suffix in (".yaml", ".csv")}
    assert len(there) > 2
    assert {name for pair in named for name in pair} == there


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_a_study_is_well_formed(path: Path, capsys: Capture) -> None:
    """As `treatyopt check` has it."""
    assert "the study is well formed" in asked(capsys, "check", path)


@pytest.mark.parametrize("command", ["compare", "scorecard", "sensitivity --samples 1000", "criteria"])
@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_a_question_is_answered(path: Path, command: str, capsys: Capture) -> None:
    """Nothing that a study leaves out stands as None or as no number in what is said."""
    said = asked(capsys, *command.split(), "--study", path)
    assert re.search(r"\b(None|nan|inf)\b", said) is None


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_a_brief_is_written_and_holds(path: Path, tmp_path: Path, capsys: Capture) -> None:
    """Every figure of it is found again in the study."""
    brief = tmp_path / "brief.md"
    assert main(["brief", "--study", str(path), "-o", str(brief)]) == 0
    capsys.readouterr()
    asked(capsys, "check", brief, "--study", path)
    assert re.search(r"\b(None|nan|inf)\b", brief.read_text("utf-8")) is None


def test_the_treaty_is_given_the_figures_of_the_treaty(ganges: Study) -> None:
    """Its turn of 35,000 cusecs and thirty years are stated; what is left of late April is ours, as its flow is."""
    given = [ganges.option("formula").on(each) for each in ("delta-flow", "port-flow", "duration")]
    assert [(each.written[1], each.basis) for each in given] == [
        (35, "stated"),
        (26, "inferred"),
        (30, "stated"),
    ]


def test_no_arrangement_shares_more_than_comes_down(ganges: Study) -> None:
    """The 61,000 cusecs that are taken for late April of an average year, but for what stored water adds."""
    shared = {
        each.id: each.on("delta-flow").written[1] + each.on("port-flow").written[1]
        for each in ganges.options
        if each.id != "basin-plan"
    }
    assert len(shared) == 4
    assert max(shared.values()) == min(shared.values()) + 1 == 61


def test_both_sides_would_settle_on_the_formula(ganges: Study) -> None:
    """What was signed is what every solution picks, and what leads for an outsider with equal weights."""
    assert rank(ganges).shortlist[0] == "formula"
    found = negotiate(ganges, reports=0)
    assert [each.options for each in found.settlements] == [("formula",)] * 4
    assert found.outcome("formula").refused == ()


def test_a_package_betters_the_formula_by_the_clauses_that_are_core(ganges: Study) -> None:
    """Thirty years hold their place under every doubt that is looked at; what protects the flow is open."""
    found = design(ganges, samples=0, reports=0)
    assert negotiate(ganges, reports=0).outcome("formula").bettered
    core, disputed = ({each.obligation.id for each in found.adding(status)} for status in ("core", "open"))
    assert core == {"thirty-years", "ladder-of-disputes", "formula-by-turns"}
    assert disputed >= {"protected-flow", "floor-of-four-fifths"}
    assert len(found.robust) == 5
    assert all("thirty-years" in each.core for each in found.robust)


def test_design_explains_no_mark_that_no_row_has(ganges: Study) -> None:
    """The illustration is the core alone here, and only what is open is marked for being in it."""
    shown = prose(frontier_document(design(ganges, samples=0, reports=0)))
    assert "a screen or a demand decides." in shown
    assert "✓" not in shown


@pytest.mark.parametrize("command", ["negotiate", "design --samples 0", "obligations", "sources a1977/2"])
def test_the_sides_can_be_asked(command: str, capsys: Capture) -> None:
    """Of the study that has any."""
    said = asked(capsys, *command.split(), "--study", FOLDER / "ganges.yaml")
    assert re.search(r"\b(None|nan|inf)\b", said) is None


TABLE = FOLDER / "electricity.csv"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `treatyopt init` makes of the table of a public data set."""
    folder = tmp_path_factory.mktemp("electricity")
    assert main(["init", str(folder), "--table", str(TABLE)]) == 0
    return folder / "study.yaml"


def test_from_a_table_to_a_brief_in_three_commands(drafted: Path, tmp_path: Path, capsys: Capture) -> None:
    """init, compare, brief; nothing is edited in between."""
    brief = tmp_path / "brief.html"
    assert "Onshore wind leads" in asked(capsys, "compare", "--study", drafted)
    assert main(["brief", "--study", str(drafted), "-o", str(brief)]) == 0
    assert "Onshore wind" in brief.read_text("utf-8")


def test_what_is_drafted_of_the_table_is_what_the_table_says(drafted: Path) -> None:
    """Values are those of plain arithmetic: parts of the way from worst to best, by weight."""
    wind = 35 * (120 - 33) / (120 - 30) + 30 * 39 / 100 + 20 * (250 - 11) / 250 + 15 * (5 - 0.04) / 5
    standings = {each.id: each.value for each in rank(load(drafted)).standings}
    assert len(standings) == 7
    assert standings["onshore-wind"] == pytest.approx(wind)


def test_empty_cells_of_the_table_are_not_known(drafted: Path) -> None:
    """No deaths are published for two of the technologies, and none are made up."""
    unknown = [option.id for option in load(drafted).options if option.on("deaths").basis == "unknown"]
    assert unknown == ["geothermal", "concentrating-solar-power"]
