"""What `check` asks its reader to look at again: names borne twice, and figures beside another's reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import PAPER
from studies import plan
from treatyopt import Study, check_claims
from treatyopt.cli import main
from treatyopt.documents.blocks import Prose
from treatyopt.documents.check import check_document
from treatyopt.study.secondlook import same_names, unanswerable, unexplained

Capture = pytest.CaptureFixture[str]
Raw = dict[str, Any]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in an empty folder of its own, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def small() -> Raw:
    """A study of two options and three criteria in two groups, all with names of their own."""
    data = plan([1, 2, 3], [3, 2, 1], sizes=(2, 1), points=(50, 50)).data()
    data["groups"]["group-1"]["name"] = "Alone"
    return data


def named(data: Raw) -> list[tuple[str, str]]:
    """The places of names borne twice in a study, and what is said of each."""
    return [(".".join(each.place), each.message) for each in same_names(Study.model_validate(data))]


def replaced(records: tuple[Any, ...], id: str, **changes: Any) -> tuple[Any, ...]:
    """The records with one of them changed."""
    assert id in {each.id for each in records}
    return tuple(each.changed(**changes) if each.id == id else each for each in records)


def rescored(study: Study, **changes: Any) -> Study:
    """The study with the readiness of cooperation changed."""
    scores = replaced(study.option("cooperation").scores, "readiness", **changes)
    return study.changed(options=replaced(study.options, "cooperation", scores=scores))


# --- what has no answer


def test_a_study_of_which_no_option_passes_the_screens_is_told_so(paper: Study) -> None:
    high = paper.screens[0].changed(minimum=100.0, maximum=None)
    (found,) = unanswerable(paper.changed(screens=(high,)))
    assert found.place == ("screens",)
    assert found.message.startswith(
        "none of the 4 types passes the screen at its best scores, so that none can lead"
    )
    assert unanswerable(paper) == ()


def test_parties_without_a_baseline_are_told_of(capsys: Capture) -> None:
    text = "criteria: {cost: }\noptions: {a: {scores: {cost: 1}}, b: {scores: {cost: 2}}}\nparties: {north: {}}\n"
    Path("study.yaml").write_text(text, encoding="utf-8")
    assert main(["check", "study.yaml"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "1 warning: some questions have no answer as it is 3 parties no baseline, from which gains" in told


# --- names


def test_the_paper_and_a_plain_study_have_names_of_their_own(paper: Study) -> None:
    """Nothing is said where every name is borne once."""
    assert same_names(paper) == ()
    assert named(small()) == []


def test_two_options_of_one_name_are_told() -> None:
    """The second option of a name is placed, whatever its letters' case, and the first is named."""
    data = small()
    data["options"]["option-1"]["name"] = "OPTION-0"
    message = "OPTION-0 is the name of options.option-0 too; output cannot tell them apart"
    assert named(data) == [("options.option-1.name", message)]


def test_two_groups_of_one_name_are_told() -> None:
    """Groups are columns of the ranking, which nobody could tell apart."""
    data = small()
    data["groups"]["group-1"]["name"] = "Group-0"
    assert [place for place, _ in named(data)] == ["groups.group-1.name"]


def test_criteria_of_one_name_are_told_across_groups() -> None:
    """A criterion's name is its own in the whole study."""
    data = small()
    data["groups"]["group-1"]["criteria"]["criterion-2"]["name"] = "Criterion-0"
    assert [place for place, _ in named(data)] == ["groups.group-1.criteria.criterion-2.name"]


def test_a_criterion_named_as_another_group_is_told() -> None:
    """Groups and criteria stand in the same sentences."""
    data = small()
    data["groups"]["group-0"]["criteria"]["criterion-1"]["name"] = "Alone"
    assert [place for place, _ in named(data)] == ["groups.group-0.criteria.criterion-1.name"]


def test_the_only_criterion_of_a_group_may_bear_its_name() -> None:
    """A group of one criterion is that criterion."""
    data = small()
    data["groups"]["group-1"]["criteria"]["criterion-2"]["name"] = "Alone"
    assert named(data) == []


# --- figures beside another's reasons


def test_the_same_study_has_nothing_unexplained(paper: Study) -> None:
    """A copy without changes is not remarked on."""
    assert unexplained(paper, paper) == ()


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"score": 90.0}, "score", "90 in place of 75"),
        ({"range": (65.0, 95.0)}, "range", "[65, 95] in place of ["),
        ({"basis": "inferred"}, "basis", "inferred in place of stated"),
    ],
)
def test_a_changed_score_beside_its_old_reason_is_told(
    changes: Raw, place: str, said: str, paper: Study
) -> None:
    """A score, range or basis that differs while reason and passages do not is placed, with both figures."""
    (remark,) = unexplained(rescored(paper, **changes), paper)
    assert remark.place == ("options", "cooperation", "scores", "readiness", place)
    assert remark.message.startswith(said)
    assert remark.message.endswith(", beside the bundled study's reason, passages")


@pytest.mark.parametrize("texts", [{"reason": "We asked."}, {"cites": ("need/1",)}])
def test_a_changed_score_with_a_reason_of_its_own_is_not_told(texts: Raw, paper: Study) -> None:
    """Whoever rewrote the reason or the passages has said why the figure differs."""
    assert unexplained(rescored(paper, score=90.0, **texts), paper) == ()


PARTS: dict[str, tuple[Callable[[Study], tuple[Any, ...]], str, str, Any, str]] = {
    "profiles": (
        lambda study: study.profiles,
        "balanced",
        "points",
        (
            ("security", 30.0),
            ("partnership", 10.0),
            ("credibility", 20.0),
            ("realism", 20.0),
            ("europe", 20.0),
        ),
        "security 30, partnership 10 in place of security 20, partnership 20, beside the bundled study's reason",
    ),
    "screens": (
        lambda study: study.screens,
        "sufficient",
        "minimum",
        45.0,
        "45 in place of 40, beside the bundled study's reason, passages",
    ),
    "obligations": (
        lambda study: study.obligations,
        "cfe-2",
        "burden",
        1,
        "1 in place of 3, beside the bundled study's text, ",
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_other_judgements_are_compared_too(part: str, paper: Study) -> None:
    """Points of a profile, thresholds and burdens are placed like scores."""
    records, id, key, value, said = PARTS[part]
    (remark,) = unexplained(paper.changed(**{part: replaced(records(paper), id, **{key: value})}), paper)
    assert remark.place == (part, id, key)
    assert remark.message.startswith(said)


def test_a_study_of_other_ids_has_nothing_to_compare(paper: Study) -> None:
    """A study that shares no ids with the bundled one is not remarked on."""
    study = Study.model_validate(small())
    assert unexplained(study, paper) == ()


# --- the command


def copied(**lines: str) -> int:
    """Writes mine.yaml, the bundled study with cooperation's readiness at 90; returns the line of that figure."""
    text = PAPER.read_text(encoding="utf-8").splitlines()
    option = next(i for i, line in enumerate(text) if line == "  cooperation:" and "name:" in text[i + 1])
    start = next(i for i in range(option, len(text)) if text[i] == "      readiness:")
    assert text[start + 1] == "        score: 75"
    text[start + 1] = "        score: 90"
    for key, value in lines.items():
        text.insert(0, f"{key}: {value}")
    Path("mine.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")
    return start + 2 + len(lines)


def test_check_lists_figures_beside_anothers_reasons(capsys: Capture) -> None:
    """A copy of the bundled study with one score changed is well formed, with a warning at its line."""
    line = copied()
    assert main(["check", "mine.yaml"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "1 warning: a figure is not the bundled study's, its reason is" in text
    assert (
        f"{line} options.cooperation.scores.readiness.score 90 in place of 75, beside the bundled study's "
        "reason, passages"
    ) in text
    assert "whose judgements they are under assessors" in text


def test_check_warns_of_them_in_json(capsys: Capture) -> None:
    """Each warning is one line in JSON, with file and line as problems have them."""
    line = copied(assessors="us")
    assert main(["check", "mine.yaml", "-f", "json"]) == 0
    (said,) = [each for each in json.loads(capsys.readouterr().out)["warnings"] if "mine.yaml" in each]
    assert said.startswith(f"mine.yaml:{line}: options.cooperation.scores.readiness.score: 90 in place of 75")


def test_check_says_nothing_of_it_on_the_bundled_study(capsys: Capture) -> None:
    """The study that comes with treatyopt differs in nothing from itself."""
    assert main(["check"]) == 0
    text = capsys.readouterr().out
    assert "bundled" not in text
    assert "borne twice" not in text


def test_check_warns_of_names_borne_twice(capsys: Capture) -> None:
    """A name that two options share is a warning at the line of the second."""
    data = small()
    data["options"]["option-1"]["name"] = "Option-0"
    Path("same.yaml").write_text(json.dumps(data, indent=1), encoding="utf-8")
    assert main(["check", "same.yaml"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "1 warning: a name is borne twice" in text
    assert "options.option-1.name Option-0 is the name of options.option-0 too" in text


def test_check_shows_no_empty_table(capsys: Capture) -> None:
    """A study without claims has no table of them, and says that nothing was tested."""
    Path("plain.yaml").write_text(json.dumps(small()), encoding="utf-8")
    assert main(["check", "plain.yaml"]) == 0
    text = capsys.readouterr().out
    assert "Claims of" not in text
    assert "The study records no claims to test" in text
    assert main(["check", "plain.yaml", "-f", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == ["id,status,kind,cites,says,figures"]


def test_check_claims_no_evidence_for_the_claims(capsys: Capture) -> None:
    """Agreement of figures and claims is told as a test of the figures."""
    assert main(["check"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert (
        "The figures agree with 12 of 12 claims that the study records of its source. That tests the figures "
        "against the claims, not the claims."
    ) in text
    assert "holds" not in text


def test_check_counts_what_is_broken(paper: Study) -> None:
    """Of claims that the figures break the summary gives the number."""
    claims = check_claims(paper.with_score("non-aggression", "reassurance", 50))
    blocks = check_document("mine.yaml", claims, ()).blocks
    (said,) = [each.text for each in blocks if isinstance(each, Prose)]
    assert said.startswith(
        "The figures agree with 11 of 12 claims that the study records of its source (1 broken)."
    )


def test_a_study_that_needs_no_second_look_is_read_once(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only to find the lines of what is remarked on is the file read again."""
    again: list[Path] = []
    monkeypatch.setattr("treatyopt.cli.check.read", lambda path: again.append(path) or None)
    assert main(["check", str(PAPER)]) == 0
    assert again == []
    copied()
    assert main(["check", "mine.yaml"]) == 0
    assert again == [Path("mine.yaml")]
    assert "beside the bundled" in " ".join(capsys.readouterr().out.split())
