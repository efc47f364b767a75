"""OpenDocument texts: the only home of odfpy."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from odf import dc, style, table, text
from odf.opendocument import OpenDocument, load

from corpus.document import BlockKind
from ingest.parse.listing import item, rows
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format
from ingest.parse.titles import real_title

# odfpy has no types
Element = Any

_SPACES = {"text:s": " ", "text:line-break": " ", "text:tab": "\t"}
_UNSEEN = {
    "text:tracked-changes",
    "office:annotation",
    "text:sequence-decls",
    "office:forms",
    "text:bookmark",
}
# a cell may claim to be repeated a million times, to fill a sheet
_MOST_REPEATS = 20


def read(name: str, data: bytes) -> Parsed:
    """A note stands right after the paragraph that refers to it; there are no pages."""
    document = load(io.BytesIO(data))
    styles = {element.getAttribute("name"): element for element in document.getElementsByType(style.Style)}
    fragments = tuple(_Reader(styles).blocks(document.text, 0))
    titles = [f.text for f in fragments if f.kind is BlockKind.HEADING and f.level is None]
    return Parsed(Format.ODT, fragments, title=titles[0] if titles else _title(document))


def _title(document: OpenDocument) -> str:
    return real_title("".join(str(element) for element in document.meta.getElementsByType(dc.Title)))


class _Reader:
    """Holds the styles of one document."""

    def __init__(self, styles: dict[str, Element]) -> None:
        self.styles = styles

    def blocks(self, parent: Element, depth: int) -> Iterator[Fragment]:
        """Everything below an element in order; ``depth`` counts the lists around it."""
        for child in parent.childNodes:
            kind = child.tagName
            if kind in ("text:h", "text:p"):
                yield from self._paragraph(child, depth)
            elif kind == "text:list":
                yield from self.blocks(child, depth + 1)
            elif kind == "table:table":
                yield from self._table(child)
            elif kind not in _UNSEEN:
                yield from self.blocks(child, depth)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Fragment]:
        words, below = _text(element)
        names = self._style_names(element)
        bold = any(self._is_bold(name) for name in names[:1])
        if not words.strip():
            pass
        elif element.tagName == "text:h":
            level = element.getAttribute("outlinelevel")
            yield Fragment(words, BlockKind.HEADING, level=int(level or 1), bold=bold)
        elif "Title" in names or "Titel" in names:
            yield Fragment(words, BlockKind.HEADING, bold=bold)
        elif "\t" in words and any(name.startswith("Contents") for name in names):
            yield from rows([words.split("\t")], header=False)
        elif depth or item(words):
            yield Fragment(item(words) or words, BlockKind.ITEM, level=depth or 1, bold=bold)
        else:
            yield Fragment(words, bold=bold)
        for inside in below:
            if inside.tagName == "text:note":
                yield Fragment(_note(inside), BlockKind.NOTE)
            else:
                yield from self.blocks(inside, 0)

    def _table(self, element: Element) -> Iterator[Fragment]:
        lines = [_cells(row) for row in element.getElementsByType(table.TableRow)]
        if max((len(line) for line in lines), default=0) < 2:
            yield from self.blocks(element, 0)
        else:
            yield from rows(lines, header=len(lines) > 1)

    def _style_names(self, element: Element) -> list[str]:
        """The element's style and its parents', nearest first."""
        names: list[str] = []
        name = element.getAttribute("stylename")
        while name and len(names) < 10:
            names.append(name)
            name = self.styles[name].getAttribute("parentstylename") if name in self.styles else None
        return names

    def _is_bold(self, name: str) -> bool:
        properties = self.styles[name].getElementsByType(style.TextProperties) if name in self.styles else []
        return any(element.getAttribute("fontweight") == "bold" for element in properties)


def _text(element: Element) -> tuple[str, list[Element]]:
    """The element's own words, and the notes and text boxes that hang on it."""
    parts: list[str] = []
    below: list[Element] = []
    for child in element.childNodes:
        kind = child.tagName
        if kind in ("Text", "CDATA"):
            parts.append(str(child.data))
        elif kind in _SPACES:
            parts.append(_SPACES[kind])
        elif kind in ("text:note", "draw:text-box"):
            below.append(child)
        elif kind not in _UNSEEN:
            words, deeper = _text(child)
            parts.append(words)
            below += deeper
    return "".join(parts), below


def _note(element: Element) -> str:
    body = element.getElementsByType(text.NoteBody)
    return " ".join(_text(paragraph)[0] for part in body for paragraph in part.getElementsByType(text.P))


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.childNodes:
        if cell.tagName in ("table:table-cell", "table:covered-table-cell"):
            repeats = int(cell.getAttribute("numbercolumnsrepeated") or 1)
            words = " ".join(_text(paragraph)[0] for paragraph in cell.getElementsByType(text.P))
            cells += [words] * min(repeats, _MOST_REPEATS)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
