"""One package: as the illustration of a frontier, and by itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from treatyopt.bargaining.frontier import Frontier, Offered, Rung
from treatyopt.documents import concession, sentences
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Prose, Row, Table
from treatyopt.documents.choosing import between, difference, from_nothing, others, picked
from treatyopt.documents.compare import bound
from treatyopt.documents.nouns import way
from treatyopt.documents.words import capital, figure, listed, percent
from treatyopt.ranking.evaluation import stand
from treatyopt.ranking.weights import Weights, weigh
from treatyopt.study.records import Package
from treatyopt.tables import package as tables
from treatyopt.tables.columns import Head

_SHOWN = 0.05
_IN_UNITS = "Packages mix worths, so scores are worths of 0-100 here, on criteria in units too."


def illustration(found: Frontier, weights: Weights | None = None) -> Iterator[Block]:
    """The chosen package and how firm it is, or why there is none; its value under the weights, if any are given."""
    if found.choice is None:
        yield Prose(_nothing(found))
        yield _ladder(found)
        return
    made = found.package(id=_free_id(found))
    yield Prose(picked(found, made))
    yield _ends(found, made, weights or weigh(found.study))
    yield from others(found)
    yield from _left_out(found)
    yield Prose(_firmness(found))
    yield _ladder(found)
    yield _scores(found, made)
    if found.study.in_units:
        yield Prose(_IN_UNITS, faint=True)
    yield _values(found, made)
    doubt = _doubt(found)
    if doubt:
        yield Prose(doubt)


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
        f"{side.name} {figure(max(each.parties[k].gain for each in found.packages))}"
        for k, side in enumerate(found.sides)
    ]
    return (
        "No package is acceptable to both sides: each of them leaves a side worse off than "
        f"{sentences.name(found.study, found.study.baseline or '')}. The best that each could gain on the frontier, "
        f"whatever the other gains: {listed(worst)}. A lower concession cost, other weights or another "
        f"{found.study.words.option} to start from might change that."
    )


def _ends(found: Frontier, made: Package, weights: Weights) -> Table:
    point = found.packages[found.choice or 0]
    columns = (
        Head(found.study.words.option, lead=True),
        *(Head(f"{side.name} gain", "signed") for side in found.sides),
        *(Head(f"{side.name} burden", "number", 0) for side in found.sides),
        Head(f"{'common ' if found.disagreements else ''}value ({weights.name})", "number"),
    )
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    ends = [(lower, found.end(lower.id)), (upper, found.end(upper.id))]
    within = between(found, made)
    rows = [ends[0], (made, point.parties), ends[1]] if within else ends
    return Table(
        columns,
        tuple(
            Row(
                (
                    option.name,
                    *(each.gain for each in seen),
                    *(str(each.burden) for each in seen),
                    stand(found.study, weights, option, ()).value,
                ),
                strong=option is made or (not within and seen == point.parties),
            )
            for option, seen in rows
        ),
    )


def _left_out(found: Frontier) -> Iterator[Block]:
    left = [each for each in found.offered if not each.held]
    if not left:
        yield Prose(f"It leaves nothing out, so it is {sentences.name(found.study, found.upper)}.")
        return
    columns = (
        Head("obligation", lead=True),
        Head("binds"),
        *(Head(side.name, "signed", 2) for side in found.sides),
        Head("adding it", fold=True),
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


def _meaning(found: Frontier, each: Offered) -> str:
    """Who wins and who loses by adding an obligation, and what it brings along."""
    wins = [s.name for s, net in zip(found.sides, each.bundle, strict=True) if net > 0]
    loses = [s.name for s, net in zip(found.sides, each.bundle, strict=True) if net < 0]
    if each.asked is not None:
        text = "excluded by you" if each.asked == "excluded" else "needs what you excluded"
    elif wins and loses:
        text = f"a concession by {loses[0]} to {wins[0]}"
    elif loses:
        text = "costs both" if len(loses) == 2 else f"costs {loses[0]}"
    else:
        text = f"a gain for {listed(wins)}" if wins else "changes nothing"
    fails = f"; the package would fail {listed(each.fails)}" if each.fails else ""
    return f"{text}{fails}{f'; brings {listed(each.along)} along' if each.along else ''}"


def _firmness(found: Frontier) -> str:
    """The concession costs at which the package stays the choice, their ends rounded inwards."""
    stands = found.stands_times if found.cost is None else found.stands
    if stands is None:
        return ""
    now = 1.0 if found.cost is None else found.cost
    reach = _inwards(stands.low, now, math.ceil)
    if stands.high is not None:
        reach = f"from {reach} to {_inwards(stands.high, now, math.floor)}"
    else:
        reach = f"from {reach} up to the highest tried" if stands.low else "of every size tried"
    what, use = (
        f"multiples of the concession costs {reach}",
        f"now 1, that is {concession.cost(found)}; both together",
    )
    if found.cost is not None:
        what, use = f"a concession cost {reach}", f"now {found.cost:g}; one for both"
    return (
        f"It stays the choice, or tied for it, for {what} ({use}, at best scores; searched in steps of 0.01, or of up "
        "to 2% above 0.5, so a shorter gap could be missed)."
    )


def _inwards(end: float, now: float, rounded: Callable[[float], int]) -> str:
    """An end of an interval rounded towards its inside, with as many digits as keep it on its side of `now`."""
    for digits in (2, 3, 4, 5, 6):
        shown = rounded(round(end * 10**digits, 6)) / 10**digits
        if (shown - now) * (end - now) >= 0:
            return f"{shown:.{digits}f}".rstrip("0").rstrip(".")
    return f"{now:g}"


def _ladder(found: Frontier) -> Table:
    against = "" if found.choice is None else "against the illustration"
    columns = (
        *concession.heads(found, "cost"),
        Head("packages", "number", 0),
        Head("adds", "number", 0),
        *(Head(side.name, "signed") for side in found.sides),
        Head(against, fold=True),
    )
    rows = tuple(_ladder_row(found, each) for each in found.costs)
    return Table(columns, rows, caption=concession.caption(found))


def _ladder_row(found: Frontier, rung: Rung) -> Row:
    if rung.adds is None or rung.gains is None:
        blank = tuple(None for _ in found.sides)
        return Row(
            (*concession.cells(rung), str(rung.counted), None, *blank, "nothing is acceptable to both")
        )
    figures = (str(rung.counted), str(len(rung.adds)), *rung.gains, _against(found, rung))
    return Row((*concession.cells(rung), *figures), strong=rung.party_costs == found.party_costs)


def _against(found: Frontier, rung: Rung) -> str:
    """How the choice at another cost differs from the illustration, and how many tie for it."""
    if rung.stays is None:
        return f"one of {rung.tied} that tie" if rung.tied > 1 else ""
    change = difference(found, set(rung.enters), set(rung.leaves)) or "the same"
    if rung.tied == 1:
        return change
    level = ", the illustration among them" if rung.stays and change != "the same" else ""
    return f"{change} (one of {rung.tied} that tie{level})"


def _scores(found: Frontier, made: Package) -> Table:
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    middle = [Head(made.name, "number"), Head("range")] if between(found, made) else []
    heads = (Head("criterion", lead=True), Head(lower.name, "number"), *middle, Head(upper.name, "number"))

    def cells(id: str) -> tuple[object, ...]:
        of = made.on(id)
        own = (of.score, f"{of.low:.0f}–{of.high:.0f}") if middle else ()
        return (id, lower.on(id).score, *own, upper.on(id).score)

    both = (
        f"both {found.study.words.options}" if not from_nothing(found) else listed([lower.name, upper.name])
    )
    whose = "Its common scores" if found.disagreements else "Its scores"
    caption = f"{whose}, interpolated by what its obligations carry, which adds up by assumption"
    rows = tuple(Row(cells(each.id)) for each in found.study.criteria)
    return Table(heads, rows, caption=caption if middle else f"The scores of {both}")


def _values(found: Frontier, made: Package) -> Table:
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    options = (lower, made, upper) if between(found, made) else (lower, upper)
    columns = (
        Head("profile", lead=True),
        *(Head(each.name, "number") for each in options),
    )
    values = [found.values(each) for each in options]
    rows = tuple(
        Row((each.id, *(value[each.id] for value in values)), strong=each.id == found.study.profile)
        for each in found.study.profiles
    )
    common = ", by the common scores" if found.disagreements else ""
    caption = f"The value under each profile{common}, all criteria counted and no burdens"
    return Table(columns, rows, caption=caption)


def _doubt(found: Frontier) -> str:
    """How far the frontier reaches, and how firm its classes are."""
    text = ""
    if len(found.packages) > 1:
        spreads = []
        for k, side in enumerate(found.sides):
            gains = [each.parties[k].gain for each in found.packages]
            spreads.append(f"{_least(max(gains) - min(gains))} for {side.name}")
        text = f"Along the frontier gains vary by {listed(spreads)}, in points of value at best scores."
    return f"{text}{firm(found)}".strip()


def _least(spread: float) -> str:
    """A spread with one decimal; one that would round to nothing is not shown as nothing."""
    return "less than 0.1" if 0 < spread < _SHOWN else figure(spread)


def firm(found: Frontier) -> str:
    """How firm the classes are when scores are drawn, as sentences after a blank; empty if none were drawn."""
    kept = [(each.kept, each.obligation.id) for each in found.offered if each.kept is not None]
    if found.drawn is None or not kept:
        return ""
    least, most = min(kept), max(kept)
    text = f" When scores are drawn in their ranges, {way(found.study, found.drawn.dependence)} and nothing else,"
    if len(kept) == 1:
        return f"{text} {least[1]} keeps its class in {percent(least[0])} of the drawings."
    text += (
        f" all {len(kept)} keep their class in {percent(found.drawn.kept)} of the drawings, single ones in "
    )
    text += percent(least[0]) + (f" ({least[1]}) to {percent(most[0])}" if most[0] > least[0] else "")
    return f"{text}: argue about single obligations and their classes, not about the one package."


def package_document(made: Package) -> Document:
    """A package by itself: what it adds, and its scores with their ranges."""
    shown = tables.scores(made).wide
    rows = tuple(Row(shown.cells(each), detail=each.reason) for each in shown.rows)
    blocks: list[Block] = [
        Heading(made.title),
        Prose(f"Adds {listed(made.adds)}." if made.adds else "Adds nothing."),
        *([Prose(made.note, faint=True)] if made.note else []),
        Table(shown.heads, rows, caption="Its scores, interpolated", detail="reason"),
    ]
    return Document(Deferred(made.to_dict), tuple(blocks), shown)
