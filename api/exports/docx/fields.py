"""What Word computes itself: page numbers, also those in the table of contents."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph


def field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """A field at the end of the paragraph; ``shown`` stands there until Word knows better."""
    _begin(paragraph, code)
    paragraph.add_run(shown)
    _end(paragraph)


def bookmark(heading: Paragraph, number: int) -> str:
    """Makes a heading something to refer to, by the name that is answered."""
    name = f"_Toc{number:08}"
    place = {qn("w:id"): str(number)}
    heading._p.insert(1, OxmlElement("w:bookmarkStart", {**place, qn("w:name"): name}))
    heading._p.append(OxmlElement("w:bookmarkEnd", place))
    return name


def contents(before: Paragraph, headings: Sequence[tuple[int, str, str]]) -> None:
    """A line above a paragraph for each heading: level, words and bookmark.

    Each line has its own page number, since a field of Word for a whole table of contents shows none until
    somebody asks for it.
    """
    for level, words, name in headings:
        line = before.insert_paragraph_before("", f"toc {level}")
        link = OxmlElement("w:hyperlink", {qn("w:anchor"): name, qn("w:history"): "1"})
        line._p.append(link)
        for text in (words, "\t"):
            link.append(line.add_run(text)._r)
        _field_in(link, line, f"PAGEREF {name} \\h")


def _field_in(link: BaseOxmlElement, line: Paragraph, code: str) -> None:
    """A field within a link."""
    before = len(line._p)
    field(line, code, "")
    for run in list(line._p)[before:]:
        link.append(run)


def _begin(paragraph: Paragraph, code: str) -> None:
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def _end(paragraph: Paragraph) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str) -> None:
    # what is dirty is computed when the document is opened
    look = {qn("w:fldCharType"): kind} | ({qn("w:dirty"): "true"} if kind == "begin" else {})
    paragraph.add_run()._r.append(OxmlElement("w:fldChar", look))
