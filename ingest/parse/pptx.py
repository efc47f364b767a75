"""Presentations: a slide is a page; the only home of python-pptx."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from corpus.document import BlockKind
from corpus.errors import EmptyFile
from ingest.parse.listing import item, rows
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format
from ingest.parse.titles import real_title

# python-pptx has no types for these
Shape = Any
Text = Any

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
_BODIES = {
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
}
_RUNNING = {
    PP_PLACEHOLDER.SLIDE_NUMBER,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.SLIDE_IMAGE,
}


def read(name: str, data: bytes) -> Parsed:
    """Shapes from top to bottom, the title first; speaker's notes close the slide. Raises EmptyFile."""
    presentation = Presentation(io.BytesIO(data))
    slides = list(presentation.slides)
    if not slides:
        raise EmptyFile(f"{name} heeft geen dia's.", "Controleer of de presentatie goed is opgeslagen.")
    fragments = [fragment for number, slide in enumerate(slides, 1) for fragment in _slide(slide, number)]
    title = real_title(presentation.core_properties.title)
    return Parsed(Format.PPTX, tuple(fragments), pages=len(slides), title=title)


def _slide(slide: Slide, page: int) -> Iterator[Fragment]:
    shapes = _in_order(slide.shapes)
    for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in _TITLES):
        yield from _shape(shape, page)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            if words := _words(paragraph):
                yield Fragment(words, BlockKind.NOTE, page=page)


def _in_order(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """From top to bottom and left to right; a group stands where its frame stands."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if isinstance(shape, GroupShape):
            yield from _in_order(shape.shapes)
        else:
            yield shape


def _placeholder(shape: BaseShape) -> PP_PLACEHOLDER | None:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _shape(shape: Shape, page: int) -> Iterator[Fragment]:
    role = _placeholder(shape)
    if role in _RUNNING:
        return
    if getattr(shape, "has_table", False):
        cells = [
            ["" if c.is_spanned else " ".join(c.text.split()) for c in row.cells] for row in shape.table.rows
        ]
        yield from rows(cells, page, header=len(cells) > 1)
    elif role in _TITLES:
        words = " ".join(shape.text_frame.text.split())
        if words:
            yield Fragment(words, BlockKind.HEADING, level=1, page=page)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            yield from _paragraph(paragraph, page, is_body=role in _BODIES)


def _paragraph(paragraph: Text, page: int, is_body: bool) -> Iterator[Fragment]:
    words = _words(paragraph)
    if not words:
        return
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None]
    bold = bool(paragraph.runs) and all(run.font.bold for run in paragraph.runs if run.text.strip())
    look: dict[str, Any] = {"page": page, "size": max(sizes, default=None), "bold": bold}
    if item(words) or _has_bullet(paragraph, is_body):
        yield Fragment(item(words) or words, BlockKind.ITEM, level=paragraph.level + 1, **look)
    else:
        yield Fragment(words, **look)


def _has_bullet(paragraph: Text, is_body: bool) -> bool:
    """The body of a slide has bullets unless a paragraph is told not to; elsewhere it is the reverse."""
    properties = paragraph._p.pPr
    if properties is None:
        return is_body
    if properties.find(qn("a:buNone")) is not None:
        return False
    return is_body or any(
        properties.find(qn(tag)) is not None for tag in ("a:buChar", "a:buAutoNum", "a:buBlip")
    )


def _words(paragraph: Text) -> str:
    return " ".join(str(paragraph.text).split())
