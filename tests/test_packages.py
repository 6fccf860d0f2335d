"""Packages of obligations: their scores by the rule of interpolation, what can be one, and their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studies import QUICK
from treatyopt import ArgumentProblem, FileProblem, Package, Study, design, rank, read_package
from treatyopt.packages.changes import changed
from treatyopt.packages.file import PackageFile, written
from treatyopt.packages.ladder import uncarried
from treatyopt.packages.package import faults, package, rebuilt
from treatyopt.packages.stretch import Stretch, stretch
from treatyopt.study.records import Assessment, Obligation, Option
from treatyopt.study.screens import Bound

RIVER = Path(__file__).with_name("river.yaml")
ENDS = ("low", "score", "high")
SOME = settings(QUICK, max_examples=80)

Saved = Callable[[str], Path]


# --- the rule of interpolation, once more and by itself


def exact(figure: float) -> Fraction:
    """A figure as it is written, as a fraction."""
    return Fraction(str(figure))


def types(study: Study) -> list[Option]:
    """The types of a study, weakest first: neither the baseline nor packages."""
    found = [each for each in study.options if each.id != study.baseline and type(each) is Option]
    return sorted(found, key=lambda each: each.degree)


def ascent(study: Study) -> list[Option]:
    """What steps lead over: the baseline, then the types, weakest first."""
    return [study.option(study.baseline or ""), *types(study)]


def climbed(study: Study, lower: str, upper: str) -> list[tuple[Option, Option, list[Obligation]]]:
    """The steps from one type, or the baseline, up to another type, each with what enters there."""
    ladder = ascent(study)
    ids = [each.id for each in ladder]
    within = ladder[ids.index(lower) : ids.index(upper) + 1]
    return [
        (below, above, [each for each in study.obligations if each.enters == above.id])
        for below, above in pairwise(within)
    ]


def parts(entering: list[Obligation], criterion: str) -> dict[str, Fraction]:
    """The part of a step's change on a criterion that each of its obligations carries."""
    relevance = {each.id: dict(each.moves).get(criterion, 0) for each in entering}
    if not any(relevance.values()):
        return dict.fromkeys(relevance, Fraction(1, len(relevance)))
    return {id: Fraction(given, sum(relevance.values())) for id, given in relevance.items()}


def carried(study: Study, lower: str, upper: str, criterion: str, end: str = "score") -> dict[str, Fraction]:
    """What each offered obligation carries of a score, or of an end of its range, straight from the rule."""
    found = {}
    for below, above, entering in climbed(study, lower, upper):
        change = exact(getattr(above.on(criterion), end)) - exact(getattr(below.on(criterion), end))
        found.update({id: part * change for id, part in parts(entering, criterion).items()})
    return found


def interpolated(
    study: Study, lower: str, upper: str, adds: Collection[str], criterion: str, end: str = "score"
) -> Fraction:
    """A package's score on a criterion, or an end of its range, straight from the rule; exactly."""
    brought = carried(study, lower, upper, criterion, end)
    return exact(getattr(study.option(lower).on(criterion), end)) + sum(brought[id] for id in adds)


def offered(study: Study, lower: str, upper: str) -> list[Obligation]:
    """What packages between two types may add, in the study's order."""
    entering = {each.id for _, _, those in climbed(study, lower, upper) for each in those}
    return [each for each in study.obligations if each.id in entering]


def closed(among: Iterable[Obligation], chosen: Iterable[str]) -> set[str]:
    """These obligations with all their prerequisites, as far as they are offered."""
    needs = {each.id: each.needs for each in among}
    found, waiting = set(), [id for id in chosen if id in needs]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += [need for need in needs[id] if need in needs]
    return found


def all_closed(among: list[Obligation]) -> list[set[str]]:
    """Every set of the obligations that holds its prerequisites."""
    ids = [each.id for each in among]
    sets = [set(some) for size in range(len(ids) + 1) for some in combinations(ids, size)]
    return [some for some in sets if closed(among, some) == some]


def as_judged(option: Option, criterion: str) -> tuple[float, float, float]:
    """An option's low, best and high on a criterion."""
    judged = option.on(criterion)
    return judged.low, judged.score, judged.high


PAPER_STRETCHES = [
    ("no-treaty", "non-aggression"),
    ("no-treaty", "cooperation"),
    ("no-treaty", "mutual-security"),
    ("non-aggression", "cooperation"),
    ("non-aggression", "mutual-security"),
    ("cooperation", "mutual-security"),
    ("cooperation", "mutual-defense"),
    ("mutual-security", "mutual-defense"),
]
RIVER_STRETCHES = list(
    combinations(["no-accord", "data-pact", "quota-accord", "river-commission", "river-union"], 2)
)
RIVER_STRETCHES.remove(("no-accord", "river-union"))
STRETCHES = [
    *(("paper", *ends) for ends in PAPER_STRETCHES),
    *(("river", *ends) for ends in RIVER_STRETCHES),
]
stretches = st.sampled_from(STRETCHES)
stretched = cache(stretch)


def named(study: str, paper: Study, river: Study) -> Study:
    return paper if study == "paper" else river


def drawn_package(
    data: st.DataObject, study: Study, lower: str, upper: str
) -> tuple[Stretch, set[str], Package]:
    """A stretch, a random closed set of what it offers, and the package of it."""
    among = offered(study, lower, upper)
    chosen = data.draw(st.sets(st.sampled_from([each.id for each in among])))
    adds = closed(among, chosen)
    found = stretched(study, lower, upper)
    return found, adds, package(found, adds)


def rescored(study: Study, option: str, criterion: str, low: float, best: float, high: float) -> Study:
    """A copy in which one option has other figures on one criterion."""

    def judged(was: Assessment) -> Assessment:
        return was.changed(score=best, range=(low, high)) if was.id == criterion else was

    return study.changed(
        options=tuple(
            each.changed(scores=tuple(map(judged, each.scores))) if each.id == option else each
            for each in study.options
        )
    )


# --- scores


@pytest.mark.parametrize(("study", "lower", "upper"), STRETCHES)
def test_the_complete_package_has_the_upper_types_scores_exactly(
    study: str, lower: str, upper: str, paper: Study, river: Study
) -> None:
    """With all that is offered, low, best and high are the upper type's to the last bit."""
    chosen = named(study, paper, river)
    found = stretch(chosen, lower, upper)
    whole = package(found, (each.id for each in found.offered))
    assert len(whole.scores) == len(chosen.criteria)
    for criterion in chosen.criteria:
        assert as_judged(whole, criterion.id) == as_judged(chosen.option(upper), criterion.id)


@pytest.mark.parametrize(("study", "lower", "upper"), STRETCHES)
def test_the_empty_package_has_the_lower_types_scores_exactly(
    study: str, lower: str, upper: str, paper: Study, river: Study
) -> None:
    """With nothing added, low, best and high are the lower type's to the last bit."""
    chosen = named(study, paper, river)
    bare = package(stretch(chosen, lower, upper), ())
    assert len(bare.scores) == len(chosen.criteria)
    for criterion in chosen.criteria:
        assert as_judged(bare, criterion.id) == as_judged(chosen.option(lower), criterion.id)


@pytest.mark.parametrize("study", ["paper", "river"])
def test_the_package_up_to_a_type_between_has_its_scores_exactly(
    study: str, paper: Study, river: Study
) -> None:
    """On a stretch of several steps, all that enters up to a type between makes just that type."""
    lower, between, upper = {
        "paper": ("non-aggression", "cooperation", "mutual-security"),
        "river": ("data-pact", "quota-accord", "river-union"),
    }[study]
    chosen = named(study, paper, river)
    found = stretch(chosen, lower, upper)
    made = package(found, [each.id for each in offered(chosen, lower, between)])
    assert len(made.scores) == len(chosen.criteria)
    for criterion in chosen.criteria:
        assert as_judged(made, criterion.id) == as_judged(chosen.option(between), criterion.id)


def test_just_these_stretches_are_allowed(paper: Study, river: Study) -> None:
    """Mutual defense is too far from non-aggression and from the baseline, as a union is; all else can be the ends."""
    for study, expected in ((paper, PAPER_STRETCHES), (river, RIVER_STRETCHES)):
        allowed = []
        for lower, upper in combinations([each.id for each in ascent(study)], 2):
            try:
                stretch(study, lower, upper)
            except ArgumentProblem:
                continue
            allowed.append((lower, upper))
        assert allowed == expected


@QUICK
@given(stretches, st.data())
def test_scores_are_those_of_the_rule_exactly(
    paper: Study, river: Study, ends: tuple[str, str, str], data: st.DataObject
) -> None:
    """Low, best and high of a package are the exact shares of the steps' changes, rounded once."""
    study = named(ends[0], paper, river)
    _, adds, made = drawn_package(data, study, *ends[1:])
    assert len(made.scores) == len(study.criteria)
    for criterion in study.criteria:
        expected = tuple(float(interpolated(study, *ends[1:], adds, criterion.id, end=end)) for end in ENDS)
        assert as_judged(made, criterion.id) == expected


@SOME
@given(stretches, st.data())
def test_every_score_is_in_its_range_within_0_to_100(
    paper: Study, river: Study, ends: tuple[str, str, str], data: st.DataObject
) -> None:
    """Whatever a package adds, 0 <= low <= best <= high <= 100 on each criterion."""
    study = named(ends[0], paper, river)
    _, _, made = drawn_package(data, study, *ends[1:])
    assert len(made.scores) == len(study.criteria)
    for criterion in study.criteria:
        low, best, high = as_judged(made, criterion.id)
        assert 0 <= low <= best <= high <= 100


@QUICK
@given(stretches, st.data())
def test_what_an_obligation_carries_does_not_depend_on_the_rest(
    paper: Study, river: Study, ends: tuple[str, str, str], data: st.DataObject
) -> None:
    """A package's score is the lower type's plus what each of its obligations carries alone."""
    study = named(ends[0], paper, river)
    found, adds, made = drawn_package(data, study, *ends[1:])
    assert len(made.scores) == len(study.criteria)
    for criterion in (each.id for each in study.criteria):
        start = exact(study.option(ends[1]).on(criterion).score)
        brought = [found.carries(id, criterion) for id in adds]
        assert brought == [carried(study, *ends[1:], criterion)[id] for id in adds]
        assert made.on(criterion).score == float(start + sum(brought))


def test_where_no_obligation_bears_only_low_and_high_change(river: Study) -> None:
    """On power nothing bears from quotas to a commission: each obligation held takes an eighth of the ends."""
    found = stretch(river, "quota-accord", "river-commission")
    assert not any(dict(each.moves).get("power") for each in found.offered)
    for count, adds in enumerate(
        [(), ("fish-passes",), ("fish-passes", "silt-share", "joint-inspectors", "standing-commission")]
    ):
        low, best, high = as_judged(package(found, adds), "power")
        held = len(adds)
        assert (low, best, high) == (30 - 5 * held / 8, 40.5, 55 + 5 * held / 8), count


def test_a_score_set_where_no_obligation_bears_is_shared_equally(river: Study) -> None:
    """Where a what-if changes a score that nothing moves, each obligation carries an equal part of it."""
    study = river.with_score("river-commission", "power", 80.5)
    made = package(stretch(study, "quota-accord", "river-commission"), ["fish-passes", "flood-warning"])
    assert made.on("power").score == 40.5 + 40 * 2 / 8


def test_a_relevance_of_nought_is_none_at_all(river: Study) -> None:
    """Where all that is said of a criterion is 0, nothing bears on it; beside others, 0 carries nothing."""
    silent = river.changed(
        obligations=tuple(
            each.changed(moves=(*each.moves, ("power", 0))) if each.id == "fish-passes" else each
            for each in river.obligations
        )
    )
    for adds in (["fish-passes"], ["silt-share", "joint-inspectors", "standing-commission"]):
        made = package(stretch(silent, "quota-accord", "river-commission"), adds)
        assert as_judged(made, "power") == (30 - 5 * len(adds) / 8, 40.5, 55 + 5 * len(adds) / 8)
    assert stretch(silent, "quota-accord", "river-commission").share("fish-passes", "flow") == 0


def test_an_obligation_carries_a_fall_as_well_as_a_rise(river: Study) -> None:
    """On a score that falls the share has the step's sign: thrift drops by two tenths with fish passes."""
    found = stretch(river, "quota-accord", "river-commission")
    total = sum(dict(each.moves).get("thrift", 0) for each in found.offered)
    assert found.carries("fish-passes", "thrift") == Fraction(2, total) * (50 - 75)
    assert package(found, ["fish-passes"]).on("thrift").score == float(75 - Fraction(50, total))


def test_what_does_not_bear_on_a_criterion_carries_nothing_of_it(paper: Study) -> None:
    """An obligation without relevance to a criterion, or with relevance 0, leaves its score where it is."""
    found = stretch(paper, "cooperation", "mutual-security")
    assert found.share("nato-cis", "readiness") == 0
    assert package(found, ["nato-cis"]).on("readiness").score == 75


def test_the_score_nearest_to_a_bound_is_that_of_the_worst_package(river: Study) -> None:
    """The lowest and the highest score that any package has, by the engine and over all closed sets."""
    for lower, upper in (("quota-accord", "river-union"), ("quota-accord", "river-commission")):
        found = stretch(river, lower, upper)
        every = all_closed(offered(river, lower, upper))
        for criterion in ("thrift", "acceptance", "flow", "fish"):
            start = exact(river.option(lower).on(criterion).score)
            brought = carried(river, lower, upper, criterion)
            scores = [start + sum(brought[id] for id in adds) for adds in every]
            assert found.nearest(Bound("minimum", 40.0), criterion) == min(scores)
            assert found.nearest(Bound("maximum", 40.0), criterion) == max(scores)


def test_every_closed_set_of_the_river_is_a_package_and_no_other(river: Study) -> None:
    """Over all sets of eight obligations, those that hold their prerequisites are packages, and just those."""
    found = stretch(river, "quota-accord", "river-commission")
    ids = [each.id for each in found.offered]
    every = {frozenset(each) for each in all_closed(list(found.offered))}
    assert (len(ids), len(every)) == (8, 96)
    for size in range(len(ids) + 1):
        for some in combinations(ids, size):
            assert (not faults(found, some)) is (frozenset(some) in every)


# --- the ends


def problem(study: Study, lower: str | None = None, upper: str | None = None) -> str:
    """Why there are no packages between two types."""
    with pytest.raises(ArgumentProblem) as caught:
        stretch(study, lower, upper)
    return str(caught.value)


def test_a_stretch_that_could_leave_0_to_100_is_refused(paper: Study) -> None:
    """From non-aggression to mutual defense the message names both ends and arms control, which could fall below 0."""
    message = problem(paper, "non-aggression", "mutual-defense")
    assert message.startswith(
        "between non-aggression and mutual-defense some packages would have arms-control below 0"
    )
    adds = closed(
        offered(paper, "non-aggression", "mutual-defense"), ["integrated-military", "automatic-assistance"]
    )
    low = interpolated(paper, "non-aggression", "mutual-defense", adds, "arms-control", end="low")
    assert adds == {"integrated-military", "automatic-assistance"}
    assert low == 10 + (30 - 60)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        # (low, best, high) on fish of the three types in turn; nothing of the second step needs the first whole
        (((60, 60, 60), (100, 100, 100), (20, 20, 20)), "fish below 0"),
        (((40, 40, 40), (0, 0, 0), (80, 80, 80)), "fish above 100"),
        (((50, 50, 50), (20, 50, 50), (50, 50, 50)), "fish out of its own range"),
        (((50, 50, 50), (50, 50, 80), (50, 50, 50)), "fish out of its own range"),
    ],
)
def test_a_stretch_in_which_the_steps_pull_apart_is_refused(
    river: Study, figures: tuple[tuple[float, float, float], ...], said: str
) -> None:
    """A score that could leave 0-100, or its own range, is named with the way out of it."""
    study = river
    for option, three in zip(("data-pact", "quota-accord", "river-commission"), figures, strict=True):
        study = rescored(study, option, "fish", *map(float, three))
    assert said in problem(study, "data-pact", "river-commission")
    for lower, upper in (("data-pact", "quota-accord"), ("quota-accord", "river-commission")):
        assert stretch(study, lower, upper).lower.id == lower


@QUICK
@given(st.data())
def test_what_is_allowed_never_leaves_0_to_100_and_what_is_refused_could(
    river: Study, data: st.DataObject
) -> None:
    """With random figures on one criterion a two-step stretch is refused just if some package breaks the bounds."""
    three = st.lists(st.integers(0, 20), min_size=3, max_size=3).map(lambda xs: [5.0 * x for x in sorted(xs)])
    study = river.changed(
        obligations=tuple(
            each for each in river.obligations if each.id not in ("canal-lining", "ration-plan")
        )
    )
    ends = ("quota-accord", "river-union")
    for option in ("quota-accord", "river-commission", "river-union"):
        study = rescored(study, option, "fish", *data.draw(three))
    start = [exact(figure) for figure in as_judged(study.option(ends[0]), "fish")]
    brought = [carried(study, *ends, "fish", end) for end in ENDS]
    breaks = False
    for adds in all_closed(offered(study, *ends)):
        low, best, high = (a + sum(each[id] for id in adds) for a, each in zip(start, brought, strict=True))
        breaks = breaks or not 0 <= low <= best <= high <= 100
    said = ""
    try:
        stretch(study, *ends)
    except ArgumentProblem as refused:
        said = str(refused)
    assert (" would have fish " in said) is breaks


def test_the_ends_are_by_default_the_types_that_pass_the_screens(paper: Study, river: Study) -> None:
    """Without ends named, packages lie between the weakest and the strongest type that pass."""
    for study, ends in (
        (paper, ("cooperation", "mutual-security")),
        (river, ("quota-accord", "river-commission")),
        (paper.changed(screens=paper.screens[:1]), ("cooperation", "mutual-defense")),
    ):
        found = stretch(study)
        assert (found.lower.id, found.upper.id) == ends
    assert stretch(paper, lower="non-aggression").upper.id == "mutual-security"
    assert stretch(paper, upper="mutual-defense").lower.id == "cooperation"


def test_where_too_few_types_pass_the_ends_must_be_named(paper: Study) -> None:
    """With one type passing or none, the message says which, and both ends can still be named."""
    one = paper.with_score("cooperation", "readiness", 39)
    assert "only mutual-security passes the study's screens; name both ends" in problem(one)
    none = one.with_score("mutual-security", "readiness", 39)
    assert "no type passes the study's screens; name both ends" in problem(none)
    assert "no type passes" in problem(none, lower="cooperation")
    assert stretch(one, lower="cooperation").upper.id == "mutual-security"
    assert stretch(none, "cooperation", "mutual-security").lower.id == "cooperation"


@pytest.mark.parametrize("lower", ["no-treaty", "cooperation"])
def test_nothing_leads_to_the_baseline(lower: str, paper: Study) -> None:
    """No treaty obliges to nothing: packages can start from it, and it is refused as what they go towards."""
    assert problem(paper, lower, "no-treaty") == (
        "no-treaty is the baseline and obliges to nothing; packages lie between types, or start from it"
    )


def test_a_package_is_no_end(paper: Study) -> None:
    """Packages lie between types, not between packages."""
    made = package(stretch(paper), ["cfe-2"], "mine")
    assert "mine is a package" in problem(paper.with_option(made), "mine", "mutual-defense")


def unmoved(study: Study) -> Study:
    """A copy in which no obligation that enters with mutual defence moves readiness or timeliness."""
    kept = {"readiness", "timeliness"}
    obligations = tuple(
        each.changed(moves=tuple(pair for pair in each.moves if pair[0] not in kept))
        if each.enters == "mutual-defense"
        else each
        for each in study.obligations
    )
    return study.changed(obligations=obligations)


def test_a_change_that_no_obligation_moves_is_divided_equally_and_said(paper: Study) -> None:
    """Among all that enter there; with what each of them carries otherwise as it was."""
    found = stretch(unmoved(paper), "mutual-security", "mutual-defense")
    assert {found.share(each.id, "readiness") for each in found.offered} == {Fraction(1, len(found.offered))}
    said = design(
        unmoved(paper), lower="mutual-security", upper="mutual-defense", samples=0, reports=0
    ).remarks
    assert (
        "No obligation that enters with mutual-defense moves readiness and timeliness: what changes there is divided "
        "equally among those that do enter."
    ) in said


def test_check_counts_changes_that_no_obligation_moves(paper: Study) -> None:
    """At the first of them; a study whose changes are carried has none."""
    (remark,) = uncarried(unmoved(paper))
    assert remark.place == ("options", "mutual-defense", "scores", "readiness")
    assert remark.message == (
        "2 changes of scores, this one first: no obligation that enters with mutual-defense moves readiness, so that "
        "in packages it is divided equally among those"
    )
    assert uncarried(paper) == ()


def test_equal_ends_are_refused(paper: Study) -> None:
    """There is nothing between a type and itself."""
    assert "cooperation is the same type" in problem(paper, "cooperation", "cooperation")


def test_reversed_ends_are_refused(paper: Study) -> None:
    """The weaker type comes first, and the message says which one it is."""
    message = problem(paper, "mutual-security", "cooperation")
    assert "cooperation is a weaker type than mutual-security" in message


def test_unknown_ends_are_refused(paper: Study) -> None:
    """A misspelt end is answered with the nearest option."""
    assert "unknown option coperation; did you mean cooperation?" in problem(paper, "coperation")
    assert "unknown option mutual-secrity; did you mean mutual-security?" in problem(
        paper, None, "mutual-secrity"
    )


def test_a_study_without_obligations_has_no_packages(paper: Study) -> None:
    """The message says what is missing, whether ends are named or not."""
    bare = paper.changed(obligations=())
    assert "the study has no obligations" in problem(bare)
    assert "the study has no obligations" in problem(bare, "cooperation", "mutual-security")


def test_a_step_without_obligations_has_no_packages(paper: Study) -> None:
    """A stretch over a step at which nothing enters is refused, naming the step's type."""
    study = paper.changed(
        obligations=tuple(each for each in paper.obligations if each.enters != "mutual-security")
    )
    message = (
        "no obligation enters with mutual-security, so there are no packages above cooperation; end there"
    )
    assert problem(study, "cooperation", "mutual-security") == message
    assert problem(study, "non-aggression", "mutual-security") == message
    assert len(stretch(study, "non-aggression", "cooperation").offered) == 19


# --- what a package is


def test_a_package_is_an_option_with_interpolated_scores(paper: Study) -> None:
    """Its ends, what it adds in the study's order, its degree and the basis and reasons of its scores."""
    made = package(stretch(paper), ["kaliningrad", "frontier-guarantee", "cfe-2"], "mine")
    assert (made.id, made.name, made.lower, made.upper) == (
        "mine",
        "Cooperation + 3",
        "cooperation",
        "mutual-security",
    )
    assert made.adds == ("frontier-guarantee", "kaliningrad", "cfe-2")
    assert made.degree == 3
    assert package(stretch(paper), ()).degree == 2
    assert {each.basis for each in made.scores} == {"inferred"}
    assert [each.id for each in made.scores] == [each.id for each in paper.criteria]
    assert "by frontier-guarantee, kaliningrad" in made.on("reassurance").reason
    assert "nothing that it adds bears" in made.on("equality").reason


def test_a_package_holds_the_lower_type_and_what_it_adds(paper: Study) -> None:
    """Its obligations are those of the lower type and its own, in the study's order."""
    made = package(stretch(paper), ["kaliningrad", "frontier-guarantee"], "mine")
    held = paper.with_option(made).obligations_of("mine")
    lower = {each.id for each in paper.obligations_of("cooperation")}
    assert [each.id for each in held] == [
        each.id for each in paper.obligations if each.id in lower | {"kaliningrad", "frontier-guarantee"}
    ]


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        (["kaliningrad"], "kaliningrad needs frontier-guarantee, which the package leaves out"),
        (["npt"], "npt is part of cooperation already"),
        (
            ["automatic-assistance"],
            "automatic-assistance does not enter between cooperation and mutual-security",
        ),
        (["nonsense"], "nonsense does not enter between cooperation and mutual-security"),
    ],
)
def test_what_is_no_package_is_refused(adds: list[str], said: str, paper: Study) -> None:
    """A prerequisite left out and what the stretch does not offer are named."""
    with pytest.raises(ArgumentProblem, match=re.escape(said)):
        package(stretch(paper), adds)


@pytest.mark.parametrize("id", ["cooperation", "no-treaty", "npt"])
def test_an_id_that_is_taken_is_refused(id: str, paper: Study) -> None:
    """A package shares its id with no option and no obligation."""
    made = package(stretch(paper), (), id)
    with pytest.raises(ArgumentProblem, match=f"{id}: the id is taken"):
        paper.with_option(made)


def test_a_package_is_ranked_beside_the_types(paper: Study) -> None:
    """It has its place by value, is no step of the ladder, and leaves the other values as they were."""
    study = paper.with_option(package(stretch(paper), ["broad-interests", "frontier-guarantee"], "mine"))
    ranking = rank(study)
    assert ranking.shortlist == ("mutual-security", "mine", "cooperation")
    assert [each.id for each in study.ladder] == [each.id for each in paper.ladder]
    for each in rank(paper).standings:
        assert ranking.standing(each.id).value == each.value


# --- what-if


def test_a_package_follows_a_score_set_on_its_types(paper: Study) -> None:
    """With a type's score set for a run, the package takes its share of the new change."""
    study = paper.with_option(package(stretch(paper), ["cfe-2"], "mine"))
    before = interpolated(paper, "cooperation", "mutual-security", {"cfe-2"}, "arms-control")
    for target, score in (("cooperation", 40), ("mutual-security", 85)):
        ranking = rank(study, scores={f"{target}.arms-control": score})
        set_ = paper.with_score(target, "arms-control", score)
        expected = interpolated(set_, "cooperation", "mutual-security", {"cfe-2"}, "arms-control")
        assert expected != before
        assert ranking.study.option("mine").on("arms-control").score == float(expected)
        assert ranking.study.option("mine").on("arms-control").basis == "inferred"
    assert study.option("mine").on("arms-control").score == float(before)


def test_a_score_set_on_the_package_itself_stays(paper: Study) -> None:
    """What is set on the package is kept, even beside a score set on its type; the rest still follows."""
    study = paper.with_option(package(stretch(paper), ["cfe-2"], "mine"))
    scores = {"mine.arms-control": 12, "cooperation.arms-control": 40, "cooperation.architecture": 50}
    for order in (list(scores), list(scores)[::-1]):
        ranked, changes = changed(study, {key: scores[key] for key in order})
        made = ranked.option("mine")
        assert as_judged(made, "arms-control") == (12, 12, 12)
        assert made.on("arms-control").basis == "set"
        expected = interpolated(ranked, "cooperation", "mutual-security", {"cfe-2"}, "architecture")
        assert made.on("architecture").score == float(expected)
        assert len(changes) == 3


def test_a_package_worked_out_anew_keeps_what_it_is(paper: Study) -> None:
    """Id, name, note and what it adds are kept when its scores are worked out again."""
    made = package(stretch(paper), ["cfe-2"], "mine", "Our own", "A note.")
    assert rebuilt(paper, made) == made


# --- files

GOOD = """\
id: mine
from: cooperation
to: mutual-security
adds:
  - cfe-2
  - frontier-guarantee
  - kaliningrad
"""


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    """Writes a package file and returns its path."""

    def saved(text: str) -> Path:
        path = tmp_path / "package.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return saved


def refusal(study: Study, path: Path) -> list[tuple[int | None, str, str]]:
    """Why a package file is refused: line, place and message of each problem, all of them in that file."""
    with pytest.raises(FileProblem) as caught:
        read_package(study, path)
    assert {each.file for each in caught.value.problems} == {str(path)}
    for line, each in zip(str(caught.value).splitlines(), caught.value.problems, strict=True):
        assert line.startswith(f"{path}:{each.line}: " if each.line else f"{path}: ")
    return [(each.line, each.path, each.message) for each in caught.value.problems]


@pytest.mark.parametrize(("study", "path", "said"), [(None, "p.yaml", "study=None"), ("", None, "path=None")])
def test_odd_arguments_to_a_reader_are_refused(study: Any, path: Any, said: str, paper: Study) -> None:
    """What is no study, and what is no file name, are refused before anything is read."""
    with pytest.raises(ArgumentProblem, match=said):
        read_package(paper if study == "" else study, path)


def test_a_package_file_is_read(paper: Study, saved: Saved) -> None:
    """What a file holds becomes the package with the scores of the study in use."""
    made = read_package(paper, saved(GOOD))
    assert made == package(stretch(paper), ["cfe-2", "frontier-guarantee", "kaliningrad"], "mine")
    other = paper.with_score("mutual-security", "arms-control", 85)
    assert read_package(other, saved(GOOD)).on("arms-control").score > made.on("arms-control").score


def test_a_package_file_may_add_nothing(paper: Study, saved: Saved) -> None:
    """An empty list is the lower type itself."""
    made = read_package(paper, saved("id: mine\nfrom: cooperation\nto: mutual-security\nadds: []\n"))
    assert made.adds == ()


def test_a_package_file_has_its_own_name_and_note(paper: Study, saved: Saved) -> None:
    """A name and a note in the file are the package's."""
    made = read_package(paper, saved(f"{GOOD}name: Our own\nnote: Under discussion.\n"))
    assert (made.name, made.note) == ("Our own", "Under discussion.")


@QUICK
@given(stretches, st.data())
def test_what_is_written_is_read_again(
    paper: Study,
    river: Study,
    tmp_path_factory: pytest.TempPathFactory,
    ends: tuple[str, str, str],
    data: Any,
) -> None:
    """A package that was written to a file comes back the same, whatever it adds and whatever it is called."""
    study = named(ends[0], paper, river)
    found, adds, _ = drawn_package(data, study, *ends[1:])
    text = st.text(st.characters(exclude_categories=["C", "Z", "N"], include_characters=" "), max_size=150)
    name = " ".join([*data.draw(text).split(), "x"])  # marks alone show nothing and would be refused
    held = PackageFile.model_validate(
        {"id": "mine", "name": name, "from": ends[1], "to": ends[2], "adds": sorted(adds), "note": name}
    )
    path = tmp_path_factory.mktemp("written") / "package.yaml"
    path.write_text(written(held), encoding="utf-8")
    assert read_package(study, path) == package(found, adds, "mine", name, name)


@pytest.mark.parametrize("name", ["08", "1e5", "1.5e5"])
def test_a_name_that_looks_like_a_number_survives_being_written(
    name: str, paper: Study, tmp_path: Path
) -> None:
    """A name or a study's title such as 1e5 is quoted where it is written, so that it is read as text again."""
    held = PackageFile.model_validate(
        {"id": "mine", "name": name, "from": "cooperation", "to": "mutual-security", "adds": ["cfe-2"]}
    )
    path = tmp_path / "package.yaml"
    path.write_text(written(held), encoding="utf-8")
    assert read_package(paper, path).name == name


def test_a_file_says_how_it_can_be_used() -> None:
    """A written file starts with comments, and holds neither scores nor what was not given."""
    text = written(PackageFile.model_validate({"id": "x", "from": "a", "to": "b", "adds": ["c"]}))
    assert text.startswith("#")
    body = [line for line in text.splitlines() if not line.startswith("#")]
    assert body == ["id: x", "from: a", "to: b", "adds:", "- c"]


def test_the_provenance_of_a_designed_package_is_its_note(paper: Study, saved: Saved) -> None:
    """Who made it, chosen how, for whom and at which concession cost; a note of one's own comes first."""
    provenance = """\
provenance:
  made-by: treatyopt 0.1.0 design
  study: Building the NATO-Russia Relationship
  chosen-by: Nash solution
  parties: [russia, nato]
  profiles: [russia, nato]
  concession-cost: 0.5
"""
    made = "First made by treatyopt 0.1.0 design: Nash solution for Russia, NATO at a concession cost of 0.5."
    assert read_package(paper, saved(GOOD + provenance)).note == made
    both = read_package(paper, saved(f"{GOOD}note: Ours.\n{provenance}")).note
    assert both == f"Ours. {made}"


def test_a_package_made_on_another_study_says_so(paper: Study, saved: Saved) -> None:
    """The note names the study that it was made on, if that is not the one in use."""
    provenance = "provenance: {made-by: somebody, study: Another one, chosen-by: hand}\n"
    note = read_package(paper, saved(GOOD + provenance)).note
    assert note == "First made by somebody: hand, on another study (Another one)."


def test_a_package_made_on_another_version_of_the_study_says_so(paper: Study, saved: Saved) -> None:
    """By the hash of its file: the obligations may enter elsewhere there, and scores be others."""
    made = f"provenance: {{made-by: somebody, study: '{paper.title}', chosen-by: hand, sha256: "
    notes = [
        read_package(paper, saved(f"{GOOD}{made}'{sha}'}}\n")).note for sha in ("0" * 64, paper.origin.sha256)
    ]
    assert notes == [
        "First made by somebody: hand, on another version of this study, so that figures may differ.",
        "First made by somebody: hand.",
    ]


def test_a_saved_design_comes_back_as_it_was(paper: Study, river: Study, tmp_path: Path) -> None:
    """The illustration of a design, written to a file and read, has the same scores and obligations."""
    for study, parties in ((paper, None), (river, ["upstream", "downstream"])):
        made = design(study, parties, samples=0).package(id="mine")
        held = PackageFile.model_validate(
            {"id": made.id, "name": made.name, "from": made.lower, "to": made.upper, "adds": made.adds}
        )
        path = tmp_path / "package.yaml"
        path.write_text(written(held), encoding="utf-8")
        assert read_package(study, path) == made


NEXT = len(GOOD.splitlines()) + 1


@pytest.mark.parametrize(
    ("text", "line", "place", "said"),
    [
        (f"{GOOD}color: red\n", NEXT, "color", "unknown key"),
        (f"{GOOD}nam: Ours\n", NEXT, "nam", "unknown key; did you mean name?"),
        (f"{GOOD}idd: ours\n", NEXT, "idd", "unknown key; did you mean id?"),
        (
            f"{GOOD}provenance: {{made-by: x, study: y, chosen-by: z, concession_cost: 1}}\n",
            NEXT,
            "provenance.concession_cost",
            "unknown key; did you mean concession-cost?",
        ),
        (f"{GOOD}scores: {{readiness: 5}}\n", NEXT, "scores", "unknown key"),
        (GOOD.replace("cfe-2", "cfe2"), 5, "adds.1", "unknown obligation cfe2; did you mean cfe-2?"),
        (
            GOOD.replace("  - frontier-guarantee\n", ""),
            6,
            "adds.2",
            "kaliningrad needs frontier-guarantee, which the package leaves out",
        ),
        (GOOD.replace("kaliningrad", "cfe-2"), 4, "adds", "cfe-2 is listed twice"),
        (
            GOOD.replace("kaliningrad", "automatic-assistance"),
            7,
            "adds.3",
            "automatic-assistance does not enter between cooperation and mutual-security",
        ),
        (GOOD.replace("kaliningrad", "npt"), 7, "adds.3", "npt is part of cooperation already"),
        (
            "id: mine\nfrom: mutual-security\nto: cooperation\nadds: []\n",
            2,
            "from",
            "cooperation is a weaker type than mutual-security",
        ),
        ("id: mine\nfrom: cooperation\nto: cooperation\nadds: []\n", 2, "from", "the same type"),
        ("id: mine\nfrom: no-treaty\nto: mutual-defense\nadds: []\n", 2, "from", "stand-off out of its own"),
        (
            "id: mine\nfrom: non-aggression\nto: mutual-defense\nadds: []\n",
            2,
            "from",
            "arms-control below 0",
        ),
        (GOOD.replace("from: cooperation", "from: coperation"), 2, "from", "did you mean cooperation?"),
        (GOOD.replace("to: mutual-security", "to: mutual-secrity"), 3, "to", "did you mean mutual-security?"),
        (GOOD.replace("to: mutual-security", "to: 3"), 3, "to", "unknown option 3"),
        (GOOD.replace("id: mine", "id: My own"), 1, "id", "'My own' is not an id"),
        (GOOD.replace("id: mine\n", ""), 1, "", "id is missing"),
        ("id: mine\nfrom: cooperation\nto: mutual-security\n", 1, "", "adds is missing"),
        ("id: mine\nfrom: cooperation\nto: mutual-security\nadds: cfe-2\n", 4, "adds", "must be a list"),
        (
            f"{GOOD}provenance: {{made-by: x, chosen-by: y}}\n",
            NEXT,
            "provenance",
            "study is missing",
        ),
        (
            f"{GOOD}provenance:\n  made-by: x\n  study: y\n  chosen-by: z\n  concession-cost: -1\n",
            NEXT + 4,
            "provenance.concession-cost",
            "must be greater than or equal to 0",
        ),
        (f"{GOOD}id: other\n", NEXT, "", "duplicate key id; first on line 1"),
        (f'{GOOD}note: "\\e[31m"\n', NEXT, "note", "not allowed in text"),
    ],
)
def test_a_bad_package_file_is_refused_with_its_line(
    text: str, line: int, place: str, said: str, paper: Study, saved: Saved
) -> None:
    """Each kind of fault is named with the file, the line and the place in it."""
    ((found_line, found_place, message),) = refusal(paper, saved(text))
    assert (found_line, found_place) == (line, place)
    assert said in message


@pytest.mark.parametrize("given", ["true", '"0.5"'])
def test_a_concession_cost_in_a_file_is_a_number(given: str, paper: Study, saved: Saved) -> None:
    """As everywhere else, true and text in quotes stand for no number."""
    provenance = f"{{made-by: x, study: y, chosen-by: z, concession-cost: {given}}}"
    ((line, place, message),) = refusal(paper, saved(f"{GOOD}provenance: {provenance}\n"))
    assert (line, place) == (NEXT, "provenance.concession-cost")
    assert message.startswith("must be a number")


def test_an_upper_end_that_is_the_baseline_is_named_on_its_own_line(paper: Study, saved: Saved) -> None:
    """A fault of `to` is reported at `to`, not at `from`."""
    ((line, place, message),) = refusal(
        paper, saved("id: mine\nfrom: cooperation\nto: no-treaty\nadds: []\n")
    )
    assert "no-treaty is the baseline" in message
    assert (line, place) == (3, "to")


@pytest.mark.parametrize("text", ["", "just text", "- cfe-2\n- kaliningrad\n", "[]", "3"])
def test_what_is_no_mapping_is_no_package(text: str, paper: Study, saved: Saved) -> None:
    """The message says what writes a package file."""
    ((_, _, message),) = refusal(paper, saved(text))
    assert message == "is not a package: it needs id, from, to and adds"


def test_a_missing_package_file_is_named(paper: Study, tmp_path: Path) -> None:
    """A file that is not there, and a folder in its place, are said to be so."""
    assert refusal(paper, tmp_path / "nowhere.yaml") == [(None, "", "no such file")]
    assert refusal(paper, tmp_path) == [(None, "", "is a folder, not a file")]


def test_every_fault_of_a_package_file_is_reported(paper: Study, saved: Saved) -> None:
    """Faults come together, in the order of the file."""
    wrong = GOOD.replace("cfe-2", "npt").replace("  - frontier-guarantee\n", "")
    assert [each[:2] for each in refusal(paper, saved(wrong))] == [(5, "adds.1"), (6, "adds.2")]
    worse = GOOD.replace("id: mine", "id: 5").replace("cfe-2", "cfe2").replace("to:", "till:")
    lines = [each[0] for each in refusal(paper, saved(worse))]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert len(lines) == 4


def test_a_package_of_another_study_is_refused(river: Study, saved: Saved) -> None:
    """Ends and obligations that this study does not have are named, each on its line."""
    assert [each[0] for each in refusal(river, saved(GOOD))] == [2, 3, 5, 6, 7]


def test_packages_of_one_name_are_told_apart(paper: Study, saved: Saved) -> None:
    """A second package that would be called the same gets its id behind its name; a name that is taken is refused."""
    first = read_package(paper, saved(GOOD))
    study = paper.with_option(first)
    second = read_package(study, saved(GOOD.replace("id: mine", "id: other")))
    assert (first.name, second.name) == ("Cooperation + 3", "Cooperation + 3 (other)")
    ((_, place, message),) = refusal(paper, saved(f"{GOOD}name: Mutual Security\n"))
    assert (place, message) == ("name", "Mutual Security: an option has this name; choose another")


def test_the_first_fault_of_a_package_does_not_depend_on_the_order_of_a_set(paper: Study) -> None:
    """Of many obligations that do not fit, given as a set, the first by id is named."""
    wrong = {f"unknown-{letter}" for letter in "abcdefghijklmnop"}
    with pytest.raises(ArgumentProblem, match=r"^unknown-a "):
        package(stretch(paper), wrong)


def test_a_package_holds_its_obligations_in_the_order_of_the_study(paper: Study) -> None:
    """However they are given, what it adds stands as in the study."""
    found = stretch(paper)
    ids = [each.id for each in found.offered]
    assert package(found, set(ids)).adds == package(found, reversed(ids)).adds == tuple(ids)
