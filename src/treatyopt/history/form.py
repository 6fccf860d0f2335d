"""In what legal form it was agreed: counted from the rows, and not said of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from treatyopt.history.records import WIDE, EvidenceFile, Form, Outcome

Apart = Literal["older", "later", "others", "never"]
_DONE = ("agreed", "agreed-politically", "partly")


class Instrument(NamedTuple):
    """An obligation behind which stands a binding instrument, at least in part, and what sets it apart.

    That it is older than the proposal, later than the last year, with other parties, or never took effect.
    """

    outcome: Outcome
    apart: tuple[Apart, ...]


class LegalForm(NamedTuple):
    """The record of the legally binding form, up to the end of `until`.

    `forms` is the form of each that was newly agreed, in part or never in force included and with whomever, and
    `others` are those of them that are with other parties. `new` is all that was agreed, if only in part, between the
    parties after the proposal and took effect; `political` is what of it was in political form. `binding` are all that
    have a binding instrument behind them, whenever and with whom.
    """

    outcome: Outcome
    until: int
    forms: dict[str, Form]
    others: tuple[str, ...]
    new: tuple[str, ...]
    political: tuple[str, ...]
    binding: tuple[Instrument, ...]

    @property
    def not_political(self) -> tuple[str, ...]:
        """What of all that was newly agreed is not in political form alone."""
        return tuple(id for id, form in self.forms.items() if form != "political")

    @property
    def whole(self) -> bool:
        """Whether all that is new is in political form."""
        return bool(self.new) and self.new == self.political

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The binding instruments that nothing sets apart: new, in time, between the parties, and in force."""
        return tuple(each.outcome.id for each in self.binding if not each.apart)


def legal_form(evidence: EvidenceFile) -> LegalForm | None:
    """What the rows say of the legal form; None if the evidence names no obligation that is it."""
    asked = evidence.of(evidence.binding) if evidence.binding else None
    if asked is None:
        return None
    until = max(evidence.until)
    every = [
        each
        for each in evidence.outcomes
        if each.status in WIDE and not {"older", "later"} & {*_apart(evidence, each)}
    ]
    new = [each for each in evidence.outcomes if each.status in _DONE and not any(_apart(evidence, each))]
    binding = [each for each in evidence.outcomes if each.form in ("binding", "mixed")]
    return LegalForm(
        outcome=asked,
        until=until,
        forms={each.id: each.form for each in every},
        others=tuple(each.id for each in every if each.between == "others"),
        new=tuple(each.id for each in new),
        political=tuple(each.id for each in new if each.form == "political"),
        binding=tuple(Instrument(each, tuple(_apart(evidence, each))) for each in binding),
    )


def _apart(evidence: EvidenceFile, each: Outcome) -> Iterator[Apart]:
    """What sets an instrument apart from what is new between the parties, agreed in time and in effect."""
    if each.status == "existed" or each.before(evidence.proposed):
        yield "older"
    if int(each.date[:4]) > max(evidence.until):
        yield "later"
    if each.between != "the two":
        yield "others"
    if each.effect != "took effect":
        yield "never"
