"""The scorecard of a ranking as a document: options beside each other, criteria or groups below each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from treatyopt.documents import sentences
from treatyopt.documents.anchors import anchors_table, way_legend
from treatyopt.documents.authorship import in_short, origin
from treatyopt.documents.blocks import Block, Deferred, Document, Next, Prose, Row, Table
from treatyopt.documents.compare import changes_made, ranking_heading
from treatyopt.documents.nouns import compared
from treatyopt.documents.shortening import always_shown, counting
from treatyopt.documents.units import UNKNOWN, alone, conversions, mixing, reach
from treatyopt.documents.weighting import weights_used
from treatyopt.documents.words import figure, score, weight
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.scorecard import CriterionRow, OnCriterion, OnGroup, Scorecard, scorecard
from treatyopt.study.model import Study, find
from treatyopt.study.records import Criterion, Package
from treatyopt.study.scales import with_unit
from treatyopt.tables.columns import FAILS, Head, Listing, Shaded
from treatyopt.tables.ranking import place
from treatyopt.tables.scorecard import criteria, groups

_FIRST, _MOST = 10, 20  # options that are shown, and that are shown without more ado
_HINT = "The anchors are in treatyopt criteria."


def scorecard_document(
    card: Scorecard, *, by_group: bool = False, ranges: bool = False, words: bool = False
) -> Document:
    """One table of all options: on every criterion, on every group, or what the scores mean in words.

    `ranges` adds the low and the high end to each score.
    """
    ranking, whole = card.ranking, card
    card = leading(card)
    if words:
        table, reading = anchors_table(card, cell_of(card, ranges)), way_legend(ranking.study)
    elif by_group:
        table, reading = group_table(card, ranges), _group_legend(ranking.study, ranges)
    else:
        table, reading = scorecard_table(card, ranges), _scale(card)
    marks = _marks(card, bases=not by_group)
    told = any(each.zero or each.hundred for each in ranking.study.criteria)
    hint = "" if words or by_group or not told else _HINT
    blocks: tuple[Block, ...] = (
        ranking_heading(ranking),
        weights_used(ranking),
        *changes_made(ranking),
        table,
        *left_out(whole, card),
        Prose(" ".join(filter(None, (reading, marks, in_short(ranking)))), faint=True, hint=hint),
        Next(f"treatyopt explain {ranking.standings[0].id}"),
    )
    listing = groups(whole).wide if by_group else criteria(whole).wide
    return Document(Deferred(whole.to_dict), blocks, listing)


def leading(card: Scorecard) -> Scorecard:
    """The scorecard, or of more options than can be read beside each other that of the first by rank.

    What was set for this run and what was added to the study are among them.
    """
    if len(card.options) <= _MOST:
        return card
    asked = always_shown(card.ranking)
    ranked = [each.id for each in card.ranking.standings if each.id in card.options]
    return scorecard(card.ranking, [id for i, id in enumerate(ranked) if i < _FIRST or id in asked])


def left_out(whole: Scorecard, shown: Scorecard) -> Iterator[Prose]:
    """How many options are shown, if not all."""
    if len(shown.options) < len(whole.options):
        yield counting(
            len(shown.options), len(whole.options), f"{compared(whole.ranking).options}, the first by rank"
        )


def scorecard_table(card: Scorecard, ranges: bool = False, totals: bool = True) -> Table:
    """Every option on every criterion, criteria in groups under these; at last the value and the rank of each."""
    shown = criteria(card).wide
    cell = cell_of(card, ranges)
    rows: list[Row] = []
    flat, apart, empty = card.ranking.study.flat, False, [""] * len(card.options)
    for group in card.groups:
        whole = find("group", group.id, card.ranking.study.groups)
        if whole.alone and not (flat or apart):
            rows.append(Row(("in no group", *empty, ""), heading=True))
        apart = whole.alone
        if not apart:
            rows.append(Row((group.name, *empty, weight(group.weight)), heading=True))
        rows += [
            Row((_labelled(each), *(cell(each, on) for on in each.options), weight(each.weight)))
            for each in card.criteria
            if each.group == group.id
        ]
    return Table(_heads(card, shown), (*rows, *(_totals(card, ranges) if totals else ())))


def _labelled(row: CriterionRow) -> str:
    return f"{row.name}, {row.unit}" if row.unit and row.unit != row.name else row.name


def legend(card: Scorecard) -> str:
    """What the shades and the marks of a scorecard mean."""
    return f"{_scale(card)} {_marks(card, bases=True)}"


def group_table(card: Scorecard, ranges: bool = False) -> Table:
    """Every option on every group, with the value and the rank of each at last."""
    rows = [
        Row((each.name, *(_on_group(card, on, ranges) for on in each.options), weight(each.weight)))
        for each in card.groups
    ]
    return Table(_heads(card, groups(card).wide), (*rows, *_totals(card, ranges)))


def _heads(card: Scorecard, shown: Listing) -> tuple[Head, ...]:
    """The columns, the names of options that fail a screen with the mark of that."""
    first, *options, last = shown.heads
    marked = [
        head if _passes(card, id) else head._replace(label=f"{FAILS} {head.label}")
        for id, head in zip(card.options, options, strict=True)
    ]
    return (first, *marked, last)


def _passes(card: Scorecard, option: str) -> bool:
    return card.ranking.standing(option).rank is not None


def _shaded(card: Scorecard, option: str, shown: Shaded) -> Shaded:
    """The cell of an option: of a leader it stands out, of what fails a screen it stands back."""
    rank = card.ranking.standing(option).rank
    return shown._replace(strong=rank == 1, faint=rank is None)


def cell_of(card: Scorecard, ranges: bool) -> Callable[[CriterionRow, OnCriterion], Shaded]:
    """How the cells of a scorecard read: the score with its marks, and with its range if that is asked for."""
    screens = card.ranking.study.screens

    def cell(row: CriterionRow, on: OnCriterion) -> Shaded:
        criterion = card.ranking.study.criterion(row.id)
        limits = [
            bound.limit
            for screen in screens
            if screen.criterion == row.id and screen.id in card.ranking.screens
            for bound in screen.bounds
        ]
        basis = {"stated": "s", "set": "*", "unknown": "?"}.get(on.basis, "")
        return _shaded(
            card,
            on.option,
            Shaded(
                _figure(criterion, on, limits),
                on.score / 100,
                f"{basis}{FAILS if on.fails else ''}",
                _range(criterion, on) if ranges else "",
            ),
        )

    return cell


def _range(criterion: Criterion, on: OnCriterion) -> str:
    return reach(criterion, on.low, on.high, unit=False) if on.low < on.high or on.basis == "set" else ""


def _figure(criterion: Criterion, on: OnCriterion, limits: Sequence[float]) -> str:
    """A score; where the criterion has a unit, which its row names, what it is in that, and the score in brackets."""
    shown = score(on.score, *limits)
    if criterion.scale is None:
        return shown
    written = on.performance
    value = alone(criterion, on.score, *limits, unit=False) if written is None else with_unit(written, None)
    return f"{value} ({shown})"


def _on_group(card: Scorecard, on: OnGroup, ranges: bool) -> Shaded:
    reach = f"{score(on.low)}–{score(on.high)}" if ranges else ""
    return _shaded(card, on.option, Shaded(figure(on.score), on.score / 100, range=reach))


def _totals(card: Scorecard, ranges: bool) -> Iterator[Row]:
    """The last rows: what the scores come to at these weights, at both ends of their ranges too, and the place."""
    standings = [card.ranking.standing(id) for id in card.options]

    def row(label: str, said: Callable[[Standing], str]) -> Row:
        cells = [_shaded(card, each.id, Shaded(said(each))) for each in standings]
        return Row((label, *cells, ""), heading=True)

    yield row("value", lambda each: figure(each.value))
    if ranges:
        yield row("all scores low", lambda each: figure(each.low))
        yield row("all scores high", lambda each: figure(each.high))
    yield row("rank", place)


def _scale(card: Scorecard) -> str:
    how = "criterion" if len(card.criteria) == 1 else "each criterion"
    study = card.ranking.study
    if study.in_units or not all(each.zero and each.hundred for each in study.criteria):
        shade = "The fuller the shade, the higher the score, which is from 0 to 100."
        first = (
            "Where a criterion has a unit, what was scored in it stands before the score that it is worth."
        )
        mixed = mixing(study, *card.options)
        return f"{shade} {first} {conversions(study)} {mixed}".rstrip() if study.in_units else shade
    return (
        f"Scores run from 0 to 100 between two anchors of {how} that are described in words; the fuller "
        "the shade, the higher the score."
    )


def _group_legend(study: Study, ranges: bool) -> str:
    if study.flat:
        return "Value is the sum of weight x score over the criteria. The fuller the shade, the higher."
    ends = ", its range with all of them at their low or their high ends" if ranges else ""
    return (
        "The score of a group is the sum of share x score over its criteria, by their shares inside the group at "
        f"these weights{ends}; value is the sum of weight x score over the groups. The fuller the shade, the higher."
    )


def _marks(card: Scorecard, bases: bool) -> str:
    """What the marks mean that stand in the table, those of what a score rests on among them or not."""
    failed = _failed(card)
    parts = [_bases(card)] if bases and _bases(card) else []
    parts += [f"{FAILS} fails a screen ({failed})"] if failed else []
    return f"Marks: {'; '.join(parts)}." if parts else ""


def _bases(card: Scorecard) -> str:
    """What the marks of scores mean, and what those without a mark are, as far as that is said of all of them."""
    shown = [card.ranking.study.option(id) for id in card.options]
    found = {on.basis for row in card.criteria for on in row.options}
    said = ["s stated by a passage of the source"] if "stated" in found else []
    said += ["* set for this run"] if "set" in found else []
    said += [f"? {UNKNOWN}, the middle of the scale in its place"] if "unknown" in found else []
    own = {score.basis for each in shown if not isinstance(each, Package) for score in each.scores}
    plain = " or ".join(each for each in ("inferred", "judged") if each in own)
    made = ""
    if whose := origin(card.ranking.study, card.options):
        made = f"a package's, worked out from those of {whose}"
    bare = ", or ".join(filter(None, (plain, made)))
    if said and bare:
        return ", ".join([*said, f"all else {bare}"])
    if said:
        return ", ".join(said)
    return f"none, since every score is {bare}" if bare and own <= {"inferred"} else ""


def _failed(card: Scorecard) -> str:
    """The screens that any option shown fails, with what they ask."""
    study = card.ranking.study
    ids = dict.fromkeys(id for row in card.criteria for on in row.options for id in on.fails)
    screens = [find("screen", id, study.screens) for id in ids]
    return "; ".join(f"{e.id}: {sentences.criterion_name(study, e.criterion)} {e.asks}" for e in screens)
