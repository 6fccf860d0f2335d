"""The pieces of a study together, each read by itself: whether they fit together is for the rules to say."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import Field

from treatyopt.study import filling
from treatyopt.study.base import FileRecord
from treatyopt.study.claims import Claim
from treatyopt.study.fields import FILLED, OptionId, ProfileId, Text, Title, keyed
from treatyopt.study.parties import Party
from treatyopt.study.profiles import Profile
from treatyopt.study.records import (
    Assessment,
    Criterion,
    Group,
    Obligation,
    Option,
    Overlap,
    Package,
    Passage,
    Saying,
    Source,
)
from treatyopt.study.screens import Screen
from treatyopt.study.words import Words

UNTITLED = "A study without a title"


class Parts(FileRecord):
    """All that a study is made of."""

    title: Title = UNTITLED
    question: Text | None = None
    assessors: Text | None = None
    words: Words = Field(default={}, validate_default=True)
    baseline: OptionId | None = None
    profile: ProfileId = ""
    evidence: Text | None = None
    source: Source | None = None
    groups: Annotated[tuple[Group, ...], *keyed("group", filling.named)] = ()
    alone: Annotated[tuple[Criterion, ...], *keyed("criterion", filling.criterion)] = Field(
        default=(), alias="criteria", exclude=True
    )
    overlaps: tuple[Overlap, ...] = ()
    considerations: Annotated[tuple[Saying, ...], *keyed("consideration", filling.saying)] = ()
    options: Annotated[tuple[Option, ...], *keyed("option", filling.option), FILLED]
    conditions: Annotated[tuple[Saying, ...], *keyed("condition", filling.saying)] = ()
    obligations: Annotated[tuple[Obligation, ...], *keyed("obligation")] = ()
    principles: Annotated[tuple[Saying, ...], *keyed("principle", filling.saying)] = ()
    profiles: Annotated[tuple[Profile, ...], *keyed("profile")] = ()
    parties: Annotated[tuple[Party, ...], *keyed("party", filling.named)] = ()
    screens: Annotated[tuple[Screen, ...], *keyed("screen")] = ()
    claims: Annotated[tuple[Claim, ...], *keyed("claim")] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of their groups."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @cached_property
    def flat(self) -> bool:
        """Whether every criterion is a group of its own, so that there are criteria alone to speak of."""
        return all(group.alone for group in self.groups)

    @cached_property
    def in_units(self) -> bool:
        """Whether any criterion is scored in a unit."""
        return any(each.scale is not None for each in self.criteria)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the source; none without a source."""
        return self.source.locators if self.source else ()

    @property
    def asked(self) -> str:
        """The question, or the title where none is asked."""
        return self.question or self.title

    @cached_property
    def ladder(self) -> tuple[Option, ...]:
        """The options from the weakest to the strongest, without the baseline and packages."""
        types = (each for each in self.options if each.id != self.baseline and not isinstance(each, Package))
        return tuple(sorted(types, key=lambda option: option.degree))

    @cached_property
    def ascent(self) -> tuple[Option, ...]:
        """All that steps lead over: the baseline, if there is one, which has the lowest degree, then the ladder."""
        return (*(each for each in self.options if each.id == self.baseline), *self.ladder)


def assessed(study: Parts) -> Iterator[tuple[tuple[str, ...], Assessment]]:
    """Every score of a study with its place: those of the options, and then what parties score otherwise."""
    for option in study.options:
        yield from ((("options", option.id, "scores", each.id), each) for each in option.scores)
    for party in study.parties:
        for id, scores in party.scores:
            yield from ((("parties", party.id, "scores", id, each.id), each) for each in scores)
