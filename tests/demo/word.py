"""Sets a text as a DOCX with styles, lists, tables, footnotes, a running header and page numbers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from tests.demo.blocks import Block

STYLES = {
    "subtitle": "Subtitle",
    "paragraph": "Normal",
    "question": "Normal",
    "bullet": "List Bullet",
    "number": "List Number",
}
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATOR = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
FOOTNOTE = (
    '<w:footnote w:id="{0}"><w:p><w:r><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> {1}</w:t></w:r></w:p></w:footnote>'
)


def build(blocks: list[Block], path: Path, header: str, made: datetime) -> None:
    """One DOCX; python-docx knows no footnotes, so their part is written here."""
    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "Schuurpunt", "", blocks[0].text
    properties.created = properties.modified = made
    document.sections[0].header.paragraphs[0].text = header
    _page_number(document.sections[0].footer.paragraphs[0])
    for block in blocks:
        _add(document, block)
    _add_footnotes(document, [block.text for block in blocks if block.form == "footnote"])
    document.save(str(path))


def _add(document: Document, block: Block) -> None:
    if block.form == "heading":
        document.add_heading(block.text, level=len(block.mark) - 1)
    elif block.form == "table":
        _add_table(document, block.rows)
    elif block.form in STYLES:
        _write(document.add_paragraph(style=STYLES[block.form]), block.text, bold=block.form == "question")


def _write(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    for position, part in enumerate(re.split(r"\[\^(\d+)\]", text)):
        run = paragraph.add_run("" if position % 2 else part)
        run.bold = bold or None
        if position % 2:
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), part)
            run._r.append(reference)


def _add_table(document: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    longest = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
    for column, letters in zip(table.columns, longest, strict=True):
        column.width = Cm(1 + 11 * letters / sum(longest))
        for cell in column.cells:
            cell.width = column.width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _add_footnotes(document: Document, notes: list[str]) -> None:
    if not notes:
        return
    separators = SEPARATOR.format("separator", -1) + SEPARATOR.format("continuationSeparator", 0)
    body = "".join(FOOTNOTE.format(number, escape(note)) for number, note in enumerate(notes, start=1))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    xml = f"{head}<w:footnotes {nsdecls('w')}>{separators}{body}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.add_run("Pagina ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
