"""The rules between the parts of a study; every fault is found, each with its place.

A rule yields `(place, message)`: the place is a path of keys and ids into the study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from treatyopt.errors import ArgumentProblem, as_typed
from treatyopt.study.base import Record, reader_of, record_in
from treatyopt.study.citations import citing
from treatyopt.study.completing import completion
from treatyopt.study.fields import MAPPING_EXPECTED, Declares, declaring, fault
from treatyopt.study.obligationrules import OBLIGATIONS
from treatyopt.study.parts import Parts
from treatyopt.study.profiles import Profile
from treatyopt.study.records import UNORDERED, Option
from treatyopt.study.scorerules import SCORES, Fault, Place, Rule
from treatyopt.study.statements import read_statement

_SUM_TOLERANCE = 1e-6


def declared(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The ids that the raw data of a study declare, by kind; tolerant of anything malformed.

    Where they are declared is read off the models: in the fields marked so, at any depth.
    """
    found: dict[str, list[str]] = {}
    _declare(Parts, [data], found)
    found.setdefault("group", []).extend(_ids(data.get("criteria")))  # each is a group of its own
    return {kind: tuple(ids) for kind, ids in found.items()}


def _declare(model: type[Record], records: Sequence[Any], found: dict[str, list[str]]) -> None:
    for name, field in model.model_fields.items():
        given = [_part(record, field.alias or name) for record in records]
        for mark in field.metadata:
            if isinstance(mark, Declares):
                found.setdefault(mark.kind, []).extend(id for each in given for id in _ids(each))
        inner = record_in(field.annotation)
        if inner is not None:
            many = get_origin(field.annotation) is tuple
            _declare(inner, [body for each in given for body in (_bodies(each) if many else [each])], found)


def _ids(records: Any) -> tuple[str, ...]:
    if isinstance(records, Mapping):
        return tuple(key for key in records if isinstance(key, str))
    if isinstance(records, (tuple, list)):
        ids = (each[0] if type(each) is tuple and each else _part(each, "id") for each in records)
        return tuple(id for id in ids if isinstance(id, str))
    return ()


def _bodies(records: Any) -> Sequence[Any]:
    if isinstance(records, Mapping):
        return tuple(records.values())
    return records if isinstance(records, (tuple, list)) else ()


def _part(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def require(study: Parts) -> None:
    """Raise pydantic's ValidationError with every broken rule, if any is."""
    faults = [each for rule in (*_EACH, *_OF_CRITERIA, *_WHOLE) for each in rule(study)]
    if faults:
        raise ValidationError.from_exception_data("Study", [_details(*each) for each in faults])


def with_rules(error: ValidationError, data: Mapping[str, Any], model: type[Parts]) -> ValidationError:
    """The error with the rules broken by those parts that could be read, so that all faults come together."""
    errors = [_as_found(each) for each in error.errors(include_url=False)]
    damaged = {each["loc"][0] for each in error.errors(include_url=False, include_input=False) if each["loc"]}
    study = _survivors(error, data, model)
    rules = [*_EACH]
    if not damaged & {"groups", "criteria"}:
        rules += _OF_CRITERIA
    if not damaged & {"groups", "criteria", "options", "obligations", "baseline"}:
        rules += _WHOLE
    for rule in rules:
        errors.extend(_details(*each) for each in rule(study))
    return ValidationError.from_exception_data("Study", errors)


def _as_found(error: Any) -> InitErrorDetails:
    """An error as it was found, to be raised again together with others."""
    own = MAPPING_EXPECTED if error["type"] == MAPPING_EXPECTED.type else None
    if error["type"] == "study":
        own = fault(error["msg"])
    if own is not None:
        return InitErrorDetails(type=own, loc=error["loc"], input=error["input"])
    found = InitErrorDetails(type=error["type"], loc=error["loc"], input=error["input"])
    if "ctx" in error:
        found["ctx"] = error["ctx"]
    return found


def _details(place: Place, message: str) -> InitErrorDetails:
    return InitErrorDetails(type=fault(message), loc=place, input=None)


def _survivors(error: ValidationError, data: Mapping[str, Any], model: type[Parts]) -> Parts:
    """A study of the entries without a fault of their own; what could not be read is empty."""
    bad = {each["loc"][:2] for each in error.errors(include_url=False, include_input=False)}
    parts: dict[str, Any] = {}
    with declaring(declared(data)):
        for name, field in model.model_fields.items():
            place = field.alias or name
            parts[name] = () if field.default == () or field.is_required() else None
            value = data.get(place)
            if isinstance(value, Mapping) and name != "source":
                value = {key: each for i, (key, each) in enumerate(value.items()) if (place, i) not in bad}
            try:
                parts[name] = reader_of(model, name).validate_python(value)
            except ValidationError:
                continue
    survivors = _without(model.model_construct(**parts), _in_units(data))
    return survivors.changed(**completion(survivors))


def _in_units(data: Mapping[str, Any]) -> set[str]:
    """The criteria that raw data give a scale, sound or not."""
    held = [data.get("criteria"), *(_part(each, "criteria") for each in _bodies(data.get("groups")))]
    pairs = [pair for each in held for pair in zip(_ids(each), _bodies(each), strict=False)]
    return {id for id, body in pairs if _part(body, "scale") is not None}


def _without(study: Parts, scaled: set[str]) -> Parts:
    """A study without what is in units of criteria that could not be read: there is nothing to hold it against."""
    lost = (
        scaled - {each.id for group in study.groups for each in group.criteria} - {c.id for c in study.alone}
    )
    return study.changed(
        options=tuple(
            option.changed(scores=tuple(each for each in option.scores if each.id not in lost))
            for option in study.options
        ),
        parties=tuple(
            party.changed(
                scores=tuple(
                    (id, tuple(each for each in scores if each.id not in lost)) for id, scores in party.scores
                )
            )
            for party in study.parties
        ),
        screens=tuple(each for each in study.screens if each.criterion not in lost),
        claims=tuple(
            claim.changed(tests=tuple(each for each in claim.tests if not lost & set(each.criteria)))
            for claim in study.claims
        ),
    )


def _one_namespace(study: Parts) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for group in study.groups:
        for id, place in [
            (group.id, ("groups", group.id)),
            *((each.id, ("groups", group.id, "criteria", each.id)) for each in group.criteria),
        ]:
            alone = place == ("groups", id, "criteria", id) and len(group.criteria) == 1  # the two are one
            if id in seen and not alone:
                yield place, f"the id is taken by {seen[id]}; groups and criteria share one set of ids"
            seen[id] = ".".join(place)
    options = {option.id for option in study.options}
    for obligation in study.obligations:
        if obligation.id in options:
            yield ("obligations", obligation.id), "the id is taken by an option"


def _degrees(study: Parts) -> Iterator[Fault]:
    taken: dict[int, Option] = {}
    for option in study.options:
        if option.degree == UNORDERED:
            yield ("options", option.id), "degree is missing; give every option its degree, or none"
            continue
        if option.degree in taken:
            place = ("options", option.id, "degree")
            yield place, f"{option.degree} is the degree of {taken[option.degree].id} too"
        taken.setdefault(option.degree, option)
    baseline = next((option for option in study.options if option.id == study.baseline), None)
    if baseline and any(UNORDERED < option.degree < baseline.degree for option in study.options):
        yield ("options", baseline.id, "degree"), "the baseline must have the lowest degree"


def _criteria_exist(study: Parts) -> Iterator[Fault]:
    if not study.criteria:
        yield ("groups",), "there are no criteria; give some under criteria, or in groups"


def _types_exist(study: Parts) -> Iterator[Fault]:
    if study.options and not study.ladder:
        yield ("options",), "there is no option besides the baseline"


def _profile_points(study: Parts) -> Iterator[Fault]:
    groups = {group.id: group for group in study.groups}
    for profile in study.profiles:
        place = ("profiles", profile.id, "points")
        given = [id for id, _ in profile.points]
        for id in groups if given or not profile.say else ():
            if id not in given:
                yield place, f"no points for {id}"
        total = sum(points for _, points in profile.points)
        if given and abs(total - 100) > _SUM_TOLERANCE:
            yield place, f"the points sum to {as_typed(total, 6)}, not to 100"
        yield from _profile_shares(
            profile, {id: [c.id for c in group.criteria] for id, group in groups.items()}
        )


def _profile_shares(profile: Profile, criteria: Mapping[str, list[str]]) -> Iterator[Fault]:
    for group, shares in profile.shares:
        place = ("profiles", profile.id, "shares", group)
        given = [id for id, _ in shares]
        for id in criteria.get(group, ()):
            if id not in given:
                yield place, f"no share for {id}"
        for id in given:
            if id not in criteria.get(group, given):
                yield (*place, id), f"is not a criterion of {group}"
        if given and not any(points for _, points in shares):
            yield place, "the shares are all zero"


def _profile_statements(study: Parts) -> Iterator[Fault]:
    known = [group.id for group in study.groups] + [criterion.id for criterion in study.criteria]
    for profile in study.profiles:
        for i, each in enumerate(profile.say):
            try:
                read_statement(each, known)
            except ArgumentProblem as problem:
                yield ("profiles", profile.id, "say", i), str(problem)


def _unused_uncited(study: Parts) -> Iterator[Fault]:
    """No passage is both cited and left aside."""
    unused = study.source.unused if study.source else ()
    uses = [*citing(study)] if unused else []
    for locator, _ in unused:
        users = [path for path, cites in uses if locator in cites]
        if users:
            cite = f"and {len(users) - 1} more cite" if len(users) > 1 else "cites"
            yield (
                ("source", "unused", locator),
                f"is not unused: {users[0]} {cite} it; drop it here, or there",
            )


# Rules of the first kind judge each entry by itself and so can judge what is left of a damaged study;
# those of the second kind would raise false alarms where a criterion is damaged, and of the third where anything is.
_EACH: tuple[Rule, ...] = (
    _one_namespace,
    _degrees,
    *OBLIGATIONS,
    *SCORES,
    _profile_points,
    _unused_uncited,
)
_OF_CRITERIA: tuple[Rule, ...] = (_profile_statements,)
_WHOLE: tuple[Rule, ...] = (_criteria_exist, _types_exist)
