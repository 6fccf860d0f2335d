"""What evidence says beside the judgements of a study, of one of its options or of one of its obligations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from treatyopt.errors import ArgumentProblem, printable
from treatyopt.history.agreed import Agreed, Beside, beside, valued
from treatyopt.history.elsewhere import Elsewhere, elsewhere
from treatyopt.history.form import LegalForm, legal_form
from treatyopt.history.hindsight import Hindsight, hindsight
from treatyopt.history.load import read_evidence
from treatyopt.history.records import (
    STRICT,
    WIDE,
    Bears,
    EvidenceFile,
    Example,
    Finding,
    Grade,
    Outcome,
    Rate,
)
from treatyopt.packages.changes import Change
from treatyopt.ranking.ranking import Ranking, rank
from treatyopt.result import UNTOLD, Result
from treatyopt.study.base import Origin
from treatyopt.study.model import Study


class Borne(NamedTuple):
    """A judgement of an option on a criterion (0-100, with its range), and what bears on it.

    `bearing` and what follows it are None where nothing was found.
    """

    option: str
    criterion: str
    score: float
    low: float
    high: float
    bearing: Bears | None = None
    says: str | None = None
    source: str | None = None
    grade: Grade | None = None


class Counted(NamedTuple):
    """One count of a rate: `cases` among so many, that share (0-1) with the ends of its Wilson interval at 95%.

    `id`, `name`, `definition` and `caveat` are those of the rate; `remark` is of this count alone. `option` is what
    it is set beside.
    """

    id: str
    name: str
    criterion: str
    of: str
    option: str | None
    cases: int
    among: int
    share: float
    low: float
    high: float
    definition: str
    caveat: str
    remark: str | None
    source: str
    grade: Grade


class Came(NamedTuple):
    """How many obligations were agreed by the end of a year, or existed before; in part, or without effect; or not.

    `later`: whether any was agreed, at least in part, after that year. `ended` counts as agreed though it was in force
    no longer by then.
    """

    year: int
    obligations: int
    agreed: int
    partly: int
    not_agreed: int
    later: bool
    ended: tuple[str, ...]


class Judged(NamedTuple):
    """How many judgements there are, and on how many what is known bears how."""

    judgements: int
    supports: int
    qualifies: int
    contradicts: int
    nothing: int


@dataclass(frozen=True, repr=False)
class Evidence(Result):
    """What came of what a study proposes, and what is known that bears on its judgements. It changes no score.

    `agreed` values what was agreed by each year as packages from the baseline, by the weights of a ranking (why not,
    says `not_valued`), and `beside` are the options to set it beside. `placing` is the same with all placed where
    else the study says. `hindsight` is what the packages designed had of it, against chance: it tests no forecast.
    """

    ROOM = "evidence"

    ranking: Ranking = field(metadata=UNTOLD)
    held: EvidenceFile = field(metadata=UNTOLD)
    study: Study
    evidence: Origin
    weights: str
    came: Came
    judged: Judged
    outcomes: tuple[Outcome, ...]
    bearings: tuple[Borne, ...]
    agreed: tuple[Agreed, ...]
    not_valued: str | None
    placing: Elsewhere | None
    beside: tuple[Beside, ...]
    legal_form: LegalForm | None
    hindsight: tuple[Hindsight, ...]
    rates: tuple[Counted, ...]
    examples: tuple[Example, ...]
    research: tuple[Finding, ...]


@dataclass(frozen=True, repr=False)
class OptionEvidence(Result):
    """What bears on each judgement of an option, with what came of what enters with it, counts and examples.

    `rates` hold all counts of each rate of which one is set beside the option.
    """

    ROOM = "option evidence"

    study: Study
    changes: tuple[Change, ...]
    evidence: Origin
    option: str
    judged: Judged
    judgements: tuple[Borne, ...]
    outcomes: tuple[Outcome, ...]
    rates: tuple[Counted, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, repr=False)
class ObligationEvidence(Result):
    """What came of an obligation, and what bears on the judgements that it moves, of the option it enters with.

    `outcome` is None if nothing is said of it; `legal_form` is there for the obligation that is the legal form.
    """

    ROOM = "obligation evidence"

    study: Study
    changes: tuple[Change, ...]
    evidence: Origin
    obligation: str
    outcome: Outcome | None
    legal_form: LegalForm | None
    judgements: tuple[Borne, ...]


@overload
def evidence(given: Study | Ranking) -> Evidence: ...


@overload
def evidence(given: Study | Ranking, id: None) -> Evidence: ...


@overload
def evidence(given: Study | Ranking, id: str) -> OptionEvidence | ObligationEvidence: ...


def evidence(given: Study | Ranking, id: str | None = None) -> Evidence | OptionEvidence | ObligationEvidence:
    """What came of a study, or with an id what is known of that option or obligation; of a ranking, by its weights.

    It is read of the file that the study names under `evidence`. Raises ArgumentProblem for an unknown id, or if the
    study names no file, and FileProblem with the line of everything that is wrong with it.
    """
    if not isinstance(given, (Study, Ranking)):
        raise ArgumentProblem(
            f"given={printable(repr(given))}: give a study, as treatyopt.load() returns it, or a ranking"
        )
    study = given if isinstance(given, Study) else given.study
    options, obligations = ([each.id for each in part] for part in (study.options, study.obligations))
    if id is not None and id not in (*options, *obligations):
        shown = id if isinstance(id, str) else printable(repr(id))
        raise ArgumentProblem.unknown("option or obligation", shown, [*options, *obligations])
    held = read_evidence(study)
    if id is None:
        return weighed(given if isinstance(given, Ranking) else rank(study), held)
    changes = given.changes if isinstance(given, Ranking) else ()
    made = _of_option if id in options else _of_obligation
    return made(study, changes, held, id)


def weighed(ranking: Ranking, held: EvidenceFile) -> Evidence:
    """All that a file of evidence says of a study, valued by the weights of a ranking."""
    study, found = ranking.study, valued(ranking, held)
    told = {*(each.id for each in study.ladder), *(each.option for each in held.bearings)}
    judgements = [
        _borne(study, held, each.id, on.id)
        for each in study.options
        if each.id in told
        for on in study.criteria
    ]
    return Evidence(
        ranking=ranking,
        held=held,
        study=study,
        evidence=held.origin,
        weights=ranking.weights.name,
        came=_came(held),
        judged=_judged(judgements),
        outcomes=held.outcomes,
        bearings=tuple(each for each in judgements if each.bearing),
        agreed=found.packages,
        not_valued=found.fault,
        placing=elsewhere(ranking, held),
        beside=beside(ranking),
        legal_form=legal_form(held),
        hindsight=hindsight(study, held),
        rates=_counts(held.rates),
        examples=held.examples,
        research=held.research,
    )


def _of_option(study: Study, changes: tuple[Change, ...], held: EvidenceFile, option: str) -> OptionEvidence:
    """What a file of evidence says of an option."""
    judgements = [_borne(study, held, option, each.id) for each in study.criteria]
    enters = {each.id: each.enters for each in study.obligations}
    rates = [rate for rate in held.rates if any(each.option == option for each in rate.counts)]
    return OptionEvidence(
        study=study,
        changes=changes,
        evidence=held.origin,
        option=option,
        judged=_judged(judgements),
        judgements=tuple(judgements),
        outcomes=tuple(each for each in held.outcomes if enters[each.id] == option),
        rates=_counts(rates),
        examples=tuple(each for each in held.examples if each.option == option),
    )


def _of_obligation(
    study: Study, changes: tuple[Change, ...], held: EvidenceFile, obligation: str
) -> ObligationEvidence:
    """What a file of evidence says of an obligation."""
    own = next(each for each in study.obligations if each.id == obligation)
    return ObligationEvidence(
        study=study,
        changes=changes,
        evidence=held.origin,
        obligation=obligation,
        outcome=held.of(obligation),
        legal_form=legal_form(held) if obligation == held.binding else None,
        judgements=tuple(_borne(study, held, own.enters, criterion) for criterion, _ in own.moves),
    )


def _borne(study: Study, held: EvidenceFile, option: str, criterion: str) -> Borne:
    on, found = study.option(option).on(criterion), held.bearing(option, criterion)
    judged = Borne(option, criterion, on.score, on.low, on.high)
    if found is None:
        return judged
    return judged._replace(bearing=found.bearing, says=found.says, source=found.source, grade=found.grade)


def _judged(judgements: Iterable[Borne]) -> Judged:
    kinds: list[str | None] = [each.bearing for each in judgements]
    supports, qualifies, contradicts, nothing = map(
        kinds.count, ("supports", "qualifies", "contradicts", None)
    )
    return Judged(len(kinds), supports, qualifies, contradicts, nothing)


def _came(held: EvidenceFile) -> Came:
    year, total = max(held.until), len(held.outcomes)
    now = [each.status for each in held.outcomes if each.by(year)]
    whole, some = (sum(status in counting for status in now) for counting in (STRICT, WIDE))
    later = any(each.status in WIDE and not each.by(year) for each in held.outcomes)
    ended = [each for each in held.outcomes if each.ended and int(each.ended[:4]) <= year]
    over = tuple(each.id for each in ended if each.status in STRICT and each.by(year))
    return Came(year, total, whole, some - whole, total - some, later, over)


def _counts(rates: Iterable[Rate]) -> tuple[Counted, ...]:
    return tuple(
        Counted(
            id=rate.id,
            name=rate.name,
            criterion=rate.criterion,
            of=each.of,
            option=each.option,
            cases=each.cases,
            among=each.among,
            share=each.share,
            low=each.interval.low,
            high=each.interval.high,
            definition=rate.definition,
            caveat=rate.caveat,
            remark=each.caveat,
            source=rate.source,
            grade=rate.grade,
        )
        for rate in rates
        for each in rate.counts
    )
