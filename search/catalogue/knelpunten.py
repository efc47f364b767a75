"""The register of knelpunten: reads its records, and writes what is made of them.

What a document asks of the register is looked up by what that document says, so that it takes no longer as
the register grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, Table, Text, and_, exists, func, select

from corpus.document import text_key
from corpus.label import LabelKind
from corpus.visibility import Visibility
from search.catalogue import audit
from search.catalogue.knelpunt import Event, Quote, Record, Verdict
from search.catalogue.knelpunt_changes import Change, write
from search.catalogue.knelpunt_rows import event_from, quote_from, record_from
from search.catalogue.opening import noting
from search.catalogue.schema import State, documents, labels, passages, reviews, tombstones
from search.catalogue.schema_evidence import knelpunt_history, knelpunt_quotes, knelpunten
from search.catalogue.versions import older

Part = TypeVar("Part", bound=Quote | Event)

# quotes of documents that were removed, and did not come back since
_BEREFT = select(knelpunt_quotes.c.owner_id).where(
    knelpunt_quotes.c.document_id.in_(select(tombstones.c.document_id)),
    knelpunt_quotes.c.document_id.not_in(select(documents.c.id)),
)

# the passage that a quote stands in
_WITHIN = and_(
    passages.c.id == knelpunt_quotes.c.passage_id,
    passages.c.document_id == knelpunt_quotes.c.document_id,
    passages.c.start <= knelpunt_quotes.c.start,
    passages.c.end >= knelpunt_quotes.c.end,
)


@dataclass(frozen=True, slots=True)
class Place:
    """The newest version of a document that somebody quoted; as closed as the most closed on the way."""

    document_id: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Theme:
    """What a knelpunt is about, and for whom it is."""

    kind: str | None
    act: str | None
    article: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Outline:
    """A record by the words of its quotes that say what rubs: those that stand in their document as they
    did, each text once, the oldest first.
    """

    id: str
    verdict: Verdict
    changed_at: datetime
    texts: tuple[str, ...]


class Knelpunten:
    """Safe from any thread. Raises StorageFailed. Records come with the oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # held by who reads what is there in order to add what is not
        self.proposing = Lock()

    def all(self) -> list[Record]:
        """Every record."""
        return self._read()

    def get(self, id: str) -> Record | None:  # noqa: A002 - what it is called at every door
        """The record with that id."""
        return next(iter(self.some([id])), None)

    def some(self, ids: Collection[str]) -> list[Record]:
        """The records with these ids, those that are there."""
        if not ids:
            return []
        return self._read(knelpunten.c.id.in_(ids))

    def concerned(self, document_ids: Collection[str]) -> list[Record]:
        """Those that quote these documents or what they replaced, and those that quote what was removed."""
        with self._engine.begin() as connection:
            there = knelpunt_quotes.c.document_id.in_(older(connection, document_ids))
            quoting = select(knelpunt_quotes.c.owner_id).where(there)
            ids = set(connection.execute(quoting.union(_BEREFT)).scalars())
        return self.some(ids)

    def rejected(self, text_keys: Collection[str]) -> list[Record]:
        """Those that people rejected with a quote of these words."""
        if not text_keys:
            return []
        saying = select(knelpunt_quotes.c.owner_id).where(knelpunt_quotes.c.text_key.in_(text_keys))
        return self._read(knelpunten.c.id.in_(saying), knelpunten.c.verdict == Verdict.AFGEWEZEN.value)

    def of_theme(self, theme: Theme) -> list[Outline]:
        """The proposals and what was accepted, of that theme, that have words left."""
        about = (
            knelpunten.c.kind == theme.kind,
            knelpunten.c.act == theme.act,
            knelpunten.c.article == theme.article,
            knelpunten.c.visibility == theme.visibility.value,
            knelpunten.c.verdict.in_([Verdict.VOORSTEL.value, Verdict.AANVAARD.value]),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(_texts(about)).all()
        texts: dict[tuple[str, str, datetime], dict[str, None]] = defaultdict(dict)
        for row in rows:
            if text_key(row.text) == row.text_key:
                texts[row.id, row.verdict, row.changed_at][row.text] = None
        return [Outline(id_, Verdict(verdict), at, tuple(own)) for (id_, verdict, at), own in texts.items()]

    def telling(self, document_ids: Collection[str] | None) -> list[str]:
        """Ids of passages of these documents, or of all, of which a tagger or a person ever said that they
        tell a knelpunt.
        """
        found = (labels.c.passage_id == passages.c.id, labels.c.kind == LabelKind.KNELPUNT.value)
        said = (reviews.c.text_key == passages.c.text_key, reviews.c.kind == LabelKind.KNELPUNT.value)
        wanted = select(passages.c.id).where(exists().where(*found) | exists().where(*said))
        wanted = wanted.order_by(passages.c.id)
        if document_ids is not None:
            wanted = wanted.where(passages.c.document_id.in_(document_ids))
        with self._engine.connect() as connection:
            return list(connection.execute(wanted).scalars())

    def places(self, document_ids: Collection[str]) -> dict[str, Place]:
        """Where a document is to be read now: itself, or what replaced it; one that is gone is left out."""
        if not document_ids:
            return {}
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
        with noting(self._engine) as connection:
            write(connection, changes, datetime.now(UTC), action, by)

    def _read(self, *which: ColumnElement[bool]) -> list[Record]:
        wanted = select(knelpunten).where(*which).order_by(knelpunten.c.created_at, knelpunten.c.id)
        with self._engine.begin() as connection:
            rows = connection.execute(wanted).all()
            if not rows:
                return []
            ids = wanted.with_only_columns(knelpunten.c.id).order_by(None)
            quotes = _grouped(connection, knelpunt_quotes, ids, quote_from)
            history = _grouped(connection, knelpunt_history, ids, event_from)
        return [record_from(row, quotes.get(row.id, ()), history.get(row.id, ())) for row in rows]


def _texts(about: Collection[ColumnElement[bool]]) -> Select[Any]:
    """The words of the quotes of these records. Where many documents say the same, it is read in one."""
    quoted = knelpunt_quotes.join(knelpunten).join(passages, _WITHIN).join(documents)
    firsts = (
        select(func.min(knelpunt_quotes.c.number))
        .select_from(quoted)
        .where(*about, knelpunt_quotes.c.asks.is_(False), documents.c.state == State.READY.value)
        .group_by(knelpunt_quotes.c.owner_id, knelpunt_quotes.c.text_key)
    )
    start, end = knelpunt_quotes.c.start, knelpunt_quotes.c.end
    text = func.substr(documents.c.text, start + 1, end - start, type_=Text).label("text")
    return (
        select(
            knelpunten.c.id, knelpunten.c.verdict, knelpunten.c.changed_at, knelpunt_quotes.c.text_key, text
        )
        .select_from(quoted)
        .where(knelpunt_quotes.c.number.in_(firsts))
        .order_by(knelpunten.c.created_at, knelpunten.c.id, knelpunt_quotes.c.number)
    )


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
