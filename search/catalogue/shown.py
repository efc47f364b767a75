"""To whom a document is shown from the moment it is taken in."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from corpus.visibility import Visibility
from search.arrival import Arrival
from search.catalogue.schema import documents
from search.catalogue.sources import source


def shown(
    connection: Connection, arrivals: Iterable[Arrival], unless_told: Visibility
) -> dict[str, Visibility]:
    """Within a transaction: the visibility of each document that arrives, by id.

    It is what was told, else that of what it replaces or the same source gave before, else ``unless_told``;
    of several names the strictest. Bytes that were here before are never shown to more people than they were.
    """
    found: dict[str, Visibility] = {}
    for arrival in arrivals:
        document = arrival.document.id
        was = found.get(document) or _of(connection, document)
        inherited = _inherited(connection, arrival)
        told = arrival.visibility or inherited or was or unless_told
        found[document] = told.or_stricter(was)
    return found


def _inherited(connection: Connection, arrival: Arrival) -> Visibility | None:
    if arrival.replaces:
        return _of(connection, arrival.replaces)
    before = source(connection, arrival.key)
    return _of(connection, before.document_id) if before and before.document_id else None


def _of(connection: Connection, document_id: str) -> Visibility | None:
    """In whatever state the document is."""
    wanted = select(documents.c.visibility).where(documents.c.id == document_id)
    found = connection.execute(wanted).scalar()
    return found and Visibility(found)
