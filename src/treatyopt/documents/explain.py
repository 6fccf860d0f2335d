"""One option's case as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.documents import limits, merit, sentences
from treatyopt.documents.authorship import assessors, beside, has_passages
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.compare import bound
from treatyopt.documents.contradicted import contradictions
from treatyopt.documents.otherwise import others
from treatyopt.documents.placing import changes_shown, could_enter
from treatyopt.documents.screens import answered, missing, returning, screened, too_low, whatever
from treatyopt.documents.units import conversions, mixing
from treatyopt.documents.unknown import middles
from treatyopt.documents.words import (
    apart,
    capital,
    cited,
    citing,
    figure,
    listed,
    plural,
    score,
    sentence,
    signed,
    weight,
)
from treatyopt.ranking.comparison import Difference
from treatyopt.ranking.explain import Explanation, Judgement
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study, find
from treatyopt.study.records import Obligation, Package
from treatyopt.study.scales import grouped, with_unit
from treatyopt.tables.columns import Head
from treatyopt.tables.explanation import scores

_NEAREST = 3


def explanation_document(case: Explanation) -> Document:
    """What it is, its screens, its scores with their reasons, its obligations, and what would change that."""
    option = case.option
    blocks: list[Block] = [
        Heading(option.title, beside(case.ranking.study, _standing(case))),
        *([Prose(gist)] if (gist := citing(option.gist, option.cites)) else []),
    ]
    blocks += changes_shown(case.ranking)
    if option.note:
        blocks.append(Prose(f"Note: {sentence(option.note)}", faint=True))
    blocks += _screens(case)
    blocks.append(_judgements(case))
    blocks.append(Prose(_provenance(case), faint=True))
    blocks += contradictions(case)
    blocks += others(case.ranking.study, option.id)
    blocks += _obligations(case)
    blocks += _against(case)
    if case.leads and case.ranking.set_aside:
        blocks.append(Prose(" ".join(sentences.set_aside(case.ranking))))
    blocks.append(Prose(" ".join(what_would_change(case))))
    blocks += [Prose(" ".join(said))] if (said := [*merit.case(case.ranking, option.id)]) else []
    blocks.append(Next(_next(case)))
    return Document(Deferred(case.to_dict), tuple(blocks), scores(case).wide)


def _standing(case: Explanation) -> str:
    rank = case.standing.rank
    if rank is not None:
        place = f"rank {rank} of {case.ranked}"
    else:
        place = "fails a screen" if not case.standing.passes else "not ranked with the others"
    return f"value {figure(case.standing.value)}, {place}; weights: {case.ranking.weights.name}"


def _screens(case: Explanation) -> Iterator[Block]:
    if not case.standing.screens:
        yield Prose("No screens are applied.")
        return
    rows = [
        Row((("✓ " if each.passes else "✗ ") + each.screen, answered(case.ranking.study, case.option, each)))
        for each in case.standing.screens
    ]
    columns = (Head("screen", lead=True), Head("met", fold=True))
    yield Table(columns, tuple(rows), headed=False)


def _judgements(case: Explanation) -> Table:
    shown = scores(case).wide.reading(
        {
            "performance": _performance,
            "score": lambda each: score(each.score),
            "low": _range,
            "weight": lambda each: weight(each.weight),
            "basis": _basis,
        }
    )
    rows = tuple(Row(shown.cells(each), detail=each.reason) for each in shown.rows)
    return Table(shown.heads, rows, caption="Why it scores as it does", detail="reason")


def _range(each: Judgement) -> str:
    """The range of a score, or a dash where it has none."""
    ranged = each.low < each.high or each.basis == "set"
    return f"{score(each.low)}–{score(each.high)}" if ranged else "–"


def _performance(each: Judgement) -> str:
    """What was scored in a unit, with its range; a dash for what is scored as it is."""
    if each.performance is None or each.performances is None:
        return "–"
    low, high = each.performances
    ends = f" ({grouped(low)}–{grouped(high)})" if low < high else ""
    return f"{with_unit(each.performance, each.unit)}{ends}"


def _basis(each: Judgement) -> str:
    return " ".join(["set for this run" if each.basis == "set" else each.basis, *_separated(each.cites)])


def _separated(cites: Sequence[str]) -> list[str]:
    return [f"{cite}," for cite in cites[:-1]] + list(cites[-1:])


def _provenance(case: Explanation) -> str:
    study = case.ranking.study
    stated = sum(each.basis == "stated" for each in case.judgements)
    apart = (
        " (what is set for this run apart)" if any(each.basis == "set" for each in case.judgements) else ""
    )
    made = f"made by {assessors(case.ranking.study)}{apart}."
    basis = (
        f"Stated: the source says something of it on this criterion ({stated} of "
        f"{len(case.judgements)}); inferred: nobody said it{_bare(case)}. "
        f"Every figure and its basis is a judgement {made}"
        if has_passages(case.ranking.study)
        else f"Every figure{_known(case)} is a judgement {made}"
    )
    return " ".join(filter(None, (basis, _at_ends(case), conversions(study), mixing(study, case.option.id))))


def _bare(case: Explanation) -> str:
    """What it means that a score is called neither."""
    judged = any(each.basis == "judged" for each in case.judgements)
    return "; judged: neither is said of it" if judged else ""


def _known(case: Explanation) -> str:
    """What of the scores is no judgement, since nobody knows it."""
    unknown = any(each.basis == UNKNOWN for each in case.judgements)
    return ", but for what stands for a score that is not known," if unknown else ""


def _at_ends(case: Explanation) -> str:
    """Its value at the ends of all ranges at once, if there are any."""
    if all(each.low == each.high for each in case.judgements):
        return "Its scores have no ranges."
    return (
        f"With all scores at the low or the high end of their ranges the value would be "
        f"{figure(case.standing.low)} or {figure(case.standing.high)}."
    )


def _obligations(case: Explanation) -> Iterator[Block]:
    """New obligations with what they say, then what is inherited from each weaker type, and what is left out."""
    study = case.ranking.study
    if not case.obligations:
        if study.obligations:
            yield Prose("It carries no obligations.")
        return
    new = [each for each in case.obligations if case.is_new(each)]
    total = plural(len(case.obligations), "obligation")
    own = isinstance(case.option, Package)
    added = f"{len(new)} {'added' if own else 'new at this step'}, the rest inherited"
    if own and len(new) == len(case.obligations):
        added = "none of them inherited"
    noun = study.words.option
    whose = f"With which {noun} each enters, and whom it binds, are judgements."
    if has_passages(study):
        rest = listed(
            [b for b in ("inferred", "judged") if any(each.basis == b for each in case.obligations)]
        )
        whose = f"Stated: the source ties it to that {noun}; {rest or 'inferred'}: the study does. "
        whose += "Whom it binds is the study's reading too."
    yield Prose(f"What it obliges: {total}, {added}. {whose}")
    if new:
        caption = "Added by this package" if own else "New at this step"
        yield _obligation_table(study, new, f"{caption} ({len(new)})", detailed=True)
    yield from _inherited(case, new)
    if case.left_out:
        caption = f"Left out of what leads to {_upper(case)} ({len(case.left_out)})"
        yield _obligation_table(study, case.left_out, caption, detailed=False)
    for id in dict.fromkeys(each.when for each in (*case.obligations, *case.left_out) if each.when):
        yield Prose(condition(study, id), faint=True)


def _inherited(case: Explanation, new: Sequence[Obligation]) -> Iterator[Block]:
    """What comes from each weaker type, the nearest first; of many types the nearest few, and how much is left."""
    study = case.ranking.study
    found = [
        (option, entering)
        for option in reversed(study.ladder)
        if (entering := [each for each in case.obligations if each.enters == option.id and each not in new])
    ]
    shown = found if len(found) <= 2 * _NEAREST else found[:_NEAREST]
    for option, entering in shown:
        caption = f"Inherited from {option.name} ({len(entering)})"
        yield _obligation_table(study, entering, caption, detailed=False)
    if rest := [each for _, entering in found[len(shown) :] for each in entering]:
        count, words = len(found) - len(shown), study.words
        weaker = f"{count} weaker {words.option if count == 1 else words.options}"
        text = f"Inherited from {weaker} besides: {plural(len(rest), 'obligation')}, all in the data (json)."
        yield Prose(text, faint=True, hint=f"treatyopt obligations {case.option.id} lists them.")


def _upper(case: Explanation) -> str:
    """The type that a package goes towards, by name."""
    upper = case.option.upper if isinstance(case.option, Package) else case.option.id
    return sentences.name(case.ranking.study, upper)


def condition(study: Study, id: str) -> str:
    """What an obligation that supposes a condition is proposed for."""
    found = find("condition", id, study.conditions)
    return f"If {id}: proposed for one case only: {sentence(found.says)[:-1]}{cited(found.cites)}."


def _obligation_table(study: Study, obligations: Sequence[Obligation], caption: str, detailed: bool) -> Table:
    conditional = any(each.when for each in obligations)
    columns = (
        Head("obligation", lead=True),
        Head("binds"),
        Head("basis"),
        *([Head("if")] if conditional else []),
        Head("locators", fold=True),
    )
    rows = tuple(
        Row(
            (
                *(each.id, bound(study, each.binds), each.basis),
                *([each.when or ""] if conditional else []),
                each.cites,
            ),
            detail=_said(study, each) if detailed else None,
        )
        for each in obligations
    )
    return Table(columns, rows, caption=caption, detail="says")


def _said(study: Study, obligation: Obligation) -> str:
    needs = f"Needs {listed(obligation.needs)}." if obligation.needs else ""
    note = sentence(obligation.note) if obligation.note else ""
    said = (sentence(obligation.says), needs, could_enter(study, obligation), note)
    return " ".join(filter(None, said))


def _against(case: Explanation) -> Iterator[Prose]:
    if case.rival is None:
        return
    rival = sentences.name(case.ranking.study, case.rival)
    strong, weak = _points(case.stronger), _points(case.weaker)
    yield Prose(
        f"Against {rival}: "
        + (f"strongest on {strong}" if strong else "stronger on nothing")
        + (f"; weakest on {weak}." if weak else "; weaker on nothing.")
    )


def _points(differences: Sequence[Difference]) -> str:
    return listed([f"{each.name} ({signed(each.weighted)})" for each in differences[:4]])


def _next(case: Explanation) -> str:
    if any(isinstance(each, Package) for each in case.ranking.study.options):
        return "treatyopt compare --package FILE"
    if case.rival is not None:
        return f"treatyopt compare {case.rival} {case.option.id}"
    return f"treatyopt obligations {case.option.id}"


def what_would_change(case: Explanation) -> Iterator[str]:
    """What would make an option lead, or stop leading."""
    failed = [each for each in case.standing.screens if not each.passes]
    for each in failed:
        range_ = whatever(case.option, each, "the threshold")
        study = case.ranking.study
        if each.by_middle:
            why = f"its {sentences.criterion_name(study, each.criterion)} is not known"
            yield f"It counts as failing {each.screen}, as {why}: no weights make it lead while it does."
            continue
        way = "short" if too_low(study, each) else "over"
        far = missing(study, each) or sentences.points(-each.margin)
        yield (
            f"No weights make it lead while the screen {each.screen} applies: it has "
            f"{screened(study, case.option.id, each)}, and is {far} {way}{range_}."
        )
    if failed:
        yield from _despite(case)
        return
    yield from _at_middles(case, _leading(case))


def _at_middles(case: Explanation, said: Iterator[str]) -> Iterator[str]:
    """What is said of weights, with what it says of unknown scores first, if it rests on any."""
    held = middles(case.ranking, *_apart(case)).removeprefix(", ")
    first = next(said, "")
    yield f"{capital(held)}, {first[:1].lower()}{first[1:]}" if held else first
    yield from said


def _apart(case: Explanation) -> tuple[str, ...]:
    """The option itself where it is not among those compared, and so not in the verdict, but set against them."""
    return () if case.compared or case.rival is None else (case.option.id,)


def _leading(case: Explanation) -> Iterator[str]:
    """Which weights would make it lead, or stop leading, where it passes the screens."""
    if case.rival is None:
        yield "Nothing else is ranked, so nothing can overtake it."
    elif len(case.ranking.verdict.leaders) > 1 and case.leads:
        tied = tuple(id for id in case.ranking.verdict.leaders if id != case.option.id)
        yield f"It is level with {sentences.names(case.ranking.study, tied)}: nothing leads."
        yield from limits.leading(case.ranking, case.conditions, *_apart(case))
    elif case.leads:
        yield from limits.ending(case.ranking, case.conditions)
    else:
        yield from limits.leading(case.ranking, case.conditions, *_apart(case))


def _despite(case: Explanation) -> Iterator[str]:
    """What an option that a screen sets aside is worth, if that is no less than the leader."""
    study, ranking = case.ranking.study, case.ranking
    if all(each.id != case.option.id for each in ranking.set_aside):
        return
    first = [each for each in ranking.standings if each.rank == 1]
    own, *theirs = apart(case.standing.value, *(each.value for each in first))
    beside = (
        ", ".join(f"{each.name} {value}" for each, value in zip(first, theirs, strict=True))
        or "the most of all that are compared"
    )
    yield f"It is worth {own}, {beside}; {returning(study, case.standing)}."
