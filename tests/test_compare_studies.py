"""Studies of several judges: their mean, what differs, what each difference does, and which decide who leads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import treatyopt
from conftest import PAPER, ROOT, Run
from studies import plan
from treatyopt import ArgumentProblem, Study, compare_studies, load, rank
from treatyopt.study.records import Package

Raw = dict[str, Any]
Write = Callable[..., Path]


FOUR = {
    "mutual-security.readiness": 45,
    "mutual-security.institutions": 60,
    "cooperation.common-interests": 70,
    "cooperation.reassurance": 65,
}


@pytest.fixture
def copied(raw: Raw, write: Write) -> Callable[..., Path]:
    """Writes a copy of the paper's study with other scores, after something else is done to it."""

    def copied(name: str, scores: dict[str, float], more: Callable[[Raw], Any] = lambda _: None) -> Path:
        for place, score in scores.items():
            option, criterion = place.split(".")
            held = raw["options"][option]["scores"][criterion]
            held["score"] = score
            held["range"] = [min(score, held["range"][0]), max(score, held["range"][1])]
        more(raw)
        return write(raw, name)

    return copied


def test_a_copy_with_four_other_scores_names_them_and_says_whether_the_leader_turns(
    copied: Callable[..., Path], inside: Run
) -> None:
    """The bundled study against a copy: the scores, what each does, that it sums, and that the leader stays."""
    copied("ben.yaml", FOUR)
    said = inside("compare", "--study", PAPER, "--study", "ben.yaml").stdout
    assert [each for each in FOUR if each.split(".")[1].replace("-", " ") not in " ".join(said.split())] == []
    flat = " ".join(said.split())
    assert "From options to ben: 4 differences" in flat
    assert "Cooperation: common interests 45 70 Cooperation +1.7" in flat
    assert "What each does to values by itself sums to what all do together." in flat
    assert "Does the leader turn on them? No: Mutual Security leads in both." in flat
    data = json.loads(inside("compare", "--study", PAPER, "--study", "ben.yaml", "-f", "json").stdout)
    assert {each["id"] for each in data["turns"][0]["changes"]} == set(FOUR)


def test_the_page_on_judges_shows_what_the_command_prints(copied: Callable[..., Path], inside: Run) -> None:
    """The example of docs/judges.md is the output for the study and copy that it speaks of."""
    copied("ben.yaml", FOUR).with_name("anna.yaml").write_bytes(PAPER.read_bytes())
    said = inside("compare", "--study", "anna.yaml", "--study", "ben.yaml").stdout
    page = (ROOT / "docs" / "judges.md").read_text(encoding="utf-8")
    (shown,) = [each for each in page.split("```text\n") if each.startswith("From anna to ben")]
    assert shown.partition("\n```")[0] in said


def test_a_leader_that_turns_on_one_score_by_a_screen_is_told(
    paper: Study, copied: Callable[..., Path]
) -> None:
    """A score that a screen then sets aside decides, and without it the others do not."""
    other = load(copied("ben.yaml", FOUR | {"mutual-security.readiness": 35}))
    found = compare_studies({"anna": paper, "ben": other})
    assert found.turns[0].deciding.single == found.turns[0].deciding.needed == ("mutual-security.readiness",)
    flat = " ".join(str(found).split())
    assert (
        "Yes: Mutual Security leads in anna, Cooperation in ben. One of them does it alone: Mutual Security's "
        "readiness (60 → 35), and without it all the others do not."
    ) in flat
    assert (
        "In ben, Mutual Security has the highest value, 63.9, and is set aside by the screen realistic"
        in flat
    )
    assert "What differs between them matters: it changes who leads, and the shortlist." in flat


def test_what_no_value_hangs_on_is_listed_by_kind(paper: Study, copied: Callable[..., Path]) -> None:
    """Ranges, reasons, obligations, parties' own scores, profiles and texts that differ are named, and move nothing."""

    def more(raw: Raw) -> None:
        scores = raw["options"]["cooperation"]["scores"]
        scores["timeliness"]["range"] = [0, 100]
        scores["architecture"] = {**scores["architecture"], "reason": "Otherwise."}
        raw["obligations"].pop("cfe-2")
        raw["parties"]["russia"]["scores"] = {"cooperation": {"institutions": 10}}
        raw["profiles"]["cautious"]["reason"] = "Otherwise."
        raw["title"] = "Another"

    found = compare_studies([paper, load(copied("ben.yaml", {}, more))])
    (turn,) = found.turns
    assert turn.changes == ()
    assert {each.kind: each.id for each in turn.others} == {
        "range": "cooperation.timeliness:range",
        "reason": "cooperation.architecture:reason",
        "obligation": "obligation:cfe-2",
        "own-score": "russia.cooperation.institutions",
        "profile": "profile:cautious",
        "study": "study",
    }
    assert "Nothing that values or screens hang on differs" in str(found)
    assert list(found.to_frame("others").index) == [each.id for each in turn.others]


def test_studies_that_say_the_same_differ_in_nothing(paper: Study, inside: Run) -> None:
    """The same study twice has no change, no spread, and one name each."""
    found = compare_studies([paper, paper])
    assert (found.turns[0].differs, found.scores, found.names) == (False, (), ("options", "options (2)"))
    said = inside("compare", "--study", PAPER, "--study", PAPER)
    assert "Nothing differs between options and options (2)." in said.stdout
    assert "not matter" not in said.stdout


def test_what_only_some_studies_have_is_left_out_and_weights_sum_to_1_again(
    paper: Study, copied: Callable[..., Path]
) -> None:
    """On the criteria that both have, weights keep their proportions, and values are the sums of those."""

    def less(raw: Raw) -> None:
        raw.pop("claims"), raw.pop("overlaps")
        raw["options"].pop("mutual-defense")
        raw["obligations"] = {}
        raw["screens"] = {
            key: each for key, each in raw["screens"].items() if each["criterion"] != "readiness"
        }
        for group in raw["groups"].values():
            group["criteria"].pop("readiness", None)
        for option in raw["options"].values():
            option["scores"].pop("readiness", None)

    found = compare_studies({"anna": paper, "ben": load(copied("ben.yaml", {}, less))})
    assert {(each.kind, each.id, each.studies) for each in found.unshared} == {
        ("option", "mutual-defense", ("anna",)),
        ("criterion", "readiness", ("anna",)),
        ("screen", "realistic", ("anna",)),
    }
    weights = {each.id: each.weight for each in rank(paper).weights.criteria if each.id != "readiness"}
    value = sum(w * paper.option("cooperation").on(id).score for id, w in weights.items()) / sum(
        weights.values()
    )
    assert found.rankings[0].standing("cooperation").value == pytest.approx(value)
    assert [each.weight for each in found.rankings[0].weights.criteria] == pytest.approx(
        [each / sum(weights.values()) for each in weights.values()]
    )
    assert [each.id for each in found.turns[0].changes] == ["weights"]
    assert (
        "Left out, with those that have it: the type mutual-defense (anna); the criterion readiness"
        in " ".join(str(found).split())
    )


def test_another_scale_is_one_change_with_the_scores_on_it() -> None:
    """Where a criterion has another scale its scores are compared by worth, and the text says that it differs."""

    def study(best: float) -> Study:
        scores = {"a": {"cost": 40, "speed": 50}, "b": {"cost": 20, "speed": 45}}
        return Study.model_validate(
            {
                "criteria": {"cost": {"scale": {"unit": "EUR", "worst": 100, "best": best}}, "speed": {}},
                "options": {id: {"scores": each} for id, each in scores.items()},
                "screens": {"cheap": {"criterion": "cost", "maximum": 60}},
            }
        )

    found = compare_studies({"anna": study(0), "ben": study(20)})
    (change,) = found.turns[0].changes
    assert (change.kind, change.id) == ("scale", "scale:cost")
    assert dict(change.moves) == pytest.approx({"a": (75 - 60) / 2, "b": (100 - 80) / 2})
    flat = " ".join(str(found).split())
    assert "The scale of cost differs: scores there are compared by what they are worth" in flat
    assert "scale of cost," in flat
    assert (change.was["points"], change.now["points"]) == ([[0, 100], [100, 0]], [[20, 100], [100, 0]])


def test_where_no_two_suffice_the_set_that_does_is_named() -> None:
    """Three scores that each take a third of a lead away decide it together."""
    one, other = (plan((x, x, x), (50, 50, 50)).study() for x in (60, 46))
    flat = " ".join(str(compare_studies([one, other])).split())
    assert (
        "No one and no two of them do it; all three together do, and not with one of them left out." in flat
    )


def test_no_two_columns_have_one_name(paper: Study) -> None:
    """Studies called alike, or as the mean is, are told apart by a number."""
    assert compare_studies({"mean": paper, "mean (2)": paper}).names == ("mean (3)", "mean (2)")
    assert compare_studies([paper, paper]).to_frame().columns.is_unique


def test_a_file_given_twice_takes_no_name_of_another(copied: Callable[..., Path], inside: Run) -> None:
    """The second column of one file has a number, and not that of a file that is called so."""
    copied("x.yaml", {})
    copied("x (2).yaml", FOUR)
    asked = [word for file in ("x.yaml", "x (2).yaml", "x.yaml") for word in ("--study", file)]
    assert json.loads(inside("compare", *asked, "-f", "json").stdout)["names"] == ["x", "x (2)", "x (3)"]


def test_many_changes_are_bounded_and_the_totals_hold_all() -> None:
    """The 200 largest changes are listed, the others are counted and stand in the sums."""
    rows = [[float((7 * i + 3 * j) % 101) for j in range(9)] for i in range(30)]
    other = [[float((x + 1 + i + j) % 101) for j, x in enumerate(row)] for i, row in enumerate(rows)]
    found = compare_studies([plan(*rows).study(), plan(*other).study()])
    (turn,) = found.turns
    assert (len(turn.changes), turn.left_out) == (200, 70)
    sizes = [max(abs(moved) for _, moved in each.moves) for each in turn.changes]
    assert sizes == pytest.approx(sorted(sizes, reverse=True))
    assert turn.sums
    assert "70 smaller ones are left out here and in the data; all are in the totals." in " ".join(
        str(found).split()
    )


@pytest.mark.parametrize("table", ["values", "changes", "together", "scores", "weights", "others"])
def test_each_table_is_a_frame_both_ways(table: str, paper: Study, copied: Callable[..., Path]) -> None:
    """Every table has the ids as its index, each once, and a tidy form of the same ids."""
    found = compare_studies([paper, load(copied("ben.yaml", FOUR)), paper])
    frame, long = found.to_frame(table), found.to_frame(table, long=True)
    assert frame.index.is_unique
    assert set(long["id"]) == set(frame.index)


def test_values_of_studies_can_be_drawn(paper: Study, copied: Callable[..., Path]) -> None:
    """Each study has a mark for every option."""
    pytest.importorskip("matplotlib").use("Agg")
    found = compare_studies([paper, load(copied("ben.yaml", FOUR))])
    ax = found.plot()
    assert [each.get_text() for each in ax.get_legend().get_texts()] == list(found.names)


def refusals(paper: Study, river: Study) -> Iterator[tuple[Any, str]]:
    """What cannot be compared, with what is said."""
    package = next(iter([treatyopt.design(paper, samples=0, reports=0).package()]))
    assert isinstance(package, Package)
    yield {"anna": paper, "ben": river}, "anna and ben share no option"
    yield [paper], "two studies at least"
    yield paper, "give a list of studies"
    yield [paper, "ben.yaml"], "give a study"
    yield [paper, paper.with_option(package)], "leave packages out"


def test_what_cannot_be_compared_is_refused(paper: Study, river: Study) -> None:
    """Studies that share nothing, too few of them, and what is none."""
    told = []
    for studies, said in refusals(paper, river):
        with pytest.raises(ArgumentProblem) as problem:
            compare_studies(studies)
        told.append(said in str(problem.value))
    assert told == [True] * 5


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["-p", "russia", "-p", "nato"], 2, "each by its own weights, or all by one -p or --weights"),
        (["-p", "rusia"], 2, "options: unknown profile rusia; did you mean russia?"),
        (["coperation"], 2, "options: unknown option coperation; did you mean cooperation?"),
        (["--package", "p.yaml"], 2, "a package takes its scores from one study"),
        (["--set", "cooperation.readines=3"], 2, "unknown criterion readines; did you mean readiness?"),
        (["--study", "gone.yaml"], 1, "gone.yaml: no such file"),
    ],
    ids=["profiles", "profile", "option", "package", "score", "file"],
)
def test_wrong_arguments_are_refused(more: list[str], code: int, said: str, inside: Run) -> None:
    """What makes no sense of several studies, or is not in one of them, is told with the way out."""
    done = inside("compare", "--study", PAPER, "--study", PAPER, *more)
    assert (done.returncode, said in done.stderr) == (code, True)


def test_what_one_weighting_screens_and_scores_come_to_in_every_study(
    paper: Study, copied: Callable[..., Path], inside: Run, tmp_path: Path
) -> None:
    """A profile, a file, points, screens, ids and scores that are set apply to each study alike."""
    copied("ben.yaml", FOUR)
    (tmp_path / "hers.yaml").write_text("by: Anna\nrealism: 60\n", encoding="utf-8")
    asked = ["--weights", "hers.yaml", "--no-screens", "--set", "cooperation.readiness=1"]
    given = ["cooperation", "mutual-security"]
    out = inside("compare", *given, "--study", PAPER, "--study", "ben.yaml", *asked, "-f", "json").stdout
    plain = rank(
        paper, {"realism": 60}, options=given, screens=[], scores={"cooperation.readiness": 1}
    ).standing("cooperation")
    first = json.loads(out)["rankings"][0]
    assert {each["id"]: each["value"] for each in first["standings"]}["cooperation"] == pytest.approx(
        plain.value
    )
    assert first["screens"] == []
    assert first["weights"]["name"] == "hers.yaml by Anna"


def test_a_weights_file_over_criteria_is_so_for_several_studies(
    paper: Study, copied: Callable[..., Path], inside: Run, tmp_path: Path
) -> None:
    """What a file says over all criteria is over all criteria in each study."""
    copied("ben.yaml", FOUR)
    said = "reassurance=stand-off"
    (tmp_path / "hers.yaml").write_text(f"over: criteria\nsay: {said}\n", encoding="utf-8")
    asked = ["--study", PAPER, "--study", "ben.yaml", "--weights", "hers.yaml", "-f", "json"]
    first = json.loads(inside("compare", *asked).stdout)["rankings"][0]
    plain = rank(paper, treatyopt.weigh(paper, say=[said], over="criteria"))
    assert [each["value"] for each in first["standings"]] == pytest.approx(
        [each.value for each in plain.standings]
    )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("relism: 40", ":1: relism: ", "unknown group or criterion relism; did you mean realism?"),
        ("realism: 40\nby: 7", ":2: by: ", "must be a text; put it in quotes"),
        ("over: 3\nrealism: 40", ":1: over: ", "must be a text; put it in quotes"),
        ("say: reassurance=stand-off", ": options: ", "let them move (over: criteria in the file)"),
    ],
    ids=["criterion", "by", "over", "inside-a-group"],
)
def test_what_is_wrong_in_a_weights_file_is_the_files_problem(
    text: str, place: str, said: str, inside: Run, tmp_path: Path
) -> None:
    """A file that the studies cannot use is named, with the line, or with the study that cannot."""
    (tmp_path / "hers.yaml").write_text(f"{text}\n", encoding="utf-8")
    done = inside("compare", "--study", PAPER, "--study", PAPER, "--weights", "hers.yaml")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"treatyopt: hers.yaml{place}")
    assert done.stderr.endswith(f"{said}\n")


def test_points_are_of_a_criterion_whatever_word_it_has(inside: Run, tmp_path: Path) -> None:
    """Where a study has a criterion `by` a number is its points; a study that has none is named as ever."""
    for name, second in (("anna", "by"), ("ben", "by"), ("eve", "to")):
        scores = f"{{cost: 40, {second}: 20}}"
        text = f"criteria: {{cost: , {second}: }}\noptions: {{one: {{scores: {scores}}}, two: {{scores: {scores}}}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "hers.yaml").write_text("cost: 1\nby: 3\n", encoding="utf-8")
    asked = ["compare", "--weights", "hers.yaml", "--study", "anna.yaml", "--study"]
    said = inside(*asked, "ben.yaml", "-f", "json")
    assert [each["weight"] for each in json.loads(said.stdout)["rankings"][0]["weights"]["groups"]] == [
        0.25,
        0.75,
    ]
    assert inside(*asked, "eve.yaml").stderr.startswith(
        "treatyopt: hers.yaml: eve: unknown group or criterion by"
    )


def test_a_page_of_several_studies_is_checked_again_and_the_variable_names_one(
    copied: Callable[..., Path], inside: Run, tmp_path: Path
) -> None:
    """What is written names every study and is asked again of all; a variable holds one study, blanks and all."""
    path = copied("ben.yaml", FOUR)
    (tmp_path / "by ben.yaml").write_bytes(path.read_bytes())
    (tmp_path / "anna.yaml").write_bytes(PAPER.read_bytes())
    assert (
        inside("compare", "--study", "anna.yaml", "--study", "by ben.yaml", "-o", "page.md").returncode == 0
    )
    assert inside("check", "page.md").returncode == 0
    assert "compared with by ben.yaml (sha256 " in (tmp_path / "page.md").read_text(encoding="utf-8")
    alone = inside("compare", env={"TREATYOPT_STUDY": "by ben.yaml"}).stdout
    assert alone.startswith("by ben.yaml: ")
    (tmp_path / "by ben.yaml").write_bytes(PAPER.read_bytes())
    assert inside("check", "page.md").returncode == 1
