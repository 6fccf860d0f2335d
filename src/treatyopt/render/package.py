"""One package: as the illustration of a frontier, and by itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from treatyopt.bargaining import ASSUMES, NAMES
from treatyopt.frontier import Frontier, Place, Rung
from treatyopt.records import Package
from treatyopt.render import sentences
from treatyopt.render.compare import bound
from treatyopt.render.document import Block, Column, Document, Heading, Prose, Row, Table
from treatyopt.render.words import capital, figure, listed, percent


def illustration(found: Frontier) -> Iterator[Block]:
    """The chosen package and how firm it is, or why there is none."""
    if found.choice is None:
        yield Prose(_nothing(found))
        yield _ladder(found)
        return
    made = found.package(id=_free_id(found))
    yield Prose(_picked(found, made))
    yield _ends(found, made)
    yield from _others(found)
    yield from _left_out(found)
    yield Prose(_firmness(found))
    yield _ladder(found)
    yield _scores(found, made)
    yield _values(found, made)
    yield Prose(_doubt(found))


def _free_id(found: Frontier) -> str:
    taken = {each.id for each in found.study.options} | {each.id for each in found.study.obligations}
    id = "package"
    while id in taken:
        id += "-x"
    return id


def _nothing(found: Frontier) -> str:
    if found.blocking:
        asked = capital(listed([str(each) for each in found.blocking]))
        alone = "together already leave" if len(found.blocking) > 1 else "alone already leaves"
        return f"No package is acceptable to both sides. {asked} {alone} none."
    worst = [
        f"{side.name} {figure(max(each.parties[k].gain for each in found.points))}"
        for k, side in enumerate(found.sides)
    ]
    return (
        "No package is acceptable to both sides: each of them leaves a side worse off than no treaty. The best that "
        f"each could gain on the frontier, whatever the other gains: {listed(worst)}. A lower concession cost, other "
        "weights or another type to start from might change that."
    )


def _picked(found: Frontier, made: Package) -> str:
    return (
        f"An illustration, the {NAMES[found.solution]} choice: {ASSUMES[found.solution]}. It adds {len(made.adds)} of "
        f"the {len(found.places)} to {sentences.name(found.study, found.lower)}{_which(found)}."
    )


def _which(found: Frontier) -> str:
    """What it adds, by class: the core is in every package."""
    core = len(found.adding("core"))
    opened = [each.obligation.id for each in found.adding("open") if each.held]
    parts = [f"all {core} core"] if core else []
    parts += [f"of the open {listed(opened)}"] if opened else []
    return f": {' and '.join(parts)}" if parts else ""


def _ends(found: Frontier, made: Package) -> Table:
    point = found.points[found.choice or 0]
    profile = found.study.profile
    columns = (
        Column("option", "option", lead=True),
        *(Column(f"{side.id}-gain", f"{side.name} gain", "signed") for side in found.sides),
        *(Column(f"{side.id}-burden", f"{side.name} burden", "number", 0) for side in found.sides),
        Column("value", f"value ({profile})", "number"),
    )
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    ends = [(lower, found.end(lower.id)), (upper, found.end(upper.id))]
    between = 0 < len(made.adds) < len(found.places)  # at either end the package is that type
    rows = [ends[0], (made, point.parties), ends[1]] if between else ends
    return Table(
        columns,
        tuple(
            Row(
                (
                    option.name,
                    *(each.gain for each in seen),
                    *(str(each.burden) for each in seen),
                    found.values(option)[profile],
                ),
                strong=option is made or (not between and seen == point.parties),
            )
            for option, seen in rows
        ),
    )


def _others(found: Frontier) -> Iterator[Prose]:
    """What the other solutions would pick, as differences to the illustration."""
    own = set(found.points[found.choice or 0].adds)
    same, parts = [], []
    for kind, choice in found.solutions:
        if kind == found.solution or choice is None:
            continue
        if found.choice in choice.picks:
            same.append(capital(NAMES[kind]))
        else:
            theirs = set(found.points[choice.picks[0]].adds)
            parts.append(f"{capital(NAMES[kind])}: {_difference(found, theirs - own, own - theirs)}")
    if same:
        parts.insert(0, f"{listed(same)} {'picks' if len(same) == 1 else 'pick'} the same")
    tied = dict(found.solutions)[found.solution]
    if tied is not None and len(tied.picks) > 1:
        yield Prose(f"{len(tied.picks)} packages tie for this choice; the one that adds least is shown.")
    if parts:
        yield Prose(f"{'; '.join(parts)}.")


def _difference(found: Frontier, enters: set[str], leaves: set[str]) -> str:
    order = [each.obligation.id for each in found.places]
    parts = []
    if enters:
        parts.append(f"with {listed([id for id in order if id in enters])}")
    if leaves:
        parts.append(f"without {listed([id for id in order if id in leaves])}")
    return ", ".join(parts)


def _left_out(found: Frontier) -> Iterator[Block]:
    left = [each for each in found.places if not each.held]
    if not left:
        yield Prose(f"It leaves nothing out, so it is {sentences.name(found.study, found.upper)}.")
        return
    columns = (
        Column("obligation", "obligation", lead=True),
        Column("binds", "binds"),
        *(Column(side.id, side.name, "signed", 2) for side in found.sides),
        Column("meaning", "adding it", fold=True),
    )
    rows = tuple(
        Row(
            (
                each.obligation.id,
                bound(found.study, each.obligation.binds),
                *each.bundle,
                _meaning(found, each),
            )
        )
        for each in left
    )
    caption = f"Left out ({len(left)}): what adding each would bring or cost, for the next concession"
    yield Table(columns, rows, caption=caption)


def _meaning(found: Frontier, each: Place) -> str:
    """Who wins and who loses by adding an obligation, and what it brings along."""
    wins = [s.name for s, net in zip(found.sides, each.bundle, strict=True) if net > 0]
    loses = [s.name for s, net in zip(found.sides, each.bundle, strict=True) if net < 0]
    if each.asked is not None:
        text = "excluded" if each.asked == "excluded" else "needs what is excluded"
    elif wins and loses:
        text = f"{loses[0]} concedes to {wins[0]}"
    elif loses:
        text = "costs both" if len(loses) == 2 else f"costs {loses[0]}"
    else:
        text = f"{listed(wins)} would gain" if wins else "changes nothing"
    fails = f"; the package would fail {listed(each.fails)}" if each.fails else ""
    return f"{text}{fails}{f'; brings {listed(each.along)} along' if each.along else ''}"


def _firmness(found: Frontier) -> str:
    """The concession costs at which the package stays the choice, their ends rounded inwards."""
    stands = found.stands
    if stands is None:
        return ""
    reach = _inwards(stands.low, found.cost, math.ceil)
    if stands.high is not None:
        reach = f"from {reach} to {_inwards(stands.high, found.cost, math.floor)}"
    else:
        reach = f"from {reach} up to the highest tried" if stands.low else "of every size tried"
    return (
        f"It stays the choice, or tied for it, for a concession cost {reach} (now {found.cost:g}; searched in steps of "
        "0.01, so a shorter gap could be missed)."
    )


def _inwards(end: float, now: float, rounded: Callable[[float], int]) -> str:
    """An end of an interval rounded towards its inside, with as many digits as keep it on its side of `now`."""
    for digits in (2, 3, 4, 5, 6):
        shown = rounded(round(end * 10**digits, 6)) / 10**digits
        if (shown >= now) == (end >= now) or shown == now:
            return f"{shown:.{digits}f}".rstrip("0").rstrip(".")
    return f"{now:g}"


def _ladder(found: Frontier) -> Table:
    columns = (
        Column("cost", "cost", lead=True),
        Column("packages", "packages", "number", 0),
        Column("adds", "adds", "number", 0),
        *(Column(side.id, side.name, "signed") for side in found.sides),
        Column("against", "against the illustration", fold=True),
    )
    rows = tuple(_ladder_row(found, each) for each in found.rungs)
    return Table(
        columns, rows, caption="The same at other concession costs (value points per unit of burden)"
    )


def _ladder_row(found: Frontier, rung: Rung) -> Row:
    if rung.adds is None or rung.gains is None:
        blank = tuple(None for _ in found.sides)
        return Row((f"{rung.cost:g}", str(rung.packages), None, *blank, "nothing is acceptable to both"))
    change = _difference(found, set(rung.enters), set(rung.leaves)) or "the same"
    cells = (f"{rung.cost:g}", str(rung.packages), str(len(rung.adds)), *rung.gains, change)
    return Row(cells, strong=rung.cost == found.cost)


def _scores(found: Frontier, made: Package) -> Table:
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    columns = (
        Column("criterion", "criterion", lead=True),
        Column("lower", lower.name, "number"),
        Column("score", made.name, "number"),
        Column("range", "range"),
        Column("upper", upper.name, "number"),
    )
    rows = tuple(
        Row(
            (
                each.id,
                lower.on(each.id).score,
                made.on(each.id).score,
                f"{made.on(each.id).low:.0f}–{made.on(each.id).high:.0f}",
                upper.on(each.id).score,
            )
        )
        for each in found.study.criteria
    )
    return Table(columns, rows, caption="Its scores, interpolated by what its obligations carry")


def _values(found: Frontier, made: Package) -> Table:
    options = (found.study.option(found.lower), made, found.study.option(found.upper))
    columns = (
        Column("profile", "profile", lead=True),
        *(Column(each.id, each.name, "number") for each in options),
    )
    values = [found.values(each) for each in options]
    rows = tuple(
        Row((each.id, *(value[each.id] for value in values)), strong=each.id == found.study.profile)
        for each in found.study.profiles
    )
    return Table(columns, rows, caption="Its value under each profile, all criteria counted")


def _doubt(found: Frontier) -> str:
    """How far the frontier reaches, and how firm its classes are."""
    text = ""
    if len(found.points) > 1:
        spreads = []
        for k, side in enumerate(found.sides):
            gains = [each.parties[k].gain for each in found.points]
            spreads.append(f"{side.name}'s gain varies by {figure(max(gains) - min(gains))}")
        text = f"Along the frontier {listed(spreads)} points, at best scores."
    return f"{text}{firm(found)}".strip()


def firm(found: Frontier) -> str:
    """How firm the classes are when scores are drawn, as sentences after a blank; empty if none were drawn."""
    if found.drawn is None or not found.places:
        return ""
    kept = [(each.kept or 0.0, each.obligation.id) for each in found.places]
    least, most = min(kept), max(kept)
    text = f" When scores are drawn in their ranges, all {len(kept)} keep their class in "
    text += (
        f"{percent(found.drawn.kept)} of the drawings, single ones in {percent(least[0])} ({least[1]}) to "
    )
    text += f"{percent(most[0])}"
    return f"{text}: argue about single obligations and their classes, not about the one package."


def package_document(made: Package) -> Document:
    """A package by itself: what it adds, and its scores with their ranges."""
    columns = (
        Column("criterion", "criterion", lead=True),
        Column("score", "score", "number"),
        Column("low", "low", "number"),
        Column("high", "high", "number"),
    )
    rows = tuple(Row((each.id, each.score, each.low, each.high), detail=each.reason) for each in made.scores)
    blocks: list[Block] = [
        Heading(made.title),
        Prose(f"Adds {listed(made.adds)}." if made.adds else "Adds nothing."),
        *([Prose(made.note, faint=True)] if made.note else []),
        Table(columns, rows, caption="Its scores, interpolated", detail="reason"),
    ]
    return Document(made.to_dict(), tuple(blocks))
