"""Scores that nobody knows: what stands for them, and whether they can matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies import QUICK
from treatyopt import Study, rank
from treatyopt.cli import main
from treatyopt.documents import sentences
from treatyopt.errors import FileProblem
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.unknown import at_means, undecided, unknown_scores
from treatyopt.study.load import load

Capture = pytest.CaptureFixture[str]


def study_of(
    scores: dict[str, list[float | str]], screens: dict[str, dict[str, object]] | None = None
) -> Study:
    """A study of some options by their scores, in order, on c0, c1 and so on."""
    width = len(next(iter(scores.values())))
    return Study.model_validate(
        {
            "criteria": {f"c{i}": None for i in range(width)},
            "options": {
                id: {"scores": {f"c{i}": each for i, each in enumerate(row)}} for id, row in scores.items()
            },
            "screens": screens or {},
        }
    )


@pytest.mark.parametrize(
    "written", ["unknown", "", "~", "{score: unknown}", "{score: , reason: Not measured}"]
)
def test_a_score_that_is_not_known_has_its_whole_scale_for_a_range(written: str, tmp_path: Path) -> None:
    """Its middle stands for it; a cell that is left empty is the same."""
    path = tmp_path / "study.yaml"
    path.write_text(f"criteria: {{c: }}\noptions: {{a: {{scores: {{c: {written} }}}}}}\n", encoding="utf-8")
    judged = load(path).option("a").on("c")
    assert (judged.score, judged.range, judged.basis) == (50.0, (0.0, 100.0), "unknown")


def test_on_a_bent_scale_the_middle_is_that_of_the_unit() -> None:
    """45 of 90 days, whatever they are worth."""
    scale = {"unit": "days", "points": [[0, 100], [10, 80], [90, 0]]}
    study = Study.model_validate(
        {"criteria": {"c": {"scale": scale}}, "options": {"a": {"scores": {"c": "unknown"}}}}
    )
    judged = study.option("a").on("c")
    assert (judged.performance, judged.performances) == (45.0, (0.0, 90.0))
    assert judged.score == pytest.approx(45.0)
    assert Study.model_validate(study.to_dict()) == study


BENT = """\
criteria: {wait: {scale: {unit: days, points: [[0, 100], [10, 20], [90, 0]]}}, quality: }
options:
  north: {scores: {wait: unknown, quality: 60}}
  south: {scores: {wait: 45, quality: 61}}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BENT, "At the mean worth of all values on its scale, which bends, North would lead instead."),
        (BENT.replace("61", "66"), None),
        (BENT.replace("points: [[0, 100], [10, 20], [90, 0]]", "worst: 90, best: 0"), None),
    ],
    ids=["another leads", "the same leads", "straight"],
)
def test_where_the_mean_worth_would_put_another_first_that_is_said(
    text: str, said: str | None, tmp_path: Path, capsys: Capture
) -> None:
    """The middle of a scale that bends is not worth the mean of its values, 15.6 against 11.2 points here."""
    told = asked(text, tmp_path, capsys, "compare")
    assert (said or "South leads North") in told
    assert ("mean worth" in told) is bool(said)


def test_at_mean_worths_what_would_lead_is_what_setting_them_shows(tmp_path: Path) -> None:
    """The mean is over the values in the unit, all as likely."""
    path = tmp_path / "study.yaml"
    path.write_text(BENT, encoding="utf-8")
    study = load(path)
    mean = study.option("north").on("wait").mean
    assert mean == pytest.approx((10 * 60 + 80 * 10) / 90)
    scale = study.criterion("wait").scale
    assert scale is not None
    assert rank(study, scores={"north.wait": scale.value(mean)}).verdict.leaders == at_means(rank(study))


@pytest.mark.parametrize(
    "body", ["{score: 70, basis: unknown}", "{score: unknown, range: [10, 20]}", "{score: unkown}"]
)
def test_what_is_half_known_is_refused(body: str, tmp_path: Path) -> None:
    """A figure that is unknown, a range without a figure, a misspelling."""
    path = tmp_path / "study.yaml"
    path.write_text(f"criteria: {{c: }}\noptions: {{a: {{scores: {{c: {body}}}}}}}\n", encoding="utf-8")
    with pytest.raises(FileProblem):
        load(path)


cells = st.one_of(st.just("unknown"), st.sampled_from([0.0, 10.0, 30.0, 50.0, 70.0, 90.0, 100.0]))


@QUICK
@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=2, max_size=3), st.booleans())
def test_whether_unknown_scores_matter_is_what_trying_them_all_shows(
    rows: list[list[float | str]], screened: bool
) -> None:
    """Every unknown score is put at the ends of its scale and at a screen's threshold, alone and all together."""
    scores = {f"o{i}": row for i, row in enumerate(rows)}
    screens: dict[str, dict[str, object]] = {"s": {"criterion": "c0", "minimum": 40}} if screened else {}
    ranking = rank(study_of(scores, screens))
    found = unknown_scores(ranking)
    leaders = ranking.verdict.leaders
    places = [(o, c) for o, row in scores.items() for c, each in enumerate(row) if each == "unknown"]
    assert found.scores == tuple((o, f"c{c}") for o, c in sorted(places, key=_order(ranking.standings)))
    if len(leaders) < 2:
        tried = {
            place: {_leaders(scores, screens, {place: at}) for at in _TRIED} - {leaders} for place in places
        }
        assert set(found.alone) == {(o, f"c{c}") for (o, c), others in tried.items() if others}
        ends = product(_TRIED, repeat=len(places)) if len(places) < 5 else []
        seen = {_leaders(scores, screens, dict(zip(places, each, strict=True))) for each in ends}
        assert len(places) >= 5 or found.together == bool(seen - {leaders})


_TRIED = (0.0, 39.0, 40.0, 100.0)


def _order(standings: Sequence[Standing]) -> Callable[[tuple[str, int]], tuple[int, int]]:
    ids = [each.id for each in standings]
    return lambda place: (ids.index(place[0]), place[1])


def _leaders(
    scores: dict[str, list[float | str]],
    screens: dict[str, dict[str, object]],
    known: dict[tuple[str, int], float],
) -> tuple[str, ...]:
    filled = {o: [known.get((o, c), each) for c, each in enumerate(row)] for o, row in scores.items()}
    return rank(study_of(filled, screens)).verdict.leaders


def test_the_verdict_counts_what_is_not_known_and_says_whether_it_can_matter(
    tmp_path: Path, capsys: Capture
) -> None:
    """In the sentence that names who leads, with who passes a screen by a middle alone."""
    path = tmp_path / "study.yaml"
    path.write_text(
        "criteria: {c: , d: }\noptions:\n  a: {scores: {c: unknown, d: 90}}\n  b: {scores: {c: 60, d: 20}}\n"
        "screens: {enough: {criterion: c, minimum: 45}}\n",
        encoding="utf-8",
    )
    main(["compare", "--study", str(path)])
    said = " ".join(capsys.readouterr().out.split())
    assert "Of the 4 scores used, 1 is not known (A on c): the middle of its scale stands for it." in said
    assert "A passes enough only by that middle, since its c is not known." in said
    assert "Once known, it alone could change who leads at these weights, or make a tie." in said


def test_a_screen_failed_by_a_middle_says_so(tmp_path: Path, capsys: Capture) -> None:
    """Not known is not the same as too low."""
    path = tmp_path / "study.yaml"
    path.write_text(
        "criteria: {c: }\noptions: {a: {scores: {c: unknown}}, b: {scores: {c: 80}}}\n"
        "screens: {enough: {criterion: c, minimum: 70}}\n",
        encoding="utf-8",
    )
    main(["compare", "--study", str(path)])
    said = " ".join(capsys.readouterr().out.split())
    assert "c not known, with 50 in its place, needs at least 70" in said


@pytest.mark.parametrize(
    ("least", "passes", "by_middle"), [(0, True, False), (45, True, True), (70, False, True)]
)
def test_a_screening_says_whether_a_middle_alone_decides_it(
    least: float, passes: bool, by_middle: bool
) -> None:
    """Where every score on the scale passes it does not; and what rests on a score that is known does not tell."""
    screens: dict[str, dict[str, object]] = {"s": {"criterion": "c0", "minimum": least}}
    ranking = rank(study_of({"a": ["unknown"], "b": [80.0]}, screens))
    (met,), (other,) = (ranking.standing(id).screens for id in ("a", "b"))
    assert (met.passes, met.by_middle, other.by_middle) == (passes, by_middle, False)
    told = {each["id"]: each["screens"][0] for each in ranking.to_dict()["standings"]}
    assert told["a"].get("by_middle", False) is by_middle
    assert "by_middle" not in told["b"]


def asked(text: str, tmp_path: Path, capsys: Capture, *argv: str) -> str:
    """What a command says of a study that a text is, its lines joined."""
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    assert main([*argv, "--study", str(path)]) == 0
    return " ".join(capsys.readouterr().out.split())


TIED = """\
criteria: {a: , b: }
options: {x: {scores: {a: 60, b: 40}}, y: {scores: {a: 40, b: 60}}, z: {scores: {a: 40, b: unknown}}}
"""
FAILING = """\
criteria: {wait: {scale: {unit: days, worst: 400, best: 0}}, quality: }
options:
  north: {scores: {wait: unknown, quality: 95}}
  south: {scores: {wait: 130, quality: 60}}
  east: {scores: {wait: 145, quality: 50}}
screens: {prompt: {criterion: wait, maximum: 150}}
"""


def test_a_score_that_could_break_a_tie_from_below_is_told(tmp_path: Path, capsys: Capture) -> None:
    """Also of an option that is not among those tied."""
    said = asked(TIED, tmp_path, capsys, "compare")
    assert "X and Y are tied" in said
    assert "Once known, it alone could change who leads" in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("compare", "it would return if its wait, which is not known, were at most 150 days"),
        ("compare", "North counts as failing prompt by that middle alone, since its wait is not known."),
        ("sensitivity", "It counts as failing prompt, as its wait is not known."),
        ("explain north", "It counts as failing prompt, as its wait is not known"),
        (
            "brief --memo -f markdown",
            "as the middle of a scale, in place of a score that nobody knows, fails a requirement",
        ),
    ],
)
def test_what_fails_by_a_middle_is_not_said_to_fail_by_so_much(
    command: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    """Nobody knows how far it is from what is asked."""
    text = asked(FAILING, tmp_path, capsys, *command.split())
    assert said in text
    assert "50 days over" not in text


def test_page_one_says_that_its_choice_passes_by_a_middle_alone(tmp_path: Path, capsys: Capture) -> None:
    """Beside the recommendation, and in the shortlist of compare."""
    text = FAILING.replace("maximum: 150", "maximum: 250")
    memo = asked(text, tmp_path, capsys, "brief", "--memo", "-f", "markdown")
    assert (
        "It meets the requirements only by the middle of a scale, in place of a score that nobody knows."
        in memo
    )
    assert "North only by the middle of a scale, as a score is not known" in asked(
        text, tmp_path, capsys, "compare"
    )


@pytest.mark.parametrize(
    ("quality", "then"),
    [
        (95, "it would lead at these weights"),
        (40, "it would lead at these weights where its wait is below 50 days"),
        (27.5, "it could draw level for the lead at these weights, no more"),
        (10, "it would not lead at these weights"),
    ],
)
def test_an_unknown_score_that_sets_an_option_aside_is_worth_finding_out(
    quality: float, then: str, tmp_path: Path, capsys: Capture
) -> None:
    """It decides whether the option is on the shortlist; whether that would lead there is worked out."""
    said = asked(FAILING.replace("95", f"{quality}"), tmp_path, capsys, "sensitivity")
    finding = (
        "North fails prompt only by the middle of a scale, as its wait is not known: finding that out decides"
    )
    assert f"{finding} whether North is on the shortlist; there, all else as it is, {then}." in said
    assert "settle how much wait is enough" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FAILING.replace("maximum: 150", "maximum: 250"), "decides whether North stays on the shortlist, and so"),
        (
            "criteria: {c: , d: }\n"
            "options: {a: {scores: {c: unknown, d: unknown}}, b: {scores: {c: 80, d: 80}}}\n"
            "screens: {s: {criterion: c, minimum: 60}, t: {criterion: d, minimum: 70}}",
            "A fails s and t only by middles of scales, as its c and d are not known: finding these out decides "
            "whether A is on the shortlist; there, all else as it is, it could lead at these weights.",
        ),
        (
            "criteria: {c: }\noptions: {a: {scores: {c: unknown}}, b: {scores: {c: 40}}}\n"
            "screens: {s: {criterion: c, minimum: 60}}",
            "finding that out decides whether A is on the shortlist; nothing else is.",
        ),
    ],
    ids=["passing", "several", "nothing else"],
)  # fmt: skip
def test_what_middles_decide_is_named_whatever_passes(
    text: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    """Of what passes by a middle, by several together, and where nothing is left without it."""
    assert said in asked(text, tmp_path, capsys, "sensitivity")


def test_the_brief_page_holds_what_is_true_of_unknown_scores_at_any_weights(
    tmp_path: Path, capsys: Capture
) -> None:
    """For when the weights are moved; where no score is unknown the page holds nothing of it."""
    held = (
        '"unknown": "Of the 6 scores used, 1 is not known (North on wait): the middle of its scale stands for it. '
        "North counts as failing prompt by that middle alone, since its wait is not known. Whether it could, once "
        'known, change who leads was not worked out for these weights."'
    )
    assert held in asked(FAILING, tmp_path, capsys, "brief", "-f", "html")
    known = asked(FAILING.replace("unknown", "150"), tmp_path, capsys, "brief", "-f", "html")
    assert '"unknown":' not in known


def test_what_no_score_passes_is_not_worth_finding_out() -> None:
    """Two screens on one criterion that exclude each other set an option aside whatever its score is."""
    asked = {
        "s0": {"criterion": "c0", "minimum": 60},
        "s1": {"criterion": "c0", "minimum": 30, "maximum": 40},
    }
    ranking = rank(study_of({"a": ["unknown"], "b": ["unknown"]}, screens=asked))
    assert list(undecided(ranking)) == []
    assert (
        "set aside by the screens s0 and s1; it would not return whatever its c0, which is not known, turns out to be, "
        "as nothing passes s0 and s1 together."
    ) in sentences.verdict(ranking)


def test_a_score_is_asked_to_pass_all_screens_on_its_criterion_once() -> None:
    """Those that its middle passes count too, as it would have to pass them still."""
    asked: dict[str, dict[str, object]] = {
        "s0": {"criterion": "c0", "minimum": 60}, "s1": {"criterion": "c0", "maximum": 80}
    }  # fmt: skip
    ranking = rank(study_of({"a": ["unknown", 90], "b": [70, 20]}, screens=asked))
    (said,) = sentences.set_aside(ranking)
    assert said.endswith("it would return if its c0, which is not known, were at least 60 and at most 80.")


def test_an_option_that_fails_by_a_known_score_too_is_not_worth_finding_out_for_a_screen(
    tmp_path: Path, capsys: Capture
) -> None:
    """It stays off the shortlist whatever its unknown score."""
    text = f"{FAILING.replace('95', '5')}  good: {{criterion: quality, minimum: 40}}\n".replace(
        "screens: {prompt: {criterion: wait, maximum: 150}}\n",
        "screens:\n  prompt: {criterion: wait, maximum: 150}\n",
    )
    assert "on the shortlist" not in asked(text, tmp_path, capsys, "sensitivity")


def test_where_an_unknown_score_would_lead_is_what_setting_it_shows() -> None:
    """Just beyond the score that is named the option leads, and just before it does not."""
    screens: dict[str, dict[str, object]] = {"s": {"criterion": "c0", "minimum": 60}}
    study = study_of({"a": ["unknown", 40], "b": [70, 60]}, screens)
    (found,) = undecided(rank(study))
    assert (found.option, found.criteria, found.passes, found.leads) == ("a", ("c0",), False, "some")
    assert found.above == pytest.approx(90)
    assert rank(study, scores={"a.c0": 90.001}).verdict.leaders == ("a",)
    assert rank(study, scores={"a.c0": 89.999}).verdict.leaders == ("b",)


def test_what_sides_gain_by_unknown_scores_is_counted(tmp_path: Path, capsys: Capture) -> None:
    """Those of the baseline too."""
    text = f"{FAILING}baseline: east\nparties: {{town: {{}}, coast: {{}}}}\n".replace(
        "wait: 145", "wait: unknown"
    )
    said = asked(text, tmp_path, capsys, "negotiate")
    assert "2 are not known (North on wait and East on wait)" in said


def test_a_claim_on_a_score_that_nobody_knows_is_not_tested(tmp_path: Path, capsys: Capture) -> None:
    """It is neither borne out nor broken."""
    tests = "[{test: highest, option: north, criteria: [wait]}]"
    claims = f"claims: {{quick: {{kind: reading, says: North is quick., tests: {tests}}}}}"
    (tmp_path / "claims.yaml").write_text(f"{FAILING}{claims}\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "claims.yaml"), "-f", "json"]) == 0
    assert "not known: north.wait" in capsys.readouterr().out


MIDDLES = "with the middle of its scale in place of each unknown score"
SETTLED = """\
criteria: {a: , b: , c: }
options: {x: {scores: {a: 90, b: 80, c: 100}}, y: {scores: {a: 40, b: unknown, c: 60}}}
profiles: {even: {points: {a: 40, b: 30, c: 30}}, odd: {points: {a: 30, b: 30, c: 40}}}
"""
WEIGHTLESS = """\
groups: {p: {criteria: {a: , b: }}, q: {criteria: {c: }}}
options: {x: {scores: {a: 90, b: 80, c: 100}}, y: {scores: {a: 40, b: unknown, c: 60}}}
profiles: {even: {points: {p: 40, q: 60}, shares: {p: {a: 1, b: 0}}}}
"""
SET_ASIDE = """\
criteria: {a: , b: , c: }
options:
  x: {scores: {a: 90, b: 80, c: 100}}
  y: {scores: {a: 40, b: 50, c: 60}}
  z: {scores: {a: 0, b: unknown, c: 0}}
screens: {s: {criterion: a, minimum: 20}}
"""
NECESSARY = """\
groups: {p: {criteria: {a: , b: }}, q: {criteria: {c: }}}
options: {x: {scores: {a: 90, b: 90, c: 100}}, y: {scores: {a: 10, b: unknown, c: 60}}}
"""
ROBUST = SETTLED.replace("a: 90", "a: 38")


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        (SETTLED, "compare", f"Settled, {MIDDLES}: it leads at every weighting of the criteria"),
        (SETTLED, "compare -p even -p odd", f"settled, {MIDDLES}"),
        (SETTLED, "sensitivity", f"Settled, {MIDDLES}: it leads at every"),
        (ROBUST, "sensitivity", f"for certain, whatever the rest, {MIDDLES}"),
        (SETTLED, "sensitivity --within 20", f"at best scores, {MIDDLES} (exact)"),
        (SETTLED, "sensitivity", f"What must be believed for another to lead, {MIDDLES}"),
        (SETTLED, "sensitivity", f"at best scores, {MIDDLES}: X falls short of none"),
        (SETTLED, "sensitivity", f"Y is better on nothing that has weight, {MIDDLES}."),
        (SETTLED, "explain x", f"With {MIDDLES[5:]}, no weight of a single criterion puts another ahead"),
        (SETTLED, "brief --memo -f markdown", f"in all ways to weigh the three criteria, {MIDDLES}."),
        (ROBUST, "compare", f"Robust, {MIDDLES}: it leads in"),
        (ROBUST, "explain x", "It leads for certain, with those middles, where "),
        (ROBUST, "explain y", "; for certain, with those middles, where it has "),
        (ROBUST, "brief --memo -f markdown", f"of all ways to weigh the three criteria, {MIDDLES}, and stays first"),
        (ROBUST, "brief -f html", f"in proportion, {MIDDLES}; the dot"),
    ],
)  # fmt: skip
def test_what_is_said_for_certain_says_at_once_that_middles_stand_in(
    text: str, command: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    """In the clause that says it, and not in another sentence."""
    assert said in asked(text, tmp_path, capsys, *command.split())


@pytest.mark.parametrize("command", ["compare", "sensitivity", "explain x", "brief --memo -f markdown"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SETTLED.replace("unknown", "50"), id="known"),
        pytest.param(WEIGHTLESS, id="weightless"),
        pytest.param(SET_ASIDE, id="set aside"),
        pytest.param(NECESSARY, id="necessary"),
    ],
)  # fmt: skip
def test_where_no_unknown_score_enters_the_verdict_no_middle_is_spoken_of(
    text: str, command: str, tmp_path: Path, capsys: Capture
) -> None:
    """None is there, it has no weight or is of what is set aside by a known score, or the lead holds at every score."""
    assert "in place of each unknown score" not in asked(text, tmp_path, capsys, *command.split())


def test_a_package_made_of_a_type_with_an_unknown_score_rests_on_its_middle_too(
    tmp_path: Path,
) -> None:
    """Also where the type itself is not compared."""
    text = """\
criteria: {cost: , quiet: }
options:
  ferry: {degree: 1, scores: {cost: unknown, quiet: 30}}
  bridge: {degree: 2, scores: {cost: 80, quiet: 90}}
  tunnel: {degree: 3, scores: {cost: 55, quiet: 20}}
parties: {town: {}}
obligations:
  pay: {says: Both pay, binds: [town], enters: bridge, burden: 1}
  works: {says: Works go on, binds: [town], enters: bridge, burden: 2}
"""
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    study = load(tmp_path / "study.yaml")
    made = package(stretch(study, "ferry", "bridge"), ["pay"], "half")
    found = rank(study.with_option(made), options=["half", "tunnel"])
    assert f"Settled, {MIDDLES}: it leads" in sentences.verdict(found)


def test_several_weightings_count_what_is_not_known_too(tmp_path: Path, capsys: Capture) -> None:
    """Once, for all of them."""
    profiles = "profiles: {even: {points: {wait: 50, quality: 50}}, quick: {points: {wait: 90, quality: 10}}}"
    said = asked(f"{FAILING}{profiles}\n", tmp_path, capsys, "compare", "-p", "even", "-p", "quick")
    assert "Of the 6 scores used, 1 is not known (North on wait)" in said


def test_where_nothing_is_known_that_is_said(tmp_path: Path, capsys: Capture) -> None:
    """And not that so many of so many are not."""
    text = "criteria: {c: , d: }\noptions: {a: {scores: {c: , d: }}, b: {scores: {c: , d: }}}\n"
    assert "None of the 4 scores used is known: the middle" in asked(text, tmp_path, capsys, "compare")
