"""The list of documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from corpus.document import DocumentDate, Kind
from corpus.visibility import Visibility
from search.catalogue.rows import date_from
from search.catalogue.schema import documents, sources
from search.query import Filters

LISTED = [column for column in documents.c if column.name not in {"text", "pages", "sections", "blocks"}]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list, with the names of all its sources; ``pages`` is None where it has none."""

    id: str
    sha256: str
    name: str
    names: tuple[str, ...]
    title: str
    kind: Kind
    date: DocumentDate | None
    language: str
    media_type: str
    status: str
    pages: int | None
    passages: int
    added_at: datetime
    visibility: Visibility
    replaced_by: str | None = None


def entries(connection: Connection, *where: ColumnElement[bool]) -> list[Entry]:
    """The documents of which all that is so, by name."""
    listed = select(*LISTED).where(*where).order_by(documents.c.name, documents.c.id)
    named = select(sources.c.document_id, sources.c.name).join(documents).where(*where)
    names: dict[str, list[str]] = {}
    for document, name in connection.execute(named.order_by(sources.c.name)):
        names.setdefault(document, []).append(name)
    return [
        Entry(
            id=row.id,
            sha256=row.sha256,
            name=row.name,
            names=tuple(names.get(row.id, [row.name])),
            title=row.title,
            kind=Kind(row.kind),
            date=date_from(row),
            language=row.language,
            media_type=row.media_type,
            status=row.status,
            pages=row.page_count,
            passages=row.passage_count,
            added_at=row.added_at,
            visibility=Visibility(row.visibility),
            replaced_by=row.replaced_by,
        )
        for row in connection.execute(listed)
    ]


def conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """What a document must be."""
    if filters.documents:
        yield documents.c.id.in_(filters.documents)
    if filters.kinds:
        yield documents.c.kind.in_([kind.value for kind in filters.kinds])
    if filters.visibilities:
        yield documents.c.visibility.in_([one.value for one in filters.visibilities])
    if filters.since:
        yield documents.c.date_day >= filters.since
    if filters.until:
        yield documents.c.date_day <= filters.until
