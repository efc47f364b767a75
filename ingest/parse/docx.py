"""Word documents: headings by their style, lists, tables and notes; the only home of python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.document import BlockKind
from ingest.parse.listing import item, rows
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format
from ingest.parse.titles import real_title

# an lxml element; lxml itself is python-docx's affair
Element = Any

_HEADING = re.compile(r"(?:heading|kop)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*\d", re.IGNORECASE)
_LISTED = re.compile(r"(?:list|lijst)\D*(\d?)", re.IGNORECASE)
# deleted text, the old place of moved text, and the twin of a drawing for older versions of Word
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SPACES = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_TEXT_BOX, _PARAGRAPH, _TABLE = qn("w:txbxContent"), qn("w:p"), qn("w:tbl")


def read(name: str, data: bytes) -> Parsed:
    """A note stands right after the paragraph that refers to it; there are no pages."""
    return _Reader(docx.Document(io.BytesIO(data))).parsed()


class _Reader:
    """Holds the notes and the styles of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes = {kind: _notes(document, kind) for kind in _NOTES.values()}

    def parsed(self) -> Parsed:
        fragments = tuple(self._blocks(self.document.element.body))
        styled = [
            fragment.text
            for fragment in fragments
            if fragment.kind is BlockKind.HEADING and fragment.level is None
        ]
        title = styled[0] if styled else real_title(self.document.core_properties.title)
        return Parsed(Format.DOCX, fragments, title=title)

    def _blocks(self, parent: Element) -> Iterator[Fragment]:
        """Paragraphs and tables in order, also inside content controls and insertions."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _UNSEEN:
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Fragment]:
        text = _text(element)
        if text.strip():
            yield from self._fragment(Paragraph(element, self.document._body), text)
        for tag, kind in _NOTES.items():
            for reference in _seen(element, tag):
                note = self.notes[kind].get(reference.get(qn("w:id")), "")
                if note:
                    yield Fragment(note, BlockKind.NOTE)
        for box in _seen(element, _TEXT_BOX):
            yield from self._blocks(box)

    def _fragment(self, paragraph: Paragraph, text: str) -> Iterator[Fragment]:
        names = _style_names(paragraph)
        bold, size = _bold(paragraph), _size(paragraph)
        heading = next((found for name in names if (found := _HEADING.match(name))), None)
        if heading:
            yield Fragment(text, BlockKind.HEADING, level=int(heading[1]), bold=bold, size=size)
        elif any(_TITLE.fullmatch(name) for name in names):
            yield Fragment(text, BlockKind.HEADING, bold=bold, size=size)
        elif any(_CONTENTS.match(name) for name in names):
            yield from rows([text.split("\t")], header=False)
        elif depth := _depth(paragraph, names, text):
            yield Fragment(item(text) or text, BlockKind.ITEM, level=depth, bold=bold, size=size)
        else:
            yield Fragment(text, bold=bold, size=size)

    def _table(self, table: Element) -> Iterator[Fragment]:
        """A table of one column is layout, not data: what stands in it is read as ordinary text."""
        lines = [list(row.tc_lst) for row in table.tr_lst]
        if max((len(line) for line in lines), default=0) < 2:
            for line in lines:
                for cell in line:
                    yield from self._blocks(cell)
        else:
            yield from rows([[_cell(cell) for cell in line] for line in lines], header=len(lines) > 1)


def _cell(cell: Element) -> str:
    """A cell merged with the one above it is empty here, so that nothing is said twice."""
    if cell.vMerge == "continue":
        return ""
    return " ".join(" ".join(_text(paragraph) for paragraph in _seen(cell, _PARAGRAPH)).split())


def _seen(element: Element, tag: str) -> Iterator[Element]:
    """Descendants that a reader sees, down to the first of that tag."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN and (tag == _TEXT_BOX or child.tag != _TEXT_BOX):
            yield from _seen(child, tag)


def _text(element: Element) -> str:
    parts = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(_SPACES[child.tag])
        elif child.tag not in _UNSEEN and child.tag not in {_TEXT_BOX, qn("w:pPr"), qn("w:rPr")}:
            parts.append(_text(child))
    return "".join(parts)


def _notes(document: Document, kind: str) -> dict[str, str]:
    """Text of the footnotes or endnotes by their id; python-docx does not read that part itself."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            return {
                note.get(qn("w:id")): " ".join(" ".join(_text(p) for p in _seen(note, _PARAGRAPH)).split())
                for note in root
            }
    return {}


def _style_names(paragraph: Paragraph) -> list[str]:
    """The paragraph's style and those that it is based on, nearest first."""
    names: list[str] = []
    style = paragraph.style
    while style is not None and len(names) < 10:
        names.append(style.name or "")
        style = style.base_style
    return names


def _depth(paragraph: Paragraph, names: list[str], text: str) -> int:
    """Depth of a list item from 1; 0 for what is no item."""
    properties: Element = paragraph._p.pPr
    numbering = properties.numPr if properties is not None else None
    if numbering is not None and numbering.numId is not None:
        level = numbering.ilvl.val if numbering.ilvl is not None else 0
        return level + 1 if numbering.numId.val else 0
    for name in names:
        if (listed := _LISTED.match(name)) and "continue" not in name.lower():
            return int(listed[1] or 1)
    return 1 if item(text) else 0


def _bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(paragraph.style is not None and paragraph.style.font.bold)
    return bool(runs) and all(by_style if run.bold is None else run.bold for run in runs)


def _size(paragraph: Paragraph) -> float | None:
    sizes = [run.font.size.pt for run in paragraph.runs if run.text.strip() and run.font.size is not None]
    if sizes:
        return float(max(sizes))
    style = paragraph.style
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return None
