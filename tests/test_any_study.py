"""Small studies drawn at random, with all that may be left out or written short: what they say when asked."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plainly import any_study, plainly, raw
from studies import MANY, QUICK
from treatyopt import Study, design, explain, negotiate, rank, scorecard, sensitivity
from treatyopt.documents.compare import ranking_document
from treatyopt.documents.design import frontier_document
from treatyopt.documents.explain import explanation_document
from treatyopt.documents.scorecard import scorecard_document
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.errors import TreatyoptError
from treatyopt.formats import FORMATS
from treatyopt.study.load import validated
from treatyopt.study.yamlfile import parse


def text_of(seed: int, flow: bool | None, parties: bool = False) -> str:
    """A study as the text of a file; `flow` is how PyYAML lays it out."""
    data = any_study(random.Random(seed), parties)
    return str(yaml.safe_dump(data, sort_keys=False, default_flow_style=flow))


seeds, layouts = st.integers(0, 10**9), st.sampled_from((None, False, True))
texts = st.builds(text_of, seeds, layouts)


def study_of(text: str) -> Study:
    """The study that a text is."""
    return validated(Study, parse(text, "study.yaml"), "study.yaml")


@MANY
@given(texts)
def test_the_ranking_is_what_the_raw_file_comes_to_in_plain_arithmetic(text: str) -> None:
    """Units, unknown scores, shares, screens and whatever is left out, worked out once more from the YAML alone."""
    wanted, standings = plainly(raw(text)), rank(study_of(text)).standings
    assert wanted is not None
    assert {each.id: each.value for each in standings} == pytest.approx(
        {id: each.value for id, each in wanted.items()}, abs=1e-9
    )
    assert {each.id: each.passes for each in standings} == {id: each.passes for id, each in wanted.items()}


@MANY
@given(texts)
def test_whatever_is_left_out_a_study_is_read_back_as_it_was_written_out(text: str) -> None:
    """What was completed is given then."""
    study = study_of(text)
    assert Study.model_validate(study.to_dict()) == study


@QUICK
@given(st.builds(text_of, seeds, layouts, st.just(True)))
def test_parties_with_a_baseline_can_negotiate_over_any_study(text: str) -> None:
    """Each is told of every option but the baseline; what they would design is found, or refused in words."""
    study = study_of(text)
    found = negotiate(study, reports=0)
    assert {each.id for each in found.outcomes} == {each.id for each in study.options} - {study.baseline}
    assert said_of_design(study)


def said_of_design(study: Study) -> str:
    """The packages of a study in words, or why there are none."""
    try:
        return str(FORMATS["markdown"].text(frontier_document(design(study, samples=2, reports=0))))
    except TreatyoptError as problem:
        return str(problem)


@QUICK
@given(texts)
def test_every_question_about_options_has_an_answer(text: str) -> None:
    """In words, and nothing in them stands for what is missing."""
    ranking = rank(study_of(text))
    said = [
        ranking_document(ranking),
        explanation_document(explain(ranking, ranking.standings[-1].id)),
        scorecard_document(scorecard(ranking)),
        sensitivity_document(sensitivity(ranking, samples=20, scores="ranges")),
    ]
    words = " ".join(str(FORMATS["markdown"].text(each)) for each in said)
    assert "None" not in words.replace("None of ", "")  # which begins sentences
    assert " nan" not in words
