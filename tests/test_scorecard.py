"""The scorecard: every option on every criterion or group, in figures, marks and words."""

from __future__ import annotations

import io
import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from documents import cells, following, prose, tables
from studies import QUICK, Plan, plan, plans
from treatyopt import ArgumentProblem, Ranking, Scorecard, Study, rank, scorecard
from treatyopt.cli import main
from treatyopt.documents import anchors
from treatyopt.documents.anchors import way
from treatyopt.documents.blocks import Document, Row, Table
from treatyopt.documents.scorecard import scorecard_document, scorecard_table
from treatyopt.formats.terminal import show
from treatyopt.study.records import Package
from treatyopt.tables.columns import Shaded

Capture = pytest.CaptureFixture[str]
LADDER = ("non-aggression", "cooperation", "mutual-security", "mutual-defense")


@pytest.fixture(scope="module")
def ranking(paper: Study) -> Ranking:
    """The paper's ranking, with one score set."""
    return rank(paper, scores={"cooperation.enlargement": 55}, baseline=True)


@pytest.fixture(scope="module")
def card(ranking: Ranking) -> Scorecard:
    """The scorecard of the paper."""
    return scorecard(ranking)


def screen(document: Document, columns: int) -> str:
    """A document on a screen of a width."""
    file = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        show(document, file)
    return file.getvalue()


def only(document: Document) -> Table:
    """The one table of a document."""
    (table,) = tables(document)
    return table


def row(table: Table, label: str) -> Row:
    """The row that begins so."""
    (found,) = [each for each in table.rows if each.cells[0] == label]
    return found


# Which options, in which order -----------------------------------------------------------------------------


def test_options_go_from_the_baseline_up_the_ladder(card: Scorecard) -> None:
    """Whatever the ranks, the columns are in the order of commitment, the baseline first."""
    assert card.options == ("no-treaty", *LADDER)


def test_a_package_stands_between_its_types(paper: Study) -> None:
    """A package has its place by its degree."""
    lower, upper = paper.option("cooperation"), paper.option("mutual-security")
    degree = (lower.degree + upper.degree) / 2
    between = Package.model_construct(
        **{name: getattr(lower, name) for name in type(lower).model_fields}
        | {
            "id": "between",
            "name": "Between",
            "degree": degree,
            "lower": lower.id,
            "upper": upper.id,
            "adds": (),
        }
    )
    assert scorecard(rank(paper.with_option(between))).options.index("between") == 2


def test_options_are_shown_in_the_order_they_are_named(capsys: Capture) -> None:
    """The columns of a command are its ids, and the baseline behind them where that is asked for."""
    assert main(["scorecard", "mutual-security", "cooperation", "--baseline", "-f", "csv"]) == 0
    head = capsys.readouterr().out.splitlines()[0].split(",")
    assert [each for each in head if each.endswith("-score")] == [
        "mutual-security-score",
        "cooperation-score",
        "no-treaty-score",
    ]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["cooperaton"], "unknown option in this ranking cooperaton; did you mean cooperation"),
        (["cooperation", "cooperation"], "cooperation is named twice"),
        ([], "no option is named"),
    ],
)
def test_options_that_cannot_be_shown_are_refused(ranking: Ranking, options: list[str], problem: str) -> None:
    """What is not compared, or is named twice, is told by its name."""
    with pytest.raises(ArgumentProblem, match=problem):
        scorecard(ranking, options)


def test_only_a_ranking_has_a_scorecard(paper: Study) -> None:
    """A study is refused with what to give instead."""
    with pytest.raises(ArgumentProblem, match="give a ranking"):
        scorecard(paper)  # type: ignore[arg-type]


def test_groups_have_no_words(capsys: Capture) -> None:
    """The anchors are those of criteria, so that --words and --by group exclude each other."""
    assert main(["scorecard", "--words", "--by", "group"]) == 2
    assert "a group has no anchors; drop --by group or --words" in capsys.readouterr().err


def test_a_scorecard_has_one_weighting(capsys: Capture) -> None:
    """Several weightings are for compare."""
    assert main(["scorecard", "-p", "nato", "-p", "russia"]) == 2
    assert "scorecard takes one weighting" in capsys.readouterr().err


# Figures ---------------------------------------------------------------------------------------------------


@QUICK
@given(plans())
def test_weight_times_score_over_the_groups_is_the_value(drawn: Plan) -> None:
    """Of every option, at best scores and at both ends of their ranges."""
    ranking = rank(drawn.study(), baseline=True)
    card = scorecard(ranking)
    places = range(len(card.options))
    sums = [
        [math.fsum(row.weight * getattr(row.options[i], end) for row in card.groups) for i in places]
        for end in ("score", "low", "high")
    ]
    standings = [ranking.standing(id) for id in card.options]
    values = [[getattr(each, end) for each in standings] for end in ("value", "low", "high")]
    assert sums == [pytest.approx(each, abs=1e-9) for each in values]


@QUICK
@given(plans())
def test_every_figure_of_any_study_is_that_of_the_study(drawn: Plan) -> None:
    """Each cell has the score, range and basis of its option on its criterion, and fails what that fails there."""
    study = drawn.study()
    ranking = rank(study, baseline=True)
    shown = {(row.id, on.option): on for row in scorecard(ranking).criteria for on in row.options}
    judged = {(each.id, option.id): each for option in study.options for each in option.scores}
    assert {key: on[1:5] for key, on in shown.items()} == {
        key: (each.score, each.low, each.high, each.basis) for key, each in judged.items()
    }
    failed = {(s.criterion, o.id, s.screen) for o in ranking.standings for s in o.screens if not s.passes}
    assert {(*key, screen) for key, on in shown.items() for screen in on.fails} == failed


# What stands in the table ----------------------------------------------------------------------------------


def test_marks_say_what_a_score_rests_on_and_where_a_screen_is_failed(card: Scorecard) -> None:
    """Stated scores bear an s, set ones a star, inferred ones nothing, and the mark of failure is at its screen."""
    table = scorecard_table(card)
    assert row(table, "stand-off").cells[2] == Shaded("20", 0.2, "s✗", faint=True)
    assert row(table, "enlargement").cells[3] == Shaded("55", 0.55, "*")
    assert row(table, "reassurance").cells[4] == Shaded("75", 0.75, strong=True)
    assert [each.label for each in table.columns[1:]] == [
        "✗ No Treaty",
        "✗ Non-Aggression",
        "Cooperation",
        "Mutual Security",
        "✗ Mutual Defense",
        "weight",
    ]


def test_groups_head_their_criteria_with_their_weight(card: Scorecard) -> None:
    """Every group is a heading, its criteria follow, and the value and the rank come last."""
    table = scorecard_table(card)
    assert [each.cells[0] for each in table.rows if each.heading] == [
        *(group.name for group in card.groups),
        "value",
        "rank",
    ]
    assert row(table, "realism").cells[-1] == "20%"
    assert row(table, "institutions").cells[-1] == "6.7%"
    assert [each.said for each in row(table, "rank").cells[1:-1]] == ["✗", "✗", "2", "1", "✗"]


def test_ranges_stand_behind_the_scores_and_the_value_has_both_ends(card: Scorecard) -> None:
    """With ranges, each score has its low and high end, and the value with all scores low, or high, follows."""
    table = scorecard_table(card, ranges=True)
    assert row(table, "stand-off").cells[2].range == "5–45"
    ends = [row(table, f"all scores {end}").cells[4].figure for end in ("low", "high")]
    standing = card.ranking.standing("mutual-security")
    assert ends == [f"{standing.low:.1f}", f"{standing.high:.1f}"]


def test_a_score_is_never_rounded_across_a_screen() -> None:
    """A score just under what a screen needs reads as less than that, beside the mark that it fails."""
    made = plan([39.96, 10], [90, 20], screens=((0, 40.0, None),))
    (cell, _) = scorecard_table(scorecard(rank(made.study()))).rows[1].cells[1:3]
    assert (cell.figure, cell.mark) == ("39.96", "✗")


def test_the_legend_says_only_what_stands_in_the_table(card: Scorecard, river: Study) -> None:
    """Marks that no cell bears are left out, and screens are named with what they ask."""
    full = prose(scorecard_document(card))
    assert (
        "s stated by a passage of the source, * set for this run, all else inferred; ✗ fails a screen" in full
    )
    assert "sufficient: stand-off at least 40; realistic: readiness at least 40" in full
    assert "judgements of the study's authors" in full
    bare = prose(scorecard_document(scorecard(rank(river, screens=[]))))
    assert "✗" not in bare
    assert "set for this run" not in bare


def test_by_group_needs_no_marks_of_single_scores(card: Scorecard) -> None:
    """The table of groups says how its scores come about, and which screens set options aside."""
    said = prose(scorecard_document(card, by_group=True))
    assert "the sum of share x score" in said
    assert "s stated by" not in said
    assert "✗ fails a screen (sufficient" in said


def test_the_leader_is_what_comes_next(card: Scorecard) -> None:
    """The next command explains the option that is first."""
    assert following(scorecard_document(card)) == ["treatyopt explain mutual-security"]


# Words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0, "none of the way"),
        (100, "all of the way"),
        (50, "half of the way"),
        (45, "under half of the way"),
        (55, "over half of the way"),
        (5, "under a tenth of the way"),
        (95, "over nine tenths of the way"),
        (35, "over a third of the way"),
        (33.3, "a third of the way"),
        (15, "under a fifth of the way"),
        (0.001, "under a tenth of the way"),
        (99.999, "over nine tenths of the way"),
    ],
)
def test_a_score_is_told_as_a_part_of_the_way(score: float, words: str) -> None:
    """The nearest part with a short name, the simpler of two as near, and on which side of it the score is."""
    assert way(score) == words


@QUICK
@given(st.floats(0, 100))
def test_what_is_said_of_a_score_is_true_of_it(score: float) -> None:
    """Over is over and under is under, and what is named is no further off than a tenth of the way."""
    said = way(score).removesuffix(" of the way")
    parts = {name: part for part, name in anchors._PARTS.items()} | {"none": Fraction(0), "all": Fraction(1)}
    part = parts[said.removeprefix("over ").removeprefix("under ")]
    off = Fraction(score) / 100 - part
    sign = 1 if said.startswith("over ") else -1 if said.startswith("under ") else 0
    assert off * sign >= 0
    assert abs(off) <= (Fraction(1, 10) if sign else Fraction(1, 200))


def test_words_run_from_what_100_means_down_to_what_0_means(card: Scorecard) -> None:
    """Each criterion is a ladder: its upper anchor, the options by score, its lower anchor."""
    table = only(scorecard_document(card, words=True))
    said = cells(table, "what it means")
    start = next(i for i, each in enumerate(said) if each.startswith("stand-off (security, 4%)"))
    assert said[start + 1] == "No trace of rivalry in postures or plans."
    assert [each.rpartition(":")[0] for each in said[start + 2 : start + 7]] == [
        "✗ Mutual Defense",
        "Mutual Security",
        "Cooperation",
        "✗ Non-Aggression",
        "✗ No Treaty",
    ]
    assert said[start + 7] == "Cold War postures continue."


def test_words_claim_no_meaning_between_the_ends(card: Scorecard) -> None:
    """It is said that only the ends are described, and what half of the way is."""
    said = prose(scorecard_document(card, words=True))
    assert "Only the ends of each scale are described in words." in said
    assert "at half of the way, what is left is worth as much as what is had" in said


# Screens ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [{}, {"ranges": True}, {"words": True}, {"by_group": True}], ids=str)
@pytest.mark.parametrize("columns", [40, 80, 100])
def test_many_options_and_criteria_with_long_names_fit(kind: dict[str, Any], columns: int) -> None:
    """Twelve options on sixty criteria run over at no width, and every option is named."""
    made = plan(
        *([float((7 * i + j) % 101) for j in range(60)] for i in range(12)), sizes=(12,) * 5, spread=5
    )
    study = made.study()
    options = tuple(
        each.changed(name=f"{each.name} {'very long ' * i}") for i, each in enumerate(study.options)
    )
    shown = screen(scorecard_document(scorecard(rank(study.changed(options=options))), **kind), columns)
    assert max(map(cell_len, shown.splitlines())) <= columns


def test_options_too_many_for_the_screen_come_in_parts(card: Scorecard) -> None:
    """Five options with ranges on 80 columns are two tables of three and two, each with criteria and weights."""
    lines = screen(scorecard_document(card, ranges=True), 80).splitlines()
    assert len([each for each in lines if each.startswith(" stand-off")]) == 2
    assert len([each for each in lines if each.startswith("rank")]) == 2


def test_the_paper_fits_eighty_columns_in_one_table(paper: Study) -> None:
    """Four options with ranges stand beside each other."""
    lines = screen(scorecard_document(scorecard(rank(paper)), ranges=True), 80).splitlines()
    (line,) = [each for each in lines if each.startswith(" stand-off")]
    assert line.split() == [
        "stand-off",
        "▂20s✗",
        "5–45",
        "▅50",
        "40–65",
        "▇75",
        "60–90",
        "█90",
        "80–100",
        "4%",
    ]
