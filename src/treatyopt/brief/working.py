"""The sheet that ranks anew by formulas, as the engine ranks.

The rule is that of `ranking/ranking.py`: what passes every screen in use is ranked by value, and shares the rank of
the one before it where its value is lower by no more than TIE. Only functions that Excel 2010 and LibreOffice know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatyopt.brief.inputs import FIGURE, STRONG, begin
from treatyopt.brief.measured import asked, held
from treatyopt.brief.places import (
    ASKS,
    BEST,
    CRITERION,
    FIRST_PERFORMANCE,
    HEAD,
    LEAST,
    MAXIMUM,
    MINIMUM,
    MOST,
    NAME,
    TOP,
    USE,
    WORKING,
    WORST,
    Places,
)
from treatyopt.documents.nouns import compared
from treatyopt.documents.sentences import criterion_name, group_name
from treatyopt.formats.book import FAINT, WRAPPED, Book, Sheet, at, span
from treatyopt.methods.stability import TIE
from treatyopt.ranking.evaluation import Screening, screening

TIED = f"{TIE:.0E}"
_NUMBER, _NAME, _DEGREE, _GROUP = range(4)
_WHICH, _THEIRS, _LADDER_RANK, _SHOWN = range(1, 5)
_RESULT, _NAMES = 2, 36.0
_GUIDE = "How the sheet Ranking comes about. Nothing here is to be edited."


class Working:
    """Where things stand on the sheet Working, and how formulas name them from elsewhere.

    It has a row for each option, below them one for each place, and below these what must hold of the inputs and
    what comes of it all.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.count = len(places.options)
        self._noun = compared(places.ranking).option
        self.standings = [places.ranking.standing(each.id) for each in places.options]
        self.value = _GROUP + len(places.sizes)
        self.screen = self.value + 1
        self.passes = self.screen + len(places.screens)
        self.position, self.rank, self.order = (self.passes + i for i in (1, 2, 3))
        self.value_written, self.rank_written = self.passes + 4, self.passes + 5
        self.why = self.passes + 6  # by screen, and at last all together
        self.ladder = TOP + self.count + 3
        self.checks = self.ladder + self.count + 3
        self.ok = self.cell(self.checks + len(self._required()), _RESULT)

    @staticmethod
    def cell(row: int, column: int) -> str:
        """A cell, named from anywhere."""
        return f"{WORKING}!{at(row, column)}"

    def all(self, column: int) -> str:
        """A column of all options, named from anywhere."""
        return f"{WORKING}!{span(TOP, column, self.count)}"

    def shown(self, place: int) -> str:
        """Which option is shown at a place, from 0: its number, or nothing where the inputs cannot be ranked."""
        return self.cell(self.ladder + place, _SHOWN)

    def numbers_shown(self) -> str:
        """Which option is shown at each place, named from anywhere."""
        return f"{WORKING}!{span(self.ladder, _SHOWN, self.count)}"

    def of_shown(self, place: int, column: int) -> str:
        """What a column holds of the option that is shown at a place."""
        return f"INDEX({self.all(column)},{self.shown(place)})"

    def results(self) -> dict[str, str]:
        """What comes of it all, by name, as cells."""
        first = self.checks + len(self._required()) + 1
        return {name: self.cell(first + i, _RESULT) for i, (name, _, _) in enumerate(self._summed())}

    def values(self) -> list[tuple[str, float]]:
        """Each option's value, named from anywhere, with what it is now."""
        pairs = enumerate(self.standings)
        return [(self.cell(TOP + i, self.value), each.value) for i, each in pairs]

    # The rows of options ---------------------------------------------------------------------------------------

    def write(self, book: Book) -> None:
        """Write the sheet."""
        sheet = begin(book, WORKING, "Working", _GUIDE)
        places, study = self.places, self.places.ranking.study
        heads = [
            *(
                "no.",
                study.words.option,
                "degree",
                *(group_name(study, each.id) for each in study.groups),
                "value",
            ),
            *(each.id for each in places.screens),
            *("passes", "by value", "rank", "shown as", "value as written", "rank as written"),
            *(f"why not: {each.id}" for each in places.screens),
            "why not",
        ]
        widths = [7.0, _NAMES, 10.0, *(13.0 for _ in heads[3:])]
        sheet.widths(widths)
        sheet.header(HEAD, heads, range(2, self.why), widths)
        for i in range(self.count):
            self._option(sheet, i)
        self._places(sheet)
        self._checked(sheet)
        sheet.raw.freeze_panes(TOP, 2)

    def _option(self, sheet: Sheet, i: int) -> None:
        row, option, standing = TOP + i, self.places.options[i], self.standings[i]
        sheet.put(row, _NUMBER, i + 1)
        sheet.text(row, _NAME, option.name, indent=1)
        sheet.put(row, _DEGREE, option.degree)
        for g, (_, part) in enumerate(standing.groups):
            formula = f"SUMPRODUCT({self.places.weights(g)},{self.places.scores(i, g)})"
            sheet.formula(row, _GROUP + g, self._if_ok(formula), part, **FIGURE)
        whole = f"SUMPRODUCT({self.places.weights()},{self.places.scores(i)})"
        sheet.formula(row, self.value, self._if_ok(whole), standing.value, **FIGURE)
        for s, failed in enumerate(self._failed(i)):
            sheet.formula(row, self.screen + s, self._passing(i, s), int(failed is None))
        self._ranked(sheet, i)
        self._explained(sheet, i)

    def _if_ok(self, formula: str, otherwise: str = '""') -> str:
        return f"IF({self.ok},{formula},{otherwise})"

    def _passing(self, i: int, s: int) -> str:
        """1 where a screen is not in use or lets an option pass, else 0.

        What is scored in a unit is compared in it, which comes to the same, as worth rises or falls throughout.
        """
        places = self.places
        had = places.measured(i, places.criterion_of(s))
        least, most = places.screen(s, MINIMUM), places.screen(s, MAXIMUM)
        bound = f"AND(OR(NOT(ISNUMBER({least})),{had}>={least}),OR(NOT(ISNUMBER({most})),{had}<={most}))"
        return f'IF({places.screen(s, USE)}<>"yes",1,IF({bound},1,0))'

    def _ranked(self, sheet: Sheet, i: int) -> None:
        """Whether an option passes, its position by value among those that do, its rank, and where it is shown."""
        row, standing = TOP + i, self.standings[i]
        flags = span(row, self.screen, 1, len(self.places.screens)) if self.places.screens else "1"
        passes, position = at(row, self.passes), at(row, self.position)
        value, degree, number = at(row, self.value), at(row, _DEGREE), at(row, _NUMBER)
        ladder = span(self.ladder, _LADDER_RANK, self.count)
        by_degree = f"({self._own(_DEGREE)}<{degree})+({self._own(_DEGREE)}={degree})"
        ahead = f"({self._own(self.value)}>{value})+({self._own(self.value)}={value})"
        earlier = f"{ahead}*({by_degree}*({self._own(_NUMBER)}<{number}))"
        sheet.formula(row, self.passes, f"IF(MIN({flags})=1,1,0)", int(standing.passes))
        found = self._if_ok(f"IF({passes}=1,1+SUMPRODUCT({self._own(self.passes)}*({earlier})),0)", "0")
        sheet.formula(row, self.position, found, self._positions()[i])
        sheet.formula(row, self.rank, f"IF({position}>0,INDEX({ladder},{position}),0)", standing.rank or 0)
        sheet.formula(row, self.order, self._if_ok(self._shown(row, by_degree)), self._orders()[i])
        sheet.put(row, self.value_written, standing.value, **FIGURE, **FAINT)
        sheet.put(row, self.rank_written, standing.rank or 0, **FAINT)

    def _shown(self, row: int, by_degree: str) -> str:
        """The place at which an option is shown: by rank and degree; then what fails a screen, by value."""
        rank, position, value = (at(row, each) for each in (self.rank, self.position, self.value))
        ranks, passing = self._own(self.rank), self._own(self.passes)
        values, rounded = f"ROUND({self._own(self.value)},9)", f"ROUND({value},9)"
        of_equals = f"({by_degree}*({self._own(self.position)}<{position}))"
        before = f"{passing}*(({ranks}<{rank})+({ranks}={rank})*{of_equals})"
        last = f"({by_degree}*({self._own(_NUMBER)}<{at(row, _NUMBER)}))"
        failing = f"(1-{passing})*(({values}>{rounded})+({values}={rounded})*{last})"
        ranked, rest = f"1+SUMPRODUCT({before})", f"SUM({passing})+1+SUMPRODUCT({failing})"
        return f"IF({at(row, self.passes)}=1,{ranked},{rest})"

    def _own(self, column: int) -> str:
        return span(TOP, column, self.count)

    def _positions(self) -> list[int]:
        """The position of each option by value among those that pass, from 1; 0 for those that fail."""
        options = self.places.options
        passing = [i for i in range(self.count) if self.standings[i].passes]
        passing.sort(key=lambda i: (-self.standings[i].value, options[i].degree, i))
        return [passing.index(i) + 1 if i in passing else 0 for i in range(self.count)]

    def _orders(self) -> list[int]:
        order = [each.id for each in self.places.ranking.standings]
        return [order.index(each.id) + 1 for each in self.places.options]

    def _failed(self, i: int) -> list[Screening | None]:
        """How an option meets each screen of the study that is in use and that it fails."""
        met = (screening(self.places.options[i], each) for each in self.places.screens)
        return [
            None if each.passes or each.screen not in self.places.ranking.screens else each for each in met
        ]

    def _explained(self, sheet: Sheet, i: int) -> None:
        """Why an option is set aside: each screen that it fails, what it has there and what that asks."""
        places, row, last = self.places, TOP + i, self.why + len(self.places.screens)
        for s, met in enumerate(self._failed(i)):
            had, _ = held(places, i, places.criterion_of(s))
            name, criterion, asks = (places.screen(s, each) for each in (NAME, CRITERION, ASKS))
            told = f'{name}&": "&{criterion}&" "&{had}&", needs "&{asks}&". "'
            formula = f'IF({at(row, self.screen + s)}=1,"",{told})'
            sheet.formula(row, self.why + s, formula, self._against(i, s, met), **FAINT)
        joined = "&".join(at(row, column) for column in range(self.why, last)) or '""'
        sheet.formula(row, last, f"TRIM({joined})", self.said(i), **FAINT)

    def said(self, i: int) -> str:
        """Why an option is set aside now, in words; nothing where it is not."""
        parts = enumerate(self._failed(i))
        return re.sub(" +", " ", "".join(self._against(i, *each) for each in parts)).strip(" ")

    def _against(self, i: int, s: int, met: Screening | None) -> str:
        if met is None:
            return ""
        criterion = criterion_name(self.places.ranking.study, met.criterion)
        _, had = held(self.places, i, self.places.criterion_of(s))
        return f"{met.screen}: {criterion} {had}, needs {asked(self.places, s)}. "

    # The rows of places ----------------------------------------------------------------------------------------

    def _places(self, sheet: Sheet) -> None:
        """By value, the option at each position, its value, and its rank by the one before it; then who is shown."""
        heads = ("place", "no. by value", "value", "rank", "no. shown")
        sheet.header(self.ladder - 1, heads, range(5))
        positions, orders = self._positions(), self._orders()
        for k in range(self.count):
            row = self.ladder + k
            which = positions.index(k + 1) if k + 1 in positions else None
            standing = None if which is None else self.standings[which]
            number, value, before = at(row, _WHICH), at(row, _THEIRS), at(row - 1, _THEIRS)
            tied = f"IF({before}-{value}<={TIED},{at(row - 1, _LADDER_RANK)},{k + 1})" if k else "1"
            sheet.put(row, 0, k + 1)
            sheet.formula(
                row, _WHICH, _found(k, self._own(self.position)), "" if which is None else which + 1
            )
            held = f'IF(ISNUMBER({number}),INDEX({self._own(self.value)},{number}),"")'
            sheet.formula(row, _THEIRS, held, standing.value if standing else "", **FIGURE)
            rank = standing.rank if standing else ""
            sheet.formula(row, _LADDER_RANK, f'IF(ISNUMBER({number}),{tied},"")', rank)
            sheet.formula(row, _SHOWN, _found(k, self._own(self.order)), orders.index(k + 1) + 1)

    # What must hold, and what comes of it ----------------------------------------------------------------------

    def _required(self) -> list[tuple[str, str]]:
        """What the inputs must be before anything is ranked: what to say where they are not, and the formula."""
        places = self.places
        points, scores = places.points, places.every_score
        groups, criteria = len(places.sizes), len(places.criteria)
        noun = "criterion" if places.flat else "group"
        return [
            (f"Give every {noun} points from 0 up.", f"AND(COUNT({points})={groups},MIN({points})>=0)"),
            (f"All points are zero: give points to at least one {noun}.", f"SUM({points})>0"),
            *self._of_shares(),
            *self._of_units(),
            (
                f"Give every {self._noun} a score from 0 to 100 on every criterion.",
                f"AND(COUNT({scores})={criteria * self.count},MIN({scores})>=0,MAX({scores})<=100)",
            ),
            *self._of_screens(),
        ]

    def _of_shares(self) -> Iterator[tuple[str, str]]:
        """The same of shares inside groups, where there are groups."""
        if not self.places.flat:
            shares, count = self.places.shares(), len(self.places.criteria)
            yield "Give every criterion a share from 0 up.", f"AND(COUNT({shares})={count},MIN({shares})>=0)"

    def _of_units(self) -> Iterator[tuple[str, str]]:
        places = self.places
        if not places.scaled:
            return
        given = places.of_scales(FIRST_PERFORMANCE, self.count)
        worst, best = places.of_scales(WORST), places.of_scales(BEST)
        off = f"({given}<{worst})*({given}<{best})+({given}>{worst})*({given}>{best})"
        count = len(places.scaled) * self.count
        yield (
            f"Give every {self._noun} a performance between the ends of the scale on every criterion in a unit.",
            f"IF(COUNT({given})={count},SUMPRODUCT({off})=0,FALSE)",
        )

    def _of_screens(self) -> Iterator[tuple[str, str]]:
        places = self.places
        if not places.screens:
            return
        least, most, use = (places.of_screens(each) for each in (MINIMUM, MAXIMUM, USE))
        for limits in (least, most):
            yield self._of_limits(limits)
        crossed = f'({use}="yes")*ISNUMBER({least})*ISNUMBER({most})*({least}>{most})'
        yield "A screen's minimum is above its maximum: no score passes.", f"SUMPRODUCT({crossed})=0"
        named = f'SUMPRODUCT(({use}="yes")+({use}="no"))={len(places.screens)}'
        yield "Say yes or no under in use for every screen.", named

    def _of_limits(self, limits: str) -> tuple[str, str]:
        """What the thresholds of a column must be."""
        if not self.places.units_of_screens:
            within = f"AND(COUNT({limits})=COUNTA({limits}),MIN({limits})>=0,MAX({limits})<=100)"
            return "A screen's threshold is a number from 0 to 100, or empty.", within
        low, high = (self.places.of_screens(each) for each in (LEAST, MOST))
        off = f"ISNUMBER({limits})*(({limits}<{low})+({limits}>{high}))"
        return (
            "A screen's threshold is a number on the scale of its criterion, or empty.",
            f"IF(COUNT({limits})=COUNTA({limits}),SUMPRODUCT({off})=0,FALSE)",
        )

    def _summed(self) -> list[tuple[str, str, float | str]]:
        """What the sheet Ranking tells, by name: a formula and what it comes to now."""
        moved = f"SUMPRODUCT(--(ABS({self.all(self.value)}-{self.all(self.value_written)})>{TIED}))"
        other = f"SUMPRODUCT(--({self.all(self.rank)}<>{self.all(self.rank_written)}))"
        ranks = [each.rank for each in self.standings]
        required = self._required()
        message = '""'
        for i, _ in reversed(list(enumerate(required))):
            message = f"IF({at(self.checks + i, _RESULT)},{message},{at(self.checks + i, _NAME)})"
        return [
            ("What is wrong", message, ""),
            ("Values and ranks that changed", self._if_ok(f"{moved}+{other}", "0"), 0),
            ("How many pass", f"SUM({self.all(self.passes)})", sum(each is not None for each in ranks)),
            ("How many rank first", f"COUNTIF({self.all(self.rank)},1)", ranks.count(1)),
        ]

    def _checked(self, sheet: Sheet) -> None:
        required = self._required()
        rows: list[tuple[str, str, bool | float | str]] = [(*each, True) for each in required]
        whole = f"AND({span(self.checks, _RESULT, len(required))})"
        rows += [("The inputs can be ranked.", whole, True), *self._summed()]
        for i, (said, formula, value) in enumerate(rows, start=self.checks):
            look = STRONG if i == self.checks + len(required) else {}
            sheet.text(i, _NAME, said, indent=1, **WRAPPED, **look)
            sheet.formula(i, _RESULT, formula, value, **look)
            sheet.tall(i, [(said, _NAMES - 2)])


def _found(place: int, among: str) -> str:
    return f'IFERROR(MATCH({place + 1},{among},0),"")'
