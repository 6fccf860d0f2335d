"""The classes that hold, in sentences: which obligations keep their place on the frontier, under which doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.robust import Robust
from treatyopt.documents import concession
from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.choosing import from_nothing
from treatyopt.documents.sentences import name
from treatyopt.documents.words import listed, plural
from treatyopt.tables.frontier import robust

_SETTLED = " What you asked for settles the place of some, and these are left out here."
_SOURCE = (
    "After robust portfolio modelling (Liesio, Mild & Salo 2007, European Journal of Operational Research "
    "181:1488-1505), whose core, borderline and exterior these are, here for two sides and for clauses with "
    "prerequisites."
)


def holding(found: Frontier) -> Iterator[Block]:
    """A row for each set of doubts, which obligations hold their place under the first, and how that was found."""
    first = found.robust[0]
    if not (first.core or first.out or first.neither):
        return  # demands settle the place of all
    shown = robust(found).wide.reading({"doubts": lambda each: _doubts(found, each)})
    rows = tuple(Row(shown.cells(each), strong=each is first) for each in shown.rows)
    caption = "Classes that hold: how many obligations keep their place, by what is in doubt"
    yield Table(shown.heads, rows, caption=caption)
    yield Prose(_named(found, first))
    yield Prose(_judged_by(found, first), faint=True)


def _doubts(found: Frontier, held: Robust) -> str:
    """What one row takes to be in doubt."""
    parts = ["scores, together by criterion" if held.scores == "criterion" else "scores, each by itself"]
    if held.grades:
        parts.append("burdens one grade either way")
    if any(each.low < each.high for each in held.costs):
        parts.append(f"concession cost {_ranges(found, held)}")
    return "; ".join(parts)


def _ranges(found: Frontier, held: Robust) -> str:
    """The concession costs that one row covers, of each side where they differ."""
    ranges = [f"{each.low:g} to {each.high:g}" for each in held.costs]
    if len(set(ranges)) == 1:
        return ranges[0]
    return listed([f"{each} for {side.name}" for each, side in zip(ranges, found.sides, strict=True)])


def _named(found: Frontier, held: Robust) -> str:
    """Which obligations hold their place while scores alone are in doubt, by name."""
    types = found.study.words.options
    if from_nothing(found):
        types += f" and {name(found.study, found.lower)}"
    whatever = (
        "Whatever the scores in their ranges, moved together by criterion (on each, all "
        f"{types} at the same place in their ranges), with burdens, weights and a concession cost "
        f"of {concession.cost(found, ' for both')} as they are:"
    )
    if not (held.core or held.out):
        return f"{whatever} none of them is shown to be in every package of the frontier, or in none."
    core = f"firmly core, so in every package of the frontier, {_are(held.core)}"
    out = f"firmly out, so in none of them, {_are(held.out)}"
    rest = f" Neither is shown of {plural(len(held.neither), 'other')}." if held.neither else ""
    return f"{whatever} {core}; {out}.{rest}{_wherever(found, held)}"


def _wherever(found: Frontier, held: Robust) -> str:
    """What of it holds too with obligations placed elsewhere, after a blank; empty where that was not tried."""
    tried = found.placing
    if tried is None or not tried.tried:
        return ""
    how = f"With obligations placed elsewhere, each by itself{' and all together' if tried.together else ''}"
    lost = [id for id in (*held.core, *held.out) if id not in {*tried.core, *tried.out}]
    if not lost:
        return f" {how}, scores left as they are, all of this holds too."
    kept = [f"{len(tried.core)} of the {len(held.core)} stay in every package"] if held.core else []
    kept += [f"{len(tried.out)} of the {len(held.out)} stay in none"] if held.out else []
    return f" {how}, scores left as they are, {listed(kept)}; not {listed(lost)}."


def _are(ids: Sequence[str]) -> str:
    return f"{'is' if len(ids) == 1 else 'are'} {listed(ids)}" if ids else "is none of them"


def _judged_by(found: Frontier, held: Robust) -> str:
    """What no row covers, how the test judges, and where it comes from."""
    settled = len(found.offered) > len(held.core + held.out + held.neither)
    here = "exact here" if held.exact else "sufficient here: what is called firm is so, and more may be"
    return (
        "Each row covers the doubts that it names and no others; weights, relevance and where obligations enter stay, "
        f"and screens on the best scores.{_SETTLED if settled else ''} Found without drawing, in fractions, with the "
        "values of obligations additive by assumption: exact without prerequisites, sufficient with them or where some "
        f"package fails a screen, and so {here}. {_SOURCE}"
    )
