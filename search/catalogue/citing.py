"""Citations of passages, and those that were asked for before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, select

from corpus.label import reviewed
from corpus.visibility import Visibility
from search.catalogue.census import ground_of, stamp_of
from search.catalogue.labels import labels_of, reviews_of
from search.catalogue.rows import citation_from
from search.catalogue.schema import documents, passages
from search.query import Citation

# passages of which the citation is kept
REMEMBERED = 5_000
CITED = [column for column in documents.c if column.name not in {"pages", "sections", "blocks"}]


@dataclass(frozen=True, slots=True)
class _Cited:
    """Citations by passage id; they hold as long as the ground does, and the ``rows`` of their documents."""

    stamp: str
    ground: str
    rows: Mapping[str, tuple[object, ...]]
    known: dict[str, Citation]


class Citations:
    """Of the documents of which ``visible`` is so, for who has that clearance; safe from any thread."""

    def __init__(self, engine: Engine, visible: ColumnElement[bool], clearance: Visibility) -> None:
        self._engine = engine
        self._visible = visible
        self._clearance = clearance
        self._cited = _Cited("", "", {}, {})

    def of(self, ids: Sequence[str]) -> dict[str, Citation]:
        """By passage id; an id that is not, or no longer, findable is left out."""
        if not ids:
            return {}
        with self._engine.begin() as connection:
            known = self._remembered(connection)
            known.update(self._read(connection, [one for one in ids if one not in known]))
        return {one: known[one] for one in ids if one in known}

    def _remembered(self, connection: Connection) -> dict[str, Citation]:
        """What was cited before and still holds: what answers one question, answers the next one too."""
        before, stamp = self._cited, stamp_of(connection)
        has_room = len(before.known) <= REMEMBERED
        if before.stamp == stamp and has_room:
            return before.known
        ground, wanted = ground_of(connection), select(documents.c.id, documents.c.added_at, documents.c.name)
        rows = {row.id: tuple(row) for row in connection.execute(wanted.where(self._visible))}
        known: dict[str, Citation] = {}
        if before.ground == ground and has_room:
            same = {document for document, row in rows.items() if before.rows.get(document) == row}
            # another thread may add to it meanwhile
            known = {one: cited for one, cited in list(before.known.items()) if cited.document_id in same}
        self._cited = _Cited(stamp, ground, rows, known)
        return known

    def _read(self, connection: Connection, ids: Sequence[str]) -> dict[str, Citation]:
        """Within a transaction: those that are findable."""
        if not ids:
            return {}
        rows = connection.execute(select(passages).where(passages.c.id.in_(ids))).all()
        within = {row.document_id for row in rows}
        # asked for what is ready, SQLite would go through all documents by their state
        given = select(*CITED, self._visible.label("visible")).where(documents.c.id.in_(within))
        whole = {row.id: row for row in connection.execute(given) if row.visible}
        found = labels_of(connection, [row.id for row in rows])
        said = reviews_of(connection, {row.text_key for row in rows}, self._clearance)
        return {
            row.id: citation_from(
                row, whole[row.document_id], reviewed(found.get(row.id, ()), said.get(row.text_key, ()))
            )
            for row in rows
            if row.document_id in whole
        }
