"""The paper's claims tested on the scores, and what obligations carry of each step of the ladder."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from treatyopt import Study, check_claims, load
from treatyopt.packages.ladder import carried, warnings


def broken(study: Study) -> dict[str, str]:
    """The broken claims with the figures of the findings that broke them."""
    return {
        each.claim.id: "; ".join(finding.figures for finding in each.findings if finding.status == "broken")
        for each in check_claims(study)
        if each.status == "broken"
    }


# --- claims


def test_paper_keeps_every_claim(paper: Study) -> None:
    """All claims hold on the paper's scores, the one on every package between two types among them."""
    found = {each.claim.id: each.status for each in check_claims(paper)}
    assert list(found) == [claim.id for claim in paper.claims]
    assert len(found) == 12
    assert set(found.values()) == {"holds"}


def test_every_kind_of_test_occurs_in_the_paper(paper: Study) -> None:
    """The paper's claims use each kind of test, so the damage done below covers them all."""
    kinds = {test.test for claim in paper.claims for test in claim.tests}
    assert kinds == {
        "lowest",
        "highest",
        "below",
        "increases",
        "fails",
        "exactly-pass",
        "enter-by",
        "packages-pass",
    }


@pytest.mark.parametrize("name", ["paper", "river"])
def test_a_study_with_claims_is_read_back_as_it_was_written_out(
    name: str, request: pytest.FixtureRequest
) -> None:
    """A test that is written out names also the keys that it does not take, with nothing in them."""
    study = request.getfixturevalue(name)
    assert Study.model_validate(study.to_dict()) == study


def test_what_a_test_of_a_claim_does_not_take_is_refused_even_so(paper: Study) -> None:
    """And what it takes must not be empty."""
    data = paper.to_dict()
    wanting, unwanted = data["claims"][0]["tests"][0], data["claims"][1]["tests"][0]
    wanting["criteria"], unwanted["screens"] = [], [paper.screens[0].id]
    with pytest.raises(ValidationError, match="must not be empty") as caught:
        Study.model_validate(data)
    assert f"the test {unwanted['test']} takes" in str(caught.value)


@pytest.mark.parametrize(
    ("option", "criterion", "score", "figures"),
    [
        # lowest: level with the next is not the lowest
        (
            "non-aggression",
            "reassurance",
            50,
            {"minimal-reassurance": "reassurance: non-aggression 50; cooperation 50, mutual-security 75"},
        ),
        (
            "mutual-defense",
            "timeliness",
            60,
            {"unlikely": "timeliness: mutual-defense 60; non-aggression 90"},
        ),
        ("cooperation", "substance", 12.5, {"declaratory": "non-aggression 15; cooperation 12.5"}),
        # highest: level with the next is not the highest
        (
            "mutual-security",
            "mutual-assistance",
            95,
            {"highest-form": "mutual-assistance: mutual-defense 95; non-aggression 0, cooperation 10"},
        ),
        # below: the limit itself is not below it
        ("non-aggression", "durability", 50, {"often-violated": "durability: non-aggression 50, limit 50"}),
        # increases: level is no increase
        (
            "cooperation",
            "common-interests",
            15,
            {"goals-and-mechanisms": "common-interests: non-aggression 15, cooperation 15"},
        ),
        (
            "mutual-security",
            "institutions",
            45,
            {"much-further": "institutions: cooperation 45, mutual-security 45"},
        ),
        # fails: reaching the minimum is to pass, and changes what passes both screens
        (
            "non-aggression",
            "stand-off",
            40,
            {
                "insufficient": "sufficient: non-aggression has stand-off 40, the screen needs at least 40",
                "realistic-options": "passing: non-aggression, cooperation, mutual-security",
            },
        ),
        # fails, where the other test of the claim still holds
        (
            "mutual-defense",
            "readiness",
            45,
            {
                "unlikely": "realistic: mutual-defense has readiness 45, the screen needs at least 40",
                "realistic-options": "passing: cooperation, mutual-security, mutual-defense",
            },
        ),
        # exactly-pass: one too few
        (
            "mutual-security",
            "readiness",
            39.5,
            {
                "realistic-options": "passing: cooperation",
                "in-between": "realistic: the lowest readiness of any package is 39.5, the screen needs at least 40",
            },
        ),
    ],
)
def test_damage_breaks_just_the_claims_it_should(
    paper: Study, option: str, criterion: str, score: float, figures: dict[str, str]
) -> None:
    """One score changed breaks the claims that rest on it and no other, and the figures are named."""
    found = broken(paper.with_score(option, criterion, score))
    assert found.keys() == figures.keys()
    for claim, text in figures.items():
        assert text in found[claim]


def test_nothing_passing_is_told(paper: Study) -> None:
    """Where nothing passes the screens, the figures say none."""
    screens = tuple(each.changed(minimum=99.0) for each in paper.screens)
    assert broken(paper.changed(screens=screens)) == {
        "realistic-options": "passing: none",
        "in-between": "sufficient: the lowest stand-off of any package is 50, the screen needs at least 99; "
        "realistic: the lowest readiness of any package is 60, the screen needs at least 99",
    }


def test_threshold_lowered_breaks_what_rests_on_it(paper: Study) -> None:
    """A screen that mutual defence passes breaks the claims that it does not."""
    screens = tuple(each.changed(minimum=10.0) if each.id == "realistic" else each for each in paper.screens)
    assert set(broken(paper.changed(screens=screens))) == {"unlikely", "realistic-options"}


def test_obligation_entering_late_breaks_its_claim(paper: Study) -> None:
    """A pledge that only mutual security carries breaks the claim that either realistic treaty has it."""
    late = tuple(
        each.changed(enters="mutual-security") if each.id == "denuclearization" else each
        for each in paper.obligations
    )
    assert broken(paper.changed(obligations=late)) == {
        "would-require": "denuclearization enters with mutual-security"
    }


def test_obligation_entering_early_keeps_its_claim(paper: Study) -> None:
    """A pledge carried by a weaker type already is carried by the stronger."""
    early = tuple(
        each.changed(enters="non-aggression") if each.id == "denuclearization" else each
        for each in paper.obligations
    )
    assert broken(paper.changed(obligations=early)) == {}


def test_claims_are_tested_on_a_file_too(raw: dict[str, Any], write: Callable[..., Path]) -> None:
    """An edited copy of the study breaks the same claims as the edit made in memory."""
    judged = raw["options"]["non-aggression"]["scores"]["durability"]
    judged |= {"score": 60, "range": [5, 60]}
    assert broken(load(write(raw))) == {"often-violated": "durability: non-aggression 60, limit 50"}


def test_baseline_is_not_among_the_types(paper: Study) -> None:
    """The baseline's scores neither break nor save a claim about the types."""
    study = paper.with_score("no-treaty", "reassurance", 100).with_score("no-treaty", "readiness", 0)
    assert broken(study) == {}
    assert "no-treaty" not in json.dumps([each.to_dict()["findings"] for each in check_claims(study)])


def test_broken_outweighs_untested(paper: Study) -> None:
    """A claim with an untested and a broken test is broken."""
    claims = {claim.id: claim for claim in paper.claims}
    backwards = claims["in-between"].tests[0].changed(options=("mutual-security", "cooperation"))
    both = claims["in-between"].changed(tests=(backwards, *claims["often-violated"].tests))
    study = paper.changed(claims=(both,))
    assert [each.status for each in check_claims(study)] == ["untested"]
    damaged = study.with_score("non-aggression", "durability", 80)
    assert [each.status for each in check_claims(damaged)] == ["broken"]


def test_each_criterion_of_a_test_is_a_finding(paper: Study) -> None:
    """A test on two criteria gives two findings, and a claim with two tests gives those of both."""
    found = {each.claim.id: [finding.status for finding in each.findings] for each in check_claims(paper)}
    assert len(found["highest-form"]) == 2
    assert len(found["unlikely"]) == 3
    assert len(found["would-require"]) == 4


def test_plain_data_is_json(paper: Study) -> None:
    """Every result is plain data that JSON returns unchanged."""
    checked = check_claims(paper)
    assert [each.claim.id for each in checked] == [each.id for each in paper.claims]
    for each in checked:
        found = each.to_dict()
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert found["status"] == each.status


# --- the ladder


def test_shares_of_each_step_sum_to_one(paper: Study) -> None:
    """Of every change of a score at a step, that from the baseline too, the obligations entering there carry all."""
    shares: dict[tuple[str, str], Fraction] = {}
    points: dict[tuple[str, str], float] = {}
    for each in carried(paper):
        step = each.enters, each.criterion
        shares[step] = shares.get(step, Fraction(0)) + each.share
        points[step] = points.get(step, 0.0) + each.points
    changes = {
        (upper.id, c.id): upper.on(c.id).score - lower.on(c.id).score
        for lower, upper in pairwise(sorted(paper.options, key=lambda option: option.degree))
        for c in paper.criteria
        if upper.on(c.id).score != lower.on(c.id).score
    }
    assert shares == dict.fromkeys(changes, Fraction(1))
    assert points == pytest.approx(changes, abs=1e-9)


def test_points_are_shared_by_relevance(paper: Study) -> None:
    """Each obligation carries its share of the step's change, by its relevance among those entering."""
    shares = list(carried(paper))
    assert {each.criterion for each in shares} == {each.id for each in paper.criteria}
    for each in shares:
        entering = [other for other in paper.obligations if other.enters == each.enters]
        relevance = {other.id: dict(other.moves).get(each.criterion, 0) for other in entering}
        assert each.share == Fraction(relevance[each.obligation], sum(relevance.values()))
        degree = paper.option(each.enters).degree
        lower = next(option for option in paper.options if option.degree == degree - 1)
        change = paper.option(each.enters).on(each.criterion).score - lower.on(each.criterion).score
        assert each.points == pytest.approx(float(each.share * Fraction(change)), abs=1e-12)


def test_without_a_baseline_the_first_type_has_no_step_below_it(paper: Study) -> None:
    """What enters with the weakest type carries what changes from the baseline, and nothing where there is none."""
    types = ["non-aggression", "cooperation", "mutual-security", "mutual-defense"]
    assert {each.enters for each in carried(paper)} == set(types)
    assert {each.enters for each in carried(paper.changed(baseline=None))} == set(types)
    rootless = paper.changed(baseline=None, options=tuple(map(paper.option, types)))
    assert {each.enters for each in carried(rootless)} == set(types[1:])


def test_heavy_obligations_are_warned_of(paper: Study) -> None:
    """Each obligation that alone carries ten points or more of a score is named once, with those scores."""
    types = {option.degree: option for option in paper.options}
    heavy: dict[str, int] = {}
    for each in carried(paper):
        upper = paper.option(each.enters)
        change = upper.on(each.criterion).score - types[upper.degree - 1].on(each.criterion).score
        if abs(each.share * Fraction(change)) >= 10:
            heavy[each.obligation] = heavy.get(each.obligation, 0) + 1
    lines = warnings(paper)
    assert {line.partition(":")[0]: line.count(",") + 1 for line in lines} == heavy
    assert "automatic-assistance: reassurance +10.0, mutual-assistance +60.0" in "\n".join(lines)
    assert "readiness -25.0" in "\n".join(lines)


def test_no_change_carries_nothing(paper: Study) -> None:
    """A score that does not change from one type to the next is carried by no obligation."""
    step = ("mutual-defense", "substance")
    level = paper.with_score(*step, paper.option("mutual-security").on("substance").score)
    assert step in {(each.enters, each.criterion) for each in carried(paper)}
    assert step not in {(each.enters, each.criterion) for each in carried(level)}


def test_nothing_is_below_zero(paper: Study) -> None:
    """A limit of 0 is one like any other: a score of 0 is not below it."""
    claim = next(each for each in paper.claims if any(test.test == "below" for test in each.tests))
    test = next(test for test in claim.tests if test.test == "below").changed(limit=0.0)
    study = paper.with_score(test.option or "", test.criteria[0], 0)
    (result,) = check_claims(study.changed(claims=(claim.changed(tests=(test,)),)))
    assert result.status == "broken"
