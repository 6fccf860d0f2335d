"""The pieces of a study together, each read by itself: whether they fit together is for the rules to say."""

from functools import cached_property
from typing import Annotated

from treatyopt.study.base import Record
from treatyopt.study.claims import Claim
from treatyopt.study.fields import FILLED, OptionId, ProfileId, Text, Title, keyed
from treatyopt.study.records import (
    Criterion,
    Group,
    Obligation,
    Option,
    Overlap,
    Package,
    Party,
    Profile,
    Saying,
    Source,
)
from treatyopt.study.screens import Screen


class Parts(Record):
    """All that a study is made of."""

    title: Title
    question: Text
    assessors: Text | None = None
    baseline: OptionId | None = None
    profile: ProfileId
    source: Source
    groups: Annotated[tuple[Group, ...], *keyed("group"), FILLED]
    overlaps: tuple[Overlap, ...] = ()
    considerations: Annotated[tuple[Saying, ...], *keyed("consideration")] = ()
    options: Annotated[tuple[Option, ...], *keyed("option"), FILLED]
    conditions: Annotated[tuple[Saying, ...], *keyed("condition")] = ()
    obligations: Annotated[tuple[Obligation, ...], *keyed("obligation")] = ()
    principles: Annotated[tuple[Saying, ...], *keyed("principle")] = ()
    profiles: Annotated[tuple[Profile, ...], *keyed("profile"), FILLED]
    parties: Annotated[tuple[Party, ...], *keyed("party")] = ()
    screens: Annotated[tuple[Screen, ...], *keyed("screen")] = ()
    claims: Annotated[tuple[Claim, ...], *keyed("claim")] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of their groups."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @cached_property
    def ladder(self) -> tuple[Option, ...]:
        """The types of treaty from the weakest to the strongest: options but the baseline and packages."""
        types = (each for each in self.options if each.id != self.baseline and not isinstance(each, Package))
        return tuple(sorted(types, key=lambda option: option.degree))
