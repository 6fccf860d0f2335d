"""What treatyopt evidence says of it, counted from the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import treatyopt
from conftest import ROOT, Run
from documents import captioned, cells
from treatyopt import Study, load, rank
from treatyopt.documents.bearing import option_document
from treatyopt.documents.legalform import of_examples, said
from treatyopt.documents.outcomes import outcomes_document
from treatyopt.history.form import legal_form
from treatyopt.history.load import read_evidence
from treatyopt.history.records import EvidenceFile
from treatyopt.history.results import weighed


@pytest.fixture(scope="module")
def evidence(paper: Study) -> EvidenceFile:
    """The evidence that comes with treatyopt."""
    return read_evidence(paper)


def test_nothing_agreed_is_said_to_be_nothing(paper: Study, evidence: EvidenceFile) -> None:
    """Where nothing came of anything the document says why no package is valued, and claims no form."""
    none = evidence.changed(
        outcomes=tuple(each.changed(status="not-agreed", form="none") for each in evidence.outcomes)
    )
    told = " ".join(str(block) for block in outcomes_document(weighed(rank(paper), none)).blocks)
    assert "What was agreed is not valued as a package: nothing was agreed." in told
    assert "Nothing newly agreed by the end of 2002 took effect between the parties." in told


def shown(found: Any) -> str:
    """What is said of all the evidence, in one line."""
    return " ".join(str(block) for block in outcomes_document(found).blocks)


def test_where_something_bears_on_every_judgement_nobody_is_told_of_none(
    paper: Study, evidence: EvidenceFile
) -> None:
    """There is no other 0 on which nothing was found."""
    places = [(option.id, criterion.id) for option in paper.ladder for criterion in paper.criteria]
    bearings = tuple(evidence.bearings[0].changed(option=a, criterion=b) for a, b in places)
    told = shown(weighed(rank(paper), evidence.changed(bearings=bearings)))
    assert "contradicts 0; on each something was found. No score is changed by it." in told


def test_what_was_agreed_to_the_last_obligation_is_worth_as_much(
    paper: Study, evidence: EvidenceFile
) -> None:
    """A type of which all was agreed, and nothing more, is no lower end of anything."""
    whole = {each.id for each in paper.obligations_of("non-aggression")}
    rows = tuple(
        each.changed(status="existed" if each.id in whole else "not-agreed") for each in evidence.outcomes
    )
    told = shown(weighed(rank(paper), evidence.changed(outcomes=rows, binding=None)))
    assert "is worth 33.8 on the strict reading, as much as Non-Aggression, and fails sufficient" in told


def test_a_judgement_without_a_range_has_none_beside_its_evidence(paper: Study) -> None:
    """As explain has it, and not a range of nothing."""
    found = treatyopt.evidence(paper, "cooperation")
    assert isinstance(found, treatyopt.OptionEvidence)
    bare = tuple(each._replace(low=each.score, high=each.score) for each in found.judgements)
    table = captioned(
        option_document(replace(found, judgements=bare)), "Its judgements, and what bears on them"
    )
    assert set(cells(table, "range")) == {"–"}


def test_a_source_that_is_a_sentence_ends_once(paper: Study, evidence: EvidenceFile) -> None:
    """Whoever writes a full stop behind a source does not read two."""
    bearings = tuple(each.changed(source="Counted by us.") for each in evidence.bearings)
    assert ".." not in shown(weighed(rank(paper), evidence.changed(bearings=bearings)))


def test_the_record_of_the_form_is_counted(evidence: EvidenceFile) -> None:
    """One new binding instrument between the parties, and the sentence says otherwise."""
    rows = tuple(
        each.changed(form="binding") if each.id == "non-aggression-pledge" else each
        for each in evidence.outcomes
    )
    form = legal_form(evidence.changed(outcomes=rows))
    assert form is not None
    assert not form.whole
    assert "(23 obligations), 22 were in political form." in said(form)
    assert "newly agreed by then: 27 political, 2 mixed and 3 binding. A binding" in said(form)
    assert said(form).endswith("None of that is true of non-aggression-pledge.")


def formed(evidence: EvidenceFile, **forms: str) -> str:
    """What is said of the form where these obligations, with _ for -, have this one, and no other is binding."""
    there = {id.replace("_", "-"): form for id, form in forms.items()}
    rows = tuple(each.changed(form=there.get(each.id, "none")) for each in evidence.outcomes)
    form = legal_form(evidence.changed(outcomes=rows))
    assert form is not None
    return said(form)


def test_one_binding_instrument_is_told_as_one(evidence: EvidenceFile) -> None:
    """With what sets it apart, and no counts of one."""
    told = formed(evidence, npt="binding")
    assert told.endswith("behind one, if only in part; it is older than the proposal and with other parties.")


def test_binding_instruments_that_nothing_sets_apart_are_all_named(evidence: EvidenceFile) -> None:
    """There is no list of nothing before them."""
    told = formed(evidence, non_aggression_pledge="binding")
    assert told.endswith(
        "A binding instrument stands behind one, if only in part: non-aggression-pledge, which is not older than the "
        "proposal, later, with other parties or never in force."
    )


@pytest.mark.parametrize(
    ("forms", "expected"),
    [({}, "none was"), ({"non_aggression_pledge": "political"}, "1 was")],
    ids=["none", "one"],
)
def test_few_political_forms_are_counted_as_few(
    evidence: EvidenceFile, forms: dict[str, str], expected: str
) -> None:
    """Where most of what is new has no form."""
    assert f"(23 obligations), {expected} in political form." in formed(evidence, **forms)


def test_the_form_of_what_is_between_the_parties_has_its_denominator(evidence: EvidenceFile) -> None:
    """That it leaves out what is with others, and how much that is, stands beside it."""
    form = legal_form(evidence)
    assert form is not None
    assert (
        "With what was agreed only in part, by one side, with other parties, or never in force counted too, 32 were "
        "newly agreed by then: 28 political, 2 mixed and 2 binding; the four that are not political alone are with "
        "other parties, and so left out of what is between the parties."
    ) in said(form)


def test_the_page_shows_a_file_that_can_be_read(tmp_path: Path, inside: Run) -> None:
    """The least file of docs/evidence.md is one, and all commands take it."""
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", page, flags=re.M | re.S)
    (tmp_path / "mine.yaml").write_text(shown, encoding="utf-8")
    copy = (ROOT / "data" / "options.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(f"evidence: mine.yaml\n{copy}", encoding="utf-8")
    assert set(yaml.safe_load(shown)) < set(EvidenceFile.model_fields)
    whole = inside("evidence", "--study", tmp_path / "study.yaml")
    assert "or existing before: 1 of 1 obligation; in part" in " ".join(whole.stdout.split())
    assert "on the other 55 nothing was found" in " ".join(whole.stdout.split())
    assert "It had been extended" in inside("evidence", "npt", "--study", tmp_path / "study.yaml").stdout
    assert "3 of 10" in inside("evidence", "cooperation", "--study", tmp_path / "study.yaml").stdout


def test_evidence_needs_a_study_that_names_some(inside: Run, write: Callable[[Any], Path], raw: Any) -> None:
    """Another study is told in one line how to name its evidence; an unknown id is answered with the nearest."""
    other = {**raw, "obligations": {}, "claims": {}}
    done = inside("evidence", "--study", write(other))
    assert done.returncode == 2
    assert done.stderr == (
        "treatyopt: the study names no evidence; add a line such as evidence: evidence.yaml, which names a file beside "
        "the study\n"
    )
    assert "did you mean cooperation?" in inside("evidence", "cooperatoin").stderr


def test_a_copy_of_the_study_is_told_the_line_that_works(inside: Run, tmp_path: Path) -> None:
    """What is said of a copy of the paper's study can be pasted into it."""
    copy = (ROOT / "data" / "options.yaml").read_text(encoding="utf-8")
    (tmp_path / "copy.yaml").write_text(copy, encoding="utf-8")
    done = inside("evidence", "npt", "--study", "copy.yaml")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    _, _, line = done.stderr.rstrip("\n").partition("add the line ")
    (tmp_path / "copy.yaml").write_text(f"{line}\n{copy}", encoding="utf-8")
    ours, theirs = (inside("evidence", "npt", *more).stdout for more in ([], ["--study", "copy.yaml"]))
    assert ours.splitlines()[1:] == theirs.splitlines()[1:]


@pytest.mark.parametrize("id", ["non-aggression", "cooperation", "mutual-security", "mutual-defense"])
def test_whatever_is_said_of_an_option_has_its_source(id: str, inside: Run) -> None:
    """What bears on its judgements, what came of what enters with it, counts and examples."""
    shown = " ".join(inside("evidence", id).stdout.split())
    found = treatyopt.evidence(load(), id)
    assert isinstance(found, treatyopt.OptionEvidence)
    rows = (*found.judgements, *found.outcomes, *found.rates, *found.examples)
    assert [each.source for each in rows if each.source and f"Source: {each.source}." not in shown] == []


def test_whatever_is_said_on_the_first_screen_has_its_source(evidence: EvidenceFile, inside: Run) -> None:
    """So have what contradicts a judgement and what research found."""
    shown = " ".join(inside("evidence").stdout.split())
    rows = (*(each for each in evidence.bearings if each.bearing == "contradicts"), *evidence.research)
    assert [each.source for each in rows if f"Source: {each.source}." not in shown] == []


def test_examples_are_no_rate(evidence: EvidenceFile) -> None:
    """They are counted by form, and one is not counted at all."""
    binding, political = (
        next(each for each in evidence.examples if each.form == form) for form in ("binding", "political")
    )
    assert of_examples([binding, political, binding]).startswith(
        "The 3 examples by form: binding 2 and political 1."
    )
    assert of_examples([political]).startswith("Its form: political. It was chosen and not drawn")


def test_what_if_reaches_what_was_agreed(inside: Run) -> None:
    """Weights asked for are those by which what was agreed is valued."""
    done = inside("evidence", "-p", "cautious")
    assert done.stdout.splitlines()[0].endswith("weights: cautious")


def test_each_obligation_has_one_row_on_a_screen_of_80_columns(inside: Run) -> None:
    """What came of it, its date, its form and its grade stand beside each other."""
    (row,) = (line for line in inside("evidence").stdout.splitlines() if line.startswith("cfe-modernised "))
    assert row.split() == ["cfe-modernised", "signed,", "never", "in", "1999-11-19", "binding", "V"]


def test_values_and_classes_that_rest_on_where_obligations_enter_say_so(inside: Run) -> None:
    """Before anybody builds on a screen that is failed by a hair."""
    text = " ".join(inside("evidence").stdout.split())
    assert (
        "The study names another place too for where 6 obligations enter, and on that these values partly rest. All "
        "placed with Cooperation, what was agreed by the end of 2002 is worth 48.4 on the strict reading and then just "
        "reaches sufficient (stand-off 40, needs at least 40; 39.7 here); it is worth 65.0 on the wide reading. That "
        "is one case, and no bound on what other placings would make of it."
    ) in text
    assert (
        "Of 7 of the 19 the class turns on where some enter, for which the study names another place too ("
        in text
    )
    assert (
        "With obligations placed elsewhere, by themselves or all together (7 trials), the chance of the core on the "
        "strict reading goes from 3% to 29% (here 12%), and in 1 of the 7 one or more of the six figures are below 5%. "
        "Six figures in each of several trials invite one such by chance."
    ) in text


@pytest.mark.parametrize("id", ["", "cooperation", "cfe-2"])
def test_what_was_set_and_placed_for_the_run_is_said(id: str, inside: Run) -> None:
    """Judgements beside what came of it are not taken for the study's."""
    asked = ("--enters", "cfe-2=cooperation", "--set", "cooperation.readiness=70")
    text = " ".join(inside("evidence", *filter(None, [id]), *asked).stdout.split())
    assert (
        "Set for this run: cooperation.readiness = 70 (the study has 75). Placed for this run: cfe-2 with Cooperation "
        "(the study has it with Mutual Security)."
    ) in text


def test_what_is_left_out_of_any_year_is_said(inside: Run) -> None:
    """A package that is smaller than what was agreed says so, though it be not the latest; an id begins no sentence."""
    text = " ".join(inside("evidence").stdout.split())
    assert "By 1997, wide, regional-liaison is left out: what it needs was not agreed by then." in text
    assert (
        "Of these 36, start counts for what an earlier instrument had begun; without it the figure is 64.1. By 1997 "
        "the figure without start is 51.2. By 1997, wide"
    ) in text  # and not once more for the same with the legally binding form


def test_what_had_ended_counts_and_is_named(inside: Run) -> None:
    """A treaty that was left by the year up to which is counted is still among what was agreed; its end is dated."""
    assert "Agreed is not kept: what had ended by then counts too (abm)." in " ".join(
        inside("evidence").stdout.split()
    )
    text = " ".join(inside("evidence", "abm").stdout.split())
    assert "the United States left it six years after the paper, on 2002-06-13." in text


def test_where_nothing_had_ended_nothing_is_said_of_it(paper: Study, evidence: EvidenceFile) -> None:
    """Nor of what ended later."""
    later = tuple(each.changed(ended="2003" if each.ended else None) for each in evidence.outcomes)
    found = weighed(rank(paper), evidence.changed(outcomes=later))
    assert found.came.ended == ()
    assert "Agreed is not kept. " in " ".join(str(found).split())
