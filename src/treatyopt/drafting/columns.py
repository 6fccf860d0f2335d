"""What a table says of each criterion: its scores, and what its heads add to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treatyopt.drafting.cells import Cell, Reader
from treatyopt.drafting.layout import Layout
from treatyopt.drafting.names import alike, fault_of, identified
from treatyopt.drafting.scales import Ends, ends_of
from treatyopt.drafting.yamltext import figure
from treatyopt.errors import Problem, printable

_LESS = frozenset(
    {"min", "minimum", "minimise", "minimize", "less", "lower", "low", "cost", "-", "–", "\u2212"}
)
_MORE = frozenset({"max", "maximum", "maximise", "maximize", "more", "higher", "high", "benefit", "+"})
_PERCENT = frozenset({"%", "percent", "per cent"})


@dataclass(frozen=True)
class Column:
    """A criterion of a table: scores in the order of the options, None where not known, on its scale or on 0-100.

    `group` is the name of its group, `weight` a number of no unit. `directed`: the table says which way is better.
    """

    id: str
    name: str
    scores: tuple[float | None, ...]
    scale: Ends | None = None
    group: str | None = None
    weight: float | None = None
    directed: bool = True

    @property
    def known(self) -> list[float]:
        """The scores that are known."""
        return [each for each in self.scores if each is not None]

    @property
    def confined(self) -> bool:
        """Whether a score that is not known is held between ends of which one at least was made up."""
        return self.scale is not None and bool(self.scale.made) and None in self.scores


def columns(table: Layout, reader: Reader) -> tuple[tuple[Column, ...], list[Problem]]:
    """All criteria of a table, and everything that is wrong with their cells."""
    problems: list[Problem] = []
    named = identified("criterion", [cell.text for cell in table.criteria])
    groups: dict[str, str] = {}
    found = []
    for j, (id, name) in enumerate(named):
        read = _Reading(table, reader, j, problems)
        group = read.text("group")
        if group is not None:
            group = groups.setdefault(alike(group), group)
        scores, scale = read.scored()
        found.append(Column(id, name, scores, scale, group, read.weight(), read.directed))
    problems += _all_zero(table, found)
    return tuple(found), problems


def _all_zero(table: Layout, found: Sequence[Column]) -> list[Problem]:
    weights = [each.weight for each in found]
    if all(each == 0 for each in weights):
        return [table.problem(table.heads["weight"][0], table.criteria[0], "weight", "all weights are zero")]
    return []


class _Reading:
    """Reads the cells of one criterion, and gathers what is wrong with them."""

    def __init__(self, table: Layout, reader: Reader, place: int, problems: list[Problem]) -> None:
        self._table = table
        self._reader = reader
        self._criterion = table.criteria[place]
        self._heads = {word: row[place] for word, row in table.heads.items()}
        self._cells = [
            (option.text, row[place]) for option, row in zip(table.options, table.scores, strict=True)
        ]
        self._problems = problems

    def text(self, word: str) -> str | None:
        """What stands beside a head, None if nothing; told if a study cannot take it."""
        cell = self._heads.get(word)
        if cell is None or cell.unknown:
            return None
        fault = cell.fault or fault_of(cell.text)
        if fault:
            self._wrong(cell, word, fault)
        return cell.text

    @property
    def directed(self) -> bool:
        """Whether the table says which way is better, by a direction or by an end of the scale."""
        said = (self._heads.get(word) for word in ("direction", "worst", "best"))
        return any(cell is not None and not cell.blank for cell in said)

    def weight(self) -> float | None:
        """The weight, None if the table gives none; told if it gives some and this is missing, or below zero."""
        if "weight" not in self._heads:
            return None
        found = self._number("weight")
        cell = self._heads["weight"]
        if cell.unknown:
            self._wrong(
                cell, "weight", f"no weight is given for {printable(self._criterion.text)}; write 0 for none"
            )
        elif found is not None and found < 0:
            self._wrong(cell, "weight", f"{printable(cell.text)}: a weight is at least 0")
        return found

    def scored(self) -> tuple[tuple[float | None, ...], Ends | None]:
        """The scores, and the ends of the scale that they are on."""
        scores = [None if cell.unknown else self._figure(cell, option) for option, cell in self._cells]
        known = [each for each in scores if each is not None]
        worst, best = self._number("worst"), self._number("best")
        unit, less = self._unit(), self._less()
        scale = ends_of(unit, less, worst, best, known)
        if scale is not None and scale.worst == scale.best:
            word = "best" if worst is None else "worst"
            self._wrong(
                self._heads[word], word, f"{figure(scale.worst)} would be both worst and best; give both"
            )
        elif scale is not None:
            self._fits(scale, less, scores)
        return tuple(scores), scale

    def _fits(self, scale: Ends, less: bool | None, scores: Sequence[float | None]) -> None:
        """Tell a direction that the ends contradict, and what is outside them."""
        ends = f"worst {figure(scale.worst)} and best {figure(scale.best)}"
        if less is not None and less != (scale.worst > scale.best):
            cell = self._heads["direction"]
            self._wrong(cell, "direction", f"{printable(cell.text)} is against {ends}; change one of them")
            return
        low, high = sorted((scale.worst, scale.best))
        for (option, cell), score in zip(self._cells, scores, strict=True):
            if score is not None and not low <= score <= high:
                self._wrong(cell, option, f"{figure(score)} is not between {ends}")

    def _unit(self) -> str | None:
        """The unit that is given, or % where every score has a percent sign."""
        unit = self.text("unit")
        marked = [cell.in_percent for _, cell in self._cells if not cell.unknown]
        if not any(marked):
            return unit
        option, bare = next(((o, c) for o, c in self._cells if not (c.unknown or c.in_percent)), ("", None))
        if bare is not None:
            self._wrong(
                bare, option, f"{printable(bare.text)} has no percent sign, unlike others of this criterion"
            )
        elif unit is not None and unit.casefold() not in _PERCENT:
            message = f"the unit is {printable(unit)}, but scores have a percent sign"
            self._wrong(self._heads["unit"], "unit", message)
        return "%"

    def _less(self) -> bool | None:
        """Whether less is better; None if nothing is said."""
        cell = self._heads.get("direction")
        if cell is None or cell.blank:
            return None
        word = cell.text.casefold()
        if word not in _LESS | _MORE:
            shown = printable(cell.text, 40)
            self._wrong(
                cell, "direction", f"{shown!r} is no direction; write more, or less where less is better"
            )
        return word in _LESS

    def _number(self, word: str) -> float | None:
        cell = self._heads.get(word)
        return None if cell is None or cell.unknown else self._figure(cell, word)

    def _figure(self, cell: Cell, row: str) -> float | None:
        found = self._reader.figure(cell)
        if isinstance(found, float):
            return found
        self._wrong(cell, row, found)
        return None

    def _wrong(self, cell: Cell, row: str, message: str) -> None:
        self._problems.append(self._table.problem(cell, self._criterion, row, message))
