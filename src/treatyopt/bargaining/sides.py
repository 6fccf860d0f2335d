"""The parties' sides: exact weights, what an option is worth to each, and what its burdens cost it.

Party value = the sum of the party's weights x scores, less the concession cost x the burden of what binds it.
Criteria marked `feasibility` are left out and the other weights renormalised. Scores are the study's common ones, or a
party's own where the study gives it any. All in exact fractions of the figures as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem, ids, mapping, printable
from treatyopt.methods.exact import exact, weighed
from treatyopt.packages.views import as_seen, seen_by
from treatyopt.ranking.weights import Weights, weigh
from treatyopt.result import UNTOLD
from treatyopt.study.lacking import lack
from treatyopt.study.model import Study, find
from treatyopt.study.parties import Party
from treatyopt.study.profiles import Profile
from treatyopt.study.records import Group, Obligation, Option


class Judging(NamedTuple):
    """What a side's weights are of: points and shares as a profile, and what was said where that stands for points."""

    profile: Profile
    said: tuple[str, ...]
    given: bool


Own = Mapping[str, Weights | Mapping[str, float]]


@dataclass(frozen=True)
class Side:
    """One party as it judges: the profile it judges by and its weights, without feasibility, summing to 1.

    `profile` is the name of the weights where it was given any of its own. `view` is the study as the party sees it,
    None where it has no scores of its own.
    """

    id: str
    name: str
    profile: str
    weights: Mapping[str, Fraction]
    view: Study | None = field(default=None, metadata=UNTOLD)
    judging: Judging = field(kw_only=True, metadata=UNTOLD)

    def sees(self, option: Option) -> Option:
        """An option with the scores that the party gives it."""
        return option if self.view is None else as_seen(self.view, option)

    def worth(self, option: Option) -> Fraction:
        """The weighted sum of the best scores that the party gives an option, 0-100, before any burden."""
        seen = self.sees(option)
        return weighed((w, exact(seen.on(id).score)) for id, w in self.weights.items())

    def burden(self, obligations: Iterable[Obligation]) -> int:
        """The burden units of those obligations that bind this party."""
        return sum(each.burden for each in obligations if self.id in each.binds)


def sides(
    study: Study,
    parties: Sequence[str] | None = None,
    profiles: Mapping[str, str] | None = None,
    weights: Own | None = None,
) -> tuple[Side, ...]:
    """The sides of these parties (all by default), each by the profile the study gives it or `profiles` does.

    `weights` gives some their own: points on top of that profile, or finished Weights in its place. Raises
    ArgumentProblem for unknown or repeated ids, a study without parties, and weights that are all on feasibility.
    """
    if not study.parties:
        raise lack(study, "parties", "the study has no parties")
    chosen = ids("parties", parties) if parties is not None else []
    if parties is not None and not chosen:
        raise ArgumentProblem("no party is named; leave the parties out to take all of them")
    for i, id in enumerate(chosen):
        if id in chosen[:i]:
            raise ArgumentProblem(f"{id} is named twice")
    named = [find("party", id, study.parties) for id in chosen] or list(study.parties)
    others = mapping("profiles", {} if profiles is None else profiles)
    own = mapping("weights", {} if weights is None else weights)
    for id in (*others, *own):
        find("party", id, named)
    found = []
    for party in named:
        judging = _judging(study, party, others.get(party.id), own.get(party.id))
        view = seen_by(study, party.id) if party.own else None
        used = party_weights(study, judging.profile)
        found.append(Side(party.id, party.name, judging.profile.id, used, view, judging=judging))
    return tuple(found)


def _judging(study: Study, party: Party, profile: str | None, given: object) -> Judging:
    """What a party judges by: finished weights, points on top of its profile, or the profile alone."""
    chosen = find("profile", party.profile if profile is None else profile, study.profiles)
    if given is None:
        return Judging(chosen, () if chosen.points else chosen.say, False)
    if isinstance(given, Mapping):
        given = party_points(study, party, profile, given)
    elif profile is not None:
        raise ArgumentProblem(
            f"profiles={{{party.id!r}: {profile!r}}}: the weights given are finished and leave no room for it"
        )
    if not isinstance(given, Weights):
        shown = printable(repr(given))
        raise ArgumentProblem(
            f"weights={{{party.id!r}: {shown}}}: give points by group or criterion id, or Weights"
        )
    if {each.id for each in given.criteria} != {each.id for each in study.criteria}:
        raise ArgumentProblem(
            f"weights of {party.id}: they are of another study; its criteria are not this one's"
        )
    return Judging(_as_profile(given), given.weight_set.said if given.stand_in else (), True)


def party_points(
    study: Study,
    party: Party,
    profile: str | None,
    points: Mapping[str, float],
    name: str | None = None,
    *,
    say: Sequence[str] = (),
    over: Literal["groups", "criteria"] | None = None,
) -> Weights:
    """A party's points on top of its profile, or of another that is named; with statements as `weigh` takes them."""
    space = over or "groups"
    if profile is not None:
        return weigh(study, points, profile, name, say=say, over=space)
    return weigh(study.changed(profile=party.profile), points, name=name, say=say, over=space)


def _as_profile(weights: Weights) -> Profile:
    """Weights in the form that a study keeps them in, under their name."""
    inner: dict[str, dict[str, float]] = {each.id: {} for each in weights.groups}
    for each in weights.criteria:
        inner[each.group][each.id] = each.share
    return Profile.model_construct(
        id=weights.name,
        points=tuple((each.id, each.points) for each in weights.groups),
        shares=tuple((group, tuple(shares.items())) for group, shares in inner.items()),
    )


def party_weights(study: Study, profile: Profile) -> dict[str, Fraction]:
    """A profile's weights without feasibility, by criterion, summing to 1; ArgumentProblem if nothing is left."""
    held = profile.points or [(each.id, each.points) for each in weigh(study, profile=profile.id).groups]
    points = {group: exact(each) for group, each in held}
    parts: dict[str, Fraction] = {}
    for group in study.groups:
        for id, share in _shares(group, profile).items():
            parts[id] = points[group.id] * share
    whole = sum(parts.values())
    if not whole:
        raise ArgumentProblem(
            f"{profile.id}: all its weight is on feasibility, which party values leave out; take another profile"
        )
    return {id: part / whole for id, part in parts.items()}


def inner_shares(study: Study, profile: Profile) -> dict[str, dict[str, Fraction]]:
    """By group, a profile's shares of the criteria outside feasibility, summing to 1; groups without any left out."""
    found = {group.id: _shares(group, profile) for group in study.groups}
    return {
        group: {id: share / sum(shares.values()) for id, share in shares.items()}
        for group, shares in found.items()
        if any(shares.values())
    }


def _shares(group: Group, profile: Profile) -> dict[str, Fraction]:
    """What part of a group's weight each of its criteria outside feasibility has under a profile."""
    given = dict(dict(profile.shares).get(group.id, ()))
    inner = {each.id: exact(given.get(each.id, 1.0)) for each in group.criteria}
    total = sum(inner.values())
    return {each.id: inner[each.id] / total for each in group.criteria if not each.feasibility}


def reservations(study: Study, sides: Iterable[Side]) -> tuple[Fraction, ...]:
    """Each side's value of the study's baseline, which obliges to nothing."""
    if study.baseline is None:
        raise lack(
            study,
            "baseline",
            "the study names no baseline, so nobody can say what a party has without an agreement",
        )
    option = study.option(study.baseline)
    return tuple(side.worth(option) for side in sides)


class PartyValue(NamedTuple):
    """An option or package as one party sees it: worth 0-100, burden units, value and gain over the baseline."""

    party: str
    worth: float
    burden: int
    value: float
    gain: float


def judged(side: Side, worth: Fraction, burden: int, cost: Fraction, reservation: Fraction) -> PartyValue:
    """The party value of something worth so much under so many burden units, and its gain."""
    value = worth - cost * burden
    return PartyValue(side.id, float(worth), burden, float(value), float(value - reservation))


def standing_in(sides: Iterable[Side]) -> Iterator[str]:
    """One sentence for each side whose weights are of statements and no points: at which weights it is judged."""
    for side in sides:
        if side.judging.said:
            whose = side.profile if side.judging.given else f"its profile {side.profile}"
            yield (
                f"{side.name} is judged at the centroid of what {whose} says of weights: "
                f"{'; '.join(side.judging.said)}."
            )


def unburdened(side: Side, here: str = "") -> str:
    """What to know of a side that no obligation burdens; `here` says which are meant where not all are."""
    return f"No obligation{here} burdens {side.name}: what it gives up, if anything, shows in scores alone."
