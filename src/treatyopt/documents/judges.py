"""Studies of several judges: values side by side, where they are apart, and what turns on each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from treatyopt.documents import deciding, nouns, sentences, units
from treatyopt.documents.authorship import assessors
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.judging import matters, widest
from treatyopt.documents.placing import for_this_run
from treatyopt.documents.shortening import few, first_rows
from treatyopt.documents.units import known
from treatyopt.documents.unknown import uncounted
from treatyopt.documents.weighting import behind, by_group, weights_used
from treatyopt.documents.words import figure, listed
from treatyopt.methods.stability import TIE
from treatyopt.packages.changes import Change
from treatyopt.ranking.judges import Judges, ScoreSpread
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables import judges as tables
from treatyopt.tables.columns import FAILS, Head
from treatyopt.tables.ranking import place

_WIDEST = 3  # scores that a sentence names
IN_JSON = "all are in JSON"
_KINDS = {
    "criterion": ("criterion", "criteria"),
    "screen": ("screen", "screens"),
    "statement": ("statement on weights", "statements on weights"),
}


def judges_document(found: Judges) -> Document:
    """Several studies, one column each and their mean; who leads; where they are apart; and what turns on it."""
    first, name = found.rankings[0], weights_named(found)
    blocks: list[Block] = [
        Heading(
            first.study.title, f"studies: {', '.join(found.names)}{f'; weights: {name}' if name else ''}"
        ),
        *_asked(found),
        *_values(found),
        *_failures(found),
        _leaders(found),
        Prose(_agreement(found)),
        *_weights(found),
        *_apart(found),
    ]
    for turn, other in zip(found.turns, found.rankings[1:], strict=True):
        blocks += deciding.turned(turn, found.names[0], first, other)
    for name, ranking in zip(found.names, found.rankings, strict=True):
        blocks += (
            Prose(f"{name}: {text}")
            for text in uncounted(ranking.study, [each.id for each in ranking.standings])
        )
    blocks += [
        Prose(sentences.shares(*found.rankings, names=found.names), faint=True),
        Prose(_whose(found), faint=True),
        Next(f"treatyopt explain {(first.shortlist or (first.standings[0].id,))[0]}"),
    ]
    return Document(Deferred(found.to_dict), tuple(blocks), tables.values(found).long)


def weights_named(found: Judges) -> str:
    """What the weights of all studies are called, where they are not merely profiles; nothing where they differ."""
    names = {each.weights.name for each in found.rankings}
    profiles = {each.weights.profile for each in found.rankings}
    return names.pop() if len(names) == 1 and not names & profiles else ""


def _asked(found: Judges) -> Iterator[Prose]:
    """What was set for this run, and what is left out since not all studies have it."""
    first = found.rankings[0]
    if first.changes:
        yield Prose(
            f"Set for this run in each of the studies: {listed([_set(found, each) for each in first.changes])}."
        )
    placed = [for_this_run(each.study) for each in found.rankings]
    if any(placed):
        alike = len(set(placed)) == 1
        told = [
            said if alike else f"{name}: {said}"
            for name, said in zip(found.names, placed, strict=True)
            if said
        ]
        yield Prose(f"{told[0]} So in each of the studies." if alike else " ".join(told))
    titles = list(dict.fromkeys(each.study.title for each in found.rankings))
    if len(titles) > 1:
        yield Prose(f"The titles of the studies differ: {'; '.join(titles)}.")
    if not found.unshared:
        return
    parts = []
    words = nouns.compared(first)
    kinds = {"option": (words.option, words.options), **_KINDS}
    for kind, (one, several) in kinds.items():
        left = [f"{each.id} ({listed(each.studies)})" for each in found.unshared if each.kind == kind]
        if left:
            parts.append(f"the {one if len(left) == 1 else several} {few(left)}")
    said = f"Compared is what all have. Left out, with those that have it: {'; '.join(parts)}."
    if any(each.kind == "criterion" for each in found.unshared):
        said += (
            " In each study the weights of the criteria that are left keep their proportions and sum to 1, or are the "
            "centroid of what was said of those; the verdict is over the weightings of those."
        )
    yield Prose(said)


def _set(found: Judges, each: Change) -> str:
    scale = found.rankings[0].study.criterion(each.criterion).scale
    unknown = " (not known, for this run)" if each.score is None else ""
    return f"{each.option}.{each.criterion} = {units.set_to(each, scale)}{unknown}"


def _values(found: Judges) -> Iterator[Block]:
    shown = tables.values(found).wide
    reading = {
        f"{name}-value": _placed(ranking) for name, ranking in zip(found.names, found.rankings, strict=True)
    }
    shown = shown.reading(
        {**reading, "mean-value": lambda each: f"{tables.place(each)} {figure(each.value)}"}
    )
    rows = tuple(Row(shown.cells(each), strong=each.rank == 1) for each in shown.rows)
    table = Table(shown.heads, rows, caption="Rank and value in each study, and the mean of the values")
    yield from first_rows(
        table, f"{nouns.compared(found.rankings[0]).options}, the first by the mean", IN_JSON
    )


def _placed(ranking: Ranking) -> Callable[..., str]:
    """An option's rank and value in one study."""

    def said(each: object) -> str:
        here = ranking.standing(str(getattr(each, "id", "")))
        return f"{place(here)} {figure(here.value)}"

    return said


def _failures(found: Judges) -> Iterator[Block]:
    """Which options fail which screens, and in which studies where not in all."""
    rows = []
    for each in found.mean:
        by: dict[str, list[str]] = {}
        for name, ranking in zip(found.names, found.rankings, strict=True):
            for met in ranking.standing(each.id).screens:
                if not met.passes:
                    by.setdefault(met.screen, []).append(name)
        said = [
            f"{screen}{'' if len(names) == len(found.names) else f' in {listed(names)} only'}"
            for screen, names in by.items()
        ]
        if said:
            rows.append(Row((f"{FAILS} {each.name}", f"fails {listed(said)}")))
    if rows:
        table = Table(
            (Head(found.rankings[0].study.words.option, lead=True), Head("why", fold=True)),
            tuple(rows),
            headed=False,
        )
        yield from first_rows(table, "failures of a screen", IN_JSON)


def _leaders(found: Judges) -> Table:
    rows = [
        Row(
            (
                name,
                sentences.names(each.study, each.verdict.leaders) or "none",
                each.verdict.lead,
                sentences.tier(each),
            )
        )
        for name, each in zip(found.names, found.rankings, strict=True)
    ]
    ranked = [each for each in found.mean if each.rank is not None]
    leaders = tuple(each.id for each in ranked if each.rank == 1)
    lead = ranked[0].value - ranked[1].value if len(ranked) > 1 else None
    study = found.rankings[0].study
    rows.append(Row(("mean", sentences.names(study, leaders) or "none", lead, "")))
    heads = (
        Head("study", lead=True),
        Head("leader", lead=True),
        Head("by", "number"),
        Head("verdict", fold=True),
    )
    return Table(heads, tuple(rows))


def _agreement(found: Judges) -> str:
    """Whether the same leads in each, after what a screen sets aside above it, and what the mean is."""
    aside = [
        f"In {name}, {text[:1].lower() if text.startswith('So ') else text[:1]}{text[1:]}"
        for name, ranking in zip(found.names, found.rankings, strict=True)
        for text in sentences.set_aside(ranking)
    ]
    mean = (
        "The mean gives each study an equal say: it is of the values, and what a screen of any study sets aside is "
        "set aside there too."
    )
    apart = any(each.differs for each in found.turns)
    what = "What differs between them"
    said = [matters(found.agree, found.same_shortlist, found.same_order, what)] if apart else []
    return " ".join([*aside, _led(found), *said, mean])


def _led(found: Judges) -> str:
    study = found.rankings[0].study
    if found.agree:
        leaders = found.leaders[0]
        verb = "leads" if len(leaders) == 1 else "lead together"
        said = f"{sentences.names(study, leaders)} {verb}" if leaders else "nothing leads"
        agree = "Both studies agree" if len(found.names) == 2 else f"All {len(found.names)} studies agree"
        return f"{agree}: {said}."
    parts = []
    for leaders in dict.fromkeys(found.leaders):
        where = [name for name, each in zip(found.names, found.leaders, strict=True) if each == leaders]
        who = sentences.names(study, leaders) if leaders else "nothing"
        parts.append(f"{who} {'leads' if len(leaders) <= 1 else 'tie'} in {listed(where)}")
    return f"The studies disagree: {'; '.join(parts)}."


def _weights(found: Judges) -> Iterator[Block]:
    """The weights of each study, or those of all where they are the same."""
    first = found.rankings[0]
    origins: dict[str, list[str]] = {}
    for name, ranking in zip(found.names, found.rankings, strict=True):
        origins.setdefault(behind(ranking.study, ranking.weights), []).append(name)
    if all(each.difference <= TIE for each in found.spreads):
        if len(origins) == 1:
            used = weights_used(first)
            yield used._replace(text=f"{used.text.rstrip('.')}; the same in each study.")
        else:
            of = "; ".join(f"in {listed(names)} {where}" for where, names in origins.items())
            yield Prose(
                f"Weights: {by_group(first.study, first.weights)}, the same in each study ({of}).", faint=True
            )
        return
    kind = found.spreads[0].kind
    by_id = {each.id: each for each in found.spreads if each.kind == kind}
    study = first.study
    records = study.groups if kind == "group" else study.criteria
    rows = tuple(Row((each.name, *by_id[each.id].weights)) for each in records if each.id in by_id)
    heads = (Head(kind, lead=True), *(Head(name, "percent") for name in found.names))
    yield from first_rows(
        Table(heads, rows, caption=f"Weight of each {kind}"), f"weights of a {kind}", IN_JSON
    )
    of = "; ".join(f"in {listed(names)} {where}" for where, names in origins.items())
    yield Prose(f"What they rest on: {of}.", faint=True)
    said = widest(study, found.spreads)
    if said:
        yield Prose(said)


def _apart(found: Judges) -> Iterator[Prose]:
    """The scores that several studies are furthest apart on; of two, the changes say it."""
    if len(found.names) > 2 and found.scores:
        said = listed([_score(found, each) for each in found.scores[:_WIDEST]])
        yield Prose(f"Of scores, by what they weigh, they are furthest apart on {said}.")
    scales = {each.criterion for turn in found.turns for each in turn.changes if each.kind == "scale"}
    scales |= {each.criterion for turn in found.turns for each in turn.others if each.kind == "scale"}
    names = [each.name for each in found.rankings[0].study.criteria if each.id in scales]
    if names:
        differ = "The scale of" if len(names) == 1 else "The scales of"
        yield Prose(
            f"{differ} {listed(names)} {'differs' if len(names) == 1 else 'differ'}: scores there are compared by "
            "what they are worth, 0-100."
        )


def _score(found: Judges, each: ScoreSpread) -> str:
    study = found.rankings[0].study
    ends = []
    for names in (each.most, each.least):
        there = found.rankings[found.names.index(names[0])].study
        ends.append(
            f"{few(names)} {known(there.criterion(each.criterion), there.option(each.option).on(each.criterion))}"
        )
    where = f"{study.option(each.option).name}'s {study.criterion(each.criterion).name}"
    return f"{where} ({', '.join(ends)})"


def _whose(found: Judges) -> str:
    """Whose judgements the figures of each study are."""
    by: dict[str, list[str]] = {}
    for name, ranking in zip(found.names, found.rankings, strict=True):
        by.setdefault(assessors(ranking.study), []).append(name)
    said = "Scores, and weights where a study gives them, are judgements"
    if len(by) == 1:
        return f"{said}, in each study of {next(iter(by))}."
    return f"{said}: {'; '.join(_of(names, who) for who, names in by.items())}."


def _of(names: Sequence[str], who: str) -> str:
    return f"in {listed(names)} of {who}"
