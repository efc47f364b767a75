"""What may be asked of the index, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.document import DocumentDate, Kind
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search before anything is ranked; an empty tuple or None leaves it as wide as it was.

    ``since`` and ``until`` include their own day; a document without a date then drops out.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.documents or self.kinds or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Query:
    """A question in plain words; ``page`` counts from 1, ``limit`` is the results on a page."""

    text: str
    limit: int = 10
    page: int = 1
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage with all that is needed to find it again in its source, and to check it."""

    id: str
    text: str
    context: str
    span: Span
    section: tuple[str, ...]
    pages: tuple[int, int] | None
    language: str
    document_id: str
    title: str
    name: str
    kind: Kind
    date: DocumentDate | None
    sha256: str
    score: float = 0.0
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of citations, best first; ``total`` counts the passages that matched at all.

    ``highlights`` of a citation are ranges within its ``text``.
    """

    query: Query
    total: int
    citations: tuple[Citation, ...]
