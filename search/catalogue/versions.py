"""Which documents are versions of the same: each but the newest was replaced by a next one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Select, select

from search.catalogue.schema import documents
from search.catalogue.schema_access import audit

NEXT = documents.c.replaced_by


def older(connection: Connection, ids: Collection[str]) -> set[str]:
    """Within a transaction: these documents and all versions before them."""
    found = every = set(ids)
    while found:
        found = set(connection.execute(select(documents.c.id).where(NEXT.in_(found))).scalars()) - every
        every = every | found
    return every


def before(newer: ColumnElement[bool]) -> Select[str]:
    """Ids of the documents of which this holds, and of all versions before those."""
    found = select(documents.c.id).where(newer).cte("found", recursive=True)
    found = found.union(select(documents.c.id).where(found.c.id == NEXT))
    return select(found.c.id)


def family(connection: Connection, document_id: str) -> set[str]:
    """Within a transaction: all versions of what this is a version of."""
    newest: str | None = document_id
    seen = []
    while newest and newest not in seen:
        seen.append(newest)
        newest = connection.execute(select(NEXT).where(documents.c.id == newest)).scalar()
    return older(connection, seen)


def senders(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Within a transaction: who took each in last, as far as that is known."""
    taken_in = (audit.c.object == "document", audit.c.action == "opgenomen", audit.c.object_id.in_(ids))
    rows = connection.execute(
        select(audit.c.object_id, audit.c.who).where(*taken_in).order_by(audit.c.number)
    )
    return {row.object_id: row.who for row in rows}
