"""Obligations placed with other options for one run: the study as changed, and packages following.

What enters with an option divides the change of its scores, and is in every stronger one: placing it elsewhere moves
packages, and what an option asks of the parties. The scores of the options stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from treatyopt.errors import ArgumentProblem, mapping, printable
from treatyopt.packages.package import called, faults, rebuilt
from treatyopt.packages.stretch import Stretch, stretch
from treatyopt.study.lacking import lack
from treatyopt.study.model import Study, find, require_study
from treatyopt.study.placing import Placing
from treatyopt.study.records import Obligation, Package

# In place of an obligation: all that could enter with an option, by what the study says.
ALL = "*"


def place(study: Study, enters: Mapping[str, str]) -> Study:
    """The study with obligations entering with other options, as {obligation: option}, whatever the file says of them.

    `*` in place of an obligation stands for all that the study says could enter with that option, but for those
    named by themselves. A package keeps what it adds, less what its lower end then holds.

    Raises ArgumentProblem for unknown ids, for the baseline and packages, where nothing would change, for prerequisites
    that would enter later, and for packages that could not be had.
    """
    require_study(study)
    given = mapping("enters", enters)
    if not given:
        return study
    if not study.obligations:
        raise lack(study, "obligations", "the study has no obligations, so there are none to place")
    targets = _targets(study, {id: _target(study, id, option) for id, option in given.items()})
    return moved(study, [Placing(each.id, each.enters, targets[each.id]) for each in _among(study, targets)])


def moved(study: Study, placings: Iterable[Placing]) -> Study:
    """The study with these placings made, each obligation once; ArgumentProblem where they do not go together."""
    there = {each.obligation: each.now for each in placings}
    obligations = tuple(
        _placed(each, there[each.id]) if each.id in there else each for each in study.obligations
    )
    _require_needs(study, obligations)
    changed = study.changed(obligations=obligations)
    for each in study.options:
        if isinstance(each, Package):
            changed = _following(changed, each)
    return changed


def unpacked(study: Study) -> Study:
    """The study without its packages, for what they play no part in: one that could not be had is no hindrance then."""
    return study.changed(options=tuple(each for each in study.options if not isinstance(each, Package)))


def _placed(each: Obligation, option: str) -> Obligation:
    was = each.placed_from or each.enters
    return each.changed(enters=option, placed_from=None if option == was else was)


def _target(study: Study, id: str, option: object) -> str:
    """The option that is to be entered with, by id."""
    if not isinstance(option, str):
        raise ArgumentProblem(f"enters: {printable(repr(option))} of {id} is not the id of an option")
    found = study.option(option)
    if found.id == study.baseline:
        raise ArgumentProblem(f"{id}={option}: the baseline obliges to nothing; name another option")
    if isinstance(found, Package):
        raise ArgumentProblem(f"{id}={option}: a package is made of obligations, and none enters with it")
    return found.id


def _targets(study: Study, given: Mapping[str, str]) -> dict[str, str]:
    """What each obligation is to enter with, by its id; each is another option than now."""
    targets: dict[str, str] = {}
    for id, option in given.items():
        if id != ALL:
            now = find("obligation", id, study.obligations).enters
            if now == option and ALL in given:
                continue  # it is named to be left where it is, while others move
            if now == option:
                raise ArgumentProblem(f"{id}={option}: it enters with {option} as it is")
            targets[id] = option
    if ALL in given:
        option = given[ALL]
        able = [each.id for each in study.obligations if option in each.may_enter and each.id not in given]
        if not able:
            raise ArgumentProblem(
                f"{ALL}={option}: the study says of no obligation{' that is left' if targets else ''} that it could "
                f"enter with {option} instead (may-enter); name those that you mean"
            )
        targets |= dict.fromkeys(able, option)
    return targets


def _among(study: Study, ids: Mapping[str, str]) -> list[Obligation]:
    return [each for each in study.obligations if each.id in ids]


def _require_needs(study: Study, obligations: Iterable[Obligation]) -> None:
    """Raise ArgumentProblem where what an obligation needs would enter later than it."""
    degrees = {each.id: each.degree for each in study.options}
    known = {each.id: each for each in obligations}
    for each in known.values():
        for need in (known[id] for id in each.needs):
            if degrees[need.enters] > degrees[each.enters]:
                raise ArgumentProblem(
                    f"{each.id} needs {need.id}, which would enter later ({need.enters}, after {each.enters}); place "
                    f"both, or neither"
                )


def _following(study: Study, made: Package) -> Study:
    """The study with a package's scores worked out anew, less what its lower end now holds."""
    try:
        found = stretch(study, made.lower, made.upper)
        held = {each.id for each in found.held}
        adds = tuple(id for id in made.adds if id not in held)
        for _, message in faults(found, adds):
            raise ArgumentProblem(message)
    except ArgumentProblem as problem:
        raise ArgumentProblem(f"the package {made.id} cannot be had so: {problem}") from None
    new = rebuilt(study, made.changed(adds=adds, name=_name(study, found, made, len(adds))))
    return study.changed(options=tuple(new if each is made else each for each in study.options))


def _name(study: Study, found: Stretch, made: Package, adds: int) -> str:
    """The name of a package that adds so many now: another one where it is called by what it adds, as most are."""
    was, now = (called(found, count).name for count in (len(made.adds), adds))
    if was == now or made.name not in (was, f"{was} ({made.id})"):
        return made.name
    taken = any(each.name == now for each in study.options if each.id != made.id)
    return f"{now} ({made.id})" if taken else now
