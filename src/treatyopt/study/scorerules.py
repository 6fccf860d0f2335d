"""The rules for scores: one on every criterion, on its scale, inside its range. See `rules` for what a rule yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from treatyopt.errors import as_typed
from treatyopt.study.parts import Parts, assessed
from treatyopt.study.scales import Scale, typed

Place = tuple[str | int, ...]
Fault = tuple[Place, str]
Rule = Callable[[Parts], Iterator[Fault]]


def _complete_scores(study: Parts) -> Iterator[Fault]:
    for option in study.options:
        scored = [assessment.id for assessment in option.scores]
        for criterion in study.criteria:
            if criterion.id not in scored:
                yield ("options", option.id, "scores"), f"no score for {criterion.id}"
        for repeated in sorted({id for id in scored if scored.count(id) > 1}):
            yield ("options", option.id, "scores", repeated), "scored twice"


def _on_scale(study: Parts) -> Iterator[Fault]:
    """Scores, ranges and thresholds lie on the scale of their criterion: 0 to 100, or as far as its unit goes."""
    scales = {each.id: each.scale for each in study.criteria}
    for place, each in assessed(study):
        scale = scales.get(each.id)
        low, best, high = each.written
        off = [*_off(scale, (*place, "score"), best)]
        if (low, high) != (best, best):
            off += [*_off(scale, (*place, "range", 0), low), *_off(scale, (*place, "range", 1), high)]
        yield from off or _ordered(place, low, best, high)
    for claim in study.claims:
        for i, test in enumerate(claim.tests):
            for scale in dict.fromkeys(scales.get(id) for id in test.criteria):
                yield from _off(scale, ("claims", claim.id, "tests", i, "limit"), test.limit)
    for screen in study.screens:
        for end, limit in zip(("minimum", "maximum"), screen.written, strict=True):
            yield from _off(scales.get(screen.criterion), ("screens", screen.id, end), limit)


def _own_scores(study: Parts) -> Iterator[Fault]:
    """What a party scores otherwise is scored once, and counts for it."""
    feasible = {each.id for each in study.criteria if each.feasibility}
    for party in study.parties:
        for id, scores in party.scores:
            place, scored = ("parties", party.id, "scores", id), [each.id for each in scores]
            for repeated in sorted({each for each in scored if scored.count(each) > 1}):
                yield (*place, repeated), "scored twice"
            for each in scored:
                if each in feasible:
                    yield (
                        (*place, each),
                        "asks what can be had (feasibility), which party values leave out; remove it",
                    )


def _off(scale: Scale | None, place: Place, value: float | None) -> Iterator[Fault]:
    if value is not None and scale is None and not 0 <= value <= 100:
        yield place, f"must be from 0 to 100, not {value:.15g}"
    if value is not None and scale is not None and not scale.holds(value):
        ends = f"{as_typed(scale.least, 15)} to {typed(scale.most, scale)}"
        yield place, f"{as_typed(value, 15)} is off the scale, which goes from {ends}"


def _ordered(place: Place, low: float, best: float, high: float) -> Iterator[Fault]:
    if low > high:
        yield place, f"range [{as_typed(low)}, {as_typed(high)}]: the low end is above the high end"
    elif not low <= best <= high:
        yield place, f"score {as_typed(best)} is outside its range [{as_typed(low)}, {as_typed(high)}]"


SCORES: tuple[Rule, ...] = (_complete_scores, _on_scale, _own_scores)
