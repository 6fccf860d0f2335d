"""What is said to have come of the paper: each row with its source and grade, each figure with its count."""

from __future__ import annotations

import copy
import pickle
import re
from collections import Counter
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

import treatyopt
from conftest import ROOT
from treatyopt import FileProblem, Study, load, rank
from treatyopt.history.load import read_evidence
from treatyopt.history.records import GRADES, WIDE, EvidenceFile, Outcome
from treatyopt.methods.proportions import Z
from treatyopt.study.base import Origin
from treatyopt.study.contradicted import contradicted

FILE = ROOT / "data" / "evidence.yaml"


@pytest.fixture(scope="module")
def evidence(paper: Study) -> EvidenceFile:
    """The evidence that comes with treatyopt."""
    return read_evidence(paper)


@cache
def _parsed() -> Any:
    return yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)


def least() -> dict[str, Any]:
    """One row of each kind, to be damaged."""
    data = _parsed()
    outcomes = {"npt": dict(data["outcomes"]["npt"])}
    rates = {"violated-of-ended": dict(data["rates"]["violated-of-ended"])}
    rows = {key: [dict(data[key][0])] for key in ("examples", "research", "bearings")}
    return {"proposed": "1996-05", "until": [2002], "outcomes": outcomes, "rates": rates, **rows}


def refused(data: Any, study: Study, tmp_path: Path) -> list[str]:
    """What is said against a file of evidence that a study names."""
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        read_evidence(study.changed(evidence="mine.yaml").read_from(Origin(), tmp_path))
    assert all(each.line for each in caught.value.problems)
    return [f"{each.path}: {each.message}" for each in caught.value.problems]


@pytest.mark.parametrize("key", ["source", "grade"])
@pytest.mark.parametrize("section", ["outcomes", "examples", "rates", "research", "bearings"])
def test_a_row_without_source_or_grade_is_refused(
    section: str, key: str, paper: Study, tmp_path: Path
) -> None:
    """Nothing is said that does not say where it is from and how good that is."""
    data = least()
    rows = data[section]
    row = rows[0] if isinstance(rows, list) else next(iter(rows.values()))
    del row[key]
    (said,) = refused(data, paper, tmp_path)
    assert said.startswith(section)
    assert said.endswith(f"{key} is missing")


def test_evidence_names_what_is_in_the_study(paper: Study, tmp_path: Path) -> None:
    """An unknown id is answered with the nearest, and a date that there is not with what it is."""
    data = least()
    data["bearings"][0]["criterion"] = "durabilty"
    data["outcomes"]["npt"]["date"] = "1995-02-30"
    said = refused(data, paper, tmp_path)
    assert "bearings.1.criterion: unknown criterion durabilty; did you mean durability?" in said
    assert "outcomes.npt.date: 1995-02-30 is not a date that there is" in said


def test_more_cases_than_there_are_is_refused(paper: Study, tmp_path: Path) -> None:
    """A share is of all that were counted."""
    data = least()
    data["rates"]["violated-of-ended"]["counts"] = [{"of": "pacts", "cases": 3, "among": 2}]
    (said,) = refused(data, paper, tmp_path)
    assert said.endswith("3 cases are more than the 2 among which they are")


@pytest.mark.parametrize(
    ("missing", "said"),
    [(("effect",), "effect is missing"), (("effect", "between"), "effect and between are missing")],
    ids=["effect", "both"],
)
def test_an_instrument_says_whether_it_took_effect_and_between_whom(
    missing: tuple[str, ...], said: str, paper: Study, tmp_path: Path
) -> None:
    """What is left out would be told as never in force, or as with other parties; what has no form has neither."""
    data = least()
    row = data["outcomes"]["npt"]
    for key in missing:
        del row[key]
    (told,) = refused(data, paper, tmp_path)
    assert told == (
        f"outcomes.npt: {said}; with a form other than none it says whether it took effect and between whom"
    )
    row["form"] = "none"
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    assert (
        read_evidence(paper.changed(evidence="mine.yaml").read_from(Origin(), tmp_path)).outcomes[0].effect
        is None
    )


def test_another_study_names_evidence_of_its_own(tmp_path: Path) -> None:
    """A file is looked for beside the study that names it; the paper's is no other study's."""
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(least(), sort_keys=False), encoding="utf-8")
    copy = (ROOT / "data" / "options.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(copy, encoding="utf-8")
    with pytest.raises(Exception, match="names no evidence"):
        read_evidence(load(file))
    file.write_text(f"evidence: mine.yaml\n{copy}", encoding="utf-8")
    assert [each.id for each in read_evidence(load(file)).outcomes] == ["npt"]


def test_a_changed_study_still_finds_its_evidence(tmp_path: Path) -> None:
    """What-ifs, copies and pickles of a study look for its evidence beside its file, which no result names."""
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(least(), sort_keys=False), encoding="utf-8")
    file = tmp_path / "study.yaml"
    copied = (ROOT / "data" / "options.yaml").read_text(encoding="utf-8")
    file.write_text(f"evidence: mine.yaml\n{copied}", encoding="utf-8")
    changed = pickle.loads(pickle.dumps(copy.deepcopy(load(file)))).with_score("cooperation", "readiness", 5)
    assert [each.id for each in read_evidence(changed).outcomes] == ["npt"]
    assert str(tmp_path) not in str(rank(changed).to_dict())


def test_something_is_said_of_every_obligation(paper: Study, evidence: EvidenceFile) -> None:
    """Nothing that the paper proposes is passed over."""
    assert [each.id for each in evidence.outcomes] == [each.id for each in paper.obligations]


@pytest.mark.parametrize(
    "place", ["data/evidence.yaml", "docs/evidence.md", "evidence", "cooperation", "npt"]
)
def test_what_grades_mean_is_said_in_full_wherever_it_is_said(place: str, paper: Study) -> None:
    """The head of the file, its page and the screens give each grade the same meaning, word for word."""
    if place.endswith((".yaml", ".md")):
        text = (ROOT / place).read_text(encoding="utf-8").replace("\n#", "\n")
    else:
        text = str(treatyopt.evidence(paper) if place == "evidence" else treatyopt.evidence(paper, place))
    said = " ".join(text.replace("*", "").split())
    assert [
        grade for grade, means in GRADES.items() if not re.search(rf"{grade}[ ,:]+{re.escape(means)}", said)
    ] == []
    assert "An (S) or (M) inside a text grades that part of it." in said


# What by the key is no better than S, wherever it is a source.
SECOND_HAND = (
    r"Reuters|rferl|TASS|Sputnik|Interfax|eadaily|alarabiya|csmonitor|kyivindependent|panarmenian|wikipedia|"
    r"encyclopaedia|\bcop(?:y|ies) (?:at|kept)|voanews|cctv|bta\.bg|ukrweekly|\bpress\b|rt\.com"
)


def test_second_hand_sources_are_graded_as_that(evidence: EvidenceFile) -> None:
    """A row of grade V marks the press, encyclopaedias and copies among its sources."""
    rows = (*evidence.outcomes, *evidence.examples, *evidence.rates, *evidence.research, *evidence.bearings)
    unmarked = [
        part
        for each in rows
        if each.grade == "V"
        for part in re.split(r"; (?![^(]*\))", each.source)
        if re.search(SECOND_HAND, part) and not re.search(r"\bS\)", part)
    ]
    assert unmarked == []


def score_interval(cases: int, among: int) -> tuple[float, float]:
    """Where the score test of a share p just rejects, by bisection of (cases/among - p)^2 = Z^2 p (1 - p) / among."""
    share = cases / among

    def beyond(p: float) -> bool:
        return (share - p) ** 2 * among > Z * Z * p * (1 - p)

    ends = []
    for outside in (0.0, 1.0):
        inside = share
        for _ in range(60):
            middle = (outside + inside) / 2
            outside, inside = (middle, inside) if beyond(middle) else (outside, middle)
        ends.append(inside)
    return ends[0], ends[1]


def test_intervals_are_those_of_the_counts(evidence: EvidenceFile) -> None:
    """Each interval is worked out from its count, and once more here by another way."""
    counts = [each for rate in evidence.rates for each in rate.counts]
    assert len(counts) > 40
    worked = [score_interval(each.cases, each.among) for each in counts]
    assert [tuple(each.interval) for each in counts] == [pytest.approx(each, abs=1e-9) for each in worked]


def test_what_is_contradicted_stands_in_short_beside_it(evidence: EvidenceFile) -> None:
    """The small file that explain reads says what the evidence says; what is set or unknown is no judgement."""
    listed = (ROOT / "data" / "contradicted.txt").read_text(encoding="utf-8").split()
    against = [each for each in evidence.bearings if each.bearing == "contradicts"]
    assert listed == [f"{each.option}.{each.criterion}" for each in against]
    bundled = load()
    assert contradicted(bundled, "cooperation") == ("readiness",)
    assert contradicted(bundled.with_score("cooperation", "readiness", 20), "cooperation") == ()
    assert contradicted(bundled.with_score("cooperation", "readiness", "unknown"), "cooperation") == ()
    assert contradicted(bundled, "non-aggression") == ()
    assert contradicted(bundled.read_from(Origin("mine.yaml")), "cooperation") is None


def texts(evidence: EvidenceFile) -> list[str]:
    """Every text of the evidence that is no source."""
    rows = (*evidence.outcomes, *evidence.examples, *evidence.rates, *evidence.research, *evidence.bearings)
    counts = [each for rate in evidence.rates for each in rate.counts]
    told = [each.to_dict() for each in (*rows, *counts)]
    return [text for each in told for key, text in each.items() if isinstance(text, str) and key != "source"]


def test_counts_in_sentences_are_those_of_the_rows(evidence: EvidenceFile) -> None:
    """No sentence counts so many of so many that no row has, or that two bases of the same pacts differ by."""
    rows = [each for rate in evidence.rates for each in rate.counts]
    counts = {(each.cases, each.among) for each in rows}
    between = {(a.among - b.among, a.among) for a, b in permutations(rows, 2) if a.of == b.of}
    found = [re.findall(r"(\d+) of (?:the |these )?(\d+)", text) for text in texts(evidence)]
    said = {(int(k), int(n)) for each in found for k, n in each}
    assert len(said) >= 10
    assert said - counts == {(49, 411), (34, 79), (21, 244)}
    assert said - counts < between


KINDS = ("pacts of non-aggression only", "pacts with a", "consultation pacts", "defence pacts")


def shares(evidence: EvidenceFile, id: str) -> list[float]:
    """Of each kind the share that a rate counts, in percent."""
    rate = next(each for each in evidence.rates if each.id == id)
    return [100 * each.share for kind in KINDS for each in rate.counts if each.of.startswith(kind)]


def of_rate(evidence: EvidenceFile, id: str) -> str:
    """What may mislead in a rate."""
    return next(each.caveat for each in evidence.rates if each.id == id)


def test_what_is_said_of_the_kinds_holds_of_their_counts(evidence: EvidenceFile) -> None:
    """Among ended pacts defence is lowest and all are close; of all signed it is highest, and the others are close."""
    ended, signed = (shares(evidence, id) for id in ("violated-of-ended", "violated-of-all"))
    assert (min(ended), round(max(ended) - min(ended), 1)) == (ended[-1], 5.0)
    assert "differ by about 5 points at most, and defence has the lowest share" in of_rate(
        evidence, "violated-of-ended"
    )
    assert (max(signed), round(min(signed)), round(max(signed[:-1]))) == (signed[-1], 11, 14)
    assert "the other three kinds hardly differ (11 to 14%)" in of_rate(evidence, "violated-of-all")


def test_the_order_of_the_kinds_depends_on_the_denominator_among_old_pacts_too(
    evidence: EvidenceFile,
) -> None:
    """The ended pacts signed before 1990 put the kinds in one order, and all that were signed in the reverse."""
    ended, signed = (shares(evidence, id) for id in ("violated-before-1990", "violated-of-all-before-1990"))
    assert ended == sorted(ended, reverse=True)
    assert signed == sorted(signed)
    found = [each for each in evidence.bearings if "supports no ranking of the types" in each.says]
    assert [(each.option, each.criterion) for each in found] == [
        ("non-aggression", "durability"),
        ("mutual-defense", "durability"),
    ]


def newly(evidence: EvidenceFile, each: Outcome) -> bool:
    """Whether it was agreed after the proposal and by the end of 1997, at least in part."""
    return each.status in WIDE and each.dated >= evidence.proposed and each.by(1997)


def test_obligations_are_counted_from_their_rows(paper: Study, evidence: EvidenceFile) -> None:
    """What is said of how the obligations of a type ended is counted from their rows, and of no other rows."""
    entering = [each for each in paper.obligations if each.enters == "mutual-security"]
    movable = {each.id for each in entering if "cooperation" in each.may_enter}
    ids = {each.id for each in entering}
    found, rest = (
        Counter(each.status for each in evidence.outcomes if each.id in of) for of in (ids, ids - movable)
    )
    substance = evidence.bearing("mutual-security", "substance")
    assert substance is not None
    assert substance.says == (
        f"Of the {len(ids)} obligations that enter here as the study places them none became a binding duty in force; "
        f"{found['agreed-politically']} were agreed politically, {found['partly']} partly, {found['not-agreed']} not "
        f"(of the {len(ids - movable)} without those that could enter with cooperation {rest['agreed-politically']}, "
        f"{rest['partly']} and {rest['not-agreed']})."
    )
    assert len([text for text in texts(evidence) if re.search(r"\bOf (the )?\d", text)]) == 2
    enters = {each.id: each.enters for each in paper.obligations}
    own = [each for each in evidence.outcomes if enters[each.id] == "cooperation"]
    joining = [each for each in evidence.outcomes if each.id in movable]
    new, then = (sum(newly(evidence, each) for each in of) for of in (own, [*own, *joining]))
    timeliness = evidence.bearing("cooperation", "timeliness")
    assert timeliness is not None
    assert timeliness.says.startswith(
        f"Of the {len(own)} obligations that enter here as the study places them {new} were newly agreed by the end of "
        f"1997, at least in part (of the {len(own) + len(joining)} with those that could enter here {then}); "
    )
    assert set(found) == {"agreed-politically", "partly", "not-agreed"}
    graded = Counter(each.grade for each in evidence.outcomes if each.id in ids)
    assert f"({graded['V']} rows V, one S, one M)" in substance.source
    assert graded.total() == graded["V"] + 2


def test_no_row_says_what_was_the_cause_of_what() -> None:
    """What is known is told, and reasons only as somebody's who named them."""
    causal = (
        r"because of|\bcaused?\b|led to|due to|thanks to|as a result|resulted|in order that|brought about"
    )
    assert re.findall(causal, FILE.read_text(encoding="utf-8").partition("proposed:")[2]) == []


def test_what_never_took_effect_is_in_force_nowhere(paper: Study, evidence: EvidenceFile) -> None:
    """No treaty among what enters with mutual security took effect, as the sentence on its substance says."""
    entering = {each.id for each in paper.obligations if each.enters == "mutual-security"}
    treaties = [
        each for each in evidence.outcomes if each.id in entering and each.form in ("binding", "mixed")
    ]
    assert [each.effect for each in treaties] == ["never"]
