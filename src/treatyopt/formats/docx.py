"""Documents as Word files: headings, lists and captions that Word knows as such, and every look a style with a name.

The same document is the same file, byte for byte. All text is put in as text: nothing in it is a field or markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from treatyopt.documents.blocks import Block, Document, Heading, Items, Next, Picture, Prose, Table
from treatyopt.documents.stamp import Stamp
from treatyopt.formats import docxstyle as looks
from treatyopt.formats import docxtable
from treatyopt.formats.docxtable import pictured, put, safe
from treatyopt.formats.layout import fit

_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # as no file tells when it was written; the first that an archive can hold
_MOST = 255  # characters of a title among the properties
_WIDE, _MARK = 432.0, 8.0  # points of a picture, and of a mark in a legend


def to_docx(document: Document) -> bytes:
    """A document as a Word file, its first heading the title and its stamp the last paragraph."""
    title = next((each.text for each in document.blocks if isinstance(each, Heading)), "treatyopt")
    pages = Pages(title, document.stamp)
    opening = isinstance(next(iter(document.blocks), None), Heading)
    pages.write(document.blocks[:opening], level=0)
    pages.write(document.signed[opening:])
    return pages.saved()


class Pages:
    """A Word file being written, block by block; its properties hold the record of its stamp."""

    def __init__(self, title: str, stamp: Stamp | None = None) -> None:
        self._file = looks.styled()
        self._sideways = False
        self._turning = False
        self._headings: list[tuple[Heading, int]] = []
        _describe(self._file, title, stamp)

    def write(self, blocks: Iterable[Block], level: int = 1) -> None:
        """Add blocks at the end, with headings of this level (0 for the title, 1-3), and without hints."""
        for block in blocks:
            if isinstance(block, Heading):
                self.heading(block, level)
            elif isinstance(block, Prose):
                self.paragraph(block, looks.ASIDE if block.faint else "Normal")
            elif isinstance(block, Items):
                for each in block.items:
                    self.paragraph(each, "List Bullet")
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Picture):
                self._picture(block)
            elif not isinstance(block, Next):
                assert_never(block)

    def heading(self, heading: Heading, level: int = 1) -> None:
        """Add a heading of a level (0 for the title, 1-3), with its remark below it.

        It is written with what follows it, whose page may be on its side.
        """
        self._headings.append((heading, level))

    def paragraph(self, prose: Prose, style: str) -> None:
        """Add a paragraph of a style, opened by its lead."""
        remark = prose.faint and bool(self._headings)
        self._begin()
        paragraph = self._paragraph(style)
        put(paragraph, prose.lead, looks.LEAD)
        put(paragraph, " " if prose.lead and prose.text else "")
        put(paragraph, prose.text)
        # What introduces a list stays with it, and a remark under a heading, as that does, with what follows.
        if remark or (prose.text or prose.lead).endswith(":"):
            paragraph.paragraph_format.keep_with_next = True

    def turn(self) -> None:
        """Let what is added next begin a new page."""
        self._begin()
        self._turning = True

    def saved(self) -> bytes:
        """The file as it is now."""
        self._begin()
        held = BytesIO()
        self._file.save(held)
        return _timeless(held)

    def _paragraph(self, style: str) -> Any:
        paragraph = self._file.add_paragraph()
        paragraph._p.style = looks.key(style)
        if self._turning:
            paragraph.paragraph_format.page_break_before = True
            self._turning = False
        return paragraph

    def _table(self, table: Table) -> None:
        layout = fit(table)
        self._begin(layout.sideways)
        if table.caption or self._turning:
            put(self._paragraph("Caption"), table.caption or "")
        docxtable.write(self._file, table, layout)
        legends = [each.parts for each in table.columns if len(each.parts) > 1]
        for parts in legends:
            self._legend(parts)
        if not legends:
            self._paragraph(looks.GAP)  # as two tables with nothing between them would be one

    def _legend(self, parts: Iterable[str]) -> None:
        """What the parts of the stacks above are, by the look of each."""
        from treatyopt.formats.figures import swatch

        paragraph = self._paragraph(looks.LEGEND)
        for part, name in enumerate(parts):
            put(paragraph, "   " if part else "")
            pictured(paragraph, swatch(part, _MARK), _MARK, f"Part {part + 1}:")
            put(paragraph, f"\u00a0{name}")

    def _picture(self, picture: Picture) -> None:
        """The picture under its caption, with a legend of the letters in words."""
        from treatyopt.formats.figures import depicted, plotted

        self._begin()
        put(self._paragraph("Caption"), picture.caption)
        place = self._paragraph("Normal")
        place.paragraph_format.keep_with_next = True
        pictured(place, plotted(picture), _WIDE, depicted(picture))
        named = [f"{each.letter} {each.name}" for each in picture.marks]
        dotted = [f"small dots: {picture.dotted}"] if picture.dots else []
        axes = f"Across: {picture.across}; up: {picture.up}."
        put(self._paragraph(looks.ASIDE), f"{axes} {'; '.join([*named, *dotted])}.")

    def _begin(self, sideways: bool | None = None) -> None:
        """Write the headings that wait, upright but for what lies on its side; without one, go on with the page."""
        if self._headings or sideways is not None:
            self._turn(bool(sideways))
        for heading, level in self._headings:
            put(self._paragraph(f"Heading {level}" if level else "Title"), heading.text)
            if heading.aside:
                put(self._paragraph(looks.ASIDE if level else "Subtitle"), heading.aside)
        self._headings.clear()

    def _turn(self, sideways: bool) -> None:
        """Go on upright, or on a page on its side; what turns the page begins a new one by that."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        if sideways == self._sideways:
            return
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        self._sideways, self._turning = sideways, False


def _describe(file: Any, title: str, stamp: Stamp | None) -> None:
    """The properties of the file: its title, its language and how it was made, and no day on which it was written."""
    from docx.oxml.ns import qn

    about = file.core_properties
    about.title = safe(title)[:_MOST]
    about.author = about.last_modified_by = "treatyopt"
    about.created = about.modified = datetime(*_ANY_DAY)
    about.language, about.comments, about.keywords, about.revision = "en", "", "", 1
    if (
        stamp is not None
    ):  # which Word and LibreOffice keep when they save; python-docx sets no more than 255 characters
        about._element.find(qn("dc:description")).text = stamp.written()


def _timeless(held: BytesIO) -> bytes:
    """The same archive without the time at which each of its parts was put in."""
    out = BytesIO()
    with ZipFile(held) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(ZipInfo(name, _ANY_DAY), given.read(name), ZIP_DEFLATED)
    return out.getvalue()
