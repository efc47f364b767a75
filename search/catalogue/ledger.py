"""Moves documents through their states; each method is one transaction.

A document that is ARRIVING or LEAVING is unsettled: whatever happens, it has to be taken out of the
indexes, after which ``settle`` ends its move. Only then does its row disappear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from corpus.visibility import Visibility
from search.arrival import Arrival
from search.catalogue.audit import MACHINE, Actor, Facts, record
from search.catalogue.former import retire
from search.catalogue.labels import insert_labels, show_reviews
from search.catalogue.opening import Begin, forget_deleted, noting, writing
from search.catalogue.place import Place, write_place
from search.catalogue.renewal import Renewal
from search.catalogue.rows import document_values, passage_values
from search.catalogue.schema import READY, State, Status, documents, former, passages, sources, tombstones
from search.catalogue.shown import shown
from search.catalogue.sources import Source, put, source
from search.catalogue.versions import older

UNSETTLED = documents.c.state.in_([State.ARRIVING.value, State.LEAVING.value])


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A document on its way; ``disappears`` unless it is an older version of another document."""

    id: str
    sha256: str
    disappears: bool


class Ledger:
    """The one writer of documents. Raises StorageFailed where the disk refuses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def unknown(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """The arrivals whose document is not ready, each document once."""
        first = {arrival.document.id: arrival for arrival in reversed(list(arrivals))}
        ready = documents.c.state == State.READY.value
        with self._engine.connect() as connection:
            known = set(
                connection.execute(select(documents.c.id).where(ready, documents.c.id.in_(first))).scalars()
            )
        return [arrival for document, arrival in first.items() if document not in known]

    def shown(self, arrivals: Sequence[Arrival], unless_told: Visibility) -> dict[str, Visibility]:
        """The visibility that each document will have, by id (see ``search.catalogue.shown``)."""
        with self._engine.connect() as connection:
            return shown(connection, arrivals, unless_told)

    def arrive(self, arrivals: Sequence[Arrival], to: Mapping[str, Visibility]) -> None:
        """Documents that are not ready come in with their passages, invisible to readers.

        A document that was replaced earlier comes back in its own row, which ``settle`` can restore.
        """
        with noting(self._engine) as connection:
            for arrival in arrivals:
                values = document_values(arrival.document, arrival.passages, to[arrival.document.id])
                known = update(documents).where(documents.c.id == arrival.document.id)
                if not connection.execute(known.values(**values)).rowcount:
                    connection.execute(insert(documents).values(**values))
                _insert_passages(connection, arrival)

    def accept(self, arrivals: Sequence[Arrival], to: Mapping[str, Visibility], by: Actor = MACHINE) -> None:
        """What arrived is ready; versions that it replaces leave in the same moment."""
        with writing(self._engine, of_documents=True) as connection:
            ids = {arrival.document.id for arrival in arrivals}
            _record_new(connection, ids, by)
            connection.execute(
                update(documents)
                .where(documents.c.id.in_(ids))
                .values(state=State.READY.value, replaced_by=None)
            )
            for document, visibility in to.items():
                _show(connection, document, visibility, by)
            replaced: dict[str, str] = {}
            for arrival in arrivals:
                before = source(connection, arrival.key)
                put(connection, _source(arrival))
                if before and before.document_id and before.document_id != arrival.document.id:
                    replaced[before.document_id] = arrival.document.id
                if arrival.replaces and arrival.replaces != arrival.document.id:
                    _hand_over(connection, arrival.replaces, arrival.document.id)
                    replaced[arrival.replaces] = arrival.document.id
            _leave_without_source(connection, replaced, by)
            for document in replaced.values():
                _close_older(connection, document, to[document])

    def show(self, document_id: str, visibility: Visibility, by: Actor = MACHINE) -> None:
        """To whom a document that is ready is shown from here on; the words follow."""
        with writing(self._engine, of_documents=True) as connection:
            _show(connection, document_id, visibility, by)

    def unshelved(self) -> dict[str, Visibility]:
        """By id, the visibility that the words of a document have yet to follow."""
        # asked for what is ready, or for what is not empty, SQLite would go through all documents
        behind = documents.c.shelved.in_([one.value for one in Visibility])
        wanted = select(documents.c.id, documents.c.visibility, READY.label("ready")).where(behind)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted)
            return {row.id: Visibility(row.visibility) for row in rows if row.ready}

    def shelved(self, document_ids: Collection[str]) -> None:
        """The words follow what these documents are now."""
        with noting(self._engine) as connection:
            connection.execute(update(documents).where(documents.c.id.in_(document_ids)).values(shelved=None))

    def leave(self, document_id: str, by: Actor = MACHINE) -> None:
        """The document, its sources and its older versions are invisible from here on."""
        with writing(self._engine, of_documents=True) as connection:
            _record_gone(connection, document_id, by)
            connection.execute(delete(sources).where(sources.c.document_id == document_id))
            _leave_with_history(connection, document_id)

    def forget(self, key: str, by: Actor = MACHINE) -> None:
        """The source is gone; its document leaves too where no other source gives it."""
        with writing(self._engine, of_documents=True) as connection:
            before = source(connection, key)
            connection.execute(delete(sources).where(sources.c.key == key))
            if before and before.document_id and not _other_name(connection, before.document_id):
                _record_gone(connection, before.document_id, by)
                _leave_with_history(connection, before.document_id)

    @contextmanager
    def moving_to(self, place: Place, by: Actor = MACHINE) -> Iterator[Renewal]:
        """That index becomes the one in use, together with the documents that are renewed meanwhile."""
        # it lasts as long as the making of the index, and others write meanwhile
        with writing(self._engine, Begin.READING) as connection:
            renewal = Renewal(connection)
            yield renewal
            renewal.finish()
            write_place(connection, place)
            if place.number > 1:
                record(connection, by, "opnieuw gemaakt", "index", str(place.number))

    def unsettled(self) -> list[Unsettled]:
        """What is neither ready nor gone nor replaced."""
        wanted = select(documents.c.id, documents.c.sha256, documents.c.replaced_by).where(UNSETTLED)
        with self._engine.connect() as connection:
            return [
                Unsettled(row.id, row.sha256, row.replaced_by is None) for row in connection.execute(wanted)
            ]

    def hashes(self) -> dict[str, str]:
        """By SHA-256 the id of a document, in whatever state, that has those bytes."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(documents.c.sha256, documents.c.id))
            return {row.sha256: row.id for row in rows}

    def orphaned(self, moves: Iterable[Unsettled]) -> set[str]:
        """Hashes of the bytes that no document has any more after these moves."""
        going = {move.id: move.sha256 for move in moves if move.disappears}
        wanted = select(documents.c.sha256).where(documents.c.sha256.in_(going.values()))
        with self._engine.connect() as connection:
            kept = connection.execute(wanted.where(documents.c.id.not_in(going))).scalars()
            return set(going.values()).difference(kept)

    def settle(self, moves: Collection[Unsettled]) -> None:
        """Ends moves whose documents are out of the indexes; leaves a tombstone for what was ready."""
        ids = [move.id for move in moves]
        gone = [move.id for move in moves if move.disappears]
        left = select(documents.c.id, documents.c.sha256).where(
            documents.c.id.in_(gone), documents.c.state == State.LEAVING.value
        )
        with noting(self._engine) as connection:
            for row in connection.execute(left).all():
                stone = insert(tombstones).values(document_id=row.id, sha256=row.sha256)
                connection.execute(stone.values(removed_at=datetime.now(UTC)))
            connection.execute(delete(passages).where(passages.c.document_id.in_(ids)))
            connection.execute(delete(former).where(former.c.document_id.in_(gone)))
            connection.execute(delete(documents).where(documents.c.id.in_(gone)))
            connection.execute(
                update(documents).where(documents.c.id.in_(ids)).values(state=State.REPLACED.value)
            )
        if gone:
            forget_deleted(self._engine)


def _record_new(connection: Connection, ids: Collection[str], by: Actor) -> None:
    """Of these documents, those that were not ready before."""
    arrived = select(documents.c.id).where(documents.c.id.in_(ids), documents.c.state == State.ARRIVING.value)
    for document in connection.execute(arrived).scalars().all():
        facts = _facts(connection, document)
        record(connection, by, "opgenomen", "document", document, None, facts)


def _record_gone(
    connection: Connection, document_id: str, by: Actor, action: str = "verwijderd", after: Facts = None
) -> None:
    before = _facts(connection, document_id)
    record(connection, by, action, "document", document_id, before, after)


def _facts(connection: Connection, document_id: str) -> Facts:
    """What the audit trail says of a document; not its name or title, which must be able to disappear."""
    wanted = select(documents.c.sha256, documents.c.visibility).where(documents.c.id == document_id)
    row = connection.execute(wanted).first()
    return row and {"sha256": row.sha256, "zichtbaarheid": row.visibility}


def _show(connection: Connection, document_id: str, visibility: Visibility, by: Actor) -> None:
    """Within a transaction; nothing happens where it is so already."""
    before = _facts(connection, document_id)
    seen = {"shelved": documents.c.visibility, "visibility": visibility.value}
    other = (documents.c.id == document_id, documents.c.visibility != visibility.value)
    _close_older(connection, document_id, visibility)
    if connection.execute(update(documents).where(READY, *other).values(**seen)).rowcount:
        show_reviews(connection, older(connection, [document_id]), visibility)
        after = _facts(connection, document_id)
        record(connection, by, "gewijzigd", "document", document_id, before, after)


def _close_older(connection: Connection, document_id: str, visibility: Visibility) -> None:
    """Older versions hold much the same text, so they are not for people who may not see this one."""
    wider = [one.value for one in visibility.within if one is not visibility]
    before = older(connection, [document_id]) - {document_id}
    seen = update(documents).where(documents.c.id.in_(before), documents.c.visibility.in_(wider))
    connection.execute(seen.values(visibility=visibility.value))


def _insert_passages(connection: Connection, arrival: Arrival) -> None:
    rows = [passage_values(passage) for passage in arrival.passages]
    if rows:
        connection.execute(insert(passages), rows)
    insert_labels(connection, arrival.passages, arrival.labels)


def _source(arrival: Arrival) -> Source:
    status = Status.READY if arrival.passages else Status.NO_TEXT
    document = arrival.document
    return Source(arrival.key, arrival.name, document.sha256, len(arrival.data), document.id, status)


def _hand_over(connection: Connection, old: str, new: str) -> None:
    """The places that gave a document lead to the one that replaces it; what was in them stays known."""
    connection.execute(update(sources).where(sources.c.document_id == old).values(document_id=new))


def _leave_without_source(connection: Connection, replaced: Mapping[str, str], by: Actor) -> None:
    """Of the documents that lost a source to another one, those leave that have no other."""
    for old, new in replaced.items():
        if not _other_name(connection, old):
            _record_gone(connection, old, by, "vervangen", {"document": new})
            retire(connection, [old])
            connection.execute(
                update(documents)
                .where(documents.c.id == old)
                .values(state=State.LEAVING.value, replaced_by=new)
            )


def _other_name(connection: Connection, document_id: str) -> bool:
    """Whether a source is left, by whose name the document then goes."""
    left = select(func.min(sources.c.name)).where(sources.c.document_id == document_id)
    name = connection.execute(left).scalar()
    if name is not None:
        connection.execute(update(documents).where(documents.c.id == document_id).values(name=name))
    return name is not None


def _leave_with_history(connection: Connection, document_id: str) -> None:
    """The versions that this document replaced hold much the same text, so they go with it."""
    leaving = older(connection, [document_id])
    connection.execute(
        update(documents)
        .where(documents.c.id.in_(leaving))
        .values(state=State.LEAVING.value, replaced_by=None)
    )
