"""The pieces of a study as frozen pydantic models: source, criteria, options, obligations.

Every figure in a study is a judgement; `cites` holds the locators of the passages it rests on.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from treatyopt.errors import printable
from treatyopt.methods import scale as plain
from treatyopt.result import Result
from treatyopt.study import filling
from treatyopt.study.base import Record
from treatyopt.study.fields import (
    DERIVED,
    FILLED,
    PAIRS,
    ConditionId,
    CriterionId,
    CriterionIds,
    Declares,
    Distinct,
    Flag,
    Grade,
    Id,
    Locator,
    Locators,
    Measure,
    Name,
    ObligationIds,
    OptionId,
    PartyIds,
    Text,
    Title,
    fault,
    keyed,
    require_declared,
)
from treatyopt.study.scales import Scale, in_unit

# What a score can rest on in a file, where what is unknown is a score; `set` is of a run.
WrittenBasis = Literal["stated", "inferred", "judged"]
WRITTEN_BASES: tuple[WrittenBasis, ...] = get_args(WrittenBasis)
Basis = Literal[WrittenBasis, "unknown", "set"]

# The degree of an option that is given none, until its study is complete.
UNORDERED = -1


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
        require_declared("section", section)
        return value


def _passages(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple({"id": id, "gist": gist} for id, gist in value.items())
    return value


# A mapping of locators to gists, read as a sequence of passages.
PASSAGES = (BeforeValidator(_passages), Declares("locator"))


class Source(Record):
    """The document that a study reads: its sections as (id, heading), and every locator it has.

    `unused` holds the locators that the study leaves aside on purpose, each with why.
    """

    author: Text | None = None
    title: Text
    publication: Text | None = None
    date: Text | None = None
    short: Name
    note: Text | None = None
    sections: Annotated[tuple[tuple[Id, Text], ...], *PAIRS, Declares("section")] = ()
    locators: Annotated[tuple[Passage, ...], *PASSAGES] = ()
    unused: Annotated[tuple[tuple[Locator, Text], ...], *PAIRS] = ()


def _end(value: float | None, scale: Scale | None, words: str | None) -> str | None:
    if value is None or scale is None:
        return words
    return f"{in_unit(value, scale)}: {words}" if words else in_unit(value, scale)


class Criterion(Record):
    """One thing that matters, scored 0-100 between two anchors described in words; more is better.

    With a `scale` options are scored in its unit, and less may be better. `feasibility` marks a criterion that asks
    whether an option can be had, not what it is worth.
    """

    id: Id
    name: Name
    asks: Text | None = None
    zero: Text | None = None
    hundred: Text | None = None
    scale: Scale | None = None
    feasibility: Flag = False
    note: Text | None = None
    cites: Locators = ()

    @property
    def at_zero(self) -> str | None:
        """What a score of 0 means: the worst performance, and in words, if either is given."""
        return _end(self.scale.worst if self.scale else None, self.scale, self.zero)

    @property
    def at_hundred(self) -> str | None:
        """What a score of 100 means: the best performance, and in words, if either is given."""
        return _end(self.scale.best if self.scale else None, self.scale, self.hundred)


class Group(Record):
    """A branch of the value tree: criteria that are weighted together."""

    id: Id
    name: Name
    criteria: Annotated[tuple[Criterion, ...], *keyed("criterion", filling.criterion), FILLED]

    @property
    def alone(self) -> bool:
        """Whether it is no more than a criterion that stands in no group."""
        return [each.id for each in self.criteria] == [self.id]


class Overlap(Record):
    """Criteria that could count one thing twice, and how."""

    criteria: CriterionIds
    reason: Text | None = None


class Saying(Record):
    """A principle, consideration or condition of the source, in our words."""

    id: Id
    says: Text
    cites: Locators = ()


def _two(value: Any) -> Any:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        more = isinstance(value, list) and len(value) > 2
        raise fault(
            "must be two numbers: [low, high]"
            + (f", not {len(value)}; decimals take a point" if more else "")
        )
    return value


class Assessment(Record):
    """The score of one option on the criterion `id`, 0-100, with its range (low, high), basis and reason.

    `stated`: the source says something of this option on this criterion, in the cited passage. `inferred`: nobody
    said it. `judged`: the study's authors say no more than that. `set`: typed by the user for this run, never in a
    file. The figure itself is a judgement in each of these cases. `unknown`: there is none; the range is the whole
    scale, and its middle stands for the score.

    Where the criterion has a scale, a file gives score and range in its unit; they are kept as `performance` and
    `performances` (low, high), and `score` and `range` are what those are worth.

    All performances in the range are as likely. Where their worth bends inside it, `bends` are those points, as
    (quantile, worth): quantiles go from the worst in the range (0) to the best (1).
    """

    id: CriterionId
    score: Measure
    range: Annotated[tuple[Measure, Measure], BeforeValidator(_two)]
    basis: Basis = "judged"
    reason: Text | None = None
    cites: Locators = ()
    performance: Annotated[Measure | None, DERIVED] = None
    performances: Annotated[tuple[Measure, Measure] | None, DERIVED] = None
    bends: Annotated[tuple[tuple[Measure, Measure], ...] | None, DERIVED] = None

    @property
    def written(self) -> tuple[float, float, float]:
        """The low end, the score and the high end as a file gives them: in the unit of the criterion, if it has any."""
        if self.performance is None or self.performances is None:
            return self.low, self.score, self.high
        return self.performances[0], self.performance, self.performances[1]

    def in_unit_of(self, scale: Scale | None) -> tuple[float, float, float]:
        """As `written`, on the scale of the criterion; a package has worths alone, and is worked back from them."""
        if scale is None or self.performance is not None:
            return self.written
        low, high = sorted((scale.value(self.low), scale.value(self.high)))
        return low, scale.value(self.score), high

    @property
    def low(self) -> float:
        """The lowest score held possible, 0-100."""
        return self.range[0]

    @property
    def high(self) -> float:
        """The highest score held possible, 0-100."""
        return self.range[1]

    @property
    def course(self) -> tuple[tuple[float, float], ...]:
        """The score (0-100) along the quantile of the range: linear between points (quantile, score), from 0 to 1."""
        return (0.0, self.low), *(self.bends or ()), (1.0, self.high)

    @property
    def mean(self) -> float:
        """The mean score (0-100) over the range, in which all performances are as likely: no best score."""
        return plain.mean(self.course)

    @field_validator("score", mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        if value == filling.UNKNOWN:  # which stands without a range, and is filled in before
            raise fault("an unknown score has the whole scale for its range; drop the range, or give a score")
        return value

    @field_validator("basis", mode="before")
    @classmethod
    def _from_a_file(cls, value: Any) -> Any:
        if value not in (*WRITTEN_BASES, filling.UNKNOWN):
            but = f", not {printable(value)}" if isinstance(value, str) else ""
            raise fault(f"must be stated, inferred or judged{but}")
        return value

    @model_validator(mode="after")
    def _cited(self) -> Self:
        stand_in = (self.score, self.range) == (filling.MIDDLE, filling.WHOLE) or self.performance is not None
        if self.basis == filling.UNKNOWN and not stand_in:
            raise fault("what is unknown has no figure; write unknown in place of the score, and no range")
        if self.basis == "stated" and not self.cites:
            raise fault("a stated score needs a locator under cites")
        return self


class Option(Record):
    """An alternative, or the baseline; `degree` is its step on the ladder of options that go ever further.

    `phrase` is what it is called in mid-sentence, with its article.
    """

    id: Id
    name: Name
    title: Title
    phrase: Name | None = None
    degree: Annotated[int, Field(strict=True, ge=0, le=1000)] = UNORDERED
    gist: Text | None = None
    note: Text | None = None
    cites: Locators = ()
    scores: Annotated[tuple[Assessment, ...], *keyed("score", filling.assessment)]

    @cached_property
    def _by_criterion(self) -> dict[str, Assessment]:
        return {assessment.id: assessment for assessment in self.scores}

    @property
    def called(self) -> str:
        """What it is called in mid-sentence: its phrase, or its title where it has none."""
        return self.phrase or self.title

    def on(self, criterion: str) -> Assessment:
        """This option's assessment on a criterion, by id; KeyError if there is none."""
        return self._by_criterion[criterion]


class Package(Option, Result):
    """A set of obligations between two options, as one more: all that `lower` carries, and what it `adds`.

    `lower` may be the baseline, which carries nothing. `adds` lists obligations that enter above `lower` and up to
    `upper`. Scores are interpolated.
    """

    ROOM: ClassVar[str] = "package"

    lower: OptionId
    upper: OptionId
    adds: ObligationIds


class Obligation(Record):
    """A provision: whom it binds, the first option that carries it, what it costs and what it moves.

    `basis` says whether the source ties it to the option it enters with; `may_enter` names other options that it could
    enter with, the likeliest first. `burden` is 0 none, 1 light, 2 moderate, 3 heavy, for each party it binds: a
    judgement. `moves` gives its relevance to criteria, 0-3. `when` names the condition it supposes. `placed_from` is
    what it enters with in the study, where it was placed elsewhere for a run.
    """

    id: Id
    says: Text
    kind: Id = "obligation"
    binds: PartyIds
    enters: OptionId
    may_enter: Annotated[tuple[OptionId, ...], Distinct] = Field(default=(), alias="may-enter")
    placed_from: Annotated[OptionId | None, DERIVED] = None
    basis: WrittenBasis = "judged"
    burden: Grade
    moves: Annotated[tuple[tuple[CriterionId, Grade], ...], *PAIRS] = ()
    needs: ObligationIds = ()
    when: ConditionId | None = None
    note: Text | None = None
    cites: Locators = ()

    def relevance(self, criterion: str) -> int:
        """How much this obligation bears on a criterion, 0-3 (0 where nothing is said)."""
        return next((relevance for id, relevance in self.moves if id == criterion), 0)
