"""What every nondominated choice under floors takes and what none does, found before the choices are gone through.

Each objective is bounded with a price on each level that has a floor (Fisher 1981, Management Science 27:1-18) and
prerequisites by Picard's closure (1976, Management Science 22:1268-1272); what falls behind choices already known is
settled, as in Bazgan, Hugot & Vanderpooten 2009, Computers & Operations Research 36:260-279.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any, NamedTuple

# Prices tried for one floor; the search mostly ends by itself after three or four.
_PRICES = 8
# How often several floors are priced in turn; more rounds take longer than what they settle would have.
_ROUNDS = 2


class Rest(NamedTuple):
    """The items to decide, numbered from 0: what they add to both objectives and on each level, and what the
    levels lack. `needs` holds what an item needs, directly or not, `whole` the same with the item itself as a bit
    mask, `users` the item with all that cannot be without it.
    """

    objectives: tuple[Sequence[Any], Sequence[Any]]
    levels: Sequence[Sequence[Any]]
    missing: Sequence[Any]
    needs: list[list[int]]
    whole: list[int]
    users: list[int]


class Relaxed(NamedTuple):
    """The choice that is best at a price, and how far it bounds the others.

    At that price `most` is what it comes to and no choice comes to more; an item above 0 in `worths` costs so much
    of it to leave, one below 0 to take.
    """

    worths: list[Any]
    most: Any
    taken: int
    value: Any
    level: Any


class Bound(NamedTuple):
    """A bound on one objective times `scale` over the choices that reach a floor, and what to take off it for
    each item taken or left against its worth. `price` is that of the floor.
    """

    price: Any
    scale: Any
    most: Any
    worths: list[Any]


def settled(
    objectives: tuple[Sequence[Any], Sequence[Any]],
    levels: Sequence[Sequence[Any]],
    missing: Sequence[Any],
    needs: Sequence[Iterable[int]],
) -> tuple[int, int]:
    """What every nondominated choice takes and what none does, as bit masks; all of it must be exact numbers.

    `levels` holds a row for each floor, of which there is one at least, `missing` what each row lacks, `needs` the
    prerequisites by index.
    """
    rest = _rest(objectives, levels, missing, needs)
    bounds: list[list[Bound]] = []
    known = set()
    first, second = objectives
    # The sum of both only serves to find a choice between the two extremes.
    for value in (first, second, [a + b for a, b in zip(first, second, strict=True)]):
        found, choices = bounded(rest, value)
        bounds.append(found)
        for each in choices:
            choice = _bettered(rest, value, each)
            if all(total(level, choice) >= lack for level, lack in zip(levels, missing, strict=True)):
                known.add((total(first, choice), total(second, choice)))
    return _against(rest, bounds[:2], corners(known)) if known else (0, 0)


def _rest(
    objectives: tuple[Sequence[Any], Sequence[Any]],
    levels: Sequence[Sequence[Any]],
    missing: Sequence[Any],
    needs: Sequence[Iterable[int]],
) -> Rest:
    whole = [1 << i for i in range(len(needs))]
    users = list(whole)
    for i in TopologicalSorter(dict(enumerate(needs))).static_order():
        for need in needs[i]:
            whole[i] |= whole[need]
    closed = [list(_bits(mask & ~(1 << i))) for i, mask in enumerate(whole)]
    for i, below in enumerate(closed):
        for need in below:
            users[need] |= 1 << i
    return Rest(objectives, levels, missing, closed, whole, users)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def total(figures: Sequence[Any], mask: int) -> Any:
    """The sum of the figures at the indices of a bit mask."""
    found = 0
    while mask:
        found += figures[(mask & -mask).bit_length() - 1]
        mask &= mask - 1
    return found


def bounded(rest: Rest, value: Sequence[Any]) -> tuple[list[Bound], set[int]]:
    """Bounds on an objective over the choices that reach all floors, and choices near the best as bit masks.

    Several floors are priced in turn, with the others at what they had last: what a choice is paid for a level at a
    price is at least what the floor would be paid, so that the difference may come off the bound.
    """
    count = len(rest.missing)
    prices, scale = [0] * count, 1
    bounds: list[Bound] = []
    shown: list[int] = []
    for turn in range(count * _ROUNDS if count > 1 else 1):
        k = turn % count
        prices[k] = 0
        base = [scale * each for each in value]
        for price, level in zip(prices, rest.levels, strict=True):
            if price:
                base = [a + price * b for a, b in zip(base, level, strict=True)]
        paid = sum(price * lack for price, lack in zip(prices, rest.missing, strict=True))
        found, choice = searched(rest, base, k)
        bounds += [
            each._replace(scale=each.scale * scale, most=each.most - each.scale * paid) for each in found
        ]
        shown.append(choice)
        prices = [each * found[-1].scale for each in prices]
        prices[k] = found[-1].price
        scale *= found[-1].scale
    # What reaches one floor each may, put together, reach all.
    return bounds, {shown[-1], _union(shown[-count:])}


def searched(rest: Rest, value: Sequence[Any], k: int) -> tuple[list[Bound], int]:
    """Bounds on an objective over the choices that reach a floor, and a good one of these as a bit mask.

    Begins without a price and with nothing but the level. Then the next price is the one at which the best choice
    that is short of the floor and the best that reaches it come to the same, until it finds no other choice. The
    mask is empty if the floor is out of reach.
    """
    level, lack = rest.levels[k], rest.missing[k]
    short, full = relaxed(rest, value, level, 0, 1), relaxed(rest, value, level, 1, 0)
    bounds = [Bound(0, 1, short.most, short.worths)]
    if short.level >= lack:
        return bounds, short.taken
    if full.level < lack:
        return bounds, 0
    for _ in range(_PRICES):
        price, scale = short.value - full.value, full.level - short.level
        tried = relaxed(rest, value, level, price, scale)
        bounds[1:] = [Bound(price, scale, tried.most - price * lack, tried.worths)]
        if tried.level in (short.level, full.level):
            break
        if tried.level >= lack:
            full = tried
        else:
            short = tried
    return bounds, full.taken


def relaxed(rest: Rest, value: Sequence[Any], level: Sequence[Any], price: Any, scale: Any) -> Relaxed:
    """The choice with the most `scale * value + price * level` when no level has a floor.

    Items lend what they gain to what they need. An item is not taken without what it needs, so that no choice loses by
    a loan, and what is left above 0 bounds them all. With all lent that can be, the bound is reached.
    """
    worths = [scale * a + price * b for a, b in zip(value, level, strict=True)]
    loans: list[dict[int, Any]] = [{} for _ in worths]
    for lender, needs in enumerate(rest.needs):
        for need in needs:
            if worths[lender] > 0 > worths[need]:
                lent = min(worths[lender], -worths[need])
                loans[need][lender] = lent
                worths[lender] -= lent
                worths[need] += lent
    taken = 0
    asked: set[int] = set()
    for i, whole in enumerate(rest.whole):
        while worths[i] > 0 and rest.needs[i] and _relent(rest.needs, worths, loans, i, asked):
            pass
        if worths[i] > 0:
            taken |= whole
    # Whoever shares in a cost that is borne anyway comes too: it gains nothing by staying away.
    for i in asked:
        taken |= rest.whole[i]
    return Relaxed(
        worths, sum(each for each in worths if each > 0), taken, total(value, taken), total(level, taken)
    )


def _relent(
    needs: Sequence[Sequence[int]],
    worths: list[Any],
    loans: list[dict[int, Any]],
    source: int,
    asked: set[int],
) -> bool:
    """Lend from an item in place of others that can then lend elsewhere; all that were asked in vain are added.

    The shortest way is taken, after Edmonds & Karp 1972, Journal of the ACM 19:248-264.
    """
    ways: dict[int, tuple[int, int]] = {}
    queue = [source]
    for lender in queue:
        for need in needs[lender]:
            if worths[need] < 0:
                _move(worths, loans, ways, lender, need)
                return True
            for other, lent in loans[need].items():
                if lent and other != source and other not in ways and other not in asked:
                    ways[other] = (lender, need)
                    queue.append(other)
    asked.update(queue)
    return False


def _move(
    worths: list[Any], loans: list[dict[int, Any]], ways: dict[int, tuple[int, int]], lender: int, need: int
) -> None:
    """Shift loans along a way: the last lender lends to `need` what the one before it lends in its place."""
    steps = [(lender, need)]
    while lender in ways:
        steps.append(ways[lender])
        lender = ways[lender][0]
    amount = min(
        worths[lender], -worths[need],
        *(loans[taken_over][giver] for (giver, _), (_, taken_over) in pairwise(steps)),
    )  # fmt: skip
    for giver, receiver in steps:
        loans[receiver][giver] = loans[receiver].get(giver, 0) + amount
    for (giver, _), (_, taken_over) in pairwise(steps):
        loans[taken_over][giver] -= amount
    worths[lender] -= amount
    worths[need] += amount


def _bettered(rest: Rest, value: Sequence[Any], taken: int) -> int:
    """A choice mended while it falls short of a floor, then with each item once taken or left if that pays."""
    got = [total(level, taken) for level in rest.levels]
    while short := _short(rest, got):
        mends = []
        for i in range(len(value)):
            turned, sign = _turned(rest, taken, i)
            then = _then(rest, got, turned, sign)
            if _short(rest, then) < short:
                mends.append((sign * total(value, turned), turned, then))
        if not mends:
            return taken
        _, turned, got = max(mends)
        taken ^= turned
    for i in range(len(value)):
        turned, sign = _turned(rest, taken, i)
        if sign * total(value, turned) > 0:
            then = _then(rest, got, turned, sign)
            if not _short(rest, then):
                taken, got = taken ^ turned, then
    return taken


def _turned(rest: Rest, taken: int, i: int) -> tuple[int, int]:
    """What is left with an item that a choice holds, or taken with one that it does not; -1 or 1."""
    return (taken & rest.users[i], -1) if taken >> i & 1 else (rest.whole[i] & ~taken, 1)


def _then(rest: Rest, got: Sequence[Any], turned: int, sign: int) -> list[Any]:
    return [a + sign * total(level, turned) for a, level in zip(got, rest.levels, strict=True)]


def _short(rest: Rest, got: Sequence[Any]) -> Any:
    """By how much the levels fall short of their floors, all together."""
    return sum(max(lack - each, 0) for lack, each in zip(rest.missing, got, strict=True))


def corners(known: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """A pair that none of the known betters has at least the first and more than the second figure of one of
    these; a pair equal to a known one has too, so that nothing that ties is lost.

    Of the known pairs with at most its first figure take the one with the largest: all before it have more, and
    must have less of the second.
    """
    found: list[tuple[Any, Any]] = []
    above: Any = None
    for first, second in sorted(known, reverse=True):
        if above is None or second > above:
            found.append((first, above))
            above = second
    return [*found, (None, above)]


def _against(
    rest: Rest, bounds: Sequence[Sequence[Bound]], corners: Iterable[tuple[Any, Any]]
) -> tuple[int, int]:
    """What cannot be left and what cannot be taken without falling behind the known choices, with what follows."""
    rooms = []
    for a, b in corners:
        first, second = (
            [] if each is None else [(bound.worths, bound.most - each * bound.scale) for bound in some]
            for each, some in zip((a, b), bounds, strict=True)
        )
        if all(room >= 0 for _, room in first) and all(room > 0 for _, room in second):
            rooms.append((first, second))

    def possible(i: int, sign: int) -> bool:
        return any(
            all(sign * worths[i] <= room for worths, room in first)
            and all(sign * worths[i] < room for worths, room in second)
            for first, second in rooms
        )

    places = range(len(rest.whole))
    # Leaving an item above 0 costs its worth, taking one below 0 what it is worth less than nothing.
    taken = _union(rest.whole[i] for i in places if not possible(i, 1))
    out = _union(rest.users[i] for i in places if not possible(i, -1))
    return taken, out
