"""Which answers of the sides an unknown score could turn by itself: in negotiate, and in design."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from studies import plain_design, plain_negotiate
from test_unknown import asked
from treatyopt import Study
from treatyopt.bargaining.unknown import turned_options, turned_packages
from treatyopt.study.load import load

Capture = pytest.CaptureFixture[str]

RIVER = """\
criteria: {cost: , quiet: }
options:
  nothing: {degree: 0, scores: {cost: 60, quiet: unknown}}
  ferry: {degree: 1, scores: {cost: unknown, quiet: 55}}
  bridge: {degree: 2, scores: {cost: 80, quiet: 70}}
  tunnel: {degree: 3, scores: {cost: 20, quiet: 90}}
baseline: nothing
profiles: {town: {points: {cost: 70, quiet: 30}}, coast: {points: {cost: 20, quiet: 80}}}
profile: town
parties: {town: {}, coast: {}}
screens: {cheap: {criterion: cost, minimum: 45}}
obligations:
  pay: {says: Both pay, binds: [town, coast], enters: bridge, burden: 1}
  works: {says: Town lets works go on, binds: [town], enters: bridge, burden: 2}
"""


def river(tmp_path: Path, text: str = RIVER) -> Study:
    """The study that a text is."""
    (tmp_path / "river.yaml").write_text(text, encoding="utf-8")
    return load(tmp_path / "river.yaml")


def test_what_turns_is_what_trying_the_whole_scale_shows(tmp_path: Path) -> None:
    """Every unknown score by itself at each whole figure of its scale: the same answers differ from those of now."""
    study = river(tmp_path)
    found = plain_negotiate(study)
    now = {each.id: each for each in found.outcomes}
    seen = set()
    for place, figure in product((("nothing", "quiet"), ("ferry", "cost")), range(101)):
        there = plain_negotiate(study, scores={".".join(place): figure})
        for each in there.outcomes:
            seen |= {(place, each.id, "party", id) for id in {*each.refused} ^ {*now[each.id].refused}}
            seen |= {(place, each.id, "screen", id) for id in {*each.fails} ^ {*now[each.id].fails}}
    turned = turned_options(found)
    assert {(each.place[:2], each.deal, each.kind, each.by) for each in turned} == seen
    assert len(seen) > 3
    says = {each: "town" not in now[each].refused for each in now}
    assert all(each.now is says[each.deal] for each in turned if each.by == "town")


def test_what_turns_of_packages_is_what_trying_the_ends_shows(tmp_path: Path) -> None:
    """The gains of each package of the frontier, were the score at an end of its scale."""
    study = river(tmp_path)
    found = plain_design(study, lower="ferry", upper="bridge", samples=0)
    seen = set()
    for place, figure in product((("nothing", "quiet"), ("ferry", "cost")), (0, 100)):
        there = plain_design(
            study, lower="ferry", upper="bridge", samples=0, scores={".".join(place): figure}, screens=[],
        )  # fmt: skip
        ends = {each.adds: each for each in there.packages}
        for i, each in enumerate(found.packages):
            for k, side in enumerate(("town", "coast")):
                after = ends.get(each.adds)
                if after is not None and (after.parties[k].gain >= 0) != (each.parties[k].gain >= 0):
                    seen.add((place, str(i), side))
    turned = {(each.place[:2], each.deal, each.by) for each in turned_packages(found) if each.kind == "party"}
    assert seen <= turned
    assert turned


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        (RIVER, "negotiate", "Once known, each by itself, Ferry on cost could turn "),
        (RIVER, "negotiate", "and make Ferry fail cheap"),
        (RIVER, "design --from ferry --to bridge", "Once known, Nothing on quiet alone could turn "),
        (
            RIVER.replace("quiet: unknown", "quiet: 0").replace("cost: 60", "cost: 0"),
            "negotiate",
            "Once known, Ferry on cost alone could make Ferry fail cheap.",
        ),
        (
            RIVER.replace("quiet: unknown", "quiet: 0").replace("cost: 60", "cost: 0").split("screens:")[0],
            "negotiate",
            "Whatever it is, no side's yes to an option becomes a no at these weights and costs, nor a no a yes.",
        ),
        (
            "words: {option: plan}\n"
            + RIVER.replace("quiet: unknown", "quiet: 0").replace("cost: 60", "cost: 0").split("screens:")[0],
            "negotiate",
            "Whatever it is, no side's yes to a plan becomes a no at these weights and costs, nor a no a yes.",
        ),
    ],
)  # fmt: skip
def test_one_sentence_says_which_answers_an_unknown_score_could_turn(
    text: str, command: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    """Or that none could, whatever it is."""
    assert said in asked(text, tmp_path, capsys, *command.split())


@pytest.mark.parametrize("command", ["negotiate", "design --from ferry --to bridge"])
def test_where_every_score_is_known_nothing_is_said_to_turn(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    """Nothing is added to what is said of it."""
    said = asked(RIVER.replace("unknown", "50"), tmp_path, capsys, *command.split())
    assert "Once known" not in said
    assert "Whatever it is" not in said
