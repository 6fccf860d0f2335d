"""What the page of the example studies says of them: every figure is computed anew, and every command is run."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from conftest import ROOT
from test_published import CENTRAL, CONFIDENCE, FIRST
from treatyopt import Study, design, load, negotiate, rank, sensitivity
from treatyopt.cli import main
from treatyopt.documents import limits
from treatyopt.documents.words import counted, listed

FOLDER = ROOT / "examples" / "studies"
PAGE = " ".join((FOLDER / "README.md").read_text("utf-8").split())
# The table of studies, and what is told of two of them below it.
TABLE, BELOW = PAGE.split(" ## ", 1)
UNITS = {"kcusecs": "thousands of cubic feet a second", "%": "per cent", "USD bn": "dollars"}
COMMANDS = re.findall(r"`(treatyopt [^`]*(?:--study|--table) [^`]*)`", TABLE)


def study(name: str) -> Study:
    """An example by its name."""
    return load(FOLDER / f"{name}.yaml")


def points(share: float) -> str:
    """A share in whole points."""
    return f"{100 * share:.0f}"


def within(published: Iterable[float], ours: Iterable[float]) -> str:
    """Within how many whole points figures are of each other, in letters: within three where they differ by 2.1."""
    pairs = zip(published, ours, strict=True)
    return counted(math.ceil(100 * max(abs(one - other) for one, other in pairs)))


def drugs() -> str:
    found = study("thrombolysis")
    assert "profile" not in (FOLDER / "thrombolysis.yaml").read_text("utf-8")
    harms = [each.scale for each in found.criteria]
    assert {(each.unit, each.worst > each.best) for each in harms if each} == {("%", True)}
    drugs, several = counted(len(found.options)).capitalize(), counted(len(harms))
    return f"{drugs} drugs, {several} harms in per cent where less is better, no weights."


def benefit_and_risk() -> str:
    found = sensitivity(rank(study("thrombolysis")), scores="ranges")
    of = {each.id: each for each in found.acceptability}
    weights = [weight for id in CENTRAL for _, weight in of[id].central or ()]
    factors = [of[id].confidence or 0.0 for id in CONFIDENCE]
    share = of["enoxaparin"].ranks[0].share
    published = [each for id in CENTRAL for each in CENTRAL[id]]
    return (
        f"`treatyopt sensitivity --scores ranges` has enoxaparin first in {points(share)}% of all weightings, where "
        f"the benefit-risk tool mcda-elicitation-web publishes {points(FIRST)}%; central weights are within "
        f"{within(published, weights)} points of those published, confidence factors within "
        f"{within(CONFIDENCE.values(), factors)}."
    )


def candidates() -> str:
    found = rank(study("leader")).verdict
    assert found.share is not None
    assert found.leaders == ("dick",)
    return f"Dick leads in no more than {math.ceil(100 * found.share.high)}% of all weightings."


def flows() -> str:
    found = study("ganges")
    scales = [each.scale.unit for each in found.criteria if each.scale]
    unknown = sum(each.basis == "unknown" for option in found.options for each in option.scores)
    units = list(dict.fromkeys(UNITS.get(unit, unit) for unit in scales))
    assert found.baseline is not None
    assert found.screens
    assert any(each.needs for each in found.obligations)
    return (
        f"with a baseline, screens, {counted(len(found.obligations))} obligations and what they need, and scores in "
        f"{listed(units)}, {counted(unknown)} of them unknown."
    )


def what_was_signed() -> str:
    found = negotiate(study("ganges"), reports=0)
    (picked,) = {each.options for each in found.settlements}
    return f"every bargaining solution picks the {listed(picked)} that both signed in 1996."


def what_is_firm() -> str:
    named = {"thirty-years": "its thirty years", "floor-of-four-fifths": "the floor of 1977"}
    found = design(study("ganges"), samples=0, reports=0)
    firm = set.intersection(*({*each.core} for each in found.robust))
    left = {each.obligation.id for each in found.adding("open")}
    always, open_ = ([said for id, said in named.items() if id in ids] for ids in (firm, left))
    return (
        f"{listed(always)} serve both under every doubt that is looked at, and {listed(open_)} is among what is left "
        "to bargain over."
    )


def issues() -> str:
    return f"{counted(len(study('panama').criteria))} issues of the Panama Canal talks, all or nothing"


def ways_to_settle() -> str:
    found = design(study("panama"), samples=0, reports=0)
    assert found.choice is not None
    chosen, offered = found.packages[found.choice], len(found.offered)
    ours, theirs = (round(each.gain) for each in chosen.parties)
    return (
        f"of {2**offered:,} ways to settle them {sum(each.ties for each in found.packages)} are on the frontier, and "
        f"Nash's gives the United States {counted(len(chosen.adds))} issues ({ours} points of 100) and Panama "
        f"{counted(offered - len(chosen.adds))} ({theirs})."
    )


def ways_to_make_electricity(power: Study) -> str:
    empty = sum(each.basis == "unknown" for option in power.options for each in option.scores)
    groups = listed([each.name for each in power.groups])
    return (
        f"{counted(len(power.options))} ways to make electricity by {groups}, {counted(empty)} cells empty."
    )


def what_leads_there(power: Study) -> str:
    ranking = rank(power)
    leader, share, decides = ranking.shortlist[0], ranking.verdict.share, limits.nearest(ranking)
    assert share is not None
    assert decides is not None
    name = power.option(leader).name
    return f"{name} leads in {points(share.low)}% of all weightings; how much {decides.id} counts decides."


SAID: tuple[Callable[[], str], ...] = (
    drugs, benefit_and_risk, candidates, flows, what_was_signed, what_is_firm, issues, ways_to_settle,
)  # fmt: skip
OF_POWER: tuple[Callable[[Study], str], ...] = (ways_to_make_electricity, what_leads_there)


@pytest.fixture(scope="module")
def power(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study that is drafted of the table."""
    folder = tmp_path_factory.mktemp("power")
    assert main(["init", str(folder), "--table", str(FOLDER / "electricity.csv")]) == 0
    return load(folder / "study.yaml")


@pytest.mark.parametrize("claim", SAID, ids=lambda claim: claim.__name__)
def test_what_is_said_of_a_study_is_what_comes_out(claim: Callable[[], str]) -> None:
    """Word for word, with the figures that are computed now."""
    assert claim() in TABLE


@pytest.mark.parametrize("claim", OF_POWER, ids=lambda claim: claim.__name__)
def test_what_is_said_of_the_table_is_what_comes_out(claim: Callable[[Study], str], power: Study) -> None:
    """The same of the study that is made of it."""
    assert claim(power) in TABLE


def test_no_figure_is_said_of_a_study_besides(power: Study) -> None:
    """So that none can be added that nothing holds; but for years, and what is said of the distribution."""
    rest = TABLE
    for said in (*(claim() for claim in SAID), *(claim(power) for claim in OF_POWER)):
        rest = rest.replace(said, "")
    rest = re.sub(r"\b(?:1977|1996)\b|in the 95% of them", "", rest)
    assert re.findall(r"\d+", rest) == []


def test_cubic_feet_are_turned_into_cubic_metres() -> None:
    """35,000 of them a second, of 0.3048 metres a side; and what all share of late April is 61,000."""
    formula = study("ganges").option("formula")
    turn, rest = (formula.on(each).written[1] for each in ("delta-flow", "port-flow"))
    assert f"{1000 * turn:,.0f} by turns ({1000 * turn * 0.3048**3:.0f} cubic metres a second)" in BELOW
    assert f"how much comes down in late April ({1000 * (turn + rest):,.0f} cusecs" in BELOW


def test_the_commands_that_are_shown_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As they stand, one after the other, and three of them from the table to a brief."""
    shutil.copytree(FOLDER, tmp_path / "examples" / "studies")
    monkeypatch.chdir(tmp_path)
    assert f"in {counted(len([each for each in COMMANDS if 'power' in each]))} commands:" in TABLE
    assert [main(command.split()[1:]) for command in COMMANDS] == [0] * len(COMMANDS)
    assert "Dick leads" in capsys.readouterr().out
    assert (tmp_path / "brief.html").exists()
