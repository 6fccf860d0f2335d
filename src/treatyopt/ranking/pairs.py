"""A file of pairwise comparisons, `experience/education: 4`, and the weights that they make."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from treatyopt.errors import FileProblem, Problem, as_typed, printable, unknown
from treatyopt.methods.pairwise import (
    Triad,
    consistency_ratio,
    geometric_weights,
    principal_eigenvalue,
    worst_triad,
)
from treatyopt.ranking.elicited import Elicited, of_profile
from treatyopt.ranking.weights import GivenPoints, weigh
from treatyopt.study.model import Study
from treatyopt.study.yamlfile import Mapped, read

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_RATIO = re.compile(rf"({_NUMBER})(?:\s*/\s*({_NUMBER}))?")
_MOST = 1e6
_SAME = 1e-9
_LISTED = 6
_DECIMALS = 6
_NOTHING = 1e-9  # how far off, as a logarithm, comparisons agree but for rounding


class Compared(NamedTuple):
    """Those of one `group`, or (None) the groups, compared with each other, and the weights that come of it.

    `ratio` is the consistency ratio (None of more than 15), from the largest `eigenvalue`; `worst` the three that
    agree least, None if all agree.
    """

    group: str | None
    ids: tuple[str, ...]
    weights: tuple[float, ...]
    eigenvalue: float
    ratio: float | None
    worst: Triad | None


class _Pair(NamedTuple):
    one: str
    other: str
    times: float
    line: int


def read_pairs(study: Study, path: str | os.PathLike[str]) -> tuple[Compared, ...]:
    """What a YAML mapping of pairs, such as `a/b: 4` or `a/b: 1/4`, makes: a counts for four times, a quarter of b.

    The pairs are of groups, or of the criteria of a group, each with every other; several such sets can stand in one
    file, that of groups first in what is returned. Raises FileProblem with the line of every fault.
    """
    file = Path(path)
    name = printable(str(file), 200)
    document = read(file)
    if not isinstance(document, Mapped) or not document:
        raise FileProblem.of(
            name, "is not a mapping of pairs to how many times as much the first counts: a/b: 4"
        )
    sets: dict[str | None, dict[frozenset[str], _Pair]] = {}
    problems: list[Problem] = []
    for key, value in document.items():
        try:
            pair = _pair(study, key, value, document.lines[key])
            found = sets.setdefault(_home(study, pair), {})
            _require_one(found.get(frozenset((pair.one, pair.other))), pair)
        except _Fault as fault:
            problems.append(Problem(name, document.lines[key], printable(key), str(fault)))
            continue
        found[frozenset((pair.one, pair.other))] = pair
    problems = problems or [Problem(name, None, "", each) for each in _missing(study, sets)]
    if problems:
        raise FileProblem(problems)
    order = [None, *(group.id for group in study.groups)]
    return tuple(_compared(group, _members(study, group), sets[group]) for group in order if group in sets)


class _Fault(Exception):
    """What is wrong with one entry of the file."""


def _pair(study: Study, key: str, value: Any, line: int) -> _Pair:
    one, slash, other = (part.strip() for part in key.partition("/"))
    if not (one and slash and other):
        raise _Fault("write the two ids with a slash between them: a/b")
    known = list(dict.fromkeys([*(each.id for each in study.groups), *(each.id for each in study.criteria)]))
    for id in (one, other):
        if id not in known:
            raise _Fault(unknown("group or criterion", id, known))
    if one == other:
        raise _Fault("compares it with itself")
    return _Pair(one, other, _times(value), line)


def _times(value: Any) -> float:
    """How many times as much: a number, or a fraction as text."""
    said = value if isinstance(value, str) else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        times = float(value)
    elif (ratio := _RATIO.fullmatch(said.strip())) and float(ratio[2] or 1):
        times = float(ratio[1]) / float(ratio[2] or 1)
    else:
        raise _Fault(f"must be a number or a fraction such as 1/4, not {_shown(value)}")
    if not 1 / _MOST <= times <= _MOST:
        raise _Fault(f"must be more than 0, and from 1/{_MOST:,.0f} to {_MOST:,.0f}, not {as_typed(times)}")
    return times


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"the text {printable(value, 40)!r}"
    return "a list or mapping" if isinstance(value, (list, dict)) else printable(str(value), 40)


def _home(study: Study, pair: _Pair) -> str | None:
    """The group whose criteria are compared; None where groups are."""
    groups = {each.id for each in study.groups}
    homes = {each.id: group.id for group in study.groups for each in group.criteria}
    ids = (pair.one, pair.other)
    if len(groups) > 1 and all(id in groups for id in ids):
        return None
    if any(id not in homes for id in ids):
        raise _Fault("compares a group with a criterion; compare groups with groups")
    one, other = (homes[id] for id in ids)
    if one != other:
        raise _Fault(f"compares criteria of {one} and {other}; compare those of one group, and the groups")
    return one


def _require_one(before: _Pair | None, pair: _Pair) -> None:
    """Two entries for one pair must say the same."""
    if before is None:
        return
    now = pair.times if pair.one == before.one else 1 / pair.times
    if abs(now / before.times - 1) > _SAME:
        raise _Fault(
            f"contradicts line {before.line}: {before.one}/{before.other}: {as_typed(before.times)}; drop one of them"
        )


def _members(study: Study, group: str | None) -> tuple[str, ...]:
    if group is None:
        return tuple(each.id for each in study.groups)
    return tuple(each.id for each in next(each.criteria for each in study.groups if each.id == group))


def _missing(study: Study, sets: Mapping[str | None, Mapping[frozenset[str], _Pair]]) -> Iterator[str]:
    """The pairs of each set that nothing is said of."""
    for group, found in sets.items():
        pairs = combinations(_members(study, group), 2)
        missing = [f"{a}/{b}" for a, b in pairs if frozenset((a, b)) not in found]
        if missing:
            more = f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
            where = "groups" if group is None else f"criteria of {group}"
            if study.flat or len(study.groups) == 1:
                where = "criteria"
            pairs_missing = "pair is" if len(missing) == 1 else "pairs are"
            yield f"{len(missing)} {pairs_missing} missing among the {where}: {', '.join(missing[:_LISTED])}{more}"


def _compared(group: str | None, ids: tuple[str, ...], found: Mapping[frozenset[str], _Pair]) -> Compared:
    matrix = [[_entry(found, one, other) for other in ids] for one in ids]
    triad = worst_triad(matrix)
    worst = triad if triad is not None and triad.off > _NOTHING else None
    eigenvalue = principal_eigenvalue(matrix)
    ratio = consistency_ratio(eigenvalue, len(ids))
    return Compared(group, ids, geometric_weights(matrix), eigenvalue, ratio, worst)


def _entry(found: Mapping[frozenset[str], _Pair], one: str, other: str) -> float:
    if one == other:
        return 1.0
    pair = found[frozenset((one, other))]
    return pair.times if pair.one == one else 1 / pair.times


def pairs_weighed(study: Study, sets: Sequence[Compared]) -> Elicited:
    """The weights of all sets as points: of groups out of 100, of criteria out of the points of their group.

    What is in no set has the points and shares of the study's own profile, which its notes say.
    """
    by_group = {each.group: dict(zip(each.ids, each.weights, strict=True)) for each in sets}
    own = {each.id: each.points for each in weigh(study).groups}
    totals = {id: 100 * each for id, each in by_group[None].items()} if None in by_group else own
    points = []
    for group in study.groups:
        inside = by_group.get(group.id)
        if inside is not None and len(study.groups) == 1:
            totals = {group.id: 100.0}
        if inside is not None:
            points += [
                GivenPoints(id, round(totals[group.id] * each, _DECIMALS)) for id, each in inside.items()
            ]
        elif None in by_group:
            points.append(GivenPoints(group.id, round(totals[group.id], _DECIMALS)))
    ratios = ", ".join(_ratio(study, each) for each in sets if len(each.ids) > 2)
    how = "pairwise comparisons, geometric means"
    notes = tuple(_not_compared(study, {*by_group}))
    return Elicited(f"{how}; {ratios}" if ratios else how, points=tuple(points), notes=notes)


def _not_compared(study: Study, sets: Collection[str | None]) -> Iterator[str]:
    """What stands for the weights of groups, or the shares inside them, that nothing was said of."""
    whose = of_profile(study)
    if None not in sets and len(study.groups) > 1:
        yield f"Groups were not compared with each other: their weights stay {whose}."
    rest = [each.id for each in study.groups if len(each.criteria) > 1 and each.id not in sets]
    if rest:
        yield f"The shares inside {', '.join(rest)} were not compared: they stay {whose}."


def _ratio(study: Study, found: Compared) -> str:
    whole = study.flat or len(study.groups) == 1
    where = "" if whole else " of groups" if found.group is None else f" inside {found.group}"
    return (
        f"consistency ratio{where} {'not given for so many' if found.ratio is None else f'{found.ratio:.3f}'}"
    )
