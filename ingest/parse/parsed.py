"""What a parser hands on: fragments of text in reading order, with what the file says of their form."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import BlockKind


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text on at most one page.

    ``continues`` is None where a new block starts; else this fragment goes on with the block of the
    one before (over a page border), and ``continues`` is what stands between them: a space, or
    nothing where a hyphenated word was joined. ``level`` is the heading level from 1, or the depth
    of a list item from 1, where the file itself tells. ``size`` is the font size in points.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    page: int | None = None
    size: float | None = None
    bold: bool = False
    continues: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file as its parser saw it; ``pages`` is None for a format that has none.

    ``title`` is the title that the file names as such (a title style, the HTML title), else empty.
    """

    media_type: str
    fragments: tuple[Fragment, ...]
    pages: int | None = None
    title: str = ""
