"""In what legal form it was agreed, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.words import counted, listed, plural
from treatyopt.history.form import Instrument, LegalForm
from treatyopt.history.records import Example
from treatyopt.tables.columns import Head

_APART = {
    "older": "older than the proposal",
    "later": "later",
    "others": "with other parties",
    "never": "never in force",
}


def said(found: LegalForm) -> str:
    """What the record says of the form, counted from its rows."""
    return " ".join([*_new(found), *_all(found), *_binding(found)])


def _new(found: LegalForm) -> Iterator[str]:
    many = plural(len(found.new), "obligation")
    if found.whole:
        yield (
            f"All that was newly agreed by the end of {found.until}, if only in part, and took effect between the "
            f"parties was in political form ({many})."
        )
    elif found.new:
        yield (
            f"Of what was newly agreed by the end of {found.until}, if only in part, and took effect between the "
            f"parties ({many}), {_were(len(found.political))} in political form."
        )
    else:
        yield f"Nothing newly agreed by the end of {found.until} took effect between the parties."


def _all(found: LegalForm) -> Iterator[str]:
    """The same of all that was newly agreed, with whomever: what is between the parties leaves some of it out."""
    more = len(found.forms) - len(found.new)
    if more <= 0:
        return
    of = Counter[str](found.forms.values())
    told = listed([f"{of[form]} {form}" for form in ("political", "mixed", "binding", "none") if of[form]])
    said = (
        "With what was agreed only in part, by one side, with other parties, or never in force counted too, "
        f"{len(found.forms)} were newly agreed by then: {told}"
    )
    rest = found.not_political
    if rest and {*rest} <= {*found.others}:
        which = (
            f"the {counted(len(rest))} that are not political alone are"
            if len(rest) > 1
            else "the one that is not is"
        )
        yield f"{said}; {which} with other parties, and so left out of what is between the parties."
    else:
        yield f"{said}."


def _binding(found: LegalForm) -> Iterator[str]:
    """How the binding instruments differ from that, counted."""
    if not found.binding:
        yield "No binding instrument stands behind any of the obligations."
        return
    kinds = [(kind, sum(kind in each.apart for each in found.binding)) for kind in _APART]
    many = len(found.binding)
    behind = f"A binding instrument stands behind {counted(many)}, if only in part"
    apart = [_APART[kind] if many == 1 else f"{_APART[kind]} ({count})" for kind, count in kinds if count]
    if not apart:
        which = "which is not" if many == 1 else "none of which is"
        yield f"{behind}: {listed(found.unexplained)}, {which} {listed(list(_APART.values()), 'or')}."
        return
    several = many > 1 and sum(n for _, n in kinds) > many
    more = " (some are more than one of these)" if several else ""
    yield f"{behind}; {'it is' if many == 1 else 'these are'} {listed(apart)}{more}."
    if found.unexplained:
        yield f"None of that is true of {listed(found.unexplained)}."


def _were(many: int) -> str:
    return {0: "none was", 1: "1 was"}.get(many, f"{many} were")


def record(found: LegalForm) -> Iterator[Block]:
    """The sentences, and the binding instruments with what sets each apart."""
    yield Prose(said(found))
    if found.binding:
        heads = (
            Head("obligation", lead=True),
            Head("instrument", fold=True),
            Head("date"),
            Head("which is", fold=True),
            Head("grade"),
        )
        rows = tuple(Row(_cells(each)) for each in found.binding)
        yield Table(
            heads, rows, caption="Obligations behind which stands a binding instrument, if only in part"
        )


def _cells(each: Instrument) -> tuple[object, ...]:
    apart = listed([_APART[kind] for kind in each.apart]) or "none of these"
    outcome = each.outcome
    return outcome.id, outcome.instrument, outcome.date, apart, outcome.grade


def of_examples(examples: Sequence[Example]) -> str:
    """In what form the examples were, counted."""
    if len(examples) == 1:
        return f"Its form: {examples[0].form}. It was chosen and not drawn, so that there is no rate in it."
    forms: Counter[str] = Counter(each.form for each in examples)
    told = listed(
        [f"{form} {forms[form]}" for form in ("binding", "political", "mixed", "none") if forms[form]]
    )
    count = plural(len(examples), "example")
    return f"The {count} by form: {told}. They were chosen and not drawn, so that there is no rate in them."
