"""Citations of passages, and those that were asked for before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Engine, select

from corpus.label import reviewed
from corpus.visibility import Visibility
from search.catalogue.census import marks_of
from search.catalogue.labels import labels_of, reviews_of
from search.catalogue.rows import citation_from
from search.catalogue.schema import documents, passages
from search.query import Citation

# passages of which the citation is kept
REMEMBERED = 5_000
CITED = [column for column in documents.c if column.name not in {"pages", "sections", "blocks"}]


# what tells that a document is the same, and goes by the same name
_SAME = (documents.c.id, documents.c.added_at, documents.c.name)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation that held at a ``stamp``; it goes on to do so as long as the ground does, and the ``row`` of
    its document.
    """

    stamp: str
    row: Row
    citation: Citation


class Citations:
    """Of the documents of which ``visible`` is so, for who has that clearance; safe from any thread."""

    def __init__(self, engine: Engine, visible: ColumnElement[bool], clearance: Visibility) -> None:
        self._engine = engine
        self._visible = visible
        self._clearance = clearance
        # the ground that it is of, and by passage id; as one, since another thread may put others
        self._kept: tuple[str, dict[str, _Cited]] = ("", {})

    def of(self, ids: Sequence[str]) -> dict[str, Citation]:
        """By passage id; an id that is not, or no longer, findable is left out."""
        if not ids:
            return {}
        with self._engine.begin() as connection:
            stamp, ground = marks_of(connection)
            kept_on, known = self._kept
            if kept_on != ground or len(known) > REMEMBERED:
                known = {}
                self._kept = ground, known
            held = self._held(connection, stamp, {one: known[one] for one in ids if one in known})
            held |= self._read(connection, stamp, [one for one in ids if one not in held])
            known.update(held)
        return {one: held[one].citation for one in ids if one in held}

    def _held(self, connection: Connection, stamp: str, known: Mapping[str, _Cited]) -> dict[str, _Cited]:
        """What was cited before and still holds: what answers one question, answers the next one too."""
        late = {cited.citation.document_id for cited in known.values() if cited.stamp != stamp}
        rows = self._rows(connection, late)
        return {
            one: cited if cited.stamp == stamp else replace(cited, stamp=stamp)
            for one, cited in known.items()
            if cited.stamp == stamp or rows.get(cited.citation.document_id) == cited.row
        }

    def _rows(self, connection: Connection, ids: Collection[str]) -> dict[str, Row]:
        """Of those of these documents that are visible."""
        if not ids:
            return {}
        # asked for what is ready, SQLite would go through all documents by their state
        wanted = select(*_SAME, self._visible.label("visible")).where(documents.c.id.in_(ids))
        return {row.id: tuple(row)[:-1] for row in connection.execute(wanted) if row.visible}

    def _read(self, connection: Connection, stamp: str, ids: Sequence[str]) -> dict[str, _Cited]:
        """Within a transaction: those that are findable."""
        if not ids:
            return {}
        rows = connection.execute(select(passages).where(passages.c.id.in_(ids))).all()
        within = {row.document_id for row in rows}
        # all of them, as in ``_rows``
        given = select(*CITED, self._visible.label("visible")).where(documents.c.id.in_(within))
        whole = {row.id: row for row in connection.execute(given) if row.visible}
        found = labels_of(connection, [row.id for row in rows])
        said = reviews_of(connection, {row.text_key for row in rows}, self._clearance)
        read: dict[str, _Cited] = {}
        for row in rows:
            if document := whole.get(row.document_id):
                own = reviewed(found.get(row.id, ()), said.get(row.text_key, ()))
                same = tuple(document._mapping[column] for column in _SAME)
                read[row.id] = _Cited(stamp, same, citation_from(row, document, own))
        return read
