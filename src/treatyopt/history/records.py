"""The pieces of a file of evidence: facts and figures, each with its source and the grade of that source."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, model_validator

from treatyopt.errors import listed
from treatyopt.methods.proportions import Bounds, wilson
from treatyopt.study.base import FileRecord, Record
from treatyopt.study.fields import (
    FILLED,
    CriterionId,
    Distinct,
    Flag,
    Id,
    ObligationId,
    OptionId,
    Text,
    fault,
    keyed,
)

Grade = Literal["V", "S", "M"]
# What each grade of a source means, word for word as the head of data/evidence.yaml has it.
GRADES: dict[Grade, str] = {
    "V": "seen in a primary or official text, in a work or data set of research, in a documentary collection or "
    "archive of such, or in the publisher's abstract",
    "S": "press, an encyclopaedia, or a copy kept by somebody else",
    "M": "from memory, not seen when this was written",
}
Status = Literal["agreed", "agreed-politically", "existed", "partly", "agreed-not-in-force", "not-agreed"]
Form = Literal["political", "binding", "mixed", "none"]
Bears = Literal["supports", "qualifies", "contradicts"]

# What counts as agreed, strictly and with what was agreed in part or signed and never in force.
STRICT: frozenset[Status] = frozenset({"agreed", "agreed-politically", "existed"})
WIDE: frozenset[Status] = STRICT | {"partly", "agreed-not-in-force"}

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def _check_date(value: str) -> str:
    if not _DATE.match(value):
        raise fault(f"{value[:40]!r} is not a date; write 1997, 1997-05 or 1997-05-27")
    try:
        date.fromisoformat(f"{value}-01-01"[:10] if len(value) < len("1997-05-27") else value)
    except ValueError:
        raise fault(f"{value} is not a date that there is") from None
    return value


Date = Annotated[str, AfterValidator(_check_date)]
Year = Annotated[int, Strict(), Field(ge=1, le=9999)]
Count = Annotated[int, Strict(), Field(ge=0)]


class Sourced(Record):
    """What says where it is from, and how good that is: a grade says what it is in `GRADES`."""

    source: Text
    grade: Grade


class Outcome(Sourced):
    """What came of an obligation.

    `form`, `effect` and `between` are coded: whether the instrument binds in law, whether it took effect, and whether
    it is between the parties of the study, with others, or of one side alone; the last two only where there is a form.
    `begun` is the date from which part of it held, where that of the instrument named is later; `ended` is the date
    from which it did no longer, and `since` how it went on.
    """

    id: ObligationId
    status: Status
    instrument: Text
    date: Date
    begun: Date | None = None
    ended: Date | None = None
    form: Form
    effect: Literal["took effect", "never"] | None = None
    between: Literal["the two", "others", "one side"] | None = None
    nature: Text | None = None
    since: Text | None = None
    says: Text

    @property
    def dated(self) -> str:
        """The date from which it counts."""
        return self.begun or self.date

    def by(self, year: int) -> bool:
        """Whether its date falls in a year or before it."""
        return int(self.dated[:4]) <= year

    def before(self, date: str) -> bool:
        """Whether it dates from before this, as far as both say: 1996 is not before 1996-05, and may be after it."""
        said = min(len(self.dated), len(date))
        return self.dated[:said] < date[:said]

    @model_validator(mode="after")
    def _coded(self) -> Outcome:
        missing = [key for key in ("effect", "between") if getattr(self, key) is None]
        if missing and self.form != "none":
            raise fault(
                f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing; with a form other than none it "
                "says whether it took effect and between whom"
            )
        return self


class Example(Sourced):
    """An instrument that there was; `option` is what it is classed under, if any.

    `assistance`: whether it obliges to military help, and `duty` what there is to say of that.
    """

    instrument: Text
    parties: Text
    option: OptionId | None = None
    remark: Text | None = None
    form: Form
    nature: Text | None = None
    signed: Text
    in_force: Text = Field(alias="in-force")
    term: Text
    exit: Text
    assistance: Flag
    duty: Text | None = None
    ended: Text


class Tally(Record):
    """How many `cases` there are among so many, of what, and the option that it is set beside, if any."""

    of: Text
    option: OptionId | None = None
    cases: Count
    among: Annotated[int, Strict(), Field(ge=1)]
    caveat: Text | None = None

    @property
    def share(self) -> float:
        """The cases as a share of all, 0-1."""
        return self.cases / self.among

    @property
    def interval(self) -> Bounds:
        """The Wilson interval of that share at 95%."""
        return wilson(self.share, self.among)

    @model_validator(mode="after")
    def _part_of_all(self) -> Tally:
        if self.cases > self.among:
            raise fault(f"{self.cases} cases are more than the {self.among} among which they are")
        return self


class Rate(Sourced):
    """How often something happened, counted in one way; what was counted, and what may mislead in it."""

    id: Id
    name: Text
    criterion: CriterionId
    definition: Text
    caveat: Text
    counts: Annotated[tuple[Tally, ...], FILLED]


class Finding(Sourced):
    """What a piece of research found."""

    work: Text
    finding: Text
    period: Text | None = None


class Bearing(Sourced):
    """Whether what is known supports, qualifies or contradicts the judgement of an option on a criterion."""

    option: OptionId
    criterion: CriterionId
    bearing: Bears
    says: Text


class EvidenceFile(FileRecord):
    """All that a file of evidence holds.

    `proposed` is when the obligations were proposed, `until` the years by whose end what was agreed is valued, and
    `binding` the obligation that is the legal form.
    """

    proposed: Date
    until: Annotated[tuple[Year, ...], Distinct, FILLED]
    binding: ObligationId | None = None
    outcomes: Annotated[tuple[Outcome, ...], *keyed("outcome"), FILLED]
    examples: tuple[Example, ...] = ()
    rates: Annotated[tuple[Rate, ...], *keyed("rate")] = ()
    research: tuple[Finding, ...] = ()
    bearings: tuple[Bearing, ...] = ()

    def of(self, obligation: str) -> Outcome | None:
        """What came of an obligation; None if nothing is said of it."""
        return next((each for each in self.outcomes if each.id == obligation), None)

    def bearing(self, option: str, criterion: str) -> Bearing | None:
        """What bears on a judgement; None where nothing was found."""
        asked = (option, criterion)
        return next((each for each in self.bearings if (each.option, each.criterion) == asked), None)

    @model_validator(mode="after")
    def _once(self) -> EvidenceFile:
        pairs = [(each.option, each.criterion) for each in self.bearings]
        twice = next((each for i, each in enumerate(pairs) if each in pairs[:i]), None)
        if twice:
            raise fault(f"what bears on {'.'.join(twice)} stands twice")
        return self
