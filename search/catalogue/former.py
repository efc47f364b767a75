"""Passages that a document had before it was replaced or read anew."""

from __future__ import annotations

from sqlalchemy import Connection, Select, delete, insert, select

from search.catalogue.schema import former, passages

# all that is to be known of words of which the document keeps the text
KEPT = [passages.c[column.name] for column in former.c]


def retire(connection: Connection, document_ids: Select[str] | list[str]) -> None:
    """Within a transaction: no search finds the passages of these documents any more."""
    of_them = passages.c.document_id.in_(document_ids)
    connection.execute(delete(former).where(former.c.id.in_(select(passages.c.id).where(of_them))))
    connection.execute(insert(former).from_select(former.c.keys(), select(*KEPT).where(of_them)))
    connection.execute(delete(passages).where(of_them))
