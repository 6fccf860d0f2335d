"""The frontier of packages as a document: what is core, open or out, then one illustration of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining import ASSUMES, NAMES
from treatyopt.frontier import Frontier, Place, Point, Rung, Status
from treatyopt.model import find
from treatyopt.records import Package
from treatyopt.render import sentences
from treatyopt.render.compare import bound
from treatyopt.render.document import Block, Column, Document, Heading, Next, Prose, Row, Table
from treatyopt.render.negotiate import MISREPORTED, changes
from treatyopt.render.words import capital, cited, figure, listed, percent, plural, sentence

_SUPPOSES = "†"
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
        *(Prose(each, faint=True) for each in _conditions(found)),
        *([_all(found)] if every else []),
        *_illustration(found),
        *(Prose(each) for each in found.remarks),
        Prose(MISREPORTED, faint=True),
    ]
    if found.choice is not None:
        blocks.append(Next("treatyopt design --save package.yaml"))
    return Document(found.to_dict(), tuple(blocks), _packages(found) if every else _places(found))


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
    refused = sum(not each.acceptable for each in found.points)
    tied = sum(each.ties > 1 for each in found.points)
    parts = [
        f"{plural(len(found.places), 'obligation')} can be added to {_name(found, found.lower)}: "
        f"{listed(counts)}. {_size(found)}"
    ]
    if refused:
        who = "All of them leave" if refused == len(found.points) else f"{refused} of them leave"
        parts.append(f"{who} a side worse off than no treaty, so it would refuse.")
    if tied:
        parts.append(
            f"For {tied} of them other packages come to just the same; the smallest stands for them."
        )
    return " ".join(parts)


def _size(found: Frontier) -> str:
    if len(found.points) == 1:
        return "One package is best for both sides at once, so there is nothing to trade."
    return (
        f"{len(found.points)} packages make the frontier (exact): no other package gives one side more without "
        "giving the other less."
    )


def _class(found: Frontier, status: Status) -> Iterator[Table]:
    places = sorted(found.adding(status), key=lambda each: each.obligation.kind)
    if not places:
        return
    columns = (
        Column("obligation", "obligation", lead=True),
        Column("kind", "kind"),
        Column("binds", "binds"),
        *(Column(side.id, side.name, "signed", 2) for side in found.sides),
        Column("drawn", "drawn", "percent", 0, shown=found.drawn is not None),
        Column("mark", "", shown=any(each.asked for each in places) or status == "open"),
    )
    rows = tuple(_class_row(found, each) for each in places)
    yield Table(columns, rows, caption=f"{_CAPTIONS[status]} ({len(places)})")


def _class_row(found: Frontier, each: Place) -> Row:
    binds = bound(found.study, each.obligation.binds)
    if each.obligation.when:
        binds += f" {_SUPPOSES}"
    mark = each.asked or ("✓" if each.held and each.status == "open" else "")
    return Row((each.obligation.id, each.obligation.kind, binds, *each.nets, each.drawn, mark))


def _reading(found: Frontier) -> str:
    first, second = (side.name for side in found.sides)
    text = (
        f"{first}, {second}: the points of value that an obligation brings that side, its burden paid. What both gain "
        "by is core, what both lose by is out, and what one gains and the other loses is open, unless a "
        "prerequisite, a screen or a demand decides."
    )
    if found.drawn is not None:
        text += (
            f" Drawn: how often the {_solution(found)} choice adds it when scores are drawn in their ranges "
            f"({found.drawn.draws:,} drawings, seed {found.drawn.seed})"
        )
        missed = 1 - found.drawn.agreed
        text += f"; in {percent(missed)} of them nothing was acceptable to both." if missed else "."
    if found.choice is not None and found.adding("open"):
        text += " ✓: in the illustration."
    return text


def _conditions(found: Frontier) -> Iterator[str]:
    """Which obligations suppose which condition."""
    for id in dict.fromkeys(each.obligation.when for each in found.places):
        if id is not None:
            those = [each.obligation.id for each in found.places if each.obligation.when == id]
            says = find("condition", id, found.study.conditions)
            yield (
                f"{_SUPPOSES} supposes {id}, that is, {sentence(says.says)[:-1]}{cited(says.cites)}: {listed(those)}. "
                f"--exclude-if {id} leaves them out together."
            )


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
        Column("open", f"besides the {core} core", fold=True),
        Column("picks", "--solution", fold=True),
    )
    rows = tuple(_all_row(found, i, each) for i, each in enumerate(found.points))
    return Table(
        columns, rows, caption=f"The whole frontier ({plural(len(rows), 'package')}), by gain over no treaty"
    )


def _all_row(found: Frontier, i: int, point: Point) -> Row:
    opened = {each.obligation.id for each in found.adding("open")}
    besides = ", ".join(id for id in point.adds if id in opened) or "nothing"
    picks = [kind for kind, choice in found.solutions if choice is not None and i in choice.picks]
    gains = (each.gain for each in point.parties)
    cells = (str(i + 1), *gains, str(len(point.adds)), str(point.ties), besides, ", ".join(picks))
    return Row(cells, strong=i == found.choice, faint=not point.acceptable)


def _illustration(found: Frontier) -> Iterator[Block]:
    if found.choice is None:
        yield Prose(_nothing(found))
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
    yield Prose(_doubt(found, made))


def _free_id(found: Frontier) -> str:
    taken = {each.id for each in found.study.options} | {each.id for each in found.study.obligations}
    id = "package"
    while id in taken:
        id += "-x"
    return id


def _nothing(found: Frontier) -> str:
    if found.blocking:
        return (
            f"No package is acceptable to both sides, because of {listed([str(each) for each in found.blocking])}: "
            "without that one would be."
        )
    worst = [
        f"{side.name} {figure(max(each.parties[k].gain for each in found.points))}"
        for k, side in enumerate(found.sides)
    ]
    return (
        "No package is acceptable to both sides: each of them leaves a side worse off than no treaty. The best that "
        f"each could gain on the frontier, whatever the other gains: {listed(worst)}. A lower concession cost, other "
        "weights or another --from might change that."
    )


def _picked(found: Frontier, made: Package) -> str:
    return (
        f"An illustration, the {_solution(found)} choice: {ASSUMES[found.solution]}. It adds {len(made.adds)} of "
        f"the {len(found.places)} to {_name(found, found.lower)}."
    )


def _ends(found: Frontier, made: Package) -> Table:
    point = found.points[found.choice or 0]
    profile = found.study.profile
    columns = (
        Column("option", "", lead=True),
        *(Column(f"{side.id}-gain", f"{side.name} gain", "signed") for side in found.sides),
        *(Column(f"{side.id}-burden", f"{side.name} burden", "number", 0) for side in found.sides),
        Column("value", f"value ({profile})", "number"),
    )
    lower, upper = found.study.option(found.lower), found.study.option(found.upper)
    rows = [(lower, found.end(lower.id)), (made, point.parties), (upper, found.end(upper.id))]
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
                strong=option is made,
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
        yield Prose(f"It leaves nothing out, so it is {_name(found, found.upper)}.")
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
    if each.asked == "excluded":
        text = "left out as asked"
    elif wins and loses:
        text = f"{loses[0]} concedes to {wins[0]}"
    elif loses:
        text = "costs both" if len(loses) == 2 else f"costs {loses[0]}"
    else:
        text = "held back by a screen or a demand" if wins else "changes nothing"
    return f"{text}; brings {listed(each.along)} along" if each.along else text


def _firmness(found: Frontier) -> str:
    stands = found.stands
    if stands is None:
        return ""
    low, high = figure(stands.low, 2), None if stands.high is None else figure(stands.high, 2)
    if high is None:
        reach = f"from {low} up to any that was tried" if stands.low else "at any that was tried"
    else:
        reach = f"from {low} to {high}"
    return (
        f"It stays the choice for a concession cost {reach} (now {found.cost:g}; searched in steps of 0.01, so a "
        "shorter gap could be missed)."
    )


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


def _doubt(found: Frontier, made: Package) -> str:
    """How wide the frontier is beside the doubt in the scores."""
    spreads, doubts = [], []
    for k, side in enumerate(found.sides):
        gains = [each.parties[k].gain for each in found.points]
        spreads.append(max(gains) - min(gains))
        low, high = (
            float(sum(w * getattr(made.on(id), end) for id, w in side.weights.items()))
            for end in ("low", "high")
        )
        doubts.append(high - low)
    names = [side.name for side in found.sides]
    along = listed([f"{n}'s gain varies by {figure(x)}" for n, x in zip(names, spreads, strict=True)])
    within = listed([f"{figure(x)} for {n}" for n, x in zip(names, doubts, strict=True)])
    text = (
        f"Along the frontier {along} points; between the low and the high ends of its scores' ranges the worth of "
        f"this one package varies by {within}."
    )
    if all(spread < doubt for spread, doubt in zip(spreads, doubts, strict=True)):
        text += (
            " The doubt is wider than the frontier: argue about the classes, not about the single package."
        )
    return text


def _places(found: Frontier) -> Table:
    """One row per obligation, for CSV."""
    keys = [("obligation", "kind", "binds", "when", "status", "asked", "held", "drawn", "along")]
    parties = [(f"{side.id}-worth", f"{side.id}-burden", f"{side.id}-net") for side in found.sides]
    columns = tuple(Column(key, key) for key in (*keys[0], *(key for three in parties for key in three)))
    rows = tuple(
        Row(
            (
                *(each.obligation.id, each.obligation.kind, each.obligation.binds, each.obligation.when),
                *(each.status, each.asked, each.held, each.drawn, each.along),
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
