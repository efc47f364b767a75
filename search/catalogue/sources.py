"""Under which names files came in, and what became of each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select

from search.catalogue.opening import noting
from search.catalogue.schema import Status, sources


@dataclass(frozen=True, slots=True)
class Source:
    """A file as last seen. A file that failed keeps the document that an earlier version of it gave.

    ``key`` is a resolved path or ``upload:<name>``; ``size`` counts bytes; ``reason`` is Dutch.
    """

    key: str
    name: str
    sha256: str
    size: int
    document_id: str | None
    status: Status
    reason: str = ""


COLUMNS = [sources.c[field] for field in Source.__slots__]


class Sources:
    """Reads and records sources; safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> Source | None:
        """The source as last seen, or None for one never seen."""
        with self._engine.connect() as connection:
            return source(connection, key)

    def all(self) -> list[Source]:
        """Every source, by key."""
        wanted = select(*COLUMNS).order_by(sources.c.key)
        with self._engine.connect() as connection:
            return [_source(row) for row in connection.execute(wanted)]

    def record_failure(self, key: str, name: str, sha256: str, size: int, reason: str) -> None:
        """Remembers that this version of the file cannot be read. Raises StorageFailed."""
        with noting(self._engine) as connection:
            before = source(connection, key)
            document = before.document_id if before else None
            put(connection, Source(key, name, sha256, size, document, Status.FAILED, reason))


def source(connection: Connection, key: str) -> Source | None:
    """Within a transaction: the source as last seen."""
    row = connection.execute(select(*COLUMNS).where(sources.c.key == key)).first()
    return _source(row) if row else None


def put(connection: Connection, seen: Source) -> None:
    """Within a transaction: the source as seen now, in place of what was known of it."""
    connection.execute(delete(sources).where(sources.c.key == seen.key))
    connection.execute(insert(sources).values(**asdict(seen), seen_at=datetime.now(UTC)))


def _source(row: Row[Any]) -> Source:
    return Source(**{**row._mapping, "status": Status(row.status)})
