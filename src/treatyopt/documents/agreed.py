"""What was agreed by the end of a year, valued as packages beside the types: the table, and what the difference is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.sentences import criterion_name
from treatyopt.documents.words import apart, figure, listed, score, sentence
from treatyopt.history.agreed import READINGS, Agreed, Valued, beside
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.ranking import Ranking
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


def worth(ranking: Ranking, found: Valued) -> Iterator[Block]:
    """What was agreed, valued, above the types; or why that could not be."""
    if found.fault is not None:
        yield Prose(sentence(f"What was agreed is not valued as a package: {found.fault}"))
        return
    types = tuple(beside(ranking))
    rows = [_heading("What was agreed"), *_rows(found, bound=False)]
    if any(each.bound for each in found.packages):
        rows += [
            _heading("The same with the legally binding form, which was not agreed"),
            *_rows(found, bound=True),
        ]
    rows.append(_heading(f"The {ranking.study.words.options}"))
    study = ranking.study
    rows += [Row((each.name, len(study.obligations_of(each.id)), each.value, _fails(each))) for each in types]
    caption = "Valued as packages from the baseline, by the judgements of the study"
    yield Table(_HEADS, tuple(rows), caption=caption)
    yield Prose(" ".join(_compared(study, found, types)))
    yield Prose(_HOW, faint=True)


def _heading(text: str) -> Row:
    return Row((text, "", "", ""), heading=True)


def _rows(found: Valued, bound: bool) -> Iterator[Row]:
    for each in found.packages:
        if each.bound == bound:
            named = f"by {each.year}, {each.reading}"
            yield Row((named, len(each.adds), each.standing.value, _fails(each.standing)))


def _fails(standing: Standing) -> str:
    return listed([f"{each.screen} ({score(each.score)})" for each in standing.screens if not each.passes])


def _compared(study: Study, found: Valued, types: Sequence[Standing]) -> Iterator[str]:
    """Between which types what was agreed lies, and what the legal form would change."""
    for reading in READINGS:
        last = found.last(reading)
        if last is not None:
            yield f"{_place(study, last, types)}{_added(found, last)}."
            yield from _exceptions(last)


def _place(study: Study, last: Agreed, types: Sequence[Standing]) -> str:
    value = last.standing.value
    below = max((each for each in types if each.value <= value), key=lambda each: each.value, default=None)
    above = min((each for each in types if each.value > value), key=lambda each: each.value, default=None)
    near = [each for each in (below, above) if each is not None]
    shown = apart(value, *(each.value for each in near))
    ends = [f"{each.name} ({text})" for each, text in zip(near, shown[1:], strict=True)]
    where = f"between {listed(ends)}" if len(ends) > 1 else f"{'above' if below else 'below'} {listed(ends)}"
    fails = [f" and fails {_failed(study, each)}" for each in last.standing.screens if not each.passes]
    by = f"What was agreed by the end of {last.year}"
    return f"{by} is worth {shown[0]} on the {last.reading} reading, {where},{','.join(fails)}".rstrip(",")


def _failed(study: Study, met: Screening) -> str:
    screen = find("screen", met.screen, study.screens)
    had = f"{criterion_name(study, met.criterion)} {score(met.score, *_bounds(met))}"
    return f"{screen.id} ({had}, needs {screen.asks})"


def _bounds(met: Screening) -> list[float]:
    return [each for each in (met.minimum, met.maximum) if each is not None]


def _added(found: Valued, last: Agreed) -> str:
    """What the binding form would add to it."""
    bound = found.last(last.reading, bound=True)
    if bound is None:
        return ""
    more = bound.standing.value - last.standing.value
    return f"; with the legally binding form it would be {figure(bound.standing.value)} ({more:+.1f})"


def _exceptions(last: Agreed) -> Iterator[str]:
    """What counts though its instrument is later, and what could not be counted."""
    if last.apart is not None:
        many, names = len(last.early) > 1, listed(last.early)
        yield (
            f"There {names} {'count' if many else 'counts'} for what an earlier instrument had begun; without "
            f"{'them' if many else 'it'} the figure is {figure(last.apart)}."
        )
    if last.unheld:
        yield f"Not counted, as what it needs was not agreed: {listed(last.unheld)}."
