"""What is said of weights, as it is read: comparisons of sums of weights, or one line on what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from treatyopt import ArgumentProblem
from treatyopt.study.statements import read_statement

IDS = ["security", "realism", "europe", "no-first-use"]


def figures(text: str) -> list[tuple[dict[str, float], float]]:
    """The comparisons of a statement as factors and a part of all weight."""
    return [(dict(each.factors), each.part) for each in read_statement(text, IDS).comparisons]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("security>=realism", [({"security": 1, "realism": -1}, 0)]),
        ("realism <= 40%", [({"realism": -1}, 0.4)]),
        ("security>=2*europe", [({"security": 1, "europe": -2}, 0)]),
        ("security >= europe*2.5", [({"security": 1, "europe": -2.5}, 0)]),
        ("20%<=realism<=40%", [({"realism": 1}, -0.2), ({"realism": -1}, 0.4)]),
        ("no-first-use=europe", [({"no-first-use": 1, "europe": -1}, 0)]),
        (
            "realism>security>europe",
            [({"realism": 1, "security": -1}, 0), ({"security": 1, "europe": -1}, 0)],
        ),
        ("security + realism >= 50%", [({"security": 1, "realism": 1}, -0.5)]),
        ("europe ≤ .5 %", [({"europe": -1}, 0.005)]),
        ("security=>realism", [({"security": 1, "realism": -1}, 0)]),
    ],
)
def test_a_statement_is_read_as_sums_of_weights(text: str, found: list[Any]) -> None:
    """Comparisons, multiples, percentages, sums, equalities and chains."""
    assert figures(text) == [(factors, pytest.approx(part)) for factors, part in found]


def test_a_statement_is_shown_as_it_was_said() -> None:
    """Blanks and the way a sign is typed are made the same."""
    shown = [
        read_statement(text, IDS).text
        for text in ("20 %<=realism=<2 * europe", "a + b".replace("a + b", "security+realism==50%"))
    ]
    assert shown == ["20% <= realism <= 2*europe", "security + realism = 50%"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("security", "in a shell put it in quotes, or > writes to a file"),
        ("", "nothing: a statement compares"),
        ("securty>=realism", "unknown group or criterion securty; did you mean security?"),
        ("security>=40", "40 is no weight; write 40% for a percentage of all weight"),
        ("security>=", "something to compare is missing beside a sign"),
        ("security>=realism<=europe", "a chain goes one way"),
        ("20%<=30%", "compares two percentages, and no weight"),
        ("security>=0*realism", "a multiple is more than 0"),
        (
            "security>=-realism",
            "-realism is neither an id, a multiple such as 2*ID, a percentage such as 40%, nor a sum of these",
        ),
        ("security>=\x1b[31m", "is neither an id"),
        ("security>=10%, europe>=10%", "say one thing at a time"),
        ("realism<=40,5%", "write 40.5% with a point"),
        ("realism<=0,5*security", "write 0.5*security with a point"),
    ],
)
def test_what_is_no_statement_is_told_in_one_line(text: str, message: str) -> None:
    """Each kind of bad statement names what is wrong and how to write it."""
    with pytest.raises(ArgumentProblem) as caught:
        read_statement(text, IDS)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()
