"""How a report looks: A4, one quiet colour, styles with the names that Word knows."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from api.exports.docx.fields import field
from api.exports.docx.footnotes import MARK_STYLE, TEXT_STYLE

INK = RGBColor(0x1F, 0x3A, 0x5F)
QUIET = RGBColor(0x55, 0x5F, 0x6B)
WARNING = RGBColor(0x9A, 0x34, 0x12)
FONT = "Calibri"
WIDTH = Cm(16)
DUTCH = "nl-NL"
SOURCE, WARN, META, FACT = "Bronregel", "Waarschuwing", "Citaatregel", "Feitregel"


def blank(title: str) -> Document:
    """An empty document with all that repeats: styles, page, header and footer."""
    document = docx.Document()
    _language(document)
    _page(document, title)
    _styles(document)
    return document


def _language(document: Document) -> None:
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), DUTCH)
    document.core_properties.language = DUTCH


def _page(document: Document, title: str) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = title
    footer = section.footer.paragraphs[0]
    footer.add_run("Pagina ")
    field(footer, "PAGE")
    footer.add_run(" van ")
    field(footer, "NUMPAGES")


def _styles(document: Document) -> None:
    _style(document, "Normal", 10.5, spacing=(0, 6)).paragraph_format.line_spacing = 1.15
    _style(document, "Title", 28, INK, spacing=(0, 6))
    _style(document, "Subtitle", 13, QUIET, spacing=(0, 24)).font.italic = False
    _style(document, "Heading 1", 18, INK, spacing=(24, 8))
    _style(document, "Heading 2", 13, INK, spacing=(16, 4))
    _style(document, "Header", 9, QUIET)
    _style(document, "Footer", 9, QUIET)
    quote = _style(document, "Quote", 10.5, RGBColor(0, 0, 0), spacing=(4, 6))
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.6)
    _line_beside(quote)
    for name in (SOURCE, META, WARN, FACT):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _style(document, SOURCE, 9.5, spacing=(0, 0))
    _style(document, FACT, 10.5, QUIET, spacing=(6, 0))
    _style(document, META, 9, QUIET, spacing=(0, 10)).paragraph_format.left_indent = Cm(0.6)
    _style(document, WARN, 9.5, WARNING, spacing=(0, 4)).paragraph_format.left_indent = Cm(0.6)
    _notes(document)
    for level in (1, 2):
        _contents(document, level)


def _style(
    document: Document,
    name: str,
    size: float,
    colour: RGBColor | None = None,
    spacing: tuple[int, int] = (0, 0),
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101
    style.font.name, style.font.size = FONT, Pt(size)
    # the template names fonts of its theme, which would go before
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.attrib.pop(qn(f"w:{slot}Theme"), None)
    fonts.set(qn("w:cs"), FONT)
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, spacing)
    _without_line_below(style)
    return style


def _without_line_below(style: ParagraphStyle) -> None:
    look = style.element.get_or_add_pPr()
    for line in look.findall(qn("w:pBdr")):
        look.remove(line)


def _line_beside(style: ParagraphStyle) -> None:
    lines = OxmlElement("w:pBdr")
    look = {"val": "single", "sz": "18", "space": "8", "color": str(INK)}
    lines.append(OxmlElement("w:left", {qn(f"w:{name}"): value for name, value in look.items()}))
    # the order of what stands in a style is fixed
    style.element.get_or_add_pPr().insert_element_before(
        lines, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _notes(document: Document) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qn("w:styleId"), TEXT_STYLE)
    _style(document, "footnote text", 9, spacing=(0, 2))
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), MARK_STYLE)
    mark.font.superscript = True


def _contents(document: Document, level: int) -> None:
    name = f"toc {level}"
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = _style(document, name, 10.5, spacing=(0, 4))
    style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
    style.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
