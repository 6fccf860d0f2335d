"""The workbook of a ranking, edited and computed anew by LibreOffice, against the engine on the same figures.

openpyxl keeps formulas and drops what stood beside them, so that every value compared is LibreOffice's own.
"""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
import yaml

from conftest import PAPER, ROOT
from libreoffice import WORKBOOK, converted
from sheets import cells, edited, opened, ranked
from studies import IN_UNITS, Plan, plan
from treatyopt import Study, load, rank
from treatyopt.brief.workbook import workbook
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.screens import Screen
from treatyopt.tables.ranking import place


@dataclass(frozen=True)
class Edit:
    """What is typed into a workbook: points and shares and scores by id, thresholds and use by screen, all in units.

    What is left out stays as it is written. `written` is what the workbook is made with.
    """

    study: Study
    points: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    minima: Mapping[str, float | None] = field(default_factory=dict)
    maxima: Mapping[str, float | None] = field(default_factory=dict)
    unused: Sequence[str] = ()
    written: Mapping[str, Any] = field(default_factory=dict)

    def workbook(self) -> Any:
        """The workbook as it is written, with the figures typed in and nothing computed."""
        book = opened(workbook(rank(self.study, **self.written)))
        edited(book, self)
        return book

    def expected(self) -> Ranking:
        """What the engine makes of the same figures, by points for each criterion and a changed study."""
        weights = rank(self.study, **self.written).weights
        points = {each.id: self.points.get(each.id, each.points) for each in weights.groups}
        by_criterion = {}
        for group in self.study.groups:
            own = {
                each.id: self.shares.get(each.id, 100 * weights_share(weights, each.id))
                for each in group.criteria
            }
            total = sum(own.values())
            for id, share in own.items():
                by_criterion[id] = points[group.id] * (share / total if total else 1 / len(own))
        screens = tuple(
            limited(
                self.study,
                each,
                self.minima.get(each.id, each.written[0]),
                self.maxima.get(each.id, each.written[1]),
            )
            for each in self.study.screens
        )
        applied = self.written.get("screens", [each.id for each in screens])
        used = [
            each.id for each in screens if each.id in applied and each.id not in self.unused and each.bounds
        ]
        more = {key: value for key, value in self.written.items() if key in ("options", "baseline")}
        return rank(
            self.study.changed(screens=screens), by_criterion, scores=self.scores, screens=used, **more
        )


def limited(study: Study, screen: Screen, low: float | None, high: float | None) -> Screen:
    """A screen with other thresholds, in the unit of its criterion if it has any."""
    scale = study.criterion(screen.criterion).scale
    if scale is None:
        return screen.changed(minimum=low, maximum=high)
    ends = [None if each is None else scale.worth(each) for each in (low, high)]
    least, most = reversed(ends) if scale.falling else ends
    return screen.changed(minimum=least, maximum=most, limits=(low, high))


def weights_share(weights: Any, criterion: str) -> float:
    """The share of a criterion in its group."""
    return next(each.share for each in weights.criteria if each.id == criterion)


PAPERS, RIVER = load(PAPER), load(ROOT / "tests" / "river.yaml")
LEVEL = plan((50.0, 40.0), (50.0, 40.0), (60.0, 20.0), (0.0, 0.0)).study()
CHAIN = plan((50.0,), (50.0 - 6e-10,), (50.0 - 12e-10,), (50.0 - 40e-10,), (50.0 - 45e-10,)).study()
ONE = plan(
    (30, 60, 90), (80, 40, 10), (50, 50, 50), sizes=(3,), points=(100,), screens=((0, 35.0, 90.0),)
).study()
BANDS = Plan(
    (2, 3),
    (40, 60),
    tuple(
        tuple((x, x, x) for x in row)
        for row in ((10, 20, 30, 40, 50), (90, 70, 60, 5, 0), (50, 55, 60, 65, 70))
    ),
    shares={0: (1.0, 3.0), 1: (0.0, 2.0, 5.0)},
    screens=((0, 5.0, 60.0), (3, None, 50.0), (4, 0.0)),
    baseline=True,
).study()

MEASURED = Study.model_validate(yaml.safe_load(IN_UNITS))


def drawn_in_units(seed: int) -> Edit:
    """Performances at random, some at the points and ends of a scale, and a threshold that one just meets."""
    chance = random.Random(seed)
    scores = {}
    for option in MEASURED.options:
        for criterion in MEASURED.criteria:
            points = criterion.scale.points if criterion.scale else ((0.0, 0.0), (100.0, 100.0))
            near = chance.uniform(points[0][0], points[-1][0])
            scores[f"{option.id}.{criterion.id}"] = chance.choice([round(near, 3), chance.choice(points)[0]])
    just = {"affordable": scores["bridge.cost"]}
    return Edit(MEASURED, {"days": 5.0 * seed}, scores=scores, maxima=just if seed % 2 else {})


def drawn(study: Study, seed: int) -> Edit:
    """Points, shares, a score and a threshold at random, zeros among them."""
    chance = random.Random(seed)
    groups = {each.id: chance.choice([0.0, 1.0, 7.5, 20.0, 33.3, 100.0]) for each in study.groups}
    groups[study.groups[seed % len(study.groups)].id] = 12.25
    shares = {each.id: chance.choice([0.0, 1.0, 10.0, 25.0, 60.0]) for each in study.criteria}
    option = chance.choice(study.ladder)
    score = {f"{option.id}.{chance.choice(study.criteria).id}": chance.uniform(0, 100)}
    minima = {
        each.id: round(chance.uniform(0, 60), 1) for each in study.screens[:1] if each.minimum is not None
    }
    return Edit(
        study, groups, shares if seed % 2 else {}, score if seed % 3 else {}, minima if seed % 4 else {}
    )


EDITS = {
    "paper as written": Edit(PAPERS),
    "paper of all its options": Edit(PAPERS, written={"baseline": True, "screens": []}),
    "paper by another profile": Edit(PAPERS, {"realism": 60}, written={"profile": "cautious"}),
    "paper by what was said": Edit(PAPERS, written={"say": ["security>=realism"]}),
    "paper without a screen": Edit(PAPERS, unused=["realistic"]),
    "paper with an empty threshold": Edit(PAPERS, minima={"realistic": None}),
    "paper with a maximum": Edit(PAPERS, maxima={"realistic": 60.0}),
    "paper with a threshold just met": Edit(PAPERS, minima={"realistic": 60.0}),
    "paper where nothing passes": Edit(PAPERS, minima={"realistic": 86.0}),
    "paper where what is set aside is worth more": Edit(PAPERS, {"realism": 0.0}),
    "paper of one group": Edit(PAPERS, {each.id: 3.0 * (each.id == "europe") for each in PAPERS.groups}),
    "paper with a group's shares at zero": Edit(PAPERS, shares={"readiness": 0.0, "timeliness": 0.0}),
    "tie": Edit(LEVEL),
    "tie of three by points": Edit(LEVEL, {"group-0": 2.0, "group-1": 1.0}),
    "tie with what fails": Edit(LEVEL, {"group-0": 1.0, "group-1": 0.0}, scores={"option-2.criterion-0": 50.0}),
    "chain of near ties": Edit(CHAIN),
    "one group": Edit(ONE),
    "one group by other shares": Edit(ONE, {"group-0": 5.0}, {"criterion-0": 1.0, "criterion-1": 0.0}),
    "bands": Edit(BANDS, written={"baseline": True}),
    "bands without a baseline": Edit(BANDS, unused=["screen-1"], maxima={"screen-0": 95.0}),
    **{f"paper drawn {seed}": drawn(PAPERS, seed) for seed in range(12)},
    **{f"river drawn {seed}": drawn(RIVER, seed) for seed in range(12)},
    **{f"bands drawn {seed}": drawn(BANDS, seed) for seed in range(6)},
    "units as written": Edit(MEASURED),
    "units with a cheaper tunnel": Edit(MEASURED, scores={"tunnel.cost": 95.0}),
    "units where a bend is passed": Edit(MEASURED, scores={"bridge.days": 9.5, "ferry.share": 79.0}),
    "units with a threshold just met": Edit(MEASURED, maxima={"affordable": 185.0}),
    "units with a minimum": Edit(MEASURED, minima={"affordable": 100.0, "fair": None}),
    "units with what was not known": Edit(MEASURED, scores={"ferry.days": 44.0, "ferry.noise": 20.0}),
    **{f"units drawn {seed}": drawn_in_units(seed) for seed in range(10)},
}  # fmt: skip


# What cannot be ranked: a cell, what is typed there, and what is told.
REFUSED = {
    "no points": ("Weights", "B", None, "All points are zero: give points to at least one group."),
    "a missing score": ("Scores", "D7", None, "Give every type a score from 0 to 100 on every criterion."),
    "a score too high": ("Scores", "E8", 101, "Give every type a score from 0 to 100 on every criterion."),
    "a score in words": ("Scores", "E8", "high", "Give every type a score from 0 to 100 on every criterion."),
    "points below zero": ("Weights", "B7", -1, "Give every group points from 0 up."),
    "no share": ("Weights", "B17", None, "Give every criterion a share from 0 up."),
    "a threshold in words": ("Screens", "C7", "40 %", "A screen's threshold is a number from 0 to 100, or empty."),
    "a crossed screen": ("Screens", "D7", 10, "A screen's minimum is above its maximum: no score passes."),
    "a word for yes": ("Screens", "E7", "maybe", "Say yes or no under in use for every screen."),
}  # fmt: skip
OFF_SCALE = "Give every option a performance between the ends of the scale on every criterion in a unit."
OFF_LIMITS = "A screen's threshold is a number on the scale of its criterion, or empty."
REFUSED_IN_UNITS = {
    "no performance": ("Performances", "F8", None, OFF_SCALE),
    "a performance in words": ("Performances", "E7", "125 EUR m", OFF_SCALE),
    "a performance too low": ("Performances", "E7", 49, OFF_SCALE),
    "a performance too high": ("Performances", "G8", 90.5, OFF_SCALE),
    "a threshold off the scale": ("Screens", "C7", 20, OFF_LIMITS),
    "a threshold in two words": ("Screens", "D7", "170 EUR m", OFF_LIMITS),
    "a screen crossed in its unit": ("Screens", "C7", 180, "A screen's minimum is above its maximum: no score passes."),
}  # fmt: skip
ALL_REFUSED = {**REFUSED, **REFUSED_IN_UNITS}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every workbook after LibreOffice has computed it, all of them in one run."""
    folder = tmp_path_factory.mktemp("books")
    books = {name: each.workbook() for name, each in EDITS.items()}
    for name, (sheet, where, value, _) in ALL_REFUSED.items():
        books[name] = book = opened(workbook(rank(PAPERS if name in REFUSED else MEASURED)))
        for row in range(7, 12) if where == "B" else [0]:
            book[sheet][f"B{row}" if row else where] = value if row == 0 else 0
    paths = []
    for i, book in enumerate(books.values()):
        paths.append(folder / f"{i}.xlsx")
        book.save(paths[-1])
    converted(folder / "out", paths, WORKBOOK)
    out = [opened((folder / "out" / path.name).read_bytes(), values=True) for path in paths]
    return dict(zip(books, out, strict=True))


def test_what_is_compared_was_computed_by_libreoffice() -> None:
    """Before that, no formula of a workbook that was edited has a value beside it."""
    book = EDITS["paper as written"].workbook()
    file = io.BytesIO()
    book.save(file)
    formulas = [
        (sheet.title, each.coordinate) for sheet in book for each in cells(sheet) if each.data_type == "f"
    ]
    left = opened(file.getvalue(), values=True)
    assert len(formulas) > 200
    assert {left[title][where].value for title, where in formulas} == {None}


@pytest.mark.parametrize("name", EDITS)
def test_the_workbook_ranks_as_the_engine_does(computed: dict[str, Any], name: str) -> None:
    """Order, ranks, values and what each group adds are the engine's to 1e-9, and so is who is set aside."""
    expected = EDITS[name].expected().standings
    found = ranked(computed[name])
    assert [(each["option"], each["rank"]) for each in found] == [
        (each.name, place(each) if each.rank is None else each.rank) for each in expected
    ]
    assert [each["value"] for each in found] == pytest.approx([each.value for each in expected], abs=1e-9)
    parts = [part for each in expected for _, part in each.groups]
    assert [part for each in found for part in each["groups"]] == pytest.approx(parts, abs=1e-9)


@pytest.mark.parametrize("name", EDITS)
def test_the_workbook_says_why_an_option_is_set_aside(computed: dict[str, Any], name: str) -> None:
    """Each screen that an option fails is named, and none that it passes or that is not in use."""
    for found, each in zip(ranked(computed[name]), EDITS[name].expected().standings, strict=True):
        failed = [f"{met.screen}:" for met in each.screens if not met.passes]
        assert [word for word in (found["why"] or "").split() if word.endswith(":")] == failed


WRITTEN = [name for name, each in EDITS.items() if each == Edit(each.study, written=each.written)]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_what_is_computed(computed: dict[str, Any], name: str) -> None:
    """Every cell of a workbook that nobody edited comes out as it was written, and says so."""
    written = opened(workbook(rank(EDITS[name].study, **EDITS[name].written)), values=True)
    held = {(sheet.title, cell.coordinate): cell.value for sheet in written for cell in cells(sheet)}
    found = {key: computed[name][key[0]][key[1]].value for key in held}
    figures = {key for key, each in held.items() if isinstance(each, (int, float))}
    assert len(figures) > 20
    assert [found[key] for key in figures] == pytest.approx([held[key] for key in figures], abs=1e-9)
    assert {key: found[key] or "" for key in held if key not in figures} == {
        key: each or "" for key, each in held.items() if key not in figures
    }
    assert found["Ranking", "A4"] == "All values and ranks are as treatyopt computed them."


def test_an_edit_is_told(computed: dict[str, Any]) -> None:
    """What no longer stands as it was written says so above the ranking, and beside each score."""
    found = computed["paper without a screen"]["Ranking"]
    assert found["A3"].value == "Mutual Security leads Mutual Defense by 5.2 of 100 points."
    assert found["A4"].value.startswith("Changed by edits: ")


def test_the_lead_is_told_anew(computed: dict[str, Any]) -> None:
    """Who leads, who ties, that nothing passes, and what is set aside though worth no less."""
    told = {name: computed[name]["Ranking"]["A3"].value for name in EDITS}
    assert told["paper where nothing passes"] == "Nothing passes every screen in use."
    assert told["tie"] == "2 share the first rank."
    assert told["chain of near ties"] == "3 share the first rank."
    aside = " Mutual Defense is worth no less, and set aside by a screen."
    assert told["paper where what is set aside is worth more"].endswith(aside)


def test_what_an_option_fails_is_told_in_the_unit(computed: dict[str, Any]) -> None:
    """With what was typed, and that nobody knows it where a middle stands in its place."""
    as_written, edited = (ranked(computed[f"units {name}"]) for name in ("as written", "with a minimum"))
    why = {each["option"]: each["why"] for each in as_written}
    assert why["Tunnel"] == "affordable: cost 185 EUR m, needs at most 170 EUR m."
    assert why["Ferry"].startswith(
        "quick: days not known, with 45 days in its place, needs at most 44.5 days. "
    )
    assert "fair: share 2.5%, needs 5 to 30%." in why["Ferry"]
    assert "affordable: cost 80 EUR m, needs 100 to 170 EUR m." in next(
        each["why"] for each in edited if each["option"] == "Ferry"
    )


@pytest.mark.parametrize("name", ALL_REFUSED)
def test_what_cannot_be_ranked_is_told_and_not_ranked(computed: dict[str, Any], name: str) -> None:
    """A line says what is wrong; there is neither a value nor a rank, and no error anywhere."""
    book = computed[name]
    assert book["Ranking"]["A3"].value == ALL_REFUSED[name][3]
    assert {(each["rank"], each["value"] or None) for each in ranked(book)} == {("–", None)}
    assert [cell.coordinate for sheet in book for cell in cells(sheet) if cell.data_type == "e"] == []


def test_no_formula_fails(computed: dict[str, Any]) -> None:
    """Whatever is typed into the cells for it, no cell comes to an error."""
    found = [
        cell for name in EDITS for sheet in computed[name] for cell in cells(sheet) if cell.data_type == "e"
    ]
    assert found == []
