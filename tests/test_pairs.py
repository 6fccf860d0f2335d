"""A file of pairwise comparisons: the weights it makes, what is told of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from treatyopt import Study, load, weigh
from treatyopt.errors import FileProblem
from treatyopt.ranking.pairs import pairs_weighed, read_pairs

LEADER = ROOT / "examples" / "studies" / "leader.yaml"
PAIRS = """\
experience/education: 4
charisma/experience: 1/3
experience/age: 7
charisma/education: 3
education/age: 3
charisma/age: 5
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """A file of pairs, to be written."""
    return tmp_path / "pairs.yaml"


def test_a_published_example_is_weighed(pairs: Path) -> None:
    """The choice of a leader: weights by geometric means, and the eigenvector's ratio."""
    pairs.write_text(PAIRS, encoding="utf-8")
    study = load(LEADER)
    (found,) = sets = read_pairs(study, pairs)
    assert [round(each, 4) for each in found.weights] == [0.5462, 0.1276, 0.2698, 0.0564]
    assert found.ratio == pytest.approx(0.044, abs=0.0005)
    elicited = pairs_weighed(study, sets)
    assert elicited.how == "pairwise comparisons, geometric means; consistency ratio 0.044"
    assert [elicited.weights(study).of(id) for id in found.ids] == pytest.approx(found.weights, abs=1e-7)


def test_sets_of_groups_and_inside_them_are_weighed_together(paper: Study, pairs: Path) -> None:
    """A criterion's weight is its share of its group times the group's; groups not looked into keep their shares."""
    groups = ("security", "partnership", "credibility", "realism", "europe")
    lines = [f"{a}/{b}: {2 if a == 'security' else 1}" for i, a in enumerate(groups) for b in groups[i + 1 :]]
    pairs.write_text("\n".join([*lines, "readiness/timeliness: 3"]), encoding="utf-8")
    found = pairs_weighed(paper, read_pairs(paper, pairs)).weights(paper)
    assert [found.of(each) for each in groups] == pytest.approx([1 / 3, *[1 / 6] * 4])
    assert [found.of("readiness"), found.of("enlargement")] == pytest.approx([1 / 8, 1 / 12])


def test_a_group_that_is_only_looked_into_keeps_its_weight(paper: Study, pairs: Path) -> None:
    """Its criteria divide the points that the profile gives it."""
    pairs.write_text("readiness/timeliness: 3\n", encoding="utf-8")
    asked = pairs_weighed(paper, read_pairs(paper, pairs))
    found = asked.weights(paper)
    assert found.of("realism") == pytest.approx(weigh(paper).of("realism"))
    assert found.of("readiness") == pytest.approx(3 * found.of("timeliness"))
    assert found.remarks == ()


SHARED = """\
groups:
  a: {criteria: {a1: , a2: }}
  b: {criteria: {b1: , b2: }}
criteria: {c: }
options: {x: {scores: {a1: 10, a2: 80, b1: 50, b2: 10, c: 30}}}
"""
WEIGHTS = "profiles: {p: {points: {a: 50, b: 30, c: 20}, shares: {a: {a1: 2, a2: 1}}}}\n"
GROUPS = "a/b: 3\nb/c: 2\na/c: 6\n"


@pytest.mark.parametrize(
    ("weights", "text", "notes"),
    [
        (WEIGHTS, GROUPS, ["The shares inside a, b were not compared: they stay those of the profile p."]),
        (WEIGHTS, f"{GROUPS}b1/b2: 2", ["The shares inside a were not compared: they stay those of the profile p."]),
        (WEIGHTS, f"{GROUPS}a1/a2: 2\nb1/b2: 2", []),
        (WEIGHTS, "a1/a2: 2\nb1/b2: 3", [
            "Groups were not compared with each other: their weights stay those of the profile p."]),
        ("", "b1/b2: 3", [
            "Groups were not compared with each other: their weights stay equal, since the study gives none.",
            "The shares inside a were not compared: they stay equal, since the study gives none."]),
    ],
    ids=["groups", "and one inside", "everything", "inside only", "no profile"],
)  # fmt: skip
def test_what_was_not_compared_is_told_with_what_stands_for_it(
    weights: str, text: str, notes: list[str], pairs: Path
) -> None:
    """Weights of groups, and shares inside them, are the profile's; a criterion in no group has no shares."""
    pairs.write_text(SHARED + weights, encoding="utf-8")
    study = load(pairs)
    pairs.write_text(text, encoding="utf-8")
    assert [*pairs_weighed(study, read_pairs(study, pairs)).notes] == notes


def test_every_fault_of_a_file_of_pairs_is_told(paper: Study, pairs: Path) -> None:
    """With its line: what contradicts, is unknown, not positive, no number, or of different kinds."""
    pairs.write_text(
        "security/europe: 3\neurope/security: 2\nsecurity/security: 1\nsecurty/europe: 4\nsecurity/realism: 0\n"
        "security/credibility: 1/0\nreassurance/readiness: 2\nsecurity/readiness: 2\nrealism: 3\n"
        "credibility/europe: [1]\nrealism/credibility: true\nrealism/partnership: ''\nrealism/europe:\n",
        encoding="utf-8",
    )
    with pytest.raises(FileProblem) as caught:
        read_pairs(paper, pairs)
    assert [f"{each.line}: {each.path}: {each.message}" for each in caught.value.problems] == [
        "2: europe/security: contradicts line 1: security/europe: 3; drop one of them",
        "3: security/security: compares it with itself",
        "4: securty/europe: unknown group or criterion securty; did you mean security?",
        "5: security/realism: must be more than 0, and from 1/1,000,000 to 1,000,000, not 0",
        "6: security/credibility: must be a number or a fraction such as 1/4, not the text '1/0'",
        "7: reassurance/readiness: compares criteria of security and realism; compare those of one group, and "
        "the groups",
        "8: security/readiness: compares a group with a criterion; compare groups with groups",
        "9: realism: write the two ids with a slash between them: a/b",
        "10: credibility/europe: must be a number or a fraction such as 1/4, not a list or mapping",
        "11: realism/credibility: must be a number or a fraction such as 1/4, not true",
        "12: realism/partnership: must be a number or a fraction such as 1/4, not the text ''",
        "13: realism/europe: must be a number or a fraction such as 1/4, not nothing",
    ]


def test_pairs_that_are_missing_are_named(paper: Study, pairs: Path) -> None:
    """In each set; a pair that is there both ways, and says the same, is there."""
    pairs.write_text("common-interests/equality: 3\nequality/common-interests: 1/3\n", encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        read_pairs(paper, pairs)
    assert caught.value.problems[0].message == (
        "2 pairs are missing among the criteria of partnership: common-interests/institutions, "
        "institutions/equality"
    )


@pytest.mark.parametrize("text", ["- a\n", "{}\n", "4\n"], ids=["list", "empty", "number"])
def test_what_is_no_mapping_of_pairs_is_told(text: str, paper: Study, pairs: Path) -> None:
    """With what would be one."""
    pairs.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match="is not a mapping of pairs"):
        read_pairs(paper, pairs)
