"""What was agreed, valued by the study's own judgements, in what form, and what chance would make of it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest

from treatyopt import Study, design, place, rank
from treatyopt.documents.blocks import Prose, Table
from treatyopt.documents.hindsight import hindsight_said
from treatyopt.history.agreed import Agreed, Valued, last, valued
from treatyopt.history.elsewhere import elsewhere
from treatyopt.history.form import legal_form
from treatyopt.history.hindsight import drawn, hindsight
from treatyopt.history.load import read_evidence
from treatyopt.history.records import STRICT, WIDE, EvidenceFile, Outcome
from treatyopt.packages.placing import moved


@pytest.fixture(scope="module")
def evidence(paper: Study) -> EvidenceFile:
    """The evidence that comes with treatyopt."""
    return read_evidence(paper)


@pytest.fixture(scope="module")
def found(paper: Study, evidence: EvidenceFile) -> Valued:
    """What was agreed, under the study's own weights."""
    return valued(rank(paper), evidence)


@pytest.mark.parametrize(
    ("reading", "bound", "value", "sufficient"),
    [
        pytest.param("strict", False, 47.5, 39.7, id="strict"),
        pytest.param("wide", False, 64.4, 75.0, id="wide"),
        pytest.param("strict", True, 49.5, 39.7, id="strict-bound"),
        pytest.param("wide", True, 66.4, 75.0, id="wide-bound"),
    ],
)
def test_what_was_agreed_by_2002_is_worth(
    found: Valued, reading: str, bound: bool, value: float, sufficient: float
) -> None:
    """The figures of the note in which they were first worked out, apart from this code."""
    latest = next(p for p in found.packages if (p.year, p.reading, p.bound) == (2002, reading, bound))
    assert latest.standing.value == pytest.approx(value, abs=0.05)
    met = next(each for each in latest.standing.screens if each.screen == "sufficient")
    assert met.score == pytest.approx(sufficient, abs=0.05)
    assert met.passes is (sufficient >= 40)


def test_what_was_agreed_is_counted_from_the_rows(found: Valued, evidence: EvidenceFile) -> None:
    """Strict holds what was agreed or existed, wide all that came of anything, but for what lacks what it needs."""
    counts = {
        (each.year, each.reading): (len(each.adds), each.unheld) for each in found.packages if not each.bound
    }
    strict, wide = (sum(each.status in kinds for each in evidence.outcomes) for kinds in (STRICT, WIDE))
    assert counts[2002, "strict"] == (strict, ())
    assert counts[2002, "wide"] == (wide, ())
    assert counts[1997, "wide"][1] == ("regional-liaison",)


def test_what_counts_by_an_earlier_instrument_is_told_apart(found: Valued) -> None:
    """START counts by 2002 for what was in force before its instrument of 2010; without it the figure is lower."""
    latest = last(found.packages, "wide")
    assert isinstance(latest, Agreed)
    assert latest.early == ("start",)
    assert latest.apart == pytest.approx(64.1, abs=0.05)


def test_what_is_left_out_is_told_with_the_legal_form_too(found: Valued) -> None:
    """The legal form is put in beside all that was agreed, and what it is no prerequisite of stays out."""
    bound = next(each for each in found.packages if each.id == "1997-wide-bound")
    assert bound.unheld == ("regional-liaison",)


def test_whatever_holds_something_early_is_valued_without_it_too(found: Valued) -> None:
    """With the legally binding form put in as well; and START is worth the same there."""
    assert [each.id for each in found.packages if (each.apart is None) is bool(each.early)] == []
    bare, bound = last(found.packages, "wide"), last(found.packages, "wide", bound=True)
    assert isinstance(bare, Agreed)
    assert isinstance(bound, Agreed)
    assert bare.apart is not None
    assert bound.apart is not None
    assert bound.value - bound.apart == pytest.approx(bare.value - bare.apart)


def test_nothing_agreed_is_not_valued(paper: Study, evidence: EvidenceFile) -> None:
    """Where nothing came of anything there is no package to be valued."""
    none = evidence.changed(
        outcomes=tuple(each.changed(status="not-agreed", form="none") for each in evidence.outcomes)
    )
    assert valued(rank(paper), none) == Valued(None, (), "nothing was agreed")


def test_all_that_was_new_was_political(evidence: EvidenceFile) -> None:
    """What was agreed after the paper, in time, between the two and in effect was in political form throughout."""
    form = legal_form(evidence)
    assert form is not None
    assert form.whole
    assert form.unexplained == ()
    assert [each.outcome.id for each in form.binding] == [
        *("denuclearization", "npt", "abm", "start", "cfe-modernised", "cfe-2", "osce-arms-control")
    ]


def test_the_form_of_all_that_was_new_is_counted_too(evidence: EvidenceFile) -> None:
    """What is between the parties is a part of it, and what is binding among the rest is all with others."""
    form = legal_form(evidence)
    assert form is not None
    assert Counter(form.forms.values()) == {"political": 28, "mixed": 2, "binding": 2}
    assert form.not_political == ("denuclearization", "cfe-modernised", "cfe-2", "osce-arms-control")
    assert {*form.not_political} < {*form.others}
    assert {*form.new} < {*form.forms}
    new = [each.id for each in evidence.outcomes if each.status in WIDE and "1996-05" <= each.dated < "2003"]
    assert [*form.forms] == new


def test_a_binding_instrument_that_nothing_sets_apart_is_named(evidence: EvidenceFile) -> None:
    """The record is counted: one new binding instrument between the parties, and not all is political."""
    form = legal_form(evidence.changed(outcomes=tuple(map(bound, evidence.outcomes))))
    assert form is not None
    assert (form.whole, len(form.new), len(form.political)) == (False, 23, 22)
    assert form.unexplained == ("non-aggression-pledge",)


@pytest.mark.parametrize(
    ("date", "apart"), [("1995", ("older",)), ("1996-04", ("older",)), ("1996", ()), ("1996-05", ())], ids=str
)
def test_an_instrument_is_older_only_where_its_date_says_so(
    evidence: EvidenceFile, date: str, apart: tuple[str, ...]
) -> None:
    """The year of the proposal without a month, or its month without a day, leaves open which came first."""
    pledge = next(bound(each) for each in evidence.outcomes if each.id == "non-aggression-pledge")
    form = legal_form(evidence.changed(outcomes=(pledge.changed(date=date), *evidence.outcomes[1:])))
    assert form is not None
    assert form.binding[0].apart == apart


def test_what_existed_is_not_newly_agreed_where_its_date_is_a_year_alone(evidence: EvidenceFile) -> None:
    """Its status says what the year of the proposal leaves open."""
    dated = [each.changed(date="1996") if each.id == "npt" else each for each in evidence.outcomes]
    form = legal_form(evidence.changed(outcomes=tuple(dated)))
    assert form is not None
    assert "npt" not in form.forms
    assert [each.apart for each in form.binding if each.outcome.id == "npt"] == [("older", "others")]


def bound(each: Outcome) -> Outcome:
    """The same, were the pledge a treaty."""
    return each.changed(form="binding") if each.id == "non-aggression-pledge" else each


def test_chances_are_those_of_all_draws() -> None:
    """The hypergeometric chance is the share of all ways to draw."""
    ways = list(combinations(range(7), 4))
    for hits in (0, 1, 2, 3):
        share = Fraction(sum(len({0, 1, 2} & set(way)) == hits for way in ways), len(ways))
        assert drawn(hits, 4, 3, 7) == share


def test_hindsight_counts_classes_and_no_more(paper: Study, evidence: EvidenceFile) -> None:
    """Of nine core four were agreed, of six out none; neither is more than chance often brings."""
    strict, wide = hindsight(paper, evidence)
    assert [(len(each.obligations), len(each.agreed)) for each in strict.classes] == [(9, 4), (4, 1), (6, 0)]
    assert [len(each.agreed) for each in wide.classes] == [9, 2, 5]
    assert strict.classes[0].chance == Fraction(77, 646)
    assert strict.classes[2].chance == Fraction(143, 1292)


def test_what_was_agreed_is_valued_with_obligations_placed_elsewhere_too(
    paper: Study, evidence: EvidenceFile, found: Valued
) -> None:
    """As of the study in which all that it leaves open is placed so; on the strict reading a screen is then passed."""
    there = elsewhere(rank(paper), evidence)
    assert there is not None
    assert there.agreed == valued(rank(place(paper, {"*": "cooperation"})), evidence).packages
    here, now = last(found.packages, "strict"), last(there.agreed, "strict")
    assert here is not None
    assert now is not None
    assert (now.value, list(here.fails), list(now.fails)) == (
        pytest.approx(48.4, abs=0.05),
        ["sufficient"],
        [],
    )


def test_a_study_that_leaves_nothing_open_is_valued_once(paper: Study, evidence: EvidenceFile) -> None:
    """There is nothing to place elsewhere."""
    closed = paper.changed(obligations=tuple(each.changed(may_enter=()) for each in paper.obligations))
    assert elsewhere(rank(closed), evidence) is None
    assert [each.turning for each in hindsight(closed, evidence)] == [(), ()]


def test_hindsight_says_of_which_obligations_the_class_turns(paper: Study, evidence: EvidenceFile) -> None:
    """They are those of the design."""
    turning = tuple(each.obligation for each in design(paper, samples=0, reports=0).placing.turning)
    assert [each.turning for each in hindsight(paper, evidence)] == [turning, turning]
    assert "cfe-2" in turning


def test_chances_are_told_for_each_place_where_obligations_could_enter(
    paper: Study, evidence: EvidenceFile
) -> None:
    """They are those of hindsight on the study so placed: what the trials of the design tell is enough for it."""
    told = hindsight(paper, evidence)
    placed = [hindsight(moved(paper, each.placings), evidence) for each in told[0].trials]
    assert [[each.trials[i].chances for each in told] for i in range(len(placed))] == [
        [tuple(own.chance for own in each.classes) for each in one] for one in placed
    ]
    core = [100 * float(each.chances[0]) for each in told[0].trials]
    assert (min(core), max(core)) == (pytest.approx(2.94, abs=0.01), pytest.approx(28.82, abs=0.01))
    assert len(core) == 7


def test_a_study_that_leaves_nothing_open_has_no_trials(paper: Study, evidence: EvidenceFile) -> None:
    """All was placed for the run, and so settled."""
    assert [each.trials for each in hindsight(place(paper, {"*": "cooperation"}), evidence)] == [(), ()]


@pytest.mark.parametrize(
    ("chance", "shown"),
    [
        pytest.param(Fraction(996, 1000), "over 99%", id="nearly-all"),
        pytest.param(Fraction(1), "100%", id="all"),
        pytest.param(Fraction(4, 1000), "under 1%", id="nearly-none"),
        pytest.param(Fraction(0), "0%", id="none"),
        pytest.param(Fraction(77, 646), "12%", id="between"),
    ],
)
def test_a_chance_is_not_shown_as_none_or_all_unless_it_is(
    paper: Study, evidence: EvidenceFile, chance: Fraction, shown: str
) -> None:
    """Whole percent, but for what they would round to certainty."""
    first, *_ = hindsight(paper, evidence)
    own = first._replace(classes=(first.classes[0]._replace(chance=chance), *first.classes[1:]))
    table = next(each for each in hindsight_said(paper, [own]) if isinstance(each, Table))
    assert table.rows[0].cells[-1] == shown


def test_one_trial_is_told_as_one(paper: Study, evidence: EvidenceFile) -> None:
    """It goes from nowhere to nowhere, and nothing was placed all together."""
    told = [each._replace(trials=each.trials[:1]) for each in hindsight(paper, evidence)]
    text = [each.text for each in hindsight_said(paper, told) if isinstance(each, Prose)][-1]
    assert (
        "In the one trial of obligations placed elsewhere the chance of the core on the strict reading is"
        in text
    )
    assert "several trials" not in text
