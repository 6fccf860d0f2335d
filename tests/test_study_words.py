"""What a study calls its options and its baseline, and that every sentence about it says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from treatyopt import FileProblem, load

Write = Callable[[Any], Path]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("option", "options", "an option", "the baseline")),
        ({"option": "route", "baseline": "doing nothing"}, ("route", "routes", "a route", "doing nothing")),
        ({"option": "policy"}, ("policy", "policies", "a policy", "the baseline")),
        ({"option": "way"}, ("way", "ways", "a way", "the baseline")),
        ({"option": "approach"}, ("approach", "approaches", "an approach", "the baseline")),
        ({"option": "tax"}, ("tax", "taxes", "a tax", "the baseline")),
        (
            {"option": "unit", "options": "units of it", "one": "a unit"},
            ("unit", "units of it", "a unit", "the baseline"),
        ),
    ],
)
def test_what_is_not_said_is_made_of_the_noun(
    given: dict[str, str], expected: tuple[str, ...], raw: Any, write: Write
) -> None:
    """The plural, and one with its article, come of the noun by the common rules; what is said stands."""
    found = load(write({**raw, "words": given})).words
    assert (found.option, found.options, found.one, found.baseline) == expected


def test_a_study_without_words_speaks_of_options(raw: Any, write: Write) -> None:
    """Words are always there: the plain ones where a study says none, also in a copy of it."""
    raw.pop("words", None)
    study = load(write(raw))
    assert (study.words.options, study.changed(title="Another").words.baseline) == ("options", "the baseline")


@pytest.mark.parametrize(
    ("given", "place", "part"),
    [
        ({"option": "ro\u200bute"}, "words.option", "the invisible character U+200B"),
        ({"option": "  "}, "words.option", "must not be empty"),
        ({"option": ["route"]}, "words.option", "must be text"),
        ({"opton": "route"}, "words.opton", "did you mean option?"),
        ("route", "words", "must be a mapping"),
    ],
)
def test_faults_in_words_are_told_once_and_in_their_place(
    given: Any, place: str, part: str, raw: Any, write: Write
) -> None:
    """What is no name is one fault, and nothing that would be made of it is another."""
    with pytest.raises(FileProblem) as caught:
        load(write({**raw, "words": given}))
    (problem,) = caught.value.problems
    assert problem.path == place
    assert part in problem.message
