"""Scores set for one run: the study as changed, and what was changed.

What is set is one score, or several in short: `*` stands for all types or for all criteria, and a group for its
criteria. What says more closely which score it means wins, in whatever order they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from treatyopt.errors import ArgumentProblem, as_typed, mapping, nearest, number, printable
from treatyopt.result import SPARE
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.records import Criterion, Package
from treatyopt.study.scales import typed

ALL = "*"

# Scores to be set, by OPTION.CRITERION: figures, or the word for what nobody knows.
Scores = Mapping[str, float | str]
# A score by where it stands: an option and a criterion, by id.
_Cell = tuple[str, str]


class Change(NamedTuple):
    """A score that was set for this run, in the unit of its criterion if it has one; None if it is not to be known.

    `was` is None if nobody knew it. `target` is what was asked for where that set several scores: `option.*`,
    `*.criterion` or `option.group`.
    """

    option: str
    criterion: str
    score: float | None
    was: float | None
    target: Annotated[str | None, SPARE] = None


def named(changes: Iterable[Change]) -> set[str]:
    """The options of which a score was set by name, and not as one among all."""
    return {each.option for each in changes if not (each.target or "").startswith(f"{ALL}.")}


def changed(study: Study, scores: Scores) -> tuple[Study, tuple[Change, ...]]:
    """The study with scores set, as {"option.criterion": 0-100}, and packages following what they are made of.

    `unknown` in place of a figure sets a score to what nobody knows.

    Scores on a criterion with a scale are in its unit. `*` in place of an option stands for all types (not for the
    baseline, nor for packages), in place of a criterion for all of them, and a group for its criteria.

    Raises ArgumentProblem for unknown ids and impossible figures, for two that set one score of which neither says more
    closely which, and for one that is set on criteria in different units.
    """
    targets = [_Target.read(study, key, score) for key, score in mapping("scores", scores).items()]
    settled = _settled(targets)
    changes = []
    for target in targets:
        cells = [each for each in target.cells if settled[each] is target]
        _require_effect(target, cells)
        if target.score != UNKNOWN:
            _require_one_unit(study, target, cells)
        for option, criterion in cells:
            judged, measured = study.option(option).on(criterion), study.criterion(criterion)
            was = None if judged.basis == UNKNOWN else judged.in_unit_of(measured.scale)[1]
            study = study.with_score(option, criterion, target.score)
            wide = target.text if len(target.cells) > 1 else None
            changes.append(Change(option, criterion, number(target.score), was, wide))
    return followed(study), tuple(changes)


@dataclass(frozen=True)
class _Target:
    """What is to be set: as it was written, to which score, and how closely it says which option and criterion."""

    text: str
    score: Any
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    closeness: tuple[int, int]

    @classmethod
    def read(cls, study: Study, text: str, score: Any) -> _Target:
        option, dot, criterion = text.partition(".")
        if not (option.strip() and dot and criterion.strip()):
            raise ArgumentProblem(f"{text}: write OPTION.CRITERION, for example {_example(study)}")
        for part, what in ((option, study.words.options), (criterion, "criteria")):
            if ALL in part and part != ALL:
                raise ArgumentProblem(f"{text}: a {ALL} stands by itself, for all {what}")
        _require_no_party(study, text, option)
        options = tuple(each.id for each in study.ladder) if option == ALL else (study.option(option).id,)
        closeness, criteria = _criteria(study, criterion)
        return cls(text, score, options, criteria, (int(option != ALL), closeness))

    def __str__(self) -> str:
        figure = number(self.score)
        return f"{self.text}={printable(str(self.score)) if figure is None else as_typed(figure)}"

    @property
    def cells(self) -> tuple[_Cell, ...]:
        """The scores that it sets if nothing says more closely which."""
        return tuple((option, criterion) for option in self.options for criterion in self.criteria)

    def closer(self, other: _Target) -> bool:
        """Whether it says more closely than another which score it means: in one way, and in none less so."""
        ways = list(zip(self.closeness, other.closeness, strict=True))
        return all(a >= b for a, b in ways) and self.closeness != other.closeness


def _criteria(study: Study, id: str) -> tuple[int, tuple[str, ...]]:
    """How closely an id says which criteria are meant, and which these are: one, those of a group, or all."""
    if id == ALL:
        return 0, tuple(each.id for each in study.criteria)
    criteria = [each.id for each in study.criteria]
    groups = {each.id: each for each in study.groups}
    if id not in criteria and id in groups:
        return 1, tuple(each.id for each in groups[id].criteria)
    if id not in criteria and nearest(id, criteria) is None and nearest(id, groups) is not None:
        raise ArgumentProblem.unknown("criterion", id, groups)
    return 2, (study.criterion(id).id,)


def _settled(targets: Sequence[_Target]) -> dict[_Cell, _Target]:
    """By score, what it is set by: what says most closely which is meant; ArgumentProblem if two do and differ."""
    found: dict[_Cell, list[_Target]] = {}
    for target in targets:
        for cell in target.cells:
            found.setdefault(cell, []).append(target)
    return {cell: _closest(cell, those) for cell, those in found.items()}


def _closest(cell: _Cell, those: Sequence[_Target]) -> _Target:
    first, *others = [each for each in those if not any(other.closer(each) for other in those)]
    rival = next((each for each in others if each.score != first.score), None)
    if rival is not None:
        raise ArgumentProblem(
            f"{first} and {rival} both set {'.'.join(cell)}, and neither says more closely which score it means; set "
            "that one by itself"
        )
    return first


def _require_effect(target: _Target, cells: Sequence[_Cell]) -> None:
    if not cells:
        raise ArgumentProblem(
            f"{target.text}: nothing is left for it to set, as each of its scores is set by something closer to it"
        )


def _require_one_unit(study: Study, target: _Target, cells: Sequence[_Cell]) -> None:
    """Raise ArgumentProblem where one figure would mean different things, as criteria are in different units."""
    met: dict[object, Criterion] = {}
    for criterion in dict.fromkeys(criterion for _, criterion in cells):
        measured = study.criterion(criterion)
        met.setdefault(_measure(measured), measured)
    if len(met) > 1:
        said = ", ".join(f"{each.id} is {_ends(each)}" for each in met.values())
        raise ArgumentProblem(
            f"{target} would mean different things, as {said}; set what is in one unit at a time"
        )


def _measure(criterion: Criterion) -> object:
    """What tells the units of criteria apart; scales without a name for theirs are told apart by their points."""
    scale = criterion.scale
    return None if scale is None else (scale.unit, None if scale.unit else tuple(scale.points))


def _ends(criterion: Criterion) -> str:
    scale = criterion.scale
    return "from 0 to 100" if scale is None else f"from {as_typed(scale.least)} to {typed(scale.most, scale)}"


def _require_no_party(study: Study, text: str, option: str) -> None:
    """Say that what a party scores for itself is not set for a run, where one was named in place of an option."""
    if option in {each.id for each in study.parties} - {each.id for each in study.options}:
        own = "what a party scores for itself is in the study alone"
        raise ArgumentProblem(
            f"{text}: {option} is a party; what is set for a run is the common score, and {own}"
        )


def _example(study: Study) -> str:
    return f"{study.options[-1].id}.{study.criteria[-1].id}"


def followed(study: Study) -> Study:
    """A study with the scores of its packages worked out anew from its types."""
    if not any(isinstance(each, Package) for each in study.options):
        return study
    from treatyopt.packages.package import rebuilt

    options = tuple(rebuilt(study, each) if isinstance(each, Package) else each for each in study.options)
    return study.changed(options=options)
