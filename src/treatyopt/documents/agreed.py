"""What was agreed by the end of a year, valued as packages beside the types: the table, and what the difference is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.alternatives import entering, placed
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.words import apart, figure, listed, score, sentence
from treatyopt.history.agreed import READINGS, Agreed, Beside, last
from treatyopt.history.results import Evidence
from treatyopt.methods.stability import TIE
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.study.model import Study, find
from treatyopt.tables.columns import Head

_HEADS = (
    Head("", lead=True, fold=True),
    Head("obligations", "number", 0),
    Head("value", "number"),
    Head("fails"),
)
_HOW = (
    "Strict: agreed or existing. Wide: with what was agreed in part, or signed and never in force, as if it were "
    "whole. The first is a low reading and the second a high one. Both go by what the study judges of whole options, "
    "in whatever form something was agreed, and neither counts whether it was kept."
)


_HAIR = 0.5  # points within which a screen is only just passed, or failed


def worth(found: Evidence) -> Iterator[Block]:
    """What was agreed, valued, above the types; or why that could not be."""
    if found.not_valued is not None:
        yield Prose(sentence(f"What was agreed is not valued as a package: {found.not_valued}"))
        return
    study = found.study
    rows = [_heading("What was agreed"), *_rows(found, bound=False)]
    if any(each.bound for each in found.agreed):
        rows += [
            _heading("The same with the legally binding form, which was not agreed"),
            *_rows(found, bound=True),
        ]
    rows.append(_heading(f"The {study.words.options}"))
    rows += [
        Row((each.name, len(study.obligations_of(each.id)), each.value, _fails(each.standing)))
        for each in found.beside
    ]
    caption = "Valued as packages from the baseline, by the judgements of the study"
    yield Table(_HEADS, tuple(rows), caption=caption)
    yield Prose(" ".join(_compared(found)))
    yield from (Prose(said) for said in _elsewhere(found))
    yield Prose(_HOW, faint=True)


def _heading(text: str) -> Row:
    return Row((text, "", "", ""), heading=True)


def _rows(found: Evidence, bound: bool) -> Iterator[Row]:
    for each in found.agreed:
        if each.bound == bound:
            named = f"by {each.year}, {each.reading}"
            yield Row((named, len(each.adds), each.value, _fails(each.standing)))


def _fails(standing: Standing) -> str:
    return listed([f"{each.screen} ({score(each.score)})" for each in standing.screens if not each.passes])


def _compared(found: Evidence) -> Iterator[str]:
    """Between which types what was agreed lies, and what the legal form would change."""
    for reading in READINGS:
        latest = last(found.agreed, reading)
        if latest is not None:
            yield f"{_place(found.study, latest, found.beside)}{_added(found, latest)}."
            yield from _early(found, latest)
    yield from _unheld(found)


def _elsewhere(found: Evidence) -> Iterator[str]:
    """What the latest would be worth with all placed where else the study says, and what it then passes."""
    there = found.placing
    if there is None:
        return
    where = f"where {entering(len(there.placings))}"
    opening = f"The study names another place too for {where}, and on that these values partly rest."
    if there.not_valued:
        yield f"{opening} Elsewhere they could not be worked out: {there.not_valued}."
        return
    parts: list[str] = []
    for reading in READINGS:
        here, now = last(found.agreed, reading), last(there.agreed, reading)
        if here is not None and now is not None:
            by = f"what was agreed by the end of {now.year} is" if not parts else "it is"
            parts.append(
                f"{by} worth {figure(now.value)} on the {reading} reading{_turned(found.study, here, now)}"
            )
    yield (
        f"{opening} {placed(found.study, there.placings)}, {'; '.join(parts)}. That is one case, and no bound on what "
        "other placings would make of it."
    )


def _turned(study: Study, here: Agreed, now: Agreed) -> str:
    """What is passed or failed then and is not here, each with its score then and here and what is asked for."""
    pairs = zip(here.standing.screens, now.standing.screens, strict=True)
    return "".join(f" and then {_met(study, was, met)}" for was, met in pairs if was.passes != met.passes)


def _met(study: Study, was: Screening, now: Screening) -> str:
    """That a screen is reached or missed then, by how much, and what the score is here."""
    verb = "reaches" if now.passes else "misses"
    by = "just " if abs(now.margin) < _HAIR else ""
    return f"{by}{verb} {_asked(study, now, f'; {score(was.score, *_bounds(was))} here')}"


def _place(study: Study, latest: Agreed, types: Sequence[Beside]) -> str:
    value = latest.value
    below = max((each for each in types if each.value <= value), key=lambda each: each.value, default=None)
    above = min((each for each in types if each.value > value), key=lambda each: each.value, default=None)
    near = [each for each in (below, above) if each is not None]
    shown = apart(value, *(each.value for each in near))
    ends = [f"{each.name} ({text})" for each, text in zip(near, shown[1:], strict=True)]
    where = f"between {listed(ends)}" if len(ends) > 1 else f"{'above' if below else 'below'} {listed(ends)}"
    if level := [each.name for each in types if abs(each.value - value) <= TIE]:
        where = f"as much as {listed(level)}"
    fails = [f" and fails {_asked(study, each)}" for each in latest.standing.screens if not each.passes]
    by = f"What was agreed by the end of {latest.year}"
    return f"{by} is worth {shown[0]} on the {latest.reading} reading, {where},{','.join(fails)}".rstrip(",")


def _asked(study: Study, met: Screening, more: str = "") -> str:
    """A screen with the score that meets it or does not, and what it needs."""
    screen = find("screen", met.screen, study.screens)
    had = f"{criterion_name(study, met.criterion)} {score(met.score, *_bounds(met))}"
    return f"{screen.id} ({had}, needs {screen.asks}{more})"


def _bounds(met: Screening) -> list[float]:
    return [each for each in (met.minimum, met.maximum) if each is not None]


def _added(found: Evidence, latest: Agreed) -> str:
    """What the binding form would add to it."""
    bound = last(found.agreed, latest.reading, bound=True)
    if bound is None:
        return ""
    more = bound.value - latest.value
    return f"; with the legally binding form it would be {figure(bound.value)} ({more:+.1f})"


def _early(found: Evidence, latest: Agreed) -> Iterator[str]:
    """What counts though its instrument is later, of each year in a reading, the last first."""
    if latest.apart is not None:
        many, names = len(latest.early) > 1, listed(latest.early)
        yield (
            f"Of these {len(latest.adds)}, {names} {'count' if many else 'counts'} for what an earlier instrument had "
            f"begun; without {'them' if many else 'it'} the figure is {figure(latest.apart)}."
        )
    for each in found.agreed:
        if (
            each.apart is not None
            and each.reading == latest.reading
            and each.year != latest.year
            and not each.bound
        ):
            yield f"By {each.year} the figure without {listed(each.early)} is {figure(each.apart)}."


def _unheld(found: Evidence) -> Iterator[str]:
    """What of any year could not be counted."""
    for each in found.agreed:
        if each.unheld and not each.bound:
            are = "are" if len(each.unheld) > 1 else "is"
            yield (
                f"By {each.year}, {each.reading}, {listed(each.unheld)} {are} left out: what "
                f"{'they need' if len(each.unheld) > 1 else 'it needs'} was not agreed by then."
            )
