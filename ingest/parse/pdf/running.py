"""Finds what is printed on every page but belongs to none: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.parse.pdf.pieces import Piece, Sheet, by_line

# the parts of a page, from its top and bottom, where they may stand
_BAND = 0.15
_MOST_LINES = 4
_SAME_HEIGHT = 6.0
_INTEGER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:pagina|pag\.?|blz\.?|p\.?|page)\s*)?\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)

Line = list[Piece]


def without_running(sheets: Sequence[Sheet]) -> list[list[Piece]]:
    """The pieces of each page without what repeats at its edge, but for a number that counts the pages."""
    edges = [(number, edge) for number, sheet in enumerate(sheets) for edge in _edges(sheet)]
    heights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, edge in edges:
        for line in edge:
            for key in _keys(line, number):
                heights[key].append((number, line[0].y))
    drop: set[int] = set()
    for number, edge in edges:
        is_bottom = bool(edge) and edge[0][0].y < sheets[number].height / 2
        for line in edge:
            # what repeats lies on the outside; the first line that does not is the page's own
            if not (_repeats(line, number, heights) or _is_number(line, is_bottom, len(sheets))):
                break
            drop.update(id(piece) for piece in line)
    return [[piece for piece in sheet.pieces if id(piece) not in drop] for sheet in sheets]


def _edges(sheet: Sheet) -> Iterator[list[Line]]:
    """The outermost lines at the top and at the bottom, from the outside in."""
    lines = by_line(piece for piece in sheet.pieces if not piece.turn)
    band = sheet.height * _BAND
    top = [line for line in lines[:_MOST_LINES] if line[0].y > sheet.height - band]
    bottom = [line for line in lines[-_MOST_LINES:] if line[0].y < band and line not in top]
    yield top
    yield bottom[::-1]


def _keys(line: Line, number: int) -> Iterator[str]:
    """The line itself, and the line with each number in it counted from the page that it stands on."""
    text = _text(line)
    yield text
    for match in _INTEGER.finditer(text):
        if len(match[0]) <= 4:
            yield f"{text[: match.start()]}#{int(match[0]) - number}{text[match.end() :]}"


def _repeats(line: Line, number: int, heights: dict[str, list[tuple[int, float]]]) -> bool:
    return any(
        other != number and abs(height - line[0].y) < _SAME_HEIGHT
        for key in _keys(line, number)
        for other, height in heights[key]
    )


def _is_number(line: Line, is_bottom: bool, pages: int) -> bool:
    return (is_bottom or pages > 1) and _PAGE_NUMBER.fullmatch(_text(line)) is not None and line[0].size < 16


def _text(line: Line) -> str:
    return " ".join(piece.text for piece in line).lower()
