"""The domain as frozen pydantic models: what a study is made of.

Every figure in a study is a judgement; `cites` holds the locators of the passages it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Protocol, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    field_validator,
    model_validator,
)

from treatyopt import integrity
from treatyopt.errors import ArgumentProblem, unknown
from treatyopt.fields import (
    ConditionId,
    CriterionId,
    CriterionIds,
    Flag,
    Grade,
    GroupId,
    Id,
    Locators,
    ObligationIds,
    OptionId,
    OptionIds,
    PartyIds,
    Points,
    ProfileId,
    Score,
    ScreenIds,
    Text,
    declaring,
    fault,
    keyed,
)

Basis = Literal["stated", "inferred", "set"]


class Record(BaseModel):
    """A frozen piece of a study; unknown keys are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        defer_build=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields replaced, unchecked, and nothing cached carried over."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(self.model_fields_set, **(fields | changes))


class Passage(Record):
    """One numbered passage of the source: its locator and, in our words, what it says."""

    id: str
    gist: Text

    @field_validator("id")
    @classmethod
    def _has_section(cls, value: str) -> str:
        section, slash, number = value.partition("/")
        if not (section and slash and number and number.isalnum()):
            raise fault(f"{value!r} is not a locator: write SECTION/NUMBER, for example compromise/6")
        return value


class Section(Record):
    """A section of the source: the id its locators begin with, and its heading."""

    id: Id
    heading: Text


class Source(Record):
    """The document that a study reads, with every locator it has."""

    author: Text
    title: Text
    publication: Text
    date: Text
    short: Text
    note: Text | None = None
    sections: Annotated[tuple[Section, ...], keyed(body="heading")]
    locators: Annotated[tuple[Passage, ...], keyed(body="gist")]

    @field_validator("locators")
    @classmethod
    def _in_sections(cls, passages: tuple[Passage, ...], info: Any) -> tuple[Passage, ...]:
        sections = [section.id for section in info.data.get("sections", ())]
        for passage in passages:
            name = passage.id.partition("/")[0]
            if sections and name not in sections:
                raise fault(f"{passage.id}: {unknown('section', name, sections)}")
        return passages


class Criterion(Record):
    """One thing that matters, scored 0-100 between two anchors described in words; more is better.

    `feasibility` marks a criterion that asks whether a treaty can be had, not what it is worth.
    """

    id: Id
    name: Text
    asks: Text
    zero: Text
    hundred: Text
    feasibility: Flag = False
    note: Text | None = None
    cites: Locators = ()


class Group(Record):
    """A branch of the value tree: criteria that are weighted together."""

    id: Id
    name: Text
    criteria: Annotated[tuple[Criterion, ...], keyed(), Field(min_length=1)]


class Overlap(Record):
    """Criteria that could count one thing twice, and how."""

    criteria: CriterionIds
    reason: Text


class Saying(Record):
    """A principle, consideration or condition of the source, in our words."""

    id: Id
    says: Text
    cites: Locators = ()


class Assessment(Record):
    """The score of one option on one criterion, 0-100, with its range (low, high), basis and reason.

    `stated`: the source says something of this option on this criterion, in the cited passage.
    `inferred`: nobody said it. `set`: typed by the user for this run, never in a file.
    The figure itself is a judgement in each case.
    """

    criterion: CriterionId
    score: Score
    range: tuple[Score, Score]
    basis: Basis
    reason: Text
    cites: Locators = ()

    @property
    def low(self) -> float:
        """The lowest score held possible, 0-100."""
        return self.range[0]

    @property
    def high(self) -> float:
        """The highest score held possible, 0-100."""
        return self.range[1]

    @field_validator("basis", mode="before")
    @classmethod
    def _from_a_file(cls, value: Any) -> Any:
        if value == "set":
            raise fault("must be stated or inferred")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Assessment:
        low, high = self.range
        if low > high:
            raise fault(f"range [{low:g}, {high:g}]: the low end is above the high end")
        if not low <= self.score <= high:
            raise fault(f"score {self.score:g} is outside its range [{low:g}, {high:g}]")
        if self.basis == "stated" and not self.cites:
            raise fault("a stated score needs a locator under cites")
        return self


class Option(Record):
    """An alternative: one type of treaty, or the baseline; `degree` is its step on the ladder of types."""

    id: Id
    name: Text
    title: Text
    degree: Annotated[int, Field(strict=True, ge=0, le=1000)]
    gist: Text
    note: Text | None = None
    cites: Locators = ()
    scores: Annotated[tuple[Assessment, ...], keyed("criterion")]

    @cached_property
    def _by_criterion(self) -> dict[str, Assessment]:
        return {assessment.criterion: assessment for assessment in self.scores}

    def on(self, criterion: str) -> Assessment:
        """This option's assessment on a criterion, by id; KeyError if there is none."""
        return self._by_criterion[criterion]


class Move(Record):
    """How much an obligation bears on a criterion: relevance 0-3."""

    criterion: CriterionId
    relevance: Grade


class Obligation(Record):
    """A provision: whom it binds, the first type that carries it, what it costs and what it moves.

    `basis` says whether the source ties it to the type it enters with. `burden` is 0 none, 1 light,
    2 moderate, 3 heavy, for each party it binds: a judgement. `when` names the condition it supposes.
    """

    id: Id
    says: Text
    kind: Id
    binds: PartyIds
    enters: OptionId
    basis: Literal["stated", "inferred"]
    burden: Grade
    moves: Annotated[tuple[Move, ...], keyed("criterion", "relevance")]
    needs: ObligationIds = ()
    when: ConditionId | None = None
    note: Text | None = None
    cites: Locators = ()

    def relevance(self, criterion: str) -> int:
        """How much this obligation bears on a criterion, 0-3 (0 where nothing is said)."""
        return next((move.relevance for move in self.moves if move.criterion == criterion), 0)


class GroupPoints(Record):
    """Points given to a group."""

    group: GroupId
    points: Points


class CriterionShare(Record):
    """Points given to a criterion inside its group; only their proportions count."""

    criterion: CriterionId
    points: Points


class Shares(Record):
    """How a group's points are divided among its criteria, where not equally."""

    group: GroupId
    criteria: Annotated[tuple[CriterionShare, ...], keyed("criterion", "points")]


class Profile(Record):
    """A named set of weights: points for every group, summing to 100. A judgement, with its reason."""

    id: Id
    points: Annotated[tuple[GroupPoints, ...], keyed("group", "points")]
    shares: Annotated[tuple[Shares, ...], keyed("group", "criteria")] = ()
    reason: Text
    cites: Locators = ()


class Party(Record):
    """A side of the negotiation, with the profile that stands for its weights."""

    id: Id
    name: Text
    profile: ProfileId
    note: Text | None = None


class Screen(Record):
    """A non-compensatory requirement: an option passes if its best score reaches `minimum` (0-100)."""

    id: Id
    criterion: CriterionId
    minimum: Score
    reason: Text
    cites: Locators = ()


class OnCriteria(Record):
    """One option, and the criteria on which something is claimed of it."""

    option: OptionId
    criteria: CriterionIds


class BelowLimit(OnCriteria):
    """One option scores strictly below a limit on the criteria."""

    limit: Score


class Increase(Record):
    """The second option scores strictly above the first on the criteria."""

    over: tuple[OptionId, OptionId]
    criteria: CriterionIds


class FailedScreens(Record):
    """One option fails each of the screens."""

    option: OptionId
    screens: ScreenIds


class PassingOptions(Record):
    """Of the options other than the baseline, exactly these pass all of the screens."""

    options: OptionIds
    screens: ScreenIds


class EnteredBy(Record):
    """Each obligation is carried by the option."""

    option: OptionId
    obligations: Annotated[ObligationIds, Field(min_length=1)]


class PassingPackages(Record):
    """Every package between the two options passes each of the screens."""

    over: tuple[OptionId, OptionId]
    screens: ScreenIds


class ClaimTest(Record):
    """One test of a claim against the data: exactly one of the kinds is given."""

    lowest: OnCriteria | None = None
    highest: OnCriteria | None = None
    below: BelowLimit | None = None
    increases: Increase | None = None
    fails: FailedScreens | None = None
    exactly_pass: PassingOptions | None = None
    enter_by: EnteredBy | None = None
    packages_pass: PassingPackages | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> ClaimTest:
        if len(self.model_fields_set) != 1 or self.content is None:
            kinds = ", ".join(name.replace("_", "-") for name in ClaimTest.model_fields)
            raise fault(f"a test has exactly one of: {kinds}")
        return self

    @property
    def kind(self) -> str:
        """The name of the one kind of test that is given."""
        return next(iter(self.model_fields_set))

    @property
    def content(self) -> Any:
        """What the test is about: the record under its kind."""
        return getattr(self, self.kind)


class Claim(Record):
    """What the source claims (`stated`), or how we read it (`reading`), with tests against the data."""

    id: Id
    kind: Literal["stated", "reading"]
    says: Text
    cites: Locators = ()
    tests: Annotated[tuple[ClaimTest, ...], Field(min_length=1)]


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Identified)


def find(kind: str, given: str, records: Iterable[R]) -> R:
    """The record with this id; ArgumentProblem, with the nearest id, if there is none."""
    records = tuple(records)
    for record in records:
        if record.id == given:
            return record
    raise ArgumentProblem(unknown(kind, str(given), [record.id for record in records]))


class Study(Record):
    """A decision read out of a source: options, criteria, obligations, profiles, parties and claims.

    Frozen. References between the parts are checked when it is made: an unknown id, a missing score,
    a prerequisite that enters late and the like raise pydantic's ValidationError with every fault.
    """

    title: Text
    question: Text
    baseline: OptionId | None = None
    profile: ProfileId
    source: Source
    groups: Annotated[tuple[Group, ...], keyed(), Field(min_length=1)]
    overlaps: tuple[Overlap, ...] = ()
    considerations: Annotated[tuple[Saying, ...], keyed()] = ()
    options: Annotated[tuple[Option, ...], keyed(), Field(min_length=1)]
    conditions: Annotated[tuple[Saying, ...], keyed()] = ()
    obligations: Annotated[tuple[Obligation, ...], keyed()] = ()
    principles: Annotated[tuple[Saying, ...], keyed()] = ()
    profiles: Annotated[tuple[Profile, ...], keyed(), Field(min_length=1)]
    parties: Annotated[tuple[Party, ...], keyed()] = ()
    screens: Annotated[tuple[Screen, ...], keyed()] = ()
    claims: Annotated[tuple[Claim, ...], keyed()] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Study]) -> Study:
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
        """The types of treaty from the weakest to the strongest commitment: options but the baseline."""
        types = (option for option in self.options if option.id != self.baseline)
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
        """What a type obliges to: obligations entering with it or with a weaker type; none for the baseline."""
        chosen = self.option(option)
        if chosen.id == self.baseline:
            return ()
        degrees = {each.id: each.degree for each in self.ladder}
        return tuple(each for each in self.obligations if degrees[each.enters] <= chosen.degree)

    def with_score(self, option: str, criterion: str, score: float) -> Study:
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

    def to_dict(self) -> dict[str, Any]:
        """The whole study as plain data (lists of records that carry their ids)."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def _replace(records: tuple[R, ...], old: R, new: R) -> tuple[R, ...]:
    return tuple(new if record is old else record for record in records)

