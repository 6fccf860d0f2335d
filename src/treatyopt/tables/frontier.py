"""A frontier of packages: where every obligation on the way stands, and the packages themselves."""

from __future__ import annotations

from operator import itemgetter

from treatyopt.bargaining.frontier import IMPOSED, Frontier, Imposed, Nondominated
from treatyopt.bargaining.placing import NONE, Turn
from treatyopt.bargaining.sides import Side
from treatyopt.bargaining.stakes import Status
from treatyopt.methods.solutions import NAMES
from treatyopt.study.placing import Placing
from treatyopt.tables.columns import Column, Forms, Getter, Head, Listing, melted
from treatyopt.tables.disagreements import disagreements
from treatyopt.tables.misreports import misreports


def obligations(found: Frontier) -> Forms:
    """Each offered obligation with its status, and with what it brings either side; tidy, by side."""
    rows = [
        (each, side.id, _seen_by(k, side)(each))
        for each in found.offered
        for k, side in enumerate(found.sides)
    ]
    long = (
        Column("obligation", of="obligation.id").within(itemgetter(0)),
        Column("party", of=itemgetter(1)),
        *(each.within(itemgetter(2)) for each in _brings("")),
    )
    return Forms(Listing(found.offered, _offered(found)), Listing(rows, long))


def adding(found: Frontier, status: Status | Imposed) -> Listing:
    """Those of one status, by kind; how firm that is stands beside what scores were drawn for."""
    rows = sorted(found.adding(status), key=lambda each: each.obligation.kind)
    firm = found.drawn is not None and status not in IMPOSED.values()
    return Listing(rows, _offered(found, f"still {status}" if firm else None))


def _offered(found: Frontier, still: str | None = None) -> tuple[Column, ...]:
    sides = (
        column.within(_seen_by(k, side), f"{side.id}-")
        for k, side in enumerate(found.sides)
        for column in _brings(side.name)
    )
    return (
        Column("obligation", Head("obligation", lead=True), of="obligation.id"),
        Column("kind", Head("kind"), of="obligation.kind"),
        Column("says", of="obligation.says"),
        Column("binds", Head("binds"), of="obligation.binds"),
        Column("when", of="obligation.when"),
        *map(Column, ("status", "accepted", "asked", "held", "firmly", "turns")),
        *sides,
        Column("kept", None if still is None else Head(still, "percent", 0)),
        Column("drawn", None if still is None else Head("held", "percent", 0)),
        Column("along"),
    )


def _brings(name: str) -> tuple[Column, ...]:
    """The columns of what an obligation brings a side: worth, burden, and points of value with the burden paid."""
    return (
        Column("worth", of=itemgetter(0)),
        Column("burden", of=itemgetter(1)),
        Column("net", Head(name, "signed", 2), of=itemgetter(2)),
    )


def _seen_by(k: int, side: Side) -> Getter:
    return lambda each: (each.worths[k], side.burden([each.obligation]), each.nets[k])


def packages(found: Frontier) -> Forms:
    """Each pair of gains on the frontier with the package that stands for it; tidy, by what each could hold.

    `index` is what `Frontier.package()` takes, `number` what screens call it.
    """
    tied = any(each.ties > 1 for each in found.packages)
    refused = not all(each.acceptable for each in found.packages)
    sides = (
        column.within(_party(k), f"{side.id}-")
        for k, side in enumerate(found.sides)
        for column in (Column("worth"), Column("burden"), Column("gain", Head(side.name, "signed")))
    )
    of_package = (
        *sides,
        Column("count", Head("adds", "number", 0), of=lambda each: len(each.adds), said=_count),
        Column("ties", Head("packages", "number", 0) if tied else None, said=lambda each: str(each.ties)),
        Column("acceptable", Head() if refused else None, said=_refused),
        Column("adds", Head(_besides(found), fold=True), said=_open(found)),
    )
    columns = (
        Column("index", of=itemgetter(0)),
        Column("number", Head("", "number", 0, lead=True), of=lambda row: row[0] + 1, said=_number),
        *(each.within(itemgetter(1)) for each in of_package),
        Column("chosen", of=lambda row: row[0] == found.choice),
        Column("picked_by", Head("chosen by", fold=True), of=_pickers(found), said=_picked(found)),
    )
    return Forms(Listing(list(enumerate(found.packages)), columns), _held(found))


def _party(k: int) -> Getter:
    return lambda each: each.parties[k]


def _number(row: tuple[int, Nondominated]) -> str:
    return str(row[0] + 1)


def _count(each: Nondominated) -> str:
    return str(len(each.adds))


def _refused(each: Nondominated) -> str:
    return "" if each.acceptable else "✗ refused"


def _besides(found: Frontier) -> str:
    required = len(found.adding("required"))
    return f"besides the {len(found.adding('core'))} core" + (f" and {required} required" if required else "")


def _open(found: Frontier) -> Getter:
    opened = {each.obligation.id for each in found.adding("open")}
    return lambda each: ", ".join(id for id in each.adds if id in opened) or "nothing"


def _pickers(found: Frontier) -> Getter:
    """The solutions that pick a package."""
    return lambda row: tuple(kind for kind, choice in found.picks.items() if row[0] in choice.picks)


def _picked(found: Frontier) -> Getter:
    return lambda row: ", ".join(NAMES[kind] for kind in _pickers(found)(row))


def _held(found: Frontier) -> Listing:
    rows = [
        (i, each.obligation.id, each.obligation.id in package.adds)
        for i, package in enumerate(found.packages)
        for each in found.offered
    ]
    columns = (
        Column("index", of=itemgetter(0)),
        Column("obligation", of=itemgetter(1)),
        Column("held", of=itemgetter(2)),
    )
    return Listing(rows, columns)


def robust(found: Frontier) -> Forms:
    """The classes that hold, a row for each set of doubts: how many obligations are in each, and which."""
    costs = (
        Column(end, of=_end(k, end)).within(lambda each: each.costs, f"{side.id}-cost-")
        for k, side in enumerate(found.sides)
        for end in ("low", "high")
    )
    columns = (
        Column("doubts", Head("in doubt", lead=True, fold=True), of="id"),
        *map(Column, ("scores", "grades")),
        *costs,
        Column("core", Head("firmly core", "number", 0), of=lambda each: len(each.core), measure=True),
        Column("out", Head("firmly out", "number", 0), of=lambda each: len(each.out), measure=True),
        Column("neither", Head("neither", "number", 0), of=lambda each: len(each.neither), measure=True),
        *(Column(f"{place}_ids", of=place) for place in ("core", "out", "neither")),
        Column("exact"),
    )
    return melted(Listing(found.robust, columns))


def _end(k: int, end: str) -> Getter:
    return lambda costs: getattr(costs[k], end)


def placing(found: Frontier) -> Forms:
    """What turns on where obligations enter, a row for each placing that was tried; all together last."""
    tried = found.placing or NONE
    rows = [(_typed(each.placings[0]), each) for each in tried.each]
    rows += [("together", tried.together)] if tried.together else []
    of_trial = (
        Column("placings", of=lambda each: tuple(map(_typed, each.placings))),
        Column("along"),
        Column("packages", Head("packages", "number", 0), measure=True),
        Column("turned", Head("class turns", fold=True), of=lambda each: tuple(map(_turn, each.turned))),
        *(Column(f"{side.id}-gain", of=_gain(k), measure=True) for k, side in enumerate(found.sides)),
        *(Column(f"{side.id}-carried", of=_carried(k), measure=True) for k, side in enumerate(found.sides)),
        Column("sole", of=lambda each: tuple(f"{one.obligation}: {one.criterion}" for one in each.sole)),
        *map(Column, ("core", "out", "adds", "uncarried", "refused")),
    )
    columns = (
        Column("trial", Head("placed elsewhere", lead=True, fold=True), of=itemgetter(0)),
        *(each.within(itemgetter(1)) for each in of_trial),
    )
    return melted(Listing(rows, columns))


def _typed(each: Placing) -> str:
    return f"{each.obligation}={each.now}"


def _turn(each: Turn) -> str:
    return f"{each.obligation}: {each.was} to {each.now}"


def _carried(k: int) -> Getter:
    return lambda each: None if each.carried is None else each.carried[k]


def _gain(k: int) -> Getter:
    return lambda each: None if each.gains is None else each.gains[k]


TABLES = {
    "obligations": obligations,
    "packages": packages,
    "placing": placing,
    "robust": robust,
    "disagreements": disagreements,
    "misreports": misreports,
}
