"""Packages from the baseline: any set of obligations that holds its prerequisites, valued by the same judgements."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Run
from studies import plain_design
from treatyopt import ArgumentProblem, Study, rank, sensitivity, weigh
from treatyopt.documents.choosing import picked
from treatyopt.documents.compare import ranking_document
from treatyopt.documents.design import frontier_document
from treatyopt.documents.explain import explanation_document
from treatyopt.formats.text import to_markdown
from treatyopt.packages.ladder import carried, steps, uncarried, warnings
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.explain import explain
from treatyopt.study.records import Package

# What was agreed by 2002 between NATO and Russia: politically, or in force already.
STRICT = (
    "non-aggression-pledge", "no-threats-to-neighbours", "no-nuclear-in-east", "npt", "abm", "confidence-building",
    "no-veto-claim", "common-interest-definition", "consultation-mechanism", "working-bodies",
    "ministerial-committees", "liaison-missions", "commission-non-proliferation", "peacekeeping",
    "conflict-prevention-work", "broad-interests",
)  # fmt: skip
# What was agreed in part, or signed and never in force.
IN_PART = (
    "no-forces-at-borders", "no-build-up-near-neighbours", "denuclearization", "no-bases-in-east",
    "frontier-guarantee", "kaliningrad", "start", "cfe-modernised", "cfe-2", "direct-participation",
    "leaders-at-summits", "regional-liaison", "commission-doctrines", "commission-planning",
    "commission-force-structure", "commission-nuclear", "commission-technology", "commission-civil-military",
    "osce-arms-control", "osce-peacekeeping",
)  # fmt: skip
FORM = "legally-binding-form"


def agreed(study: Study, *adds: str) -> tuple[Study, Package]:
    """The study with a package of these from no treaty, and that package."""
    made = package(stretch(study, "no-treaty", "mutual-security"), adds, "agreed")
    return study.with_option(made), made


@pytest.mark.parametrize(
    ("adds", "count", "value"),
    [
        (STRICT, 16, 47.5),
        ((*STRICT, FORM), 17, 49.5),
        ((*STRICT, *IN_PART), 36, 64.4),
        ((*STRICT, *IN_PART, FORM), 37, 66.4),
        ((*STRICT, *(id for id in IN_PART if id != "start")), 35, 64.1),
    ],
    ids=["strict", "strict-in-law", "wide", "wide-in-law", "wide-without-start"],
)
def test_what_was_agreed_is_valued(adds: tuple[str, ...], count: int, value: float, paper: Study) -> None:
    """At balanced weights and best scores."""
    study, made = agreed(paper, *adds)
    assert len(made.adds) == count
    assert round(rank(study).standing("agreed").value, 1) == value


def test_what_was_agreed_in_the_strict_reading_is_not_sufficient(paper: Study) -> None:
    """It lies between non-aggression and cooperation, and its stand-off just misses what the screen asks."""
    study, made = agreed(paper, *STRICT)
    ranking = rank(study)
    below, above = (ranking.standing(id).value for id in ("non-aggression", "cooperation"))
    assert below < ranking.standing("agreed").value < above
    assert round(made.on("stand-off").score, 1) == 39.7
    assert "agreed" not in ranking.shortlist


def test_it_obliges_to_what_it_adds_and_to_nothing_else(paper: Study) -> None:
    """There is nothing below it to inherit, and with nothing added there is nothing at all."""
    study, _ = agreed(paper, "npt", "consultation-mechanism")
    assert {each.id for each in study.obligations_of("agreed")} == {"npt", "consultation-mechanism"}
    assert agreed(paper)[0].obligations_of("agreed") == ()


def test_a_prerequisite_is_asked_for_there_too(paper: Study) -> None:
    """Any set that respects prerequisites is a package, and no other."""
    with pytest.raises(ArgumentProblem, match="working-bodies needs consultation-mechanism"):
        agreed(paper, "working-bodies")


def test_the_step_from_the_baseline_is_fully_carried(paper: Study) -> None:
    """The pledge and the form bear on all that changes there, and both are warned of."""
    (first,) = steps(paper, paper.option("no-treaty"), paper.option("non-aggression"))
    assert {each.id for each in first.entering} == {"non-aggression-pledge", FORM}
    assert first.uncarried == () == uncarried(paper)
    assert [each.partition(":")[0] for each in warnings(paper)[:2]] == ["non-aggression-pledge", FORM]


def test_changes_from_the_baseline_that_nothing_carries_are_told(paper: Study) -> None:
    """Where something enters with the first type; where nothing does, no package lies below it."""
    mute = tuple(
        each.changed(moves=()) if each.enters == "non-aggression" else each for each in paper.obligations
    )
    (remark,) = uncarried(paper.changed(obligations=mute))
    assert remark.message.startswith(
        "8 changes of scores, this one first: no obligation that enters with non-agg"
    )
    later = tuple(each for each in paper.obligations if each.enters != "non-aggression")
    assert uncarried(paper.changed(obligations=later)) == ()


def test_a_study_without_a_baseline_begins_with_its_first_type(river: Study) -> None:
    """There is no step below that."""
    rootless = river.changed(baseline=None, options=river.ladder)
    assert {each.enters for each in carried(rootless)} == {each.id for each in river.ladder[1:]}


def test_one_type_is_enough_from_the_baseline(paper: Study) -> None:
    """Between two types there is nothing, and the baseline is named as the way out."""
    options = tuple(map(paper.option, ("no-treaty", "non-aggression")))
    one = paper.changed(options=options, obligations=paper.obligations[:2], claims=(), screens=())
    with pytest.raises(ArgumentProblem, match=r"one type only.*could start from no-treaty") as caught:
        plain_design(one, samples=0)
    assert caught.value.arguments == ("lower",)
    assert plain_design(one, lower="no-treaty", samples=0).upper == "non-aggression"


def test_gains_start_at_nothing(paper: Study) -> None:
    """What starts from the baseline gains over it what is added, and the baseline itself gains nothing."""
    found = plain_design(paper, lower="no-treaty", upper="cooperation", samples=0)
    assert [(each.gain, each.burden) for each in found.end("no-treaty")] == [(0, 0), (0, 0)]
    point = found.point
    assert point is not None
    nets = {each.obligation.id: each.nets for each in found.offered}
    for k, seen in enumerate(point.parties):
        assert seen.gain == pytest.approx(sum(nets[id][k] for id in point.adds))


def test_in_a_drawing_the_baseline_is_drawn_once(paper: Study) -> None:
    """A package of nothing is the baseline whatever its scores, so both accept it in every drawing."""
    found = plain_design(
        paper,
        lower="no-treaty",
        upper="non-aggression",
        exclude=["non-aggression-pledge", FORM],
        screens=[],
        samples=40,
    )
    assert found.packages[0].adds == ()
    assert found.drawn is not None
    assert found.drawn.agreed == 1.0


def test_a_score_of_the_baseline_tips_what_is_made_of_it(paper: Study) -> None:
    """Though no treaty is not ranked, a package from it moves with its scores, and so does who leads."""
    study, made = agreed(paper, *STRICT, *(id for id in IN_PART if id not in ("cfe-2", "commission-nuclear")))
    weights = weigh(study, {"realism": 150})
    ranking = rank(study, weights)
    tip = next(each for each in sensitivity(ranking, samples=0).tipping if each.option == "no-treaty")
    beyond = tip.at + (-0.01 if tip.direction == "below" else 0.01)
    after = rank(study, weights, scores={f"no-treaty.{tip.criterion}": beyond}).verdict.leaders
    assert after == tip.leaders != ranking.verdict.leaders
    assert made.lower == "no-treaty"


def test_what_is_set_on_the_baseline_has_an_effect_on_what_is_made_of_it(paper: Study) -> None:
    """It is not said to have none, as it is of an option on which nothing that is compared rests."""
    study, _ = agreed(paper, *STRICT)
    scores = {"no-treaty.readiness": 50}
    assert "Without effect here" not in to_markdown(ranking_document(rank(study, scores=scores)))
    assert "Without effect here" in to_markdown(ranking_document(rank(paper, scores=scores)))


def test_it_is_told_as_what_it_holds(paper: Study) -> None:
    """Nothing is said to be all of no treaty, inherited from it, or between two types."""
    study, made = agreed(paper, *STRICT)
    assert (made.name, made.title) == (
        "Package of 16",
        "Package with 16 of the 40 obligations up to Mutual Security",
    )
    assert made.gist == "16 of the 40 obligations that lead to Mutual Security, and nothing else."
    text = to_markdown(explanation_document(explain(rank(study), "agreed")))
    assert "What it obliges: 16 obligations, none of them inherited." in text
    assert "worked out from those of its types and of No Treaty" in to_markdown(ranking_document(rank(study)))
    found = plain_design(paper, lower="no-treaty", upper="cooperation", samples=0)
    text = to_markdown(frontier_document(found))
    assert "no package from No Treaty up to Cooperation that passes the screens betters" in text
    assert "all types and No Treaty at the same place in their ranges" in text
    assert "It holds 18 of the 21 obligations: the core of 15" in picked(found, found.package())
    assert "to No Treaty" not in picked(found, found.package())


def test_a_saved_package_from_the_baseline_is_read_again(inside: Run, tmp_path: Path) -> None:
    """With `from: no-treaty` in the file, it is ranked beside the types."""
    path = tmp_path / "agreed.yaml"
    made = inside(
        "design", "--from", "no-treaty", "--to", "cooperation", "--samples", "0", "--save", str(path)
    )
    assert made.returncode == 0, made.stderr
    assert "from: no-treaty" in path.read_text(encoding="utf-8")
    assert "Package of 18" in inside("compare", "--package", str(path)).stdout


def test_every_step_of_the_paper_is_fully_divided(paper: Study) -> None:
    """From the baseline up, the shares of each change sum to one."""
    assert [each.id for each in paper.ascent] == [
        "no-treaty", "non-aggression", "cooperation", "mutual-security", "mutual-defense",
    ]  # fmt: skip
    whole = [
        sum(step.shares(criterion.id).values(), Fraction())
        for step in steps(paper, paper.ascent[0], paper.ascent[-1])
        for criterion in paper.criteria
    ]
    assert set(whole) == {Fraction(1)}
    assert all(a.degree < b.degree for a, b in pairwise(paper.ascent))
