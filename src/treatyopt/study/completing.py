"""What a study may leave out of its whole, completed from what it gives: groups, weights, order, units.

Each function takes the parts as they were read, and tolerates parts that could not be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from treatyopt.study.filling import MIDDLE, UNKNOWN, WHOLE
from treatyopt.study.parties import Party
from treatyopt.study.parts import Parts
from treatyopt.study.profiles import Profile
from treatyopt.study.records import UNORDERED, Assessment, Criterion, Group, Option
from treatyopt.study.scales import Scale
from treatyopt.study.screens import Screen

# The profile of a study that gives none: every group counts the same.
EQUAL = "equal"


def completion(parts: Parts) -> dict[str, Any]:
    """The fields of a study that its other parts complete, by name.

    A criterion in no group becomes a group of its own, with its id and name. Without profiles every group counts the
    same; the first profile is the default one, and a party without one takes the profile of its own id or the default.
    Without degrees options stand in the order of the file, the baseline lowest. Performances get their worth.
    """
    groups = (
        *parts.groups,
        *(Group.model_construct(id=c.id, name=c.name, criteria=(c,)) for c in parts.alone),
    )
    profiles = parts.profiles or _equal(groups)
    default = parts.profile or next((each.id for each in profiles), "")
    return {
        "groups": groups,
        "alone": (),
        "profiles": profiles,
        "profile": default,
        "parties": tuple(
            _seeing(_weighed(each, {p.id for p in profiles}, default), groups) for each in parts.parties
        ),
        "screens": tuple(_limited(each, groups) for each in parts.screens),
        "options": tuple(_measured(_ordered(parts), groups)),
    }


def _equal(groups: tuple[Group, ...]) -> tuple[Profile, ...]:
    if not groups:
        return ()
    points = tuple((group.id, 100 / len(groups)) for group in groups)
    return (Profile.model_construct(id=EQUAL, points=points, assumed=True),)


def _weighed(party: Party, profiles: set[str], default: str) -> Party:
    if party.profile:
        return party
    return party.changed(profile=party.id if party.id in profiles else default)


def _ordered(parts: Parts) -> Iterator[Option]:
    """The options with degrees, where none of them has any."""
    if any(each.degree != UNORDERED for each in parts.options):
        yield from parts.options
        return
    place = 0
    for each in parts.options:
        place += each.id != parts.baseline
        yield each.changed(degree=0 if each.id == parts.baseline else place)


def _measured(options: Iterator[Option], groups: tuple[Group, ...]) -> Iterator[Option]:
    """The options with the worth of what was scored in units."""
    scaled = _scaled(groups)
    for option in options:
        if any(each.id in scaled for each in option.scores):
            scores = tuple(_worth(each, scaled) for each in option.scores)
            option = option.changed(scores=scores)
        yield option


def _scaled(groups: tuple[Group, ...]) -> dict[str, Criterion]:
    return {each.id: each for group in groups for each in group.criteria if each.scale is not None}


def _seeing(party: Party, groups: tuple[Group, ...]) -> Party:
    """A party with the worth of what it scores in units."""
    scaled = _scaled(groups)
    if not any(criterion in scaled for _, criterion in party.own):
        return party
    return party.changed(
        scores=tuple((id, tuple(_worth(each, scaled) for each in scores)) for id, scores in party.scores)
    )


def not_known(was: Assessment, criterion: Criterion, reason: str | None = None) -> Assessment:
    """An assessment as if nobody knew the score: its range is the whole scale, the middle of which stands for it."""
    bare = was.changed(
        score=MIDDLE,
        range=WHOLE,
        basis=UNKNOWN,
        reason=reason,
        cites=(),
        performance=None,
        performances=None,
        bends=None,
    )
    return worth(bare, criterion.scale)


def _limited(screen: Screen, groups: tuple[Group, ...]) -> Screen:
    """A screen on a criterion in units with what its limits are worth; where less is better they change places."""
    scale = next((c.scale for group in groups for c in group.criteria if c.id == screen.criterion), None)
    if scale is None or screen.limits is not None:
        return screen
    limits = screen.minimum, screen.maximum
    low, high = (None if each is None else scale.worth(each) for each in limits)
    if scale.falling:
        low, high = high, low
    return screen.changed(minimum=low, maximum=high, limits=limits, unit=scale.unit)


def _worth(given: Assessment, scaled: Mapping[str, Criterion]) -> Assessment:
    return worth(given, scaled[given.id].scale if given.id in scaled else None)


def worth(given: Assessment, scale: Scale | None) -> Assessment:
    """An assessment with the performance as it was written, and what that is worth."""
    if scale is None or given.performance is not None:
        return given
    if given.basis == UNKNOWN:
        middle = scale.least / 2 + scale.most / 2
        given = given.changed(score=middle, range=(scale.least, scale.most))
    return given.changed(
        score=scale.worth(given.score),
        range=scale.ends(*given.range),
        performance=given.score,
        performances=given.range,
        bends=scale.bends(*given.range) or None,
    )
