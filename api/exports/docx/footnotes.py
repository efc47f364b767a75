"""Real footnotes in a Word document, which python-docx has no way to make."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

TEXT_STYLE = "FootnoteText"
MARK_STYLE = "FootnoteReference"
# Word keeps the lines between text and notes as notes of their own
_SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))


class Footnotes:
    """Collects notes while a document is written; ``finish`` puts them in."""

    def __init__(self) -> None:
        self._notes = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in _SEPARATORS:
            self._notes.append(_note(number, [_run(None, OxmlElement(f"w:{kind}"))], kind))
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A note at the end of the paragraph as it is now."""
        self._count += 1
        number = str(self._count)
        mark = OxmlElement("w:footnoteReference", {qn("w:id"): number})
        paragraph._p.append(_run(MARK_STYLE, mark))
        own = _run(MARK_STYLE, OxmlElement("w:footnoteRef"))
        self._notes.append(_note(number, [own, _run(None, _words(f" {text}"))]))

    def finish(self, document: Document) -> None:
        """To be called once, when all is written."""
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            serialize_part_xml(self._notes),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(number: str, runs: list[BaseOxmlElement], kind: str | None = None) -> BaseOxmlElement:
    note = OxmlElement("w:footnote", {qn("w:id"): number})
    paragraph = OxmlElement("w:p")
    if kind:
        note.set(qn("w:type"), kind)
    else:
        look = OxmlElement("w:pPr")
        look.append(OxmlElement("w:pStyle", {qn("w:val"): TEXT_STYLE}))
        paragraph.append(look)
    for run in runs:
        paragraph.append(run)
    note.append(paragraph)
    return note


def _run(style: str | None, content: BaseOxmlElement) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if style:
        look = OxmlElement("w:rPr")
        look.append(OxmlElement("w:rStyle", {qn("w:val"): style}))
        run.append(look)
    run.append(content)
    return run


def _words(text: str) -> BaseOxmlElement:
    words = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    words.text = text
    return words
