"""What a side could gain by misreporting its weights: the most found among the reports that were tried.

A report takes the place of one side's weights in what it accepts and in what the solution picks; the others report
truly, and everybody's gains are by true weights (Crawford & Varian 1979, Economics Letters 3:203-206, ask this of
Nash's solution). The most found is a lower bound: that none is found is no proof that there is none.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import mul
from typing import Literal, NamedTuple

from treatyopt.bargaining.sides import Side, inner_shares, party_weights
from treatyopt.bargaining.stakes import Stakes
from treatyopt.errors import ArgumentProblem
from treatyopt.methods.exact import exact
from treatyopt.methods.solutions import NAMES, choose
from treatyopt.methods.stability import TIE
from treatyopt.study.model import Study
from treatyopt.study.records import Option

REPORTS = 400
MAX_REPORTS = 100_000
SEED = 1
_WORK = 2_000_000  # steps of frontiers a side, about two seconds: packages x obligations x reports
_WHOLE = 100  # samples are in whole percent, so that they can be typed

Kind = Literal["profile", "group", "sample"]


class Report(NamedTuple):
    """Weights that a side could claim, by criterion, summing to 1: a profile's, all on one group, or drawn."""

    kind: Kind
    id: str | None
    weights: Mapping[str, Fraction]


class Reached(NamedTuple):
    """What a solution picks: its gains by true weights, and the option or the obligations added, by id."""

    gains: tuple[float, ...]
    ids: tuple[str, ...]


class Misreport(NamedTuple):
    """The report that gains a side most under a solution, of those `tried`, its own weights not counted.

    `gain` is in value points by its own weights, over what it has by reporting truly; `costs` is what each other side
    loses by its own (below 0, what it gains). `kind` and `id` name the report, both None where none gains anything:
    `weights`, by group, are then its own. `leads_to` names the option or the obligations of the package picked,
    nothing for the baseline.
    """

    party: str
    solution: str
    gain: float
    costs: tuple[tuple[str, float], ...]
    kind: Kind | None
    id: str | None
    weights: tuple[tuple[str, float], ...]
    leads_to: tuple[str, ...]
    tried: int


class Misreports(NamedTuple):
    """The most that each side was found to gain under each solution.

    Tried are the study's profiles, all weight on one group, and `samples` weightings of the groups drawn with `seed`.
    """

    samples: int
    seed: int
    found: tuple[Misreport, ...]


# What every solution picks, several if tied and none for the baseline, when the side at a place reports these weights.
Game = Callable[[int, Mapping[str, Fraction]], Mapping[str, Sequence[Reached]]]


def misreporting(
    study: Study, sides: Sequence[Side], game: Game, samples: int | None, seed: int
) -> Misreports:
    """What each side could gain by a report of its own, the others reporting truly.

    Nothing at all is tried for fewer than two sides, or where samples are None.
    """
    found: list[Misreport] = []
    for k in range(len(sides) if len(sides) > 1 and samples is not None else 0):
        tried = list(reports(study, sides[k], samples or 0, seed))
        played = [game(k, each.weights) for each in tried]
        honest = game(k, sides[k].weights)
        for kind in NAMES:
            reached = [each[kind] for each in played]
            found.append(_best(study, sides, k, kind, honest[kind], tried, reached))
    return Misreports(samples or 0, seed, tuple(found))


def reports(study: Study, side: Side, samples: int, seed: int) -> Iterator[Report]:
    """Every weighting that a side could claim and that is tried, each once, its own left out.

    Drawn are whole percentages of the groups, every one as likely, with the side's own shares inside them.
    """
    seen = {_key(side.weights)}
    for each in (*_profiles(study), *_weightings(study, side, samples, seed)):
        key = _key(each.weights)
        if key not in seen:
            seen.add(key)
            yield each


def _key(weights: Mapping[str, Fraction]) -> tuple[tuple[int, int], ...]:
    return tuple(each.as_integer_ratio() for each in weights.values())


def _profiles(study: Study) -> Iterator[Report]:
    """The study's profiles, save those that a side cannot judge by."""
    for profile in study.profiles:
        try:
            yield Report("profile", profile.id, party_weights(study, profile))
        except ArgumentProblem:
            continue


def _weightings(study: Study, side: Side, samples: int, seed: int) -> Iterator[Report]:
    """All weight on one group, for each, and weightings of the groups that are drawn; of those that count."""
    inner = inner_shares(study, side.judging.profile)
    order = list(side.weights)

    def spread(points: Mapping[str, int]) -> dict[str, Fraction]:
        parts = {id: x * share / _WHOLE for group, x in points.items() for id, share in inner[group].items()}
        return {id: parts.get(id, Fraction()) for id in order}

    for group in inner:
        yield Report("group", group, spread({group: _WHOLE}))
    source = random.Random(seed)
    for _ in range(samples if inner else 0):
        yield Report("sample", None, spread(dict(zip(inner, _drawn(source, len(inner)), strict=True))))


def _drawn(source: random.Random, parts: int) -> list[int]:
    """Whole percentages that sum to 100, all ways alike: the gaps between bars among as many stars."""
    places = _WHOLE + parts - 1
    bars = sorted(source.sample(range(places), parts - 1))
    return [after - before - 1 for before, after in zip([-1, *bars], [*bars, places], strict=True)]


def _best(
    study: Study,
    sides: Sequence[Side],
    k: int,
    kind: str,
    honest: Sequence[Reached],
    tried: Sequence[Report],
    reached: Sequence[Sequence[Reached]],
) -> Misreport:
    """The report that gains most; the first where several do.

    Where a solution ties, a report is taken to bring the least of what ties and the truth the most, so that no gain
    hangs on how a tie is broken.
    """
    nothing = Reached((0.0,) * len(sides), ())
    truth = max(honest or [nothing], key=lambda each: each.gains[k])
    most, best, there = 0.0, None, truth
    for report, picks in zip(tried, reached, strict=True):
        least = min(picks or [nothing], key=lambda each: each.gains[k])
        gain = least.gains[k] - truth.gains[k]
        if gain > most + TIE:
            most, best, there = gain, report, least
    lost = zip(sides, truth.gains, there.gains, strict=True)
    return Misreport(
        party=sides[k].id,
        solution=kind,
        gain=most,
        costs=tuple((side.id, a - b) for side, a, b in lost if side is not sides[k]),
        kind=None if best is None else best.kind,
        id=None if best is None else best.id,
        weights=_by_group(study, sides[k].weights if best is None else best.weights),
        leads_to=there.ids,
        tried=len(tried),
    )


def _by_group(study: Study, weights: Mapping[str, Fraction]) -> tuple[tuple[str, float], ...]:
    """Weights of the groups that count for parties."""
    counted = [
        (group.id, [each.id for each in group.criteria if each.id in weights]) for group in study.groups
    ]
    return tuple((group, float(sum(weights[id] for id in ids))) for group, ids in counted if ids)


class _Ledger:
    """What several things bring one side over the baseline, by any weights: their points of score, and burdens.

    Whole numbers are as exact as fractions and far faster; a frontier is sought for every report.
    """

    def __init__(
        self, points: Sequence[Mapping[str, Fraction]], burdens: Iterable[int], cost: Fraction
    ) -> None:
        self.scale = math.lcm(*(each.denominator for row in points for each in row.values()))
        self.points = [{id: int(each * self.scale) for id, each in row.items()} for row in points]
        self.burdens = list(burdens)
        self.cost = cost

    def under(self, weights: Mapping[str, Fraction]) -> tuple[list[int], int]:
        """What each thing brings by these weights, its burden paid, in units of which the last is one point."""
        shared = math.lcm(*(each.denominator for each in weights.values()))
        whole = [each.numerator * (shared // each.denominator) for each in weights.values()]
        price, scale = self.cost.numerator * self.scale * shared, self.cost.denominator
        brought = [
            scale * sum(map(mul, whole, map(row.__getitem__, weights))) - price * burden
            for row, burden in zip(self.points, self.burdens, strict=True)
        ]
        return brought, self.scale * shared * scale


def over_options(
    study: Study, sides: Sequence[Side], options: Sequence[Option], costs: Sequence[Fraction]
) -> Game:
    """The game in which the solutions choose among these options, each side at its concession cost."""
    baseline = study.option(study.baseline or "")
    held = [study.obligations_of(each.id) for each in options]
    ledgers = [
        _Ledger([_over(side, option, baseline) for option in options], map(side.burden, held), cost)
        for side, cost in zip(sides, costs, strict=True)
    ]
    true = [_floats(*ledger.under(side.weights)) for ledger, side in zip(ledgers, sides, strict=True)]
    reached = [
        Reached(gains, (option.id,)) for gains, option in zip(zip(*true, strict=True), options, strict=True)
    ]

    def play(k: int, weights: Mapping[str, Fraction]) -> dict[str, list[Reached]]:
        claimed = [*true[:k], _floats(*ledgers[k].under(weights)), *true[k + 1 :]]
        rows = list(zip(*claimed, strict=True))
        return {kind: [reached[i] for i in _picks(kind, rows)] for kind in NAMES}

    return play


def over_packages(stakes: Stakes, costs: Sequence[Fraction]) -> Game:
    """The game in which the solutions choose on the frontier of packages, which moves with what is reported."""
    lower, study = stakes.stretch.lower, stakes.stretch.study
    baseline = study.option(study.baseline or "")
    ledgers = []
    for k, (side, seen) in enumerate(zip(stakes.sides, stakes.stretches, strict=True)):
        points = [_over(side, lower, baseline)]
        points += [{id: seen.carries(each, id) for id in side.weights} for each in stakes.ids]
        ledgers.append(_Ledger(points, [stakes.start[k][1], *(each[k] for each in stakes.burdens)], costs[k]))
    true = [ledger.under(side.weights) for ledger, side in zip(ledgers, stakes.sides, strict=True)]
    known: dict[int, Reached] = {}

    def reached(adds: int) -> Reached:
        if adds not in known:
            taken = [0, *(i + 1 for i in range(len(stakes.ids)) if adds >> i & 1)]
            gains = tuple(sum(brought[i] for i in taken) / per_point for brought, per_point in true)
            known[adds] = Reached(gains, stakes.unmask(adds))
        return known[adds]

    def play(k: int, weights: Mapping[str, Fraction]) -> dict[str, list[Reached]]:
        claimed = list(true)
        claimed[k] = ledgers[k].under(weights)
        (first, one), (second, other) = claimed
        nets = list(zip(first[1:], second[1:], strict=True))
        found = stakes.solved_for((first[0], second[0]), nets)
        rows = [(a / one, b / other) for (a, b), *_ in found]
        return {kind: [reached(found[i].adds) for i in _picks(kind, rows)] for kind in NAMES}

    return play


def affordable(stakes: Stakes, packages: int) -> int:
    """How many reports can be drawn in a few seconds where each has a frontier of about so many packages."""
    return _WORK // max(1, packages * len(stakes.ids))


def _over(side: Side, option: Option, baseline: Option) -> dict[str, Fraction]:
    """By criterion that counts, the points of score that an option has over the baseline, as a side sees them."""
    seen, fallen = side.sees(option), side.sees(baseline)
    return {id: exact(seen.on(id).score) - exact(fallen.on(id).score) for id in side.weights}


def _floats(brought: Sequence[int], per_point: int) -> tuple[float, ...]:
    return tuple(each / per_point for each in brought)


def _picks(kind: str, rows: Sequence[Sequence[float]]) -> tuple[int, ...]:
    choice = choose(kind, rows)
    return () if choice is None else choice.picks
