"""What is in a study, told truly of any study: its own names, and nothing about what it does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studies import Plan
from treatyopt.cli import main

Capture = pytest.CaptureFixture[str]

PLAIN = Plan((1, 1), (50, 50), (((0, 10, 20), (0, 90, 90)), ((0, 20, 30), (0, 80, 90))))
THREE = Plan(
    (1, 1, 1),
    (34, 33, 33),
    (((70, 70, 70), (30, 30, 30), (50, 50, 50)), ((40, 40, 40), (80, 80, 80), (50, 50, 50)),
     ((20, 20, 20), (20, 20, 20), (50, 50, 50))),
)  # fmt: skip
NAMES = ("NATO unity", "EU cost", "US Senate")


def told(data: dict[str, Any], command: list[str], tmp_path: Path, capsys: Capture) -> str:
    """What a command prints of a study, as one line."""
    file = tmp_path / "study.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    assert main([*command, "--study", str(file)]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture
def named() -> dict[str, Any]:
    """A study whose names are acronyms and proper nouns and nothing like its ids."""
    data = THREE.data()
    for group, name in zip(data["groups"].values(), NAMES, strict=True):
        group["name"] = name
        for criterion in group["criteria"].values():
            criterion["name"] = f"{name} on paper"
    data["overlaps"] = [{"criteria": ["criterion-0", "criterion-2"], "reason": "Alike."}]
    return data


def test_profiles_head_their_columns_with_the_names_as_written(
    named: dict[str, Any], tmp_path: Path, capsys: Capture
) -> None:
    """NATO unity stays NATO unity."""
    assert "profile NATO unity EU cost US Senate plain" in told(named, ["profiles"], tmp_path, capsys)


def test_criteria_say_the_names_beside_ids_that_do_not(
    named: dict[str, Any], tmp_path: Path, capsys: Capture
) -> None:
    """An id that does not say its name stands with the names of its group and its criterion."""
    found = told(named, ["criteria"], tmp_path, capsys)
    assert "EU cost: EU cost on paper. 0: " in found


def test_overlaps_name_criteria(named: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    """What could count twice is told by name."""
    found = told(named, ["criteria"], tmp_path, capsys)
    assert "NATO unity on paper and US Senate on paper Alike." in found


def test_the_papers_ids_say_its_names(capsys: Capture) -> None:
    """Where every id says its name, no name is repeated, and the names of the paper suit mid-sentence."""
    assert main(["criteria", "-f", "markdown"]) == 0
    found = capsys.readouterr().out
    assert "0: Cold War postures continue" in found
    assert "security: stand-off" not in found
    assert "institutions and common interests | Bodies are set up" in found
    assert "against readiness and timeliness, so that most of the choice is one trade" in found


def test_what_nothing_falls_against_is_no_trade(tmp_path: Path, capsys: Capture) -> None:
    """Criteria that only rise together make no trade of the choice."""
    data = Plan((1, 1), (50, 50), (((0, 0, 0),) * 2, ((50, 50, 50),) * 2, ((90, 90, 90),) * 2)).data()
    found = told(data, ["criteria"], tmp_path, capsys)
    assert "carries 100.0% of their variance over the 3 options" in found
    assert "2 of 2 criteria rise together, against none" in found
    assert "trade" not in found


def test_one_criterion_is_not_said_to_rise_together(tmp_path: Path, capsys: Capture) -> None:
    """A component of one criterion is told as that."""
    found = told(THREE.data(), ["criteria"], tmp_path, capsys)
    assert "It lies almost wholly in Criterion-1." in found
    assert "1 criteria" not in found


def test_two_types_have_no_component_to_tell(tmp_path: Path, capsys: Capture) -> None:
    """The difference of two types is always one component, so nothing is made of it."""
    assert "component" not in told(PLAIN.data(), ["criteria"], tmp_path, capsys)


@pytest.mark.parametrize("command", [["obligations"], ["obligations", "option-0"]])
def test_a_study_without_obligations_says_so(command: list[str], tmp_path: Path, capsys: Capture) -> None:
    """No heads stand over nothing, and no key to what is not there."""
    found = told(PLAIN.data(), command, tmp_path, capsys)
    assert "The study has no obligations." in found
    assert "enters with" not in found
    assert "Burden" not in found


def test_no_obligations_are_an_empty_csv(tmp_path: Path, capsys: Capture) -> None:
    """What reads a CSV finds its heads and no rows."""
    found = told(PLAIN.data(), ["obligations", "-f", "csv"], tmp_path, capsys)
    assert found.lstrip("\ufeff").startswith("id,kind,says,binds,")
    assert " " not in found


def test_an_option_that_carries_no_obligation_says_so(capsys: Capture) -> None:
    """The baseline of the paper carries none of its obligations."""
    assert main(["obligations", "no-treaty"]) == 0
    assert "It carries none of the study's obligations." in capsys.readouterr().out


def test_options_do_not_count_obligations_that_no_study_has(tmp_path: Path, capsys: Capture) -> None:
    """A study without obligations has no column of zeros for them."""
    assert "obligations" not in told(PLAIN.data(), ["options"], tmp_path, capsys)


def test_an_obligation_names_what_it_moves_and_enters_with(capsys: Capture) -> None:
    """Criteria and options stand by name; the CSV keeps the ids."""
    assert main(["obligations", "cfe-2"]) == 0
    found = " ".join(capsys.readouterr().out.split())
    assert "both Mutual Security inferred 3" in found
    assert "Kind: arms control. Moves arms control (3), architecture (3)" in found
    assert main(["obligations", "cfe-2", "-f", "csv"]) == 0
    assert ",russia nato,mutual-security,inferred,3," in capsys.readouterr().out


def test_sources_without_principles_have_no_caption_for_them(tmp_path: Path, capsys: Capture) -> None:
    """No caption stands over nothing."""
    assert "Principles" not in told(PLAIN.data(), ["sources"], tmp_path, capsys)


def test_shares_inside_a_group_are_told(tmp_path: Path, capsys: Capture) -> None:
    """A profile that divides a group's points unequally says how."""
    scores = (((0, 1, 2),) * 2, ((0, 2, 3),) * 2)
    data = Plan((2,), (100,), scores, shares={0: (3, 1)}).data()
    found = told(data, ["profiles"], tmp_path, capsys)
    assert "Of Group-0: Criterion-0 75%, Criterion-1 25%." in found
    assert "equally among the criteria of a group, but for the shares named above." in found


def test_points_that_are_no_whole_numbers_are_not_rounded_to_them(tmp_path: Path, capsys: Capture) -> None:
    """Points of 99.6 and 0.4 are not shown as 100 and 0."""
    data = Plan((1, 1), (99.6, 0.4), PLAIN.scores).data()
    assert "plain 99.6 0.4 default" in told(data, ["profiles"], tmp_path, capsys)


def test_groups_of_one_criterion_divide_nothing(tmp_path: Path, capsys: Capture) -> None:
    """Where each group has one criterion, nothing is said of dividing points; one profile is told as one."""
    found = told(PLAIN.data(), ["profiles"], tmp_path, capsys)
    assert "divided" not in found
    assert "The profile is a judgement, not the source's." in found


def test_two_criteria_that_rise_against_others_are_counted(tmp_path: Path, capsys: Capture) -> None:
    """From two on they rise together; one is named."""
    rows = [[0, 0, 90], [50, 50, 50], [90, 90, 10]]
    data = Plan((1, 1, 1), (34, 33, 33), tuple(tuple((x, x, x) for x in row) for row in rows)).data()
    found = told(data, ["criteria"], tmp_path, capsys)
    assert "It sets 2 criteria that rise together against Criterion-2" in found
    rows = [[row[0], row[2]] for row in rows]
    data = Plan((1, 1), (50, 50), tuple(tuple((x, x, x) for x in row) for row in rows)).data()
    assert "It sets Criterion-0 against Criterion-1" in told(data, ["criteria"], tmp_path, capsys)
