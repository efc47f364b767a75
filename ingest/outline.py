"""From a parsed file to a document: one text, with its blocks, pages and sections as ranges of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from corpus.document import Block, BlockKind, Document, Page, Section, document_id
from corpus.span import Span
from ingest.dates import find_date
from ingest.draft import LISTED, TABULAR, Draft, drafts
from ingest.headings import Heading, find_headings
from ingest.kinds import find_kind
from ingest.language import language_of
from ingest.parse.parsed import Parsed
from ingest.titles import find_title


def outline(parsed: Parsed, *, name: str, sha256: str, given: str | None = None) -> Document:
    """The document that a cleaned file is; ``name`` is the file's own name, ``sha256`` that of its bytes,
    ``given`` an id that does not follow from those.

    List items and table rows that follow each other are a line apart, all else a blank line. The
    heading that is the document's title makes no section of its own.
    """
    blocks = drafts(parsed)
    headings = find_headings(blocks)
    title = find_title(parsed.title, blocks, headings) or PurePath(name).stem
    for heading in headings:
        for block in blocks[heading.start : heading.end]:
            block.kind = BlockKind.HEADING
    text, spans = _joined(blocks)
    lines = [block.text for block in blocks]
    kind, kind_evidence = find_kind(title, lines)
    return Document(
        id=given or document_id(sha256),
        sha256=sha256,
        name=name,
        media_type=parsed.media_type,
        title=title,
        kind=kind,
        kind_evidence=kind_evidence,
        date=find_date(title, lines),
        language=language_of(text),
        text=text,
        pages=tuple(_pages(blocks, spans, len(text))),
        sections=tuple(_sections(_below_title(headings, title), spans)),
        blocks=tuple(Block(span, block.kind) for span, block in zip(spans, blocks, strict=True)),
    )


def _joined(blocks: Sequence[Draft]) -> tuple[str, list[Span]]:
    """The text, and the place of each block in it."""
    parts: list[str] = []
    spans: list[Span] = []
    end = 0
    for index, block in enumerate(blocks):
        glue = _between(blocks[index - 1], block) if index else ""
        start = end + len(glue)
        end = start + len(block.text)
        parts += (glue, block.text)
        spans.append(Span(start, end))
    return "".join(parts), spans


def _between(before: Draft, block: Draft) -> str:
    together = any(before.kind in kinds and block.kind in kinds for kinds in (LISTED, TABULAR))
    return "\n" if together else "\n\n"


def _pages(blocks: Sequence[Draft], spans: Sequence[Span], end: int) -> Iterator[Page]:
    """Pages one after another; the white space between two belongs to the first of them."""
    turns: list[tuple[int, int]] = []
    for block, span in zip(blocks, spans, strict=True):
        for offset, number in block.pages:
            if not turns or number > turns[-1][1]:
                turns.append((span.start + offset if turns else 0, number))
    for (start, number), (following, _) in pairwise([*turns, (end, 0)]):
        yield Page(number, Span(start, following))


def _below_title(headings: Sequence[Heading], title: str) -> list[Heading]:
    named = bool(headings) and headings[0].title == title
    return list(headings[1:] if named else headings)


def _sections(headings: Sequence[Heading], spans: Sequence[Span]) -> list[Section]:
    """Each heading down to the next one of the same or a higher level."""
    sections: list[Section] = []
    later: list[Heading] = []
    for heading in reversed(headings):
        while later and later[-1].level > heading.level:
            later.pop()
        stop = min(later[-1].start if later else len(spans), heading.until or len(spans))
        sections.append(
            Section(heading.title, heading.level, Span(spans[heading.start].start, spans[stop - 1].end))
        )
        later.append(heading)
    return sections[::-1]
