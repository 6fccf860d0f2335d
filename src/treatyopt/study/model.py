"""The study: all its pieces together, whole and consistent, with what can be asked of it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Protocol, Self, TypeVar

from pydantic import ValidationError, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from treatyopt.errors import ArgumentProblem, as_typed, number, printable
from treatyopt.result import Result
from treatyopt.study import rules
from treatyopt.study.completing import completion, not_known
from treatyopt.study.fields import declaring
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.parts import Parts
from treatyopt.study.placing import Placing, placings
from treatyopt.study.records import Assessment, Criterion, Group, Obligation, Option, Package
from treatyopt.study.scales import Scale, grouped, typed, with_unit
from treatyopt.study.words import Words


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


R = TypeVar("R", bound=Identified)


def find(kind: str, given: str, records: Iterable[R]) -> R:
    """The record with this id; ArgumentProblem, with the nearest id, if there is none."""
    records = tuple(records)
    for record in records:
        if record.id == given:
            return record
    shown = given if isinstance(given, str) else printable(repr(given))
    raise ArgumentProblem.unknown(kind, shown, [record.id for record in records])


class Study(Parts, Result):
    """A decision read out of a source: options, criteria, obligations, profiles, parties and claims.

    `assessors` says who made its judgements. Frozen. References between the parts are checked when it is
    made: an unknown id, a missing score, a prerequisite that enters late and the like raise pydantic's
    ValidationError with every fault.
    """

    ROOM: ClassVar[str] = "study"

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, Mapping):
            return handler(data)
        with declaring(rules.declared(data)):
            try:
                study = handler(data)
            except ValidationError as error:
                raise rules.with_rules(error, data, cls) from None
        study = study.changed(**completion(study))
        rules.require(study)
        return study

    def mention(self) -> dict[str, Any]:
        """What a result says of the study it is about: plain data; `placings` if some were made for the run."""
        placed = [each._asdict() for each in self.placings]
        return {
            "title": self.title,
            "source": self.source.short if self.source else None,
            **self.origin._asdict(),
            "assessors": self.assessors,
            **({"placings": placed} if placed else {}),
        }

    @property
    def placings(self) -> tuple[Placing, ...]:
        """Obligations that were placed with another option for a run, in the study's order."""
        return placings(self)

    @cached_property
    def _group_of(self) -> dict[str, Group]:
        return {criterion.id: group for group in self.groups for criterion in group.criteria}

    @cached_property
    def _option_of(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}

    @cached_property
    def _criterion_of(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    def option(self, id: str) -> Option:
        """The option with this id; ArgumentProblem if unknown."""
        known = self._option_of.get(id) if isinstance(id, str) else None
        return known or find("option", id, self.options)

    def criterion(self, id: str) -> Criterion:
        """The criterion with this id; ArgumentProblem if unknown."""
        known = self._criterion_of.get(id) if isinstance(id, str) else None
        return known or find("criterion", id, self.criteria)

    def group_of(self, criterion: str) -> Group:
        """The group that a criterion belongs to, by the criterion's id."""
        return self._group_of[self.criterion(criterion).id]

    def obligations_of(self, option: str) -> tuple[Obligation, ...]:
        """What an option obliges to: what enters with it or with a weaker one, and what a package adds.

        None for the baseline, so that a package from it obliges to what it adds alone.
        """
        chosen = self.option(option)
        if chosen.id == self.baseline:
            return ()
        added = chosen.adds if isinstance(chosen, Package) else ()
        whole = self.option(chosen.lower) if isinstance(chosen, Package) else chosen
        degrees = {each.id: each.degree for each in self.ladder}
        return tuple(
            each for each in self.obligations if degrees[each.enters] <= whole.degree or each.id in added
        )

    def called(self, options: Iterable[str]) -> Words:
        """What the study calls these, by id: plain options where a package or the baseline is among them."""
        plain = any(id == self.baseline or isinstance(self.option(id), Package) for id in options)
        return Words() if plain else self.words

    def require_free(self, id: str) -> None:
        """Raise ArgumentProblem if an option or an obligation has this id already."""
        for kind, records in (("an option", self.options), ("an obligation", self.obligations)):
            if any(each.id == id for each in records):
                raise ArgumentProblem(f"{id}: the id is taken by {kind}; choose another")

    def with_option(self, option: Option) -> Self:
        """A copy with one more option; ArgumentProblem if its id is taken."""
        self.require_free(option.id)
        return self.changed(options=(*self.options, option))

    def with_score(self, option: str, criterion: str, score: float | str | None = None) -> Self:
        """A copy in which one score is set, and its range to that point; ArgumentProblem if it cannot be.

        On a criterion with a scale the score is in its unit, else 0-100. `unknown` sets it to what nobody knows.
        """
        if score is None:
            _require_apart(option, criterion)
        chosen, measured = self.option(option), self.criterion(criterion)
        now = _scored(chosen, measured, score, f"{option}.{criterion}={score}")
        scores = _replace(chosen.scores, chosen.on(measured.id), now)
        return self.changed(options=_replace(self.options, chosen, chosen.changed(scores=scores)))


def _scored(chosen: Option, measured: Criterion, score: Any, given: str) -> Assessment:
    """The score of an option as it is set for one run, at a point or to what nobody knows."""
    was = chosen.on(measured.id)
    reason = f"Set for this run; {_had(was, measured.scale)}."
    if score == UNKNOWN:
        if isinstance(chosen, Package):
            raise ArgumentProblem(
                f"{given}: the score of a package is worked out of others, and cannot be unknown; set one of these"
            )
        return not_known(was, measured, reason)
    return was.changed(
        basis="set",
        reason=reason,
        cites=(),
        bends=None,
        **_point(measured, number(score), given),
    )


def _had(was: Assessment, scale: Scale | None) -> str:
    """What a study has in the place of a score that is set for one run."""
    low, best, high = was.in_unit_of(scale)
    if was.basis == UNKNOWN:
        return "the study does not know it"
    had = with_unit(best, scale.unit if scale else None)
    if low == high:
        return f"the study has {had} ({was.basis})"
    return f"the study has {had} ({grouped(low)}-{grouped(high)}, {was.basis})"


def _point(measured: Criterion, point: float | None, given: str) -> dict[str, Any]:
    """The fields of a score that is a point, on the scale of its criterion."""
    scale = measured.scale
    if scale is None:
        if point is None or not 0 <= point <= 100:
            raise ArgumentProblem(f"{given}: a score is a number from 0 to 100, or {UNKNOWN}")
        return {"score": point, "range": (point, point)}
    if point is None or not scale.holds(point):
        ends = f"{as_typed(scale.least)} to {typed(scale.most, scale)}"
        raise ArgumentProblem(f"{given}: a score on {measured.id} is a number from {ends}, or {UNKNOWN}")
    worth = scale.worth(point)
    return {"score": worth, "range": (worth, worth), "performance": point, "performances": (point, point)}


def _require_apart(option: Any, criterion: Any) -> None:
    """Say what to write instead of with_score("cooperation.readiness", 45)."""
    one, dot, other = str(option).partition(".")
    if dot and isinstance(criterion, (int, float)):
        asked = f"{printable(one)!r}, {printable(other)!r}, {as_typed(criterion)}"
        raise ArgumentProblem(f"with_score takes option and criterion apart: write with_score({asked})")


def _replace(records: tuple[R, ...], old: R, new: R) -> tuple[R, ...]:
    return tuple(new if record is old else record for record in records)


def require_study(given: object) -> None:
    """Raise ArgumentProblem unless a study was given."""
    if not isinstance(given, Study):
        raise ArgumentProblem(f"study={printable(repr(given))}: give a study, as treatyopt.load() returns it")
