"""A study of options, criteria and scores alone, and what it may leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import treatyopt
from treatyopt import Study, rank, weigh
from treatyopt.cli import main
from treatyopt.documents import authorship
from treatyopt.errors import FileProblem
from treatyopt.study.load import load

Capture = pytest.CaptureFixture[str]

LEAST = """\
criteria:
  cost:
  noise: Noise at night
options:
  road-bridge: {scores: {cost: 70, noise: 20}}
  tunnel: {scores: {cost: 30, noise: 90}}
"""


def study_of(text: str, tmp_path: Path) -> Study:
    """The study that a text is."""
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def faults(text: str, tmp_path: Path) -> list[str]:
    """What is wrong with a text, without the name of its file."""
    with pytest.raises(FileProblem) as caught:
        study_of(text, tmp_path)
    return [f"{each.line}: {each.path}: {each.message}" for each in caught.value.problems]


def test_options_criteria_and_scores_are_enough(tmp_path: Path) -> None:
    """Every criterion is a group of its own, and all count the same."""
    ranking = rank(study_of(LEAST, tmp_path))
    assert [(each.id, each.value) for each in ranking.standings] == [("tunnel", 60.0), ("road-bridge", 45.0)]
    assert [(each.id, each.weight) for each in ranking.weights.groups] == [("cost", 0.5), ("noise", 0.5)]


def test_names_are_made_of_ids_where_none_are_given(tmp_path: Path) -> None:
    """A criterion in mid-sentence, an option with a capital; a text alone is the name of a criterion."""
    study = study_of(LEAST, tmp_path)
    assert [(each.id, each.name) for each in study.criteria] == [
        ("cost", "cost"),
        ("noise", "Noise at night"),
    ]
    assert [(each.name, each.title) for each in study.options] == [("Road bridge",) * 2, ("Tunnel",) * 2]


def test_options_without_degrees_stand_in_the_order_of_the_file_above_the_baseline(tmp_path: Path) -> None:
    """Wherever the baseline stands."""
    text = f"{LEAST}  nothing: {{scores: {{cost: 100, noise: 100}}}}\nbaseline: nothing\n"
    study = study_of(text, tmp_path)
    assert [each.id for each in study.ladder] == ["road-bridge", "tunnel"]
    assert study.option("nothing").degree < study.ladder[0].degree


def test_a_study_that_is_written_out_is_read_back_the_same(tmp_path: Path) -> None:
    """What was completed is then given, and is not completed twice."""
    study = study_of(LEAST, tmp_path)
    assert Study.model_validate(study.to_dict()) == study


def test_criteria_stand_beside_groups_in_one_study(tmp_path: Path) -> None:
    """Those that are in no group come after the groups."""
    text = "groups: {people: {criteria: {jobs: , health: }}}\n" + LEAST.replace(
        "cost: ", "jobs: 1, health: 2, cost: "
    )
    study = study_of(text, tmp_path)
    assert [each.id for each in study.groups] == ["people", "cost", "noise"]
    assert [each.name for each in study.groups] == ["People", "cost", "Noise at night"]


def test_points_of_a_profile_name_criteria_that_are_in_no_group(tmp_path: Path) -> None:
    """And the first profile is the one that is used."""
    text = f"{LEAST}profiles: {{quiet: {{points: {{cost: 25, noise: 75}}}}}}\n"
    assert rank(study_of(text, tmp_path)).weights.of("noise") == 0.75


def test_typed_points_beside_points_of_the_study_are_remarked_on_for_criteria_alone(tmp_path: Path) -> None:
    """Points that look like shares of a whole are as well remarked on where a criterion is its own group."""
    text = LEAST.replace("  noise:", "  view:\n  noise:").replace("cost: ", "view: 5, cost: ")
    (said,) = rank(study_of(text, tmp_path), {"cost": 0.6, "noise": 0.4}).weights.remarks
    assert "view" in said


def test_parties_without_profiles_weigh_by_their_own_id_or_as_the_study_does(tmp_path: Path) -> None:
    """A profile of a party's id is the party's."""
    profiles = "profiles: {even: {points: {cost: 50, noise: 50}}, town: {points: {cost: 10, noise: 90}}}\n"
    study = study_of(f"{LEAST}{profiles}parties: {{town: {{}}, owner: {{}}}}\n", tmp_path)
    assert [(each.name, each.profile) for each in study.parties] == [("Town", "town"), ("Owner", "even")]


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        (
            "cost: 70",
            "cots: 70",
            "5: options.road-bridge.scores.cots: unknown criterion cots; did you mean cost?",
        ),
        ("noise: 90", "noise: 900", "6: options.tunnel.scores.noise: must be from 0 to 100, not 900"),
        (
            "noise: 90",
            "noise: loud",
            "6: options.tunnel.scores.noise: must be a number, not the text 'loud'",
        ),
        (
            "noise: 90",
            "noise: [80, 95]",
            "6: options.tunnel.scores.noise: must be a mapping, such as {score: 50, range: [40, 60]}",
        ),
        (
            "noise: 90",
            "noise: {score: unknown, range: [80, 95]}",
            "6: options.tunnel.scores.noise.score: an unknown score has the whole scale for its range; "
            "drop the range, or give a score",
        ),
        (", noise: 90", "", "6: options.tunnel.scores: no score for noise"),
        ("  cost:\n", "  cost: {nmae: Cost}\n", "2: criteria.cost.nmae: unknown key; did you mean name?"),
        ("criteria:", "criterias:", "1: criterias: unknown key; did you mean criteria?"),
        (
            "  cost:\n  noise: Noise at night\n",
            "  - cost\n",
            "1: criteria: must be a mapping, such as {cost: ...}",
        ),
    ],
)
def test_a_fault_is_told_where_it_is_written(was: str, now: str, fault: str, tmp_path: Path) -> None:
    """The line and the place are those of the file, whatever was filled in."""
    assert fault in faults(LEAST.replace(was, now), tmp_path)


BROKEN_SCALE = """\
criteria:
  cost: {scale: {unit: EUR m, worst: 900}}
  noise:
options:
  tunnel: {scores: {cost: {score: 300, range: [200, 400]}, noise: 90}}
  ferry: {scores: {cost: 450, noise: 900}}
profiles: {mine: {say: [cost>=noise, coost>=noise]}}
screens: {affordable: {criterion: cost, maximum: 500}}
claims: {dear: {kind: reading, says: Dear, tests: [{test: below, option: ferry, criteria: [cost], limit: 500}]}}
"""


def test_a_broken_scale_is_the_only_fault_of_what_rests_on_it(tmp_path: Path) -> None:
    """Nothing is held against 0 to 100 in its place, nor is its criterion called unknown; other faults are told."""
    assert faults(BROKEN_SCALE, tmp_path) == [
        "2: criteria.cost.scale: best is missing",
        "6: options.ferry.scores.noise: must be from 0 to 100, not 900",
    ]


def test_statements_are_read_once_criteria_are_sound(tmp_path: Path) -> None:
    """Also while an option is not."""
    text = BROKEN_SCALE.replace("worst: 900", "worst: 900, best: 100")
    assert faults(text, tmp_path) == [
        "6: options.ferry.scores.noise: must be from 0 to 100, not 900",
        "7: profiles.mine.say.2: coost>=noise: unknown group or criterion coost; did you mean cost?",
    ]


def test_of_a_score_that_is_missing_nothing_else_is_called_missing(tmp_path: Path) -> None:
    """A range may always be left out."""
    text = LEAST.replace("noise: 90", "noise: {reason: Loud}")
    assert faults(text, tmp_path) == ["6: options.tunnel.scores.noise: score is missing"]


@pytest.mark.parametrize("given", ["--weight=loud=3", "--say=loud>=cost"])
def test_ids_that_are_known_are_named_once(given: str, tmp_path: Path, capsys: Capture) -> None:
    """A criterion that is a group of its own has one id for both."""
    path = tmp_path / "least.yaml"
    path.write_text(LEAST, encoding="utf-8")
    assert main(["compare", "--study", str(path), given]) == 2
    assert capsys.readouterr().err.endswith("unknown group or criterion loud; known: cost, noise\n")


def test_an_example_of_a_statement_compares_two_things(tmp_path: Path, capsys: Capture) -> None:
    """Not the only criterion with itself."""
    path = tmp_path / "one.yaml"
    path.write_text("criteria: {cost: }\noptions: {a: {scores: {cost: 1}}}\n", encoding="utf-8")
    assert main(["compare", "--study", str(path), "--say", "cost"]) == 2
    assert "cost>=security" in capsys.readouterr().err


def test_a_study_without_criteria_is_refused(tmp_path: Path) -> None:
    """There would be nothing to score."""
    assert faults("options: {one: {scores: {}}}\n", tmp_path) == [
        "1: : there are no criteria; give some under criteria, or in groups"
    ]


@pytest.mark.parametrize(
    "command", ["compare", "scorecard", "explain tunnel", "sensitivity", "options", "criteria"]
)
def test_every_question_can_be_asked_of_the_least_study(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    """Nothing that is left out stands as None in what is said."""
    path = tmp_path / "least.yaml"
    path.write_text(LEAST, encoding="utf-8")
    assert main([*command.split(), "--study", str(path)]) == 0
    assert "None" not in capsys.readouterr().out


@pytest.mark.parametrize("ending", ["html", "md", "xlsx", "docx"])
def test_a_brief_is_written_of_the_least_study(ending: str, tmp_path: Path) -> None:
    """In every form, with its title for the question."""
    path, brief = tmp_path / "least.yaml", tmp_path / f"brief.{ending}"
    path.write_text(LEAST, encoding="utf-8")
    assert main(["brief", "--study", str(path), "-o", str(brief)]) == 0
    assert main(["check", str(brief), "--study", str(path)]) == 0


def test_without_ranges_doubt_in_scores_is_said_not_to_be_examined(tmp_path: Path, capsys: Capture) -> None:
    """Also where the leader is far from settled."""
    path = tmp_path / "least.yaml"
    path.write_text(LEAST, encoding="utf-8")
    main(["compare", "--study", str(path)])
    assert "doubt in them was not examined" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([{}], ", so that all count the same"),
        (
            [{"say": ["cost>=noise"]}],
            ": those used come from what was said of weights",
        ),
        (
            [{"points": {"cost": 3, "noise": 1}}],
            ": those used come from the points given",
        ),
        (
            [{"points": {"cost": 3}}],
            ": those used come from the points given, else all count the same",
        ),
        (
            [{}, {"say": ["cost>=noise"]}],
            ": those used come from what was said of weights, else all count the same",
        ),
    ],
    ids=["nothing", "a statement", "points for all", "points for one", "two weightings"],
)
def test_weights_that_nobody_gave_are_not_called_judgements(
    given: list[dict[str, Any]], told: str, tmp_path: Path
) -> None:
    """They are equal because the study gives none; points and statements are somebody's, who is not the study's."""
    study = study_of(LEAST, tmp_path)
    rankings = [rank(study, weigh(study, **each)) for each in given]
    assert authorship.provenance(*rankings).startswith(
        f"The study gives no weights{told}; scores are judgements"
    )


def test_a_profile_that_nobody_gave_is_no_judgement(tmp_path: Path, capsys: Capture) -> None:
    """Of the profile that stands where a study gives none, nobody is said to have judged it."""
    path = tmp_path / "least.yaml"
    path.write_text(LEAST, encoding="utf-8")
    assert main(["profiles", "--study", str(path)]) == 0
    assert "judgement" not in capsys.readouterr().out


def test_the_api_is_as_small() -> None:
    """A study made by a program needs no more than one in a file."""
    data: dict[str, Any] = {"criteria": {"cost": None}, "options": {"one": {"scores": {"cost": 1}}}}
    assert treatyopt.rank(Study.model_validate(data)).shortlist == ("one",)


def test_degrees_count_options_from_one_wherever_the_baseline_stands(tmp_path: Path) -> None:
    """The baseline is 0, and takes none from the others."""
    study = study_of(f"baseline: road-bridge\n{LEAST}  ferry: {{scores: {{cost: 1, noise: 1}}}}\n", tmp_path)
    assert [(each.id, each.degree) for each in study.options] == [
        ("road-bridge", 0),
        ("tunnel", 1),
        ("ferry", 2),
    ]


def test_a_party_may_have_no_more_than_its_id(tmp_path: Path) -> None:
    """Like a criterion."""
    assert study_of(f"{LEAST}parties: {{town: }}\n", tmp_path).parties[0].name == "Town"
