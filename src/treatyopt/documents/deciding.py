"""What changes from one study to another: what each change does by itself, and which of them decide who leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import nouns, sentences
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.limits import weighed_name
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.units import known
from treatyopt.documents.words import capital, counted, fine, listed, plural, weight
from treatyopt.methods.stability import TIE
from treatyopt.ranking.agreement import spreads
from treatyopt.ranking.judges import Change, Turn
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.differences import Alteration
from treatyopt.study.model import Study
from treatyopt.study.scales import in_unit
from treatyopt.tables import judges as tables
from treatyopt.tables.columns import Head

_IN_JSON = "all are in JSON"
_UNTRIED = "other pairs were not tried"
_MOVED = _NAMED = 4  # options that a cell names, and ids of a kind that a sentence does
_KINDS = {
    "scale": "scales",
    "range": "ranges",
    "basis": "bases",
    "reason": "reasons or passages",
    "obligation": "obligations",
    "own-score": "parties' own scores",
    "criterion": "what is said of criteria",
    "option": "what is said of {}",
    "group": "groups",
    "profile": "profiles",
    "party": "parties",
    "condition": "conditions",
    "principle": "principles",
    "consideration": "considerations",
    "claim": "claims",
    "study": "what is said of the study",
}


def turned(turn: Turn, name: str, first: Ranking, other: Ranking) -> Iterator[Block]:
    """What changes from the study `name` to another: by itself, together, and whether the leader turns on it."""
    if not turn.differs:
        yield Prose(f"Nothing differs between {name} and {turn.name}.")
        return
    if not turn.changes:
        yield Prose(f"Nothing that values or screens hang on differs between {name} and {turn.name}.")
    else:
        yield from _changes(turn, name, first, other)
        yield from _totals(turn, name, first)
        yield Prose(_decided(turn, name, first, other), lead="Does the leader turn on them?")
    if turn.others:
        yield Prose(_beside(turn, name, first.study), faint=True)


def _changes(turn: Turn, name: str, first: Ranking, other: Ranking) -> Iterator[Block]:
    leaders = turn.leaders[0]
    deciders = _deciders(turn)
    rows = [
        Row(
            (
                _called(first.study, each),
                *_figures(each, first, other),
                _moved(first, each),
                "" if set(each.leaders) == set(leaders) else _lead(first.study, each.leaders),
            )
        )
        for each in sorted(turn.changes, key=lambda each: each.id not in deciders)
    ]
    heads = (
        Head("what differs", lead=True, fold=True),
        Head(name, fold=True),
        Head(turn.name, fold=True),
        Head("by itself", fold=True),
        *([Head("then leads", fold=True)] if any(row.cells[-1] for row in rows) else []),
    )
    rows = [row._replace(cells=row.cells[: len(heads)]) for row in rows]
    total = len(turn.changes) + turn.left_out
    largest = [each.id for each in turn.changes[: len(deciders)]]
    first_of = (
        ", the largest first"
        if deciders == {*largest}
        else ", what decides who leads first, then the largest"
    )
    each = ", and what it does to" if total == 1 else f"{first_of}, and what each does to"
    caption = f"From {name} to {turn.name}: {plural(total, 'difference')}{each} {name} by itself"
    table = Table(heads, tuple(rows), caption=caption)
    which = f"differences{first_of}"
    yield from first_rows(table, which, _IN_JSON, kept=lambda i: i < len(deciders))
    if turn.left_out:
        yield Prose(
            f"{turn.left_out:,} smaller ones are left out here and in the data; all are in the totals.",
            faint=True,
        )


def _deciders(turn: Turn) -> set[str]:
    """The changes that bear on who leads: alone, in the pair or set that is named, or as one that is needed."""
    found = turn.deciding
    alone = {each.id for each in turn.changes if set(each.leaders) != set(turn.leaders[0])}
    pair = found.pairs[0] if found.pairs else ()
    return alone | {*found.single, *pair, *found.least, *found.needed}


def _called(study: Study, each: Change | Alteration) -> str:
    """What a change is of, as people read it."""
    criterion = "" if each.criterion is None else study.criterion(each.criterion).name
    if each.kind == "score":
        return f"{study.option(each.option or '').name}: {criterion}"
    if each.kind == "scale":
        return f"scale of {criterion}, with the scores on it"
    return each.id.replace(":", " ")


def _figures(each: Change, first: Ranking, other: Ranking) -> tuple[str, str]:
    """What it was and what it is, in the unit of either study."""
    studies = (first.study, other.study)
    if each.kind == "score":
        option, criterion = each.option or "", each.criterion or ""
        was, now = (
            known(study.criterion(criterion), study.option(option).on(criterion)) for study in studies
        )
        return was, now
    if each.kind == "scale":
        was, now = (_scale(study, each.criterion or "") for study in studies)
        return was, now
    if each.kind == "screen":
        id = each.id.partition(":")[2]
        was, now = (
            _screen(study, id, ranking.screens)
            for study, ranking in zip(studies, (first, other), strict=True)
        )
        return was, now
    return _weighed(first, other)


def _scale(study: Study, criterion: str) -> str:
    scale = study.criterion(criterion).scale
    if scale is None:
        return "0 to 100"
    bent = "" if scale.straight else ", bent"
    return f"{in_unit(scale.worst, scale)} to {in_unit(scale.best, scale)}{bent}"


def _screen(study: Study, id: str, used: Sequence[str]) -> str:
    if id not in used:
        return "none"
    screen = next(each for each in study.screens if each.id == id)
    return f"{study.criterion(screen.criterion).name} {screen.asks}"


def _weighed(first: Ranking, other: Ranking) -> tuple[str, str]:
    """The weight that differs most, in either study."""
    found = spreads(("first", "other"), (first.weights, other.weights))
    most = max(found, key=lambda each: (each.kind == "group" and each.difference > TIE, each.difference))
    more = ", ..." if sum(each.difference > TIE for each in found if each.kind == most.kind) > 1 else ""
    was, now = (f"{weighed_name(first.study, most.id)} {weight(each)}{more}" for each in most.weights)
    return was, now


def _moved(first: Ranking, each: Change) -> str:
    """Which values a change moves by itself, the most first, and whom it lets pass or sets aside."""
    moves = {id: fine(moved) for id, moved in sorted(each.moves, key=lambda item: -abs(item[1]))}
    ranks = {id: _ranked(first.standing(id).rank, rank, id in moves or not moves) for id, rank in each.ranks}
    turned = [id for id, text in ranks.items() if text]
    if not moves:  # a screen: whom it lets pass or sets aside, then whose rank that changes
        came = {id for id, rank in each.ranks if None in (rank, first.standing(id).rank)}
        turned.sort(key=lambda each: (each not in came, first.standing(each).rank or 0))
    ids = list(dict.fromkeys([*moves, *turned]))
    told = list(dict.fromkeys([*turned, *ids]))[:_MOVED]  # whose rank changes before whose value alone does
    said = [
        f"{first.study.option(id).name} {', '.join(filter(None, (moves.get(id), ranks.get(id))))}"
        for id in ids
        if id in told
    ]
    rest = len(ids) - len(told)
    return "; ".join([*said, *([f"{rest} more"] if rest else [])]) or "nothing"


def _ranked(was: int | None, now: int | None, moved: bool) -> str:
    """What becomes of a rank; nothing of one that moves up or down since the values of others do."""
    if now is None:
        return "set aside"
    if was is None:
        return f"passes, rank {now}"
    return f"rank {was} → {now}" if moved else ""


def _lead(study: Study, leaders: Sequence[str]) -> str:
    return sentences.names(study, tuple(leaders)) or "nothing"


def _totals(turn: Turn, name: str, first: Ranking) -> Iterator[Block]:
    shown = tables.options(turn, name, first.study.words)
    rows = tuple(Row(shown.cells(each)) for each in shown.rows)
    table = Table(shown.heads, rows, caption=f"All together, from {name} to {turn.name}")
    yield from first_rows(table, nouns.compared(first).options, _IN_JSON)
    if not turn.sums:
        most = max(turn.options, key=lambda each: abs(each.beyond))
        yield Prose(
            "What they do together is not the sum of what each does by itself: scores and weights change at once, "
            f"and a score counts for more or less at other weights. Beyond the sum that is {fine(most.beyond)} for "
            f"{first.study.option(most.id).name}, the most for any."
        )
    elif len(turn.changes) > 1:
        yield Prose("What each does to values by itself sums to what all do together.")
    ranks = [rank for each in turn.changes for _, rank in each.ranks]
    if None in ranks or any((each.rank_before is None) != (each.rank_after is None) for each in turn.options):
        yield Prose(
            "Screens set aside and let pass whatever the values are, so that ranks need not follow those."
        )


def _decided(turn: Turn, name: str, first: Ranking, other: Ranking) -> str:
    """Whether the leader turns on the differences, and on which."""
    study, found = first.study, turn.deciding
    names = {each.id: _named(study, each, first, other) for each in turn.changes}
    before, after = (_lead(study, each) for each in turn.leaders)
    if not found.turns:
        return " ".join([f"No: {before} {_leads(turn.leaders[0])} in both.", *_otherwise(turn, names, study)])
    said = [f"Yes: {before} {_leads(turn.leaders[0])} in {name}, {after} in {turn.name}."]
    told = found.single or (found.pairs[0] if found.pairs else found.least)
    exactly = bool(told) and set(told) == set(found.needed)
    if found.single:
        said.append(_single(turn, names, exactly))
    elif found.pairs:
        pair = " and ".join(names[id] for id in found.pairs[0])
        also = "; without either all the others do not" if exactly else ""
        said.append(
            f"None {_those_tried(turn)} does it alone; these two together do{_which_pair(turn)}: {pair}{also}."
        )
    else:
        said.append(_least(turn, names))
    if found.needed and not exactly:
        needed = few([names[id] for id in found.needed])
        said.append(
            f"Without {needed} all the others do not."
            if len(found.needed) == 1
            else f"Without any one of these all the others do not: {needed}."
        )
    return " ".join([*said, *_otherwise(turn, names, study)])


def _least(turn: Turn, names: dict[str, str]) -> str:
    """A set that does it where no one and no two do, whether a smaller one can, and that others may."""
    found = turn.deciding
    none = (
        "No one and no two of them do it"
        if _all_paired(turn)
        else f"None {_those_tried(turn)} does it alone, and no two of the {found.tried} largest do ({_UNTRIED})"
    )
    if not found.least:
        return f"{none}."
    several = counted(len(found.least))
    if len(found.least) == len(turn.changes) + turn.left_out:
        fewer = "" if found.smallest else " (fewer may do, since not all sets were tried)"
        return f"{none}; all {several} together do, and not with one of them left out{fewer}."
    others = (
        "no fewer do; other sets may do too"
        if found.smallest
        else "other sets, and smaller ones, may do too, since not all were tried"
    )
    which = few([names[id] for id in found.least])
    return f"{none}; these {several} together do, and not with one of them left out ({others}): {which}."


def _leads(leaders: Sequence[str]) -> str:
    return "leads" if len(leaders) <= 1 else "tie"


def _single(turn: Turn, names: dict[str, str], exactly: bool) -> str:
    """What does it alone, and that without it all the others do not, if it is exactly those that they need."""
    found = turn.deciding
    if len(turn.changes) == 1:
        return f"That is {names[found.single[0]]}."
    which = few([names[id] for id in found.single])
    if len(found.single) == 1:
        also = ", and without it all the others do not" if exactly else ""
        return f"One {_those_tried(turn)} does it alone: {which}{also}."
    also = "; without any one of them all the others do not" if exactly else ""
    return f"Each of these does it alone: {which}{also}."


def _those_tried(turn: Turn) -> str:
    """Of which changes each was made by itself, as what is said of one of them or none."""
    return f"of the {len(turn.changes)} that were tried" if turn.left_out else "of them"


def _all_paired(turn: Turn) -> bool:
    """Whether every two of all changes were tried together."""
    return turn.deciding.tried == len(turn.changes) + turn.left_out


def _which_pair(turn: Turn) -> str:
    """Of how many pairs the one that is named is the first, and among how many changes pairs were tried."""
    found, several = turn.deciding, len(turn.deciding.pairs)
    if _all_paired(turn):
        return "" if several == 1 else f" (one of {several:,} such pairs)"
    pairs = "the only such pair" if several == 1 else f"one of {several:,} such pairs"
    return f" ({pairs} among the {found.tried} largest; {_UNTRIED})"


def _otherwise(turn: Turn, names: dict[str, str], study: Study) -> Iterator[str]:
    """What alone would make something else lead than leads in either study."""
    by: dict[tuple[str, ...], list[str]] = {}
    for each in turn.changes:
        if each.id in turn.deciding.otherwise:
            by.setdefault(each.leaders, []).append(names[each.id])
    for leaders, ids in by.items():
        made = f"make {_lead(study, leaders)} lead" if leaders else "leave nothing to lead"
        alone = "alone" if len(ids) == 1 else "alone, each,"
        yield f"{capital(few(ids))} {alone} would {made}; with the others it is not so."


def _named(study: Study, each: Change, first: Ranking, other: Ranking) -> str:
    if each.kind != "score":
        return f"the {_called(study, each)}" if each.kind != "scale" else _called(study, each)
    was, now = _figures(each, first, other)
    option, criterion = study.option(each.option or "").name, study.criterion(each.criterion or "").name
    return f"{option}'s {criterion} ({was} → {now})"


def _beside(turn: Turn, name: str, study: Study) -> str:
    """What else differs, by kind, which no value and no screen hangs on."""
    by: dict[str, list[str]] = {}
    for each in turn.others:
        by.setdefault(each.kind, []).append(_id(each))
    parts = [
        f"{_KINDS[kind].format(study.words.options)} ({few(ids, most=_NAMED)})"
        for kind, ids in by.items()
        if kind != "study"
    ]
    if "study" in by:
        fields = next(each.was for each in turn.others if each.kind == "study")
        parts.append(f"{_KINDS['study']} ({listed(list(fields))})")
    said = f"Between {name} and {turn.name} differ besides, without effect on values and screens: {'; '.join(parts)}."
    if {"own-score", "obligation", "party", "profile"} & set(by):
        said += " What parties judge by and are bound to counts where they negotiate."
    return capital(said)


def _id(each: Alteration) -> str:
    if each.kind in ("range", "basis", "reason"):
        return each.id.rpartition(":")[0]
    return each.id.partition(":")[2] or each.id
