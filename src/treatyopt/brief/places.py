"""Where everything stands in the workbook of a ranking, so that one sheet's formulas find what is on another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from treatyopt.formats.book import at, span
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.records import Criterion, Option
from treatyopt.study.screens import Screen

RANKING, WEIGHTS, SCORES, SCREENS, WORKING = "Ranking", "Weights", "Scores", "Screens", "Working"
PERFORMANCES = "Performances"  # only in a study with units
HEAD, TOP = 5, 6  # the row of heads and the first row below them on every live sheet, from 0
INPUT, WEIGHT = 1, 2  # columns of the sheet Weights, both of groups and of criteria
UNIT, WORST, BEST, FIRST_PERFORMANCE = range(1, 5)  # columns of the sheet Performances
VALUE, WORTH = WORST, BEST  # columns of the points of its bent scales, below
NAME, CRITERION, MINIMUM, MAXIMUM, USE, ASKS = range(6)  # columns of the sheet Screens
IN_UNIT, LEAST, MOST = range(7, 10)  # and more of them where a study has units


@dataclass(frozen=True)
class Places:
    """Cells and ranges of the live sheets of a ranking, as formulas name them.

    Options, criteria, groups and screens go by their index: options in the order of the study.
    """

    ranking: Ranking

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options that are compared, in the order of the study."""
        compared = {each.id for each in self.ranking.standings}
        return tuple(each for each in self.ranking.study.options if each.id in compared)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria, in the order of their groups."""
        return tuple(each for group in self.ranking.study.groups for each in group.criteria)

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """The screens of the study, in use or not."""
        return self.ranking.study.screens

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many criteria each group has."""
        return tuple(len(each.criteria) for each in self.ranking.study.groups)

    @cached_property
    def scaled(self) -> tuple[int, ...]:
        """Which criteria are scored in a unit, in the order of their rows on the sheet Performances."""
        return tuple(j for j, each in enumerate(self.criteria) if each.scale is not None)

    @cached_property
    def point_rows(self) -> dict[int, int]:
        """The first row of the points of each criterion with a bent scale, below the performances and heads."""
        rows, row = {}, TOP + len(self.scaled) + 3
        for j in self.scaled:
            scale = self.criteria[j].scale
            if scale is not None and not scale.straight:
                rows[j] = row
                row += len(scale.points)
        return rows

    @cached_property
    def flat(self) -> bool:
        """Whether criteria stand in no groups, so that no sheet speaks of groups and of shares in them."""
        return self.ranking.study.flat

    @cached_property
    def criterion_top(self) -> int:
        """The first row of criteria on the sheet Weights, below the groups, if any, their sum and heads."""
        return TOP if self.flat else TOP + len(self.sizes) + 4

    @cached_property
    def first_score(self) -> int:
        """The first column of options on the sheet Scores, after the criterion, its group, if any, and its weight."""
        return 2 if self.flat else 3

    def _start(self, group: int | None) -> tuple[int, int]:
        """The first criterion of a group and how many it has; of all of them."""
        if group is None:
            return 0, len(self.criteria)
        return sum(self.sizes[:group]), self.sizes[group]

    @property
    def points(self) -> str:
        """The points of all groups."""
        return f"{WEIGHTS}!{span(TOP, INPUT, len(self.sizes))}"

    def shares(self, group: int | None = None) -> str:
        """The shares of a group's criteria, or of all; in a study with groups."""
        start, size = self._start(group)
        return f"{WEIGHTS}!{span(self.criterion_top + start, INPUT, size)}"

    def weights(self, group: int | None = None) -> str:
        """The weights of a group's criteria, or of all."""
        start, size = self._start(group)
        return f"{WEIGHTS}!{span(self.criterion_top + start, WEIGHT, size)}"

    def scores(self, option: int, group: int | None = None) -> str:
        """An option's scores on a group's criteria, or on all."""
        start, size = self._start(group)
        return f"{SCORES}!{span(TOP + start, self.first_score + option, size)}"

    @property
    def every_score(self) -> str:
        """The scores of all options."""
        return f"{SCORES}!{span(TOP, self.first_score, len(self.criteria), len(self.options))}"

    def score(self, option: int, criterion: int) -> str:
        """One score."""
        return f"{SCORES}!{at(TOP + criterion, self.first_score + option)}"

    def performance(self, option: int, criterion: int) -> str:
        """One performance, on a criterion that is scored in a unit."""
        return self.of_scale(criterion, FIRST_PERFORMANCE + option)

    def of_scale(self, criterion: int, column: int) -> str:
        """A cell of a criterion that is scored in a unit."""
        return f"{PERFORMANCES}!{at(TOP + self.scaled.index(criterion), column)}"

    def of_scales(self, column: int, columns: int = 1) -> str:
        """Columns of all criteria that are scored in a unit; there must be some."""
        return f"{PERFORMANCES}!{span(TOP, column, len(self.scaled), columns)}"

    def measured(self, option: int, criterion: int) -> str:
        """What was scored: a performance in the unit where there is one, else a score."""
        return (
            self.performance(option, criterion) if criterion in self.scaled else self.score(option, criterion)
        )

    def screen(self, screen: int, column: int) -> str:
        """A cell of a screen."""
        return f"{SCREENS}!{at(TOP + screen, column)}"

    def of_screens(self, column: int) -> str:
        """A column of all screens; there must be some."""
        return f"{SCREENS}!{span(TOP, column, len(self.screens))}"

    def criterion_of(self, screen: int) -> int:
        """The index of the criterion that a screen asks for."""
        return [each.id for each in self.criteria].index(self.screens[screen].criterion)

    @cached_property
    def units_of_screens(self) -> bool:
        """Whether any screen asks for a performance in a unit."""
        return any(self.criterion_of(s) in self.scaled for s in range(len(self.screens)))

    def ends_of(self, screen: int) -> tuple[float, float]:
        """The ends that the thresholds of a screen lie between: those of a scale in its unit, or 0 and 100."""
        scale = self.criteria[self.criterion_of(screen)].scale
        return (0.0, 100.0) if scale is None else (scale.least, scale.most)
