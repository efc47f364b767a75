"""Documents and passages as rows, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from corpus.document import Block, BlockKind, Document, DocumentDate, Kind, Page, Passage, Section, text_key
from corpus.label import Label
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.schema import State, Status
from search.query import Citation

Values = dict[str, Any]


def document_values(document: Document, parts: Sequence[Passage], visibility: Visibility) -> Values:
    """A new row in ``documents``."""
    date = document.date
    return {
        "id": document.id,
        "sha256": document.sha256,
        "name": document.name,
        "media_type": document.media_type,
        "title": document.title,
        "kind": document.kind.value,
        "kind_evidence": document.kind_evidence,
        "date_day": date and date.day,
        "date_precision": date and date.precision,
        "date_evidence": date and date.evidence,
        "language": document.language,
        "text": document.text,
        "pages": [[page.number, page.span.start, page.span.end] for page in document.pages],
        "sections": [[part.title, part.level, part.span.start, part.span.end] for part in document.sections],
        "blocks": [[block.kind.value, block.span.start, block.span.end] for block in document.blocks],
        "state": State.ARRIVING.value,
        "added_at": datetime.now(UTC),
        "status": (Status.READY if parts else Status.NO_TEXT).value,
        "passage_count": len(parts),
        "page_count": len(document.pages) or None,
        "visibility": visibility.value,
        "shelved": None,
    }


def passage_values(passage: Passage) -> Values:
    """A new row in ``passages``; the text stays with the document."""
    first, last = passage.pages or (None, None)
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "ordinal": passage.ordinal,
        "start": passage.span.start,
        "end": passage.span.end,
        "section": list(passage.section),
        "page_from": first,
        "page_to": last,
        "language": passage.language,
        "context": passage.context,
        "text_key": text_key(passage.text),
    }


def document_from(row: Row[Any]) -> Document:
    """A whole row of ``documents``."""
    return Document(
        id=row.id,
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        title=row.title,
        kind=Kind(row.kind),
        kind_evidence=row.kind_evidence,
        date=date_from(row),
        language=row.language,
        text=row.text,
        pages=pages_from(row),
        sections=tuple(Section(title, level, Span(*ends)) for title, level, *ends in row.sections),
        blocks=tuple(Block(Span(start, end), BlockKind(kind)) for kind, start, end in row.blocks),
    )


def passage_from(row: Row[Any], text: str) -> Passage:
    """A row of ``passages``, with the text of its document.

    The words are cut here and not by the database, which would count from the start of the text again
    for every passage.
    """
    span = Span(row.start, row.end)
    return Passage(
        id=row.id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        span=span,
        text=span.cut(text),
        section=tuple(row.section),
        pages=None if row.page_from is None else (row.page_from, row.page_to),
        language=row.language,
        context=row.context,
    )


def citation_from(row: Row[Any], source: Row[*tuple[Any, ...]], labels: tuple[Label, ...]) -> Citation:
    """A row of ``passages`` and one of ``documents``, and the labels that hold."""
    passage = passage_from(row, source.text)
    return Citation(
        id=passage.id,
        text=passage.text,
        context=passage.context,
        span=passage.span,
        section=passage.section,
        pages=passage.pages,
        language=passage.language,
        document_id=source.id,
        title=source.title,
        name=source.name,
        kind=Kind(source.kind),
        date=date_from(source),
        sha256=source.sha256,
        labels=labels,
    )


def quoted_from(document: Document, passage_id: str, span: Span) -> Citation:
    """Words of a document of which no passage is left, with what the document itself tells of their place."""
    return Citation(
        id=passage_id,
        text=span.cut(document.text),
        context="",
        span=span,
        section=tuple(part.title for part in document.sections if part.span.contains(span)),
        pages=document.pages_of(span),
        language=document.language,
        document_id=document.id,
        title=document.title,
        name=document.name,
        kind=document.kind,
        date=document.date,
        sha256=document.sha256,
    )


def pages_from(row: Row[*tuple[Any, ...]]) -> tuple[Page, ...]:
    """The pages of a document; none where the format has none."""
    return tuple(Page(number, Span(start, end)) for number, start, end in row.pages)


def date_from(row: Row[*tuple[Any, ...]]) -> DocumentDate | None:
    """The date of a document, where it has one."""
    return DocumentDate(row.date_day, row.date_precision, row.date_evidence) if row.date_day else None
