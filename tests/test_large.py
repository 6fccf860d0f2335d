"""Studies of many options and criteria: no work is done in vain, and what is too long to read is counted, not lost."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest

from documents import captioned, cells, prose, tables
from studies import plan
from treatyopt import Ranking, rank, scorecard, sensitivity
from treatyopt.bargaining.negotiate import negotiate
from treatyopt.brief.content import Brief, brief
from treatyopt.brief.page import to_html
from treatyopt.documents.blocks import Deferred, Picture
from treatyopt.documents.compare import ranking_document
from treatyopt.documents.explain import explanation_document
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.documents.scorecard import scorecard_document
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.documents.shortening import few
from treatyopt.formats.terminal import to_text
from treatyopt.formats.text import to_csv, to_json
from treatyopt.ranking.explain import explain
from treatyopt.study.model import Study

MANY = 60


def made() -> dict[str, Any]:
    """Sixty types on nine criteria in three groups, many of which fail one of two screens, as a file holds them."""
    chance = random.Random(1)
    rows = [[float(chance.randrange(101)) for _ in range(9)] for _ in range(MANY + 1)]
    rows[1:9] = [[90.0 - i] * 8 + [5.0] for i in range(8)]  # worth more than all others, and set aside
    found = plan(*rows, sizes=(3, 3, 3), spread=10, screens=((0, 20), (8, 15)), baseline=True).data()
    return found | {
        "parties": {each: {"name": each.title(), "profile": "plain"} for each in ("north", "south")}
    }


@pytest.fixture(scope="module")
def study() -> Study:
    """The study of sixty types."""
    return Study.model_validate(made())


@pytest.fixture(scope="module")
def ranking(study: Study) -> Ranking:
    """The ranking of all sixty."""
    return rank(study)


@pytest.fixture(scope="module")
def whole(ranking: Ranking) -> Brief:
    """The brief of all sixty, with few drawings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("treatyopt.brief.findings.SAMPLES", 200)
        return brief(ranking)


def test_data_are_made_once_and_only_when_asked_for() -> None:
    """A document for a screen makes none; one for JSON makes them once."""
    made: list[str] = []

    def make() -> dict[str, int]:
        made.append("made")
        return {"a": 1}

    data = Deferred(make)
    assert not made
    assert {**data} == {"a": 1}
    assert (len(data), list(data)) == (1, ["a"])
    assert made == ["made"]


def test_a_list_names_the_first_few_and_counts_the_rest() -> None:
    """Two more than are named otherwise are named too, as to count them would save nothing."""
    assert few([*"abcde"], most=3) == "a, b, c, d and e"
    assert few([*"abcdef"], most=3) == "a, b, c and 3 more"
    assert few([], most=3) == ""


def test_a_ranking_shows_its_first_options_and_counts_all(ranking: Ranking) -> None:
    """The leader is on top, the sentence after the table says how many are not shown and where they are."""
    document = ranking_document(ranking)
    shown = cells(tables(document)[0], "option")
    assert shown == [each.name for each in ranking.standings[:25]]
    assert "Shown are 25 of 60 options, the first by rank; all are in the data (csv, json, xlsx)." in prose(
        document
    )


def test_what_was_set_for_a_run_is_shown_whatever_its_rank(study: Study, ranking: Ranking) -> None:
    """Who sets a score of the last option sees what becomes of it."""
    last = ranking.standings[-1].id
    document = ranking_document(rank(study, scores={f"{last}.criterion-4": 50}))
    assert f"{study.option(last).name} *" in cells(tables(document)[0], "option")
    assert "the first by rank and what was set or added" in prose(document)


def test_data_hold_every_option(ranking: Ranking) -> None:
    """What is not shown is in CSV and in JSON."""
    document = ranking_document(ranking)
    assert len(list(csv.DictReader(io.StringIO(to_csv(document))))) == MANY
    assert len(json.loads(to_json(document))["standings"]) == MANY


def test_failures_are_counted_beyond_the_first(ranking: Ranking) -> None:
    """The options that fail are those of the highest value; the rest are a number."""
    failing = sum(not met.passes for each in ranking.standings for met in each.screens)
    document = ranking_document(ranking)
    assert len(tables(document)[1].rows) == 8
    assert f"Shown are 8 of {failing} failures of a screen" in prose(document)


def test_the_shortlist_names_a_few(ranking: Ranking) -> None:
    """A sentence never lists dozens of names."""
    rest = len(ranking.shortlist) - 8
    assert rest > 10
    assert f" and {rest} more (pass screen-0 and screen-1)." in prose(ranking_document(ranking))


def test_few_of_those_set_aside_have_a_sentence(ranking: Ranking) -> None:
    """Of many that are worth more than the leader the first three are told of, and the rest counted."""
    rest = len(ranking.set_aside) - 3
    assert rest > 2
    said = prose(ranking_document(ranking))
    assert said.count("would return if") == 3
    assert " more that are worth no less than what leads." in said


@pytest.mark.usefixtures("narrow")
def test_a_long_table_that_is_too_wide_is_divided_and_not_stacked(ranking: Ranking) -> None:
    """Every part has the options with their values; cells do not stand below each other."""
    text = to_text(ranking_document(ranking))
    assert text.count(f" 1  {ranking.standings[0].name}") == 2
    assert " · Group-" not in text


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which a ranking with three groups has no room."""
    monkeypatch.setenv("COLUMNS", "36")


def test_a_scorecard_shows_the_first_options_by_rank(ranking: Ranking) -> None:
    """Ten columns, the leader's first, and the rest counted; its data hold all."""
    document = scorecard_document(scorecard(ranking))
    names = [each.label.removeprefix("✗ ") for each in tables(document)[0].columns[1:-1]]
    assert names == [each.name for each in ranking.standings[:10]]
    assert "Shown are 10 of 60 options" in prose(document)
    assert "option-60-score" in to_csv(document).splitlines()[0]


def test_scores_in_words_are_told_of_the_first_options(ranking: Ranking) -> None:
    """Each criterion lists as many options as the scorecard has columns, between its two ends."""
    document = scorecard_document(scorecard(ranking), words=True)
    assert len(tables(document)[0].rows) == 9 * (10 + 3)
    assert "Shown are 10 of 60 options" in prose(document)


def test_shares_of_many_ranks_are_summed_beyond_the_first(ranking: Ranking) -> None:
    """Three ranks and all lower ones, which together are all."""
    found = sensitivity(ranking, samples=200)
    table = captioned(sensitivity_document(found), "Rank acceptability")
    assert [each.label for each in table.columns] == ["option", "1st", "2nd", "3rd", "lower"]
    assert sum(table.rows[0].cells[1:]) == pytest.approx(1)
    beliefs = captioned(sensitivity_document(found), "What must be believed")
    assert len(beliefs.rows) == 8


@pytest.fixture(scope="module")
def bent() -> Ranking:
    """The ranking of the same sixty, each scale rising to three quarters of its worth on its first half."""
    data = made()
    steep = {"scale": {"unit": "days", "points": [[0.0, 0.0], [50.0, 75.0], [100.0, 100.0]]}}
    for group in data["groups"].values():
        group["criteria"] = {id: each | steep for id, each in group["criteria"].items()}
    return rank(Study.model_validate(data))


@pytest.mark.parametrize("scored", ["ranking", "bent"])
def test_many_options_drawn_together_are_first_as_often_as_one_by_one(
    scored: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one quantile for an option or a criterion the same draws give the same figures, but for rounding."""
    ranking = request.getfixturevalue(scored)
    together = sensitivity(
        ranking, samples=300, scores="ranges"
    ).doubts  # so that nothing is tried exactly besides
    monkeypatch.setattr("treatyopt.methods.doubts.FEW", MANY)
    one_by_one = sensitivity(ranking, samples=300, scores="ranges").doubts
    assert [each.leads for each in together] == [each.leads for each in one_by_one]
    assert [each.rejudged for each in together] == [each.rejudged for each in one_by_one]
    assert [each.points for each in together] == pytest.approx([each.points for each in one_by_one])
    assert [each.other for each in together] == [each.other for each in one_by_one]


def test_obligations_of_many_weaker_types_are_counted() -> None:
    """The three nearest types have a table each, the others a number and the command that lists them."""
    carried = {
        f"duty-{i}": {
            "says": "Do it", "kind": "duty", "binds": ["north"], "enters": f"option-{i}", "basis": "inferred",
            "burden": 1, "moves": {f"criterion-{c}": 1 for c in range(9)},
        }
        for i in range(1, MANY + 1)
    }  # fmt: skip
    bound = Study.model_validate(made() | {"obligations": carried})
    document = explanation_document(explain(rank(bound), "option-30"))
    assert len([each for each in tables(document) if (each.caption or "").startswith("Inherited")]) == 3
    assert "Inherited from 26 weaker options besides: 26 obligations" in prose(document)
    assert "treatyopt obligations option-30 lists them." in prose(document)


def test_a_negotiation_shows_those_options_that_lose_a_party_least(study: Study) -> None:
    """Table and picture hold the same twenty; what passes the screens comes before what does not."""
    found = negotiate(study, reports=0)
    document = negotiation_document(found)
    shown = cells(tables(document)[0], "option")[:-1]
    (picture,) = [each for each in document.blocks if isinstance(each, Picture)]
    assert [each.name for each in picture.marks] == shown
    able = [each for each in found.outcomes if each.possible]
    best = sorted(able, key=lambda each: -min(party.gain for party in each.parties))
    assert {each.name for each in best[:20]} <= {*shown}
    assert f"Shown are {len(shown)} of 60 options" in prose(document)


def test_a_brief_has_the_cases_of_the_first_and_of_those_it_speaks_of(whole: Brief) -> None:
    """Eight by rank and three that are set aside above them; the sentence before them counts."""
    (section,) = whole.cases
    standings = whole.ranking.standings
    first = [whole.ranking.study.option(each.id).title for each in standings[:8]]
    titles = [each.title for each in section.parts]
    assert titles[:8] == first
    assert len(titles) == 11
    assert "Shown are 11 of 60 options" in "".join(map(str, section.blocks))


def test_a_long_ranking_scrolls_on_the_page(whole: Brief, ranking: Ranking) -> None:
    """All sixty rows are there, in a part of the page that can be reached and scrolled by key; paper has the first."""
    page = to_html(whole)
    assert page.count('<tr id="option-') == len(ranking.standings)
    assert 'class="scroll long" tabindex="0" role="group" aria-label="Ranking"' in page
    assert "On paper: the first 25 of 60 options." in page
    assert ".scroll.long tbody tr:nth-child(n + 26) { display: none; }" in page


def test_page_one_stays_a_page(whole: Brief) -> None:
    """What is set aside is named four times at most and counted."""
    said = "".join(map(str, whole.memo))
    assert len(said.split()) < 700
    assert " more that are worth no less than what leads." in said
