"""How far one weight or one threshold can move before the leader or the shortlist changes: exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from treatyopt.methods import stability, weightspace
from treatyopt.methods.stability import TIE, Interval, Row
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.rows import group_rows, said_rows, score_rows, space_rows
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import Study
from treatyopt.study.screens import Screen

Kind = Literal["group", "criterion"]


class Span(NamedTuple):
    """The values of a weight (0-1) in which something holds, and the option that ends it on each side.

    `below` and `above` are None where it runs to the end of the scale, or of what was said: `said_low` and
    `said_high` are then the statements that end it. `level_low` and `level_high` are the options that draw level at
    the ends themselves, None where none does.
    """

    low: float
    high: float
    below: str | None
    above: str | None
    level_low: str | None = None
    level_high: str | None = None
    said_low: str | None = None
    said_high: str | None = None


class Certain(NamedTuple):
    """The values of a weight (0-1) at which an option leads whatever the other weights of the weight set are.

    It does so where the weight is less than `below`, and where it is more than `above`; None where no value of it is
    enough by itself.
    """

    below: float | None = None
    above: float | None = None


class StabilityInterval(NamedTuple):
    """How far one weight can move, the others in proportion: `lead` keeps the leader, `order` the order.

    `lead` is None where the first of several that tie leads nowhere. No option passes another within `order`.
    `certain` says where the others need not stay in proportion; of the weights that the weight set is of.
    """

    id: str
    kind: Kind
    weight: float
    lead: Span | None
    order: Span | None
    certain: Certain = Certain()


class ThresholdInterval(NamedTuple):
    """The thresholds (0-100) at one end of a screen that leave the shortlist as it is, all else as it is.

    Of a `minimum` those above `low` and up to `high`; of a `maximum` those from `low` and below `high`. The end
    that lets more pass is None where nothing more ever would.
    """

    screen: str
    end: Literal["minimum", "maximum"]
    threshold: float
    low: float | None
    high: float | None


def span(interval: Interval | None, options: Sequence[str], said: Sequence[str] = ()) -> Span | None:
    """An interval of rows, and of what was said after them, with their ids and texts in place of indices."""
    if interval is None:
        return None
    low, high, *rivals = interval
    names = [None if i is None or i >= len(options) else options[i] for i in rivals]
    texts = [None if i is None or i < len(options) else said[i - len(options)] for i in rivals[:2]]
    return Span(low, high, *names, *texts)


class Line(NamedTuple):
    """Rows of options with the weights of their columns, and rows of what was said: what one weight moves along."""

    rows: list[list[float]]
    weights: list[float]
    said: Sequence[str]
    limits: list[Row]

    @classmethod
    def of(cls, study: Study, weights: Weights, options: Sequence[str], kind: Kind) -> Line:
        """The line of some options, over the groups or over the criteria."""
        columns = weights.groups if kind == "group" else weights.criteria
        told = said_rows(study, weights, [each.id for each in columns])
        texts, limits = [text for text, _ in told], [row for _, row in told]
        rows = group_rows(study, weights, options) if kind == "group" else score_rows(study, options)
        return cls(rows, [each.weight for each in columns], texts, limits)

    def leads(self, target: int, options: Sequence[str]) -> Span | None:
        """Where the first of the options leads."""
        found = stability.leads_within(self.rows, self.weights, target, 0, self.limits)
        return span(found, options, self.said)

    def first(self, target: int, options: Sequence[str]) -> Span | None:
        """Where the first of the options is first or shares first place."""
        found = stability.first_within(self.rows, self.weights, target, 0, self.limits)
        return span(found, options, self.said)

    def order(self, target: int, options: Sequence[str]) -> Span | None:
        """Where none of the options passes one before it."""
        found = stability.order_holds_within(
            self.rows, self.weights, target, range(len(options)), self.limits
        )
        return span(found, options, self.said)


def intervals(study: Study, weights: Weights, shortlist: Sequence[str]) -> tuple[StabilityInterval, ...]:
    """How far each group's and each criterion's weight can move; nothing if fewer than two are ranked.

    A group or criterion that is the only one has all of the weight, which cannot move, and is left out.
    """
    if len(shortlist) < 2:
        return ()
    sure = certain(study, weights, shortlist)
    return (
        *_moving(study, weights, shortlist, "group", sure),
        *_moving(study, weights, shortlist, "criterion", sure),
    )


def _moving(
    study: Study, weights: Weights, shortlist: Sequence[str], kind: Kind, sure: dict[str, Certain]
) -> Iterator[StabilityInterval]:
    line = Line.of(study, weights, shortlist, kind)
    ids = [each.id for each in (study.groups if kind == "group" else study.criteria)]
    for target, id in enumerate(ids) if len(ids) > 1 else ():
        lead, order = line.leads(target, shortlist), line.order(target, shortlist)
        yield StabilityInterval(id, kind, line.weights[target], lead, order, sure.get(id, Certain()))


def certain(study: Study, weights: Weights, options: Sequence[str]) -> dict[str, Certain]:
    """By what the weight set is of, where one weight alone is enough for the first of some options to lead.

    It leads for certain while a weight is less than the least that it has anywhere in the set where a rival is not
    behind, or more than the greatest. Of two weights there is nothing to add: each has what the other leaves.
    """
    fits = weights.weight_set
    rows = space_rows(study, weights, options)
    behind = [
        corner for row in rows[1:] for corner in weightspace.behind(fits.cells, stability.gaps(rows[0], row))
    ]
    if not behind or len(fits.ids) < 3:
        return {}
    found = {}
    for id, held, inside in zip(
        fits.ids, zip(*behind, strict=True), zip(*fits.corners, strict=True), strict=True
    ):
        least, most = min(held), max(held)
        found[id] = Certain(
            least if least > min(inside) + TIE else None, most if most < max(inside) - TIE else None
        )
    return found


def thresholds(screens: Iterable[Screen], standings: Sequence[Standing]) -> tuple[ThresholdInterval, ...]:
    """How far each threshold of each screen can move before the shortlist changes."""
    found = []
    for screen in screens:
        stay_in = [
            s.score for each in standings if each.passes for s in each.screens if s.screen == screen.id
        ]
        fail_this = [
            s.score
            for each in standings
            for s in each.screens
            if s.screen == screen.id and [t.screen for t in each.screens if not t.passes] == [screen.id]
        ]
        for bound in screen.bounds:
            stay_out = [score for score in fail_this if bound.room(score) < 0]
            furthest = 100.0 if bound.end == "minimum" else 0.0
            other = next((each.limit for each in screen.bounds if each is not bound), furthest)
            low, high = stability.threshold_interval(stay_out, stay_in, other, bound.sign)
            found.append(ThresholdInterval(screen.id, bound.end, bound.limit, low, high))
    return tuple(found)
