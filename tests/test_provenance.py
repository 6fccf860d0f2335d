"""How far a ranking rests on single passages, and on what is stated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from treatyopt import ArgumentProblem, Study, by_passage, load, provenance, rank
from treatyopt.cli import main
from treatyopt.study.striking import without

Capture = pytest.CaptureFixture[str]

STUDY = """
source:
  title: Minutes
  short: Minutes 12
  sections: {m: Minutes}
  locators: {m/1: One., m/2: Two., m/3: Three.}
criteria:
  cost: {scale: {unit: EUR m, worst: 80, best: 0}}
  quiet:
baseline: nothing
options:
  nothing: {scores: {cost: 80, quiet: 0}}
  bridge:
    scores:
      cost: {score: 20, range: [10, 30], basis: stated, cites: [m/1]}
      quiet: {score: 80, basis: stated, cites: [m/1, m/2]}
  ferry: {scores: {cost: {score: 60, basis: inferred}, quiet: 70}}
obligations:
  pledge: {says: A pledge., binds: [north], enters: bridge, basis: stated, burden: 1, cites: [m/3],
           moves: {cost: 1, quiet: 1}}
  other: {says: Another., binds: [north], enters: ferry, burden: 1, moves: {cost: 1, quiet: 1}}
parties:
  north: {scores: {bridge: {quiet: {score: 10, basis: stated, cites: [m/2]}}}}
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The file of a small study in which a score rests on one passage and one on two."""
    file = tmp_path / "study.yaml"
    file.write_text(STUDY, encoding="utf-8")
    return str(file)


def said(capsys: Capture) -> str:
    """What was printed, on one line."""
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("gone", "scores"),
    [
        pytest.param(["m/1"], ("bridge.cost",), id="one left"),
        pytest.param(["m/2"], ("north:bridge.quiet",), id="of a party"),
        pytest.param(
            ["m/1", "m/2"], ("bridge.cost", "bridge.quiet", "north:bridge.quiet"), id="the last one too"
        ),
        pytest.param(["m/3"], (), id="of no score"),
    ],
)
def test_a_score_falls_with_the_last_passage_that_it_rests_on(
    gone: list[str], scores: tuple[str, ...], path: str
) -> None:
    """Neither sooner nor later, and for a party apart."""
    found = provenance(rank(load(path)), gone)
    assert found.scores == scores


def test_what_falls_is_as_a_file_has_it_that_says_unknown(path: str) -> None:
    """The whole scale in its unit, its middle in place, no passage; what keeps a passage keeps its figure."""
    struck = without(load(path), ["m/1"]).study.option("bridge")
    file = Path(path)
    file.write_text(
        STUDY.replace("{score: 20, range: [10, 30], basis: stated, cites: [m/1]}", "unknown"), "utf-8"
    )
    assert struck.on("cost") == load(path).option("bridge").on("cost")
    assert (struck.on("quiet").score, struck.on("quiet").cites) == (80.0, ("m/2",))


def test_the_ranking_then_is_that_of_the_study_without(paper: Study) -> None:
    """The same weights and screens over middles; what was set for the run stays as it was set."""
    now = rank(paper, profile="nato", scores={"mutual-defense.readiness": 30}, baseline=True)
    found = provenance(now, ["compromise/9"])
    changed = {
        "mutual-defense.timeliness": 50,
        "mutual-defense.readiness": 30,
        "no-treaty.common-interests": 50,
    }
    by_hand = rank(paper, profile="nato", scores=changed, baseline=True)
    assert [(e.id, e.rank, e.value) for e in found.after.standings] == [
        (e.id, e.rank, e.value) for e in by_hand.standings
    ]
    assert found.scores == ("no-treaty.common-interests", "mutual-defense.timeliness")


def test_one_passage_of_the_paper_changes_who_leads(paper: Study) -> None:
    """Without the passage that rules mutual defence out for now, a middle lets it pass, and it leads."""
    found = by_passage(rank(paper))
    (fall,) = found.changing("leader")
    assert (fall.locator, fall.leaders, fall.by_middle) == (
        "compromise/9",
        ("mutual-defense",),
        ("realistic",),
    )
    assert fall.footing == ("screen realistic", "claim unlikely")
    assert [each.locator for each in found.passages if each.could] == ["conclusions/4", "compromise/9"]
    assert [each.locator for each in found.changing("shortlist")] == ["compromise/8", "compromise/9"]


def test_the_table_by_passage_names_those_that_change_who_leads(capsys: Capture) -> None:
    """Answer first, with the middles that it holds by, and what one passage alone stands under."""
    assert main(["sensitivity", "--each-passage"]) == 0
    shown = said(capsys)
    assert (
        "Who leads changes without compromise/9 (Mutual Defense would lead, passing realistic only by a middle), with "
        "the middle of its scale in place of each unknown score; no other passage by itself changes that."
    ) in shown
    assert "Without footing: obligation no-forces-at-borders, stated no longer; claim would-require." in shown


def test_where_no_passage_changes_who_leads_that_is_said(path: str, capsys: Capture) -> None:
    """With the bound that it has."""
    assert main(["sensitivity", "--each-passage", "--study", path, "-w", "quiet=90"]) == 0
    assert "No passage by itself changes who leads, with the middle of its scale in place of" in said(capsys)


def test_a_passage_under_no_score_leaves_the_ranking_and_takes_a_footing(path: str, capsys: Capture) -> None:
    """That the source ties the obligation to its option is said no longer."""
    assert main(["sensitivity", "--without", "m/3", "--study", path]) == 0
    shown = said(capsys)
    assert "No score rests on it alone, so the ranking stays as it is: Bridge leads Ferry" in shown
    assert "Would lose its footing: obligation pledge, stated no longer." in shown


def test_stated_scores_alone_leave_the_others_unknown(path: str, capsys: Capture) -> None:
    """What is inferred or judged goes, and what the run set does not."""
    assert (
        main(["sensitivity", "--stated-only", "--study", path, "--set", "ferry.quiet=60", "-f", "json"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert told["scores"] == ["nothing.cost", "nothing.quiet", "ferry.cost"]
    assert told["known"] == 3


def test_where_nothing_is_stated_nothing_is_ranked(tmp_path: Path, capsys: Capture) -> None:
    """A flat study of judgements is told so, and no ranking of middles is shown."""
    file = tmp_path / "flat.yaml"
    file.write_text(
        "criteria: {cost: }\noptions: {a: {scores: {cost: 1}}, b: {scores: {cost: 2}}}\n", "utf-8"
    )
    assert main(["sensitivity", "--stated-only", "--study", str(file)]) == 0
    shown = said(capsys)
    assert (
        "Nothing is left to rank by: none of the 2 scores used is stated. "
        "All of the answer now, that B leads, rests on what is not stated."
    ) in shown
    assert "The ranking now, and then" not in shown


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(
            ["--without", "need/4"],
            "No score used here rests on it alone, so the ranking stays as it is: Mutual Security leads",
            id="of the baseline",
        ),
        pytest.param(
            ["--stated-only", "--set", "*.*=40", "--no-screens"],
            "Every score used here is stated, set for this run or unknown already, so the ranking stays",
            id="all set",
        ),
        pytest.param(
            ["--without", "compromise/9", "cooperation", "mutual-defense"],
            "Mutual Defense would lead in place of Cooperation, with the middle",
            id="of two",
        ),
        pytest.param(
            ["--without", "compromise/8", "--without", "compromise/9", "mutual-defense", "non-aggression"],
            "Mutual Defense would lead, with the middle",
            id="where nothing passed",
        ),
        pytest.param(
            ["--without", "compromise/9", "mutual-defense"],
            "Mutual Defense would be the only type ranked, with the middle",
            id="the only one",
        ),
    ],
)
def test_the_answer_comes_first(args: list[str], message: str, capsys: Capture) -> None:
    """What would come first, and whether that is another than now, wherever anything moves at all."""
    assert main(["sensitivity", *args]) == 0
    assert message in said(capsys)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["--without", "m/4"], "unknown locator m/4; did you mean m/", id="locator"),
        pytest.param(["--without", "m/1", "--each-passage"], "drop it, or --without and", id="both"),
        pytest.param(["--stated-only", "--within", "5"], "--within: nothing is drawn", id="drawing"),
    ],
)
def test_what_cannot_be_asked_is_told(args: list[str], message: str, path: str, capsys: Capture) -> None:
    """A locator with the nearest; flags that exclude each other; ways of drawing where nothing is drawn."""
    assert main(["sensitivity", "--study", path, *args]) == 2
    assert message in capsys.readouterr().err


def test_without_a_source_the_lines_to_add_are_shown(tmp_path: Path, capsys: Capture) -> None:
    """Nothing rests on a passage there."""
    file = tmp_path / "flat.yaml"
    file.write_text("criteria: {cost: }\noptions: {a: {scores: {cost: 1}}}\n", "utf-8")
    assert main(["sensitivity", "--each-passage", "--study", str(file)]) == 2
    assert "source:\n      title:" in capsys.readouterr().err


def test_the_table_by_passage_is_csv_too(capsys: Capture) -> None:
    """A row for each passage, also for those with which nothing falls."""
    assert main(["sensitivity", "--each-passage", "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 56
    assert {row["id"] for row in rows if "leader" in row["changes"]} == {"compromise/9"}


def test_a_text_for_a_list_of_locators_is_refused(paper: Study) -> None:
    """It would be read as its letters."""
    with pytest.raises(ArgumentProblem, match="give a list of ids"):
        provenance(rank(paper), "compromise/9")
