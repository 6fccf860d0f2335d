"""A negotiation as a document: how the parties see each option, what they could settle on, where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_letters

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import AtCost, AtMultiple, Negotiation, Trade
from treatyopt.bargaining.outcomes import Outcome, Settlement
from treatyopt.documents import concession, sentences
from treatyopt.documents.authorship import study_title
from treatyopt.documents.blocks import (
    Block,
    Deferred,
    Document,
    Heading,
    Mark,
    Next,
    Picture,
    Prose,
    Row,
    Table,
)
from treatyopt.documents.disagreements import apart, kept, not_known
from treatyopt.documents.elsewhere import elsewhere
from treatyopt.documents.misreporting import misreported
from treatyopt.documents.nouns import settled
from treatyopt.documents.placing import for_this_run
from treatyopt.documents.settlements import feasibility, level, refusals, refusers, set_aside
from treatyopt.documents.shortening import counting, few
from treatyopt.documents.turning import turning_options
from treatyopt.documents.unknown import uncounted
from treatyopt.documents.words import capital, listed, plural
from treatyopt.methods.solutions import NAMES
from treatyopt.tables.columns import Head
from treatyopt.tables.negotiation import outcomes, trades

_MOST_TRADES = 6
_MOST_NAMED = 4
_BESIDE = 2
_FIRST_OPTIONS, _MOST_OPTIONS = 20, 40


def negotiation_document(found: Negotiation) -> Document:
    """The table of gains, the picture, the settlements and what they assume, and the trades."""
    blocks: list[Block] = [
        Heading(study_title(found.study), aside(found)),
        *changes(found),
        gains(found),
        *left_out(found),
        Prose(_meaning(found), faint=True),
        *_unknown(found),
        *feasibility(found.study, found.screens, set_aside(found)),
        *refusals(found),
        *elsewhere(found),
        *apart(found),
        *_picture(found),
        *_settlements(found),
        *_costs(found),
        *_trades(found),
        *(Prose(each) for each in found.remarks),
        Prose(misreported(found), faint=True),
    ]
    if not found.between.reason:
        blocks.append(Next("treatyopt design"))
    return Document(Deferred(found.to_dict), tuple(blocks), outcomes(found).long)


def aside(found: Negotiation) -> str:
    """Who negotiates, by which profile, at which concession cost."""
    names = [
        side.name if side.id == side.profile else f"{side.name} ({side.profile})" for side in found.sides
    ]
    return f"{', '.join(names)}; concession cost {concession.cost(found)}"


def _unknown(found: Negotiation) -> Iterator[Prose]:
    """How many scores are not known, and which answers one of them could turn."""
    options = _looked_at(found)
    turning = () if level(found) else turning_options(found, options)
    if said := [*uncounted(found.study, options), *not_known(found), *turning]:
        yield Prose(" ".join(said))


def _looked_at(found: Negotiation) -> list[str]:
    """The options that are negotiated about, and what a party falls back on."""
    fallen = [found.study.baseline] if found.study.baseline else []
    return list(dict.fromkeys([*(each.id for each in found.outcomes), *fallen]))


def changes(found: Negotiation | Frontier) -> Iterator[Prose]:
    """What was set and placed for this run, if anything was, and the sides that keep scores of their own."""
    if said := for_this_run(found.study, found.changes):
        yield Prose(" ".join([said, *(kept(found) if found.changes else [])]))


def gains(found: Negotiation) -> Table:
    """Each option as the parties see it: value, gain, and who would refuse."""
    below = len(found.sides) > _BESIDE  # many parties leave no room for remarks at the right
    shown = outcomes(found).wide
    rows = []
    for letter, each in _lettered(found):
        remark = _remark(found, each)
        rows.append(
            Row(
                (letter, *shown.cells(each), *([] if below else [remark])),
                detail=remark if below and remark else None,
                strong=each.possible and not each.dominated,
                faint=not each.possible,
            )
        )
    baseline = sentences.name(found.study, found.study.baseline or "")
    fallback = (x for value in found.reservations for x in (value, 0.0))
    what = "what a party falls back on"
    rows.append(Row(("", baseline, *fallback, *([] if below else [what])), detail=what if below else None))
    heads = (Head("", lead=True), *shown.heads, *([] if below else [Head("", fold=True)]))
    return Table(heads, tuple(rows), detail="remark")


def _lettered(found: Negotiation) -> list[tuple[str, Outcome]]:
    """The options with a letter each; of many those that are best for the party that gains least from them.

    What can be settled on comes before what only passes the screens, and that before the rest; what a solution picks
    is always among them.
    """
    told = found.outcomes
    if len(told) > _MOST_OPTIONS:
        ordered = sorted(told, key=lambda each: (not each.possible, bool(each.fails), -_least(each)))
        best = {each.id for each in ordered[:_FIRST_OPTIONS]}
        best |= {id for each in found.settlements for id in each.options[:_MOST_NAMED]}
        told = tuple(each for each in told if each.id in best)
    return list(zip(ascii_letters, told, strict=False))


def _least(outcome: Outcome) -> float:
    """What the party gains that gains least."""
    return min(each.gain for each in outcome.parties)


def left_out(found: Negotiation) -> Iterator[Prose]:
    """How many options the table and the picture show, if not all."""
    shown = len(_lettered(found))
    if shown < len(found.outcomes):
        things = f"{settled(found).options}, what passes the screens first, by the gain of the party that gains least"
        yield counting(shown, len(found.outcomes), things)


def _remark(found: Negotiation, outcome: Outcome) -> str:
    parts = [f"✗ fails {listed(outcome.fails)}"] if outcome.fails else []
    if outcome.refused:
        parts.append(f"✗ refused by {refusers(found, outcome)}")
    betters = [sentences.name(found.study, id) for id in outcome.dominated]
    betters += ["a package"] if outcome.bettered else []
    if betters:
        parts.append(f"dominated by {few(betters, most=3)}")
    return "; ".join(parts)


def _meaning(found: Negotiation) -> str:
    baseline = sentences.name(found.study, found.study.baseline or "")
    return (
        "Value: a party's weights x scores, 0-100, less the concession cost for each unit of burden on it. Gain: value "
        f"over that of {baseline}. Dominated: something else that can be settled on is at least as good for every "
        "party and better for at least one."
    )


def in_short(found: Negotiation) -> str:
    """Who gains from what, who would refuse, and what the solutions pick, for those who read no further."""
    return " ".join(each.text for each in refusals(found))


def _picture(found: Negotiation) -> Iterator[Block]:
    if len(found.sides) != 2:
        yield Prose(
            f"No packages are set beside the {settled(found).options}: {found.between.reason}.", faint=True
        )
        return
    first, second = found.sides
    marks = [
        Mark(each.parties[0].gain, each.parties[1].gain, letter, each.name)
        for letter, each in _lettered(found)
    ]
    between, study = found.between, found.study
    dotted = ""
    if between.lower and between.upper:
        ends = f"{sentences.name(study, between.lower)} to {sentences.name(study, between.upper)}"
        dotted = f"frontier of packages from {ends} ({plural(len(between.gains), 'pair')} of gains)"
    dots = tuple((each[0], each[1]) for each in between.gains)
    caption = f"Gain of {first.name} against gain of {second.name}"
    yield Picture(caption, f"gain of {first.name}", f"gain of {second.name}", tuple(marks), dots, dotted)
    if between.reason:
        yield Prose(f"No packages behind the {settled(found).options}: {between.reason}.")


def _settlements(found: Negotiation) -> Iterator[Table]:
    """What each solution picks, where there are several parties and gains to choose by."""
    if len(found.sides) == 1 or level(found):
        return
    columns = (
        Head("solution", lead=True),
        Head("picks", lead=True),
        Head("what it takes, and assumes", fold=True),
    )
    rows = tuple(
        Row((capital(NAMES[each.solution]), _picked(found, each), concession.assumed(found, each.solution)))
        for each in found.settlements
    )
    yield Table(columns, rows, caption="What the parties could settle on")


def _picked(found: Negotiation, settlement: Settlement) -> str:
    if settlement.options and not settlement.decides:
        return "nothing to choose by"
    return " or ".join(sentences.name(found.study, id) for id in settlement.options) or "nothing"


def _costs(found: Negotiation) -> Iterator[Table]:
    """The same at other concession costs; of one party what gives it most, as every solution picks that."""
    if level(found) and not found.study.obligations:
        return
    names = [capital(name) for name in NAMES.values()] if len(found.sides) > 1 else ["largest gain"]
    columns = (
        *concession.heads(found, "concession cost"),
        *(Head(name, fold=True) for name in names),
    )
    rungs: list[AtCost | AtMultiple] = [*found.costs, *found.multiples]
    rows = tuple(
        Row(
            (*concession.cells(at), *(_picked(found, each) for each in at.settlements[: len(names)])),
            strong=at.cost == found.cost if isinstance(at, AtCost) else at.times == 1,
        )
        for at in rungs
    )
    yield Table(columns, rows, caption=concession.caption(found))


def _trades(found: Negotiation) -> Iterator[Block]:
    if len(found.sides) < 2:
        return
    if not found.trades:
        but = "; what they score otherwise may" if found.disagreements else ""
        yield Prose(f"The parties weigh every criterion alike, so their weights invite no trade{but}.")
        return
    shown = trades(found).wide
    rows = tuple(Row(shown.cells(each)) for each in found.trades[:_MOST_TRADES])
    counted = sum(not each.feasibility for each in found.study.criteria)
    caption = f"Where their weights differ most ({len(rows)} of the {counted} criteria that count here)"
    yield Table(shown.heads, rows, caption=caption)
    yield Prose(_invited(found, found.trades))


def _invited(found: Negotiation, trades: Sequence[Trade]) -> str:
    """What the differences invite: each party to give where the other weighs it more."""
    dear: dict[str, list[str]] = {}
    for each in trades:
        most = max(each.weights)
        for side, weight in zip(found.sides, each.weights, strict=True):
            if weight == most:
                dear.setdefault(side.name, []).append(sentences.criterion_name(found.study, each.criterion))
    parts = [f"{side} on {_first(criteria)}" for side, criteria in dear.items()]
    if found.disagreements:
        return (
            f"More weight: {'; '.join(parts)}. As sides score some things otherwise too, weights alone do not say what "
            "to trade: much of a criterion may be at stake for the one that weighs it less. Packages tell what each "
            "obligation brings either side."
        )
    return (
        f"More weight: {'; '.join(parts)}. Where weights differ, to give way on what the other weighs more for "
        "something that one weighs more oneself can leave both better off: that is the trade this invites. How much "
        "is at stake depends on how far an obligation moves the scores."
    )


def _first(names: Sequence[str]) -> str:
    """The first few of some names, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return listed([*names[:_MOST_NAMED], f"{more} more"] if more > 0 else names)
