"""The source's claims tested against the data of a study: each holds, or is broken by named figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from treatyopt.errors import ArgumentProblem
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.evaluation import screening
from treatyopt.result import Result
from treatyopt.study.claims import Claim, ClaimTest
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study, find, require_study
from treatyopt.study.records import Option
from treatyopt.study.scales import in_unit, with_unit

ClaimStatus = Literal["holds", "broken", "untested"]


class Finding(NamedTuple):
    """The outcome of one test, with the figures it turned on."""

    status: ClaimStatus
    figures: str


@dataclass(frozen=True, slots=True, repr=False)
class ClaimResult(Result):
    """A claim with the outcome of its tests: broken if one is, untested if one could not be made."""

    ROOM = "claims"

    claim: Claim
    findings: tuple[Finding, ...]

    @property
    def status(self) -> ClaimStatus:
        """holds, broken or untested."""
        found = {finding.status for finding in self.findings}
        return "broken" if "broken" in found else "untested" if "untested" in found else "holds"


def check_claims(study: Study) -> tuple[ClaimResult, ...]:
    """Every claim of a study tested on its best scores, in the study's order."""
    require_study(study)
    return tuple(
        ClaimResult(claim, tuple(finding for test in claim.tests for finding in _findings(study, test)))
        for claim in study.claims
    )


def _findings(study: Study, test: ClaimTest) -> Iterator[Finding]:
    unknown = [*_unknown(study, test)]
    if unknown:
        return iter([Finding("untested", f"not known: {', '.join(unknown)}")])
    return _TESTS[test.test](study, test)


def _unknown(study: Study, test: ClaimTest) -> Iterator[str]:
    """The scores that a test turns on and nobody knows, as option.criterion."""
    named = [*([test.option] if test.option else []), *test.options]
    every = test.test in ("lowest", "highest", "exactly-pass")
    asked = [*test.criteria, *(find("screen", id, study.screens).criterion for id in test.screens)]
    for id in dict.fromkeys([*named, *((each.id for each in study.ladder) if every else ())]):
        for criterion in dict.fromkeys(asked):
            if study.option(id).on(criterion).basis == UNKNOWN:
                yield f"{id}.{criterion}"


def _option(study: Study, test: ClaimTest) -> Option:
    return study.option(test.option or "")


def _finding(holds: bool, figures: str) -> Finding:
    return Finding("holds" if holds else "broken", figures)


def _lowest(study: Study, test: ClaimTest) -> Iterator[Finding]:
    yield from _extreme(study, test, lambda own, others: own < min(others, default=101.0))


def _highest(study: Study, test: ClaimTest) -> Iterator[Finding]:
    yield from _extreme(study, test, lambda own, others: own > max(others, default=-1.0))


def _extreme(study: Study, test: ClaimTest, holds: Callable[[float, list[float]], bool]) -> Iterator[Finding]:
    for criterion in test.criteria:
        own = _option(study, test).on(criterion).score
        others = [each for each in study.ladder if each.id != test.option]
        yield _finding(
            holds(own, [each.on(criterion).score for each in others]),
            f"{criterion}: {_scores(study, [test.option or ''], criterion)}; "
            f"{_scores(study, (each.id for each in others), criterion)}",
        )


def _scores(study: Study, options: Iterable[str], criterion: str) -> str:
    """The scores of some options, behind what they are in the unit of the criterion, if it has any."""
    scale = study.criterion(criterion).scale
    said = []
    for id in options:
        judged = study.option(id).on(criterion)
        shown = f"{judged.score:.6g}"
        if scale is not None and judged.performance is not None:
            shown = f"{in_unit(judged.performance, scale)} (worth {shown})"
        said.append(f"{id} {shown}")
    return ", ".join(said)


def _below(study: Study, test: ClaimTest) -> Iterator[Finding]:
    for criterion in test.criteria:
        _, score, _ = _option(study, test).on(criterion).written
        limit = test.limit or 0.0
        scale = study.criterion(criterion).scale
        unit = scale.unit if scale else None
        figures = f"{with_unit(score, unit)}, limit {with_unit(limit, unit)}"
        yield _finding(score < limit, f"{criterion}: {test.option} {figures}")


def _increases(study: Study, test: ClaimTest) -> Iterator[Finding]:
    for criterion in test.criteria:
        lower, upper = (study.option(id).on(criterion).score for id in test.options)
        yield _finding(lower < upper, f"{criterion}: {_scores(study, test.options, criterion)}")


def _fails(study: Study, test: ClaimTest) -> Iterator[Finding]:
    for id in test.screens:
        screen = find("screen", id, study.screens)
        met = screening(_option(study, test), screen)
        _, score, _ = _option(study, test).on(met.criterion).written
        had = with_unit(score, screen.unit)
        figures = f"{id}: {test.option} has {met.criterion} {had}, the screen needs {screen.asks}"
        yield _finding(not met.passes, figures)


def _exactly_pass(study: Study, test: ClaimTest) -> Iterator[Finding]:
    screens = [find("screen", id, study.screens) for id in test.screens]
    passing = [
        option.id for option in study.ladder if all(screening(option, screen).passes for screen in screens)
    ]
    yield _finding(set(passing) == set(test.options), f"passing: {', '.join(passing) or 'none'}")


def _enter_by(study: Study, test: ClaimTest) -> Iterator[Finding]:
    carried = {each.id for each in study.obligations_of(_option(study, test).id)}
    for id in test.obligations:
        enters = find("obligation", id, study.obligations).enters
        yield _finding(id in carried, f"{id} enters with {enters}")


def _packages_pass(study: Study, test: ClaimTest) -> Iterator[Finding]:
    try:
        found = stretch(study, *test.options)
    except ArgumentProblem as problem:
        yield Finding("untested", str(problem))
        return
    for screen in (find("screen", id, study.screens) for id in test.screens):
        for bound in screen.bounds:
            nearest, which = found.nearest(bound, screen.criterion), _WHICH[bound.end]
            yield _finding(
                bound.room(nearest) >= 0,
                f"{screen.id}: the {which} {screen.criterion} of any package is {float(nearest):g}, "
                f"the screen needs {screen.asks}",
            )


_WHICH = {"minimum": "lowest", "maximum": "highest"}


_TESTS: dict[str, Callable[[Study, ClaimTest], Iterator[Finding]]] = {
    "lowest": _lowest,
    "highest": _highest,
    "below": _below,
    "increases": _increases,
    "fails": _fails,
    "exactly-pass": _exactly_pass,
    "enter-by": _enter_by,
    "packages-pass": _packages_pass,
}
