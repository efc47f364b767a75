"""Changes of knelpunten, written within a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, update

from corpus.errors import Conflict
from search.catalogue import audit
from search.catalogue.knelpunt import Quote, Record
from search.catalogue.knelpunt_rows import quote_values, record_values
from search.catalogue.rows import Values
from search.catalogue.schema_evidence import knelpunt_history, knelpunt_quotes, knelpunten

OBJECT = "knelpunt"
SMALLEST = timedelta(microseconds=1)
MEANWHILE = (
    "Iemand anders heeft dit knelpunt intussen gewijzigd.",
    "Lees het opnieuw en probeer het dan weer.",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it was read (None for a new one), and as it should be (None where it goes).

    ``note`` is None where nothing is to be told in its history.
    """

    before: Record | None
    after: Record | None
    note: str | None = ""


def write(
    connection: Connection, changes: Sequence[Change], now: datetime, action: str, by: audit.Actor
) -> None:
    """All of them, with history and audit.

    Raises Conflict where a record is not what it was when it was read.
    """
    for change in changes:
        if change.before:
            _claim(connection, change.before, now)
    for place, change in enumerate(changes):
        # so that what is made at once keeps its order
        _write(connection, change, now + place * SMALLEST)
    _write_quotes(connection, changes)
    for change in changes:
        _tell(connection, change, now, by.name)
    for change in changes:
        _audit(connection, change, action, by)


def _claim(connection: Connection, before: Record, now: datetime) -> None:
    """The first statement writes, so that nobody else can until the transaction ends."""
    same = (knelpunten.c.id == before.id, knelpunten.c.changed_at == before.changed_at)
    moment = max(now, before.changed_at + SMALLEST)
    if not connection.execute(update(knelpunten).where(*same).values(changed_at=moment)).rowcount:
        raise Conflict(*MEANWHILE)


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


def _write_quotes(connection: Connection, changes: Sequence[Change]) -> None:
    """Only what is another now. Those that had a number keep it, also where they move to another record."""
    before = _quotes(change.before for change in changes)
    after = _quotes(change.after for change in changes)
    gone = [quote.number for _, quote in set(before).difference(after)]
    if gone:
        connection.execute(delete(knelpunt_quotes).where(knelpunt_quotes.c.number.in_(gone)))
    there = set(before)
    come = [
        (quote_values(owner, quote), quote.number) for owner, quote in after if (owner, quote) not in there
    ]
    kept = [values | {"number": number} for values, number in come if number is not None]
    new = [values for values, number in come if number is None]
    for rows in (kept, new):
        if rows:
            connection.execute(insert(knelpunt_quotes), rows)


def _quotes(records: Iterable[Record | None]) -> list[tuple[str, Quote]]:
    return [(record.id, quote) for record in records if record for quote in record.quotes]


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
