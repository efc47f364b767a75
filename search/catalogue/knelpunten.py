"""The register of knelpunten: reads its records, and writes what is made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, delete, insert, select, update

from corpus.errors import Conflict
from corpus.visibility import Visibility
from search.catalogue import audit
from search.catalogue.knelpunt import Event, Quote, Record
from search.catalogue.knelpunt_rows import event_from, quote_from, quote_values, record_from, record_values
from search.catalogue.opening import noting
from search.catalogue.rows import Values
from search.catalogue.schema import State, documents
from search.catalogue.schema_evidence import knelpunt_history, knelpunt_quotes, knelpunten

Part = TypeVar("Part", bound=Quote | Event)

OBJECT = "knelpunt"
SMALLEST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it was read (None for a new one), and as it should be (None where it goes).

    ``note`` is None where nothing is to be told in its history.
    """

    before: Record | None
    after: Record | None
    note: str | None = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The newest version of a document that somebody quoted; as closed as the most closed on the way."""

    document_id: str
    visibility: Visibility


class Knelpunten:
    """Safe from any thread. Raises StorageFailed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # held by who reads what is there in order to add what is not
        self.proposing = Lock()

    def all(self) -> list[Record]:
        """Every record, the oldest first."""
        return self._read(select(knelpunten).order_by(knelpunten.c.created_at, knelpunten.c.id))

    def get(self, id: str) -> Record | None:  # noqa: A002 - what it is called at every door
        """The record with that id."""
        return next(iter(self.some([id])), None)

    def some(self, ids: Collection[str]) -> list[Record]:
        """The records with these ids, those that are there."""
        return self._read(select(knelpunten).where(knelpunten.c.id.in_(ids)))

    def places(self, document_ids: Collection[str]) -> dict[str, Place]:
        """Where a document is to be read now: itself, or what replaced it; one that is gone is left out."""
        with self._engine.begin() as connection:
            rows = _rows(connection, document_ids)
            places = {}
            for document in document_ids:
                row, passed = rows.get(document), {document}
                closed = Visibility.OPENBAAR
                while row is not None:
                    closed = closed.or_stricter(Visibility(row.visibility))
                    if row.state == State.READY.value:
                        places[document] = Place(row.id, closed)
                        break
                    row = _next(connection, row, passed)
        return places

    def save(self, changes: Sequence[Change], action: str, by: audit.Actor) -> None:
        """All of it in one transaction, with history and audit.

        Raises Conflict where a record is not what it was when it was read.
        """
        now = datetime.now(UTC)
        with noting(self._engine) as connection:
            for change in changes:
                if change.before:
                    _claim(connection, change.before, now)
            for place, change in enumerate(changes):
                # so that what is made at once keeps its order
                _write(connection, change, now + place * SMALLEST)
            _put_quotes(connection, [change.after for change in changes if change.after])
            for change in changes:
                _tell(connection, change, now, by.name)
            for change in changes:
                _audit(connection, change, action, by)

    def _read(self, wanted: Select[Any]) -> list[Record]:
        with self._engine.begin() as connection:
            rows = connection.execute(wanted).all()
            ids = wanted.with_only_columns(knelpunten.c.id).order_by(None)
            quotes = _grouped(connection, knelpunt_quotes, ids, quote_from)
            history = _grouped(connection, knelpunt_history, ids, event_from)
        return [record_from(row, quotes.get(row.id, ()), history.get(row.id, ())) for row in rows]


def _rows(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    columns = (documents.c.id, documents.c.state, documents.c.replaced_by, documents.c.visibility)
    wanted = select(*columns).where(documents.c.id.in_(ids))
    rows: list[Row[Any]] = list(connection.execute(wanted))
    return {row.id: row for row in rows}


def _next(connection: Connection, row: Row[Any], passed: set[str]) -> Row[Any] | None:
    """What replaced it, unless that was passed before."""
    if row.replaced_by is None or row.replaced_by in passed:
        return None
    passed.add(row.replaced_by)
    return _rows(connection, [row.replaced_by]).get(row.replaced_by)


def _claim(connection: Connection, before: Record, now: datetime) -> None:
    """The first statement writes, so that nobody else can until the transaction ends."""
    same = (knelpunten.c.id == before.id, knelpunten.c.changed_at == before.changed_at)
    moment = max(now, before.changed_at + SMALLEST)
    if not connection.execute(update(knelpunten).where(*same).values(changed_at=moment)).rowcount:
        raise Conflict(
            "Iemand anders heeft dit knelpunt intussen gewijzigd.",
            "Lees het opnieuw en probeer het dan weer.",
        )
    connection.execute(delete(knelpunt_quotes).where(knelpunt_quotes.c.owner_id == before.id))


def _write(connection: Connection, change: Change, now: datetime) -> None:
    if change.after is None:
        assert change.before  # noqa: S101
        connection.execute(delete(knelpunten).where(knelpunten.c.id == change.before.id))
    elif change.before is None:
        moments = {"id": change.after.id, "created_at": now, "changed_at": now}
        connection.execute(insert(knelpunten).values(**record_values(change.after), **moments))
    else:
        same = knelpunten.c.id == change.after.id
        connection.execute(update(knelpunten).where(same).values(**record_values(change.after)))


def _put_quotes(connection: Connection, records: Iterable[Record]) -> None:
    """Those that had a number keep it, also where they move to another record."""
    pairs = [(record.id, quote) for record in records for quote in record.quotes]
    kept = [
        quote_values(owner, one) | {"number": one.number} for owner, one in pairs if one.number is not None
    ]
    new = [quote_values(owner, one) for owner, one in pairs if one.number is None]
    for rows in (kept, new):
        if rows:
            connection.execute(insert(knelpunt_quotes), rows)


def _tell(connection: Connection, change: Change, now: datetime, who: str) -> None:
    if change.after and change.note is not None:
        after = change.after
        told = {"verdict": after.verdict.value, "status": after.stage.value, "note": change.note}
        connection.execute(insert(knelpunt_history).values(owner_id=after.id, at=now, who=who, **told))


# what of a record the audit keeps, by the name that it is told by
_AUDITED = {
    "kind": "soort",
    "act": "wet",
    "article": "artikel",
    "verdict": "oordeel",
    "status": "status",
    "visibility": "zichtbaarheid",
    "merged_into": "samengevoegd met",
    "resembles": "lijkt op",
}


def _audit(connection: Connection, change: Change, action: str, by: audit.Actor) -> None:
    record = change.after or change.before
    assert record  # noqa: S101
    before = _summary(change.before) if change.before else None
    after = _summary(change.after) if change.after else None
    audit.record(connection, by, action, OBJECT, record.id, before, after)


def _summary(record: Record) -> Values:
    """No word that a person wrote: those can be removed, and this cannot."""
    values = record_values(record)
    codes = {name: values[column] for column, name in _AUDITED.items() if values[column]}
    return {**codes, "citaten": len(record.quotes)}


def _grouped(
    connection: Connection, table: Table, owners: Select[Any], read: Callable[[Row[Any]], Part]
) -> dict[str, tuple[Part, ...]]:
    """What belongs to the records that ``owners`` selects the ids of, by their id."""
    rows: list[Row[Any]] = list(
        connection.execute(select(table).where(table.c.owner_id.in_(owners)).order_by(table.c.number))
    )
    groups: dict[str, list[Part]] = defaultdict(list)
    for row in rows:
        groups[row.owner_id].append(read(row))
    return {owner: tuple(parts) for owner, parts in groups.items()}
