"""What a source claims, with tests of it against the data of a study."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from treatyopt.study.base import Record
from treatyopt.study.fields import (
    FILLED,
    CriterionIds,
    Id,
    Locators,
    Measure,
    ObligationIds,
    OptionId,
    OptionIds,
    ScreenIds,
    Text,
    fault,
)


class ClaimTest(Record):
    """One test of a claim against the best scores.

    lowest, highest: `option` is strictly so on each of the `criteria`, among all but the baseline.
    below: `option` is strictly below `limit` on each of the `criteria`, in their units if they have any.
    increases: the second of two `options` is strictly above the first on each of the `criteria`.
    fails: `option` fails each of the `screens`.
    exactly-pass: of all but the baseline, just the `options` pass them all.
    enter-by: `option` carries each of the `obligations`.
    packages-pass: every package between the two `options` passes each of the `screens`.
    """

    test: Literal[
        "lowest", "highest", "below", "increases", "fails", "exactly-pass", "enter-by", "packages-pass"
    ]
    option: OptionId | None = None
    options: OptionIds = ()
    criteria: CriterionIds = ()
    limit: Measure | None = None
    screens: ScreenIds = ()
    obligations: ObligationIds = ()

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        """Leave out what is empty and not wanted, as it stands in a test that a program wrote out."""
        test = data.get("test") if isinstance(data, Mapping) else None
        if not isinstance(test, str) or test not in TEST_KEYS:
            return data
        wanted = TEST_KEYS[test] | {"test"}
        return {key: each for key, each in data.items() if key in wanted or each not in ([], ())}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = TEST_KEYS[self.test]
        given = {key for key in self.model_fields_set - {"test"} if getattr(self, key) is not None}
        if given != wanted:
            raise fault(
                f"the test {self.test} takes {', '.join(sorted(wanted))}; given: {', '.join(sorted(given))}"
            )
        if self.test in OF_TWO and len(self.options) != 2:
            raise fault(f"the test {self.test} takes two options, the lower first")
        return self


# Tests that take two options, the lower first.
OF_TWO = ("increases", "packages-pass")
# What each test takes besides its name.
TEST_KEYS = {
    "lowest": {"option", "criteria"},
    "highest": {"option", "criteria"},
    "below": {"option", "criteria", "limit"},
    "increases": {"options", "criteria"},
    "fails": {"option", "screens"},
    "exactly-pass": {"options", "screens"},
    "enter-by": {"option", "obligations"},
    "packages-pass": {"options", "screens"},
}


class Claim(Record):
    """What the source claims (`stated`), or how we read it (`reading`), with tests against the data."""

    id: Id
    kind: Literal["stated", "reading"]
    says: Text
    cites: Locators = ()
    tests: Annotated[tuple[ClaimTest, ...], FILLED]
