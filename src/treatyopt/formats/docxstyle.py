"""How Word documents look: every look is a style with a name, so that another template can change all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from treatyopt.formats import shading
from treatyopt.formats.layout import DETAIL, INDENT, LONG, MARGIN, PADDING, SHORT, SHRINK, TEXT

if TYPE_CHECKING:
    from docx.document import Document as File

TABLE = "Treatyopt Table"
ASIDE = "Aside"  # a paragraph that stands back, and the same within a line
ASIDE_WORDS = "Aside Char"
LEAD = "Lead"
STRONG = "Strong"
CHIEF = "Recommendation"  # the paragraph to be read if none other is
GAP = "Table Gap"
LEGEND = "Legend"
SMALL = " Small"  # what the styles of a wide table's text end in

FONT = "Arial"

_DARK, _FAINT, _RULE = "1F3A5F", "595959", "A6A6A6"
_BESIDE = '<w:pBdr {ns}><w:left w:val="single" w:sz="24" w:space="8" w:color="{dark}"/></w:pBdr>'
_SHAPE = {
    "dark": _DARK,
    "rule": _RULE,
    "left": 8 * PADDING,
    "right": 12 * PADDING,
}  # in twentieths of a point
# Size in points, space before and after, and colour, where it is not that of text.
_HEADINGS = {
    "Title": (18.0, 0.0, 4.0, _DARK),
    "Subtitle": (9.5, 0.0, 8.0, _FAINT),
    "Heading 1": (14.0, 16.0, 4.0, _DARK),
    "Heading 2": (11.5, 12.0, 3.0, _DARK),
    "Heading 3": (10.0, 9.0, 3.0, _DARK),
    "Caption": (9.5, 9.0, 3.0, _DARK),
}
_LOOK = """
<w:tblPr {ns}>
  <w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{dark}"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{dark}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>
  </w:tblBorders>
  <w:tblCellMar>
    <w:top w:w="30" w:type="dxa"/><w:left w:w="{left:.0f}" w:type="dxa"/>
    <w:bottom w:w="30" w:type="dxa"/><w:right w:w="{right:.0f}" w:type="dxa"/>
  </w:tblCellMar>
</w:tblPr>
"""
_HEAD = """
<w:tblStylePr {ns} w:type="firstRow">
  <w:rPr><w:b/><w:bCs/></w:rPr>
  <w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{dark}"/></w:tcBorders>
    <w:vAlign w:val="bottom"/>
  </w:tcPr>
</w:tblStylePr>
"""


def key(name: str) -> str:
    """What a style is called inside a file; to find it by its name takes time for every cell of a table."""
    return name.replace(" ", "")


def ground(step: int) -> str:
    """The style of a figure on one of the grounds."""
    return f"Table Ground {step + 1}"


def styled() -> File:
    """An empty document in A4 with all styles defined, in English, and with the page's number in its footer."""
    from docx import Document

    file = Document()
    _clear(file)
    _text(file)
    _headings(file)
    _tables(file)
    _words(file)
    _page(file)
    return file


def _clear(file: File) -> None:
    """Leave out what the empty document brings along: ninety looks of tables, and a picture of another first page."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.constants import RELATIONSHIP_TYPE

    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    relations = file.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _text(file: File) -> None:
    from docx.oxml.ns import qn

    normal: Any = file.styles["Normal"]
    normal.font.name = FONT
    _sized(normal, 10.0)
    fonts = normal.element.rPr.rFonts
    fonts.set(qn("w:cs"), FONT)
    language = normal.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "en-GB"})
    normal.element.rPr.append(language)
    _spaced(normal, 0, 6, 1.1)
    _spaced(file.styles["List Bullet"], 0, 4, 1.1)
    _bared(file.styles["List Bullet"], "w:contextualSpacing")
    for element in file.settings.element.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _bared(style: Any, *tags: str) -> None:
    """Leave out what a style says of its paragraphs."""
    from docx.oxml.ns import qn

    for tag in tags:
        for child in style.element.pPr.findall(qn(tag)):
            style.element.pPr.remove(child)


def _headings(file: File) -> None:
    from docx.shared import RGBColor

    for name, (size, before, after, colour) in _HEADINGS.items():
        style: Any = file.styles[name]
        properties = style.element.get_or_add_rPr()
        for child in list(properties):  # fonts and colours of a theme, so that all is in the font of Normal
            properties.remove(child)
        _bared(style, "w:pBdr", "w:numPr", "w:contextualSpacing")
        _sized(style, size)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.bold = name != "Subtitle"
        style.paragraph_format.keep_with_next = True
        style.hidden, style.quick_style = False, True
        _spaced(style, before, after, 1.0)


def _tables(file: File) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    table: Any = file.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table.base_style = file.styles["Normal Table"]
    for part in (_LOOK, _HEAD):
        table.element.append(parse_xml(part.format(ns=nsdecls("w"), **_SHAPE)))
    for end, less in (("", 0.0), (SMALL, SHRINK)):
        text = _paragraph(file, f"Table Text{end}", "Normal", TEXT - less)
        _spaced(text, 0, 0, 1.0)
        heading = _paragraph(file, f"Table Heading{end}", text.name, DETAIL - less)
        heading.paragraph_format.keep_with_next = True
        for name, base in ((f"Table Figure{end}", text), (f"Table Figure Heading{end}", heading)):
            _paragraph(file, name, base.name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        item = _paragraph(file, f"Table Item{end}", text.name)
        item.paragraph_format.left_indent = Pt(INDENT)
        _grounds(file, end)
        detail = _paragraph(file, f"Table Detail{end}", text.name, DETAIL - less, _FAINT)
        detail.paragraph_format.left_indent = Pt(INDENT)
    _spaced(_paragraph(file, LEGEND, "Normal", DETAIL, _FAINT), 3, 8, 1.0)
    # So low that none goes over to the next page after a table that ends one.
    gap = _paragraph(file, GAP, "Normal", 1.0)
    _spaced(gap, 0, 4, Pt(1))


def _grounds(file: File, end: str) -> None:
    """Figures on a ground that is fuller the higher they are, in the steps that pages have."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for step in range(len(shading.OPACITIES)):
        style = _paragraph(file, f"{ground(step)}{end}", f"Table Figure{end}")
        fill = shading.on_white(step).removeprefix("#").upper()
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        style.element.get_or_add_pPr().append(shade)


def _words(file: File) -> None:
    """What stands out or back within a line, and the paragraph that stands back, linked as Word links such pairs."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt, RGBColor

    aside = _paragraph(file, ASIDE, "Normal", colour=_FAINT)
    words: Any = file.styles.add_style(ASIDE_WORDS, WD_STYLE_TYPE.CHARACTER)
    words.font.color.rgb = RGBColor.from_string(_FAINT)
    for one, other in ((aside, words), (words, aside)):
        link = one.element.makeelement(qn("w:link"), {qn("w:val"): other.style_id})
        before = (one.element.find(qn(f"w:{tag}")) for tag in ("next", "basedOn", "name"))
        next(each for each in before if each is not None).addnext(link)
    chief = _paragraph(file, CHIEF, "Normal", 11.5)
    _spaced(chief, 0, 9, 1.1)
    chief.paragraph_format.left_indent = Pt(INDENT)
    line = parse_xml(_BESIDE.format(ns=nsdecls("w"), dark=_DARK))
    chief.element.pPr.find(qn("w:spacing")).addprevious(line)
    lead: Any = file.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER)
    lead.font.bold = True
    lead.quick_style = True


def _paragraph(file: File, name: str, base: str, size: float | None = None, colour: str | None = None) -> Any:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    style: Any = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles[base]
    style.quick_style = True
    if size is not None:
        _sized(style, size)
    if colour is not None:
        style.font.color.rgb = RGBColor.from_string(colour)
    return style


def _sized(style: Any, points: float) -> None:
    """The size of the letters, and of those that join or run from right to left, which Word keeps apart."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(points)
    size = style.element.rPr.find(qn("w:sz"))
    size.addnext(size.makeelement(qn("w:szCs"), {qn("w:val"): size.get(qn("w:val"))}))


def _spaced(style: Any, before: float, after: float, lines: Any) -> None:
    from docx.shared import Pt

    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = lines


def _page(file: File) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = file.sections[0]
    section.page_width, section.page_height = Cm(SHORT), Cm(LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    section.header_distance = section.footer_distance = Cm(1)
    footer: Any = file.styles["Footer"]
    _sized(footer, 8.5)
    footer.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line: Any = section.footer.paragraphs[0]
    line.style = footer
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        line.add_run(words)
        _field(line, field)


def _field(paragraph: Any, name: str) -> None:
    """A figure that Word fills in itself."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
