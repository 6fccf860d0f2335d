"""How sure a ranking is: how often each option comes at each rank, and the single scores that tip the lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from treatyopt.ranking.acceptability import Acceptability, Doubt
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.verdict import doubted
from treatyopt.tables import ranking
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing, Stack, melted


def acceptability(found: Sensitivity) -> Forms:
    """Each ranked option with its share of every rank; tidy, with the standard errors."""
    return _ranks(found, found.acceptability, "applied")


def unscreened(found: Sensitivity) -> Forms:
    """The same over all options compared, without screens; empty where no screen sets any aside."""
    return _ranks(found, found.unscreened, "none")


def shares(found: Sensitivity) -> Listing:
    """Both in one, tidy: what is sampled with the screens applied, and then without."""
    first, second = acceptability(found).long, unscreened(found).long
    return Listing([*first.rows, *second.rows], first.columns)


def _ranks(found: Sensitivity, each: Sequence[Acceptability], screens: str) -> Forms:
    ranks = range(1, len(each) + 1)
    columns = (
        Column("id", Head(found.ranking.study.words.option, lead=True)),
        Column(None, Head("", "bar", width=20, parts=tuple(map(_ordinal, ranks))), of=_stack),
        *(Column(f"rank-{r}", Head(_ordinal(r), "share"), of=_share(r)) for r in ranks),
    )
    return Forms(Listing(each, columns), _tidy(each, screens))


def _tidy(shares: Sequence[Acceptability], screens: str) -> Listing:
    rows = [(screens, each, r, estimate) for each in shares for r, estimate in enumerate(each.ranks, start=1)]
    columns = (
        Column("id").within(itemgetter(1)),
        Column("screens", of=itemgetter(0)),
        Column("rank", of=itemgetter(2)),
        Column("share").within(itemgetter(3)),
        Column("error").within(itemgetter(3)),
    )
    return Listing(rows, columns)


def _stack(each: Acceptability) -> Stack:
    return Stack(tuple(rank.share for rank in each.ranks))


def _share(rank: int) -> Getter:
    return lambda each: each.ranks[rank - 1].share


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"


def stability(found: Sensitivity) -> Forms:
    """How far each weight can move, as for the ranking behind it."""
    return ranking.stability(found.ranking)


def tipping(found: Sensitivity) -> Forms:
    """The single scores whose change alone changes the leader, the smallest change first.

    One score can tip the lead at several places.
    """
    columns = (
        Column("id", Head("score", lead=True), of=lambda each: f"{each.option}.{each.criterion}"),
        Column("option"),
        Column("criterion"),
        Column("score", Head("now", "number", 0), measure=True),
        Column("at", Head("tips"), measure=True),
        Column("change", Head("change", "signed"), measure=True),
        Column("in_range", Head("in its range")),
        *map(Column, ("by", "direction", "exactly", "leader")),
        Column("leaders", Head("then", fold=True)),
    )
    return melted(Listing(found.tipping, columns))


class Known(NamedTuple):
    """Something that could be known before choosing, its worth in value points, and how often another is first then."""

    id: str
    kind: str
    points: float
    other: float | None


def worth(found: Sensitivity) -> Forms:
    """What is worth finding out: all scores in each way of drawing them, the weights, and single things."""
    columns = (
        Column("id", Head("to know", lead=True)),
        Column("kind"),
        Column("points", Head("is worth"), measure=True),
        Column("other", Head("another is first in", "share"), measure=True),
    )
    return melted(Listing(tuple(_known(found)), columns))


def doubts(found: Sensitivity) -> tuple[Doubt, ...]:
    """The ways in which scores were drawn, where they have ranges at all."""
    return found.doubts if doubted(found.ranking.study, found.ranking.shortlist) else ()


def _known(found: Sensitivity) -> Iterator[Known]:
    if found.worth is None:
        return
    for each in doubts(found):
        yield Known(f"scores.{each.dependence}", "scores", each.points, each.other.share)
    if found.worth.weights is not None:
        yield Known("weights", "weights", found.worth.weights, None)
    for quantity in found.worth.quantities:
        yield Known(quantity.id, quantity.kind, quantity.points, None)


def regrets(found: Sensitivity) -> Forms:
    """By how much each ranked option can fall short of another over the weight set, and of which."""
    columns = (
        Column("id", Head(found.ranking.study.words.option, lead=True)),
        Column("points", Head("short by", "number"), measure=True),
        Column("of", Head("of")),
    )
    return melted(Listing(() if found.worth is None else found.worth.regrets, columns))


TABLES = {
    "acceptability": acceptability,
    "unscreened": unscreened,
    "stability": stability,
    "tipping": tipping,
    "worth": worth,
    "regrets": regrets,
}
