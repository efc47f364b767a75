"""What readers may know: documents that are ready, their passages, and citations of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from threading import Lock

from sqlalchemy import ColumnElement, Engine, Select, Table, case, func, select

from corpus.document import Document, Page, Passage
from corpus.errors import NotFound
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.census import Census, marks_of, take
from search.catalogue.citing import Citations
from search.catalogue.entries import Entry, conditions, entries
from search.catalogue.labels import Judged, judged, said_to
from search.catalogue.rows import (
    document_from,
    pages_from,
    passage_from,
    quoted_from,
)
from search.catalogue.schema import READABLE, READY, Status, documents, former, passages, sources
from search.catalogue.versions import before, family, senders
from search.hits import Numbers
from search.query import Citation, Filters


class Catalogue:
    """Reads from the database; safe from any thread. An unknown id raises NotFound, and so does that of
    what is more closed than the clearance: for every read, it is as if it were not there.
    """

    def __init__(
        self,
        engine: Engine,
        clearance: Visibility = Visibility.VERTROUWELIJK,
        state: ColumnElement[bool] = READY,
    ) -> None:
        self._engine = engine
        self._clearance = clearance
        self._visible = state
        # who may see everything need not look who may
        if clearance is not Visibility.VERTROUWELIJK:
            self._visible = state & documents.c.visibility.in_([one.value for one in clearance.within])
        self._census: Census | None = None
        self._counting = Lock()
        self._citations = Citations(engine, self._visible, clearance)

    def seen_by(self, clearance: Visibility) -> Catalogue:
        """The same as one with that clearance may see it; it remembers for itself."""
        return Catalogue(self._engine, clearance)

    @property
    def history(self) -> Catalogue:
        """The same with the versions that were replaced, which keep their text but not their passages.

        Where a newer version is more closed, there is none for who may not see that one.
        """
        if self._clearance is Visibility.VERTROUWELIJK:
            return Catalogue(self._engine, self._clearance, READABLE)
        shut = before(documents.c.visibility.not_in([one.value for one in self._clearance.within]))
        return Catalogue(self._engine, self._clearance, READABLE & documents.c.id.not_in(shut))

    def versions(self, document_id: str) -> list[tuple[Entry, str | None]]:
        """All versions of a document, the oldest first, each with who took it in, where that is known."""
        self.entry(document_id)
        with self._engine.begin() as connection:
            ids = family(connection, document_id)
            by = senders(connection, ids)
        found = sorted(self._entries(documents.c.id.in_(ids)), key=lambda entry: entry.added_at)
        return [(entry, by.get(entry.id)) for entry in found]

    def census(self) -> Census:
        """What is findable now, and its labels; taken again only after a change."""
        # one for all who ask at once
        with self._counting, self._engine.begin() as connection:
            if self._census is None or self._census.stamp != marks_of(connection)[0]:
                self._census = take(connection, self._visible, said_to(self._clearance), self._census)
            return self._census

    def document(self, document_id: str) -> Document:
        """The document with its text."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(documents).where(self._visible, documents.c.id == document_id)
            ).first()
        if row is None:
            raise _unknown(document_id)
        return document_from(row)

    def documents(self, filters: Filters | None = None) -> list[Entry]:
        """All documents, or those that the filters leave, by name; labels are not looked at."""
        return self._entries(*(conditions(filters) if filters else ()))

    def holding(self, sha256: str) -> list[Entry]:
        """The documents of these bytes: more than one where somebody may not know of the other."""
        return self._entries(documents.c.sha256 == sha256)

    def entry(self, document_id: str) -> Entry:
        """The document as it stands in the list."""
        found = self._entries(documents.c.id == document_id)
        if not found:
            raise _unknown(document_id)
        return found[0]

    def passages(self, document_id: str) -> list[Passage]:
        """All passages of a document, in order."""
        return self._cut(document_id, 0, None)

    def neighbours(self, passage_id: str, around: int) -> list[Passage]:
        """The passage itself, and up to ``around`` passages before and after it, in order."""
        place = (
            select(passages.c.document_id, passages.c.ordinal)
            .join(documents)
            .where(self._visible, passages.c.id == passage_id)
        )
        with self._engine.connect() as connection:
            row = connection.execute(place).first()
        if row is None:
            raise _unknown(passage_id)
        return self._cut(row.document_id, row.ordinal - around, row.ordinal + around)

    def citation(self, passage_id: str) -> Citation:
        """One of them."""
        found = self.citations([passage_id])
        if passage_id not in found:
            raise NotFound(
                f"Er is geen passage met id '{passage_id}'.", "Zoek opnieuw; het document kan vernieuwd zijn."
            )
        return found[passage_id]

    def citations(self, ids: Sequence[str]) -> dict[str, Citation]:
        """Citations by passage id; an id that is not, or no longer, findable is left out."""
        return self._citations.of(ids)

    def former(self, passage_id: str) -> tuple[Citation, str]:
        """The words that stand now where a document had a passage before, and the key of those of before."""
        wanted = select(former).join(documents).where(self._visible, former.c.id == passage_id)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            raise _unknown(passage_id)
        document = self.document(row.document_id)
        return quoted_from(document, row.id, Span(row.start, row.end)), row.text_key

    def judged(self) -> list[Judged]:
        """Every text of which people judged labels, once, with what taggers found in it."""
        with self._engine.begin() as connection:
            return judged(connection, self._visible, self._clearance)

    def unread(self) -> list[str]:
        """The names of files in which nothing can be found, by key. One that was never read is nobody's
        document, and so only for who may see everything.
        """
        wanted = select(sources.c.name).where(sources.c.status != Status.READY.value)
        if self._clearance is not Visibility.VERTROUWELIJK:
            wanted = wanted.join(documents).where(self._visible)
        with self._engine.connect() as connection:
            return list(connection.execute(wanted.order_by(sources.c.key)).scalars())

    def visibilities(self) -> dict[str, Visibility]:
        """Of every document, by id."""
        wanted = select(documents.c.id, documents.c.visibility).where(self._visible)
        with self._engine.connect() as connection:
            return {row.id: Visibility(row.visibility) for row in connection.execute(wanted)}

    def texts(self, document_ids: Collection[str]) -> dict[str, tuple[str, tuple[Page, ...]]]:
        """Text and pages by document id, as they are stored now; an id that is not findable is left out."""
        visible = self._visible.label("visible")
        wanted = select(documents.c.id, documents.c.text, documents.c.pages, visible)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.where(documents.c.id.in_(document_ids))).all()
        return {row.id: (row.text, pages_from(row)) for row in rows if row.visible}

    def allowed(self, filters: Filters, census: Census) -> Numbers:
        """The passages of the census that the filters leave, sorted."""
        within_them = list(conditions(filters))
        if not within_them:
            return census.allowed(None, filters.labels)
        with self._engine.connect() as connection:
            within = set(connection.execute(select(documents.c.id).where(*within_them)).scalars())
        return census.allowed(within, filters.labels)

    def document_count(self) -> int:
        """How many documents are ready, those without text included."""
        return self._number(select(func.count()).select_from(documents).where(self._visible))

    def passage_count(self) -> int:
        """How many passages are findable."""
        return self._number(
            select(func.coalesce(func.sum(documents.c.passage_count), 0)).where(self._visible)
        )

    def wrong_spans(self) -> frozenset[str]:
        """Ids of documents with a passage that is no range of their text, or with one too many or few."""
        inside = (passages.c.start >= 0) & (passages.c.start <= passages.c.end)
        fits = inside & (passages.c.end <= func.length(documents.c.text))
        fitting = func.coalesce(func.sum(case((fits, 1), else_=0)), 0)
        wanted = (
            select(documents.c.id)
            .outerjoin(passages)
            .where(self._visible)
            .group_by(documents.c.id, documents.c.passage_count)
            .having((fitting != documents.c.passage_count) | (func.count(passages.c.id) != fitting))
        )
        with self._engine.connect() as connection:
            return frozenset(connection.execute(wanted).scalars())

    def document_of(self, prefix: str) -> str:
        """The one document id that starts so."""
        return self._only(documents, select(documents.c.id).where(self._visible), prefix)

    def passage_of(self, prefix: str) -> str:
        """The one passage id that starts so."""
        return self._only(passages, select(passages.c.id).join(documents).where(self._visible), prefix)

    def _entries(self, *where: ColumnElement[bool]) -> list[Entry]:
        with self._engine.connect() as connection:
            return entries(connection, self._visible, *where)

    def _cut(self, document_id: str, first: int, last: int | None) -> list[Passage]:
        wanted = select(passages).where(passages.c.document_id == document_id, passages.c.ordinal >= first)
        if last is not None:
            wanted = wanted.where(passages.c.ordinal <= last)
        text = select(documents.c.text).where(self._visible, documents.c.id == document_id)
        with self._engine.connect() as connection:
            whole = connection.execute(text).scalar()
            rows = connection.execute(wanted.order_by(passages.c.ordinal)).all()
        if whole is None:
            raise _unknown(document_id)
        return [passage_from(row, whole) for row in rows]

    def _number(self, statement: Select[int]) -> int:
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def _only(self, table: Table, ids: Select[str], prefix: str) -> str:
        wanted = ids.where(table.c.id.startswith(prefix, autoescape=True)).limit(2)
        with self._engine.connect() as connection:
            found = list(connection.execute(wanted).scalars())
        if not found:
            raise _unknown(prefix)
        if len(found) > 1:
            raise NotFound(f"'{prefix}' is het begin van meer dan één id.", "Geef meer tekens van het id.")
        return found[0]


def _unknown(wanted: str) -> NotFound:
    return NotFound(
        f"Er is geen document of passage met id '{wanted}'.", "Kijk het na in de lijst van documenten."
    )
