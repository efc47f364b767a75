"""Documents that are read anew: what was made of them before gives way to it in one short step."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Connection, MetaData, Table, delete, insert, select, update

from corpus.visibility import Visibility
from search.arrival import Arrival
from search.catalogue.former import retire
from search.catalogue.labels import insert_labels
from search.catalogue.rows import document_values, passage_values
from search.catalogue.schema import READY, documents, former, labels, passages, sources

# what a document is whatever is made of its bytes
LASTING = {"id", "sha256", "name", "state", "replaced_by", "added_at", "visibility", "shelved"}


def _drafted(table: Table) -> Table:
    """Of one connection alone, so that who writes in it holds up nobody."""
    columns = (Column(column.name, column.type) for column in table.c)
    return Table(f"drafted_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])


DRAFTS = (DOCUMENTS, PASSAGES, LABELS) = [_drafted(one) for one in (documents, passages, labels)]


class Renewal:
    """Within a transaction that reads nothing: only ``finish`` touches what others use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._behind: list[str] = []
        for table in DRAFTS:
            table.create(connection)

    def put(self, arrival: Arrival) -> None:
        """The bytes of a document that is ready, read anew."""
        values = document_values(arrival.document, arrival.passages, Visibility.VERTROUWELIJK)
        self._connection.execute(insert(DOCUMENTS).values(**values))
        rows = [passage_values(passage) for passage in arrival.passages]
        if rows:
            self._connection.execute(insert(PASSAGES), rows)
        insert_labels(self._connection, arrival.passages, arrival.labels, LABELS)

    def reshelve(self, document_ids: Iterable[str]) -> None:
        """The words have these documents by a visibility that they no longer have."""
        self._behind += document_ids

    def finish(self) -> None:
        """What was put takes its place, but for documents that left meanwhile."""
        self._replace()
        behind = update(documents).where(documents.c.id.in_(self._behind), documents.c.shelved.is_(None))
        self._connection.execute(behind.values(shelved=documents.c.visibility))
        for table in DRAFTS:
            table.drop(self._connection)

    def _replace(self) -> None:
        there = select(DOCUMENTS.c.id).join(documents, documents.c.id == DOCUMENTS.c.id).where(READY)
        retire(self._connection, there)
        anew = {name: column for name, column in DOCUMENTS.c.items() if name not in LASTING}
        same = (documents.c.id == DOCUMENTS.c.id, READY)
        self._connection.execute(update(documents).where(*same).values(**anew))
        self._copy(passages, PASSAGES, PASSAGES.c.document_id.in_(there))
        self._connection.execute(delete(former).where(former.c.id.in_(select(PASSAGES.c.id))))
        self._copy(labels, LABELS, LABELS.c.passage_id.in_(select(passages.c.id)))
        seen = (sources.c.document_id == DOCUMENTS.c.id, sources.c.sha256 == DOCUMENTS.c.sha256)
        self._connection.execute(update(sources).where(*seen).values(status=DOCUMENTS.c.status))

    def _copy(self, to: Table, drafts: Table, which: ColumnElement[bool]) -> None:
        rows = select(drafts).where(which)
        self._connection.execute(insert(to).from_select(drafts.c.keys(), rows))
