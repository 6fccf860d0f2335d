"""Design packages between two options for two parties: the whole frontier, and one package as an illustration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from treatyopt.bargaining import firmness
from treatyopt.bargaining.costs import COST, Costs, Given, costs_of
from treatyopt.bargaining.disagreements import disagreements
from treatyopt.bargaining.firmness import Drawn, Progress, picked, sparest, stays
from treatyopt.bargaining.frontier import IMPOSED, Asked, Frontier, Nondominated, Offered, Rung
from treatyopt.bargaining.misreport import MAX_REPORTS, REPORTS, affordable, misreporting, over_packages
from treatyopt.bargaining.placing import Trials, trials
from treatyopt.bargaining.requirements import Demand, blocking, demanded, meeting, named
from treatyopt.bargaining.robust import Robust, robust
from treatyopt.bargaining.sides import Own, Side, judged, reservations, sides, standing_in, unburdened
from treatyopt.bargaining.stakes import Bundle, Stakes, classed
from treatyopt.errors import ArgumentProblem, counted, listed, printable
from treatyopt.methods.solutions import NAMES, agreeable, choose
from treatyopt.packages.changes import Change, Scores, changed
from treatyopt.packages.stretch import stretch
from treatyopt.packages.views import adrift
from treatyopt.ranking.acceptability import Dependence, require_dependence
from treatyopt.ranking.evaluation import applied
from treatyopt.study.model import Study, require_study
from treatyopt.study.records import Obligation

SAMPLES = 500
MAX_SAMPLES = 1_000_000


def design(
    study: Study,
    parties: Sequence[str] | None = None,
    *,
    lower: str | None = None,
    upper: str | None = None,
    require: Sequence[str] = (),
    exclude: Sequence[str] = (),
    exclude_if: Sequence[str] = (),
    exclude_kind: Sequence[str] = (),
    concession_cost: Given = COST,
    solution: str = "nash",
    screens: Sequence[str] | None = None,
    scores: Scores | None = None,
    profiles: Mapping[str, str] | None = None,
    weights: Own | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    reports: int | None = None,
    placings: bool = True,
    dependence: Dependence = "each",
    progress: Progress | None = None,
) -> Frontier:
    """Every nondominated package from the option `lower` towards `upper` for two parties, and one illustration.

    By default from the weakest to the strongest that passes the study's screens; `lower` may be the baseline.
    `require`, `exclude`, `exclude_if` and `exclude_kind` take ids of obligations and conditions, and kinds of
    obligations; prerequisites follow. `screens` names those that packages must pass (all by default). `profiles`
    gives a party another profile, `weights` its own (Weights, or points on top of its profile). `concession_cost`
    is in value points per burden unit, a number for both or by party id (0.5 for whom it leaves out). `samples`
    drawings of the scores are made with `seed`, none for 0, as they hang together by `dependence` (see
    `sensitivity`). `reports` weightings that a side could report instead of its own are drawn with it (by default
    as many as `samples`, at most 400; with 0 none are tried), fewer where frontiers are long. `placings`: where
    else the study says that obligations could enter is tried.

    Raises ArgumentProblem for unknown ids, other than two parties, a study without what is needed, and demands
    that no package meets, naming the smallest set of them that cannot hold together.
    """
    require_study(study)
    _require_known(solution, progress)
    require_dependence(dependence)
    samples, seed = counted("samples", samples, MAX_SAMPLES), counted("seed", seed)
    claims = min(samples, REPORTS) if reports is None else counted("reports", reports, MAX_REPORTS)
    study, changes = changed(study, {} if scores is None else scores)

    def posed(of: Study) -> _Case:
        pair = _pair(of, parties, profiles, weights)
        free = Stakes(stretch(of, lower, upper), pair, reservations(of, pair), applied(of, screens))
        demands, moot = demanded(free, require, exclude, exclude_if, exclude_kind)
        costs = costs_of(pair, concession_cost)
        return _Case(free, meeting(free, demands), demands, tuple(moot), costs, solution)

    case = posed(study)
    each, drawn = case.costs.each, None
    if samples:
        drawn = firmness.drawn(case.stakes, solution, each, samples, seed, dependence, progress)
    tried = None if reports == 0 else claims
    there = trials(case.stakes, each, solution, lambda of: posed(of).stakes) if placings else None
    return _frontier(case, changes, there, drawn, tried, seed)


class _Case(NamedTuple):
    """What is asked: the stakes without the demands and with them, at which costs, by which solution."""

    free: Stakes
    stakes: Stakes
    demands: tuple[Demand, ...]
    moot: tuple[str, ...]
    costs: Costs
    solution: str


def _frontier(
    case: _Case,
    changes: tuple[Change, ...],
    placing: Trials | None,
    drawn: Drawn | None,
    reports: int | None,
    seed: int,
) -> Frontier:
    """The answer to a case, of which this was drawn; so many reports are tried where frontiers are short enough."""
    free, stakes, demands, moot, costs, solution = case
    study, pair = stakes.stretch.study, stakes.sides
    points = stakes.solved(costs.each)
    choice = picked(solution, points)
    adds = None if choice is None else points[choice].adds
    stands = None if adds is None else firmness.interval(stakes, solution, adds, costs)
    held = robust(stakes, costs.each)
    scored = dict.fromkeys([study.baseline or "", *(each.id for each in stakes.stretch.types)])
    apart = disagreements(study, pair, scored)
    most = None if reports is None else min(reports, affordable(stakes, len(points)))
    return Frontier(
        study=study,
        changes=changes,
        sides=pair,
        lower=free.stretch.lower.id,
        upper=free.stretch.upper.id,
        cost=costs.one,
        party_costs=costs.told,
        solution=solution,
        demands=demands,
        packages=tuple(_nondominated(stakes, each, costs) for each in points),
        offered=tuple(_offered(stakes, demands, points, adds, costs, drawn, held[0], placing)),
        placing=placing,
        robust=held,
        choice=choice,
        solutions=tuple((kind, choose(kind, [each.gains for each in points])) for kind in NAMES),
        blocking=blocking(free, demands, costs.each) if choice is None else (),
        stands=None if costs.one is None else stands,
        stands_times=stands if costs.one is None else None,
        drawn=drawn,
        disagreements=apart,
        misreports=misreporting(study, pair, over_packages(stakes, costs.each), most, seed),
        costs=tuple(_rung(stakes, solution, costs, figure, adds) for figure in costs.rungs),
        moot=moot,
        remarks=tuple(_remarks(study, stakes)),
    )


def _require_known(solution: object, progress: object) -> None:
    """Raise ArgumentProblem for a solution that there is not, or a progress that cannot be told."""
    if not isinstance(solution, str) or solution not in NAMES:
        raise ArgumentProblem.unknown("solution", str(solution), NAMES)
    if progress is not None and not callable(progress):
        raise ArgumentProblem(f"progress={printable(repr(progress))}: give a function of one number, or None")


def _pair(
    study: Study,
    parties: Sequence[str] | None,
    profiles: Mapping[str, str] | None,
    weights: Own | None,
) -> tuple[Side, ...]:
    found = sides(study, parties, profiles, weights)
    if len(found) != 2:
        which = ", ".join(each.id for each in found)
        raise ArgumentProblem(
            f"packages are designed between exactly two parties, not {len(found)} ({which}); name two"
        )
    return found


def _nondominated(stakes: Stakes, found: Bundle, costs: Costs) -> Nondominated:
    adds = [i for i in range(len(stakes.ids)) if found.adds >> i & 1]
    seen = []
    for k, side in enumerate(stakes.sides):
        worth = stakes.start[k][0] + sum(stakes.worths[i][k] for i in adds)
        burden = stakes.start[k][1] + sum(stakes.burdens[i][k] for i in adds)
        seen.append(judged(side, worth, burden, costs.each[k], stakes.reservations[k]))
    return Nondominated(stakes.unmask(found.adds), tuple(seen), agreeable(found.gains), found.ties)


def _offered(
    stakes: Stakes,
    demands: Sequence[Demand],
    points: Sequence[Bundle],
    adds: int | None,
    costs: Costs,
    drawn: Drawn | None,
    robust: Robust,
    placing: Trials | None,
) -> Iterator[Offered]:
    turning = None if placing is None or not placing.tried else {each.obligation for each in placing.turning}
    able = [each for each in points if agreeable(each.gains)]
    whole, accepted = classed(points), classed(able) if able else None
    nets = stakes.nets(costs.each)
    for i, obligation in enumerate(stakes.stretch.offered):
        asked = _asked(stakes, demands, obligation)
        imposed = None if asked is None else IMPOSED[asked]
        held = adds is not None and bool(adds >> i & 1)
        along = [] if held else _along(stakes, i, adds or 0)
        together = [nets[j] for j in (i, *along)]
        yield Offered(
            obligation=obligation,
            status=imposed or whole.of(i),
            accepted=None if accepted is None else imposed or accepted.of(i),
            asked=asked,
            held=held,
            worths=tuple(map(float, stakes.worths[i])),
            nets=tuple(map(float, nets[i])),
            drawn=None if drawn is None else drawn.shares[i],
            kept=None if drawn is None or imposed else drawn.classes[i],
            along=tuple(stakes.ids[j] for j in along),
            bundle=tuple(float(sum(parts)) for parts in zip(*together, strict=True)),
            fails=() if adds is None or held else tuple(_fails(stakes, adds, (i, *along))),
            firmly=robust.of(obligation.id),
            turns=None if turning is None or imposed else obligation.id in turning,
        )


def _fails(stakes: Stakes, adds: int, more: Iterable[int]) -> Iterator[str]:
    """The screens that a package would fail with more of the offered obligations, given by their places."""
    held = [*stakes.unmask(adds), *(stakes.ids[i] for i in more)]
    for screen in stakes.screens:
        if not screen.passes(stakes.stretch.figure(screen.criterion, "score", held)):
            yield screen.id


def _asked(stakes: Stakes, demands: Sequence[Demand], obligation: Obligation) -> Asked | None:
    """Whether an obligation's place was asked for by name, condition or kind, or follows from what was."""
    asked = {(each.kind, each.id) for each in demands}
    if obligation.id in stakes.required:
        return "required" if ("require", obligation.id) in asked else "needed"
    if obligation.id in stakes.excluded:
        return "excluded" if named(obligation, asked) else "follows"
    return None


def _along(stakes: Stakes, i: int, adds: int) -> list[int]:
    """The prerequisites that an obligation left out of a package would bring with it."""
    place = {id: k for k, id in enumerate(stakes.ids)}
    found: list[int] = []
    waiting = [i]
    while waiting:
        for need in stakes.stretch.offered[waiting.pop()].needs:
            j = place.get(need)
            if j is not None and not adds >> j & 1 and j not in found:
                found.append(j)
                waiting.append(j)
    return sorted(found)


def _rung(stakes: Stakes, solution: str, costs: Costs, figure: Fraction, adds: int | None) -> Rung:
    there = costs.at(figure)
    points = stakes.solved(there.each)
    choice = choose(solution, [each.gains for each in points])
    chosen = None if choice is None else points[sparest(choice.picks, points)]
    own = 0 if chosen is None else chosen.adds
    enters, leaves = (0, 0) if adds is None or chosen is None else (own & ~adds, adds & ~own)
    return Rung(
        cost=there.one,
        packages=len(points),
        adds=None if chosen is None else stakes.unmask(own),
        gains=None if chosen is None else tuple(map(float, chosen.gains)),
        enters=stakes.unmask(enters),
        leaves=stakes.unmask(leaves),
        counted=sum(each.ties for each in points),
        tied=0 if choice is None else sum(points[i].ties for i in choice.picks),
        stays=None if adds is None else stays(solution, stakes.gains(adds, there.each), points),
        party_costs=there.told,
        times=float(figure) if costs.one is None else None,
    )


def _remarks(study: Study, stakes: Stakes) -> Iterator[str]:
    """What the reader must know of the parties before believing the answer."""
    yield from standing_in(stakes.sides)
    for step in stakes.stretch.steps:
        if step.uncarried:
            yield (
                f"No obligation that enters with {step.upper.id} moves {listed(step.uncarried)}: what changes there is "
                "divided equally among those that do enter."
            )
    for side in stakes.sides:
        for step, criterion in adrift(study, side.view, stakes.stretch.types) if side.view else ():
            yield (
                f"No obligation that enters with {step.upper.id} moves {criterion}, which changes for {side.name} by "
                "scores of its own: that is divided equally among those that do enter."
            )
    within = (*stakes.stretch.held, *stakes.stretch.offered)
    for side in stakes.sides:
        if not side.burden(within):
            yield unburdened(side, " here")
    others = [each for each in study.parties if each.id not in {side.id for side in stakes.sides}]
    for party in others:
        bound = sum(party.id in each.binds for each in within)
        if bound:
            verb = "binds" if bound == 1 else "bind"
            yield f"Of these obligations {bound} also {verb} {party.name}, whose side is not looked at here."
