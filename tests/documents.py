"""What documents say, for tests of words: prose, tables and cells, and studies made to say something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from treatyopt import Study
from treatyopt.documents.blocks import Document, Next, Prose, Row, Table
from treatyopt.study.profiles import Profile
from treatyopt.tables.columns import Head, Listing

# What a document holds that has nothing for CSV.
NOTHING = Listing((), ())

# What no sentence may hold after or of a party whose name ends in "states".
SINGULAR = (
    "states's",
    "states'",
    "states accepts",
    "states is ",
    "states has ",
    "states gives",
    "states gains",
)


def paragraphs(document: Document) -> list[Prose]:
    """The paragraphs of a document."""
    return [block for block in document.blocks if isinstance(block, Prose)]


def prose(document: Document) -> str:
    """All paragraphs of a document as one text."""
    return " ".join(each.whole for each in paragraphs(document))


def following(document: Document) -> list[str]:
    """The commands that a document suggests."""
    return [block.command for block in document.blocks if isinstance(block, Next)]


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def captioned(document: Document, start: str) -> Table:
    """The one table whose caption starts so."""
    (found,) = [each for each in tables(document) if (each.caption or "").startswith(start)]
    return found


def cells(table: Table, label: str) -> list[Any]:
    """A column of a table, by its label."""
    place = [each.label for each in table.columns].index(label)
    return [row.cells[place] for row in table.rows]


def text(document: Document) -> str:
    """Everything a document says, tables and all."""
    words: list[str] = []
    for table in tables(document):
        words += [table.caption or "", *(each.label for each in table.columns)]
        words += [str(cell) for row in table.rows for cell in (*row.cells, row.detail or "")]
    return " ".join([prose(document), *words])


def renamed(study: Study, names: Iterable[str]) -> Study:
    """The study with its parties renamed."""
    named = zip(study.parties, names, strict=True)
    return study.changed(parties=tuple(party.changed(name=name) for party, name in named))


def indifferent(paper: Study) -> Study:
    """The paper with NATO judging by criteria on which all options score alike, so that it gains nothing."""
    group = next(each for each in paper.groups if not any(c.feasibility for c in each.criteria))
    points = tuple((each.id, 100.0 if each.id == group.id else 0.0) for each in paper.groups)
    profile = Profile(id="flat", points=points, reason="For a test.")
    alike = {each.id for each in group.criteria}

    def level(judged: Any) -> Any:
        return judged.changed(score=50.0, range=(40.0, 60.0)) if judged.id in alike else judged

    options = tuple(each.changed(scores=tuple(map(level, each.scores))) for each in paper.options)
    parties = tuple(each.changed(profile="flat") if each.id == "nato" else each for each in paper.parties)
    return paper.changed(profiles=(*paper.profiles, profile), parties=parties, options=options)


def wide(count: int, text: str = "seventeen letters") -> Table:
    """A table of so many columns whose texts do not break."""
    return Table((Head("Word"),) * count, (Row((text.replace(" ", "\u00a0"),) * count),))
