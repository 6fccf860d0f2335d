"""The weight set: all weightings of the groups, or of all criteria, or those of them that fit what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Any, Literal

from treatyopt.errors import ArgumentProblem
from treatyopt.methods.fitting import Constraint, NoRoom, NothingFits, fitting
from treatyopt.methods.stability import Row
from treatyopt.methods.weightspace import Cells, TooManyCells, allowed, centroid
from treatyopt.study.model import Study
from treatyopt.study.statements import Comparison, Statement

Space = Literal["groups", "criteria", "single"]

_TRIES = 5000  # subsets of statements looked through for the smallest that cannot hold together


@dataclass(frozen=True)
class WeightSet:
    """The weightings that all that was said allows: of the `groups`, of the `criteria`, or a `single` criterion.

    `ids` are those of its columns, in the study's order. `share` is its share of all weightings (0-1, uniform), None
    where an equality leaves none. `level` holds what was said that leaves no width and is read as an equality.
    """

    over: Space
    ids: tuple[str, ...]
    statements: tuple[Statement, ...]
    share: float | None
    level: tuple[str, ...]
    cells: Cells

    def mention(self) -> dict[str, Any]:
        """What a result says of it: plain data, with its corners in place of the cells."""
        corners = [dict(zip(self.ids, each, strict=True)) for each in self.corners] if self.said else []
        return {
            "over": self.over,
            "said": list(self.said),
            "share": self.share,
            "level": list(self.level),
            "corners": corners,
        }

    @property
    def said(self) -> tuple[str, ...]:
        """The statements that all of it fits, as texts; none where it is all weightings."""
        return tuple(each.text for each in self.statements)

    @cached_property
    def corners(self) -> tuple[Row, ...]:
        """The weightings between which all others of the set lie, each once."""
        found = {tuple(round(w, 12) for w in each): each for cell in self.cells for each in cell.vertices}
        return tuple(found.values())

    @cached_property
    def centroid(self) -> Row:
        """The mean of all its weightings."""
        return centroid(self.cells)


def space(study: Study, over: str = "groups") -> Space:
    """What weightings are of: what is asked for; where there is one group its criteria, or a single criterion."""
    if len(study.criteria) == 1:
        return "single"
    return "groups" if over == "groups" and len(study.groups) > 1 and not study.flat else "criteria"


def weight_set(
    study: Study, shares: Mapping[str, float], said: Sequence[Statement], over: str = "groups"
) -> WeightSet:
    """The weight set of what was said; ArgumentProblem, naming what cannot hold together, if nothing fits.

    `shares` are those of every criterion in its group, which a set of weightings of groups leaves as they are.
    """
    kind = space(study, over)
    ids = tuple(e.id for e in study.groups) if kind == "groups" else tuple(e.id for e in study.criteria)
    if said and kind == "single":
        raise ArgumentProblem(
            f"{said[0].text}: there is one criterion, and so only one weighting; leave it out"
        )
    for each in said if kind == "groups" else ():
        for part in each.comparisons:
            _require_free(study, shares, each, part)
    asked = [
        (each, Constraint(_row(study, shares, part, ids), part.level, part.strict))
        for each in said
        for part in each.comparisons
    ]
    constraints = [constraint for _, constraint in asked]
    try:
        found = fitting(len(ids), constraints)
    except NothingFits:
        raise ArgumentProblem(_contradiction(len(ids), asked)) from None
    except NoRoom:
        raise ArgumentProblem(f"{_listed(said)}: that leaves no room; give points instead") from None
    except TooManyCells:
        raise ArgumentProblem(
            f"{_listed(said)}: the weightings that fit fall into more than {allowed(len(ids)):,} parts, more than "
            "are worked out; say less"
        ) from None
    level = dict.fromkeys(asked[i][0].text for i in found.thin)
    return WeightSet(kind, ids, tuple(said), found.share, tuple(level), found.cells)


def rows_said(
    study: Study, shares: Mapping[str, float], said: Iterable[Statement], ids: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """Rows over groups or criteria, by id, whose weighted sum is at least 0 where what was said holds, each with its
    text; an equality is two.
    """
    for each in said:
        for part in each.comparisons:
            row = _row(study, shares, part, ids)
            yield each.text, row
            if part.level:
                yield each.text, tuple(-x for x in row)


def _row(study: Study, shares: Mapping[str, float], part: Comparison, ids: Sequence[str]) -> Row:
    """A comparison as coefficients of the columns, to which its percentage is added since weights sum to 1."""
    members = {group.id: [each.id for each in group.criteria] for group in study.groups}
    row = dict.fromkeys(ids, part.part)
    for id, factor in part.factors:
        if id in row:
            row[id] += factor
        elif id in members:
            for each in members[id]:
                row[each] += factor
        else:
            row[study.group_of(id).id] += factor * shares[id]
    return tuple(row.values())


def _require_free(study: Study, shares: Mapping[str, float], said: Statement, part: Comparison) -> None:
    """Refuse to compare criteria of one group, or one with the group, since the shares inside it are fixed."""
    homes = {each.id: each.id for each in study.groups} | {
        each.id: group.id for group in study.groups for each in group.criteria
    }
    groups = {homes[id] for id, _ in part.factors}
    if len(part.factors) < 2 or len(groups) > 1:
        return
    (group,) = groups
    inner = next(each.criteria for each in study.groups if each.id == group)
    given = ", ".join(f"{each.id} {100 * shares[each.id]:.3g}%" for each in inner)
    raise ArgumentProblem(
        f"{said.text}: the shares inside {group} are fixed ({given}); ask over criteria to let them move",
        arguments=("over",),
    )


def _listed(said: Iterable[Statement]) -> str:
    return "; ".join(each.text for each in said)


def _contradiction(columns: int, asked: Sequence[tuple[Statement, Constraint]]) -> str:
    """What cannot hold together, as few statements as do."""
    said = list(dict.fromkeys(each for each, _ in asked))
    clash = _smallest(columns, asked, said)
    if len(clash) == 1:
        return f"{clash[0].text}: no weighting fits that"
    return (
        f"{_listed(clash)}: no weighting fits {'both' if len(clash) == 2 else f'all {len(clash)}'}; drop one"
    )


def _smallest(
    columns: int, asked: Sequence[tuple[Statement, Constraint]], said: list[Statement]
) -> list[Statement]:
    """The fewest statements that cannot hold together, found by size; of very many, some that all are needed."""
    for size in range(1, len(said)):
        if comb(len(said), size) > _TRIES:
            break
        for some in combinations(said, size):
            if not _possible(columns, asked, some):
                return list(some)
    else:
        return said
    needed = list(said)
    for each in said:
        rest = [other for other in needed if other != each]
        if not _possible(columns, asked, rest):
            needed = rest
    return needed


def _possible(columns: int, asked: Sequence[tuple[Statement, Constraint]], said: Sequence[Statement]) -> bool:
    try:
        fitting(columns, [constraint for each, constraint in asked if each in said])
    except NothingFits:
        return False
    except (NoRoom, TooManyCells):
        return True
    return True
