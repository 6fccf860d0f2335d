"""What the study of the paper says of the paper, where a second reading found it wrong or silent."""

from __future__ import annotations

import pytest

from treatyopt import Study



@pytest.mark.parametrize(
    ("option", "criterion", "cites"),
    [
        ("no-treaty", "substance", ("conclusions/2", "need/2", "equal-partnership/1")),
        ("no-treaty", "enlargement", ("need/4",)),
        ("cooperation", "substance", ("conclusions/4",)),
        ("mutual-security", "substance", ("conclusions/4",)),
        ("cooperation", "readiness", ("compromise/10", "conclusions/4", "need/3")),
        ("mutual-security", "readiness", ("compromise/10", "conclusions/4", "need/3")),
    ],
)
def test_a_score_that_the_paper_speaks_of_is_stated(
    option: str, criterion: str, cites: tuple[str, ...], paper: Study
) -> None:
    """A score on which the paper says something of that option is stated, and cites all that says it."""
    judged = paper.option(option).on(criterion)
    assert (judged.basis, judged.cites) == ("stated", cites)


def test_readiness_is_as_doubtful_as_the_paper_leaves_it(paper: Study) -> None:
    """Moscow has not said what it would accept, so the low ends of readiness are low."""
    assert [paper.option(id).on("readiness").low for id in ("cooperation", "mutual-security")] == [55, 40]


def test_nineteen_scores_of_the_types_rest_on_a_stated_passage(paper: Study) -> None:
    """Of the 56 scores of the four types, 19 are stated."""
    bases = [each.basis for option in paper.ladder for each in option.scores]
    assert (len(bases), bases.count("stated")) == (56, 19)
