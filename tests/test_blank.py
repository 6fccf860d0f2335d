"""A study of names alone: it is one, keeps them, and can be ranked and negotiated at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt import ArgumentProblem, Study, negotiate, rank
from treatyopt.drafting.blank import blank_study
from treatyopt.study.load import validated
from treatyopt.study.yamlfile import parse


def studied(text: str) -> Study:
    """The study that a text is."""
    return validated(Study, parse(text, "study.yaml"), "study.yaml")


NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12)
    .map(lambda text: f"n{text}"), min_size=2, max_size=4, unique_by=lambda text: " ".join(text.split()).casefold(),
)  # fmt: skip


@QUICK
@given(NAMES, NAMES, NAMES | st.just([]))
def test_a_study_of_any_names_is_read_and_keeps_them(
    options: list[str], criteria: list[str], parties: list[str]
) -> None:
    """All scores are unknown, each criterion and each party counts the same, and it can be ranked at once."""
    try:
        study = studied(blank_study(options, criteria, parties))
    except ArgumentProblem:
        return  # names that no study can take
    written = [" ".join(each.split()) for each in (*options, *criteria, *parties)]
    found = [each.name for each in (*study.options, *study.criteria, *study.parties)]
    assert [each for each in found if each != "No agreement"] == written
    assert {score.basis for option in study.options for score in option.scores} == {"unknown"}
    assert [each.value for each in rank(study).standings] == [pytest.approx(50)] * len(options)


def test_any_name_is_refused_or_kept() -> None:
    """The property above is not about names that are refused alone."""
    assert studied(blank_study(["a: b", "- c", "'d"], ["[e", "#f", "null"])).option("a-b").name == "a: b"


def test_a_study_without_parties_has_no_baseline_and_assumes_equal_weights() -> None:
    """Nothing is written that nobody said."""
    study = studied(blank_study(["A", "B"], ["C"]))
    assert (study.baseline, study.parties, [each.assumed for each in study.profiles]) == (None, (), [True])


def test_parties_can_negotiate_at_once() -> None:
    """Each has a profile, and no agreement is what is left to them."""
    study = studied(blank_study(["A", "B"], ["C", "D"], ["North", "Equal"]))
    assert study.baseline == "no-agreement"
    assert [(each.id, each.profile) for each in study.parties] == [
        ("north", "north"),
        ("equal-party", "equal-party"),
    ]
    assert study.profile == "equal"
    assert [each.id for each in negotiate(study).sides] == ["north", "equal-party"]


def test_an_option_that_is_no_agreement_is_the_baseline() -> None:
    """None is added beside it, wherever it stands."""
    study = studied(blank_study(["A", "No Agreement"], ["C"], ["X", "Y"]))
    assert [each.id for each in study.options] == ["a", "no-agreement"]
    assert study.baseline == "no-agreement"


@pytest.mark.parametrize("options", [["A", "B"], ["A", "No agreement"]])
def test_what_is_offered_as_a_comment_can_be_taken_as_it_is(options: Sequence[str]) -> None:
    """The anchors and the obligation, without their number signs, leave a study that is one."""
    text = blank_study(options, ["C", "D"], ["North", "South"])
    offered, taken = ("zero", "hundred", "obligations", "  "), []
    for line in text.split("\n"):
        said = line.partition("# ")
        taken.append(said[0] + said[2] if said[2].startswith(offered) and "{" not in said[2][:1] else line)
    study = studied("\n".join(each for each in taken if "treatyopt" not in each))
    assert [(each.id, each.enters, each.binds) for each in study.obligations] == [
        ("inspections", study.ladder[-1].id, ("north", "south"))
    ]
    assert study.criteria[0].zero == "What a score of 0 means"


@pytest.mark.parametrize(
    ("options", "criteria", "parties", "message", "argument"),
    [
        (["A"], ["C"], [], "give two or more options, not 1", "options"),
        (["A", "B"], [], [], "give one or more criteria, not 0", "criteria"),
        (["A", "a"], ["C"], [], "a: is named twice", "options"),
        (
            ["A", "B"],
            ["C", "\x07"],
            [],
            "\\x07: the control character U+0007 is not allowed in text",
            "criteria",
        ),
        (["A", "B"], ["C"], [str(i) for i in range(21)], "give at most 20 parties, not 21", "parties"),
        ([str(i) for i in range(1001)], ["C"], [], "give at most 1,000 options, not 1,001", "options"),
    ],
    ids=["one", "none", "twice", "bell", "many", "too many"],
)
def test_names_that_cannot_be_are_told_with_what_gave_them(
    options: list[str], criteria: list[str], parties: list[str], message: str, argument: str
) -> None:
    """One line, and the argument that mends it."""
    with pytest.raises(ArgumentProblem) as caught:
        blank_study(options, criteria, parties)
    assert str(caught.value) == message
    assert caught.value.arguments == (argument,)


def test_more_scores_than_can_be_read_are_refused() -> None:
    """As in a table."""
    with pytest.raises(ArgumentProblem, match=r"^150 options on 150 criteria are more than 20,000 scores$"):
        blank_study([f"o{i}" for i in range(150)], [f"c{i}" for i in range(150)])
