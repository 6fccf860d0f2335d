"""A brief written out as a Word file: the memo on page one, then exhibits with a chart, the cases and the annex."""

from __future__ import annotations

from treatyopt.brief.content import Brief
from treatyopt.brief.page import made
from treatyopt.brief.sections import Section
from treatyopt.documents import sentences
from treatyopt.documents.authorship import reference, study_beside
from treatyopt.documents.blocks import Block, Heading, Items, Prose, Row, Table
from treatyopt.formats.docx import Pages
from treatyopt.formats.docxstyle import CHIEF
from treatyopt.formats.figures import Figured
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables.columns import Head
from treatyopt.tables.ranking import place


def to_docx(given: Brief) -> bytes:
    """The brief as a Word file: under the question as its title the memo, which has page one for itself.

    Its last sentence says how it was made.
    """
    question = given.ranking.study.asked
    pages = Pages(question, given.stamp)
    pages.heading(Heading(question, study_beside(given.ranking.study)), level=0)
    _memo(pages, given.memo)
    if given.sections:
        pages.turn()
    for section in (*given.exhibits, *given.cases):
        _section(pages, section, given.ranking)
    if given.annex:
        pages.turn()
    for section in given.annex:
        _section(pages, section, given.ranking)
    if given.sections:
        pages.write(_sources(given))
    pages.write((Prose(made(given), faint=True),))
    return pages.saved()


def _memo(pages: Pages, blocks: tuple[Block, ...]) -> None:
    """Page one, whose first paragraph stands out."""
    for i, block in enumerate(blocks):
        if i == 0 and isinstance(block, Prose):
            pages.paragraph(block, CHIEF)
        else:
            pages.write((block,))


def _section(pages: Pages, section: Section, ranking: Ranking) -> None:
    charted = section.id == "values" and len(ranking.study.groups) > 1
    pages.heading(Heading(section.title))
    pages.write((_chart(ranking),) if charted else section.blocks, level=3)
    for part in section.parts:
        pages.heading(Heading(part.title), level=2)
        pages.write(part.blocks, level=3)


def _chart(ranking: Ranking) -> Table:
    """The options by value, as bars made of what each group adds, with the figures in them."""
    names = tuple(sentences.group_name(ranking.study, each.id) for each in ranking.weights.groups)
    heads = (
        Head("rank"),
        Head(ranking.study.words.option, fold=True),
        Head("0 50 100", "bar", width=40, grows=True, parts=names),
        Head("value", "number"),
    )
    rows = (
        Row(
            (place(each), each.name, Figured(tuple(part / 100 for _, part in each.groups)), each.value),
            strong=each.rank == 1,
            faint=each.rank is None,
        )
        for each in ranking.standings
    )
    return Table(heads, tuple(rows))


def _sources(given: Brief) -> tuple[Block, ...]:
    """The source, and with an annex what each of its passages says."""
    if not given.annex or not given.ranking.study.passages:
        return Heading("Source"), Prose(reference(given.ranking.study))
    passages = (Prose(each.gist, lead=f"{each.id}:") for each in given.ranking.study.passages)
    return (
        Heading("Sources"),
        Prose(reference(given.ranking.study)),
        Prose("What each passage of the source says, in other words than its own:"),
        Items(tuple(passages)),
    )
