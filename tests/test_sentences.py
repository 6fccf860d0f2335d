"""What is said of a verdict: by name, bounded, and never more than is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studies import Plan, plan
from treatyopt import Study, rank
from treatyopt.cli import main
from treatyopt.comparison import columns
from treatyopt.render import sentences

Said = Callable[..., str]

NAMES = ("NATO unity", "EU cost", "US Senate")


@pytest.fixture
def said(write: Callable[[Any], Path], capsys: pytest.CaptureFixture[str]) -> Said:
    """Writes a small study and returns what a command prints of it, on one line."""

    def said(made: Plan | dict[str, Any], command: str, *args: str) -> str:
        path = write(made.data() if isinstance(made, Plan) else made)
        assert main([command, *args, "--study", str(path)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return said


def named(made: Plan) -> dict[str, Any]:
    """The data of a plan of three groups of one criterion each, all with names of their own."""
    data = made.data()
    for i, name in enumerate(NAMES):
        group = data["groups"][f"group-{i}"]
        group["name"] = name
        group["criteria"][f"criterion-{i}"]["name"] = f"{name} asked"
    return data


# --- names


THREE = named(plan([70, 30, 50], [40, 80, 50], [20, 20, 50], points=[30, 30, 40]))


@pytest.mark.parametrize(
    ("command", "args", "sentence"),
    [
        ("compare", (), "only NATO unity (-9.0) speaks for Option-0"),
        ("sensitivity", ("--samples", "0"), "Option-0 is better on NATO unity asked (+9.0)"),
        ("explain", ("option-0",), "weakest on EU cost asked (-15.0)"),
    ],
)
def test_prose_names_groups_and_criteria_as_the_study_writes_them(
    command: str, args: tuple[str, ...], sentence: str, said: Said
) -> None:
    """No id of a group stands in what is said, and no name loses its capitals."""
    text = said(THREE, command, *args)
    assert sentence in text
    assert "group-" not in text


# --- what a screen sets aside


# Worth 70, 50 and 30; what is worth most fails the first screen.
SCREENED = plan([10, 90, 95], [60, 40, 50], [50, 20, 20], points=[20, 40, 40], screens=((0, 40),))
# Two are worth more than what passes; the first fails two screens, the second one.
TWICE = plan([10, 90, 30], [30, 80, 50], [60, 40, 50], points=[20, 60, 20], screens=((0, 40), (2, 45)))


@pytest.mark.parametrize("command", ["compare", "sensitivity"])
def test_an_option_worth_more_than_the_leader_is_named_first_where_a_screen_sets_it_aside(
    command: str, said: Said
) -> None:
    """With its value, the screen, and the threshold at which it would return; only then who leads."""
    assert (
        "Option-0 has the highest value, 76.0, and is set aside by the screen screen-0; it would return if the "
        "bar for Criterion-0 fell to 10. Of what passes, Option-1 leads Option-2 by 22.0 points."
    ) in said(SCREENED, command)


def test_every_option_above_the_leader_is_named_with_every_bar_in_its_way(said: Said) -> None:
    """Two options, one of them kept out by two screens, before the only one that passes."""
    text = said(TWICE, "compare")
    assert "Option-1 has the highest value, 64.0, and is set aside by the screen screen-0" in text
    assert (
        "Option-0 has a higher value than the leader too, 62.0, and is also set aside by the screens screen-0 and "
        "screen-1; it would return if the bar for Criterion-0 fell to 10 and the bar for Criterion-2 fell to 30. "
        "Option-2 is the only option that passes the screens"
    ) in text


def test_the_paper_names_mutual_defense_first_where_only_a_screen_stops_it(paper: Study) -> None:
    """With enlargement raised, mutual defense is worth most, and the headline begins with it."""
    ranking = rank(paper, {"enlargement": 60, "arms-control": 0})
    assert sentences.verdict(ranking).startswith(
        "Mutual Defense has the highest value, 70.5, and is set aside by the screen realistic; it would return if "
        f"the bar for {sentences.criterion_name(paper, 'readiness')} fell to 10. Of what passes, Mutual Security "
        "leads Cooperation by 17.8 points."
    )


def test_an_option_of_the_leaders_value_is_named_too() -> None:
    """What would be level with the leader but for a screen is not said to have the highest value."""
    text = sentences.verdict(rank(plan([10, 90], [50, 50], screens=((0, 40),)).study()))
    assert text.startswith(
        "Option-0 has the same value as Option-1, 50.0, and is set aside by the screen screen-0;"
    )


def test_where_nothing_passes_the_highest_value_is_named() -> None:
    """The screens decide here as well, so what is worth most is told with what it lacks."""
    text = sentences.verdict(rank(plan([10, 90], [20, 30], screens=((0, 40),)).study()))
    assert text == (
        "Option-0 has the highest value, 50.0, and is set aside by the screen screen-0; it would return if the bar "
        "for Criterion-0 fell to 10. Nothing leads: no option passes the screens."
    )


def test_without_a_higher_value_nothing_is_named_before_the_leader(paper: Study) -> None:
    """At balanced weights the leader has the highest value, and the headline is its."""
    assert sentences.verdict(rank(paper)).startswith("Mutual Security leads Cooperation by 13.9 points.")


def test_two_bars_on_one_criterion_are_told_together() -> None:
    """An option that fails two screens on one criterion returns where both bars fall to its score."""
    made = plan([10, 90], [60, 20], [55, 10], screens=((0, 40), (0, 45)))
    assert "it would return if the bars for Criterion-0 fell to 10." in sentences.verdict(rank(made.study()))


def test_columns_name_what_a_screen_sets_aside_in_some_of_them(paper: Study) -> None:
    """Where several weightings are compared, those under which it is worth most are named."""
    found = columns([rank(paper), rank(paper, {"enlargement": 60, "arms-control": 0})])
    assert sentences.agreement(found).startswith(
        "Mutual Defense is worth no less than what leads under balanced, enlargement=60, arms-control=0, and is set "
        "aside by the screen realistic;"
    )
    assert sentences.agreement(found).endswith(
        "Both weightings agree: of what passes, Mutual Security leads."
    )


def test_the_case_of_what_is_set_aside_says_what_it_is_worth_beside_the_leader(said: Said) -> None:
    """Its own case and the leader's both tell of it."""
    assert "It is worth 76.0, Option-1 48.0; it would return if the bar" in said(
        SCREENED, "explain", "option-0"
    )
    assert "Option-0 has the highest value, 76.0, and is set aside" in said(SCREENED, "explain", "option-1")


def test_data_hold_what_is_set_aside_and_where_it_would_return(paper: Study) -> None:
    """JSON gives its id, its value, and by screen the threshold at which it passes."""
    found = rank(paper, {"enlargement": 60, "arms-control": 0}).to_dict()["verdict"]["set_aside"]
    assert [(each["id"], each["returns_at"]) for each in found] == [("mutual-defense", {"realistic": 10.0})]
    assert found[0]["value"] == pytest.approx(70.5, abs=0.05)
    assert rank(paper).to_dict()["verdict"]["set_aside"] == []
