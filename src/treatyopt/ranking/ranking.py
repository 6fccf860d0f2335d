"""Screens, additive value and verdict: a study and some weights in, a frozen Ranking out. Pure Python.

Value is the sum of weight x score. That assumes mutual preferential independence of the criteria.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from treatyopt.errors import ArgumentProblem, ids, nearest, printable
from treatyopt.methods.ranks import ranks
from treatyopt.packages.changes import Change, Scores, changed
from treatyopt.ranking import intervals, verdict
from treatyopt.ranking.evaluation import Standing, applied, overruled, stand
from treatyopt.ranking.intervals import StabilityInterval, ThresholdInterval
from treatyopt.ranking.merit import Merit, merits
from treatyopt.ranking.verdict import Pair, Verdict
from treatyopt.ranking.weights import Weights, weigh
from treatyopt.result import Result
from treatyopt.study.model import Study, require_study
from treatyopt.study.records import Option


@dataclass(frozen=True, repr=False)
class Ranking(Result):
    """The answer for one set of weights, with its inputs.

    `standings` holds the ranked options in order of rank, then those screened out in order of value.
    `study` is the study as ranked: with `changes` made. `merits` is what each is worth once it is had, the baseline
    last, and empty where that cannot be said.
    """

    ROOM = "ranking"

    study: Study
    weights: Weights
    screens: tuple[str, ...]
    changes: tuple[Change, ...]
    standings: tuple[Standing, ...]
    verdict: Verdict
    intervals: tuple[StabilityInterval, ...]
    thresholds: tuple[ThresholdInterval, ...]
    pairs: tuple[Pair, ...]
    merits: tuple[Merit, ...] = ()

    @property
    def shortlist(self) -> tuple[str, ...]:
        """The ids of the options that are ranked, best first."""
        return tuple(each.id for each in self.standings if each.rank is not None)

    @property
    def set_aside(self) -> tuple[Standing, ...]:
        """What fails a screen though it is worth no less than the leader, or the most where nothing passes."""
        return overruled(self.standings)

    def merit(self, option: str) -> Merit | None:
        """The merit of an option, by id; None where that cannot be said."""
        return next((each for each in self.merits if each.id == option), None)

    def standing(self, option: str) -> Standing:
        """The standing of an option, by id; ArgumentProblem if it was not among those compared."""
        for each in self.standings:
            if each.id == option:
                return each
        shown = option if isinstance(option, str) else printable(repr(option))
        raise ArgumentProblem.unknown("option in this ranking", shown, [s.id for s in self.standings])


def rank(
    study: Study,
    weights: Mapping[str, float] | Weights | None = None,
    profile: str | None = None,
    *,
    say: Sequence[str] = (),
    options: Sequence[str] | None = None,
    screens: Sequence[str] | None = None,
    scores: Scores | None = None,
    baseline: bool = False,
) -> Ranking:
    """Rank the options of a study by additive value, screens applied first.

    `weights` gives points by group or criterion id on top of `profile` (the study's own by default), or is a
    finished Weights; `say` holds statements about weights (see `weigh`). `options` restricts what is compared (by
    default all but the baseline, which `baseline` adds). `screens` names those to apply (all by default, `[]` for
    none). `scores` sets scores, as {"option.criterion": 0-100}, with * for all types or criteria, or a group for its
    criteria. Raises ArgumentProblem for unknown ids and
    impossible figures.
    """
    if isinstance(weights, Weights) and (profile is not None or say):
        name, given = ("profile", profile) if profile is not None else ("say", printable(repr(say)))
        raise ArgumentProblem(f"{name}={given}: the weights given are finished and leave no room for it")
    _check_arguments(study, weights)
    study, changes = changed(study, scores or {})
    used = weights if isinstance(weights, Weights) else weigh(study, weights, profile, say=say)
    compared = _compared(study, options, baseline)
    used_screens = applied(study, screens)
    standings = _ranked([stand(study, used, option, used_screens) for option in compared], study)
    shortlist = tuple(each.id for each in standings if each.rank is not None)
    found = verdict.verdict(study, used, [each for each in standings if each.rank is not None])
    return Ranking(
        study=study,
        weights=used,
        screens=tuple(screen.id for screen in used_screens),
        changes=changes,
        standings=standings,
        verdict=found,
        intervals=intervals.intervals(study, used, shortlist),
        thresholds=intervals.thresholds(used_screens, standings),
        pairs=verdict.pairs(study, used, shortlist),
        merits=merits(study, used, standings, found.leaders),
    )


def _check_arguments(study: object, weights: object) -> None:
    """Tell what to write in the place of a wrong study or wrong weights, above all a profile's id."""
    require_study(study)
    assert isinstance(study, Study)
    if weights is None or isinstance(weights, (Mapping, Weights)):
        return
    given = f"weights={printable(repr(weights))}"
    if isinstance(weights, str):
        near = nearest(weights, [each.id for each in study.profiles])
        if near is not None:
            raise ArgumentProblem(f"{given}: did you mean profile={near!r}?")
    raise ArgumentProblem(f"{given}: give points by group or criterion id, such as {_example(study)}")


def _example(study: Study) -> str:
    return repr({study.groups[0].id: 30})


def require_ranking(given: object) -> None:
    """Raise ArgumentProblem unless a ranking was given."""
    if not isinstance(given, Ranking):
        raise ArgumentProblem(
            f"ranking={printable(repr(given))}: give a ranking, as treatyopt.rank() returns it"
        )


def _compared(study: Study, options: Sequence[str] | None, baseline: bool) -> list[Option]:
    if options is None:
        return [each for each in study.options if baseline or each.id != study.baseline]
    options = ids("options", options)
    if not options:
        raise ArgumentProblem("no option is named; leave the options out to compare all of them")
    for i, id in enumerate(options):
        if id in options[:i]:
            raise ArgumentProblem(f"{id} is named twice")
    chosen = [study.option(id) for id in options]
    if baseline and study.baseline is not None and study.baseline not in options:
        chosen.append(study.option(study.baseline))
    return chosen


def _ranked(standings: Iterable[Standing], study: Study) -> tuple[Standing, ...]:
    """In order of rank, ties by degree; then what is screened out, in order of value."""
    degree = {option.id: option.degree for option in study.options}
    by_value = sorted(standings, key=lambda each: (-each.value, degree[each.id]))
    passing = [each for each in by_value if each.passes]
    places = ranks([each.value for each in passing])
    ranked = [replace(each, rank=place) for each, place in zip(passing, places, strict=True)]
    ranked.sort(key=lambda each: (each.rank, degree[each.id]))
    return (*ranked, *(each for each in by_value if not each.passes))
