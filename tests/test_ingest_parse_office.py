"""Word, OpenDocument and slides, on files that their own libraries make here."""

from __future__ import annotations

import io

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from odf import table, text
from odf.opendocument import OpenDocumentText
from odf.style import Style
from pptx import Presentation
from pptx.util import Inches

from corpus.document import BlockKind
from ingest.parse import parse
from tests.golden_text import check


def _add_footnote(paragraph: Paragraph, note: str) -> None:
    xml = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), paragraph.part.package)
    paragraph.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(reference)


def _add_xml(paragraph: Paragraph, xml: str) -> None:
    head, _, tail = xml.partition(">")
    paragraph._p.append(parse_xml(f"{head} {nsdecls('w')}>{tail}"))


def _word() -> bytes:
    document = Document()
    document.add_heading("Bekostiging van een dagklas", 0)
    document.add_heading("Aanleiding", 1)
    paragraph = document.add_paragraph("Drie partijen betalen samen één leerkracht.")
    _add_footnote(paragraph, "De afspraak loopt tot en met 2024.")
    changed = document.add_paragraph("Het bestuur wil ")
    _add_xml(changed, "<w:ins w:id='1' w:author='a'><w:r><w:t>nu </w:t></w:r></w:ins>")
    _add_xml(changed, "<w:del w:id='2' w:author='a'><w:r><w:delText>nooit </w:delText></w:r></w:del>")
    _add_xml(changed, "<w:hyperlink><w:r><w:t>een besluit</w:t></w:r></w:hyperlink>")
    _add_xml(changed, "<w:r><w:t>.</w:t></w:r>")
    document.add_paragraph("de gemeente;", style="List Bullet")
    document.add_paragraph("het schoolbestuur;", style="List Bullet 2")
    document.add_paragraph().add_run("Let op de termijn").bold = True
    document.add_heading("Bedragen", 2)
    grid = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        grid.rows, (("Partij", "2022", "2023"), ("Gemeente", "10", "12"), ("School", "8", "8")), strict=True
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    grid.cell(2, 1).merge(grid.cell(2, 2)).text = "8 per jaar"
    control = "<w:sdtContent><w:p><w:r><w:t>Slotwoord.</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(-1, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))
    return _saved(document)


def _saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_word_keeps_order_styles_notes_and_what_was_inserted() -> None:
    parsed = check("docx", "dagklas.docx", _word())
    assert parsed.pages is None
    assert parsed.title == "Bekostiging van een dagklas"


def test_opendocument_keeps_headings_lists_tables_and_notes() -> None:
    document = OpenDocumentText()
    document.styles.addElement(Style(name="Title", family="paragraph"))
    document.text.addElement(text.P(stylename="Title", text="Vervoer naar de zorgboerderij"))
    document.text.addElement(text.H(outlinelevel=1, text="Vraag"))
    paragraph = text.P(text="Wie betaalt de rit")
    paragraph.addElement(text.S(c=2))
    paragraph.addElement(text.Span(text="naar de boerderij"))
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="Gemeten over een schooljaar."))
    note.addElement(body)
    paragraph.addElement(note)
    paragraph.addText("?")
    document.text.addElement(paragraph)
    outer, inner = text.List(), text.List()
    entry, deeper = text.ListItem(), text.ListItem()
    entry.addElement(text.P(text="de gemeente"))
    deeper.addElement(text.P(text="alleen bij een beschikking"))
    inner.addElement(deeper)
    entry.addElement(inner)
    outer.addElement(entry)
    document.text.addElement(outer)
    grid = table.Table(name="t")
    for cells in (("Dag", "Ritten"), ("maandag", "4")):
        row = table.TableRow()
        for words in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    assert check("odt", "vervoer.odt", _saved(document)).title == "Vervoer naar de zorgboerderij"


def test_a_slide_is_a_page_with_its_title_first_and_its_notes_last() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Wat leerden we?"
    slide.placeholders[1].text = "Begin klein"
    deeper = slide.placeholders[1].text_frame.add_paragraph()
    deeper.text, deeper.level = "met één school", 1
    slide.notes_slide.notes_text_frame.text = "Noem hier het voorbeeld."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    low = second.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    low.text_frame.text = "Onderaan"
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(
        Inches(1), Inches(1), Inches(3), Inches(1)
    ).text_frame.text = "Bovenaan in een groep"
    grid = second.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    for number, words in enumerate(("Regio", "Aantal", "Maasdal", "12")):
        grid.cell(number // 2, number % 2).text = words
    parsed = check("pptx", "les.pptx", _saved(presentation))
    assert parsed.pages == 2


def test_a_word_table_of_one_column_is_read_as_text() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Een kader om de tekst heen."
    (fragment,) = parse("kader.docx", _saved(document)).fragments
    assert (fragment.kind, fragment.text) == (BlockKind.PARAGRAPH, "Een kader om de tekst heen.")
