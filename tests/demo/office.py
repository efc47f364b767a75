"""Sets a text as an ODT or as the slides of a PPTX."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from odf import dc, meta, table, text
from odf.opendocument import OpenDocumentText
from odf.style import Footer, Header, MasterPage, PageLayout, ParagraphProperties, Style, TextProperties
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Cm, Pt

from tests.demo.blocks import Block

TITLE_SLIDE, TITLE_AND_CONTENT, TITLE_ONLY = 0, 1, 5


def build_odt(blocks: list[Block], path: Path, header: str, made: datetime) -> None:
    """One ODT with outline levels, lists, a table, a running header and page numbers."""
    document = OpenDocumentText()
    document.meta.addElement(meta.CreationDate(text=made.isoformat()))
    document.meta.addElement(dc.Title(text=blocks[0].text))
    _page_style(document, header)
    body = Style(name="Alinea", family="paragraph")
    body.addElement(ParagraphProperties(marginbottom="0.25cm"))
    document.styles.addElement(body)
    headings = [_heading_style(document, level) for level in (1, 2, 3)]
    bullets = None
    for block in blocks:
        if block.form != "bullet":
            bullets = None
        if block.form == "heading":
            level = len(block.mark)
            document.text.addElement(
                text.H(outlinelevel=level, stylename=headings[level - 1], text=block.text)
            )
        elif block.form == "table":
            document.text.addElement(_odt_table(block.rows))
        elif block.form == "bullet":
            if bullets is None:
                bullets = text.List()
                document.text.addElement(bullets)
            item = text.ListItem()
            item.addElement(text.P(text=block.text))
            bullets.addElement(item)
        else:
            document.text.addElement(text.P(stylename=body, text=block.text))
    document.save(str(path))


def _page_style(document: OpenDocumentText, header: str) -> None:
    layout = PageLayout(name="Pagina")
    document.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    top, bottom, line = Header(), Footer(), text.P(text="Pagina ")
    top.addElement(text.P(text=header))
    line.addElement(text.PageNumber(selectpage="current", text="1"))
    bottom.addElement(line)
    master.addElement(top)
    master.addElement(bottom)
    document.masterstyles.addElement(master)


def _heading_style(document: OpenDocumentText, level: int) -> Style:
    style = Style(name=f"Kop {level}", family="paragraph", defaultoutlinelevel=str(level))
    style.addElement(ParagraphProperties(margintop="0.4cm", marginbottom="0.2cm"))
    style.addElement(TextProperties(fontsize=f"{20 - 3 * level}pt", fontweight="bold"))
    document.styles.addElement(style)
    return style


def _odt_table(rows: tuple[tuple[str, ...], ...]) -> table.Table:
    grid = table.Table(name="Geldstromen")
    grid.addElement(table.TableColumn(numbercolumnsrepeated=str(len(rows[0]))))
    head = table.TableHeaderRows()
    grid.addElement(head)
    for number, cells in enumerate(rows):
        row = table.TableRow()
        (grid if number else head).addElement(row)
        for words in cells:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=words))
            row.addElement(cell)
    return grid


def build_pptx(blocks: list[Block], path: Path, header: str, made: datetime) -> None:
    """One PPTX: a title slide, then a slide for each ``##`` with bullets or a table, and its notes."""
    slides = Presentation()
    slides.core_properties.title, slides.core_properties.author = header, "Schuurpunt"
    slides.core_properties.created = slides.core_properties.modified = made
    title, subtitle, *rest = blocks
    _new_slide(slides, TITLE_SLIDE, title.text).placeholders[1].text = subtitle.text
    starts = [number for number, block in enumerate(rest) if block.form == "heading"]
    for start, end in zip(starts, [*starts[1:], len(rest)], strict=True):
        _add_slide(slides, rest[start:end])
    slides.save(str(path))


def _add_slide(slides: Slides, blocks: list[Block]) -> None:
    tables = [block.rows for block in blocks if block.form == "table"]
    slide = _new_slide(slides, TITLE_ONLY if tables else TITLE_AND_CONTENT, blocks[0].text)
    if tables:
        _fill_table(slide, tables[0])
    else:
        frame = slide.placeholders[1].text_frame
        frame.text = "\n".join(block.text for block in blocks if block.form == "bullet")
        for paragraph in frame.paragraphs:
            paragraph.font.size = Pt(26)
    notes = (block.text for block in blocks if block.form == "notes")
    if frame := slide.notes_slide.notes_text_frame:
        frame.text = "\n".join(notes)


def _new_slide(slides: Slides, layout: int, title: str) -> Slide:
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[layout])
    slide.placeholders[0].text = title
    return slide


def _fill_table(slide: Slide, rows: tuple[tuple[str, ...], ...]) -> None:
    frame = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.5), Cm(5), Cm(22), Cm(6))
    for row, words in zip(frame.table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
