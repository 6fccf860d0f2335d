"""What a screen asks, by the one rule that says it: minimums, maximums, and what everything else makes of them."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from studies import QUICK, coarse, limits
from treatyopt import (
    ArgumentProblem,
    FileProblem,
    Study,
    check_claims,
    design,
    explain,
    load,
    negotiate,
    rank,
)
from treatyopt.cli import main
from treatyopt.study.screens import Screen

Capture = pytest.CaptureFixture[str]


def screen(minimum: float | None = None, maximum: float | None = None) -> Screen:
    """A screen of these limits."""
    given = {"minimum": minimum, "maximum": maximum}
    return Screen.model_validate(
        {
            "id": "band",
            "criterion": "x",
            "reason": "For a test.",
            **{k: v for k, v in given.items() if v is not None},
        }
    )


@QUICK
@given(limits, st.tuples(coarse, coarse, coarse))
def test_a_score_passes_inside_both_limits(
    ends: tuple[float | None, float | None], scores: tuple[float, float, float]
) -> None:
    """It passes just where no limit is overstepped, by the distance to the nearer one; fractions agree."""
    asked, (low, best, high) = screen(*ends), sorted(scores)
    least, most = 0 if ends[0] is None else ends[0], 100 if ends[1] is None else ends[1]
    assert asked.passes(best) is (least <= best <= most) is asked.passes(Fraction(best))
    assert (asked.margin(best) >= 0) is asked.passes(best)
    between = [low + 2.5 * i for i in range(round((high - low) / 2.5) + 1)]
    assert asked.throughout(low, best, high) is (len({asked.passes(each) for each in [*between, best]}) == 1)


def test_a_fraction_is_set_against_the_limit_as_it_is_written() -> None:
    """One third of 100.2 is not 33.4 in floats; as fractions it is, and passes."""
    assert screen(33.4).margin(Fraction("100.2") / 3) == 0
    assert screen(maximum=33.4).margin(Fraction("100.2") / 3) == 0


@pytest.mark.parametrize(
    ("limits", "asks"),
    [((40, None), "at least 40"), ((None, 62.5), "at most 62.5"), ((40, 60), "40 to 60")],
)
def test_what_it_asks_in_words(limits: tuple[float | None, float | None], asks: str) -> None:
    """One end or both."""
    assert screen(*limits).asks == asks


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({}, "a screen needs a minimum, a maximum, or both"),
        ({"minimum": 60, "maximum": 40}, "minimum 60 is above maximum 40: no score passes"),
        ({"maximum": 101}, "must be from 0 to 100, not 101"),
        ({"maximun": 60}, "unknown key; did you mean maximum?"),
    ],
)
def test_limits_that_cannot_be_are_problems_with_their_line(
    limits: dict[str, Any], message: str, tmp_path: Path
) -> None:
    """A screen without limits, with limits that exclude each other, or misspelt."""
    with pytest.raises(FileProblem, match=r"study\.yaml:[0-9]+: screens\.trusted") as caught:
        load(written(tmp_path, trusted={"criterion": "trust", "reason": "For a test.", **limits}))
    assert message in str(caught.value)


def written(folder: Path, **screens: Any) -> str:
    """The river's study with these screens in place of its own, as a file, and no claims on them."""
    data = yaml.safe_load((ROOT / "tests" / "river.yaml").read_text(encoding="utf-8"))
    data["screens"] = screens
    data.pop("claims")
    file = folder / "study.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return str(file)


CALM = {"criterion": "trust", "maximum": 55, "reason": "More than that is not believed."}


def test_every_command_obeys_a_maximum(tmp_path: Path, capsys: Capture) -> None:
    """What exceeds it is ranked nowhere, settled on nowhere, and in no package."""
    file = written(tmp_path, calm=CALM)
    study = load(file)
    over = {each.id for each in study.ladder if each.on("trust").score > 55}
    assert 0 < len(over) < len(study.ladder)
    ranking = rank(study)
    assert over.isdisjoint(ranking.shortlist)
    assert {each.id for each in ranking.standings if each.rank is None} == over
    sides = negotiate(study, ["upstream", "downstream"])
    assert {each.id for each in sides.outcomes if each.fails} == over
    ends = [study.ladder[0].id, study.ladder[-1].id]
    found = design(study, ["upstream", "downstream"], lower=ends[0], upper=ends[1], samples=0)
    assert all(found.package(i).on("trust").score <= 55 for i in range(len(found.packages)))
    for command in ("compare", "sensitivity", "negotiate", "brief", "check"):
        assert main([command, *(["-f", "markdown"] if command == "brief" else []), "--study", file]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_a_maximum_is_told_as_such(tmp_path: Path, capsys: Capture) -> None:
    """How far over, up to where the limit would have to rise, and how far it can move by itself."""
    file = written(tmp_path, calm=CALM)
    study = load(file)
    high = max((each for each in study.ladder), key=lambda each: each.on("trust").score)
    score = high.on("trust").score
    assert main(["explain", high.id, "--study", file]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"Trust {score:g}, needs at most 55" in text
    assert f"is {score - 55:.1f} points over" in text
    assert main(["compare", "--study", file]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "needs at most 55" in text
    assert main(["sensitivity", "--samples", "0", "--study", file, "-f", "json"]) == 0
    (interval,) = json.loads(capsys.readouterr().out)["ranking"]["thresholds"]
    assert (interval["end"], interval["threshold"]) == ("maximum", 55)
    assert interval["low"] <= 55 < interval["high"]


def test_an_option_over_the_limit_returns_where_the_limit_rises(paper: Study) -> None:
    """Set aside for too much, it would be let in by a limit that rose to its score, not by a bar that fell."""
    from treatyopt.documents import screens

    calm = paper.screens[0].changed(id="calm", criterion="equality", minimum=None, maximum=50.0)
    study = paper.changed(screens=(calm,), claims=())
    ranking = rank(study)
    aside = [each for each in ranking.standings if each.rank is None]
    assert aside
    for each in aside:
        (met,) = each.screens
        name = study.criterion("equality").name
        assert f"if the limit on {name} rose to {met.score:g}" in screens.barred(study, each)
        assert (
            rank(study.changed(screens=(calm.changed(maximum=met.score),))).standing(each.id).rank is not None
        )
        assert not explain(ranking, each.id).conditions


def test_a_claim_on_a_maximum_looks_at_the_package_that_goes_furthest(river: Study) -> None:
    """Every package passes a maximum if the highest does; the figures name it."""
    claim = next(each for each in river.claims if each.id == "in-between")
    test = claim.tests[0].changed(screens=("calm",))
    calm = river.screens[0].changed(id="calm", minimum=None, maximum=100.0)
    study = river.changed(screens=(calm,), claims=(claim.changed(tests=(test,)),))
    assert check_claims(study)[0].status == "holds"
    tight = study.changed(screens=(calm.changed(maximum=1.0),))
    (result,) = check_claims(tight)
    assert result.status == "broken"
    assert "the highest trust of any package" in result.findings[0].figures
    assert "the screen needs at most 1" in result.findings[0].figures


def test_no_package_inside_a_limit_is_an_error_that_says_what_is_needed(river: Study) -> None:
    """The demand is named with its maximum."""
    calm = river.screens[0].changed(id="calm", minimum=None, maximum=1.0)
    with pytest.raises(ArgumentProblem, match=r"passing the screen calm \(needed: trust at most 1\)"):
        design(
            river.changed(screens=(calm,)),
            ["upstream", "downstream"], lower="quota-accord", upper="river-commission", samples=0,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("high", "reaching"),
    [
        pytest.param(40, "its range 0–40 meets that at one point only", id="to-the-limit"),
        pytest.param(60, "its range 0–60 reaches that", id="beyond-the-limit"),
    ],
)
def test_a_range_that_only_touches_a_limit_is_told_as_such(
    raw: dict[str, Any], tmp_path: Path, capsys: Capture, high: int, reaching: str
) -> None:
    """A range of which one point alone would pass does not sound as if it could, and both reasons are labelled."""
    raw["options"]["mutual-defense"]["scores"]["readiness"]["range"] = [0, high]
    (tmp_path / "study.yaml").write_text(yaml.safe_dump({**raw, "claims": {}}, sort_keys=False), "utf-8")
    assert main(["explain", "mutual-defense", "--study", str(tmp_path / "study.yaml")]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"fails: readiness 10, needs at least 40, though {reaching}. Why 10: The interests defined" in text
    assert " Why at least 40: " in text
