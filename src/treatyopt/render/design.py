"""The frontier of packages as a document: what is core, open or out, then one illustration of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining import NAMES
from treatyopt.frontier import Asked, Frontier, Place, Point
from treatyopt.model import find
from treatyopt.render import sentences
from treatyopt.render.compare import bound
from treatyopt.render.document import Block, Column, Document, Heading, Next, Prose, Row, Table
from treatyopt.render.negotiate import MISREPORTED, changes
from treatyopt.render.package import firm, illustration
from treatyopt.render.words import cited, listed, percent, plural, sentence
from treatyopt.terms import Status

_SUPPOSES = "†"
_ASKED: dict[Asked, str] = {
    "required": "required",
    "needed": "needed by what is required",
    "excluded": "excluded",
    "follows": "needs what is excluded",
}
_CAPTIONS: dict[Status, str] = {
    "core": "Core: in every package",
    "open": "Open: in some packages",
    "out": "Out: in no package",
}


def frontier_document(found: Frontier, every: bool = False) -> Document:
    """The classes, the illustration and how firm it is; with `every`, all packages of the frontier too."""
    blocks: list[Block] = [
        Heading(f"Between {_name(found, found.lower)} and {_name(found, found.upper)}", _aside(found)),
        *changes(found.changes),
        *_demanded(found),
        Prose(_finding(found)),
        *(table for status in _CAPTIONS for table in _class(found, status)),
        Prose(_reading(found), faint=True),
        *_conditions(found),
        *([_all(found)] if every else []),
        *illustration(found),
        *(Prose(each) for each in found.remarks),
        Prose(MISREPORTED, faint=True),
    ]
    if found.choice is not None:
        blocks.append(
            Next("the same with --save package.yaml; then treatyopt compare --package package.yaml")
        )
    return Document(found.to_dict(), tuple(blocks), _packages(found) if every else _places(found))


def in_short(found: Frontier) -> str:
    """The finding in one sentence, for those who read no further."""
    counts = [len(found.adding(status)) for status in _CAPTIONS]
    return (
        f"In between: of the {plural(len(found.places), 'obligation')} that {_name(found, found.upper)} adds to "
        f"{_name(found, found.lower)}, {counts[0]} are in every package that no other betters for one side "
        f"without harm to the other (core), {counts[1]} in some (open) and {counts[2]} in none (out), at best scores "
        f"and a concession cost of {found.cost:g}"
        f"{_supposing(found)}.{firm(found)}"
    )


def _supposing(found: Frontier) -> str:
    """How much of the core hangs on a condition."""
    whens = [each.obligation.when for each in found.adding("core") if each.obligation.when]
    parts = [f"{whens.count(id)} of the core suppose {id}" for id in dict.fromkeys(whens)]
    return f"; {listed(parts)}" if parts else ""


def _name(found: Frontier, option: str) -> str:
    return sentences.name(found.study, option)


def _aside(found: Frontier) -> str:
    names = [
        side.name if side.id == side.profile else f"{side.name} ({side.profile})" for side in found.sides
    ]
    return f"{' and '.join(names)}; concession cost {found.cost:g}"


def _demanded(found: Frontier) -> Iterator[Prose]:
    asked = [str(each) for each in found.demands if each.kind != "screen"]
    if asked:
        yield Prose(f"Asked for: {listed(asked)}.")


def _finding(found: Frontier) -> str:
    counts = [f"{len(found.adding(status))} {status}" for status in _CAPTIONS]
    parts = [
        f"{plural(len(found.places), 'obligation')} can be added to {_name(found, found.lower)}: "
        f"{listed(counts)}, at best scores and this concession cost. {_size(found)}",
        *_refused(found),
    ]
    return " ".join(parts)


def _size(found: Frontier) -> str:
    """How many packages make the frontier; several can come to the same pair of gains."""
    pairs, packages = len(found.points), sum(each.ties for each in found.points)
    if pairs == 1:
        text = "One package is best for both sides at once, so there is nothing to trade."
        if packages > 1:
            text = (
                f"{packages} packages come to the same gains, which are the best for both sides at once, so there is "
                "nothing to trade; the smallest stands for them."
            )
        return text
    text = f"{packages} packages make the frontier (exact): no other that holds all of {_name(found, found.lower)}"
    text += " gives one side more without giving the other less."
    if packages > pairs:
        text += f" They come to {pairs} pairs of gains; the smallest package stands for each."
    return text


def _refused(found: Frontier) -> Iterator[str]:
    """How much of the frontier a side would refuse, and what the rest has in common."""
    able = sum(each.acceptable for each in found.points)
    if able == len(found.points):
        return
    if not able:
        yield "Each leaves a side worse off than no treaty, so it would refuse."
        return
    yield f"A side would refuse all but {able} of these, being worse off than with no treaty."
    moved = [each for each in found.places if each.accepted not in (each.status, None)]
    parts = [
        f"{listed([each.obligation.id for each in moved if each.accepted == status])} {status}"
        for status in _CAPTIONS
        if any(each.accepted == status for each in moved)
    ]
    if parts:
        yield f"Over what both accept alone, {listed(parts)}."


def _class(found: Frontier, status: Status) -> Iterator[Table]:
    places = sorted(found.adding(status), key=lambda each: each.obligation.kind)
    if not places:
        return
    columns = (
        Column("obligation", "obligation", lead=True),
        Column("kind", "kind"),
        Column("binds", "binds"),
        *(Column(side.id, side.name, "signed", 2) for side in found.sides),
        Column("kept", f"still {status}", "percent", 0, shown=found.drawn is not None),
        Column("drawn", "held", "percent", 0, shown=found.drawn is not None),
    )
    rows = tuple(_class_row(found, each) for each in places)
    yield Table(columns, rows, caption=f"{_CAPTIONS[status]} ({len(places)})", detail="why")


def _class_row(found: Frontier, each: Place) -> Row:
    binds = bound(found.study, each.obligation.binds)
    if each.obligation.when:
        binds += f" {_SUPPOSES}"
    id = f"{each.obligation.id} ✓" if each.held and each.status == "open" else each.obligation.id
    cells = (id, each.obligation.kind, binds, *each.nets, each.kept, each.drawn)
    return Row(cells, detail=_ASKED[each.asked] if each.asked else None)


def _reading(found: Frontier) -> str:
    first, second = (side.name for side in found.sides)
    text = (
        f"{first}, {second}: the points of value that an obligation brings that side, its burden paid. What one side "
        "gains by and neither loses by is core, what one loses by and neither gains by is out, and what one gains and "
        "the other loses by is open, unless a prerequisite, a screen or a demand decides."
    )
    if found.drawn is not None:
        text += (
            f" When scores are drawn in their ranges, each by itself ({found.drawn.draws:,} drawings, seed "
            f"{found.drawn.seed}; burdens and screens stay): still, how often its class is the same; held, how "
            f"often the {_solution(found)} package holds it"
        )
        missed = 1 - found.drawn.agreed
        text += f"; in {percent(missed)} of them nothing was acceptable to both." if missed else "."
    if found.choice is not None and found.adding("open"):
        text += " ✓: in the illustration."
    return text


def _conditions(found: Frontier) -> Iterator[Prose]:
    """Which obligations suppose which condition."""
    for id in dict.fromkeys(each.obligation.when for each in found.places):
        if id is not None:
            those = [each.obligation.id for each in found.places if each.obligation.when == id]
            says = find("condition", id, found.study.conditions)
            meaning = f"{_SUPPOSES} supposes {id}, that is, {sentence(says.says)[:-1]}{cited(says.cites)}"
            hint = f"--exclude-if {id} leaves them out together."
            yield Prose(f"{meaning}: {listed(those)}.", faint=True, hint=hint)


def _solution(found: Frontier) -> str:
    return NAMES[found.solution]


def _all(found: Frontier) -> Table:
    """Every package of the frontier, by what it adds of the obligations that are open."""
    core = len(found.adding("core"))
    columns = (
        Column("number", "", "number", 0, lead=True),
        *(Column(side.id, side.name, "signed") for side in found.sides),
        Column("adds", "adds", "number", 0),
        Column("ties", "same", "number", 0, shown=any(each.ties > 1 for each in found.points)),
        Column("refused", "", shown=not all(each.acceptable for each in found.points)),
        Column("open", f"besides the {core} core", fold=True),
        Column("picks", "chosen by", fold=True),
    )
    rows = tuple(_all_row(found, i, each) for i, each in enumerate(found.points))
    return Table(
        columns, rows, caption=f"The whole frontier ({plural(len(rows), 'package')}), by gain over no treaty"
    )


def _all_row(found: Frontier, i: int, point: Point) -> Row:
    opened = {each.obligation.id for each in found.adding("open")}
    besides = ", ".join(id for id in point.adds if id in opened) or "nothing"
    picks = [NAMES[kind] for kind, choice in found.solutions if choice is not None and i in choice.picks]
    gains = (each.gain for each in point.parties)
    refused = "" if point.acceptable else "✗ refused"
    cells = (str(i + 1), *gains, str(len(point.adds)), str(point.ties), refused, besides, ", ".join(picks))
    return Row(cells, strong=i == found.choice, faint=not point.acceptable)


def _places(found: Frontier) -> Table:
    """One row per obligation, for CSV."""
    keys = [
        (
            "obligation",
            "kind",
            "binds",
            "when",
            "status",
            "accepted",
            "asked",
            "held",
            "kept",
            "drawn",
            "along",
        )
    ]
    parties = [(f"{side.id}-worth", f"{side.id}-burden", f"{side.id}-net") for side in found.sides]
    columns = tuple(Column(key, key) for key in (*keys[0], *(key for three in parties for key in three)))
    rows = tuple(
        Row(
            (
                *(each.obligation.id, each.obligation.kind, each.obligation.binds, each.obligation.when),
                *(each.status, each.accepted, each.asked, each.held, each.kept, each.drawn, each.along),
                *_sides(found, each),
            )
        )
        for each in found.places
    )
    return Table(columns, rows)


def _sides(found: Frontier, each: Place) -> tuple[object, ...]:
    figures: list[object] = []
    for k, side in enumerate(found.sides):
        figures += [each.worths[k], side.burden([each.obligation]), each.nets[k]]
    return tuple(figures)


def _packages(found: Frontier) -> Table:
    """One row per package of the frontier, for CSV."""
    parties = [
        key for side in found.sides for key in (f"{side.id}-worth", f"{side.id}-burden", f"{side.id}-gain")
    ]
    keys = ("number", *parties, "acceptable", "ties", "picked-by", "adds")
    rows = tuple(Row(_package(found, i, each)) for i, each in enumerate(found.points))
    return Table(tuple(Column(key, key) for key in keys), rows)


def _package(found: Frontier, i: int, point: Point) -> tuple[object, ...]:
    picks = tuple(kind for kind, choice in found.solutions if choice is not None and i in choice.picks)
    sides: Sequence[object] = [x for each in point.parties for x in (each.worth, each.burden, each.gain)]
    return (i + 1, *sides, point.acceptable, point.ties, picks, point.adds)
