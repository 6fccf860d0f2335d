"""What was agreed by the end of a year, valued as a package from the baseline by the judgements of the study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.history.records import STRICT, WIDE, EvidenceFile, Status
from treatyopt.packages.package import package
from treatyopt.packages.stretch import Stretch, stretch
from treatyopt.ranking.evaluation import Standing, applied, stand
from treatyopt.ranking.ranking import Ranking
from treatyopt.result import UNTOLD

Reading = Literal["strict", "wide"]
READINGS: dict[Reading, frozenset[Status]] = {"strict": STRICT, "wide": WIDE}


@dataclass(frozen=True)
class Agreed:
    """What was agreed by the end of a year, as a package: `adds`, in the order of the study, and what it is worth.

    Strict counts what was agreed or existed, wide also what was agreed in part or signed and never in force. `bound`:
    with the legally binding form put in, which was not agreed. `unheld` was agreed and is left out, since what it
    needs was not. `early` counts for what an earlier instrument than the one named began, and `apart` is the value
    (0-100) without those, None where there are none.
    """

    year: int
    reading: Reading
    bound: bool
    adds: tuple[str, ...]
    unheld: tuple[str, ...]
    early: tuple[str, ...]
    standing: Standing = field(metadata=UNTOLD)
    apart: float | None

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return "-".join([str(self.year), self.reading, *(["bound"] if self.bound else [])])

    @property
    def value(self) -> float:
        """What it is worth, 0-100."""
        return self.standing.value

    @property
    def fails(self) -> dict[str, float]:
        """By screen that it fails, its score (0-100)."""
        return self.standing.returns_at


@dataclass(frozen=True)
class Beside:
    """An option that what was agreed is set beside: its value, and by screen that it fails its score (0-100)."""

    standing: Standing = field(metadata=UNTOLD)

    @property
    def id(self) -> str:
        """Its id."""
        return self.standing.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.standing.name

    @property
    def value(self) -> float:
        """What it is worth, 0-100."""
        return self.standing.value

    @property
    def fails(self) -> dict[str, float]:
        """By screen that it fails, its score (0-100)."""
        return self.standing.returns_at


class Valued(NamedTuple):
    """What was agreed by each year, in each reading, without the legal form and then with it.

    `upper` is the type up to which its obligations reach; `fault` says why nothing could be valued, else None.
    """

    upper: str | None
    packages: tuple[Agreed, ...]
    fault: str | None = None


def valued(ranking: Ranking, evidence: EvidenceFile) -> Valued:
    """What was agreed, worth what the weights of a ranking make of the scores that packages have.

    Packages start from the baseline, so that what is signed can be valued whatever type it belongs to.
    """
    study, counted = ranking.study, [each for each in evidence.outcomes if each.status in WIDE]
    if study.baseline is None or not counted:
        return Valued(None, (), "the study has no baseline" if counted else "nothing was agreed")
    homes = {each.id: study.option(each.enters) for each in study.obligations}
    reached = {*(each.id for each in counted), *([evidence.binding] if evidence.binding else [])}
    upper = max((homes[id] for id in reached), key=lambda each: each.degree)
    try:
        found = stretch(study, study.baseline, upper.id)
    except ArgumentProblem as problem:
        return Valued(upper.id, (), str(problem))
    years = sorted(evidence.until)
    packages = [_agreed(ranking, evidence, found, year, reading) for reading in READINGS for year in years]
    bound = [_with_form(ranking, evidence, found, each) for each in packages] if evidence.binding else []
    return Valued(upper.id, (*packages, *(each for each in bound if each is not None)))


def _agreed(ranking: Ranking, evidence: EvidenceFile, found: Stretch, year: int, reading: Reading) -> Agreed:
    counted = [each for each in evidence.outcomes if each.status in READINGS[reading] and each.by(year)]
    adds, unheld = _held(found, (each.id for each in counted))
    early = tuple(each.id for each in counted if each.id in adds and int(each.date[:4]) > year)
    standing = _standing(ranking, found, adds)
    return Agreed(year, reading, False, adds, unheld, early, standing, _without(ranking, found, adds, early))


def _with_form(ranking: Ranking, evidence: EvidenceFile, found: Stretch, bare: Agreed) -> Agreed | None:
    """The same with the legally binding form; None where it was agreed, or cannot be added."""
    if evidence.binding in bare.adds:
        return None
    adds, unheld = _held(found, (*bare.adds, *bare.unheld, str(evidence.binding)))
    if evidence.binding not in adds:
        return None
    standing, apart = _standing(ranking, found, adds), _without(ranking, found, adds, bare.early)
    return replace(bare, bound=True, adds=adds, unheld=unheld, standing=standing, apart=apart)


def _without(ranking: Ranking, found: Stretch, adds: Sequence[str], early: Sequence[str]) -> float | None:
    """What a package is worth without what is early in it, and what needs that; None where nothing is."""
    if not early:
        return None
    rest, _ = _held(found, (id for id in adds if id not in early))
    return _standing(ranking, found, rest).value


def _held(found: Stretch, wanted: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of these a package can hold, and what of them it cannot since a prerequisite is not among them."""
    asked = set(wanted)
    kept = set(asked)
    while lacking := {each.id for each in found.offered if each.id in kept and not kept >= set(each.needs)}:
        kept -= lacking
    order = [each.id for each in found.offered]
    return tuple(id for id in order if id in kept), tuple(id for id in order if id in asked - kept)


def _standing(ranking: Ranking, found: Stretch, adds: tuple[str, ...]) -> Standing:
    screens = applied(ranking.study, ranking.screens)
    return stand(ranking.study, ranking.weights, package(found, adds, "agreed"), screens)


def last(packages: Iterable[Agreed], reading: Reading, bound: bool = False) -> Agreed | None:
    """What was agreed by the last year."""
    found = [each for each in packages if (each.reading, each.bound) == (reading, bound)]
    return found[-1] if found else None


def beside(ranking: Ranking) -> tuple[Beside, ...]:
    """The options that what was agreed is set beside, from the weakest, whether or not they pass the screens."""
    study, screens = ranking.study, applied(ranking.study, ranking.screens)
    return tuple(Beside(stand(study, ranking.weights, each, screens)) for each in study.ladder)
