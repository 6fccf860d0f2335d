"""What is said of several studies: which differences decide, in which order, and whose rank they change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import PAPER, Run
from studies import plan
from treatyopt import ArgumentProblem, Study, compare_studies
from treatyopt.documents.blocks import Table
from treatyopt.documents.deciding import turned

EVEN = (50, 50, 50, 50, 50)


def told(first: Sequence[float], other: Sequence[float]) -> str:
    """What decides between two studies in which an option has these scores, and another 50 on each criterion."""
    flat = " ".join(str(compare_studies([plan(each, EVEN).study() for each in (first, other)])).split())
    return flat.partition("Does the leader turn on them? ")[2].partition(" Verdict:")[0]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            (40, 40, 40, 40, 60),
            "these three together do, and not with one of them left out (no fewer do; other sets may do too): ",
        ),
        (
            (46, 46, 46, 46, 46),
            "(other sets, and smaller ones, may do too, since not all were tried)",
        ),
        (
            (26, 26, 60, 60, 60),
            "these two together do: Option-0's Criterion-0 (60 → 26) and Option-0's Criterion-1 (60 → 26); without "
            "either all the others do not.",
        ),
        (
            (0, 26, 60, 90, 60),
            "One of them does it alone: Option-0's Criterion-0 (60 → 0). Without any one of these all the others do "
            "not: Option-0's Criterion-0 (60 → 0) and Option-0's Criterion-1 (60 → 26).",
        ),
        (
            (0, 0, 60, 90, 60),
            "Each of these does it alone: Option-0's Criterion-0 (60 → 0) and Option-0's Criterion-1 (60 → 0); without "
            "any one of them all the others do not.",
        ),
    ],
    ids=["three", "four", "two", "one-and-another", "each"],
)
def test_what_decides_and_what_is_needed_are_each_told_whole(other: Sequence[float], said: str) -> None:
    """Changes that suffice are not told as the only ones, and those that are needed stand in one list."""
    assert said in told((60, 60, 60, 60, 60), other)


def of_many(first: Sequence[float], other: Sequence[float], least: float) -> str:
    """The same of two scores among 70, each other being 51 and then `least`, which changes less."""
    whole = [[*two, *(68 * [rest])] for two, rest in ((first, 51), (other, least))]
    studies = [plan(each, 70 * [50.0], sizes=(70,)).study() for each in whole]
    flat = " ".join(str(compare_studies(studies)).split())
    return flat.partition("Does the leader turn on them? ")[2].partition(" Verdict:")[0]


@pytest.mark.parametrize(
    ("first", "other", "least", "said"),
    [
        (
            (100, 100),
            (0, 0),
            50.9,
            "None of them does it alone; these two together do (the only such pair among the 60 largest; other pairs "
            "were not tried): Option-0's Criterion-0 (100 → 0) and Option-0's Criterion-1 (100 → 0)",
        ),
        (
            (51, 51),
            (15, 15),
            15,
            "None of them does it alone; these two together do (one of 1,770 such pairs among the 60 largest; other "
            "pairs were not tried): ",
        ),
        (
            (100, 100),
            (95, 95),
            46,
            "None of them does it alone, and no two of the 60 largest do (other pairs were not tried); these ",
        ),
    ],
    ids=["one-pair", "many-pairs", "no-pair"],
)
def test_pairs_are_told_as_tried_among_the_largest_where_there_are_more(
    first: Sequence[float], other: Sequence[float], least: float, said: str
) -> None:
    """Of more than 60 differences not all pairs are tried, and neither their number nor that there is none is said."""
    assert said in of_many(first, other, least)


def test_where_some_are_left_out_none_is_not_said_of_them() -> None:
    """Of more than 200 differences those that are left out are not tried alone."""
    first, other = [100.0, *[51.0] * 269], [20.0, *[50.0] * 269]
    studies = [plan(each, [50.0] * 270, sizes=(90,) * 3).study() for each in (first, other)]
    flat = " ".join(str(compare_studies(studies)).split())
    assert (
        "None of the 200 that were tried does it alone, and no two of the 60 largest do (other pairs" in flat
    )


def test_what_decides_stands_first_and_a_screen_tells_each_rank_it_changes() -> None:
    """A screen that moves no value comes before larger scores where it decides, with all whose rank it changes."""
    rows = ((60, 40), (50, 80), (40, 30))
    one = plan(*rows, screens=((1, None, 60.0),)).study()
    other = plan((60, 40), (52, 80), (30, 30)).study()
    found = compare_studies([one, other])
    table = next(iter(turned(found.turns[0], "study 1", *found.rankings)))
    assert isinstance(table, Table)
    assert table.caption == (
        "From study 1 to study 2: 3 differences, what decides who leads first, then the largest, and what each does "
        "to study 1 by itself"
    )
    assert [row.cells[0] for row in table.rows] == [
        "screen screen-0",
        "Option-2: Criterion-0",
        "Option-1: Criterion-0",
    ]
    assert table.rows[0].cells[3:] == (
        "Option-1 passes, rank 1; Option-0 rank 1 → 2; Option-2 rank 2 → 3",
        "Option-1",
    )


def town(own: str, **more: Any) -> Study:
    """A study of cost, quiet and a criterion of its own."""
    scores = {"cost": 40, "quiet": 20, own: 5}, {"cost": 10, "quiet": 90, own: 9}
    options = {f"option-{i}": {"scores": each} for i, each in enumerate(scores)}
    return Study.model_validate(
        {"criteria": {id: {} for id in ("cost", "quiet", own)}, "options": options} | more
    )


def test_what_is_said_of_shared_criteria_holds_where_others_are_left_out() -> None:
    """A statement on what all have is what each verdict is over, and its centroid stands for points, as it says."""
    found = compare_studies({"anna": town("opening"), "ben": town("jobs")}, say=["quiet>=cost"])
    flat = " ".join(str(found).split())
    assert (
        "Weights: cost 25%, quiet 75% (the centroid of the weightings that fit what was said: quiet >= cost); the same "
        "in each study."
    ) in flat
    assert {each.verdict.said for each in found.rankings} == {("quiet >= cost",)}
    assert {each.verdict.tier for each in found.rankings} == {"settled"}


def test_a_profiles_statement_on_what_is_left_out_is_left_out_and_named() -> None:
    """What one profile says of a criterion that not all have no longer holds, and each study names its own profile."""
    anna = town("opening", profiles={"mine": {"say": "quiet>=opening"}})
    found = compare_studies({"anna": anna, "ben": town("jobs", profiles={"towns": {"say": "quiet>=cost"}})})
    assert [each for each in found.unshared if each.kind == "statement"] == [
        ("statement", "quiet >= opening", ("anna",))
    ]
    assert [each.verdict.said for each in found.rankings] == [(), ("quiet >= cost",)]
    flat = " ".join(str(found).split())
    assert "the statement on weights quiet >= opening (anna)" in flat
    assert "What they rest on: in anna profile mine; in ben the centroid of the weightings that fit" in flat


def test_a_profile_that_leaves_one_weighting_of_what_all_have_is_compared_with_its_weights() -> None:
    """Where a statement fixes the only two shared criteria, the weights are as it says and it is named as left out."""
    anna = town("opening", profiles={"mine": {"say": "quiet=cost"}})
    found = compare_studies({"anna": anna, "ben": town("jobs")})
    assert ("statement", "quiet = cost", ("anna",)) in found.unshared
    assert [each.weight for each in found.rankings[0].weights.criteria] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ("quiet>=20%", "anna: quiet >= 20%: a percentage is of all weight, and some criteria are left out"),
        ("more>=cost", "anna: more >= cost: not all studies have all criteria of more"),
    ],
    ids=["percentage", "group"],
)
def test_what_cannot_be_said_of_what_all_have_is_refused(say: str, said: str) -> None:
    """Nothing that is asked for is left out in silence."""
    studies = {
        name: town(own, criteria={"cost": {}}, groups={"more": {"criteria": {"quiet": {}, own: {}}}})
        for name, own in (("anna", "opening"), ("ben", "jobs"))
    }
    with pytest.raises(ArgumentProblem, match=said):
        compare_studies(studies, say=[say])


def test_weights_that_all_studies_are_ranked_by_are_named() -> None:
    """The heading has what the weights of all studies are called, and nothing where each has its own."""
    studies = {"anna": town("opening"), "ben": town("jobs")}
    assert "weights:" not in str(compare_studies(studies)).splitlines()[0]
    named = str(compare_studies(studies, {"cost": 60}, name="hers.yaml by Anna"))
    assert "studies: anna, ben; weights: hers.yaml by Anna" in " ".join(named.split())
    assert "points given: cost 60" in " ".join(named.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ["--weights", PAPER],
            "is a study and no file of weights, which holds points by group or criterion id",
        ),
        (
            ["--study", "hers.yaml"],
            "is a file of weights and no study, which has options and what they score",
        ),
    ],
    ids=["weights", "study"],
)
def test_a_study_and_a_file_of_weights_are_not_taken_for_each_other(
    asked: list[str], said: str, inside: Run, tmp_path: Path
) -> None:
    """One line says what the file is, not a line for each of its keys."""
    (tmp_path / "hers.yaml").write_text(
        "by: Anna\nover: criteria\nsay: a>=b\nrealism: 60\n", encoding="utf-8"
    )
    done = inside("compare", *asked)
    assert (done.returncode, " ".join(done.stderr.split()).endswith(f"{asked[1]}: {said}")) == (1, True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"options": ["extra", "option-0"]},
            "^extra: only anna has that option; name what all studies have$",
        ),
        ({"scores": {"option-0.opening": 5}}, "^opening: only anna has that criterion; name what all"),
        ({"weights": {"jobs": 5}}, "^jobs: only ben has that group or criterion; name what all"),
        ({"say": "jobs>=cost"}, "^jobs: only ben has that group or criterion; name what all"),
        ({"profile": "mine"}, "^mine: only anna has that profile; name what all"),
        ({"options": ["option-9"]}, "^anna: unknown option option-9; "),
    ],
    ids=["option", "score", "points", "statement", "profile", "nowhere"],
)
def test_what_only_some_studies_have_is_told_so_when_it_is_asked_for(
    asked: dict[str, Any], said: str
) -> None:
    """An id that a study lacks and another has is not called unknown, but told as not shared."""
    anna = town("opening", profiles={"mine": {"points": {"cost": 40, "quiet": 30, "opening": 30}}})
    anna = anna.changed(options=(*anna.options, anna.options[0].changed(id="extra")))
    with pytest.raises(ArgumentProblem, match=said):
        compare_studies({"anna": anna, "ben": town("jobs")}, **asked)


@pytest.mark.parametrize(
    "asked",
    [
        ["compare", "--study", "gone.yaml", "--study", "lost.yaml"],
        ["compare", "--weights", "gone.yaml", "--weights", "lost.yaml"],
        ["negotiate", "--weights", "russia=gone.yaml", "--weights", "nato=lost.yaml"],
    ],
    ids=["studies", "weights", "parties"],
)
def test_all_files_that_cannot_be_read_are_named(asked: list[str], inside: Run) -> None:
    """Of several files every one that is not there is told at once."""
    done = inside(*asked)
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["treatyopt: gone.yaml: no such file", "treatyopt: lost.yaml: no such file"],
    )


def test_a_statement_of_a_file_on_what_is_left_out_is_the_files_problem(inside: Run, tmp_path: Path) -> None:
    """What a weights file says that is not of shared criteria alone is refused by its name; a typed one by its flag."""
    for name, own in (("anna", "opening"), ("ben", "jobs")):
        scores = f"{{scores: {{cost: 40, quiet: 20, {own}: 5}}}}"
        text = f"criteria: {{cost: , quiet: , {own}: }}\noptions: {{a: {scores}, b: {scores}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "hers.yaml").write_text("say: quiet>=20%\n", encoding="utf-8")
    studies = ["compare", "--study", "anna.yaml", "--study", "ben.yaml"]
    file, typed = inside(*studies, "--weights", "hers.yaml"), inside(*studies, "--say", "quiet>=20%")
    assert (file.returncode, file.stderr.startswith("treatyopt: hers.yaml: anna: quiet >= 20%: ")) == (
        1,
        True,
    )
    assert (typed.returncode, typed.stderr.rstrip().endswith("all have (--say)")) == (2, True)
