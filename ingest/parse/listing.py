"""Knows a list item by the bullet or number that it starts with, and a table by its first row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import BlockKind
from ingest.parse.parsed import Fragment

# private use is where the Symbol and Wingdings fonts keep their bullets
BULLETS = "•◦‣⁃∙●○■□▪▫►▶➢➤➔✓✔✗❖◆◇\ue000-\uf8ff"
_BULLET = re.compile(rf"(?:[{BULLETS}]|(?:[-–—*·o]|->|=>)(?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z0-9]\)|[a-z]\.)\s+(?=\S)")
ALONE = re.compile(rf"(?:[{BULLETS}·–*-]|\d{{1,2}}[.)]|[a-z][.)])")
_YEARS = re.compile(r"(?:19|20|['’])\d\d(?:\s*[-–/]\s*(?:20|['’])?\d\d)?")
_FIGURES = re.compile(r"[\d\s.,%€±+–-]*\d[\d\s.,%€±+–-]*")


def item(line: str) -> str | None:
    """The words of a list item, without its bullet but with its number; None for any other line."""
    line = line.strip()
    if bullet := _BULLET.match(line):
        return line[bullet.end() :]
    return line if _NUMBER.match(line) else None


def without_bullet(text: str) -> str:
    """Takes off a bullet that was left before the words of an item."""
    return re.sub(rf"^(?:[{BULLETS}·]\s*)+", "", text)


def rows(
    cells: Sequence[Sequence[str]], page: int | None = None, header: bool | None = None
) -> list[Fragment]:
    """One fragment a row, its cells joined with a bar. Unless told, the first row is taken for a header
    when it holds no figures but years, and all below it do hold figures.
    """
    filled = [[cell.strip() for cell in row] for row in cells if any(cell.strip() for cell in row)]
    if header is None:
        header = len(filled) > 1 and not _has_figures(filled[0]) and all(map(_has_figures, filled[1:]))
    return [
        Fragment(" | ".join(row), BlockKind.HEADER_ROW if header and not number else BlockKind.ROW, page=page)
        for number, row in enumerate(filled)
    ]


def _has_figures(row: Sequence[str]) -> bool:
    return any(_FIGURES.fullmatch(cell) and not _YEARS.fullmatch(cell) for cell in row)
