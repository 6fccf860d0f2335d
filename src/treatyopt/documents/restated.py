"""What became of the figures of a file that treatyopt wrote, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatyopt.documents.blocks import Block, Document, Heading, Prose, Row, Table
from treatyopt.documents.restating import BELOW, Comparison, Reworded, Stale
from treatyopt.documents.stamp import Stamp, of_file
from treatyopt.documents.words import listed, plural
from treatyopt.result import plain
from treatyopt.tables.columns import Column, Head, Listing

_MOST = 60  # rows that a table for people has
_NAMED = 3  # places that a sentence can name
_HEADING = 48  # characters of a heading that tell where something stands
_BY_HAND = (
    "So is the version: what differs was changed in the file itself, or in another study, a file of weights or a "
    "package that the command names."
)
_DRAWN = "Drawings, and what moves on a page, are not compared; the figures beside them are."
_STORED = (
    "Of a workbook the values that it stores are compared, to nine digits, and neither formulas nor charts; nor is the "
    "sheet Working, as all that comes of it is on others."
)


@dataclass(frozen=True)
class Restated:
    """A file that treatyopt wrote, and what the command that made it says now.

    `stamp` is that of the file, `again` that of what is written now.
    """

    file: str
    format: str
    stamp: Stamp
    again: Stamp
    found: Comparison

    @property
    def altered(self) -> bool:
        """Whether its words are not as treatyopt wrote them: on the same study, by the same version, they would be."""
        told_otherwise = bool(self.found.reworded or self.found.missing)
        return told_otherwise and self.same_study and self.same_evidence and self.same_version

    @property
    def holds(self) -> bool:
        """Whether no figure is stale, and no text was altered."""
        return not (self.found.stale or self.altered)

    @property
    def same_study(self) -> bool:
        """Whether the study is the same to the byte."""
        return self.stamp.sha256 == self.again.sha256

    @property
    def same_evidence(self) -> bool:
        """Whether the evidence, if it tells any, is the same to the byte."""
        then, now = self.stamp.evidence, self.again.evidence
        return (then and then.sha256) == (now and now.sha256)

    @property
    def same_version(self) -> bool:
        """Whether the same version of treatyopt wrote it."""
        return self.stamp.version == self.again.version


def answer(restated: Restated) -> str:
    """In one sentence: do the figures hold, and is all else as it was written?"""
    found = restated.found
    if not found.figures:
        return f"There is no figure in it that treatyopt wrote{_but(found)}."
    if not found.stale:
        all_hold = "The only figure holds" if found.figures == 1 else f"All {found.figures} figures hold"
        return f"{all_hold}{_but(found)}."
    places = list(dict.fromkeys(_section(each) for each in found.stale))
    more = [plural(len(places) - _NAMED, "other section")] if len(places) > _NAMED else []
    count = f"{len(found.stale)} of {plural(found.figures, 'figure')}"
    verb = "is" if len(found.stale) == 1 else "are"
    return f"{count} {verb} stale{_parted(found.stale)}{_but(found)}; in {listed([*places[:_NAMED], *more])}."


def _section(stale: Stale) -> str:
    name = _cut(stale.place.partition(BELOW)[0])
    return f"“{name}”" if name else "the beginning"


def _but(found: Comparison) -> str:
    """What else is not as it is written now."""
    parts = []
    if found.reworded:
        one = len(found.reworded) == 1
        parts.append(f"{plural(len(found.reworded), 'text')} {'reads' if one else 'read'} otherwise")
    for pieces, what in ((found.missing, "missing"), (found.added, "not from treatyopt or said no longer")):
        if pieces:
            parts.append(f"{plural(len(pieces), 'piece')} {'is' if len(pieces) == 1 else 'are'} {what}")
    return f", but {listed(parts)}" if parts else ""


def _parted(stale: tuple[Stale, ...]) -> str:
    """How many of what is stale were typed, where formulas made others of them."""
    computed = sum(each.computed for each in stale)
    typed = len(stale) - computed
    if not computed:
        return ""
    return f", {typed or 'none'} of them typed and {computed} computed by formulas"


def restated_document(restated: Restated) -> Document:
    """The answer, how it was come by, and what is stale, word by word."""
    found = restated.found
    blocks: list[Block] = [
        Heading(restated.file, "read back, and computed again"),
        Prose(answer(restated)),
        Prose(_then_and_now(restated)),
        *_tables(found.stale),
        *([_reworded(found.reworded)] if found.reworded else []),
        *(
            Prose(each, faint=True)
            for each in (*_others(found), _STORED if restated.format == "xlsx" else _DRAWN)
        ),
    ]
    return Document(plain(restated), tuple(blocks), _listing(found.stale))


def _then_and_now(restated: Restated) -> str:
    was, now = restated.stamp, restated.again
    if restated.same_study:
        study = f"The study is as it was ({was.file}, sha256 {was.short}…)."
    elif was.file == now.file:
        study = f"The study has changed ({was.file}, sha256 {was.short}… then, {now.short}… now)."
    else:
        study = f"The study is another: {was.file} (sha256 {was.short}…) then, {now.file} ({now.short}…) now."
    if not restated.same_evidence:
        then, later = (of_file(each.evidence) if each.evidence else "none" for each in (was, now))
        study += f" The evidence has changed: {then} then, {later} now."
    if not restated.same_version:
        return (
            f"Made by: {was.typed}. {study} It was written by treatyopt {was.version}; this is {now.version}."
        )
    same = restated.same_study and restated.same_evidence
    by_hand = "" if restated.holds or not same else f" {_BY_HAND}"
    return f"Made by: {was.typed}. {study}{by_hand}"


def _listing(stale: tuple[Stale, ...]) -> Listing:
    columns = (
        Column("place", Head("where", lead=True, fold=True)),
        Column("row", Head("row", lead=True, fold=True)),
        Column("column", Head("column", fold=True)),
        Column("in_file", Head("in the file", fold=True), said=lambda each: each.in_file or None),
        Column("now", Head("now", fold=True), said=lambda each: each.now or None),
        Column("computed"),
    )
    return Listing(stale, columns)


def _tables(stale: tuple[Stale, ...]) -> Iterator[Table]:
    """What is stale, and by itself what formulas make of it."""
    for computed, caption in (
        (False, "Stale"),
        (True, "Stale, as formulas of the file compute it from other cells"),
    ):
        found = tuple(each for each in stale if each.computed == computed)
        if found:
            yield _stale(found, caption)


def _stale(stale: tuple[Stale, ...], caption: str) -> Table:
    """What is stale, each place named once for all of it that follows."""
    places = ["", *(_near(each.place) for each in stale)]
    rows = tuple(
        Row(("" if places[k] == places[k + 1] else places[k + 1], *_listing(stale).cells(each)[1:]))
        for k, each in enumerate(stale[:_MOST])
    )
    return Table(_listing(stale).heads, rows, caption=_first(caption, len(stale)))


def _near(place: str) -> str:
    """The last two of the headings above something, each cut where it is long."""
    return BELOW.join(map(_cut, place.split(BELOW)[-2:]))


def _cut(text: str) -> str:
    text = text.rstrip(".")  # of a heading that runs into its paragraph
    return text if len(text) <= _HEADING else f"{text[:_HEADING].rstrip()}…"


def _reworded(reworded: tuple[Reworded, ...]) -> Table:
    heads = (Head("where", lead=True, fold=True), Head("in the file", fold=True), Head("now", fold=True))
    rows = tuple(Row((_near(each.place), *each[1:])) for each in reworded[:_MOST])
    return Table(heads, rows, caption=_first("Reads otherwise, with its figures as they were", len(reworded)))


def _first(caption: str, count: int) -> str:
    return caption if count <= _MOST else f"{caption}: the first {_MOST} of {count}; -f csv or json has all"


def _others(found: Comparison) -> list[str]:
    told = (
        ("Not from treatyopt, or said no longer", found.added),
        ("Written now, and not in the file", found.missing),
    )
    return [f"{what}: {plural(len(texts), 'piece')} ({_begun(texts)})." for what, texts in told if texts]


def _begun(texts: tuple[str, ...]) -> str:
    """How the first of them begin."""
    shown = [f"“{each[:40].rstrip()}…”" if len(each) > 40 else f"“{each}”" for each in texts[:_NAMED]]
    return "; ".join([*shown, *(["…"] if len(texts) > _NAMED else [])])
