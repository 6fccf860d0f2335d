"""Whose judgements are shown: a user's own study is never shown as the one that comes with treatyopt."""

from __future__ import annotations

import copy
import hashlib
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from conftest import PAPER
from studies import plan
from treatyopt import ArgumentProblem, Study, load, rank
from treatyopt.cli import main
from treatyopt.documents import authorship
from treatyopt.documents.authorship import assessors, beside, study_title
from treatyopt.study.base import Origin

Capture = pytest.CaptureFixture[str]

TITLE = "Building the NATO-Russia Relationship (Rogov 1996)"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled study in the working folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "mine.yaml"
    path.write_text(PAPER.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def edited(path: Path, old: str, new: str) -> Path:
    """The file with one text in it replaced, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def hashed(file: Path) -> str:
    """The SHA-256 of a file, as sha256sum gives it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def stated(study: Study) -> int:
    """How many scores of a study's types are called stated."""
    return sum(each.basis == "stated" for option in study.ladder for each in option.scores)


def printed(capsys: Capture, *argv: str) -> str:
    """What a command that succeeds prints, on one line."""
    assert main(list(argv)) == 0
    return " ".join(capsys.readouterr().out.split())


# --- where a study was read


def test_the_bundled_study_knows_that_it_is(paper: Study) -> None:
    """Loaded by default or by its path, the study that comes with treatyopt says so."""
    found = Origin("options.yaml", bundled=True, sha256=hashed(PAPER))
    assert load().origin == load(PAPER).origin == paper.origin == found


def test_a_copy_is_named_after_its_own_file(mine: Path) -> None:
    """A copy of the bundled study is a user's own, by the name of its file without the folders."""
    assert load(mine).origin == Origin("mine.yaml", bundled=False, sha256=hashed(mine))


def test_a_study_made_by_a_program_was_read_nowhere() -> None:
    """Without a file there is no name, and it is not the bundled one."""
    assert plan([1, 2], [2, 1]).study().origin == Origin(None, bundled=False, sha256=None)


def test_where_it_was_read_is_no_part_of_what_a_study_says(mine: Path, paper: Study) -> None:
    """The same study from two files is equal, hashes alike, and holds no key more."""
    own = load(mine)
    assert own == paper
    assert hash(own) == hash(paper)
    assert own.to_dict() == paper.to_dict()
    assert "mine.yaml" not in repr(own)


@pytest.mark.parametrize(
    "made",
    [
        copy.copy,
        copy.deepcopy,
        lambda study: pickle.loads(pickle.dumps(study)),
        lambda study: study.model_copy(),
        lambda study: study.changed(title="Another"),
        lambda study: study.with_score("cooperation", "readiness", 5),
        lambda study: rank(study, scores={"cooperation.readiness": 5}).study,
        lambda study: study.with_option(study.options[1].changed(id="another")),
    ],
)
def test_a_changed_or_copied_study_keeps_where_it_was_read(made: Any, mine: Path) -> None:
    """Copies, pickles and what-ifs of a study keep the name and the hash of its file."""
    assert made(load(mine)).origin == Origin("mine.yaml", bundled=False, sha256=hashed(mine))


def test_a_file_name_is_made_safe(mine: Path) -> None:
    """A file name that a terminal would obey is shown as escapes."""
    odd = mine.rename(mine.with_name("a\x1b[2J.yaml"))
    assert load(odd).origin.file == "a\\x1b[2J.yaml"


# --- headings

COMMANDS = {
    "compare": "mine.yaml: " + TITLE,
    "compare cooperation mutual-security": "mine.yaml: " + TITLE,
    "compare -p russia -p nato": "mine.yaml: " + TITLE,
    "scorecard": "mine.yaml: " + TITLE,
    "negotiate": "mine.yaml: " + TITLE,
    "explain cooperation": "weights: balanced; study: mine.yaml",
    "sensitivity --samples 0": "weights: balanced; study: mine.yaml",
    "design --samples 0": "concession cost 0.5; study: mine.yaml",
    "options": "Rogov 1996; study: mine.yaml",
    "criteria": "study: mine.yaml",
    "obligations": "42 obligations; study: mine.yaml",
    "profiles": "Rogov 1996; study: mine.yaml",
    "sources": "Rogov 1996; study: mine.yaml",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_heading_names_a_users_own_file(command: str, mine: Path, capsys: Capture) -> None:
    """The head of each command names the study file that is not the bundled one."""
    assert COMMANDS[command] in printed(capsys, *command.split(), "--study", mine.name)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_heading_names_the_bundled_file(command: str, capsys: Capture) -> None:
    """The bundled study goes by its title alone."""
    text = printed(capsys, *command.split())
    assert "options.yaml" not in text
    assert "study:" not in text


def test_check_names_the_file(mine: Path, capsys: Capture) -> None:
    """The head of check is the file it was asked about."""
    assert printed(capsys, "check", mine.name).startswith("mine.yaml the study is well formed")


def test_a_study_without_a_file_goes_by_its_title() -> None:
    """A heading of a study made by a program names no file."""
    study = plan([1, 2], [2, 1]).study()
    assert study_title(study) == "A small study (Nobody 1996)"
    assert (beside(study), beside(study, "aside")) == ("", "aside")


@pytest.mark.parametrize("command", ["compare", "negotiate", "design --samples 0"])
def test_json_says_which_file_and_whose(command: str, mine: Path, capsys: Capture) -> None:
    """Results as JSON carry the file, whether it is the bundled one, and the assessors, beside title and source."""
    edited(mine, "\nbaseline:", "\nassessors: the Atlantic desk\nbaseline:")
    assert main([*command.split(), "--study", mine.name, "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["study"] == {
        "title": "Building the NATO-Russia Relationship",
        "source": "Rogov 1996",
        "file": "mine.yaml",
        "bundled": False,
        "sha256": hashed(mine),
        "assessors": "the Atlantic desk",
    }


# --- whose judgements


def test_judgements_of_the_bundled_study_are_its_authors(paper: Study) -> None:
    """The scores of the bundled study are its authors', not the paper's."""
    assert assessors(paper) == "the study's authors"
    assert "made by the study's authors; of the 56 scores used, they call" in authorship.provenance(
        rank(paper)
    )


def test_judgements_of_an_own_study_are_its_writers(mine: Path) -> None:
    """A file that names no assessors holds the judgements of whoever wrote it."""
    edited(mine, "score: 75", "score: 74")
    assert "made by whoever wrote mine.yaml; of the 56" in authorship.provenance(rank(load(mine)))


def test_judgements_of_a_program_are_its_writers() -> None:
    """A study that was read nowhere holds the judgements of whoever wrote it."""
    assert assessors(plan([1, 2], [2, 1]).study()) == "whoever wrote this study"


def test_a_study_may_say_whose_judgements_it_holds(mine: Path) -> None:
    """`assessors` is a text of the study, and its counts of basis are told as theirs."""
    study = load(edited(mine, "\nbaseline:", "\nassessors: the Atlantic desk, May 2026\nbaseline:"))
    assert study.assessors == "the Atlantic desk, May 2026"
    said = authorship.provenance(rank(study))
    assert (
        f"made by the Atlantic desk, May 2026; of the 56 scores used, they call {stated(study)} stated"
        in said
    )


def test_points_given_are_not_the_studys_judgement(paper: Study) -> None:
    """Weights that a user typed, or has in a file, are told apart from the study's, in one weighting or in several."""
    plain, typed = rank(paper), rank(paper, {"realism": 40})
    apart = "made by the study's authors (the points given apart);"
    assert apart in authorship.provenance(typed)
    assert apart in authorship.provenance(plain, typed)
    assert apart not in authorship.provenance(plain, plain)


def test_a_score_set_for_a_run_is_told_apart(paper: Study) -> None:
    """A score set on the command line is counted, and is nobody's stated one."""
    said = authorship.provenance(rank(paper, scores={"cooperation.readiness": 5}))
    assert said.endswith(
        f"they call {stated(paper) - 1} stated by a passage of the source; 1 is set for this run."
    )


def test_explain_says_whose_judgements_it_shows(mine: Path, capsys: Capture) -> None:
    """Beside reasons and locators of a user's own study stands whose figures they are."""
    text = printed(capsys, "explain", "cooperation", "--study", mine.name)
    assert "Every figure and its basis is a judgement made by whoever wrote mine.yaml." in text
    text = printed(capsys, "explain", "cooperation", "--set", "cooperation.readiness=5")
    assert "made by the study's authors (what is set for this run apart)." in text


# --- a score that is set


def test_an_option_and_criterion_in_one_text_are_told_apart(paper: Study) -> None:
    """with_score("a.b", 45) is answered with what to write."""
    with pytest.raises(ArgumentProblem) as caught:
        paper.with_score("cooperation.readiness", 45)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "with_score takes option and criterion apart: write with_score('cooperation', 'readiness', 45)"
    )


def test_a_score_left_out_is_asked_for(paper: Study) -> None:
    """with_score without a score is the user's mistake, not a TypeError."""
    with pytest.raises(ArgumentProblem, match=r"^cooperation.readiness=None: a score is a number"):
        paper.with_score("cooperation", "readiness")
