"""The study: all its pieces together, whole and consistent, with what can be asked of it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Protocol, Self, TypeVar

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator

from treatyopt import integrity
from treatyopt.errors import ArgumentProblem, printable, unknown
from treatyopt.fields import FILLED, KEYED, OptionId, ProfileId, Text, declaring
from treatyopt.records import (
    Claim,
    Criterion,
    Group,
    Obligation,
    Option,
    Overlap,
    Package,
    Party,
    Profile,
    Record,
    Saying,
    Screen,
    Source,
)
from treatyopt.shown import Shown


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
    raise ArgumentProblem(unknown(kind, str(given), [record.id for record in records]))


class Study(Record, Shown):
    """A decision read out of a source: options, criteria, obligations, profiles, parties and claims.

    Frozen. References between the parts are checked when it is made: an unknown id, a missing score,
    a prerequisite that enters late and the like raise pydantic's ValidationError with every fault.
    """

    title: Text
    question: Text
    baseline: OptionId | None = None
    profile: ProfileId
    source: Source
    groups: Annotated[tuple[Group, ...], KEYED, FILLED]
    overlaps: tuple[Overlap, ...] = ()
    considerations: Annotated[tuple[Saying, ...], KEYED] = ()
    options: Annotated[tuple[Option, ...], KEYED, FILLED]
    conditions: Annotated[tuple[Saying, ...], KEYED] = ()
    obligations: Annotated[tuple[Obligation, ...], KEYED] = ()
    principles: Annotated[tuple[Saying, ...], KEYED] = ()
    profiles: Annotated[tuple[Profile, ...], KEYED, FILLED]
    parties: Annotated[tuple[Party, ...], KEYED] = ()
    screens: Annotated[tuple[Screen, ...], KEYED] = ()
    claims: Annotated[tuple[Claim, ...], KEYED] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, Mapping):
            return handler(data)
        with declaring(integrity.declared(data)):
            try:
                study = handler(data)
            except ValidationError as error:
                raise integrity.with_rules(error, data, cls) from None
        integrity.require(study)
        return study

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of their groups."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @cached_property
    def ladder(self) -> tuple[Option, ...]:
        """The types of treaty from the weakest to the strongest: options but the baseline and packages."""
        types = (each for each in self.options if each.id != self.baseline and not isinstance(each, Package))
        return tuple(sorted(types, key=lambda option: option.degree))

    @cached_property
    def _group_of(self) -> dict[str, Group]:
        return {criterion.id: group for group in self.groups for criterion in group.criteria}

    def option(self, id: str) -> Option:
        """The option with this id; ArgumentProblem if unknown."""
        return find("option", id, self.options)

    def criterion(self, id: str) -> Criterion:
        """The criterion with this id; ArgumentProblem if unknown."""
        return find("criterion", id, self.criteria)

    def group_of(self, criterion: str) -> Group:
        """The group that a criterion belongs to, by the criterion's id."""
        return self._group_of[self.criterion(criterion).id]

    def obligations_of(self, option: str) -> tuple[Obligation, ...]:
        """What an option obliges to: what enters with a type or with a weaker one, and what a package adds.

        None for the baseline.
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

    def require_free(self, id: str) -> None:
        """Raise ArgumentProblem if an option or an obligation has this id already."""
        for kind, records in (("an option", self.options), ("an obligation", self.obligations)):
            if any(each.id == id for each in records):
                raise ArgumentProblem(f"{id}: the id is taken by {kind}; choose another")

    def with_option(self, option: Option) -> Self:
        """A copy with one more option; ArgumentProblem if its id is taken."""
        self.require_free(option.id)
        return self.changed(options=(*self.options, option))

    def with_score(self, option: str, criterion: str, score: float) -> Self:
        """A copy in which one score is set and its range is that point; ArgumentProblem if it cannot be."""
        chosen, measured = self.option(option), self.criterion(criterion)
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0 <= score <= 100:
            raise ArgumentProblem(f"{option}.{criterion}={score}: a score is a number from 0 to 100")
        was = chosen.on(measured.id)
        reason = f"Set for this run; the study has {was.score:g} ({was.low:g}-{was.high:g}, {was.basis})."
        point = float(score)
        now = was.changed(score=point, range=(point, point), basis="set", reason=reason, cites=())
        scores = _replace(chosen.scores, was, now)
        return self.changed(options=_replace(self.options, chosen, chosen.changed(scores=scores)))


def _replace(records: tuple[R, ...], old: R, new: R) -> tuple[R, ...]:
    return tuple(new if record is old else record for record in records)


def require_study(given: object) -> None:
    """Raise ArgumentProblem unless a study was given."""
    if not isinstance(given, Study):
        raise ArgumentProblem(f"study={printable(repr(given))}: give a study, as treatyopt.load() returns it")
