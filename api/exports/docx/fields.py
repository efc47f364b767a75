"""What Word computes itself: page numbers, and a table of contents with what stands in it already."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'


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
    """A table of contents above a paragraph: level, words and bookmark of each heading."""
    for place, (level, words, name) in enumerate(headings):
        line = before.insert_paragraph_before("", f"toc {level}")
        if place == 0:
            _begin(line, CONTENTS)
        link = OxmlElement("w:hyperlink", {qn("w:anchor"): name, qn("w:history"): "1"})
        line._p.append(link)
        for text in (words, "\t"):
            link.append(line.add_run(text)._r)
        _field_in(link, line, f"PAGEREF {name} \\h")
        if place == len(headings) - 1:
            _end(line)


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
    paragraph.add_run()._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
