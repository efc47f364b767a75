"""What a text is: one document, its pages and sections as ranges, and passages cut from it.

Text is never copied, only cut: ``passage.text == document.text[start:end]``, so that every
citation can be checked again from the document's hash, its page and the character range.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from corpus.span import Span


class Kind(StrEnum):
    """What sort of document it is, in the programme's own words."""

    SESSIEVERSLAG = "sessieverslag"
    MIDTERMHOOFDSTUK = "midtermhoofdstuk"
    COP_TERUGKOPPELING = "cop-terugkoppeling"
    DIALOOGVERSLAG = "dialoogverslag"
    INTERVIEW = "interview"
    FACTSHEET = "factsheet"
    OVERIG = "overig"


class BlockKind(StrEnum):
    """The form of a stretch of text, which decides where it may be cut."""

    HEADING = "kop"
    PARAGRAPH = "alinea"
    ITEM = "lijstonderdeel"
    ROW = "tabelrij"
    HEADER_ROW = "tabelkop"
    NOTE = "noot"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row or note; blocks are ordered and never overlap."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a format that has pages (PDF, PPTX), numbered from 1 as a reader counts them."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands below it, subsections included; listed in reading order."""

    title: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The date a document gives itself; ``day`` is the first day of a month or year that stands alone."""

    day: date
    precision: Literal["dag", "maand", "jaar"]
    evidence: str


@dataclass(frozen=True, slots=True)
class Document:
    """The final text of one file with everything that points into it.

    Blocks together hold every character of the text but white space; pages, where the format has
    them, do so too. Sections nest by their ranges.
    """

    id: str
    sha256: str
    name: str
    media_type: str
    title: str
    kind: Kind
    kind_evidence: str
    date: DocumentDate | None
    language: str
    text: str
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()

    def pages_of(self, span: Span) -> tuple[int, int] | None:
        """First and last page that the span touches, or None where the format has no pages."""
        touched = [page.number for page in self.pages if page.span.overlaps(span)]
        return (touched[0], touched[-1]) if touched else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable part of a document: whole sentences of one section.

    ``context`` holds what a reader needs beside it but what is not part of the quote: the sentence
    that leads in a list, or the header of a table.
    """

    id: str
    document_id: str
    ordinal: int
    span: Span
    text: str
    section: tuple[str, ...]
    pages: tuple[int, int] | None
    language: str
    context: str = ""


def document_id(sha256: str) -> str:
    """A document is its bytes: the first 16 hex digits (64 bits) of their SHA-256."""
    return sha256[:16]


def passage_id(document: str, text: str, occurrence: int) -> str:
    """The same words in the same document keep their id, also when a better parser moves them.

    ``occurrence`` counts equal texts within the document from 0. 16 hex digits (64 bits).
    """
    key = f"{document}\0{' '.join(text.split())}\0{occurrence}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def text_key(text: str) -> str:
    """The same for equal words in whatever document: what people said of a text survives its id.

    32 hex digits (128 bits).
    """
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=16).hexdigest()


def text_in_context(title: str, passage: Passage) -> str:
    """What the embedder reads: the passage below its document's title, its sections and its lead-in."""
    heading = " > ".join((title, *passage.section))
    return "\n".join(part for part in (heading, passage.context, passage.text) if part)
